import { fromBase64, joined, toBase64, utf8 } from './bytes.ts'
import { JournalFault } from './fault.ts'
import { HASH } from './merkle.ts'
import { signatureWrong, signaturesBy, type Note, type NoteKey, type NoteSignature, type Sign, type Verify } from './note.ts'

/** The head of a tree at one size (C2SP tlog-checkpoint): the text of a note. */
export interface Checkpoint {
  /** Which log it is; a line that is not empty. */
  readonly origin: string
  readonly size: number
  /** 32 bytes. */
  readonly root: Uint8Array
  /** Lines that are not empty. */
  readonly extensions: readonly string[]
}

/** The note's text, with its final newline. What `parseCheckpoint` would not read is refused (`checkpoint-malformed`). */
export function formatCheckpoint({ origin, size, root, extensions }: Checkpoint): string {
  const lines = [origin, String(size), toBase64(root), ...extensions]
  const text = `${lines.join('\n')}\n`
  if (parseCheckpoint(text).extensions.length !== extensions.length) throw malformed('a line holds a line break')
  return text
}

/** Reads a note's text. Strict: a size or a root in another spelling is refused (`checkpoint-malformed`). */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw malformed('it does not end with a newline')
  const lines = text.slice(0, -1).split('\n')
  const [origin = '', digits = '', hash = '', ...extensions] = lines
  if (lines.length < 3) throw malformed(`it has ${lines.length} lines; three are the fewest`)
  if (lines.includes('')) throw malformed(`line ${lines.indexOf('') + 1} is empty`)
  const size = Number(digits)
  if (!/^(?:0|[1-9]\d*)$/.test(digits) || !Number.isSafeInteger(size)) throw malformed(`the size ${digits} is no whole number from 0 to 2^53-1`)
  const root = rootOf(hash)
  if (root.length !== HASH) throw malformed(`the root has ${root.length} bytes, not ${HASH}`)
  return { origin, size, root, extensions }
}

function rootOf(hash: string): Uint8Array {
  try {
    return fromBase64(hash)
  } catch (cause) {
    throw new JournalFault('checkpoint-malformed', 'not a checkpoint: the root is no base64', { cause })
  }
}

/** What a witness signs: a header, the time in seconds since 1970-01-01T00:00Z, and the checkpoint's whole text. */
export function cosignedMessage(timestampSeconds: number, body: string): Uint8Array {
  assertTime(timestampSeconds)
  return utf8(`cosignature/v1\ntime ${timestampSeconds}\n${body}`)
}

/** Bytes of the time before the signature, a big-endian uint64. */
const TIME = 8
const SIGNATURE = 64

/** The witness's signature over a note's text, to be added to the note. */
export function cosign(body: string, key: NoteKey, timestampSeconds: number, sign: Sign): NoteSignature {
  assertCosigner(key)
  return { name: key.name, id: key.id, signature: joined(bytesOf(timestampSeconds), sign(cosignedMessage(timestampSeconds, body))) }
}

/**
 * The time of the witness's cosignature in seconds since 1970-01-01T00:00Z, by the witness's clock; the latest where it has signed more than once.
 * Throws unless each signature that names it is its own (`unsigned`, `signature-wrong`). Whether the time is too old or lies in the future is for the caller.
 */
export function verifyCosignature(note: Note, key: NoteKey, verify: Verify): number {
  assertCosigner(key)
  const times = signaturesBy(note, key).map(({ signature }) => {
    if (signature.length !== TIME + SIGNATURE) throw signatureWrong(key)
    const time = timeOf(signature)
    if (!Number.isSafeInteger(time) || !verify(key.publicKey, cosignedMessage(time, note.text), signature.slice(TIME))) throw signatureWrong(key)
    return time
  })
  return Math.max(...times)
}

function timeOf(signature: Uint8Array): number {
  return signature.subarray(0, TIME).reduce((time, byte) => time * 256 + byte, 0)
}

function bytesOf(time: number): Uint8Array {
  const bytes = new Uint8Array(TIME)
  for (let at = TIME - 1, rest = time; at >= 0; at--, rest = Math.floor(rest / 256)) bytes[at] = rest % 256
  return bytes
}

function assertTime(seconds: number): void {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new JournalFault('number-out-of-range', `${seconds} is no time in whole seconds since 1970`)
}

function assertCosigner({ name, algorithm }: NoteKey): void {
  if (algorithm !== 4) throw new JournalFault('key-malformed', `${name} is no key of cosignatures`)
}

function malformed(why: string): JournalFault {
  return new JournalFault('checkpoint-malformed', `not a checkpoint: ${why}`)
}
