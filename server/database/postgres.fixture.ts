import { type ChildProcess, fork, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client, type QueryResultRow } from 'pg'
import { rolldown } from 'rolldown'
import type { Identity } from './postgres-binaries.ts'
import { type Order, Report } from './postgres-actor.fixture.ts'
import type { Connection } from './postgres-server.ts'
import { isAlive, signal } from './postgres-process.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const made: string[] = []
const mounted = new Set<string>()
const actors = new Set<Actor>()
let program: Promise<string> | undefined

/** Node 20 does not run TypeScript, so what a process of its own runs is bundled first, inside the repository: packages are found from there. */
async function bundle(): Promise<string> {
  await mkdir(join(root, 'out'), { recursive: true })
  const folder = mkdtempSync(join(root, 'out', 'postgres-actor-'))
  chmodSync(folder, 0o755) // for a test that becomes somebody else
  made.push(folder)
  const build = await rolldown({ input: join(root, 'server/database/postgres-actor.fixture.ts'), platform: 'node', external: /^[^./]/ })
  await build.write({ file: join(folder, 'actor.mjs'), format: 'es' })
  await build.close()
  return join(folder, 'actor.mjs')
}

/** A process that uses the server of a folder. */
export class Actor implements AsyncDisposable {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
    actors.add(this)
  }

  static async begin(as?: Identity): Promise<Actor> {
    program ??= bundle()
    // A group of its own, like a program in a terminal; options of the test runner are not passed on.
    return new Actor(fork(await program, [], { execArgv: [], env: { ...process.env, NODE_OPTIONS: '' }, detached: true, ...as }))
  }

  /** What the process answers. Rejects when it ends instead. */
  async tell(order: Order): Promise<Report> {
    return new Promise((resolve, reject) => {
      const ended = (status: number | null, signal: string | null): void => reject(new Error(`the process ended: ${status ?? signal}`))
      this.#child.once('exit', ended)
      this.#child.once('message', (message) => {
        this.#child.off('exit', ended)
        resolve(Report.parse(message))
      })
      this.#child.send(order)
    })
  }

  /** Starts or joins the server; says how. */
  async start(folder: string): Promise<Extract<Report, { kind: 'started' }>> {
    const report = await this.tell({ do: 'start', folder })
    if (report.kind !== 'started') throw new Error(`expected a start: ${JSON.stringify(report)}`)
    return report
  }

  /** Gives an order that ends the process, and waits for that. */
  async send(order: Order): Promise<void> {
    this.#child.send(order)
    await this.#end()
  }

  /** To the process alone, or to its group as a terminal does; waits for its end. */
  async signal(name: NodeJS.Signals, whom: 'process' | 'group' = 'process'): Promise<void> {
    const { pid } = this.#child
    if (pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) process.kill(whom === 'group' ? -pid : pid, name)
    await this.#end()
  }

  async #end(): Promise<void> {
    actors.delete(this)
    if (this.#child.exitCode === null && this.#child.signalCode === null) await new Promise((resolve) => void this.#child.once('exit', resolve))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.signal('SIGKILL')
  }
}

/** A folder of its own for a test, gone at the end. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dutybook-database-'))
  made.push(folder)
  return folder
}

const shell = (line: string): { readonly status: number | null } => spawnSync('/bin/sh', ['-c', line], { stdio: 'ignore' })

/** A disk of its own, of so many MiB, as a folder; undefined where we may not mount one. */
export function newDisk(size: number): string | undefined {
  const folder = newFolder()
  const { status } = shell(`mount -t tmpfs -o size=${size}m dutybook-test ${folder}`)
  if (status !== 0) return undefined
  mounted.add(folder)
  return folder
}

/** Gives such a disk another size. */
export function resizeDisk(folder: string, size: number): void {
  shell(`mount -o remount,size=${size}m ${folder}`)
}

/** Ends every process that a test began and the servers that they left, and removes what was made. */
export async function clear(): Promise<void> {
  for (const actor of actors) await actor.signal('SIGKILL')
  for (const folder of made) {
    const pid = Number.parseInt(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => ''), 10)
    if (pid > 0) {
      signal(pid, 'SIGQUIT') // gone already where a test killed it
      await until(() => !isAlive(pid))
    }
    if (mounted.delete(folder)) shell(`umount ${folder}`)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  made.length = 0
  program = undefined
}

/** Waits for something that another process does. A test that waits in vain ends by its own limit. */
export async function until(there: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await there())) await sleep(10)
}

export async function query(connection: Connection, text: string, values: readonly unknown[] = []): Promise<QueryResultRow[]> {
  const client = new Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<QueryResultRow>(text, [...values])).rows
  } finally {
    await client.end()
  }
}

export const atRoot = process.getuid?.() === 0
