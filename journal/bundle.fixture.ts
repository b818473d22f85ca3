import { formatCheckpoints, formatContents, formatKeys, formatManifest, payloadPath, type Content } from './bundle-file.ts'
import { utf8 } from './bytes.ts'
import { cosign, formatCheckpoint } from './checkpoint.ts'
import { publicKeyOf, sign } from './ed25519.ts'
import { commitment, leafBytes } from './entry.ts'
import { canonicalJson } from './json.ts'
import { HASH, leafHashes } from './merkle.ts'
import { formatNote, formatVerifierKey, noteKey, signNote, type Note, type NoteKey } from './note.ts'
import { sha256 } from './sha256.ts'
import { emptyEdge, encodeEntries, entriesPath, extend, rootOf, tilePath, WIDTH, type Edge } from './tile.ts'

export const ORIGIN = 'log.example.com/0197-party'
const PARTY = '01970000-0000-7000-8000-000000000001'

/** A key that signs, made from a number: the same in every run. */
export function signerOf(number: number, name: string, algorithm: 1 | 4): { readonly key: NoteKey; readonly vkey: string; readonly seed: Uint8Array } {
  const seed = new Uint8Array(32).fill(number)
  const key = noteKey(sha256, name, algorithm, publicKeyOf(seed))
  return { key, vkey: formatVerifierKey(key), seed }
}

export const OLD = signerOf(1, ORIGIN, 1)
export const CURRENT = signerOf(2, ORIGIN, 1)
export const WITNESS = signerOf(3, 'witness.example.org/w1', 4)

const id = (index: number): string => `01970000-0000-7000-9000-${String(index).padStart(12, '0')}`

/** What becomes of the content of an entry: the tenth of each hundred was erased by the entry forty later, the twentieth is withheld. */
function fateOf(index: number, size: number): 'there' | 'erased' | 'withheld' {
  if (index % 100 === 10 && index + 40 < size) return 'erased'
  return index % 100 === 20 ? 'withheld' : 'there'
}

interface Made {
  readonly leaf: Uint8Array
  readonly content: Content
}

function made(index: number, size: number): Made {
  const erases = index % 100 === 50 && fateOf(index - 40, size) === 'erased'
  const salt = sha256(utf8(`salt ${index}`))
  const payload = utf8(canonicalJson(erases ? { index: index - 40, reason: '依申请删除' } : { text: `第 ${index} 件事`, amount: index }))
  const leaf = leafBytes({
    party: PARTY,
    index,
    stream: `matter-${index % 7}`,
    version: Math.floor(index / 7),
    id: id(index),
    kind: erases ? 'journal.erased' : 'incident.reported',
    subject: index % 3 === 0 ? null : `系统 ${index % 5}`,
    occurred: 1_750_000_000_000 + index * 1000,
    recorded: 1_750_000_000_500 + index * 1000,
    payload: commitment(sha256, salt, payload),
  })
  const fate = fateOf(index, size)
  return { leaf, content: fate === 'there' ? { index, salt, payload } : fate === 'erased' ? { index, erased: index + 40 } : { index, withheld: true } }
}

function signed(edge: Edge, newest: boolean): string {
  const text = formatCheckpoint({ origin: ORIGIN, size: edge.size, root: rootOf(sha256, edge), extensions: [] })
  const signer = newest ? CURRENT : OLD
  const note: Note = signNote({ text, signatures: [] }, signer.key, (message) => sign(signer.seed, message))
  const cosigned = cosign(text, WITNESS.key, 1_750_000_000 + edge.size, (message) => sign(WITNESS.seed, message))
  return formatNote({ text, signatures: [...note.signatures, cosigned] })
}

/** A whole bundle by path, with a checkpoint at each of the sizes and at the end. */
export function bundleOf(size: number, earlier: readonly number[] = []): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const all = Array.from({ length: size }, (_, index) => made(index, size))
  const hashes = leafHashes(
    sha256,
    all.map(({ leaf }) => leaf),
  )
  let edge = emptyEdge()
  const notes: string[] = []
  for (const mark of [...earlier, size]) {
    const grown = extend(sha256, edge, hashes.subarray(edge.size * HASH, mark * HASH))
    edge = grown.edge
    for (const tile of grown.full) files.set(tilePath({ ...tile, width: WIDTH }), tile.hashes)
    notes.push(signed(edge, mark === size))
  }
  edge.levels.forEach((row, level) => {
    if (row.length > 0) files.set(tilePath({ level, index: Math.floor(size / WIDTH ** (level + 1)), width: row.length / HASH }), row)
  })
  for (let index = 0; index * WIDTH < size; index++) {
    const part = all.slice(index * WIDTH, (index + 1) * WIDTH)
    files.set(entriesPath(index, part.length), encodeEntries(part.map(({ leaf }) => leaf)))
    files.set(payloadPath(index, part.length), formatContents(part.map(({ content }) => content)))
  }
  files.set('bundle.json', formatManifest({ party: PARTY, origin: ORIGIN, size, exported: '2026-03-01T04:00:00.000Z' }))
  files.set('key', formatKeys([WITNESS.key, OLD.key, CURRENT.key]))
  files.set('checkpoint', utf8(notes.at(-1) ?? ''))
  files.set('checkpoints', formatCheckpoints(notes))
  return files
}
