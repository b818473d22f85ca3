import { refuser, type RefusalTable } from '../refusal.ts'

const SECRET = { norm: 'reporter.keep-confidential' }

export const refusals = {
  'complaint.received-already': {
    sort: 'conflict',
    zh: '本事项已于 {on} 登记。另有情况的，请另行提出，或者凭查询码补充。',
    en: 'This matter is on record since {on}. Make another, or add to this one with its code.',
  },
  'complaint.withdrawn': {
    sort: 'absent',
    zh: '本事项的登记已作为误记撤回。请另建事项。',
    en: 'The entry of this matter was withdrawn as a mistake. Begin another.',
  },
  'complaint.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'complaint.before-receipt': {
    sort: 'conflict',
    zh: '所填时间 {on} 早于收到时间 {receivedAt}。请核对。',
    en: 'The time given, {on}, is before it was received, {receivedAt}. Check it.',
  },
  'complaint.portal-time': {
    sort: 'conflict',
    zh: '网上提交以提交时间为准，不填收到时间，提出方式为“网上提交”。',
    en: 'What comes by the portal counts from when it is sent: leave out the time of receipt and any other way of coming.',
  },
  'complaint.arrival-unknown': {
    sort: 'incomplete',
    source: { norm: 'complaint.handle' },
    zh: '代为登记的，须写明提出方式和实际收到的时间：期限由收到起算。',
    en: 'Whoever enters a complaint for somebody says how and when it came: time runs from its receipt.',
  },
  'complaint.code-missing': {
    sort: 'incomplete',
    source: { instrument: 'network-data-2025', article: '20' },
    zh: '网上提交须有查询码，否则匿名的提出人无从得知结果。请重新提交。',
    en: 'What comes by the portal has a receipt code, or whoever is anonymous would never learn the result. Send it again.',
  },
  'complaint.wrong-code': {
    sort: 'forbidden',
    zh: '查询码与本事项不符。请核对查询码，或者以原提出方式联系我们。',
    en: 'The receipt code is not that of this matter. Check it, or come to us the way you did before.',
  },
  'complaint.unreachable': {
    sort: 'conflict',
    zh: '匿名提出且没有查询码，留言无人能看到。请记入核查情况。',
    en: 'It is anonymous and has no code: nobody could read a message. Put it down as a finding.',
  },
  'complaint.screened-already': {
    sort: 'conflict',
    zh: '已决定：{decision}。误记的，请撤回该记录后重新决定。',
    en: 'Already decided: {decision}. If that was a mistake, withdraw the entry and decide again.',
  },
  'complaint.transfer-instead': {
    sort: 'unlawful',
    source: { norm: 'report.transfer' },
    zh: '不属于本部门职责的举报，应当及时移送有权处理的部门，不能不予受理。请移送。',
    en: 'A report outside the remit is passed on promptly to the department in charge, not turned away. Transfer it.',
  },
  'complaint.security-matter': {
    sort: 'unlawful',
    source: { norm: 'complaint.accept' },
    zh: '反映的是{topic}，属于网络信息安全，不能以无关为由不予受理。',
    en: 'It is about {topic}, which is network information security, so it cannot be turned away as unrelated.',
  },
  'complaint.never-asked': {
    sort: 'incomplete',
    source: { norm: 'complaint.accept' },
    zh: '以线索不清为由不予受理前，须先留言询问提出人。',
    en: 'Before it is turned away as unclear, the informant is asked by a message.',
  },
  'complaint.not-a-department': {
    sort: 'forbidden',
    source: { norm: 'report.transfer' },
    zh: '移送由主管部门办理。本单位收到的，请告知提出人应向哪个部门举报。',
    en: 'Only a department transfers. Tell the informant which department to turn to.',
  },
  'complaint.own-remit': {
    sort: 'conflict',
    source: { norm: 'report.transfer' },
    zh: '{to}就是本部门。属于本部门职责的，请受理。',
    en: 'That is this department itself: {to}. What is in its remit is accepted.',
  },
  'complaint.not-transferred': {
    sort: 'absent',
    zh: '本事项没有发出移送，没有可登记的签收。',
    en: 'Nothing was transferred here, so there is no receipt to record.',
  },
  'complaint.not-accepted': {
    sort: 'conflict',
    source: { norm: 'complaint.accept' },
    zh: '尚未受理。请先受理、不予受理或者移送。',
    en: 'It has not been accepted. Accept it, decline it or transfer it first.',
  },
  'complaint.answered-already': { sort: 'conflict', zh: '已于 {on} 答复。', en: 'It was answered on {on}.' },
  'complaint.nothing-found': {
    sort: 'incomplete',
    source: { norm: 'complaint.handle' },
    zh: '没有核查记录，不能作出处理。请先登记核查情况。',
    en: 'No finding is on record, so it cannot be settled. Record what was found first.',
  },
  'complaint.not-finished': {
    sort: 'conflict',
    source: { norm: 'complaint.handle' },
    zh: '尚未答复，或者移送尚未签收，不能办结。',
    en: 'It is not answered, or the transfer is not acknowledged, so it cannot be closed.',
  },
  'complaint.closed': { sort: 'conflict', zh: '本事项已于 {on} 办结。', en: 'This matter was closed on {on}.' },
  'complaint.anonymous': { sort: 'conflict', source: SECRET, zh: '匿名提出，没有可以查看的身份。', en: 'It is anonymous: there is no identity to see.' },
  'complaint.identity-erased': { sort: 'absent', source: SECRET, zh: '身份信息已删除。', en: 'The identity has been erased.' },
  'complaint.opening-pending': {
    sort: 'conflict',
    source: SECRET,
    zh: '{by} 的申请尚待另一人决定。',
    en: 'The request of {by} waits for somebody else’s decision.',
  },
  'complaint.identity-open': {
    sort: 'conflict',
    source: SECRET,
    zh: '身份已启封。用完请重新封存。',
    en: 'The identity is open. Seal it again when it is no longer needed.',
  },
  'complaint.no-opening-asked': {
    sort: 'conflict',
    source: SECRET,
    zh: '没有待决定的申请。须先有人申请并写明理由。',
    en: 'Nobody has asked. Somebody asks first, with reasons.',
  },
  'complaint.same-person': {
    sort: 'unlawful',
    source: SECRET,
    zh: '申请人不能批准自己的申请。举报人信息须保密，查看须由另一人批准。',
    en: 'Whoever asked may not approve. The informant is kept confidential; somebody else has to agree.',
  },
  'complaint.identity-sealed': { sort: 'conflict', source: SECRET, zh: '身份已经封存。', en: 'The identity is sealed.' },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
