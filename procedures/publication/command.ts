import { z } from 'zod'
import { command } from '../command.ts'
import * as of from './field.ts'

const head = { on: of.on, title: of.title, until: of.until }

const Warn = command(
  'warn',
  {
    zh: '发布预警',
    en: 'Issue a warning',
    opens: true,
    outward: true,
    help: { zh: '省级以上部门向社会发布。', en: 'By departments of the province or above.' },
  },
  { ...head, colour: of.colour, area: of.area, text: of.warning, advice: of.advice },
)
const NotifyPublic = command(
  'notify-public',
  { zh: '发布与事件有关的警示信息', en: 'Tell the public of an incident', opens: true, outward: true },
  { ...head, incident: of.incident, text: of.notice, advice: of.advice },
)
const PublishInformation = command(
  'publish-information',
  {
    zh: '发布网络安全信息',
    en: 'Publish security information',
    opens: true,
    outward: true,
    help: { zh: '漏洞、病毒、攻击、侵入等信息。', en: 'On flaws, viruses, attacks, intrusions.' },
  },
  { ...head, text: of.information, review: of.review },
)
const PublishRules = command(
  'publish-rules',
  {
    zh: '公开收集、使用规则',
    en: 'Publish the rules of collection and use',
    opens: true,
    outward: true,
    help: { zh: '在同一事项中再次公开，即为新版本。', en: 'Published again in the same matter, it is a new version.' },
  },
  { ...head, version: of.version, purposes: of.purposes, means: of.means, scope: of.scope, contact: of.contact },
)
const FindMissing = command(
  'find-missing',
  { zh: '记录未公开收集、使用规则', en: 'Record that the rules are not published', opens: true },
  { on: of.on, gap: of.gap },
)
const Retract = command(
  'retract',
  {
    zh: '撤回公布',
    en: 'Take a publication back',
    outward: true,
    help: {
      zh: '公众仍能看到曾经公布、何时撤回和理由，看不到内容。',
      en: 'The public still sees that it was there, when it was taken back and why, and no longer what it said.',
    },
  },
  { on: of.on, because: of.because },
)

export const Command = z.discriminatedUnion('type', [Warn, NotifyPublic, PublishInformation, PublishRules, FindMissing, Retract])
export type Command = z.infer<typeof Command>
