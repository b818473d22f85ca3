import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { draft, NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { parseCheckpoint, verifyCosignature } from '#journal/checkpoint.ts'
import { verify } from '#journal/ed25519.ts'
import { publicKeysOf } from '#journal/keyring.ts'
import { noteKey, parseNote } from '#journal/note.ts'
import { Party } from '#journal/party.ts'
import type { Published } from '#journal/publication.ts'
import { Recorder } from '#journal/recorder.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { plantTree } from '#journal/tree.ts'
import type { WatchedLog } from '#journal/witness.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { statute } from '#law/statute.fixture.ts'
import { APRIL, CYBERSPACE, newParty as newOfficeParty, operatorWithIncident, outbox, report, type Installation } from './letter/letter.fixture.ts'
import { openOffice } from './office.ts'
import { serve, type ServeOptions, type Serving } from './serve.ts'
import { testFolder, testWitness } from './witness/witness.fixture.ts'

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

test('a database that was put back behind what was published is not served', async () => {
  using own = testFolder()
  const { keep, next } = published()
  const serving = await start({ folder: own.path, keep })
  const { party, recorder, origin } = await newParty(serving)
  await recorder.append(party, { drafts: [draft('one'), draft('two')] })
  await next((each) => each.origin === origin && each.size === 2)
  await serving.stop()
  const client = await database.admin.connect()
  const asAdministrator = (sql: string): Promise<unknown> =>
    client.query(`set session_replication_role = replica; ${sql}; set session_replication_role = default`)
  await asAdministrator(`update journal.tree set size = 0, peaks = '' where party = '${party}'`)
  await expect(start({ folder: own.path })).rejects.toMatchObject({ code: 'rolled-back' })
  await asAdministrator(`delete from journal.tree where party = '${party}'`)
  await expect(start({ folder: own.path })).rejects.toMatchObject({ code: 'rolled-back' })
  client.release()
})

test('one party that finds no quorum keeps no other from publishing, and says who failed', async () => {
  using own = testFolder()
  const logs: WatchedLog[] = []
  await using witness = await testWitness(own.path, 'w1', logs)
  const { keep, next } = published()
  const lines: string[] = []
  const quorum = { witnesses: [{ key: witness.folder.key.key, url: witness.url }], atLeast: 1, privateHttp: true }
  await using serving = await start({ keep, quorum, log: { write: (line) => void lines.push(line) } })
  const [first, second] = [await newParty(serving), await newParty(serving)]
  // The first in turn is the one that the witness does not watch.
  const [sick, well] = first.party < second.party ? [first, second] : [second, first]
  const watch = async ({ party, origin }: typeof sick): Promise<void> => {
    const keys = await inParty(serving.database.app, party, (sql) => publicKeysOf(sql, party))
    logs.push({ origin, keys: keys.map((key) => noteKey(sha256, origin, 1, key)) })
  }
  await watch(well)
  await sick.recorder.append(sick.party, { drafts: [draft('one')] })
  await well.recorder.append(well.party, { drafts: [draft('one')] })
  const { note } = await next((each) => each.origin === well.origin && each.size === 1)
  expect(verifyCosignature(parseNote(note), witness.folder.key.key, verify)).toBeGreaterThan(0)
  expect((await fetch(`${serving.address}/tlog/${sick.party}/checkpoint/1`)).status).toBe(404)
  const trouble = (): readonly string[] => lines.filter((line) => line.includes('"fault":"quorum-missed"') && line.includes(sick.party))
  // It is said at the party's next turn, whenever that comes.
  while (trouble().length === 0) await sleep(20)
  expect(trouble()[0]).toContain('w1: log-unknown')
  await watch(sick)
  await next((each) => each.origin === sick.origin && each.size === 1)
})

test('stopping waits for the publication under way, and then nothing answers', async () => {
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  let asked = (): void => undefined
  const asking = new Promise<void>((resolve) => (asked = resolve))
  let kept = false
  const serving = await start({
    keep: async () => {
      asked()
      await held
      kept = true
    },
  })
  const { party, recorder } = await newParty(serving)
  await recorder.append(party, { drafts: [draft('one')] })
  await asking
  const stopping = serving.stop()
  expect(serving.stop()).toBe(stopping)
  expect(await Promise.race([stopping.then(() => 'stopped'), sleep(300, 'waiting')])).toBe('waiting')
  release()
  await stopping
  expect(kept).toBe(true)
  await expect(fetch(`${serving.address}/healthz`)).rejects.toThrow('fetch failed')
})

test('letters are delivered and receipted on the clock, and stopping leaves none half sent', async () => {
  const lines: string[] = []
  const serving = await start({ statute, clock: () => APRIL, deliverEvery: 20, log: { write: (line) => void lines.push(line) } })
  const office = openOffice({ database: serving.database, statute, catalogue, clock: () => APRIL })
  const installation: Installation = {
    database: { ...database, master: serving.database.secrets.master },
    office,
    clock: { now: APRIL },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  const operator = await operatorWithIncident(installation)
  await newOfficeParty(installation, CYBERSPACE)
  await report(installation, operator, 'cyberspace', '订单中断')
  // The test's own limit ends the waiting.
  while ((await outbox(installation, operator))[0]?.state !== 'receipted') await sleep(20)
  expect(await (await fetch(`${serving.address}/metrics`)).text()).toMatch(/^dutybook_letters_delivered_total [1-9]/m)
  await serving.stop()
  expect(lines.filter((line) => line.includes('letters-not-delivered'))).toEqual([])
})

test('a port that is taken is reported, and the database is let go', async () => {
  await using serving = await start()
  await expect(start({ port: Number(new URL(serving.address).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
