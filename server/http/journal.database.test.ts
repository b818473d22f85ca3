import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseLeaf } from '#journal/entry.ts'
import { leafHash, verifyInclusion } from '#journal/merkle.ts'
import { parseNote, parseVerifierKey } from '#journal/note.ts'
import type { Party } from '#journal/party.ts'
import { publish } from '#journal/publication.ts'
import { sha256 } from '#journal/sha256.ts'
import { JournalEntryPage, JournalPage, PublishedHead } from '../contract/journal.ts'
import { ask, beginOperator, codeOf, newParty, openPlace, tokenOf, type Place } from './place.fixture.ts'

let place: Place
let party: Party
let officer: string
let auditor: string

beforeAll(async () => {
  place = await openPlace()
  party = await newParty(place)
  officer = await tokenOf(place, party, ['compliance-officer'])
  auditor = await tokenOf(place, party, ['auditor'])
  await beginOperator(place, officer)
})
afterAll(() => place[Symbol.asyncDispose]())

const page = async (query: string, token = officer) => JournalPage.parse((await ask(place, `/api/journal${query}`, { token })).body)
const bytesOf = (hex: string): Uint8Array => Buffer.from(hex, 'hex')

test('entries come newest first, a page at a time, and are narrowed by stream, kind and subject', async () => {
  const all = await page('')
  expect(all.entries.map(({ index }) => index)).toEqual(all.entries.map((_, place) => all.size - 1 - place))
  const first = await page('?limit=2')
  const second = await page(`?limit=2&before=${first.next ?? 0}`)
  expect([...first.entries, ...second.entries]).toEqual(all.entries.slice(0, 4))
  expect((await page('?limit=200')).next).toBeNull()
  expect((await page('?stream=system/')).entries.every(({ stream }) => stream === 'system/pay')).toBe(true)
  const [newest] = all.entries
  expect((await page(`?kind=${newest?.kind.slice(1) ?? ''}`)).entries).toContainEqual(newest)
  expect((await page('?subject=pay')).entries.every(({ subject }) => subject === 'pay')).toBe(true)
  expect((await page('?kind=100%')).entries).toEqual([])
  expect(codeOf(await ask(place, '/api/journal?limit=0', { token: officer }))).toBe('request-malformed')
  expect((await ask(place, '/api/journal')).status).toBe(401)
})

test('an entry is shown by the words of its kind, and found by them in either language', async () => {
  const all = await page('')
  expect(all.entries.filter(({ kind, title }) => title.en === kind || title.zh === kind)).toEqual([])
  const [newest] = all.entries
  for (const words of [newest?.title.zh ?? '', (newest?.title.en ?? '').toUpperCase()])
    expect((await page(`?kind=${encodeURIComponent(words)}`)).entries).toContainEqual(newest)
})

test('nothing is proven before a head is published; then every entry up to it is, by means that need no server', async () => {
  expect(codeOf(await ask(place, '/api/journal/checkpoint', { token: officer }))).toBe('nothing-published')
  const before = JournalEntryPage.parse((await ask(place, '/api/journal/0', { token: officer })).body)
  expect(before.proof).toBeNull()
  await publish(place.database.app, place.database.master, party, { now: place.now })
  const head = PublishedHead.parse((await ask(place, '/api/journal/checkpoint', { token: officer })).body)
  const [key = ''] = head.keys
  expect(parseVerifierKey(sha256, key).algorithm).toBe(1)
  expect(parseNote(head.note).text).toContain(head.origin)
  for (let index = 0; index < head.size; index++) {
    const { entry, leaf, proof } = JournalEntryPage.parse((await ask(place, `/api/journal/${index}`, { token: officer })).body)
    if (proof === null) throw new Error('no proof')
    const hash = leafHash(sha256, Buffer.from(leaf, 'base64'))
    expect(Buffer.from(hash).toString('hex')).toBe(entry.leafHash)
    verifyInclusion(sha256, { index, size: head.size, leafHash: hash, path: proof.path.map(bytesOf), root: bytesOf(head.root) })
    expect(parseLeaf(Buffer.from(leaf, 'base64'))).toMatchObject({ index, kind: entry.kind, stream: entry.stream })
  }
  expect(codeOf(await ask(place, '/api/journal/99999', { token: officer }))).toBe('not-found')
})

test('what an entry says is given to whoever may read it, and every reading and refusal is on record', async () => {
  const { entries } = await page('?stream=system/pay')
  const index = entries.at(-1)?.index ?? -1
  const { content } = JournalEntryPage.parse((await ask(place, `/api/journal/${index}?content=true`, { token: officer })).body)
  expect(content).toMatchObject({ subject: 'pay', facts: { gradedLevel: 3 } })
  const access = (await page('?stream=access', auditor)).entries[0]
  expect(access).toMatchObject({ kind: 'access.personal-read', readable: true })
  expect((await page('?stream=access')).entries[0]?.readable).toBe(false)
  expect(codeOf(await ask(place, `/api/journal/${access?.index ?? 0}?content=true`, { token: officer }))).toBe('not-for-role')
  expect((await page('?stream=access', auditor)).entries[0]?.kind).toBe('access.refused')
  const read = JournalEntryPage.parse((await ask(place, `/api/journal/${access?.index ?? 0}?content=true`, { token: auditor })).body)
  expect(read.content).toMatchObject({ journal: index })
})

test('an audit bundle is given to auditors, and that it was is in it', async () => {
  const refused = await ask(place, '/api/journal/bundle', { token: officer, method: 'POST', payload: {} })
  expect(codeOf(refused)).toBe('frame.forbidden')
  const answer = await ask(place, '/api/journal/bundle', { token: auditor, method: 'POST', payload: {} })
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/zip'])
  const files = unzipSync(answer.bytes)
  expect(Object.keys(files)).toEqual(expect.arrayContaining(['README.txt', 'bundle.json', 'checkpoint', 'key']))
  const payloads = Object.entries(files).filter(([path]) => path.startsWith('payload/'))
  expect(payloads.length).toBeGreaterThan(0)
  expect(Buffer.concat(Object.values(files)).toString()).toContain('journal-bundle.exported')
  const withheld = unzipSync((await ask(place, '/api/journal/bundle', { token: auditor, method: 'POST', payload: { withhold: true } })).bytes)
  const sizeOf = (found: Record<string, Uint8Array>): number =>
    Object.entries(found).reduce((sum, [path, bytes]) => (path.startsWith('payload/') ? sum + bytes.length : sum), 0)
  expect(sizeOf(withheld)).toBeLessThan(sizeOf(files) / 2)
})
