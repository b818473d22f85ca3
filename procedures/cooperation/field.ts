import { z } from 'zod'
import { field } from '../field.ts'
import { line, paragraph } from '../inspection/field.ts'

const cooperate = { norm: 'inspection.cooperate' }

export const requestId = field(z.string().regex(/^R\d{1,4}$/), { zh: '检查要求', en: 'Request' })
export const asked = field(paragraph, { zh: '要求提供或者配合的内容', en: 'What is asked for', source: cooperate, widget: 'long-text' })
export const given = field(paragraph, {
  zh: '提供的内容',
  en: 'What is given',
  help: { zh: '只提供所要求的；涉及个人信息的，去掉不需要的部分。', en: 'Only what is asked for; leave out personal information that is not needed.' },
  source: cooperate,
  widget: 'long-text',
})
export const ground = field(paragraph, { zh: '异议和理由', en: 'Objection and grounds', source: cooperate, widget: 'long-text' })
export const overScope = field(paragraph.optional(), {
  zh: '超出范围仍予提供的依据',
  en: 'Why it is given although it is beyond the scope',
  source: cooperate,
  widget: 'long-text',
})
export const asNoticed = field(z.boolean(), {
  zh: '与通知书相符',
  en: 'As the notice says',
  help: { zh: '机关、时段、范围。', en: 'Department, time and scope.' },
  source: cooperate,
})
export const means = field(paragraph, { zh: '整改措施', en: 'Measures', source: { norm: 'correction.comply' }, widget: 'long-text' })
export const proofs = field(z.array(line).max(100), { zh: '证明材料', en: 'Evidence', source: { norm: 'correction.comply' }, widget: 'evidence' })
export const reference = field(line, { zh: '缴款凭证', en: 'Proof of payment', source: { norm: 'penalty.pay' } })
