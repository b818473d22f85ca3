import { z } from 'zod'
import { fromBase64, same, textOf, toHex, utf8 } from '#journal/bytes.ts'
import { verify } from '#journal/ed25519.ts'
import { commitment, parseLeaf, type Entry } from '#journal/entry.ts'
import { JournalFault } from '#journal/fault.ts'
import { canonicalJson, parseJson } from '#journal/json.ts'
import { formatNote, parseNote, signNote, verifyNote, type Note, type NoteKey, type Sign } from '#journal/note.ts'
import { Party } from '#journal/party.ts'
import { verifyProof } from '#journal/proof.ts'
import { sha256 } from '#journal/sha256.ts'
import { Addressee, type Letter } from '#procedures/letter.ts'
import { Moment } from '#procedures/moment.ts'
import { LEVELS, PARTY_KINDS, REMITS } from '#procedures/party.ts'

/** Bytes of an envelope, signature included. */
export const MOST_ENVELOPE = 1_048_576
/** The kind of the sender's entry whose content is the letter itself. */
export const WRITTEN = 'letter.written'

/** The first line of what is signed. No checkpoint has three lines that begin so: a letter's signature is good for nothing else. */
const HEADER = 'dutybook.letter/v1'
const MOST_ENCLOSED = 64

/** Why a letter is not taken in. The codes are permanent: the sender's installation acts on them. */
export type LetterRefusal =
  | 'letter-too-large'
  | 'letter-malformed'
  | 'letter-not-for-us'
  | 'letter-sender-unknown'
  | 'letter-signature-wrong'
  | 'letter-proof-wrong'
  | 'letter-kind-unknown'
  | 'letter-body-malformed'
  | 'letter-differs'
  | 'letter-answers-nothing'

const name = z.string().min(1).max(200)
const Words = z.strictObject({ zh: name, en: name })

const LetterText = z.strictObject({
  id: z.string().regex(/^[!-~\p{L}\p{N}]{1,400}$/u),
  kind: z.string().regex(/^[a-z][a-z0-9.-]{0,119}$/),
  title: Words,
  from: Party,
  to: Addressee,
  procedure: z.string().regex(/^[a-z][a-z0-9-]{0,119}$/),
  subject: name,
  written: Moment,
  body: z.record(z.string(), z.unknown()),
  encloses: z.array(z.string().regex(/^(0|[1-9]\d{0,15})$/)).max(MOST_ENCLOSED),
  inReplyTo: z.string().min(1).max(400).nullable(),
})

/** An entry of the sender's journal with the proof that it is there (C2SP tlog-proof), and nothing of what it says. */
const Enclosure = z.strictObject({ leaf: z.base64(), proof: z.string() })
export type Enclosure = z.infer<typeof Enclosure>

/** What others are told of a party. */
const Card = z.strictObject({
  id: Party,
  kind: z.enum(PARTY_KINDS),
  name: Words,
  region: z.string(),
  remit: z.enum(REMITS).optional(),
  level: z.enum(LEVELS).optional(),
})

const Envelope = z.strictObject({
  letter: LetterText,
  receiver: Party,
  sender: z.strictObject({ card: Card, key: z.string().max(400) }),
  /** SHA-256 of the letter that this one answers, as it was received. */
  answered: z.hash('sha256').nullable(),
  /** The sender's own entry of this letter, and the salt that opens its commitment to the letter's bytes. */
  entry: Enclosure.extend({ salt: z.base64() }),
  enclosed: z.array(Enclosure).max(MOST_ENCLOSED),
})
export type Envelope = z.infer<typeof Envelope>

/** The bytes of a letter: the same for the same letter, wherever it is written down. */
export function letterBytes(letter: Letter): Uint8Array {
  return utf8(canonical(letter))
}

/** Reads the bytes that `letterBytes` wrote. */
export function letterOf(bytes: Uint8Array): Letter {
  return LetterText.parse(parseJson(textOf(bytes)))
}

export function letterDigest(letter: Letter): string {
  return toHex(sha256(letterBytes(letter)))
}

/** A value with what JSON leaves out left out. */
const canonical = (value: unknown): string => canonicalJson(parseJson(JSON.stringify(value)))

/** The envelope as it travels: a signed note (C2SP signed-note) of one line of JSON. */
export function sealEnvelope(envelope: Envelope, key: NoteKey, sign: Sign): string {
  return formatNote(signNote({ text: `${HEADER}\n${canonical(envelope)}\n`, signatures: [] }, key, sign))
}

export interface Opened {
  readonly note: Note
  readonly envelope: Envelope
  /** Of the letter, in hexadecimal. */
  readonly digest: string
}

/** Reads an envelope and vouches for nothing in it. Another spelling of the same JSON is refused: what is signed has one form. */
export function openEnvelope(text: string): Opened | LetterRefusal {
  if (Buffer.byteLength(text) > MOST_ENVELOPE) return 'letter-too-large'
  try {
    const note = parseNote(text)
    const [header, json = '', ...rest] = note.text.slice(0, -1).split('\n')
    if (header !== HEADER || rest.length > 0) return 'letter-malformed'
    const value = parseJson(json)
    const envelope = Envelope.safeParse(value)
    if (!envelope.success || canonicalJson(value) !== json || canonical(envelope.data) !== json) return 'letter-malformed'
    return { note, envelope: envelope.data, digest: letterDigest(envelope.data.letter) }
  } catch (error) {
    if (error instanceof JournalFault) return 'letter-malformed'
    throw error
  }
}

/** The keys by which a sender is known, from elsewhere than the letter. */
export interface SenderKeys {
  /** The one that signs now. */
  readonly now: NoteKey
  /** Those that have signed the checkpoints of its journal. */
  readonly ever: readonly NoteKey[]
}

/**
 * Why the envelope is not what it says, or nothing: signed by its sender, about a letter of that sender's own, which stands byte for byte in the
 * sender's journal together with every entry that it names.
 */
export function faultOfEnvelope({ note, envelope }: Opened, { now, ever }: SenderKeys): LetterRefusal | undefined {
  const { letter, sender, entry, enclosed } = envelope
  if (!holds(() => verifyNote(note, now, verify))) return 'letter-signature-wrong'
  if (sender.card.id !== letter.from || !letter.id.startsWith(`${letter.from}/`)) return 'letter-malformed'
  const proven = (enclosure: Enclosure): Entry | undefined => {
    let leaf: Entry | undefined
    const holding = holds(() => {
      const bytes = fromBase64(enclosure.leaf)
      leaf = parseLeaf(bytes)
      const { index } = verifyProof(sha256, verify, { logs: ever, witnesses: [], quorum: 'none' }, bytes, enclosure.proof)
      if (index !== leaf.index) throw new JournalFault('proof-malformed', 'the proof is of another place')
    })
    return holding && leaf?.party === letter.from ? leaf : undefined
  }
  const own = proven(entry)
  if (own?.kind !== WRITTEN) return 'letter-proof-wrong'
  if (!holds(() => assertCommitted(own, entry.salt, letterBytes(letter)))) return 'letter-proof-wrong'
  const places = enclosed.map((each) => String(proven(each)?.index))
  if (places.join() !== letter.encloses.join()) return 'letter-proof-wrong'
  return undefined
}

function assertCommitted({ payload }: Entry, salt: string, bytes: Uint8Array): void {
  const salted = fromBase64(salt)
  if (salted.length !== 32 || !same(commitment(sha256, salted, bytes), payload)) throw new JournalFault('root-mismatch', 'the entry is of another letter')
}

function holds(check: () => void): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof JournalFault) return false
    throw error
  }
}
