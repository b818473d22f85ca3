import { same } from './bytes.ts'
import { parseCheckpoint, type Checkpoint } from './checkpoint.ts'
import { JournalFault } from './fault.ts'
import { verifyConsistency, type Sha256 } from './merkle.ts'
import { parseNote, verifyNote, type Note, type NoteKey, type Verify } from './note.ts'
import { parseSubmission } from './submission.ts'

/** A log that a witness watches, by the first line of its checkpoints. */
export interface WatchedLog {
  readonly origin: string
  /** More than one while keys change; either is enough. */
  readonly keys: readonly NoteKey[]
}

/** The newest head of a log that a witness vouches for. */
export interface Seen {
  readonly size: number
  readonly root: Uint8Array
  /** As the log signed it. */
  readonly note: string
  /** Of the newest cosignature, in seconds since 1970-01-01T00:00Z. Never runs backwards. */
  readonly at: number
}

/** A checkpoint that one of its log's keys has signed. */
export interface Head {
  readonly checkpoint: Checkpoint
  readonly note: Note
  /** The note as it came. */
  readonly text: string
}

export interface Submitted extends Head {
  readonly old: number
  readonly path: readonly Uint8Array[]
}

/** Why a witness does not cosign (C2SP tlog-witness). `size` is that of the head it vouches for. */
export type WitnessRefusal =
  | { readonly code: 'malformed'; readonly why: string }
  | { readonly code: 'origin-unknown' }
  | { readonly code: 'signature-missing' }
  | { readonly code: 'old-size-beyond' }
  | { readonly code: 'old-size-wrong'; readonly size: number }
  /** Two heads of one size, both signed by the log: it has forked. */
  | { readonly code: 'root-differs'; readonly size: number }
  | { readonly code: 'proof-wrong'; readonly why: string }

type Read<Value> = { readonly kind: 'read'; readonly value: Value } | { readonly kind: 'refused'; readonly refusal: WitnessRefusal }

const refused = (refusal: WitnessRefusal): { readonly kind: 'refused'; readonly refusal: WitnessRefusal } => ({ kind: 'refused', refusal })

/** Reads what a log sends, as far as it can be judged without knowing what was seen before. Total. */
export function readSubmission(body: Uint8Array, logs: readonly WatchedLog[], verify: Verify): Read<Submitted> {
  try {
    const { old, path, note } = parseSubmission(body)
    const read = readHead(note, logs, verify)
    return read.kind === 'refused' ? read : { kind: 'read', value: { ...read.value, old, path } }
  } catch (error) {
    return refused(malformedBy(error))
  }
}

/** Reads a signed checkpoint of a log that is watched. Total. */
export function readHead(text: string, logs: readonly WatchedLog[], verify: Verify): Read<Head> {
  try {
    const note = parseNote(text)
    const checkpoint = parseCheckpoint(note.text)
    const log = logs.find(({ origin }) => origin === checkpoint.origin)
    if (log === undefined) return refused({ code: 'origin-unknown' })
    if (!log.keys.some((key) => isSigned(note, key, verify))) return refused({ code: 'signature-missing' })
    return { kind: 'read', value: { checkpoint, note, text } }
  } catch (error) {
    return refused(malformedBy(error))
  }
}

function isSigned(note: Note, key: NoteKey, verify: Verify): boolean {
  try {
    verifyNote(note, key, verify)
    return true
  } catch (error) {
    if (error instanceof JournalFault && (error.fault === 'unsigned' || error.fault === 'signature-wrong')) return false
    throw error
  }
}

function malformedBy(error: unknown): WitnessRefusal {
  if (error instanceof JournalFault) return { code: 'malformed', why: error.message }
  throw error
}

/**
 * Whether a witness that vouches for `seen`, or for nothing yet, may vouch for what is submitted: the log has only grown. `undefined` where it may.
 * The answer holds only as long as nothing newer is vouched for.
 */
export function refusalOf(sha256: Sha256, { checkpoint, old, path }: Submitted, seen: Seen | undefined): WitnessRefusal | undefined {
  if (old > checkpoint.size) return { code: 'old-size-beyond' }
  const size = seen?.size ?? 0
  if (old !== size) return { code: 'old-size-wrong', size }
  if (seen !== undefined && size === checkpoint.size && !same(seen.root, checkpoint.root)) return { code: 'root-differs', size }
  try {
    const fromRoot = seen?.root ?? sha256(new Uint8Array(0))
    verifyConsistency(sha256, { from: old, to: checkpoint.size, fromRoot, toRoot: checkpoint.root, path })
    return undefined
  } catch (error) {
    if (error instanceof JournalFault) return { code: 'proof-wrong', why: error.message }
    throw error
  }
}
