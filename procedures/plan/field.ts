import { z } from 'zod'
import { field } from '../field.ts'

const Line = z.string().trim().min(1).max(200)
const Paragraph = z.string().trim().min(1).max(4000)

export const planTitle = field(Line, { zh: '预案名称', en: 'Name of the plan', source: { norm: 'incident.adopt-plan' } })
export const edition = field(Line, { zh: '版本', en: 'Version' })
export const approvedBy = field(Line, { zh: '批准人', en: 'Approved by', source: { norm: 'incident.adopt-plan' }, personal: true })
export const grades = field(Paragraph, {
  zh: '事件分级与对应措施',
  en: 'Levels of incidents and measures at each',
  source: { norm: 'incident.adopt-plan' },
  widget: 'long-text',
})
export const reporting = field(Paragraph, {
  zh: '分工和报告路线',
  en: 'Roles and reporting lines',
  help: { zh: '谁判断级别、谁决定启动、向哪些部门报告。', en: 'Who judges the level, who starts the plan, which departments are told.' },
  source: { norm: 'incident.adopt-plan' },
  widget: 'long-text',
})
export const gap = field(Paragraph, { zh: '缺失情况', en: 'What is missing', widget: 'long-text' })
export const scenario = field(Paragraph, { zh: '演练情景', en: 'Scenario', source: { norm: 'drill.hold' }, widget: 'long-text' })
export const participants = field(z.int().positive().max(1_000_000), { zh: '参加人数', en: 'People who took part' })
export const findings = field(Paragraph, { zh: '发现的问题', en: 'What was found', source: { norm: 'drill.hold' }, widget: 'long-text' })
export const improvements = field(Paragraph, { zh: '改进措施', en: 'Improvements', source: { norm: 'drill.hold' }, widget: 'long-text' })
