import { z } from 'zod'
import { event } from '../event.ts'
import { field, personal } from '../field.ts'
import {
  account,
  answer,
  channel,
  codeDigest,
  content,
  declineGround,
  disclosure,
  evidence,
  finding,
  informantContact,
  informantName,
  level,
  Line,
  measures,
  message,
  named,
  openingReason,
  protection,
  reason,
  receipt,
  region,
  remit,
  respondent,
  result,
  topic,
  transferReason,
  undertaking,
} from './field.ts'

const matter = (zh: string, en: string) => ({ of: 'matter', zh, en }) as const
const text = z.string()
const intake = {
  topic,
  channel,
  named,
  content: personal(text, content),
  respondent: personal(text, respondent),
  evidence,
  codeDigest: codeDigest.nullable(),
  from: field(Line.nullable(), { zh: '移送部门', en: 'Passed on by', source: { norm: 'report.transfer' } }),
}

/** At an operator. The informant is not in it: who that is stands in an event of its own. */
const Received = event('complaint.received', matter('收到投诉举报', 'Complaint received'), { personal: z.boolean() }, intake)
/** At a department. Whether it is within the remit is not known before somebody has looked. */
const ReportMade = event('report.made', matter('收到举报', 'Report received'), { withinRemit: z.boolean().nullable() }, intake)
/** The kind whose details nobody sees while they are sealed. */
export const IDENTITY_SEALED = 'complaint.identity-sealed'
const IdentitySealed = event(
  IDENTITY_SEALED,
  matter('封存身份', 'Identity sealed'),
  {},
  { name: personal(text, informantName), contact: personal(text, informantContact) },
)
const Written = event('complaint.message-sent', matter('给提出人留言', 'Message to the informant'), {}, { message: personal(text, message) })
const Replied = event('complaint.message-received', matter('提出人来信', 'Message from the informant'), {}, { message: personal(text, message) })
const Accepted = event('complaint.accepted', matter('受理', 'Accepted'), { withinRemit: z.boolean().nullable() }, { undertaking })
const Declined = event('complaint.declined', matter('不予受理', 'Not accepted'), { withinRemit: z.boolean().nullable() }, { ground: declineGround, reason })
const FindingRecorded = event('complaint.finding-recorded', matter('核查情况', 'Finding recorded'), {}, { finding, evidence })
const Answered = event('complaint.answered', matter('处理并答复', 'Settled and answered'), {}, { result, measures, answer })
const Handled = event('complaint.handled', matter('处理投诉举报', 'Complaint handled'), {}, {})
const ReportHandled = event('report.handled', matter('处理举报', 'Report handled'), {}, {})
const TransferSent = event(
  'complaint.transfer-sent',
  matter('发出移送', 'Transfer sent'),
  { withinRemit: z.boolean() },
  {
    to: remit,
    level,
    region,
    because: transferReason,
    withIdentity: field(z.boolean(), { zh: '随函移送身份', en: 'The identity goes with it', source: { norm: 'reporter.keep-confidential' } }),
  },
)
/** The other department has it. */
const ReportTransferred = event('report.transferred', matter('完成移送', 'Report transferred'), {}, { receipt })

/** Who asked, who decided and why is never corrected: it would undo that there were two. */
const OpeningRequested = event(
  'complaint.opening-requested',
  matter('申请查看身份', 'Opening of the identity asked for'),
  {},
  { because: openingReason, by: account },
)
const Opened = event('complaint.identity-opened', matter('批准查看身份', 'Opening of the identity approved'), {}, { because: openingReason, by: account })
const OpeningDeclined = event(
  'complaint.opening-declined',
  matter('不批准查看身份', 'Opening of the identity declined'),
  {},
  { because: openingReason, by: account },
)
const Resealed = event('complaint.identity-resealed', matter('重新封存身份', 'Identity sealed again'), {}, { by: account })

const Protected = event('reporter.protected', matter('落实保密和保护', 'Informant protected'), {}, { protection })
const Disclosed = event('reporter.disclosed', matter('身份泄露', 'Identity disclosed'), {}, { disclosure })
const Closed = event('complaint.closed', matter('办结', 'Closed'), {}, {})

/** Refuses an event of this kind as a correction of another. */
function uncorrected<T extends z.ZodObject<{ corrects: z.ZodNullable<z.ZodString> }>>(schema: T): T {
  return schema
    .refine(({ corrects }) => corrects === null, '身份启封的记录不能更正，请另行申请和决定 / an opening of an identity is not corrected: ask and decide anew')
    .meta(schema.meta() ?? {})
}

export const Event = z.discriminatedUnion('kind', [
  Received,
  ReportMade,
  IdentitySealed,
  Written,
  Replied,
  Accepted,
  Declined,
  FindingRecorded,
  Answered,
  Handled,
  ReportHandled,
  TransferSent,
  ReportTransferred,
  uncorrected(OpeningRequested),
  uncorrected(Opened),
  uncorrected(OpeningDeclined),
  uncorrected(Resealed),
  Protected,
  Disclosed,
  Closed,
])
export type Event = z.infer<typeof Event>
