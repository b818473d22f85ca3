import type { Party } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { Office } from '../office.ts'
import { createToken, endToken, type TokenScope } from '../person.ts'
import { keepAccount, accountOf } from './account.ts'
import { charge, doorsOf, forgive } from './attempt.ts'
import { accessKeyOf } from './key.ts'
import { hashPassword, NO_PASSWORD, passwordRefused } from './password.ts'
import type { Doing } from './people.ts'
import { noteAccess } from './record.ts'
import { accessRefusal } from './refusal.ts'
import { beginStep, confirmStep, dropStep, recoveryCodesLeft, useCode, type Enrolment } from './second-step.ts'
import { endSession, endSessions, openSession, type OpenedSession } from './session.ts'
import { tryPassword, within, type Failed, type Origin } from './sign-in.ts'

/** A person who is signed in, with the session. */
export interface Signed extends Doing {
  readonly session: string
}

export interface OwnAccount {
  readonly account: string
  /** Not of somebody who joined by single sign-on. */
  readonly hasPassword: boolean
  /** Whether codes are asked for, and how many recovery codes are left. */
  readonly codes: { readonly left: number } | null
}

/** How a person signs in, as far as they are told; null for who was never given an account. */
export async function ownAccount(sql: Sql, party: Party, person: string): Promise<OwnAccount | null> {
  const found = await accountOf(sql, party, person)
  if (found === undefined) return null
  const { account, password, secondStep } = found
  return { account, hasPassword: password !== NO_PASSWORD, codes: secondStep ? { left: await recoveryCodesLeft(sql, party, person) } : null }
}

type Proved = Exclude<NonNullable<Awaited<ReturnType<typeof tryPassword>>>, Failed>

/** How young a session has to be, in milliseconds, to stand for a password that there is none of. */
const YOUNG = 5 * 60_000

/** The password once more, before what a borrowed screen must not do. Whose account has none has to have signed in just now. */
export async function prove(office: Office, { id, person, session }: Signed, password: string, origin: Origin): Promise<Proved | Failed | Refused> {
  const without = await within(office, id, async (sql, now): Promise<Proved | Refused | undefined> => {
    const account = await accountOf(sql, id, person.person)
    if (account?.password !== NO_PASSWORD) return undefined
    const { rows } = await sql.query({
      text: 'select 1 from office.session where party = $1 and session = $2 and created > $3',
      values: [id, session, now - YOUNG],
    })
    if (rows.length === 0) return accessRefusal('access.sign-in-anew')
    const key = await accessKeyOf(sql, office.database.secrets.master, id, now)
    return { kind: 'right', account, key, doors: doorsOf(key, { account: account.account, address: origin.address }) }
  })
  if (without !== undefined) return without
  const tried = (await tryPassword(office, id, { by: 'person', person: person.person }, password, origin)) ?? { kind: 'failed' }
  if (tried.kind === 'right') await within(office, id, (sql) => forgive(sql, id, tried.doors, { whole: false }))
  return tried
}

export type Renewed = { readonly kind: 'changed'; readonly session: OpenedSession } | Refused | Failed

/** Another password. Every session ends; the browser that asked gets a new one. */
export async function changePassword(
  office: Office,
  signed: Signed,
  { password, fresh }: { readonly password: string; readonly fresh: string },
  origin: Origin,
): Promise<Renewed> {
  const proved = await prove(office, signed, password, origin)
  if (proved.kind !== 'right') return proved
  const { account, key } = proved
  const refused = passwordRefused(fresh, account)
  if (refused !== undefined) return refused
  const hash = await hashPassword(key, fresh)
  const { id } = signed
  return within(office, id, async (sql, now) => {
    await lockTree(sql, id)
    const current = await accountOf(sql, id, account.person)
    if (current?.active !== true || current.password !== account.password) return { kind: 'failed' }
    await keepAccount(sql, id, account.person, { name: current.account, password: hash, now })
    await endSessions(sql, id, account.person, now)
    const session = await openSession(sql, id, account.person, { now, whole: true, agent: origin.agent })
    await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.password-changed', person: account.person })
    return { kind: 'changed', session }
  })
}

/** Begins to set up codes; nothing is asked for yet. */
export async function enrol(
  office: Office,
  signed: Signed,
  password: string,
  origin: Origin,
): Promise<({ readonly kind: 'enrolling' } & Enrolment) | Refused | Failed> {
  const proved = await prove(office, signed, password, origin)
  if (proved.kind !== 'right') return proved
  const { id } = signed
  const { account, key } = proved
  return within(office, id, async (sql) => {
    await lockTree(sql, id)
    const current = await accountOf(sql, id, account.person)
    if (current?.secondStep !== false) return accessRefusal('access.second-step-on')
    return { kind: 'enrolling', ...(await beginStep(sql, { key, party: id, person: account.person }, account.account)) }
  })
}

export type Confirmed = { readonly kind: 'confirmed'; readonly recoveryCodes: readonly string[] } | Refused | Failed

/** A first code from the device: from now on one is asked for. Other sessions, which showed none, end. */
export function confirm(office: Office, { id, person: { person }, session }: Signed, code: string, { address }: Origin): Promise<Confirmed> {
  const { master } = office.database.secrets
  return within(office, id, async (sql, now): Promise<Confirmed> => {
    const account = await accountOf(sql, id, person)
    if (account === undefined) return accessRefusal('access.second-step-off')
    const key = await accessKeyOf(sql, master, id, now)
    const doors = doorsOf(key, { account: account.account, address })
    const charged = await charge(sql, id, doors, now)
    if (charged.kind === 'locked') return charged
    await lockTree(sql, id)
    const { rows } = await sql.query<{ confirmed: number | null }>({
      text: 'select confirmed from office.second_step where party = $1 and person = $2',
      values: [id, person],
    })
    if (rows[0] === undefined) return accessRefusal('access.second-step-off')
    if (rows[0].confirmed !== null) return accessRefusal('access.second-step-on')
    if (!(await useCode(sql, { key, party: id, person }, code, now))) return accessRefusal('access.code-wrong')
    await forgive(sql, id, doors, { whole: false })
    const recoveryCodes = await confirmStep(sql, { party: id, person }, now)
    await endSessions(sql, id, person, now, session)
    await noteAccess(sql, id, master, now, { kind: 'access.second-step-on', person })
    return { kind: 'confirmed', recoveryCodes }
  })
}

/** Codes are no longer asked for. */
export async function dropCodes(office: Office, signed: Signed, password: string, origin: Origin): Promise<{ readonly kind: 'done' } | Refused | Failed> {
  const proved = await prove(office, signed, password, origin)
  if (proved.kind !== 'right') return proved
  const { id, person } = signed
  return within(office, id, async (sql, now) => {
    await lockTree(sql, id)
    if (!(await dropStep(sql, id, person.person))) return accessRefusal('access.second-step-off')
    await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.second-step-off', person: person.person })
    return { kind: 'done' }
  })
}

/** Ends a session of one's own. False where there is none to end. */
export function endOwn(office: Office, { id, person: { person } }: Doing, session: string): Promise<boolean> {
  return within(office, id, async (sql, now) => {
    const ended = await endSession(sql, id, person, session, now)
    if (ended) await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.session-ended', person, session, by: person })
    return ended
  })
}

const DAY = 86_400_000 // ms

/** A token of one's own for a program. */
export function createOwnToken(
  office: Office,
  { id, person: { person } }: Doing,
  { name, days, scope }: { readonly name: string; readonly days: number; readonly scope: TokenScope },
): Promise<{ readonly token: string; readonly expires: number }> {
  return within(office, id, async (sql, now) => {
    const expires = now + days * DAY
    const token = await createToken(sql, id, person, { name, now, expires, scope })
    await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.token-created', person, token: token.split('.')[2], scope, expires })
    return { token, expires }
  })
}

export function endOwnToken(office: Office, { id, person: { person } }: Doing, token: string): Promise<boolean> {
  return within(office, id, async (sql, now) => {
    const { rows } = await sql.query({ text: 'select 1 from office.token where party = $1 and token = $2 and person = $3', values: [id, token, person] })
    if (rows.length === 0 || !(await endToken(sql, id, token, now))) return false
    await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.token-ended', person, token })
    return true
  })
}
