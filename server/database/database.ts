import { join } from 'node:path'
import pg, { type ClientConfig, type Pool, type PoolConfig } from 'pg'
import { exactTypes } from '#journal/sql.ts'
import { migrate, migrations } from './migrate.ts'
import { startPostgres, type Postgres } from './postgres.ts'
import { DatabaseError, troubleOf } from './postgres-trouble.ts'
import { watchPostgres } from './postgres-watch.ts'
import { APP, checkServer, ensureRoles, OWNER } from './roles.ts'
import { secretsOf, type Secrets } from './secrets.ts'
import { unreachableOf } from './unreachable.ts'

/** Says something to the person who waits, in both languages. */
export type Say = (zh: string, en: string) => void

export interface DatabaseSettings {
  /** The data folder: the embedded server's cluster and the installation's secrets. */
  readonly folder: string
  /** The user's own server; the embedded one otherwise. */
  readonly url?: string | undefined
  readonly say?: Say
  /** Starts the embedded server again when it ends although nobody stopped it. For a process that serves others; one that does a single thing fails with it. */
  readonly revive?: boolean
}

/** Two ways in, each with the least that its work needs. */
export interface Database extends AsyncDisposable {
  /** Sees one party at a time: what `inParty` names, and nothing without it. */
  readonly app: Pool
  /** Sees every party, for migrations, verification and backup. A request is answered with it only as to which parties there are and what they are called. */
  readonly keeper: Pool
  readonly secrets: Secrets
  readonly embedded: Postgres | undefined
  /** The cluster's folder or the server's address, without its password: to be shown. */
  readonly where: string
  close(): Promise<void>
}

export const DATABASE = 'dutybook'

/** Opens the database: starts or joins the embedded server, or reaches the user's own, and brings its shape up to date. */
export async function openDatabase({ folder, url, say = () => undefined, revive = false }: DatabaseSettings): Promise<Database> {
  const secrets = secretsOf(folder)
  const embedded = url === undefined ? await startPostgres(folder, { say }) : undefined
  const watched = embedded !== undefined && revive ? watchPostgres(folder, embedded, { say }) : embedded
  const where = url === undefined ? join(folder, 'postgres') : shownUrl(url)
  const pools: Pool[] = []
  try {
    const configured = embedded === undefined ? { connectionString: url ?? '' } : await prepareEmbedded(embedded, secrets)
    const pool = (role: string, max: number, more: PoolConfig = {}): Pool => {
      const made = new pg.Pool({ ...poolOf(configured, role, secrets, embedded !== undefined), ...more, max })
      // An idle connection that breaks is replaced at the next use; the one that is using it hears of it there.
      made.on('error', () => undefined)
      // So is one in use: without a listener the break would end the process before its statement can fail.
      made.on('connect', (client) => client.on('error', () => undefined))
      pools.push(made)
      return made
    }
    if (embedded === undefined) await ensureRolesOf(url ?? '')
    const keeper = pool(OWNER, 4)
    // Statements that do not wait for each other's answers go to the server together.
    const app = pool(APP, 16, { pipeline: true })
    const client = await keeper.connect()
    try {
      await checkServer(client, where)
      await migrate(client, migrations())
    } finally {
      client.release()
    }
    await refuseStrongRole(app, where)
    return {
      app,
      keeper,
      secrets,
      embedded,
      where,
      close: closeAll,
      [Symbol.asyncDispose]: closeAll,
    }
  } catch (error) {
    await closeAll()
    throw troubleOf(where, error) ?? unreachableOf(where, error) ?? error
  }

  async function closeAll(): Promise<void> {
    await Promise.all(pools.splice(0).map((pool) => pool.end()))
    await watched?.stop()
  }
}

/** An address without its password. */
function shownUrl(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url)
    return `${protocol}//${host}${pathname}`
  } catch {
    throw new DatabaseError('address-wrong', {
      zh: 'DATABASE_URL 不是有效地址。应形如 postgres://用户:密码@主机:5432/数据库',
      en: 'DATABASE_URL is no address. It looks like postgres://user:password@host:5432/database',
    })
  }
}

function poolOf(base: PoolConfig, role: string, secrets: Secrets, embedded: boolean): PoolConfig {
  const common = { ...base, types: exactTypes, connectionTimeoutMillis: 15_000, application_name: 'dutybook' }
  // The embedded server has a login for each role. Elsewhere one login takes on the role, which the server holds it to from the first statement.
  return embedded ? { ...common, user: role, password: secrets.databasePassword(role) } : { ...common, options: `-c role=${role}` }
}

/** Any fixed number: of processes that start at once, one makes roles and passwords and the next finds them. Let go when the connection ends. */
const LOCK = 7_205_759_404

function clientOf(config: ClientConfig): pg.Client {
  const client = new pg.Client(config)
  client.on('error', () => undefined) // the statement under way fails with it
  return client
}

/** On the embedded server, as its administrator: the roles, their logins, and the database. */
async function prepareEmbedded({ connection }: Postgres, secrets: Secrets): Promise<PoolConfig> {
  const client = clientOf(connection)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await ensureRoles(client)
    for (const role of [OWNER, APP]) await client.query(`alter role ${role} login password ${client.escapeLiteral(secrets.databasePassword(role))}`)
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (rowCount === 0) await client.query(`create database ${DATABASE} owner ${OWNER}`)
  } finally {
    await client.end()
  }
  return { host: connection.host, port: connection.port, database: DATABASE }
}

async function ensureRolesOf(url: string): Promise<void> {
  const client = clientOf({ connectionString: url, connectionTimeoutMillis: 15_000 })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await ensureRoles(client)
  } finally {
    await client.end()
  }
}

/** A role that goes round row-level security would make every party's rows visible to every other. */
async function refuseStrongRole(app: Pool, where: string): Promise<void> {
  const { rows } = await app.query<{ strong: boolean }>('select rolsuper or rolbypassrls as strong from pg_roles where rolname = current_user')
  if (rows[0]?.strong !== false)
    throw new DatabaseError('role-too-strong', {
      zh: `${where} 上的角色 ${APP} 可以绕过行级安全。请执行：alter role ${APP} nosuperuser nobypassrls`,
      en: `The role ${APP} of ${where} goes round row-level security. Run: alter role ${APP} nosuperuser nobypassrls`,
    })
}
