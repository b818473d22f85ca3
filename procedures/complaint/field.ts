import { z } from 'zod'
import type { Text } from '#law/text.ts'
import { choice, field } from '../field.ts'
import { Moment } from '../moment.ts'
import { LEVELS, REMIT_WORDS, REMITS, type Level } from '../party.ts'

const line = z.string().trim().min(1).max(500)
const paragraph = z.string().trim().min(1).max(8000)
const ACCEPT = { norm: 'complaint.accept' }
const HANDLE = { norm: 'complaint.handle' }
const TRANSFER = { norm: 'report.transfer' }
const SECRET = { norm: 'reporter.keep-confidential' }
const CHANNEL = { instrument: 'network-data-2025', article: '20' }

export const Line = line
export const Paragraph = paragraph

/** What it is about. The first has a figure of its own in the law; the last is not about the security of network information. */
const TOPICS = ['personal-information', 'prohibited-information', 'attack', 'flaw', 'fraud', 'unlawful-use', 'other-security', 'other'] as const
export type Topic = (typeof TOPICS)[number]
export const TOPIC_WORDS = {
  'personal-information': { zh: '个人信息', en: 'Personal information' },
  'prohibited-information': { zh: '禁止发布、传输的信息', en: 'Prohibited information' },
  attack: { zh: '攻击、侵入、干扰网络', en: 'Attack, intrusion or interference' },
  flaw: { zh: '安全缺陷、漏洞', en: 'Flaw or vulnerability' },
  fraud: { zh: '网络诈骗等违法犯罪', en: 'Fraud and other crime' },
  'unlawful-use': { zh: '其他危害网络安全的行为', en: 'Other conduct that endangers security' },
  'other-security': { zh: '其他网络信息安全问题', en: 'Another matter of network information security' },
  other: { zh: '与网络信息安全无关', en: 'Not about network information security' },
} satisfies Record<Topic, Text>
export const topic = choice(TOPICS, TOPIC_WORDS, { zh: '反映的问题', en: 'What it is about', source: ACCEPT })

export const CHANNEL_WORDS = {
  portal: { zh: '网上提交', en: 'Portal' },
  counter: { zh: '当面', en: 'In person' },
  post: { zh: '信函', en: 'By post' },
  telephone: { zh: '电话', en: 'Telephone' },
  mail: { zh: '电子邮件', en: 'E-mail' },
  transfer: { zh: '其他部门移送', en: 'Passed on by another department' },
} satisfies Readonly<Record<string, Text>>
export const channel = choice(['portal', 'counter', 'post', 'telephone', 'mail', 'transfer'], CHANNEL_WORDS, {
  zh: '提出方式',
  en: 'How it came',
  source: CHANNEL,
})
const { transfer: _, ...entered } = CHANNEL_WORDS
export const enteredChannel = choice(['portal', 'counter', 'post', 'telephone', 'mail'], entered, { zh: '提出方式', en: 'How it came', source: CHANNEL })

export const content = { zh: '具体情况', en: 'What happened', source: ACCEPT, widget: 'long-text' } as const
export const respondent = { zh: '被投诉、举报的对象', en: 'Against whom', source: ACCEPT } as const
export const named = field(z.boolean(), { zh: '实名', en: 'Named', source: SECRET })
export const informantName = { zh: '姓名', en: 'Name', help: { zh: '不填即为匿名。', en: 'Leave it blank to stay anonymous.' }, source: SECRET }
export const informantContact = {
  zh: '联系方式',
  en: 'Contact',
  help: { zh: '不填也能用查询码查看进展和来往消息。', en: 'Without it you can still follow the case by its code.' },
  source: SECRET,
}
export const evidence = field(z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(50), {
  zh: '材料（SHA-256）',
  en: 'Evidence (SHA-256)',
  source: HANDLE,
  widget: 'evidence',
})
export const codeDigest = field(z.string().regex(/^[0-9a-f]{64}$/), {
  zh: '查询码摘要（SHA-256）',
  en: 'Digest of the receipt code (SHA-256)',
  source: CHANNEL,
})
export const receivedAt = field(Moment.optional(), {
  zh: '收到时间',
  en: 'Received at',
  help: { zh: '当面、信函、电话等收到的，填实际收到的时间；网上提交的不填。', en: 'For what came otherwise than by the portal. Time runs from here.' },
  source: HANDLE,
})
export const message = { zh: '消息', en: 'Message', source: CHANNEL, widget: 'long-text' } as const

export const DECLINE_WORDS = {
  unrelated: { zh: '与网络信息安全无关', en: 'It is not about network information security' },
  unclear: { zh: '线索不清，经询问仍无法核查', en: 'Too unclear to look into, even after asking' },
  repeated: { zh: '已经处理，没有新的事实', en: 'Dealt with before, and nothing new' },
  'not-here': { zh: '不涉及本单位的网络', en: 'It does not concern our network' },
} satisfies Readonly<Record<string, Text>>
export const declineGround = choice(['unrelated', 'unclear', 'repeated', 'not-here'], DECLINE_WORDS, {
  zh: '不予受理的理由',
  en: 'Why it is not accepted',
  source: ACCEPT,
})
export const reason = field(paragraph, { zh: '理由说明', en: 'Reasons', source: ACCEPT, widget: 'long-text' })
export const undertaking = field(paragraph, { zh: '由谁办理、如何办理', en: 'Who looks into it and how', source: ACCEPT, widget: 'long-text' })
export const finding = field(paragraph, { zh: '核查情况', en: 'What was found', source: HANDLE, widget: 'long-text' })

export const RESULT_WORDS = {
  upheld: { zh: '属实，已处理', en: 'True, and dealt with' },
  partly: { zh: '部分属实，已处理', en: 'True in part, and dealt with' },
  unfounded: { zh: '不属实', en: 'Not true' },
  unproven: { zh: '无法查实', en: 'Could not be established' },
} satisfies Readonly<Record<string, Text>>
export const result = choice(['upheld', 'partly', 'unfounded', 'unproven'], RESULT_WORDS, { zh: '处理结果', en: 'Result', source: HANDLE })
export const answer = field(paragraph, {
  zh: '答复',
  en: 'Answer',
  help: { zh: '写给提出人看：查了什么、作了什么处理。', en: 'For the person to read: what was looked into and what was done.' },
  source: HANDLE,
  widget: 'long-text',
})
export const measures = field(paragraph, { zh: '处理措施', en: 'Measures', source: HANDLE, widget: 'long-text' })

export const LEVEL_WORDS = {
  central: { zh: '国家', en: 'Central' },
  province: { zh: '省级', en: 'Province' },
  city: { zh: '设区的市', en: 'City' },
  county: { zh: '县级', en: 'County' },
} satisfies Record<Level, Text>
export const remit = choice(REMITS, REMIT_WORDS, { zh: '移送给', en: 'Transfer to', source: TRANSFER })
export const level = choice(LEVELS, LEVEL_WORDS, { zh: '级别', en: 'Level', source: TRANSFER })
export const region = field(z.string().regex(/^\d{6}$/), {
  zh: '行政区划代码',
  en: 'Region code',
  help: { zh: 'GB/T 2260，六位。', en: 'Six digits of GB/T 2260.' },
  source: TRANSFER,
})
export const transferReason = field(paragraph, { zh: '为什么属于该部门职责', en: 'Why it is in that remit', source: TRANSFER, widget: 'long-text' })
export const receipt = field(line, { zh: '签收凭证', en: 'Acknowledgement of receipt', source: TRANSFER })

export const openingReason = field(paragraph, {
  zh: '必须查看身份的理由',
  en: 'Why the identity must be seen',
  help: { zh: '写明用途；一并记入日志，不能更正。', en: 'What for. It stays on record and cannot be corrected.' },
  source: SECRET,
  widget: 'long-text',
})
export const account = field(z.string().min(1).max(200), { zh: '账号', en: 'Account', source: SECRET })
export const protection = field(paragraph, {
  zh: '保密和保护措施',
  en: 'Measures to keep confidential and protect',
  help: { zh: '查阅范围、经办人员保密承诺、对打击报复的防范。', en: 'Who may see the file, undertakings of staff, guard against retaliation.' },
  source: { norm: 'reporter.protect' },
  widget: 'long-text',
})
export const disclosure = field(paragraph, { zh: '泄露情况', en: 'What was disclosed, and how', source: SECRET, widget: 'long-text' })
