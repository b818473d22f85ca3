import type { ClientBase } from 'pg'
import { codeOf, DatabaseError } from './postgres-trouble.ts'

/** Owns the tables and runs migrations, verification and backup; sees every party. */
export const OWNER = 'dutybook_owner'
/** Answers requests; sees the party that the transaction names, and cannot change what is append-only. */
export const APP = 'dutybook_app'

const INSUFFICIENT_PRIVILEGE = '42501'

/** Makes the two roles where they are missing, and lets the login that asks take them on. */
export async function ensureRoles(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ rolname: string; member: boolean }>(
    "select rolname, pg_has_role(current_user, oid, 'member') as member from pg_roles where rolname = any ($1::name[])",
    [[OWNER, APP]],
  )
  try {
    for (const role of [OWNER, APP]) {
      const found = rows.find(({ rolname }) => rolname === role)
      if (found === undefined) await makeRole(client, role)
      if (found?.member !== true) await client.query(`grant ${role} to current_user`)
    }
    const { rows: names } = await client.query<{ database: string; may: boolean }>(
      "select current_database() as database, has_database_privilege($1, current_database(), 'create') as may",
      [OWNER],
    )
    const database = names[0]
    if (database?.may === false) await client.query(`grant create, connect, temporary on database ${client.escapeIdentifier(database.database)} to ${OWNER}`)
  } catch (error) {
    if (codeOf(error) !== INSUFFICIENT_PRIVILEGE) throw error
    throw new DatabaseError(
      'roles-missing',
      {
        zh: `DATABASE_URL 的用户不能建立角色。请数据库管理员执行一次：\n${SETUP('登录用户', '数据库')}`,
        en: `The user of DATABASE_URL may not make roles. Have the database's administrator run once:\n${SETUP('LOGIN', 'DATABASE')}`,
      },
      { cause: error },
    )
  }
}

const SETUP = (login: string, database: string): string =>
  `  create role ${OWNER} nologin; create role ${APP} nologin nobypassrls;\n  grant ${OWNER}, ${APP} to ${login};\n  grant create, connect, temporary on database ${database} to ${OWNER};`

/** Two processes that make a role at once: the later one finds it made. */
async function makeRole(client: ClientBase, role: string): Promise<void> {
  await client.query(
    `do $$ begin create role ${role} nologin nosuperuser nobypassrls nocreatedb nocreaterole; exception when duplicate_object or unique_violation then null; end $$`,
  )
}

const OLDEST = 150_000

/** A server that is too old, or that acknowledges what is not on disk, is refused: a receipt would promise what it does not keep. */
export async function checkServer(client: ClientBase, where: string): Promise<void> {
  const { rows } = await client.query<{ version: string; fsync: string; pages: string }>(
    "select current_setting('server_version_num') as version, current_setting('fsync') as fsync, current_setting('full_page_writes') as pages",
  )
  const found = rows[0]
  if (Number(found?.version) < OLDEST)
    throw new DatabaseError('version-old', {
      zh: `${where} 是 PostgreSQL ${found?.version}，需要 15 或更新的版本。`,
      en: `${where} runs PostgreSQL ${found?.version}; 15 or later is needed.`,
    })
  if (found?.fsync !== 'on' || found.pages !== 'on')
    throw new DatabaseError('not-durable', {
      zh: `${where} 关闭了 fsync 或 full_page_writes，断电会丢失已确认的记录。请在 postgresql.conf 中打开两者并重启数据库。`,
      en: `${where} runs with fsync or full_page_writes off: a power cut would lose what was acknowledged. Switch both on in postgresql.conf and restart the server.`,
    })
}
