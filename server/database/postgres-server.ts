import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, copyFileSync, openSync, renameSync, statSync, truncateSync } from 'node:fs'
import { open, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { z } from 'zod'
import { type Binaries, type Identity, programOf } from './postgres-binaries.ts'
import { environment, type Places } from './postgres-cluster.ts'
import { isAlive, isPresent, postmasterOf, processesOf, signal } from './postgres-process.ts'
import { clusterDamaged, codeOf, DatabaseError, startFailed, troubleInLog, troubleOf } from './postgres-trouble.ts'
import { handed } from './postgres-user.ts'

/** For `pg`. On Unix the host is the socket's folder. */
export interface Connection {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly database: string
}

export type Answer =
  | { readonly kind: 'ready'; readonly version: number; readonly marker: string }
  | { readonly kind: 'starting' } // or recovering
  | { readonly kind: 'stopping' }
  | { readonly kind: 'none' } // nobody listens
  | { readonly kind: 'silent' } // somebody listens and does not answer

const Row = z.object({ version: z.coerce.number(), marker: z.string() })

/** Asks the server once. Throws `DatabaseError` when it refuses us or we may not ask. */
export async function ask(connection: Connection, where: string): Promise<Answer> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 3000, query_timeout: 3000, application_name: 'dutybook start' })
  client.on('error', () => undefined) // it ends while we ask: the answer tells
  try {
    await client.connect()
    const { rows } = await client.query(`select current_setting('server_version_num') as version, current_setting('cluster_name') as marker`)
    return { kind: 'ready', ...Row.parse(rows[0]) }
  } catch (error) {
    return answerIn(error, where)
  } finally {
    await client.end().catch(() => undefined)
  }
}

function answerIn(error: unknown, where: string): Answer {
  const code = codeOf(error)
  if (code === '57P03' && error instanceof Error && error.message.includes('shutting down')) return { kind: 'stopping' }
  if (code === '57P03' || code === '57P01' || code === 'ECONNRESET' || code === 'EPIPE') return { kind: 'starting' }
  if (code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTSOCK') return { kind: 'none' }
  if (code === '28P01' || code === '28000') throw passwordRefused(where, error)
  const trouble = troubleOf(where, error)
  if (trouble !== undefined) throw trouble
  if (error instanceof Error && /terminated unexpectedly/.test(error.message)) return { kind: 'starting' }
  if (error instanceof Error && /timeout/.test(error.message)) return { kind: 'silent' }
  throw error
}

function passwordRefused(where: string, cause: unknown): DatabaseError {
  return new DatabaseError(
    'password-refused',
    {
      zh: `${where} 的数据库拒绝 keys/postgres.json 中的密码：密钥与数据不是同一时刻的。请从同一份备份恢复 keys 与 postgres 两个文件夹。`,
      en: `The database of ${where} refuses the password in keys/postgres.json: keys and data are not of one moment. Restore the folders keys and postgres from the same backup.`,
    },
    { cause },
  )
}

/**
 * The server's settings, on its command line so that no file overrides them. Durable: what is acknowledged is on disk. Private: no
 * statement, parameter or value of a row gets into the log; an error goes to whoever made it, and only the server's own troubles are written.
 */
function settings(socket: string | undefined, port: number, marker: string): readonly string[] {
  const values = {
    listen_addresses: socket === undefined ? '127.0.0.1' : '',
    ...(socket === undefined ? {} : { unix_socket_directories: socket, unix_socket_permissions: '0700' }),
    port,
    cluster_name: marker,
    max_connections: 60,
    shared_buffers: '96MB',
    work_mem: '8MB',
    maintenance_work_mem: '48MB',
    max_parallel_workers_per_gather: 0, // a container's /dev/shm is too small to count on
    jit: 'off',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_wal_size: '512MB',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_destination: 'stderr',
    logging_collector: 'off',
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const LARGEST_LOG = 1_048_576 // bytes; one older file of that size is kept

/** At a start the file is renamed; while the server writes to it, it is copied and emptied. */
export function rotateLog({ log }: Places, running: boolean): void {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0
  if (size <= LARGEST_LOG) return
  if (!running) return renameSync(log, `${log}.1`)
  copyFileSync(log, `${log}.1`)
  truncateSync(log)
}

async function logSince({ log }: Places, start: number): Promise<string> {
  const file = await open(log, 'r')
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(65_536), position: start })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A port of this computer that nobody listens on just now. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

/** Where a server listens that is not running yet. */
export async function addressFor(socket: string): Promise<{ readonly host: string; readonly port: number }> {
  return process.platform === 'win32' ? { host: '127.0.0.1', port: await freePort() } : { host: socket, port: 5432 }
}

interface Launch {
  readonly places: Places
  readonly binaries: Binaries
  readonly user: Identity | undefined
  readonly connection: Connection
  readonly marker: string
}

function spawnServer({ places, binaries, user, connection, marker }: Launch): ChildProcess {
  const log = openSync(places.log, 'a', 0o600)
  try {
    if (process.platform === 'win32') {
      // An administrator's rights are dropped by pg_ctl, which Windows needs and others do not.
      const words = settings(undefined, connection.port, marker).map((word) => (word === '-c' ? word : `"${word}"`))
      return spawn(programOf(binaries, 'pg_ctl'), ['start', '-W', '-s', '-D', places.cluster, '-l', places.log, '-o', words.join(' ')], {
        stdio: 'ignore',
        env: environment(),
        windowsHide: true,
      })
    }
    // A group of its own: Ctrl-C in our terminal is for us, and we stop the server when we have written what we must.
    const options = { env: environment(), detached: true, ...user }
    const postgres = programOf(binaries, 'postgres')
    if (user === undefined || process.platform !== 'linux') {
      const words = ['-D', places.cluster, ...settings(connection.host, connection.port, marker)]
      return spawn(postgres, words, { ...options, cwd: places.cluster, stdio: ['ignore', log, log] })
    }
    const folders = [openSync(connection.host, 'r'), openSync(places.cluster, 'r')]
    try {
      return spawn(postgres, ['-D', handed(4), ...settings(handed(3), connection.port, marker)], {
        ...options,
        cwd: '/',
        stdio: ['ignore', log, log, ...folders],
      })
    } finally {
      for (const folder of folders) closeSync(folder)
    }
  } finally {
    closeSync(log)
  }
}

const STEP = 20 // ms
const SLOW = 5000 // ms until people are told
const LONGEST_START = 600_000 // ms; a server that recovers answers that it is starting

/** Starts a server on a cluster that none runs on, and waits until it answers. Throws `DatabaseError`, and then leaves none behind. */
export async function launch(given: Launch, slow: () => void): Promise<{ readonly pid: number; readonly version: number }> {
  const { places } = given
  rotateLog(places, false)
  const logStart = statSync(places.log, { throwIfNoEntry: false })?.size ?? 0
  try {
    const child = spawnServer(given)
    const found = await ready(given, child, logStart, slow)
    child.unref()
    return found
  } catch (error) {
    await halt(given, 'clean')
    throw troubleOf(places.cluster, error) ?? error
  }
}

async function ready(
  { places, connection }: Launch,
  child: ChildProcess,
  logStart: number,
  slow: () => void,
): Promise<{ readonly pid: number; readonly version: number }> {
  const since = performance.now()
  const end: { how?: Error | number | null } = {}
  child.on('error', (error) => (end.how = error)).on('exit', (status) => (end.how = status))
  let told = false
  for (;;) {
    if (end.how instanceof Error) throw end.how
    const started = process.platform === 'win32' && end.how === 0 // pg_ctl ends when it has started the server
    if (end.how !== undefined && !started) throw troubleInLog(places.root, await logSince(places, logStart))
    const answer = await ask(connection, places.root)
    if (answer.kind === 'ready') {
      const pid = (await postmasterOf(places.cluster))?.pid ?? child.pid
      if (pid === undefined) throw clusterDamaged(places.cluster, 'postmaster.pid: ENOENT')
      return { pid, version: answer.version }
    }
    const waited = performance.now() - since
    if (waited > SLOW && !told) {
      told = true
      slow()
    }
    if (waited > LONGEST_START)
      throw startFailed(
        places.root,
        '十分钟内没有就绪，已停止。详情见 postgres.log。',
        'it was not ready within ten minutes and was stopped. See postgres.log.',
      )
    await sleep(STEP)
  }
}

/** For a checkpoint and a clean end, in ms. Longer is not worth waiting for: the log of writes is on disk already. */
export const FLUSH = 30_000
const ABORT = 5000 // ms for an end without one

/** All processes of the server, its own and those that it may have left behind. */
async function remaining({ places, marker }: Pick<Launch, 'places' | 'marker'>): Promise<readonly number[]> {
  const found = await postmasterOf(places.cluster)
  const ours = processesOf(marker)
  return found !== undefined && process.platform === 'win32' && isAlive(found.pid) ? [found.pid] : ours
}

/** Whether nothing is left of the server. A process that is ending loses its title before its number: the first one is waited for by its number too. */
async function gone(of: Pick<Launch, 'places' | 'marker'>, patience: number, first?: number): Promise<boolean> {
  const since = performance.now()
  const isFirstAlive = (): boolean => first !== undefined && isAlive(first)
  while ((await remaining(of)).length > 0 || isFirstAlive()) {
    if (performance.now() - since > patience) return false
    await sleep(STEP)
  }
  return true
}

/**
 * Ends the server and waits until nothing of it is left. `clean`: sessions end, everything is written (a fast shutdown). `abort`: at once;
 * the next start recovers from the log of writes. What does not end in time is killed, which is as safe as `abort`.
 */
export async function halt(of: Pick<Launch, 'places' | 'marker' | 'binaries' | 'connection'>, how: 'clean' | 'abort'): Promise<void> {
  if (process.platform === 'win32') return stopOnWindows(of, how)
  const found = await postmasterOf(of.places.cluster)
  if (found !== undefined && (await remaining(of)).includes(found.pid)) {
    // PostgreSQL 18 can hang when it is told to stop cleanly while it recovers: what it has recovered is not worth that.
    const isReady = how === 'clean' && (await ask(of.connection, of.places.root).catch(() => undefined))?.kind !== 'starting'
    if (isReady) signal(found.pid, 'SIGINT')
    if (isReady && (await gone(of, FLUSH, found.pid))) return
    signal(found.pid, 'SIGQUIT')
    if (await gone(of, ABORT, found.pid)) return
  }
  for (const pid of await remaining(of)) signal(pid, 'SIGKILL')
  if (await gone(of, ABORT)) return
  throw startFailed(
    of.places.root,
    '旧的数据库进程无法结束。请重启计算机后再试。',
    'processes of the old server cannot be ended. Restart the computer and try again.',
  )
}

async function stopOnWindows({ places, binaries }: Pick<Launch, 'places' | 'binaries'>, how: 'clean' | 'abort'): Promise<void> {
  const child = spawn(programOf(binaries, 'pg_ctl'), ['stop', '-s', '-w', '-t', '120', '-m', how === 'clean' ? 'fast' : 'immediate', '-D', places.cluster], {
    stdio: 'ignore',
    env: environment(),
    windowsHide: true,
  })
  await new Promise<void>((resolve, reject) => void child.on('error', reject).on('exit', () => resolve()))
}

/**
 * `postmaster.pid` of a server that did not end properly. PostgreSQL clears it away itself unless its number is in use: by another
 * program after a restart of the machine or container, or by a zombie. It cannot tell; we can. Call it when no process of the server is left.
 */
export async function clearStaleNumber({ cluster }: Places, socket: string): Promise<void> {
  for (const file of [join(cluster, 'postmaster.pid'), join(socket, '.s.PGSQL.5432.lock')]) {
    const pid = Math.abs(Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10))
    if (pid > 0 && isPresent(pid)) await rm(file)
  }
}
