import { z } from 'zod'
import { command } from '../command.ts'
import { field } from '../field.ts'
import { about } from '../inspection/command.ts'
import { charges } from '../inspection/event.ts'
import * as inspection from '../inspection/field.ts'
import { Held } from '../penalty/event.ts'
import * as penalty from '../penalty/field.ts'
import * as of from './field.ts'

const { on, line, paragraph } = inspection
const text = (zh: string, en: string) => field(line.nullish(), { zh, en })
/** From whom, and by which letter: what is received on paper has none. */
const sender = {
  on,
  department: inspection.department,
  ...inspection.sender,
  letter: inspection.letterId,
}

const ReceiveNotice = command(
  'receive-notice',
  { zh: '登记检查通知', en: 'Record a notice of inspection', opens: true },
  {
    ...sender,
    basis: inspection.basis,
    basisText: inspection.basisText,
    means: inspection.means,
    scope: inspection.scope,
    scopeNote: text('系统、场所和时段', 'Systems, premises and period'),
    from: inspection.from,
    to: inspection.to,
    officerCount: inspection.officerCount,
    officers: field(inspection.Officers.nullish(), { ...inspection.officersWords, personal: true }),
  },
)
const Admit = command(
  'admit',
  {
    zh: '核验检查人员',
    en: 'Check the officers',
    opens: true,
    help: {
      zh: '两名以上执法人员，出示证件和通知书；核验之后再配合。',
      en: 'Two officers or more, credentials and notice shown. Check first, then cooperate.',
    },
  },
  {
    on,
    officerCount: inspection.officerCount,
    credentialsShown: inspection.credentialsShown,
    noticeShown: inspection.noticeShown,
    asNoticed: of.asNoticed,
  },
)
const LogRequest = command('log-request', { zh: '登记检查要求', en: 'Record what is asked' }, { on, topic: inspection.topic, asked: of.asked })
const AnswerRequest = command(
  'answer-request',
  { zh: '提供材料', en: 'Give what is asked', outward: true },
  {
    on,
    request: of.requestId,
    given: of.given,
    evidence: of.proofs,
    overScope: of.overScope,
    answeredBy: field(line, { zh: '经办人', en: 'Handled by', personal: true }),
  },
)
const ObjectTo = command(
  'object',
  {
    zh: '提出异议',
    en: 'Object',
    outward: true,
    help: { zh: '可以提出异议，但不宜以此阻碍检查。', en: 'Doubts may be raised and should not be used to obstruct.' },
  },
  { on, ground: of.ground },
)
const Complete = command('complete', { zh: '完成配合', en: 'Record that cooperation is complete' }, { on })
const FindObstruction = command(
  'find-obstruction',
  { zh: '记录拒绝、阻碍检查', en: 'Record that the inspection was obstructed' },
  { on, reason: inspection.reason },
)
const ReceiveCall = command(
  'receive-call',
  { zh: '登记约谈通知', en: 'Record a call to an interview', opens: true },
  {
    ...sender,
    basis: inspection.interviewBasis,
    interviewee: inspection.interviewee,
    at: field(on, { zh: '约谈时间', en: 'Time of the interview' }),
    place: inspection.place,
    reason: inspection.interviewReason,
  },
)
const ReceiveInterview = command(
  'receive-interview',
  { zh: '登记约谈', en: 'Record an interview', opens: true },
  { ...sender, basis: inspection.interviewBasis, demands: inspection.demands, until: inspection.until, minutes: inspection.minutes },
)
const ReceiveOrder = command(
  'receive-order',
  { zh: '登记责令改正', en: 'Record an order to correct', opens: true },
  {
    ...sender,
    charges,
    norm: text('所涉规范', 'Norm concerned'),
    provision: text('责令所依条款', 'Provision for the order'),
    system: text('所涉系统', 'System concerned'),
    required: inspection.required,
    until: inspection.until,
  },
)
const ReportCorrection = command(
  'report-correction',
  { zh: '报送整改报告', en: 'Report the correction', outward: true, help: { zh: '附证明材料。', en: 'With proof.' } },
  { on, about, measures: of.means, evidence: of.proofs },
)
const ReceiveVerification = command(
  'receive-verification',
  { zh: '登记复查意见', en: 'Record the result of the verification' },
  { on, about, corrected: inspection.corrected, how: inspection.how },
)
const ReceiveRefusal = command('receive-refusal', { zh: '登记拒不改正的认定', en: 'Record a finding of refusal' }, { on, about, reason: inspection.reason })

const imposed = {
  operatorName: inspection.operatorName,
  summary: penalty.summary,
  violated: inspection.violated,
  measures: penalty.measures,
  entityFine: penalty.entityFine,
  personFine: penalty.personFine,
  detentionDays: penalty.detentionDays,
  persons: field(penalty.Persons.nullish(), { ...penalty.personsWords, personal: true }),
  discretion: penalty.discretion,
  held: field(Held, { zh: '法定幅度', en: 'Range of the statute', source: { norm: 'penalty.decide' } }),
}
const ReceivePenaltyNotice = command(
  'receive-penalty-notice',
  { zh: '登记处罚告知', en: 'Record a notice of penalty', opens: true },
  {
    ...sender,
    ...imposed,
    respondUntil: penalty.respondUntil,
    hearingUntil: field(penalty.hearingUntil.nullish(), { zh: '要求听证截止之日', en: 'Last day to ask for a hearing' }),
  },
)
const Defend = command(
  'defend',
  { zh: '陈述、申辩或者要求听证', en: 'Make a defence or ask for a hearing', outward: true },
  { on, kind: penalty.statementKind, statement: penalty.statement },
)
const ReceiveHearing = command(
  'receive-hearing',
  { zh: '登记听证通知', en: 'Record the call to the hearing' },
  {
    on,
    at: penalty.hearingAt,
    place: penalty.hearingPlace,
    chair: field(line.nullish(), { zh: '听证主持人', en: 'Who chairs', personal: true }),
    open: penalty.openHearing,
  },
)
const ReceiveDecision = command(
  'receive-decision',
  { zh: '登记处罚决定', en: 'Record a penalty decision', opens: true },
  {
    ...sender,
    ...imposed,
    number: penalty.number,
    norm: text('所涉规范', 'Norm concerned'),
    consequences: penalty.consequences,
    circumstances: penalty.circumstances,
    illegalGains: field(penalty.illegalGains.nullable(), { zh: '违法所得（元）', en: 'Illegal gains (yuan)' }),
    howToPay: text('缴款方式', 'How to pay'),
    payUntil: penalty.payUntil,
    remedies: field(paragraph, { zh: '救济途径和期限', en: 'Remedies and their time', source: { instrument: 'penalty-law-2021', article: '59' } }),
  },
)
const Pay = command('pay', { zh: '缴纳罚款', en: 'Pay the fine', outward: true }, { on, reference: of.reference })

export const Command = z.discriminatedUnion('type', [
  ReceiveNotice,
  Admit,
  LogRequest,
  AnswerRequest,
  ObjectTo,
  Complete,
  FindObstruction,
  ReceiveCall,
  ReceiveInterview,
  ReceiveOrder,
  ReportCorrection,
  ReceiveVerification,
  ReceiveRefusal,
  ReceivePenaltyNotice,
  Defend,
  ReceiveHearing,
  ReceiveDecision,
  Pay,
])
export type Command = z.infer<typeof Command>
export type Given<T extends Command['type']> = Extract<Command, { type: T }>
