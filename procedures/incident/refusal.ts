import { refuser, type RefusalTable } from '../refusal.ts'

export const refusals = {
  'incident.discovered-already': {
    sort: 'conflict',
    zh: '本事件已于 {knownAt} 登记发现。时间有误请更正原记录。',
    en: 'This incident is on record as known at {knownAt}. If that is wrong, correct the entry.',
  },
  'incident.later-than-now': { sort: 'conflict', zh: '所填时间 {on} 尚未到来。请核对。', en: 'The time given, {on}, has not come yet. Check it.' },
  'incident.before-discovery': {
    sort: 'conflict',
    zh: '所填时间 {on} 早于发现时间 {knownAt}。请核对；发现时间有误的，请更正发现记录。',
    en: 'The time given, {on}, is before the incident was known, {knownAt}. Check it, or correct the discovery.',
  },
  'incident.level-open': {
    sort: 'incomplete',
    source: { instrument: 'incident-reporting-2025', article: 'annex' },
    zh: '附件标准无一得到确认，以下情况尚不清楚：{missing}。请补充，或者自行判断级别并说明理由；情况变化时可再次定级。',
    en: 'No condition of the annex is met yet, and these are unknown: {missing}. Fill them in, or judge the level yourself with a reason; it can be classified again.',
  },
  'incident.level-below-annex': {
    sort: 'unlawful',
    source: { instrument: 'incident-reporting-2025', article: 'annex' },
    zh: '自行判断的 {judged} 低于附件标准。已符合：{met}，应为 {level}。',
    en: '{judged} is below the annex. Met: {met}, which makes it {level}.',
  },
  'incident.not-classified': {
    sort: 'incomplete',
    source: { instrument: 'incident-reporting-2025', article: '7(2)' },
    zh: '报告须写明级别。请先判断级别；之后可以调整。',
    en: 'A report states the level. Classify first; the level can be changed later.',
  },
  'incident.report-incomplete': {
    sort: 'incomplete',
    source: { instrument: 'incident-reporting-2025', article: '7' },
    zh: '首次报告须有第七条前两项，尚缺：{missing}。其余各项可以随后补报。',
    en: 'A first report has the first two items of article 7. Missing: {missing}. The others may follow.',
  },
  'incident.recipient-open': {
    sort: 'incomplete',
    source: { instrument: 'incident-reporting-2025', article: '4' },
    zh: '无法判断应当报告的部门。请先在系统登记册说明：{missing}。',
    en: 'It cannot be said yet which department has to be told. First state in the register of systems: {missing}.',
  },
  'incident.never-told': { sort: 'absent', zh: '尚未向{to}报告，没有可登记的回执。', en: 'No report has gone to the {to}, so there is no receipt to record.' },
  'incident.no-leak': {
    sort: 'conflict',
    zh: '本事件没有登记个人信息泄露。有泄露的，请先登记泄露。',
    en: 'No leak of personal information is on record here. If there was one, record it first.',
  },
  'incident.leak-recorded': {
    sort: 'conflict',
    zh: '泄露已于 {knownAt} 登记。人数等有变化的，请更正原记录。',
    en: 'The leak is on record as known at {knownAt}. If numbers have changed, correct that entry.',
  },
  'incident.not-remedied': {
    sort: 'conflict',
    source: { norm: 'incident.remedy' },
    zh: '补救尚未完成，不能结束处置。请先登记补救及其验证。',
    en: 'The remedy is not on record, so handling cannot end. Record the remedy and how it was verified.',
  },
  'incident.not-ended': {
    sort: 'conflict',
    source: { instrument: 'incident-reporting-2025', article: '8' },
    zh: '总结报告在处置结束之后报送。请先结束处置。',
    en: 'The summary is filed after handling has ended. End the handling first.',
  },
  'incident.no-recipient': {
    sort: 'conflict',
    source: { instrument: 'incident-reporting-2025', article: '8' },
    zh: '总结沿原报告渠道报送，但本事件没有报告过。一般事件无须报送，登记教训即可。',
    en: 'The summary goes the way the report went, and none went. For level IV none is due; record the lessons instead.',
  },
  'incident.nothing-required': { sort: 'conflict', zh: '主管部门没有尚待落实的要求。', en: 'No department has required anything that is still open.' },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
