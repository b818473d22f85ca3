import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { Browser, founded, GOOD, placeOn, type Answer, type Place } from '../access/browser.fixture.ts'
import { readParty } from '../party.ts'
import { addPerson, createToken } from '../person.ts'

const NOW = Date.parse('2026-04-01T09:00:00+08:00')
const DAY = 86_400_000 // ms

let database: TestDatabase
let place: Place
let party: Party
let founder: Browser
/** Bears a token instead of a session. */
let officer: Readonly<Record<string, string>>
let now = NOW

beforeAll(async () => {
  database = await testDatabase()
  place = await placeOn(database, () => now)
  ;({ party, founder } = await founded(place))
  const token = await inParty(database.app, party, async (sql) => {
    const card = await readParty(sql, party)
    if (card === undefined) throw new Error('no party')
    const added = await addPerson(sql, card, { name: '陆明', roles: ['compliance-officer', 'security-officer'] })
    if (added.kind === 'refused') throw new Error(added.refusal.en)
    return createToken(sql, party, added.person, { name: 'test', now: NOW, expires: NOW + 30 * DAY })
  })
  officer = { authorization: `Bearer ${token}` }
})
afterAll(async () => {
  await place.app.close()
  await database[Symbol.asyncDispose]()
})

interface Case {
  readonly what: string
  readonly url: string
  /** Another one each time it is called. */
  readonly body: () => object
  /** Who asks; the administrator by a session without it. */
  readonly as?: 'officer'
  /** The table that grows by one. */
  readonly table: string
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
}

const some = (): string => randomUUID().slice(0, 8)
const CASES: readonly Case[] = [
  { what: 'an invitation', url: '/api/people', body: () => ({ name: '何川', account: some(), roles: ['engineer'] }), table: 'person', status: 201 },
  { what: 'a token', url: '/api/tokens', body: () => ({ name: some(), days: 30, scope: 'read' }), table: 'token', status: 201 },
  { what: 'a webhook', url: '/api/webhooks', body: () => ({ url: `https://a.example/${some()}` }), table: 'webhook', status: 201 },
  {
    what: 'an evidence file',
    url: '/api/files?procedure=incident&subject=leak-1',
    body: () => Buffer.from(`${some()} 截图`),
    as: 'officer',
    table: 'file',
    status: 201,
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'a.txt' },
  },
  {
    what: 'a command',
    url: '/api/matters/plan/self',
    body: () => ({ type: 'find-gap', on: '2026-03-02T09:00:00+08:00', gap: some() }),
    as: 'officer',
    table: 'entry',
    status: 201,
  },
]

async function send({ url, as, headers = {} }: Case, body: object, key: string, more: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const named = { 'idempotency-key': key, ...headers, ...more }
  const browser = as === undefined ? founder : new Browser(place)
  return browser.ask('POST', url, { payload: body, headers: as === undefined ? named : { ...named, ...officer } })
}

const SCHEMAS: Readonly<Record<string, string>> = { entry: 'journal' }

async function countOf(table: string): Promise<number> {
  const { rows } = await database.keeper.query<{ count: number }>(`select count(*)::int as count from ${SCHEMAS[table] ?? 'office'}.${table}`)
  return rows[0]?.count ?? -1
}

describe.each(CASES)('$what', (each) => {
  test('that is sent twice under one key is made once, and both are answered the same', async () => {
    const before = await countOf(each.table)
    const [key, body] = [randomUUID(), each.body()]
    const first = await send(each, body, key)
    const again = await send(each, body, key)
    expect([first.status, again.status]).toEqual([each.status, each.status])
    expect(again.body).toEqual(first.body)
    expect(again.headers['content-type']).toBe(first.headers['content-type'])
    expect((await countOf(each.table)) - before).toBe(1)
  })

  test('under the key of another is refused, and is not made', async () => {
    const key = randomUUID()
    await send(each, each.body(), key)
    const before = await countOf(each.table)
    const other = await send(each, each.body(), key)
    expect([other.status, other.body.code]).toEqual([409, 'idempotency-key-reused'])
    expect(await countOf(each.table)).toBe(before)
  })
})

const [invitation, token, webhook, file, command] = CASES

function must(found: Case | undefined): Case {
  if (found === undefined) throw new Error('no such case')
  return found
}

test('a key belongs to whoever sent it, for every kind of request', async () => {
  const key = randomUUID()
  expect((await send(must(token), must(token).body(), key)).status).toBe(201)
  expect((await send(must(webhook), must(webhook).body(), key)).body.code).toBe('idempotency-key-reused')
  expect((await send(must(file), must(file).body(), key)).status).toBe(201)
  expect((await send(must(command), must(command).body(), key)).body.code).toBe('idempotency-key-reused')
  const other = randomUUID()
  expect((await send(must(command), must(command).body(), other)).status).toBe(200)
  expect((await send(must(file), must(file).body(), other)).body.code).toBe('idempotency-key-reused')
})

test('another name of the same file is another request', async () => {
  const [key, body] = [randomUUID(), must(file).body()]
  await send(must(file), body, key)
  expect((await send(must(file), body, key, { 'x-file-name': 'b.txt' })).body.code).toBe('idempotency-key-reused')
})

test('what was refused leaves its key free for the request that is mended', async () => {
  const key = randomUUID()
  expect((await send(must(invitation), { name: '', account: 'x', roles: [] }, key)).status).toBe(400)
  expect((await send(must(invitation), must(invitation).body(), key)).status).toBe(201)
})

test('of two that come at the same time one is done, and the other is told so or given its answer', async () => {
  const before = await countOf('webhook')
  const [key, body] = [randomUUID(), must(webhook).body()]
  const answers = await Promise.all([send(must(webhook), body, key), send(must(webhook), body, key)])
  expect((await countOf('webhook')) - before).toBe(1)
  for (const { status, body: told } of answers) expect([201, 'idempotency-key-unsettled']).toContain(status === 201 ? 201 : told.code)
  expect(answers.some(({ status }) => status === 201)).toBe(true)
})

test('where nobody can tell whether it was done, it is not done again', async () => {
  const [key, body] = [randomUUID(), must(token).body()]
  await send(must(token), body, key)
  await database.keeper.query(`update office.answer set answer = '{"kind":"under-way"}' where name like $1`, [`%${key}`])
  const before = await countOf('token')
  const again = await send(must(token), body, key)
  expect([again.status, again.body.code]).toEqual([409, 'idempotency-key-unsettled'])
  expect(await countOf('token')).toBe(before)
})

test('what is shown once stands nowhere in the clear, and a day later the key stands for nothing', async () => {
  const [key, body] = [randomUUID(), must(token).body()]
  const first = await send(must(token), body, key)
  const { rows } = await database.keeper.query<{ answer: string }>('select answer::text from office.answer')
  expect(first.body.token?.length).toBeGreaterThan(20)
  expect(rows.length).toBeGreaterThan(5)
  const [, , , secret = 'none'] = (first.body.token ?? '').split('.')
  for (const { answer } of rows) expect(answer).not.toContain(secret)
  now = NOW + DAY + 1000
  await founder.signIn(party, 'linwei', GOOD)
  const later = await send(must(token), body, key)
  expect(later.status).toBe(201)
  expect(later.body.token).not.toBe(first.body.token)
  now = NOW
  await founder.signIn(party, 'linwei', GOOD)
})

test('a key that is none is refused', async () => {
  for (const each of [must(token), must(command)]) expect((await send(each, each.body(), 'a key with spaces')).body.code).toBe('idempotency-key-malformed')
})

describe('the public', () => {
  const complaint = (content: string): object => ({ type: 'submit', topic: 'personal-information', content, name: '王先生', contact: '13900000000' })
  const begin = (body: object, key: string): Promise<Answer> => new Browser(place).post(`/portal/${party}/matters/complaint`, body, { 'idempotency-key': key })
  const codeIn = ({ body }: Answer): unknown => body.code

  beforeAll(async () => {
    const since = { type: 'begin', since: '2024-01-02', unit: true }
    await new Browser(place).post('/api/matters/profile/self', since, officer)
  })

  test('that sends a complaint twice under one key has made one, and is given the same code', async () => {
    const before = await countOf('receipt_code')
    const key = randomUUID()
    const first = await begin(complaint('客服索要身份证照片'), key)
    const again = await begin(complaint('客服索要身份证照片'), key)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect((await countOf('receipt_code')) - before).toBe(1)
    expect(codeIn(await begin(complaint('客服索要身份证照片'), randomUUID()))).not.toBe(codeIn(first))
  })

  test('is refused another complaint under that key, and a key that is none', async () => {
    const key = randomUUID()
    await begin(complaint('一'), key)
    expect(codeIn(await begin(complaint('二'), key))).toBe('idempotency-key-reused')
    expect(codeIn(await begin(complaint('二'), 'two words'))).toBe('idempotency-key-malformed')
  })
})
