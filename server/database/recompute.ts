import type { Pool } from 'pg'
import type { MasterKey } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { rebuild } from '../rebuild.ts'

export interface Recomputed {
  readonly matters: number
  /** Parties whose journal could not be read through; they have no views. */
  readonly failed: readonly { readonly party: Party; readonly why: string }[]
}

/** Computes the views of every party from its journal, as after a restore. `keeper` tells which parties there are. */
export async function recomputeViews(app: Pool, keeper: Pool, master: MasterKey): Promise<Recomputed> {
  const { rows } = await keeper.query<{ party: Party }>('select party from journal.tree order by party')
  let matters = 0
  const failed: { readonly party: Party; readonly why: string }[] = []
  for (const { party } of rows) {
    try {
      matters += (await rebuild(app, master, party, catalogue)).matters
    } catch (error) {
      // One party's damaged journal keeps no other from its views; who asked for this is told.
      failed.push({ party, why: error instanceof Error ? error.message : String(error) })
    }
  }
  return { matters, failed }
}
