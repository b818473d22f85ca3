import { createHash } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Pool, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { JournalFault } from '#journal/fault.ts'
import { keysOf, type MasterKey } from '#journal/keyring.ts'
import type { Migration } from '#journal/migration.ts'
import type { Party } from '#journal/party.ts'
import { nameOf, type BackupFile, type Header, type TableCount } from './backup-file.ts'
import { BackupError, changed, newer } from './backup-trouble.ts'
import type { Say } from './database.ts'
import type { Erased } from './erased-list.ts'
import { withoutPlaces, type Place } from './erased-row.ts'
import { migrate } from './migrate.ts'
import { OWNER } from './roles.ts'
import { COPY_SETTINGS, isKept, MIGRATIONS, quoted, tablesOf, type Table } from './tables.ts'
import { checkTrees, type DamagedTree } from './tree-check.ts'

export interface RestoreRequest {
  /** Opened, hence whole; closed by whoever opened it. Its rows are read once. */
  readonly backup: BackupFile
  /** Every step of this release. */
  readonly migrations: readonly Migration[]
  /** The version of the product. */
  readonly product: string
  readonly master: MasterKey
  /** Where the master key lies; shown to people. */
  readonly keyFile: string
  /** Places whose content stays erased, whatever the backup holds. */
  readonly erased: readonly Erased[]
  readonly say?: Say
}

export interface Restored {
  readonly header: Header
  readonly tables: readonly TableCount[]
  /** Contents in the backup that were left out because they have been erased since. */
  readonly erased: number
  /** Trees that do not stand on their entries. They came so from the backup, whose bytes are those that were written. */
  readonly damaged: readonly DamagedTree[]
  /** Steps that brought the restored database forward to this release. */
  readonly migrated: readonly string[]
}

/**
 * Puts a backup into an empty database, which is brought to the shape that the backup was made in, loaded in one transaction, and brought forward.
 *
 * The file was held against its digest when it was opened. Before the transaction commits every row is counted and hashed again, and
 * every key opened with the master key. What is refused leaves the database empty.
 * What is computed from the journal is not there yet: see `recompute.ts`. Throws `BackupError`, `DatabaseError`.
 */
export async function restore(keeper: Pool, request: RestoreRequest): Promise<Restored> {
  const { backup, migrations } = request
  refuseStrange(backup, request)
  return withClient(keeper, async (client) => {
    await bringTo(client, backup.header, migrations)
    const loaded = await load(client, request)
    const migrated = await migrate(client, migrations)
    for (const table of await tablesOf(client)) await client.query(`analyze ${quoted(client, table)}`)
    return { header: backup.header, ...loaded, migrated }
  })
}

async function withClient<Result>(keeper: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await keeper.connect()
  let broken: Error | undefined
  try {
    return await work(client)
  } catch (error) {
    await client.query('rollback').catch((fault: unknown) => (broken = fault instanceof Error ? fault : new Error(String(fault))))
    throw error
  } finally {
    client.release(broken)
  }
}

/** By the numbers before any hyphen: 0.10.2 is newer than 0.9.0. */
function isNewer(one: string, other: string): boolean {
  const [ones, others] = [one, other].map((version) => (version.split('-')[0] ?? '').split('.').map(Number))
  const place = [0, 1, 2].find((at) => (ones?.[at] ?? 0) !== (others?.[at] ?? 0))
  return place !== undefined && (ones?.[place] ?? 0) > (others?.[place] ?? 0)
}

function refuseStrange({ file, header }: BackupFile, { migrations, product }: RestoreRequest): void {
  const step = header.migrations[migrations.length]
  if (step !== undefined) throw newer(file, `${header.product}, ${step.name}`)
  if (isNewer(header.product, product)) throw newer(file, header.product)
  const strange = header.migrations.find(({ name, sha256 }, place) => {
    const ours = migrations[place]
    return ours === undefined || ours.name !== name || createHash('sha256').update(ours.sql).digest('hex') !== sha256
  })
  if (strange !== undefined)
    throw new BackupError('backup-strange', {
      zh: `${file} 中的建立步骤 ${strange.name} 与本版本不同。没有写入任何数据。请使用生成该备份的版本（${header.product}）恢复。`,
      en: `Step ${strange.name} of ${file} is not the one of this release. Nothing was written. Restore it with the release that made it (${header.product}).`,
    })
}

/** The shape that the backup was made in. An empty database in another shape is unmade first; one with anything in it is refused. */
async function bringTo(client: PoolClient, { migrations }: Header, ours: readonly Migration[]): Promise<void> {
  await client.query('begin')
  await refuseRows(client)
  const { rows } = await client.query<{ found: boolean }>("select to_regclass('dutybook.migration') is not null as found")
  const applied = rows[0]?.found === true ? (await client.query(`select from ${quoted(client, MIGRATIONS)}`)).rowCount : 0
  if ((applied ?? 0) > migrations.length) {
    const schemas = await client.query<{ name: string }>('select nspname as name from pg_namespace where nspowner = $1::regrole', [OWNER])
    for (const { name } of schemas.rows) await client.query(`drop schema ${client.escapeIdentifier(name)} cascade`)
  }
  await client.query('commit')
  await migrate(client, ours, migrations.at(-1)?.name)
}

/** Locks every table until the transaction ends, so that what was empty stays so. */
async function refuseRows(client: PoolClient): Promise<readonly Table[]> {
  const tables = await tablesOf(client)
  if (tables.length > 0) await client.query(`lock table ${tables.map((table) => quoted(client, table)).join(', ')} in access exclusive mode`)
  for (const table of tables) {
    const { rowCount } = await client.query(`select from ${quoted(client, table)} limit 1`)
    if (rowCount !== 0)
      throw new BackupError('not-empty', {
        zh: `数据库中已有数据（${nameOf(table)}），没有改动。备份只恢复到空数据库：请用 --data 指定新文件夹，或在 DATABASE_URL 中指定新建的数据库。`,
        en: `The database holds data (${nameOf(table)}) and was left as it is. A backup is restored into an empty one only: name a new folder with --data, or a newly made database in DATABASE_URL.`,
      })
  }
  return tables
}

async function load(client: PoolClient, request: RestoreRequest): Promise<Pick<Restored, 'tables' | 'erased' | 'damaged'>> {
  const { backup } = request
  await client.query(`begin; ${COPY_SETTINGS}; set local synchronous_commit = on`)
  refuseOtherTables(backup, await refuseRows(client))
  const forced = await forcedTables(client)
  for (const table of forced) await client.query(`alter table ${quoted(client, table)} no force row level security`)
  const tables: TableCount[] = []
  let erased = 0
  for (const table of backup.header.tables) {
    const loaded = await loadTable(
      client,
      backup,
      table,
      nameOf(table) === PAYLOAD ? await stillErased(client, request.erased, Date.parse(backup.header.made)) : [],
    )
    erased += loaded.erased
    tables.push(loaded.count)
    request.say?.(`${loaded.count.table}：${loaded.count.rows} 行`, `${loaded.count.table}: ${loaded.count.rows} rows`)
  }
  await backup.finish()
  for (const sequence of backup.header.sequences)
    await client.query('select setval($1::regclass, $2, $3)', [quoted(client, sequence), sequence.last, sequence.called])
  await checkKeys(client, request)
  const damaged = await checkTrees(client)
  for (const table of forced) await client.query(`alter table ${quoted(client, table)} force row level security`)
  await client.query('commit')
  return { tables, erased, damaged }
}

/** COPY does not write where policies hold, even one that allows all. Until this transaction ends nobody else sees the tables, and then they hold again. */
async function forcedTables(client: PoolClient): Promise<readonly Pick<Table, 'schema' | 'name'>[]> {
  const { rows } = await client.query<Pick<Table, 'schema' | 'name'>>(
    `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relforcerowsecurity and c.relowner = $1::regrole order by 1, 2`,
    [OWNER],
  )
  return rows
}

function refuseOtherTables({ file, header }: BackupFile, ours: readonly Table[]): void {
  const shape = (tables: readonly Table[]): string =>
    JSON.stringify(tables.map(({ schema, name, columns }) => [schema, name, columns.map((column) => [column.name, column.type])]))
  if (shape(header.tables) !== shape(ours.filter(isKept))) throw changed(file, { zh: '表与其建立步骤不符', en: 'its tables are not those of its own steps' })
}

const PAYLOAD = 'journal.payload'

/**
 * The erased places whose entries are those of the backup. A history that goes on from an older backup puts other entries in the same places: one that was
 * recorded after the erasure, in a backup that was made after it, keeps its content. Both must hold, because a clock that once ran ahead carries all
 * later times of recording with it. Entries are loaded before their contents.
 */
async function stillErased(client: PoolClient, erased: readonly Erased[], made: number): Promise<readonly Place[]> {
  const { rows } = await client.query<Place>(
    `select distinct e.party, e.index from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as gone (party, index, at)
       join journal.entry e on e.party = gone.party and e.index = gone.index and (e.recorded <= gone.at or $4::bigint <= gone.at)`,
    [erased.map(({ party }) => party), erased.map(({ index }) => index), erased.map(({ at }) => at), made],
  )
  return rows
}

async function loadTable(
  client: PoolClient,
  backup: BackupFile,
  table: Table,
  erased: readonly Place[],
): Promise<{ readonly count: TableCount; readonly erased: number }> {
  const columns = table.columns.map(({ name }) => client.escapeIdentifier(name)).join(', ')
  const into = client.query(copyFrom(`copy ${quoted(client, table)} (${columns}) from stdin`))
  const told: { count?: TableCount; erased: number } = { erased: 0 }
  await pipeline(async function* () {
    const rows = backup.rows()
    const whole = async function* (): AsyncGenerator<Buffer> {
      told.count = yield* rows
    }
    for await (const chunk of withoutPlaces(table, erased, whole(), () => told.erased++)) yield chunk
  }, into)
  const count = told.count
  if (count === undefined || into.rowCount !== count.rows - told.erased) throw new Error(`${nameOf(table)} took ${into.rowCount} rows of ${count?.rows}`)
  return { count: { table: count.table, rows: into.rowCount }, erased: told.erased }
}

/** With another master key no content could ever be opened: better to learn it while the right one can still be found. */
async function checkKeys(client: PoolClient, { backup: { file }, master, keyFile }: RestoreRequest): Promise<void> {
  const { rows } = await client.query<{ party: Party }>('select party from journal.tree order by party')
  for (const { party } of rows) {
    for (const purpose of ['payload', 'checkpoint', 'access'] as const) {
      try {
        await keysOf(client, master, party, purpose)
      } catch (error) {
        if (!(error instanceof JournalFault && error.fault === 'key-damaged')) throw error
        throw new BackupError(
          'master-key-wrong',
          {
            zh: `${file} 中的密钥不能用本安装的主密钥 ${keyFile} 打开。没有写入任何数据。请停止 Dutybook，把生成该备份的安装的主密钥文件放到 ${keyFile}，然后重新恢复。没有它，内容无法解密。`,
            en: `The keys in ${file} do not open with this installation's master key ${keyFile}. Nothing was written. Stop Dutybook, put the master key file of the installation that made the backup at ${keyFile}, and restore again. Without it no content can be opened.`,
          },
          { cause: error },
        )
      }
    }
  }
}
