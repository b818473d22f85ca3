import { z } from 'zod'
import { command } from '../command.ts'
import { field } from '../field.ts'
import { Moment } from '../moment.ts'
import {
  answer,
  codeDigest,
  content,
  declineGround,
  disclosure,
  enteredChannel,
  evidence,
  finding,
  informantContact,
  informantName,
  level,
  Line,
  measures,
  message,
  openingReason,
  Paragraph,
  protection,
  reason,
  receipt,
  receivedAt,
  region,
  remit,
  respondent,
  result,
  topic,
  transferReason,
  undertaking,
} from './field.ts'

const on = field(Moment, { zh: '时间', en: 'When', source: { norm: 'complaint.handle' } })
const case_ = {
  topic,
  content: field(Paragraph, { ...content, personal: true }),
  respondent: field(Line.optional(), { ...respondent, personal: true }),
  evidence: evidence.optional(),
  name: field(Line.optional(), { ...informantName, personal: true }),
  contact: field(Line.optional(), { ...informantContact, personal: true }),
}

const Submit = command(
  'submit',
  {
    zh: '投诉、举报',
    en: 'Complain or report',
    opens: true,
    help: { zh: '可以匿名。提交后凭查询码查看进展。', en: 'You may stay anonymous. A code lets you follow the case.' },
  },
  { ...case_, receivedAt, channel: enteredChannel.optional(), codeDigest: codeDigest.optional() },
)
const TakeOver = command(
  'take-over',
  { zh: '接收移送', en: 'Take over from another department', opens: true },
  { ...case_, from: field(Line, { zh: '移送部门', en: 'From', source: { norm: 'report.transfer' } }), because: transferReason },
)
const WriteToInformant = command(
  'write-to-informant',
  { zh: '给提出人留言', en: 'Write to the informant', outward: true },
  { message: field(Paragraph, { ...message, personal: true }) },
)
const Reply = command(
  'reply',
  { zh: '补充、回复', en: 'Add or answer' },
  { message: field(Paragraph, { ...message, personal: true }), codeDigest: codeDigest.optional() },
)
const Accept = command('accept', { zh: '受理', en: 'Accept', outward: true }, { on, undertaking })
const Decline = command(
  'decline',
  { zh: '不予受理', en: 'Do not accept', outward: true, help: { zh: '写明理由，告知提出人。', en: 'With reasons, which the informant is told.' } },
  { on, ground: declineGround, reason },
)
const RecordFinding = command('record-finding', { zh: '登记核查情况', en: 'Record what was found' }, { on, finding, evidence: evidence.optional() })
const Answer = command('answer', { zh: '处理并答复', en: 'Settle and answer', outward: true }, { on, result, measures, answer })
const Transfer = command(
  'transfer',
  {
    zh: '移送有权处理的部门',
    en: 'Transfer to the department in charge',
    outward: true,
    help: {
      zh: '身份封存的不随函移送；确需移送的，先经两人批准启封。',
      en: 'A sealed identity does not travel. If it must, have it opened by two people first.',
    },
  },
  { on, to: remit, level, region, because: transferReason },
)
const RecordReceipt = command('record-receipt', { zh: '登记签收', en: 'Record the receipt' }, { on, receipt })
const RequestOpening = command(
  'request-opening',
  { zh: '申请查看身份', en: 'Ask to see the identity', help: { zh: '须由另一人批准。', en: 'Somebody else has to approve.' } },
  { because: openingReason },
)
const ApproveOpening = command('approve-opening', { zh: '批准查看身份', en: 'Approve seeing the identity' }, { because: openingReason })
const DeclineOpening = command('decline-opening', { zh: '不批准查看身份', en: 'Do not approve' }, { because: openingReason })
const Seal = command('seal', { zh: '重新封存身份', en: 'Seal the identity again' }, {})
const Protect = command('protect', { zh: '登记保密和保护措施', en: 'Record how the informant is protected' }, { on, protection })
const FindDisclosure = command('find-disclosure', { zh: '记录身份泄露', en: 'Record a disclosure of the identity' }, { on, disclosure })
const Close = command('close', { zh: '办结', en: 'Close' }, { on })

export const Command = z.discriminatedUnion('type', [
  Submit,
  TakeOver,
  WriteToInformant,
  Reply,
  Accept,
  Decline,
  RecordFinding,
  Answer,
  Transfer,
  RecordReceipt,
  RequestOpening,
  ApproveOpening,
  DeclineOpening,
  Seal,
  Protect,
  FindDisclosure,
  Close,
])
export type Command = z.infer<typeof Command>
