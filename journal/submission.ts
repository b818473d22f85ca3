import { fromBase64, textOf, toBase64, utf8 } from './bytes.ts'
import { JournalFault } from './fault.ts'
import { HASH } from './merkle.ts'

/** What a log sends to a witness (C2SP tlog-witness, `add-checkpoint`). */
export interface Submission {
  /** Leaves of the tree that the witness saw last, as the log believes. */
  readonly old: number
  /** From the old tree to that of the checkpoint (RFC 6962, section 2.1.2). */
  readonly path: readonly Uint8Array[]
  /** The signed checkpoint as it stands. */
  readonly note: string
}

/** The specification's bound; a path in a tree of 2^53 leaves has 53 hashes and one more. */
const LONGEST_PATH = 63

export function formatSubmission({ old, path, note }: Submission): Uint8Array {
  if (path.length > LONGEST_PATH) throw malformed(`a path has at most ${LONGEST_PATH} hashes, not ${path.length}`)
  return utf8(`${[`old ${old}`, ...path.map(toBase64), ''].join('\n')}\n${note}`)
}

/** Strict (`proof-malformed`, `text-malformed`). The note is not read. */
export function parseSubmission(body: Uint8Array): Submission {
  const text = textOf(body)
  const end = text.indexOf('\n\n')
  if (end < 0) throw malformed('there is no blank line before the checkpoint')
  const [first = '', ...hashes] = text.slice(0, end).split('\n')
  const [, digits] = /^old (0|[1-9]\d*)$/.exec(first) ?? []
  const old = Number(digits)
  if (!Number.isSafeInteger(old)) throw malformed('the first line is not the word old and a whole number from 0 to 2^53-1')
  if (hashes.length > LONGEST_PATH) throw malformed(`a path has at most ${LONGEST_PATH} hashes, not ${hashes.length}`)
  return { old, path: hashes.map(hashOf), note: text.slice(end + 2) }
}

function hashOf(line: string): Uint8Array {
  try {
    const hash = fromBase64(line)
    if (hash.length === HASH) return hash
  } catch (cause) {
    throw new JournalFault('proof-malformed', 'not a submission: a line of the path is no base64', { cause })
  }
  throw malformed(`a hash has ${HASH} bytes`)
}

function malformed(why: string): JournalFault {
  return new JournalFault('proof-malformed', `not a submission: ${why}`)
}
