import { z } from 'zod'
import { choice, field } from '../field.ts'
import { Moment } from '../moment.ts'
import { LEVELS, REMITS, REMIT_WORDS } from '../party.ts'

export const line = z.string().trim().min(1).max(500)
export const paragraph = z.string().trim().min(1).max(8000)
const police = (article: string) => ({ instrument: 'police-inspection-2018', article })
const penaltyLaw = (article: string) => ({ instrument: 'penalty-law-2021', article })
const enforcement = (article: string) => ({ instrument: 'enforcement-procedure-2023', article })
const interviews = (article: string) => ({ instrument: 'news-interview-2015', article })

export const on = field(Moment, { zh: '时间', en: 'When' })
export const reason = field(paragraph, { zh: '理由', en: 'Reason', widget: 'long-text' })
export const evidence = field(z.array(line).max(100), { zh: '证明材料', en: 'Evidence', widget: 'evidence' })

/** Whom the file is about: a party, in the roles in which the law looks at it. */
export const operator = field(z.string().min(1).max(120), {
  zh: '当事单位',
  en: 'Party concerned',
  help: {
    zh: '选择本系统上的单位，公文直接送达；不在本系统上的，写其编号。',
    en: 'Choose a party of this installation, and letters reach it; of any other write the id.',
  },
  register: 'party',
})
export const operatorName = field(line, { zh: '单位名称', en: 'Name of the party', source: police('14') })
const SUBJECTS = [
  'network-operator',
  'cii-operator',
  'product-service-provider',
  'critical-equipment-supplier',
  'security-service-institution',
  'state-organ-network-operator',
] as const
export const subjectRoles = field(
  z
    .array(
      choice(
        SUBJECTS,
        {
          'network-operator': { zh: '网络运营者', en: 'Network operator' },
          'cii-operator': { zh: '关键信息基础设施运营者', en: 'Critical infrastructure operator' },
          'product-service-provider': { zh: '网络产品、服务提供者', en: 'Provider of network products or services' },
          'critical-equipment-supplier': { zh: '关键设备、专用产品提供者', en: 'Supplier of critical equipment or security products' },
          'security-service-institution': { zh: '网络安全服务机构', en: 'Security service institution' },
          'state-organ-network-operator': { zh: '国家机关政务网络的运营者', en: "Operator of a state organ's government network" },
        },
        { zh: '身份', en: 'Role' },
      ),
    )
    .min(1),
  { zh: '法律上的身份', en: 'Role under the law', source: { norm: 'supervision.exercise' } },
)

export const BASIS_WORDS = {
  'police-inspection': { zh: '公安机关互联网安全监督检查', en: 'Police inspection of internet security' },
  'cyberspace-inspection': { zh: '网信部门监督检查', en: 'Inspection by the cyberspace department' },
  'cii-inspection': { zh: '关键信息基础设施安全检查', en: 'Inspection of critical information infrastructure' },
  'sector-inspection': { zh: '行业主管、电信主管部门检查', en: 'Inspection by the sector or telecommunications department' },
}
export const basis = choice(['police-inspection', 'cyberspace-inspection', 'cii-inspection', 'sector-inspection'], BASIS_WORDS, {
  zh: '检查依据',
  en: 'Basis',
  source: { norm: 'supervision.exercise' },
})
export const BASIS_OF: Readonly<Record<string, readonly z.infer<typeof basis>[]>> = {
  police: ['police-inspection', 'cii-inspection'],
  cyberspace: ['cyberspace-inspection', 'cii-inspection'],
  protection: ['cii-inspection', 'sector-inspection'],
  telecom: ['sector-inspection'],
  sector: ['sector-inspection', 'cii-inspection'],
}
export const basisText = field(paragraph, {
  zh: '依据的条文和文书编号',
  en: 'Provisions relied on and number of the paper',
  source: police('14'),
  widget: 'long-text',
})
export const means = choice(
  ['on-site', 'remote', 'papers'],
  {
    'on-site': { zh: '现场检查', en: 'On site' },
    remote: { zh: '远程检测', en: 'Remote test' },
    papers: { zh: '书面检查', en: 'On papers' },
  },
  { zh: '检查方式', en: 'How', source: police('15') },
)
const TOPICS = ['filing', 'rules', 'logs', 'attacks', 'content', 'assistance', 'grading', 'personal-information'] as const
export const TOPIC_WORDS = {
  filing: { zh: '联网备案', en: 'Filing of connection' },
  rules: { zh: '安全制度和安全负责人', en: 'Security rules and the person in charge' },
  logs: { zh: '用户登记和日志留存', en: 'Registration of users and retention of logs' },
  attacks: { zh: '防范病毒和攻击', en: 'Protection from viruses and attacks' },
  content: { zh: '防范违法信息', en: 'Prevention of unlawful content' },
  assistance: { zh: '为公安机关提供支持', en: 'Assistance to the police' },
  grading: { zh: '等级保护', en: 'Graded protection' },
  'personal-information': { zh: '个人信息保护', en: 'Protection of personal information' },
}
export const topic = choice(TOPICS, TOPIC_WORDS, { zh: '检查内容', en: 'Topic', source: police('10') })
export const scope = field(z.array(topic).min(1), { zh: '检查范围', en: 'Scope', source: police('10') })
export const scopeNote = field(paragraph.optional(), { zh: '系统、场所和时段', en: 'Systems, premises and period', source: police('16'), widget: 'long-text' })
export const from = field(Moment, { zh: '检查开始', en: 'Begins', source: police('16') })
export const to = field(Moment, { zh: '检查结束', en: 'Ends', source: police('16') })

const Officer = z.strictObject({
  name: field(line, { zh: '姓名', en: 'Name', source: penaltyLaw('42') }),
  credential: field(line, { zh: '执法证号', en: 'Credential', source: penaltyLaw('55') }),
})
export type Officer = z.infer<typeof Officer>
/** At least two: held against the figure by the procedure, so that the refusal can say which rule it is. */
export const Officers = z.array(Officer).min(1).max(20)
export const officersWords = { zh: '检查人员', en: 'Officers', source: penaltyLaw('42') } as const
export const officers = field(Officers, { ...officersWords, personal: true })
export const officerCount = field(z.int().min(0).max(20), { zh: '执法人员人数', en: 'Number of officers', source: penaltyLaw('42') })
export const credentialsShown = field(z.boolean(), { zh: '已出示执法证件', en: 'Credentials shown', source: penaltyLaw('55') })
export const noticeShown = field(z.boolean(), { zh: '已出示检查通知书', en: 'Notice of inspection shown', source: police('14') })

export const violated = field(z.string().regex(/^\d{1,3}(\.\d{1,2}){0,2}$/, 'write a provision such as 23.1'), {
  zh: '违反的条款',
  en: 'Provision violated',
  help: { zh: '按行为时有效的版本，如 23.1。', en: 'By the edition in force on the day of the conduct, such as 23.1.' },
  source: { norm: 'correction.order' },
  register: 'provision',
})
export const norm = field(z.string().min(1).max(120).optional(), {
  zh: '所涉义务',
  en: 'Duty concerned',
  help: { zh: '选定后，责令改正直接落到对方看板上的这项义务。', en: 'With it, an order to correct binds that very duty on the board of the party.' },
  register: 'norm',
})
export const system = field(z.string().min(1).max(120).optional(), { zh: '所涉系统', en: 'System concerned' })
export const findingText = field(paragraph, { zh: '查明的事实', en: 'What was found', source: police('18'), widget: 'long-text' })
export const signature = choice(
  ['signed', 'refused'],
  { signed: { zh: '已签字', en: 'Signed' }, refused: { zh: '拒绝签字', en: 'Signing refused' } },
  { zh: '被检查单位负责人签字', en: 'Signature of the party', source: police('18') },
)
export const witness = field(paragraph.optional(), {
  zh: '拒签的注明和见证、录音录像',
  en: 'How a refusal to sign was noted: witness or recording',
  source: enforcement('31'),
  widget: 'long-text',
})

export const interviewBasis = choice(
  ['risk', 'incident', 'personal-information', 'before-penalty'],
  {
    risk: { zh: '存在较大安全风险', en: 'A relatively large security risk' },
    incident: { zh: '发生安全事件', en: 'An incident' },
    'personal-information': { zh: '个人信息处理活动存在较大风险或者发生安全事件', en: 'Risk or incident in handling personal information' },
    'before-penalty': { zh: '处罚决定之前约谈', en: 'Before a penalty is decided' },
  },
  { zh: '约谈依据', en: 'Basis of the interview', source: { norm: 'interview.hold' } },
)
export const interviewee = choice(
  ['legal-representative', 'principal', 'delegate'],
  {
    'legal-representative': { zh: '法定代表人', en: 'Legal representative' },
    principal: { zh: '主要负责人', en: 'Principal person in charge' },
    delegate: { zh: '受委托的人', en: 'Somebody sent in their place' },
  },
  { zh: '被约谈人', en: 'Interviewed', source: { norm: 'interview.hold' } },
)
export const place = field(line, { zh: '地点', en: 'Place', source: interviews('5') })
export const interviewReason = field(paragraph, { zh: '约谈事由', en: 'Reason for the interview', source: interviews('5'), widget: 'long-text' })
export const demands = field(paragraph, { zh: '整改要求', en: 'What has to be rectified', source: { norm: 'interview.rectify' }, widget: 'long-text' })
export const minutes = field(paragraph, { zh: '约谈记录', en: 'Minutes', source: enforcement('38'), widget: 'long-text' })
export const until = field(Moment, { zh: '要求完成的时间', en: 'To be done by', source: { norm: 'correction.comply' } })
export const required = field(paragraph, { zh: '改正要求', en: 'What has to be corrected', source: { norm: 'correction.order' }, widget: 'long-text' })
export const measures = field(paragraph, { zh: '整改措施', en: 'Measures', source: { norm: 'correction.comply' }, widget: 'long-text' })
export const corrected = field(z.boolean(), { zh: '已改正', en: 'Corrected', source: police('21') })
export const how = field(paragraph, { zh: '复查方式和结果', en: 'How it was verified', widget: 'long-text' })
export const findingId = field(z.string().regex(/^F\d{1,4}$/), { zh: '问题', en: 'Finding' })
/** The number of the letter from which something was taken over; the answer names it. */
export const letterId = field(z.string().max(400).optional(), { zh: '来文编号', en: 'Letter' })
export const department = field(z.string().min(1).max(120), { zh: '主管部门', en: 'Department', register: 'party' })
const remit = choice(REMITS, REMIT_WORDS, { zh: '部门类别', en: 'Kind of department' })
export const RANK_WORDS = {
  central: { zh: '国家', en: 'Central' },
  province: { zh: '省级', en: 'Province' },
  city: { zh: '设区的市', en: 'City' },
  county: { zh: '县级', en: 'County' },
}
const rank = choice(LEVELS, RANK_WORDS, { zh: '级别', en: 'Level' })
/** Which department writes. Letters bring its English name; who enters what came on paper may leave it out. */
export const sender = {
  remit,
  rank,
  departmentName: field(line, { zh: '主管部门名称', en: 'Name of the department' }),
  departmentEnglish: field(line.optional(), { zh: '主管部门英文名称', en: 'English name of the department' }),
}

export function networkOf(roles: readonly string[]): 'civil' | 'state-organ-government-affairs' {
  return roles.includes('state-organ-network-operator') ? 'state-organ-government-affairs' : 'civil'
}
