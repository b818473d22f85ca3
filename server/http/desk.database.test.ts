import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { mayGive, mayHold, PERSON_ROLES, ROLES_OF, type PersonRole } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { PARTY_KINDS, type PartyKind } from '#procedures/party.ts'
import type { PartyCard } from '../contract/party.ts'
import { readParty, registerParty } from '../party.ts'
import { addPerson, createToken, endToken } from '../person.ts'
import { openPlace, type Place } from './place.fixture.ts'

const NOW = Date.parse('2026-04-01T09:00:00+08:00')
const YEAR = 31_536_000_000

let place: Place
let database: TestDatabase
let app: FastifyInstance
let asked = 0

beforeAll(async () => {
  place = await openPlace()
  ;({ app, database } = place)
})

afterAll(() => place[Symbol.asyncDispose]())

function cardOf(kind: Exclude<PartyKind, 'public'>): PartyCard {
  const named = { zh: '甲', en: 'A', region: '330100' }
  return kind === 'department' ? { ...named, kind, remit: 'cyberspace', level: 'province' } : { ...named, kind }
}

async function newParty(kind: Exclude<PartyKind, 'public'>): Promise<Party> {
  const party = Party.parse(randomUUID())
  await inParty(database.app, party, (sql) => registerParty(sql, database.master, party, cardOf(kind), { origin: `test.example/${party}`, now: NOW }))
  return party
}

async function tokenOf(party: Party, roles: readonly PersonRole[], expires = NOW + YEAR): Promise<string> {
  return inParty(database.app, party, async (sql) => {
    const card = await readParty(sql, party)
    if (card === undefined) throw new Error('no party')
    const added = await addPerson(sql, card, { name: '林薇', roles: [...roles] })
    if (added.kind === 'refused') throw new Error(added.refusal.en)
    return createToken(sql, party, added.person, { name: 'test', now: NOW, expires })
  })
}

interface Answer {
  readonly status: number
  readonly body: {
    readonly code?: string
    readonly title?: string
    readonly kind?: string
    readonly events?: readonly unknown[]
    readonly duties?: readonly unknown[]
  }
}

const Body = z.looseObject({
  code: z.string().optional(),
  title: z.string().optional(),
  kind: z.string().optional(),
  events: z.array(z.unknown()).optional(),
  duties: z.array(z.unknown()).optional(),
})

async function ask(
  token: string | undefined,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await app.inject({
    method,
    url,
    remoteAddress: `10.0.${Math.floor(asked / 256)}.${asked++ % 256}`, // so many documents are not drawn for one address in a minute
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const { code, title, kind, events, duties } = Body.parse(response.json())
  return {
    status: response.statusCode,
    body: {
      ...(code === undefined ? {} : { code }),
      ...(title === undefined ? {} : { title }),
      ...(kind === undefined ? {} : { kind }),
      ...(events === undefined ? {} : { events }),
      ...(duties === undefined ? {} : { duties }),
    },
  }
}

const begin = { type: 'begin', since: '2024-01-02', unit: true }

describe('who asks', () => {
  test('nobody gets nothing: without a token, with a foreign, an expired or an ended one', async () => {
    const party = await newParty('operator')
    const good = await tokenOf(party, ['security-officer'])
    const stale = await tokenOf(party, ['security-officer'], NOW - 1)
    const [, , token = ''] = good.split('.')
    const other = `${good.slice(0, -4)}AAAA`
    for (const each of [undefined, 'nonsense', other, stale, good.replace(party, randomUUID())])
      expect(await ask(each, 'GET', '/api/me')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } })
    expect((await ask(good, 'GET', '/api/me')).status).toBe(200)
    await inParty(database.app, party, (sql) => endToken(sql, party, token, NOW))
    expect((await ask(good, 'GET', '/api/me')).status).toBe(401)
  })

  test('no person holds two of the three administrators’ powers', async () => {
    const party = await newParty('operator')
    await expect(tokenOf(party, ['system-administrator', 'audit-administrator'])).rejects.toThrow('two')
    expect((await ask(await tokenOf(party, ['system-administrator']), 'GET', '/api/me')).status).toBe(200)
  })
})

describe('what is asked', () => {
  test('a command is recorded and answered with its receipt, and a refusal says what to do in the reader’s language', async () => {
    const party = await newParty('operator')
    const token = await tokenOf(party, ['compliance-officer', 'security-officer'])
    expect(await ask(token, 'GET', '/api/board')).toMatchObject({ status: 409, body: { code: 'no-profile' } })
    expect(await ask(token, 'POST', '/api/matters/profile/self', begin)).toMatchObject({ status: 201, body: { kind: 'accepted' } })
    expect((await ask(token, 'GET', '/api/board')).status).toBe(200)
    const zh = await ask(token, 'POST', '/api/matters/profile/self', begin, { 'accept-language': 'zh-CN' })
    const en = await ask(token, 'POST', '/api/matters/profile/self', begin, { 'accept-language': 'en' })
    expect([zh.status, en.status]).toEqual([409, 409])
    expect(zh.body.title).not.toBe(en.body.title)
    expect(zh.body.title).toMatch(/[\u4e00-\u9fff]/)
  })

  test('the same request under one key is done once', async () => {
    const party = await newParty('operator')
    const token = await tokenOf(party, ['compliance-officer'])
    const key = { 'idempotency-key': 'first-of-april' }
    const first = await ask(token, 'POST', '/api/matters/profile/self', begin, key)
    expect(await ask(token, 'POST', '/api/matters/profile/self', begin, key)).toEqual(first)
    expect(await ask(token, 'POST', '/api/matters/profile/self', { ...begin, unit: false }, key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key-reused' },
    })
  })

  test('a refusal of access is itself on record', async () => {
    const party = await newParty('operator')
    const token = await tokenOf(party, ['auditor'])
    expect((await ask(token, 'POST', '/api/matters/profile/self', begin)).status).toBe(403)
    const { rows } = await database.keeper.query<{ kind: string }>('select kind from journal.entry where party = $1', [party])
    expect(rows.map(({ kind }) => kind)).toEqual(['access.refused'])
  })

  test('hostile input is refused and changes nothing', async () => {
    const party = await newParty('operator')
    const token = await tokenOf(party, ['compliance-officer'])
    let deep: unknown = 'x'
    for (let level = 0; level < 500; level++) deep = [deep]
    const bodies = [
      {},
      { type: 'begin', since: "'; drop table journal.entry; --", unit: true },
      { type: 'begin', since: '2024-01-02', unit: true, extra: 1 },
      { type: { $ne: null } },
      { type: 'begin', since: deep, unit: true },
    ]
    for (const body of bodies) expect((await ask(token, 'POST', '/api/matters/profile/self', body)).status).toBe(400)
    for (const subject of ['..%2f..%2fetc', 'a%00b', '%3Cscript%3E', 'x'.repeat(300)])
      expect((await ask(token, 'POST', `/api/matters/system/${subject}`, begin)).status).toBeGreaterThanOrEqual(400)
    const { rows } = await database.keeper.query<{ size: number }>('select size from journal.tree where party = $1', [party])
    expect(rows[0]?.size).toBe(0)
  })
})

test('every command × every role × every kind of party, own and other: allowed or refused as the access tables say', { timeout: 400_000 }, async () => {
  let combinations = 0
  const other = await newParty('operator')
  for (const kind of PARTY_KINDS) {
    if (kind === 'public') continue
    const party = await newParty(kind)
    for (const role of PERSON_ROLES) {
      if (role === 'portal' || role === 'post' || !rolesOf(kind).includes(role)) continue
      expect(mayHold([role])).toBe(true)
      const token = await tokenOf(party, [role])
      const commands = catalogue.flatMap((procedure) => procedure.commands.map(({ type }) => ({ procedure, type })))
      const answers = await Promise.all(
        // A command that lacks its fields: whoever may give it is told what is missing, whoever may not is told only that.
        commands.map(async ({ procedure, type }) => ({ procedure, type, ...(await ask(token, 'POST', `/api/matters/${procedure.id}/m-1`, { type })) })),
      )
      for (const { procedure, type, status, body } of answers) {
        const may = procedure.parties.includes(kind) && mayGive(procedure.access, type, { person: '', roles: [role] })
        expect(`${procedure.id} ${type} ${role} ${kind} ${status === 403 ? 'no' : 'yes'}`).toBe(`${procedure.id} ${type} ${role} ${kind} ${may ? 'yes' : 'no'}`)
        expect(body.code).toBeDefined()
        combinations++
      }
      // Another party's token opens nothing here: the party is in the token, and there is no other way to name one.
      expect((await ask(token.replace(party, other), 'GET', '/api/me')).status).toBe(401)
    }
  }
  expect(combinations).toBeGreaterThan(1000)
})

function rolesOf(kind: PartyKind): readonly PersonRole[] {
  return ROLES_OF[kind]
}

test('the description of the API names every route that there is, and none that there is not', async () => {
  const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse((await app.inject('/openapi.json')).json())
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) => (method === 'parameters' ? [] : [`${method.toUpperCase()} ${path}`])),
  )
  expect(described.length).toBeGreaterThan(catalogue.length)
  for (const each of described) {
    const [method, path = ''] = each.split(' ')
    const url = path.replace(/\{\w+\}/g, 'x')
    // A token that is not good is refused where anybody may read, too.
    const found =
      method === 'GET' ? await ask('nonsense', 'GET', url) : await ask('nonsense', method === 'PUT' || method === 'DELETE' ? method : 'POST', url, {})
    // Letters and the public need no token: they are refused for what they are, in words of ours, which a route that is not there has none of.
    const refusal = path === '/letters' ? 400 : path.startsWith('/portal/') ? 404 : 401
    expect(`${each} ${found.status} ${found.body.code !== undefined}`).toBe(`${each} ${refusal} true`)
  }
})
