import type { FastifyInstance } from 'fastify'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, newParty, NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { toHex } from '#journal/bytes.ts'
import { parseCheckpoint } from '#journal/checkpoint.ts'
import { verify } from '#journal/ed25519.ts'
import { leafHash, rootAt } from '#journal/merkle.ts'
import { parseNote, parseVerifierKey, verifyNote } from '#journal/note.ts'
import type { Party } from '#journal/party.ts'
import { publish } from '#journal/publication.ts'
import type { Recorder } from '#journal/recorder.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { decodeEntries, readNodesFromTiles, tilePath, tilesOf } from '#journal/tile.ts'
import { headOf, readTiles } from '#journal/tree.ts'
import { appOf } from '../app.ts'

let database: TestDatabase
let app: FastifyInstance
let open: FastifyInstance
let url = ''
/** 600 entries of which 513 are published, and 300 before them. */
let party: Party
let recorder: Recorder
/** A party that has published nothing. */
let silent: Party

const SIZE = 513

async function grow(count: number): Promise<void> {
  const appended = await recorder.append(party, { drafts: Array.from({ length: count }, (_, place) => draft(`entry ${place}`)) })
  expect(appended.kind).toBe('appended')
}

beforeAll(async () => {
  database = await testDatabase()
  for (const pool of [database.app, database.keeper])
    pool.on('error', () => undefined) // told of connections that end with the database
  ;({ party, recorder } = await newParty(database))
  silent = (await newParty(database)).party
  await grow(300)
  await publish(database.app, database.master, party, { now: NOON })
  await grow(SIZE - 300)
  await publish(database.app, database.master, party, { now: NOON })
  await grow(600 - SIZE)
  app = await appOf({ pool: database.app, entries: 'withheld' })
  open = await appOf({ pool: database.app, entries: 'public' })
  url = await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await Promise.all([app.close(), open.close()])
  await database[Symbol.asyncDispose]()
})

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch(`${url}/tlog/${party}/${path}`, { headers })
const bytesOf = async (response: Response): Promise<Uint8Array> => new Uint8Array(await response.arrayBuffer())

/** A request as it is written here, which no client tidies up. */
async function raw(path: string): Promise<number> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
  let answer = ''
  for await (const part of socket as AsyncIterable<Buffer>) answer += part.toString('latin1')
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])
}

test('the newest checkpoint is signed by the key that is served beside it', async () => {
  const response = await get('checkpoint')
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('public, max-age=2, must-revalidate')
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  const note = parseNote(await response.text())
  const keys = (await (await get('key')).text())
    .trimEnd()
    .split('\n')
    .map((key) => parseVerifierKey(sha256, key))
  expect(keys).toHaveLength(1)
  for (const key of keys) verifyNote(note, key, verify)
  expect(parseCheckpoint(note.text)).toMatchObject({ origin: `test.example/${party}`, size: SIZE })
})

test('older checkpoints stay, and sizes that were never published are not there', async () => {
  const older = await get('checkpoint/300')
  expect(parseCheckpoint(parseNote(await older.text()).text).size).toBe(300)
  expect(older.headers.get('cache-control')).toContain('immutable')
  const others = ['checkpoint/301', 'checkpoint/0300', 'checkpoint/', 'checkpoint/600', 'checkpoint/-1', 'checkpoint/1e2', `checkpoint/${'9'.repeat(30)}`]
  expect(await Promise.all(others.map(async (path) => (await get(path)).status))).toEqual(others.map(() => 404))
})

test('tiles over HTTP add up to the root, and are those of the database', async () => {
  const { size, root } = parseCheckpoint(parseNote(await (await get('checkpoint')).text()).text)
  let read = 0
  const nodes = readNodesFromTiles(sha256, size, async (tile) => {
    const response = await get(tilePath(tile))
    expect(response.headers.get('content-type')).toBe('application/octet-stream')
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    read++
    return bytesOf(response)
  })
  expect(toHex(await rootAt(sha256, size, nodes))).toBe(toHex(root))
  expect(read).toBeGreaterThan(0)
  const tiles = [...tilesOf(size)]
  expect(tiles.map(tilePath)).toEqual(['tile/0/000', 'tile/0/001', 'tile/0/002.p/1', 'tile/1/000.p/2'])
  const stored = await inParty(database.app, party, (sql) => readTiles(sql, party, tiles))
  const served = await Promise.all(tiles.map(async (tile) => bytesOf(await get(tilePath(tile)))))
  expect(served.map(toHex)).toEqual(stored.map(toHex))
})

test('a part of a tile is there at every width up to the published size, also when the tile is full by now', async () => {
  const whole = await bytesOf(await get('tile/0/000'))
  const part = await get('tile/0/000.p/44')
  expect(toHex(await bytesOf(part))).toBe(toHex(whole.subarray(0, 44 * 32)))
})

test('nothing is served beyond the published size, although the tree has grown', async () => {
  expect((await inParty(database.app, party, (sql) => headOf(sql, party))).frontier.size).toBe(600)
  const beyond = [
    'tile/0/002',
    'tile/0/002.p/2',
    'tile/0/002.p/88',
    'tile/0/003.p/1',
    'tile/1/000',
    'tile/1/000.p/3',
    'tile/2/000.p/1',
    'tile/63/000.p/1',
    'tile/0/x999/x999/999',
  ]
  const answers = await Promise.all(beyond.map(async (path) => get(path)))
  expect(answers.map(({ status }) => status)).toEqual(beyond.map(() => 404))
  expect(await answers[0]?.json()).toMatchObject({ code: 'tile-beyond', status: 404, type: '/problems/tile-beyond' })
})

test('every path that is not written as it must be is refused', async () => {
  const wrong = [
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/1000',
    'tile/0/000.p/',
    'tile/0/000.p',
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/000',
    'tile/0/x001',
    'tile/0/001/x234',
    'tile/0/001/234',
    'tile/0/X001/234',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/0x0/000',
    'tile/0/000/',
    'tile/0//000',
    'tile/0/%30%30%30',
    'tile/0/000%2ep/1',
    'tile/0/000.p%2f1',
    'tile/0/000.p/1%00',
    'tile/0/../0/000',
    'tile/../tile/0/000',
    'tile/%2e%2e/checkpoint',
    'tile/0/.%2e/000',
    'tile/0/..%2f000',
    'tile/0/\\..\\000',
    'tile/entries/../0/000',
    `tile/0/${'x999/'.repeat(7)}999`,
    `tile/0/${'x000/'.repeat(200)}000`,
    'tile/',
    'tile',
    '../../healthz',
    '%2e%2e/%2e%2e/healthz',
    'checkpoint/..',
    'checkpoint%2f300',
    'key/..',
    '',
  ]
  const answers = await Promise.all(wrong.map(async (path) => [path, await raw(`/tlog/${party}/${path}`)] as const))
  expect(answers.filter(([, status]) => status !== 400 && status !== 404)).toEqual([])
  // The same way in is open to a path that is written right.
  expect(await raw(`/tlog/${party}/tile/0/000.p/1`)).toBe(200)
})

test('a party that is none, and one that has published nothing, have no log to show', async () => {
  const strangers = ['x', '..', '%2e%2e', party.toUpperCase(), `${party}0`, `{${party}}`, "'%20or%20'1'='1", '00000000-0000-4000-8000-000000000000', silent]
  expect(await Promise.all(strangers.map(async (name) => raw(`/tlog/${name}/checkpoint`)))).toEqual(strangers.map(() => 404))
  expect(await Promise.all(strangers.map(async (name) => raw(`/tlog/${name}/tile/0/000.p/1`)))).toEqual(strangers.map(() => 404))
  expect(await raw(`/tlog/${silent}/key`)).toBe(200)
})

test('one party’s tiles are never another’s', async () => {
  const other = await newParty(database)
  await other.recorder.append(other.party, { drafts: [draft('theirs')] })
  await publish(database.app, database.master, other.party, { now: NOON })
  const theirs = await fetch(`${url}/tlog/${other.party}/tile/0/000.p/1`)
  expect(theirs.status).toBe(200)
  expect(toHex(await bytesOf(theirs))).not.toBe(toHex(await bytesOf(await get('tile/0/000.p/1'))))
  expect((await fetch(`${url}/tlog/${other.party}/tile/0/000.p/2`)).status).toBe(404)
})

test('HEAD has the length and no body, and what is known is not sent again', async () => {
  const response = await fetch(`${url}/tlog/${party}/tile/0/000`, { method: 'HEAD' })
  expect([response.status, response.headers.get('content-length'), (await bytesOf(response)).length]).toEqual([200, '8192', 0])
  const tag = response.headers.get('etag') ?? ''
  expect(tag).toMatch(/^"[\w-]{27}"$/)
  const known = await Promise.all([tag, `W/${tag}`, `"other", ${tag}`, '*'].map(async (each) => (await get('tile/0/000', { 'if-none-match': each })).status))
  expect(known).toEqual([304, 304, 304, 304])
  expect((await get('tile/0/000', { 'if-none-match': '"other"' })).status).toBe(200)
  const checkpoint = (await get('checkpoint')).headers.get('etag') ?? ''
  expect((await get('checkpoint', { 'if-none-match': checkpoint })).status).toBe(304)
})

test('entries are withheld with words in the reader’s language, and public only where that was decided', async () => {
  const refused = await get('tile/entries/000', { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5' })
  expect(refused.status).toBe(403)
  expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(await refused.json()).toMatchObject({ code: 'entries-withheld', title: expect.stringContaining('不公开') as unknown })
  const entries = await open.inject(`/tlog/${party}/tile/entries/002.p/1`)
  const leaves = decodeEntries(entries.rawPayload)
  expect(leaves.map((leaf) => toHex(leafHash(sha256, leaf)))).toEqual([toHex(await bytesOf(await get('tile/0/002.p/1')))])
  expect((await open.inject(`/tlog/${party}/tile/entries/000`)).rawPayload.length).toBeGreaterThan(8192)
  expect((await open.inject(`/tlog/${party}/tile/entries/002.p/2`)).statusCode).toBe(404)
})
