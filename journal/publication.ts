import type { Pool } from 'pg'
import { formatCheckpoint } from './checkpoint.ts'
import { sign } from './ed25519.ts'
import { JournalFault } from './fault.ts'
import { keysOf, type MasterKey, type PartyKey } from './keyring.ts'
import { consistencyPath } from './merkle.ts'
import { formatNote, noteKey, signNote } from './note.ts'
import type { Party } from './party.ts'
import { sha256 } from './sha256.ts'
import { inParty, type Sql } from './sql.ts'
import { headOf, readNodes } from './tree.ts'

export interface Published {
  readonly origin: string
  readonly size: number
  /** The signed note, with the cosignatures that it was published with. */
  readonly note: string
  /** By our clock, in milliseconds. */
  readonly signed: number
}

/** Proves to a witness that the tree it saw at `from` grew into the one at `to`. */
type Consistency = (from: number, to: number) => Promise<readonly Uint8Array[]>

export interface PublishOptions {
  readonly now: number
  /** Gathers cosignatures and gives the note back with them. Throws `quorum-missed` when there are too few: then nothing is published. */
  readonly cosign?: (note: string, consistency: Consistency) => Promise<string>
  /** Told of what was published, to be kept outside the database. */
  readonly keep?: (published: Published) => void | Promise<void>
}

/** Signs the head of the party's tree as it is on disk, and publishes it. A head that was published before comes back as it was. */
export async function publish(pool: Pool, master: MasterKey, party: Party, { now, cosign, keep }: PublishOptions): Promise<Published> {
  const { head, key, before } = await inParty(
    pool,
    party,
    async (sql) => {
      const head = await headOf(sql, party)
      return { head, key: (await keysOf(sql, master, party, 'checkpoint')).at(-1), before: await publishedAt(sql, party, head.frontier.size) }
    },
    { readOnly: true },
  )
  if (before !== undefined) {
    await keep?.(before)
    return before
  }
  if (key === undefined) throw new JournalFault('key-damaged', `party ${party} has no checkpoint key`)
  const { origin, frontier, root } = head
  const signed = signedNote(origin, formatCheckpoint({ origin, size: frontier.size, root, extensions: [] }), key)
  const note = cosign === undefined ? signed : await cosign(signed, (from, to) => consistencyOf(pool, party, from, to))
  const published = await inParty(pool, party, async (sql) => {
    await sql.query({
      text: 'insert into journal.checkpoint (party, size, note, signed) values ($1, $2, $3, $4) on conflict do nothing',
      values: [party, frontier.size, note, now],
    })
    // Where another process was faster, its note is the one that is kept.
    return (await publishedAt(sql, party, frontier.size)) ?? { origin, size: frontier.size, note, signed: now }
  })
  await keep?.(published)
  return published
}

function signedNote(origin: string, text: string, { secret, publicKey }: PartyKey): string {
  if (publicKey === null) throw new JournalFault('key-damaged', `the checkpoint key of ${origin} has no public half`)
  const key = noteKey(sha256, origin, 1, publicKey)
  return formatNote(signNote({ text, signatures: [] }, key, (message) => sign(secret, message)))
}

async function consistencyOf(pool: Pool, party: Party, from: number, to: number): Promise<readonly Uint8Array[]> {
  return inParty(pool, party, (sql) => consistencyPath(sha256, from, to, readNodes(sql, party, to)), { readOnly: true })
}

interface Row {
  origin: string
  size: number
  note: string
  signed: number
}

const SELECT = 'select t.origin, c.size, c.note, c.signed from journal.checkpoint c join journal.tree t on t.party = c.party where c.party = $1'

/** The checkpoint that was published at a size, if one was. */
export async function publishedAt(sql: Sql, party: Party, size: number): Promise<Published | undefined> {
  const { rows } = await sql.query<Row>({ text: `${SELECT} and c.size = $2`, values: [party, size] })
  return rows[0]
}

/** The newest published checkpoint. */
export async function newestPublished(sql: Sql, party: Party): Promise<Published | undefined> {
  const { rows } = await sql.query<Row>({ text: `${SELECT} order by c.size desc limit 1`, values: [party] })
  return rows[0]
}

/** Every published checkpoint, oldest first. */
export async function publishedHistory(sql: Sql, party: Party): Promise<readonly Published[]> {
  const { rows } = await sql.query<Row>({ text: `${SELECT} order by c.size`, values: [party] })
  return rows
}
