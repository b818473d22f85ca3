import { z } from 'zod'
import { choice, field, personal } from '../field.ts'
import { PARTY_CONTROL_WORDS } from './control.ts'
import { line, paragraph } from './field.ts'

const RULES = { norm: 'protection.adopt-rules' }
const OFFICER = { norm: 'protection.name-officer' }
const RESPONSIBILITY = { norm: 'protection.assign-responsibility' }
const OTHER = { norm: 'protection.fulfil-other-duties' }

const approver = { zh: '批准人', en: 'Approved by', source: RULES }
const officer = { zh: '网络安全负责人', en: 'Person in charge of network security', source: OFFICER }

export const approvedBy = field(line, { ...approver, personal: true })
export const keptApprover = personal(line, approver)
export const officerName = field(line, { ...officer, personal: true })
export const keptOfficer = personal(line, officer)

export const rulesItems = {
  title: field(line, { zh: '制度名称', en: 'Name of the rules', source: RULES }),
  edition: field(line, { zh: '版本', en: 'Version', source: RULES }),
  covers: field(paragraph, { zh: '涵盖的制度和操作规程', en: 'Rules and procedures that it covers', source: RULES, widget: 'long-text' }),
}
export const officerItems = {
  post: field(line, { zh: '职务', en: 'Post', source: OFFICER }),
  duties: field(paragraph, { zh: '岗位职责', en: 'What the office is for', source: OFFICER, widget: 'long-text' }),
}
export const responsibilityItems = {
  division: field(paragraph, { zh: '责任分工', en: 'Who answers for what', source: RESPONSIBILITY, widget: 'long-text' }),
  signed: field(z.int().min(0).max(1_000_000), { zh: '签署责任书人数', en: 'People who signed', source: RESPONSIBILITY }),
}
export const otherItems = {
  duties: field(z.array(line).min(1).max(100), {
    zh: '其他法定义务',
    en: 'The other duties',
    help: { zh: '只列法律、行政法规设定的。', en: 'Those of laws and administrative regulations only.' },
    source: OTHER,
  }),
  met: field(paragraph, { zh: '逐项履行情况', en: 'How each is met', source: OTHER, widget: 'long-text' }),
}
export const reason = field(paragraph, { zh: '离任原因', en: 'Why the holder left', widget: 'long-text' })
/** An office falls vacant by `end-office`, so it is not among these. */
export const wanting = choice(
  ['rules', 'responsibility', 'other'],
  { rules: PARTY_CONTROL_WORDS.rules, responsibility: PARTY_CONTROL_WORDS.responsibility, other: PARTY_CONTROL_WORDS.other },
  { zh: '控制措施', en: 'Control' },
)
