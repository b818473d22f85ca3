import { z } from 'zod'
import { event } from '../event.ts'
import { field, personal } from '../field.ts'
import { about } from '../inspection/command.ts'
import { charges } from '../inspection/event.ts'
import * as inspection from '../inspection/field.ts'
import { Moment } from '../moment.ts'
import { Held } from '../penalty/event.ts'
import * as penalty from '../penalty/field.ts'
import * as of from './field.ts'

const matter = (zh: string, en: string) => ({ of: 'matter', zh, en }) as const
const text = z.string().nullable()
const figure = z.number().nullable()
const said = (zh: string, en: string) => field(text, { zh, en })
const sender = {
  department: inspection.department,
  ...inspection.sender,
  letter: said('来文编号', 'Letter'),
}
const imposed = {
  summary: penalty.summary,
  violated: inspection.violated,
  measures: penalty.measures,
  entityFine: penalty.entityFine,
  personFine: penalty.personFine,
  discretion: penalty.discretion,
  held: field(Held, { zh: '法定幅度', en: 'Range of the statute' }),
}

const NoticeReceived = event(
  'cooperation.notice-received',
  matter('收到检查通知', 'Notice of inspection received'),
  {},
  {
    ...sender,
    basis: inspection.basis,
    basisText: inspection.basisText,
    means: inspection.means,
    scope: inspection.scope,
    scopeNote: said('系统、场所和时段', 'Systems, premises and period'),
    from: inspection.from,
    to: inspection.to,
    officerCount: inspection.officerCount,
    officers: personal(inspection.Officers, inspection.officersWords),
  },
)
/** `lawful` is what the check of the officers came to. */
const Begun = event(
  'inspection.begun',
  matter('开始监督检查', 'Inspection begun'),
  { lawful: z.boolean() },
  { officerCount: inspection.officerCount, credentialsShown: inspection.credentialsShown, noticeShown: inspection.noticeShown, asNoticed: of.asNoticed },
)
const Requested = event(
  'cooperation.requested',
  matter('检查要求', 'Request in the inspection'),
  {},
  {
    request: of.requestId,
    topic: inspection.topic,
    asked: of.asked,
    within: field(z.boolean().nullable(), { zh: '在通知的范围内', en: 'Within the scope of the notice' }),
  },
)
const Answered = event(
  'cooperation.answered',
  matter('提供材料', 'Request answered'),
  {},
  {
    request: of.requestId,
    given: of.given,
    evidence: of.proofs,
    overScope: said('超出范围仍予提供的依据', 'Why it is given although it is beyond the scope'),
    answeredBy: personal(z.string(), { zh: '经办人', en: 'Handled by' }),
  },
)
const Objected = event('cooperation.objected', matter('提出异议', 'Objection made'), {}, { ground: of.ground })
const Cooperated = event('inspection.cooperated', matter('配合监督检查', 'Cooperation given'), {}, {})
const Obstructed = event('inspection.obstructed', matter('拒绝、阻碍监督检查', 'Inspection refused or obstructed'), {}, { reason: inspection.reason })
const CallReceived = event(
  'cooperation.call-received',
  matter('收到约谈通知', 'Called to an interview'),
  {},
  {
    ...sender,
    basis: inspection.interviewBasis,
    interviewee: inspection.interviewee,
    at: field(Moment, { zh: '约谈时间', en: 'Time of the interview' }),
    place: inspection.place,
    reason: inspection.interviewReason,
  },
)
const interview = { ...sender, basis: inspection.interviewBasis, demands: inspection.demands, minutes: inspection.minutes }
const InterviewHeld = event('interview.held', matter('约谈', 'Interview held'), { until: Moment, highRisk: z.boolean().nullable() }, interview)
const InterviewRecorded = event(
  'cooperation.interview-recorded',
  matter('约谈（其他依据）', 'Interview on another basis'),
  {},
  { ...interview, until: inspection.until },
)
const CorrectionOrdered = event(
  'correction.ordered',
  matter('责令改正', 'Correction ordered'),
  { norm: text, provision: text, system: text, until: Moment },
  { ...sender, charges, required: inspection.required },
)
const report = { measures: of.means, evidence: of.proofs }
const CorrectionCompleted = event('correction.completed', matter('完成改正', 'Correction completed'), {}, report)
const RectificationCompleted = event('rectification.completed', matter('完成整改', 'Rectification completed'), {}, report)
const Verified = event(
  'cooperation.verified',
  matter('收到复查意见', 'Result of the verification'),
  {},
  { about, corrected: inspection.corrected, how: inspection.how },
)
const CorrectionRefused = event('correction.refused', matter('被认定拒不改正', 'Found to have refused correction'), {}, { reason: inspection.reason })
const RectificationRefused = event('rectification.refused', matter('被认定拒不整改', 'Found to have refused rectification'), {}, { reason: inspection.reason })
const PenaltyNoticed = event(
  'cooperation.penalty-noticed',
  matter('收到处罚告知', 'Notice of penalty received'),
  {},
  {
    ...sender,
    ...imposed,
    respondUntil: penalty.respondUntil,
    hearingUntil: field(penalty.hearingUntil.nullable(), { zh: '要求听证截止之日', en: 'Last day to ask for a hearing' }),
  },
)
const Defended = event('cooperation.defended', matter('陈述、申辩', 'Defence made'), {}, { kind: penalty.statementKind, statement: penalty.statement })
const HearingCalled = event(
  'cooperation.hearing-called',
  matter('收到听证通知', 'Called to the hearing'),
  {},
  { at: penalty.hearingAt, place: penalty.hearingPlace, open: penalty.openHearing },
)
const Decided = event(
  'penalty.decided',
  matter('收到处罚决定', 'Penalty decided'),
  {
    norm: text,
    provision: text,
    consequences: z.enum(['none', 'harm', 'serious', 'especially-serious']).nullable(),
    circumstances: z.enum(['ordinary', 'serious', 'especially-serious']).nullable(),
    illegalGains: figure,
  },
  {
    ...sender,
    ...imposed,
    number: penalty.number,
    howToPay: said('缴款方式', 'How to pay'),
    payUntil: penalty.payUntil,
    remedies: said('救济途径和期限', 'Remedies and their time'),
  },
)
const Paid = event('penalty.paid', matter('缴纳罚款', 'Fine paid'), {}, { reference: of.reference })

export const Event = z.discriminatedUnion('kind', [
  NoticeReceived,
  Begun,
  Requested,
  Answered,
  Objected,
  Cooperated,
  Obstructed,
  CallReceived,
  InterviewHeld,
  InterviewRecorded,
  CorrectionOrdered,
  CorrectionCompleted,
  RectificationCompleted,
  Verified,
  CorrectionRefused,
  RectificationRefused,
  PenaltyNoticed,
  Defended,
  HearingCalled,
  Decided,
  Paid,
])
export type Event = z.infer<typeof Event>
export type DetailOf<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
export type FactsOf<K extends Event['kind']> = Extract<Event, { kind: K }>['facts']
