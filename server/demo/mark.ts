import type { Pool } from 'pg'
import { Party } from '#journal/party.ts'
import type { Text } from '#law/text.ts'
import type { PartyKind } from '#procedures/party.ts'

export interface MarkedParty {
  readonly party: Party
  readonly name: Text
  readonly kind: PartyKind
  /** False while the demo is loaded or removed, and where either was cut off in the middle. */
  readonly ready: boolean
}

/** The parties of the demo, as they were marked when they were registered; those that are not ready before the others. */
export async function demoParties(keeper: Pool): Promise<readonly MarkedParty[]> {
  const { rows } = await keeper.query<{ party: string; zh: string; en: string; kind: PartyKind; ready: boolean }>(
    "select party, zh, en, kind, demo = 'ready' as ready from office.party where demo is not null order by ready, kind desc, zh, party",
  )
  return rows.map(({ party, zh, en, kind, ready }) => ({ party: Party.parse(party), name: { zh, en }, kind, ready }))
}

/** Any fixed number: of processes that load or remove at once, one does and the others wait. */
const LOCK = 7_205_759_406

/** A connection that breaks lets go of the lock. */
export async function withDemoLock<Result>(keeper: Pool, work: () => Promise<Result>): Promise<Result> {
  const client = await keeper.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    return await work()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
    client.release()
  }
}
