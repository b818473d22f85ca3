import { codeOf, DatabaseError } from './postgres-trouble.ts'

/** What `pg` says without a code when a connection breaks, or was broken before it was asked. */
const BROKEN = /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered a connection error|^Client was closed/

/** Of the system and of PostgreSQL (classes 08 and 57P): nobody answers there, or not any more. */
const GONE = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|57P0[1-4])$/

const PASSWORD_WRONG = /^28/
const NO_DATABASE = '3D000'
const READ_ONLY = '25006'

/** A database that cannot be reached, or was lost on the way, as something a person can act on. Undefined for any other error. `where` is shown. */
export function unreachableOf(where: string, error: unknown): DatabaseError | undefined {
  const code = codeOf(error) ?? ''
  const message = error instanceof Error ? error.message : ''
  const noSocket = code === 'ENOENT' && error instanceof Error && 'syscall' in error && error.syscall === 'connect'
  if (GONE.test(code) || noSocket || BROKEN.test(message))
    return new DatabaseError(
      'unreachable',
      {
        zh: `无法连接数据库 ${where}，或连接中断（${code || message}）。请确认数据库正在运行，然后重试。`,
        en: `The database ${where} cannot be reached, or the connection was lost (${code || message}). See that it runs, then try again.`,
      },
      { cause: error },
    )
  if (PASSWORD_WRONG.test(code) || code === NO_DATABASE)
    return new DatabaseError(
      'address-wrong',
      {
        zh: `${where} 拒绝连接：${message}。请检查 DATABASE_URL 中的用户、密码和数据库名。`,
        en: `${where} refuses us: ${message}. Check user, password and database in DATABASE_URL.`,
      },
      { cause: error },
    )
  if (code === READ_ONLY)
    return new DatabaseError(
      'read-only',
      {
        zh: `${where} 只可读取（可能是备用服务器）。请把 DATABASE_URL 指向主服务器。`,
        en: `${where} can only be read (a standby, perhaps). Have DATABASE_URL name the primary server.`,
      },
      { cause: error },
    )
  return undefined
}
