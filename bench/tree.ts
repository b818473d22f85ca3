import { createHash } from 'node:crypto'
import { sha256 as noble } from '@noble/hashes/sha2.js'
import { HASH, leafHashes, type Sha256 } from '#journal/merkle.ts'
import { sha256 } from '#journal/sha256.ts'
import { emptyEdge, extend } from '#journal/tile.ts'
import type { Bench, Race } from './measure.ts'

/**
 * Leaves of some 300 bytes into a tree with its tiles: leaf hashes, inner nodes and full tiles. The peers build the same tree
 * with another SHA-256: Node's `createHash`, and @noble/hashes in JavaScript.
 */
export const tree: Bench = { name: 'tree', races }

const LEAVES = 100_000
const LEAF = 300 // bytes
/** Leaves that one commit brings. */
const BATCH = 1000

function leavesOf(count: number): readonly Uint8Array[] {
  const slab = new Uint8Array(count * LEAF).map((_, at) => (at * 2_654_435_761) >>> 13)
  return Array.from({ length: count }, (_, at) => slab.subarray(at * LEAF, (at + 1) * LEAF))
}

const streamed: Sha256 = (data) => createHash('sha256').update(data).digest()
const portable: Sha256 = (data) => noble(data)

function* races(): Iterable<Race> {
  const leaves = leavesOf(LEAVES)
  const grow = (hash: Sha256, count: number, batch: number) => () => () => {
    let edge = emptyEdge()
    for (let at = 0; at < count; at += batch) edge = extend(hash, edge, leafHashes(hash, leaves.slice(at, at + batch))).edge
    return edge.size
  }
  const race = { bench: tree.name, as: 'rate' } as const
  const bulk = { ...race, case: `${LEAVES} leaves of ${LEAF} bytes, ${BATCH} at a time`, ours: grow(sha256, LEAVES, BATCH) }
  yield { ...bulk, peerName: 'node:crypto createHash', peer: grow(streamed, LEAVES, BATCH), budget: { ours: 500_000, ratio: 5 } }
  yield { ...bulk, peerName: '@noble/hashes', peer: grow(portable, LEAVES / 10, BATCH) }
  const hashes = leafHashes(sha256, leaves.slice(0, 10_000))
  const single = (hash: Sha256) => () => () => {
    let edge = emptyEdge()
    for (let at = 0; at < hashes.length; at += HASH) edge = extend(hash, edge, hashes.subarray(at, at + HASH)).edge
    return edge.size
  }
  yield { ...race, case: 'one leaf at a time, its hash given', ours: single(sha256), peerName: 'node:crypto createHash', peer: single(streamed) }
}
