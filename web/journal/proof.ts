import { fromBase64 } from '#journal/bytes.ts'
import { JournalFault } from '#journal/fault.ts'
import { parseVerifierKey } from '#journal/note.ts'
import { verifyProof } from '#journal/proof.ts'
import { portableCrypto } from '#journal/verifier/portable-crypto.ts'
import { keep, kept } from '../kept.ts'

export type Checked =
  | { readonly kind: 'proven'; readonly size: number; readonly keys: 'known' | 'first-seen' | 'other' }
  | { readonly kind: 'not-proven'; readonly why: string }

/**
 * Computes in this browser whether the leaf stands in the tree whose head the party signed: RFC 6962, and the signature by the party's keys. Keys are
 * remembered when they are first seen: a server that shows others later is found out.
 */
export function checkProof({
  party,
  leaf,
  text,
  keys,
}: {
  readonly party: string
  readonly leaf: string
  readonly text: string
  readonly keys: readonly string[]
}): Checked {
  const { sha256, verify } = portableCrypto
  try {
    const policy = { logs: keys.map((key) => parseVerifierKey(sha256, key)), witnesses: [], quorum: 'none' as const }
    const { checkpoint } = verifyProof(sha256, verify, policy, fromBase64(leaf), text)
    return { kind: 'proven', size: checkpoint.size, keys: knownKeys(party, keys) }
  } catch (error) {
    if (error instanceof JournalFault) return { kind: 'not-proven', why: error.message }
    throw error
  }
}

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
