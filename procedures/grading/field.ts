import { z } from 'zod'
import { choice, field, personal } from '../field.ts'
import { Moment } from '../moment.ts'
import { CONTROL_WORDS, CONTROLS } from './control.ts'
import { HARM_WORDS, HARMS, OBJECT_WORDS, type HarmedObject } from './matrix.ts'
import { PAPER_WORDS, PAPERS } from './paper.ts'
import { DOMAIN_WORDS, DOMAINS } from './requirement.ts'
import { VERDICT_WORDS, VERDICTS } from './verdict.ts'

export const line = z.string().trim().min(1).max(500)
export const paragraph = z.string().trim().min(1).max(8000)

/** The Measures send everybody to the grading guide, GB/T 22240—2020. */
const GUIDE = { instrument: 'mlps-2007', article: '10' }
const FORM = { instrument: 'mlps-2007', article: '15' }
const question = (number: string) => ({ instrument: 'mlps-letter-2025', article: `annex, question ${number}` })

export const on = field(Moment, { zh: '时间', en: 'When' })
export const evidence = field(z.array(line).max(100), { zh: '证明材料', en: 'Evidence', widget: 'evidence' })
export const grade = field(z.int().min(1).max(5), { zh: '等级', en: 'Level', source: GUIDE })

const harmTo = (object: HarmedObject) => choice(HARMS, HARM_WORDS, { ...OBJECT_WORDS[object], source: GUIDE })
const harms = { citizens: harmTo('citizens'), society: harmTo('society'), state: harmTo('state') }

/** One side of a system: what it is, and whom its failing would hurt how much. */
export const Business = z.strictObject({ what: field(paragraph, { zh: '业务信息描述', en: 'The information', source: GUIDE, widget: 'long-text' }), ...harms })
export const Service = z.strictObject({ what: field(paragraph, { zh: '系统服务描述', en: 'The service', source: GUIDE, widget: 'long-text' }), ...harms })

/** The grading report without its figures, which follow. */
export const proposalItems = {
  name: field(line, { zh: '定级对象名称', en: 'Name of the system', source: GUIDE }),
  sort: choice(
    ['information-system', 'network', 'cloud-platform', 'internet-of-things', 'industrial-control', 'mobile', 'big-data-platform', 'data-resource'],
    {
      'information-system': { zh: '信息系统', en: 'Information system' },
      network: { zh: '通信网络设施', en: 'Communication network' },
      'cloud-platform': { zh: '云计算平台或者系统', en: 'Cloud platform or system' },
      'internet-of-things': { zh: '物联网', en: 'Internet of things' },
      'industrial-control': { zh: '工业控制系统', en: 'Industrial control system' },
      mobile: { zh: '采用移动互联技术的系统', en: 'System with mobile access' },
      'big-data-platform': { zh: '大数据平台或者系统', en: 'Big-data platform or system' },
      'data-resource': { zh: '数据资源', en: 'Data resource' },
    },
    { zh: '对象类型', en: 'Kind of system', source: GUIDE },
  ),
  boundary: field(paragraph, {
    zh: '责任主体、边界和网络结构',
    en: 'Who is responsible, boundary and structure',
    source: GUIDE,
    widget: 'long-text',
  }),
  business: field(Business, { zh: '业务信息安全', en: 'Security of business information', source: GUIDE }),
  service: field(Service, { zh: '系统服务安全', en: 'Security of the service', source: GUIDE }),
  carries: field(z.int().min(1).max(5).optional(), {
    zh: '所承载对象的最高等级',
    en: 'Highest level of what runs on it',
    help: { zh: '网络设施、云平台填写；不得低于所承载的等级。', en: 'For networks and cloud platforms: the level is not below it.' },
    source: GUIDE,
  }),
  largeScale: field(z.boolean().optional(), {
    zh: '大量个人信息或者为公众提供服务',
    en: 'Much personal information, or service to the public',
    help: { zh: '大数据平台填写；原则上不低于第三级。', en: 'For big-data platforms: level 3 or above in principle.' },
    source: GUIDE,
  }),
  exception: field(paragraph.optional(), { zh: '低于原则等级的理由', en: 'Why below the level of principle', source: GUIDE, widget: 'long-text' }),
  regulator: field(line.optional(), {
    zh: '主管部门',
    en: 'Competent department',
    help: { zh: '没有主管部门的留空。', en: 'Leave blank if there is none.' },
    source: GUIDE,
  }),
}

export const reviewItems = {
  experts: field(z.int().positive().max(99), { zh: '专家人数', en: 'Number of experts', source: GUIDE }),
  grade: field(z.int().min(1).max(5), { zh: '评审认为的等级', en: 'Level in the view of the experts', source: GUIDE }),
  opinion: field(paragraph, { zh: '评审意见', en: 'Opinion', source: GUIDE, widget: 'long-text' }),
}
const expertNames = { zh: '专家姓名', en: 'Names of the experts', source: GUIDE }
export const names = field(line.optional(), { ...expertNames, personal: true })
export const keptNames = personal(line, expertNames)

export const approvalItems = {
  department: field(line, { zh: '主管部门', en: 'Competent department', source: GUIDE }),
  approved: field(z.boolean(), { zh: '同意', en: 'Approved', source: GUIDE }),
  opinion: field(paragraph, { zh: '审批意见', en: 'Decision', source: GUIDE, widget: 'long-text' }),
}

const DataKind = z.strictObject({
  kind: field(line, {
    zh: '数据类别',
    en: 'Kind of data',
    help: { zh: '填最小单元的类别，不填数据项。', en: 'The smallest class, not single items.' },
    source: question('16'),
  }),
  class: choice(
    ['general', 'important', 'core'],
    { general: { zh: '一般数据', en: 'General' }, important: { zh: '重要数据', en: 'Important' }, core: { zh: '核心数据', en: 'Core' } },
    { zh: '数据级别', en: 'Class of data', source: question('15') },
  ),
  use: field(line, { zh: '数据使用和流动情况', en: 'Use and flow', source: question('14') }),
})

/** The filing form (备案表) but for persons: the unit, the system, the papers and the survey of data. Its third part is the grading itself. */
export const filingItems = {
  purpose: choice(
    ['first', 'change', 'update'],
    {
      first: { zh: '首次备案', en: 'First filing' },
      change: { zh: '变更备案', en: 'Change' },
      update: { zh: '按2025版表格更新', en: 'Renewal on the form of 2025' },
    },
    { zh: '备案事由', en: 'Purpose', source: question('1') },
  ),
  unitName: field(line, { zh: '单位名称', en: 'Name of the unit', source: FORM }),
  unitAddress: field(line, { zh: '单位地址', en: 'Address', source: FORM }),
  unitRegion: field(z.string().regex(/^\d{6}$/), {
    zh: '安全管理机构所在地行政区划代码',
    en: 'Region of the security office, by its six-figure code',
    source: question('3'),
  }),
  unitSort: choice(
    ['party-organ', 'state-organ', 'public-institution', 'enterprise', 'other'],
    {
      'party-organ': { zh: '党委机关', en: 'Party organ' },
      'state-organ': { zh: '政府机关', en: 'Government organ' },
      'public-institution': { zh: '事业单位', en: 'Public institution' },
      enterprise: { zh: '企业', en: 'Enterprise' },
      other: { zh: '其他', en: 'Other' },
    },
    { zh: '单位类型', en: 'Kind of unit', source: FORM },
  ),
  affiliation: choice(
    ['central', 'province', 'city', 'county', 'other'],
    {
      central: { zh: '中央', en: 'Central' },
      province: { zh: '省', en: 'Province' },
      city: { zh: '地市', en: 'City' },
      county: { zh: '县', en: 'County' },
      other: { zh: '其他', en: 'Other' },
    },
    { zh: '隶属关系', en: 'Subordinate to', source: FORM },
  ),
  industry: field(line, { zh: '行业类别', en: 'Industry', source: FORM }),
  office: field(line, { zh: '责任部门', en: 'Responsible office', source: FORM }),
  systemNumber: field(line, { zh: '系统编号', en: 'Number of the system', source: FORM }),
  businessSort: field(line, { zh: '业务类型', en: 'Kind of business', source: FORM }),
  businessDescription: field(paragraph, { zh: '业务描述', en: 'The business', source: FORM, widget: 'long-text' }),
  scope: choice(
    ['nationwide', 'cross-province', 'province', 'cross-city', 'city', 'other'],
    {
      nationwide: { zh: '全国', en: 'Nationwide' },
      'cross-province': { zh: '跨省', en: 'Across provinces' },
      province: { zh: '全省', en: 'Whole province' },
      'cross-city': { zh: '省内跨地市', en: 'Across cities of a province' },
      city: { zh: '地市内', en: 'Within a city' },
      other: { zh: '其他', en: 'Other' },
    },
    { zh: '服务范围', en: 'Area served', source: question('4') },
  ),
  served: choice(
    ['internal', 'public', 'both'],
    { internal: { zh: '单位内部人员', en: 'Own staff' }, public: { zh: '社会公众', en: 'The public' }, both: { zh: '两者', en: 'Both' } },
    { zh: '服务对象', en: 'Whom it serves', source: FORM },
  ),
  coverage: choice(
    ['local', 'metropolitan', 'wide'],
    { local: { zh: '局域网', en: 'Local' }, metropolitan: { zh: '城域网', en: 'Metropolitan' }, wide: { zh: '广域网', en: 'Wide area' } },
    { zh: '覆盖范围', en: 'Network', source: FORM },
  ),
  network: choice(
    ['dedicated', 'internet', 'other'],
    { dedicated: { zh: '业务专网', en: 'Dedicated network' }, internet: { zh: '互联网', en: 'Internet' }, other: { zh: '其他', en: 'Other' } },
    { zh: '网络性质', en: 'Nature of the network', source: FORM },
  ),
  links: field(paragraph, { zh: '系统互联情况', en: 'Links to other systems', source: FORM, widget: 'long-text' }),
  products: field(paragraph, { zh: '关键产品使用情况', en: 'Key products in use', source: FORM, widget: 'long-text' }),
  services: field(paragraph, { zh: '采用服务情况', en: 'Services bought', source: FORM, widget: 'long-text' }),
  assessor: field(line.optional(), { zh: '等级测评单位', en: 'Assessment body', source: FORM }),
  inOperation: field(Moment, { zh: '投入运行时间', en: 'In operation since', source: FORM }),
  superior: field(line.optional(), { zh: '上级系统及其所属单位', en: 'Superior system and its unit', source: FORM }),
  papers: choice(PAPERS, PAPER_WORDS, { zh: '提交材料', en: 'Papers', source: { instrument: 'mlps-2007', article: '16' } })
    .array()
    .default([])
    .meta({ zh: '提交材料', en: 'Papers', source: { instrument: 'mlps-2007', article: '16' }, options: PAPER_WORDS }),
  toFollow: field(paragraph.optional(), {
    zh: '测评报告何时补交',
    en: 'When the assessment report will follow',
    help: { zh: '第三级以上系统尚未测评的填写。', en: 'For level 3 or above, where it has not been assessed yet.' },
    source: { instrument: 'mlps-2007', article: '16' },
    widget: 'long-text',
  }),
  survey: field(z.array(DataKind).min(1).max(200), { zh: '数据摸底调查表', en: 'Survey of data', source: question('15') }),
}

const persons = {
  head: { zh: '单位负责人', en: 'Head of the unit', source: FORM },
  headPhone: { zh: '单位负责人电话', en: 'Telephone of the head', source: FORM },
  contact: { zh: '联系人', en: 'Contact', source: FORM },
  contactPhone: { zh: '联系人电话', en: 'Telephone of the contact', source: FORM },
  contactMail: { zh: '联系人电子邮件', en: 'E-mail of the contact', source: FORM },
  filledBy: { zh: '填表人', en: 'Filled in by', source: FORM },
}
const asked = (words: (typeof persons)[keyof typeof persons]) => field(line, { ...words, personal: true })
const kept = (words: (typeof persons)[keyof typeof persons]) => personal(line, words)

/** The persons on the form: required when it is filled in, null once erased. */
export const filingPersons = {
  head: asked(persons.head),
  headPhone: asked(persons.headPhone),
  contact: asked(persons.contact),
  contactPhone: asked(persons.contactPhone),
  contactMail: asked(persons.contactMail),
  filledBy: asked(persons.filledBy),
}
export const keptPersons = {
  head: kept(persons.head),
  headPhone: kept(persons.headPhone),
  contact: kept(persons.contact),
  contactPhone: kept(persons.contactPhone),
  contactMail: kept(persons.contactMail),
  filledBy: kept(persons.filledBy),
}

export const returnedFor = choice(
  ['papers', 'level'],
  { papers: { zh: '材料不全或者不符', en: 'Papers missing or wrong' }, level: { zh: '定级不准', en: 'Level not right' } },
  { zh: '退回原因', en: 'Returned because of', source: { instrument: 'mlps-2007', article: '17' } },
)
export const reference = field(line, { zh: '受理编号', en: 'Reference', source: { norm: 'grading.file-level' } })
export const sentEntry = field(line, { zh: '发出公文的记录', en: 'Entry that sent the letter' })
export const receipt = field(line, { zh: '回执编号', en: 'Receipt' })
export const certificateNumber = field(line, { zh: '备案证明编号', en: 'Number of the certificate', source: { norm: 'grading.extend-certificate' } })

const ASSESSED = { norm: 'grading.assess-level-three' }
export const assessmentItems = {
  assessor: field(line, { zh: '测评机构', en: 'Assessment body', source: ASSESSED }),
  qualification: field(line, { zh: '测评机构资质编号', en: 'Its qualification', source: ASSESSED }),
  report: field(line, { zh: '测评报告编号', en: 'Number of the report', source: ASSESSED }),
  rate: field(z.number().min(0).max(100), { zh: '符合率（%）', en: 'Rate of conformity (%)', source: question('20') }),
  majorRisks: field(z.int().min(0).max(10_000), {
    zh: '重大风险隐患数量',
    en: 'Number of major risks',
    help: { zh: '填整改前的数量。', en: 'As they were before anything was mended.' },
    source: question('22'),
  }),
  verdict: choice(VERDICTS, VERDICT_WORDS, { zh: '测评结论', en: 'Conclusion', source: question('20') }),
}

export const selfCheckItems = {
  scope: field(paragraph, { zh: '自查范围和方法', en: 'Scope and method', source: { norm: 'grading.self-check-level-three' }, widget: 'long-text' }),
  result: field(paragraph, { zh: '自查结果', en: 'Result', source: { norm: 'grading.self-check-level-three' }, widget: 'long-text' }),
}

export const control = choice(CONTROLS, CONTROL_WORDS, { zh: '控制措施', en: 'Control' })
export const findingItems = {
  domain: choice(DOMAINS, DOMAIN_WORDS, {
    zh: '要求类别',
    en: 'Domain',
    help: { zh: '按 GB/T 22239—2019 的十类。', en: 'One of the ten of GB/T 22239—2019.' },
  }),
  severity: choice(
    ['major', 'high', 'medium', 'low'],
    {
      major: { zh: '重大风险隐患', en: 'Major risk' },
      high: { zh: '高风险', en: 'High' },
      medium: { zh: '中风险', en: 'Medium' },
      low: { zh: '低风险', en: 'Low' },
    },
    { zh: '风险', en: 'Risk', source: question('19') },
  ),
  what: field(paragraph, { zh: '问题', en: 'What was found', source: { norm: 'grading.self-check-level-three' }, widget: 'long-text' }),
}
export const findingControl = field(control.optional(), {
  zh: '涉及的控制措施',
  en: 'Control that it concerns',
  help: { zh: '填写即同时登记该措施存在缺口。', en: 'Filled in, it also records a gap in that control.' },
  options: CONTROL_WORDS,
})
const Found = z.strictObject({ ...findingItems, control: findingControl })
export const found = field(z.array(Found).max(500).default([]), { zh: '发现的问题', en: 'Findings' })
export const findingId = field(line, { zh: '问题编号', en: 'Finding' })
export const origin = choice(
  ['assessment', 'self-check', 'inspection', 'own'],
  {
    assessment: { zh: '等级测评', en: 'Assessment' },
    'self-check': { zh: '自查', en: 'Self-check' },
    inspection: { zh: '公安机关检查', en: 'Police inspection' },
    own: { zh: '日常发现', en: 'Found in daily work' },
  },
  { zh: '来源', en: 'Found by' },
)

/** The protection plan that operators of level 3 and above hand in: question 23. */
export const planItems = {
  assets: field(paragraph, { zh: '资产情况', en: 'Assets', source: question('23'), widget: 'long-text' }),
  present: field(paragraph, { zh: '现有安全保护措施', en: 'Present protection', source: question('23'), widget: 'long-text' }),
  causes: field(paragraph, { zh: '问题成因', en: 'Causes of the problems', source: question('23'), widget: 'long-text' }),
  approach: field(paragraph, { zh: '整改思路', en: 'How they will be mended', source: question('23'), widget: 'long-text' }),
  next: field(paragraph, { zh: '后续工作计划', en: 'Work that follows', source: question('23'), widget: 'long-text' }),
}
export const extensionReason = field(paragraph, {
  zh: '延期事由',
  en: 'Why it is to be extended',
  source: { norm: 'grading.extend-certificate' },
  widget: 'long-text',
})
export const gap = field(paragraph, { zh: '缺口情况', en: 'What is missing', widget: 'long-text' })
export const statement = field(paragraph, { zh: '证明了什么', en: 'What it proves', widget: 'long-text' })
export const reviewOn = field(Moment.optional(), {
  zh: '自定的下次复核时间',
  en: 'Your own next review',
  help: {
    zh: '法律没有规定周期的，由本单位自定；留空则持续有效至发现缺口。',
    en: 'Where the law sets no period, yours to set. Blank: good until a gap is found.',
  },
})
export const keptReview = field(Moment.nullable(), { zh: '自定的下次复核时间', en: 'Own next review' })
export const measures = field(paragraph, { zh: '整改措施', en: 'What was done', widget: 'long-text' })
export const how = field(paragraph, { zh: '验证方法和结果', en: 'How it was verified, and the result', widget: 'long-text' })
export const change = choice(
  ['information', 'service', 'structure', 'responsible'],
  {
    information: { zh: '处理的信息变化', en: 'Information processed' },
    service: { zh: '服务范围变化', en: 'Range of service' },
    structure: { zh: '结构或者边界变化', en: 'Structure or boundary' },
    responsible: { zh: '责任主体变化', en: 'Who is responsible' },
  },
  { zh: '变化内容', en: 'What changed', source: GUIDE },
)
export const changeDescription = field(paragraph, { zh: '变化情况', en: 'The change', source: GUIDE, widget: 'long-text' })
export const endItems = {
  data: field(paragraph, { zh: '数据转移、清除情况', en: 'What became of the data', source: { norm: 'data.classify' }, widget: 'long-text' }),
  media: field(paragraph, { zh: '设备和存储介质处置情况', en: 'What became of devices and media', widget: 'long-text' }),
  logs: field(paragraph, { zh: '停用前日志的留存安排', en: 'How the last logs are kept', source: { norm: 'logs.keep-six-months' }, widget: 'long-text' }),
}
