import { keysOf } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import { printInstant, type Instant } from '#law/instant.ts'
import { planOf, type PlanRow } from '#law/plan.ts'
import type { BoardOptions } from './board.ts'
import { readParty } from './party.ts'

export interface Plan {
  readonly at: string
  readonly rows: readonly PlanRow[]
}

/** What stands and what comes back, by month, from the same fold as the board; `undefined` before the party has a profile. */
export async function planAt(
  { pool, master, book }: Pick<BoardOptions, 'pool' | 'master' | 'book'>,
  id: PartyId,
  at: Instant,
  months: Parameters<typeof planOf>[2],
): Promise<Plan | undefined> {
  return inParty(
    pool,
    id,
    async (sql) => {
      const party = await readParty(sql, id)
      if (party === undefined) return undefined
      const keys = await keysOf(sql, master, id, 'payload')
      const { frontier } = await headOf(sql, id)
      const state = await book.upToDate(sql, keys, id, party, frontier.size)
      if (state === undefined) return undefined
      // A fold's clock does not run backwards.
      const now = at < state.horizon ? state.horizon : at
      return { at: printInstant(now), rows: planOf(state, now, months) }
    },
    { readOnly: true },
  )
}
