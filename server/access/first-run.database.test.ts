import { afterEach, beforeEach, expect, test } from 'vitest'
import { newParty, NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { accessRecord, Browser, claimOf, GOOD, placeOn, type Place } from './browser.fixture.ts'

let database: TestDatabase
let place: Place

beforeEach(async () => {
  database = await testDatabase()
  place = await placeOn(database, () => NOON)
})
afterEach(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

async function parties(): Promise<number> {
  return (await database.keeper.query('select 1 from office.party')).rows.length
}

test('without the token nobody registers the party, and nothing of the attempt stays', async () => {
  const browser = new Browser(place)
  expect((await browser.get('/api/sign-in')).body).toMatchObject({ firstRun: true, party: null })
  for (const token of ['', 'wrong', `${place.reception.firstRun?.token}x`, 'A'.repeat(32)])
    expect(await browser.post('/api/first-run', claimOf(place, { token }))).toMatchObject({ status: 403, body: { code: 'first-run-over' } })
  expect(await browser.post('/api/first-run', claimOf(place), { origin: 'http://evil.example' })).toMatchObject({ status: 403, body: { code: 'cross-site' } })
  expect(await parties()).toBe(0)
})

test.each([
  ['short', 'access.password-length'],
  ['linwei-2026!', 'access.password-named'],
  ['林薇LinWei20261122', 'access.password-named'],
  ['Password12345', 'access.password-common'],
  ['P@ssw0rd!Admin', 'access.password-common'],
  ['123456789012345', 'access.password-common'],
  ['aaaaaabbbbbbcc', 'access.password-common'],
])('a weak password is refused with what is wrong with it, and the token is still good: %s', async (password, code) => {
  const browser = new Browser(place)
  expect(await browser.post('/api/first-run', claimOf(place, { password }))).toMatchObject({ status: 400, body: { code } })
  expect(await parties()).toBe(0)
  expect((await browser.post('/api/first-run', claimOf(place))).status).toBe(201)
})

test('an account name that cannot be one is refused', async () => {
  for (const account of ['', 'a', '.lin', 'lin wei', 'x'.repeat(65)])
    expect(await new Browser(place).post('/api/first-run', claimOf(place, { account }))).toMatchObject({
      status: 400,
      body: { code: 'access.account-malformed' },
    })
})

test('the token works once: the party is there, its first system administrator signs in, and the record holds no secret', async () => {
  const browser = new Browser(place)
  const claim = claimOf(place)
  const claimed = await browser.post('/api/first-run', claim)
  expect(claimed).toMatchObject({ status: 201, body: { kind: 'claimed', account: 'linwei' } })
  expect(await browser.post('/api/first-run', claim)).toMatchObject({ status: 403, body: { code: 'first-run-over' } })
  const party = Party.parse(claimed.body.party)
  expect((await browser.get('/api/sign-in')).body).toMatchObject({ firstRun: false, party: { id: party } })
  // The only party need not be named.
  expect(await browser.post('/api/sign-in', { account: ' LINWEI', password: GOOD })).toMatchObject({ status: 200, body: { kind: 'signed-in' } })
  expect((await browser.get('/api/me')).body.person).toMatchObject({ name: '林薇', roles: ['system-administrator'] })
  const record = await accessRecord(database, party)
  expect(record.map(({ kind }) => kind)).toEqual(['access.first-run', 'access.signed-in'])
  for (const text of [...record.map((each) => each.text), ...place.log])
    for (const secret of [GOOD, place.reception.firstRun?.token ?? '', browser.pageToken ?? 'none', browser.cookie?.split('.').at(-1) ?? 'none'])
      expect(text).not.toContain(secret)
})

test('two first runs at once, on one process and on two, register one party', async () => {
  await using other = await placeOn(database, () => NOON)
  const places = [place, place, other, other]
  const answers = await Promise.all(places.map((each) => new Browser(each).post('/api/first-run', claimOf(each))))
  expect(answers.map(({ status }) => status).toSorted((one, next) => one - next)).toEqual([201, 403, 403, 403])
  expect(await parties()).toBe(1)
})

test('where there is a party the server opens no first run, and one that was open is over', async () => {
  await newParty(database)
  expect((await new Browser(place).post('/api/first-run', claimOf(place))).status).toBe(403)
  await using later = await placeOn(database, () => NOON)
  expect(later.reception.firstRun).toBeUndefined()
  expect((await new Browser(later).post('/api/first-run', claimOf(later, { token: '' }))).status).toBe(403)
  expect(await parties()).toBe(0)
})
