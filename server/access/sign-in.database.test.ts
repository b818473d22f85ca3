import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import type { Party } from '#journal/party.ts'
import { accessRecord, BETTER, Browser, codeOf, founded, GOOD, HOST, joined, placeOn, type Place } from './browser.fixture.ts'
import { IDLE, LONGEST, STEP } from './session.ts'

const MINUTE = 60_000

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

const noted = async (kind: string): Promise<number> => (await accessRecord(database, party)).filter((each) => each.kind === kind).length

describe('who is let in', () => {
  test('a wrong password, nobody’s account, nobody’s party and somebody who has left are answered alike', async () => {
    const gone = await joined(founder, 'gone', ['engineer'])
    expect((await founder.post(`/api/people/${gone}/deactivate`)).status).toBe(204)
    const tries = [
      { party, account: 'linwei', password: BETTER },
      { party, account: 'nobody', password: GOOD },
      { party: randomUUID(), account: 'linwei', password: GOOD },
      { party: 'no-party', account: 'linwei', password: GOOD },
      { party, account: 'gone', password: GOOD },
      { party, account: 'linwei', password: '' },
    ]
    for (const each of tries) {
      const { status, body, cookie, headers } = await new Browser(place).post('/api/sign-in', each)
      expect({ status, cookie, length: headers['content-length'], ...body, instance: null }).toEqual({
        status: 401,
        cookie: undefined,
        length: expect.any(String) as unknown,
        type: '/problems/sign-in-failed',
        code: 'sign-in-failed',
        title: expect.stringContaining('not right') as unknown,
        instance: null,
      })
    }
    expect(await new Browser(place).post('/api/sign-in', { account: 1 })).toMatchObject({ status: 400 })
  })

  test('a name is compared as people mean it, however it was typed', async () => {
    for (const account of ['LINWEI', ' linwei ', 'ｌｉｎｗｅｉ']) expect((await new Browser(place).signIn(party, account)).status).toBe(200)
  })

  test('a form that another site sends signs nobody in', async () => {
    const form = { party, account: 'linwei', password: GOOD }
    for (const headers of [{ origin: 'http://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])
      expect(await new Browser(place).post('/api/sign-in', form, headers)).toMatchObject({ status: 403, cookie: undefined, body: { code: 'cross-site' } })
  })
})

describe('locked out', () => {
  test.each(['linwei', 'nobody'])('after five failures the right password is not tried either, on any process, until the time is over: %s', async (account) => {
    await using other = await placeOn(database, () => now)
    for (let turn = 0; turn < 5; turn += 1) expect((await new Browser(place).signIn(party, account, BETTER)).status).toBe(401)
    now += 5 * MINUTE
    for (const where of [place, other]) {
      const locked = await new Browser(where).signIn(party, account)
      expect(locked).toMatchObject({ status: 429, body: { code: 'sign-in-locked' }, cookie: undefined })
      expect(locked.headers['retry-after']).toBe('600')
    }
    expect(await noted('access.locked')).toBe(1)
    now += 10 * MINUTE
    expect((await new Browser(other).signIn(party, account)).status).toBe(account === 'linwei' ? 200 : 401)
  })

  test('many guesses at once are no more than five', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => new Browser(place).signIn(party, 'linwei', BETTER)))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7)
    expect(await noted('access.sign-in-failed')).toBe(5)
  })

  test('the system administrator unlocks an account, and nobody else does', async () => {
    const engineer = await joined(founder, 'chen', ['engineer'])
    const chen = new Browser(place)
    await chen.signIn(party, 'chen')
    for (let turn = 0; turn < 6; turn += 1) await new Browser(place).signIn(party, 'chen', BETTER)
    expect((await new Browser(place).signIn(party, 'chen')).status).toBe(429)
    expect(await chen.post(`/api/people/${engineer}/unlock`)).toMatchObject({ status: 403, body: { code: 'access.not-yours' } })
    expect((await founder.post(`/api/people/${engineer}/unlock`)).status).toBe(204)
    expect((await new Browser(place).signIn(party, 'chen')).status).toBe(200)
  })

  test('an address that fails at many accounts is locked, others are not', async () => {
    const guesser = new Browser(place)
    // Two minutes' worth of requests from one address would be held back before they are counted: they come in through two servers.
    await using other = await placeOn(database, () => now)
    for (let turn = 0; turn < 50; turn += 1) await (turn < 25 ? guesser : guesserAt(other, guesser)).signIn(party, `name-${turn}`, BETTER)
    expect((await guesser.signIn(party, 'linwei')).status).toBe(429)
    expect((await new Browser(place).signIn(party, 'linwei')).status).toBe(200)
  })

  function guesserAt(where: Place, { address }: Browser): Browser {
    return Object.assign(new Browser(where), { address })
  }
})

describe('sessions', () => {
  test('over plain http the cookie is for this server’s pages alone; over https it is bound to https and the host', async () => {
    const plain = await new Browser(place).signIn(party, 'linwei')
    expect(plain.cookie).toMatch(/^dutybook-session=dbs\.[^;]+; Path=\/; HttpOnly; SameSite=Strict$/)
    await using secure = await placeOn(database, () => now, new URL('https://duty.example'))
    const browser = new Browser(secure)
    const form = { party, account: 'linwei', password: GOOD }
    expect((await browser.post('/api/sign-in', form)).status).toBe(403) // a page of plain http is not this site's
    const bound = await browser.post('/api/sign-in', form, { origin: 'https://duty.example' })
    expect(bound.cookie).toMatch(/^__Host-dutybook=dbs\.[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/)
    expect((await browser.get('/api/me')).status).toBe(200)
    browser.cookie = browser.cookie?.replace('__Host-dutybook', 'dutybook-session')
    expect((await browser.get('/api/me')).status).toBe(401)
  })

  test('a cookie that was planted is not taken over, and signing in anew ends what was there before', async () => {
    const mallory = new Browser(place)
    await joined(founder, 'mallory', ['engineer'])
    await mallory.signIn(party, 'mallory')
    const planted = mallory.cookie
    const browser = new Browser(place)
    browser.cookie = planted
    await browser.signIn(party, 'linwei')
    expect(browser.cookie).not.toBe(planted)
    expect((await mallory.get('/api/me')).status).toBe(401)
    const first = browser.at(place)
    await browser.signIn(party, 'linwei')
    expect([(await first.get('/api/me')).status, (await browser.get('/api/me')).status]).toEqual([401, 200])
    browser.cookie = `${browser.cookie}; ${planted}`
    expect((await browser.get('/api/me')).status).toBe(401) // two cookies of the name: which one is whose?
  })

  test('a change needs the page’s token and a page of ours; reading needs neither', async () => {
    const form = { name: '某', account: 'new-one', roles: ['engineer'] }
    const good = { 'x-dutybook-page': founder.pageToken ?? '', origin: `http://${HOST}` }
    const refused = [
      { ...good, 'x-dutybook-page': '' },
      { ...good, 'x-dutybook-page': `${good['x-dutybook-page']}x` },
      { ...good, origin: 'http://evil.example' },
      { ...good, origin: 'http://10.0.0.5:8080' },
      { ...good, origin: 'null' },
      { ...good, 'sec-fetch-site': 'cross-site' },
      { ...good, 'sec-fetch-site': 'none' },
    ]
    for (const headers of refused) {
      expect(await founder.post('/api/people', form, headers)).toMatchObject({ status: 403, body: { code: 'cross-site' } })
      expect(await founder.post('/api/matters/profile/self', {}, headers)).toMatchObject({ status: 403, body: { code: 'cross-site' } })
      expect((await founder.ask('GET', '/api/me', { headers })).status).toBe(200)
    }
    const other = new Browser(place)
    await other.signIn(party, 'linwei')
    expect(await founder.post('/api/people', form, { ...good, 'x-dutybook-page': other.pageToken ?? '' })).toMatchObject({ status: 403 })
    expect((await founder.post('/api/people', form, good)).status).toBe(201)
  })

  test('it ends when it stands idle, and at its longest however busy', async () => {
    now += IDLE - MINUTE
    expect((await founder.get('/api/me')).status).toBe(200)
    now += IDLE - MINUTE
    expect((await founder.get('/api/me')).status).toBe(200)
    now += IDLE
    expect((await founder.get('/api/me')).status).toBe(401)
    await founder.signIn(party, 'linwei')
    for (const end = now + LONGEST; now < end; now += IDLE / 2) expect((await founder.get('/api/me')).status).toBe(200)
    expect((await founder.get('/api/me')).status).toBe(401)
  })

  test('a person sees and ends the own ones, at once and everywhere, and nobody else’s', async () => {
    await using other = await placeOn(database, () => now)
    const phone = new Browser(other)
    await phone.signIn(party, 'linwei')
    await joined(founder, 'chen', ['engineer'])
    const chen = new Browser(place)
    await chen.signIn(party, 'chen')
    const { sessions = [] } = (await founder.get('/api/sessions')).body
    expect(sessions.map(({ current, agent }) => ({ current, agent }))).toEqual(
      expect.arrayContaining([
        { current: true, agent: 'Test browser' },
        { current: false, agent: 'Test browser' },
      ]),
    )
    expect(sessions).toHaveLength(2)
    const away = sessions.find(({ current }) => !current)?.session ?? ''
    expect((await chen.ask('DELETE', `/api/sessions/${away}`)).status).toBe(404)
    expect((await phone.get('/api/me')).status).toBe(200)
    expect((await founder.ask('DELETE', `/api/sessions/${away}`)).status).toBe(204)
    expect((await phone.get('/api/me')).status).toBe(401)
    const copy = founder.at(place)
    expect(await founder.post('/api/sign-out')).toMatchObject({ status: 204, cookie: expect.stringContaining('Max-Age=0') as unknown })
    expect((await copy.get('/api/me')).status).toBe(401)
    expect(await noted('access.session-ended')).toBe(2)
  })

  test('another password ends every other session, and asks for the old one', async () => {
    const phone = new Browser(place)
    await phone.signIn(party, 'linwei')
    const before = founder.at(place)
    const change = (password: string, fresh: string): Promise<{ status: number }> => founder.post('/api/account/password', { password, fresh })
    expect((await change(BETTER, BETTER)).status).toBe(401)
    expect((await change(GOOD, 'linwei-linwei')).status).toBe(400)
    expect((await phone.get('/api/me')).status).toBe(200)
    expect((await change(GOOD, BETTER)).status).toBe(200)
    expect(await Promise.all([phone, before, founder].map(async (each) => (await each.get('/api/me')).status))).toEqual([401, 401, 200])
    expect((await new Browser(place).signIn(party, 'linwei')).status).toBe(401)
    expect((await new Browser(place).signIn(party, 'linwei', BETTER)).status).toBe(200)
  })
})

describe('codes', () => {
  async function enrolled(): Promise<{ secret: string; recoveryCodes: readonly string[] }> {
    expect((await founder.post('/api/account/codes', { password: BETTER })).status).toBe(401)
    const { status, body } = await founder.post('/api/account/codes', { password: GOOD })
    expect(status).toBe(201)
    const secret = body.secret ?? ''
    expect(await founder.post('/api/account/codes/confirm', { code: codeOf(secret, now - 10 * MINUTE) })).toMatchObject({
      status: 400,
      body: { code: 'access.code-wrong' },
    })
    const confirmed = await founder.post('/api/account/codes/confirm', { code: codeOf(secret, now) })
    expect(confirmed.status).toBe(200)
    now += 15 * MINUTE // what went wrong here no longer counts
    return { secret, recoveryCodes: confirmed.body.recoveryCodes ?? [] }
  }

  test('once confirmed a code is asked for, and the half of a session opens nothing', async () => {
    const phone = new Browser(place)
    await phone.signIn(party, 'linwei')
    const { secret } = await enrolled()
    expect((await phone.get('/api/me')).status).toBe(401) // it showed no code
    const browser = new Browser(place)
    expect(await browser.signIn(party, 'linwei')).toMatchObject({ status: 200, body: { kind: 'second-step' } })
    const half = browser.cookie
    expect(browser.pageToken).toBeUndefined()
    for (const url of ['/api/me', '/api/sessions', '/api/session']) expect((await browser.get(url)).status).toBe(401)
    expect((await browser.post('/api/sign-in/code', { code: '000000' })).status).toBe(401)
    expect(await browser.post('/api/sign-in/code', { code: codeOf(secret, now) })).toMatchObject({ status: 200, body: { kind: 'signed-in' } })
    expect(browser.cookie).not.toBe(half)
    expect((await browser.get('/api/me')).status).toBe(200)
    browser.cookie = half
    expect((await browser.get('/api/me')).status).toBe(401)
    expect((await browser.post('/api/sign-in/code', { code: codeOf(secret, now + 30_000) })).status).toBe(401)
  })

  test('a code is good once: not again within its window, not an earlier one after a later, and of two at once one', async () => {
    const { secret } = await enrolled()
    const tryCode = async (at: number): Promise<number> => {
      const browser = new Browser(place)
      await browser.signIn(party, 'linwei')
      return (await browser.post('/api/sign-in/code', { code: codeOf(secret, at) })).status
    }
    expect(await tryCode(now)).toBe(200)
    expect(await tryCode(now)).toBe(401)
    expect(await tryCode(now - 30_000)).toBe(401)
    now += 30_000
    expect(await tryCode(now - 30_000)).toBe(401)
    expect(await tryCode(now)).toBe(200)
    now += MINUTE
    const both = await Promise.all([tryCode(now), tryCode(now)])
    expect(both.toSorted((one, next) => one - next)).toEqual([200, 401])
  })

  test('guessing codes locks the account, though the password is right each time', async () => {
    const { secret } = await enrolled()
    const statuses: number[] = []
    for (let turn = 0; turn < 6; turn += 1) {
      const browser = new Browser(place)
      const first = await browser.signIn(party, 'linwei')
      statuses.push(first.status === 200 ? (await browser.post('/api/sign-in/code', { code: '000000' })).status : first.status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
    expect((await new Browser(place).post('/api/sign-in/code', { code: codeOf(secret, now) })).status).toBe(401)
  })

  test('the first step is good for five minutes', async () => {
    const { secret } = await enrolled()
    const browser = new Browser(place)
    await browser.signIn(party, 'linwei')
    now += STEP
    expect((await browser.post('/api/sign-in/code', { code: codeOf(secret, now) })).status).toBe(401)
  })

  test('a recovery code is good once, and they go when codes are switched off', async () => {
    const { recoveryCodes } = await enrolled()
    expect(new Set(recoveryCodes).size).toBe(10)
    const [code = ''] = recoveryCodes
    const recover = async (text: string): Promise<number> => {
      const browser = new Browser(place)
      await browser.signIn(party, 'linwei')
      return (await browser.post('/api/sign-in/recovery-code', { code: text })).status
    }
    expect(await recover('abcd-efgh-jkmn-pqrs')).toBe(401)
    expect(await recover(code.toUpperCase().replaceAll('-', ' '))).toBe(200)
    expect(await recover(code)).toBe(401)
    expect((await founder.post('/api/account/codes', { password: GOOD })).status).toBe(409)
    expect((await founder.post('/api/account/codes/end', { password: BETTER })).status).toBe(401)
    expect((await founder.post('/api/account/codes/end', { password: GOOD })).status).toBe(204)
    expect((await new Browser(place).signIn(party, 'linwei')).body.kind).toBe('signed-in')
  })

  test('the seed stands in no row in the clear', async () => {
    const { secret, recoveryCodes } = await enrolled()
    const { rows } = await database.keeper.query<{ row: string }>('select to_jsonb(s)::text as row from office.second_step s')
    const { rows: codes } = await database.keeper.query<{ row: string }>('select to_jsonb(c)::text as row from office.recovery_code c')
    const text = [...rows, ...codes].map(({ row }) => row).join()
    const seed = Buffer.from((await import('otpauth')).Secret.fromBase32(secret).bytes).toString('hex')
    expect(text.length).toBeGreaterThan(500)
    for (const plain of [secret, seed, ...recoveryCodes]) expect(text).not.toContain(plain)
  })
})
