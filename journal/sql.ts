import pg, { type CustomTypesConfig, type Pool, type PoolClient } from 'pg'
import type { Party } from './party.ts'
import { traced } from './trace.ts'

/** A connection inside a transaction, as far as the journal needs one. */
export type Sql = Pick<PoolClient, 'query'>

/** Whole numbers come back as numbers, and one that a number cannot hold is a fault rather than a near miss. */
export const exactTypes: CustomTypesConfig = {
  getTypeParser(oid, format) {
    const usual: unknown = pg.types.getTypeParser(oid, format)
    return oid === pg.types.builtins.INT8 && format !== 'binary' ? exactNumber : usual
  },
}

function exactNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is beyond 2^53`)
  return value
}

export interface Within {
  readonly readOnly?: boolean
}

/**
 * One transaction in which row-level security shows the rows of `party` and of nobody else.
 * A commit waits for the disk, whatever the server's default.
 */
export function inParty<Result>(pool: Pool, party: Party, work: (sql: Sql) => Promise<Result>, { readOnly = false }: Within = {}): Promise<Result> {
  return traced('transaction', { 'db.system.name': 'postgresql', 'dutybook.read_only': readOnly }, () => transact(pool, party, work, readOnly))
}

async function transact<Result>(pool: Pool, party: Party, work: (sql: Sql) => Promise<Result>, readOnly: boolean): Promise<Result> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    // `party` is a parsed UUID: it holds nothing that SQL could read as more than a string.
    // Where the connection allows it, what follows goes to the server with this, and comes to nothing without it.
    const begun = client.query(
      `begin ${readOnly ? 'isolation level repeatable read read only' : ''}; set local synchronous_commit = on; set local dutybook.party = '${party}'`,
    )
    if (client.pipeline) begun.catch(() => undefined)
    else await begun
    const result = await work(client)
    await begun
    await client.query('commit')
    return result
  } catch (error) {
    // A connection that cannot roll back is not given back.
    await client.query('rollback').catch((fault: unknown) => (broken = fault instanceof Error ? fault : new Error(String(fault))))
    throw error
  } finally {
    client.release(broken)
  }
}
