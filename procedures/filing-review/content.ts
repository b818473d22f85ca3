import { z } from 'zod'
import { command } from '../command.ts'
import { event } from '../event.ts'
import { field } from '../field.ts'
import {
  certificateNumber,
  endItems,
  extensionReason,
  filingItems,
  grade,
  keptPersons,
  line,
  paragraph,
  planItems,
  reference,
  returnedFor,
} from '../grading/field.ts'
import { Moment } from '../moment.ts'

const REVIEW = { norm: 'filing.certify' }
const on = field(Moment, { zh: '时间', en: 'When', source: REVIEW })
const receivedAt = field(Moment.optional(), {
  zh: '收到时间',
  en: 'Received at',
  help: { zh: '公文自动登记；纸质材料填写实际收到的时间。', en: 'Letters are dated by themselves; for papers, when they came.' },
  source: REVIEW,
})
const operator = field(z.string().min(1).max(120), { zh: '备案单位', en: 'Who files', register: 'party' })
const name = field(line, { zh: '系统名称', en: 'Name of the system' })
const letter = field(z.string().max(400).optional(), { zh: '来文编号', en: 'Letter' })
const keptLetter = field(z.string().max(400).nullable(), { zh: '来文编号', en: 'Letter' })
const reason = field(paragraph, { zh: '退回理由', en: 'Why it is returned', source: REVIEW, widget: 'long-text' })
const issued = { number: certificateNumber, until: field(Moment, { zh: '有效期至', en: 'Valid until', source: { norm: 'grading.extend-certificate' } }) }
/** A filing on paper may leave them open. */
const filledPersons = {
  head: keptPersons.head.default(null),
  headPhone: keptPersons.headPhone.default(null),
  contact: keptPersons.contact.default(null),
  contactPhone: keptPersons.contactPhone.default(null),
  contactMail: keptPersons.contactMail.default(null),
  filledBy: keptPersons.filledBy.default(null),
}
const came = { operator, receivedAt, letter }

const TakeFiling = command(
  'take-filing',
  {
    zh: '接收备案材料',
    en: 'Take in a filing',
    opens: true,
    help: { zh: '公文自动接收；补正后重报并入原事项。', en: 'Letters come in by themselves; what is filed again joins the same matter.' },
  },
  { ...came, name, grade, ...filingItems, ...filledPersons },
)
const TakeExtension = command(
  'take-extension',
  { zh: '接收延期申请', en: 'Take in a request to extend', opens: true },
  { ...came, name, ...issued, reason: extensionReason },
)
const TakePlan = command('take-plan', { zh: '接收保护工作方案', en: 'Take in a protection plan', opens: true }, { ...came, name, grade, ...planItems })
const TakeEnding = command('take-ending', { zh: '接收终止报告', en: 'Take in the end of protection', opens: true }, { ...came, name, grade, ...endItems })
const Accept = command('accept', { zh: '受理备案', en: 'Accept the filing', outward: true }, { on, reference })
const Return = command(
  'return',
  { zh: '退回备案', en: 'Return the filing', outward: true, help: { zh: '写明理由，随函告知。', en: 'With reasons, which go with the letter.' } },
  { on, about: returnedFor, reason },
)
const Certify = command(
  'certify',
  {
    zh: '颁发备案证明',
    en: 'Issue the certificate',
    outward: true,
    help: { zh: '延期的，填写原编号和新的有效期。', en: 'To extend one, give its number and the new end.' },
  },
  { on, ...issued },
)
export const Command = z.discriminatedUnion('type', [TakeFiling, TakeExtension, TakePlan, TakeEnding, Accept, Return, Certify])
export type Command = z.infer<typeof Command>

const matter = (zh: string, en: string) => ({ of: 'matter', zh, en }) as const
const kept = { operator, name, letter: keptLetter }

const Received = event(
  'filing.received',
  matter('收到备案材料', 'Filing received'),
  { gradedLevel: z.int().min(1).max(5) },
  { ...kept, ...filingItems, ...keptPersons },
)
const ExtensionReceived = event(
  'filing.extension-received',
  matter('收到延期申请', 'Request to extend received'),
  {},
  { ...kept, ...issued, reason: extensionReason },
)
const PlanReceived = event('filing.plan-received', matter('收到保护工作方案', 'Protection plan received'), {}, { ...kept, grade, ...planItems })
const EndingReceived = event('filing.ending-received', matter('收到终止报告', 'End of protection received'), {}, { ...kept, grade, ...endItems })
const Accepted = event('filing.accepted', matter('受理备案', 'Filing accepted'), {}, { reference })
const Returned = event('filing.returned', matter('退回备案', 'Filing returned'), {}, { about: returnedFor, reason })
const Certified = event('filing.certified', matter('颁发备案证明', 'Certificate issued'), {}, issued)

export const Event = z.discriminatedUnion('kind', [Received, ExtensionReceived, PlanReceived, EndingReceived, Accepted, Returned, Certified])
export type Event = z.infer<typeof Event>
export type DetailOf<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
