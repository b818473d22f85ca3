import { refuser, type RefusalTable } from '../refusal.ts'

export const refusals = {
  'register.entered-already': {
    sort: 'conflict',
    zh: '{id} 已经登记。内容有变化请办理变更。',
    en: '{id} is in the register. If something has changed, amend the entry.',
  },
  'register.unusable-id': {
    sort: 'unusable',
    zh: '编号“{id}”不可用：以字母或数字开头，只含字母、数字和 . _ : -，不超过 120 个字符。不要用人名。',
    en: '“{id}” cannot be an id: begin with a letter or digit, use letters, digits and . _ : - only, at most 120. Do not use a person’s name.',
  },
  'register.id-taken': { sort: 'conflict', zh: '编号 {id} 已用于“{name}”。请另选编号。', en: '{id} is taken by {name}. Choose another id.' },
  'register.no-entry': { sort: 'absent', zh: '登记册中没有 {id}。请先登记。', en: 'The register has no {id}. Enter it first.' },
  'register.retired-already': {
    sort: 'conflict',
    zh: '{id} 已于 {on} 停用。误停用的，请撤回该记录。',
    en: '{id} was retired on {on}. If that was a mistake, withdraw the entry.',
  },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
