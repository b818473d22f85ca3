import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { keysOf } from '#journal/keyring.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import { statute } from '#law/statute.fixture.ts'
import { ROLES_OF, type PersonRole } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { entriesOf } from '../document/archive.ts'
import { openOffice } from '../office.ts'
import { readParty, registerParty } from '../party.ts'
import { addPerson, createToken } from '../person.ts'
import { deskRoutes } from './desk.ts'
import { dispositionOf } from './disposition.ts'
import { documentRoutes } from './document.ts'

const NOW = Date.parse('2026-04-01T09:00:00+08:00')
const party = Party.parse(randomUUID())
let database: TestDatabase
let app: FastifyInstance
let [officer, engineer] = ['', '']

async function tokenOf(roles: readonly PersonRole[]): Promise<string> {
  return inParty(database.app, party, async (sql) => {
    const card = await readParty(sql, party)
    if (card === undefined) throw new Error('no party')
    const added = await addPerson(sql, card, { name: '林薇', roles: [...roles] })
    if (added.kind === 'refused') throw new Error(added.refusal.en)
    return createToken(sql, party, added.person, { name: 'test', now: NOW, expires: NOW + 1000 })
  })
}

beforeAll(async () => {
  database = await testDatabase()
  const secrets = { master: database.master, databasePassword: () => '' }
  const close = async (): Promise<void> => undefined
  const office = openOffice({ database: { ...database, where: 'test', secrets, embedded: undefined, close }, statute, catalogue, clock: () => NOW })
  app = Fastify()
  deskRoutes(app, office)
  documentRoutes(app, office)
  const card = { zh: '甲公司', en: 'A Company', region: '330100', kind: 'operator' } as const
  await inParty(database.app, party, (sql) => registerParty(sql, database.master, party, card, { origin: `test.example/${party}`, now: NOW }))
  officer = await tokenOf(['compliance-officer', 'security-officer', 'responsible-manager'])
  engineer = await tokenOf(['engineer'])
  const adopt = {
    type: 'adopt-rules',
    on: '2026-03-02T09:00:00+08:00',
    title: '制度',
    edition: '1',
    covers: '账号',
    approvedBy: '林伟',
    evidence: ['发文.pdf'],
  }
  const appoint = { type: 'appoint-officer', on: '2026-03-02T09:00:00+08:00', name: '王芳', post: '总监', duties: '统筹', evidence: ['发文.pdf'] }
  for (const payload of [adopt, appoint]) {
    const { statusCode, body } = await app.inject({ method: 'POST', url: '/api/matters/protection/self', headers: headers(officer), payload })
    if (statusCode !== 201) throw new Error(body)
  }
})

afterAll(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
})

const headers = (token: string) => ({ authorization: `Bearer ${token}` })
const get = async (path: string, token = officer) => app.inject({ url: `/api/matters/protection/self/documents/${path}`, headers: headers(token) })
const codeOf = (body: string): string => z.object({ code: z.string() }).parse(JSON.parse(body)).code
const wordsOf = (bytes: Buffer): string =>
  entriesOf(bytes)
    .filter(({ name }) => name.toString() === 'word/document.xml')
    .map(({ content }) => content.toString())
    .join('')

async function readings(): Promise<readonly unknown[]> {
  return inParty(database.app, party, async (sql) => {
    const entries = await readStream(sql, await keysOf(sql, database.master, party, 'payload'), party, 'access')
    return entries.flatMap(({ entry, content }): readonly unknown[] =>
      content === undefined ? [] : [{ kind: entry.kind, ...z.looseObject({}).parse(JSON.parse(new TextDecoder().decode(content.bytes))) }],
    )
  })
}

test('a document comes as a file under its own name, and who read it is on record', async () => {
  const before = (await readings()).length
  const response = await get('protection-organisation.docx')
  expect(response.statusCode).toBe(200)
  expect(response.headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
  expect(response.headers['cache-control']).toBe('no-store')
  const [, encoded = ''] =
    /^attachment; filename="protection-organisation\.docx"; filename\*=UTF-8''(\S+)$/.exec(String(response.headers['content-disposition'])) ?? []
  expect(decodeURIComponent(encoded)).toMatch(/^[\u4e00-\u9fff]+-2026-03-02\.docx$/)
  expect(wordsOf(response.rawPayload)).toContain('王芳')
  const all = await readings()
  expect(all.length).toBe(before + 1)
  expect(all.at(-1)).toMatchObject({ kind: 'access.personal-read', procedure: 'protection', document: 'protection-organisation' })
})

test('PDF comes in the language that is asked for, with the newest entry of the matter and its leaf', async () => {
  const response = await get('protection-organisation.pdf?lang=en')
  expect(response.headers['content-type']).toBe('application/pdf')
  expect(response.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
  const stream = await inParty(database.app, party, async (sql) =>
    readStream(sql, await keysOf(sql, database.master, party, 'payload'), party, `protection/${party}`),
  )
  const newest = stream.at(-1)
  const foot = entriesOf((await get('protection-organisation.docx?lang=en')).rawPayload).map(({ content }) => content.toString())
  expect(foot.join('')).toContain(`Journal entry ${newest?.entry.index} · leaf hash (SHA-256) ${Buffer.from(newest?.leafHash ?? []).toString('hex')}`)
})

test('a copy without personal information has none, and is no reading of it', async () => {
  const before = (await readings()).length
  const response = await get('protection-organisation.docx?redacted=true')
  expect(response.statusCode).toBe(200)
  expect(wordsOf(response.rawPayload)).not.toContain('王芳')
  expect((await readings()).length).toBe(before)
})

test('nobody gets a document without a token, and nobody who has nothing to do with the procedure', async () => {
  expect((await get('protection-organisation.pdf', 'nonsense')).statusCode).toBe(401)
  const allowed = Object.values(catalogue.find(({ id }) => id === 'protection')?.access ?? {}).flat()
  const stranger = ROLES_OF.operator.find((role) => !allowed.includes(role))
  if (stranger === undefined) throw new Error('everybody may do something here')
  const refused = await get('protection-organisation.pdf', await tokenOf([stranger]))
  expect([refused.statusCode, codeOf(refused.body)]).toEqual([403, 'not-for-role'])
  expect((await readings()).at(-1)).toMatchObject({ kind: 'access.refused', procedure: 'protection' })
  expect((await get('protection-organisation.pdf', engineer)).statusCode).toBe(200)
})

test('what is not there is not found; a wish that cannot be met is refused with words', async () => {
  for (const path of ['no-such.pdf', 'protection-organisation.exe', 'protection-organisation', '..%2f..%2fetc.pdf'])
    expect((await get(path)).statusCode).toBe(404)
  const absent = await app.inject({ url: '/api/matters/incident/none/documents/incident-report.pdf', headers: headers(officer) })
  expect([absent.statusCode, codeOf(absent.body)]).toEqual([404, 'not-found'])
  for (const query of ['lang=fr', 'redacted=yes', 'colour=red']) {
    const response = await get(`protection-organisation.pdf?${query}`)
    expect([response.statusCode, codeOf(response.body)]).toEqual([400, 'document-wish-malformed'])
  }
})

test('every document of the catalogue is described, in each form of file', async () => {
  const described = z.object({ paths: z.record(z.string(), z.unknown()) }).parse((await app.inject('/openapi.json')).json())
  const expected = catalogue.flatMap(({ id, documents }) =>
    documents.flatMap((form) => ['docx', 'pdf'].map((format) => `/api/matters/${id}/{subject}/documents/${form.id}.${format}`)),
  )
  expect(expected.length).toBeGreaterThan(40)
  expect(expected.filter((path) => described.paths[path] === undefined)).toEqual([])
})

test('a name in Chinese is written as headers write it', () => {
  expect(dispositionOf("报告(1)'*.pdf", 'report.pdf')).toBe(`attachment; filename="report.pdf"; filename*=UTF-8''%E6%8A%A5%E5%91%8A%281%29%27%2A.pdf`)
})
