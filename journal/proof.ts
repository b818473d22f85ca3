import { fromBase64, toBase64 } from './bytes.ts'
import { JournalFault } from './fault.ts'
import { HASH, leafHash, verifyInclusion, type Sha256 } from './merkle.ts'
import { parseNote, type Verify } from './note.ts'
import { checkPolicy, type Accepted, type Policy } from './policy.ts'

/** That a leaf is in a log, in one text that is checked without asking anybody (C2SP tlog-proof). */
export interface Proof {
  readonly index: number
  /** The sibling first. */
  readonly path: readonly Uint8Array[]
  /** The signed checkpoint as it stands, to its last newline. */
  readonly checkpoint: string
  /** Whatever the sender adds; nothing vouches for it. */
  readonly extra?: Uint8Array
}

const HEADER = 'c2sp.org/tlog-proof@v1'
/** A path in a tree of 2^53 leaves has 53 hashes. */
const LONGEST_PATH = 63

/** What `parseProof` would not read is refused (`proof-malformed`). */
export function formatProof({ index, path, checkpoint, extra }: Proof): string {
  const lines = [HEADER, ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]), `index ${index}`, ...path.map(toBase64), '']
  const text = `${lines.join('\n')}\n${checkpoint}`
  parseProof(text)
  return text
}

/** Strict (`proof-malformed`, `note-malformed`): one proof has one text. */
export function parseProof(text: string): Proof {
  const end = text.indexOf('\n\n')
  if (end < 0) throw malformed('there is no blank line before the checkpoint')
  const [header, ...lines] = text.slice(0, end).split('\n')
  if (header !== HEADER) throw malformed(`the first line is not ${HEADER}`)
  const [extra] = lines[0]?.startsWith('extra ') === true ? lines.splice(0, 1) : []
  const [indexLine = '', ...hashes] = lines
  const [, digits] = /^index (0|[1-9]\d*)$/.exec(indexLine) ?? []
  const index = Number(digits)
  if (!Number.isSafeInteger(index)) throw malformed('the index is missing or no whole number from 0 to 2^53-1')
  if (hashes.length > LONGEST_PATH) throw malformed(`a path has at most ${LONGEST_PATH} hashes, not ${hashes.length}`)
  const checkpoint = text.slice(end + 2)
  parseNote(checkpoint)
  const path = hashes.map((hash) => {
    const bytes = read(hash)
    if (bytes.length !== HASH) throw malformed(`a hash has ${HASH} bytes, not ${bytes.length}`)
    return bytes
  })
  return { index, path, checkpoint, ...(extra === undefined ? {} : { extra: read(extra.slice('extra '.length)) }) }
}

function read(base64: string): Uint8Array {
  try {
    return fromBase64(base64)
  } catch (cause) {
    throw new JournalFault('proof-malformed', 'not a proof: a line is no base64', { cause })
  }
}

/** Throws unless the text proves that the leaf's bytes are in a log that the policy accepts: see `checkPolicy` and `verifyInclusion`. */
export function verifyProof(sha256: Sha256, verify: Verify, policy: Policy, leaf: Uint8Array, text: string): Accepted & { readonly index: number } {
  const { index, path, checkpoint } = parseProof(text)
  const accepted = checkPolicy(policy, parseNote(checkpoint), verify)
  const { size, root } = accepted.checkpoint
  verifyInclusion(sha256, { index, size, leafHash: leafHash(sha256, leaf), path, root })
  return { ...accepted, index }
}

function malformed(why: string): JournalFault {
  return new JournalFault('proof-malformed', `not a proof: ${why}`)
}
