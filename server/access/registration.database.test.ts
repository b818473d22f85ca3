import { afterEach, beforeEach, expect, test } from 'vitest'
import { NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { Parties } from '../contract/party.ts'
import { accessRecord, BETTER, Browser, founded, GOOD, joined, placeOn, type Place } from './browser.fixture.ts'

let database: TestDatabase
let place: Place
let party: Party
let founder: Browser

beforeEach(async () => {
  database = await testDatabase()
  place = await placeOn(database, () => NOON)
  ;({ party, founder } = await founded(place))
})
afterEach(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const OFFICE = { kind: 'department', zh: '省网信办', en: 'Provincial office', region: '330000', remit: 'cyberspace', level: 'province' } as const
const FORM = { party: OFFICE, name: '周正', account: 'zhou', also: ['department-head'] }

test('whoever set the installation up registers a department; its first administrator opens the account by the link and signs in there', async () => {
  const made = await founder.post('/api/parties', FORM)
  expect(made).toMatchObject({ status: 201, body: { account: 'zhou' } })
  const department = Party.parse(made.body.party)
  const used = await new Browser(place).post('/api/invitation', { invitation: made.body.text, password: BETTER })
  expect(used).toMatchObject({ status: 201, body: { party: department, account: 'zhou' } })
  const zhou = new Browser(place)
  expect(await zhou.post('/api/sign-in', { party: '省网信办', account: 'zhou', password: BETTER })).toMatchObject({ status: 200 })
  expect((await zhou.get('/api/me')).body).toMatchObject({
    party: { id: department, kind: 'department', remit: 'cyberspace', level: 'province' },
    person: { name: '周正', roles: ['system-administrator', 'department-head'] },
  })
  expect((await accessRecord(database, party)).map(({ kind }) => kind)).toContain('access.party-registered')
  const theirs = await accessRecord(database, department)
  expect(theirs.map(({ kind }) => kind)).toEqual(['access.invited', 'access.invitation-used', 'access.signed-in'])
  // What the new party exports says nothing of the other.
  expect(theirs.map(({ text }) => text).join()).not.toContain(party)
})

test('the parties are listed for whoever is signed in, who is told whether they may register another', async () => {
  expect(Parties.parse((await founder.get('/api/parties')).body)).toMatchObject({ parties: [{ party, kind: 'operator', remit: null }], registers: true })
  await founder.post('/api/parties', FORM)
  await joined(founder, 'chen', ['engineer'])
  const chen = new Browser(place)
  await chen.signIn(party, 'chen')
  const listed = Parties.parse((await chen.get('/api/parties')).body)
  expect(listed.registers).toBe(false)
  expect(listed.parties.map(({ name }) => name.en)).toContain('Provincial office')
  expect((await new Browser(place).get('/api/parties')).status).toBe(401)
})

test('a party that did not set the installation up registers none, whoever administers it', async () => {
  const made = await founder.post('/api/parties', FORM)
  const department = Party.parse(made.body.party)
  await new Browser(place).post('/api/invitation', { invitation: made.body.text, password: GOOD })
  const zhou = new Browser(place)
  await zhou.signIn(department, 'zhou')
  expect(await zhou.post('/api/parties', { ...FORM, party: { ...OFFICE, zh: '另一网信办', en: 'Another office' } })).toMatchObject({
    status: 403,
    body: { code: 'access.not-founder' },
  })
  expect((await accessRecord(database, department)).map(({ kind }) => kind)).toContain('access.refused')
})

test.each([
  ['a name that is there already, in either language', { party: { ...OFFICE, zh: '省网信办二', en: 'PROVINCIAL OFFICE' } }, 409, 'access.party-named'],
  ['a role that such a party does not have', { also: ['engineer'] }, 409, 'person.role-not-here'],
  ['two of the three powers', { also: ['audit-administrator'] }, 422, 'person.two-powers'],
  ['an account name that cannot be one', { account: '-' }, 400, 'access.account-malformed'],
  ['a department without a level', { party: { ...OFFICE, level: undefined } }, 400, 'request-malformed'],
] as const)('%s is refused, and nothing of it stays', async (_what, wrong, status, code) => {
  await founder.post('/api/parties', FORM)
  const before = Parties.parse((await founder.get('/api/parties')).body).parties.length
  const fresh = { ...FORM, party: { ...OFFICE, zh: '市网信办', en: 'City office' } }
  expect(await founder.post('/api/parties', { ...fresh, ...wrong })).toMatchObject({ status, body: { code } })
  expect(Parties.parse((await founder.get('/api/parties')).body).parties).toHaveLength(before)
  expect((await accessRecord(database, party)).filter(({ kind }) => kind === 'access.party-registered')).toHaveLength(1)
})
