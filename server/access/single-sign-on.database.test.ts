import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import type { Party } from '#journal/party.ts'
import { accessRecord, BETTER, Browser, codeOf, founded, GOOD, joined, placeOn, type Answer, type Place } from './browser.fixture.ts'
import { testProvider, type Subject, type TestProvider, type Twist } from './provider.fixture.ts'
import { WAY } from './single-sign-on.ts'

const SITE = 'https://dutybook.example'
const CALLBACK = `${SITE}/api/sign-in/single-sign-on/callback`
const LIN: Subject = { sub: 'lin-1', email: 'lin@riverside.example' }
const CHEN: Subject = { sub: 'chen-1', email: 'chen@riverside.example' }

let provider: TestProvider
let database: TestDatabase
let place: Place
let party: Party
let founder: Browser
let now: number

beforeAll(async () => {
  provider = await testProvider(CALLBACK)
})
afterAll(async () => provider[Symbol.asyncDispose]())

beforeEach(async () => {
  now = NOON
  database = await testDatabase()
  place = await placeOn(database, () => now, new URL(SITE))
  ;({ party, founder } = await founded(place, SITE))
  provider.is = LIN
  provider.twist = {}
})
afterEach(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const settings = (more: object = {}): object => ({ name: '统一认证', issuer: provider.issuer, client: provider.client, secret: provider.secret, ...more })
const set = (more: object = {}, by = founder): Promise<Answer> => by.ask('PUT', '/api/single-sign-on', { payload: settings(more) })
const noted = async (kind: string): Promise<readonly string[]> =>
  (await accessRecord(database, party)).filter((each) => each.kind === kind).map(({ text }) => text)

/** The browser at the provider, and back. */
async function travel(browser: Browser, url: string | undefined): Promise<Answer> {
  const back = await provider.visit(url ?? '')
  return browser.ask('GET', `${back.pathname}${back.search}`, { foreign: true })
}

async function linked(browser: Browser, subject: Subject): Promise<Answer> {
  provider.is = subject
  const { body } = await browser.post('/api/account/single-sign-on', { password: GOOD })
  return travel(browser, body.url)
}

async function enter(subject: Subject | undefined, browser = new Browser(place, SITE)): Promise<Answer> {
  provider.is = subject
  const { body } = await browser.post('/api/sign-in/single-sign-on', {})
  return travel(browser, body.url)
}

async function signedIn(account: string): Promise<Browser> {
  const browser = new Browser(place, SITE)
  await browser.signIn(party, account)
  return browser
}

describe('whose account it is', () => {
  test('a person who is signed in links it; from then on it signs in, and the cookie is as after a password', async () => {
    expect((await set()).status).toBe(204)
    expect((await founder.get('/api/sign-in')).body).toMatchObject({ ways: ['password', 'passkey', 'single-sign-on'], singleSignOn: '统一认证' })
    expect((await founder.post('/api/account/single-sign-on', { password: BETTER })).status).toBe(401)
    expect(await linked(founder, LIN)).toMatchObject({ status: 303, headers: { location: '/account' }, cookie: undefined })
    expect((await founder.get('/api/account/single-sign-on')).body).toMatchObject({
      provider: '统一认证',
      linked: { issuer: provider.issuer, label: LIN.email },
    })
    const browser = new Browser(place, SITE)
    const arrived = await enter(LIN, browser)
    expect(arrived).toMatchObject({
      status: 303,
      headers: { location: '/' },
      cookie: expect.stringMatching(/^__Host-dutybook=dbs.*HttpOnly; SameSite=Strict; Secure$/) as unknown,
    })
    expect(browser.way).toBeUndefined()
    expect((await browser.get('/api/me')).body.person).toMatchObject({ name: '林薇' })
    const record = await noted('access.signed-in')
    expect(record.at(-1)).toContain('"by":"single-sign-on"')
  })

  test('nobody is taken in by an address that the provider tells, not even that of an account', async () => {
    await set()
    await joined(founder, 'lin@riverside.example', ['engineer'])
    const browser = new Browser(place, SITE)
    expect(await enter(LIN, browser)).toMatchObject({ status: 403, cookie: undefined })
    expect((await browser.get('/api/me')).status).toBe(401)
    expect(await noted('access.sign-in-failed')).toEqual([expect.stringContaining('"why":"unlinked"')])
    await linked(founder, LIN)
    expect((await enter({ sub: 'somebody', email: LIN.email })).status).toBe(403)
  })

  test('an invitation is used with it, and no password; what asks for a password then asks for a sign-in of just now', async () => {
    await set()
    const invited = await founder.post('/api/people', { name: '陈晨', account: 'chen', roles: ['engineer'] })
    const { text } = invited.body
    provider.is = CHEN
    const browser = new Browser(place, SITE)
    expect(await browser.post('/api/invitation/single-sign-on', { invitation: `${text?.slice(0, -4)}AAAA` })).toMatchObject({ status: 404 })
    const begun = await browser.post('/api/invitation/single-sign-on', { invitation: text })
    expect((await travel(browser, begun.body.url)).headers['location']).toBe('/')
    expect((await browser.get('/api/me')).body.person).toMatchObject({ name: '陈晨' })
    expect(await new Browser(place, SITE).post('/api/invitation', { invitation: text, password: GOOD })).toMatchObject({ status: 404 })
    for (const password of ['', '$argon2id$', GOOD]) expect((await new Browser(place, SITE).signIn(party, 'chen', password)).status).toBe(401)
    expect((await enter(CHEN, browser)).status).toBe(303)
    await browser.get('/api/session')
    expect((await browser.post('/api/account/codes', { password: '' })).status).toBe(201)
    now += 5 * 60_000
    expect(await browser.post('/api/account/codes', { password: '' })).toMatchObject({ status: 403, body: { code: 'access.sign-in-anew' } })
  })

  test('one account there is one person here: not another’s, not by an invitation either, and a person has one', async () => {
    await set()
    await joined(founder, 'chen', ['engineer'])
    const chen = await signedIn('chen')
    expect((await linked(founder, LIN)).status).toBe(303)
    expect(await linked(chen, LIN)).toMatchObject({ status: 409, headers: { 'content-type': 'text/html; charset=utf-8' } })
    const { text } = (await founder.post('/api/people', { name: '王五', account: 'wang', roles: ['engineer'] })).body
    const browser = new Browser(place, SITE)
    const begun = await browser.post('/api/invitation/single-sign-on', { invitation: text })
    expect((await travel(browser, begun.body.url)).status).toBe(409)
    expect((await linked(chen, CHEN)).status).toBe(303)
    expect((await linked(chen, { sub: 'chen-2', email: 'c2@riverside.example' })).status).toBe(303)
    expect((await enter(CHEN)).status).toBe(403)
    expect((await chen.ask('DELETE', '/api/account/single-sign-on')).status).toBe(204)
    expect((await chen.ask('DELETE', '/api/account/single-sign-on')).status).toBe(404)
    expect((await enter({ sub: 'chen-2', email: 'c2@riverside.example' })).status).toBe(403)
  })

  test('somebody who left, and somebody who got another invitation, do not come in by it', async () => {
    await set()
    const chen = await joined(founder, 'chen', ['engineer'])
    await linked(await signedIn('chen'), CHEN)
    expect((await enter(CHEN)).status).toBe(303)
    expect((await founder.post(`/api/people/${chen}/deactivate`)).status).toBe(204)
    expect((await enter(CHEN)).status).toBe(403)
    const { text } = (await founder.post(`/api/people/${chen}/reactivate`)).body
    expect((await new Browser(place, SITE).post('/api/invitation', { invitation: text, password: GOOD })).status).toBe(201)
    expect((await enter(CHEN)).status).toBe(403)
  })
})

describe('the way there and back', () => {
  test('is good for the browser that began it, once, and for ten minutes', async () => {
    await set()
    await linked(founder, LIN)
    const browser = new Browser(place, SITE)
    const begin = async (): Promise<string> => (await browser.post('/api/sign-in/single-sign-on', {})).body.url ?? ''
    const back = await provider.visit(await begin())
    const path = `${back.pathname}${back.search}`
    const thief = new Browser(place, SITE)
    expect((await thief.ask('GET', path, { foreign: true })).status).toBe(403)
    await thief.post('/api/sign-in/single-sign-on', {})
    expect((await thief.ask('GET', path, { foreign: true })).status).toBe(403)
    const { way } = browser
    expect((await browser.ask('GET', path, { foreign: true })).status).toBe(303)
    browser.way = way
    expect((await browser.ask('GET', path, { foreign: true })).status).toBe(403)
    const late = await provider.visit(await begin())
    now += WAY
    expect((await browser.ask('GET', `${late.pathname}${late.search}`, { foreign: true })).status).toBe(403)
  })

  test.each([
    ['another state', 'state', 'x'],
    ['another code', 'code', 'x'],
    ['another issuer', 'iss', 'https://evil.example'],
    ['a provider that refuses', 'error', 'access_denied'],
  ])('opens nothing with %s, and the record says why', async (_name, parameter, value) => {
    await set()
    await linked(founder, LIN)
    const browser = new Browser(place, SITE)
    const back = await provider.visit((await browser.post('/api/sign-in/single-sign-on', {})).body.url ?? '')
    back.searchParams.set(parameter, value)
    const answer = await browser.ask('GET', `${back.pathname}${back.search}`, { foreign: true, headers: { 'accept-language': 'zh' } })
    expect(answer).toMatchObject({ status: 403, cookie: undefined, body: { text: expect.stringContaining('重新开始') as unknown } })
    expect(await noted('access.sign-in-failed')).toHaveLength(1)
  })

  test.each<readonly [string, Twist, string]>([
    ['of another issuer', { claims: { iss: 'https://evil.example' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['for another client', { claims: { aud: 'somebody-else' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['with another nonce', { claims: { nonce: 'x' } }, 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['that has expired', { claims: { exp: 1 } }, 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
    ['signed with another key', { forged: true }, 'OAUTH_INVALID_RESPONSE'],
  ])('opens nothing with a token %s', async (_name, twist, why) => {
    await set()
    await linked(founder, LIN)
    provider.twist = twist
    const browser = new Browser(place, SITE)
    expect(await enter(LIN, browser)).toMatchObject({ status: 403, cookie: undefined })
    expect((await browser.get('/api/me')).status).toBe(401)
    expect(await noted('access.sign-in-failed')).toEqual([expect.stringContaining(`"why":"${why}"`)])
    provider.twist = {}
    expect((await enter(LIN, browser)).status).toBe(303)
  })

  test('does not begin while the provider does not answer, and says so; a password signs in meanwhile', async () => {
    await set()
    await linked(founder, LIN)
    await provider.stop()
    try {
      const browser = new Browser(place, SITE)
      expect(await browser.post('/api/sign-in/single-sign-on', {})).toMatchObject({ status: 422, body: { code: 'access.single-sign-on-unreachable' } })
      expect((await browser.signIn(party, 'linwei')).status).toBe(200)
    } finally {
      await provider.start()
    }
    expect((await enter(LIN)).status).toBe(303)
  })

  test('ends for whoever is refused there', async () => {
    await set()
    await linked(founder, LIN)
    expect(await enter(undefined)).toMatchObject({ status: 403, body: { text: expect.stringContaining('access_denied') as unknown } })
  })

  test('begins on a page of ours only, and ends the session that the browser had', async () => {
    await set()
    await linked(founder, LIN)
    expect(await founder.post('/api/sign-in/single-sign-on', {}, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      body: { code: 'cross-site' },
    })
    const before = founder.at(place)
    expect((await enter(LIN, founder)).status).toBe(303)
    expect([(await before.get('/api/me')).status, (await founder.get('/api/me')).status]).toEqual([401, 200])
  })

  test('does not link for a session that has ended meanwhile', async () => {
    await set()
    const { body } = await founder.post('/api/account/single-sign-on', { password: GOOD })
    expect((await founder.post('/api/sign-out')).status).toBe(204)
    expect((await travel(founder, body.url)).status).toBe(403)
    expect((await enter(LIN)).status).toBe(403)
  })
})

describe('the second step', () => {
  const cases: readonly (readonly [string, object, Partial<Subject>, boolean])[] = [
    ['is asked for here where nothing was agreed', {}, { acr: 'two', amr: ['otp'] }, true],
    ['is asked for here where the provider says nothing of it', { acr: ['two'], amr: ['otp', 'hwk'] }, {}, true],
    ['is asked for here where the provider says less', { acr: ['two'], amr: ['otp'] }, { acr: 'one', amr: ['pwd'] }, true],
    ['was the provider’s, by acr', { acr: ['two'] }, { acr: 'two' }, false],
    ['was the provider’s, by amr', { amr: ['otp', 'hwk'] }, { amr: ['pwd', 'otp'] }, false],
  ]
  test.each(cases)('%s', async (_name, agreed, said, asked) => {
    await set(agreed)
    await linked(founder, LIN)
    const { secret = '' } = (await founder.post('/api/account/codes', { password: GOOD })).body
    await founder.post('/api/account/codes/confirm', { code: codeOf(secret, now) })
    now += 60_000
    const browser = new Browser(place, SITE)
    expect((await enter({ ...LIN, ...said }, browser)).headers['location']).toBe(asked ? '/sign-in' : '/')
    expect((await browser.get('/api/me')).status).toBe(asked ? 401 : 200)
    expect((await browser.get('/api/sign-in')).body.awaiting).toBe(asked ? 'second-step' : null)
    if (!asked) return
    expect((await browser.post('/api/sign-in/code', { code: codeOf(secret, now) })).body.kind).toBe('signed-in')
    expect((await browser.get('/api/me')).status).toBe(200)
  })
})

describe('settings', () => {
  test('are the system administrator’s; the secret is told to nobody and stands nowhere in the clear', async () => {
    await joined(founder, 'security', ['security-administrator'])
    const security = await signedIn('security')
    expect(await set({}, security)).toMatchObject({ status: 403, body: { code: 'access.not-yours' } })
    expect((await security.get('/api/single-sign-on')).status).toBe(403)
    expect((await security.ask('DELETE', '/api/single-sign-on')).status).toBe(403)
    expect((await set()).status).toBe(204)
    expect((await founder.get('/api/single-sign-on')).body).toMatchObject({ provider: { issuer: provider.issuer, claim: 'email' }, callback: CALLBACK })
    const { rows } = await database.keeper.query<{ row: string }>('select to_jsonb(s)::text as row from office.single_sign_on s')
    const text =
      JSON.stringify((await founder.get('/api/single-sign-on')).body) +
      JSON.stringify(rows) +
      (await accessRecord(database, party)).map((each) => each.text).join()
    expect(text).toContain(provider.issuer)
    for (const secret of [provider.secret, Buffer.from(provider.secret).toString('hex')]) expect(text).not.toContain(secret)
    expect(await noted('access.single-sign-on-set')).toHaveLength(1)
    expect((await founder.ask('DELETE', '/api/single-sign-on')).status).toBe(204)
    expect((await founder.ask('DELETE', '/api/single-sign-on')).status).toBe(404)
    expect(await founder.post('/api/sign-in/single-sign-on', {})).toMatchObject({ status: 404, body: { code: 'access.single-sign-on-none' } })
  })

  test('keep the secret for the same provider and client, and for no other', async () => {
    expect(await set({ secret: undefined })).toMatchObject({ status: 400, body: { code: 'access.single-sign-on-secret' } })
    expect((await set()).status).toBe(204)
    expect((await set({ secret: undefined, name: '新名' })).status).toBe(204)
    await linked(founder, LIN)
    expect((await enter(LIN)).status).toBe(303)
    expect((await set({ secret: undefined, client: 'other' })).status).toBe(400)
    expect((await set({ secret: undefined, issuer: 'http://127.0.0.1:1' })).status).toBe(400)
  })

  test('a wrong secret signs nobody in; another way of showing it is found out', async () => {
    await set()
    await linked(founder, LIN)
    expect((await set({ secret: 'not-it' })).status).toBe(204)
    expect(await enter(LIN)).toMatchObject({ status: 403, body: { text: expect.stringContaining('invalid_client') as unknown } })
    await using other = await testProvider(CALLBACK, 'client_secret_post')
    other.is = LIN
    expect((await set({ issuer: other.issuer })).status).toBe(204)
    const { body } = await founder.post('/api/account/single-sign-on', { password: GOOD })
    const back = await other.visit(body.url ?? '')
    expect((await founder.ask('GET', `${back.pathname}${back.search}`, { foreign: true })).headers['location']).toBe('/account')
  })

  test('let in the domains that are set: as the provider has verified them', async () => {
    await set({ domains: ['Riverside.example'] })
    expect((await linked(founder, LIN)).status).toBe(303)
    expect((await enter(LIN)).status).toBe(303)
    for (const other of [
      { email: 'lin@evil.example' },
      { email: 'riverside.example' },
      { email: 'lin@riverside.example.evil.example' },
      { email: 'a@riverside.example@evil.example' },
      { verified: false },
    ])
      expect(await enter({ ...LIN, ...other })).toMatchObject({ status: 403, body: { text: expect.stringContaining('domain') as unknown } })
  })

  test('are kept only once the provider has answered, and nothing is asked of what may not be asked', async () => {
    let asked = 0
    const server = createServer((request, response) => {
      asked += 1
      response.writeHead(request.url?.startsWith('/far') === true ? 302 : 200, { location: 'http://127.0.0.1:1/', 'content-type': 'application/json' })
      response.end(request.url?.startsWith('/big') === true ? `{"issuer":"${'x'.repeat(1_100_000)}"}` : '{"issuer":"https://somebody.example"}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const bound = server.address()
    const base = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`
    try {
      for (const issuer of [base, `${base}/far`, `${base}/big`, 'http://127.0.0.1:1', 'http://93.184.216.34', base.replace('//', '//user:secret@')])
        expect(await set({ issuer })).toMatchObject({ status: 422, body: { code: 'access.single-sign-on-unreachable' } })
      for (const issuer of ['ftp://127.0.0.1', 'id.example', 'file:///etc/passwd']) expect((await set({ issuer })).status).toBe(400)
      expect(asked).toBe(3)
      await using strict = await placeOn(database, () => now, new URL(SITE), false)
      expect(await set({ issuer: base }, founder.at(strict))).toMatchObject({ status: 422, body: { title: expect.stringContaining('use https') as unknown } })
      expect(asked).toBe(3)
      expect((await founder.get('/api/single-sign-on')).body).toMatchObject({ provider: null })
    } finally {
      await new Promise((resolve) => server.close(resolve))
    }
  })
})
