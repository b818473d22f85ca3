import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { catalogue } from '#procedures/catalogue.ts'
import { DATABASE, openDatabase } from '#server/database/database.ts'
import { findBinaries, type Identity } from '#server/database/postgres-binaries.ts'
import type { Connection } from '#server/database/postgres-server.ts'
import { runnable, serverUser } from '#server/database/postgres-user.ts'
import { startPostgres } from '#server/database/postgres.ts'
import { openOffice } from '#server/office.ts'
import { INCIDENT } from './incident.ts'
import { temporaryFolder, type Folder } from './installation.ts'
import type { Bench, Contender, Race } from './measure.ts'
import { OFFICER, operator } from './operator.ts'
import { statuteFrom, statuteText } from './rules.ts'

/**
 * From the start of the process to the first answer that it is ready: for the first time, in an empty folder or database, and with a journal that is
 * there. Each on the embedded server, and on one that runs already, as with DATABASE_URL. Beside it PostgreSQL with the settings that it comes with and
 * the bare framework. `BENCH_ENTRIES` makes the journal smaller than 100,000 entries.
 */
export const start: Bench = { name: 'start', races }

const ENTRIES = Math.min(100_000, Number(process.env['BENCH_ENTRIES'] ?? '100000'))
const FIRST = { ours: 15_000 } // ms
const AGAIN = { ours: 3000 } // ms

async function* races(): AsyncIterable<Race> {
  using room = temporaryFolder()
  const at = (name: string): string => join(room.path, name)
  const bareOf = await bareIn(room)
  let runs = 0
  const fresh = (): string => at(`run-${runs++}`)
  const embedded = { bench: start.name, peerName: 'initdb, postgres and bare Fastify', as: 'wait' } as const
  yield {
    ...embedded,
    case: 'first run, embedded PostgreSQL',
    ours: () => () => readyAfter(product(fresh())),
    peer: () => () => readyAfter(bareOf(fresh())),
    budget: FIRST,
  }
  const data = at('data')
  await fill(data)
  const journal = `a journal of ${ENTRIES} entries`
  yield {
    ...embedded,
    case: `${journal}, embedded PostgreSQL`,
    ours: () => () => readyAfter(product(data)),
    peer: () => () => readyAfter(bareOf(at('bare'))),
    budget: AGAIN,
  }
  // The same cluster, now run by somebody else: the product gets its address and its keys.
  await using server = await startPostgres(data)
  const own = { bench: start.name, peerName: 'bare Fastify and pg', as: 'wait' } as const
  const peer: Contender = () => () => readyAfter({ program: [BARE], environment: { DATABASE_URL: addressOf(server.connection, 'postgres') } })
  yield {
    ...own,
    case: 'first run, PostgreSQL of one’s own',
    ours: () => async () => {
      const name = `run_${runs++}`
      await made(server.connection, name)
      return readyAfter(product(fresh(), addressOf(server.connection, name)))
    },
    peer,
    budget: FIRST,
  }
  const apart = at('apart')
  cpSync(join(data, 'keys'), join(apart, 'keys'), { recursive: true })
  yield {
    ...own,
    case: `${journal}, PostgreSQL of one’s own`,
    ours: () => () => readyAfter(product(apart, addressOf(server.connection, DATABASE))),
    peer,
    budget: AGAIN,
  }
}

/** A program of Node's, and what its environment has besides ours. */
interface Program {
  readonly program: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const BINARY = fileURLToPath(new URL('../../bin/dutybook', import.meta.url))
const BARE = fileURLToPath(new URL('./bare-server.js', import.meta.url))

function product(folder: string, url?: string): Program {
  return {
    program: [BINARY, 'serve', '--host', '127.0.0.1', '--port', '0', '--data', folder],
    environment: url === undefined ? {} : { DATABASE_URL: url },
  }
}

/** PostgreSQL as it comes, from the same programs: root has it run by somebody else, who must reach the folder. */
async function bareIn({ path }: Folder): Promise<(folder: string) => Program> {
  const user = await serverUser(path)
  chmodSync(path, 0o711)
  const { folder: programs } = await runnable(await findBinaries(), user, path)
  return (folder) => {
    mkdirSync(folder, { recursive: true })
    give(folder, user)
    const identity: Record<string, string> = user === undefined ? {} : { USER_ID: String(user.uid), GROUP_ID: String(user.gid) }
    return { program: [BARE], environment: { FOLDER: folder, PROGRAMS: programs, ...identity } }
  }
}

function give(folder: string, user: Identity | undefined): void {
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
}

/** What would steer the product, other than what a run gives it. */
const STEERING = /^(DATABASE_URL|DATA_DIR|PORT|HOST|SMTP_URL|MAIL_FROM|OTEL_.*|PG.*)$/
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !STEERING.test(name)))

/** Then it is stopped, which does not count. */
async function readyAfter({ program, environment }: Program): Promise<{ readonly operations: number; readonly ms: number }> {
  const since = performance.now()
  const child = spawn(process.execPath, program, { env: { ...inherited, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] })
  const ended = once(child, 'exit')
  const { status } = await fetch(new URL('/readyz', await addressSaid(child)))
  const ms = performance.now() - since
  child.kill('SIGTERM')
  await ended
  if (status !== 200) throw new Error(`it listens and is not ready: ${status}`)
  return { operations: 1, ms }
}

/** Both say it in words, on standard error. */
async function addressSaid({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error('it cannot be heard')
  const said: string[] = []
  for await (const line of createInterface(stderr)) {
    said.push(line)
    const [address] = /http:\/\/127\.0\.0\.1:\d+(?![\d/])/.exec(line) ?? []
    if (address !== undefined) return address
  }
  throw new Error(`it did not start: ${said.join('\n')}`)
}

const WRITERS = 64

/** An operator with as many entries of incidents, written as commands are, and statistics as the server gathers them by itself within a minute or two. */
async function fill(folder: string): Promise<void> {
  await using database = await openDatabase({ folder })
  const office = openOffice({ database, statute: statuteFrom(statuteText()), catalogue, clock: Date.now })
  const { party } = await operator(office)
  let written = 0
  const write = async (): Promise<void> => {
    while (written < ENTRIES) {
      written += INCIDENT.length
      const subject = randomUUID()
      for (const command of INCIDENT) {
        // Each stands on the one before.
        const done = await office.dispatch.give(party, { procedure: 'incident', subject, command, actor: OFFICER, name: randomUUID() })
        if (done.kind !== 'accepted') throw new Error(JSON.stringify(done))
      }
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, write))
  await database.keeper.query('vacuum analyze journal.entry, journal.payload, journal.subtree, office.view_row, office.matter')
}

/** As a user writes it in DATABASE_URL. */
function addressOf({ host, port, user, password }: Connection, database: string): string {
  const address = new URL(`postgres://localhost/${database}`)
  address.username = encodeURIComponent(user)
  address.password = encodeURIComponent(password)
  address.searchParams.set('host', host)
  address.searchParams.set('port', String(port))
  return address.href
}

async function made(connection: Connection, name: string): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  try {
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
