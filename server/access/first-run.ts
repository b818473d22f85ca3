import { randomBytes, randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { z } from 'zod'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { PERSON_ROLES, type PersonRole } from '#procedures/access.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { Office } from '../office.ts'
import { PartyCard } from '../contract/party.ts'
import { readParty, registerParty } from '../party.ts'
import { addPerson, rolesRefused } from '../person.ts'
import { accountName, accountRefused, keepAccount } from './account.ts'
import { digestOf, isSame } from './bearing.ts'
import { accessKeyOf } from './key.ts'
import { hashPassword, passwordRefused } from './password.ts'
import { noteAccess } from './record.ts'

export const FirstRunForm = z.strictObject({
  token: z.string().max(200),
  party: PartyCard,
  name: z.string().trim().min(1).max(200),
  account: z.string().max(200),
  password: z.string().max(1000),
  /** What else the first administrator does in the party. The other two administrators’ powers are never among it. */
  also: z.array(z.enum(PERSON_ROLES)).max(10).optional(),
})
export type FirstRunForm = z.infer<typeof FirstRunForm>

export type Claimed =
  | { readonly kind: 'claimed'; readonly party: Party; readonly account: string }
  /** The token is wrong, was used, or there is a party. */
  | { readonly kind: 'not-open' }
  | Refused

/** Any fixed number: of processes that are claimed at once, one registers the party and the others find it. */
const LOCK = 7_205_759_405

/** A token that registers the first party and its first administrator, once. It is in this process’s memory and ends with it. */
export class FirstRun {
  readonly token = randomBytes(24).toString('base64url')
  readonly #digest = digestOf(this.token)
  #spent = false

  get spent(): boolean {
    return this.#spent
  }

  /** Whether this token would claim the first run now. It is not used up. */
  opens(token: string): boolean {
    return !this.#spent && isSame(this.#digest, digestOf(token))
  }

  async claim(office: Office, { token, party: card, name, account: typed, password, also = [] }: FirstRunForm): Promise<Claimed> {
    const account = accountName(typed)
    if (!this.opens(token)) return { kind: 'not-open' }
    const roles: PersonRole[] = [...new Set<PersonRole>(['system-administrator', ...also])]
    const refused = accountRefused(account) ?? passwordRefused(password, { account, name })
    if (refused !== undefined) return refused
    // Before anything is written: a party without its administrator would lock everybody out.
    const cannot = rolesRefused(card, roles)
    if (cannot !== undefined) return cannot
    const { database, clock } = office
    const { master } = database.secrets
    const id = Party.parse(randomUUID())
    const claimed = await alone(database.keeper, () =>
      inParty(database.app, id, async (sql): Promise<Claimed> => {
        const now = clock()
        await registerParty(sql, master, id, card, { origin: `dutybook.local/${id}`, now })
        const party = await readParty(sql, id)
        if (party === undefined) throw new Error(`party ${id} was not registered`)
        const added = await addPerson(sql, party, { name, roles })
        if (added.kind === 'refused') return added
        const hash = await hashPassword(await accessKeyOf(sql, master, id, now), password)
        await keepAccount(sql, id, added.person, { name: account, password: hash, now })
        await noteAccess(sql, id, master, now, { kind: 'access.first-run', person: added.person, roles })
        return { kind: 'claimed', party: id, account }
      }),
    )
    if (claimed === undefined) {
      this.#spent = true
      return { kind: 'not-open' }
    }
    if (claimed.kind === 'claimed') this.#spent = true
    return claimed
  }
}

/** A demo is no party of anybody's. */
const SOME = `
  select exists (select from journal.tree t where not exists (select from office.party p where p.party = t.party and p.demo is not null)) as some`

/** Whether any party keeps a journal here. */
export async function hasParties(keeper: Pool): Promise<boolean> {
  const { rows } = await keeper.query<{ some: boolean }>(SOME)
  return rows[0]?.some === true
}

/** Does the work while no other process does, where there is no party yet. */
async function alone<Result>(keeper: Pool, work: () => Promise<Result>): Promise<Result | undefined> {
  const client = await keeper.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    const { rows } = await client.query<{ some: boolean }>(SOME)
    const done = rows[0]?.some === true ? undefined : await work()
    await client.query('commit')
    return done
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
