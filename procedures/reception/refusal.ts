import { refuser, type RefusalTable } from '../refusal.ts'

export const refusals = {
  'reception.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'reception.other-operator': {
    sort: 'conflict',
    zh: '本事项由 {operator} 报告。另一单位的事件请另行登记。',
    en: 'This matter was reported by {operator}. Enter an incident of another party by itself.',
  },
  'reception.until-past': {
    sort: 'conflict',
    source: { norm: 'incident-response.take-measures' },
    zh: '要求完成的时间 {until} 不晚于提出要求的时间 {on}。请核对。',
    en: 'It would have to be done by {until}, which is not after {on}. Check the times.',
  },
  'reception.nothing-required': { sort: 'conflict', zh: '没有尚待落实的要求。', en: 'Nothing that was required is still open.' },
  'reception.to-itself': {
    sort: 'conflict',
    source: { instrument: 'incident-reporting-2025', article: '4' },
    zh: '不能上报给本部门自己。请选择上级或者其他部门。',
    en: 'That is this department itself. Choose a superior or another department.',
  },
  'reception.demand-open': {
    sort: 'conflict',
    source: { norm: 'incident-response.require-measures' },
    zh: '要求采取的措施尚未落实，不能办结。请先接收落实情况。',
    en: 'Measures that were required are not taken yet, so it cannot be closed. Take in first what was done.',
  },
  'reception.not-investigated': {
    sort: 'incomplete',
    source: { norm: 'incident-response.investigate' },
    zh: '尚未调查评估，不能办结。请先登记调查评估。',
    en: 'The incident has not been investigated, so it cannot be closed. Record the investigation first.',
  },
  'reception.closed': { sort: 'conflict', zh: '本事项已于 {on} 办结。', en: 'This matter was closed on {on}.' },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
