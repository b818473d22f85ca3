import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { lawText } from '#law/import/synthetic.fixture.ts'
import { restatements, statute } from '#law/statute.fixture.ts'
import { LawImport } from '../contract/import.ts'
import { EditionText, LawDuties, LawIndex, NormPage, ProvisionPage, Redline, Timeline } from '../contract/law.ts'
import { takeText } from '../official-text/intake.ts'
import { ask, beginOperator, codeOf, newParty, openPlace, tokenOf, type Place } from './place.fixture.ts'

let place: Place
let token: string

beforeAll(async () => {
  place = await openPlace()
  const party = await newParty(place)
  token = await tokenOf(place, party, ['compliance-officer', 'security-officer'])
})
afterAll(() => place[Symbol.asyncDispose]())

async function read<T extends z.ZodType>(schema: T, url: string, by?: string): Promise<z.infer<T>> {
  const answer = await ask(place, url, { token: by })
  expect([url, answer.status]).toEqual([url, 200])
  return schema.parse(answer.body)
}

test('anybody reads the editions, the timeline and every provision of each', async () => {
  const { editions, encoding } = await read(LawIndex, '/api/law')
  expect(editions.map(({ id, inForceFrom }) => [id, inForceFrom])).toEqual([
    ['csl-draft-2016', null],
    ['csl-2017', '2017-06-01'],
    ['csl-2026', '2026-01-01'],
  ])
  expect(encoding).toBe(statute.encoding)
  const timeline = await read(Timeline, '/api/law/timeline')
  expect(timeline.changes.map(({ from, to }) => `${from} ${to}`)).toEqual(['csl-draft-2016 csl-2017', 'csl-2017 csl-2026'])
  expect(timeline.rules.map(({ instrument }) => instrument)).toContain('incident-reporting-2025')
  for (const { id, articles, provisions } of editions) {
    const text = await read(EditionText, `/api/law/${id}`)
    expect(text.articles).toHaveLength(articles)
    expect(text.articles.flatMap((article) => article.provisions)).toHaveLength(provisions)
  }
})

test('a provision comes with its norms, its liability, where it was before, and what authorities did', async () => {
  const page = await read(ProvisionPage, '/api/law/csl-2026/23.1.3')
  expect(page.cite).toEqual({ zh: '第二十三条第三项', en: 'Art. 23(3)' })
  expect(page.norms.map(({ id }) => id)).toContain('logs.keep-six-months')
  expect(page.predecessor).toEqual(['21.1.3'])
  expect(page.concordance).toContainEqual({ edition: 'csl-2017', from: ['23.1.3'], to: ['21.1.3'], change: 'renumbered', note: null })
  expect(page.liability.map(({ provision }) => provision)).toContain('61.1')
  const cases = page.cases.map(({ id }) => id)
  expect(cases).toContain('chongqing-data-centre-2017') // under 21.1.3 of 2017
  expect(cases).toContain('changshou-soe-2026') // under article 23 as a whole
  expect(page.imported).toBeNull()
  expect(page.duties).toBeNull()
})

test('what does not exist is not found, and what cannot be read is said to be so', async () => {
  const codes = await Promise.all(
    ['/api/law/csl-2017/99', '/api/law/csl-2017/21.9', '/api/law/csl-1999', '/api/norms/nobody.knows', '/api/law/redline?from=csl-2017&to=csl-2017'].map(
      async (url) => codeOf(await ask(place, url)),
    ),
  )
  expect(codes).toEqual(codes.map(() => 'not-found'))
  expect(codeOf(await ask(place, '/api/law/redline?from=csl-2017'))).toBe('request-malformed')
  expect(codeOf(await ask(place, '/api/law/redline?from=csl-2017&to=csl-2026&article=99'))).toBe('not-found')
})

test('a redline gives pieces by character in Chinese and by word in English', async () => {
  const zh = await read(Redline, '/api/law/redline?from=csl-2017&to=csl-2026&article=59')
  const en = await read(Redline, '/api/law/redline?from=csl-2017&to=csl-2026&article=59&lang=en')
  expect([zh.source, zh.lang, en.lang]).toEqual(['restatement', 'zh', 'en'])
  for (const { changes } of [zh, en]) expect(changes.some(({ pieces }) => pieces.some(({ kind }) => kind === 'added'))).toBe(true)
  const all = await read(Redline, '/api/law/redline?from=csl-2017&to=csl-2026')
  expect(all.changes.length).toBeGreaterThan(zh.changes.length)
})

test('a norm shows its versions, the figures of lower rules, and the commands that settle it', async () => {
  const page = await read(NormPage, '/api/norms/incident.report')
  expect(page.versions.map(({ edition }) => edition)).toContain('csl-2026')
  expect(page.numbers.map(({ instrument, term }) => `${instrument} ${term}`)).toContain('incident-reporting-2025 PT1H')
  expect(page.procedures.map(({ procedure }) => procedure)).toContain('incident')
  const lower = statute.rules.flatMap(({ norms }) => norms.map(({ id }) => id))
  expect(lower.length).toBeGreaterThan(0)
  for (const id of lower) expect((await read(NormPage, `/api/norms/${id}`)).versions.some(({ rule }) => rule !== null)).toBe(true)
})

test('an answer that depends on nothing but the law is kept for ever by who names the encoding, and asked for again by its tag', async () => {
  const url = '/api/law/csl-2017/21'
  const plain = await ask(place, url)
  const named = await ask(place, `${url}?encoding=${statute.encoding}`)
  const other = await ask(place, `${url}?encoding=older`)
  expect([plain, named, other].map(({ headers }) => headers['cache-control'])).toEqual([
    'public, no-cache',
    'public, max-age=31536000, immutable',
    'public, no-cache',
  ])
  const tag = String(plain.headers['etag'])
  expect((await ask(place, url, { headers: { 'if-none-match': tag } })).status).toBe(304)
  const packed = await ask(place, url, { headers: { 'accept-encoding': 'gzip' } })
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding', etag: tag })
  expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true)
  expect((await ask(place, url, { token })).headers['cache-control']).toBe('private, no-cache')
})

test('who is signed in also sees the official words that were imported here, and the redline is of them', async () => {
  const { folder } = place.library
  for (const edition of ['csl-2017'] as const)
    takeText(Buffer.from(lawText('zh')), 'law.txt', statute, restatements, { edition, language: undefined, folder, today: '2026-03-01', warn: () => undefined })
  const page = await read(ProvisionPage, '/api/law/csl-2017/21.1.3', token)
  expect(page.imported?.zh).toMatchObject({ source: 'law.txt', importedOn: '2026-03-01' })
  expect(Object.keys(page.imported?.zh?.text ?? {})).toEqual(['21.1', '21.1.3'])
  expect((await read(ProvisionPage, '/api/law/csl-2017/21.1.3')).imported).toBeNull()
  // Of one side only: the redline stays with our restatements.
  expect((await read(Redline, '/api/law/redline?from=csl-2017&to=csl-2026', token)).source).toBe('restatement')
})

test('our duties are counted by place and state; nobody else is told of them', async () => {
  const url = '/api/law/csl-2026/duties'
  expect((await ask(place, url)).status).toBe(401)
  expect(codeOf(await ask(place, url, { token }))).toBe('no-profile')
  await beginOperator(place, token)
  const { provisions } = await read(LawDuties, url, token)
  const sum = (place: string): number => Object.values(provisions[place]?.states ?? {}).reduce((total, count) => total + count, 0)
  expect(sum('23')).toBeGreaterThan(0)
  expect(sum('23')).toBeGreaterThanOrEqual(sum('23.1.1'))
  const page = await read(ProvisionPage, '/api/law/csl-2026/23', token)
  expect(page.duties).toEqual(provisions['23'])
})

test('a token that is not good is refused, and not served as nobody', async () => {
  expect((await ask(place, '/api/law', { token: 'dbt.wrong' })).status).toBe(401)
})

test('an official text is imported by whoever may, kept for all, and refused where it is none', async () => {
  const party = await newParty(place)
  const [compliance, engineer] = [await tokenOf(place, party, ['compliance-officer']), await tokenOf(place, party, ['engineer'])]
  const url = '/api/law/imports?edition=csl-2017'
  const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent('网络安全法.txt') }
  const send = (by: string, text: string, more: Readonly<Record<string, string>> = {}) =>
    ask(place, url, { token: by, method: 'POST', payload: Buffer.from(text), headers: { ...headers, ...more } })
  const report = LawImport.parse((await send(compliance, lawText('zh'))).body)
  expect(report).toMatchObject({ edition: 'csl-2017', lang: 'zh', stored: true, missing: [], source: '网络安全法.txt', importedOn: '2026-04-01' })
  const page = await read(ProvisionPage, '/api/law/csl-2017/59', compliance)
  expect(page.imported?.zh?.sha256).toBe(report.sha256)
  expect(codeOf(await send(engineer, lawText('zh')))).toBe('frame.forbidden')
  expect(codeOf(await send(compliance, 'nothing of a law'))).toMatch(/^law-import\./)
  for (const name of ['', '..', encodeURIComponent('../x'), '%ff'])
    expect(codeOf(await send(compliance, 'x', { 'x-file-name': name }))).toBe('request-malformed')
  // As the browser sends a page: whatever it calls itself, it is read as what it is.
  expect((await send(compliance, lawText('zh'), { 'content-type': 'text/html' })).status).toBe(200)
})
