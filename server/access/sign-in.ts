import { Party } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { accountName, accountNamed, accountOf, type Account } from './account.ts'
import { charge, doorsOf, forgive, type Doors } from './attempt.ts'
import type { Bearing } from './bearing.ts'
import { accessKeyOf, type AccessKey } from './key.ts'
import { isPassword } from './password.ts'
import { noteAccess } from './record.ts'
import { useCode, useRecoveryCode } from './second-step.ts'
import { endSession, openSession, sessionOf, type OpenedSession } from './session.ts'

/** Where an attempt comes from. */
export interface Origin {
  readonly address: string
  /** What the browser calls itself. */
  readonly agent: string
}

export type Failed =
  | { readonly kind: 'failed' }
  /** Too many attempts: also the right password is not tried before `until`. */
  | { readonly kind: 'locked'; readonly until: number }

export type SignedIn =
  | { readonly kind: 'signed-in'; readonly person: string; readonly session: OpenedSession }
  | { readonly kind: 'second-step'; readonly session: OpenedSession }
  | Failed

export interface Credentials {
  /** Whatever was sent: what is no party is a party that nobody has an account in. */
  readonly party: string
  readonly account: string
  readonly password: string
}

/** The first step. A wrong password, an account that is not there and a person who has left are answered alike, and take as long. */
export async function signIn(office: Office, { party: sent, account, password }: Credentials, origin: Origin, before?: Bearing): Promise<SignedIn> {
  const party = Party.safeParse(sent).data
  const tried = party === undefined ? undefined : await tryPassword(office, party, { by: 'name', name: accountName(account) }, password, origin)
  if (party === undefined || tried === undefined) {
    await isPassword(undefined, undefined, password)
    return { kind: 'failed' }
  }
  if (tried.kind !== 'right') return tried
  return within(office, party, async (sql, now) => {
    await forgive(sql, party, tried.doors, { whole: !tried.account.secondStep })
    await lockTree(sql, party)
    const account = await accountOf(sql, party, tried.account.person)
    // Between the two transactions the person may have left, or changed the password.
    if (account === undefined || !account.active || account.password !== tried.account.password) return { kind: 'failed' }
    if (before !== undefined && before.party === party) await endBefore(sql, before, now)
    const { person, secondStep } = account
    const session = await openSession(sql, party, person, { now, whole: !secondStep, agent: origin.agent })
    if (secondStep) return { kind: 'second-step', session }
    await noteAccess(sql, party, office.database.secrets.master, now, { kind: 'access.signed-in', person, session: session.session, by: 'password' })
    return { kind: 'signed-in', person, session }
  })
}

/** A browser that signs in anew leaves no session behind. */
export async function endBefore(sql: Sql, before: Bearing, now: number): Promise<void> {
  const session = await sessionOf(sql, before, now)
  if (session !== undefined) await endSession(sql, before.party, session.person.person, before.id, now)
}

/** The second step, for whoever bears the session that awaits it: a code by the clock, or one of the recovery codes. */
export async function takeSecondStep(
  office: Office,
  bearing: Bearing,
  { by, code }: { readonly by: 'code' | 'recovery-code'; readonly code: string },
  origin: Origin,
): Promise<SignedIn> {
  const { party } = bearing
  const { master } = office.database.secrets
  return within(office, party, async (sql, now) => {
    const awaiting = await sessionOf(sql, bearing, now)
    const account = awaiting === undefined || awaiting.whole ? undefined : await accountOf(sql, party, awaiting.person.person)
    if (account === undefined) return { kind: 'failed' }
    const { person } = account
    const key = await accessKeyOf(sql, master, party, now)
    const doors = doorsOf(key, { account: account.account, address: origin.address })
    const charged = await charge(sql, party, doors, now)
    if (charged.kind === 'locked') {
      if (charged.now) await noteAccess(sql, party, master, now, { kind: 'access.locked', person, until: charged.until })
      return charged
    }
    await lockTree(sql, party)
    const right = by === 'code' ? await useCode(sql, { key, party, person }, code, now) : await useRecoveryCode(sql, party, person, code, now)
    if (!right) {
      await noteAccess(sql, party, master, now, { kind: 'access.sign-in-failed', person, step: by })
      return { kind: 'failed' }
    }
    // Two who take the step with one session: the later one finds it ended.
    if (!(await endSession(sql, party, person, bearing.id, now))) return { kind: 'failed' }
    await forgive(sql, party, doors, { whole: true })
    const session = await openSession(sql, party, person, { now, whole: true, agent: origin.agent })
    await noteAccess(sql, party, master, now, { kind: 'access.signed-in', person, session: session.session, by })
    return { kind: 'signed-in', person, session }
  })
}

export type Tried = { readonly kind: 'right'; readonly account: Account; readonly key: AccessKey; readonly doors: Doors } | Failed

/**
 * Tries a password, and records a failure. The attempt is counted before, in a transaction that ends before the password is hashed: hashing takes long,
 * and holds neither a connection nor a lock. Nothing where there is no such party.
 */
export async function tryPassword(
  office: Office,
  party: Party,
  whose: { readonly by: 'name'; readonly name: string } | { readonly by: 'person'; readonly person: string },
  password: string,
  { address }: Pick<Origin, 'address'>,
): Promise<Tried | undefined> {
  const { master } = office.database.secrets
  const found = await within(office, party, async (sql, now) => {
    if ((await readParty(sql, party)) === undefined) return undefined
    const key = await accessKeyOf(sql, master, party, now)
    const account = whose.by === 'name' ? await accountNamed(sql, party, whose.name) : await accountOf(sql, party, whose.person)
    const doors = doorsOf(key, { account: whose.by === 'name' ? whose.name : (account?.account ?? ''), address })
    const charged = await charge(sql, party, doors, now)
    if (charged.kind === 'locked' && charged.now)
      await noteAccess(sql, party, master, now, { kind: 'access.locked', person: account?.person ?? null, until: charged.until })
    return { key, account, doors, charged }
  })
  if (found === undefined) return undefined
  const { key, account, doors, charged } = found
  if (charged.kind === 'locked') return { kind: 'locked', until: charged.until }
  const right = await isPassword(key, account?.password, password)
  if (right && account?.active === true) return { kind: 'right', account, key, doors }
  await within(office, party, (sql, now) =>
    noteAccess(sql, party, master, now, { kind: 'access.sign-in-failed', person: account?.person ?? null, step: 'password' }),
  )
  return { kind: 'failed' }
}

/** A transaction, at the installation's time. */
export function within<Result>(office: Office, party: Party, work: (sql: Sql, now: number) => Promise<Result>): Promise<Result> {
  return inParty(office.database.app, party, (sql) => work(sql, office.clock()))
}
