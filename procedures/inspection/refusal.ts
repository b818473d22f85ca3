import { refuser, type RefusalTable } from '../refusal.ts'

export const refusals = {
  'inspection.proposed-already': {
    sort: 'conflict',
    zh: '本次检查已于 {on} 拟定。有误请更正原记录。',
    en: 'This inspection is on record as proposed at {on}. If that is wrong, correct the entry.',
  },
  'inspection.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'inspection.window-reversed': {
    sort: 'incomplete',
    zh: '检查结束 {to} 早于开始 {from}。请核对。',
    en: 'The inspection ends at {to}, before it begins at {from}. Check both.',
  },
  'inspection.basis-not-ours': {
    sort: 'unlawful',
    source: { norm: 'supervision.exercise' },
    zh: '“{basis}”不属于{remit}的职权。各部门在职责范围内检查；请改用本部门的依据，或者移送有权部门。',
    en: '“{basis}” is not within the remit of the {remit}. Each department inspects within its own; state your own basis or hand the matter over.',
  },
  'inspection.too-few-officers': {
    sort: 'unlawful',
    source: { instrument: 'penalty-law-2021', article: '42' },
    zh: '执法人员不得少于 {least} 人，现为 {present} 人。请补足人员。',
    en: 'There must be at least {least} officers; {present} are named. Add officers.',
  },
  'inspection.officer-twice': {
    sort: 'incomplete',
    source: { instrument: 'penalty-law-2021', article: '42' },
    zh: '同一执法证号 {credential} 填了两次，一人不能算作两人。请核对。',
    en: 'The credential {credential} is given twice; one person does not count as two. Check it.',
  },
  'inspection.not-approved': {
    sort: 'conflict',
    zh: '检查尚未经批准。请先由部门负责人批准。',
    en: 'The inspection has not been approved. Have the head of the department approve it first.',
  },
  'inspection.not-announced': {
    sort: 'unlawful',
    source: { instrument: 'police-inspection-2018', article: '16' },
    zh: '远程检测应当事先告知时间和范围，尚未告知。请先送达检查通知。',
    en: 'A remote test is announced beforehand with its time and scope, and no notice has gone out. Send the notice first.',
  },
  'inspection.credentials-not-shown': {
    sort: 'unlawful',
    source: { instrument: 'penalty-law-2021', article: '55' },
    zh: '执法人员应当主动出示执法证件；未出示的，当事人有权拒绝。请出示后再开始。',
    en: 'Officers show their credentials unasked; where they do not, the party may refuse. Show them, then begin.',
  },
  'inspection.notice-not-shown': {
    sort: 'unlawful',
    source: { instrument: 'police-inspection-2018', article: '14' },
    zh: '现场检查应当出示检查通知书。请出示后再开始。',
    en: 'An inspection on site needs the notice of inspection. Show it, then begin.',
  },
  'inspection.outside-window': {
    sort: 'unlawful',
    source: { instrument: 'police-inspection-2018', article: '16' },
    zh: '{on} 不在批准的检查时段 {from} 至 {to} 之内。请在时段内检查，或者重新报批。',
    en: '{on} is outside the approved time, {from} to {to}. Inspect within it, or have another time approved.',
  },
  'inspection.begun-already': { sort: 'conflict', zh: '检查已于 {on} 开始。', en: 'The inspection began at {on}.' },
  'inspection.not-begun': { sort: 'conflict', zh: '检查尚未开始。请先登记开始检查。', en: 'The inspection has not begun. Record its beginning first.' },
  'inspection.ended-already': { sort: 'conflict', zh: '检查已于 {on} 结束，不再记录发现。', en: 'The inspection ended at {on}; nothing more is found in it.' },
  'inspection.out-of-scope': {
    sort: 'unlawful',
    source: { instrument: 'police-inspection-2018', article: '10' },
    zh: '“{topic}”不在批准的检查范围内：{scope}。请另行报批。',
    en: '“{topic}” is outside the approved scope: {scope}. Have another inspection approved for it.',
  },
  'inspection.refusal-unwitnessed': {
    sort: 'incomplete',
    source: { instrument: 'enforcement-procedure-2023', article: '31' },
    zh: '当事人拒绝签字的，由两名以上执法人员注明，并有见证或者录音录像。请填写拒签的注明。',
    en: 'Where the party will not sign, two officers note it with a witness or a recording. State how it was noted.',
  },
  'inspection.interview-below-province': {
    sort: 'unlawful',
    source: { norm: 'interview.hold' },
    zh: '网络安全约谈由省级以上人民政府有关部门进行，本部门为{level}。请提请省级部门约谈。',
    en: 'A security interview is for departments of the province or above; this one is of the {level}. Ask the department of the province.',
  },
  'inspection.interview-wrong-person': {
    sort: 'unlawful',
    source: { norm: 'interview.hold' },
    zh: '应当约谈法定代表人或者主要负责人，不能由受委托的人代替。请改约。',
    en: 'The legal representative or the principal is interviewed; nobody can be sent in their place. Call one of them.',
  },
  'inspection.interview-not-ours': {
    sort: 'unlawful',
    source: { instrument: 'enforcement-procedure-2023', article: '38' },
    zh: '处罚决定之前的约谈由网信部门依其程序规定进行，本部门为{remit}。请说明其他依据。',
    en: 'An interview before a penalty is for cyberspace departments under their own procedure; this is a {remit}. State another basis.',
  },
  'inspection.until-past': {
    sort: 'incomplete',
    source: { norm: 'correction.comply' },
    zh: '要求完成的时间 {until} 不晚于 {on}。请给出可以履行的时间。',
    en: 'The time set, {until}, is not after {on}. Set one that can be met.',
  },
  'inspection.no-finding': { sort: 'absent', zh: '没有编号为 {finding} 的检查发现。请先记录。', en: 'There is no finding {finding}. Record it first.' },
  'inspection.no-power-to-order': {
    sort: 'unlawful',
    source: { norm: 'correction.order' },
    zh: '{finding}：违反第 {violated} 条，当日有效的版本没有对该当事人责令改正的条款。请核对条款和当事人身份。',
    en: '{finding}: for a breach of {violated} the edition in force that day has no order to correct against this party. Check the provision and the role of the party.',
  },
  'inspection.unanswerable': {
    sort: 'incomplete',
    source: { norm: 'correction.order' },
    zh: '法律无法回答：{problems}。请更正条款。',
    en: 'The law cannot answer: {problems}. Mend the provision.',
  },
  'inspection.order-open': {
    sort: 'conflict',
    zh: '已有责令改正，要求在 {until} 前完成，尚未复查。请先复查，未改正的再次责令。',
    en: 'An order to correct by {until} stands and has not been verified. Verify it first; what was not corrected can be ordered anew.',
  },
  'inspection.nothing-ordered': { sort: 'conflict', zh: '没有尚待完成的责令或者约谈要求。', en: 'Nothing that was ordered or asked for is open.' },
  'inspection.still-open': {
    sort: 'conflict',
    source: { norm: 'correction.order' },
    zh: '责令或者约谈要求尚未复查完成，也未认定拒不改正，不能办结。',
    en: 'What was ordered or asked for has been neither verified nor found refused, so the matter cannot be closed.',
  },
  'inspection.closed-already': { sort: 'conflict', zh: '本事项已于 {on} 办结。', en: 'The matter was closed at {on}.' },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
