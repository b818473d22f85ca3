import { z } from 'zod'
import type { Text } from '#law/text.ts'
import { command } from '../command.ts'
import { choice, field } from '../field.ts'
import { DayText, Moment } from '../moment.ts'
import { network, reason, role, unit } from './field.ts'
import { QUESTIONS, YES_NO_FACTS, type YesNoFact } from './question.ts'

const on = field(Moment, { zh: '自何时起', en: 'Since when' })

const questionWords = Object.fromEntries(QUESTIONS.map(({ fact, zh, en }) => [fact, { zh, en }]))
const factWords = (fact: YesNoFact): Text => questionWords[fact] ?? { zh: fact, en: fact }
const WORDS: Readonly<Record<string, Text>> = Object.fromEntries(YES_NO_FACTS.map((fact) => [fact, factWords(fact)]))

const Begin = command(
  'begin',
  { zh: '建立主体档案', en: 'Begin the profile', opens: true },
  { since: field(DayText, { zh: '开始运营网络的日子', en: 'Day on which it began to run a network' }), unit },
)
const Establish = command(
  'establish',
  { zh: '回答', en: 'Answer', help: { zh: '事实变化时再次回答；角色随之重新判断。', en: 'Answer again when the fact changes; the roles are judged anew.' } },
  {
    fact: choice(YES_NO_FACTS, WORDS, { zh: '问题', en: 'Question' }),
    holds: field(z.boolean(), { zh: '是否', en: 'Yes or no' }),
    on,
    reason,
  },
)
const EstablishNetwork = command('establish-network', { zh: '说明网络类别', en: 'Say what kind of network it is' }, { network, on, reason })
const StateRole = command(
  'state-role',
  {
    zh: '登记角色',
    en: 'Record a role',
    help: { zh: '用于不由上述事实推出的角色，例如主管部门。', en: 'For roles that do not follow from the facts, such as a department’s.' },
  },
  { role, on, reason },
)
const EndRole = command('end-role', { zh: '终止角色', en: 'End a role' }, { role, on: field(Moment, { zh: '自何时止', en: 'Until when' }), reason })
const SetParameter = command(
  'set-parameter',
  { zh: '自定期限', en: 'Set a term of your own', help: { zh: '法律未给出数字的，定了就按它计。', en: 'Where the law gives no figure. Once set, it counts.' } },
  {
    parameter: field(z.string().min(1).max(80), { zh: '期限名称', en: 'Which term' }),
    term: field(z.string().min(1).max(40), {
      zh: '期限',
      en: 'Term',
      help: { zh: '例如 PT24H、P3D、15 workdays。', en: 'Such as PT24H, P3D or 15 workdays.' },
    }),
    reason,
  },
)
const Recheck = command('recheck', { zh: '按现行法重新判断角色', en: 'Judge the roles anew under the law in force' }, { on })

export const Command = z.discriminatedUnion('type', [Begin, Establish, EstablishNetwork, StateRole, EndRole, SetParameter, Recheck])
export type Command = z.infer<typeof Command>
