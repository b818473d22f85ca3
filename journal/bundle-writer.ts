import type { Pool } from 'pg'
import { formatCheckpoints, formatContents, formatKeys, formatManifest, payloadPath, type Content } from './bundle-file.ts'
import { joined, utf8 } from './bytes.ts'
import { leafBytes } from './entry.ts'
import { ERASED, erasedBy } from './erased.ts'
import { JournalFault } from './fault.ts'
import { keysOf, publicKeysOf, type MasterKey } from './keyring.ts'
import { noteKey, type NoteKey } from './note.ts'
import type { Party } from './party.ts'
import { publish, publishedHistory, type PublishOptions, type Published } from './publication.ts'
import { sha256 } from './sha256.ts'
import { inParty, type Sql } from './sql.ts'
import { readBetween, type Recorded } from './stream.ts'
import { encodeEntries, entriesPath, tilePath, tilesOf, WIDTH } from './tile.ts'
import { readTiles } from './tree.ts'

/** One file of a bundle, to be written before the next is asked for. */
export interface BundleFile {
  readonly path: string
  readonly bytes: Uint8Array
}

export interface BundleOptions extends PublishOptions {
  /** Leaves out what the entries say: the record is proved, the content stays. */
  readonly withhold?: boolean
  /** Keys of the witnesses whose cosignatures the checkpoints carry. */
  readonly witnesses?: readonly NoteKey[]
  readonly onProgress?: (entries: number, size: number) => void
}

/** How often an erasure may fall between the checkpoint and the reading before something else is wrong. */
const TRIES = 5

/**
 * A party's whole record for an auditor, who can check it without us: entries, tiles, every checkpoint, the keys and what the entries say.
 * What was erased is not in it. All of one snapshot; the newest checkpoint is published for it.
 */
export async function writeBundle(
  pool: Pool,
  master: MasterKey,
  party: Party,
  options: BundleOptions,
  write: (file: BundleFile) => Promise<void>,
): Promise<Published> {
  for (let attempt = 1; ; attempt++) {
    const published = await publish(pool, master, party, options)
    const written = await inParty(pool, party, (sql) => writeFiles(sql, master, party, published, options, write), { readOnly: true })
    if (written) return published
    if (attempt === TRIES) throw new JournalFault('bundle-malformed', 'entries are erased faster than they can be exported')
  }
}

async function writeFiles(
  sql: Sql,
  master: MasterKey,
  party: Party,
  published: Published,
  options: BundleOptions,
  write: (file: BundleFile) => Promise<void>,
): Promise<boolean> {
  const { size, origin } = published
  const keys = await keysOf(sql, master, party, 'payload')
  const erasures = await erasuresOf(sql, keys, party)
  // Erased behind the checkpoint: the bundle could not account for it.
  if ([...erasures.values()].some((by) => by >= size)) return false
  for (let start = 0; start < size; start += WIDTH) {
    const end = Math.min(start + WIDTH, size)
    const entries = await readBetween(sql, keys, party, { from: start, to: end })
    if (entries.length !== end - start) throw new JournalFault('tree-damaged', `entries ${start} to ${end - 1} of party ${party} are not all there`)
    const [index, width] = [start / WIDTH, end - start]
    await write({ path: entriesPath(index, width), bytes: encodeEntries(entries.map(({ entry }) => leafBytes(entry))) })
    await write({ path: tilePath({ level: 0, index, width }), bytes: joined(...entries.map(({ leafHash }) => leafHash)) })
    await write({ path: payloadPath(index, width), bytes: formatContents(entries.map((each) => contentOf(each, erasures, options.withhold === true))) })
    options.onProgress?.(end, size)
  }
  for (const tile of tilesOf(size)) {
    if (tile.level === 0) continue
    const [bytes] = await readTiles(sql, party, [tile])
    if (bytes !== undefined) await write({ path: tilePath(tile), bytes })
  }
  const history = (await publishedHistory(sql, party)).filter((each) => each.size <= size)
  const own = (await publicKeysOf(sql, party)).map((publicKey) => noteKey(sha256, origin, 1, publicKey))
  await write({ path: 'checkpoints', bytes: formatCheckpoints(history.map(({ note }) => note)) })
  await write({ path: 'checkpoint', bytes: utf8(published.note) })
  await write({ path: 'key', bytes: formatKeys([...(options.witnesses ?? []), ...own]) })
  await write({ path: 'bundle.json', bytes: formatManifest({ party, origin, size, exported: new Date(options.now).toISOString() }) })
  return true
}

/** Which entry says of which that it was erased. */
async function erasuresOf(sql: Sql, keys: Parameters<typeof readBetween>[1], party: Party): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql.query<{ index: number }>({
    text: 'select index from journal.entry where party = $1 and kind = $2 order by index',
    values: [party, ERASED],
  })
  const erasures = new Map<number, number>()
  for (const { index } of rows) {
    const [erasure] = await readBetween(sql, keys, party, { from: index, to: index + 1 })
    const erased = erasure?.content === undefined ? undefined : erasedBy(erasure.content.bytes)
    if (erased !== undefined) erasures.set(erased, index)
  }
  return erasures
}

function contentOf({ entry, content }: Recorded, erasures: ReadonlyMap<number, number>, withhold: boolean): Content {
  const { index } = entry
  if (content === undefined) {
    const erased = erasures.get(index)
    if (erased === undefined) throw new JournalFault('payload-damaged', `the content of entry ${index} is missing, and no entry says that it was erased`)
    return { index, erased }
  }
  // An erasure is never withheld: it accounts for what is missing.
  return withhold && entry.kind !== ERASED ? { index, withheld: true } : { index, salt: content.salt, payload: content.bytes }
}
