import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { toHex, utf8 } from './bytes.ts'
import { faultOf } from './fault.fixture.ts'
import { consistencyPath, HASH, inclusionPath, leafHashes, nodeHash, rootAt, verifyConsistency, verifyInclusion, type Sha256 } from './merkle.ts'
import { naiveRoot } from './naive-tree.fixture.ts'
import { sha256 } from './sha256.ts'
import {
  decodeEntries,
  edgeFrom,
  emptyEdge,
  encodeEntries,
  entriesPath,
  extend,
  parseTilePath,
  readNodesFromTiles,
  rootOf,
  tilePath,
  tilesOf,
  WIDTH,
  type Edge,
  type FullTile,
} from './tile.ts'
import { vectorOf } from './vector.fixture.ts'

const vector = vectorOf(
  'tile',
  z.object({
    path: z.object({ index: z.number(), elements: z.string() }),
    trees: z.array(z.object({ size: z.number(), full: z.array(z.number()), partial: z.array(z.number()) })),
  }),
)

describe('paths of tiles', () => {
  test('are those of the specification', () => {
    const { index, elements } = vector.path
    expect(tilePath({ level: 0, index, width: 256 })).toBe(`tile/0/${elements}`)
    expect(tilePath({ level: 63, index: 0, width: 1 })).toBe('tile/63/000.p/1')
    expect(entriesPath(index, 17)).toBe(`tile/entries/${elements}.p/17`)
    expect(entriesPath(1000, 256)).toBe('tile/entries/x001/000')
  })

  test('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 63 }), fc.oneof(fc.nat(2000), fc.maxSafeNat()), fc.integer({ min: 1, max: 256 }), (level, index, width) => {
        expect(parseTilePath(tilePath({ level, index, width }))).toEqual({ level, index, width })
        expect(parseTilePath(entriesPath(index, width))).toEqual({ entries: true, index, width })
      }),
      { seed: 51, numRuns: 500 },
    )
  })

  test('have one spelling', () => {
    const wrong = [
      'tile/0/0',
      'tile/0/00',
      'tile/0/0000',
      'tile/00/000',
      'tile/64/000',
      'tile/0/001/000',
      'tile/0/x000/000',
      'tile/0/x001/x000',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/257',
      'tile/0/000.p/01',
      'tile/0/000/',
      '/tile/0/000',
      'tile/entry/000',
      'tile/0/../000',
      'tile/0/x999/x999/x999/x999/x999/999',
    ]
    expect(wrong.filter((path) => faultOf(() => parseTilePath(path)) !== 'path-malformed')).toEqual([])
    expect(faultOf(() => tilePath({ level: 64, index: 0, width: 1 }))).toBe('path-malformed')
    expect(faultOf(() => entriesPath(-1, 1))).toBe('path-malformed')
    expect(faultOf(() => entriesPath(0, 0))).toBe('path-malformed')
  })

  test('a tree has the tiles that the specification counts', () => {
    for (const { size, full, partial } of vector.trees) {
      const tiles = [...tilesOf(size)]
      expect(full.map((_, level) => tiles.filter((tile) => tile.level === level && tile.width === WIDTH).length)).toEqual(full)
      expect(partial.map((_, level) => tiles.find((tile) => tile.level === level && tile.width < WIDTH)?.width ?? 0)).toEqual(partial)
    }
    expect([...tilesOf(0)]).toEqual([])
  })
})

describe('bundles of entries', () => {
  test('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (leaves) => {
        expect(decodeEntries(encodeEntries(leaves)).map(toHex)).toEqual(leaves.map(toHex))
      }),
      { seed: 52, numRuns: 200 },
    )
    expect(toHex(encodeEntries([Uint8Array.of(7), new Uint8Array(258)]).slice(0, 5))).toBe('0001070102')
    expect(decodeEntries(encodeEntries([new Uint8Array(65_535)]))[0]).toHaveLength(65_535)
  })

  test('cut short or too long an entry they are refused', () => {
    for (const bytes of [Uint8Array.of(0), Uint8Array.of(0, 1), Uint8Array.of(0, 0, 0, 2, 1)])
      expect(faultOf(() => decodeEntries(bytes))).toBe('tile-malformed')
    expect(faultOf(() => encodeEntries([new Uint8Array(65_536)]))).toBe('tile-malformed')
  })
})

const leavesOf = (size: number): readonly Uint8Array[] => Array.from({ length: size }, (_, at) => utf8(`leaf ${at}`))

interface Grown {
  readonly edge: Edge
  readonly tiles: ReadonlyMap<string, Uint8Array>
}

/** A tree and its tiles, grown in steps. */
function grown(hashes: Uint8Array, steps: readonly number[], edge = emptyEdge()): Grown {
  const tiles = new Map<string, Uint8Array>()
  let now = edge
  for (let at = 0, step = 0; at < hashes.length; step++) {
    const to = Math.min(hashes.length, at + (steps[step % steps.length] ?? 1) * HASH)
    const { edge: next, full } = extend(sha256, now, hashes.subarray(at, to))
    for (const tile of full) tiles.set(tilePath({ ...tile, width: WIDTH }), tile.hashes)
    now = next
    at = to
  }
  now.levels.forEach((row, level) => {
    if (row.length > 0) tiles.set(tilePath({ level, index: Math.floor(now.size / WIDTH ** (level + 1)), width: row.length / HASH }), row)
  })
  return { edge: now, tiles }
}

describe('growing', () => {
  test('gives the root of the definition at every size, in whatever steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 }), (size, steps) => {
        const leaves = leavesOf(size)
        const { edge, tiles } = grown(leafHashes(sha256, leaves), steps)
        expect(edge.size).toBe(size)
        expect(toHex(rootOf(sha256, edge))).toBe(toHex(naiveRoot(leaves)))
        expect([...tiles.keys()].toSorted()).toEqual([...tilesOf(size)].map(tilePath).toSorted())
        expect(edgeFrom(sha256, size, edge.levels)).toEqual({ ...edge, levels: edge.levels.slice(0, size >= WIDTH ? 2 : size > 0 ? 1 : 0) })
      }),
      { seed: 53, numRuns: 60 },
    )
  })

  test('leaves the edge that it began from as it was', () => {
    const { edge } = grown(leafHashes(sha256, leavesOf(255)), [255])
    const before = JSON.stringify(edge)
    const [one, other] = [leafHashes(sha256, [utf8('one')]), leafHashes(sha256, [utf8('other')])]
    const first = extend(sha256, edge, one)
    const second = extend(sha256, edge, other)
    expect(JSON.stringify(edge)).toBe(before)
    expect(toHex(rootOf(sha256, first.edge))).toBe(toHex(naiveRoot([...leavesOf(255), utf8('one')])))
    expect(toHex(rootOf(sha256, second.edge))).toBe(toHex(naiveRoot([...leavesOf(255), utf8('other')])))
    expect([first, second].map(({ full }: { readonly full: readonly FullTile[] }) => full.length)).toEqual([1, 1])
  })

  test('a leaf costs the joins of its place and nothing of the tile is hashed again', () => {
    let count = 0
    const counting: Sha256 = (data) => {
      count += 1
      return sha256(data)
    }
    const hashes = leafHashes(sha256, leavesOf(1024))
    let edge = emptyEdge()
    for (let at = 0; at < 1024; at++) edge = extend(counting, edge, hashes.subarray(at * HASH, (at + 1) * HASH)).edge
    expect(count).toBe(1023) // every inner node of the tree, once
  })

  test('a tree of 70,000 proves leaves and beginnings from its tiles, reading each tile once a call', async () => {
    const size = 70_000
    const hashes = leafHashes(sha256, leavesOf(size))
    const { edge, tiles } = grown(hashes, [1, 700, 256, 5000])
    let reads: string[] = []
    const read = readNodesFromTiles(sha256, size, async (tile) => {
      reads.push(tilePath(tile))
      const bytes = tiles.get(tilePath(tile))
      if (bytes === undefined) throw new Error(`no ${tilePath(tile)}`)
      return bytes
    })
    const root = rootOf(sha256, edge)
    expect(toHex(await rootAt(sha256, size, read))).toBe(toHex(root))
    for (const index of [0, 1, 255, 256, 65_535, 65_536, 65_791, 69_887, 69_888, 69_999]) {
      reads = []
      const path = await inclusionPath(sha256, index, size, read)
      expect(reads.length).toBe(new Set(reads).size)
      verifyInclusion(sha256, { index, size, leafHash: hashes.subarray(index * HASH, (index + 1) * HASH), path, root })
    }
    for (const from of [1, 255, 256, 257, 4097, 65_536, 65_537, 69_888, 69_999]) {
      const [fromRoot, path] = [await rootAt(sha256, from, read), await consistencyPath(sha256, from, size, read)]
      verifyConsistency(sha256, { from, to: size, fromRoot, toRoot: root, path })
    }
    await expect(read([{ level: 0, index: 70_000 }])).rejects.toThrow('no complete node')
    await expect(readNodesFromTiles(sha256, 3, async () => new Uint8Array(32))([{ level: 0, index: 0 }])).rejects.toThrow('has 32 bytes, not 96')
  })

  test('goes on near 2^53', async () => {
    const plain = [leafHashes(sha256, [utf8('same')])]
    for (let level = 1; level <= 53; level++) {
      const below = plain.at(-1) ?? new Uint8Array()
      plain.push(nodeHash(sha256, below, below))
    }
    const size = 2 ** 53 - 3
    const rows: Uint8Array[] = []
    for (let hashes = size, level = 0; hashes > 0; hashes = Math.floor(hashes / WIDTH), level += 8) {
      const row = new Uint8Array((hashes % WIDTH) * HASH)
      for (let at = 0; at < row.length; at += HASH) row.set(plain[level] ?? [], at)
      rows.push(row)
    }
    const edge = edgeFrom(sha256, size, rows)
    const after = extend(sha256, edge, Uint8Array.from([...(plain[0] ?? []), ...(plain[0] ?? [])])).edge
    expect(after.size).toBe(Number.MAX_SAFE_INTEGER)
    const read = async (nodes: readonly { readonly level: number }[]): Promise<readonly Uint8Array[]> =>
      nodes.map(({ level }) => plain[level] ?? new Uint8Array())
    expect(toHex(rootOf(sha256, after))).toBe(toHex(await rootAt(sha256, after.size, read)))
    expect(faultOf(() => extend(sha256, after, plain[0] ?? new Uint8Array()))).toBe('number-out-of-range')
  })

  test('stored rows that are not those of a tree of that size are refused', () => {
    const row = new Uint8Array(3 * HASH)
    expect(faultOf(() => edgeFrom(sha256, 4, [row]))).toBe('tile-malformed')
    expect(faultOf(() => edgeFrom(sha256, 3, [row, row]))).toBe('tile-malformed')
    expect(faultOf(() => edgeFrom(sha256, 259, [row]))).toBe('tile-malformed')
    expect(faultOf(() => extend(sha256, emptyEdge(), new Uint8Array(31)))).toBe('number-out-of-range')
  })
})
