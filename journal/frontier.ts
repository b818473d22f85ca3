import { JournalFault } from './fault.ts'
import { HASH, nodeHash, rootOfPeaks, type Node, type Sha256 } from './merkle.ts'

/**
 * The right edge of a tree: the roots of its complete subtrees, largest first, one for each bit that is set in the size.
 * It is all that appending needs to know, some 640 bytes at a million entries.
 */
export interface Frontier {
  readonly size: number
  readonly peaks: readonly Uint8Array[]
}

/** A complete subtree that an append has closed. */
export interface Closed extends Node {
  readonly hash: Uint8Array
}

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] }

/** How many bits are set. Sizes go to 2^53, past what the bitwise operators hold. */
function peaksOf(size: number): number {
  let count = 0
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2
  return count
}

/** Adds leaves on the right, and tells of each subtree of 256^n leaves that this completes, in order. About two hashes a leaf. */
export function extendFrontier(
  sha256: Sha256,
  { size, peaks }: Frontier,
  leafHashes: readonly Uint8Array[],
): { readonly frontier: Frontier; readonly closed: readonly Closed[] } {
  const grown = [...peaks]
  const closed: Closed[] = []
  let count = size
  for (const leaf of leafHashes) {
    let hash = leaf
    let level = 0
    for (let rest = count; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      const left = grown.pop()
      if (left === undefined) throw new JournalFault('tree-damaged', `a tree of ${count} leaves lacks a subtree at its right edge`)
      hash = nodeHash(sha256, left, hash)
      level++
      if (level % 8 === 0) closed.push({ level, index: (count + 1) / 2 ** level - 1, hash })
    }
    grown.push(hash)
    count++
  }
  return { frontier: { size: count, peaks: grown }, closed }
}

export function rootOfFrontier(sha256: Sha256, { peaks }: Frontier): Uint8Array {
  return rootOfPeaks(sha256, peaks)
}

/** Read back from storage: the peaks one after the other, as many as the size asks for. */
export function frontierFrom(size: number, bytes: Uint8Array): Frontier {
  const count = peaksOf(size)
  if (bytes.length !== count * HASH)
    throw new JournalFault('tree-damaged', `a tree of ${size} leaves has ${count} complete subtrees at its right edge; ${bytes.length / HASH} are stored`)
  return { size, peaks: Array.from({ length: count }, (_, place) => bytes.subarray(place * HASH, (place + 1) * HASH)) }
}
