import { refuser, type RefusalTable } from '../refusal.ts'

const guide = { instrument: 'mlps-2007', article: '10' }

export const refusals = {
  'grading.unregistered': {
    sort: 'absent',
    zh: '系统登记册中没有 {id}。等级保护的各项义务按系统计算，请先登记系统。',
    en: 'The register of systems has no {id}. Graded protection is owed for each system; enter it first.',
  },
  'grading.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'grading.before-proposal': {
    sort: 'conflict',
    zh: '所填时间 {on} 早于拟定等级的时间 {proposed}。请核对；拟定时间有误的，更正原记录。',
    en: 'The time given, {on}, is before the level was proposed, {proposed}. Check it, or correct the proposal.',
  },
  'grading.no-harm': {
    sort: 'incomplete',
    source: guide,
    zh: '{side}未填任何侵害，无法定级。系统遭到破坏至少会侵害一类客体，请逐类判断。',
    en: 'No harm is given for {side}, so there is no level. Harm to the system hurts at least one of the three; judge each.',
  },
  'grading.below-matrix': {
    sort: 'unlawful',
    source: guide,
    zh: '自行判断的第{judged}级低于矩阵得出的第{level}级：业务信息第{business}级，系统服务第{service}级，取较高者。请改填不低于第{level}级，或者更正侵害程度。',
    en: 'Level {judged} is below what the matrix comes to, {level}: business information {business}, service {service}, and the higher counts. Give {level} or more, or correct the harm.',
  },
  'grading.below-carried': {
    sort: 'unlawful',
    source: guide,
    zh: '第{level}级低于所承载对象的第{carries}级。网络设施、云平台不得低于其承载对象，请提高等级。',
    en: 'Level {level} is below level {carries} of what runs on it. Networks and platforms are not below what they carry; raise the level.',
  },
  'grading.big-data-floor': {
    sort: 'incomplete',
    source: guide,
    zh: '有大量个人信息或者为公众提供服务的大数据平台原则上不低于第{floor}级，现为第{level}级。请提高等级，或者写明例外理由。',
    en: 'A big-data platform with much personal information or public service is level {floor} or above in principle; this is {level}. Raise it, or say why not.',
  },
  'grading.no-proposal': {
    sort: 'absent',
    source: guide,
    zh: '没有待定的等级。请先拟定等级；需要改变等级的，重新拟定。',
    en: 'No level is being decided. Propose one first; to change a level, propose it anew.',
  },
  'grading.review-missing': {
    sort: 'incomplete',
    source: guide,
    zh: '拟定第{level}级。第二级以上须经专家评审，尚未登记评审。请先组织评审并登记意见。',
    en: 'Level {level} is proposed. From level 2 experts review it, and no review is on record. Have it reviewed and record the opinion.',
  },
  'grading.review-differs': {
    sort: 'conflict',
    source: guide,
    zh: '专家评审认为应为第{reviewed}级，拟定为第{level}级。请重新拟定并再次评审。',
    en: 'The experts find level {reviewed}; level {level} is proposed. Propose anew and have it reviewed again.',
  },
  'grading.approval-missing': {
    sort: 'incomplete',
    source: guide,
    zh: '有主管部门的，应当经主管部门审核批准。尚未登记{department}的意见。',
    en: 'Where there is a competent department it approves the level. The decision of {department} is not on record.',
  },
  'grading.not-approved': {
    sort: 'conflict',
    source: guide,
    zh: '{department}未批准该等级。请按其意见重新拟定。',
    en: '{department} did not approve this level. Propose anew as it asks.',
  },
  'grading.no-department': {
    sort: 'conflict',
    source: guide,
    zh: '拟定时未填主管部门，无须审批。有主管部门的，请更正拟定记录。',
    en: 'The proposal names no competent department, so there is nothing to approve. If there is one, correct the proposal.',
  },
  'grading.no-level': {
    sort: 'absent',
    source: { norm: 'protection.comply' },
    zh: '尚未确定等级。请先定级。',
    en: 'The level has not been fixed. Fix it first.',
  },
  'grading.level-too-low': {
    sort: 'conflict',
    zh: '第{level}级无须办理此事，第{from}级起才需要。',
    en: 'Level {level} does not need this; it begins at level {from}.',
  },
  'grading.papers-missing': {
    sort: 'incomplete',
    source: { instrument: 'mlps-2007', article: '16' },
    zh: '第三级以上系统备案须同时提交七类材料，尚缺：{missing}。尚未测评的，写明测评报告何时补交；其余请补齐。',
    en: 'Level 3 and above files seven kinds of papers. Missing: {missing}. Where it has not been assessed yet say when that report follows; complete the others.',
  },
  'grading.regrade-first': {
    sort: 'conflict',
    source: { instrument: 'mlps-2007', article: '17' },
    zh: '公安机关于 {on} 以定级不准退回备案：{reason}。请重新定级后再备案。',
    en: 'The police returned the filing on {on} because the level is not right: {reason}. Grade anew, then file.',
  },
  'grading.nothing-filed': {
    sort: 'absent',
    source: { norm: 'grading.file-level' },
    zh: '没有已提交的备案。请先向公安机关备案；以前备过案的，登记备案证明并填写备案时间。',
    en: 'No filing has been handed in. File first; for one made earlier, record the certificate with the day of filing.',
  },
  'grading.filing-returned': {
    sort: 'conflict',
    source: { norm: 'grading.file-level' },
    zh: '备案已于 {on} 被退回。请补正后重新提交。',
    en: 'The filing was returned on {on}. Mend it and hand it in again.',
  },
  'grading.certificate-ends-first': {
    sort: 'conflict',
    source: { norm: 'grading.extend-certificate' },
    zh: '有效期至 {until} 不晚于发证时间 {on}。请核对。',
    en: 'The certificate ends at {until}, not after it was issued, {on}. Check both.',
  },
  'grading.no-certificate': {
    sort: 'absent',
    source: { norm: 'grading.extend-certificate' },
    zh: '没有登记备案证明，无从延期。请先登记备案证明及其有效期。',
    en: 'No certificate is on record, so there is nothing to extend. Record it with its end first.',
  },
  'grading.verdict-differs': {
    sort: 'conflict',
    source: { instrument: 'mlps-letter-2025', article: 'annex, question 20' },
    zh: '符合率 {rate}%、重大风险隐患 {risks} 个，按2025版模板应为“{expected}”，报告为“{given}”。请核对数字（隐患按整改前填写），或者请测评机构更正报告。',
    en: 'A rate of {rate} % with {risks} major risks is “{expected}” on the form of 2025; the report says “{given}”. Check the figures (risks as before mending), or have the report corrected.',
  },
  'grading.no-finding': { sort: 'absent', zh: '没有编号为 {finding} 的问题。', en: 'There is no finding {finding}.' },
  'grading.finding-closed': {
    sort: 'conflict',
    zh: '问题 {finding} 已于 {on} 验证关闭。再次出现的，请登记新问题。',
    en: 'Finding {finding} was verified and closed on {on}. If it has come back, record a new one.',
  },
  'grading.not-rectified': {
    sort: 'conflict',
    zh: '问题 {finding} 尚未登记整改，不能验证。请先登记整改。',
    en: 'Nothing has been mended on finding {finding}, so there is nothing to verify. Record what was done first.',
  },
  'grading.before-finding': {
    sort: 'conflict',
    zh: '所填时间 {on} 早于问题 {finding} 的上一步 {before}。请核对。',
    en: 'The time given, {on}, is before the last step of finding {finding}, {before}. Check it.',
  },
  'grading.control-open': {
    sort: 'incomplete',
    zh: '问题 {finding} 涉及“{control}”，该措施的缺口（{since}）尚未证明消除。请先证明该措施。',
    en: 'Finding {finding} concerns “{control}”, whose gap of {since} has not been proved closed. Prove that control first.',
  },
  'grading.evidence-missing': {
    sort: 'incomplete',
    zh: '没有证明材料。可以证明“{control}”的是：{proof}。请至少附一份。',
    en: 'There is no evidence. “{control}” is proved by: {proof}. Attach at least one.',
  },
  'grading.logs-otherwise': {
    sort: 'conflict',
    source: { norm: 'logs.keep-six-months' },
    zh: '日志留存须以覆盖时段证明。请用“证明日志留存”。',
    en: 'The keeping of logs is proved by the span that they cover. Use “Prove how far logs reach back”.',
  },
  'grading.logs-short': {
    sort: 'unlawful',
    source: { norm: 'logs.keep-six-months' },
    zh: '法律要求网络日志留存不少于{months}个月。最早一条为 {earliest}，核验时间为 {on}，不足{months}个月。请登记日志缺口，并查明、补齐。',
    en: 'The law asks for network logs of {months} months or more. The earliest line is of {earliest}, the check of {on}: less than {months} months. Record the gap, find its cause and close it.',
  },
  'grading.logs-broken': {
    sort: 'unlawful',
    source: { norm: 'logs.keep-six-months' },
    zh: '日志在 {earliest} 至 {on} 之间有中断，不能证明完整留存。请登记日志缺口。',
    en: 'The logs are interrupted between {earliest} and {on}, which proves no full span. Record the gap.',
  },
  'grading.not-assessed': {
    sort: 'incomplete',
    source: { instrument: 'mlps-letter-2025', article: 'annex, question 23' },
    zh: '保护工作方案以测评发现的重大风险隐患为重点。请先登记等级测评。',
    en: 'The protection plan centres on the major risks that the assessment found. Record an assessment first.',
  },
  'grading.ended': {
    sort: 'conflict',
    zh: '本系统的等级保护已于 {on} 终止。误记的，请撤回该记录；重新启用的，请另行登记系统。',
    en: 'Graded protection of this system ended on {on}. Withdraw that entry if it was a mistake; enter the system anew if it runs again.',
  },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
