import type { Pool } from 'pg'
import { leafBytes, commitment } from './entry.ts'
import { JournalFault } from './fault.ts'
import { extendFrontier, frontierFrom, rootOfFrontier, type Closed, type Frontier } from './frontier.ts'
import { keysInUse, type MasterKey, type PartyKey } from './keyring.ts'
import { leafHash } from './merkle.ts'
import type { Party } from './party.ts'
import { newSalt, openPayload, sealPayload } from './payload.ts'
import { sha256 } from './sha256.ts'
import { inParty, type Sql } from './sql.ts'
import { Turns } from './turns.ts'

/** An entry as its writer has it: where it belongs and what it says. Place, version and time of recording are ours to give. */
export interface Draft {
  /** The writer's own name for it, a UUID. Sent again with the same content it is not recorded again; the first receipt comes back. */
  readonly id: string
  readonly stream: string
  readonly kind: string
  readonly subject: string | null
  /** When it happened or became known, in milliseconds. */
  readonly occurred: number
  /** The exact bytes that are committed to, and that can be erased. */
  readonly payload: Uint8Array
}

/** Entries that are recorded together or not at all. */
export interface Append {
  readonly drafts: readonly Draft[]
  /** How many entries each stream must hold before. Streams that are not named may hold any number. */
  readonly expected?: ReadonlyMap<string, number>
}

export interface Receipt {
  readonly index: number
  readonly version: number
  readonly leafHash: Uint8Array
  /** Of the tree that holds the entry and is on disk; entries of other writers may stand behind it. */
  readonly treeSize: number
  readonly rootHash: Uint8Array
}

export type Appended =
  | { readonly kind: 'appended'; readonly receipts: readonly Receipt[] }
  | { readonly kind: 'conflict'; readonly stream: string; readonly expected: number; readonly found: number }
  /** The id is that of another entry, or only some of the ids were recorded before. */
  | { readonly kind: 'id-taken'; readonly id: string; readonly index: number }

export interface RecorderOptions {
  readonly pool: Pool
  readonly master: MasterKey
  /** The installation's clock, in milliseconds. */
  readonly clock: () => number
}

/** How much one transaction takes: enough to share a flush among all who wait, little enough to keep memory and locks short. */
const MOST_DRAFTS = 1024
const MOST_BYTES = 8 * 1_048_576

/** How many appends go into one transaction. */
function fitting(appends: readonly Append[]): number {
  let drafts = 0
  let bytes = 0
  const over = appends.findIndex((append) => {
    drafts += append.drafts.length
    bytes += append.drafts.reduce((sum, { payload }) => sum + payload.length, 0)
    return drafts > MOST_DRAFTS || bytes > MOST_BYTES
  })
  return over < 0 ? appends.length : over
}

/**
 * Writes entries, many writers to one flush of the disk. Resolves once they are on disk. A fault at the commit leaves the outcome unknown; sending
 * the same ids again settles it.
 */
export class Recorder {
  readonly #turns: Turns<Append, Appended>

  constructor(options: RecorderOptions) {
    this.#turns = new Turns({
      fit: fitting,
      take: (party, appends) => inParty(options.pool, party, (sql) => record(sql, party, appends, options)),
    })
  }

  append(party: Party, append: Append): Promise<Appended> {
    return this.#turns.ask(party, append)
  }
}

interface Placed {
  readonly draft: Draft
  readonly index: number
  readonly version: number
  readonly commitment: Uint8Array
  readonly leafHash: Uint8Array
  readonly sealed: Uint8Array
}

/** What was there before: the streams' versions and the ids that are taken. */
interface Before {
  /** The payload key in use. */
  readonly key: PartyKey
  readonly versions: Map<string, number>
  readonly taken: Map<string, Recorded>
}

/** An entry that is there already, with all that tells whether it says the same. */
interface Recorded {
  readonly draft: Draft | undefined
  readonly index: number
  readonly version: number
  readonly leafHash: Uint8Array
}

/** One transaction's work. Every append has an outcome of its own: one that is refused keeps no other from being recorded. */
export async function record(
  sql: Sql,
  party: Party,
  appends: readonly Append[],
  { master, clock }: Omit<RecorderOptions, 'pool'>,
): Promise<readonly (Appended | Error)[]> {
  // Sent together where the connection allows it; in any case the second is begun when the first has the lock.
  const [tree, before] = await Promise.all([lockTree(sql, party), readBefore(sql, party, appends, master)])
  const { key } = before
  const recorded = Math.max(clock(), tree.recorded)
  const placed: Placed[] = []
  const outcomes = appends.map((append) => {
    const start = placed.length
    try {
      const refused = refusalOf(append, before)
      if (refused !== undefined) return refused
      return place(append)
    } catch (fault) {
      placed.length = start
      return fault instanceof Error ? fault : new Error(String(fault))
    }
  })
  return await finish()

  /** Gives every draft its place; an append whose ids are all known already keeps the places it has. */
  function place(append: Append): readonly Recorded[] {
    const known = append.drafts.map(({ id }) => before.taken.get(id))
    if (known.length > 0 && known.every((each) => each !== undefined)) return known
    const versions = new Map<string, number>() // of the streams that this append touches: a copy of all would cost each append the whole batch
    const mine = append.drafts.map((draft, at): Placed => {
      const { id, stream, kind, subject, occurred, payload } = draft
      const index = tree.frontier.size + placed.length + at
      const version = versions.get(stream) ?? before.versions.get(stream) ?? 0
      versions.set(stream, version + 1)
      const salt = newSalt()
      const committed = commitment(sha256, salt, payload)
      const leaf = leafBytes({ id, stream, kind, subject, occurred, party, index, version, recorded, payload: committed })
      return {
        draft,
        index,
        version,
        commitment: committed,
        leafHash: leafHash(sha256, leaf),
        sealed: sealPayload(key.secret, party, index, { salt, bytes: payload }),
      }
    })
    // Nothing above may leave half an append behind.
    placed.push(...mine)
    for (const [stream, version] of versions) before.versions.set(stream, version)
    for (const each of mine) before.taken.set(each.draft.id, each)
    return mine
  }

  async function finish(): Promise<readonly (Appended | Error)[]> {
    const { frontier, closed } = extendFrontier(
      sha256,
      tree.frontier,
      placed.map(({ leafHash }) => leafHash),
    )
    if (placed.length > 0) await write(sql, party, { placed, closed, frontier, recorded, generation: key.generation })
    const rootHash = rootOfFrontier(sha256, frontier)
    return outcomes.map((outcome) =>
      outcome instanceof Error || 'kind' in outcome
        ? outcome
        : { kind: 'appended', receipts: outcome.map(({ index, version, leafHash }) => ({ index, version, leafHash, treeSize: frontier.size, rootHash })) },
    )
  }
}

/** The party's tree, held until the transaction ends: appends of one party come one after the other. */
export async function lockTree(sql: Sql, party: Party): Promise<{ readonly frontier: Frontier; readonly recorded: number }> {
  const { rows } = await sql.query<{ size: number; peaks: Buffer; recorded: number }>({
    name: 'lock-tree',
    text: 'select size, peaks, recorded from journal.tree where party = $1 for update',
    values: [party],
  })
  const row = rows[0]
  if (row === undefined) throw new JournalFault('party-unknown', `party ${party} has no journal here`)
  return { frontier: frontierFrom(row.size, row.peaks), recorded: row.recorded }
}

interface BeforeRow {
  stream: string
  version: number | null
  id: string | null
  index: number
  kind: string
  subject: string | null
  occurred: number
  leaf_hash: Buffer
  generation: number | null
  sealed: Buffer | null
}

/**
 * The number of the payload key in use stands in each row of a stream: read after the tree is locked, it is the one that nobody retires meanwhile.
 * Ids are looked up one by one (`offset 0` keeps it so): the plan is kept for the connection's life, and one that was made while the journal was
 * empty must still be right when it is large.
 */
const BEFORE = `
  select s.stream, (select e.version from journal.entry e where e.party = $1 and e.stream = s.stream order by e.version desc limit 1) as version,
         null::uuid as id, 0::bigint as index, '' as kind, null as subject, 0::bigint as occurred, ''::bytea as leaf_hash,
         (select max(k.generation) from journal.party_key k where k.party = $1 and k.purpose = 'payload') as generation, null::bytea as sealed
    from unnest($2::text[]) s (stream)
  union all
  select e.stream, e.version, e.id, e.index, e.kind, e.subject, e.occurred, e.leaf_hash, p.generation, p.sealed
    from unnest($3::uuid[]) d (id)
   cross join lateral (select * from journal.entry e where e.party = $1 and e.id = d.id offset 0) e
    left join journal.payload p on p.party = $1 and p.index = e.index`

async function readBefore(sql: Sql, party: Party, appends: readonly Append[], master: MasterKey): Promise<Before> {
  const drafts = appends.flatMap((append) => append.drafts)
  const streams = new Set([...drafts.map(({ stream }) => stream), ...appends.flatMap(({ expected }) => [...(expected?.keys() ?? [])])])
  const { rows } = await sql.query<BeforeRow>({ name: 'before', text: BEFORE, values: [party, [...streams], drafts.map(({ id }) => id)] })
  const keys = await keysInUse(sql, master, party, Math.max(0, ...rows.map(({ generation }) => generation ?? 0)))
  const key = keys.at(-1)
  if (key === undefined) throw new JournalFault('key-damaged', `party ${party} has no payload key`)
  const before: Before = { key, versions: new Map(), taken: new Map() }
  for (const row of rows) {
    if (row.id === null) before.versions.set(row.stream, row.version === null ? 0 : row.version + 1)
    else before.taken.set(row.id, { draft: draftOf({ ...row, id: row.id }), index: row.index, version: row.version ?? 0, leafHash: row.leaf_hash })
  }
  return before

  /** What was recorded under the id; unknown once it is erased. */
  function draftOf({ id, stream, kind, subject, occurred, index, generation, sealed }: BeforeRow & { id: string }): Draft | undefined {
    const opener = keys.find((each) => each.generation === generation)
    if (sealed === null || opener === undefined) return undefined
    return { id, stream, kind, subject, occurred, payload: openPayload(opener.secret, party, index, sealed).bytes }
  }
}

/** Why an append cannot be recorded as it stands; nothing if it can, or was. */
function refusalOf({ drafts, expected }: Append, { versions, taken }: Before): Exclude<Appended, { kind: 'appended' }> | undefined {
  const known = drafts.flatMap((draft) => {
    const recorded = taken.get(draft.id)
    return recorded === undefined ? [] : [{ draft, recorded }]
  })
  const strange = known.find(({ draft, recorded }) => known.length < drafts.length || (recorded.draft !== undefined && !sameDraft(draft, recorded.draft)))
  if (strange !== undefined) return { kind: 'id-taken', id: strange.draft.id, index: strange.recorded.index }
  if (known.length > 0) return undefined // sent again: what it expected then was true then
  const ids = new Set<string>()
  for (const { id } of drafts) if (ids.size === ids.add(id).size) throw new RangeError(`the id ${id} stands twice in one append`)
  for (const [stream, version] of expected ?? []) {
    const found = versions.get(stream) ?? 0
    if (found !== version) return { kind: 'conflict', stream, expected: version, found }
  }
  return undefined
}

const sameDraft = (one: Draft, other: Draft): boolean =>
  one.stream === other.stream &&
  one.kind === other.kind &&
  one.subject === other.subject &&
  one.occurred === other.occurred &&
  Buffer.compare(one.payload, other.payload) === 0

/** Hashes and sealed payloads come as one run of bytes each and are cut apart by the server: an array of them costs both sides several times as much. */
const WRITE = `
  with written as (
    insert into journal.entry (party, index, stream, version, id, kind, subject, occurred, recorded, commitment, leaf_hash)
    select $1, $2 + ordinality - 1, stream, version, id, kind, subject, occurred, $3,
           substring($10::bytea, (ordinality::int - 1) * 32 + 1, 32), substring($11::bytea, (ordinality::int - 1) * 32 + 1, 32)
      from unnest($4::text[], $5::bigint[], $6::uuid[], $7::text[], $8::text[], $9::bigint[])
           with ordinality as drafts (stream, version, id, kind, subject, occurred, ordinality)
  ), sealed as (
    insert into journal.payload (party, index, generation, sealed)
    select $1, $2 + ordinality - 1, $12, substring($13::bytea, start, length)
      from unnest($14::int[], $15::int[]) with ordinality as parts (start, length, ordinality)
  ), closed as (
    insert into journal.subtree (party, level, index, hash)
    select $1, level, index, substring($18::bytea, (ordinality::int - 1) * 32 + 1, 32)
      from unnest($16::smallint[], $17::bigint[]) with ordinality as closed (level, index, ordinality)
  )
  update journal.tree set size = $19, peaks = $20, recorded = $3 where party = $1`

interface Writing {
  readonly placed: readonly Placed[]
  readonly closed: readonly Closed[]
  readonly frontier: Frontier
  readonly recorded: number
  readonly generation: number
}

async function write(sql: Sql, party: Party, { placed, closed, frontier, recorded, generation }: Writing): Promise<void> {
  let end = 1 // SQL counts bytes from 1
  await sql.query({
    name: 'write',
    text: WRITE,
    values: [
      party,
      placed[0]?.index,
      recorded,
      placed.map(({ draft }) => draft.stream),
      placed.map(({ version }) => version),
      placed.map(({ draft }) => draft.id),
      placed.map(({ draft }) => draft.kind),
      placed.map(({ draft }) => draft.subject),
      placed.map(({ draft }) => draft.occurred),
      Buffer.concat(placed.map(({ commitment }) => commitment)),
      Buffer.concat(placed.map(({ leafHash }) => leafHash)),
      generation,
      Buffer.concat(placed.map(({ sealed }) => sealed)),
      placed.map(({ sealed }) => (end += sealed.length) - sealed.length),
      placed.map(({ sealed }) => sealed.length),
      closed.map(({ level }) => level / 8),
      closed.map(({ index }) => index),
      Buffer.concat(closed.map(({ hash }) => hash)),
      frontier.size,
      Buffer.concat(frontier.peaks),
    ],
  })
}
