import { z } from 'zod'
import { Text } from '#law/text.ts'
import { choice, field } from '../field.ts'
import { Moment } from '../moment.ts'
import { REMIT_WORDS, REMITS } from '../party.ts'
import { LEVEL_WORDS, LEVELS } from './threshold.ts'

const line = z.string().trim().min(1).max(500)
const paragraph = z.string().trim().min(1).max(8000)
const article7 = (item: string) => ({ instrument: 'incident-reporting-2025', article: `7(${item})` })
const article8 = { instrument: 'incident-reporting-2025', article: '8' }
const pipl57 = (item: string) => ({ instrument: 'pipl-2021', article: `57(${item})` })

/** The seven kinds of event of the national plan. */
export const eventKind = choice(
  ['malware', 'attack', 'information-destruction', 'content', 'equipment', 'disaster', 'other'],
  {
    malware: { zh: '有害程序事件', en: 'Malware' },
    attack: { zh: '网络攻击事件', en: 'Network attack' },
    'information-destruction': { zh: '信息破坏事件', en: 'Destruction of information' },
    content: { zh: '信息内容安全事件', en: 'Content' },
    equipment: { zh: '设备设施故障', en: 'Failure of equipment' },
    disaster: { zh: '灾害性事件', en: 'Disaster' },
    other: { zh: '其他事件', en: 'Other' },
  },
  { zh: '事件类型', en: 'Kind of incident', source: article7('2') },
)
export const level = choice(LEVELS, LEVEL_WORDS, { zh: '级别', en: 'Level', source: { instrument: 'incident-reporting-2025', article: '4' } })
export const remit = choice(
  ['protection', 'police', 'superior-organ', 'cyberspace', 'telecom', 'sector'],
  {
    protection: REMIT_WORDS.protection,
    police: REMIT_WORDS.police,
    'superior-organ': REMIT_WORDS['superior-organ'],
    cyberspace: REMIT_WORDS.cyberspace,
    telecom: REMIT_WORDS.telecom,
    sector: REMIT_WORDS.sector,
  },
  { zh: '向谁报告', en: 'Report to', source: { instrument: 'incident-reporting-2025', article: '4' } },
)
export const channel = choice(
  ['letter', 'hotline', 'web', 'mail', 'fax', 'visit'],
  {
    letter: { zh: '本系统公文', en: 'Letter from here' },
    hotline: { zh: '12387 热线', en: 'Hotline 12387' },
    web: { zh: '网站', en: 'Web site' },
    mail: { zh: '电子邮件', en: 'E-mail' },
    fax: { zh: '传真', en: 'Fax' },
    visit: { zh: '当面或者电话报案', en: 'In person or by telephone' },
  },
  { zh: '报告渠道', en: 'Channel', source: { instrument: 'incident-reporting-2025', article: '9' } },
)
export const title = field(line, { zh: '事件名称', en: 'What happened, in a line' })
export const knownAt = field(Moment, {
  zh: '发现或者获知时间',
  en: 'Found or learnt at',
  help: { zh: '报告时限由此起算。', en: 'The time to report runs from here.' },
  source: { norm: 'incident.report' },
})
export const endangersSecurity = field(z.boolean(), { zh: '危害网络安全', en: 'Endangers network security', source: { norm: 'incident.start-plan' } })
export const suspectedCase = field(z.boolean().optional(), {
  zh: '涉嫌构成案件',
  en: 'Suspected to be a case for the police',
  source: { norm: 'incident.report-case' },
})
export const systemId = field(z.string().min(1).max(120).optional(), { zh: '所涉系统', en: 'System concerned', register: 'system' })
export const datasetId = field(z.string().min(1).max(120).optional(), { zh: '所涉数据', en: 'Data set concerned', register: 'dataset' })
export const affectedPersons = field(z.int().min(0).max(2_000_000_000).optional(), {
  zh: '涉及人数',
  en: 'Persons concerned',
  source: { norm: 'leak.report' },
})

/** The eight items of a report. The first two go at once; the rest follows as it becomes known. */
export const reportItems = {
  entity: field(paragraph.optional(), {
    zh: '单位名称和系统基本情况',
    en: 'Name of the entity, basic facts on the system',
    source: article7('1'),
    widget: 'long-text',
  }),
  foundWhereWhen: field(paragraph.optional(), {
    zh: '发现或者发生的时间、地点',
    en: 'Time and place of finding or happening',
    source: article7('2'),
    widget: 'long-text',
  }),
  impactSoFar: field(paragraph.optional(), { zh: '已造成的影响和危害', en: 'Impact and harm so far', source: article7('2'), widget: 'long-text' }),
  measuresSoFar: field(paragraph.optional(), { zh: '已采取的措施和效果', en: 'Measures and their effect', source: article7('2'), widget: 'long-text' }),
  ransom: field(paragraph.optional(), {
    zh: '勒索金额、方式、日期',
    en: 'Amount, way and date of the ransom',
    help: { zh: '仅勒索攻击须填。', en: 'For ransomware only.' },
    source: article7('2'),
    widget: 'long-text',
  }),
  trend: field(paragraph.optional(), {
    zh: '发展趋势和可能的进一步影响、危害',
    en: 'Trend, possible further harm',
    source: article7('3'),
    widget: 'long-text',
  }),
  cause: field(paragraph.optional(), { zh: '事件原因初步分析', en: 'First analysis of the cause', source: article7('4'), widget: 'long-text' }),
  leads: field(paragraph.optional(), {
    zh: '溯源调查线索',
    en: 'Leads for tracing',
    help: { zh: '可能的攻击者、攻击路径、存在的漏洞。', en: 'Possible attacker, path, flaws.' },
    source: article7('5'),
    widget: 'long-text',
  }),
  planned: field(paragraph.optional(), {
    zh: '拟采取的措施和请求支援事项',
    en: 'Planned measures, support wanted',
    source: article7('6'),
    widget: 'long-text',
  }),
  scene: field(paragraph.optional(), { zh: '现场保护情况', en: 'State of preservation of the scene', source: article7('7'), widget: 'long-text' }),
  otherItems: field(paragraph.optional(), { zh: '其他应当报告的情况', en: 'Anything else to report', source: article7('8'), widget: 'long-text' }),
}
export const ReportItems = z.strictObject(reportItems)
export type ReportItems = z.infer<typeof ReportItems>

/** The items of article 7 that a department may ask for, each with the words that the operator sees. */
const ITEMS = ReportItems.keyof().options
export const ITEM_WORDS = Object.fromEntries(
  ITEMS.map((name) => {
    return [name, Text.strip().parse(ReportItems.shape[name].meta())]
  }),
)
export const asked = field(
  z
    .array(z.enum(ITEMS).meta({ zh: '事项', en: 'Item', options: ITEM_WORDS }))
    .max(ITEMS.length)
    .default([]),
  {
    zh: '需补报的事项',
    en: 'Items that are missing',
    source: { instrument: 'incident-reporting-2025', article: '7' },
  },
)

/** Items 1 and 2: without these no report leaves. */
export const FIRST_ITEMS = ['entity', 'foundWhereWhen', 'impactSoFar', 'measuresSoFar'] as const
/** Asked for in the end; `ransom` and `otherItems` only where there is something to say. */
export const LATER_ITEMS = ['trend', 'cause', 'leads', 'planned', 'scene'] as const

export const summaryItems = {
  cause: field(paragraph, { zh: '原因', en: 'Cause', source: article8, widget: 'long-text' }),
  measures: field(paragraph, { zh: '应急处置措施', en: 'Measures', source: article8, widget: 'long-text' }),
  harm: field(paragraph, { zh: '危害', en: 'Harm', source: article8, widget: 'long-text' }),
  accountability: field(paragraph, { zh: '责任追究', en: 'Accountability', source: article8, widget: 'long-text' }),
  remedy: field(paragraph, { zh: '完善整改', en: 'Remedy', source: article8, widget: 'long-text' }),
  lessons: field(paragraph, { zh: '教训', en: 'Lessons', source: article8, widget: 'long-text' }),
}

export const noticeItems = {
  kinds: field(paragraph, { zh: '泄露的信息种类', en: 'Kinds of information', source: pipl57('1'), widget: 'long-text' }),
  causes: field(paragraph, { zh: '原因', en: 'Causes', source: pipl57('1'), widget: 'long-text' }),
  possibleHarm: field(paragraph, { zh: '可能造成的危害', en: 'Possible harm', source: pipl57('1'), widget: 'long-text' }),
  taken: field(paragraph, { zh: '已采取的补救措施', en: 'What has been done', source: pipl57('2'), widget: 'long-text' }),
  advice: field(paragraph, { zh: '个人可以采取的减轻危害的措施', en: 'What the person can do', source: pipl57('2'), widget: 'long-text' }),
  contact: field(line, { zh: '联系方式', en: 'Contact', source: pipl57('3') }),
}

export const measures = field(paragraph, { zh: '措施', en: 'Measures', source: { norm: 'incident.remedy' }, widget: 'long-text' })
export const verification = field(paragraph, { zh: '验证结果', en: 'How it was verified', source: { norm: 'incident.remedy' }, widget: 'long-text' })
export const reason = field(paragraph, { zh: '理由', en: 'Reason', widget: 'long-text' })
export const lesson = field(paragraph, { zh: '教训和改进', en: 'Lesson and improvement', widget: 'long-text' })
export const result = field(paragraph, { zh: '处置结果', en: 'Outcome', widget: 'long-text' })
export const demanded = field(paragraph, { zh: '要求采取的措施', en: 'Measures required', widget: 'long-text' })
export const shortLine = line

/** Whichever department answers, among them some to which nobody reports. */
export const answerFrom = choice(REMITS, REMIT_WORDS, { zh: '主管部门', en: 'Department' })
export const answerKind = choice(
  ['acknowledged', 'question', 'closed'],
  { acknowledged: { zh: '确认接报', en: 'Acknowledged' }, question: { zh: '要求补报', en: 'Asks for more' }, closed: { zh: '办结', en: 'Closed' } },
  { zh: '答复', en: 'Answer' },
)
export const answerText = field(paragraph, { zh: '答复内容', en: 'What it says', widget: 'long-text' })
