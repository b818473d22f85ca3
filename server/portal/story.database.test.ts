import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { statute } from '#law/statute.fixture.ts'
import type { PersonRole } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { appOf } from '../app.ts'
import { openOffice, type Office } from '../office.ts'
import { registerParty, type PartyCard } from '../party.ts'
import { Reader, type Sheet } from './reader.fixture.ts'

const START = Date.parse('2026-04-01T09:00:00+08:00')
const MINUTE = 60_000
const MOST = 20_480 // bytes of a page, compressed
let now = START
let database: TestDatabase
let app: FastifyInstance
let office: Office
const log: string[] = []

beforeAll(async () => {
  database = await testDatabase()
  const secrets = { master: database.master, databasePassword: () => '' }
  const close = async (): Promise<void> => undefined
  office = openOffice({ database: { ...database, where: 'test', secrets, embedded: undefined, close }, statute, catalogue, clock: () => now })
  app = await appOf({ pool: database.app, entries: 'withheld', office, log: { write: (line) => void log.push(line) } })
})

afterAll(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
})

beforeEach(() => {
  now = START
  log.length = 0
})

const DEPARTMENT: PartyCard = { kind: 'department', zh: '临江市网信办', en: 'Linjiang Cyberspace Office', region: '330100', remit: 'cyberspace', level: 'city' }

async function registered(card: PartyCard): Promise<Party> {
  const party = Party.parse(randomUUID())
  await inParty(database.app, party, (sql) => registerParty(sql, database.master, party, card, { origin: `test.example/${party}`, now: START }))
  return party
}

/** Somebody of the party acts on its only matter of a procedure. */
async function act(party: Party, procedure: string, role: PersonRole, command: object): Promise<void> {
  const { rows } = await database.keeper.query<{ subject: string }>('select subject from office.receipt_code where party = $1 and procedure = $2', [
    party,
    procedure,
  ])
  const done = await office.dispatch.give(party, { procedure, subject: rows[0]?.subject ?? 'none', command, actor: { person: 'officer', roles: [role] } })
  expect(done).toMatchObject({ kind: 'accepted' })
}

const clock = (): string => new Date(now).toISOString().replace('Z', '+00:00')
const codeOn = ({ text }: Sheet): string => /(?:[0-9A-Z]{5} ?- ?){3}[0-9A-Z]{5}/.exec(text)?.[0].replaceAll(' ', '') ?? 'none'

const HOSTILE = `取消订单后仍在推送 <script>alert("1")</script> ' onload='x' </textarea>&amp;`

/** What each language's buttons and headings say. */
const SAID = [
  {
    language: 'zh-CN',
    lang: 'zh-CN',
    doing: '投诉、举报',
    begin: '开始',
    next: '继续',
    skip: '跳过',
    back: '上一步',
    review: '核对并送出',
    send: '送交临江市网信办',
    done: '已送达',
    see: '查看',
    leave: '看完了，关闭',
    closed: '本事项已于',
    source: '《中华人民共和国网络安全法》第五十一条第一款',
    problem: '请选择“反映的问题”。',
    change: '修改“具体情况”',
  },
  {
    language: 'en',
    lang: 'en',
    doing: 'Complain or report',
    begin: 'Begin',
    next: 'Continue',
    skip: 'Skip',
    back: 'Back',
    review: 'Check and send',
    send: 'Send it to Linjiang Cyberspace Office',
    done: 'Received',
    see: 'See how it stands',
    leave: 'I am done: close',
    closed: 'This matter was closed',
    source: "Cybersecurity Law of the People's Republic of China, Art. 51(1)",
    problem: 'Choose an answer to “What it is about”.',
    change: 'Change “What happened”',
  },
] as const

test.each(SAID)('without a script, in $language: a report without a name, a code, an answer, a reply', async (said) => {
  const party = await registered(DEPARTMENT)
  const reader = new Reader(app, { language: said.language })
  const sheets: Sheet[] = []
  const keep = (sheet: Sheet): Sheet => {
    sheets.push(sheet)
    return sheet
  }
  keep(await reader.open('/p'))
  expect(keep(await reader.open(`/p/${party}`)).text).toContain(said.doing)
  expect(keep(await reader.open(`/p/${party}/complaint`)).heading).toBe(said.doing)
  keep(await reader.press(said.begin))
  // The first question, with the provision that asks it; going on without an answer is told at the field and at the top.
  const refused = keep(await reader.press(said.next))
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(said.source)
  expect(refused.html).toContain('href="#f-topic"')
  expect(refused.text.split(said.problem)).toHaveLength(3)
  const second = keep(await reader.press(said.next, { 'f.topic': 'personal-information' }))
  keep(await reader.press(said.next, { 'f.content': HOSTILE }))
  // Back and forth, nothing that was typed is lost.
  const back = keep(await reader.press(said.back))
  expect(back.heading).toBe(second.heading)
  expect(back.html).not.toContain('<script')
  keep(await reader.press(said.next))
  keep(await reader.press(said.skip))
  const review = keep(await reader.press(said.skip))
  expect(review.heading).toBe(said.review)
  expect(review.text).toContain('取消订单后仍在推送 <script>alert("1")</script>')
  expect(review.html).not.toContain('<script')
  keep(await reader.press(said.change))
  keep(await reader.press(/回到|Back to/.exec(reader.page.text)?.[0] === '回到' ? '回到核对' : 'Back to checking'))
  now += MINUTE
  const receipt = keep(await reader.press(said.send))
  expect(receipt).toMatchObject({ status: 200, heading: said.done, url: `/p/${party}/done` })
  const code = codeOn(receipt)
  expect(code).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/)

  now += MINUTE
  await act(party, 'complaint', 'case-officer', { type: 'accept', on: clock(), undertaking: '由网络安全科核查' })
  await act(party, 'complaint', 'case-officer', { type: 'write-to-informant', message: '请说明 <b>哪一天</b>' })
  keep(await reader.open(`/p/${party}/follow`))
  expect(keep(await reader.press(said.see, { code: 'AAAAA-AAAAA-AAAAA-AAAAA' })).status).toBe(422)
  const told = keep(await reader.press(said.see, { code: ` ${code.toLowerCase().replaceAll('-', ' ')}` }))
  expect(told.text).toContain('由网络安全科核查')
  expect(told.text).toContain('请说明 <b>哪一天</b>')
  expect(told.html).not.toContain('<b>')
  expect(keep(await reader.press(said.send, { 'f.message': '' })).status).toBe(422)
  expect(keep(await reader.press(said.send, { 'f.message': '三月二十日' })).text).toContain('三月二十日')

  now += MINUTE
  await act(party, 'complaint', 'case-officer', { type: 'record-finding', on: clock(), finding: '属实' })
  await act(party, 'complaint', 'case-officer', { type: 'answer', on: clock(), result: 'upheld', measures: '责令改正', answer: '已责令停止推送' })
  await act(party, 'complaint', 'case-officer', { type: 'close', on: clock() })
  const answered = keep(await reader.open(`/p/${party}/follow`))
  expect(answered.text).toContain('已责令停止推送')
  // What is closed takes no more: the page says so, and has no button for it.
  expect(answered.text).toContain(said.closed)
  expect(answered.html).not.toContain('<textarea')
  const left = keep(await reader.press(said.leave))
  expect(left.text).not.toContain('已责令停止推送')
  expect((await reader.open(`/p/${party}/follow`)).text).not.toContain('已责令停止推送')

  // The code is in no address, in no log and in no page but the receipt.
  const bare = code.replaceAll('-', '')
  expect(reader.urls.concat(log).filter((line) => line.toUpperCase().replaceAll('-', '').includes(bare))).toEqual([])
  expect(sheets.filter((sheet) => codeOn(sheet) === code)).toHaveLength(1)
  expect(sheets.length).toBeGreaterThan(15)
  for (const { html, headers } of sheets) {
    expect(html).toContain(`<html lang="${said.lang}">`)
    expect(headers['content-language']).toBe(said.lang)
    expect(gzipSync(html).length).toBeLessThan(MOST)
    expect(html).not.toMatch(/<script|\sstyle="|\son[a-z]+="|(?:src|href|action)="(?:https?:)?\/\//)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
  }
})
