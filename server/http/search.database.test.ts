import { afterAll, beforeAll, expect, test } from 'vitest'
import { Hits, type Hit } from '../contract/search.ts'
import { Settings } from '../contract/settings.ts'
import { noteBackup } from '../database/backup-record.ts'
import { ask, beginOperator, codeOf, give, newParty, openPlace, tokenOf, type Place } from './place.fixture.ts'

let place: Place
let officer: string
let administrator: string

beforeAll(async () => {
  place = await openPlace()
  const party = await newParty(place)
  officer = await tokenOf(place, party, ['compliance-officer', 'security-officer'])
  administrator = await tokenOf(place, party, ['system-administrator'])
  await beginOperator(place, officer)
})
afterAll(() => place[Symbol.asyncDispose]())

async function hits(q: string, token = officer): Promise<readonly Hit[]> {
  return Hits.parse((await ask(place, `/api/search?q=${encodeURIComponent(q)}&limit=100`, { token })).body).hits
}

test('provisions, entries of registers, and what can be done are found in Chinese and English', async () => {
  for (const q of ['日志留存', 'logs six months'])
    expect((await hits(q)).filter((hit) => hit.kind === 'provision').map(({ provision }) => provision)).toContain('23.1.3')
  for (const q of ['支付', 'Payments']) expect((await hits(q)).some((hit) => hit.kind === 'row' && hit.subject === 'pay')).toBe(true)
  expect((await hits('report incident')).some((hit) => hit.kind === 'command' && hit.procedure === 'incident')).toBe(true)
})

test('a duty is found by what it is of, and a letter by its kind, its matter and whom it went to', async () => {
  const march = '2026-03-02T09:12:00+08:00'
  await give(place, officer, 'incident/leak-7', {
    type: 'discover',
    knownAt: march,
    title: '支付接口中断',
    eventKind: 'equipment',
    endangersSecurity: true,
  })
  await give(place, officer, 'incident/leak-7', { type: 'classify', on: march, impact: { ciiWholeDownMinutes: 400 }, reason: '初判' })
  await give(place, officer, 'incident/leak-7', {
    type: 'report',
    on: march,
    to: 'cyberspace',
    channel: 'letter',
    entity: '青蓝优选，支付系统',
    foundWhereWhen: '机房，九时许',
    impactSoFar: '支付中断',
    measuresSoFar: '已切换',
  })
  const duty = (await hits('日志 支付')).find((hit) => hit.kind === 'duty')
  expect(duty).toMatchObject({ norm: 'logs.keep-six-months', subject: 'pay' })
  expect((await hits('logs Payments')).some((hit) => hit.kind === 'duty' && hit.norm === 'logs.keep-six-months')).toBe(true)
  const matter = (await hits('支付接口中断')).find((hit) => hit.kind === 'row' && hit.subject === 'leak-7')
  expect(matter).toMatchObject({ procedure: 'incident', matter: true })
  for (const q of ['leak-7 网信', '网络安全事件报告'])
    expect((await hits(q)).find((hit) => hit.kind === 'letter')).toMatchObject({ box: 'out', procedure: 'incident', subject: 'leak-7' })
  // What it says is not searched.
  expect((await hits('机房九时许')).some(({ kind }) => kind === 'letter')).toBe(false)
})

test('a letter of a matter that one may not read is not found, nor another party’s letters and duties', async () => {
  expect((await hits('leak-7')).some(({ kind }) => kind === 'letter')).toBe(true)
  expect((await hits('leak-7', administrator)).some(({ kind }) => kind === 'letter')).toBe(false)
  const party = await newParty(place)
  const other = await tokenOf(place, party, ['compliance-officer', 'security-officer'])
  expect((await hits('leak-7', other)).filter(({ kind }) => kind !== 'provision')).toEqual([])
  expect((await hits('日志 支付', other)).filter(({ kind }) => kind === 'duty' || kind === 'row' || kind === 'letter')).toEqual([])
})

test('where there is not room for all, no kind hides the others', async () => {
  const few = Hits.parse((await ask(place, `/api/search?q=${encodeURIComponent('网络')}&limit=12`, { token: officer })).body).hits
  expect(few.length).toBe(12)
  expect(new Set(few.map(({ kind }) => kind)).size).toBeGreaterThan(2)
})

test('nobody is offered what he may not do, and another party’s rows are not found', async () => {
  expect((await hits('report incident', administrator)).some(({ kind }) => kind === 'command')).toBe(false)
  const other = await tokenOf(place, await newParty(place), ['compliance-officer'])
  expect((await hits('支付', other)).some(({ kind }) => kind === 'row')).toBe(false)
  expect((await ask(place, '/api/search?q=x')).status).toBe(401)
  expect(codeOf(await ask(place, '/api/search?q=%20', { token: officer }))).toBe('request-malformed')
})

test('settings tell what runs here, and only the system administrator where the database is', async () => {
  const read = async (token: string) => Settings.parse((await ask(place, '/api/settings', { token })).body)
  expect(await read(officer)).toMatchObject({ encoding: 'tests', mail: false, database: { where: null }, mostFile: 26_214_400 })
  expect((await read(administrator)).database.where).toBe('test')
})

test('the system administrator is told when the newest backup was made, and nobody else is', async () => {
  const read = async (token: string) => Settings.parse((await ask(place, '/api/settings', { token })).body).lastBackup
  expect(await read(administrator)).toBeNull()
  await noteBackup(place.folder, { at: Date.parse('2026-03-31T02:00:00+08:00'), bytes: 81_920 })
  expect(await read(administrator)).toEqual({ at: '2026-03-31T02:00:00+08:00', bytes: 81_920 })
  expect(await read(officer)).toBeNull()
})

test('a view leaves as a file in words, and what somebody wrote is no formula there', async () => {
  const enter = { type: 'enter', name: { zh: '=HYPERLINK("x")', en: '@SUM, "1"' }, since: '2024-01-02', facts: {}, particulars: {} }
  await give(place, officer, 'system/evil', enter)
  const csv = (await ask(place, '/api/views/system-register.csv?lang=en', { token: officer })).bytes.toString()
  expect(csv).toContain(`"'@SUM, ""1"""`)
  const zh = (await ask(place, '/api/views/system-register.csv', { token: officer })).bytes.toString()
  expect(zh).toContain(`"'=HYPERLINK(""x"")"`)
  const book = await ask(place, '/api/views/system-register.xlsx', { token: officer })
  expect([book.status, book.bytes.subarray(0, 2).toString()]).toEqual([200, 'PK'])
  expect(String(book.headers['content-disposition'])).toMatch(/^attachment;.*system-register\.xlsx/)
  for (const wrong of ['system-register.exe', 'nothing.csv']) expect(codeOf(await ask(place, `/api/views/${wrong}`, { token: officer }))).toBe('not-found')
})
