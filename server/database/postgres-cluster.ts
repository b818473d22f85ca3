import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { lstat, mkdir, mkdtemp, open, readdir, readFile, realpath, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { type Binaries, type Identity, majorOf, programOf } from './postgres-binaries.ts'
import { nameOf } from './folder-lock.ts'
import { clusterDamaged, codeOf, DatabaseError, folderUnusable, startFailed, troubleInLog, troubleOf } from './postgres-trouble.ts'
import { give, handed } from './postgres-user.ts'

/** Where things lie in a data folder. */
export interface Places {
  /** The data folder, by its real path. */
  readonly root: string
  readonly cluster: string
  readonly run: string
  /** The server's own part of `run`. What else is in there is ours: it must not steer what we write. */
  readonly socket: string
  readonly users: string
  readonly keys: string
  readonly log: string
}

export const SUPERUSER = 'dutybook_admin'

export function placesIn(root: string): Places {
  const run = join(root, 'run')
  return {
    root,
    cluster: join(root, 'postgres'),
    run,
    socket: join(run, 'socket'),
    users: join(run, 'users'),
    keys: join(root, 'keys'),
    log: join(root, 'postgres.log'),
  }
}

/** Makes the data folder, unless it is there. Throws `DatabaseError` when it cannot be one. */
export async function openFolder(folder: string): Promise<Places> {
  try {
    await mkdir(folder, { recursive: true })
    if (!(await stat(folder)).isDirectory()) throw folderUnusable(folder)
    const places = placesIn(await realpath(folder))
    for (const each of [places.run, places.keys]) await mkdir(each, { recursive: true, mode: 0o700 })
    return places
  } catch (error) {
    throw troubleOf(folder, error) ?? error
  }
}

/** Folders for the socket and for the list of users; the first belongs to the server's user. */
export async function prepareRun(places: Places, user: Identity | undefined): Promise<void> {
  for (const each of [places.socket, places.users]) await mkdir(each, { recursive: true, mode: 0o700 })
  await give(places.socket, user)
}

/** The major version that made the cluster. Undefined when there is none. Throws when something else lies there. */
export async function clusterVersion({ cluster }: Places): Promise<number | undefined> {
  const found = await lstat(cluster).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw troubleOf(cluster, error) ?? error
  })
  if (found === undefined) return undefined
  if (!found.isDirectory() && !found.isSymbolicLink()) throw folderUnusable(cluster)
  const said = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw troubleOf(cluster, error) ?? error
  })
  if (said === undefined) {
    if ((await readdir(cluster)).length === 0) return undefined
    throw clusterDamaged(cluster, 'PG_VERSION: ENOENT')
  }
  const major = Number.parseInt(said, 10)
  if (Number.isNaN(major)) throw clusterDamaged(cluster, `PG_VERSION: ${said.slice(0, 20)}`)
  return major
}

/** Throws `cluster-version` unless these programs can open that cluster. Minor versions open each other's. */
export function requireVersion({ cluster }: Places, found: number, binaries: Binaries): void {
  const needed = majorOf(binaries.version)
  if (found === needed) return
  throw new DatabaseError(
    'cluster-version',
    {
      zh: `${cluster} 由 PostgreSQL ${found} 建立，而现有程序是 PostgreSQL ${needed}（${binaries.folder}）。没有改动任何数据。请用本产品的备份与恢复升级：先用原版本备份，再由新版本恢复。`,
      en: `${cluster} was made by PostgreSQL ${found}, and the programs at hand are PostgreSQL ${needed} (${binaries.folder}). Nothing was changed. Upgrade by this product's backup and restore: back up with the old version, restore with the new.`,
    },
    { versions: { found, needed } },
  )
}

const Password = z.strictObject({ user: z.literal(SUPERUSER), password: z.string().min(32) })

async function sync(folder: string): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened there; NTFS journals names
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The superuser's password. Made before the cluster, and on disk before it, so that a broken-off first start leaves none that nobody can open. */
export async function passwordOf(places: Places, clusterIsThere: boolean): Promise<string> {
  const file = join(places.keys, 'postgres.json')
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw troubleOf(file, error) ?? error
  })
  if (text !== undefined) {
    const { data } = Password.safeParse(parsed(text))
    if (data === undefined) throw passwordLost(file, places.cluster)
    return data.password
  }
  if (clusterIsThere) throw passwordLost(file, places.cluster)
  const password = randomBytes(32).toString('base64url')
  const handle = await open(`${file}.new`, 'w', 0o600)
  try {
    await handle.writeFile(JSON.stringify({ user: SUPERUSER, password }))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.new`, file)
  await sync(places.keys)
  return password
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

function passwordLost(file: string, cluster: string): DatabaseError {
  return new DatabaseError('password-lost', {
    zh: `${cluster} 有数据库，但 ${file} 不在或无法读懂，不能登录。请从备份恢复 keys 文件夹，或把整个数据文件夹恢复到同一时刻。`,
    en: `There is a database in ${cluster}, but ${file} is missing or unreadable, so nobody can log in. Restore the keys folder from a backup, or the whole data folder as of one moment.`,
  })
}

/** What is left of first starts that were broken off. Call it under the lock. */
export async function clearBrokenStarts({ root }: Places): Promise<void> {
  const names = await readdir(root)
  for (const name of names.filter((each) => each.startsWith('postgres.new-'))) await rm(join(root, name), { recursive: true, force: true, maxRetries: 5 })
}

/**
 * Makes a new cluster: aside, then into place by renaming, so that there is a whole one or none. Refuses to touch an existing one.
 * Throws `DatabaseError`.
 */
export async function makeCluster(places: Places, binaries: Binaries, user: Identity | undefined, password: string): Promise<void> {
  try {
    await clearBrokenStarts(places)
    const aside = await mkdtemp(join(places.root, 'postgres.new-'))
    try {
      const data = join(aside, 'data')
      const passwordFile = join(aside, 'password')
      await mkdir(data, { mode: 0o700 })
      await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
      for (const each of [passwordFile, data, aside]) await give(each, user)
      await initialise(places, binaries, user, data)
      await rmdir(places.cluster).catch(() => undefined) // an empty one may be there; one with anything in it stays, and the renaming fails
      await rename(data, places.cluster)
      await sync(places.root)
    } finally {
      await rm(aside, { recursive: true, force: true, maxRetries: 5 })
    }
  } catch (error) {
    throw troubleOf(places.cluster, error) ?? error
  }
}

/** Our environment without what would steer PostgreSQL's programs. Their messages are read, so they are in the C locale. */
export function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|TZ$|LD_PRELOAD$)/.test(name))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' }
}

async function initialise(places: Places, binaries: Binaries, user: Identity | undefined, data: string): Promise<void> {
  const isHanded = user !== undefined && process.platform === 'linux'
  const folder = isHanded ? handed(3) : data
  const account = ['-U', SUPERUSER, '--auth=scram-sha-256', `--pwfile=${folder}/../password`]
  const contents = ['--encoding=UTF8', '--locale=C', '--text-search-config=simple', '--data-checksums', '--no-instructions']
  const collation = majorOf(binaries.version) >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'] : []
  const descriptor = isHanded ? openSync(data, 'r') : undefined
  try {
    const child = spawn(programOf(binaries, 'initdb'), ['-D', folder, ...account, ...contents, ...collation], {
      cwd: isHanded ? '/' : data,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe', descriptor ?? 'ignore'],
      windowsHide: true,
      ...user,
    })
    const said: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk))
    const status = await new Promise<number | null>((resolve, reject) => void child.on('error', reject).on('close', resolve))
    if (status !== 0) throw troubleInLog(places.cluster, Buffer.concat(said).toString())
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** Bytes that a socket's address holds: 108 with the final zero on Linux, 104 on macOS and the BSDs. */
const LONGEST_ADDRESS = process.platform === 'linux' ? 107 : 103
const fits = (folder: string): boolean => Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= LONGEST_ADDRESS

const Elsewhere = z.strictObject({ folder: z.string(), of: z.string() })

/** A folder that only the server's user (and root) can use; in a folder that all may write, another might have made it first. */
async function isPrivate(folder: string, user: Identity | undefined): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === (user?.uid ?? process.getuid?.()) && (found.mode & 0o077) === 0
}

/**
 * Where the socket lies: in `run/socket`, or, where that path is too long for a socket, in a private folder under the temporary one.
 * Its name comes from the data folder, and `run/socket.json` records it. Call it under the lock.
 */
export async function socketFolder(places: Places, user: Identity | undefined): Promise<string> {
  if (fits(places.socket)) return places.socket
  const of = await nameOf(places.root)
  const record = join(places.run, 'socket.json')
  const { data: recorded } = Elsewhere.safeParse(parsed(await readFile(record, 'utf8').catch(() => '')))
  if (recorded?.of === of && (await isPrivate(recorded.folder, user))) return recorded.folder
  const parent = [tmpdir(), '/tmp'].find((each) => fits(join(each, `dutybook-${of}-000000`)))
  if (parent === undefined)
    throw startFailed(places.root, '路径太长，无法建立套接字。请使用较短的路径。', 'its path is too long for a socket. Use a shorter one.')
  const wanted = join(parent, `dutybook-${of}`)
  await mkdir(wanted, { mode: 0o700 })
    .then(() => give(wanted, user))
    .catch(() => undefined) // there already: ours from before, or not
  const folder = (await isPrivate(wanted, user)) ? wanted : await mkdtemp(`${wanted}-`)
  await give(folder, user)
  await writeFile(record, JSON.stringify({ folder, of }), { mode: 0o600 })
  return folder
}
