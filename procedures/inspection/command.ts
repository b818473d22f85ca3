import { z } from 'zod'
import { command } from '../command.ts'
import { choice, field } from '../field.ts'
import * as of from './field.ts'

export const about = choice(
  ['order', 'interview'],
  { order: { zh: '责令改正', en: 'The order to correct' }, interview: { zh: '约谈要求', en: 'What the interview asked for' } },
  { zh: '针对', en: 'About' },
)
const { on, officers, evidence, reason } = of

const Propose = command(
  'propose',
  { zh: '拟定监督检查', en: 'Propose an inspection', opens: true, help: { zh: '写明依据、范围和检查人员。', en: 'State basis, scope and officers.' } },
  {
    on,
    operator: of.operator,
    operatorName: of.operatorName,
    subjectRoles: of.subjectRoles,
    basis: of.basis,
    basisText: of.basisText,
    means: of.means,
    scope: of.scope,
    scopeNote: of.scopeNote,
    from: of.from,
    to: of.to,
    officers,
  },
)
const Approve = command(
  'approve',
  { zh: '批准检查', en: 'Approve the inspection' },
  { on, approvedBy: field(of.line, { zh: '批准人', en: 'Approved by', personal: true }) },
)
const Notify = command('notify', { zh: '送达检查通知', en: 'Send the notice of inspection', outward: true }, { on })
const Begin = command(
  'begin',
  {
    zh: '开始检查',
    en: 'Begin the inspection',
    help: { zh: '到场人员出示证件和通知书之后登记。', en: 'Record it once credentials and notice have been shown.' },
  },
  { on, officers, credentialsShown: of.credentialsShown, noticeShown: of.noticeShown },
)
const RecordFinding = command(
  'record-finding',
  { zh: '记录检查发现', en: 'Record a finding' },
  { on, topic: of.topic, what: of.findingText, violated: of.violated, norm: of.norm, system: of.system, evidence },
)
const RecordObstruction = command('record-obstruction', { zh: '记录拒绝、阻碍检查', en: 'Record an obstruction' }, { on, reason, evidence })
const TakeAnswer = command(
  'take-answer',
  { zh: '接收被检查单位的材料', en: 'Take in what the party hands over' },
  { on, given: reason, evidence, letter: of.letterId },
)
const TakeObjection = command('take-objection', { zh: '接收异议', en: 'Take in an objection' }, { on, ground: reason, letter: of.letterId })
const Finish = command(
  'finish',
  { zh: '结束检查', en: 'End the inspection' },
  { on, result: field(of.paragraph, { zh: '检查结果', en: 'Result', widget: 'long-text' }), signature: of.signature, witness: of.witness },
)
const CallInterview = command(
  'call-interview',
  { zh: '通知约谈', en: 'Call to an interview', outward: true },
  {
    on,
    basis: of.interviewBasis,
    interviewee: of.interviewee,
    at: field(of.on, { zh: '约谈时间', en: 'Time of the interview' }),
    place: of.place,
    reason: of.interviewReason,
  },
)
const HoldInterview = command(
  'hold-interview',
  {
    zh: '登记约谈',
    en: 'Record the interview',
    outward: true,
    help: { zh: '整改要求随约谈记录送达。', en: 'What has to be rectified goes out with the minutes.' },
  },
  { on, basis: of.interviewBasis, interviewee: of.interviewee, officerCount: of.officerCount, demands: of.demands, until: of.until, minutes: of.minutes },
)
const OrderCorrection = command(
  'order-correction',
  { zh: '责令改正', en: 'Order correction', outward: true },
  {
    on,
    findings: field(z.array(of.findingId).min(1), {
      zh: '所涉问题',
      en: 'Findings',
      source: { norm: 'correction.order' },
      widget: 'many',
      register: 'finding',
    }),
    required: of.required,
    until: of.until,
  },
)
const TakeReport = command(
  'take-report',
  { zh: '接收整改报告', en: 'Take in a report on correction' },
  { on, about, measures: of.measures, evidence, letter: of.letterId },
)
const Verify = command('verify', { zh: '复查', en: 'Verify the correction', outward: true }, { on, about, corrected: of.corrected, how: of.how })
const FindRefusal = command(
  'find-refusal',
  {
    zh: '认定拒不改正',
    en: 'Find that correction was refused',
    outward: true,
    help: { zh: '逾期是否等于拒不改正，由本部门判断并说明理由。', en: 'Whether delay amounts to refusal is for you to judge, with reasons.' },
  },
  { on, about, reason },
)
const Close = command(
  'close',
  { zh: '办结', en: 'Close the matter' },
  { on, result: field(of.paragraph, { zh: '办理结果', en: 'Outcome', widget: 'long-text' }) },
)

export const Command = z.discriminatedUnion('type', [
  Propose,
  Approve,
  Notify,
  Begin,
  RecordFinding,
  RecordObstruction,
  TakeAnswer,
  TakeObjection,
  Finish,
  CallInterview,
  HoldInterview,
  OrderCorrection,
  TakeReport,
  Verify,
  FindRefusal,
  Close,
])
export type Command = z.infer<typeof Command>
export type Given<T extends Command['type']> = Extract<Command, { type: T }>
