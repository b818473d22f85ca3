import { z } from 'zod'
import { command } from '../command.ts'
import { field } from '../field.ts'
import { Moment } from '../moment.ts'
import * as of from './field.ts'

const on = field(Moment, { zh: '时间', en: 'When', source: { norm: 'rights.delete' } })
const person = {
  requester: field(of.Line.optional(), { ...of.requester, personal: true }),
  contact: field(of.Line, { ...of.contact, personal: true }),
  account: field(of.Line, { ...of.account, personal: true }),
}
const arrival = {
  receivedAt: of.receivedAt,
  channel: of.channel.optional(),
  codeDigest: of.codeDigest.optional(),
}

const RequestDeletion = command(
  'request-deletion',
  {
    zh: '要求删除个人信息',
    en: 'Ask for deletion',
    opens: true,
    help: { zh: '说明要删除什么、为什么，以及怎样答复你。', en: 'Say what should go, why, and where we can answer you.' },
  },
  {
    ...person,
    capacity: of.capacity,
    categories: of.categories,
    claim: of.claim,
    statement: field(of.Paragraph.optional(), { ...of.statement, personal: true }),
    ...arrival,
  },
)
const RequestCorrection = command(
  'request-correction',
  {
    zh: '要求更正、补充个人信息',
    en: 'Ask for a correction',
    opens: true,
    help: { zh: '说明哪里有错、应当是什么。', en: 'Say what is wrong and what it should say.' },
  },
  {
    ...person,
    capacity: of.capacity,
    categories: of.categories,
    wrong: field(of.Paragraph, { ...of.wrong, personal: true }),
    right: field(of.Paragraph, { ...of.right, personal: true }),
    ...arrival,
  },
)
const Ask = command(
  'ask',
  { zh: '请申请人补充', en: 'Ask the person for more', outward: true, help: { zh: '只要办理所必需的。', en: 'Only what is needed to go on.' } },
  { on, asked: of.asked, because: of.askedBecause },
)
const Supplement = command(
  'supplement',
  { zh: '补充说明', en: 'Answer what was asked' },
  { statement: field(of.Paragraph, { ...of.statement, personal: true }), codeDigest: of.codeDigest.optional() },
)
const CheckIdentity = command(
  'check-identity',
  {
    zh: '核对身份',
    en: 'Record the identity check',
    help: { zh: '只记核对了什么、怎样核对，不留证件复制件和号码。', en: 'What was compared and how. No copy and no number of a document is kept.' },
  },
  { on, means: of.means, compared: of.compared, confirmed: of.confirmed },
)
const VerifyClaim = command(
  'verify-claim',
  { zh: '登记核实结论', en: 'Record what was found' },
  { on, founded: of.founded, unlawfulHandling: of.unlawfulHandling, because: of.because },
)
const Decide = command(
  'decide',
  {
    zh: '作出决定并答复',
    en: 'Decide and answer',
    outward: true,
    help: { zh: '每一类信息或者同意、或者写明理由拒绝。', en: 'Each kind of information is granted, or refused with reasons.' },
  },
  { on, granted: of.granted, refused: of.refused, remedyContact: of.remedyContact },
)
const ExecuteDeletion = command(
  'execute-deletion',
  { zh: '登记已删除', en: 'Record the deletion' },
  { on, categories: of.doneCategories, places: of.places, method: of.method, backups: of.backups, proof: of.proof },
)
const ExecuteCorrection = command(
  'execute-correction',
  { zh: '登记已更正', en: 'Record the correction' },
  {
    on,
    categories: of.doneCategories,
    places: of.places,
    before: field(of.Paragraph.optional(), { ...of.before, personal: true }),
    after: field(of.Paragraph.optional(), { ...of.after, personal: true }),
    proof: of.proof,
  },
)
const Restrict = command('restrict', { zh: '登记已停止其他处理', en: 'Record that other handling has stopped' }, { on, restriction: of.restriction })
const TellRecipients = command(
  'tell-recipients',
  { zh: '通知接收方', en: 'Tell the recipients', outward: true },
  { on, recipients: of.recipients, reference: field(of.Line, { ...of.reference, personal: true }) },
)
const OrderErasure = command(
  'order-erasure',
  {
    zh: '清除本系统记录中的个人信息',
    en: 'Erase personal content of our own entries',
    outward: true,
    help: { zh: '不可恢复。记录和证明保留，其中的个人信息清除。', en: 'It cannot be undone. Entries and proofs stay; what they say of persons goes.' },
  },
  { on, entries: of.entries, provision: of.provision, because: of.erasureReason },
)
const SendProof = command('send-proof', { zh: '送达办理结果', en: 'Send the proof of execution', outward: true }, { on, deliveredBy: of.deliveredBy })

export const Command = z.discriminatedUnion('type', [
  RequestDeletion,
  RequestCorrection,
  Ask,
  Supplement,
  CheckIdentity,
  VerifyClaim,
  Decide,
  ExecuteDeletion,
  ExecuteCorrection,
  Restrict,
  TellRecipients,
  OrderErasure,
  SendProof,
])
export type Command = z.infer<typeof Command>
