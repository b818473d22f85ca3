import { createHash } from 'node:crypto'
import { toHex } from '#journal/bytes.ts'
import type { Party } from '#journal/party.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { instant } from '#law/instant.ts'
import type { Actor } from '#procedures/access.ts'
import { RECEIPT, write, type Letter, type LetterKind } from '#procedures/letter.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { momentOf } from '#procedures/moment.ts'
import type { Party as PartyCard } from '#procedures/party.ts'
import type { Turn } from '../dispatch.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { MatterId } from '../record.ts'
import { keysOfSender } from './correspondent.ts'
import { LETTERS, recordLetters } from './entry.ts'
import { faultOfEnvelope, openEnvelope, type LetterRefusal, type Opened } from './envelope.ts'
import { putIn, receivedLetter } from './inbox.ts'
import { tellOfLetter } from './telling.ts'
import { markReceipted, putOut, sentLetter } from './outbox.ts'

/** A receiver without a remit writes its receipt without one. */
const RECEIPT_KIND = { ...RECEIPT, body: RECEIPT.body.partial({ remit: true }) } satisfies LetterKind

/** Hands letters over. It has no rights but those that access tables give to the post. */
const POST: Actor = { person: 'post', roles: ['post'] }

/** Entries for letters that were refused, a day and party: whoever sends rubbish does not fill a journal with it. */
const MOST_REFUSALS = 100
const DAY = 86_400_000 // ms

/** What the sender is answered. Sent again, the same letter is answered the same. */
export type Received =
  | {
      readonly kind: 'received'
      readonly letter: string
      /** SHA-256 of the letter, in hexadecimal. */
      readonly digest: string
      /** The entry of the receiver's journal. */
      readonly reference: string
      readonly receivedAt: string
    }
  | { readonly kind: 'refused'; readonly code: LetterRefusal }

const refused = (code: LetterRefusal): Received => ({ kind: 'refused', code })

/**
 * Takes in what says that it is a letter: all of it, on disk and answered with a receipt under way, or nothing. What cannot be vouched for is refused,
 * and the receiver's journal has that it was.
 */
export async function receiveLetter(office: Office, text: string): Promise<Received> {
  const opened = openEnvelope(text)
  if (typeof opened === 'string') return refused(opened)
  const { letter, receiver } = opened.envelope
  const pool = office.database.app
  const party = await inParty(pool, receiver, (sql) => readParty(sql, receiver), { readOnly: true })
  if (party === undefined) return refused('letter-not-for-us')
  const code = await faultOf(office, opened, party)
  const answer = code === undefined ? await office.dispatch.within(receiver, (turn) => takeIn(office, turn, opened, text)) : refused(code)
  if (answer.kind === 'no-party') return refused('letter-not-for-us')
  if (answer.kind === 'refused') await recordRefusal(office, receiver, { code: answer.code, claimed: letter.from, text })
  return answer
}

async function faultOf({ database, catalogue }: Office, opened: Opened, party: PartyCard): Promise<LetterRefusal | undefined> {
  const { letter, receiver } = opened.envelope
  const keys = await keysOfSender(database.app, receiver, letter.from)
  if (keys === undefined) return 'letter-sender-unknown'
  const fault = faultOfEnvelope(opened, keys)
  if (fault !== undefined) return fault
  if (!isAddressed(letter, party)) return 'letter-not-for-us'
  const kind = letter.kind === RECEIPT.kind ? RECEIPT_KIND : catalogue.flatMap(({ letters }) => letters).find((each) => each.kind === letter.kind)
  if (kind === undefined) return 'letter-kind-unknown'
  return kind.body.safeParse(letter.body).success ? undefined : 'letter-body-malformed'
}

function isAddressed({ to }: Letter, party: PartyCard): boolean {
  if ('party' in to) return to.party === party.id
  return party.kind === 'department' && party.remit === to.remit && party.level === to.level && party.region === to.region
}

/** One transaction: what the letter asks of a matter, its own entry, its place among those that have come, and the receipt. */
async function takeIn(office: Office, turn: Turn, { envelope, digest }: Opened, note: string): Promise<Received> {
  const { letter, receiver, answered } = envelope
  const { sql } = turn
  const before = await receivedLetter(sql, receiver, letter.id)
  if (before !== undefined)
    return before.digest === digest
      ? { kind: 'received', letter: letter.id, digest, reference: String(before.entry), receivedAt: momentOf(instant(before.received)) }
      : refused('letter-differs')
  const ours = letter.inReplyTo === null ? undefined : await sentLetter(sql, receiver, letter.inReplyTo)
  const isReceipt = letter.kind === RECEIPT.kind
  // Who answers must be whom we asked, and a receipt must be of what we wrote.
  if (letter.inReplyTo !== null && ours?.receiver !== letter.from) return refused('letter-answers-nothing')
  if (isReceipt && ours?.digest !== answered) return refused('letter-answers-nothing')
  const taken = await handOver(office, turn, letter)
  const now = office.clock()
  const entry = await recordOne(office, sql, receiver, {
    now,
    kind: isReceipt ? 'letter.receipted' : 'letter.received',
    content: isReceipt ? { of: letter.inReplyTo, receipt: note, taken } : { letter: letter.id, envelope: note, taken },
  })
  await putIn(sql, receiver, {
    letter: letter.id,
    sender: letter.from,
    kind: letter.kind,
    digest,
    entry,
    received: now,
    procedure: taken?.procedure ?? null,
    subject: taken?.subject ?? null,
  })
  if (isReceipt && letter.inReplyTo !== null) await markReceipted(sql, receiver, letter.inReplyTo, { now, entry })
  if (!isReceipt) {
    await putOut(sql, receiver, [{ ref: String(entry), letter: receiptOf(letter, turn.party, entry, now) }], optionsOf(office, now))
    await tellOfLetter(office, sql, receiver, { letter, went: taken, now })
  }
  return { kind: 'received', letter: letter.id, digest, reference: String(entry), receivedAt: momentOf(instant(now)) }
}

/** What became of the letter: the matter that it went to, or why a person has to see to it. */
type Taken = { readonly procedure: string; readonly subject: string } | { readonly procedure: string; readonly subject: string; readonly code: string } | null

/** Gives a letter to the procedure that takes it: that of the matter which it answers before any other, else the first in the catalogue. */
async function handOver({ catalogue }: Office, { obey, party }: Turn, letter: Letter): Promise<Taken> {
  const answering = letter.inReplyTo?.split('/')[1]
  const first = (procedure: CataloguedProcedure): number => (procedure.id === answering ? 0 : 1)
  const takers = catalogue.filter(({ parties }) => parties.includes(party.kind)).toSorted((one, other) => first(one) - first(other))
  for (const procedure of takers) {
    const asked = procedure.receive(letter)
    if (asked === undefined) continue
    const { subject, command } = asked
    if (!MatterId.safeParse(subject).success) return { procedure: procedure.id, subject, code: 'subject-malformed' }
    // The first that takes the kind has it.
    const done = await obey({ procedure: procedure.id, subject, command, actor: POST })
    const to = { procedure: procedure.id, subject }
    return done.kind === 'accepted' ? to : { ...to, code: done.kind === 'refused' ? done.refusal.code : done.kind }
  }
  return null
}

function receiptOf(letter: Letter, party: PartyCard, entry: number, now: number): Letter {
  const at = momentOf(instant(now))
  const remit = party.kind === 'department' ? { remit: party.remit } : {}
  const draft = write(
    RECEIPT_KIND,
    { to: { party: letter.from }, written: at, encloses: [String(entry)], inReplyTo: letter.id },
    { ...remit, receivedAt: at, reference: String(entry) },
  )
  return { ...draft, id: `${party.id}/${LETTERS}/${entry}/${entry}/1`, from: party.id, procedure: LETTERS, subject: String(entry) }
}

const optionsOf = ({ database }: Office, now: number) => ({ pool: database.app, master: database.secrets.master, clock: () => now })

async function recordOne(
  office: Office,
  sql: Sql,
  party: Party,
  { now, content, ...entry }: { readonly now: number; readonly kind: string; readonly content: Readonly<Record<string, unknown>>; readonly id?: string },
): Promise<number> {
  const payload = new TextEncoder().encode(JSON.stringify(content))
  const [index] = await recordLetters(sql, party, [{ ...entry, occurred: now, payload }], optionsOf(office, now))
  if (index === undefined) throw new Error('a letter was recorded without a place')
  return index
}

/** That something was refused, once for each thing that was sent, and not more often than anybody would read. It says nothing of what was in it. */
async function recordRefusal(
  office: Office,
  party: Party,
  { code, claimed, text }: { readonly code: LetterRefusal; readonly claimed: string; readonly text: string },
): Promise<void> {
  const digest = createHash('sha256').update(text).update(code).digest()
  const id = toHex(digest.subarray(0, 16)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  await office.dispatch.within(party, async ({ sql }) => {
    const now = office.clock()
    const { rows } = await sql.query<{ seen: boolean; recorded: number | null }>({
      text: `select exists (select 1 from journal.entry where party = $1 and id = $2) as seen,
                    (select recorded from journal.entry where party = $1 and kind = 'letter.refused' order by index desc offset $3 limit 1) as recorded`,
      values: [party, id, MOST_REFUSALS - 1],
    })
    const found = rows[0]
    if (found?.seen === true || (found?.recorded ?? now - DAY - 1) >= now - DAY) return
    await recordOne(office, sql, party, {
      now,
      kind: 'letter.refused',
      id,
      content: { code, claimed, digest: createHash('sha256').update(text).digest('hex') },
    })
  })
}
