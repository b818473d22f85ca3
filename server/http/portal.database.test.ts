import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { statute } from '#law/statute.fixture.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { openOffice, type Office } from '../office.ts'
import { registerParty } from '../party.ts'
import { portalRoutes } from './portal.ts'

const NOW = Date.parse('2026-04-01T09:00:00+08:00')
let database: TestDatabase
let app: FastifyInstance
let office: Office

beforeAll(async () => {
  database = await testDatabase()
  const secrets = { master: database.master, databasePassword: () => '' }
  const close = async (): Promise<void> => undefined
  office = openOffice({ database: { ...database, where: 'test', secrets, embedded: undefined, close }, statute, catalogue, clock: () => NOW })
  app = Fastify()
  portalRoutes(app, office)
})

afterAll(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
})

async function operator(): Promise<Party> {
  const party = Party.parse(randomUUID())
  await inParty(database.app, party, (sql) =>
    registerParty(sql, database.master, party, { kind: 'operator', zh: '甲', en: 'A', region: '330100' }, { origin: `test.example/${party}`, now: NOW }),
  )
  return party
}

const Body = z.looseObject({
  code: z.string().optional(),
  steps: z.array(z.looseObject({ state: z.string() })).optional(),
  told: z.array(z.looseObject({ kind: z.string(), detail: z.record(z.string(), z.unknown()) })).optional(),
})

async function post(url: string, payload: object): Promise<{ readonly status: number; readonly body: z.infer<typeof Body>; readonly text: string }> {
  const response = await app.inject({ method: 'POST', url, payload })
  return { status: response.statusCode, body: Body.parse(response.json()), text: response.body }
}

const complaint = { type: 'submit', topic: 'personal-information', content: '取消订单后仍在推送' }
const deletion = {
  type: 'request-deletion',
  requester: '陈静',
  contact: 'chen@example.cn',
  account: 'chenjing88',
  capacity: 'self',
  categories: ['location'],
  claim: 'unlawful',
  statement: '从未同意',
}

test('the public sees what it may begin, and is not asked for what the server makes', async () => {
  const party = await operator()
  const { procedures } = z
    .object({
      procedures: z.array(z.object({ id: z.string(), commands: z.array(z.object({ type: z.string(), fields: z.array(z.object({ name: z.string() })) })) })),
    })
    .parse((await app.inject(`/portal/${party}`)).json())
  expect(procedures.map(({ id }) => id).toSorted()).toEqual(['complaint', 'rights'])
  expect(procedures.flatMap(({ commands }) => commands.flatMap(({ fields }) => fields.map(({ name }) => name)))).not.toContain('codeDigest')
})

test('somebody without a name complains, gets a code, and follows the matter with it, written in any way', async () => {
  const party = await operator()
  const begun = await post(`/portal/${party}/matters/complaint`, complaint)
  expect(begun.status).toBe(201)
  const code = begun.body.code ?? ''
  expect(code).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/)
  const followed = await post(`/portal/${party}/follow`, { code: ` ${code.toLowerCase().replaceAll('-', ' ')}` })
  expect(followed.status).toBe(200)
  expect(followed.body.steps?.map(({ state }) => state)).toContain('done')
  expect(await post(`/portal/${party}/follow/command`, { code, command: { type: 'reply', message: '还在推送' } })).toMatchObject({ status: 201 })
  expect((await post(`/portal/${party}/follow`, { code })).body.told).toMatchObject([{ kind: 'complaint.message-received', detail: { message: '还在推送' } }])
})

test('a demand for deletion is begun and followed without an account', async () => {
  const party = await operator()
  const begun = await post(`/portal/${party}/matters/rights`, deletion)
  expect(begun.status).toBe(201)
  const followed = await post(`/portal/${party}/follow`, { code: begun.body.code })
  expect(followed.status).toBe(200)
  // How it is looked into, and by whom, is not told.
  expect(followed.text).not.toContain('chen@example.cn')
})

test('the code is in no table, and opens nothing at another party', async () => {
  const [party, other] = [await operator(), await operator()]
  const { body } = await post(`/portal/${party}/matters/complaint`, complaint)
  expect((await post(`/portal/${other}/follow`, { code: body.code })).status).toBe(404)
  expect((await post(`/portal/${party}/follow`, { code: 'AAAAA-AAAAA-AAAAA-AAAAA' })).status).toBe(404)
  const { rows } = await database.keeper.query<{ row: string }>('select row_to_json(c)::text as row from office.receipt_code c where party = $1', [party])
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain((body.code ?? 'none').replaceAll('-', ''))
})

test('the public gives no command of the party’s own, to no procedure but those that are open to it, and makes no code of its own', async () => {
  const party = await operator()
  const { body } = await post(`/portal/${party}/matters/complaint`, { ...complaint, codeDigest: '0'.repeat(64) })
  const { rows } = await database.keeper.query<{ digest: string }>("select encode(digest, 'hex') as digest from office.receipt_code where party = $1", [party])
  expect(rows).not.toContainEqual({ digest: '0'.repeat(64) })
  for (const type of ['accept', 'request-opening', 'close', 'submit'])
    expect((await post(`/portal/${party}/follow/command`, { code: body.code, command: { type } })).status).toBe(400)
  for (const procedure of ['profile', 'incident', 'nothing', '..%2fapi'])
    expect((await post(`/portal/${party}/matters/${procedure}`, { type: 'begin' })).status).toBe(404)
  expect((await post(`/portal/${party}/matters/complaint`, { ...complaint, content: '' })).status).toBe(400)
  expect((await post(`/portal/${randomUUID()}/matters/complaint`, complaint)).status).toBe(404)
})

test('what is refused leaves no code behind', async () => {
  const party = await operator()
  await post(`/portal/${party}/matters/complaint`, { ...complaint, topic: 'weather' })
  const { rowCount } = await database.keeper.query('select 1 from office.receipt_code where party = $1', [party])
  expect(rowCount).toBe(0)
})
