import { z } from 'zod'
import { AT_ANOTHER } from '../elsewhere.ts'
import { event } from '../event.ts'
import { field, personal } from '../field.ts'
import { Moment } from '../moment.ts'
import { about } from './command.ts'
import * as of from './field.ts'

const matter = (zh: string, en: string) => ({ of: 'matter', zh, en }) as const
const text = z.string().nullable()
const yes = z.boolean().nullable()
const officers = personal(of.Officers, of.officersWords)
const letter = field(text, { zh: '来文编号', en: 'Letter' })
const held = { basis: of.interviewBasis, interviewee: of.interviewee, officerCount: of.officerCount, demands: of.demands, minutes: of.minutes }

/** What a finding or an order says of the breach, for whoever has to answer it. */
const Charge = z.strictObject({
  finding: of.findingId,
  what: of.findingText,
  violated: of.violated,
  provision: field(z.string(), { zh: '责令所依条款', en: 'Provision for the order', source: { norm: 'correction.order' } }),
})
export const charges = field(z.array(Charge).min(1), { zh: '违法事实和依据', en: 'Breaches and their basis', source: { norm: 'correction.order' } })

const Proposed = event(
  'inspection.proposed',
  matter('拟定监督检查', 'Inspection proposed'),
  {},
  {
    operator: of.operator,
    operatorName: of.operatorName,
    subjectRoles: of.subjectRoles,
    basis: of.basis,
    basisText: of.basisText,
    means: of.means,
    scope: of.scope,
    scopeNote: field(text, { zh: '系统、场所和时段', en: 'Systems, premises and period' }),
    from: of.from,
    to: of.to,
    officerCount: of.officerCount,
    officers,
  },
)
const Approved = event(
  'inspection.approved',
  matter('批准检查', 'Inspection approved'),
  {},
  { approvedBy: personal(z.string(), { zh: '批准人', en: 'Approved by' }) },
)
const Noticed = event('inspection.noticed', matter('送达检查通知', 'Notice of inspection sent'), {}, {})
const Begun = event(
  'inspection.begun',
  matter('开始监督检查', 'Inspection begun'),
  { ...AT_ANOTHER, lawful: z.boolean() },
  { officerCount: of.officerCount, credentialsShown: of.credentialsShown, noticeShown: of.noticeShown, officers },
)
const FindingRecorded = event(
  'inspection.finding-recorded',
  matter('记录检查发现', 'Finding recorded'),
  {},
  {
    finding: of.findingId,
    topic: of.topic,
    what: of.findingText,
    violated: of.violated,
    norm: field(text, { zh: '所涉义务', en: 'Duty concerned', register: 'norm' }),
    system: field(text, { zh: '所涉系统', en: 'System concerned' }),
    evidence: of.evidence,
  },
)
const Obstructed = event(
  'inspection.obstructed',
  matter('拒绝、阻碍监督检查', 'Inspection refused or obstructed'),
  {},
  { reason: of.reason, evidence: of.evidence },
)
const AnswerReceived = event('inspection.answer-received', matter('收到材料', 'Material received'), {}, { given: of.reason, evidence: of.evidence, letter })
const ObjectionReceived = event('inspection.objection-received', matter('收到异议', 'Objection received'), {}, { ground: of.reason, letter })
const Finished = event(
  'inspection.finished',
  matter('结束检查', 'Inspection ended'),
  {},
  {
    result: field(of.paragraph, { zh: '检查结果', en: 'Result' }),
    signature: of.signature,
    witness: field(text, { zh: '拒签的注明', en: 'How a refusal to sign was noted' }),
  },
)
const InterviewCalled = event(
  'inspection.interview-called',
  matter('通知约谈', 'Called to an interview'),
  {},
  {
    basis: of.interviewBasis,
    interviewee: of.interviewee,
    at: field(Moment, { zh: '约谈时间', en: 'Time of the interview' }),
    place: of.place,
    reason: of.interviewReason,
  },
)
/** An interview under the statute that the law's engine knows. */
const InterviewHeld = event('interview.held', matter('约谈', 'Interview held'), { ...AT_ANOTHER, until: Moment, highRisk: yes }, held)
/** An interview on another basis: the statute's own duty to rectify does not follow from it. */
const InterviewRecorded = event('inspection.interview-recorded', matter('约谈（其他依据）', 'Interview on another basis'), {}, { ...held, until: of.until })
const CorrectionOrdered = event(
  'correction.ordered',
  matter('责令改正', 'Correction ordered'),
  { ...AT_ANOTHER, norm: text, provision: text, system: text, until: Moment },
  { charges, required: of.required },
)
const ReportReceived = event(
  'inspection.report-received',
  matter('收到整改报告', 'Report on correction received'),
  {},
  { about, measures: of.measures, evidence: of.evidence, letter },
)
const Verified = event('inspection.verified', matter('复查', 'Correction verified'), {}, { about, corrected: of.corrected, how: of.how })
const CorrectionCompleted = event('correction.completed', matter('完成改正', 'Correction completed'), {}, {})
const RectificationCompleted = event('rectification.completed', matter('完成整改', 'Rectification completed'), {}, {})
const CorrectionRefused = event('correction.refused', matter('拒不改正', 'Correction refused'), {}, { reason: of.reason })
const RectificationRefused = event('rectification.refused', matter('拒不整改', 'Rectification refused'), {}, { reason: of.reason })
const Closed = event('inspection.closed', matter('办结', 'Matter closed'), {}, { result: field(of.paragraph, { zh: '办理结果', en: 'Outcome' }) })

export const Event = z.discriminatedUnion('kind', [
  Proposed,
  Approved,
  Noticed,
  Begun,
  FindingRecorded,
  Obstructed,
  AnswerReceived,
  ObjectionReceived,
  Finished,
  InterviewCalled,
  InterviewHeld,
  InterviewRecorded,
  CorrectionOrdered,
  ReportReceived,
  Verified,
  CorrectionCompleted,
  RectificationCompleted,
  CorrectionRefused,
  RectificationRefused,
  Closed,
])
export type Event = z.infer<typeof Event>
export type DetailOf<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
export type FactsOf<K extends Event['kind']> = Extract<Event, { kind: K }>['facts']
