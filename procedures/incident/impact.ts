import { z } from 'zod'
import type { Facts } from '#law/condition.ts'
import { choice, field } from '../field.ts'

const count = z.int().min(0).max(2_000_000_000).optional()
const minutes = z.int().min(0).max(10_000_000).optional()
const share = z.number().min(0).max(100).optional()
const ANNEX = { instrument: 'incident-reporting-2025', article: 'annex' }

const SITES = ['provincial', 'prefecture', 'other', 'none'] as const
const THREATS = ['especially-serious', 'serious', 'relatively-serious', 'none'] as const

/**
 * What the annex on levels asks of an incident. Everything may be left out: what is left out is unknown, not nought.
 * Times are minutes, shares per cent, money yuan; how long something has lasted is as of the classification.
 */
export const Impact = z.strictObject({
  siteKind: choice(
    SITES,
    {
      provincial: {
        zh: '省级以上党政机关门户网站、中央重点新闻网站',
        en: 'Portal of a party or government organ of a province or above, or a central key news site',
      },
      prefecture: {
        zh: '地市级以上党政机关、企事业单位门户网站，省级重点新闻网站',
        en: 'Portal of an organ, enterprise or institution of a prefecture or above, or a provincial key news site',
      },
      other: { zh: '其他网站', en: 'Another site' },
      none: { zh: '没有网站不能访问', en: 'No site is unreachable' },
    },
    { zh: '不能访问的网站', en: 'Unreachable site', source: ANNEX },
  ).optional(),
  siteDownMinutes: field(minutes, { zh: '网站不能访问（分钟）', en: 'Site unreachable, minutes', source: ANNEX }),
  ciiWholeDownMinutes: field(minutes, { zh: '关键信息基础设施整体中断（分钟）', en: 'Critical infrastructure down as a whole, minutes', source: ANNEX }),
  ciiMainDownMinutes: field(minutes, {
    zh: '关键信息基础设施主要功能故障（分钟）',
    en: 'Main functions of critical infrastructure down, minutes',
    source: ANNEX,
  }),
  provinceShare: field(share, { zh: '一省受影响人口占比（%）', en: 'Share of a province’s people affected, %', source: ANNEX }),
  prefectureShare: field(share, { zh: '一地市受影响人口占比（%）', en: 'Share of a prefecture’s people affected, %', source: ANNEX }),
  personsAffected: field(count, {
    zh: '工作生活受影响人数',
    en: 'Persons affected in work and life',
    help: { zh: '用水、用电、用气、用油、取暖、交通、就医、购物等。', en: 'Water, power, gas, oil, heating, transport, medical care, shopping and the like.' },
    source: ANNEX,
  }),
  dataKind: choice(
    ['core', 'important', 'neither'],
    { core: { zh: '核心数据', en: 'Core data' }, important: { zh: '重要数据', en: 'Important data' }, neither: { zh: '都不是', en: 'Neither' } },
    { zh: '涉及的数据', en: 'Data concerned', source: ANNEX },
  ).optional(),
  dataHarm: choice(
    ['leaked-or-stolen', 'altered-or-faked', 'none'],
    {
      'leaked-or-stolen': { zh: '泄露、被窃取', en: 'Leaked or stolen' },
      'altered-or-faked': { zh: '被篡改、假冒', en: 'Altered or faked' },
      none: { zh: '未受损害', en: 'Unharmed' },
    },
    { zh: '数据受到的损害', en: 'What happened to the data', source: ANNEX },
  ).optional(),
  dataThreat: choice(
    THREATS,
    {
      'especially-serious': { zh: '特别严重威胁', en: 'Especially serious' },
      serious: { zh: '严重威胁', en: 'Serious' },
      'relatively-serious': { zh: '较严重威胁', en: 'Relatively serious' },
      none: { zh: '没有威胁', en: 'None' },
    },
    { zh: '对国家安全和社会稳定的威胁', en: 'Threat to national security and social stability', source: ANNEX },
  ).optional(),
  personsLeaked: field(count, { zh: '个人信息泄露涉及人数', en: 'Persons whose information leaked', source: ANNEX }),
  contentSite: choice(
    SITES,
    {
      provincial: { zh: '省级以上党政机关门户、中央重点新闻网站、超大型网络平台', en: 'Provincial portal, central news site or super-large platform' },
      prefecture: {
        zh: '地市级以上门户、企事业单位、省级新闻网站、大型网络平台',
        en: 'Prefecture portal, enterprise or institution, provincial news site or large platform',
      },
      other: { zh: '其他门户、新闻网站、网络平台', en: 'Another portal, news site or platform' },
      none: { zh: '没有出现违法有害信息', en: 'No unlawful content' },
    },
    { zh: '被篡改后出现违法有害信息的网站', en: 'Defaced site that showed unlawful content', source: ANNEX },
  ).optional(),
  homePageMinutes: field(minutes, { zh: '首页持续（分钟）', en: 'On the home page, minutes', source: ANNEX }),
  otherPageMinutes: field(minutes, { zh: '其他页面持续（分钟）', en: 'On another page, minutes', source: ANNEX }),
  reposts: field(count, { zh: '转发次数', en: 'Reposts', source: ANNEX }),
  views: field(count, { zh: '浏览、点击次数', en: 'Views or clicks', source: ANNEX }),
  foundByAuthority: field(z.boolean().optional(), {
    zh: '省级以上网信部门、公安机关认定',
    en: 'Found so by the cyberspace department or police of a province or above',
    source: ANNEX,
  }),
  lossYuan: field(z.int().min(0).max(1_000_000_000_000).optional(), { zh: '直接经济损失（元）', en: 'Direct loss, yuan', source: ANNEX }),
  systemLoss: choice(
    ['large-paralysis', 'long-interruption', 'interruption', 'none'],
    {
      'large-paralysis': { zh: '系统大面积瘫痪，丧失业务处理能力', en: 'Paralysed over a large part' },
      'long-interruption': { zh: '系统长时间中断或者局部瘫痪', en: 'Long interruption or partial paralysis' },
      interruption: { zh: '系统中断，明显影响效率', en: 'Interruption with a clear effect' },
      none: { zh: '没有明显影响', en: 'No clear effect' },
    },
    { zh: '系统损失', en: 'Loss of the system', source: ANNEX },
  ).optional(),
})
export type Impact = z.infer<typeof Impact>

/** What is known of the impact, as conditions read it. */
export function impactFacts(impact: Impact): Facts {
  return Object.fromEntries(Object.entries(impact).flatMap(([fact, value]) => (value === undefined ? [] : [[fact, value] as const])))
}
