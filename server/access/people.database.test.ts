import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import type { Party } from '#journal/party.ts'
import { accessRecord, BETTER, Browser, codeOf, founded, GOOD, joined, placeOn, type Answer, type Place } from './browser.fixture.ts'

const DAY = 86_400_000

let database: TestDatabase
let place: Place
let party: Party
let founder: Browser
let now: number

beforeEach(async () => {
  now = NOON
  database = await testDatabase()
  place = await placeOn(database, () => now)
  ;({ party, founder } = await founded(place))
})
afterEach(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const invite = (by: Browser, account: string, roles: readonly string[]): Promise<Answer> => by.post('/api/people', { name: '某人', account, roles })
const accept = (text: string | undefined, password = GOOD): Promise<Answer> => new Browser(place).post('/api/invitation', { invitation: text, password })

async function signedIn(account: string, where = place): Promise<Browser> {
  const browser = new Browser(where)
  const { status } = await browser.signIn(party, account)
  if (status !== 200) throw new Error(`${account} did not sign in: ${status}`)
  return browser
}

describe('invitations', () => {
  test('are made by the system administrator, for roles that there are and that one person may have', async () => {
    await joined(founder, 'chen', ['engineer'])
    const chen = await signedIn('chen')
    expect(await invite(chen, 'friend', ['engineer'])).toMatchObject({ status: 403, body: { code: 'access.not-yours' } })
    expect(await invite(founder, 'two', ['security-administrator', 'audit-administrator'])).toMatchObject({ status: 422, body: { code: 'person.two-powers' } })
    expect(await invite(founder, 'officer', ['case-officer'])).toMatchObject({ status: 409, body: { code: 'person.role-not-here' } })
    expect(await invite(founder, 'LINWEI', ['engineer'])).toMatchObject({ status: 409, body: { code: 'access.account-taken' } })
    expect(await invite(founder, '-', ['engineer'])).toMatchObject({ status: 400, body: { code: 'access.account-malformed' } })
    expect((await founder.post('/api/people', { name: '某', account: 'x1', roles: [] })).status).toBe(400)
    expect((await accessRecord(database, party)).filter(({ kind }) => kind === 'access.invited')).toHaveLength(1)
  })

  test('open one account once: not when guessed, weak, used, replaced, expired, or for somebody who has left', async () => {
    const first = await invite(founder, 'chen', ['engineer'])
    const { text = '', person } = first.body
    expect(await invite(founder, 'Chen', ['engineer'])).toMatchObject({ status: 409, body: { code: 'access.account-taken' } }) // promised
    for (const wrong of ['', 'dbi.x', `${text.slice(0, -4)}AAAA`, text.replace('dbi', 'dbs'), text.replace(party, randomUUID())])
      expect(await accept(wrong)).toMatchObject({ status: 404, body: { code: 'access.invitation-over' } })
    expect(await accept(text, 'too short')).toMatchObject({ status: 400, body: { code: 'access.password-length' } })
    const again = await founder.post(`/api/people/${String(person)}/invitation`)
    expect((await accept(text)).status).toBe(404)
    expect((await new Browser(place).signIn(party, 'chen')).status).toBe(401)
    const both = await Promise.all([accept(again.body.text), accept(again.body.text, BETTER)])
    expect(both.map(({ status }) => status).toSorted((one, next) => one - next)).toEqual([201, 404])
    const late = await invite(founder, 'late', ['engineer'])
    const gone = await invite(founder, 'gone', ['engineer'])
    expect((await founder.post(`/api/people/${String(gone.body.person)}/deactivate`)).status).toBe(204)
    expect((await accept(gone.body.text)).status).toBe(404)
    now += 3 * DAY
    expect((await accept(late.body.text)).status).toBe(404)
  })

  test('another link gives a person a new password: sessions and codes from before go', async () => {
    const person = await joined(founder, 'chen', ['engineer'])
    const chen = await signedIn('chen')
    const { secret = '' } = (await chen.post('/api/account/codes', { password: GOOD })).body
    expect((await chen.post('/api/account/codes/confirm', { code: codeOf(secret, now) })).status).toBe(200)
    const { text } = (await founder.post(`/api/people/${person}/invitation`)).body
    expect((await chen.get('/api/me')).status).toBe(200) // only once it is used
    expect((await accept(text, BETTER)).status).toBe(201)
    expect((await chen.get('/api/me')).status).toBe(401)
    expect((await new Browser(place).signIn(party, 'chen')).status).toBe(401)
    expect((await new Browser(place).signIn(party, 'chen', BETTER)).body.kind).toBe('signed-in')
  })
})

describe('three administrators', () => {
  test('the system administrator names the first of each, and no second; nor resets their passwords', async () => {
    const security = await joined(founder, 'security', ['security-administrator'])
    await joined(founder, 'audit', ['audit-administrator'])
    for (const role of ['system-administrator', 'security-administrator', 'audit-administrator'])
      expect(await invite(founder, `second-${role}`, [role])).toMatchObject({ status: 403, body: { code: 'access.power-held' } })
    expect(await founder.post(`/api/people/${security}/invitation`)).toMatchObject({ status: 403, body: { code: 'access.administrators-own' } })
    expect(await founder.post(`/api/people/${security}/deactivate`)).toMatchObject({ status: 409, body: { code: 'access.last-of-power' } })
  })

  test('roles are given by the security administrator, to others, never two powers to one, and no power is left without anybody', async () => {
    const security = await joined(founder, 'security', ['security-administrator'])
    const audit = await joined(founder, 'audit', ['audit-administrator'])
    const chen = await joined(founder, 'chen', ['engineer'])
    const giver = await signedIn('security')
    const give = (by: Browser, person: string, roles: readonly string[]): Promise<Answer> => by.post(`/api/people/${person}/roles`, { roles })
    expect(await give(founder, chen, ['auditor'])).toMatchObject({ status: 403, body: { code: 'access.not-yours' } })
    expect(await give(await signedIn('audit'), chen, ['auditor'])).toMatchObject({ status: 403 })
    expect(await give(giver, security, ['security-administrator', 'auditor'])).toMatchObject({ status: 403, body: { code: 'access.not-oneself' } })
    expect(await give(giver, audit, ['audit-administrator', 'system-administrator'])).toMatchObject({ status: 422, body: { code: 'person.two-powers' } })
    expect(await give(giver, audit, ['engineer'])).toMatchObject({ status: 409, body: { code: 'access.last-of-power' } })
    expect(await give(giver, randomUUID(), ['engineer'])).toMatchObject({ status: 404, body: { code: 'access.person-unknown' } })
    expect(await give(giver, chen, ['audit-administrator', 'engineer'])).toMatchObject({ status: 204 })
    expect(await give(giver, audit, ['engineer'])).toMatchObject({ status: 204 })
    expect(await giver.post('/api/people', { name: '某', account: 'mine', roles: ['engineer'] })).toMatchObject({ status: 403 })
    expect((await invite(giver, 'mine', ['system-administrator'])).status).toBe(403)
  })

  test('a power that was taken away is gone at the next request', async () => {
    await joined(founder, 'security', ['security-administrator'])
    const chen = await joined(founder, 'chen', ['engineer'])
    const giver = await signedIn('security')
    const other = await signedIn('chen')
    expect((await giver.post(`/api/people/${chen}/roles`, { roles: ['system-administrator'] })).status).toBe(204)
    expect((await invite(other, 'a-friend', ['engineer'])).status).toBe(201)
    expect((await giver.post(`/api/people/${chen}/roles`, { roles: ['engineer'] })).status).toBe(204)
    expect((await invite(other, 'b-friend', ['engineer'])).status).toBe(403)
  })

  test('the audit administrator reads the record of access, and nobody else; it holds what was refused, and no secret', async () => {
    await joined(founder, 'audit', ['audit-administrator'])
    const audit = await signedIn('audit')
    await new Browser(place).signIn(party, 'linwei', BETTER)
    expect((await founder.get('/api/access-record')).status).toBe(403)
    expect((await invite(audit, 'friend', ['engineer'])).status).toBe(403)
    const answer = await audit.get('/api/access-record')
    expect(answer.status).toBe(200)
    const kinds = (await accessRecord(database, party)).map(({ kind }) => kind)
    expect(kinds).toEqual([
      'access.first-run',
      'access.signed-in',
      'access.invited',
      'access.invitation-used',
      'access.signed-in',
      'access.sign-in-failed',
      'access.refused',
      'access.refused',
    ])
    const text = JSON.stringify(answer.body) + (await accessRecord(database, party)).map((each) => each.text).join() + place.log.join()
    for (const secret of [GOOD, BETTER, audit.pageToken ?? '', audit.cookie?.split('.').at(-1) ?? '']) {
      expect(secret.length).toBeGreaterThan(11)
      expect(text).not.toContain(secret)
    }
  })
})

describe('somebody who leaves', () => {
  test('is out at once on every process, with sessions, tokens and links', async () => {
    await using other = await placeOn(database, () => now)
    const chen = await joined(founder, 'chen', ['engineer'])
    const here = await signedIn('chen')
    const there = await signedIn('chen', other)
    const { token = '' } = (await here.post('/api/tokens', { name: 'program', days: 30, scope: 'all' })).body
    const byToken = (where: Place): Promise<Answer> => new Browser(where).ask('GET', '/api/me', { headers: { authorization: `Bearer ${token}` } })
    const { text } = (await founder.post(`/api/people/${chen}/invitation`)).body
    expect(await Promise.all([here.get('/api/me'), there.get('/api/me'), byToken(place), byToken(other)].map(async (each) => (await each).status))).toEqual([
      200, 200, 200, 200,
    ])
    expect(await here.post(`/api/people/${chen}/deactivate`)).toMatchObject({ status: 403 })
    expect((await founder.post(`/api/people/${chen}/deactivate`)).status).toBe(204)
    expect(await Promise.all([here.get('/api/me'), there.get('/api/me'), byToken(place), byToken(other)].map(async (each) => (await each).status))).toEqual([
      401, 401, 401, 401,
    ])
    expect((await accept(text)).status).toBe(404)
    expect((await new Browser(other).signIn(party, 'chen')).status).toBe(401)
    expect(await founder.post(`/api/people/${chen}/deactivate`)).toMatchObject({ status: 404, body: { code: 'access.person-unknown' } })
  })

  test('comes back with a link: neither the password, the codes nor the power from before', async () => {
    const security = await joined(founder, 'security', ['security-administrator'])
    const chen = await joined(founder, 'chen', ['engineer', 'audit-administrator'])
    const giver = await signedIn('security')
    const second = await joined(founder, 'second', ['engineer'])
    const old = await signedIn('chen')
    const { secret = '' } = (await old.post('/api/account/codes', { password: GOOD })).body
    expect((await old.post('/api/account/codes/confirm', { code: codeOf(secret, now) })).status).toBe(200)
    expect((await giver.post(`/api/people/${second}/roles`, { roles: ['engineer', 'audit-administrator'] })).status).toBe(204)
    expect(await founder.post(`/api/people/${chen}/reactivate`)).toMatchObject({ status: 404, body: { code: 'access.person-not-gone' } })
    expect((await founder.post(`/api/people/${chen}/deactivate`)).status).toBe(204)
    expect(await giver.post(`/api/people/${chen}/reactivate`)).toMatchObject({ status: 403, body: { code: 'access.not-yours' } })
    expect(await founder.post(`/api/people/${randomUUID()}/reactivate`)).toMatchObject({ status: 404 })
    const back = await founder.post(`/api/people/${chen}/reactivate`)
    expect(back).toMatchObject({ status: 201, body: { kind: 'returned', person: chen, account: 'chen', roles: ['engineer'] } })
    expect((await new Browser(place).signIn(party, 'chen')).status).toBe(401)
    expect((await old.get('/api/me')).status).toBe(401)
    expect((await accept(back.body.text, BETTER)).status).toBe(201)
    const anew = new Browser(place)
    expect((await anew.signIn(party, 'chen', BETTER)).body.kind).toBe('signed-in')
    expect((await anew.get('/api/access-record')).status).toBe(403)
    expect((await accessRecord(database, party)).filter(({ kind }) => kind === 'access.reactivated')).toHaveLength(1)
    expect((await founder.post(`/api/people/${security}/deactivate`)).status).toBe(409)
  })

  test('is never the one who does it, nor the last of a power', async () => {
    const me = (await founder.get('/api/me')).body.person
    const id = typeof me === 'object' && me !== null && 'person' in me ? String(me.person) : ''
    expect(await founder.post(`/api/people/${id}/deactivate`)).toMatchObject({ status: 403, body: { code: 'access.not-oneself' } })
    expect((await founder.post('/api/people/nobody/deactivate')).status).toBe(404)
  })

  test('after a device is lost every session of its owner can be ended', async () => {
    const chen = await joined(founder, 'chen', ['engineer'])
    const phone = await signedIn('chen')
    expect((await founder.post(`/api/people/${chen}/end-sessions`)).status).toBe(204)
    expect((await phone.get('/api/me')).status).toBe(401)
    expect((await new Browser(place).signIn(party, 'chen')).status).toBe(200)
  })

  test('people of one party do nothing to those of another', async () => {
    const stranger = randomUUID()
    const chen = await joined(founder, 'chen', ['engineer'])
    await database.keeper.query(
      'insert into journal.tree (party, origin, size, peaks, recorded) select $1, $2, size, peaks, recorded from journal.tree limit 1',
      [stranger, 'test.example/stranger'],
    )
    const cookie = (founder.cookie ?? '').replace(party, stranger)
    const browser = founder.at(place)
    browser.cookie = cookie
    expect((await browser.get('/api/people')).status).toBe(401)
    expect((await browser.post(`/api/people/${chen}/deactivate`)).status).toBe(401)
  })
})

describe('tokens', () => {
  test('one that only reads does nothing else, none does what only its person may, and one that was ended is over', async () => {
    const create = async (scope: string): Promise<string> => (await founder.post('/api/tokens', { name: 'program', days: 1, scope })).body.token ?? ''
    const [reads, acts] = [await create('read'), await create('all')]
    const by = (token: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object): Promise<Answer> =>
      new Browser(place).ask(method, url, { headers: { authorization: `Bearer ${token}` }, payload })
    expect((await by(reads, 'GET', '/api/people')).status).toBe(200)
    const form = { name: '某', account: 'by-token', roles: ['engineer'] }
    expect(await by(reads, 'POST', '/api/people', form)).toMatchObject({ status: 403, body: { code: 'token-read-only' } })
    expect((await by(acts, 'POST', '/api/people', form)).status).toBe(201)
    for (const [method, url, payload] of [
      ['POST', '/api/tokens', { name: 'more', days: 366, scope: 'all' }],
      ['POST', '/api/account/password', { password: GOOD, fresh: BETTER }],
      ['GET', '/api/sessions', undefined],
    ] as const)
      expect(await by(acts, method, url, payload)).toMatchObject({ status: 403, body: { code: 'session-needed' } })
    expect((await founder.ask('DELETE', `/api/tokens/${acts.split('.')[2] ?? ''}`)).status).toBe(204)
    expect((await by(acts, 'GET', '/api/me')).status).toBe(401)
    now += DAY
    expect((await by(reads, 'GET', '/api/me')).status).toBe(401)
  })
})

test('the description of the API names only routes that there are, and how a browser shows who asks', async () => {
  const { paths, components } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())), components: z.object({ securitySchemes: z.record(z.string(), z.unknown()) }) })
    .parse((await place.app.inject('/openapi.json')).json())
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) => (method === 'parameters' ? [] : [`${method.toUpperCase()} ${path}`])),
  )
  for (const each of ['POST /api/first-run', 'POST /api/sign-in/code', 'POST /api/people/{person}/roles', 'DELETE /api/sessions/{session}'])
    expect(described).toContain(each)
  const missing = described.filter((each) => {
    const [method = '', path = ''] = each.split(' ')
    const [known = 'GET'] = (['POST', 'PUT', 'DELETE'] as const).filter((one) => one === method)
    return !place.app.hasRoute({ method: known, url: path.replace(/\{(\w+)\}/g, ':$1') })
  })
  // Matters and views are read by one route each, whatever they are called; the law, searching in it and the demo come with a library.
  expect(missing.filter((each) => !/^GET \/api\/(matters|views)\/|^\w+ \/api\/(law|norms|demo|search)\b/.test(each))).toEqual([])
  expect(Object.keys(components.securitySchemes)).toEqual(['token', 'session', 'page'])
})
