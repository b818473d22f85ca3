import { toHex } from '#journal/bytes.ts'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { instant, printInstant } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import type { JournalEntry } from '../contract/journal.ts'

export interface Wish {
  readonly before?: number | undefined
  readonly limit: number
  readonly stream?: string | undefined
  readonly kind?: string | undefined
  readonly subject?: string | undefined
}

interface Row {
  readonly index: number
  readonly stream: string
  readonly version: number
  readonly id: string
  readonly kind: string
  readonly subject: string | null
  readonly occurred: number
  readonly recorded: number
  readonly leaf_hash: Buffer
  readonly there: boolean
}

const SELECT = `
  select e.index, e.stream, e.version, e.id, e.kind, e.subject, e.occurred, e.recorded, e.leaf_hash,
         exists (select from journal.payload p where p.party = e.party and p.index = e.index) as there
    from journal.entry e where e.party = $1`

/** How entries are shown to somebody: the words of their kinds, and which of them may be read. */
export interface Showing {
  readonly words: ReadonlyMap<string, Text>
  readonly readable: (stream: string) => boolean
}

const shown =
  ({ words, readable }: Showing) =>
  (row: Row): JournalEntry => ({
    index: row.index,
    stream: row.stream,
    version: row.version,
    id: row.id,
    kind: row.kind,
    title: words.get(row.kind) ?? { zh: row.kind, en: row.kind },
    subject: row.subject,
    occurred: printInstant(instant(row.occurred)),
    recorded: printInstant(instant(row.recorded)),
    leafHash: toHex(row.leaf_hash),
    erased: !row.there,
    readable: row.there && readable(row.stream),
  })

/** Entries before a place, newest first. They hold names and instants, and nothing of what was said. */
export async function newestEntries(
  sql: Sql,
  party: Party,
  { before, limit, stream, kind, subject }: Wish,
  showing: Showing,
): Promise<readonly JournalEntry[]> {
  const sought = kind?.toLowerCase()
  const named = sought === undefined ? [] : [...showing.words].flatMap(([each, { zh, en }]) => (`${zh}\n${en}`.toLowerCase().includes(sought) ? [each] : []))
  const { rows } = await sql.query<Row>({
    text: `${SELECT} and e.index < $2
             and ($3::text is null or e.stream = $3 or (right($3, 1) = '/' and starts_with(e.stream, $3)))
             and ($4::text is null or strpos(e.kind, $4) > 0 or e.kind = any ($7::text[])) and ($5::text is null or e.subject = $5)
           order by e.index desc limit $6`,
    values: [party, before ?? Number.MAX_SAFE_INTEGER, stream ?? null, kind ?? null, subject ?? null, limit, named],
  })
  return rows.map(shown(showing))
}

export async function entryAt(sql: Sql, party: Party, index: number, showing: Showing): Promise<JournalEntry | undefined> {
  const { rows } = await sql.query<Row>({ text: `${SELECT} and e.index = $2`, values: [party, index] })
  return rows.map(shown(showing))[0]
}
