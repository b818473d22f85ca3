import { refuser, type RefusalTable } from '../refusal.ts'

export const refusals = {
  'plan.later-than-now': {
    sort: 'conflict',
    zh: '所填时间 {on} 尚未到来。已经发生的才能登记，请核对时间。',
    en: 'The time given, {on}, has not come yet. Only what has happened is recorded; check the time.',
  },
  'plan.same-edition': {
    sort: 'conflict',
    zh: '版本 {edition} 已在 {on} 批准。修订后的预案请用新的版本号。',
    en: 'Version {edition} was adopted on {on} already. Give a revised plan a new version.',
  },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
