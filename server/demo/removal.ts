import type { ClientBase } from 'pg'
import type { Party } from '#journal/party.ts'
import { forgetKept } from '../database/kept.ts'
import { tablesOf } from '../database/tables.ts'
import type { Office } from '../office.ts'
import { demoParties, withDemoLock } from './mark.ts'

export interface RemovedDemo {
  readonly parties: number
  readonly rows: number
}

/** Removed last, in this order: what says that a party is a demo, without which the database lets nothing of it go, and what everything refers to. */
const LAST: readonly string[] = ['office.party', 'journal.tree']

/**
 * Removes every row and every kept file of the demo’s parties, and of nobody else: all in one transaction, so that what is cut off in the middle has not
 * begun. The owner’s role does it, since the application’s may delete hardly anything; the database refuses it for any party that is not a demo.
 */
export function removeDemoAlone(office: Office, folder: string): Promise<RemovedDemo> {
  return withDemoLock(office.database.keeper, () => removeDemo(office, folder))
}

/** The same for whoever has the lock. */
export async function removeDemo({ database, dispatch }: Office, folder: string): Promise<RemovedDemo> {
  const parties = (await demoParties(database.keeper)).map(({ party }) => party)
  if (parties.length === 0) return { parties: 0, rows: 0 }
  // From here on nothing is published or delivered for them.
  await database.keeper.query("update office.party set demo = 'busy' where party = any ($1::uuid[]) and demo is not null", [parties])
  const client = await database.keeper.connect()
  let rows = 0
  try {
    await client.query('begin')
    // Whoever is writing for one of them ends first; whoever comes later finds nothing.
    await client.query('select from journal.tree where party = any ($1::uuid[]) order by party for update', [parties])
    for (const table of await inOrder(client)) rows += await removeFrom(client, table, parties)
    // Before the commit: a kept checkpoint without its party would look like a database that was put back.
    for (const party of parties) forgetKept(folder, party)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
  for (const party of parties) {
    dispatch.book.forget(party)
    // What was published just before may have been kept just after.
    forgetKept(folder, party)
  }
  return { parties: parties.length, rows }
}

/** Every table of ours, those first that others do not refer to. By the catalogue: a table that comes with a later release is among them. */
async function inOrder(client: ClientBase): Promise<readonly string[]> {
  const tables = (await tablesOf(client)).toReversed().map(({ schema, name }) => `${schema}.${name}`)
  return [...tables.filter((name) => !LAST.includes(name)), ...LAST]
}

async function removeFrom(client: ClientBase, table: string, parties: readonly Party[]): Promise<number> {
  const [schema = '', name = ''] = table.split('.')
  const { rowCount } = await client.query(`delete from ${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)} where party = any ($1::uuid[])`, [
    parties,
  ])
  return rowCount ?? 0
}
