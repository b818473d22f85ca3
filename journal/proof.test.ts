import { describe, expect, test } from 'vitest'
import { bundleOf, CURRENT, WITNESS } from './bundle.fixture.ts'
import { textOf, utf8 } from './bytes.ts'
import { verify } from './ed25519.ts'
import { faultOf } from './fault.fixture.ts'
import { inclusionPath } from './merkle.ts'
import type { Policy } from './policy.ts'
import { formatProof, parseProof, verifyProof } from './proof.ts'
import { sha256 } from './sha256.ts'
import { decodeEntries, entriesPath, readNodesFromTiles, tilePath } from './tile.ts'

const SIZE = 300
const files = bundleOf(SIZE)
const fileOf = (path: string): Uint8Array => files.get(path) ?? new Uint8Array()
const leaves = [...decodeEntries(fileOf(entriesPath(0, 256))), ...decodeEntries(fileOf(entriesPath(1, 44)))]
const leafOf = (index: number): Uint8Array => leaves[index] ?? new Uint8Array()
const checkpoint = textOf(fileOf('checkpoint'))
const read = readNodesFromTiles(sha256, SIZE, async (tile) => fileOf(tilePath(tile)))
const policy: Policy = { logs: [CURRENT.key], witnesses: [WITNESS.key], quorum: 1 }

async function proofOf(index: number): Promise<string> {
  return formatProof({ index, path: await inclusionPath(sha256, index, SIZE, read), checkpoint })
}

describe('a proof in one text', () => {
  test('proves its leaf under the policy, with nothing else at hand', async () => {
    for (const index of [0, 7, 255, 256, 299]) {
      const accepted = verifyProof(sha256, verify, policy, leafOf(index), await proofOf(index))
      expect(accepted).toMatchObject({ index, checkpoint: { size: SIZE }, by: [{ witness: WITNESS.key, at: 1_750_000_300 }] })
    }
  })

  test('begins as the specification says and carries its extra data unread', async () => {
    const text = await proofOf(4)
    expect(text.split('\n').slice(0, 2)).toEqual(['c2sp.org/tlog-proof@v1', 'index 4'])
    const proof = { ...parseProof(text), extra: utf8('context') }
    expect(formatProof(proof)).toContain('c2sp.org/tlog-proof@v1\nextra Y29udGV4dA==\nindex 4\n')
    expect(parseProof(formatProof(proof))).toEqual(proof)
    expect(formatProof(parseProof(text))).toBe(text)
  })

  test('of a tree of one leaf has no hashes', () => {
    const one = bundleOf(1)
    const text = formatProof({ index: 0, path: [], checkpoint: textOf(one.get('checkpoint') ?? new Uint8Array()) })
    const [leaf = new Uint8Array()] = decodeEntries(one.get(entriesPath(0, 1)) ?? new Uint8Array())
    expect(verifyProof(sha256, verify, policy, leaf, text).index).toBe(0)
  })

  test('proves no other leaf, at no other place, and nothing to whoever trusts others', async () => {
    const text = await proofOf(7)
    const faults = [
      faultOf(() => verifyProof(sha256, verify, policy, leafOf(8), text)),
      faultOf(() => verifyProof(sha256, verify, policy, leafOf(7), text.replace('index 7', 'index 8'))),
      faultOf(() => verifyProof(sha256, verify, policy, leafOf(7), text.replace('index 7', 'index 300'))),
      faultOf(() => verifyProof(sha256, verify, { ...policy, logs: [{ ...CURRENT.key, name: 'other' }] }, leafOf(7), text)),
      faultOf(() => verifyProof(sha256, verify, policy, leafOf(7), text.replace(/— witness.*\n/, ''))),
    ]
    expect(faults).toEqual(['root-mismatch', 'root-mismatch', 'index-beyond-tree', 'origin-unknown', 'quorum-missed'])
  })

  test('has one spelling', async () => {
    const text = await proofOf(7)
    const wrong = [
      text.replace('@v1', '@v2'),
      text.replace('index 7', 'index 07'),
      text.replace('index 7', 'index -7'),
      text.replace('index 7', 'index'),
      text.replace('index 7', 'index 9007199254740992'),
      text.replace('index 7\n', ''),
      text.replace('index 7', 'extra !!\nindex 7'),
      text.replace('index 7', 'index 7\nextra YQ=='),
      text.replace('index 7\n', `index 7\n${'A'.repeat(44)}\n`),
      text.replace('index 7\n', `index 7\n${'AAAA'.repeat(11)}\n`),
      text.replace('index 7\n', `index 7\n${`${'A'.repeat(43)}=\n`.repeat(64)}`),
      text.replaceAll('\n', '\r\n'),
      text.replace('\n\n', '\n'),
      '',
    ]
    expect(wrong).not.toContain(text)
    const isRead = (each: string): boolean => !['proof-malformed', 'note-malformed'].includes(faultOf(() => parseProof(each)) ?? '')
    expect(wrong.filter(isRead)).toEqual([])
    expect(faultOf(() => formatProof({ index: -1, path: [], checkpoint }))).toBe('proof-malformed')
    expect(faultOf(() => formatProof({ index: 0, path: [], checkpoint: 'no note' }))).toBe('note-malformed')
  })
})
