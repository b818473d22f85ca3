import { z } from 'zod'
import { event } from '../event.ts'
import { field, personal } from '../field.ts'
import { Moment } from '../moment.ts'
import {
  answerFrom,
  answerKind,
  answerText,
  asked,
  channel,
  demanded,
  eventKind,
  lesson,
  level,
  measures,
  noticeItems,
  reason,
  remit,
  reportItems,
  result,
  shortLine,
  summaryItems,
  title,
  verification,
} from './field.ts'
import { Impact } from './impact.ts'
import { LEVELS, THRESHOLD_WORDS } from './threshold.ts'

const matter = (zh: string, en: string) => ({ of: 'matter', zh, en }) as const
const receipt = field(shortLine.nullable(), { zh: '回执', en: 'Receipt' })
const text = z.string().nullable()
const yes = z.boolean().nullable()

const Discovered = event(
  'incident.discovered',
  matter('发现网络安全事件', 'Incident discovered'),
  { system: text, knownAt: Moment, endangersSecurity: z.boolean(), suspectedCase: yes },
  { title, eventKind },
)
const LeakDiscovered = event(
  'leak.discovered',
  matter('发现个人信息泄露', 'Leak discovered'),
  { dataset: text, system: text, knownAt: Moment, affectedPersons: z.number().nullable() },
  { reason },
)
const Classified = event(
  'incident.classified',
  matter('事件定级', 'Incident classified'),
  { incidentLevel: z.enum(LEVELS) },
  {
    impact: field(Impact, { zh: '影响', en: 'Impact' }),
    met: field(z.array(z.string()), { zh: '符合的标准', en: 'Conditions met', options: THRESHOLD_WORDS }),
    open: field(z.array(z.string()), { zh: '尚不清楚的情况', en: 'Still unknown' }),
    reason,
  },
)
const PlanStarted = event(
  'incident.plan-started',
  matter('启动应急预案', 'Contingency plan started'),
  {},
  { decidedBy: personal(z.string(), { zh: '决定人', en: 'Decided by' }), measures },
)
const Contained = event('incident.contained', matter('采取控制措施', 'Containment measure taken'), {}, { measures })
const Remedied = event('incident.remedied', matter('完成补救', 'Incident remedied'), {}, { measures, verification })
const LeakRemedied = event('leak.remedied', matter('完成泄露补救', 'Leak remedied'), { harmAvoided: yes }, { measures })
const ReportSent = event(
  'incident.report-sent',
  matter('发出报告', 'Report sent'),
  {},
  { to: remit, channel, receipt, level, first: field(z.boolean(), { zh: '首次报告', en: 'First report' }), ...reportItems },
)
/** Every department that the rules call for has been told. */
const Reported = event('incident.reported', matter('完成事件报告', 'Incident reported'), {}, { to: field(z.array(remit), { zh: '已报告', en: 'Reported to' }) })
const LeakReported = event('leak.reported', matter('完成泄露报告', 'Leak reported'), {}, { to: remit })
const PoliceInformed = event('incident.police-informed', matter('向公安机关报案', 'Police informed'), {}, {})
const ReceiptReceived = event(
  'incident.receipt-received',
  matter('收到回执', 'Receipt received'),
  {},
  { to: remit, receipt: field(shortLine, { zh: '回执', en: 'Receipt' }) },
)
const UsersInformed = event(
  'leak.users-informed',
  matter('告知个人', 'Persons told'),
  {},
  { persons: field(z.int(), { zh: '告知人数', en: 'Persons told' }), means: field(shortLine, { zh: '告知方式', en: 'How' }), ...noticeItems },
)
const MeasuresRequired = event(
  'incident.measures-required',
  matter('主管部门要求采取措施', 'Measures required'),
  { until: Moment },
  { from: answerFrom, demanded },
)
const AnswerReceived = event(
  'incident.answer-received',
  matter('收到主管部门答复', 'Answer of a department received'),
  {},
  { from: answerFrom, answer: answerKind, text: answerText, asked, until: field(Moment.nullable(), { zh: '请于何时前补报', en: 'To be answered by' }) },
)
const MeasuresTaken = event('incident.measures-taken', matter('落实要求的措施', 'Required measures taken'), {}, { measures })
const BecameEmergency = event('incident.became-emergency', matter('引发突发事件', 'Became an emergency'), {}, { reason })
const HandlingEnded = event('incident.handling-ended', matter('处置结束', 'Handling ended'), {}, { result })
const SummaryFiled = event(
  'incident.summary-filed',
  matter('报送总结报告', 'Final summary filed'),
  {},
  { to: field(z.array(remit), { zh: '报送', en: 'Filed with' }), ...summaryItems },
)
const LessonRecorded = event('incident.lesson-recorded', matter('登记教训', 'Lesson recorded'), {}, { lesson })
const Concealed = event('incident.concealed', matter('发现瞒报', 'Concealment found'), {}, { reason })

export const Event = z.discriminatedUnion('kind', [
  Discovered,
  LeakDiscovered,
  Classified,
  PlanStarted,
  Contained,
  Remedied,
  LeakRemedied,
  ReportSent,
  Reported,
  LeakReported,
  PoliceInformed,
  ReceiptReceived,
  UsersInformed,
  MeasuresRequired,
  AnswerReceived,
  MeasuresTaken,
  BecameEmergency,
  HandlingEnded,
  SummaryFiled,
  LessonRecorded,
  Concealed,
])
export type Event = z.infer<typeof Event>
