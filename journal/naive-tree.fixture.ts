import { createHash } from 'node:crypto'

/** RFC 6962, section 2.1, as it is written there: a function of the whole list, with nothing kept. */
const hash = (...parts: readonly Uint8Array[]): Uint8Array => parts.reduce((digest, part) => digest.update(part), createHash('sha256')).digest()

/** k of the RFC: the largest power of two smaller than n. */
function split(count: number): number {
  let power = 1
  while (power * 2 < count) power *= 2
  return power
}

export function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves
  if (only === undefined) return hash()
  if (leaves.length === 1) return hash(Uint8Array.of(0), only)
  const k = split(leaves.length)
  return hash(Uint8Array.of(1), naiveRoot(leaves.slice(0, k)), naiveRoot(leaves.slice(k)))
}

export function naivePath(index: number, leaves: readonly Uint8Array[]): readonly Uint8Array[] {
  if (leaves.length <= 1) return []
  const k = split(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return index < k ? [...naivePath(index, left), naiveRoot(right)] : [...naivePath(index - k, right), naiveRoot(left)]
}

export function naiveConsistency(from: number, leaves: readonly Uint8Array[], whole = true): readonly Uint8Array[] {
  if (from === leaves.length) return whole ? [] : [naiveRoot(leaves)]
  const k = split(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return from <= k ? [...naiveConsistency(from, left, whole), naiveRoot(right)] : [...naiveConsistency(from - k, right, false), naiveRoot(left)]
}
