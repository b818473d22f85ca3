import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fromBase64, joined, toHex, utf8 } from './bytes.ts'
import { faultOf } from './fault.fixture.ts'
import { JournalFault } from './fault.ts'
import {
  consistencyPath,
  emptyRoot,
  inclusionPath,
  leafHash,
  leafHashes,
  nodeHash,
  rootAt,
  rootFromInclusion,
  verifyConsistency,
  verifyInclusion,
  type Node,
  type ReadNodes,
} from './merkle.ts'
import { naiveConsistency, naivePath, naiveRoot } from './naive-tree.fixture.ts'
import { sha256 } from './sha256.ts'
import { bytesOf, vectorOf } from './vector.fixture.ts'

const Hashes = z.array(z.string())
const vector = vectorOf(
  'rfc6962',
  z.object({
    empty: z.string(),
    emptyLeaf: z.string(),
    leafOfL123456: z.string(),
    leaves: Hashes,
    roots: Hashes,
    nodes: z.array(Hashes),
    inclusion: z.array(z.object({ size: z.number(), index: z.number(), path: Hashes })),
    consistency: z.array(z.object({ from: z.number(), to: z.number(), path: Hashes })),
    happyPath: z.object({ size1: z.number(), size2: z.number(), root1: z.string(), root2: z.string(), proof: Hashes }),
  }),
)

/** Complete subtrees of a list of leaves, each by the definition. */
function readerOf(leaves: readonly Uint8Array[], asked?: Node[]): ReadNodes {
  return async (nodes) =>
    nodes.map((node) => {
      asked?.push(node)
      const width = 2 ** node.level
      if ((node.index + 1) * width > leaves.length) throw new Error('no complete node there')
      return naiveRoot(leaves.slice(node.index * width, (node.index + 1) * width))
    })
}

const published = vector.leaves.map(bytesOf)

/** `2.0` is a published node; `1.2+0.6` is the hash over two of them. */
function publishedHash(word: string): string {
  const parts = word.split('+').map((place) => {
    const [level = 0, index = 0] = place.split('.').map(Number)
    return bytesOf(vector.nodes[level]?.[index] ?? '')
  })
  const [left = new Uint8Array(), right] = parts
  return toHex(right === undefined ? left : nodeHash(sha256, left, right))
}

describe('published trees', () => {
  test('hash to the published values', async () => {
    expect(toHex(emptyRoot(sha256))).toBe(vector.empty)
    expect(toHex(leafHash(sha256, new Uint8Array()))).toBe(vector.emptyLeaf)
    expect(toHex(leafHash(sha256, utf8('L123456')))).toBe(vector.leafOfL123456)
    expect(vector.roots).toHaveLength(9)
    for (const [size, root] of vector.roots.entries()) expect(toHex(await rootAt(sha256, size, readerOf(published)))).toBe(root)
  })

  test('have the published inclusion proofs', async () => {
    expect(vector.inclusion.length).toBeGreaterThan(10)
    for (const { size, index, path } of vector.inclusion) {
      const proof = await inclusionPath(sha256, index, size, readerOf(published))
      expect(proof.map(toHex)).toEqual(path.map(publishedHash))
      const leaf = leafHash(sha256, published[index] ?? new Uint8Array())
      verifyInclusion(sha256, { index, size, leafHash: leaf, path: proof, root: bytesOf(vector.roots[size] ?? '') })
    }
  })

  test('have the published consistency proofs', async () => {
    expect(vector.consistency.length).toBeGreaterThan(10)
    for (const { from, to, path } of vector.consistency) {
      const proof = await consistencyPath(sha256, from, to, readerOf(published))
      expect(proof.map(toHex)).toEqual(path.map(publishedHash))
      verifyConsistency(sha256, { from, to, fromRoot: bytesOf(vector.roots[from] ?? ''), toRoot: bytesOf(vector.roots[to] ?? ''), path: proof })
    }
    const { size1, size2, root1, root2, proof } = vector.happyPath
    verifyConsistency(sha256, { from: size1, to: size2, fromRoot: fromBase64(root1), toRoot: fromBase64(root2), path: proof.map(fromBase64) })
  })
})

const leavesOf = (size: number): readonly Uint8Array[] => Array.from({ length: size }, (_, at) => utf8(`leaf ${at}`))
const sizes = fc.integer({ min: 1, max: 200 })

describe('trees of every small size', () => {
  test('prove what the definition says, and read each node once', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (size, seed) => {
        const leaves = leavesOf(size)
        const index = seed % size
        const asked: Node[] = []
        const path = await inclusionPath(sha256, index, size, readerOf(leaves, asked))
        expect(path.map(toHex)).toEqual(naivePath(index, leaves).map(toHex))
        expect(new Set(asked.map(({ level, index: place }) => `${level} ${place}`)).size).toBe(asked.length)
        const root = await rootAt(sha256, size, readerOf(leaves))
        expect(toHex(root)).toBe(toHex(naiveRoot(leaves)))
        verifyInclusion(sha256, { index, size, leafHash: leafHash(sha256, leaves[index] ?? new Uint8Array()), path, root })
      }),
      { seed: 41, numRuns: 200 },
    )
  })

  test('begin one another as the definition says', async () => {
    await fc.assert(
      fc.asyncProperty(sizes, fc.nat(), async (to, seed) => {
        const leaves = leavesOf(to)
        const from = seed % (to + 1)
        const path = await consistencyPath(sha256, from, to, readerOf(leaves))
        expect(path.map(toHex)).toEqual((from === 0 ? [] : naiveConsistency(from, leaves)).map(toHex))
        verifyConsistency(sha256, { from, to, fromRoot: naiveRoot(leaves.slice(0, from)), toRoot: naiveRoot(leaves), path })
      }),
      { seed: 42, numRuns: 200 },
    )
  })

  test('a proof is of one index only', async () => {
    const leaves = leavesOf(37)
    const root = naiveRoot(leaves)
    for (const index of leaves.keys()) {
      const path = await inclusionPath(sha256, index, 37, readerOf(leaves))
      const leaf = leafHash(sha256, leaves[index] ?? new Uint8Array())
      const accepted = [...leaves.keys()].filter(
        (place) => faultOf(() => verifyInclusion(sha256, { index: place, size: 37, leafHash: leaf, path, root })) === undefined,
      )
      expect(accepted).toEqual([index])
    }
  })

  test('leaf hashes come in one piece', () => {
    const leaves = [...leavesOf(20), new Uint8Array(5000), new Uint8Array()]
    expect(toHex(leafHashes(sha256, leaves))).toBe(leaves.map((leaf) => toHex(leafHash(sha256, leaf))).join(''))
    const slow = Object.assign((data: Uint8Array) => sha256(data), {})
    expect(toHex(leafHashes(slow, leaves))).toBe(toHex(leafHashes(sha256, leaves)))
  })
})

/** A tree of any size in which every leaf is the same but one: each complete node is known without the rest. */
function vastTree(special: number): { readonly read: ReadNodes; readonly leafAt: (index: number) => Uint8Array } {
  const plain = [leafHash(sha256, utf8('plain'))]
  const marked = [leafHash(sha256, utf8('marked'))]
  const top = (row: readonly Uint8Array[]): Uint8Array => row.at(-1) ?? new Uint8Array(32)
  for (let level = 1, place = special; level <= 53; level++, place = Math.floor(place / 2)) {
    marked.push(place % 2 === 0 ? nodeHash(sha256, top(marked), top(plain)) : nodeHash(sha256, top(plain), top(marked)))
    plain.push(nodeHash(sha256, top(plain), top(plain)))
  }
  const hashOf = ({ level, index }: Node): Uint8Array => (Math.floor(special / 2 ** level) === index ? marked : plain)[level] ?? new Uint8Array(32)
  return { read: async (nodes) => nodes.map(hashOf), leafAt: (index) => hashOf({ level: 0, index }) }
}

describe('trees of up to 2^53-1 leaves', () => {
  const MOST = Number.MAX_SAFE_INTEGER

  test('prove their leaves', async () => {
    for (const size of [MOST, MOST - 1, 2 ** 52 + 1, 2 ** 52, 2 ** 32 + 1, 2 ** 31, 4_294_967_299])
      for (const index of [0, 1, 2 ** 31 - 1, Math.floor(size / 2), size - 2, size - 1]) {
        const { read, leafAt } = vastTree(index)
        const [root, path] = [await rootAt(sha256, size, read), await inclusionPath(sha256, index, size, read)]
        verifyInclusion(sha256, { index, size, leafHash: leafAt(index), path, root })
        expect(path.length).toBeLessThanOrEqual(53)
        const beside = index === 0 ? 1 : index - 1
        expect(faultOf(() => verifyInclusion(sha256, { index: beside, size, leafHash: leafAt(index), path, root }))).toMatch(/root-mismatch|proof-length/)
      }
  })

  test('begin one another', async () => {
    for (const [from, to] of [
      [1, MOST],
      [MOST - 1, MOST],
      [2 ** 52, MOST],
      [2 ** 52 - 1, 2 ** 52],
      [2 ** 32 + 5, 2 ** 45 + 3],
      [3, 2 ** 53 - 3],
    ] as const) {
      const { read } = vastTree(from - 1)
      const [fromRoot, toRoot, path] = [await rootAt(sha256, from, read), await rootAt(sha256, to, read), await consistencyPath(sha256, from, to, read)]
      verifyConsistency(sha256, { from, to, fromRoot, toRoot, path })
      expect(faultOf(() => verifyConsistency(sha256, { from, to, fromRoot: toRoot, toRoot, path }))).toBe('root-mismatch')
    }
  })
})

describe('what proves nothing', () => {
  const leaf = leafHash(sha256, utf8('a'))
  const root = leaf

  test('an index or a size that is none is refused', async () => {
    const faults = [
      faultOf(() => rootFromInclusion(sha256, { index: 1, size: 1, leafHash: leaf, path: [] })),
      faultOf(() => rootFromInclusion(sha256, { index: -1, size: 1, leafHash: leaf, path: [] })),
      faultOf(() => rootFromInclusion(sha256, { index: 0.5, size: 1, leafHash: leaf, path: [] })),
      faultOf(() => rootFromInclusion(sha256, { index: 0, size: 2 ** 53, leafHash: leaf, path: [] })),
      faultOf(() => rootFromInclusion(sha256, { index: 0, size: 0, leafHash: leaf, path: [] })),
      faultOf(() => verifyConsistency(sha256, { from: 2, to: 1, fromRoot: root, toRoot: root, path: [] })),
    ]
    expect(faults).toEqual(['index-beyond-tree', 'number-out-of-range', 'number-out-of-range', 'number-out-of-range', 'index-beyond-tree', 'index-beyond-tree'])
    await expect(inclusionPath(sha256, 3, 3, readerOf(leavesOf(3)))).rejects.toThrow(JournalFault)
    await expect(consistencyPath(sha256, 4, 3, readerOf(leavesOf(3)))).rejects.toThrow(JournalFault)
  })

  test('a path too long, too short or of other than hashes is refused', () => {
    const other = leafHash(sha256, utf8('b'))
    expect(faultOf(() => rootFromInclusion(sha256, { index: 0, size: 1, leafHash: leaf, path: [other] }))).toBe('proof-length')
    expect(faultOf(() => rootFromInclusion(sha256, { index: 0, size: 2, leafHash: leaf, path: [] }))).toBe('proof-length')
    expect(faultOf(() => rootFromInclusion(sha256, { index: 0, size: 2, leafHash: leaf, path: [other.slice(1)] }))).toBe('proof-malformed')
    expect(faultOf(() => rootFromInclusion(sha256, { index: 0, size: 2, leafHash: joined(leaf, leaf), path: [other] }))).toBe('proof-malformed')
    expect(faultOf(() => verifyConsistency(sha256, { from: 1, to: 2, fromRoot: leaf, toRoot: other, path: [] }))).toBe('proof-length')
    expect(faultOf(() => verifyConsistency(sha256, { from: 1, to: 1, fromRoot: leaf, toRoot: leaf, path: [other] }))).toBe('proof-length')
    expect(faultOf(() => verifyConsistency(sha256, { from: 3, to: 5, fromRoot: leaf, toRoot: other, path: [] }))).toBe('proof-length')
  })

  test('equal sizes need equal roots, and only the empty root begins everything', () => {
    const other = leafHash(sha256, utf8('b'))
    expect(faultOf(() => verifyConsistency(sha256, { from: 1, to: 1, fromRoot: leaf, toRoot: other, path: [] }))).toBe('root-mismatch')
    expect(faultOf(() => verifyConsistency(sha256, { from: 0, to: 1, fromRoot: leaf, toRoot: other, path: [] }))).toBe('root-mismatch')
    expect(faultOf(() => verifyConsistency(sha256, { from: 0, to: 1, fromRoot: emptyRoot(sha256), toRoot: other, path: [] }))).toBeUndefined()
    expect(faultOf(() => verifyConsistency(sha256, { from: 0, to: 1, fromRoot: emptyRoot(sha256), toRoot: other, path: [leaf] }))).toBe('proof-length')
  })

  test('a reader that brings too few nodes is a fault', async () => {
    await expect(rootAt(sha256, 3, async () => [leaf])).rejects.toThrow('2 nodes were asked for and 1 came')
  })
})
