import { randomUUID } from 'node:crypto'
import type { MasterKey } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'
import { record } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'

/** The stream in which a party records who signed in, who was refused what, and who read what is personal. */
export const ACCESS = 'access'

type AccessKind =
  | 'access.signed-in'
  | 'access.sign-in-failed'
  | 'access.locked'
  | 'access.unlocked'
  | 'access.session-ended'
  | 'access.password-changed'
  | 'access.second-step-on'
  | 'access.second-step-off'
  | 'access.passkey-added'
  | 'access.passkey-removed'
  | 'access.single-sign-on-set'
  | 'access.single-sign-on-removed'
  | 'access.single-sign-on-linked'
  | 'access.single-sign-on-unlinked'
  | 'access.first-run'
  | 'access.party-registered'
  | 'access.invited'
  | 'access.invitation-used'
  | 'access.roles-changed'
  | 'access.deactivated'
  | 'access.reactivated'
  | 'access.token-created'
  | 'access.token-ended'

export interface AccessNote {
  readonly kind: AccessKind
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
