import { same } from './bytes.ts'
import { leafBytes } from './entry.ts'
import { JournalFault } from './fault.ts'
import { leafHash } from './merkle.ts'
import type { Party } from './party.ts'
import { sha256 } from './sha256.ts'
import type { Sql } from './sql.ts'

interface Row {
  index: number
  stream: string
  version: number
  id: string
  kind: string
  subject: string | null
  occurred: number
  recorded: number
  commitment: Buffer
  leaf_hash: Buffer
}

const SELECT = `
  select index, stream, version, id, kind, subject, occurred, recorded, commitment, leaf_hash
    from journal.entry where party = $1 and index >= $2 and index < $3 order by index`

/**
 * What the leaves `from` to `from + count - 1` commit to, made anew from what is stored and held against the stored hashes (`tree-damaged`).
 * They hold names of streams and subjects, and no content.
 */
export async function readLeaves(sql: Sql, party: Party, from: number, count: number): Promise<readonly Uint8Array[]> {
  const { rows } = await sql.query<Row>({ name: 'leaves', text: SELECT, values: [party, from, from + count] })
  if (rows.length !== count) throw new JournalFault('tree-damaged', `of ${count} entries from ${from} of party ${party}, ${rows.length} are there`)
  return rows.map(({ leaf_hash, commitment, ...row }) => {
    const leaf = leafBytes({ ...row, party, payload: commitment })
    if (!same(leafHash(sha256, leaf), leaf_hash)) throw new JournalFault('tree-damaged', `entry ${row.index} of party ${party} is not what its hash says`)
    return leaf
  })
}
