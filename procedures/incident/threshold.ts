import type { Condition } from '#law/condition.ts'
import type { Text } from '#law/text.ts'

export const LEVELS = ['I', 'II', 'III', 'IV'] as const
export type Level = (typeof LEVELS)[number]

export const LEVEL_WORDS = {
  I: { zh: '特别重大（I级）', en: 'Especially major (I)' },
  II: { zh: '重大（II级）', en: 'Major (II)' },
  III: { zh: '较大（III级）', en: 'Relatively large (III)' },
  IV: { zh: '一般（IV级）', en: 'General (IV)' },
} satisfies Record<Level, Text>

/** One condition of the annex; each is enough for its level. `confidence` is `2` for two or more independent sources, `1` for one. */
export interface Threshold extends Text {
  readonly id: string
  readonly level: Exclude<Level, 'IV'>
  readonly when: Condition
  readonly confidence: '1' | '2'
}

const hours = (count: number): number => count * 60
const least = (fact: string, min: number): Condition => ({ fact, min })
const site = (fact: string, ...kinds: readonly string[]): Condition => ({ fact, in: kinds })
const both = (...all: readonly Condition[]): Condition => ({ all })

/**
 * 国家网络安全事件分级指南, the annex to 国家网络安全事件报告管理办法 (2025-11-01). Figures include themselves. They are for
 * reporting and for nothing else. Not taken over: the figures of the draft of 2023, which still circulate.
 * Source: https://www.4hou.com/posts/kg1x (full text with annex).
 */
export const THRESHOLDS: readonly Threshold[] = [
  {
    id: 'site-down-24h',
    level: 'I',
    when: both(site('siteKind', 'provincial'), least('siteDownMinutes', hours(24))),
    confidence: '2',
    zh: '省级以上门户、中央重点新闻网站24小时以上不能访问',
    en: 'a provincial portal or central key news site unreachable for 24 hours',
  },
  {
    id: 'cii-whole-6h',
    level: 'I',
    when: least('ciiWholeDownMinutes', hours(6)),
    confidence: '2',
    zh: '关键信息基础设施整体中断6小时以上',
    en: 'critical infrastructure down as a whole for 6 hours',
  },
  {
    id: 'cii-main-24h',
    level: 'I',
    when: least('ciiMainDownMinutes', hours(24)),
    confidence: '2',
    zh: '关键信息基础设施主要功能故障24小时以上',
    en: 'main functions of critical infrastructure down for 24 hours',
  },
  {
    id: 'province-half',
    level: 'I',
    when: least('provinceShare', 50),
    confidence: '2',
    zh: '影响一个以上省50%以上人口',
    en: 'half the people of a province affected',
  },
  {
    id: 'persons-10m',
    level: 'I',
    when: least('personsAffected', 10_000_000),
    confidence: '2',
    zh: '影响1000万人以上工作生活',
    en: '10 million persons affected',
  },
  {
    id: 'data-especially-serious',
    level: 'I',
    when: both(site('dataKind', 'core', 'important'), site('dataHarm', 'leaked-or-stolen', 'altered-or-faked'), site('dataThreat', 'especially-serious')),
    confidence: '2',
    zh: '核心数据、重要数据受损，构成特别严重威胁',
    en: 'core or important data harmed, an especially serious threat',
  },
  {
    id: 'leaked-100m',
    level: 'I',
    when: least('personsLeaked', 100_000_000),
    confidence: '2',
    zh: '1亿人以上个人信息泄露',
    en: 'information of 100 million persons leaked',
  },
  {
    id: 'content-provincial',
    level: 'I',
    when: both(site('contentSite', 'provincial'), {
      any: [
        least('homePageMinutes', hours(6)),
        least('otherPageMinutes', hours(24)),
        least('reposts', 100_000),
        least('views', 1_000_000),
        { fact: 'foundByAuthority', is: true },
      ],
    }),
    confidence: '2',
    zh: '省级以上门户、超大型平台出现违法有害信息，达到特别重大标准',
    en: 'unlawful content on a provincial portal or super-large platform to the first measure',
  },
  { id: 'loss-100m', level: 'I', when: least('lossYuan', 100_000_000), confidence: '2', zh: '直接经济损失1亿元以上', en: 'a direct loss of 100 million yuan' },
  {
    id: 'system-paralysed',
    level: 'I',
    when: site('systemLoss', 'large-paralysis'),
    confidence: '2',
    zh: '系统大面积瘫痪',
    en: 'systems paralysed over a large part',
  },

  {
    id: 'site-down-6h',
    level: 'II',
    when: both(site('siteKind', 'provincial', 'prefecture'), least('siteDownMinutes', hours(6))),
    confidence: '1',
    zh: '地市级以上门户、省级重点新闻网站6小时以上不能访问',
    en: 'a prefecture portal or provincial key news site unreachable for 6 hours',
  },
  {
    id: 'cii-whole-1h',
    level: 'II',
    when: least('ciiWholeDownMinutes', hours(1)),
    confidence: '1',
    zh: '关键信息基础设施整体中断1小时以上',
    en: 'critical infrastructure down as a whole for an hour',
  },
  {
    id: 'cii-main-3h',
    level: 'II',
    when: least('ciiMainDownMinutes', hours(3)),
    confidence: '1',
    zh: '关键信息基础设施主要功能故障3小时以上',
    en: 'main functions of critical infrastructure down for 3 hours',
  },
  {
    id: 'prefecture-half',
    level: 'II',
    when: least('prefectureShare', 50),
    confidence: '2',
    zh: '影响一个以上地市50%以上人口',
    en: 'half the people of a prefecture affected',
  },
  {
    id: 'persons-1m',
    level: 'II',
    when: least('personsAffected', 1_000_000),
    confidence: '1',
    zh: '影响100万人以上工作生活',
    en: 'a million persons affected',
  },
  {
    id: 'data-serious',
    level: 'II',
    when: both(
      site('dataKind', 'core', 'important'),
      site('dataHarm', 'leaked-or-stolen', 'altered-or-faked'),
      site('dataThreat', 'especially-serious', 'serious'),
    ),
    confidence: '2',
    zh: '核心数据、重要数据受损，构成严重威胁',
    en: 'core or important data harmed, a serious threat',
  },
  {
    id: 'leaked-10m',
    level: 'II',
    when: least('personsLeaked', 10_000_000),
    confidence: '2',
    zh: '1000万人以上个人信息泄露',
    en: 'information of 10 million persons leaked',
  },
  {
    id: 'content-prefecture',
    level: 'II',
    when: both(site('contentSite', 'provincial', 'prefecture'), {
      any: [
        least('homePageMinutes', hours(2)),
        least('otherPageMinutes', hours(12)),
        least('reposts', 10_000),
        least('views', 100_000),
        { fact: 'foundByAuthority', is: true },
      ],
    }),
    confidence: '1',
    zh: '地市级以上门户、大型平台出现违法有害信息，达到重大标准',
    en: 'unlawful content on a prefecture portal or large platform to the second measure',
  },
  { id: 'loss-20m', level: 'II', when: least('lossYuan', 20_000_000), confidence: '2', zh: '直接经济损失2000万元以上', en: 'a direct loss of 20 million yuan' },
  {
    id: 'system-long',
    level: 'II',
    when: site('systemLoss', 'large-paralysis', 'long-interruption'),
    confidence: '2',
    zh: '系统长时间中断或者局部瘫痪',
    en: 'a long interruption or partial paralysis',
  },

  {
    id: 'site-down-2h',
    level: 'III',
    when: both(site('siteKind', 'provincial', 'prefecture'), least('siteDownMinutes', hours(2))),
    confidence: '1',
    zh: '地市级以上门户、省级重点新闻网站2小时以上不能访问',
    en: 'a prefecture portal or provincial key news site unreachable for 2 hours',
  },
  {
    id: 'cii-whole-10min',
    level: 'III',
    when: least('ciiWholeDownMinutes', 10),
    confidence: '2',
    zh: '关键信息基础设施整体中断10分钟以上',
    en: 'critical infrastructure down as a whole for 10 minutes',
  },
  {
    id: 'cii-main-30min',
    level: 'III',
    when: least('ciiMainDownMinutes', 30),
    confidence: '2',
    zh: '关键信息基础设施主要功能故障30分钟以上',
    en: 'main functions of critical infrastructure down for 30 minutes',
  },
  {
    id: 'prefecture-30',
    level: 'III',
    when: least('prefectureShare', 30),
    confidence: '2',
    zh: '影响一个以上地市30%以上人口',
    en: '30 per cent of the people of a prefecture affected',
  },
  { id: 'persons-100k', level: 'III', when: least('personsAffected', 100_000), confidence: '1', zh: '影响10万人以上工作生活', en: '100,000 persons affected' },
  {
    id: 'data-relatively-serious',
    level: 'III',
    when: both(
      site('dataKind', 'core', 'important'),
      site('dataHarm', 'leaked-or-stolen'),
      site('dataThreat', 'especially-serious', 'serious', 'relatively-serious'),
    ),
    confidence: '2',
    zh: '重要数据泄露、被窃取，构成较严重威胁',
    en: 'important data leaked or stolen, a relatively serious threat',
  },
  {
    id: 'leaked-1m',
    level: 'III',
    when: least('personsLeaked', 1_000_000),
    confidence: '2',
    zh: '100万人以上个人信息泄露',
    en: 'information of a million persons leaked',
  },
  {
    id: 'content-other',
    level: 'III',
    when: both(site('contentSite', 'provincial', 'prefecture', 'other'), {
      any: [
        least('homePageMinutes', 30),
        least('otherPageMinutes', hours(2)),
        least('reposts', 1_000),
        least('views', 10_000),
        { fact: 'foundByAuthority', is: true },
      ],
    }),
    confidence: '1',
    zh: '门户、新闻网站、平台出现违法有害信息，达到较大标准',
    en: 'unlawful content on a portal, news site or platform to the third measure',
  },
  { id: 'loss-5m', level: 'III', when: least('lossYuan', 5_000_000), confidence: '2', zh: '直接经济损失500万元以上', en: 'a direct loss of 5 million yuan' },
  {
    id: 'system-interrupted',
    level: 'III',
    when: site('systemLoss', 'large-paralysis', 'long-interruption', 'interruption'),
    confidence: '2',
    zh: '系统中断，明显影响效率',
    en: 'an interruption with a clear effect',
  },
]

/** What each condition asks, by its id, for where only the id stands. */
export const THRESHOLD_WORDS: Readonly<Record<string, Text>> = Object.fromEntries(THRESHOLDS.map(({ id, zh, en }) => [id, { zh, en }]))
