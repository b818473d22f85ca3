import type { PoolClient } from 'pg'
import { same } from '#journal/bytes.ts'
import { JournalFault } from '#journal/fault.ts'
import { frontierFrom, rootOfFrontier } from '#journal/frontier.ts'
import { rootAt } from '#journal/merkle.ts'
import type { Party } from '#journal/party.ts'
import { sha256 } from '#journal/sha256.ts'
import { readNodes } from '#journal/tree.ts'

export interface DamagedTree {
  readonly party: Party
  readonly why: string
}

interface Row {
  party: Party
  size: number
  peaks: Buffer
  entries: number
  last: number | null
}

const TREES = `
  select t.party, t.size, t.peaks, coalesce(e.entries, 0) as entries, e.last
    from journal.tree t
    left join (select party, count(*) as entries, max(index) as last from journal.entry group by party) e on e.party = t.party
   order by t.party`

/**
 * Whether every party's tree stands on its entries: as many as its size, without a gap, and of the same root by its stored nodes as by its right edge.
 * Reads some hundred hashes a tree; that each entry is what its hash says is for the full verification.
 */
export async function checkTrees(client: PoolClient): Promise<readonly DamagedTree[]> {
  const { rows } = await client.query<Row>(TREES)
  const damaged: DamagedTree[] = []
  for (const row of rows) {
    const why = await damageOf(client, row)
    if (why !== undefined) damaged.push({ party: row.party, why })
  }
  return damaged
}

async function damageOf(client: PoolClient, { party, size, peaks, entries, last }: Row): Promise<string | undefined> {
  if (entries !== size || (last ?? -1) !== size - 1) return `${entries} entries, the last at ${last ?? 'none'}, in a tree of ${size}`
  try {
    const frontier = frontierFrom(size, peaks)
    const root = await rootAt(sha256, size, readNodes(client, party, size))
    return same(root, rootOfFrontier(sha256, frontier)) ? undefined : 'its nodes give another root than its right edge'
  } catch (error) {
    if (error instanceof JournalFault) return error.message
    throw error
  }
}
