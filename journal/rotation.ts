import type { Pool } from 'pg'
import { JournalFault } from './fault.ts'
import { addKey, keysOf, retireKey, type MasterKey } from './keyring.ts'
import type { Party } from './party.ts'
import { openPayload, sealPayload } from './payload.ts'
import { lockTree } from './recorder.ts'
import { inParty } from './sql.ts'

/** Payloads sealed anew in one transaction: writers wait no longer than for one of these. */
const BATCH = 500

export interface Rotation {
  readonly generation: number
  readonly resealed: number
}

/**
 * A new payload key for a party: everything is sealed anew with it and the keys before it are forgotten, so that copies of old rows, in free
 * space of the database or in old write-ahead logs, open with nothing any more. Broken off, it goes on when called again.
 */
export async function rotatePayloadKey(
  pool: Pool,
  master: MasterKey,
  party: Party,
  now: number,
  onProgress: (resealed: number) => void = () => undefined,
): Promise<Rotation> {
  const key = await inParty(pool, party, async (sql) => {
    await lockTree(sql, party)
    const keys = await keysOf(sql, master, party, 'payload')
    const newest = keys.at(-1)
    if (newest === undefined) throw new JournalFault('key-damaged', `party ${party} has no payload key`)
    // More than one key: the last rotation was broken off, and is finished first.
    return keys.length > 1 ? newest : addKey(sql, master, party, 'payload', { generation: newest.generation, now })
  })
  let resealed = 0
  for (;;) {
    const done = await inParty(pool, party, async (sql) => {
      const keys = await keysOf(sql, master, party, 'payload')
      const { rows } = await sql.query<{ index: number; generation: number; sealed: Buffer }>({
        text: 'select index, generation, sealed from journal.payload where party = $1 and generation < $2 order by index limit $3 for update',
        values: [party, key.generation, BATCH],
      })
      const sealed = rows.map(({ index, generation, sealed: old }) => {
        const opener = keys.find((each) => each.generation === generation)
        if (opener === undefined)
          throw new JournalFault('key-damaged', `the payload of entry ${index} needs key ${generation} of party ${party}, which is not there`)
        return sealPayload(key.secret, party, index, openPayload(opener.secret, party, index, old))
      })
      await sql.query({
        text: `update journal.payload p set generation = $2, sealed = anew.sealed
                 from unnest($3::bigint[], $4::bytea[]) as anew (index, sealed) where p.party = $1 and p.index = anew.index`,
        values: [party, key.generation, rows.map(({ index }) => index), sealed],
      })
      return rows.length
    })
    resealed += done
    onProgress(resealed)
    if (done < BATCH) break
  }
  await inParty(pool, party, async (sql) => {
    for (const { generation } of await keysOf(sql, master, party, 'payload'))
      if (generation < key.generation) await retireKey(sql, party, 'payload', generation)
  })
  return { generation: key.generation, resealed }
}

/** A new key for the checkpoints to come. The old one's public half stays: what it signed still verifies. */
export async function rotateCheckpointKey(pool: Pool, master: MasterKey, party: Party, now: number): Promise<number> {
  return inParty(pool, party, async (sql) => {
    await lockTree(sql, party)
    const keys = await keysOf(sql, master, party, 'checkpoint')
    const newest = keys.at(-1)
    if (newest === undefined) throw new JournalFault('key-damaged', `party ${party} has no checkpoint key`)
    const { generation } = await addKey(sql, master, party, 'checkpoint', { generation: newest.generation, now })
    for (const key of keys) await retireKey(sql, party, 'checkpoint', key.generation)
    return generation
  })
}
