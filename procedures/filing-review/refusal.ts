import { refuser, type RefusalTable } from '../refusal.ts'

const REVIEW = { norm: 'filing.certify' }

export const refusals = {
  'filing-review.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'filing-review.other-operator': {
    sort: 'conflict',
    zh: '本事项由 {operator} 备案。另一单位的系统请另行登记。',
    en: 'This matter was filed by {operator}. Enter the system of another party by itself.',
  },
  'filing-review.nothing-filed': { sort: 'absent', source: REVIEW, zh: '没有待审核的备案材料。', en: 'No filing is under review.' },
  'filing-review.returned': {
    sort: 'conflict',
    source: REVIEW,
    zh: '材料已于 {on} 退回。请等待补正后重报。',
    en: 'The papers were returned on {on}. Wait until they are filed again.',
  },
  'filing-review.accepted-already': {
    sort: 'conflict',
    source: REVIEW,
    zh: '备案证明已于 {on} 颁发，不能退回。',
    en: 'The certificate was issued on {on}, so the filing cannot be returned.',
  },
  'filing-review.ends-first': {
    sort: 'conflict',
    source: { norm: 'grading.extend-certificate' },
    zh: '有效期至 {until}，不晚于颁发时间 {on}。请核对。',
    en: 'It would be valid until {until}, which is not after {on}. Check the days.',
  },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
