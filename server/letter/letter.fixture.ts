import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { formatVerifierKey } from '#journal/note.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readEntries, type Recorded } from '#journal/stream.ts'
import { statute } from '#law/statute.fixture.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { appOf } from '../app.ts'
import type { Dispatched } from '../dispatch.ts'
import { openOffice, type Office } from '../office.ts'
import type { PartyCard } from '../contract/party.ts'
import { registerParty } from '../party.ts'
import { keepCorrespondents, keysOfSender, type Correspondent } from './correspondent.ts'

export const APRIL = Date.parse('2026-04-01T09:00:00+08:00')

/** An installation with a database of its own, and a clock that a test sets. */
export interface Installation extends AsyncDisposable {
  readonly database: TestDatabase
  readonly office: Office
  readonly clock: { now: number }
}

export async function newInstallation(): Promise<Installation> {
  const database = await testDatabase()
  const clock = { now: APRIL }
  const secrets = { master: database.master, databasePassword: () => '' }
  const close = async (): Promise<void> => undefined
  const office = openOffice({
    database: { ...database, where: 'test', secrets, embedded: undefined, close },
    statute,
    catalogue,
    clock: () => clock.now,
  })
  return { database, office, clock, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

/** Another process on the same database. */
export function besides({ office, clock }: Installation): Office {
  return openOffice({ database: office.database, statute, catalogue, clock: () => clock.now })
}

export async function newParty({ database, clock }: Installation, card: PartyCard): Promise<Party> {
  const party = Party.parse(randomUUID())
  await inParty(database.app, party, (sql) => registerParty(sql, database.master, party, card, { origin: `test.example/${party}`, now: clock.now }))
  return party
}

export const CYBERSPACE: PartyCard = {
  kind: 'department',
  zh: '省网信办',
  en: 'Provincial cyberspace office',
  region: '330000',
  remit: 'cyberspace',
  level: 'province',
}
export const POLICE: PartyCard = { kind: 'department', zh: '区公安分局', en: 'District police', region: '330102', remit: 'police', level: 'county' }

async function give({ office }: Installation, party: Party, procedure: string, subject: string, command: unknown): Promise<Dispatched> {
  const done = await office.dispatch.give(party, {
    procedure,
    subject,
    command,
    actor: { person: 'lin-wei', roles: ['security-officer', 'compliance-officer'] },
  })
  if (done.kind !== 'accepted') throw new Error(`${procedure} ${JSON.stringify(done)}`)
  return done
}

/** An operator with a classified incident `inc-1` that has to be reported. */
export async function operatorWithIncident(installation: Installation): Promise<Party> {
  const party = await newParty(installation, { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '330102' })
  const on = '2024-01-02T00:00:00+08:00'
  const reason = '工商登记'
  for (const [procedure, subject, command] of [
    ['profile', '', { type: 'begin', since: '2024-01-02', unit: true }],
    ['profile', '', { type: 'establish', fact: 'withinTerritory', holds: true, on, reason }],
    ['profile', '', { type: 'establish-network', network: 'civil', on, reason }],
    ['profile', '', { type: 'establish', fact: 'ownsNetwork', holds: true, on, reason }],
    [
      'incident',
      'inc-1',
      { type: 'discover', knownAt: '2026-04-01T08:30:00+08:00', title: '订单接口异常', eventKind: 'attack', endangersSecurity: true, suspectedCase: true },
    ],
    ['incident', 'inc-1', { type: 'classify', on: '2026-04-01T08:40:00+08:00', impact: { lossYuan: 6_000_000 }, reason: '损失较大' }],
  ] as const)
    // Each stands on the one before.
    await give(installation, party, procedure, subject, command)
  return party
}

/** Reports `inc-1` by letter, with what the report says of harm. */
export async function report(installation: Installation, party: Party, to: 'cyberspace' | 'police', impactSoFar: string): Promise<Dispatched> {
  return give(installation, party, 'incident', 'inc-1', {
    type: 'report',
    on: '2026-04-01T08:50:00+08:00',
    to,
    channel: 'letter',
    entity: '青蓝优选',
    foundWhereWhen: '杭州，4月1日 8:30',
    impactSoFar,
    measuresSoFar: '已切换备用接口',
  })
}

/** An installation that other installations reach. */
export async function listening({ database, office }: Installation, before: (app: FastifyInstance) => void = () => undefined): Promise<FastifyInstance> {
  const app = await appOf({ pool: database.app, entries: 'withheld', office })
  before(app)
  await app.listen({ host: '127.0.0.1', port: 0 })
  return app
}

export function baseOf(app: FastifyInstance): string {
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('it does not listen')
  return `http://127.0.0.1:${address.port}`
}

/** Enters a party of another installation in a party's directory, by the key that it signs with there. */
export async function introduce(
  { database, clock }: Installation,
  party: Party,
  { at, other, card, base }: { readonly at: Installation; readonly other: Party; readonly card: PartyCard; readonly base: string },
): Promise<void> {
  const keys = await keysOfSender(at.database.app, other, other)
  if (keys === undefined) throw new Error('no such party')
  const entry: Correspondent = { ...card, party: other, base, key: formatVerifierKey(keys.now) }
  await inParty(database.app, party, (sql) => keepCorrespondents(sql, party, [entry], clock.now))
}

/** Entries of a party's journal by kind, with what they say. */
export async function said({ database }: Installation, party: Party, kind: string): Promise<readonly string[]> {
  const all: Recorded[] = []
  for await (const entry of readEntries(database.app, database.master, party, { by: 'kind', kinds: [kind] })) all.push(entry)
  return all.map(({ content }) => new TextDecoder().decode(content?.bytes))
}

export interface Standing {
  readonly kind: string
  readonly state: string
  readonly attempts: number
  readonly trouble: string | null
}

export async function outbox({ database }: Installation, party: Party): Promise<readonly Standing[]> {
  const { rows } = await database.keeper.query<Standing>('select kind, state, attempts, trouble from office.outgoing_letter where party = $1 order by entry', [
    party,
  ])
  return rows
}
