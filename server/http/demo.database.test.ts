import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { statute } from '#law/statute.fixture.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { Browser, claimOf, placeOn } from '../access/browser.fixture.ts'
import { openReception, type Reception } from '../access/reception.ts'
import { appOf } from '../app.ts'
import { DemoState, LoadedDemo } from '../contract/demo.ts'
import { openOffice, type Office } from '../office.ts'
import { testFolder } from '../witness/witness.fixture.ts'

const TODAY = Date.parse('2026-11-20T10:07:00+08:00')
const LONG = 180_000 // ms

let database: TestDatabase
let folder: ReturnType<typeof testFolder>
let office: Office
let reception: Reception
let app: Awaited<ReturnType<typeof appOf>>
let demo: z.infer<typeof LoadedDemo>

beforeAll(async () => {
  database = await testDatabase()
  folder = testFolder()
  const secrets = { master: database.master, databasePassword: () => '' }
  const close = async (): Promise<void> => undefined
  office = openOffice({ database: { ...database, where: 'test', secrets, embedded: undefined, close }, statute, catalogue, clock: () => TODAY })
  reception = await openReception(database.keeper)
  app = await appOf({ pool: database.app, entries: 'withheld', office, reception, folder: folder.path })
})

afterAll(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

/** Asked from another address each time: nobody asks as often as a test does. */
async function state(): Promise<DemoState> {
  return DemoState.parse((await new Browser({ app }).get('/api/demo')).body)
}

test('nobody loads it without the first run’s token or an administrator’s session', async () => {
  const somebody = new Browser({ app })
  expect((await somebody.post('/api/demo', {})).status).toBe(401)
  expect(await somebody.post('/api/demo', { token: 'guessed' })).toMatchObject({ status: 403, body: { code: 'first-run-over' } })
  expect((await somebody.post('/api/demo', { token: reception.firstRun?.token }, { origin: 'https://elsewhere.example' })).status).toBe(403)
  expect(await state()).toEqual({ state: 'none', progress: null, parties: [] })
})

test(
  'at the first run it is loaded by the token, says how far it is, and tells the password once',
  async () => {
    const loading = app.inject({ method: 'POST', url: '/api/demo', payload: { token: reception.firstRun?.token } })
    let seen: DemoState
    do seen = await state()
    while (seen.progress === null || seen.progress.done === 0)
    expect(seen.state).toBe('loading')
    expect((await new Browser({ app }).post('/api/demo', { token: reception.firstRun?.token })).body.code).toBe('demo-there')
    const answer = await loading
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['cache-control']).toBe('no-store')
    demo = LoadedDemo.parse(answer.json())
    const after = await state()
    expect(after).toMatchObject({ state: 'ready', progress: null })
    expect(after.parties.map(({ kind }) => kind)).toEqual(['operator', 'department', 'department', 'department'])
    expect(JSON.stringify(after)).not.toContain(demo.password)
  },
  LONG,
)

function partyOf(account: string) {
  const found = demo.people.find((person) => person.account === account)
  if (found === undefined) throw new Error(`nobody is called ${account}`)
  return found.party
}

async function signedIn(account: string): Promise<Browser> {
  const browser = new Browser({ app })
  const answer = await browser.post('/api/sign-in', { party: partyOf(account), account, password: demo.password })
  expect(answer.status).toBe(200)
  return browser
}

test('the first run stays open beside it: the demo is nobody’s party', async () => {
  const beside = await placeOn(database, () => TODAY)
  expect((await new Browser(beside).get('/api/sign-in')).body).toMatchObject({ firstRun: true, party: null })
  expect((await new Browser({ app }).post('/api/first-run', claimOf({ ...beside, reception }))).status).toBe(201)
  await beside[Symbol.asyncDispose]()
})

test(
  'it is removed by a system administrator who says so, and by nobody else',
  async () => {
    const officer = await signedIn('lu.ming')
    expect(await officer.ask('DELETE', '/api/demo', { payload: { remove: 'demo' } })).toMatchObject({ status: 403, body: { code: 'demo-not-yours' } })
    const administrator = await signedIn('shao.ning')
    expect((await administrator.ask('DELETE', '/api/demo', { payload: {} })).status).toBe(400)
    expect((await administrator.post('/api/demo', {})).body.code).toBe('demo-there')
    expect((await administrator.ask('DELETE', '/api/demo', { payload: { remove: 'demo' } })).status).toBe(200)
    expect(await state()).toEqual({ state: 'none', progress: null, parties: [] })
    expect((await administrator.get('/api/session')).status).toBe(401)
  },
  LONG,
)
