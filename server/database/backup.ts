import type { Pool, PoolClient } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { writeBackup, type Header, type TableCount } from './backup-file.ts'
import type { Say } from './database.ts'
import { COPY_SETTINGS, isKept, MIGRATIONS, quoted, tablesOf, type Table } from './tables.ts'

export interface BackupRequest {
  readonly file: string
  /** Replaces a file that is there. */
  readonly force?: boolean
  /** The version of the product. */
  readonly product: string
  /** Milliseconds; written into the file. */
  readonly now: number
  readonly say?: Say
}

export interface BackedUp {
  readonly file: string
  readonly bytes: number
  /** Of all bytes of the file before its last line. */
  readonly sha256: string
  readonly tables: readonly TableCount[]
}

/**
 * Writes every table that holds more than the journal tells into one file, as of one moment, while the database goes on being used. `keeper` sees every party.
 *
 * The rows leave the server as they are: contents sealed with their party's key, those keys sealed with the master key. The master key and the
 * database's passwords are in no table, hence in no backup. Streamed: a row waits in memory, never a table. Throws `BackupError`, `DatabaseError`.
 */
export async function backUp(keeper: Pool, { file, force = false, product, now, say }: BackupRequest): Promise<BackedUp> {
  const client = await keeper.connect()
  let broken = true
  try {
    const tables = await enterSnapshot(client)
    const header: Header = {
      product,
      made: new Date(now).toISOString(),
      migrations: (await client.query<{ name: string; sha256: string }>(`select name, sha256 from ${quoted(client, MIGRATIONS)} order by place`)).rows,
      tables: tables.filter(isKept).map(({ schema, name, columns }) => ({ schema, name, columns: [...columns] })),
      sequences: await sequencesOf(client),
    }
    const copy = (table: Table): AsyncIterable<Buffer> => copyOut(client, table)
    const done = ({ table, rows }: TableCount): void => say?.(`${table}：${rows} 行`, `${table}: ${rows} rows`)
    const written = await writeBackup(file, { header, copy, done }, { force })
    await client.query('commit')
    broken = false
    return { file, ...written }
  } finally {
    client.release(broken) // a connection in the middle of copying is of no use to anybody else
  }
}

const ATTEMPTS = 5

/**
 * Begins a transaction that sees one moment, with a lock against changes of shape that was taken before that moment: a migration goes first or
 * waits. One that went first between the listing and the lock is listed anew.
 */
async function enterSnapshot(client: PoolClient): Promise<readonly Table[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await tablesOf(client)
    const names = before.map((table) => quoted(client, table))
    await client.query(`begin isolation level repeatable read read only; ${COPY_SETTINGS}; lock table ${names.join(', ')} in access share mode`)
    const tables = await tablesOf(client)
    if (JSON.stringify(tables) === JSON.stringify(before)) return tables
    await client.query('rollback')
  }
  throw new Error('the shape of the database changed each time that a backup was to begin')
}

async function sequencesOf(client: PoolClient): Promise<Header['sequences']> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and c.relowner = current_user::regrole order by 1, 2`,
  )
  const sequences: Header['sequences'] = []
  for (const sequence of rows) {
    const found = await client.query<{ last: string; called: boolean }>(`select last_value::text as last, is_called as called from ${quoted(client, sequence)}`)
    sequences.push(...found.rows.map((state) => ({ ...sequence, ...state })))
  }
  return sequences
}

/** Whoever stops taking rows leaves the rest to be read and dropped: until the server has sent them, the connection is good for nothing else. */
async function* copyOut(client: PoolClient, table: Table): AsyncGenerator<Buffer> {
  const columns = table.columns.map(({ name }) => client.escapeIdentifier(name)).join(', ')
  const rows = client.query(copyTo(`copy (select ${columns} from ${quoted(client, table)}) to stdout`))
  try {
    for await (const chunk of rows.iterator({ destroyOnReturn: false })) if (Buffer.isBuffer(chunk)) yield chunk
  } finally {
    if (!rows.readableEnded && !rows.destroyed) for await (const _ of rows) continue
  }
}
