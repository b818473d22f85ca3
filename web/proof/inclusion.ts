import type { z } from 'zod'
import { fromBase64 } from '#journal/bytes.ts'
import type { JournalEntry, JournalEntryPage } from '#server/contract/journal.ts'
import { ask } from '../api/client.ts'
import { checkProof } from '../journal/proof.ts'

type Answer = z.infer<typeof JournalEntryPage>

/** What this browser has found of an entry by its own computing. */
export type Checked =
  | { readonly kind: 'proven'; readonly size: number; readonly root: string; readonly signed: string; readonly keyKnown: boolean }
  /** Newer than the newest checkpoint: there is nothing yet to prove it against. */
  | { readonly kind: 'unpublished' }
  | { readonly kind: 'wrong'; readonly what: 'leaf' | 'proof' }

/** Fetches an entry with its proof and computes for itself that the leaf is of this entry and stands in the tree that the party's key has signed. */
export async function checkEntry(party: string, index: string): Promise<Checked> {
  const { entry, leaf, proof } = await ask<Answer>(`/api/journal/${index}`)
  if (String(entry.index) !== index || !isLeafOf(fromBase64(leaf), entry)) return { kind: 'wrong', what: 'leaf' }
  if (proof === null) return { kind: 'unpublished' }
  const checked = checkProof({ party, leaf, text: proof.text, keys: proof.checkpoint.keys })
  if (checked.kind === 'not-proven') return { kind: 'wrong', what: 'proof' }
  return { kind: 'proven', size: checked.size, root: proof.root, signed: proof.checkpoint.signed, keyKnown: checked.keys !== 'other' }
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
