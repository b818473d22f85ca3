import { randomUUID } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Party } from '#journal/party.ts'
import { Recorder, type Draft } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import { plantTree } from '#journal/tree.ts'
import { openDatabase, type Database } from '#server/database/database.ts'
import { Chance } from './chance.ts'

/** A folder that is gone when whoever asked for it has done. */
export interface Folder extends Disposable {
  readonly path: string
}

export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'dutybook-bench-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** Of every file below. */
export function bytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.reduce((sum, { parentPath, name }) => sum + (statSync(join(parentPath, name), { throwIfNoEntry: false })?.size ?? 0), 0)
}

/** The product's database in a folder of its own, on the embedded server with the product's own settings. */
export interface Installation extends AsyncDisposable {
  readonly folder: string
  readonly database: Database
  /** The server's process. */
  readonly server: number
}

export async function install(): Promise<Installation> {
  const folder = temporaryFolder()
  try {
    const database = await openDatabase({ folder: folder.path })
    if (database.embedded === undefined) throw new Error('the embedded server did not start')
    return {
      folder: folder.path,
      database,
      server: database.embedded.pid,
      async [Symbol.asyncDispose]() {
        await database.close()
        folder[Symbol.dispose]()
      },
    }
  } catch (error) {
    folder[Symbol.dispose]()
    throw error
  }
}

/** A party with an empty journal, and who writes in it. */
export async function newParty({ app, secrets: { master } }: Database): Promise<{ readonly party: Party; readonly recorder: Recorder }> {
  const party = Party.parse(randomUUID())
  await inParty(app, party, (sql) => plantTree(sql, master, party, { origin: `bench.example/${party}`, now: Date.now() }))
  return { party, recorder: new Recorder({ pool: app, master, clock: Date.now }) }
}

/** Bytes of what an entry says. */
export const PAYLOAD = 300

/** Text that does not compress to nothing, the same in every run. */
const TEXT = Buffer.from(
  String.fromCharCode(
    ...Array.from(
      { length: 65_536 },
      (
        (chance) => () =>
          32 + chance.below(94)
      )(new Chance(300)),
    ),
  ),
)

/** The entry number `at` of a writer's: in streams of a thousand matters, at random instants of the last year. */
export function draftOf(chance: Chance): Draft {
  const start = chance.below(TEXT.length - PAYLOAD)
  return {
    id: randomUUID(),
    stream: `matter-${chance.below(1000)}`,
    kind: chance.of(['incident.discovered', 'incident.reported', 'risk.found', 'matter.noted']),
    subject: `system-${chance.below(50)}`,
    occurred: Date.now() - chance.below(31_536_000_000),
    payload: TEXT.subarray(start, start + PAYLOAD),
  }
}

export function draftsOf(chance: Chance, count: number): readonly Draft[] {
  return Array.from({ length: count }, () => draftOf(chance))
}

/** Entries of one transaction while loading. */
export const LOADED = 1000

/** A journal of that many entries, with the statistics that the server gathers by itself within a minute or two. */
export async function loaded({ database }: Installation, entries: number): Promise<Party> {
  const { party, recorder } = await newParty(database)
  for (let at = 0; at < entries; at += LOADED) {
    const { kind } = await recorder.append(party, { drafts: draftsOf(new Chance(at), LOADED) })
    if (kind !== 'appended') throw new Error(`the entries were not recorded: ${kind}`)
  }
  await database.keeper.query('vacuum analyze journal.entry, journal.payload, journal.subtree')
  return party
}

/** A clock tick of the kernel's accounts, in milliseconds: a hundred a second on every architecture that we run on. */
const TICK = 10

/**
 * Milliseconds of CPU, user and system, that the server has used since it started: the postmaster's own, those of its living children, and those
 * of the ended ones that it has collected. Read from the kernel (Linux only), so that checkpointer, writer and vacuum count as well.
 */
function serverCpu(server: number): number {
  const own = ticksOf(server)
  if (own === undefined) throw new Error('what the server uses can only be read where there is /proc')
  const children = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (ticksOf(Number(name)) ?? []) : []))
  const living = children.filter(({ parent }) => parent === server).reduce((sum, { used }) => sum + used, 0)
  return TICK * (own.used + own.collected + living)
}

interface Ticks {
  readonly parent: number
  readonly used: number
  readonly collected: number
}

/** From `/proc/PID/stat`, behind the name, which may hold anything. */
function ticksOf(pid: number): Ticks | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
    const at = (place: number): number => fields[place] ?? 0
    return { parent: at(1), used: at(11) + at(12), collected: at(13) + at(14) }
  } catch {
    return undefined // gone, or another system
  }
}

/** Milliseconds of CPU of the work, here and in the server. */
export async function cpuOf(server: number, work: () => Promise<void>): Promise<number> {
  const before = serverCpu(server)
  const own = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(own)
  return (user + system) / 1000 + serverCpu(server) - before
}
