import { z } from 'zod'
import { AT_ANOTHER } from '../elsewhere.ts'
import { event } from '../event.ts'
import { field } from '../field.ts'
import { asked, eventKind, level, reportItems, summaryItems, title } from '../incident/field.ts'
import { LEVELS as GRADES } from '../incident/threshold.ts'
import { Moment } from '../moment.ts'
import * as of from './field.ts'

const matter = (zh: string, en: string) => ({ of: 'matter', zh, en }) as const
const letter = { letter: of.keptLetter }

/** What the department knows of is at somebody else's: the law asks of it the investigation and the warning, and nothing of an operator. */
const Discovered = event(
  'incident.discovered',
  matter('获知网络安全事件', 'Incident learnt of'),
  { ...AT_ANOTHER, system: z.string().nullable(), knownAt: Moment, endangersSecurity: z.boolean(), suspectedCase: z.boolean().nullable() },
  { operator: of.operator, title, eventKind, operatorKnewAt: of.knownAt },
)
const ReportReceived = event(
  'incident.report-received',
  matter('接到事件报告', 'Report received'),
  { ...AT_ANOTHER, incidentLevel: z.enum(GRADES) },
  { ...letter, first: field(z.boolean(), { zh: '首次报告', en: 'First report' }), ...reportItems },
)
const SummaryReceived = event('reception.summary-received', matter('收到总结报告', 'Final summary received'), {}, { ...letter, level, ...summaryItems })
const MeasuresReported = event('reception.measures-reported', matter('收到措施落实情况', 'Measures reported'), {}, { ...letter, measures: of.measures })
const Acknowledged = event(
  'reception.acknowledged',
  matter('确认接报', 'Acknowledged'),
  {},
  { note: field(z.string().nullable(), { zh: '告知内容', en: 'What the operator was told' }) },
)
const Asked = event(
  'reception.asked',
  matter('要求补报', 'More asked for'),
  {},
  { asked, question: of.question, answerBy: field(Moment.nullable(), { zh: '请于何时前补报', en: 'To be answered by' }) },
)
const MeasuresRequired = event(
  'incident.measures-required',
  matter('要求采取措施', 'Measures required'),
  { ...AT_ANOTHER, until: Moment },
  { demanded: of.demanded },
)
const PassedOn = event('incident.passed-on', matter('上报、通报', 'Passed on'), {}, { to: of.toRemit, level: of.toRank, region: of.toRegion })
const PlanStarted = event('incident.plan-started', matter('启动应急预案', 'Contingency plan started'), {}, { response: of.response })
const Investigated = event(
  'incident.investigated',
  matter('调查和评估事件', 'Incident investigated'),
  {},
  { cause: of.cause, effect: of.effect, conclusion: of.conclusion },
)
const Closed = event('reception.closed', matter('办结', 'Closed'), {}, { result: of.result })

export const Event = z.discriminatedUnion('kind', [
  Discovered,
  ReportReceived,
  SummaryReceived,
  MeasuresReported,
  Acknowledged,
  Asked,
  MeasuresRequired,
  PassedOn,
  PlanStarted,
  Investigated,
  Closed,
])
export type Event = z.infer<typeof Event>
export type DetailOf<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
