import type { z } from 'zod'
import { fromBase64, textOf, toHex } from '#journal/bytes.ts'
import { JournalFault } from '#journal/fault.ts'
import { parseVerifierKey } from '#journal/note.ts'
import { verifyProof } from '#journal/proof.ts'
import { portableCrypto } from '#journal/verifier/portable-crypto.ts'
import type { JournalEntry, JournalEntryPage } from '#server/contract/journal.ts'
import { ask } from '../api/client.ts'
import { keep, kept } from '../kept.ts'

type Answer = z.infer<typeof JournalEntryPage>

/** What this browser has found of an entry by its own computing. */
export type Checked =
  | { readonly kind: 'proven'; readonly size: number; readonly root: string; readonly signed: string; readonly keys: 'known' | 'first-seen' | 'other' }
  /** Newer than the newest checkpoint: there is nothing yet to prove it against. */
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'wrong'; readonly what: 'leaf' | 'proof'; readonly why: string }

/** Fetches an entry with its proof and computes for itself whether it is so. */
export async function checkEntry(party: string, index: string): Promise<Checked> {
  return checked(party, await ask<Answer>(`/api/journal/${index}`), index)
}

/**
 * Whether the leaf is of this entry, stands in the tree of the checkpoint (RFC 6962), and the checkpoint is signed by the party's key. Nothing of it is
 * believed because the server says so. Keys are remembered when they are first seen: a server that shows others later is found out.
 */
export function checked(party: string, { entry, leaf, proof }: Answer, wanted: string): Checked {
  const { sha256, verify } = portableCrypto
  const bytes = fromBase64(leaf)
  if (String(entry.index) !== wanted || !isLeafOf(bytes, entry)) return { kind: 'wrong', what: 'leaf', why: '' }
  if (proof === null) return { kind: 'unpublished' }
  const { keys, signed } = proof.checkpoint
  try {
    const policy = { logs: keys.map((key) => parseVerifierKey(sha256, key)), witnesses: [], quorum: 'none' as const }
    const { index, checkpoint } = verifyProof(sha256, verify, policy, bytes, proof.text)
    if (index !== entry.index) return { kind: 'wrong', what: 'leaf', why: '' }
    return { kind: 'proven', size: checkpoint.size, root: toHex(checkpoint.root), signed, keys: knownKeys(party, keys) }
  } catch (error) {
    if (error instanceof JournalFault) return { kind: 'wrong', what: 'proof', why: error.message }
    throw error
  }
}

/** Whether the leaf's bytes say what the page shows of the entry. */
function isLeafOf(bytes: Uint8Array, { index, kind, subject, occurred, recorded, stream, id }: JournalEntry): boolean {
  const said: unknown = JSON.parse(textOf(bytes))
  if (typeof said !== 'object' || said === null) return false
  const fields: Readonly<Record<string, unknown>> = { ...said }
  const same = Object.entries({ index, kind, subject, stream, id }).every(([name, value]) => fields[name] === value)
  return same && instantOf(fields['occurred']) === Date.parse(occurred) && instantOf(fields['recorded']) === Date.parse(recorded)
}

const instantOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN)

function knownKeys(party: string, keys: readonly string[]): 'known' | 'first-seen' | 'other' {
  const name = `keys.${party}`
  const before = kept(name)?.split('\n')
  if (before === undefined) {
    keep(name, keys.join('\n'))
    return 'first-seen'
  }
  // A rotation adds a key; the one before stays, so that what it signed can be checked.
  return before.some((key) => keys.includes(key)) ? 'known' : 'other'
}
