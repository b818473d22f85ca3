import { randomUUID } from 'node:crypto'
import type { Pool } from 'pg'
import { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { PersonRole } from '#procedures/access.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { RegistrationForm } from '../contract/party.ts'
import type { Office } from '../office.ts'
import { readParty, registerParty } from '../party.ts'
import { addPerson, rolesRefused } from '../person.ts'
import { accountName, accountRefused } from './account.ts'
import { makeInvitation, type Invitation } from './invitation.ts'
import { inTurn, powerMissing, stillHas, type Doing } from './people.ts'
import { ACCESS, noteAccess } from './record.ts'
import { accessRefusal } from './refusal.ts'

/** Whether a party claimed the first run: whoever had the token of the server has set up the installation. It stands first in the party's record. */
export async function hasFounded(sql: Sql, party: PartyId): Promise<boolean> {
  const { rows } = await sql.query({
    text: "select 1 from journal.entry where party = $1 and stream = $2 and version = 0 and kind = 'access.first-run'",
    values: [party, ACCESS],
  })
  return rows.length > 0
}

export type Registered = ({ readonly kind: 'registered'; readonly party: string; readonly person: string; readonly account: string } & Invitation) | Refused

/**
 * Registers a further party of the installation with its first administrator, who chooses a password by the link. Only the system administrator of the
 * party that set the installation up does it: else anybody who administers a party here could make up an authority.
 */
export async function registerAnother(office: Office, doing: Doing, { party: card, name, account: typed, also = [] }: RegistrationForm): Promise<Registered> {
  const { database } = office
  const { master } = database.secrets
  const account = accountName(typed)
  const roles: PersonRole[] = [...new Set<PersonRole>(['system-administrator', ...also])]
  const wrong = powerMissing(doing, 'system-administrator') ?? accountRefused(account) ?? rolesRefused(card, roles)
  if (wrong !== undefined) return wrong
  return inTurn(office, doing, async (sql, now, people) => {
    const refused =
      stillHas(people, doing, 'system-administrator') ??
      ((await hasFounded(sql, doing.id)) ? undefined : accessRefusal('access.not-founder')) ??
      (await nameRefused(database.keeper, card))
    if (refused !== undefined) return refused
    const id = PartyId.parse(randomUUID())
    await noteAccess(sql, doing.id, master, now, { kind: 'access.party-registered', person: null, by: doing.person.person, party: id })
    // The same transaction goes on as the new party: both records are there, or neither.
    await sql.query("select set_config('dutybook.party', $1, true)", [id])
    await registerParty(sql, master, id, card, { origin: `dutybook.local/${id}`, now })
    const party = await readParty(sql, id)
    if (party === undefined) throw new Error(`party ${id} was not registered`)
    const added = await addPerson(sql, party, { name, roles })
    if (added.kind === 'refused') throw new Error(`party ${id} has no administrator: ${added.refusal.code}`)
    const { person } = added
    const invitation = await makeInvitation(sql, id, person, { account, now })
    await noteAccess(sql, id, master, now, { kind: 'access.invited', person, roles, by: 'installation' })
    return { kind: 'registered', party: id, person, account, ...invitation }
  })
}

/** People say at the door by its name at which party they sign in: two of one name would shut both out. */
async function nameRefused(keeper: Pool, { zh, en }: RegistrationForm['party']): Promise<Refused | undefined> {
  const { rows } = await keeper.query<{ name: string }>(
    `select name from office.party, lateral (values (zh), (en)) as named (name) where lower(name) in (lower($1), lower($2)) limit 1`,
    [zh, en],
  )
  return rows[0] === undefined ? undefined : accessRefusal('access.party-named', { name: rows[0].name })
}
