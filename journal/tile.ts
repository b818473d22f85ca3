import { joined } from './bytes.ts'
import { JournalFault } from './fault.ts'
import { assertSize, emptyRoot, HASH, rootOfPeaks, rootOfRow, type Node, type ReadNodes, type Sha256 } from './merkle.ts'

/** Levels of the tree that one level of tiles spans, and the hashes in a full tile (C2SP tlog-tiles). */
const HEIGHT = 8
export const WIDTH = 256

/** `width` hashes, 1 to 256, of complete subtrees of `256^level` leaves, from the subtree `index * 256`. */
export interface Tile {
  readonly level: number
  readonly index: number
  readonly width: number
}

/** `width` entries from the entry `index * 256`. */
export interface EntryBundle {
  readonly entries: true
  readonly index: number
  readonly width: number
}

export function tilePath({ level, index, width }: Tile): string {
  if (!Number.isInteger(level) || level < 0 || level > 63) throw new JournalFault('path-malformed', `no tile is of level ${level}`)
  return `tile/${level}/${placePath(index, width)}`
}

/** The entries from `index * 256`; `width` is 256 for a full bundle. */
export function entriesPath(index: number, width: number): string {
  return `tile/entries/${placePath(index, width)}`
}

/** Three digits a path element, an `x` before all but the last; `.p/WIDTH` for a part. */
export function placePath(index: number, width: number): string {
  if (!Number.isSafeInteger(index) || index < 0) throw new JournalFault('path-malformed', `${index} is no index of a tile`)
  if (!Number.isInteger(width) || width < 1 || width > WIDTH) throw new JournalFault('path-malformed', `a tile has 1 to ${WIDTH} hashes, not ${width}`)
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  const path = groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
  return width === WIDTH ? path : `${path}.p/${width}`
}

/** Reads only what `tilePath` and `entriesPath` write; else `path-malformed`. */
export function parseTilePath(path: string): Tile | EntryBundle {
  const [, kind, place = '', part] = /^tile\/(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path) ?? []
  const index = Number(place.replaceAll(/[x/]/g, ''))
  const width = part === undefined ? WIDTH : Number(part)
  if (kind !== undefined && Number.isSafeInteger(index) && width <= WIDTH) {
    const parsed = kind === 'entries' ? { entries: true as const, index, width } : { level: Number(kind), index, width }
    const written = 'entries' in parsed ? entriesPath(index, width) : parsed.level > 63 ? undefined : tilePath(parsed)
    if (written === path) return parsed
  }
  throw new JournalFault('path-malformed', `not the path of a tile or of entries: ${path}`)
}

/** Every tile of a tree, level by level: full ones, then the one that is not yet full. */
export function* tilesOf(size: number): Iterable<Tile> {
  assertSize(size)
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / WIDTH)) {
    const full = Math.floor(hashes / WIDTH)
    for (let index = 0; index < full; index++) yield { level, index, width: WIDTH }
    if (hashes % WIDTH > 0) yield { level, index: full, width: hashes % WIDTH }
  }
}

/** Reads nodes of a tree of `size` leaves from its tiles; nodes inside a tile are computed. Each tile is read once a call. */
export function readNodesFromTiles(sha256: Sha256, size: number, readTile: (tile: Tile) => Promise<Uint8Array>): ReadNodes {
  assertSize(size)
  return async (nodes) => {
    const reads = new Map<string, Promise<Uint8Array>>()
    const hashesOf = (tile: Tile): Promise<Uint8Array> => {
      const path = tilePath(tile)
      const read = reads.get(path) ?? wholeTile(tile, readTile)
      reads.set(path, read)
      return read
    }
    return Promise.all(nodes.map(async (node) => nodeInTile(sha256, node, size, hashesOf)))
  }
}

async function wholeTile(tile: Tile, readTile: (tile: Tile) => Promise<Uint8Array>): Promise<Uint8Array> {
  const hashes = await readTile(tile)
  if (hashes.length !== tile.width * HASH) throw new JournalFault('tile-malformed', `${tilePath(tile)} has ${hashes.length} bytes, not ${tile.width * HASH}`)
  return hashes
}

async function nodeInTile(sha256: Sha256, node: Node, size: number, hashesOf: (tile: Tile) => Promise<Uint8Array>): Promise<Uint8Array> {
  const { level, index } = node
  const above = level % HEIGHT
  const tileLevel = (level - above) / HEIGHT
  const count = 2 ** above
  const first = index * count
  const stored = Math.floor(size / WIDTH ** tileLevel)
  if (first + count > stored) throw new JournalFault('index-beyond-tree', `a tree of ${size} has no complete node ${index} at level ${level}`)
  const tile = Math.floor(first / WIDTH)
  const hashes = await hashesOf({ level: tileLevel, index: tile, width: Math.min(WIDTH, stored - tile * WIDTH) })
  const start = (first % WIDTH) * HASH
  return completeRoot(sha256, hashes.subarray(start, start + count * HASH))
}

/** The root over a power of two of hashes, 256 at most. */
function completeRoot(sha256: Sha256, hashes: Uint8Array): Uint8Array {
  const root = new Uint8Array(HASH)
  rootOfRow(sha256, hashes, 0, hashes.length / HASH, root, 0)
  return root
}

const LONGEST = 0xffff

/** Each entry after its length, a big-endian uint16. */
export function encodeEntries(leaves: readonly Uint8Array[]): Uint8Array {
  return joined(
    ...leaves.flatMap((leaf) => {
      if (leaf.length > LONGEST) throw new JournalFault('tile-malformed', `an entry has at most ${LONGEST} bytes, not ${leaf.length}`)
      return [Uint8Array.of(leaf.length >> 8, leaf.length & 0xff), leaf]
    }),
  )
}

/** Views of the same memory. Bytes too few or left over are refused (`tile-malformed`). */
export function decodeEntries(bytes: Uint8Array): readonly Uint8Array[] {
  return [...leavesOf(bytes)]
}

/** One after the other, so that whoever reads a damaged bundle gets the entries before the damage. */
export function* leavesOf(bytes: Uint8Array): Generator<Uint8Array, undefined> {
  for (let at = 0, count = 0; at < bytes.length; count++) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    const end = at + 2 + (high ?? 0) * 256 + (low ?? 0)
    if (low === undefined || end > bytes.length) throw new JournalFault('tile-malformed', `entry ${count} of the bundle ends after its ${bytes.length} bytes`)
    yield bytes.subarray(at + 2, end)
    at = end
  }
}

/** What a tree needs to grow: nothing else of it is read again. Values; `extend` gives a new one. */
export interface Edge {
  /** Leaves. */
  readonly size: number
  /** By level of tiles: the hashes of the tile that is not yet full, 32 bytes each, fewer than 256. */
  readonly levels: readonly Uint8Array[]
  /** The complete subtrees from left to right, largest first. */
  readonly peaks: readonly Uint8Array[]
}

export function emptyEdge(): Edge {
  return { size: 0, levels: [], peaks: [] }
}

/** A full tile: 256 hashes, 8,192 bytes. */
export interface FullTile {
  readonly level: number
  readonly index: number
  readonly hashes: Uint8Array
}

/** The tree with more leaves, and the tiles that became full on the way, each in the order in which that happened. A leaf costs two hashes on average. */
export function extend(sha256: Sha256, edge: Edge, leafHashes: Uint8Array): { readonly edge: Edge; readonly full: readonly FullTile[] } {
  const count = leafHashes.length / HASH
  assertSize(count)
  assertSize(edge.size + count)
  const growth = new Growth(sha256, edge)
  for (let at = 0; at < count;) at += growth.take(leafHashes, at * HASH, count - at)
  return growth.result()
}

/** Holds the space in which a tree grows: a row for each level of tiles, and the peaks side by side. */
class Growth {
  private readonly sha256: Sha256
  private size: number
  private readonly rows: { hashes: Uint8Array; length: number }[]
  /** 53 peaks at most, and one more on top before it is joined. */
  private readonly peaks = new Uint8Array(54 * HASH)
  private height: number
  private readonly full: FullTile[] = []

  constructor(sha256: Sha256, { size, levels, peaks }: Edge) {
    this.sha256 = sha256
    this.size = size
    this.rows = levels.map((hashes) => ({ hashes, length: hashes.length }))
    this.height = peaks.length * HASH
    peaks.forEach((peak, at) => this.peaks.set(peak, at * HASH))
  }

  /** Takes the largest complete subtree, 256 leaves at most, that begins at this place of the tree, and says how many leaves it has. */
  take(hashes: Uint8Array, from: number, most: number): number {
    const { sha256, peaks, size } = this
    let width = 1
    let level = 0
    while (width < WIDTH && width * 2 <= most && size % (width * 2) === 0) {
      width *= 2
      level += 1
    }
    this.store(0, hashes, from, width)
    rootOfRow(sha256, hashes, from, width, peaks, this.height)
    this.height += HASH
    if (level === HEIGHT) this.store(1, peaks, this.height - HASH, 1)
    // At an odd place of its level it completes a subtree, and that one, at an odd place of its own, the next.
    for (let place = size / width; place % 2 === 1; place = (place - 1) / 2) {
      this.height -= HASH
      rootOfRow(sha256, peaks, this.height - HASH, 2, peaks, this.height - HASH)
      level += 1
      if (level % HEIGHT === 0) this.store(level / HEIGHT, peaks, this.height - HASH, 1)
    }
    this.size += width
    return width
  }

  /** Adds hashes to the tile at this level; they never reach into the next tile. */
  private store(level: number, hashes: Uint8Array, from: number, width: number): void {
    const row = this.writable(level)
    row.hashes.set(hashes.subarray(from, from + width * HASH), row.length)
    row.length += width * HASH
    if (row.length < WIDTH * HASH) return
    this.full.push({ level, index: Math.floor(this.size / WIDTH ** (level + 1)), hashes: row.hashes })
    this.rows[level] = { hashes: new Uint8Array(0), length: 0 }
  }

  /** A row of this growth's own with room to the end of the tile: what came in belongs to its edge. */
  private writable(level: number): { hashes: Uint8Array; length: number } {
    const row = this.rows[level] ?? { hashes: new Uint8Array(0), length: 0 }
    if (row.length === row.hashes.length) {
      const hashes = new Uint8Array(WIDTH * HASH)
      hashes.set(row.hashes)
      row.hashes = hashes
    }
    this.rows[level] = row
    return row
  }

  result(): { readonly edge: Edge; readonly full: readonly FullTile[] } {
    const { size, height, peaks, full } = this
    const levels = this.rows.map(({ hashes, length }) => hashes.subarray(0, length))
    return { edge: { size, levels, peaks: Array.from({ length: height / HASH }, (_, at) => peaks.slice(at * HASH, (at + 1) * HASH)) }, full }
  }
}

/** From the peaks alone: as many hashes as there are peaks. */
export function rootOf(sha256: Sha256, { peaks }: Edge): Uint8Array {
  return peaks.length === 0 ? emptyRoot(sha256) : rootOfPeaks(sha256, peaks)
}

/**
 * The edge of a tree of which the tiles that are not yet full are stored: `levels[l]` is that of level l, empty where there is none.
 * Refused (`tile-malformed`) where their lengths are not those of a tree of that size.
 */
export function edgeFrom(sha256: Sha256, size: number, levels: readonly Uint8Array[]): Edge {
  assertSize(size)
  const widths: number[] = []
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / WIDTH)) widths.push(hashes % WIDTH)
  const rows = widths.map((width, level) => {
    const row = levels[level] ?? new Uint8Array(0)
    if (row.length !== width * HASH)
      throw new JournalFault('tile-malformed', `the tile not yet full of level ${level} has ${row.length} bytes; in a tree of ${size} it has ${width * HASH}`)
    return row
  })
  if (levels.slice(rows.length).some(({ length }) => length > 0))
    throw new JournalFault('tile-malformed', `a tree of ${size} has tiles of ${rows.length} levels, not ${levels.length}`)
  return { size, levels: rows, peaks: rows.toReversed().flatMap((row) => peaksOf(sha256, row)) }
}

function peaksOf(sha256: Sha256, row: Uint8Array): readonly Uint8Array[] {
  const peaks: Uint8Array[] = []
  let start = 0
  for (let width = WIDTH / 2; width >= 1; width /= 2) {
    if (row.length - start < width * HASH) continue
    peaks.push(completeRoot(sha256, row.subarray(start, start + width * HASH)))
    start += width * HASH
  }
  return peaks
}
