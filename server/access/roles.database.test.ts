import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import type { Party } from '#journal/party.ts'
import { ROLES_OF, type PersonRole } from '#procedures/access.ts'
import { accessPaths } from '../http/access-openapi.ts'
import { Browser, founded, joined, placeOn, type Place } from './browser.fixture.ts'

let database: TestDatabase
let place: Place
let party: Party
const people = new Map<PersonRole, Browser>()

beforeAll(async () => {
  database = await testDatabase()
  place = await placeOn(database, () => NOON)
  const { party: made, founder } = await founded(place)
  party = made
  people.set('system-administrator', founder)
  for (const role of ROLES_OF.operator.filter((each) => each !== 'system-administrator' && each !== 'portal' && each !== 'post')) {
    await joined(founder, role, [role])
    const browser = new Browser(place)
    await browser.signIn(party, role)
    people.set(role, browser)
  }
})
afterAll(async () => {
  await place[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const SYSTEM = ['system-administrator'] as const satisfies readonly PersonRole[]
const whom = randomUUID()

/** Who may ask for what: nobody else may. */
const MAY = [
  ['GET', '/api/people', undefined, ['system-administrator', 'security-administrator', 'audit-administrator']],
  ['POST', '/api/parties', { party: { kind: 'operator', zh: '又', en: 'Another', region: '330100' }, name: '某', account: '-' }, SYSTEM],
  ['POST', '/api/people', { name: '某', account: '-', roles: ['engineer'] }, SYSTEM],
  ['POST', `/api/people/${whom}/invitation`, {}, SYSTEM],
  ['POST', `/api/people/${whom}/roles`, { roles: ['engineer'] }, ['security-administrator']],
  ['POST', `/api/people/${whom}/deactivate`, {}, SYSTEM],
  ['POST', `/api/people/${whom}/reactivate`, {}, SYSTEM],
  ['POST', `/api/people/${whom}/unlock`, {}, SYSTEM],
  ['POST', `/api/people/${whom}/end-sessions`, {}, SYSTEM],
  ['GET', '/api/access-record', undefined, ['audit-administrator']],
  ['GET', '/api/single-sign-on', undefined, SYSTEM],
  ['PUT', '/api/single-sign-on', { name: '某', issuer: 'https://127.0.0.1:1', client: 'c' }, SYSTEM],
  ['DELETE', '/api/single-sign-on', undefined, SYSTEM],
] as const satisfies readonly (readonly ['GET' | 'POST' | 'PUT' | 'DELETE', string, object | undefined, readonly PersonRole[]])[]

test.each(MAY)('%s %s is for its roles and for nobody else', async (method, url, payload, may) => {
  expect(people.size).toBeGreaterThan(5)
  const answers: string[] = []
  for (const [role, browser] of people) {
    const { status, body } = await browser.ask(method, url, { payload })
    answers.push(`${role} ${status === 403 && body.code === 'access.not-yours' ? 'no' : 'yes'}`)
  }
  expect(answers).toEqual([...people.keys()].map((role) => `${role} ${may.some((each) => each === role) ? 'yes' : 'no'}`))
})

test('every route of accounts, people and signing in that is for who is signed in is closed to who is not', async () => {
  const Operation = z.object({ security: z.array(z.record(z.string(), z.unknown())).optional() })
  let closed = 0
  for (const [path, methods] of Object.entries(z.record(z.string(), z.record(z.string(), z.unknown())).parse(accessPaths)))
    for (const method of ['get', 'post', 'put', 'delete'] as const) {
      const operation = Operation.safeParse(methods[method]).data
      if (operation?.security?.some((scheme) => 'session' in scheme) !== true) continue
      const [url, verb] = [path.replace(/\{\w+\}/g, whom), z.enum(['GET', 'POST', 'PUT', 'DELETE']).parse(method.toUpperCase())]
      // What comes with the demonstration is not here.
      if (!place.app.hasRoute({ method: verb, url: path.replace(/\{(\w+)\}/g, ':$1') })) continue
      const answer = await new Browser(place).ask(verb, url, verb === 'GET' || verb === 'DELETE' ? {} : { payload: {} })
      expect(`${verb} ${path} ${answer.status} ${answer.body.code}`).toBe(`${verb} ${path} 401 not-signed-in`)
      closed += 1
    }
  expect(closed).toBeGreaterThan(25)
})
