import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { publishedCases } from '#law/case/published.fixture.ts'
import { restatements, statute } from '#law/statute.fixture.ts'
import type { PersonRole } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import type { PartyKind } from '#procedures/party.ts'
import { openReception, type Reception } from '../access/reception.ts'
import { appOf } from '../app.ts'
import type { Mailer } from '../notice/mail.ts'
import type { Library } from '../library/library.ts'
import { openOffice, type Office } from '../office.ts'
import type { PartyCard } from '../contract/party.ts'
import { readParty, registerParty } from '../party.ts'
import { addPerson, createToken } from '../person.ts'

const NOW = Date.parse('2026-04-01T09:00:00+08:00')
const YEAR = 31_536_000_000 // ms

/** The whole application on a database of its own, with a data folder, and people who bear tokens. */
export interface Place extends AsyncDisposable {
  readonly app: FastifyInstance
  readonly office: Office
  readonly reception: Reception | undefined
  readonly library: Library
  readonly folder: string
  readonly database: TestDatabase
  /** What its clock says; tests move it. */
  now: number
}

export interface Opening {
  readonly mailer?: Mailer | undefined
  /** Where people open it: with one they can sign in. */
  readonly publicUrl?: URL
  /** The folder of the built web application. */
  readonly pages?: string
}

export async function openPlace({ mailer, publicUrl, pages }: Opening = {}): Promise<Place> {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'dutybook-place-'))
  const secrets = { master: database.master, databasePassword: () => '' }
  const close = async (): Promise<void> => undefined
  const clock = (): number => place.now
  const office = openOffice({ database: { ...database, where: 'test', secrets, embedded: undefined, close }, statute, catalogue, clock })
  const library = { statute, restatements, cases: publishedCases, folder }
  const reception = publicUrl === undefined ? undefined : await openReception(database.keeper, { publicUrl, privateHttp: true })
  const app = await appOf({ pool: database.app, entries: 'withheld', office, reception, library, mailer, folder, pages, perMinute: 1_000_000 })
  const place: Place = {
    app,
    reception,
    office,
    library,
    folder,
    database,
    now: NOW,
    async [Symbol.asyncDispose]() {
      await app.close()
      await database[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
  return place
}

function cardOf(kind: Exclude<PartyKind, 'public'>): PartyCard {
  const named = { zh: '甲', en: 'A', region: '330100' }
  return kind === 'department' ? { ...named, kind, remit: 'cyberspace', level: 'province' } : { ...named, kind }
}

export async function newParty({ database }: Place, kind: Exclude<PartyKind, 'public'> = 'operator'): Promise<Party> {
  const party = Party.parse(randomUUID())
  await inParty(database.app, party, (sql) => registerParty(sql, database.master, party, cardOf(kind), { origin: `test.example/${party}`, now: NOW }))
  return party
}

/** A token of somebody new who has these roles. */
export async function tokenOf({ database }: Place, party: Party, roles: readonly PersonRole[]): Promise<string> {
  return inParty(database.app, party, async (sql) => {
    const card = await readParty(sql, party)
    if (card === undefined) throw new Error('no party')
    const added = await addPerson(sql, card, { name: '林薇', roles: [...roles] })
    if (added.kind === 'refused') throw new Error(added.refusal.en)
    return createToken(sql, party, added.person, { name: 'test', now: NOW, expires: NOW + YEAR })
  })
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly bytes: Buffer
}

export interface Ask {
  readonly token?: string | undefined
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly payload?: object | Buffer | string
  readonly headers?: Readonly<Record<string, string>>
}

export async function ask({ app }: Pick<Place, 'app'>, url: string, { token, method = 'GET', payload, headers = {} }: Ask = {}): Promise<Answer> {
  const response = await app.inject({
    method,
    url,
    headers: { ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  const isJson = /json/.test(String(response.headers['content-type'])) && response.headers['content-encoding'] === undefined
  return { status: response.statusCode, headers: response.headers, body: isJson ? response.json<unknown>() : response.body, bytes: response.rawPayload }
}

/** The code of a refusal. */
export const codeOf = ({ body }: Answer): string => z.looseObject({ code: z.string() }).parse(body).code

/** Gives a command, which has to be taken. */
export async function give(place: Place, token: string, matter: string, payload: object): Promise<Answer> {
  const answer = await ask(place, `/api/matters/${matter}`, { token, method: 'POST', payload })
  if (answer.status !== 201) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`)
  return answer
}

/** A network operator with one system of the third grade. */
export async function beginOperator(place: Place, token: string): Promise<void> {
  const on = '2024-01-02T00:00:00+08:00'
  const reason = '自营网店'
  await give(place, token, 'profile/self', { type: 'begin', since: '2024-01-02', unit: true })
  await give(place, token, 'profile/self', { type: 'establish', fact: 'withinTerritory', holds: true, on, reason })
  await give(place, token, 'profile/self', { type: 'establish-network', network: 'civil', on, reason })
  await give(place, token, 'profile/self', { type: 'establish', fact: 'ownsNetwork', holds: true, on, reason })
  const pay = { type: 'enter', name: { zh: '支付', en: 'Payments' }, since: '2024-01-02', facts: { gradedLevel: 3 }, particulars: {} }
  await give(place, token, 'system/pay', pay)
}
