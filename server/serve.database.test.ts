import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { draft, NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { parseCheckpoint } from '#journal/checkpoint.ts'
import { JournalFault } from '#journal/fault.ts'
import { parseNote } from '#journal/note.ts'
import { Party } from '#journal/party.ts'
import type { Published } from '#journal/publication.ts'
import { Recorder } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import { plantTree } from '#journal/tree.ts'
import { serve, type ServeOptions, type Serving } from './serve.ts'

let database: TestDatabase
let url = ''
const folder = mkdtempSync(join(tmpdir(), 'dutybook-serve-'))

beforeAll(async () => {
  database = await testDatabase()
  for (const pool of [database.app, database.admin]) pool.on('error', () => undefined) // told of connections that end with the database
  const { rows } = await database.admin.query<{ name: string }>('select current_database() as name')
  url = addressOf(rows[0]?.name ?? '')
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

/** The test's database as a user writes it in DATABASE_URL. */
function addressOf(name: string): string {
  const { connectionString, host, port, user, password } = inject('postgres').connection
  const address = new URL(connectionString ?? 'postgres://localhost')
  if (connectionString === undefined) {
    address.username = encodeURIComponent(user ?? '')
    address.password = encodeURIComponent(typeof password === 'string' ? password : '')
    if (host !== undefined) address.searchParams.set('host', host)
    if (port !== undefined) address.searchParams.set('port', String(port))
  }
  address.pathname = `/${name}`
  return address.href
}

/** What is published, to be waited for: nothing here depends on how long it takes. */
function published(): { readonly keep: (published: Published) => void; readonly next: (fits: (published: Published) => boolean) => Promise<Published> } {
  const all: Published[] = []
  let waiting: (() => void)[] = []
  return {
    keep: (each) => {
      all.push(each)
      for (const wake of waiting.splice(0)) wake()
    },
    next: async (fits) => {
      for (;;) {
        const found = all.find(fits)
        if (found !== undefined) return found
        // oxlint-disable-next-line no-await-in-loop
        await new Promise<void>((resolve) => (waiting = [...waiting, resolve]))
      }
    },
  }
}

const start = (more: Partial<ServeOptions> = {}): Promise<Serving> =>
  serve({ folder, url, host: '127.0.0.1', port: 0, publishEvery: 20, clock: () => NOON, ...more })

async function newParty({ database: { app, secrets } }: Serving): Promise<{ readonly party: Party; readonly recorder: Recorder; readonly origin: string }> {
  const party = Party.parse(randomUUID())
  const origin = `test.example/${party}`
  await inParty(app, party, (sql) => plantTree(sql, secrets.master, party, { origin, now: NOON }))
  return { party, recorder: new Recorder({ pool: app, master: secrets.master, clock: () => NOON }), origin }
}

test('a tree that has grown is published on the clock and read over HTTP', async () => {
  const { keep, next } = published()
  await using serving = await start({ keep })
  const { party, recorder, origin } = await newParty(serving)
  await recorder.append(party, { drafts: [draft('one'), draft('two')] })
  await next((each) => each.origin === origin && each.size === 2)
  await recorder.append(party, { drafts: [draft('three')] })
  const { note } = await next((each) => each.origin === origin && each.size === 3)
  const served = await (await fetch(`${serving.address}/tlog/${party}/checkpoint`)).text()
  expect(served).toBe(note)
  expect(parseCheckpoint(parseNote(served).text)).toMatchObject({ origin, size: 3 })
  expect(await (await fetch(`${serving.address}/readyz`)).text()).toBe('ready\n')
  expect(await (await fetch(`${serving.address}/metrics`)).text()).toMatch(/^dutybook_checkpoints_published_total [1-9]/m)
})

test('one party’s trouble keeps no other from publishing', async () => {
  const { keep, next } = published()
  const lines: string[] = []
  const troubled = new Set<string>()
  await using serving = await start({
    keep,
    log: { write: (line) => void lines.push(line) },
    cosign: async (note) => {
      const { origin } = parseCheckpoint(parseNote(note).text)
      if (troubled.has(origin)) throw new JournalFault('quorum-missed', 'nobody there')
      return note
    },
  })
  const first = await newParty(serving)
  const second = await newParty(serving)
  troubled.add(first.party < second.party ? first.origin : second.origin)
  const [sick, well] = first.party < second.party ? [first, second] : [second, first]
  await sick.recorder.append(sick.party, { drafts: [draft('one')] })
  await well.recorder.append(well.party, { drafts: [draft('one')] })
  await next((each) => each.origin === well.origin && each.size === 1)
  expect((await fetch(`${serving.address}/tlog/${sick.party}/checkpoint/1`)).status).toBe(404)
  expect(lines.filter((line) => line.includes('"fault":"quorum-missed"') && line.includes(sick.party)).length).toBeGreaterThan(0)
  troubled.clear()
  await next((each) => each.origin === sick.origin && each.size === 1)
})

test('stopping waits for the publication under way, and then nothing answers', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  let asked = (): void => undefined
  const asking = new Promise<void>((resolve) => (asked = resolve))
  const { keep, next } = published()
  const serving = await start({
    keep,
    cosign: async (note) => {
      asked()
      await held
      return note
    },
  })
  const { party, recorder, origin } = await newParty(serving)
  await recorder.append(party, { drafts: [draft('one')] })
  await asking
  const stopping = serving.stop()
  expect(serving.stop()).toBe(stopping)
  release()
  await stopping
  expect((await next((each) => each.origin === origin)).origin).toBe(origin)
  await expect(fetch(`${serving.address}/healthz`)).rejects.toThrow('fetch failed')
})

test('a port that is taken is reported, and the database is let go', async () => {
  await using serving = await start()
  await expect(start({ port: Number(new URL(serving.address).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
