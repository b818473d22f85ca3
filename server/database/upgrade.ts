import { access, copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg, { type Pool } from 'pg'
import { dayAt, instant, printDay } from '#law/instant.ts'
import type { Migration } from '#journal/migration.ts'
import { exactTypes } from '#journal/sql.ts'
import { openBackup, sync, type TableCount } from './backup-file.ts'
import { BackupError } from './backup-trouble.ts'
import { backUp } from './backup.ts'
import { DATABASE, type Say } from './database.ts'
import { readErased } from './erased-list.ts'
import { masterKeyFile } from './master-key.ts'
import { migrations } from './migrate.ts'
import { findBinaries, majorOf, type Binaries } from './postgres-binaries.ts'
import { clusterVersion, openFolder, type Places } from './postgres-cluster.ts'
import { whileLocked } from './postgres-lock.ts'
import { codeOf, DatabaseError } from './postgres-trouble.ts'
import { startPostgres, type Postgres } from './postgres.ts'
import { recomputeViews, type Recomputed } from './recompute.ts'
import { restore, type Restored } from './restore.ts'
import { APP, ensureRoles, OWNER } from './roles.ts'
import { secretsOf } from './secrets.ts'

export interface UpgradeRequest {
  /** The version of the product. */
  readonly product: string
  /** Milliseconds; the day is in the names of what is kept. */
  readonly now: number
  readonly say?: Say
  readonly migrations?: readonly Migration[]
}

export interface Upgraded {
  /** Major versions of PostgreSQL. */
  readonly from: number
  readonly to: number
  /** The old cluster, as it was; for the user to remove. */
  readonly aside: string
  readonly backup: string
  readonly restored: Restored
  readonly views: Recomputed
}

/** Where the new cluster is made: a data folder of its own, so that the old one stays in its place until the new one is whole. */
const NEW = 'upgrading'
/** In it once the new cluster is whole: an upgrade that a power cut ended between two renamings is finished by the next call. */
const WHOLE = 'whole'

/**
 * Moves the embedded server's cluster to the version of the programs at hand: backs it up with the programs that made it, restores the backup into a
 * new cluster, compares, and only then sets the old one aside. Needs the space of two clusters and a backup. Undefined when there is nothing to do.
 *
 * Whatever fails before that leaves the old cluster in its place. Throws `DatabaseError`, `BackupError`; `cluster-version` when the old programs are not found.
 */
export async function upgradeCluster(folder: string, request: UpgradeRequest): Promise<Upgraded | undefined> {
  const places = await openFolder(folder)
  const made = join(places.root, NEW)
  await finishBrokenOff(places, made)
  const from = await clusterVersion(places)
  const to = majorOf((await findBinaries()).version)
  if (from === undefined || from === to) return undefined
  const old = await oldBinaries(places, from, to)
  await rm(made, { recursive: true, force: true })
  try {
    const day = printDay(dayAt(instant(request.now)))
    const backup = join(places.root, `before-postgres-${to}-${day}.backup`)
    await backUpOld(places, old, backup, request)
    const { restored, views } = await makeNew(places, made, backup, request)
    const aside = await freeName(join(places.root, `postgres-${from}-until-${day}`))
    await swap(places, made, aside)
    return { from, to, aside, backup, restored, views }
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

async function finishBrokenOff({ root, cluster }: Places, made: string): Promise<void> {
  if (!(await isThere(join(made, WHOLE))) || (await isThere(cluster))) return
  await rename(join(made, 'postgres'), cluster)
  await sync(root)
  await rm(made, { recursive: true, force: true })
}

async function oldBinaries({ cluster }: Places, from: number, to: number): Promise<Binaries> {
  try {
    return await findBinaries(from)
  } catch (error) {
    if (!(error instanceof DatabaseError && error.code === 'binaries-missing')) throw error
    throw new DatabaseError(
      'cluster-version',
      {
        zh: `${cluster} 由 PostgreSQL ${from} 建立，而现有程序是 PostgreSQL ${to}，本机也没有 PostgreSQL ${from} 的程序。没有改动任何数据。请任选其一：(1) 安装 PostgreSQL ${from}（例如 apt install postgresql-${from}、brew install postgresql@${from}），再执行 dutybook upgrade-database；(2) 把 ${cluster} 改名留存，再用 dutybook restore 恢复最新的备份。`,
        en: `${cluster} was made by PostgreSQL ${from}; the programs at hand are PostgreSQL ${to}, and this machine has none of ${from}. Nothing was changed. Either install PostgreSQL ${from} (apt install postgresql-${from}, brew install postgresql@${from}) and run dutybook upgrade-database; or rename ${cluster} to keep it and restore the newest backup with dutybook restore.`,
      },
      { cause: error, versions: { found: from, needed: to } },
    )
  }
}

/** In a role of ours by the superuser's login, in whichever cluster. */
async function asRole<Result>(role: string, { connection }: Postgres, work: (pool: Pool) => Promise<Result>): Promise<Result> {
  const pool = new pg.Pool({ ...connection, database: DATABASE, types: exactTypes, max: 2, options: `-c role=${role}` })
  pool.on('error', () => undefined)
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

async function backUpOld({ root }: Places, binaries: Binaries, file: string, { product, now, say }: UpgradeRequest): Promise<void> {
  say?.(`正在用 PostgreSQL ${majorOf(binaries.version)} 备份到 ${file}……`, `Backing up with PostgreSQL ${majorOf(binaries.version)} to ${file}…`)
  const server = await startPostgres(root, { binaries, ...(say === undefined ? {} : { say }) })
  try {
    if (server.role === 'joined')
      throw new BackupError('in-use', {
        zh: `其他进程正在使用 ${root} 的数据库。请先停止它们（dutybook serve），再升级。`,
        en: `Other processes use the database of ${root}. Stop them first (dutybook serve), then upgrade.`,
      })
    await asRole(OWNER, server, (keeper) => backUp(keeper, { file, force: true, product, now, ...(say === undefined ? {} : { say }) }))
  } finally {
    await server.stop()
  }
}

/** The same superuser's password, because the new cluster takes the old one's place; the roles get theirs at each opening. */
async function makeNew({ root, keys }: Places, made: string, file: string, request: UpgradeRequest): Promise<Pick<Upgraded, 'restored' | 'views'>> {
  const { say } = request
  say?.('正在建立新数据库并恢复……', 'Making the new database and restoring into it…')
  await mkdir(join(made, 'keys'), { recursive: true, mode: 0o700 })
  await copyFile(join(keys, 'postgres.json'), join(made, 'keys', 'postgres.json'))
  const backup = await openBackup(file)
  try {
    const server = await startPostgres(made, say === undefined ? {} : { say })
    try {
      await makeDatabase(server)
      const wanted = {
        backup,
        migrations: request.migrations ?? migrations(),
        product: request.product,
        master: secretsOf(root).master,
        keyFile: masterKeyFile(root),
        erased: await readErased(root),
        ...(say === undefined ? {} : { say }),
      }
      return await asRole(OWNER, server, async (keeper) => {
        const restored = await restore(keeper, wanted)
        await compare(keeper, restored.tables)
        return { restored, views: await asRole(APP, server, (app) => recomputeViews(app, keeper, wanted.master)) }
      })
    } finally {
      await server.stop()
    }
  } finally {
    await backup.close()
  }
}

async function makeDatabase({ connection }: Postgres): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await ensureRoles(client)
    await client.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await client.end()
  }
}

/** Counted anew in the new cluster, against what was loaded. */
async function compare(keeper: Pool, tables: readonly TableCount[]): Promise<void> {
  for (const { table, rows } of tables) {
    const found = await keeper.query<{ count: number }>(`select count(*) as count from ${table}`)
    const count = found.rows[0]?.count
    if (count !== rows)
      throw new BackupError('upgrade-differs', {
        zh: `新数据库的 ${table} 有 ${count} 行，应为 ${rows} 行。旧数据库没有改动，仍可使用。`,
        en: `${table} has ${count} rows in the new database and should have ${rows}. The old database was left as it is and serves on.`,
      })
  }
}

async function freeName(wanted: string): Promise<string> {
  for (let turn = 1; ; turn++) {
    const name = turn === 1 ? wanted : `${wanted}.${turn}`
    if (!(await isThere(name))) return name
  }
}

/** Nobody starts a server in between. If the new cluster cannot be moved, the old one is put back. */
async function swap({ root, cluster }: Places, made: string, aside: string): Promise<void> {
  await whileLocked(
    root,
    () => undefined,
    async () => {
      await writeFile(join(made, WHOLE), '', { flush: true })
      await sync(made)
      await rename(cluster, aside)
      try {
        await rename(join(made, 'postgres'), cluster)
      } catch (error) {
        await rename(aside, cluster)
        throw new BackupError(
          'file-unusable',
          {
            zh: `不能把新数据库移到 ${cluster}（${codeOf(error)}）。旧数据库已放回原处。请检查权限后重试。`,
            en: `The new database could not be moved to ${cluster} (${codeOf(error)}). The old one is back in its place. Check permissions and try again.`,
          },
          { cause: error },
        )
      }
      await sync(root)
    },
  )
}
