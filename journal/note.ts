import { fromBase64, joined, toBase64, toHex, utf8 } from './bytes.ts'
import { JournalFault } from './fault.ts'
import type { Sha256 } from './merkle.ts'

/** A key by which notes are signed (C2SP signed-note). */
export interface NoteKey {
  /** Without white space and plus signs. */
  readonly name: string
  /** uint32, from the name, the algorithm and the key. */
  readonly id: number
  /** 1: Ed25519 over the note's text. 4: a witness's cosignature, Ed25519 with a time (C2SP tlog-cosignature). */
  readonly algorithm: 1 | 4
  /** 32 bytes. */
  readonly publicKey: Uint8Array
}

export interface NoteSignature {
  readonly name: string
  readonly id: number
  readonly signature: Uint8Array
}

export interface Note {
  /** With its final newline, without the blank line. */
  readonly text: string
  /** All of them as they stand, those of unknown keys too. */
  readonly signatures: readonly NoteSignature[]
}

/** Ed25519 with one key. */
export type Sign = (message: Uint8Array) => Uint8Array
/** Total: `false` for whatever is no signature of that key. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean

const PUBLIC_KEY = 32
/** The specification asks for 16 at least; more are more work than a note is worth. */
const MOST_SIGNATURES = 100

const NAME = /^[^\p{White_Space}\p{Cc}\p{Cs}\u180e\ufeff+]+$/u

/** No half of a character, and of what stands before U+0020 only the newline. */
const TEXT = /^[\n -\ud7ff\ue000-\u{10ffff}]*$/u

/** The key with the id that belongs to it. */
export function noteKey(sha256: Sha256, name: string, algorithm: 1 | 4, publicKey: Uint8Array): NoteKey {
  if (!NAME.test(name)) throw keyMalformed(`the name ${JSON.stringify(name)} is empty or holds white space or a plus sign`)
  if (publicKey.length !== PUBLIC_KEY) throw keyMalformed(`an Ed25519 key has ${PUBLIC_KEY} bytes, not ${publicKey.length}`)
  return { name, id: uint32(sha256(joined(utf8(`${name}\n`), Uint8Array.of(algorithm), publicKey))), algorithm, publicKey }
}

/** `NAME+ID+KEY`: the id in eight hexadecimal digits, algorithm and key in base64. */
export function formatVerifierKey({ name, id, algorithm, publicKey }: NoteKey): string {
  return `${name}+${hexId(id)}+${toBase64(joined(Uint8Array.of(algorithm), publicKey))}`
}

/** Reads only what `formatVerifierKey` writes; an id that does not belong to the key is refused as well (`key-malformed`). */
export function parseVerifierKey(sha256: Sha256, vkey: string): NoteKey {
  const [, name, id, material = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? []
  if (name === undefined) throw keyMalformed('it is not of the form NAME+ID+KEY')
  const [algorithm, ...publicKey] = read(() => fromBase64(material), 'key-malformed')
  if (algorithm !== 1 && algorithm !== 4) throw keyMalformed(`algorithm ${algorithm} is neither Ed25519 (1) nor a cosignature (4)`)
  const key = noteKey(sha256, name, algorithm, Uint8Array.from(publicKey))
  if (hexId(key.id) !== id) throw keyMalformed(`its id is ${hexId(key.id)}, not ${id}: a letter was changed`)
  return key
}

export function hexId(id: number): string {
  return toHex(bytesOf(id))
}

/** Strict (`note-malformed`): UTF-8 without control characters but the newline, text, a blank line, then 1 to 100 signature lines and nothing after them. */
export function parseNote(note: string): Note {
  if (!TEXT.test(note)) throw noteMalformed('it holds a control character or half a character')
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) throw noteMalformed('it is not a text, a blank line and signature lines')
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) throw noteMalformed(`it has more than ${MOST_SIGNATURES} signatures`)
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) }
}

/** A signature line without its newline: `— NAME BASE64`. */
export function parseSignature(line: string): NoteSignature {
  const [, name, material = ''] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? []
  if (name === undefined || !NAME.test(name)) throw noteMalformed('a signature line is not of the form — NAME BASE64')
  const bytes = read(() => fromBase64(material), 'note-malformed')
  if (bytes.length < 5) throw noteMalformed(`the signature of ${name} is empty`)
  return { name, id: uint32(bytes), signature: bytes.slice(4) }
}

export function formatSignature({ name, id, signature }: NoteSignature): string {
  return `— ${name} ${toBase64(joined(bytesOf(id), signature))}`
}

/** Inverse to `parseNote`: what that would not read is refused. */
export function formatNote({ text, signatures }: Note): string {
  const note = `${text}\n${signatures.map((signature) => `${formatSignature(signature)}\n`).join('')}`
  const read = parseNote(note)
  if (read.text !== text || read.signatures.length !== signatures.length) throw noteMalformed('its text does not end with a newline')
  return note
}

/** The note with one more signature, after those that it has. */
export function signNote(note: Note, key: NoteKey, sign: Sign): Note {
  if (key.algorithm !== 1) throw keyMalformed(`${key.name} is a key of cosignatures`)
  return { text: note.text, signatures: [...note.signatures, { name: key.name, id: key.id, signature: sign(utf8(note.text)) }] }
}

/** Throws unless the key has signed the text: `unsigned` where no signature names it, `signature-wrong` where one that names it is not its own. */
export function verifyNote(note: Note, key: NoteKey, verify: Verify): void {
  if (key.algorithm !== 1) throw keyMalformed(`${key.name} is a key of cosignatures`)
  const text = utf8(note.text)
  for (const { signature } of signaturesBy(note, key)) if (signature.length !== 64 || !verify(key.publicKey, text, signature)) throw signatureWrong(key)
}

/** The signatures that name the key; `unsigned` where none does. */
export function signaturesBy({ signatures }: Note, { name, id }: NoteKey): readonly NoteSignature[] {
  const own = signatures.filter((signature) => signature.name === name && signature.id === id)
  if (own.length === 0) throw new JournalFault('unsigned', `not signed by ${name}+${hexId(id)}`)
  return own
}

export function signatureWrong({ name, id }: NoteKey): JournalFault {
  return new JournalFault('signature-wrong', `the signature of ${name}+${hexId(id)} is wrong: the text was changed, or somebody else signed it`)
}

function uint32(bytes: Uint8Array): number {
  return (bytes[0] ?? 0) * 2 ** 24 + (bytes[1] ?? 0) * 2 ** 16 + (bytes[2] ?? 0) * 2 ** 8 + (bytes[3] ?? 0)
}

function bytesOf(id: number): Uint8Array {
  if (!Number.isInteger(id) || id < 0 || id >= 2 ** 32) throw keyMalformed(`${id} is no id of a key`)
  return Uint8Array.of(id >>> 24, (id >>> 16) & 0xff, (id >>> 8) & 0xff, id & 0xff)
}

function read<T>(reading: () => T, fault: 'key-malformed' | 'note-malformed'): T {
  try {
    return reading()
  } catch (cause) {
    throw new JournalFault(fault, cause instanceof Error ? cause.message : 'it cannot be read', { cause })
  }
}

function keyMalformed(why: string): JournalFault {
  return new JournalFault('key-malformed', `not a key of notes: ${why}`)
}

function noteMalformed(why: string): JournalFault {
  return new JournalFault('note-malformed', `not a signed note: ${why}`)
}
