import type { Pool } from 'pg'
import type { Entry } from './entry.ts'
import { JournalFault } from './fault.ts'
import { keysOf, type MasterKey, type PartyKey } from './keyring.ts'
import type { Party } from './party.ts'
import { openPayload, type Payload } from './payload.ts'
import { inParty, type Sql } from './sql.ts'

/** An entry with what it says. `content` is absent once it is erased. */
export interface Recorded {
  readonly entry: Entry
  readonly leafHash: Uint8Array
  readonly content: Payload | undefined
}

/** Which entries, in which order. Bounds of time are milliseconds and both included; `after` goes on behind what was read before. */
export type Selection =
  | { readonly by: 'position'; readonly from?: number; readonly to?: number }
  | { readonly by: 'stream'; readonly stream: string; readonly from?: number }
  | { readonly by: 'kind'; readonly kinds: readonly string[]; readonly from?: number }
  /** By the first clock: when it happened, as claimed. In the order of that clock. */
  | { readonly by: 'occurred'; readonly from: number; readonly to: number }
  /** By the second clock: when it was written down. That order is the order of places. */
  | { readonly by: 'recorded'; readonly from: number; readonly to: number }

/** Rows read at once. A reader who stops asking stops the reading: no more than this waits in memory. */
const PAGE = 1000

interface Row {
  index: number
  stream: string
  version: number
  id: string
  kind: string
  subject: string | null
  occurred: number
  recorded: number
  commitment: Buffer
  leaf_hash: Buffer
  generation: number | null
  sealed: Buffer | null
}

const SELECT = `
  select e.index, e.stream, e.version, e.id, e.kind, e.subject, e.occurred, e.recorded, e.commitment, e.leaf_hash, p.generation, p.sealed
    from journal.entry e left join journal.payload p on p.party = e.party and p.index = e.index
   where e.party = $1`

interface Query {
  readonly text: string
  readonly values: readonly unknown[]
}

/** The rows behind the last one seen. Every order ends in a key, so that no page repeats or skips a row, however many are written meanwhile. */
function pageOf(party: Party, selection: Exclude<Selection, { by: 'recorded' }>, last: Row | undefined): Query {
  switch (selection.by) {
    case 'position':
      return {
        text: `${SELECT} and e.index >= $2 and e.index <= $3 order by e.index limit ${PAGE}`,
        values: [party, last === undefined ? (selection.from ?? 0) : last.index + 1, selection.to ?? Number.MAX_SAFE_INTEGER],
      }
    case 'stream':
      return {
        text: `${SELECT} and e.stream = $2 and e.version >= $3 order by e.version limit ${PAGE}`,
        values: [party, selection.stream, last === undefined ? (selection.from ?? 0) : last.version + 1],
      }
    case 'kind':
      return {
        text: `${SELECT} and e.kind = any ($2::text[]) and e.index >= $3 order by e.index limit ${PAGE}`,
        values: [party, selection.kinds, last === undefined ? (selection.from ?? 0) : last.index + 1],
      }
    case 'occurred':
      return {
        text: `${SELECT} and (e.occurred, e.index) > ($2, $3) and e.occurred <= $4 order by e.occurred, e.index limit ${PAGE}`,
        values: [party, last?.occurred ?? selection.from, last?.index ?? -1, selection.to],
      }
  }
}

/** The first place recorded at or after an instant. Recording never runs backwards, so halving finds it without an index of its own. */
async function placeAt(sql: Sql, party: Party, recorded: number): Promise<number> {
  const { rows } = await sql.query<{ size: number }>({ text: 'select size from journal.tree where party = $1', values: [party] })
  let low = 0
  let high = rows[0]?.size ?? 0
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2)
    const found = await sql.query<{ recorded: number }>({
      name: 'recorded-at',
      text: 'select recorded from journal.entry where party = $1 and index = $2',
      values: [party, middle],
    })
    const at = found.rows[0]?.recorded
    if (at === undefined) throw new JournalFault('tree-damaged', `entry ${middle} of party ${party} is missing`)
    if (at < recorded) low = middle + 1
    else high = middle
  }
  return low
}

async function placesOf(
  sql: Sql,
  party: Party,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<{ readonly by: 'position'; readonly from: number; readonly to: number }> {
  return { by: 'position', from: await placeAt(sql, party, from), to: (await placeAt(sql, party, to + 1)) - 1 }
}

/**
 * Reads entries a page at a time; the next page is read when the last of the one before has been taken. Each page is a transaction of its own,
 * so that a slow reader holds no connection. What is written meanwhile behind the place reached is read as well.
 */
export async function* readEntries(pool: Pool, master: MasterKey, party: Party, selection: Selection): AsyncGenerator<Recorded, void, undefined> {
  const placed = selection.by === 'recorded' ? await inParty(pool, party, (sql) => placesOf(sql, party, selection), { readOnly: true }) : selection
  let last: Row | undefined
  for (;;) {
    const query = pageOf(party, placed, last)
    const { rows, keys } = await inParty(
      pool,
      party,
      async (sql) => ({
        keys: await keysOf(sql, master, party, 'payload'),
        rows: (await sql.query<Row>({ text: query.text, values: [...query.values] })).rows,
      }),
      { readOnly: true },
    )
    for (const row of rows) yield recordedOf(party, row, keys)
    last = rows.at(-1)
    if (rows.length < PAGE || last === undefined) return
  }
}

/** One entry; `undefined` where the party's tree does not reach. */
export async function readEntry(sql: Sql, master: MasterKey, party: Party, index: number): Promise<Recorded | undefined> {
  const { rows } = await sql.query<Row>({ text: `${SELECT} and e.index = $2`, values: [party, index] })
  const row = rows[0]
  return row === undefined ? undefined : recordedOf(party, row, await keysOf(sql, master, party, 'payload'))
}

/** The entries from `from` to before `to`, in order, inside a transaction of the caller's: all of one snapshot. */
export async function readBetween(
  sql: Sql,
  keys: readonly PartyKey[],
  party: Party,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Recorded[]> {
  const { rows } = await sql.query<Row>({ name: 'between', text: `${SELECT} and e.index >= $2 and e.index < $3 order by e.index`, values: [party, from, to] })
  return rows.map((row) => recordedOf(party, row, keys))
}

/** A whole stream, inside a transaction of the caller's. */
export async function readStream(sql: Sql, keys: readonly PartyKey[], party: Party, stream: string): Promise<readonly Recorded[]> {
  const { rows } = await sql.query<Row>({ name: 'stream', text: `${SELECT} and e.stream = $2 order by e.version`, values: [party, stream] })
  return rows.map((row) => recordedOf(party, row, keys))
}

/** Looked up stream by stream (`offset 0` keeps it so), whatever the size of the journal when the plan was made. */
const STREAMS = `
  select e.index, e.stream, e.version, e.id, e.kind, e.subject, e.occurred, e.recorded, e.commitment, e.leaf_hash, p.generation, p.sealed
    from unnest($2::text[], $3::bigint[]) s (stream, version)
   cross join lateral (select * from journal.entry e where e.party = $1 and e.stream = s.stream and e.version >= s.version offset 0) e
    left join journal.payload p on p.party = $1 and p.index = e.index
   order by e.index`

/** Several streams, each in its order and from a version on: 0 for the whole. A stream without such entries is not there. */
export async function readStreams(
  sql: Sql,
  keys: readonly PartyKey[],
  party: Party,
  streams: ReadonlyMap<string, number>,
): Promise<ReadonlyMap<string, readonly Recorded[]>> {
  const { rows } = await sql.query<Row>({ name: 'streams', text: STREAMS, values: [party, [...streams.keys()], [...streams.values()]] })
  const found = new Map<string, Recorded[]>()
  for (const row of rows) {
    const recorded = recordedOf(party, row, keys)
    const before = found.get(row.stream)
    if (before === undefined) found.set(row.stream, [recorded])
    else before.push(recorded)
  }
  return found
}

function recordedOf(party: Party, row: Row, keys: readonly PartyKey[]): Recorded {
  const { index, stream, version, id, kind, subject, occurred, recorded, commitment, leaf_hash, generation, sealed } = row
  const entry = { party, index, stream, version, id, kind, subject, occurred, recorded, payload: commitment }
  if (sealed === null) return { entry, leafHash: leaf_hash, content: undefined }
  const key = keys.find((each) => each.generation === generation)
  if (key === undefined) throw new JournalFault('key-damaged', `the payload of entry ${index} needs key ${generation} of party ${party}, which is not there`)
  return { entry, leafHash: leaf_hash, content: openPayload(key.secret, party, index, sealed) }
}
