import { z } from 'zod'
import type { Text } from '#law/text.ts'
import { choice, field } from '../field.ts'
import { Moment } from '../moment.ts'
import { CLAIM_WORDS, CLAIMS, GROUND_WORDS, GROUNDS } from './ground.ts'

const line = z.string().trim().min(1).max(500)
const paragraph = z.string().trim().min(1).max(8000)
const pipl = (article: string) => ({ instrument: 'pipl-2021', article })
const standard = (clause: string) => ({ instrument: 'gbt-35273-2020', article: clause })
const DELETE = { norm: 'rights.delete' }

export const Line = line
export const Paragraph = paragraph

/** Kinds of personal information, as the annex of the standard groups them: words for what is meant without saying what it says. */
const CATEGORIES = [
  'basic',
  'identity-document',
  'biometric',
  'network-identity',
  'health',
  'education-and-work',
  'property',
  'communication',
  'contacts',
  'browsing',
  'device',
  'location',
  'other',
] as const
export type Category = (typeof CATEGORIES)[number]

export const CATEGORY_WORDS = {
  basic: { zh: '个人基本资料', en: 'Basic particulars' },
  'identity-document': { zh: '个人身份信息', en: 'Identity documents' },
  biometric: { zh: '个人生物识别信息', en: 'Biometric information' },
  'network-identity': { zh: '网络身份标识信息', en: 'Accounts and network identifiers' },
  health: { zh: '个人健康生理信息', en: 'Health' },
  'education-and-work': { zh: '个人教育工作信息', en: 'Education and work' },
  property: { zh: '个人财产信息', en: 'Property and payments' },
  communication: { zh: '个人通信信息', en: 'Communications' },
  contacts: { zh: '联系人信息', en: 'Contacts' },
  browsing: { zh: '个人上网记录', en: 'Browsing and use' },
  device: { zh: '个人常用设备信息', en: 'Devices' },
  location: { zh: '个人位置信息', en: 'Location' },
  other: { zh: '其他信息', en: 'Other' },
} satisfies Record<Category, Text>

const Category = choice(CATEGORIES, CATEGORY_WORDS, { zh: '信息种类', en: 'Kind of information', source: standard('A') })
const Categories = z.array(Category).min(1).max(CATEGORIES.length)
export const categories = field(Categories, { zh: '涉及的信息', en: 'Which information', source: pipl('50'), widget: 'many', options: CATEGORY_WORDS })
export const doneCategories = field(Categories, { zh: '已办理的信息', en: 'Information dealt with', source: DELETE, widget: 'many', options: CATEGORY_WORDS })

export const claim = choice(CLAIMS, CLAIM_WORDS, { zh: '要求删除的理由', en: 'Why it should be deleted', source: pipl('47') })
const ground = choice(GROUNDS, GROUND_WORDS, { zh: '不予办理的理由', en: 'Ground of the refusal', source: pipl('50') })
export const CHANNEL_WORDS = {
  portal: { zh: '网上提交', en: 'Portal' },
  counter: { zh: '当面', en: 'In person' },
  post: { zh: '信函', en: 'By post' },
  telephone: { zh: '电话', en: 'Telephone' },
  mail: { zh: '电子邮件', en: 'E-mail' },
} satisfies Readonly<Record<string, Text>>
export const channel = choice(['portal', 'counter', 'post', 'telephone', 'mail'], CHANNEL_WORDS, { zh: '提出方式', en: 'How it came', source: pipl('50') })
export const CAPACITY_WORDS = {
  self: { zh: '本人', en: 'The person himself or herself' },
  guardian: { zh: '监护人', en: 'Guardian' },
  agent: { zh: '受委托人', en: 'Agent' },
  relative: { zh: '死者近亲属', en: 'Close relative of somebody who has died' },
} satisfies Readonly<Record<string, Text>>
export const capacity = choice(['self', 'guardian', 'agent', 'relative'], CAPACITY_WORDS, { zh: '由谁提出', en: 'Who asks', source: pipl('49') })

export const receivedAt = field(Moment.optional(), {
  zh: '收到时间',
  en: 'Received at',
  help: { zh: '当面、信函等收到的，填实际收到的时间；网上提交的不填。期限由此起算。', en: 'For what came otherwise than by the portal. Time runs from here.' },
  source: DELETE,
})
export const requester = { zh: '姓名或者称呼', en: 'Name', source: pipl('50') }
export const contact = {
  zh: '答复方式',
  en: 'Where to answer',
  help: { zh: '电话、邮箱或者地址，一项即可。', en: 'One of telephone, e-mail or address.' },
  source: pipl('50'),
}
export const account = { zh: '账号或者其他能够找到该信息的标识', en: 'Account, or whatever finds the information', source: pipl('50') }
export const statement = { zh: '说明', en: 'What you want to say', source: pipl('50'), widget: 'long-text' } as const
export const wrong = { zh: '有错误或者不完整的内容', en: 'What is wrong or incomplete', source: pipl('46'), widget: 'long-text' } as const
export const right = { zh: '应当更正为', en: 'What it should say', source: pipl('46'), widget: 'long-text' } as const

/** The portal gives out a code to follow the request by; only its digest comes here. */
export const codeDigest = field(z.string().regex(/^[0-9a-f]{64}$/), {
  zh: '查询码摘要（SHA-256）',
  en: 'Digest of the receipt code (SHA-256)',
  source: pipl('50'),
})

const MEANS = ['account-login', 'code-to-registered-contact', 'registered-facts', 'document-shown', 'video', 'authorisation-shown'] as const
/** How an identity is checked. Nothing that was shown is kept: there is no field for a number, a copy or a picture. */
export const MEANS_WORDS = {
  'account-login': { zh: '登录账号', en: 'Signed in to the account' },
  'code-to-registered-contact': { zh: '向登记的联系方式发验证码', en: 'A code to the contact on record' },
  'registered-facts': { zh: '核对登记的内容', en: 'Facts on record compared' },
  'document-shown': { zh: '出示证件，看后即还', en: 'A document was shown and given back' },
  video: { zh: '视频核对', en: 'By video' },
  'authorisation-shown': { zh: '出示委托或者关系证明，看后即还', en: 'Authority or relationship was shown and given back' },
} satisfies Readonly<Record<string, Text>>
export const means = choice(MEANS, MEANS_WORDS, { zh: '核对方式', en: 'How it was checked', source: standard('8.7') })
const COMPARED = ['account', 'registered-contact', 'name', 'likeness', 'history', 'guardianship', 'kinship', 'authority'] as const
export const COMPARED_WORDS = {
  account: { zh: '账号', en: 'Account' },
  'registered-contact': { zh: '登记的联系方式', en: 'Contact on record' },
  name: { zh: '姓名', en: 'Name' },
  likeness: { zh: '相貌', en: 'Likeness' },
  history: { zh: '使用记录', en: 'History of use' },
  guardianship: { zh: '监护关系', en: 'Guardianship' },
  kinship: { zh: '近亲属关系', en: 'Kinship' },
  authority: { zh: '委托权限', en: 'Authority' },
} satisfies Record<(typeof COMPARED)[number], Text>
export const compared = field(
  z
    .array(choice(COMPARED, COMPARED_WORDS, { zh: '核对内容', en: 'What was compared' }))
    .min(1)
    .max(COMPARED.length),
  {
    zh: '核对了什么',
    en: 'What was compared',
    help: { zh: '只记核对过的项目，不记证件号码，不留复制件。', en: 'Only what was compared: no document number, no copy.' },
    source: pipl('6'),
    widget: 'many',
    options: COMPARED_WORDS,
  },
)
export const confirmed = field(z.boolean(), { zh: '身份相符', en: 'The identity matches', source: standard('8.7') })

export const asked = field(paragraph, { zh: '需要补充的内容', en: 'What we still need', source: pipl('50'), widget: 'long-text' })
export const askedBecause = field(paragraph, { zh: '为什么需要', en: 'Why we need it', source: pipl('6'), widget: 'long-text' })

export const founded = field(z.boolean(), { zh: '要求属实', en: 'The claim is well founded', source: { norm: 'rights.correct' } })
export const unlawfulHandling = field(z.boolean().optional(), {
  zh: '收集、使用违反法律、行政法规或者约定',
  en: 'Collected or used against law or agreement',
  help: {
    zh: '以其他理由要求删除的才填；以此为理由的，以上一项为准。',
    en: 'Only where deletion was asked for on another ground; else the answer above counts.',
  },
  source: DELETE,
})
export const because = field(paragraph, { zh: '核实情况', en: 'What was found', source: DELETE, widget: 'long-text' })

/** Reasons are for the person to read: they stand by the kind of information and tell nothing of its content. */
const RefusedPart = z.strictObject({
  category: Category,
  ground,
  reason: field(paragraph, {
    zh: '理由说明',
    en: 'Reasons',
    help: { zh: '写给本人看；不写信息的具体内容。', en: 'For the person to read; not what the information says.' },
    source: pipl('50'),
    widget: 'long-text',
  }),
  provision: field(line.optional(), { zh: '所依据的条款', en: 'Provision relied on', source: pipl('47') }),
})
export type RefusedPart = z.infer<typeof RefusedPart>
export const granted = field(z.array(Category).max(CATEGORIES.length), {
  zh: '同意办理',
  en: 'Granted',
  source: pipl('50'),
  widget: 'many',
  options: CATEGORY_WORDS,
})
export const refused = field(z.array(RefusedPart).max(CATEGORIES.length), { zh: '不予办理', en: 'Refused', source: pipl('50') })
export const remedyContact = field(line, {
  zh: '投诉和咨询联系方式',
  en: 'Where to complain or ask',
  source: { norm: 'complaint.establish' },
})

export const places = field(z.array(line).min(1).max(100), {
  zh: '系统和存储位置',
  en: 'Systems and places',
  help: { zh: '生产库、缓存、日志、导出文件等。', en: 'Live database, caches, logs, exports and the like.' },
  source: DELETE,
  widget: 'list',
})
export const METHOD_WORDS = {
  erased: { zh: '删除', en: 'Deleted' },
  overwritten: { zh: '覆写', en: 'Overwritten' },
  'key-destroyed': { zh: '销毁密钥', en: 'Key destroyed' },
  anonymised: { zh: '匿名化', en: 'Anonymised' },
} satisfies Readonly<Record<string, Text>>
export const method = choice(['erased', 'overwritten', 'key-destroyed', 'anonymised'], METHOD_WORDS, {
  zh: '删除方式',
  en: 'How it was deleted',
  source: standard('8.3'),
})
export const BACKUP_WORDS = {
  none: { zh: '没有备份', en: 'There are none' },
  deleted: { zh: '已一并删除', en: 'Deleted as well' },
  pending: { zh: '尚未删除', en: 'Not yet deleted' },
} satisfies Readonly<Record<string, Text>>
export const backups = choice(['none', 'deleted', 'pending'], BACKUP_WORDS, {
  zh: '备份',
  en: 'Backups',
  help: { zh: '尚未删除的，不算办结；删除后再登记一次。', en: 'While they are there it is not done; record it again once they are gone.' },
  source: DELETE,
})
export const proof = field(z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(50), {
  zh: '执行记录（SHA-256）',
  en: 'Records of the execution (SHA-256)',
  source: DELETE,
  widget: 'evidence',
})
export const before = { zh: '更正前', en: 'Before', source: { norm: 'rights.correct' }, widget: 'long-text' } as const
export const after = { zh: '更正后', en: 'After', source: { norm: 'rights.correct' }, widget: 'long-text' } as const
export const restriction = field(paragraph, {
  zh: '除存储和必要安全保护外，如何停止处理',
  en: 'How all handling but storage and safeguards was stopped',
  source: pipl('47'),
  widget: 'long-text',
})

const Recipient = z.strictObject({
  name: field(line, { zh: '接收方', en: 'Recipient', source: standard('8.3') }),
  party: field(z.string().min(1).max(120).optional(), {
    zh: '接收方所在主体',
    en: 'The recipient as a party',
    register: 'party',
    source: standard('8.3'),
    help: { zh: '填写后以公文送达。', en: 'With it the notice goes by letter.' },
  }),
})
export const recipients = field(z.array(Recipient).min(1).max(50), {
  zh: '曾向其提供该信息的接收方',
  en: 'Those to whom it had been given',
  source: standard('8.3'),
})
export const reference = { zh: '供接收方查找的标识', en: 'What the recipient can find it by', source: standard('8.3') }

/** The journal's numbers of events. What goes is what they say of persons; the events themselves and every proof stay. */
export const entries = field(
  z
    .array(z.string().regex(/^(0|[1-9]\d{0,15})$/))
    .min(1)
    .max(1000),
  {
    zh: '要清除个人信息的记录',
    en: 'Entries whose personal content is to go',
    help: { zh: '清除的是其中的个人信息；记录本身和证明保留。', en: 'What goes is what they say of persons. The entries and their proofs stay.' },
    source: DELETE,
    widget: 'many',
    register: 'entry',
  },
)
export const provision = field(line, { zh: '依据的条款', en: 'Under which provision', source: pipl('47') })
export const erasureReason = field(paragraph, { zh: '理由', en: 'Reason', source: pipl('47'), widget: 'long-text' })
export const deliveredBy = field(line, { zh: '送达方式', en: 'How it was sent', source: DELETE })
