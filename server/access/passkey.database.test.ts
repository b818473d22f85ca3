import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import type { Party } from '#journal/party.ts'
import { Authenticator, type Tampering } from './authenticator.fixture.ts'
import { accessRecord, BETTER, Browser, codeOf, founded, GOOD, joined, placeOn, type Answer, type Place } from './browser.fixture.ts'
import { ANSWER } from './passkey.ts'

const SITE = 'https://dutybook.example'

let database: TestDatabase
let place: Place
let party: Party
let founder: Browser
let now: number

beforeEach(async () => {
  now = NOON
  database = await testDatabase()
  place = await placeOn(database, () => now, new URL(SITE))
  ;({ party, founder } = await founded(place, SITE))
})
afterEach(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const noted = async (kind: string): Promise<readonly string[]> =>
  (await accessRecord(database, party)).filter((each) => each.kind === kind).map(({ text }) => text)

async function register(by: Browser, device: Authenticator, tampering: Tampering = {}): Promise<Answer> {
  const { status, body } = await by.post('/api/account/passkeys/options', { password: GOOD })
  if (status !== 200) throw new Error(`not begun: ${body.code}`)
  return by.post('/api/account/passkeys', { name: 'phone', credential: device.create(body, tampering) })
}

/** What the browser of somebody who is not signed in does. */
async function enter(device: Authenticator, tampering: Tampering = {}, browser = new Browser(place, SITE)): Promise<Answer> {
  const { body } = await browser.post('/api/sign-in/passkey/options', {})
  return browser.post('/api/sign-in/passkey', { credential: device.get(body, tampering) })
}

describe('a passkey', () => {
  test.each([
    ['ES256', -7],
    ['Ed25519', -8],
  ] as const)('of %s signs its owner in without an account, a password or a code', async (_name, algorithm) => {
    const { secret = '' } = (await founder.post('/api/account/codes', { password: GOOD })).body
    expect((await founder.post('/api/account/codes/confirm', { code: codeOf(secret, now) })).status).toBe(200)
    const device = new Authenticator(SITE, { algorithm })
    expect(await register(founder, device)).toMatchObject({ status: 201, body: { kind: 'added', name: 'phone', used: null } })
    const browser = new Browser(place, SITE)
    const before = browser.cookie
    expect(await enter(device, {}, browser)).toMatchObject({ status: 200, body: { kind: 'signed-in' }, cookie: expect.stringMatching(/^__Host-/) as unknown })
    expect(browser.cookie).not.toBe(before)
    expect((await browser.get('/api/me')).body.person).toMatchObject({ name: '林薇' })
    expect((await enter(device)).status).toBe(200)
    expect(await noted('access.passkey-added')).toHaveLength(1)
    expect((await noted('access.signed-in')).at(-1)).toContain('"by":"passkey"')
  })

  test('that does not count signs in as often as it likes', async () => {
    const device = new Authenticator(SITE, { counts: false })
    expect((await register(founder, device)).status).toBe(201)
    expect([(await enter(device)).status, (await enter(device)).status]).toEqual([200, 200])
  })

  test('is one of several of a person: each has a name, is seen by its owner, and opens nothing once it is removed', async () => {
    const [phone, laptop] = [new Authenticator(SITE), new Authenticator(SITE)]
    const first = await register(founder, phone)
    const { passkey = '' } = first.body
    expect((await register(founder, laptop)).status).toBe(201)
    await joined(founder, 'chen', ['engineer'])
    const chen = new Browser(place, SITE)
    await chen.signIn(party, 'chen')
    expect((await chen.get('/api/account/passkeys')).body.passkeys).toEqual([])
    expect((await founder.get('/api/account/passkeys')).body.passkeys).toHaveLength(2)
    expect((await chen.ask('DELETE', `/api/account/passkeys/${passkey}`)).status).toBe(404)
    expect((await founder.ask('DELETE', '/api/account/passkeys/mine')).status).toBe(404)
    expect((await founder.ask('DELETE', `/api/account/passkeys/${passkey}`)).status).toBe(204)
    expect([(await enter(phone)).status, (await enter(laptop)).status]).toEqual([401, 200])
    expect(await noted('access.passkey-removed')).toHaveLength(1)
  })

  test('ends the session that the browser had, and works while the account’s password is locked', async () => {
    const device = new Authenticator(SITE)
    await register(founder, device)
    const before = founder.at(place)
    for (let turn = 0; turn < 6; turn += 1) await new Browser(place, SITE).signIn(party, 'linwei', BETTER)
    expect((await new Browser(place, SITE).signIn(party, 'linwei')).status).toBe(429)
    expect((await enter(device, {}, founder)).status).toBe(200)
    expect([(await before.get('/api/me')).status, (await founder.get('/api/me')).status]).toEqual([401, 200])
  })

  test('opens nothing once its owner has left, or uses a new invitation', async () => {
    const chen = await joined(founder, 'chen', ['engineer'])
    const browser = new Browser(place, SITE)
    await browser.signIn(party, 'chen')
    const device = new Authenticator(SITE)
    expect((await register(browser, device)).status).toBe(201)
    expect((await enter(device)).status).toBe(200)
    const { text } = (await founder.post(`/api/people/${chen}/invitation`)).body
    expect((await new Browser(place, SITE).post('/api/invitation', { invitation: text, password: GOOD })).status).toBe(201)
    expect((await enter(device)).status).toBe(401)
    await browser.signIn(party, 'chen')
    const other = new Authenticator(SITE)
    expect((await register(browser, other)).status).toBe(201)
    expect((await founder.post(`/api/people/${chen}/deactivate`)).status).toBe(204)
    expect((await enter(other)).status).toBe(401)
  })
})

describe('registering is refused', () => {
  const wrong: readonly (readonly [string, Tampering])[] = [
    ['a page of another origin', { origin: 'https://dutybook.example.evil.example' }],
    ['a page inside a page of another site', { crossOrigin: true }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a device that has not verified who holds it', { verified: false }],
    ['another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['an answer to signing in', { type: 'webauthn.get' }],
  ]
  test.each(wrong)('to %s', async (_name, tampering) => {
    const device = new Authenticator(SITE)
    expect(await register(founder, device, tampering)).toMatchObject({ status: 400, body: { code: 'access.passkey-wrong' } })
    expect((await founder.get('/api/account/passkeys')).body.passkeys).toEqual([])
    expect((await enter(device)).status).toBe(401)
  })

  test('without the password, to a token, twice with one challenge, too late, to another session, and of one key twice', async () => {
    expect((await founder.post('/api/account/passkeys/options', { password: BETTER })).status).toBe(401)
    const { token = '' } = (await founder.post('/api/tokens', { name: 'program', days: 1, scope: 'all' })).body
    const headers = { authorization: `Bearer ${token}` }
    expect((await new Browser(place, SITE).post('/api/account/passkeys/options', { password: GOOD }, headers)).status).toBe(403)
    const device = new Authenticator(SITE)
    const begin = async (by: Browser): Promise<unknown> => (await by.post('/api/account/passkeys/options', { password: GOOD })).body
    const add = async (by: Browser, credential: object): Promise<string | undefined> =>
      (await by.post('/api/account/passkeys', { name: 'phone', credential })).body.code
    const credential = device.create(await begin(founder))
    const phone = new Browser(place, SITE)
    await phone.signIn(party, 'linwei')
    expect(await add(phone, credential)).toBe('access.passkey-wrong')
    expect(await add(founder, credential)).toBeUndefined()
    expect(await add(founder, credential)).toBe('access.passkey-wrong')
    const [known] = device.credentials
    if (known === undefined) throw new Error('no passkey')
    expect(await add(founder, device.create(await begin(founder), { id: known.id }))).toBe('access.passkey-known')
    const late = device.create(await begin(founder))
    now += ANSWER
    expect(await add(founder, late)).toBe('access.passkey-wrong')
    expect(await founder.post('/api/account/passkeys', { name: '', credential })).toMatchObject({ status: 400, body: { code: 'request-malformed' } })
    expect((await founder.get('/api/account/passkeys')).body.passkeys).toHaveLength(1)
  })
})

describe('signing in is refused', () => {
  const wrong: readonly (readonly [string, Tampering])[] = [
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['the same name without https', { origin: 'http://dutybook.example' }],
    ['a page inside a page of another site', { crossOrigin: true }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a device that has not verified who holds it', { verified: false }],
    ['another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['an answer to registering', { type: 'webauthn.create' }],
    ['a handle that is none', { userHandle: 'AAAA' }],
  ]
  test.each(wrong)('to %s', async (_name, tampering) => {
    const device = new Authenticator(SITE)
    await register(founder, device)
    expect(await enter(device, tampering)).toMatchObject({ status: 401, body: { code: 'sign-in-failed' }, cookie: undefined })
    expect((await enter(device)).status).toBe(200)
  })

  test('with an answer that was used before, or a challenge that is over', async () => {
    const device = new Authenticator(SITE)
    await register(founder, device)
    const browser = new Browser(place, SITE)
    const options = (await browser.post('/api/sign-in/passkey/options', { party })).body
    const credential = device.get(options)
    expect((await browser.post('/api/sign-in/passkey', { credential })).status).toBe(200)
    expect((await browser.post('/api/sign-in/passkey', { credential })).status).toBe(401)
    expect((await browser.post('/api/sign-in/passkey', { credential: device.get(options) })).status).toBe(401)
    const late = device.get((await browser.post('/api/sign-in/passkey/options', { party })).body)
    now += ANSWER
    expect((await browser.post('/api/sign-in/passkey', { credential: late })).status).toBe(401)
    expect((await noted('access.sign-in-failed')).every((text) => text.includes('"step":"passkey"'))).toBe(true)
    const both = device.get((await browser.post('/api/sign-in/passkey/options', { party })).body)
    const statuses = await Promise.all(
      [both, both].map(async (each) => (await new Browser(place, SITE).post('/api/sign-in/passkey', { credential: each })).status),
    )
    expect(statuses.toSorted((one, next) => one - next)).toEqual([200, 401])
  })

  test('as somebody else: with another person’s handle, another person’s key, or the challenge of registering', async () => {
    const device = new Authenticator(SITE)
    await register(founder, device)
    await joined(founder, 'chen', ['engineer'])
    const chen = new Browser(place, SITE)
    await chen.signIn(party, 'chen')
    const hers = new Authenticator(SITE)
    await register(chen, hers)
    const [mine, other] = [device.credentials[0], hers.credentials[0]]
    if (mine === undefined || other === undefined) throw new Error('no passkeys')
    expect((await enter(hers, { userHandle: mine.handle })).status).toBe(401)
    const forged = device.copy()
    forged.credentials.splice(0, 1, { ...mine, key: other.key })
    expect((await enter(forged)).status).toBe(401)
    const asked = (await founder.post('/api/account/passkeys/options', { password: GOOD })).body
    const credential = device.get({ ...asked, rpId: 'dutybook.example', userVerification: 'required' })
    expect((await new Browser(place, SITE).post('/api/sign-in/passkey', { credential })).status).toBe(401)
    expect((await enter(device)).status).toBe(200)
  })

  test('to one of two copies, and the record says why', async () => {
    const device = new Authenticator(SITE)
    await register(founder, device)
    const copy = device.copy()
    expect((await enter(device)).status).toBe(200)
    expect((await enter(device)).status).toBe(200)
    expect((await enter(copy)).status).toBe(401)
    expect((await enter(device, { counter: 0 })).status).toBe(401)
    expect(await noted('access.sign-in-failed')).toEqual([expect.stringContaining('"why":"counter"'), expect.stringContaining('"why":"counter"')])
    expect((await enter(device)).status).toBe(200)
  })

  test('to one who guesses, for a while', async () => {
    const device = new Authenticator(SITE)
    await register(founder, device)
    const guesser = new Browser(place, SITE)
    const statuses: number[] = []
    const options = (await guesser.post('/api/sign-in/passkey/options', {})).body
    await database.keeper.query('update office.attempt set failures = 0')
    for (let turn = 0; turn < 29; turn += 1)
      statuses.push((await guesser.post('/api/sign-in/passkey', { credential: device.get(options, { verified: false }) })).status)
    expect(new Set(statuses)).toEqual(new Set([401]))
    await database.keeper.query('update office.attempt set failures = 50 where failures = 29')
    expect((await guesser.post('/api/sign-in/passkey', { credential: device.get(options) })).status).toBe(429)
    expect((await enter(device)).status).toBe(200) // from elsewhere
  })
})

describe('where browsers have no passkeys', () => {
  test.each(['http://10.0.0.5:7340', 'http://127.0.0.1:7340', 'http://dutybook.example'])('at %s the routes say so, and what to do', async (site) => {
    await using plain = await placeOn(database, () => now)
    const browser = new Browser(plain, site)
    expect((await browser.get('/api/sign-in')).body).toMatchObject({ ways: ['password'] })
    expect(await browser.post('/api/sign-in/passkey/options', {})).toMatchObject({
      status: 409,
      body: { code: 'passkeys-unavailable', title: expect.stringContaining('--public-url https://') as unknown },
    })
    await browser.signIn(party, 'linwei')
    expect(await browser.post('/api/account/passkeys/options', { password: GOOD })).toMatchObject({ status: 409, body: { code: 'passkeys-unavailable' } })
  })

  test('a public address in figures is none, a name with https and this machine’s own name are', async () => {
    const waysAt = async (site: string, publicUrl?: URL): Promise<unknown> => {
      await using other = await placeOn(database, () => now, publicUrl)
      return (await new Browser(other, site).get('/api/sign-in')).body.ways
    }
    expect(await waysAt('https://10.0.0.5', new URL('https://10.0.0.5'))).toEqual(['password'])
    expect(await waysAt('https://[::1]', new URL('https://[::1]'))).toEqual(['password'])
    expect(await waysAt(SITE, new URL(SITE))).toEqual(['password', 'passkey'])
    expect(await waysAt('http://localhost:7340')).toEqual(['password', 'passkey'])
  })

  test('on this machine, as localhost, one is registered and used', async () => {
    const site = 'http://localhost:7340'
    await using plain = await placeOn(database, () => now)
    const browser = new Browser(plain, site)
    await browser.signIn(party, 'linwei')
    const device = new Authenticator(site)
    expect((await register(browser, device)).status).toBe(201)
    expect((await enter(device, {}, new Browser(plain, site))).status).toBe(200)
    expect((await enter(device, { origin: 'http://localhost:8080' }, new Browser(plain, site))).status).toBe(401)
  })
})
