import { statSync } from 'node:fs'
import { rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Binaries, findBinaries, type Identity } from './postgres-binaries.ts'
import {
  clearBrokenStarts,
  clusterVersion,
  makeCluster,
  openFolder,
  passwordOf,
  type Places,
  prepareRun,
  requireVersion,
  socketFolder,
  SUPERUSER,
} from './postgres-cluster.ts'
import { nameOf } from './folder-lock.ts'
import { whileLocked } from './postgres-lock.ts'
import { postmasterOf, processesOf, signal } from './postgres-process.ts'
import { addressFor, ask, clearStaleNumber, type Connection, FLUSH, halt, launch, rotateLog } from './postgres-server.ts'
import { DatabaseError, troubleOf } from './postgres-trouble.ts'
import { giveAll, isReachable, runnable, serverUser, unreachable } from './postgres-user.ts'
import { countUsers, enter, forgetAll, leave } from './postgres-users.ts'

export interface Postgres extends AsyncDisposable {
  /** For `pg`, as the superuser. The host is the socket's folder; on Windows it is 127.0.0.1. */
  readonly connection: Connection
  /** As the server numbers itself: 18.4 is 180004. */
  readonly version: number
  /** We started it; or took over one whose users had all died; or it is in use by another. */
  readonly role: 'started' | 'adopted' | 'joined'
  /** The server's process. */
  readonly pid: number
  /** Leaves the server. The last user to leave stops it cleanly, whoever started it, and waits for that. A second call does nothing. */
  stop(): Promise<void>
}

export interface Options {
  /** Told what takes long, and what is odd, in both languages. */
  readonly say?: (zh: string, en: string) => void
  /** The programs to use, for a cluster that the usual ones cannot open. Found by `findBinaries` otherwise. */
  readonly binaries?: Binaries
}

interface Found {
  readonly pid: number
  readonly version: number
  readonly role: Postgres['role']
}

/**
 * The PostgreSQL server of a data folder: made at the first start, started when it does not run, joined when it does.
 *
 * The cluster is in `folder/postgres`, its log in `folder/postgres.log`, the superuser's password in `folder/keys/postgres.json`. Any number of
 * processes on one machine may call this on one folder. A server whose processes were killed goes on and is taken over.
 *
 * Throws `DatabaseError`; `cluster-version` when another major version of PostgreSQL made the cluster.
 */
export async function startPostgres(folder: string, options: Options = {}): Promise<Postgres> {
  const say = (words: { readonly zh: string; readonly en: string }): void => options.say?.(words.zh, words.en)
  const places = await openFolder(folder)
  try {
    return await whileLocked(places.root, say, () => openServer(places, options, say))
  } catch (error) {
    throw troubleOf(places.root, error) ?? error
  }
}

type Say = (words: { readonly zh: string; readonly en: string }) => void

async function openServer(places: Places, options: Options, say: Say): Promise<Postgres> {
  const found = await clusterVersion(places)
  const user = await serverUser(places.cluster)
  await prepareRun(places, user)
  const password = await passwordOf(places, found !== undefined)
  const socket = await socketFolder(places, user)
  const usual = options.binaries ?? (await findBinaries())
  const binaries = await runnable(usual, user, places.root)
  if (found === undefined) {
    say({ zh: `首次启动：正在 ${places.cluster} 建立数据库……`, en: `First start: making the database in ${places.cluster}…` })
    requireReach(places.root, places.socket, user)
    await makeCluster(places, binaries, user, password)
  } else {
    requireVersion(places, found, binaries)
    await clearBrokenStarts(places)
    await giveAll(places.cluster, user)
    warnOfClock(places, say)
  }
  requireReach(places.root, places.cluster, user)
  const marker = `dutybook-${await nameOf(places.cluster)}`
  const running = await findRunning({ places, binaries, socket, password, marker }, say)
  const connection = running?.connection ?? { ...(await addressFor(socket)), user: SUPERUSER, password, database: 'postgres' }
  const server = running ?? (await startAnew({ places, binaries, user, connection, marker }, socket, say))
  try {
    const entry = enter(places.users)
    return handle({ places, binaries, marker, entry, connection }, server)
  } catch (error) {
    if (server.role !== 'joined') await halt({ places, marker, binaries, connection }, 'clean') // a full disk, most likely: nobody may stay behind unnamed
    throw error
  }
}

/** Only macOS and systems without /proc need every parent to be open to the server's user. */
function requireReach(root: string, folder: string, user: Identity | undefined): void {
  if (user === undefined || isReachable(folder, user)) return
  throw unreachable(root, user)
}

/** A clock that was set back makes times in the journal lie. The database works; people are told. */
function warnOfClock({ cluster }: Places, say: Say): void {
  const written = statSync(join(cluster, 'global', 'pg_control'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (written <= Date.now() + 300_000) return
  const at = new Date(written).toISOString()
  say({
    zh: `系统时钟早于数据库最后写入的时间（${at}）。请校准时钟，否则记录的时间不可信。`,
    en: `This computer's clock is behind the database's last write (${at}). Set the clock, or recorded times cannot be trusted.`,
  })
}

interface Search {
  readonly places: Places
  readonly binaries: Binaries
  readonly socket: string
  readonly password: string
  readonly marker: string
}

const STEP = 50 // ms
const QUIET = 6000 // ms that a server which runs may leave us without an answer
const LONGEST_START = 600_000 // ms

/** The server that runs on this cluster, if any, once it answers. One that does not answer, and that nobody uses, is stopped. */
async function findRunning(
  { places, binaries, socket, password, marker }: Search,
  say: Say,
): Promise<(Found & { readonly connection: Connection }) | undefined> {
  const since = performance.now()
  let heard = since
  let mayStopUntil = since + FLUSH
  for (;;) {
    const server = await postmasterOf(places.cluster)
    const address = process.platform === 'win32' ? { host: '127.0.0.1', port: server?.port ?? 0 } : { host: socket, port: 5432 }
    const connection = { ...address, user: SUPERUSER, password, database: 'postgres' }
    const answer = server === undefined ? { kind: 'none' as const } : await ask(connection, places.root)
    if (answer.kind === 'ready' && server !== undefined) {
      if (answer.marker !== marker) throw anothers(places.root, socket)
      return { pid: server.pid, version: answer.version, role: countUsers(places.users) > 0 ? 'joined' : 'adopted', connection }
    }
    const left = processesOf(marker)
    if (left.length === 0 && answer.kind === 'none') return undefined
    const now = performance.now()
    if (answer.kind === 'starting' || answer.kind === 'stopping') heard = now
    if (answer.kind !== 'stopping') mayStopUntil = now + FLUSH
    const isOurs = server !== undefined && left.includes(server.pid)
    if (!isOurs || now - heard > QUIET || now > mayStopUntil || now - since > LONGEST_START) {
      if (isOurs && answer.kind !== 'stopping' && countUsers(places.users) > 0) throw notAnswering(places.root, server.pid)
      say({ zh: `${places.root} 的旧数据库进程没有回应，正在结束它……`, en: `An old server of ${places.root} does not answer; ending it…` })
      await halt({ places, marker, binaries, connection }, 'abort')
      return undefined
    }
    await sleep(STEP)
  }
}

function anothers(root: string, socket: string): DatabaseError {
  return new DatabaseError('socket', {
    zh: `${socket} 中的套接字属于另一个数据文件夹的数据库，而不是 ${root}。请先停止它。`,
    en: `The socket in ${socket} belongs to the database of another data folder, not of ${root}. Stop that one first.`,
  })
}

function notAnswering(root: string, pid: number): DatabaseError {
  return new DatabaseError('not-answering', {
    zh: `${root} 的数据库（进程 ${pid}）没有回应，而其他进程正在使用它。请稍后重试；若持续如此，请停止使用它的进程（dutybook serve）后再启动。`,
    en: `The database of ${root} (process ${pid}) does not answer, and other processes use it. Try again shortly; if it stays so, stop those (dutybook serve) and start again.`,
  })
}

async function startAnew(given: Parameters<typeof launch>[0], socket: string, say: Say): Promise<Found> {
  const { places } = given
  forgetAll(places.users)
  if (process.platform !== 'win32') await clearStaleNumber(places, socket)
  const started = await launch(given, () =>
    say({ zh: `数据库正在恢复上次未写完的内容，请稍候……`, en: `The database is recovering what was not finished last time; waiting…` }),
  )
  return { ...started, role: 'started' }
}

interface Held {
  readonly places: Places
  readonly binaries: Binaries
  readonly marker: string
  readonly entry: string
  readonly connection: Connection
}

const ROTATE = 60_000 // ms

function handle({ places, binaries, marker, entry, connection }: Held, { pid, version, role }: Found): Postgres {
  const rotation = role === 'joined' ? undefined : setInterval(() => rotateLog(places, true), ROTATE).unref()

  /** A process that ends without having stopped us: the server is told to stop, if nobody else uses it, and does so on its own. */
  const atExit = (): void => {
    leave(entry)
    if (process.platform !== 'win32' && countUsers(places.users) === 0 && processesOf(marker).includes(pid)) signal(pid, 'SIGINT')
  }
  process.once('exit', atExit)

  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    process.off('exit', atExit)
    clearInterval(rotation)
    await whileLocked(
      places.root,
      () => undefined,
      async () => {
        leave(entry)
        if (countUsers(places.users) > 0) return
        await halt({ places, marker, binaries, connection }, 'clean')
        if (process.platform !== 'win32' && connection.host !== places.socket) await rmdir(connection.host).catch(() => undefined) // not empty: then it is not only ours
      },
    )
  }
  const stopOnce = (): Promise<void> => (stopping ??= stop())
  return { connection, version, role, pid, stop: stopOnce, [Symbol.asyncDispose]: stopOnce }
}
