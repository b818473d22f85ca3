import { toHex } from './bytes.ts'
import { parseCheckpoint, verifyCosignature, type Checkpoint } from './checkpoint.ts'
import { JournalFault } from './fault.ts'
import type { Sha256 } from './merkle.ts'
import { parseVerifierKey, verifyNote, type Note, type NoteKey, type Verify } from './note.ts'

/** A witness, or so many of several, which may be groups in their turn. */
type Rule = { readonly witness: NoteKey } | { readonly atLeast: number; readonly of: readonly Rule[] }

/** Whom one trusts, and how many of them have to have seen a checkpoint. */
export interface Policy {
  /** Keys of logs, of which each speaks for the origin that is its name. More than one of a name while keys change. */
  readonly logs: readonly NoteKey[]
  readonly witnesses: readonly NoteKey[]
  /** So many of the witnesses, or a rule over groups. Nobody at all has to be said in words: `none`. */
  readonly quorum: 'none' | number | Rule
}

interface Cosigned {
  readonly witness: NoteKey
  /** Seconds since 1970-01-01T00:00Z by the witness's clock. */
  readonly at: number
}

export interface Accepted {
  readonly ok: true
  readonly checkpoint: Checkpoint
  readonly log: NoteKey
  /** Every known witness that has cosigned, whether the quorum needed it or not. */
  readonly by: readonly Cosigned[]
}

/**
 * Throws unless the policy accepts the note as a checkpoint: signed by a log of its origin (`origin-unknown`, `unsigned`) and cosigned by the quorum
 * (`quorum-missed`). A signature that names a known key and is not that key's refuses the note (`signature-wrong`); unknown keys say nothing.
 * One witness counts once, however often and under whatever names it has signed. A policy that nothing or anything could meet by a slip is refused
 * (`policy-malformed`).
 */
export function checkPolicy(policy: Policy, note: Note, verify: Verify): Accepted {
  const rule = ruleOf(policy)
  const checkpoint = parseCheckpoint(note.text)
  const logs = policy.logs.filter(({ name }) => name === checkpoint.origin)
  if (logs.length === 0) throw new JournalFault('origin-unknown', `no key of the policy is of the log ${JSON.stringify(checkpoint.origin)}`)
  const signers = logs.filter((key) => names(note, key))
  for (const key of signers) verifyNote(note, key, verify)
  const [log] = signers
  if (log === undefined) throw new JournalFault('unsigned', `the log ${checkpoint.origin} has not signed with a key of the policy`)
  const by = policy.witnesses.filter((key) => names(note, key)).map((witness) => ({ witness, at: verifyCosignature(note, witness, verify) }))
  const seen = new Set(by.map(({ witness }) => identityOf(witness)))
  if (rule !== undefined && !holds(rule, seen)) throw new JournalFault('quorum-missed', `${seen.size} witnesses have cosigned, which is not the quorum`)
  return { ok: true, checkpoint, log, by }
}

function names({ signatures }: Note, { name, id }: NoteKey): boolean {
  return signatures.some((signature) => signature.name === name && signature.id === id)
}

/** A key under two names is one witness. */
function identityOf({ publicKey }: NoteKey): string {
  return toHex(publicKey)
}

/** What has to hold; `undefined` where nothing has to. */
function ruleOf({ logs, witnesses, quorum }: Policy): Rule | undefined {
  if (logs.some(({ algorithm }) => algorithm !== 1)) throw malformed('a log has a key of cosignatures')
  if (witnesses.some(({ algorithm }) => algorithm !== 4)) throw malformed('a witness has a key that is not of cosignatures')
  if (quorum === 'none') return undefined
  const known = new Map(witnesses.map((witness) => [identityOf(witness), witness]))
  const rule = typeof quorum === 'number' ? { atLeast: quorum, of: Array.from(known.values(), (witness) => ({ witness })) } : quorum
  assertRule(rule, new Set(known.keys()))
  return rule
}

/** Each group can be met, and each witness stands in one place only, so that no one counts twice. `left` loses the witnesses met on the way. */
function assertRule(rule: Rule, left: Set<string>): void {
  if ('witness' in rule) {
    if (!left.delete(identityOf(rule.witness))) throw malformed(`the witness ${rule.witness.name} stands in two groups or is not in the list`)
    return
  }
  const { atLeast, of } = rule
  if (!Number.isInteger(atLeast) || atLeast < 1 || atLeast > of.length)
    throw malformed(`a quorum of ${atLeast} among ${of.length}; for no witness at all say none`)
  for (const member of of) assertRule(member, left)
}

function holds(rule: Rule, seen: ReadonlySet<string>): boolean {
  return 'witness' in rule ? seen.has(identityOf(rule.witness)) : rule.of.filter((member) => holds(member, seen)).length >= rule.atLeast
}

/** Reads a policy file (C2SP tlog-policy). Addresses after the keys are passed over. Anything unclear is refused, with its line (`policy-malformed`). */
export function parsePolicy(sha256: Sha256, text: string): Policy {
  const logs: NoteKey[] = []
  const witnesses: NoteKey[] = []
  const rules = new Map<string, Rule>()
  const members = new Set<string>()
  let quorum: 'none' | Rule | undefined
  text.split('\n').forEach((line, at) => {
    const words = line.split(/[ \t]+/).filter((word) => word !== '')
    const [verb = '#', ...rest] = words
    if (verb.startsWith('#')) return
    const wrong = (why: string): JournalFault => malformed(`line ${at + 1}: ${why}`)
    const key = (vkey: string | undefined, algorithm: 1 | 4, others: readonly NoteKey[]): NoteKey => {
      const read = keyOf(sha256, vkey, wrong)
      if (read.algorithm !== algorithm) throw wrong(algorithm === 1 ? 'a log signs with Ed25519 (algorithm 1)' : 'a witness signs cosignatures (algorithm 4)')
      if (others.some((other) => identityOf(other) === identityOf(read))) throw wrong('the same key a second time')
      return read
    }
    const named = (name: string | undefined): string => {
      if (name === undefined || name === 'none' || rules.has(name)) throw wrong('a name is missing, taken, or the reserved word none')
      return name
    }
    if (verb === 'log' && rest.length <= 2) logs.push(key(rest[0], 1, logs))
    else if (verb === 'witness' && rest.length <= 3) {
      const name = named(rest[0])
      const witness = key(rest[1], 4, witnesses)
      witnesses.push(witness)
      rules.set(name, { witness })
    } else if (verb === 'group') {
      const [name, count = '', ...of] = rest
      const group = named(name)
      const parts = of.map((member) => {
        const rule = rules.get(member)
        if (rule === undefined || members.has(member)) throw wrong(`${member} is not named before, or is in a group already`)
        members.add(member)
        return rule
      })
      const atLeast = count === 'all' ? parts.length : count === 'any' ? 1 : /^[1-9]\d*$/.test(count) ? Number(count) : 0
      if (atLeast < 1 || atLeast > parts.length) throw wrong(`a group is any, all, or 1 to ${parts.length} of its members, and has at least one`)
      rules.set(group, { atLeast, of: parts })
    } else if (verb === 'quorum' && rest.length === 1 && quorum === undefined) {
      quorum = rest[0] === 'none' ? 'none' : rules.get(rest[0] ?? '')
      if (quorum === undefined) throw wrong(`${rest[0]} is not named before`)
    } else throw wrong('not a log, a witness, a group or the one quorum')
  })
  if (quorum === undefined) throw malformed('it has no line quorum; for no witness at all say quorum none')
  return { logs, witnesses, quorum }
}

function keyOf(sha256: Sha256, vkey: string | undefined, wrong: (why: string) => JournalFault): NoteKey {
  try {
    return parseVerifierKey(sha256, vkey ?? '')
  } catch (cause) {
    throw cause instanceof JournalFault ? wrong(cause.message) : cause
  }
}

function malformed(why: string): JournalFault {
  return new JournalFault('policy-malformed', `not a policy: ${why}`)
}
