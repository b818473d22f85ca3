import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { Secret, TOTP } from 'otpauth'
import { z } from 'zod'
import type { TestDatabase } from '#journal/database.fixture.ts'
import { keysOf } from '#journal/keyring.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import { statute } from '#law/statute.fixture.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { appOf } from '../app.ts'
import { openOffice, type Office } from '../office.ts'
import { openReception, type Reception } from './reception.ts'

export const HOST = '10.0.0.5:7340'
export const GOOD = '海边 quiet-lantern 七点'
export const BETTER = 'umbrella 云层 forty-two'

/** A server as one process has it, on a clock that tests move. */
export interface Place extends AsyncDisposable {
  readonly app: FastifyInstance
  readonly office: Office
  readonly reception: Reception
  readonly log: string[]
}

export async function placeOn(database: TestDatabase, clock: () => number, publicUrl?: URL, privateHttp = true): Promise<Place> {
  const secrets = { master: database.master, databasePassword: () => '' }
  const close = async (): Promise<void> => undefined
  const office = openOffice({ database: { ...database, where: 'test', secrets, embedded: undefined, close }, statute, catalogue, clock })
  const reception = await openReception(database.keeper, { publicUrl, privateHttp })
  const log: string[] = []
  const app = await appOf({ pool: database.app, entries: 'withheld', office, reception, log: { write: (line) => void log.push(line) } })
  return { app, office, reception, log, [Symbol.asyncDispose]: () => app.close() }
}

const Body = z.looseObject({
  code: z.string().optional(),
  title: z.string().optional(),
  kind: z.string().optional(),
  person: z.unknown().optional(),
  party: z.unknown().optional(),
  text: z.string().optional(),
  pageToken: z.string().optional(),
  secret: z.string().optional(),
  token: z.string().optional(),
  passkey: z.string().optional(),
  passkeys: z.array(z.unknown()).optional(),
  ways: z.array(z.string()).optional(),
  awaiting: z.string().nullable().optional(),
  url: z.string().optional(),
  recoveryCodes: z.array(z.string()).optional(),
  firstRun: z.boolean().optional(),
  sessions: z.array(z.object({ session: z.string(), current: z.boolean(), agent: z.string() })).optional(),
})

export interface Answer {
  readonly status: number
  readonly body: z.infer<typeof Body>
  readonly headers: Readonly<Record<string, unknown>>
  /** As it was set, with its attributes. */
  readonly cookie: string | undefined
}

export interface Ask {
  readonly payload?: object | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Sent here by a page of another site: what is for pages of ours only stays behind. */
  readonly foreign?: boolean
}

const cookies = (of: readonly (string | undefined)[]): { readonly cookie?: string } => {
  const sent = of.filter((each) => each !== undefined).join('; ')
  return sent === '' ? {} : { cookie: sent }
}

/** A browser at an address of its own: keeps the cookie, and sends what browsers send. */
export class Browser {
  cookie: string | undefined
  /** The cookie of the way to the identity provider and back. */
  way: string | undefined
  pageToken: string | undefined
  readonly address = `10.${[...randomBytes(3)].join('.')}`
  readonly #app: FastifyInstance

  readonly #site: string

  /** A browser that has a page of `site` open. */
  constructor({ app }: Pick<Place, 'app'>, site = `http://${HOST}`) {
    this.#app = app
    this.#site = site
  }

  /** The same browser, answered by another process. */
  at({ app }: Pick<Place, 'app'>): Browser {
    const other = new Browser({ app }, this.#site)
    other.cookie = this.cookie
    other.pageToken = this.pageToken
    return other
  }

  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, { payload, headers = {}, foreign = false }: Ask = {}): Promise<Answer> {
    const response = await this.#app.inject({
      method,
      url,
      remoteAddress: this.address,
      headers: {
        host: new URL(this.#site).host,
        'user-agent': 'Test browser',
        ...(method === 'GET' ? {} : { origin: this.#site }),
        ...cookies(foreign ? [this.way] : [this.cookie, this.way]),
        ...(this.pageToken === undefined ? {} : { 'x-dutybook-page': this.pageToken }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    const sets = [response.headers['set-cookie'] ?? []].flat()
    const way = sets.find((each) => /^[^=]*-way=/.test(each))
    const cookie = sets.find((each) => each !== way)
    const isJson = /json/.test(String(response.headers['content-type']))
    const body = Body.parse(response.body === '' ? {} : isJson ? response.json() : { text: response.body })
    if (way !== undefined) this.way = way.includes('Max-Age=0') ? undefined : way.split(';')[0]
    if (cookie !== undefined) this.cookie = cookie.includes('Max-Age=0') ? undefined : cookie.split(';')[0]
    if (body.pageToken !== undefined) this.pageToken = body.pageToken
    return { status: response.statusCode, body, headers: response.headers, cookie }
  }

  get(url: string): Promise<Answer> {
    return this.ask('GET', url)
  }

  post(url: string, payload?: object, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.ask('POST', url, { payload, ...(headers === undefined ? {} : { headers }) })
  }

  signIn(party: Party, account: string, password = GOOD): Promise<Answer> {
    return this.post('/api/sign-in', { party, account, password })
  }
}

export const CARD = { kind: 'operator', zh: '临江供水', en: 'Riverside Water', region: '330100' } as const

/** The first run as a person does it. */
export function claimOf(place: Place, more: object = {}): object {
  return { token: place.reception.firstRun?.token ?? 'none', party: CARD, name: '林薇', account: 'LinWei', password: GOOD, ...more }
}

/** The code that an authenticator shows. */
export function codeOf(secret: string, at: number): string {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: at })
}

/** What a party's record of access holds, oldest first. */
export async function accessRecord({ app, master }: TestDatabase, party: Party): Promise<readonly { readonly kind: string; readonly text: string }[]> {
  return inParty(
    app,
    party,
    async (sql) =>
      (await readStream(sql, await keysOf(sql, master, party, 'payload'), party, 'access')).map(({ entry, content }) => ({
        kind: entry.kind,
        text: new TextDecoder().decode(content?.bytes),
      })),
    { readOnly: true },
  )
}

/** A party from the first run, its administrator signed in. */
export async function founded(place: Place, site?: string): Promise<{ readonly party: Party; readonly founder: Browser }> {
  const founder = new Browser(place, site)
  const claimed = await founder.post('/api/first-run', claimOf(place))
  const party = Party.parse(claimed.body.party)
  await founder.signIn(party, 'linwei')
  return { party, founder }
}

/** Somebody invited by the browser's bearer, who has chosen a password: the person's id. */
export async function joined(by: Browser, account: string, roles: readonly string[], password = GOOD): Promise<string> {
  const invited = await by.post('/api/people', { name: `${account} 某`, account, roles })
  if (invited.status !== 201) throw new Error(`not invited: ${invited.body.code}`)
  const used = await by.post('/api/invitation', { invitation: invited.body.text, password })
  if (used.status !== 201) throw new Error(`not joined: ${used.body.code}`)
  return z.string().parse(invited.body.person)
}
