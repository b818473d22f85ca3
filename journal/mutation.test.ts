import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundleOf, CURRENT, WITNESS } from './bundle.fixture.ts'
import { same, textOf } from './bytes.ts'
import { parseCheckpoint, verifyCosignature } from './checkpoint.ts'
import { verify } from './ed25519.ts'
import { faultOf } from './fault.fixture.ts'
import { consistencyPath, inclusionPath, leafHash, leafHashes, rootAt, verifyConsistency, verifyInclusion } from './merkle.ts'
import { parseNote, verifyNote } from './note.ts'
import type { Policy } from './policy.ts'
import { formatProof, verifyProof } from './proof.ts'
import { sha256 } from './sha256.ts'
import { decodeEntries, emptyEdge, entriesPath, extend, readNodesFromTiles, tilePath, WIDTH } from './tile.ts'

/** How a thing is changed: where, in what manner, and to what. Which of it applies is for each kind of thing. */
interface Change {
  readonly where: number
  readonly manner: number
  readonly what: number
}

const SIZE = 300
const files = bundleOf(SIZE)
const fileOf = (path: string): Uint8Array => files.get(path) ?? new Uint8Array()
const leaves = [...decodeEntries(fileOf(entriesPath(0, WIDTH))), ...decodeEntries(fileOf(entriesPath(1, SIZE - WIDTH)))]
const hashes = leafHashes(sha256, leaves)
const tiles = new Map(extend(sha256, emptyEdge(), hashes).full.map((tile) => [tilePath({ ...tile, width: WIDTH }), tile.hashes]))
const read = readNodesFromTiles(sha256, SIZE, async (tile) => tiles.get(tilePath(tile)) ?? fileOf(tilePath(tile)))
const note = textOf(fileOf('checkpoint'))
const root = await rootAt(sha256, SIZE, read)
const policy: Policy = { logs: [CURRENT.key], witnesses: [WITNESS.key], quorum: 1 }

const flipped = (bytes: Uint8Array, { where, what }: Change): Uint8Array =>
  bytes.map((byte, at) => (at === where % bytes.length ? byte ^ (1 + (what % 255)) : byte))

/** A character changed, taken out, put in or exchanged with the next; or the end cut off. */
function changedText(text: string, { where, manner, what }: Change): string {
  const at = where % text.length
  const [before, here, after] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)]
  const other = String.fromCharCode(what % 7 === 0 ? what % 0x10000 : 0x20 + (what % 0x5f))
  return (
    [`${before}${other}${after}`, before + after, `${before}${other}${here}${after}`, `${before}${after.charAt(0)}${here}${after.slice(1)}`, before][
      manner % 5
    ] ?? ''
  )
}

function changedPath(path: readonly Uint8Array[], change: Change): readonly Uint8Array[] {
  const at = change.where % Math.max(1, path.length)
  const hash = path[at] ?? root
  return (
    [
      path.with(at, flipped(hash, change)),
      path.toSpliced(at, 1),
      path.toSpliced(at, 0, hash),
      path.toSpliced(at, 0, flipped(hash, change)),
      [...path.slice(0, at), ...path.slice(at + 1), hash],
      path.toReversed(),
      path.with(at, hash.slice(1)),
      [],
    ][change.manner % 8] ?? []
  )
}

const samePath = (left: readonly Uint8Array[], right: readonly Uint8Array[]): boolean =>
  left.length === right.length && left.every((hash, at) => same(hash, right[at] ?? new Uint8Array()))

/** Each is a thing that proves, and gives the acceptance of that thing changed, or nothing where the change changed nothing. */
type Target = (change: Change, place: number) => (() => void) | undefined

/** Forty proofs of each kind, and all of them prove. */
const inclusions = await Promise.all(
  Array.from({ length: 40 }, async (_, at) => {
    const index = (at * 7 + 20) % SIZE
    const proof = {
      index,
      size: SIZE,
      leafHash: leafHash(sha256, leaves[index] ?? new Uint8Array()),
      path: await inclusionPath(sha256, index, SIZE, read),
      root,
    }
    verifyInclusion(sha256, proof)
    return proof
  }),
)
const consistencies = await Promise.all(
  Array.from({ length: 40 }, async (_, at) => {
    const from = 1 + ((at * 7 + 19) % (SIZE - 1))
    const proof = { from, to: SIZE, fromRoot: await rootAt(sha256, from, read), toRoot: root, path: await consistencyPath(sha256, from, SIZE, read) }
    verifyConsistency(sha256, proof)
    return proof
  }),
)
const proofTexts = inclusions.map(({ index, path }) => {
  const text = formatProof({ index, path, checkpoint: note })
  verifyProof(sha256, verify, policy, leaves[index] ?? new Uint8Array(), text)
  return { index, text }
})
openNote(note)

const inclusion: Target = (change, place) => {
  const proof = inclusions[place % inclusions.length]
  if (proof === undefined) return undefined
  const { index, path } = proof
  if (change.manner % 11 === 8) return () => verifyInclusion(sha256, { ...proof, leafHash: flipped(proof.leafHash, change) })
  if (change.manner % 11 === 9) return () => verifyInclusion(sha256, { ...proof, root: flipped(root, change) })
  if (change.manner % 11 === 10) return () => verifyInclusion(sha256, { ...proof, index: (index + 1 + (change.where % (SIZE - 1))) % SIZE })
  const other = changedPath(path, change)
  return samePath(path, other) ? undefined : () => verifyInclusion(sha256, { ...proof, path: other })
}

const consistency: Target = (change, place) => {
  const proof = consistencies[place % consistencies.length]
  if (proof === undefined) return undefined
  const { path } = proof
  if (change.manner % 10 === 8) return () => verifyConsistency(sha256, { ...proof, fromRoot: flipped(proof.fromRoot, change) })
  if (change.manner % 10 === 9) return () => verifyConsistency(sha256, { ...proof, toRoot: flipped(root, change) })
  const other = changedPath(path, change)
  return samePath(path, other) ? undefined : () => verifyConsistency(sha256, { ...proof, path: other })
}

function openNote(text: string): void {
  const opened = parseNote(text)
  verifyNote(opened, CURRENT.key, verify)
  verifyCosignature(opened, WITNESS.key, verify)
  parseCheckpoint(opened.text)
}

const signedNote: Target = (change) => {
  const other = changedText(note, change)
  return other === note ? undefined : () => openNote(other)
}

/** The text of the checkpoint alone is changed; the signatures stand as they were. */
const checkpoint: Target = (change) => {
  const { text, signatures } = parseNote(note)
  const other = changedText(text, change)
  return other === text ? undefined : () => verifyNote({ text: other, signatures }, CURRENT.key, verify)
}

const cosignature: Target = (change) => {
  const { text, signatures } = parseNote(note)
  const [log, witness] = signatures
  if (log === undefined || witness === undefined) throw new Error('the note lacks a signature')
  const other = { ...witness, signature: change.manner % 4 === 0 ? witness.signature.slice(0, change.where % 72) : flipped(witness.signature, change) }
  return () => verifyCosignature({ text, signatures: [log, other] }, WITNESS.key, verify)
}

const wholeProof: Target = (change, place) => {
  const proof = proofTexts[place % proofTexts.length]
  if (proof === undefined) return undefined
  const other = changedText(proof.text, change)
  return other === proof.text ? undefined : () => verifyProof(sha256, verify, policy, leaves[proof.index] ?? new Uint8Array(), other)
}

const TARGETS: Readonly<Record<string, Target>> = { inclusion, consistency, signedNote, checkpoint, cosignature, wholeProof }

test('of 20,000 changed proofs, notes, checkpoints and cosignatures none is accepted', () => {
  const tried: Record<string, number> = {}
  const accepted: unknown[] = []
  const change = fc.record({ where: fc.nat(2 ** 30), manner: fc.nat(2 ** 30), what: fc.nat(2 ** 30) })
  const cases = fc.sample(fc.tuple(fc.constantFrom(...Object.keys(TARGETS)), change, fc.nat(2 ** 30)), { seed: 20_000, numRuns: 30_000 })
  let count = 0
  for (const [name, how, place] of cases) {
    const acceptance = TARGETS[name]?.(how, place)
    if (acceptance === undefined) continue
    if (faultOf(acceptance) === undefined) accepted.push([name, how, place])
    tried[name] = (tried[name] ?? 0) + 1
    if (++count === 20_000) break
  }
  expect(accepted).toEqual([])
  expect(count).toBe(20_000)
  expect(Object.keys(tried).toSorted()).toEqual(Object.keys(TARGETS).toSorted())
  expect(Math.min(...Object.values(tried))).toBeGreaterThan(2000)
})
