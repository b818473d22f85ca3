import { same, textOf } from './bytes.ts'
import { contentLines, parseCheckpoints, parseContent, parseKeys, parseManifest, payloadPath, type Content, type Manifest } from './bundle-file.ts'
import { parseCheckpoint, verifyCosignature, type Checkpoint } from './checkpoint.ts'
import { commitment, parseLeaf, type Entry } from './entry.ts'
import { ERASED, erasedBy } from './erased.ts'
import { JournalFault } from './fault.ts'
import { findingOf, type Finding, type What } from './finding.ts'
import { HASH, leafHashInto, type Sha256 } from './merkle.ts'
import { parseNote, parseVerifierKey, verifyNote, type Note, type NoteKey, type Verify } from './note.ts'
import { emptyEdge, entriesPath, extend, leavesOf, parseTilePath, rootOf, tilePath, tilesOf, WIDTH, type Edge, type Tile } from './tile.ts'

/** A file of the bundle by its path, `undefined` where there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>

export interface Crypto {
  readonly sha256: Sha256
  readonly verify: Verify
}

export interface Options {
  /** Verifier keys that are known from elsewhere. One of the log's must have signed the newest checkpoint, and every witness's among them. */
  readonly keys?: readonly string[]
  /** Every file that there is, so that files too many are found. */
  readonly paths?: readonly string[]
  /** Waited for, so that a page can show it. */
  readonly onProgress?: (entries: number, size: number) => void | Promise<void>
}

interface Checked {
  readonly entries: number
  readonly payloads: number
  readonly erased: number
  readonly withheld: number
  readonly checkpoints: number
  readonly tiles: number
}

export type Verdict =
  | { readonly ok: true; readonly origin: string; readonly size: number; readonly root: Uint8Array; readonly trusted: boolean; readonly checked: Checked }
  | { readonly ok: false; readonly finding: Finding }

/** What stands beside the record and is no part of it: nothing vouches for these files. */
const BESIDE: ReadonlySet<string> = new Set(['README.txt', 'verify.cjs', 'verify.html'])
/** What file managers leave behind wherever somebody has looked. */
const LITTER = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini)$/
const HEAD: ReadonlySet<string> = new Set(['bundle.json', 'key', 'checkpoint', 'checkpoints'])

/**
 * Checks an audit bundle to the last byte and answers with the first thing that is wrong: every leaf is hashed, every tile computed, every signature
 * checked, every checkpoint's root compared, every content held against what its entry commits to, every stream counted.
 *
 * What it cannot find. Without a key known from elsewhere: a bundle made up as a whole, keys included. Even with one: checkpoints left out of the
 * middle of the list, or signed anew with an older key that only the bundle names (their roots are computed all the same); contents withheld by
 * whoever handed it over; the day of export; the files beside the record.
 *
 * Throws only where a file cannot be read at all, or `key-malformed` where a key of the options is none.
 */
export async function verifyBundle(read: ReadFile, crypto: Crypto, options: Options = {}): Promise<Verdict> {
  const trusted = options.keys?.map((key) => parseVerifierKey(crypto.sha256, key)) ?? []
  try {
    const head = await headOf(read, crypto, trusted, options)
    const walk = new Walk(read, crypto, head)
    for (let index = 0; index * WIDTH < head.manifest.size; index++) {
      await walk.take(index)
      await options.onProgress?.(Math.min((index + 1) * WIDTH, head.manifest.size), head.manifest.size)
    }
    const checked = await walk.end()
    const extra = options.paths?.find((path) => !belongs(path, head.manifest.size))
    if (extra !== undefined) throw new Found(findingOf('file-extra', extra, null))
    const { origin, size, root } = head.newest
    return { ok: true, origin, size, root, trusted: trusted.length > 0, checked }
  } catch (error) {
    if (error instanceof Found) return { ok: false, finding: error.finding }
    throw error
  }
}

class Found extends Error {
  readonly finding: Finding

  constructor(finding: Finding, options?: { readonly cause?: unknown }) {
    super(finding.en, options)
    this.finding = finding
  }
}

/** Reads a part; what cannot be read is a finding. */
function reading<T>(what: What, file: string, index: number | null, part: () => T): T {
  try {
    return part()
  } catch (cause) {
    if (cause instanceof JournalFault) throw new Found(findingOf(what, file, index, cause.fault), { cause })
    throw cause
  }
}

async function required(read: ReadFile, file: string, index: number | null): Promise<Uint8Array> {
  const bytes = await read(file)
  if (bytes === undefined) throw new Found(findingOf('file-missing', file, index))
  return bytes
}

interface Head {
  readonly manifest: Manifest
  /** Oldest first; the last is the newest. */
  readonly checkpoints: readonly Checkpoint[]
  readonly newest: Checkpoint
}

async function headOf(read: ReadFile, crypto: Crypto, trusted: readonly NoteKey[], { onProgress }: Options): Promise<Head> {
  const [description, keyLines, newestBytes, bytes] = [
    await required(read, 'bundle.json', null),
    await required(read, 'key', null),
    await required(read, 'checkpoint', null),
    await required(read, 'checkpoints', null),
  ]
  const manifest = reading('manifest-wrong', 'bundle.json', null, () => parseManifest(description))
  const keys = reading('key-wrong', 'key', null, () => parseKeys(crypto.sha256, keyLines))
  const current = keys.at(-1)
  if (current?.algorithm !== 1 || current.name !== manifest.origin) throw new Found(findingOf('key-wrong', 'key', null))
  const texts = reading('checkpoint-wrong', 'checkpoints', null, () => parseCheckpoints(bytes))
  const signed = texts.map((text) => reading('checkpoint-wrong', 'checkpoints', null, () => signedOf(text)))
  const known = [...keys, ...trusted]
  for (const { note, checkpoint } of signed) {
    assertSigned(note, checkpoint, manifest.origin, known, crypto.verify)
    await onProgress?.(0, manifest.size)
  }
  assertOrder(signed.map(({ checkpoint }) => checkpoint))
  const last = signed.at(-1)
  const newestText = reading('checkpoint-wrong', 'checkpoint', null, () => textOf(newestBytes))
  if (last === undefined || texts.at(-1) !== newestText) throw new Found(findingOf('checkpoint-wrong', 'checkpoint', null))
  if (last.checkpoint.size !== manifest.size)
    throw new Found(findingOf('manifest-wrong', 'bundle.json', null, `size ${manifest.size}, checkpoint ${last.checkpoint.size}`))
  assertTrusted(last.note, manifest.origin, trusted)
  return { manifest, checkpoints: signed.map(({ checkpoint }) => checkpoint), newest: last.checkpoint }
}

function signedOf(text: string): { readonly note: Note; readonly checkpoint: Checkpoint } {
  const note = parseNote(text)
  return { note, checkpoint: parseCheckpoint(note.text) }
}

const isOf = ({ name, id }: NoteKey, signature: { readonly name: string; readonly id: number }): boolean => signature.name === name && signature.id === id

/** Each signature is of a known key and right, and one of them is the log's own. */
function assertSigned(note: Note, { origin, size }: Checkpoint, expected: string, keys: readonly NoteKey[], verify: Verify): void {
  const detail = `size ${size}`
  if (origin !== expected) throw new Found(findingOf('checkpoint-wrong', 'checkpoints', null, `${detail}, ${origin}`))
  let own = false
  for (const signature of note.signatures) {
    const key = keys.find((each) => isOf(each, signature))
    if (key === undefined) throw new Found(findingOf('signature-unknown', 'checkpoints', null, `${detail}, ${signature.name}`))
    const single = { text: note.text, signatures: [signature] }
    reading('signature-wrong', 'checkpoints', null, () => (key.algorithm === 4 ? verifyCosignature(single, key, verify) : verifyNote(single, key, verify)))
    own ||= key.algorithm === 1 && key.name === expected
  }
  if (!own) throw new Found(findingOf('signature-unknown', 'checkpoints', null, detail))
}

function assertOrder(checkpoints: readonly Checkpoint[]): void {
  checkpoints.forEach(({ size, root }, at) => {
    const before = checkpoints[at - 1]
    if (before !== undefined && (before.size > size || (before.size === size && !same(before.root, root))))
      throw new Found(findingOf('checkpoint-order', 'checkpoints', null, `${before.size}, ${size}`))
  })
}

/** The signatures are known to be right; here it is whose they are. */
function assertTrusted(note: Note, origin: string, trusted: readonly NoteKey[]): void {
  if (trusted.length === 0) return
  const signs = (key: NoteKey): boolean => note.signatures.some((signature) => isOf(key, signature))
  const logs = trusted.filter(({ algorithm, name }) => algorithm === 1 && name === origin)
  const witnesses = trusted.filter(({ algorithm }) => algorithm === 4)
  if (!logs.some(signs) || !witnesses.every(signs)) throw new Found(findingOf('key-untrusted', 'checkpoint', null))
}

/** Holds what is known of the entries up to here. */
class Walk {
  private readonly read: ReadFile
  private readonly crypto: Crypto
  private readonly head: Head
  private edge: Edge = emptyEdge()
  /** Checkpoints of which the root has been compared. */
  private compared = 0
  private agreed = 0
  private readonly versions = new Map<string, number>()
  /** By the index of the entry that is said to erase: the entries that it erases. */
  private readonly erasures = new Map<number, readonly { readonly index: number; readonly file: string }[]>()
  private payloads = 0
  private erased = 0
  private withheld = 0
  private tiles = 0

  constructor(read: ReadFile, crypto: Crypto, head: Head) {
    this.read = read
    this.crypto = crypto
    this.head = head
    this.compareRoots()
  }

  /** The entries from `index * 256`. */
  async take(index: number): Promise<void> {
    const first = index * WIDTH
    const width = Math.min(WIDTH, this.head.manifest.size - first)
    const [entriesFile, tileFile, payloadFile] = [entriesPath(index, width), tilePath({ level: 0, index, width }), payloadPath(index, width)]
    const leaves = leavesOf(await required(this.read, entriesFile, first))
    const tile = await required(this.read, tileFile, first)
    const contentBytes = await required(this.read, payloadFile, first)
    const lines = contentLines(contentBytes)
    const hashes = new Uint8Array(width * HASH)
    for (let at = 0; at < width; at++) {
      const place = first + at
      const leaf = reading('entry-wrong', entriesFile, place, () => leaves.next().value)
      if (leaf === undefined) throw new Found(findingOf('entry-wrong', entriesFile, place))
      const entry = reading('entry-wrong', entriesFile, place, () => parseLeaf(leaf))
      this.place(entry, place, entriesFile)
      leafHashInto(this.crypto.sha256, leaf, hashes, at * HASH)
      if (!same(hashes.subarray(at * HASH, (at + 1) * HASH), tile.subarray(at * HASH, (at + 1) * HASH)))
        throw new Found(findingOf('tile-differs', tileFile, place))
      const line = reading('payload-wrong', payloadFile, place, () => lines.next().value)
      if (line === undefined) throw new Found(findingOf('payload-wrong', payloadFile, place))
      this.hold(
        entry,
        reading('payload-wrong', payloadFile, place, () => parseContent(line)),
        payloadFile,
      )
    }
    if (reading('entry-wrong', entriesFile, first, () => leaves.next().done) !== true) throw new Found(findingOf('entry-wrong', entriesFile, first + width - 1))
    if (tile.length !== hashes.length) throw new Found(findingOf('tile-differs', tileFile, first))
    if (reading('payload-wrong', payloadFile, first, () => lines.next().done) !== true)
      throw new Found(findingOf('payload-wrong', payloadFile, first + width - 1))
    this.tiles += 1
    await this.grow(hashes)
  }

  private place(entry: Entry, index: number, file: string): void {
    if (entry.index !== index || entry.party !== this.head.manifest.party) throw new Found(findingOf('entry-out-of-place', file, index))
    const version = this.versions.get(entry.stream) ?? 0
    if (entry.version !== version) throw new Found(findingOf('version-gap', file, index, `${entry.stream}: ${version}, ${entry.version}`))
    this.versions.set(entry.stream, version + 1)
  }

  /** Holds a content against its entry, and an entry that erases against what it is said to erase. */
  private hold(entry: Entry, content: Content, file: string): void {
    const { index } = entry
    if (content.index !== index) throw new Found(findingOf('payload-wrong', file, index))
    if ('salt' in content) {
      if (!same(commitment(this.crypto.sha256, content.salt, content.payload), entry.payload)) throw new Found(findingOf('payload-differs', file, index))
      this.payloads += 1
    } else if ('erased' in content) {
      const by = content.erased
      if (by <= index || by >= this.head.manifest.size) throw new Found(findingOf('erasure-unproven', file, index, String(by)))
      this.erasures.set(by, [...(this.erasures.get(by) ?? []), { index, file }])
      this.erased += 1
    } else this.withheld += 1
    const said = this.erasures.get(index) ?? []
    this.erasures.delete(index)
    const unproven = said.find((erasure) => entry.kind !== ERASED || !('salt' in content) || erasedBy(content.payload) !== erasure.index)
    if (unproven !== undefined) throw new Found(findingOf('erasure-unproven', unproven.file, unproven.index, String(index)))
  }

  /** Adds leaves, stopping at the size of each checkpoint to compare its root. */
  private async grow(hashes: Uint8Array): Promise<void> {
    let from = 0
    while (from < hashes.length) {
      const next = this.head.checkpoints[this.compared]?.size ?? Infinity
      const to = Math.min(hashes.length, from + (next - this.edge.size) * HASH)
      const { edge, full } = extend(this.crypto.sha256, this.edge, hashes.subarray(from, to))
      this.edge = edge
      from = to
      for (const tile of full) if (tile.level > 0) await this.compareTile({ ...tile, width: WIDTH }, tile.hashes)
      this.compareRoots()
    }
  }

  /** Of every checkpoint at the size that the tree has now. */
  private compareRoots(): void {
    const { size } = this.edge
    for (let next = this.head.checkpoints[this.compared]; next?.size === size; next = this.head.checkpoints[this.compared]) {
      if (!same(rootOf(this.crypto.sha256, this.edge), next.root)) {
        const [index, detail] = size === this.agreed ? [null, `${size}`] : [this.agreed, `${this.agreed}–${size - 1}`]
        throw new Found(findingOf('root-differs', 'checkpoints', index, detail))
      }
      this.compared += 1
      this.agreed = size
    }
  }

  private async compareTile(tile: Tile, hashes: Uint8Array): Promise<void> {
    const { level, index, width } = tile
    const file = tilePath(tile)
    const leafOf = (place: number): number => (index * WIDTH + place) * WIDTH ** level
    const stored = await required(this.read, file, leafOf(0))
    for (let place = 0; place < width; place++) {
      const [from, to] = [place * HASH, (place + 1) * HASH]
      if (!same(stored.subarray(from, to), hashes.subarray(from, to))) throw new Found(findingOf('tile-differs', file, leafOf(place)))
    }
    if (stored.length !== hashes.length) throw new Found(findingOf('tile-differs', file, leafOf(0)))
    this.tiles += 1
  }

  /** The tiles above the entries that are not yet full; all roots have been compared by now. */
  async end(): Promise<Checked> {
    const { size } = this.head.manifest
    for (const tile of tilesOf(size)) {
      const row = this.edge.levels[tile.level]
      if (tile.level > 0 && tile.width < WIDTH && row !== undefined) await this.compareTile(tile, row)
    }
    const { payloads, erased, withheld, compared: checkpoints, tiles } = this
    return { entries: size, payloads, erased, withheld, checkpoints, tiles }
  }
}

function belongs(path: string, size: number): boolean {
  if (HEAD.has(path) || BESIDE.has(path) || LITTER.test(path)) return true
  const tile = placeOf(path)
  if (tile === undefined) return false
  const hashes = Math.floor(size / WIDTH ** ('level' in tile ? tile.level : 0))
  const full = Math.floor(hashes / WIDTH)
  return tile.width === WIDTH ? tile.index < full : tile.index === full && tile.width === hashes % WIDTH
}

function placeOf(path: string): ReturnType<typeof parseTilePath> | undefined {
  try {
    return parseTilePath(path.startsWith('payload/') ? path.replace('payload/', 'tile/entries/') : path)
  } catch (error) {
    if (error instanceof JournalFault) return undefined
    throw error
  }
}
