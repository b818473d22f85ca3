import type { Pool, PoolClient } from 'pg'
import { same, toBase64 } from './bytes.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { copyRows, int8Of, uuidOf, type Fields } from './copy.ts'
import { verify } from './ed25519.ts'
import { commitment, leafBytes, type Entry } from './entry.ts'
import { ERASED, erasedBy } from './erased.ts'
import { JournalFault } from './fault.ts'
import { EMPTY_FRONTIER, extendFrontier, frontierFrom, rootOfFrontier, type Frontier } from './frontier.ts'
import { keysOf, publicKeysOf, type MasterKey } from './keyring.ts'
import { leafHash } from './merkle.ts'
import { noteKey, parseNote, verifyNote, type NoteKey } from './note.ts'
import { Party } from './party.ts'
import { openPayload } from './payload.ts'
import { publishedHistory, type Published } from './publication.ts'
import { sha256 } from './sha256.ts'

/** What is wrong with a stored journal, for a program. */
export type Damage =
  | 'entry-missing'
  | 'entry-changed'
  | 'entry-extra'
  | 'version-gap'
  | 'clock-backwards'
  | 'payload-damaged'
  | 'payload-differs'
  | 'payload-missing'
  | 'payload-extra'
  | 'subtree-differs'
  | 'tree-differs'
  | 'checkpoint-differs'
  | 'checkpoint-forged'
  | 'rolled-back'
  | 'key-damaged'

export interface Finding {
  readonly party: string
  /** The first entry that it is about, from 0; `null` where it is about none. */
  readonly index: number | null
  readonly what: Damage
  /** Names and numbers that need no language. */
  readonly detail: string
}

export interface Verified {
  readonly party: string
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly payloads: number
  readonly erased: number
  readonly checkpoints: number
}

export interface VerifyOptions {
  readonly onProgress?: (done: number, size: number) => void
  /** Checkpoints kept outside the database, which the tree must still contain. */
  readonly kept?: readonly Published[]
}

class Found extends Error {
  override readonly name = 'Found'
  readonly finding: Finding

  constructor(party: string, what: Damage, index: number | null, detail: string, options?: { readonly cause?: unknown }) {
    super(what, options)
    this.finding = { party, what, index, detail }
  }
}

/** Every party that has a journal here. Asked as the keeper: the application's role sees one party at a time. */
export async function partiesOf(keeper: Pool): Promise<readonly { readonly party: Party; readonly origin: string }[]> {
  const { rows } = await keeper.query<{ party: string; origin: string }>('select party, origin from journal.tree order by origin, party')
  return rows.map(({ party, origin }) => ({ party: Party.parse(party), origin }))
}

/**
 * Reads every stored byte of a party's journal again and computes all of it anew: leaves from their columns, content against its commitment,
 * subtrees, the head, and every checkpoint that was ever published. Returns the first thing that is wrong, in the order of entries.
 * Reads one snapshot; what is appended meanwhile is not part of it.
 */
export async function verifyStored(keeper: Pool, master: MasterKey, party: Party, options: VerifyOptions = {}): Promise<Verified | Finding> {
  const client = await keeper.connect()
  let whole = false
  try {
    await client.query('begin isolation level repeatable read read only')
    const verified = await readAll(client, master, party, options)
    await client.query('rollback')
    whole = true
    return verified
  } catch (error) {
    if (error instanceof Found) return error.finding
    if (error instanceof JournalFault && error.fault === 'key-damaged') return { party, index: null, what: 'key-damaged', detail: error.message }
    throw error
  } finally {
    // A copy that was broken off goes on sending: its connection is closed rather than given back.
    client.release(!whole)
  }
}

/** What has been read so far. */
interface Reading {
  frontier: Frontier
  recorded: number
  payloads: number
  erased: number
  readonly versions: Map<string, number>
  /** Entries without content that no entry has accounted for yet. */
  readonly gone: Set<number>
  readonly leaves: Uint8Array[]
}

const ENTRIES = (party: Party): string => `
  select e.index, e.stream, e.version, e.id, e.kind, e.subject, e.occurred, e.recorded, e.commitment, e.leaf_hash, p.generation, p.sealed
    from journal.entry e left join journal.payload p on p.party = e.party and p.index = e.index
   where e.party = '${party}' order by e.index`

const ORPHANS = `
  select p.index from journal.payload p left join journal.entry e on e.party = p.party and e.index = p.index
   where p.party = $1 and e.index is null order by p.index limit 1`

async function readAll(client: PoolClient, master: MasterKey, party: Party, { onProgress = () => undefined, kept = [] }: VerifyOptions): Promise<Verified> {
  const { rows } = await client.query<{ origin: string; size: number; peaks: Buffer }>('select origin, size, peaks from journal.tree where party = $1', [party])
  const tree = rows[0]
  if (tree === undefined) throw new JournalFault('party-unknown', `party ${party} has no journal here`)
  const keys = await keysOf(client, master, party, 'payload')
  const secrets = new Map(keys.map(({ generation, secret }) => [generation, secret]))
  const publicKeys = (await publicKeysOf(client, party)).map((publicKey) => noteKey(sha256, tree.origin, 1, publicKey))
  const subtrees = await subtreesOf(client, party)
  const signedBy = (published: readonly Published[], isKept: boolean): readonly Signed[] =>
    published.map((each) => signedOf(party, tree.origin, each, publicKeys, isKept))
  const checkpoints = [...signedBy(await publishedHistory(client, party), false), ...signedBy(kept, true)].toSorted((one, other) => one.size - other.size)
  const orphan = (await client.query<{ index: number }>(ORPHANS, [party])).rows[0]
  const reading: Reading = { frontier: EMPTY_FRONTIER, recorded: 0, payloads: 0, erased: 0, versions: new Map(), gone: new Set(), leaves: [] }
  let next = compare(checkpoints, 0, party, reading)
  for await (const fields of copyRows(client, ENTRIES(party))) {
    readEntry(party, fields, secrets, reading, tree.size)
    const at = reading.frontier.size + reading.leaves.length
    if (reading.leaves.length === 256 || at === checkpoints[next]?.size) {
      grow(party, reading, subtrees)
      next = compare(checkpoints, next, party, reading)
      onProgress(at, tree.size)
    }
  }
  grow(party, reading, subtrees)
  finish(party, tree, reading, subtrees)
  if (orphan !== undefined) throw new Found(party, 'payload-extra', orphan.index, 'content without an entry')
  const left = checkpoints[next]
  if (left !== undefined)
    throw new Found(party, left.kept ? 'rolled-back' : 'checkpoint-differs', tree.size, `checkpoint of ${left.size}, tree of ${tree.size}`)
  return {
    party,
    origin: tree.origin,
    size: tree.size,
    root: rootOfFrontier(sha256, reading.frontier),
    payloads: reading.payloads,
    erased: reading.erased,
    checkpoints: checkpoints.filter((each) => !each.kept).length,
  }
}

function readEntry(party: Party, fields: Fields, secrets: ReadonlyMap<number, Uint8Array>, reading: Reading, size: number): void {
  const place = reading.frontier.size + reading.leaves.length
  const [index, stream, version, id, kind, subject, occurred, recorded, committed, hash, generation, sealed] = fields
  if (!index || !stream || !version || !id || !kind || !occurred || !recorded || !committed || !hash || subject === undefined)
    throw new Error('the server answered a row without its columns')
  const found = int8Of(index)
  if (found !== place) throw new Found(party, found < place ? 'entry-extra' : 'entry-missing', Math.min(found, place), `${found} stands where ${place} belongs`)
  if (place >= size) throw new Found(party, 'entry-extra', place, `the tree ends at ${size}`)
  const entry: Entry = {
    party,
    index: place,
    stream: stream.toString(),
    version: int8Of(version),
    id: uuidOf(id),
    kind: kind.toString(),
    subject: subject === null ? null : subject.toString(),
    occurred: int8Of(occurred),
    recorded: int8Of(recorded),
    payload: committed,
  }
  const leaf = leafHash(sha256, leafOf(party, entry))
  if (!same(leaf, hash)) throw new Found(party, 'entry-changed', place, `leaf ${toBase64(leaf)}, stored ${toBase64(hash)}`)
  const expected = reading.versions.get(entry.stream) ?? 0
  if (entry.version !== expected) throw new Found(party, 'version-gap', place, `${entry.stream}: ${entry.version}, not ${expected}`)
  reading.versions.set(entry.stream, expected + 1)
  if (entry.recorded < reading.recorded) throw new Found(party, 'clock-backwards', place, new Date(entry.recorded).toISOString())
  reading.recorded = entry.recorded
  reading.leaves.push(leaf)
  if (sealed && generation) readContent(party, entry, secrets.get(generation.readInt32BE(0)), sealed, reading)
  else reading.gone.add(place)
}

/** Columns of which no leaf can be made were changed. */
function leafOf(party: Party, entry: Entry): Uint8Array {
  try {
    return leafBytes(entry)
  } catch (cause) {
    throw new Found(party, 'entry-changed', entry.index, cause instanceof Error ? cause.message : '', { cause })
  }
}

function readContent(party: Party, entry: Entry, secret: Uint8Array | undefined, sealed: Buffer, reading: Reading): void {
  if (secret === undefined) throw new Found(party, 'payload-damaged', entry.index, 'no such key')
  const { salt, bytes } = contentOf(party, entry.index, secret, sealed)
  if (!same(commitment(sha256, salt, bytes), entry.payload)) throw new Found(party, 'payload-differs', entry.index, '')
  reading.payloads++
  if (entry.kind !== ERASED) return
  const index = erasedBy(bytes)
  if (index === undefined) throw new Found(party, 'payload-differs', entry.index, 'an erasure that names no entry')
  if (reading.gone.delete(index)) reading.erased++
  else throw new Found(party, 'payload-extra', index, `entry ${entry.index} says that it is erased`)
}

function contentOf(party: Party, index: number, secret: Uint8Array, sealed: Buffer): ReturnType<typeof openPayload> {
  try {
    return openPayload(secret, party, index, sealed)
  } catch (cause) {
    throw new Found(party, 'payload-damaged', index, '', { cause })
  }
}

/** Adds the leaves read since to the tree, and compares each subtree that they complete with the stored one. */
function grow(party: Party, reading: Reading, subtrees: Map<string, Uint8Array>): void {
  const { frontier, closed } = extendFrontier(sha256, reading.frontier, reading.leaves.splice(0))
  reading.frontier = frontier
  for (const { level, index, hash } of closed) {
    const name = `${level / 8} ${index}`
    const stored = subtrees.get(name)
    if (stored === undefined || !same(stored, hash))
      throw new Found(party, 'subtree-differs', index * 2 ** level, `level ${level / 8}, ${index}${stored === undefined ? ', missing' : ''}`)
    subtrees.delete(name)
  }
}

function finish(party: Party, tree: { readonly size: number; readonly peaks: Buffer }, reading: Reading, subtrees: ReadonlyMap<string, Uint8Array>): void {
  const { frontier } = reading
  if (frontier.size < tree.size) throw new Found(party, 'entry-missing', frontier.size, `the tree has ${tree.size}`)
  const [gone] = reading.gone
  if (gone !== undefined) throw new Found(party, 'payload-missing', Math.min(...reading.gone), 'no entry says that it is erased')
  const [extra] = subtrees.keys()
  if (extra !== undefined) throw new Found(party, 'subtree-differs', null, `${extra} is beyond the tree`)
  if (!same(peaksOf(party, tree), Buffer.concat(frontier.peaks))) throw new Found(party, 'tree-differs', null, `head of ${tree.size}`)
}

function peaksOf(party: Party, { size, peaks }: { readonly size: number; readonly peaks: Buffer }): Uint8Array {
  try {
    frontierFrom(size, peaks)
    return peaks
  } catch (cause) {
    throw new Found(party, 'tree-differs', null, `head of ${size}`, { cause })
  }
}

async function subtreesOf(client: PoolClient, party: Party): Promise<Map<string, Uint8Array>> {
  const { rows } = await client.query<{ level: number; index: number; hash: Buffer }>('select level, index, hash from journal.subtree where party = $1', [
    party,
  ])
  return new Map(rows.map(({ level, index, hash }) => [`${level} ${index}`, hash]))
}

interface Signed {
  readonly size: number
  readonly root: Uint8Array
  readonly kept: boolean
}

/** A checkpoint that is signed by a key that is or was the party's. */
function signedOf(party: Party, origin: string, { size, note, origin: from }: Published, keys: readonly NoteKey[], kept: boolean): Signed {
  try {
    const parsed = parseNote(note)
    const checkpoint = parseCheckpoint(parsed.text)
    const key = keys.find(({ id }) => parsed.signatures.some((signature) => signature.id === id && signature.name === origin))
    if (key === undefined || from !== origin || checkpoint.origin !== origin || checkpoint.size !== size)
      throw new JournalFault('unsigned', 'no key of the party')
    verifyNote(parsed, key, verify)
    return { size, root: checkpoint.root, kept }
  } catch (cause) {
    throw new Found(party, 'checkpoint-forged', null, `checkpoint of ${size}: ${cause instanceof Error ? cause.message : ''}`, { cause })
  }
}

/** Compares the checkpoints of the size that is reached; gives the place of the next one. */
function compare(checkpoints: readonly Signed[], from: number, party: Party, { frontier }: Reading): number {
  let next = from
  for (let each = checkpoints[next]; each?.size === frontier.size; each = checkpoints[++next]) {
    if (!same(each.root, rootOfFrontier(sha256, frontier)))
      throw new Found(party, each.kept ? 'rolled-back' : 'checkpoint-differs', null, `checkpoint of ${each.size}`)
  }
  return next
}
