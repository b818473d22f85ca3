import { afterAll, beforeAll, expect, test } from 'vitest'
import { REPORT_FORMATS, REPORT_TYPES } from '../contract/report.ts'
import { entriesOf } from '../document/archive.ts'
import { ask, beginOperator, codeOf, give, newParty, openPlace, tokenOf, type Answer, type Place } from './place.fixture.ts'

let place: Place
let token: string

const EVIL = '=HYPERLINK("http://evil.example","甲")'

beforeAll(async () => {
  place = await openPlace()
  const party = await newParty(place)
  token = await tokenOf(place, party, ['compliance-officer', 'security-officer'])
  await beginOperator(place, token)
  await give(place, token, 'system/evil', { type: 'enter', name: { zh: EVIL, en: EVIL }, since: '2024-01-02', facts: { gradedLevel: 3 }, particulars: {} })
  // Designated two years ago and never assessed since.
  await give(place, token, 'profile/self', { type: 'establish', fact: 'designatedCii', holds: true, on: '2024-02-01T00:00:00+08:00', reason: '收到认定通知' })
})
afterAll(() => place[Symbol.asyncDispose]())

const REPORTS = ['board', 'exposure', 'plan'] as const
const get = (report: string, format: string, query = ''): Promise<Answer> =>
  ask(place, `/api/${report}.${format}?${report === 'plan' ? 'from=2025-01&to=2026-12&' : ''}${query}`, { token })

const HEADS = { xlsx: 'PK', docx: 'PK', csv: '\ufeff', pdf: '%PDF' }

test.each(REPORTS.flatMap((report) => REPORT_FORMATS.map((format) => [report, format] as const)))(
  '%s leaves as %s, in either language',
  async (report, format) => {
    const [zh, en] = [await get(report, format), await get(report, format, 'lang=en')]
    for (const { status, headers, bytes } of [zh, en]) {
      expect(status).toBe(200)
      expect(headers['content-type']).toContain(REPORT_TYPES[format])
      expect(String(headers['content-disposition'])).toMatch(
        new RegExp(`^attachment; filename="${report}\\.${format}"; filename\\*=UTF-8''\\S+2026-04-01\\.${format}$`),
      )
      expect(bytes.toString().startsWith(HEADS[format])).toBe(true)
    }
    expect(zh.bytes.equals(en.bytes)).toBe(false)
    expect(decodeURIComponent(String(zh.headers['content-disposition']))).toMatch(/网络安全义务清单-甲|法律责任-甲|控制计划-甲/)
  },
)

test('the duties stand in the file with their provision, their clock and who answers for them', async () => {
  const lines = (await get('board', 'csv')).bytes.toString().split('\r\n')
  expect(lines[0]).toContain('责任人')
  const logs = lines.find((line) => line.includes('logs.keep-six-months') && line.includes('支付'))
  expect(logs).toMatch(/第二十三条.*林薇/)
  const english = (await get('board', 'csv', 'lang=en')).bytes.toString()
  expect(english).toMatch(/Art\. 23.*Payments/)
  expect(english).not.toMatch(/第二十三条/)
  expect((await get('plan', 'csv', 'lang=en')).bytes.toString()).toMatch(/2025-02.*[^]*overdue 2025-/)
  expect((await get('exposure', 'csv')).bytes.toString()).toContain('第六十一条')
})

test('what is too long to be set as a document is refused as one, and leaves as a table', async () => {
  const many = await tokenOf(place, await newParty(place), ['compliance-officer', 'security-officer'])
  await beginOperator(place, many)
  const entry = { type: 'enter', since: '2024-01-02', facts: { gradedLevel: 3 }, particulars: {} }
  for (let at = 0; at < 80; at++) await give(place, many, `system/s-${at}`, { ...entry, name: { zh: `系统${at}`, en: `System ${at}` } })
  const of = (format: string): Promise<Answer> => ask(place, `/api/board.${format}?lang=en`, { token: many })
  const lines = (await of('csv')).bytes.toString().split('\r\n').length
  expect(lines).toBeGreaterThan(1001)
  expect((await of('xlsx')).status).toBe(200)
  for (const format of ['docx', 'pdf']) expect(codeOf(await of(format))).toBe('report-too-long')
})

test('what somebody wrote is no formula in any file', async () => {
  const csv = (await get('board', 'csv')).bytes.toString()
  expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""甲"")`)
  expect(csv).not.toMatch(/(^|,|\n)"?[=+@-]/)
  for (const report of REPORTS) {
    const sheets = entriesOf((await get(report, 'xlsx')).bytes).filter(({ name }) => /^xl\/worksheets\/.*\.xml$/.test(name.toString()))
    expect(sheets.length).toBeGreaterThan(0)
    for (const { content } of sheets) expect(content.toString()).not.toMatch(/<f[\s>]/)
  }
})

test('one’s own share is a part of all, and another party’s duties are in nobody’s file', async () => {
  const count = async (query: string): Promise<number> => (await get('board', 'csv', query)).bytes.toString().split('\r\n').length
  expect(await count('owner=mine')).toBeLessThanOrEqual(await count('owner=all'))
  const other = await newParty(place)
  const stranger = await tokenOf(place, other, ['compliance-officer'])
  for (const report of ['board.csv', 'exposure.pdf', 'plan.xlsx?from=2026-01&to=2026-12']) {
    expect(codeOf(await ask(place, `/api/${report}`, { token: stranger }))).toBe('no-profile')
    expect((await ask(place, `/api/${report}`)).status).toBe(401)
  }
})

test('a wish that cannot be read, and a format that there is not, are refused', async () => {
  expect(codeOf(await get('board', 'exe'))).toBe('not-found')
  expect(codeOf(await get('board', 'csv', 'lang=fr'))).toBe('request-malformed')
  expect(codeOf(await get('board', 'csv', 'owner=nobody'))).toBe('request-malformed')
  expect(codeOf(await ask(place, '/api/plan.csv?from=2026-12&to=2026-01', { token }))).toBe('request-malformed')
})
