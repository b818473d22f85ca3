import type { Pool } from 'pg'
import { Party } from '#journal/party.ts'
import { FirstRun, hasParties } from './first-run.ts'

/** How people reach the server. */
export interface Site {
  /** Behind a proxy that speaks https: the address that people open. Without it they open this server itself, over plain http. */
  readonly publicUrl?: URL | undefined
}

/** What somebody who is not signed in is told: whether this is the first run, and which party there is, if it is the only one. */
export interface Reception {
  readonly site: Site
  /** Only of a server that was started while there was no party. */
  readonly firstRun: FirstRun | undefined
  onlyParty(): Promise<Party | undefined>
  /** By the name in either language, as somebody types it who has several to choose from; none where two have it. */
  partyNamed(name: string): Promise<Party | undefined>
}

/** How long the answer to how many parties there are is kept, in milliseconds: whoever asks may be anybody. */
const KEPT = 5000

export async function openReception(keeper: Pool, site: Site = {}): Promise<Reception> {
  const firstRun = (await hasParties(keeper)) ? undefined : new FirstRun()
  let known: { readonly only: Party | undefined; readonly at: number; readonly spent: boolean | undefined } | undefined
  return {
    site,
    firstRun,
    onlyParty: async () => {
      if (known === undefined || performance.now() - known.at > KEPT || (known.only === undefined && known.spent !== firstRun?.spent)) {
        const { rows } = await keeper.query<{ party: string }>('select party from office.party limit 2')
        known = { only: rows.length === 1 ? Party.parse(rows[0]?.party) : undefined, at: performance.now(), spent: firstRun?.spent }
      }
      return known.only
    },
    partyNamed: async (name) => {
      const { rows } = await keeper.query<{ party: string }>('select party from office.party where lower(zh) = lower($1) or lower(en) = lower($1) limit 2', [
        name.trim(),
      ])
      return rows.length === 1 ? Party.parse(rows[0]?.party) : undefined
    },
  }
}
