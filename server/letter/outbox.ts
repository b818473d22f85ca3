import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import type { RecorderOptions } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import { Addressee, type Letter } from '#procedures/letter.ts'
import { recordLetters } from './entry.ts'
import { letterBytes, letterDigest, WRITTEN } from './envelope.ts'

export interface Outgoing {
  readonly letter: Letter
  /** The entry that sends it. */
  readonly ref: string
}

/** Records letters in the sender's journal and puts them out to be delivered, in the transaction of what sends them. */
export async function putOut(sql: Sql, party: Party, outgoing: readonly Outgoing[], options: RecorderOptions): Promise<void> {
  if (outgoing.length === 0) return
  const now = options.clock()
  const written = outgoing.map(({ letter }) => ({ kind: WRITTEN, occurred: Date.parse(letter.written), payload: letterBytes(letter) }))
  const entries = await recordLetters(sql, party, written, options)
  for (const [place, { letter, ref }] of outgoing.entries()) {
    // Few, on the one connection.
    await sql.query({
      name: 'put-out',
      text: `insert into office.outgoing_letter (party, letter, entry, ref, kind, addressee, digest, answers, since, next_attempt, written)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $9)`,
      values: [party, letter.id, entries[place], ref, letter.kind, JSON.stringify(letter.to), Buffer.from(letterDigest(letter), 'hex'), letter.inReplyTo, now],
    })
  }
}

/** A letter that a worker has taken on: nobody else takes it until its time is over. */
export interface Claimed {
  readonly letter: string
  readonly entry: number
  readonly addressee: Addressee
  readonly digest: string
  readonly answers: string | null
  readonly attempts: number
  readonly since: number
}

const ClaimedRow = z.object({
  letter: z.string(),
  entry: z.number(),
  addressee: Addressee,
  digest: z.string(),
  answers: z.string().nullable(),
  attempts: z.number(),
  since: z.number(),
})

/** Takes on some letters that are due. Where the worker dies, they are due again `lease` milliseconds later. */
export async function claimDue(
  sql: Sql,
  party: Party,
  { now, lease, most }: { readonly now: number; readonly lease: number; readonly most: number },
): Promise<readonly Claimed[]> {
  const { rows } = await sql.query({
    name: 'claim-letters',
    text: `with due as materialized (
             select d.letter from office.outgoing_letter d where d.party = $1 and d.state = 'queued' and d.next_attempt <= $2
              order by d.next_attempt, d.entry limit $4 for update skip locked)
           update office.outgoing_letter o set attempts = o.attempts + 1, next_attempt = $3
             from due where o.party = $1 and o.letter = due.letter
           returning o.letter, o.entry, o.addressee, encode(o.digest, 'hex') as digest, o.answers, o.attempts, o.since`,
    values: [party, now, now + lease, most],
  })
  return rows.map((row) => ClaimedRow.parse(row)).toSorted((one, other) => one.entry - other.entry)
}

/** To whom a letter goes now. It may change while the letter waits: the directory is mended. */
export async function noteReceiver(sql: Sql, party: Party, letter: string, receiver: string, base: string | null): Promise<void> {
  await sql.query({
    text: 'update office.outgoing_letter set receiver = $3, base = $4 where party = $1 and letter = $2',
    values: [party, letter, receiver, base],
  })
}

/** Where the receipt was faster than the answer, the letter stays receipted. */
export async function markDelivered(sql: Sql, party: Party, letter: string, now: number): Promise<void> {
  await sql.query({
    text: `update office.outgoing_letter set delivered = $3, trouble = null, state = case when state = 'receipted' then state else 'delivered' end
            where party = $1 and letter = $2 and delivered is null`,
    values: [party, letter, now],
  })
}

export async function markFailed(
  sql: Sql,
  party: Party,
  letter: string,
  { trouble, next }: { readonly trouble: string; /** Never again where it is null. */ readonly next: number | null },
): Promise<void> {
  await sql.query({
    text: `update office.outgoing_letter set trouble = $3, next_attempt = coalesce($4, next_attempt), state = case when $4::bigint is null then 'dead' else state end
            where party = $1 and letter = $2 and state = 'queued'`,
    values: [party, letter, trouble, next],
  })
}

/** Queues a dead letter once more, by its entry, with a whole life before it. */
export async function sendAgain(sql: Sql, party: Party, entry: number, now: number): Promise<boolean> {
  const { rowCount } = await sql.query({
    text: `update office.outgoing_letter set state = 'queued', attempts = 0, since = $3, next_attempt = $3 where party = $1 and entry = $2 and state = 'dead'`,
    values: [party, entry, now],
  })
  return rowCount === 1
}

export type State = 'queued' | 'delivered' | 'receipted' | 'dead'

/** A letter on its way, without what it says. Times are milliseconds. */
export interface Sent {
  /** The entry of our journal that holds it. */
  readonly id: string
  readonly letter: string
  readonly kind: string
  readonly addressee: Addressee
  readonly receiver: string | null
  readonly base: string | null
  readonly state: State
  readonly attempts: number
  readonly next_attempt: number
  readonly trouble: string | null
  readonly written: number
  readonly delivered: number | null
  readonly receipted: number | null
  readonly receipt: number | null
}

/** A page of a box, newest first: what waits or is in trouble is looked for here, what was sent long ago in the journal. */
export const MOST_SHOWN = 500

export async function readOutgoing(sql: Sql, party: Party, states: readonly State[]): Promise<readonly Sent[]> {
  const { rows } = await sql.query<Sent>({
    text: `select entry::text as id, letter, kind, addressee, receiver, base, state, attempts, next_attempt, trouble, written, delivered, receipted, receipt
             from office.outgoing_letter where party = $1 and state = any ($2::text[]) order by entry desc limit $3`,
    values: [party, states, MOST_SHOWN],
  })
  return rows
}

/** A letter of ours that somebody answers. */
export async function sentLetter(sql: Sql, party: Party, letter: string): Promise<{ readonly receiver: string | null; readonly digest: string } | undefined> {
  const { rows } = await sql.query<{ receiver: string | null; digest: string }>({
    text: "select receiver, encode(digest, 'hex') as digest from office.outgoing_letter where party = $1 and letter = $2",
    values: [party, letter],
  })
  return rows[0]
}

export async function markReceipted(sql: Sql, party: Party, letter: string, { now, entry }: { readonly now: number; readonly entry: number }): Promise<void> {
  await sql.query({
    text: `update office.outgoing_letter set state = 'receipted', trouble = null, receipted = $3, receipt = $4 where party = $1 and letter = $2`,
    values: [party, letter, now, entry],
  })
}
