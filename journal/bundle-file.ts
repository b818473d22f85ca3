import { fromBase64, same, textOf, toBase64, utf8 } from './bytes.ts'
import { SALT } from './entry.ts'
import { JournalFault } from './fault.ts'
import { canonicalJson, parseJson } from './json.ts'
import type { Sha256 } from './merkle.ts'
import { formatVerifierKey, parseVerifierKey, type NoteKey } from './note.ts'
import { placePath } from './tile.ts'

/** `bundle.json`: what the bundle is of. Nothing signs it; origin and size are compared with the checkpoint, the party with every entry. */
export interface Manifest {
  /** UUID. */
  readonly party: string
  readonly origin: string
  /** Entries. */
  readonly size: number
  /** ISO 8601 UTC. Claimed: nothing vouches for it. */
  readonly exported: string
}

const FORMAT = 'dutybook-bundle/1'

export function formatManifest({ party, origin, size, exported }: Manifest): Uint8Array {
  return utf8(`${canonicalJson({ format: FORMAT, party, origin, size, exported })}\n`)
}

/** Strict (`bundle-malformed`): only what `formatManifest` writes. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const value = parseJson(textOf(bytes))
  if (typeof value !== 'object' || value === null) throw malformed('bundle.json is no object')
  const { format, party, origin, size, exported } = Object.fromEntries(Object.entries(value))
  if (format !== FORMAT) throw malformed(`its format is not ${FORMAT}`)
  if (typeof party !== 'string' || typeof origin !== 'string' || typeof size !== 'number' || typeof exported !== 'string')
    throw malformed('bundle.json lacks party, origin, size or exported')
  const at = Date.parse(exported)
  if (Number.isNaN(at) || new Date(at).toISOString() !== exported) throw malformed('exported is no instant of ISO 8601 UTC')
  const manifest = { party, origin, size, exported }
  if (!same(formatManifest(manifest), bytes)) throw malformed('bundle.json is not in its one form')
  return manifest
}

/** `key`: a verifier key a line, every one that ever signed, those of witnesses first and the log's own current one last. */
export function formatKeys(keys: readonly NoteKey[]): Uint8Array {
  return utf8(keys.map((key) => `${formatVerifierKey(key)}\n`).join(''))
}

export function parseKeys(sha256: Sha256, bytes: Uint8Array): readonly NoteKey[] {
  return linesOf(bytes).map((line) => parseVerifierKey(sha256, line))
}

/** `checkpoints`: signed notes, oldest first, a blank line after each. A checkpoint has no empty line of its own, so that two blank lines make one note. */
export function formatCheckpoints(notes: readonly string[]): Uint8Array {
  return utf8(notes.map((note) => `${note}\n`).join(''))
}

/** The notes as they stand, each to its last newline. */
export function parseCheckpoints(bytes: Uint8Array): readonly string[] {
  const parts = textOf(bytes).split('\n\n')
  if (parts.pop() !== '' || parts.length === 0 || parts.length % 2 !== 0) throw malformed('checkpoints are signed notes with a blank line after each')
  return parts.flatMap((text, at) => (at % 2 === 0 ? [`${text}\n\n${parts[at + 1]}\n`] : []))
}

/** The content of an entry: there, erased by a later entry, or not handed over. */
export type Content =
  | { readonly index: number; readonly salt: Uint8Array; readonly payload: Uint8Array }
  | { readonly index: number; /** The index of the entry that says so. */ readonly erased: number }
  | { readonly index: number; readonly withheld: true }

/** The contents of the entries from `index * 256`, as many as `entriesPath` has. */
export function payloadPath(index: number, width: number): string {
  return `payload/${placePath(index, width)}`
}

/** A line of RFC 8785 JSON for each entry, in their order. */
export function formatContents(contents: readonly Content[]): Uint8Array {
  return utf8(contents.map((content) => `${lineOf(content)}\n`).join(''))
}

function lineOf(content: Content): string {
  if ('withheld' in content) return `{"index":${content.index},"withheld":true}`
  if ('erased' in content) return `{"erased":${content.erased},"index":${content.index}}`
  return `{"index":${content.index},"payload":"${toBase64(content.payload)}","salt":"${toBase64(content.salt)}"}`
}

/** The lines of contents one after the other, each without its end, so that whoever reads a damaged file gets the lines before the damage. */
export function* contentLines(bytes: Uint8Array): Generator<Uint8Array, undefined> {
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(NEWLINE, from)
    if (to < 0) throw malformed('the last line has no end')
    yield bytes.subarray(from, to)
    from = to + 1
  }
}

const NEWLINE = 0x0a
const COUNT = '(0|[1-9]\\d*)'
const PRESENT = new RegExp(`^\\{"index":${COUNT},"payload":"([A-Za-z0-9+/=]*)","salt":"([A-Za-z0-9+/=]*)"\\}$`)
const ERASED = new RegExp(`^\\{"erased":${COUNT},"index":${COUNT}\\}$`)
const WITHHELD = new RegExp(`^\\{"index":${COUNT},"withheld":true\\}$`)

/** Strict (`bundle-malformed`, `base64-malformed`, `text-malformed`): only lines that `formatContents` writes. */
export function parseContent(bytes: Uint8Array): Content {
  const line = textOf(bytes)
  const [, index, payload, salt] = PRESENT.exec(line) ?? []
  if (payload !== undefined && salt !== undefined) {
    const bytes = fromBase64(salt)
    if (bytes.length !== SALT) throw malformed(`a salt has ${SALT} bytes, not ${bytes.length}`)
    return { index: Number(index), salt: bytes, payload: fromBase64(payload) }
  }
  const [, by, erased] = ERASED.exec(line) ?? []
  if (by !== undefined) return { index: Number(erased), erased: Number(by) }
  const [, withheld] = WITHHELD.exec(line) ?? []
  if (withheld !== undefined) return { index: Number(withheld), withheld: true }
  throw malformed('a line of the contents is none of the three that there are')
}

function linesOf(bytes: Uint8Array): readonly string[] {
  const text = textOf(bytes)
  if (!text.endsWith('\n')) throw malformed('the last line has no end')
  return text.slice(0, -1).split('\n')
}

function malformed(why: string): JournalFault {
  return new JournalFault('bundle-malformed', why)
}
