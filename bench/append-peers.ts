import { open, readdir, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import Hypercore from 'hypercore'
import pg, { type Pool } from 'pg'
import { exactTypes } from '#journal/sql.ts'
import type { Draft } from '#journal/recorder.ts'
import type { Database } from '#server/database/database.ts'

/** Something that is on disk when the promise resolves. */
export type Write = (draft: Draft) => Promise<unknown>

/**
 * Many writers to one flush, for peers that have nothing of the kind: while a batch is being written, what arrives waits for the next one.
 * The same rule as the recorder's.
 */
export function together(write: (drafts: readonly Draft[]) => Promise<unknown>): Write {
  let waiting: { readonly draft: Draft; readonly resolve: () => void; readonly reject: (fault: unknown) => void }[] = []
  let running = false
  const run = async (): Promise<void> => {
    running = true
    for (;;) {
      await new Promise(setImmediate)
      const batch = waiting
      waiting = []
      if (batch.length === 0) break
      try {
        await write(batch.map(({ draft }) => draft))
        for (const { resolve } of batch) resolve()
      } catch (fault) {
        for (const { reject } of batch) reject(fault)
      }
    }
    running = false
  }
  return (draft) =>
    new Promise<void>((resolve, reject) => {
      waiting.push({ draft, resolve, reject })
      if (!running) void run()
    })
}

/** One after the other, whoever asks: nobody's write begins before the one before is on disk. */
export function inTurn(write: Write): Write {
  let last: Promise<unknown> = Promise.resolve()
  return (draft) => (last = last.then(() => write(draft)))
}

/** A plain file: the payload written at its end, then fdatasync. */
export interface PlainFile extends AsyncDisposable {
  readonly append: (drafts: readonly Draft[]) => Promise<void>
}

export async function plainFile(folder: string): Promise<PlainFile> {
  const file = await open(join(folder, 'plain'), 'a')
  return {
    async append(drafts) {
      await file.write(Buffer.concat(drafts.map(({ payload }) => payload)))
      await file.datasync()
    },
    [Symbol.asyncDispose]: () => file.close(),
  }
}

export const HYPERCORE = 'hypercore 11.37.1'

/**
 * hypercore on its own storage (RocksDB). It has no option to sync: an append resolves when the write is in RocksDB's log of writes, which the
 * system may still hold in memory. We sync that file ourselves (fdatasync) before an append counts.
 */
export interface SyncedHypercore extends AsyncDisposable {
  readonly core: Hypercore
  readonly append: (drafts: readonly Draft[]) => Promise<void>
}

export async function syncedHypercore(folder: string): Promise<SyncedHypercore> {
  const core = new Hypercore(folder)
  await core.ready()
  const logs = new Map<string, FileHandle>()
  let newest = ''
  /** RocksDB begins another log now and then; then the last writes may stand in the one before. */
  const sync = async (): Promise<void> => {
    const names = (await readdir(join(folder, 'db'))).filter((name) => name.endsWith('.log')).toSorted()
    for (const name of names.slice(names.at(-1) === newest ? -1 : -2)) {
      const log = logs.get(name) ?? (await open(join(folder, 'db', name), 'r'))
      logs.set(name, log)
      await log.datasync()
    }
    newest = names.at(-1) ?? ''
    if (newest === '') throw new Error('hypercore keeps no log of writes')
  }
  return {
    core,
    async append(drafts) {
      await core.append(drafts.map(({ payload }) => payload))
      await sync()
    },
    async [Symbol.asyncDispose]() {
      for (const log of logs.values()) await log.close()
      await core.close()
    },
  }
}

/** The embedded server takes 60 connections; the product's own need some. */
const CONNECTIONS = 40

/** The same row in one plain table with a primary key and nothing else: no party, no versions, no second sending, nobody else's rows to hide. */
export interface PlainTable extends AsyncDisposable {
  readonly pool: Pool
  readonly insert: Write
}

export const PLAIN_TABLE = 'plain_table'

export async function plainTable({ keeper, embedded, secrets }: Database): Promise<PlainTable> {
  await keeper.query(`create table ${PLAIN_TABLE} (
    index bigint generated always as identity primary key, id uuid not null, stream text not null, kind text not null, subject text,
    occurred bigint not null, recorded bigint not null, payload bytea not null)`)
  await keeper.query(`alter table ${PLAIN_TABLE} alter column payload set storage external`)
  await keeper.query(`grant select, insert on ${PLAIN_TABLE} to dutybook_app`)
  const { host, port } = embedded?.connection ?? {}
  if (host === undefined || port === undefined) throw new Error('the embedded server did not start')
  const user = 'dutybook_app'
  const pool = new pg.Pool({ host, port, user, database: 'dutybook', password: secrets.databasePassword(user), types: exactTypes, max: CONNECTIONS })
  return {
    pool,
    insert: ({ id, stream, kind, subject, occurred, payload }) =>
      pool.query({
        name: 'insert',
        text: `insert into ${PLAIN_TABLE} (id, stream, kind, subject, occurred, recorded, payload) values ($1, $2, $3, $4, $5, $6, $7) returning index`,
        values: [id, stream, kind, subject, occurred, Date.now(), payload],
      }),
    [Symbol.asyncDispose]: () => pool.end(),
  }
}
