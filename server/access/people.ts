import type { Party as PartyId } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import { PERSON_ROLE_WORDS, type PersonRole } from '#procedures/access.ts'
import type { Party } from '#procedures/party.ts'
import type { Refused } from '#procedures/refusal.ts'
import { forgetWishes } from '../notice/wish.ts'
import type { Office } from '../office.ts'
import { succeed } from '../owner/naming.ts'
import { addPerson, peopleOf, rolesRefused, type NewPerson, type Person } from '../person.ts'
import { accountName, accountOf, accountRefused, dropCredentials, keepAccount } from './account.ts'
import { doorsOf, release } from './attempt.ts'
import { endInvitations, isNameTaken, makeInvitation, type Invitation } from './invitation.ts'
import { accessKeyOf } from './key.ts'
import { NO_PASSWORD } from './password.ts'
import { noteAccess } from './record.ts'
import { accessRefusal } from './refusal.ts'
import { endSessions } from './session.ts'
import { within } from './sign-in.ts'

/** Who does it, for which party. */
export interface Doing {
  readonly id: PartyId
  readonly party: Party
  readonly person: Person
}

/** 三员: the system administrator lets people in and out, the security administrator gives them their roles, the audit administrator reads the record. */
const POWERS = ['system-administrator', 'security-administrator', 'audit-administrator'] as const satisfies readonly PersonRole[]
type Power = (typeof POWERS)[number]

/** Whoever has the data folder: they could write in the database itself, so nobody's power is asked for. What they do is recorded like the rest. */
export const COMMAND_LINE: Person = { person: 'command-line', name: '', roles: [] }

const powersOf = ({ roles }: Pick<Person, 'roles'>): readonly Power[] => POWERS.filter((power) => roles.includes(power))

/** Nothing where the asker has the power. */
export function powerMissing({ person }: Pick<Doing, 'person'>, ...powers: readonly Power[]): Refused | undefined {
  if (person === COMMAND_LINE || powers.some((power) => person.roles.includes(power))) return undefined
  return accessRefusal('access.not-yours', { role: powers.map((power) => PERSON_ROLE_WORDS[power]) })
}

/** One after the other with everything else that changes people: what is looked at stays so until it is acted on. */
export function inTurn<Result>(
  office: Office,
  { id }: Doing,
  work: (sql: Sql, now: number, people: readonly Person[], gone: readonly Person[]) => Promise<Result>,
): Promise<Result> {
  return within(office, id, async (sql, now) => {
    await lockTree(sql, id)
    const people = await peopleOf(sql, id)
    return work(
      sql,
      now,
      people.filter(({ active }) => active),
      people.filter(({ active }) => !active),
    )
  })
}

/** The asker's own power may have gone while the request was on its way. */
export const stillHas = (people: readonly Person[], { person }: Doing, power: Power): Refused | undefined => {
  if (person === COMMAND_LINE) return undefined
  const now = people.find((each) => each.person === person.person)
  return powerMissing({ person: now ?? { ...person, roles: [] } }, power)
}

export type Invited = ({ readonly kind: 'invited'; readonly person: string; readonly account: string } & Invitation) | Refused

/** Takes somebody in, with a link to choose a password by. While nobody holds a power the system administrator may name its first holder. */
export function invite(office: Office, doing: Doing, { account: typed, ...given }: NewPerson & { readonly account: string }): Promise<Invited> {
  const { id, party } = doing
  const account = accountName(typed)
  return inTurn(office, doing, async (sql, now, people) => {
    const held = doing.person === COMMAND_LINE ? undefined : powersOf(given).find((power) => people.some(({ roles }) => roles.includes(power)))
    const refused =
      stillHas(people, doing, 'system-administrator') ??
      (held === undefined ? undefined : accessRefusal('access.power-held', { role: PERSON_ROLE_WORDS[held] })) ??
      accountRefused(account)
    if (refused !== undefined) return refused
    if (await isNameTaken(sql, id, account, now)) return accessRefusal('access.account-taken', { account })
    const added = await addPerson(sql, party, given)
    if (added.kind === 'refused') return added
    const { person } = added
    const invitation = await makeInvitation(sql, id, person, { account, now })
    await note(office, sql, doing, now, { kind: 'access.invited', person, roles: given.roles })
    return { kind: 'invited', person, account, ...invitation }
  })
}

/**
 * Another link for somebody who lost the first, or the password. An administrator's password is nobody else's to reset, but for whoever has the data
 * folder. `named` is the account of somebody who has none yet.
 */
export function inviteAgain(office: Office, doing: Doing, person: string, named?: string): Promise<Invited> {
  const { id } = doing
  return inTurn(office, doing, async (sql, now, people) => {
    const whose = people.find((each) => each.person === person)
    const refused = stillHas(people, doing, 'system-administrator')
    if (refused !== undefined) return refused
    if (whose === undefined) return accessRefusal('access.person-unknown')
    const before = await accountOf(sql, id, person)
    if (before !== undefined && powersOf(whose).length > 0 && doing.person !== COMMAND_LINE) return accessRefusal('access.administrators-own')
    const account = before?.account ?? (named === undefined ? await promisedName(sql, id, person) : accountName(named))
    if (account === undefined) return accessRefusal('access.no-account')
    if (before === undefined && named !== undefined) {
      const wrong = accountRefused(account) ?? ((await isNameTaken(sql, id, account, now)) ? accessRefusal('access.account-taken', { account }) : undefined)
      if (wrong !== undefined) return wrong
    }
    const invitation = await makeInvitation(sql, id, person, { account, now })
    await note(office, sql, doing, now, { kind: 'access.invited', person, roles: whose.roles })
    return { kind: 'invited', person, account, ...invitation }
  })
}

/** The account's name of the newest link, whether it was used or not. */
async function promisedName(sql: Sql, party: PartyId, person: string): Promise<string | undefined> {
  const { rows } = await sql.query<{ name: string }>({
    text: 'select name from office.invitation where party = $1 and person = $2 order by created desc limit 1',
    values: [party, person],
  })
  return rows[0]?.name
}

export type Done = { readonly kind: 'done' } | Refused
const DONE: Done = { kind: 'done' }

/** The power that would be left without anybody if a person no longer had it. */
function lastOf(people: readonly Person[], whose: Person, then: readonly PersonRole[]): Refused | undefined {
  const last = powersOf(whose).find((power) => !then.includes(power) && !people.some(({ person, roles }) => person !== whose.person && roles.includes(power)))
  return last === undefined ? undefined : accessRefusal('access.last-of-power', { role: PERSON_ROLE_WORDS[last] })
}

/** Gives a person other roles. They hold from the person's next request on. */
export function changeRoles(office: Office, doing: Doing, person: string, roles: readonly PersonRole[]): Promise<Done> {
  return inTurn(office, doing, async (sql, now, people) => {
    const refused = stillHas(people, doing, 'security-administrator')
    if (refused !== undefined) return refused
    if (person === doing.person.person) return accessRefusal('access.not-oneself')
    const whose = people.find((each) => each.person === person)
    if (whose === undefined) return accessRefusal('access.person-unknown')
    const wrong = rolesRefused(doing.party, roles) ?? lastOf(people, whose, roles)
    if (wrong !== undefined) return wrong
    await sql.query({ text: 'update office.person set roles = $3 where party = $1 and person = $2', values: [doing.id, person, roles] })
    await note(office, sql, doing, now, { kind: 'access.roles-changed', person, from: whose.roles, to: roles })
    return DONE
  })
}

/** Somebody leaves: what they own goes to a successor, and sessions, tokens and links end, in the same transaction. */
export function deactivate(office: Office, doing: Doing, person: string, successor?: string): Promise<Done> {
  const { id } = doing
  return inTurn(office, doing, async (sql, now, people) => {
    const refused = stillHas(people, doing, 'system-administrator')
    if (refused !== undefined) return refused
    if (person === doing.person.person) return accessRefusal('access.not-oneself')
    const whose = people.find((each) => each.person === person)
    if (whose === undefined) return accessRefusal('access.person-unknown')
    const last = lastOf(people, whose, [])
    if (last !== undefined) return last
    const unowned = await succeed(office, sql, doing, { person, successor, people, now })
    if (unowned !== undefined) return unowned
    await forgetWishes(sql, id, person)
    await sql.query({ text: 'update office.person set active = false where party = $1 and person = $2', values: [id, person] })
    const sessions = await endSessions(sql, id, person, now)
    const { rowCount: tokens } = await sql.query({
      text: 'update office.token set ended = $3 where party = $1 and person = $2 and ended is null',
      values: [id, person, now],
    })
    await endInvitations(sql, id, person, now)
    await note(office, sql, doing, now, { kind: 'access.deactivated', person, sessions, tokens })
    return DONE
  })
}

export type Returned =
  | ({ readonly kind: 'returned'; readonly person: string; readonly roles: readonly PersonRole[]; readonly account: string } & Invitation)
  /** Of somebody who never had an account, there is none to open. */
  | { readonly kind: 'returned'; readonly person: string; readonly roles: readonly PersonRole[] }
  | Refused

/**
 * Somebody comes back: with a link to choose a password by, since nothing from before opens the account any more. An administrator's power does not
 * come back by itself; it is given anew.
 */
export function reactivate(office: Office, doing: Doing, person: string): Promise<Returned> {
  const { id } = doing
  return inTurn(office, doing, async (sql, now, people, gone) => {
    const refused = stillHas(people, doing, 'system-administrator')
    if (refused !== undefined) return refused
    const whose = gone.find((each) => each.person === person)
    if (whose === undefined) return accessRefusal('access.person-not-gone')
    const roles = whose.roles.filter((role) => !powersOf(whose).some((power) => power === role))
    await sql.query({ text: 'update office.person set active = true, roles = $3 where party = $1 and person = $2', values: [id, person, roles] })
    const before = await accountOf(sql, id, person)
    await dropCredentials(sql, id, person)
    if (before !== undefined) await keepAccount(sql, id, person, { name: before.account, password: NO_PASSWORD, now })
    const promised = before?.account ?? (await promisedName(sql, id, person))
    const account = promised !== undefined && (before !== undefined || !(await isNameTaken(sql, id, promised, now))) ? promised : undefined
    await note(office, sql, doing, now, { kind: 'access.reactivated', person, roles, from: whose.roles })
    return account === undefined
      ? { kind: 'returned', person, roles }
      : { kind: 'returned', person, roles, account, ...(await makeInvitation(sql, id, person, { account, now })) }
  })
}

/** Opens an account that too many failures have locked. */
export function unlock(office: Office, doing: Doing, person: string): Promise<Done> {
  const { id } = doing
  return within(office, id, async (sql, now) => {
    const refused = powerMissing(doing, 'system-administrator')
    if (refused !== undefined) return refused
    const account = await accountOf(sql, id, person)
    if (account === undefined) return accessRefusal('access.person-unknown')
    const key = await accessKeyOf(sql, office.database.secrets.master, id, now)
    await release(sql, id, doorsOf(key, { account: account.account, address: '' }))
    await note(office, sql, doing, now, { kind: 'access.unlocked', person })
    return DONE
  })
}

/** Ends every session of somebody else, such as after a device was lost. */
export function endSessionsOfPerson(office: Office, doing: Doing, person: string): Promise<Done> {
  const { id } = doing
  return inTurn(office, doing, async (sql, now, people) => {
    const refused = stillHas(people, doing, 'system-administrator')
    if (refused !== undefined) return refused
    if (!people.some((each) => each.person === person)) return accessRefusal('access.person-unknown')
    const sessions = await endSessions(sql, id, person, now)
    await note(office, sql, doing, now, { kind: 'access.session-ended', person, sessions })
    return DONE
  })
}

function note(office: Office, sql: Sql, { id, person: by }: Doing, now: number, what: Parameters<typeof noteAccess>[4]): Promise<void> {
  return noteAccess(sql, id, office.database.secrets.master, now, { ...what, by: by.person })
}
