import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { leafHash, verifyInclusion } from '#journal/merkle.ts'
import type { JournalEntry, JournalEntryPage } from '#server/contract/journal.ts'
import type { z } from 'zod'
import { ask } from '../api/client.ts'

type Answer = z.infer<typeof JournalEntryPage>

/** What this browser has found of an entry by its own computing. */
export type Checked =
  | { readonly kind: 'proven'; readonly index: number; readonly size: number; readonly root: string; readonly signed: string; readonly signer: string }
  /** Newer than the newest checkpoint: there is nothing yet to prove it against. */
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'wrong'; readonly what: 'leaf' | 'path' | 'checkpoint' | 'signature' }

/**
 * Fetches an entry with its proof and computes for itself: that the leaf is of this entry, that it stands in the tree of the checkpoint (RFC 6962),
 * and that the party's key has signed the checkpoint (C2SP signed-note). Nothing of it is believed because the server says so.
 */
export async function checkEntry(index: string): Promise<Checked> {
  const answer = await ask<Answer>(`/api/journal/${index}`)
  return checked(answer, index)
}

export function checked({ entry, leaf, proof }: Answer, wanted: string): Checked {
  const bytes = bytesOf(leaf)
  if (String(entry.index) !== wanted || !isLeafOf(bytes, entry)) return { kind: 'wrong', what: 'leaf' }
  if (proof === null) return { kind: 'unpublished' }
  const { index, size, path, root, checkpoint } = proof
  try {
    verifyInclusion(sha256, { index, size, leafHash: leafHash(sha256, bytes), path: path.map(hexBytes), root: hexBytes(root) })
  } catch {
    return { kind: 'wrong', what: 'path' }
  }
  const note = noteOf(checkpoint.note)
  if (index !== entry.index || note === undefined || note.size !== size || hexOf(note.root) !== root) return { kind: 'wrong', what: 'checkpoint' }
  const signer = checkpoint.keys.find((key) => isSigned(note, key))
  if (signer === undefined) return { kind: 'wrong', what: 'signature' }
  return { kind: 'proven', index, size, root, signed: checkpoint.signed, signer }
}

/** Whether the leaf's bytes say what the page shows of the entry. */
function isLeafOf(bytes: Uint8Array, { index, kind, subject, occurred, recorded, stream, id }: JournalEntry): boolean {
  const said: unknown = JSON.parse(new TextDecoder().decode(bytes))
  if (typeof said !== 'object' || said === null) return false
  const fields: Readonly<Record<string, unknown>> = { ...said }
  const same = Object.entries({ index, kind, subject, stream, id }).every(([name, value]) => fields[name] === value)
  return same && instantOf(fields['occurred']) === Date.parse(occurred) && instantOf(fields['recorded']) === Date.parse(recorded)
}

const instantOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN)

interface Note {
  /** What is signed, with its last newline. */
  readonly text: string
  readonly size: number
  readonly root: Uint8Array
  readonly signatures: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** A signed checkpoint: origin, size and root, a blank line, a line for each signature. */
function noteOf(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n')
  const [, size = '', root = ''] = note.slice(0, end).split('\n')
  if (end < 0 || !/^(0|[1-9]\d*)$/.test(size)) return undefined
  const signatures = note
    .slice(end + 2)
    .split('\n')
    .flatMap((line) => {
      const [, name, signature] = /^\u2014 (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? []
      return name === undefined || signature === undefined ? [] : [{ name, bytes: bytesOf(signature) }]
    })
  return { text: note.slice(0, end + 1), size: Number(size), root: bytesOf(root), signatures }
}

/** Whether the holder of a verifier key has signed: `NAME+HASH+BASE64`, the last a byte for Ed25519 and the public key. */
function isSigned({ text, signatures }: Note, verifierKey: string): boolean {
  const [, name, hash, key] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(verifierKey) ?? []
  if (name === undefined || hash === undefined || key === undefined) return false
  const bytes = bytesOf(key)
  if (bytes[0] !== 1 || bytes.length !== 33) return false
  const message = new TextEncoder().encode(text)
  return signatures.some(
    (signature) =>
      signature.name === name &&
      signature.bytes.length === 68 &&
      hexOf(signature.bytes.slice(0, 4)) === hash &&
      ed25519.verify(signature.bytes.slice(4), message, bytes.slice(1), { zip215: false }),
  )
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
const hexBytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
