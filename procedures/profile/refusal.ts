import { refuser, type RefusalTable } from '../refusal.ts'

export const refusals = {
  'profile.begun-already': {
    sort: 'conflict',
    zh: '主体档案已于 {since} 起建立。有误请更正原记录。',
    en: 'The profile has begun, as of {since}. If that is wrong, correct the entry.',
  },
  'profile.role-follows': {
    sort: 'conflict',
    zh: '“{role}”由事实推出，现结论为“是”。请先更正事实，再终止角色。',
    en: 'The role of {role} follows from facts and holds. Change the facts first.',
  },
  'profile.role-not-stated': { sort: 'absent', zh: '没有登记过角色“{role}”，无从终止。', en: 'The role of {role} was never recorded, so it cannot end.' },
  'profile.ends-before-start': {
    sort: 'conflict',
    zh: '终止时间 {on} 早于登记的开始时间 {since}。请核对。',
    en: 'The end, {on}, is before the recorded start, {since}. Check both.',
  },
  'profile.unknown-parameter': {
    sort: 'absent',
    zh: '没有名为 {parameter} 的期限。可自定的有：{known}。',
    en: 'There is no term named {parameter}. Those that can be set: {known}.',
  },
  'profile.unusable-term': {
    sort: 'unusable',
    zh: '“{term}”不是期限。请写成 PT24H、P3D 或者 15 workdays 这样的形式。',
    en: '“{term}” is not a term. Write it as PT24H, P3D or 15 workdays.',
  },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
