import { fromBase64, textOf, toBase64, utf8 } from './bytes.ts'
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

/** Strict (`bundle-malformed`): the five members and no other. */
export function parseManifest(bytes: Uint8Array): Manifest {
  const value = parseJson(textOf(bytes))
  if (typeof value !== 'object' || value === null) throw malformed('bundle.json is no object')
  const { format, party, origin, size, exported, ...others } = Object.fromEntries(Object.entries(value))
  if (format !== FORMAT) throw malformed(`its format is not ${FORMAT}`)
  if (Object.keys(others).length > 0) throw malformed(`bundle.json has a member ${Object.keys(others)[0]}`)
  if (typeof party !== 'string' || typeof origin !== 'string' || typeof size !== 'number' || typeof exported !== 'string')
    throw malformed('bundle.json lacks party, origin, size or exported')
  if (Number.isNaN(Date.parse(exported)) || new Date(Date.parse(exported)).toISOString() !== exported) throw malformed('exported is no instant of ISO 8601 UTC')
  return { party, origin, size, exported }
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

/** The lines of contents, each to be read by `parseContent`. */
export function contentLines(bytes: Uint8Array): readonly string[] {
  return linesOf(bytes)
}

const COUNT = '(0|[1-9]\\d*)'
const PRESENT = new RegExp(`^\\{"index":${COUNT},"payload":"([A-Za-z0-9+/=]*)","salt":"([A-Za-z0-9+/=]*)"\\}$`)
const ERASED = new RegExp(`^\\{"erased":${COUNT},"index":${COUNT}\\}$`)
const WITHHELD = new RegExp(`^\\{"index":${COUNT},"withheld":true\\}$`)

/** Strict (`bundle-malformed`, `base64-malformed`): only lines that `formatContents` writes. */
export function parseContent(line: string): Content {
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
