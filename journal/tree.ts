import { JournalFault } from './fault.ts'
import { frontierFrom, rootOfFrontier, type Frontier } from './frontier.ts'
import { addKey, type MasterKey } from './keyring.ts'
import { HASH, type ReadNodes } from './merkle.ts'
import type { Party } from './party.ts'
import { sha256 } from './sha256.ts'
import type { Sql } from './sql.ts'
import { readNodesFromTiles, WIDTH, type Tile } from './tile.ts'

/** The head of a party's tree: what is durable now. */
export interface Head {
  readonly origin: string
  readonly frontier: Frontier
  readonly root: Uint8Array
}

/** A party's empty journal, with its two first keys: one that seals payloads, one that signs checkpoints. Once made it stays as it is. */
export async function plantTree(sql: Sql, master: MasterKey, party: Party, { origin, now }: { readonly origin: string; readonly now: number }): Promise<void> {
  const { rowCount } = await sql.query({ text: 'insert into journal.tree (party, origin) values ($1, $2) on conflict do nothing', values: [party, origin] })
  if (rowCount === 0) return
  await addKey(sql, master, party, 'payload', { generation: 0, now })
  await addKey(sql, master, party, 'checkpoint', { generation: 0, now })
}

export async function headOf(sql: Sql, party: Party): Promise<Head> {
  const { rows } = await sql.query<{ origin: string; size: number; peaks: Buffer }>({
    text: 'select origin, size, peaks from journal.tree where party = $1',
    values: [party],
  })
  const row = rows[0]
  if (row === undefined) throw new JournalFault('party-unknown', `party ${party} has no journal here`)
  const frontier = frontierFrom(row.size, row.peaks)
  return { origin: row.origin, frontier, root: rootOfFrontier(sha256, frontier) }
}

/**
 * The arrays stand in subqueries so that the planner does not count them: it would then make a new plan for every proof, at twice the cost of
 * running it. The limits, which leave nothing out, keep its estimate of a tile small.
 */
const TILES = `
  select want.place,
         case when want.level = 0
           then (select string_agg(hash, ''::bytea order by index) from
                  (select e.leaf_hash as hash, e.index from journal.entry e
                    where e.party = $1 and e.index >= want.start and e.index < want.start + want.width order by e.index limit want.width) leaf)
           else (select string_agg(hash, ''::bytea order by index) from
                  (select s.hash, s.index from journal.subtree s
                    where s.party = $1 and s.level = want.level and s.index >= want.start and s.index < want.start + want.width
                    order by s.index limit want.width) node)
         end as hashes
    from unnest((select $2::int[]), (select $3::bigint[]), (select $4::int[])) with ordinality as want (level, start, width, place)
   order by want.place`

/** The hashes of tiles, in their order, 32 bytes each; one query however many they are. */
export async function readTiles(sql: Sql, party: Party, tiles: readonly Tile[]): Promise<readonly Uint8Array[]> {
  const { rows } = await sql.query<{ hashes: Buffer | null }>({
    name: 'tiles',
    text: TILES,
    values: [party, tiles.map(({ level }) => level), tiles.map(({ index }) => index * WIDTH), tiles.map(({ width }) => width)],
  })
  return tiles.map((tile, place) => {
    const hashes = rows[place]?.hashes
    if (hashes?.length !== tile.width * HASH)
      throw new JournalFault('hash-missing', `tile ${tile.index} of level ${tile.level} has fewer than ${tile.width} hashes`)
    return hashes
  })
}

/** Nodes of the tree as it was at `size`, from what is stored. Tiles that are asked for at the same time are read by one query. */
export function readNodes(sql: Sql, party: Party, size: number): ReadNodes {
  let wanted: { readonly tile: Tile; readonly resolve: (hashes: Uint8Array) => void; readonly reject: (fault: unknown) => void }[] = []
  const flush = async (): Promise<void> => {
    const batch = wanted
    wanted = []
    try {
      const tiles = await readTiles(
        sql,
        party,
        batch.map(({ tile }) => tile),
      )
      tiles.forEach((hashes, place) => batch[place]?.resolve(hashes))
    } catch (fault) {
      for (const { reject } of batch) reject(fault)
    }
  }
  return readNodesFromTiles(
    sha256,
    size,
    (tile) =>
      new Promise((resolve, reject) => {
        if (wanted.length === 0) queueMicrotask(() => void flush())
        wanted.push({ tile, resolve, reject })
      }),
  )
}
