import pg from 'pg'
import { record, type Draft, type Recorder } from '#journal/recorder.ts'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Database } from '#server/database/database.ts'
import { HYPERCORE, inTurn, PLAIN_TABLE, plainFile, plainTable, syncedHypercore, together, type PlainTable, type Write } from './append-peers.ts'
import { Chance } from './chance.ts'
import { bytesIn, cpuOf, draftOf, draftsOf, install, newParty, PAYLOAD, temporaryFolder, type Installation } from './installation.ts'
import type { Bench, Contender, Race } from './measure.ts'
import { plantPlain, recordPlain } from './plain-recorder.ts'

/**
 * Entries of 300 bytes, each with its receipt after the flush of the disk, by writers who wait for it before they write again. Rates are by the
 * clock: what a writer waits for is mostly the disk and the server. What evidence costs is counted in CPU, here and in the server together.
 */
export const append: Bench = { name: 'append', races }

const LOOP = 1000 // ms of a run
const MANY = 64 // writers

async function* races(): AsyncIterable<Race> {
  using folder = temporaryFolder()
  await using installed = await install()
  await using table = await plainTable(installed.database)
  await using file = await plainFile(folder.path)
  await using hypercore = await syncedHypercore(`${folder.path}/hypercore`)
  const { party, recorder } = await newParty(installed.database)
  const ours: Write = (draft) => recorded(recorder, party, draft)
  const peers = [
    ['PostgreSQL, INSERT into a plain table', table.insert, table.insert],
    [`${HYPERCORE}, fdatasync of its log`, inTurn((draft) => hypercore.append([draft])), together(hypercore.append)],
    ['a plain file, fdatasync', inTurn((draft) => file.append([draft])), together(file.append)],
  ] as const
  const race = { bench: append.name, as: 'rate by the clock' } as const
  for (const [peerName, single] of peers) yield { ...race, case: 'one writer', ours: loop(1, ours), peerName, peer: loop(1, single) }
  for (const [peerName, , many] of peers)
    yield {
      ...race,
      case: `${MANY} writers`,
      ours: loop(MANY, ours),
      peerName: many === table.insert ? `${peerName}, 40 connections` : `${peerName} for all who wait`,
      peer: loop(MANY, many),
    }
  yield { ...race, case: `${MANY} writers`, ours: loop(MANY, ours), peerName: 'a plain file, fdatasync for each in turn', peer: loop(MANY, peers[2][1]) }
  yield { ...race, case: `${MANY} writers`, ours: loop(MANY, ours), peerName: 'ourselves with one writer', peer: loop(1, ours), budget: { ratio: 25 } }
  yield* evidence(installed)
  yield* space(installed, table)
}

async function recorded(recorder: Recorder, party: Party, draft: Draft): Promise<void> {
  const { kind } = await recorder.append(party, { drafts: [draft] })
  if (kind !== 'appended') throw new Error(`the entry was not recorded: ${kind}`)
}

/** Writers in a closed loop: each writes, waits until it is on disk, and writes again. */
function loop(writers: number, write: Write): Contender {
  return () => async () => {
    const chance = new Chance(writers)
    const start = performance.now()
    let written = 0
    const writer = async (): Promise<void> => {
      while (performance.now() - start < LOOP) {
        await write(draftOf(chance))
        written++
      }
    }
    await Promise.all(Array.from({ length: writers }, writer))
    return { operations: written, ms: performance.now() - start }
  }
}

const BATCHES = 200

/** The same drafts in the same batches, one transaction a batch: with everything, and without leaves, commitments, sealing and tree. */
async function* evidence({ database, server }: Installation): AsyncIterable<Race> {
  const { app, keeper, secrets } = database
  await plantPlain(keeper)
  const { party } = await newParty(database)
  const options = { pool: app, master: secrets.master, clock: Date.now }
  const batched = (writers: number, write: (drafts: readonly Draft[]) => Promise<unknown>): Contender => {
    return () => {
      const chance = new Chance(BATCHES)
      const batches = Array.from({ length: BATCHES }, () => draftsOf(chance, writers))
      return async () => {
        const ms = await cpuOf(server, async () => {
          for (const drafts of batches) await write(drafts)
        })
        return { operations: BATCHES * writers, ms }
      }
    }
  }
  yield {
    bench: append.name,
    case: `an entry in batches of ${MANY}, node and server`,
    ours: batched(MANY, (drafts) =>
      inParty(app, party, (sql) =>
        record(
          sql,
          party,
          drafts.map((draft) => ({ drafts: [draft] })),
          options,
        ),
      ),
    ),
    peerName: 'the same writes without evidence',
    peer: batched(MANY, (drafts) => recordPlain(app, party, drafts)),
    as: 'cost',
    budget: { ratio: 1.15 },
  }
}

const STORED = 10_000

/** What an entry takes on disk, indexes included; and, of the server, what the whole cluster has grown by, its log of writes left out. */
async function* space({ database, folder }: Installation, table: PlainTable): AsyncIterable<Race> {
  const { party, recorder } = await newParty(database)
  const inJournal = async (): Promise<void> => {
    for (let at = 0; at < STORED; at += 1000) await recorder.append(party, { drafts: draftsOf(new Chance(at), 1000) })
  }
  const inTable = async (): Promise<void> => {
    for (let at = 0; at < STORED; at += 1000) await Promise.all(draftsOf(new Chance(at), 1000).map((draft) => table.insert(draft)))
  }
  const grown = (write: () => Promise<void>, bytes: () => Promise<number>): Contender => {
    return () => async () => {
      const before = await bytes()
      await write()
      return { operations: STORED, bytes: (await bytes()) - before }
    }
  }
  const ofRelations = (where: string) => async (): Promise<number> => {
    const { rows } = await database.keeper.query<{ bytes: number }>(`select sum(pg_total_relation_size(oid))::bigint as bytes from pg_class where ${where}`)
    return rows[0]?.bytes ?? Number.NaN
  }
  const journal = grown(inJournal, ofRelations("relkind = 'r' and relnamespace = 'journal'::regnamespace"))
  const race = { bench: append.name, as: 'bytes' } as const
  const stored = { ...race, case: `an entry of ${PAYLOAD} bytes on disk, with its indexes`, ours: journal }
  yield { ...stored, peerName: 'PostgreSQL, a plain table', peer: grown(inTable, ofRelations(`oid = '${PLAIN_TABLE}'::regclass`)) }
  yield { ...stored, peerName: HYPERCORE, peer: inHypercore }
  const ofCluster = async (): Promise<number> => {
    await checkpoint(database)
    return bytesIn(`${folder}/postgres`) - bytesIn(`${folder}/postgres/pg_wal`)
  }
  yield {
    ...race,
    case: `an entry of ${PAYLOAD} bytes, growth of the cluster`,
    ours: grown(inJournal, ofCluster),
    peerName: 'PostgreSQL, a plain table',
    peer: grown(inTable, ofCluster),
  }
}

async function checkpoint({ embedded }: Database): Promise<void> {
  const client = new pg.Client(embedded?.connection)
  await client.connect()
  await client.query('checkpoint')
  await client.end()
}

/** All files of a fresh one after it is closed. */
function inHypercore(): () => Promise<{ readonly operations: number; readonly bytes: number }> {
  return async () => {
    using folder = temporaryFolder()
    {
      await using hypercore = await syncedHypercore(folder.path)
      for (let at = 0; at < STORED; at += 1000) await hypercore.append(draftsOf(new Chance(at), 1000))
    }
    return { operations: STORED, bytes: bytesIn(folder.path) }
  }
}
