import { same } from './bytes.ts'
import { JournalFault } from './fault.ts'

/** SHA-256 of the bytes, 32 bytes. `into`, where there is one, writes them at a place of `out` instead: the bulk paths use it. */
export interface Sha256 {
  (data: Uint8Array): Uint8Array
  readonly into?: (data: Uint8Array, out: Uint8Array, at: number) => void
}

/** Bytes of a hash. */
export const HASH = 32

/** The complete subtree over the leaves `index * 2^level` to `(index + 1) * 2^level - 1`. */
export interface Node {
  readonly level: number
  readonly index: number
}

/** The hashes of the nodes, in their order. Whoever reads them throws where one is not to be had. */
export type ReadNodes = (nodes: readonly Node[]) => Promise<readonly Uint8Array[]>

/** RFC 6962, section 2.1: SHA-256(0x00 ‖ data). */
export function leafHash(sha256: Sha256, data: Uint8Array): Uint8Array {
  return sha256(leafInput(data))
}

/** The leaf hashes one after the other, 32 bytes each, without a small array for each. */
export function leafHashes(sha256: Sha256, leaves: readonly Uint8Array[]): Uint8Array {
  const hashes = new Uint8Array(leaves.length * HASH)
  let at = 0
  for (const leaf of leaves) {
    leafHashInto(sha256, leaf, hashes, at)
    at += HASH
  }
  return hashes
}

/** The leaf hash, written at a place of `out`. */
export function leafHashInto(sha256: Sha256, data: Uint8Array, out: Uint8Array, at: number): void {
  digest(sha256, leafInput(data), out, at)
}

/** Reused from call to call, because hashing is synchronous and arrays of more than some bytes are dear to make. */
let leafSpace = new Uint8Array(1024)
/** By length: views of its beginning, which are dear to make too. */
let leafViews = new Map<number, Uint8Array>()

function leafInput(data: Uint8Array): Uint8Array {
  const length = data.length + 1
  if (length > leafSpace.length) {
    leafSpace = new Uint8Array(length * 2)
    leafViews = new Map()
  }
  const view = leafViews.get(length) ?? leafSpace.subarray(0, length)
  leafViews.set(length, view)
  leafSpace.set(data, 1)
  return view
}

const nodeSpace = Uint8Array.of(1, ...new Uint8Array(2 * HASH))

/** RFC 6962, section 2.1: SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeSpace.set(left, 1)
  nodeSpace.set(right, 1 + HASH)
  return sha256(nodeSpace)
}

/** Leaves of the largest subtree that is hashed in one go. */
const BLOCK = 256
/** A byte for 0x01, then the hashes of a row; and by pair the view from the byte before it. */
const rowSpace = new Uint8Array(1 + BLOCK * HASH)
const pairViews = Array.from({ length: BLOCK / 2 }, (_, pair) => rowSpace.subarray(pair * 2 * HASH, pair * 2 * HASH + 1 + 2 * HASH))

/** The root over a power of two of hashes, 256 at most, that stand side by side from byte `from`; written at a place of `out`. */
export function rootOfRow(sha256: Sha256, hashes: Uint8Array, from: number, width: number, out: Uint8Array, at: number): void {
  rowSpace.set(hashes.subarray(from, from + width * HASH), 1)
  for (let pairs = width / 2; pairs >= 1; pairs /= 2)
    for (let pair = 0; pair < pairs; pair++) {
      // The byte before a pair is of one that has been hashed; the hash goes where that one stood.
      rowSpace[pair * 2 * HASH] = 1
      digest(sha256, pairViews[pair] ?? rowSpace, rowSpace, 1 + pair * HASH)
    }
  out.set(rowSpace.subarray(1, 1 + HASH), at)
}

function digest(sha256: Sha256, data: Uint8Array, out: Uint8Array, at: number): void {
  if (sha256.into === undefined) out.set(sha256(data), at)
  else sha256.into(data, out, at)
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0))
}

/** Leaves `from` to `to - 1`, where `from` is a multiple of a power of two that is not smaller than `to - from`. */
interface Range {
  readonly from: number
  readonly to: number
}

/** The hashes that lead from a leaf to the root of the first `size` leaves, its sibling first (RFC 6962, section 2.1.1). */
export async function inclusionPath(sha256: Sha256, index: number, size: number, read: ReadNodes): Promise<readonly Uint8Array[]> {
  assertWithin(index, size)
  const path: Range[] = []
  let { from, to }: Range = { from: 0, to: size }
  while (to - from > 1) {
    const middle = from + largestPowerBelow(to - from)
    if (index < middle) {
      path.push({ from: middle, to })
      to = middle
    } else {
      path.push({ from, to: middle })
      from = middle
    }
  }
  return hashesOf(sha256, path.toReversed(), read)
}

/** The hashes that lead from the root of the first `from` leaves to that of the first `to` (RFC 6962, section 2.1.2). None where `from` is 0 or `to`. */
export async function consistencyPath(sha256: Sha256, from: number, to: number, read: ReadNodes): Promise<readonly Uint8Array[]> {
  assertSizes(from, to)
  if (from === 0 || from === to) return []
  const path: Range[] = []
  let within: Range = { from: 0, to }
  while (within.to !== from) {
    const middle = within.from + largestPowerBelow(within.to - within.from)
    if (from <= middle) {
      path.push({ from: middle, to: within.to })
      within = { from: within.from, to: middle }
    } else {
      path.push({ from: within.from, to: middle })
      within = { from: middle, to: within.to }
    }
  }
  // The whole old tree needs no hash: who asks has its root.
  if (within.from > 0) path.push(within)
  return hashesOf(sha256, path.toReversed(), read)
}

export async function rootAt(sha256: Sha256, size: number, read: ReadNodes): Promise<Uint8Array> {
  assertSize(size)
  if (size === 0) return emptyRoot(sha256)
  const [root] = await hashesOf(sha256, [{ from: 0, to: size }], read)
  return root ?? emptyRoot(sha256)
}

/** The complete subtrees of a range, largest first. */
function nodesOf({ from, to }: Range): readonly Node[] {
  const nodes: Node[] = []
  let start = from
  while (start < to) {
    let level = 0
    let width = 1
    while (width * 2 <= to - start) {
      width *= 2
      level += 1
    }
    nodes.push({ level, index: start / width })
    start += width
  }
  return nodes
}

async function hashesOf(sha256: Sha256, ranges: readonly Range[], read: ReadNodes): Promise<readonly Uint8Array[]> {
  const parts = ranges.map(nodesOf)
  const nodes = parts.flat()
  const hashes = nodes.length === 0 ? [] : await read(nodes)
  if (hashes.length !== nodes.length) throw new JournalFault('hash-missing', `${nodes.length} nodes were asked for and ${hashes.length} came`)
  let at = 0
  return parts.map(({ length }) => {
    const peaks = hashes.slice(at, at + length)
    at += length
    return rootOfPeaks(sha256, peaks)
  })
}

/** The root over complete subtrees that stand side by side, largest first. None at all: the empty root. */
export function rootOfPeaks(sha256: Sha256, peaks: readonly Uint8Array[]): Uint8Array {
  const [last, ...before] = peaks.toReversed()
  if (last === undefined) return emptyRoot(sha256)
  return before.reduce((right, left) => nodeHash(sha256, left, right), last)
}

function largestPowerBelow(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

interface Inclusion {
  readonly index: number
  /** Leaves of the tree. */
  readonly size: number
  readonly leafHash: Uint8Array
  readonly path: readonly Uint8Array[]
}

/** The one root of which the path can be a proof (RFC 9162, section 2.1.3.2); a path too long or too short is refused (`proof-length`). */
export function rootFromInclusion(sha256: Sha256, { index, size, leafHash, path }: Inclusion): Uint8Array {
  assertWithin(index, size)
  assertHashes([leafHash, ...path])
  let place = index
  let last = size - 1
  let root = leafHash
  for (const hash of path) {
    if (last === 0) throw new JournalFault('proof-length', `the path of leaf ${index} of ${size} is too long: ${path.length} hashes`)
    if (place % 2 === 1 || place === last) {
      root = nodeHash(sha256, hash, root)
      // At the right edge, levels at which this node has no sibling are passed over.
      while (place % 2 === 0 && place > 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else root = nodeHash(sha256, root, hash)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  if (last !== 0) throw new JournalFault('proof-length', `the path of leaf ${index} of ${size} is too short: ${path.length} hashes`)
  return root
}

/** Throws unless the leaf is proven to be in the tree of that root, at that index. */
export function verifyInclusion(sha256: Sha256, proof: Inclusion & { readonly root: Uint8Array }): void {
  const { index, size, root } = proof
  if (!same(rootFromInclusion(sha256, proof), root)) throw new JournalFault('root-mismatch', `leaf ${index} is not proven to be in this tree of ${size}`)
}

interface Consistency {
  /** Leaves of the older tree. */
  readonly from: number
  readonly to: number
  readonly fromRoot: Uint8Array
  readonly toRoot: Uint8Array
  readonly path: readonly Uint8Array[]
}

/**
 * Throws unless the older tree is proven to be the beginning of the newer (RFC 9162, section 2.1.4.2). The empty tree is the beginning of every
 * tree and equal sizes need equal roots; for both the path is empty.
 */
export function verifyConsistency(sha256: Sha256, { from, to, fromRoot, toRoot, path }: Consistency): void {
  assertSizes(from, to)
  assertHashes([fromRoot, toRoot, ...path])
  const mismatch = (): JournalFault => new JournalFault('root-mismatch', `the tree of ${from} is not proven to be the beginning of this tree of ${to}`)
  const length = (): JournalFault => new JournalFault('proof-length', `${path.length} hashes cannot prove that a tree of ${from} begins one of ${to}`)
  if (from === 0 && !same(fromRoot, emptyRoot(sha256))) throw mismatch()
  if (from === to && !same(fromRoot, toRoot)) throw mismatch()
  if (from === 0 || from === to) {
    if (path.length > 0) throw length()
    return
  }
  let place = from - 1
  let last = to - 1
  while (place % 2 === 1) {
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  // A complete old tree is a node of the new one, and its root is where the path begins.
  const [start, ...rest] = place === 0 ? [fromRoot, ...path] : path
  if (start === undefined) throw length()
  let older = start
  let newer = start
  for (const hash of rest) {
    if (last === 0) throw length()
    if (place % 2 === 1 || place === last) {
      older = nodeHash(sha256, hash, older)
      newer = nodeHash(sha256, hash, newer)
      while (place % 2 === 0 && place > 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else newer = nodeHash(sha256, newer, hash)
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  if (last !== 0) throw length()
  if (!same(older, fromRoot) || !same(newer, toRoot)) throw mismatch()
}

/** Sizes of trees are whole numbers to 2^53-1. */
export function assertSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new JournalFault('number-out-of-range', `a tree cannot have ${size} leaves`)
}

function assertSizes(from: number, to: number): void {
  assertSize(from)
  assertSize(to)
  if (from > to) throw new JournalFault('index-beyond-tree', `a tree of ${from} leaves is no beginning of one of ${to}`)
}

function assertWithin(index: number, size: number): void {
  assertSize(size)
  if (!Number.isSafeInteger(index) || index < 0) throw new JournalFault('number-out-of-range', `${index} is no index of a leaf`)
  if (index >= size) throw new JournalFault('index-beyond-tree', `there is no leaf ${index} in a tree of ${size}`)
}

function assertHashes(hashes: readonly Uint8Array[]): void {
  const wrong = hashes.find(({ length }) => length !== HASH)
  if (wrong !== undefined) throw new JournalFault('proof-malformed', `a hash has ${HASH} bytes, not ${wrong.length}`)
}
