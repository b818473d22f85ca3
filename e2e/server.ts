import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Environment } from './product.ts'

/** A data folder with a database behind it, and what is needed to hurt that database. Reads /proc: Linux. */
export interface Site {
  readonly name: 'embedded' | 'own'
  readonly folder: string
  readonly given: Environment
  /** The server's first process; undefined where it does not run. */
  postmaster(): number | undefined
  /** Has the server run again, where that is not the product's to do. */
  revive(): Promise<void>
  close(): Promise<void>
}

const STEP = 20 // ms between two looks

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself.
  }
}

/** The processes that a process started, with their titles. */
export function childrenOf(parent: number): readonly { readonly pid: number; readonly title: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const found = /\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))
      if (Number(found?.[1]) !== parent) return []
      return [{ pid: Number(name), title: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() }]
    } catch {
      return [] // gone meanwhile
    }
  })
}

/** Server processes that answer a client. */
export const backendsOf = (postmaster: number): readonly number[] =>
  childrenOf(postmaster).flatMap(({ pid, title }) => (/\[local\]|\d+\.\d+\.\d+\.\d+\(\d+\)/.test(title) ? [pid] : []))

function postmasterIn(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10)
    return pid > 0 && isRunning(pid) ? pid : undefined
  } catch {
    return undefined
  }
}

/** The server that the product brings along: the product starts it, and whoever leaves last stops it. */
export function embeddedSite(): Site {
  const folder = mkdtempSync(join(tmpdir(), 'dutybook-crash-'))
  const postmaster = (): number | undefined => postmasterIn(join(folder, 'postgres'))
  return {
    name: 'embedded',
    folder,
    given: {},
    postmaster,
    revive: async () => undefined,
    close: async () => {
      await end(postmaster())
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Has the server of a cluster end, and waits for that. */
export const stopServer = async (cluster: string): Promise<void> => end(postmasterIn(cluster))

async function end(pid: number | undefined): Promise<void> {
  if (pid === undefined) return
  signal(pid, 'SIGQUIT')
  while (isRunning(pid)) await sleep(STEP)
}

function isRunning(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')) // a zombie nobody waits for is no server
  } catch {
    return false
  }
}

/** The folder of the machine's own PostgreSQL programs (Debian's place), the newest version first. */
export function ownPrograms(): string | undefined {
  const place = '/usr/lib/postgresql'
  if (!existsSync(place)) return undefined
  const versions = readdirSync(place).toSorted((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(place, version, 'bin')).find((folder) => Number(folder.split('/').at(-2)) >= 15 && existsSync(join(folder, 'initdb')))
}

/** PostgreSQL refuses to run as root. */
function serverUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  if (found === undefined) throw new Error('neither postgres nor nobody is an account here')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}

const PATIENCE = 60_000 // ms

/** A server of the user's own, which the product only reaches: made here, run here, with what PostgreSQL does unless told otherwise. */
async function ownSite(programs: string): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'dutybook-crash-'))
  const home = mkdtempSync(join(tmpdir(), 'dutybook-own-'))
  const user = serverUser()
  if (user !== undefined) chownSync(home, user.uid, user.gid)
  const cluster = join(home, 'cluster')
  const made = spawnSync(join(programs, 'initdb'), ['-D', cluster, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
    ...user,
    cwd: home,
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(made.stderr)
  const port = await freePort()
  const postmaster = (): number | undefined => postmasterIn(cluster)
  const isReady = (): boolean => spawnSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', `${port}`]).status === 0
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, `unix_socket_directories=`, 'fsync=on', 'logging_collector=off', 'log_min_messages=panic']
  let running: ChildProcess | undefined

  /** As a machine's init does: tries again while the processes of the server before still hold its memory. */
  async function revive(): Promise<void> {
    const since = performance.now()
    while (!isReady()) {
      if (performance.now() - since > PATIENCE) throw new Error(`the server on port ${port} does not come back`)
      if (running === undefined || running.exitCode !== null || running.signalCode !== null)
        running = spawn(join(programs, 'postgres'), ['-D', cluster, ...settings.flatMap((each) => ['-c', each])], { ...user, cwd: home, stdio: 'ignore' })
      await sleep(STEP)
    }
  }

  await revive()
  return {
    name: 'own',
    folder,
    given: { DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/postgres` },
    postmaster,
    revive,
    close: async () => {
      await end(postmaster())
      for (const each of [folder, home]) rmSync(each, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A site of either kind, with nothing in it. */
export async function siteOf(server: Site['name']): Promise<Site> {
  if (server === 'embedded') return embeddedSite()
  const programs = ownPrograms()
  if (programs === undefined) throw new Error('no PostgreSQL 15 or later is installed here')
  return ownSite(programs)
}
