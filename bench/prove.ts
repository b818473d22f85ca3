import { verify } from '#journal/ed25519.ts'
import { leafBytes } from '#journal/entry.ts'
import { consistencyPath, inclusionPath } from '#journal/merkle.ts'
import { noteKey } from '#journal/note.ts'
import type { Party } from '#journal/party.ts'
import { formatProof, verifyProof } from '#journal/proof.ts'
import { newestPublished, publish } from '#journal/publication.ts'
import { publicKeysOf } from '#journal/keyring.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { readEntry } from '#journal/stream.ts'
import { headOf, readNodes } from '#journal/tree.ts'
import type { Policy } from '#journal/policy.ts'
import type { Database } from '#server/database/database.ts'
import { proof as sentProof } from 'hypercore/lib/fully-remote-proof.js'
import { HYPERCORE, syncedHypercore, type SyncedHypercore } from './append-peers.ts'
import { Chance } from './chance.ts'
import { draftsOf, install, loaded, LOADED, temporaryFolder } from './installation.ts'
import type { Bench, Contender, Race } from './measure.ts'
import { verifyRaces } from './verify.ts'

/**
 * Proofs of random entries of a large journal, as a server answers them: read from the database in one transaction, with the newest checkpoint.
 * Then the whole journal verified anew. `BENCH_ENTRIES` sets another size than a million.
 */
export const prove: Bench = { name: 'prove', races }

const ENTRIES = Number(process.env['BENCH_ENTRIES'] ?? '1000000')
const PROOFS = 1000

async function* races(): AsyncIterable<Race> {
  using folder = temporaryFolder()
  await using installed = await install()
  const { database } = installed
  const party = await loaded(installed, ENTRIES)
  await publish(database.app, database.secrets.master, party, { now: Date.now() })
  await using hypercore = await syncedHypercore(folder.path)
  for (let at = 0; at < ENTRIES; at += LOADED) await hypercore.append(draftsOf(new Chance(at), LOADED))
  yield* proofs(database, party, hypercore)
  yield* verifyRaces(installed, party, ENTRIES)
}

async function* proofs(database: Database, party: Party, hypercore: SyncedHypercore): AsyncIterable<Race> {
  const { app, secrets } = database
  const ours = (index: number): Promise<string> => proofOf(database, party, index)
  const { core } = hypercore
  const theirs = (index: number): Promise<object> => core.proof({ block: { index, nodes: 0 }, upgrade: { start: 0, length: core.length } })
  const race = { bench: prove.name, peerName: HYPERCORE } as const
  const of = `an entry among ${ENTRIES}`
  for (const [name, rank, budget] of [
    ['p50', 0.5, undefined],
    ['p99', 0.99, { ours: 2 }],
  ] as const)
    yield { ...race, case: `${of}, ${name}`, ours: each(rank, ours), peer: each(rank, theirs), as: 'wait', ...(budget === undefined ? {} : { budget }) }

  const sent = async (index: number): Promise<number> => {
    const [block] = draftsOf(new Chance(index), 1)
    return block === undefined ? 0 : (await sentProof(core, { index, block: block.payload })).length - block.payload.length
  }
  yield {
    ...race,
    case: `${of}, the proof without the entry`,
    ours: sizes(async (index) => Buffer.byteLength(await ours(index))),
    peer: sizes(sent),
    as: 'bytes',
    budget: { ours: 2048 },
  }

  const policy = await inParty(app, party, async (sql): Promise<Policy> => {
    const { origin } = await headOf(sql, party)
    return { logs: (await publicKeysOf(sql, party)).map((key) => noteKey(sha256, origin, 1, key)), witnesses: [], quorum: 'none' }
  })
  const texts: { readonly leaf: Uint8Array; readonly text: string; readonly theirs: object }[] = []
  for (const index of places(200)) {
    const leaf = await inParty(app, party, async (sql) => {
      const found = await readEntry(sql, secrets.master, party, index)
      if (found === undefined) throw new Error(`there is no entry ${index}`)
      return leafBytes(found.entry)
    })
    texts.push({ leaf, text: await ours(index), theirs: { ...(await theirs(index)), manifest: core.manifest } })
  }
  yield {
    ...race,
    case: 'a proof checked offline',
    ours: () => () => {
      for (const { leaf, text } of texts) verifyProof(sha256, verify, policy, leaf, text)
      return texts.length
    },
    peer: () => async () => {
      for (const proof of texts) await core.verifyFullyRemote(proof.theirs)
      return texts.length
    },
    as: 'cost',
  }
  yield {
    ...race,
    case: `that a random older tree is the beginning of that of ${ENTRIES}, p50`,
    ours: each(0.5, (size) => inParty(app, party, (sql) => consistencyPath(sha256, size, ENTRIES, readNodes(sql, party, ENTRIES)), { readOnly: true })),
    peer: each(0.5, (size) => core.proof({ upgrade: { start: size, length: core.length - size } })),
    as: 'wait',
  }
}

/** As a server answers: one transaction, the newest checkpoint and the path to it. */
function proofOf({ app }: Database, party: Party, index: number): Promise<string> {
  return inParty(
    app,
    party,
    async (sql) => {
      const published = await newestPublished(sql, party)
      if (published === undefined) throw new Error('no checkpoint was published')
      const path = await inclusionPath(sha256, index, published.size, readNodes(sql, party, published.size))
      return formatProof({ index, path, checkpoint: published.note })
    },
    { readOnly: true },
  )
}

function places(count: number): readonly number[] {
  const chance = new Chance(ENTRIES)
  return Array.from({ length: count }, () => 1 + chance.below(ENTRIES - 1))
}

/** One after the other, at random places; the wait that a share of them stays below. */
function each(rank: number, work: (place: number) => Promise<unknown>): Contender {
  return () => async () => {
    const waits: number[] = []
    for (const place of places(PROOFS)) {
      const start = performance.now()
      await work(place)
      waits.push(performance.now() - start)
    }
    return { operations: 1, ms: waits.toSorted((left, right) => left - right)[Math.floor(waits.length * rank)] ?? Number.NaN }
  }
}

/** The largest of those at random places. */
function sizes(sizeOf: (place: number) => Promise<number>): Contender {
  return () => async () => {
    let largest = 0
    for (const place of places(100)) largest = Math.max(largest, await sizeOf(place))
    return { operations: 1, bytes: largest }
  }
}
