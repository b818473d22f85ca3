import { z } from 'zod'
import { Moment } from '#law/instant.ts'
import { Language, Text } from '#law/text.ts'
import { PERSON_ROLES } from '#procedures/access.ts'
import { At, Count, list, type Operation } from './operation.ts'

/** A duty that somebody was told of. Whether it is late is for the reader's clock: nothing here says so. */
export const ToldDuty = z.strictObject({
  norm: z.string(),
  subject: z.string(),
  due: At,
  /** Of its term, such as `half`, `day-before`, `due`, `late-1d`. */
  stage: z.string(),
  edition: z.string(),
  provision: z.string(),
  cite: Text,
  title: Text,
})
export type ToldDuty = z.infer<typeof ToldDuty>

/** A message in somebody's inbox. `duties` is empty but for the kind `duties`; `link` is a path of the web pages. */
export const InboxMessage = z.strictObject({
  message: z.uuid(),
  kind: z.string(),
  title: Text,
  link: z.string().nullable(),
  at: At,
  read: At.nullable(),
  /** Each with the name of what it is about; null for the party itself and for what has no name. */
  duties: list(ToldDuty.extend({ subjectName: Text.nullable() })),
})
export type InboxMessage = z.infer<typeof InboxMessage>

/** At most a hundred messages, the newest first; the next page begins before the last one's `at`. `unread` counts all there are. */
export const Inbox = z.strictObject({ messages: list(InboxMessage), unread: Count })
export type Inbox = z.infer<typeof Inbox>

export const InboxQuery = z.object({ unread: z.enum(['true', 'false']).default('false'), before: Moment.optional() })
/** Messages by id, or all up to an instant: what came while the page was open stays unread. */
export const ReadForm = z.union([z.strictObject({ messages: z.array(z.uuid()).max(1000) }), z.strictObject({ upTo: Moment })])
const Unread = z.strictObject({ unread: Count })

/** `possible` says whether the installation sends mail at all; `claimed` is an address that awaits its code. */
export const NoticeWishes = z.strictObject({
  language: Language,
  mail: z.strictObject({ wanted: z.boolean(), possible: z.boolean(), address: z.string().nullable(), claimed: z.string().nullable() }),
})
export type NoticeWishes = z.infer<typeof NoticeWishes>
export const WishForm = z.strictObject({ language: Language, mail: z.boolean() })
export const AddressForm = z.strictObject({ address: z.string().max(500) })
export const AddressCodeForm = z.strictObject({ code: z.string().max(20) })

const why = z.string().trim().min(1).max(500)
/** A duty by norm and subject, as the board has both; without a norm everything about the subject. */
const what = { subject: z.string().min(1).max(200), norm: z.string().min(1).max(200).nullable().default(null) }
export const NameForm = z.strictObject({ ...what, person: z.uuid(), why })
export const DelegateForm = z.strictObject({ ...what, person: z.uuid(), until: Moment, why })
export const HoldingForm = z.strictObject({ ...what, why })

/** Who holds what by name; what is not here is with the role. `norm` is null for everything about the subject; `entry` says who named whom, and why. */
const OwnerLine = z.strictObject({
  subject: z.string(),
  norm: z.string().nullable(),
  person: z.uuid(),
  delegate: z.uuid().nullable(),
  until: At.nullable(),
  named: At,
  entry: Count,
})
export const Owners = z.strictObject({ owners: list(OwnerLine) })
export type Owners = z.infer<typeof Owners>

/** Whoever is active in the party. */
const Colleagues = z.strictObject({ people: list(z.strictObject({ person: z.uuid(), name: z.string(), roles: list(z.enum(PERSON_ROLES)) })) })
export type Colleagues = z.infer<typeof Colleagues>

function isAddress(text: string): boolean {
  const { protocol, user, fragment } = /^(?<protocol>https?):\/\/(?<user>[^/?#]*@)?[^/?#\s]+[^#\s]*(?<fragment>#.*)?$/i.exec(text)?.groups ?? {}
  return protocol !== undefined && user === undefined && fragment === undefined
}
/** Plain HTTP is taken here and refused at sending, where it is not allowed. */
export const WebhookForm = z.strictObject({ url: z.url().max(500).refine(isAddress, 'an https address without user and fragment') })

export const Webhook = z.strictObject({ webhook: z.uuid(), url: z.string(), created: At })
export type Webhook = z.infer<typeof Webhook>
export const Webhooks = z.strictObject({ webhooks: list(Webhook) })
/** The secret is told once. */
export const NewWebhook = Webhook.extend({ secret: z.string() })
export type NewWebhook = z.infer<typeof NewWebhook>

/** One call of a webhook with its attempts, under one id. `trouble` and `outcome` are codes. */
export const Delivery = z.strictObject({
  delivery: z.uuid(),
  kind: z.enum(['duties', 'test']),
  state: z.enum(['queued', 'sent', 'cancelled', 'dead']),
  made: At,
  sent: At.nullable(),
  nextAttempt: At.nullable(),
  trouble: z.string().nullable(),
  attempts: list(z.strictObject({ at: At, outcome: z.string() })),
})
export type Delivery = z.infer<typeof Delivery>
export const Deliveries = z.strictObject({ deliveries: list(Delivery) })
const Queued = z.strictObject({ delivery: z.uuid() })

const WebhookParams = z.object({ webhook: z.uuid() })
const DeliveryParams = z.object({ webhook: z.uuid(), delivery: z.uuid() })

const NOTHING = { words: 'Done', status: 204, nothing: true } as const
const ADMINISTRATORS = { 403: 'Not for this person’s role' }
const OWNERS = { 403: 'Not for this person’s role, nor the owner’s own', 404: 'No such person, subject, norm or owner', 409: 'Not as things stand' }

/** What people are told and how, who answers for what, and the programs that are called. */
export const noticeOperations = {
  inbox: {
    method: 'get',
    path: '/api/inbox',
    summary: { zh: '收件箱', en: 'one’s own inbox' },
    who: 'signed-in',
    query: InboxQuery,
    answer: { words: 'Messages, the newest first', schema: Inbox },
    refusals: {},
  },
  markRead: {
    method: 'post',
    path: '/api/inbox/read',
    summary: { zh: '标记已读', en: 'mark messages as read' },
    who: 'signed-in',
    body: ReadForm,
    answer: { words: 'How many are unread now', schema: Unread },
    refusals: {},
  },
  noticeWishes: {
    method: 'get',
    path: '/api/me/notices',
    summary: { zh: '我的通知', en: 'how one is told' },
    who: 'signed-in',
    answer: { words: 'Language, mail and address', schema: NoticeWishes },
    refusals: {},
  },
  keepNoticeWishes: {
    method: 'put',
    path: '/api/me/notices',
    summary: { zh: '设置通知', en: 'choose how to be told' },
    who: 'signed-in',
    body: WishForm,
    answer: { words: 'As it is now', schema: NoticeWishes },
    refusals: {},
  },
  claimAddress: {
    method: 'post',
    path: '/api/me/address',
    summary: { zh: '登记邮箱', en: 'have a code sent to an address' },
    about: 'The address before stays in use until the new one is confirmed.',
    who: 'signed-in',
    body: AddressForm,
    answer: { words: 'The code is on its way', status: 202, schema: NoticeWishes },
    refusals: { 409: 'The installation sends no mail, the code could not be sent, or one was sent a moment ago' },
  },
  dropAddress: {
    method: 'delete',
    path: '/api/me/address',
    summary: { zh: '删除邮箱', en: 'forget the address' },
    who: 'signed-in',
    answer: NOTHING,
    refusals: {},
  },
  confirmAddress: {
    method: 'post',
    path: '/api/me/address/confirm',
    summary: { zh: '确认邮箱', en: 'confirm the address by its code' },
    who: 'signed-in',
    body: AddressCodeForm,
    answer: { words: 'As it is now', schema: NoticeWishes },
    refusals: {},
  },
  owners: {
    method: 'get',
    path: '/api/owners',
    summary: { zh: '责任人', en: 'who holds what by name' },
    who: 'signed-in',
    answer: { words: 'What is not here is with the role', schema: Owners },
    refusals: {},
  },
  colleagues: {
    method: 'get',
    path: '/api/colleagues',
    summary: { zh: '同事', en: 'who can be named' },
    who: 'signed-in',
    answer: { words: 'The active people of the party with their roles', schema: Colleagues },
    refusals: {},
  },
  nameOwner: {
    method: 'post',
    path: '/api/owners',
    summary: { zh: '指定责任人', en: 'name an owner' },
    who: 'signed-in',
    body: NameForm,
    answer: NOTHING,
    refusals: OWNERS,
  },
  releaseOwner: {
    method: 'post',
    path: '/api/owners/release',
    summary: { zh: '交回岗位', en: 'give it back to the role' },
    who: 'signed-in',
    body: HoldingForm,
    answer: NOTHING,
    refusals: OWNERS,
  },
  delegate: {
    method: 'post',
    path: '/api/owners/delegate',
    summary: { zh: '委托', en: 'let somebody else do it until an instant' },
    who: 'signed-in',
    body: DelegateForm,
    answer: NOTHING,
    refusals: OWNERS,
  },
  takeBack: {
    method: 'post',
    path: '/api/owners/take-back',
    summary: { zh: '收回委托', en: 'end a delegation' },
    who: 'signed-in',
    body: HoldingForm,
    answer: NOTHING,
    refusals: OWNERS,
  },
  webhooks: {
    method: 'get',
    path: '/api/webhooks',
    summary: { zh: '回调地址', en: 'the webhooks in use' },
    who: 'signed-in',
    answer: { words: 'Without their secrets', schema: Webhooks },
    refusals: ADMINISTRATORS,
  },
  createWebhook: {
    method: 'post',
    path: '/api/webhooks',
    summary: { zh: '添加回调地址', en: 'add a webhook' },
    about: 'Calls are signed as Standard Webhooks has it: webhook-id, webhook-timestamp, webhook-signature (v1, HMAC-SHA-256).',
    who: 'signed-in',
    body: WebhookForm,
    answer: { words: 'With its secret, shown once', status: 201, schema: NewWebhook },
    refusals: { ...ADMINISTRATORS, 409: 'There are too many' },
  },
  endWebhook: {
    method: 'delete',
    path: '/api/webhooks/{webhook}',
    summary: { zh: '删除回调地址', en: 'call it no more' },
    who: 'signed-in',
    params: WebhookParams,
    answer: NOTHING,
    refusals: { ...ADMINISTRATORS, 404: 'No such webhook' },
  },
  deliveries: {
    method: 'get',
    path: '/api/webhooks/{webhook}/deliveries',
    summary: { zh: '推送记录', en: 'the delivery log' },
    who: 'signed-in',
    params: WebhookParams,
    answer: { words: 'The newest first', schema: Deliveries },
    refusals: ADMINISTRATORS,
  },
  testWebhook: {
    method: 'post',
    path: '/api/webhooks/{webhook}/test',
    summary: { zh: '发送测试', en: 'send a test' },
    who: 'signed-in',
    params: WebhookParams,
    answer: { words: 'Queued', status: 202, schema: Queued },
    refusals: { ...ADMINISTRATORS, 404: 'No such webhook' },
  },
  deliverAgain: {
    method: 'post',
    path: '/api/webhooks/{webhook}/deliveries/{delivery}/again',
    summary: { zh: '重新推送', en: 'send a dead delivery again, under its id' },
    who: 'signed-in',
    params: DeliveryParams,
    answer: { words: 'Queued', status: 202, schema: Queued },
    refusals: { ...ADMINISTRATORS, 404: 'No such delivery that is dead' },
  },
} as const satisfies Readonly<Record<string, Operation>>
