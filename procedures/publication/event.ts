import { z } from 'zod'
import { event } from '../event.ts'
import { field } from '../field.ts'
import { DayText } from '../moment.ts'
import * as of from './field.ts'

const until = field(DayText.nullable(), { zh: '公布至', en: 'Shown until' })
const head = { title: of.title, until }

const Warned = event(
  'warning.issued',
  { of: 'matter', zh: '向社会发布预警', en: 'Public warning issued' },
  {},
  { ...head, colour: of.colour, area: of.area, text: of.warning, advice: of.advice },
)
/** Its own matter, where nothing is known here of the incident; else it is about the matter of the incident, and the publication says so besides. */
const PublicWarned = event('incident.public-warned', { of: 'matter', zh: '发布与公众有关的警示信息', en: 'Public told of an incident' }, {}, {})
const NoticePublished = event(
  'publication.notice-published',
  { of: 'matter', zh: '公布警示信息', en: 'Notice published' },
  {},
  { ...head, incident: field(z.string().nullable(), { zh: '所涉事件', en: 'Incident' }), text: of.notice, advice: of.advice },
)
const InformationPublished = event(
  'security-information.published',
  { of: 'matter', zh: '发布网络安全信息', en: 'Security information published' },
  { againstRules: z.boolean() },
  { ...head, text: of.information, review: of.review },
)
const RulesPublished = event(
  'collection.rules-published',
  { of: 'party', zh: '公开收集、使用规则', en: 'Rules of collection published' },
  {},
  { ...head, version: of.version, purposes: of.purposes, means: of.means, scope: of.scope, contact: of.contact },
)
const RulesMissing = event(
  'collection.rules-missing',
  { of: 'party', zh: '发现未公开收集、使用规则', en: 'Rules of collection found unpublished' },
  {},
  { gap: of.gap },
)
const Retracted = event('publication.retracted', { of: 'matter', zh: '撤回公布', en: 'Publication taken back' }, {}, { because: of.because })

export const Event = z.discriminatedUnion('kind', [Warned, PublicWarned, NoticePublished, InformationPublished, RulesPublished, RulesMissing, Retracted])
export type Event = z.infer<typeof Event>
