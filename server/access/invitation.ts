import type { Party } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { Office } from '../office.ts'
import { accountOf, dropCredentials, keepAccount } from './account.ts'
import { isSame, newBearing, readBearing, type Bearing } from './bearing.ts'
import { accessKeyOf } from './key.ts'
import { hashPassword, passwordRefused } from './password.ts'
import { noteAccess } from './record.ts'
import { accessRefusal } from './refusal.ts'
import { endSessions } from './session.ts'
import { within } from './sign-in.ts'

const GOOD = 3 * 86_400_000 // ms

export interface Invitation {
  /** For the link, shown once. */
  readonly text: string
  readonly expires: number
}

/** A link with which a person chooses a password, once. Earlier links of the person end. */
export async function makeInvitation(
  sql: Sql,
  party: Party,
  person: string,
  { account, now }: { readonly account: string; readonly now: number },
): Promise<Invitation> {
  const bearing = newBearing('dbi', party)
  const expires = now + GOOD
  await endInvitations(sql, party, person, now)
  await sql.query({
    text: 'insert into office.invitation (party, invitation, person, name, digest, created, expires) values ($1, $2, $3, $4, $5, $6, $7)',
    values: [party, bearing.id, person, account, bearing.digest, now, expires],
  })
  return { text: bearing.text, expires }
}

export async function endInvitations(sql: Sql, party: Party, person: string, now: number): Promise<void> {
  await sql.query({
    text: 'update office.invitation set ended = $3 where party = $1 and person = $2 and ended is null',
    values: [party, person, now],
  })
}

/** Whether an account name is somebody’s, or is promised to somebody by a link that is good. */
export async function isNameTaken(sql: Sql, party: Party, name: string, now: number): Promise<boolean> {
  const { rows } = await sql.query({
    text: `select 1 from office.account where party = $1 and name = $2
           union all select 1 from office.invitation where party = $1 and name = $2 and ended is null and expires > $3`,
    values: [party, name, now],
  })
  return rows.length > 0
}

export interface Invited {
  readonly person: string
  readonly account: string
  readonly name: string
}

/** Whom an invitation is for, if it is good now; by its id, for whoever has shown the whole of it before. */
export async function invitedTo(sql: Sql, party: Party, invitation: string, now: number): Promise<(Invited & { readonly digest: Buffer }) | undefined> {
  const { rows } = await sql.query<{ person: string; account: string; name: string; digest: Buffer }>({
    text: `select i.person, i.name as account, p.name, i.digest
             from office.invitation i join office.person p on p.party = i.party and p.person = i.person
            where i.party = $1 and i.invitation = $2 and i.ended is null and i.expires > $3 and p.active`,
    values: [party, invitation, now],
  })
  return rows[0]
}

/** Whom the invitation that is borne is for. */
export async function invitedBy(sql: Sql, bearing: Bearing, now: number): Promise<Invited | undefined> {
  const invited = await invitedTo(sql, bearing.party, bearing.id, now)
  return invited !== undefined && isSame(invited.digest, bearing.digest) ? invited : undefined
}

/** Opens the account that was promised. Codes, passkeys, links and sessions from before go, and so does the invitation. */
export async function join(
  { database }: Office,
  sql: Sql,
  party: Party,
  { person, account }: Invited,
  { password, by, now }: { readonly password: string; readonly by: 'password' | 'single-sign-on'; readonly now: number },
): Promise<Refused | undefined> {
  const before = await accountOf(sql, party, person)
  if (!(await keepAccount(sql, party, person, { name: account, password, now }))) return accessRefusal('access.account-taken', { account })
  await endInvitations(sql, party, person, now)
  await dropCredentials(sql, party, person)
  await endSessions(sql, party, person, now)
  await noteAccess(sql, party, database.secrets.master, now, { kind: 'access.invitation-used', person, again: before !== undefined, by })
  return undefined
}

export type Joined = { readonly kind: 'joined'; readonly party: Party; readonly account: string } | Refused

/** Uses a link: the person has the password from now on. */
export async function useInvitation(office: Office, text: string, password: string): Promise<Joined> {
  const over = accessRefusal('access.invitation-over')
  const bearing = readBearing('dbi', text)
  if (bearing === undefined) return over
  const { party } = bearing
  const { master } = office.database.secrets
  const found = await within(office, party, async (sql, now) => {
    const invited = await invitedBy(sql, bearing, now)
    return invited === undefined ? undefined : { invited, key: await accessKeyOf(sql, master, party, now) }
  })
  if (found === undefined) return over
  const refused = passwordRefused(password, found.invited)
  if (refused !== undefined) return refused
  const hash = await hashPassword(found.key, password)
  return within(office, party, async (sql, now) => {
    await lockTree(sql, party)
    const invited = await invitedBy(sql, bearing, now)
    if (invited === undefined) return over
    return (await join(office, sql, party, invited, { password: hash, by: 'password', now })) ?? { kind: 'joined', party, account: invited.account }
  })
}
