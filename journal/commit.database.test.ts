import { once } from 'node:events'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, newParty, NOON, testDatabase, type TestDatabase } from './database.fixture.ts'
import { Recorder, type Appended } from './recorder.ts'
import { inParty } from './sql.ts'
import { readEntries, type Recorded } from './stream.ts'
import { headOf } from './tree.ts'
import type { Party } from './party.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(async () => database[Symbol.asyncDispose]())

async function all(party: Party): Promise<readonly Recorded[]> {
  const entries: Recorded[] = []
  for await (const entry of readEntries(database.app, database.master, party, { by: 'position' })) entries.push(entry)
  return entries
}

const indexesOf = (appended: Appended): readonly number[] => (appended.kind === 'appended' ? appended.receipts.map(({ index }) => index) : [])

test('a session that ends between writing and commit leaves nothing behind, and the same id sent again is recorded once', async () => {
  const { party, recorder } = await newParty(database)
  await recorder.append(party, { drafts: [draft('before')] })
  // The commit waits for a lock that we hold: everything is written, nothing is on disk.
  await database.admin.query(`
    create function hold_commit() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock(4711); return null; end $$;
    create constraint trigger hold_commit after insert on journal.entry deferrable initially deferred for each row execute function hold_commit()`)
  const holder = await database.admin.connect()
  const once = draft('once')
  try {
    await holder.query('select pg_advisory_lock(4711)')
    const appending = recorder.append(party, { drafts: [once] }).then(
      () => 'recorded',
      (error: unknown) => String(error),
    )
    let waiting: number | undefined
    while (waiting === undefined) {
      const { rows } = await database.admin.query<{ pid: number; query: string }>(
        `select pid, query from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'advisory'`,
      )
      waiting = rows.find(({ query }) => query === 'commit')?.pid
    }
    await database.admin.query('select pg_terminate_backend($1)', [waiting])
    expect(await appending).toMatch(/terminat/)
  } finally {
    holder.release(true)
    await database.admin.query('drop trigger hold_commit on journal.entry; drop function hold_commit()')
  }
  expect(await all(party)).toHaveLength(1)
  expect(indexesOf(await recorder.append(party, { drafts: [once] }))).toEqual([1])
  expect(indexesOf(await recorder.append(party, { drafts: [once] }))).toEqual([1])
  expect((await all(party)).map(({ entry }) => entry.id).filter((id) => id === once.id)).toHaveLength(1)
})

/** Passes everything on to the server until `cut` says so; then it takes the server's next "committed" and passes on nothing any more. */
async function cuttingProxy(host: string, port: number): Promise<{ readonly server: Server; readonly port: number; cut: () => void }> {
  let armed = false
  const server = createServer((near) => {
    const far = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host)
    near.on('error', () => undefined).on('close', () => far.destroy())
    far.on('error', () => undefined).on('close', () => near.destroy())
    near.pipe(far)
    far.on('data', (bytes) => {
      if (armed && bytes.includes('COMMIT\0')) near.destroy()
      else near.write(bytes)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port')
  return { server, port: address.port, cut: () => (armed = true) }
}

test('a connection that breaks after the commit and before the answer leaves the entry, and the same id sent again gets its place', async () => {
  const { party } = await newParty(database)
  const straight = database.app.options
  const { host, port } = new pg.Client(straight)
  const proxy = await cuttingProxy(host, port)
  // Not by spreading: the pool hides its password from whoever lists its options.
  const { password } = straight
  const pool = new pg.Pool({ ...straight, ...(password === undefined ? {} : { password }), host: '127.0.0.1', port: proxy.port })
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined))
  try {
    const recorder = new Recorder({ pool, master: database.master, clock: () => NOON })
    expect(indexesOf(await recorder.append(party, { drafts: [draft('before')] }))).toEqual([0])
    const once = draft('once')
    proxy.cut()
    await expect(recorder.append(party, { drafts: [once] })).rejects.toThrow(/terminated|ECONNRESET/)
    const { frontier } = await inParty(database.app, party, (sql) => headOf(sql, party), { readOnly: true })
    expect(frontier.size).toBe(2) // it is on disk, and nobody was told
    const direct = new Recorder({ pool: database.app, master: database.master, clock: () => NOON + 60_000 })
    expect(indexesOf(await direct.append(party, { drafts: [once] }))).toEqual([1])
    expect(await all(party)).toHaveLength(2)
  } finally {
    await pool.end()
    proxy.server.close()
  }
})
