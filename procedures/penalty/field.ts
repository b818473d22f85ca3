import { z } from 'zod'
import type { Measure } from '#law/liability.ts'
import type { Text } from '#law/text.ts'
import { choice, field } from '../field.ts'
import { line, paragraph } from '../inspection/field.ts'
import { DayText, Moment } from '../moment.ts'

const law = (article: string) => ({ instrument: 'penalty-law-2021', article })
const rules = (article: string) => ({ instrument: 'enforcement-procedure-2023', article })
const asked = { norm: 'penalty.decide' }
const yuan = z.number().nonnegative().max(1_000_000_000_000)

export const inspectionId = field(line.optional(), { zh: '来源检查', en: 'Inspection it comes from', register: 'inspection' })
export const origin = choice(
  ['inspection', 'report', 'transfer', 'superior', 'other'],
  {
    inspection: { zh: '监督检查发现', en: 'Found in an inspection' },
    report: { zh: '投诉举报', en: 'Complaint or report' },
    transfer: { zh: '其他机关移送', en: 'Handed over by another organ' },
    superior: { zh: '上级交办', en: 'Assigned by the superior' },
    other: { zh: '其他', en: 'Other' },
  },
  { zh: '案件来源', en: 'Origin', source: rules('18') },
)
export const address = field(line, { zh: '单位地址', en: 'Address of the party', source: law('59') })
export const unit = field(z.boolean(), { zh: '是单位（不是个人）', en: 'Is a unit, not a natural person', source: asked })
export const conductFrom = field(DayText, { zh: '行为开始', en: 'Conduct began', source: law('37') })
export const conductTo = field(DayText, { zh: '行为终了', en: 'Conduct ended', source: law('36') })
export const discovered = field(DayText, { zh: '发现之日', en: 'Discovered on', source: law('36') })
export const graveHarm = field(z.boolean(), {
  zh: '涉及公民生命健康安全、金融安全且有危害后果',
  en: 'Life, health or financial safety is concerned, and harm was done',
  source: law('36'),
})
export const jurisdiction = field(paragraph, { zh: '管辖依据', en: 'Ground of jurisdiction', source: rules('8'), widget: 'long-text' })
export const summary = field(paragraph, {
  zh: '案情',
  en: 'The case',
  help: { zh: '不写证件号码、电话等处罚不需要的个人信息。', en: 'No identity or telephone numbers, nor anything of a person that the decision does not need.' },
  source: law('59'),
  widget: 'long-text',
})
export const proof = field(paragraph, { zh: '证据及其证明的事实', en: 'The evidence and what it proves', source: law('46'), widget: 'long-text' })

export const consequences = choice(
  ['none', 'harm', 'serious', 'especially-serious'],
  {
    none: { zh: '无危害后果', en: 'None' },
    harm: { zh: '导致危害网络安全等后果', en: 'Harm to network security or the like' },
    serious: { zh: '严重后果', en: 'Serious' },
    'especially-serious': { zh: '特别严重后果', en: 'Especially serious' },
  },
  { zh: '危害后果', en: 'Consequences', source: asked },
)
export const circumstances = choice(
  ['ordinary', 'serious', 'especially-serious'],
  {
    ordinary: { zh: '一般', en: 'Ordinary' },
    serious: { zh: '严重', en: 'Serious' },
    'especially-serious': { zh: '特别严重', en: 'Especially serious' },
  },
  { zh: '情节', en: 'Circumstances', source: asked },
)
export const illegalGains = field(yuan.optional(), {
  zh: '违法所得（元）',
  en: 'Illegal gains (yuan)',
  help: { zh: '查明没有的填零；未查明的留空。', en: 'Zero where there are none; blank where not established.' },
  source: asked,
})
/** What the law asks of a case, by the names that its question has for it. Left out: not established. */
export const caseFacts = {
  consequences,
  circumstances,
  refusedCorrection: field(z.boolean(), { zh: '拒不改正', en: 'Refused to correct', source: asked }),
  illegalGains,
  procurementAmount: field(yuan.optional(), { zh: '采购金额（元）', en: 'Purchase amount (yuan)', source: asked }),
  knew: field(z.boolean().optional(), { zh: '明知', en: 'Knew', source: asked }),
  authorised: field(z.boolean().optional(), { zh: '经授权', en: 'Authorised', source: asked }),
  personAffected: field(z.boolean().optional(), { zh: '侵害个人信息权利', en: 'Rights in personal information infringed', source: asked }),
  constitutesCrime: field(z.boolean(), { zh: '涉嫌犯罪', en: 'Suspected to be a crime', source: law('27') }),
}
export const CaseFacts = z.strictObject(caseFacts)
export type CaseFacts = z.infer<typeof CaseFacts>

const PENALTIES = [
  'order-correction',
  'warning',
  'public-criticism',
  'confiscate-illegal-gains',
  'suspend-business',
  'suspend-for-rectification',
  'close-website',
  'close-application',
  'close-site-or-group',
  'revoke-permit',
  'revoke-licence',
  'stop-use',
  'stop-sale',
  'remove-effect',
] as const satisfies readonly Measure[]
export type Penalty = (typeof PENALTIES)[number]
export const PENALTY_WORDS = {
  'order-correction': { zh: '责令改正', en: 'Order to correct' },
  warning: { zh: '警告', en: 'Warning' },
  'public-criticism': { zh: '通报批评', en: 'Public criticism' },
  'confiscate-illegal-gains': { zh: '没收违法所得', en: 'Confiscation of illegal gains' },
  'suspend-business': { zh: '暂停相关业务', en: 'Suspension of the business concerned' },
  'suspend-for-rectification': { zh: '停业整顿', en: 'Suspension of operations for rectification' },
  'close-website': { zh: '关闭网站', en: 'Closing the website' },
  'close-application': { zh: '关闭应用程序', en: 'Closing the application' },
  'close-site-or-group': { zh: '关闭网站、通讯群组', en: 'Closing the site or group' },
  'revoke-permit': { zh: '吊销相关业务许可证', en: 'Revocation of the business permit' },
  'revoke-licence': { zh: '吊销营业执照', en: 'Revocation of the business licence' },
  'stop-use': { zh: '责令停止使用', en: 'Order to stop use' },
  'stop-sale': { zh: '责令停止销售或者提供', en: 'Order to stop sale or supply' },
  'remove-effect': { zh: '消除对国家安全的影响', en: 'Removal of the effect on national security' },
} satisfies Record<Penalty, Text>
export const isPenalty = (code: Measure): code is Penalty => PENALTIES.some((penalty) => penalty === code)
/** Administrative Penalty Law, art. 63(1), items 3 and 4: those for which a hearing may be asked whatever the amount. */
export const HEARD: readonly Penalty[] = [
  'suspend-business',
  'suspend-for-rectification',
  'close-website',
  'close-application',
  'close-site-or-group',
  'revoke-permit',
  'revoke-licence',
]

export const measures = field(z.array(choice(PENALTIES, PENALTY_WORDS, { zh: '处罚和措施', en: 'Measure' })), {
  zh: '处罚种类和措施',
  en: 'Kinds of penalty and measures',
  source: law('59'),
})
export const entityFine = field(yuan, { zh: '对单位罚款（元）', en: 'Fine on the party (yuan)', source: asked })
export const personFine = field(yuan, { zh: '对每名责任人员罚款（元）', en: 'Fine on each person responsible (yuan)', source: asked })
export const detentionDays = field(z.int().min(0).max(20), { zh: '拘留（日）', en: 'Detention (days)', source: asked })
const Responsible = z.strictObject({
  name: field(line, { zh: '姓名', en: 'Name', source: law('59') }),
  post: field(line, { zh: '职务', en: 'Post', source: asked }),
})
/** Name and post, and nothing else: what a decision against a person has to say, and no more. */
export const Persons = z.array(Responsible).max(20)
export const personsWords = { zh: '责任人员', en: 'Persons responsible', source: law('59'), help: { zh: '只填姓名和职务。', en: 'Name and post only.' } }
export const larger = field(z.boolean(), {
  zh: '属于较大数额罚款、没收较大数额',
  en: 'A larger fine or confiscation, by the standard of this department',
  source: law('63'),
})
export const complex = field(z.boolean(), { zh: '情节复杂或者重大违法', en: 'Complex, or a grave violation', source: law('57') })
export const finedBefore = field(z.boolean(), { zh: '同一行为已被罚款', en: 'The same act has been fined already', source: law('29') })
export const mitigation = choice(
  ['harm-lessened', 'coerced', 'disclosed', 'helped', 'other-law'],
  {
    'harm-lessened': { zh: '主动消除或者减轻危害后果', en: 'Removed or lessened the harm' },
    coerced: { zh: '受他人胁迫或者诱骗', en: 'Coerced or deceived' },
    disclosed: { zh: '主动供述尚未掌握的违法行为', en: 'Disclosed what was not known' },
    helped: { zh: '配合查处有立功表现', en: 'Helped the inquiry with merit' },
    'other-law': { zh: '其他法律规定的从轻、减轻情形', en: 'Another ground that a statute gives' },
  },
  { zh: '从轻、减轻的情形', en: 'Ground for leniency', source: law('32') },
)
export const discretion = field(paragraph, { zh: '裁量理由', en: 'Reasons for the amount', source: law('34'), widget: 'long-text' })

export const respondUntil = field(Moment, { zh: '陈述、申辩截止', en: 'Statement and defence until', source: law('44') })
export const hearingUntil = field(DayText, { zh: '要求听证截止之日', en: 'Last day to ask for a hearing', source: law('64') })
export const statementKind = choice(
  ['statement', 'hearing', 'waiver'],
  {
    statement: { zh: '陈述、申辩', en: 'Statement and defence' },
    hearing: { zh: '要求听证', en: 'Request for a hearing' },
    waiver: { zh: '放弃陈述、申辩和听证', en: 'Waiver of defence and hearing' },
  },
  { zh: '事项', en: 'What', source: law('45') },
)
export const statement = field(paragraph, { zh: '意见和理由', en: 'What is said, and why', source: law('45'), widget: 'long-text' })
export const hearingAt = field(Moment, { zh: '听证时间', en: 'Time of the hearing', source: law('64') })
export const hearingPlace = field(line, { zh: '听证地点', en: 'Place of the hearing', source: law('64') })
export const openHearing = field(z.boolean(), { zh: '公开举行', en: 'In public', source: law('64') })
export const closedBecause = field(paragraph.optional(), { zh: '不公开的理由', en: 'Why not in public', source: law('64') })
export const accepted = field(z.boolean(), { zh: '采纳', en: 'Accepted', source: law('45') })
export const passed = field(z.boolean(), { zh: '审核通过', en: 'Passed', source: law('58') })
export const opinion = field(paragraph, { zh: '意见', en: 'Opinion', source: law('58'), widget: 'long-text' })
export const participants = field(z.int().min(2).max(50), { zh: '参加讨论人数', en: 'Persons who discussed it', source: law('57') })
export const number = field(line, { zh: '决定书文号', en: 'Number of the decision', source: rules('44') })
export const howToPay = field(line, { zh: '缴款方式', en: 'How to pay', source: law('67') })
export const served = choice(
  ['handed', 'letter', 'post', 'consented-electronic', 'publication'],
  {
    handed: { zh: '当场交付', en: 'Handed over' },
    letter: { zh: '本系统公文', en: 'Letter from here' },
    post: { zh: '邮寄送达', en: 'By post' },
    'consented-electronic': { zh: '经同意的电子送达', en: 'Electronically, with consent' },
    publication: { zh: '公告送达', en: 'By publication' },
  },
  { zh: '送达方式', en: 'How it was served', source: law('61') },
)
export const payUntil = field(Moment.nullable().default(null), { zh: '缴款截止', en: 'To be paid by', source: law('67') })
export const creditText = field(paragraph, {
  zh: '公示内容',
  en: 'What is published',
  help: { zh: '只写违法行为和处罚，不写个人姓名。', en: 'The violation and the penalty; no person is named.' },
  source: { norm: 'credit.record' },
  widget: 'long-text',
})
export const register = field(line, { zh: '信用档案和公示平台', en: 'Credit file and where it is published', source: { norm: 'credit.record' } })
export const shownUntil = field(DayText.optional(), { zh: '公示至', en: 'Shown until', source: { norm: 'credit.record' } })
export const retractedBecause = field(paragraph, {
  zh: '撤回理由',
  en: 'Why it is taken back',
  help: { zh: '决定被变更、撤销、确认违法或者无效等。', en: 'The decision was changed, set aside, found unlawful or void, or the like.' },
  source: law('48'),
  widget: 'long-text',
})
export const closing = choice(
  ['performed', 'no-penalty-minor', 'no-penalty-first', 'no-penalty-no-fault', 'not-established', 'transferred'],
  {
    performed: { zh: '处罚执行完毕', en: 'Penalty carried out' },
    'no-penalty-minor': { zh: '轻微并及时改正，没有造成危害后果，不予处罚', en: 'No penalty: minor, mended in time, harmless' },
    'no-penalty-first': { zh: '初次违法且危害轻微并及时改正，不予处罚', en: 'No penalty: first, slight and mended in time' },
    'no-penalty-no-fault': { zh: '证明没有主观过错，不予处罚', en: 'No penalty: absence of fault proven' },
    'not-established': { zh: '违法事实不能成立', en: 'The violation is not established' },
    transferred: { zh: '涉嫌犯罪，移送司法机关', en: 'Handed to the judicial organs as a suspected crime' },
  },
  { zh: '结案方式', en: 'How it ends', source: law('57') },
)
