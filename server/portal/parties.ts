import type { Pool } from 'pg'
import { allParties } from '../party.ts'
import type { Listed } from './front.ts'

/** How long the answer is kept, in milliseconds: whoever asks may be anybody. */
const KEPT = 5000

/** The names of all parties, and nothing else of them. */
export function partiesOf(keeper: Pool, clock: () => number): () => Promise<readonly Listed[]> {
  let known: { readonly all: readonly Listed[]; readonly at: number } | undefined
  return async () => {
    if (known === undefined || Math.abs(clock() - known.at) > KEPT)
      known = { all: (await allParties(keeper)).map((party) => ({ id: party.id, party })), at: clock() }
    return known.all
  }
}
