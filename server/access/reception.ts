import { isIP } from 'node:net'
import type { Pool } from 'pg'
import { Party } from '#journal/party.ts'
import { FirstRun, hasParties } from './first-run.ts'

/** How people reach the server. */
export interface Site {
  /** Behind a proxy that speaks https: the address that people open. Without it they open this server itself, over plain http. */
  readonly publicUrl?: URL | undefined
  /** An identity provider over plain HTTP, on this machine and private networks. */
  readonly privateHttp?: boolean | undefined
}

/** Where people open this server: as it is set, else as the request was addressed. Nothing where a request names no host that can be one. */
export function addressOf({ publicUrl }: Site, host: string | undefined): URL | undefined {
  if (publicUrl !== undefined) return publicUrl
  return host !== undefined && /^[a-z0-9.:[\]-]+$/i.test(host) && URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`) : undefined
}

/** For whom a passkey is made: browsers hold it to this name, and to pages of this origin. */
export interface RelyingParty {
  readonly id: string
  readonly origin: string
}

/** Browsers know passkeys on https under a name, and on this machine under `localhost`; nowhere else, and never under an address in figures. */
export function relyingPartyOf(site: Site, host: string | undefined): RelyingParty | undefined {
  const address = addressOf(site, host)
  if (address === undefined) return undefined
  const { protocol, hostname, origin } = address
  const named = protocol === 'https:' && isIP(hostname.replace(/^\[|\]$/g, '')) === 0
  return named || hostname === 'localhost' ? { id: hostname, origin } : undefined
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
        const { rows } = await keeper.query<{ party: string }>('select party from office.party where demo is null limit 2')
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

/** The party that somebody means who signs in: by its id or its name, or the only one. What is no party's is answered like one that nobody has an account in. */
export async function partyMeant({ onlyParty, partyNamed }: Pick<Reception, 'onlyParty' | 'partyNamed'>, sent: string | undefined): Promise<string> {
  if (sent === undefined) return (await onlyParty()) ?? ''
  return Party.safeParse(sent).data ?? (await partyNamed(sent)) ?? ''
}
