import { randomUUID } from 'node:crypto'
import type { MasterKey } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'
import { record } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import type { OwnKind } from '../record-book/kind.ts'

/** The stream in which a party records who signed in, who was refused what, and who read what is personal. */
export const ACCESS = 'access'

export interface AccessNote {
  readonly kind: Extract<OwnKind, `access.${string}`>
  /** Whom it is about; nobody where an account was named that is not there. */
  readonly person: string | null
  readonly [more: string]: unknown
}

/** Writes to the party's journal in the transaction that does the thing: both are there, or neither. No secret is among what is written. */
export async function noteAccess(sql: Sql, party: Party, master: MasterKey, now: number, { kind, ...what }: AccessNote): Promise<void> {
  const payload = new TextEncoder().encode(JSON.stringify(what))
  const [outcome] = await record(sql, party, [{ drafts: [{ id: randomUUID(), stream: ACCESS, kind, subject: null, occurred: now, payload }] }], {
    master,
    clock: () => now,
  })
  if (outcome instanceof Error) throw outcome
  if (outcome?.kind !== 'appended') throw new Error(`${kind} was not recorded`)
}
