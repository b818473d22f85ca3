import type { Pool } from 'pg'
import { z } from 'zod'
import { LEVELS, PARTY_KINDS, REMITS, type Party } from '#procedures/party.ts'
import type { Listed } from './front.ts'

const Row = z.object({
  party: z.string(),
  kind: z.enum(PARTY_KINDS),
  zh: z.string(),
  en: z.string(),
  region: z.string(),
  remit: z.enum(REMITS).nullable(),
  level: z.enum(LEVELS).nullable(),
})

function partyOf({ party: id, kind, zh, en, region, remit, level }: z.infer<typeof Row>): Party | undefined {
  const named = { id, name: { zh, en }, region }
  if (kind !== 'department') return { ...named, kind }
  return remit === null || level === null ? undefined : { ...named, kind, remit, level }
}

/** How long the answer is kept, in milliseconds: whoever asks may be anybody. */
const KEPT = 5000

/** The names of all parties, and nothing else of them. */
export function partiesOf(keeper: Pool, clock: () => number): () => Promise<readonly Listed[]> {
  let known: { readonly all: readonly Listed[]; readonly at: number } | undefined
  return async () => {
    if (known === undefined || Math.abs(clock() - known.at) > KEPT) {
      const { rows } = await keeper.query('select party, kind, zh, en, region, remit, level from office.party order by zh, party')
      const all = z
        .array(Row)
        .parse(rows)
        .flatMap((row) => {
          const party = partyOf(row)
          return party === undefined ? [] : [{ id: row.party, party }]
        })
      known = { all, at: clock() }
    }
    return known.all
  }
}
