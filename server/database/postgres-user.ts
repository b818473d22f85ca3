import { spawnSync } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { chmod, cp, lchown, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Binaries, type Identity, versionIn } from './postgres-binaries.ts'
import { codeOf, DatabaseError } from './postgres-trouble.ts'

/** Accounts that systems have for a server without rights of its own, the better first. */
const ACCOUNTS = ['postgres', '_postgres', 'nobody']

const weAreRoot = (): boolean => process.getuid?.() === 0

async function account(name: string): Promise<Identity | undefined> {
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'))
  const found = lines.find((fields) => fields[0] === name)
  const uid = Number(found?.[2])
  const gid = Number(found?.[3])
  return found !== undefined && uid > 0 && gid >= 0 ? { uid, gid } : undefined
}

/**
 * As whom PostgreSQL runs, when we are root; it refuses to run as root. Undefined: as ourselves.
 *
 * An existing cluster keeps its owner. A new one, or one that root has copied into place, goes to the first of ACCOUNTS that the
 * system has. No account is created.
 */
export async function serverUser(cluster: string): Promise<Identity | undefined> {
  if (!weAreRoot()) return undefined
  const owner = await stat(cluster).catch(() => undefined)
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  for (const name of ACCOUNTS) {
    const found = await account(name)
    if (found !== undefined) return found
  }
  throw new DatabaseError('no-user', {
    zh: '当前是 root，而数据库不能以 root 运行；系统中也没有 postgres 或 nobody 账户。请用普通用户启动，或先建立账户：useradd --system postgres。',
    en: 'This is root, the database must not run as root, and the system has neither an account postgres nor nobody. Start as an ordinary user, or make the account first: useradd --system postgres.',
  })
}

/** Gives a file or folder to the server's user. Nothing to do when the server runs as ourselves. */
export async function give(path: string, user: Identity | undefined): Promise<void> {
  if (user === undefined) return
  const now = await lstat(path)
  if (now.uid === user.uid && now.gid === user.gid) return
  await lchown(path, user.uid, user.gid).catch((error: unknown) => {
    throw mayNot(error) ? cannotDrop(user, error) : error
  })
}

/** A cluster that root restored or copied belongs to root, file by file. Links are given, not followed. */
export async function giveAll(folder: string, user: Identity | undefined): Promise<void> {
  if (user === undefined || (await lstat(folder)).uid === user.uid) return
  for (const entry of await readdir(folder, { recursive: true })) await lchown(join(folder, entry), user.uid, user.gid)
  await lchown(folder, user.uid, user.gid) // last: a half-given folder is given again
}

/**
 * How a process that has dropped its rights names a folder that it was handed as an open descriptor. No parent is searched on the way, so
 * that /root or a 0700 folder above does not matter, and the processes that it starts inherit it. Linux only.
 */
export const handed = (descriptor: number): string => `/proc/self/fd/${descriptor}`

/** Whether the server's user can work in `folder`: as a descriptor where the system has that, else by its path. */
export function isReachable(folder: string, user: Identity): boolean {
  if (process.platform !== 'linux') return isReachableByPath(folder, user)
  const descriptor = openSync(folder, 'r')
  try {
    return canEnter(handed(3), user, descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function isReachableByPath(folder: string, user: Identity): boolean {
  return canEnter(folder, user, 'ignore')
}

function canEnter(folder: string, user: Identity, third: number | 'ignore'): boolean {
  const { status, error } = spawnSync('/bin/sh', ['-c', 'cd "$1" && ls . >/dev/null', 'sh', folder], {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'ignore', third],
    ...user,
  })
  if (mayNot(error)) throw cannotDrop(user, error)
  return status === 0
}

/** EINVAL: the account does not exist in this container's range of users. */
const mayNot = (error: unknown): boolean => ['EPERM', 'EINVAL'].includes(codeOf(error) ?? '')

function cannotDrop({ uid }: Identity, cause: unknown): DatabaseError {
  return new DatabaseError(
    'no-user',
    {
      zh: `当前是 root，但没有权限切换到用户 ${uid} 来运行数据库（容器可能去掉了 SETUID 能力）。请让容器以普通用户运行（docker run --user 1000），或保留 SETUID、SETGID、CHOWN、KILL 能力。`,
      en: `This is root without the right to become user ${uid}, as whom the database would run (the container may have dropped SETUID). Run the container as an ordinary user (docker run --user 1000), or keep the capabilities SETUID, SETGID, CHOWN and KILL.`,
    },
    { cause },
  )
}

export function unreachable(folder: string, { uid }: Identity): DatabaseError {
  return new DatabaseError('folder-unreachable', {
    zh: `数据库以用户 ${uid} 运行，而该用户进不了 ${folder}。请换一个上级目录都可进入的数据文件夹（例如 /var/lib/dutybook），或不要用 root 启动。`,
    en: `The database runs as user ${uid}, who cannot enter ${folder}. Choose a data folder whose parents may be entered (such as /var/lib/dutybook), or do not start as root.`,
  })
}

/** What of a PostgreSQL package is needed to run it; the rest is for compiling against it. */
const NEEDED = (path: string): boolean => !/\.a$|[/\\]pkgconfig$/.test(path)

/** Nobody but root can have put anything here. */
async function rootsOwn(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined)
  return found?.isDirectory() === true && found.uid === 0 && (found.mode & 0o022) === 0
}

async function copyOnce(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o755 })
  const making = await mkdtemp(`${to}.new-`)
  try {
    await cp(from, join(making, 'native'), { recursive: true, verbatimSymlinks: true, filter: NEEDED })
    await chmod(making, 0o755)
    await rename(making, to)
  } finally {
    await rm(making, { recursive: true, force: true })
  }
}

/**
 * Programs that the server's user can run. Where it cannot reach those given (a repository under /root, say), they are copied
 * once, about 60 MB: into the data folder, else to /var/cache/dutybook, else to the temporary folder. Never used unless the copy is root's own.
 */
export async function runnable(binaries: Binaries, user: Identity | undefined, root: string): Promise<Binaries> {
  if (user === undefined || (await versionIn(binaries.folder, user)) !== undefined) return binaries
  const name = `postgres-programs-${binaries.version}`
  for (const place of [root, '/var/cache/dutybook', join(tmpdir(), 'dutybook')]) {
    const to = join(place, name)
    if (!isReachableByPath(await nearest(place), user)) continue
    if (!(await rootsOwn(to))) await copyOnce(dirname(binaries.folder), to).catch(() => undefined) // full or read-only: the next place
    const folder = join(to, 'native', 'bin')
    if ((await rootsOwn(to)) && (await versionIn(folder, user)) !== undefined) return { ...binaries, folder }
  }
  throw unreachable(binaries.folder, user)
}

/** The folder itself, or the closest one above it that exists. */
async function nearest(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined)
  return found === undefined && dirname(folder) !== folder ? nearest(dirname(folder)) : folder
}
