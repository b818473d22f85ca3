import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { testDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { statute } from '#law/statute.fixture.ts'
import type { PersonRole } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { appOf } from '../app.ts'
import { openOffice } from '../office.ts'
import type { PartyCard } from '../contract/party.ts'
import { registerParty } from '../party.ts'

export const START = Date.parse('2026-04-01T09:00:00+08:00')
export const MINUTE = 60_000

export const DEPARTMENT: PartyCard = {
  kind: 'department',
  zh: '临江市网信办',
  en: 'Linjiang Cyberspace Office',
  region: '330100',
  remit: 'cyberspace',
  level: 'province',
}
export const OPERATOR: PartyCard = { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '440300' }

/** An installation with its pages, on a clock that tests move. */
export interface PortalPlace extends AsyncDisposable {
  readonly app: FastifyInstance
  readonly log: string[]
  readonly clock: { now: number }
  readonly register: (card: PartyCard) => Promise<Party>
  /** Somebody of the party acts on the only matter that the public began there. */
  readonly act: (party: Party, procedure: string, role: PersonRole, command: object, subject?: string) => Promise<void>
  /** Digests of codes that were given out. */
  readonly codes: (party: Party) => Promise<number>
  /** Now, as commands say it. */
  readonly time: () => string
}

export async function portalPlace(): Promise<PortalPlace> {
  const database = await testDatabase()
  const clock = { now: START }
  const log: string[] = []
  const secrets = { master: database.master, databasePassword: () => '' }
  const close = async (): Promise<void> => undefined
  const office = openOffice({ database: { ...database, where: 'test', secrets, embedded: undefined, close }, statute, catalogue, clock: () => clock.now })
  const app = await appOf({ pool: database.app, entries: 'withheld', office, log: { write: (line) => void log.push(line) } })
  return {
    app,
    log,
    clock,
    register: async (card) => {
      const party = Party.parse(randomUUID())
      await inParty(database.app, party, (sql) => registerParty(sql, database.master, party, card, { origin: `test.example/${party}`, now: START }))
      return party
    },
    act: async (party, procedure, role, command, subject) => {
      const { rows } = await database.keeper.query<{ subject: string }>('select subject from office.receipt_code where party = $1 and procedure = $2', [
        party,
        procedure,
      ])
      const done = await office.dispatch.give(party, {
        procedure,
        subject: subject ?? rows[0]?.subject ?? 'none',
        command,
        actor: { person: 'officer', roles: [role] },
      })
      if (done.kind !== 'accepted') throw new Error(JSON.stringify(done))
    },
    codes: async (party) => (await database.keeper.query('select 1 from office.receipt_code where party = $1', [party])).rowCount ?? 0,
    time: () => new Date(clock.now).toISOString().replace('Z', '+00:00'),
    [Symbol.asyncDispose]: async () => {
      await app.close()
      await database[Symbol.asyncDispose]()
    },
  }
}
