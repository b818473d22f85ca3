import { refuser, type RefusalTable } from '../refusal.ts'

const cooperate = { norm: 'inspection.cooperate' }

export const refusals = {
  'cooperation.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'cooperation.begun-already': {
    sort: 'conflict',
    zh: '检查人员已于 {on} 核验。有误请更正原记录。',
    en: 'The officers were checked at {on}. If that is wrong, correct the entry.',
  },
  'cooperation.not-verified': {
    sort: 'conflict',
    source: cooperate,
    zh: '尚未核验检查人员。先核对人数、证件、通知书和范围，再登记要求、提供材料。',
    en: 'The officers have not been checked. Check number, credentials, notice and scope first; then record what is asked and answer it.',
  },
  'cooperation.not-lawful': {
    sort: 'conflict',
    source: { instrument: 'penalty-law-2021', article: '55' },
    zh: '核验不符：执法人员不足 {least} 人，或者未出示证件、通知书。可以提出异议；对方补正后重新核验，再提供材料。',
    en: 'The check failed: fewer than {least} officers, or credentials or notice not shown. You may object; once they have mended it, check again and then answer.',
  },
  'cooperation.no-request': {
    sort: 'absent',
    source: cooperate,
    zh: '没有编号为 {request} 的检查要求。先登记要求了什么，再提供。',
    en: 'There is no request {request}. Record first what is asked, then answer.',
  },
  'cooperation.answered-already': {
    sort: 'conflict',
    zh: '{request} 已于 {on} 提供。补充的请登记为新的要求。',
    en: '{request} was answered at {on}. Record a supplement as a request of its own.',
  },
  'cooperation.out-of-scope': {
    sort: 'incomplete',
    source: cooperate,
    zh: '{request} 不在通知的检查范围内。可以提出异议；仍要提供的，写明依据。',
    en: '{request} is beyond the scope of the notice. You may object; to give it all the same, state why.',
  },
  'cooperation.requests-open': { sort: 'incomplete', source: cooperate, zh: '尚有要求没有答复：{requests}。', en: 'Requests not answered yet: {requests}.' },
  'cooperation.no-notice': {
    sort: 'conflict',
    source: cooperate,
    zh: '没有可以提出异议的检查或者来文。',
    en: 'There is no inspection and no letter to object to.',
  },
  'cooperation.nothing-ordered': {
    sort: 'conflict',
    source: { norm: 'correction.comply' },
    zh: '没有尚待完成的责令或者约谈要求。',
    en: 'Nothing that was ordered or asked for is open.',
  },
  'cooperation.no-evidence': {
    sort: 'incomplete',
    source: { norm: 'correction.comply' },
    zh: '整改报告须附证明材料。请上传后再报送。',
    en: 'A report on correction comes with proof. Add it, then report.',
  },
  'cooperation.no-penalty-notice': {
    sort: 'conflict',
    source: { instrument: 'penalty-law-2021', article: '44' },
    zh: '没有收到处罚告知。',
    en: 'No notice of a penalty has been received.',
  },
  'cooperation.no-hearing': {
    sort: 'unlawful',
    source: { instrument: 'penalty-law-2021', article: '63' },
    zh: '告知书没有听证事项。可以陈述、申辩，并说明认为应当听证的理由。',
    en: 'The notice offers no hearing. Make a defence, and say there why you think one is due.',
  },
  'cooperation.hearing-late': {
    sort: 'unlawful',
    source: { instrument: 'penalty-law-2021', article: '64' },
    zh: '要求听证的最后一日为 {until}，已过。仍可陈述、申辩。',
    en: 'The last day to ask for a hearing was {until}. A defence may still be made.',
  },
  'cooperation.decided-already': {
    sort: 'conflict',
    zh: '处罚已于 {on} 决定。不服的，注意决定书写明的复议和诉讼期限。',
    en: 'The penalty was decided at {on}. To contest it, mind the time for review and suit in the decision.',
  },
  'cooperation.no-fine': {
    sort: 'conflict',
    source: { norm: 'penalty.pay' },
    zh: '没有收到含罚款的处罚决定。',
    en: 'No decision with a fine has been received.',
  },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
