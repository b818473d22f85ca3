import { textOf } from './bytes.ts'
import { parseCheckpoint, verifyCosignature } from './checkpoint.ts'
import { verify } from './ed25519.ts'
import { beneath, exchange, type Exchange, type Unreachable } from './exchange.ts'
import { JournalFault } from './fault.ts'
import { formatNote, parseNote, parseSignature, type NoteKey, type NoteSignature } from './note.ts'
import { checkPolicy, type Policy } from './policy.ts'
import { formatSubmission } from './submission.ts'

/** Somebody who is asked to see a checkpoint. */
export interface Witness {
  /** The key that its cosignatures have to be of. */
  readonly key: NoteKey
  /** Its submission prefix. */
  readonly url: string
  /** The size that it saw last, where that is known: it saves one question. */
  readonly seen?: number
}

export type WitnessAnswer =
  | {
      readonly kind: 'cosigned'
      readonly witness: Witness
      readonly signatures: readonly NoteSignature[]
      /** Seconds since 1970-01-01T00:00Z, by its clock. */ readonly at: number
    }
  | { readonly kind: 'refused'; readonly witness: Witness; readonly code: Refused; readonly why: string }
  | { readonly kind: 'unreachable'; readonly witness: Witness; readonly code: Unreachable | 'failed'; readonly why: string }

/**
 * `root-differs`: it has seen another head of this size, signed by us. `ahead`: it has seen a larger tree of ours than this one. Either means that
 * there are two of this log, or that this one was set back. `unsteady`: it named another size at every attempt.
 */
type Refused =
  | 'malformed'
  | 'signature-refused'
  | 'log-unknown'
  | 'root-differs'
  | 'ahead'
  | 'unsteady'
  | 'proof-refused'
  | 'cosignature-wrong'
  | 'answer-malformed'

/** The hashes that prove growth from one size of the log to another. */
type Prove = (from: number, to: number) => Promise<readonly Uint8Array[]>

export interface AskOptions {
  readonly prove: Prove
  /** Milliseconds for each exchange. */
  readonly timeout?: number
  /** Plain HTTP to this machine and private networks. */
  readonly privateHttp?: boolean
  readonly signal?: AbortSignal
}

/** A dozen signatures of every known kind fit easily. */
const MOST = 65_536
const TIMEOUT = 10_000
/** What it names may be out of date once, when another submission of ours was faster. */
const ATTEMPTS = 3

/** Submits a signed checkpoint to a witness (C2SP tlog-witness). Its cosignature is taken only after it was verified. Faults come from `prove` alone. */
export async function askWitness(
  note: string,
  witness: Witness,
  { prove, timeout = TIMEOUT, privateHttp = false, signal }: AskOptions,
): Promise<WitnessAnswer> {
  const { size } = parseCheckpoint(parseNote(note).text)
  const refused = (code: Refused, why: string): WitnessAnswer => ({ kind: 'refused', witness, code, why })
  let old = Math.min(witness.seen ?? 0, size)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    // Each attempt depends on what the one before was told.
    const body = formatSubmission({ old, path: await prove(old, size), note })
    const answer = await exchange({ url: beneath(witness.url, 'add-checkpoint'), body, most: MOST, timeout, privateHttp, signal })
    if (answer.kind === 'unreachable') return { ...answer, witness }
    if (answer.status !== 409) return answerOf(note, witness, answer)
    const known = sizeOf(answer)
    if (known === undefined) return refused('answer-malformed', 'it refused the old size without naming the right one')
    if (known > size) return refused('ahead', `it has seen this log with ${known} entries; this checkpoint has ${size}`)
    if (known === size && old === size) return refused('root-differs', `it has seen another head of this log with ${known} entries`)
    if (known === old) return refused('answer-malformed', `it refused the old size ${old} and named it as the right one`)
    old = known
  }
  return refused('unsteady', `it named another size at each of ${ATTEMPTS} attempts`)
}

type Answered = Extract<Exchange, { kind: 'answered' }>

function sizeOf({ type, body }: Answered): number | undefined {
  const [, digits] = /^(0|[1-9]\d{0,15})\n$/.exec(wordsOf(body)) ?? []
  const size = Number(digits)
  return type === 'text/x.tlog.size' && Number.isSafeInteger(size) ? size : undefined
}

function answerOf(note: string, witness: Witness, answer: Answered): WitnessAnswer {
  const { status } = answer
  const said = wordsOf(answer.body).replaceAll(/\s+/g, ' ').slice(0, 200).trim()
  const refused = (code: Refused, why: string): WitnessAnswer => ({ kind: 'refused', witness, code, why })
  switch (status) {
    case 200:
      return cosignatureOf(note, witness, answer.body)
    case 400:
      return refused('malformed', `it cannot read the submission: ${said}`)
    case 403:
      return refused('signature-refused', `it does not know the key that signed the checkpoint: ${said}`)
    case 404:
      return refused('log-unknown', `it does not watch this log: ${said}`)
    case 422:
      return refused('proof-refused', `the proof of growth does not convince it: ${said}`)
    default:
      return { kind: 'unreachable', witness, code: 'failed', why: `it answers with status ${status}: ${said}` }
  }
}

/** What somebody else wrote, for a person to read: whatever it was. */
function wordsOf(body: Uint8Array): string {
  return new TextDecoder().decode(body).replaceAll(/[^\n\x20-\x7e\u4e00-\u9fff]/gu, '?')
}

function cosignatureOf(note: string, witness: Witness, body: Uint8Array): WitnessAnswer {
  const { key } = witness
  try {
    const lines = textOf(body)
    if (!lines.endsWith('\n')) throw new JournalFault('note-malformed', 'its last line does not end')
    const signatures = lines
      .slice(0, -1)
      .split('\n')
      .map(parseSignature)
      .filter(({ name, id }) => name === key.name && id === key.id)
    const at = verifyCosignature({ text: parseNote(note).text, signatures }, key, verify)
    return { kind: 'cosigned', witness, signatures, at }
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error
    const wrong = error.fault === 'unsigned' || error.fault === 'signature-wrong'
    return { kind: 'refused', witness, code: wrong ? 'cosignature-wrong' : 'answer-malformed', why: error.message }
  }
}

export type Collected =
  | { readonly kind: 'quorum'; /** With every cosignature that was gathered. */ readonly note: string; readonly answers: readonly WitnessAnswer[] }
  | { readonly kind: 'below-quorum'; readonly answers: readonly WitnessAnswer[]; readonly why: string }

/**
 * Asks all witnesses at once and waits for each. Below the policy's quorum there is no note to publish, only who failed and why.
 * A policy that cannot be met by any answer, or that does not know the log, throws as in `checkPolicy`.
 */
export async function collectCosignatures(note: string, witnesses: readonly Witness[], policy: Policy, options: AskOptions): Promise<Collected> {
  const answers = await Promise.all(witnesses.map((witness) => askWitness(note, witness, options)))
  const { text, signatures } = parseNote(note)
  const gathered = { text, signatures: [...signatures, ...answers.flatMap((answer) => (answer.kind === 'cosigned' ? answer.signatures : []))] }
  try {
    checkPolicy(policy, gathered, verify)
    return { kind: 'quorum', note: formatNote(gathered), answers }
  } catch (error) {
    if (error instanceof JournalFault && error.fault === 'quorum-missed') return { kind: 'below-quorum', answers, why: error.message }
    throw error
  }
}

/** Gathers cosignatures for `publish`: throws `quorum-missed`, naming who failed and why, rather than give back too few. */
export function cosignBy(
  witnesses: readonly Witness[],
  policy: Policy,
  options: Omit<AskOptions, 'prove'> = {},
): (note: string, prove: Prove) => Promise<string> {
  return async (note, prove) => {
    const collected = await collectCosignatures(note, witnesses, policy, { ...options, prove })
    if (collected.kind === 'quorum') return collected.note
    const failures = collected.answers.flatMap((answer) => (answer.kind === 'cosigned' ? [] : [`${answer.witness.key.name}: ${answer.code}, ${answer.why}`]))
    throw new JournalFault('quorum-missed', [collected.why, ...failures].join('; '))
  }
}
