import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { MOST_SHOWN } from './outbox.ts'

/** A letter that has been recorded here. Digests are in hexadecimal. */
export interface Incoming {
  readonly letter: string
  readonly sender: string
  readonly kind: string
  readonly digest: string
  readonly entry: number
  readonly received: number
  /** The matter that it went to; null where nobody took it. */
  readonly procedure: string | null
  readonly subject: string | null
}

export async function receivedLetter(sql: Sql, party: Party, letter: string): Promise<Incoming | undefined> {
  const { rows } = await sql.query<Incoming>({
    name: 'received-letter',
    text: "select letter, sender, kind, encode(digest, 'hex') as digest, entry, received, procedure, subject from office.incoming_letter where party = $1 and letter = $2",
    values: [party, letter],
  })
  return rows[0]
}

/** The newest, first. */
export async function readIncoming(sql: Sql, party: Party): Promise<readonly Incoming[]> {
  const { rows } = await sql.query<Incoming>({
    text: `select letter, sender, kind, encode(digest, 'hex') as digest, entry, received, procedure, subject from office.incoming_letter where party = $1
            order by received desc, entry desc limit $2`,
    values: [party, MOST_SHOWN],
  })
  return rows
}

export async function putIn(sql: Sql, party: Party, { letter, sender, kind, digest, entry, received, procedure, subject }: Incoming): Promise<void> {
  await sql.query({
    name: 'put-in',
    text: `insert into office.incoming_letter (party, letter, sender, kind, digest, entry, received, procedure, subject)
           values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9)`,
    values: [party, letter, sender, kind, digest, entry, received, procedure, subject],
  })
}
