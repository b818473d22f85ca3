import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { masterKeyFile } from './master-key.ts'
import { DatabaseError, troubleOf } from './postgres-trouble.ts'

const BYTES = 32

/** What only this installation knows. Kept beside the data, never in the database, a backup or a log. */
export interface Secrets {
  /** Seals the keys of every party. */
  readonly master: Uint8Array
  /** The embedded server's password for a role, made from the master key. */
  databasePassword(role: string): string
}

/**
 * The secrets of a data folder, made at first use. `$DUTYBOOK_MASTER_KEY_FILE` names another file, for several servers that share a database.
 * A folder that holds a database but no key is refused: a new key would open nothing.
 */
export function secretsOf(folder: string): Secrets {
  const path = masterKeyFile(folder)
  try {
    const master = existsSync(path) ? readKey(path) : makeKey(folder, path)
    return {
      master,
      databasePassword: (role) => createHmac('sha256', master).update(`database password of ${role}`).digest('base64url'),
    }
  } catch (error) {
    throw troubleOf(path, error) ?? error
  }
}

function readKey(path: string): Uint8Array {
  const text = readFileSync(path, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new DatabaseError('keys-lost', {
      zh: `${path} 不是主密钥文件（应为 64 个十六进制字符）。请恢复原来的文件；没有它，内容无法解密。`,
      en: `${path} is no master key (64 hexadecimal digits). Put the original file back: without it no content can be opened.`,
    })
  return Buffer.from(text, 'hex')
}

function makeKey(folder: string, path: string): Uint8Array {
  if (existsSync(join(folder, 'postgres', 'PG_VERSION')))
    throw new DatabaseError('keys-lost', {
      zh: `${folder} 中有数据库，但没有主密钥 ${path}。请恢复该文件；没有它，内容无法解密。`,
      en: `${folder} holds a database but no master key ${path}. Put that file back: without it no content can be opened.`,
    })
  mkdirSync(folder, { recursive: true })
  mkdirSync(join(path, '..'), { recursive: true, mode: 0o700 })
  // Written whole under a name of its own, then linked: of two processes that start at once, one makes the key and both read it.
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`
  const handle = openSync(draft, 'wx', 0o600)
  try {
    writeSync(handle, `${randomBytes(BYTES).toString('hex')}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  chmodSync(draft, 0o600)
  try {
    linkSync(draft, path)
  } catch (error) {
    if (!existsSync(path)) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readKey(path)
}
