import { z } from 'zod'
import { choice, field } from '../field.ts'
import { DayText, Moment } from '../moment.ts'

const line = z.string().trim().min(1).max(300)
const paragraph = z.string().trim().min(1).max(20_000)
const RULES = { norm: 'collection.publish-rules' }
const WARNING = { norm: 'risk.warn-public' }
const NOTICE = { norm: 'incident-response.warn-public' }

export const on = field(Moment, { zh: '公布时间', en: 'Published at' })
export const title = field(line, { zh: '标题', en: 'Title' })
export const until = field(DayText.optional(), {
  zh: '公布至',
  en: 'Shown until',
  help: { zh: '留空则一直公布，直至撤回。', en: 'Blank: until it is taken back.' },
})
export const because = field(paragraph, { zh: '理由', en: 'Reason', widget: 'long-text' })

/** The colours of the national plan, the gravest first. */
export const colour = choice(
  ['red', 'orange', 'yellow', 'blue'],
  { red: { zh: '红色', en: 'Red' }, orange: { zh: '橙色', en: 'Orange' }, yellow: { zh: '黄色', en: 'Yellow' }, blue: { zh: '蓝色', en: 'Blue' } },
  { zh: '预警等级', en: 'Level of the warning', source: { instrument: 'contingency-plan-2017', article: 'not seen' } },
)
export const area = field(line, { zh: '可能影响的范围', en: 'Whom it may reach', source: WARNING })
export const warning = field(paragraph, { zh: '预警内容', en: 'Warning', source: WARNING, widget: 'long-text' })
export const advice = field(paragraph, { zh: '避免、减轻危害的措施', en: 'How to avoid or lessen harm', source: WARNING, widget: 'long-text' })
export const incident = field(z.string().min(1).max(200).optional(), {
  zh: '所涉事件',
  en: 'Incident',
  help: {
    zh: '选择接报的事件；选定后，该事件的警示义务随之履行。',
    en: 'The reported incident that it is about: the duty to tell the public of it is then met.',
  },
  register: 'incident-reception',
  source: NOTICE,
})
export const notice = field(paragraph, { zh: '警示信息', en: 'Notice', source: NOTICE, widget: 'long-text' })

const SECURITY = { norm: 'security-information.publish-by-rules' }
export const information = field(paragraph, { zh: '网络安全信息', en: 'Security information', source: SECURITY, widget: 'long-text' })
export const review = field(paragraph, {
  zh: '发布前的审核',
  en: 'Review before publication',
  help: { zh: '对照了哪些国家规定，结论如何。不随信息公布。', en: 'Which rules it was held against, and the result. It is not published.' },
  source: SECURITY,
  widget: 'long-text',
})

export const version = field(line, { zh: '版本', en: 'Version', source: RULES })
export const purposes = field(paragraph, { zh: '收集、使用的目的', en: 'Purposes', source: RULES, widget: 'long-text' })
export const means = field(paragraph, { zh: '收集、使用的方式', en: 'Means', source: RULES, widget: 'long-text' })
export const scope = field(paragraph, { zh: '收集、使用的范围', en: 'Scope', source: RULES, widget: 'long-text' })
export const contact = field(line, { zh: '联系方式', en: 'Contact', source: { norm: 'rights.delete' } })
export const gap = field(paragraph, { zh: '缺失情况', en: 'What is missing', source: RULES, widget: 'long-text' })
