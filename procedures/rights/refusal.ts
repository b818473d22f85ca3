import { refuser, type RefusalTable } from '../refusal.ts'

const PIPL_50 = { instrument: 'pipl-2021', article: '50' }

export const refusals = {
  'rights.requested-already': {
    sort: 'conflict',
    zh: '本事项已于 {on} 登记要求。另有要求的，请另行提出。',
    en: 'This matter holds a request of {on}. Make another request in a matter of its own.',
  },
  'rights.no-request': {
    sort: 'absent',
    zh: '本事项的要求已作为误记撤回，不能继续办理。请另建事项。',
    en: 'The request of this matter was withdrawn as entered by mistake. Begin another matter.',
  },
  'rights.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'rights.before-request': {
    sort: 'conflict',
    zh: '所填时间 {on} 早于收到要求的时间 {receivedAt}。请核对。',
    en: 'The time given, {on}, is before the request came, {receivedAt}. Check it.',
  },
  'rights.portal-time': {
    sort: 'conflict',
    zh: '网上提交以提交时间为准，不填收到时间，提出方式为“网上提交”。',
    en: 'What comes by the portal counts from when it is sent: leave out the time of receipt and any other way of coming.',
  },
  'rights.arrival-unknown': {
    sort: 'incomplete',
    source: { norm: 'rights.delete' },
    zh: '代为登记的，须写明提出方式和实际收到的时间：期限由收到起算。',
    en: 'Whoever enters a request for somebody says how and when it came: time runs from its receipt.',
  },
  'rights.category-twice': { sort: 'conflict', zh: '同一种信息只填一次：{categories}。', en: 'Each kind of information stands once only: {categories}.' },
  'rights.wrong-code': {
    sort: 'forbidden',
    zh: '查询码与本事项不符。请核对查询码，或者以原提出方式联系我们。',
    en: 'The receipt code is not that of this matter. Check it, or come to us the way you did before.',
  },
  'rights.closed': {
    sort: 'conflict',
    zh: '本事项已于 {on} 办结。仍有要求的，请另行提出。',
    en: 'This matter was closed on {on}. Make a new request for anything further.',
  },
  'rights.document-not-shown': {
    sort: 'conflict',
    source: { instrument: 'pipl-2021', article: '6' },
    zh: '以登录账号或者验证码核对的，不能比对相貌或者关系。请按实际核对的内容填写。',
    en: 'A sign-in or a code shows neither likeness nor relationship. State what was really compared.',
  },
  'rights.relation-unchecked': {
    sort: 'incomplete',
    source: { instrument: 'pipl-2021', article: '49' },
    zh: '由他人代为提出的，还须核对：{missing}。',
    en: 'Where somebody asks for another, this is checked as well: {missing}.',
  },
  'rights.identity-open': {
    sort: 'incomplete',
    source: { instrument: 'gbt-35273-2020', article: '8.7' },
    zh: '身份尚未确认，不能同意办理，以免泄露或者删错他人信息。请先核对身份；确认不了的，以此为由拒绝。',
    en: 'The identity has not been confirmed, so nothing can be granted: it might be somebody else’s. Check it first; if it cannot be confirmed, refuse on that ground.',
  },
  'rights.identity-not-failed': {
    sort: 'unlawful',
    source: PIPL_50,
    zh: '没有身份不符的核对记录，不能以身份无法确认为由拒绝。请先核对身份。',
    en: 'No check is on record in which the identity did not match, so that cannot be the ground. Check it first.',
  },
  'rights.finding-missing': {
    sort: 'unlawful',
    source: PIPL_50,
    zh: '以“{ground}”拒绝的，须先登记核实结论，且结论为要求不属实。',
    en: 'To refuse on the ground “{ground}”, first record that the claim was looked into and is not well founded.',
  },
  'rights.ground-unfit': {
    sort: 'conflict',
    source: PIPL_50,
    zh: '“{ground}”不是拒绝{kind}的理由。请另选理由，或者同意办理。',
    en: '“{ground}” is no ground to refuse this: {kind}. Choose another, or grant it.',
  },
  'rights.provision-missing': {
    sort: 'incomplete',
    source: { instrument: 'pipl-2021', article: '47' },
    zh: '以“{ground}”拒绝{category}的，须写明所依据的法律、行政法规条款。',
    en: 'Refusing {category} on the ground “{ground}” takes the provision of a law or regulation that it rests on.',
  },
  'rights.categories-left': {
    sort: 'incomplete',
    source: PIPL_50,
    zh: '决定须对每一类信息作出。尚缺：{missing}。',
    en: 'The decision speaks of every kind of information asked for. Missing: {missing}.',
  },
  'rights.category-unasked': {
    sort: 'conflict',
    zh: '不在要求或者同意办理的范围内：{categories}。请核对。',
    en: 'Not among what was asked for or granted: {categories}. Check it.',
  },
  'rights.granted-before': {
    sort: 'conflict',
    source: PIPL_50,
    zh: '已同意办理的不能改为拒绝：{categories}。原决定误记的，请更正原记录。',
    en: 'What was granted is not refused afterwards: {categories}. If the decision was entered wrongly, correct that entry.',
  },
  'rights.not-decided': {
    sort: 'conflict',
    source: PIPL_50,
    zh: '尚未作出决定。请先决定并答复。',
    en: 'Nothing has been decided. Decide and answer first.',
  },
  'rights.other-kind': { sort: 'conflict', zh: '本事项要求的是{kind}，请使用相应的登记。', en: 'What was asked for here is: {kind}. Use the entry for that.' },
  'rights.nothing-to-restrict': {
    sort: 'conflict',
    source: { instrument: 'pipl-2021', article: '47' },
    zh: '没有因保存期限或者技术原因保留的信息，无须停止其他处理。',
    en: 'Nothing is kept for a storage period or for technical reasons, so there is no other handling to stop.',
  },
  'rights.nothing-granted': {
    sort: 'conflict',
    source: { instrument: 'gbt-35273-2020', article: '8.3' },
    zh: '没有同意办理的信息，无须通知接收方。',
    en: 'Nothing was granted, so there is nothing to tell the recipients.',
  },
  'rights.not-executed': {
    sort: 'incomplete',
    source: { norm: 'rights.delete' },
    zh: '尚未办完，不能送达办理结果。尚缺：{missing}。',
    en: 'It is not done yet, so there is no proof to send. Still open: {missing}.',
  },
  'rights.erased-already': { sort: 'conflict', zh: '这些记录已决定清除：{entries}。', en: 'Erasure of these entries was ordered before: {entries}.' },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
