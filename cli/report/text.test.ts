import { expect, test } from 'vitest'
import { instant } from '#law/instant.ts'
import { assessment, hostile, lateByClock } from '#server/report/assessment.fixture.ts'
import { agendaOf } from '#law/report/agenda.ts'
import { left, momentOf, passed, printMoment } from '#law/report/clock.ts'
import { textReport } from './text.ts'
import { columns } from '#server/report/width.ts'

const LANGUAGES = ['zh', 'en'] as const
const plain = (language: 'zh' | 'en', width = 80): string => textReport(assessment, language, { width, colour: false })

test('what is overdue comes before what is due, and what is settled comes last', () => {
  const report = plain('zh')
  const order = [
    '未经同意不得向他人提供个人信息',
    '向主管部门报告事件',
    '向有关主管部门报告',
    '加强对用户发布信息的管理',
    '备份重要数据',
    '禁止事项',
    '已了结',
    '法律责任',
    '待回答的问题',
  ]
  const places = order.map((words) => report.indexOf(words))
  expect(places.every((place) => place > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
})

test('a late duty shows its provision, since when, how late, why, what to do and what it costs', () => {
  const report = plain('zh')
  for (const words of [
    '已逾期 2 天',
    'incident-1 · 第二十五条 · 自 2025-11-28 09:12',
    '期限 24 小时',
    '立即补报。',
    '第五十九条第一款',
    '1 万元以上 10 万元以下',
  ])
    expect(report).toContain(words)
  const english = plain('en')
  for (const words of ['2 days late', 'incident-1 · Art. 25 · since 2025-11-28 09:12', 'Clock: 24 hours', 'Report now.', 'Art. 59(1)', '¥10,000 to ¥100,000'])
    expect(english).toContain(words)
})

test('a ban that was broken is dated by its breach, not called late', () => {
  expect(plain('zh')).toContain('自 2025-11-20 10:00')
  expect(plain('en')).toMatch(/■ Ban broken .*\n.*10 days ago|■ Ban broken .*10 days ago/)
})

test('a running clock gives what is left and the absolute time', () => {
  expect(plain('zh')).toContain('还剩 2 小时 10 分')
  expect(plain('en')).toContain('2 h 10 min left')
  expect(plain('en')).toContain('due 2025-12-01 11:10')
})

test('the same standing duty of two systems is one line that names both', () => {
  expect(plain('zh')).toContain('支付系统、会员系统 · 第二十一条第四项')
})

test('what is indeterminate says what would settle it', () => {
  expect(plain('zh')).toContain('支付系统：用户可以发布信息？')
})

test('no line is wider than the terminal, counting Chinese as two columns', () => {
  const sheets = [assessment, hostile].flatMap((each) =>
    LANGUAGES.flatMap((language) =>
      [40, 80, 120].flatMap((width) => [true, false].map((colour) => ({ width, text: textReport(each, language, { width, colour }) }))),
    ),
  )
  const lines = sheets.flatMap(({ width, text }) => text.split('\n').map((line) => ({ width, line })))
  expect(lines.length).toBeGreaterThan(1000)
  expect(lines.filter(({ width, line }) => columns(line) > width)).toEqual([])
})

test('colour only repeats what marks and words say', () => {
  const escape = String.fromCharCode(27)
  const coloured = textReport(assessment, 'zh', { width: 80, colour: true })
  expect(coloured).toContain(`${escape}[38;5;160m■ 逾期`)
  expect(coloured.replaceAll(new RegExp(`${escape}\\[[0-9;]*m`, 'g'), '')).toBe(plain('zh'))
})

test('a name cannot steer the terminal', () => {
  // oxlint-disable-next-line no-control-regex
  expect(textReport(hostile, 'zh', { width: 80, colour: false })).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
})

test('the same assessment gives the same text', () => {
  for (const language of LANGUAGES)
    expect(textReport(structuredClone(assessment), language, { width: 80, colour: true })).toBe(textReport(assessment, language, { width: 80, colour: true }))
})

test('there is no percentage', () => {
  for (const language of LANGUAGES) expect(plain(language)).not.toContain('%')
})

test('the seventh day still counts as within seven days', () => {
  const due = (iso: string): string =>
    agendaOf({ ...assessment, duties: [{ ...lateByClock, state: 'open', late: false, due: iso }] })
      .items.week.map((item) => item.standing)
      .join('')
  expect(due('2025-12-08T23:59:59.999+08:00')).toBe('running')
  expect(due('2025-12-09T00:00:00+08:00')).toBe('')
})

test.each([
  ['2025-12-01T09:00:30+08:00', '还剩 1 分', '1 min left'],
  ['2025-12-01T11:00:00+08:00', '还剩 2 小时', '2 h left'],
  ['2025-12-02T12:30:00+08:00', '还剩 1 天 3 小时', '1 day 3 h left'],
  ['2025-12-31T23:59:59.999+08:00', '还剩 30 天', '30 days left'],
  ['2026-12-01T09:00:00+08:00', '还剩 1 年', '1 year left'],
  ['2028-02-15T23:59:59.999+08:00', '还剩 2 年 2 个月', '2 years 2 months left'],
])('at 2025-12-01 09:00, what is due at %s is %s, %s', (due, zh, en) => {
  expect(left(momentOf(assessment.at), momentOf(due))).toEqual({ zh, en })
})

test('time that has passed is counted in whole units', () => {
  const at = momentOf(assessment.at)
  expect(passed(momentOf('2025-11-29T09:00:01+08:00'), at)).toEqual({ zh: '1 天 23 小时', en: '1 day 23 h' })
  expect(passed(instant(at - 59_999), at).en).toBe('just now')
})

test('the end of a day is written as its 24:00', () => {
  expect(printMoment(momentOf('2026-03-01T23:59:59.999+08:00'))).toBe('2026-03-01 24:00')
  expect(printMoment(momentOf('2026-03-02T00:00:00+08:00'))).toBe('2026-03-02 00:00')
})
