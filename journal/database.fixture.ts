import { randomBytes, randomUUID } from 'node:crypto'
import pg, { type ClientConfig, type Pool } from 'pg'
import { inject } from 'vitest'
import type { MasterKey } from './keyring.ts'
import { Party } from './party.ts'
import { Recorder, type Draft } from './recorder.ts'
import { exactTypes, inParty } from './sql.ts'
import { plantTree } from './tree.ts'

/** A database of its own, copied from the template, with the two ways in that the product has. */
export interface TestDatabase extends AsyncDisposable {
  readonly app: Pool
  readonly keeper: Pool
  readonly master: MasterKey
  /** The administrator, who is under no policy: to tamper with. */
  readonly admin: Pool
}

export async function testDatabase(): Promise<TestDatabase> {
  const { connection, template } = inject('postgres')
  const name = `test_${randomBytes(8).toString('hex')}`
  const at = (database: string): ClientConfig => {
    if (connection.connectionString === undefined) return { ...connection, database }
    const url = new URL(connection.connectionString)
    url.pathname = `/${database}`
    return { connectionString: url.href }
  }
  const server = new pg.Client(at('postgres'))
  await server.connect()
  await server.query(`create database ${name} template ${template}`)
  const pool = (role?: string): Pool =>
    new pg.Pool({
      ...at(name),
      types: exactTypes,
      max: 8,
      pipeline: role !== undefined && role.endsWith('app'),
      ...(role === undefined ? {} : { options: `-c role=${role}` }),
    })
      .on('error', () => undefined) // some tests end sessions, as the product's pools must bear
      .on('connect', (client) => client.on('error', () => undefined))
  const pools = [pool('dutybook_app'), pool('dutybook_owner'), pool()] as const
  // A connection that is still closing when its database goes is nobody's failure.
  for (const each of pools) each.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined))
  return {
    app: pools[0],
    keeper: pools[1],
    admin: pools[2],
    master: randomBytes(32),
    async [Symbol.asyncDispose]() {
      await Promise.all(pools.map((each) => each.end()))
      await server.query(`drop database ${name} with (force)`)
      await server.end()
    },
  }
}

export const NOON = Date.parse('2026-03-01T12:00:00+08:00')

/** A party with an empty journal, and somebody to write in it. */
export async function newParty(
  { app, master }: TestDatabase,
  clock: () => number = () => NOON,
): Promise<{ readonly party: Party; readonly recorder: Recorder }> {
  const party = Party.parse(randomUUID())
  await inParty(app, party, (sql) => plantTree(sql, master, party, { origin: `test.example/${party}`, now: clock() }))
  return { party, recorder: new Recorder({ pool: app, master, clock }) }
}

export function draft(text: string, more: Partial<Draft> = {}): Draft {
  return {
    id: randomUUID(),
    stream: 'log',
    kind: 'note.made',
    subject: null,
    occurred: NOON,
    payload: new TextEncoder().encode(JSON.stringify({ text })),
    ...more,
  }
}
