import { createHash } from 'node:crypto'
import type { ClientBase } from 'pg'
import { journalMigrations, type Migration } from '#journal/migration.ts'
import { officeMigrations } from '../migration.ts'
import { DatabaseError } from './postgres-trouble.ts'

/** Every step of the database's shape, in order. */
export function migrations(): readonly Migration[] {
  return [...journalMigrations(), ...officeMigrations()]
}

interface Applied {
  name: string
  sha256: string
}

const digestOf = (sql: string): string => createHash('sha256').update(sql).digest('hex')

/** Any fixed number: two processes that start at once migrate one after the other. */
const LOCK = 7_205_759_403

/**
 * Brings the database to the newest shape, each step in a transaction of its own, as the role `dutybook_owner`. Refuses a database that a newer
 * release has shaped, and one whose past steps are not those of this release.
 * `upTo` stops after that step: a backup is restored into the shape that it was made in, and goes forward from there.
 */
export async function migrate(client: ClientBase, migrations: readonly Migration[], upTo?: string): Promise<readonly string[]> {
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    await client.query('create schema if not exists dutybook')
    await client.query(
      'create table if not exists dutybook.migration (place int primary key, name text not null unique, sha256 text not null, applied timestamptz not null default now())',
    )
    const { rows } = await client.query<Applied>('select name, sha256 from dutybook.migration order by place')
    refuseStrange(rows, migrations)
    const last = upTo === undefined ? migrations.length : migrations.findIndex(({ name }) => name === upTo) + 1
    const pending = migrations.slice(rows.length, last)
    for (const [step, migration] of pending.entries()) await apply(client, migration, rows.length + step + 1)
    return pending.map(({ name }) => name)
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

async function apply(client: ClientBase, { name, sql }: Migration, place: number): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into dutybook.migration (place, name, sha256) values ($1, $2, $3)', [place, name, digestOf(sql)])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

function refuseStrange(applied: readonly Applied[], migrations: readonly Migration[]): void {
  const newer = applied[migrations.length]
  if (newer !== undefined)
    throw new DatabaseError('database-newer', {
      zh: `数据库由更新的版本建立（含 ${newer.name}）。请使用同样新或更新的 Dutybook。`,
      en: `The database was shaped by a newer release (it has ${newer.name}). Run a Dutybook at least as new.`,
    })
  const wrong = applied.find(({ name, sha256 }, place) => {
    const ours = migrations[place]
    return ours === undefined || ours.name !== name || digestOf(ours.sql) !== sha256
  })
  if (wrong !== undefined)
    throw new DatabaseError('database-strange', {
      zh: `数据库的建立步骤 ${wrong.name} 与本版本不同，不能继续。请恢复备份，或使用原来的版本。`,
      en: `Step ${wrong.name} of this database is not the one of this release. Restore a backup, or run the release that made it.`,
    })
}
