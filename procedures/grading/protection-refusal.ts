import { refuser, type RefusalTable } from '../refusal.ts'

export const refusals = {
  'protection.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'protection.evidence-missing': {
    sort: 'incomplete',
    zh: '没有证明材料。可以证明“{control}”的是：{proof}。请至少附一份。',
    en: 'There is no evidence. “{control}” is proved by: {proof}. Attach at least one.',
  },
  'protection.same-edition': {
    sort: 'conflict',
    source: { norm: 'protection.adopt-rules' },
    zh: '版本 {edition} 已于 {on} 批准。修订后的制度请用新的版本号。',
    en: 'Version {edition} was adopted on {on} already. Give revised rules a new version.',
  },
  'protection.officer-in-place': {
    sort: 'conflict',
    source: { norm: 'protection.name-officer' },
    zh: '网络安全负责人自 {since} 起在任。换人的，先登记离任，再任命。',
    en: 'A person has been in charge since {since}. Record that he or she left, then appoint.',
  },
  'protection.no-officer': {
    sort: 'conflict',
    source: { norm: 'protection.name-officer' },
    zh: '目前没有在任的网络安全负责人。请先任命。',
    en: 'Nobody is in charge at present. Appoint somebody first.',
  },
  'protection.before-appointment': {
    sort: 'conflict',
    zh: '离任时间 {on} 早于任命时间 {since}。请核对。',
    en: 'The office would end on {on}, before it began on {since}. Check it.',
  },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
