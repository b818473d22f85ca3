import { expect, test } from 'vitest'
import { assessment, finding, HOSTILE, hostile } from '#server/report/assessment.fixture.ts'
import { htmlReport } from './html.ts'
import { escape, styleString } from './markup.ts'
import { styleSheet } from './style.ts'

const LANGUAGES = ['zh', 'en'] as const
const [zh, en] = [htmlReport(assessment, 'zh'), htmlReport(assessment, 'en')]

const withoutStyle = (page: string): string => page.replace(/<style>[^]*?<\/style>/, '')
/** What a reader sees: without tags, with blanks folded. */
const seen = (page: string): string =>
  withoutStyle(page)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')

test('the page asks for nothing from outside and runs nothing', () => {
  for (const page of [zh, en, htmlReport(hostile, 'zh')]) {
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form|base)\b/i)
    const tags = [...withoutStyle(page).matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/"[^"]*"/g, ''))
    expect(tags.length).toBeGreaterThan(100)
    expect(tags.filter((tag) => /\s(src|srcset|action|data|on\w+)=/i.test(tag))).toEqual([])
    expect([...page.matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to).filter((to) => !to.startsWith('#'))).toEqual([])
    expect(page).not.toMatch(/url\(|@import/i)
  }
})

test('names that hold markup are shown, not obeyed', () => {
  for (const language of LANGUAGES) {
    const page = htmlReport(hostile, language)
    expect(page).toContain('&lt;script src=&quot;http://evil.example/x.js&quot;&gt;')
    expect(page.match(/<\/style>/g)).toHaveLength(1)
    expect(page).not.toContain('<img')
    expect(page).not.toContain('\u001b')
    expect(page).not.toContain('\u202e')
    expect(page.match(/<style>([^]*?)<\/style>/)?.[1]).not.toContain('<')
  }
})

test('a value ends neither an attribute, nor a string of the style sheet', () => {
  expect(escape(`"'<>&`)).toBe('&quot;&#39;&lt;&gt;&amp;')
  expect(styleString('甲"}</style>\\')).toBe(String.raw`"甲\22 \7d \3c \2f style\3e \5c "`)
})

test('overdue comes first of the sections', () => {
  const order = ['overdue', 'week', 'indeterminate', 'exposure', 'proof', 'kept', 'settled', 'questions'].map((id) => zh.indexOf(`id="${id}"`))
  expect(order.every((place) => place > 0)).toBe(true)
  expect(order).toEqual(order.toSorted((a, b) => a - b))
})

test('a late duty shows provision, since when, how late, why with its entry, the next step, proof and exposure', () => {
  const page = seen(zh)
  for (const words of ['第二十五条', '自 2025-11-28 09:12', '已逾期 2 天', '期限 24 小时', '立即补报。', '恢复测试记录', '应当处 1 万元以上 10 万元以下罚款'])
    expect(page).toContain(words)
  expect(zh).toContain('<time datetime="2025-11-28T09:12:00+08:00">2025-11-28 09:12</time>')
  expect(zh).toContain('<span class="ref">#9</span>')
})

test('shall and may are told apart in words', () => {
  expect(seen(en)).toContain('The competent department shall order correction')
  expect(seen(en)).toContain('The competent department may suspend the business concerned')
  expect(seen(zh)).toContain('有关主管部门可以责令暂停相关业务')
})

test('the arithmetic of a fine is visible and exact', () => {
  expect(seen(zh)).toContain('1,234,567.89 × 1–10 = 1,234,567.89–12,345,678.90 元')
  expect(seen(en)).toContain('¥1,234,567.89 to ¥12,345,678.90')
})

test('a finding that was penalised says by which entry', () => {
  expect(seen(zh)).toContain('已决定处罚 #77')
  expect(seen(en)).toContain('penalty decided, #77')
})

test('every bar says its range to those who do not see it', () => {
  const labels = [...en.matchAll(/<svg[^>]*role="img"[^>]*aria-label="([^"]*)"/g)].map(([, label]) => label)
  expect(labels).toContain('The person ¥5,000 to ¥50,000')
  expect(labels).toContain('The unit ¥1,234,567.89 to ¥12,345,678.90')
  expect(en.match(/<svg/g)).toHaveLength(labels.length)
})

test('what would raise and what would lower the exposure is said', () => {
  expect(seen(zh)).toContain('是否造成危害网络安全等后果？决定是否进入第五十九条第一款的加重档。')
  expect(seen(en)).toContain('Proof that this is not so leads back to the tier before: correction refused')
})

test('the four values that reproduce the report stand in full', () => {
  for (const value of [assessment.encoding, assessment.at, assessment.knownUpTo ?? '', 'applicable']) expect(en.slice(en.indexOf('<footer'))).toContain(value)
  expect(htmlReport({ ...assessment, law: { asIf: 'csl-2026' } }, 'en')).toContain('csl-2026')
})

test('state is never told by colour alone', () => {
  const states = [...en.matchAll(/<span class="state [a-z]+"\s*><span class="mark" aria-hidden="true">(.*?)<\/span>\s*(.*?)<\/span>/g)]
  expect(states.length).toBeGreaterThan(4)
  for (const [, mark = '', word = ''] of states) {
    expect(mark).not.toBe('')
    expect(word).toMatch(/^[A-Z]/)
  }
})

test('headings go down one step at a time', () => {
  for (const page of [zh, en]) {
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level))
    expect(levels[0]).toBe(1)
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    expect(levels.filter((level, place) => level - (levels[place - 1] ?? 0) > 1)).toEqual([])
  }
})

test('the page names its language, its columns and its rows', () => {
  expect(zh).toContain('<html lang="zh-CN">')
  expect(en).toContain('<html lang="en">')
  expect(en.match(/<table/g)?.length).toBeGreaterThan(2)
  for (const [table] of en.matchAll(/<table[^]*?<\/table>/g)) {
    expect(table).toContain('<caption>')
    expect(table).toContain('scope="col"')
    expect(table).toContain('scope="row"')
  }
})

test('every opened tag is closed', () => {
  const open: string[] = []
  const misplaced: string[] = []
  for (const [, closing, name = '', rest = ''] of withoutStyle(htmlReport(hostile, 'en')).matchAll(/<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>/g)) {
    if (closing === '/' && open.pop() !== name) misplaced.push(name)
    else if (closing !== '/' && !['meta', 'br'].includes(name) && !rest.endsWith('/')) open.push(name)
  }
  expect(misplaced).toEqual([])
  expect(open).toEqual([])
})

test('there is no percentage', () => {
  for (const page of [zh, en]) expect(seen(page)).not.toContain('%')
})

test('the same assessment gives the same bytes', () => {
  for (const language of LANGUAGES) expect(htmlReport(structuredClone(assessment), language)).toBe(htmlReport(assessment, language))
})

test('an assessment without duties says so', () => {
  const page = seen(htmlReport({ ...assessment, duties: [], exposure: [], asks: [], knownUpTo: null }, 'zh'))
  for (const words of ['没有逾期的义务。', '没有正在计时的期限。', '记录中没有应受处罚的违反。', '没有记录']) expect(page).toContain(words)
})

test('an unknown question or flag of the law’s data is passed on as it is', () => {
  const page = seen(htmlReport({ ...assessment, exposure: [{ ...finding, asks: ['newFact of another form'], flags: ['new-flag'] }] }, 'en'))
  expect(page).toContain('NewFact of another form')
  expect(page.toLowerCase()).toContain('new-flag')
  expect(HOSTILE).toContain('<script')
})

/** Relative luminance and contrast as WCAG 2 defines them. */
function contrast(left: string, right: string): number {
  const light = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [low = 0, high = 0] = [light(left), light(right)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

test('every ink has a contrast of 4.5 : 1 on paper and on sheet, in light and in dark', () => {
  const themes = [...styleSheet('').matchAll(/:root\{(--paper[^}]*)\}/g)].map(
    ([, tokens = '']) => new Map([...tokens.matchAll(/--(\w+):(#[0-9A-F]{6})/g)].map(([, name = '', hex = '']) => [name, hex])),
  )
  expect(themes).toHaveLength(2)
  for (const theme of themes)
    for (const ink of ['ink', 'second', 'cinnabar', 'amber', 'jade', 'indigo'])
      for (const ground of ['paper', 'sheet'])
        expect(contrast(theme.get(ink) ?? '', theme.get(ground) ?? ''), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
})
