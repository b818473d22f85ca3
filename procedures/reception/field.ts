import { z } from 'zod'
import { choice, field } from '../field.ts'
import { line, paragraph, RANK_WORDS } from '../inspection/field.ts'
import { Moment } from '../moment.ts'
import { LEVELS, REMIT_WORDS, REMITS } from '../party.ts'

const ARTICLE_4 = { instrument: 'incident-reporting-2025', article: '4' }
const INVESTIGATION = { norm: 'incident-response.investigate' }

export const operator = field(z.string().min(1).max(120), { zh: '报告单位', en: 'Who reported', register: 'party' })
export const knownAt = field(Moment, { zh: '单位发现或者获知时间', en: 'Found or learnt by the operator', source: ARTICLE_4 })
export const receivedAt = field(Moment.optional(), {
  zh: '收到时间',
  en: 'Received at',
  help: { zh: '公文自动登记；热线、来访等填写实际收到的时间。', en: 'Letters are dated by themselves; for the hotline or a visit, when it came.' },
  source: ARTICLE_4,
})
export const question = field(paragraph, { zh: '补报要求', en: 'What is asked', widget: 'long-text' })
export const note = field(paragraph.optional(), { zh: '告知内容', en: 'What the operator is told', widget: 'long-text' })
export const answerBy = field(Moment.optional(), {
  zh: '请于何时前补报',
  en: 'To be answered by',
  help: { zh: '法律没有规定期限；由本部门确定，可以留空。', en: 'No rule sets a time; it is yours to set, or to leave blank.' },
})
export const until = field(Moment, { zh: '要求完成的时间', en: 'To be done by', source: { norm: 'incident-response.take-measures' } })
export const demanded = field(paragraph, {
  zh: '要求采取的措施',
  en: 'Measures required',
  source: { norm: 'incident-response.require-measures' },
  widget: 'long-text',
})
export const measures = field(paragraph, { zh: '落实的措施', en: 'Measures taken', widget: 'long-text' })
export const toRemit = choice(REMITS, REMIT_WORDS, { zh: '上报、通报给', en: 'Pass on to', source: ARTICLE_4 })
export const toRank = choice(LEVELS, RANK_WORDS, { zh: '级别', en: 'Level', source: ARTICLE_4 })
export const toRegion = field(z.string().regex(/^\d{6}$/, 'a region is a code of GB/T 2260: six digits'), {
  zh: '行政区划代码',
  en: 'Region',
  source: ARTICLE_4,
})
export const response = field(paragraph, {
  zh: '启动的响应和分工',
  en: 'The response and who does what',
  source: { norm: 'incident-response.start-plan' },
  widget: 'long-text',
})
export const cause = field(paragraph, { zh: '查明的原因', en: 'Cause', source: INVESTIGATION, widget: 'long-text' })
export const effect = field(paragraph, { zh: '影响和损失', en: 'Effect and loss', source: INVESTIGATION, widget: 'long-text' })
export const conclusion = field(paragraph, { zh: '评估结论', en: 'Assessment', source: INVESTIGATION, widget: 'long-text' })
export const result = field(paragraph, { zh: '办理结果', en: 'Outcome', widget: 'long-text' })
export const letter = field(z.string().max(400).optional(), { zh: '来文编号', en: 'Letter' })
export const keptLetter = field(line.max(400).nullable(), { zh: '来文编号', en: 'Letter' })
