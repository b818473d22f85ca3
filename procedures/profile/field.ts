import { z } from 'zod'
import { ROLES } from '#law/role.ts'
import { ROLE_NAMES } from '#law/explain.ts'
import { choice, field } from '../field.ts'
import { NETWORK_WORDS, NETWORKS } from './question.ts'

export const reason = field(z.string().trim().min(1).max(2000), {
  zh: '依据和理由',
  en: 'Grounds',
  help: { zh: '日后检查时据此说明。', en: 'What you would show at an inspection.' },
  widget: 'long-text',
})
export const network = choice(NETWORKS, NETWORK_WORDS, { zh: '网络类别', en: 'Kind of network' })
export const role = choice(ROLES, ROLE_NAMES, { zh: '角色', en: 'Role' })
export const unit = field(z.boolean(), { zh: '是单位', en: 'Is an organisation', help: { zh: '自然人答否。', en: 'Answer no for a natural person.' } })
export const answer = choice(
  ['holds', 'fails', 'unknown'],
  { holds: { zh: '是', en: 'Yes' }, fails: { zh: '否', en: 'No' }, unknown: { zh: '待查明', en: 'Not known' } },
  { zh: '结论', en: 'Finding' },
)
