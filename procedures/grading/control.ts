import type { Text } from '#law/text.ts'

/** How long a proof stays good, by the deadline of its norm: until a gap is found, or only for the span that it covers. */
type Freshness = 'until-gap' | 'rolling'

export const FRESHNESS_WORDS = {
  'until-gap': { zh: '持续有效，直至发现缺口', en: 'Good until a gap is found' },
  rolling: { zh: '随时须能回溯六个月', en: 'Must reach back six months at any time' },
} satisfies Record<Freshness, Text>

/** One thing that the five items of the statute ask for, with what proves it. The norm says which article it is in which edition. */
export interface Safeguard extends Text {
  readonly norm: string
  readonly proof: Text
  readonly fresh: Freshness
}

/** Owed for each system: the second to the fourth item. */
export const CONTROLS = ['defence', 'monitoring', 'logs', 'classification', 'backup', 'encryption'] as const
export type Control = (typeof CONTROLS)[number]

export const SAFEGUARDS = {
  defence: {
    norm: 'protection.defend',
    zh: '防病毒、防攻击、防侵入',
    en: 'Defence against viruses, attacks and intrusion',
    proof: { zh: '防护措施清单和策略，规则更新和拦截记录', en: 'List of the defences with their policies; records of updates and blocked attacks' },
    fresh: 'until-gap',
  },
  monitoring: {
    norm: 'monitoring.record',
    zh: '监测、记录运行状态和安全事件',
    en: 'Monitoring and recording',
    proof: { zh: '监测和日志采集配置，监测记录样本', en: 'Configuration of monitoring and log collection; samples of the records' },
    fresh: 'until-gap',
  },
  logs: {
    norm: 'logs.keep-six-months',
    zh: '留存网络日志',
    en: 'Keeping network logs',
    proof: { zh: '日志覆盖时段的核验结果，留存策略和存储配置', en: 'Verified span of the logs; retention policy and storage settings' },
    fresh: 'rolling',
  },
  classification: {
    norm: 'data.classify',
    zh: '数据分类',
    en: 'Classification of data',
    proof: { zh: '数据分类规则和分类清单', en: 'Classification scheme and the inventory made by it' },
    fresh: 'until-gap',
  },
  backup: {
    norm: 'data.back-up',
    zh: '重要数据备份',
    en: 'Backup of important data',
    proof: { zh: '备份策略和备份日志，恢复测试记录', en: 'Backup policy and logs; record of a restore test' },
    fresh: 'until-gap',
  },
  encryption: {
    norm: 'data.encrypt',
    zh: '重要数据加密',
    en: 'Encryption of important data',
    proof: { zh: '加密范围、算法和密钥管理说明，配置核查记录', en: 'Scope, algorithms and key management; record of a check of the settings' },
    fresh: 'until-gap',
  },
} as const satisfies Record<Control, Safeguard>

/** Owed once by the party: the first item and the fifth. */
export const PARTY_CONTROLS = ['rules', 'officer', 'responsibility', 'other'] as const
export type PartyControl = (typeof PARTY_CONTROLS)[number]

export const PARTY_SAFEGUARDS = {
  rules: {
    norm: 'protection.adopt-rules',
    zh: '安全管理制度和操作规程',
    en: 'Security rules and operating procedures',
    proof: { zh: '经批准现行有效的制度和规程，发布和版本记录', en: 'Rules approved and in force; record of issue and versions' },
    fresh: 'until-gap',
  },
  officer: {
    norm: 'protection.name-officer',
    zh: '网络安全负责人',
    en: 'Person in charge of network security',
    proof: { zh: '任命文件，岗位职责说明', en: 'Letter of appointment; description of the office' },
    fresh: 'until-gap',
  },
  responsibility: {
    norm: 'protection.assign-responsibility',
    zh: '落实保护责任',
    en: 'Responsibility assigned',
    proof: { zh: '责任分工表或者责任书，考核记录', en: 'Table of responsibilities or signed undertakings; record of reviews' },
    fresh: 'until-gap',
  },
  other: {
    norm: 'protection.fulfil-other-duties',
    zh: '法律、行政法规规定的其他义务',
    en: 'Other duties set by law or administrative regulation',
    proof: { zh: '其他义务清单及逐项履行证明', en: 'List of the other duties with proof of each' },
    fresh: 'until-gap',
  },
} as const satisfies Record<PartyControl, Safeguard>

const wordsOf = ({ zh, en }: Text): Text => ({ zh, en })

export const CONTROL_WORDS = {
  defence: wordsOf(SAFEGUARDS.defence),
  monitoring: wordsOf(SAFEGUARDS.monitoring),
  logs: wordsOf(SAFEGUARDS.logs),
  classification: wordsOf(SAFEGUARDS.classification),
  backup: wordsOf(SAFEGUARDS.backup),
  encryption: wordsOf(SAFEGUARDS.encryption),
} satisfies Record<Control, Text>

export const PARTY_CONTROL_WORDS = {
  rules: wordsOf(PARTY_SAFEGUARDS.rules),
  officer: wordsOf(PARTY_SAFEGUARDS.officer),
  responsibility: wordsOf(PARTY_SAFEGUARDS.responsibility),
  other: wordsOf(PARTY_SAFEGUARDS.other),
} satisfies Record<PartyControl, Text>

export const STANDING_WORDS = {
  proved: { zh: '已证明', en: 'Proved' },
  gap: { zh: '存在缺口', en: 'Gap' },
  unproved: { zh: '尚未证明', en: 'Not proved yet' },
} satisfies Record<string, Text>
