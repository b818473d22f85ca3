import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { erase } from '#journal/erasure.ts'
import type { Party } from '#journal/party.ts'
import { rotatePayloadKey } from '#journal/rotation.ts'
import { StoredFile, StoredFiles } from '../contract/file.ts'
import { ask, beginOperator, codeOf, newParty, openPlace, tokenOf, type Answer, type Place } from './place.fixture.ts'

let place: Place
let party: Party
let officer: string
let stranger: string

beforeAll(async () => {
  place = await openPlace()
  party = await newParty(place)
  officer = await tokenOf(place, party, ['compliance-officer', 'security-officer'])
  stranger = await tokenOf(place, party, ['audit-administrator'])
  await beginOperator(place, officer)
})
afterAll(() => place[Symbol.asyncDispose]())

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const PNG = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), randomBytes(2_500_000)])
const at = '/api/files?procedure=system&subject=pay'

async function send(
  bytes: Buffer,
  name: string,
  { token = officer, url = at, sha256 = digestOf(bytes) }: { token?: string; url?: string; sha256?: string } = {},
): Promise<Answer> {
  const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name), 'x-file-sha256': sha256 }
  return ask(place, url, { token, method: 'POST', payload: bytes, headers })
}
const listed = async () => StoredFiles.parse((await ask(place, at, { token: officer })).body)

test('a file is kept in parts, sealed, and given back byte for byte; the journal commits to its digest', async () => {
  const answer = await send(PNG, '机房 巡检.png')
  expect(answer.status).toBe(201)
  const file = StoredFile.parse(answer.body)
  expect(file).toMatchObject({
    name: '机房 巡检.png',
    media: 'image/png',
    size: PNG.length,
    sha256: digestOf(PNG),
    evidence: `sha256:${digestOf(PNG)} 机房 巡检.png`,
  })
  expect((await listed()).files).toEqual([file])
  const shown = await ask(place, `/api/files/${file.file}?view=true`, { token: officer })
  expect(digestOf(shown.bytes)).toBe(file.sha256)
  expect(String(shown.headers['content-disposition'])).toMatch(/^inline;/)
  expect(shown.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' })
  expect(String(shown.headers['content-security-policy'])).toContain('sandbox')
  // Nothing of it, nor its name, stands in the database in the clear.
  const { rows } = await place.database.admin.query<{ sealed: Buffer }>('select sealed from office.file_part order by part')
  expect(rows).toHaveLength(3)
  expect(rows.some(({ sealed }) => sealed.includes(PNG.subarray(100, 164)))).toBe(false)
  const entry = await ask(place, `/api/journal/${file.index}`, { token: officer })
  expect(entry.body).toMatchObject({ entry: { kind: 'file.stored', stream: 'files', subject: 'pay' } })
})

test('what could run is never shown, whatever it calls itself', async () => {
  for (const [name, bytes] of [
    ['page.html', '<!doctype html><script>alert(1)</script>'],
    ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ] as const) {
    const { file, media } = StoredFile.parse((await send(Buffer.from(bytes), name)).body)
    const shown = await ask(place, `/api/files/${file}?view=true`, { token: officer })
    expect([media, shown.headers['content-type']]).toEqual(['text/plain', 'text/plain; charset=utf-8'])
    expect(String(shown.headers['content-security-policy'])).toContain("default-src 'none'")
  }
  const { file } = StoredFile.parse((await send(randomBytes(1000), 'program.exe')).body)
  const binary = await ask(place, `/api/files/${file}?view=true`, { token: officer })
  expect(String(binary.headers['content-disposition'])).toMatch(/^attachment;/)
})

test('a file that is not what was said, too large, or for nobody here, is not kept', async () => {
  const before = (await listed()).files.length
  expect(codeOf(await send(Buffer.from('x'), 'x.txt', { sha256: digestOf(PNG) }))).toBe('file-digest-differs')
  expect(codeOf(await send(Buffer.alloc(26_214_401), 'large.bin'))).toBe('file-too-large')
  expect(codeOf(await send(Buffer.from('x'), 'x.txt', { url: '/api/files?procedure=nothing&subject=pay' }))).toBe('not-found')
  expect(codeOf(await send(Buffer.from('x'), 'x.txt', { token: stranger }))).toBe('not-for-role')
  expect(codeOf(await ask(place, at, { token: stranger }))).toBe('not-for-role')
  expect((await ask(place, at)).status).toBe(401)
  expect((await listed()).files).toHaveLength(before)
  const { rows } = await place.database.admin.query('select from office.file where index is null')
  expect(rows).toHaveLength(0)
})

test('a file outlives a change of the party’s key; once erased, nothing opens it, and its bytes go', async () => {
  const { file, index } = StoredFile.parse((await send(Buffer.from('身份证号 330100…'), 'person.txt')).body)
  const { app, master } = place.database
  await rotatePayloadKey(app, master, party, place.now)
  expect((await ask(place, `/api/files/${file}`, { token: officer })).bytes.toString()).toBe('身份证号 330100…')
  const options = { pool: app, master, clock: () => place.now }
  await erase(options, party, index, { by: '林薇', why: '本人请求', provision: 'csl-2026 45' })
  expect(codeOf(await ask(place, `/api/files/${file}`, { token: officer }))).toBe('not-found')
  expect((await listed()).erased).toEqual([{ file, index }])
  await send(Buffer.from('next'), 'next.txt') // the next one sweeps
  const { rows } = await place.database.admin.query('select from office.file_part where file = $1', [file])
  expect(rows).toHaveLength(0)
})
