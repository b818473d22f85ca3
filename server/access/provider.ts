import type { ClientAuth, Configuration, CustomFetchOptions } from 'openid-client'
import { z } from 'zod'
import { addressRefused, readUpTo } from '#journal/exchange.ts'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { Office } from '../office.ts'
import { accessKeyOf, openSecret, sealSecret } from './key.ts'
import { inTurn, stillHas, type Doing } from './people.ts'
import type { Site } from './reception.ts'
import { noteAccess } from './record.ts'
import { accessRefusal } from './refusal.ts'
import { within } from './sign-in.ts'

const values = z.array(z.string().trim().min(1).max(200)).max(10).default([])

/** The identity provider of a party (OpenID Connect), as its system administrator sets it. */
export const SingleSignOnForm = z.strictObject({
  /** As people know it: it stands on the button. */
  name: z.string().trim().min(1).max(100),
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  client: z.string().trim().min(1).max(200),
  /** Left out, the one that is kept stays. */
  secret: z.string().min(1).max(500).optional(),
  /** What the provider calls a person by. It is shown, and held to `domains`; who somebody is, is never looked up by it. */
  claim: z
    .string()
    .regex(/^[\w.:/-]{1,100}$/)
    .default('email'),
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^[a-z0-9.-]{1,253}$/),
    )
    .max(50)
    .default([]),
  /** One of these in `acr`, or one of those in `amr`, says that the provider has asked for a second factor. With neither it is asked for here. */
  acr: values,
  amr: values,
})
type Given = z.infer<typeof SingleSignOnForm>

const Row = z.object({
  name: z.string(),
  issuer: z.string(),
  client: z.string(),
  claim: z.string(),
  domains: z.array(z.string()),
  acr: z.array(z.string()),
  amr: z.array(z.string()),
  changed: z.number(),
})
export type SingleSignOn = z.infer<typeof Row>

export async function singleSignOnOf(sql: Sql, party: Party): Promise<SingleSignOn | undefined> {
  const { rows } = await sql.query({
    name: 'single-sign-on',
    text: 'select name, issuer, client, claim, domains, acr, amr, changed from office.single_sign_on where party = $1',
    values: [party],
  })
  return rows[0] === undefined ? undefined : Row.parse(rows[0])
}

/** A provider that can be asked. */
export interface Provider {
  readonly settings: SingleSignOn
  readonly configuration: Configuration
}

/** Seconds for one answer of a provider, its most bytes, and milliseconds until what it says of itself is read again. */
const TIMEOUT = 10
const MOST = 1_048_576
const FRESH = 10 * 60_000

/** The providers of the parties: what they say of themselves is read when it is needed, and kept for a while. */
export class Providers {
  readonly #office: Office
  readonly #privateHttp: boolean
  /** `as` is what it was asked as: issuer, client and secret. */
  readonly #known = new Map<Party, { readonly as: string; readonly configuration: Configuration; readonly until: number }>()

  constructor(office: Office, { privateHttp = false }: Site) {
    this.#office = office
    this.#privateHttp = privateHttp
  }

  /** With `anew` it is asked now: whoever is about to be sent there learns at once that it does not answer. */
  async of(party: Party, { anew = false } = {}): Promise<({ readonly kind: 'provider' } & Provider) | Refused> {
    const kept = await this.#kept(party)
    if (kept === undefined) return accessRefusal('access.single-sign-on-none')
    const { settings, secret } = kept
    const as = JSON.stringify([settings.issuer, settings.client, secret])
    const known = this.#known.get(party)
    const now = this.#office.clock()
    if (!anew && known?.as === as && known.until > now) return { kind: 'provider', settings, configuration: known.configuration }
    const configuration = await this.#ask(settings, secret)
    if ('refusal' in configuration) return configuration
    this.#known.set(party, { as, configuration, until: now + FRESH })
    return { kind: 'provider', settings, configuration }
  }

  #kept(party: Party): Promise<{ readonly settings: SingleSignOn; readonly secret: string } | undefined> {
    const { master } = this.#office.database.secrets
    return within(this.#office, party, async (sql, now) => {
      const settings = await singleSignOnOf(sql, party)
      if (settings === undefined) return undefined
      const { rows } = await sql.query<{ secret: Buffer }>({ text: 'select secret from office.single_sign_on where party = $1', values: [party] })
      const key = await accessKeyOf(sql, master, party, now)
      return { settings, secret: openSecret(key, 'single-sign-on', party, rows[0]?.secret ?? Buffer.alloc(0)).toString() }
    })
  }

  /** Sets the provider of a party, once it has answered. */
  async set(doing: Doing, { secret, ...given }: Given): Promise<{ readonly kind: 'done' } | Refused> {
    const { id } = doing
    const kept = await this.#kept(id)
    // A secret that is kept goes to nobody but whom it was given for.
    const same = kept?.settings.issuer === given.issuer && kept.settings.client === given.client
    const shown = secret ?? (same ? kept.secret : undefined)
    if (shown === undefined) return accessRefusal('access.single-sign-on-secret')
    const answered = await this.#ask(given, shown)
    if ('refusal' in answered) return answered
    const { master } = this.#office.database.secrets
    return inTurn(this.#office, doing, async (sql, now, people) => {
      const refused = stillHas(people, doing, 'system-administrator')
      if (refused !== undefined) return refused
      const { name, issuer, client, claim, domains, acr, amr } = given
      const row = [id, name, issuer, client, claim, domains, acr, amr, now]
      if (secret === undefined) {
        const { rowCount } = await sql.query({
          text: `update office.single_sign_on set name = $2, claim = $5, domains = $6, acr = $7, amr = $8, changed = $9
                  where party = $1 and issuer = $3 and client = $4`,
          values: row,
        })
        if (rowCount !== 1) return accessRefusal('access.single-sign-on-secret')
      } else {
        const sealed = sealSecret(await accessKeyOf(sql, master, id, now), 'single-sign-on', id, Buffer.from(secret))
        await sql.query({
          text: `insert into office.single_sign_on (party, name, issuer, client, claim, domains, acr, amr, changed, secret)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                 on conflict (party) do update set name = excluded.name, issuer = excluded.issuer, client = excluded.client, claim = excluded.claim,
                   domains = excluded.domains, acr = excluded.acr, amr = excluded.amr, changed = excluded.changed, secret = excluded.secret`,
          values: [...row, sealed],
        })
      }
      await noteAccess(sql, id, master, now, { kind: 'access.single-sign-on-set', person: doing.person.person, ...given })
      return { kind: 'done' }
    })
  }

  async #ask({ issuer, client }: Pick<SingleSignOn, 'issuer' | 'client'>, secret: string): Promise<Configuration | Refused> {
    try {
      const openid = await import('openid-client')
      const [basic, post] = [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)]
      const shown: ClientAuth = (server, ...rest) =>
        (server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') === false ? post : basic)(server, ...rest)
      // The library takes https alone. An issuer over plain http is for `#fetch` to refuse, which knows private networks; the library has one
      // call for that, and marks it deprecated so as to be noticed.
      // oxlint-disable-next-line typescript/no-deprecated
      const plain = new URL(issuer).protocol === 'http:' ? [openid.allowInsecureRequests] : []
      return await openid.discovery(new URL(issuer), client, undefined, shown, {
        timeout: TIMEOUT,
        execute: [openid.enableNonRepudiationChecks, ...plain],
        [openid.customFetch]: (url: string, options: CustomFetchOptions) => this.#fetch(url, options),
      })
    } catch (error) {
      return accessRefusal('access.single-sign-on-unreachable', { issuer, why: whyOf(error) })
    }
  }

  /** Https, or plain http to private networks where that is allowed; no redirects; no more than so many bytes. */
  async #fetch(url: string, { signal, body, ...options }: CustomFetchOptions): Promise<Response> {
    const refused = await addressRefused(new URL(url), this.#privateHttp)
    if (refused !== undefined) throw new Error(refused)
    const response = await fetch(url, {
      ...options,
      redirect: 'manual',
      credentials: 'omit',
      ...(signal === undefined ? {} : { signal }),
      ...(body === undefined || body === null ? {} : { body: body instanceof Uint8Array ? Uint8Array.from(body) : body }),
    })
    const bytes = await readUpTo(response, MOST)
    if (bytes === undefined) throw new Error(`the answer has more than ${MOST} bytes`)
    return new Response(bytes.length === 0 ? null : Uint8Array.from(bytes), { status: response.status, headers: response.headers })
  }
}

/** Removes the provider of a party. Who is linked stays so, for the day on which the same provider comes back. False where there is none. */
export function removeSingleSignOn(office: Office, doing: Doing): Promise<boolean | Refused> {
  const { id, person } = doing
  return inTurn(office, doing, async (sql, now, people) => {
    const refused = stillHas(people, doing, 'system-administrator')
    if (refused !== undefined) return refused
    const { rowCount } = await sql.query({ text: 'delete from office.single_sign_on where party = $1', values: [id] })
    if (rowCount !== 1) return false
    await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.single-sign-on-removed', person: person.person })
    return true
  })
}

/** Where the provider tells its code: by itself, or in the challenge to somebody who has not shown the right secret. */
const Told = z.object({
  error: z.string().optional().catch(undefined),
  code: z.string().optional().catch(undefined),
  cause: z
    .array(z.object({ parameters: z.object({ error: z.string() }) }))
    .min(1)
    .optional()
    .catch(undefined),
})

/** In a few words, without what might be secret: the provider's own code, the library's, or the innermost reason. */
export function whyOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const { data } = Told.safeParse(error)
  const told = data?.error ?? data?.cause?.[0]?.parameters.error
  if (told !== undefined) return told.replaceAll(/[^\w.-]/g, '?').slice(0, 60)
  if (error.cause instanceof Error) return whyOf(error.cause)
  return (data?.code ?? error.message).slice(0, 200)
}
