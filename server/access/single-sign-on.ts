import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { Office } from '../office.ts'
import { accountOf } from './account.ts'
import { newBearing, readBearing, type Bearing } from './bearing.ts'
import { invitedBy, invitedTo, join } from './invitation.ts'
import { NO_PASSWORD } from './password.ts'
import type { Doing } from './people.ts'
import { whyOf, type Provider, type Providers } from './provider.ts'
import { noteAccess } from './record.ts'
import { accessRefusal } from './refusal.ts'
import { prove, type Signed } from './self.ts'
import { IDLE, openSession } from './session.ts'
import { endBefore, within, type Failed, type Origin, type SignedIn } from './sign-in.ts'

/** How long the way to the provider and back may take, in milliseconds. */
export const WAY = 10 * 60_000

/** Made of the secret that the browser's cookie holds: whoever comes back without that cookie has none of them right. */
const wordOf = ({ secret }: Pick<Bearing, 'secret'>, use: 'state' | 'nonce' | 'verifier'): string =>
  createHmac('sha256', secret).update(`dutybook ${use}`).digest('base64url')

export interface OnTheWay {
  readonly kind: 'on-the-way'
  /** Where the browser goes now. */
  readonly url: string
  readonly cookie: string
}

interface Purpose {
  /** Of the person who links, signed in. */
  readonly session?: string
  readonly invitation?: string
}

/** Sends a browser to the provider (authorization code, PKCE), with a state and a nonce of its own. */
async function setOut(office: Office, providers: Providers, party: Party, back: URL, { session, invitation }: Purpose): Promise<OnTheWay | Refused> {
  const provider = await providers.of(party, { anew: true })
  if (provider.kind === 'refused') return provider
  const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client')
  const bearing = newBearing('dbf', party)
  await within(office, party, async (sql, now) => {
    await sql.query({ text: 'delete from office.single_sign_on_flow where party = $1 and expires <= $2', values: [party, now] })
    await sql.query({
      text: 'insert into office.single_sign_on_flow (party, flow, digest, session, invitation, expires) values ($1, $2, $3, $4, $5, $6)',
      values: [party, bearing.id, bearing.digest, session ?? null, invitation ?? null, now + WAY],
    })
  })
  const { acr } = provider.settings
  const url = buildAuthorizationUrl(provider.configuration, {
    redirect_uri: back.href,
    scope: 'openid email profile',
    state: wordOf(bearing, 'state'),
    nonce: wordOf(bearing, 'nonce'),
    code_challenge: await calculatePKCECodeChallenge(wordOf(bearing, 'verifier')),
    code_challenge_method: 'S256',
    ...(acr.length === 0 ? {} : { acr_values: acr.join(' ') }),
  })
  return { kind: 'on-the-way', url: url.href, cookie: bearing.text }
}

/** To sign in. The session that the browser had ends here: on the way back its cookie does not come along. */
export async function beginSignOn(office: Office, providers: Providers, party: Party, back: URL, before?: Bearing): Promise<OnTheWay | Refused> {
  const way = await setOut(office, providers, party, back, {})
  if (way.kind === 'on-the-way' && before !== undefined) await within(office, before.party, (sql, now) => endBefore(sql, before, now))
  return way
}

/** To link the own account, for whoever shows the password once more. */
export async function beginLink(
  office: Office,
  providers: Providers,
  signed: Signed,
  { password, back, origin }: { readonly password: string; readonly back: URL; readonly origin: Origin },
): Promise<OnTheWay | Refused | Failed> {
  const proved = await prove(office, signed, password, origin)
  return proved.kind === 'right' ? setOut(office, providers, signed.id, back, { session: signed.session }) : proved
}

/** To join by an invitation, without a password. */
export async function beginJoining(office: Office, providers: Providers, text: string, back: URL): Promise<OnTheWay | Refused> {
  const bearing = readBearing('dbi', text)
  const invited = bearing === undefined ? undefined : await within(office, bearing.party, (sql, now) => invitedBy(sql, bearing, now))
  if (bearing === undefined || invited === undefined) return accessRefusal('access.invitation-over')
  return setOut(office, providers, bearing.party, back, { invitation: bearing.id })
}

interface Subject {
  readonly issuer: string
  readonly subject: string
  /** What the provider calls the person by. */
  readonly label: string
  /** Whether the provider has asked for a second factor, by what it was agreed to say. */
  readonly twice: boolean
}

export type Arrived = Exclude<SignedIn, Failed> | { readonly kind: 'linked' } | Refused

/**
 * Comes back from the provider. Who somebody is here, a link says: of issuer and subject, made by an invitation or by the person, signed in. No name
 * and no address that the provider tells is looked up.
 */
export async function arrive(office: Office, providers: Providers, way: Bearing, current: URL, origin: Origin): Promise<Arrived> {
  const { party } = way
  const { master } = office.database.secrets
  const purpose = await within(office, party, async (sql, now) => {
    const { rows } = await sql.query<{ session: string | null; invitation: string | null }>({
      text: 'delete from office.single_sign_on_flow where party = $1 and flow = $2 and digest = $3 and expires > $4 returning session, invitation',
      values: [party, way.id, way.digest, now],
    })
    return rows[0]
  })
  if (purpose === undefined) return accessRefusal('access.single-sign-on-refused', { why: 'expired' })
  const provider = await providers.of(party)
  if (provider.kind === 'refused') return provider
  const told = await redeem(provider, way, current)
  return within(office, party, async (sql, now): Promise<Arrived> => {
    await lockTree(sql, party)
    const fail = async (refused: Refused, why: string): Promise<Arrived> => {
      await noteAccess(sql, party, master, now, { kind: 'access.sign-in-failed', person: null, step: 'single-sign-on', why })
      return refused
    }
    if (told.kind === 'wrong') return fail(accessRefusal('access.single-sign-on-refused', { why: told.why }), told.why)
    if (told.kind === 'strange') return fail(accessRefusal('access.single-sign-on-domain'), 'domain')
    const { subject } = told
    if (purpose.session !== null) return linkOf(office, sql, party, purpose.session, subject, now)
    if (purpose.invitation !== null) {
      const invited = await invitedTo(sql, party, purpose.invitation, now)
      if (invited === undefined) return accessRefusal('access.invitation-over')
      if ((await linkedTo(sql, party, subject)) !== undefined) return accessRefusal('access.single-sign-on-taken')
      const refused = await join(office, sql, party, invited, { password: NO_PASSWORD, by: 'single-sign-on', now })
      if (refused !== undefined) return refused
      await link(office, sql, party, invited.person, subject, now)
    }
    const person = await linkedTo(sql, party, subject)
    const account = person === undefined ? undefined : await accountOf(sql, party, person)
    if (account?.active !== true) return fail(accessRefusal('access.single-sign-on-unlinked'), 'unlinked')
    await sql.query({ text: 'update office.single_sign_on_link set used = $3 where party = $1 and person = $2', values: [party, account.person, now] })
    const whole = !account.secondStep || subject.twice
    const session = await openSession(sql, party, account.person, { now, whole, agent: origin.agent })
    if (!whole) return { kind: 'second-step', session }
    await noteAccess(sql, party, master, now, { kind: 'access.signed-in', person: account.person, session: session.session, by: 'single-sign-on' })
    return { kind: 'signed-in', person: account.person, session }
  })
}

type Redeemed = { readonly kind: 'subject'; readonly subject: Subject } | { readonly kind: 'strange' } | { readonly kind: 'wrong'; readonly why: string }

const Claims = z.looseObject({ sub: z.string().min(1).max(255), acr: z.string().optional(), amr: z.array(z.string()).optional() })

/** Gives the code for what the provider says of the person, and checks all of it: state, issuer, signature, audience, time and nonce. */
async function redeem({ settings, configuration }: Provider, way: Bearing, current: URL): Promise<Redeemed> {
  try {
    const { authorizationCodeGrant, fetchUserInfo } = await import('openid-client')
    const granted = await authorizationCodeGrant(configuration, current, {
      expectedState: wordOf(way, 'state'),
      expectedNonce: wordOf(way, 'nonce'),
      pkceCodeVerifier: wordOf(way, 'verifier'),
      idTokenExpected: true,
    })
    const claims = Claims.parse(granted.claims())
    const { sub, acr, amr = [] } = claims
    const more = claims[settings.claim] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
    const told: Readonly<Record<string, unknown>> = more ? { ...(await fetchUserInfo(configuration, granted.access_token, sub)) } : claims
    const called = told[settings.claim]
    const label = typeof called === 'string' ? called.slice(0, 200) : ''
    const domain = label.slice(label.lastIndexOf('@') + 1).toLowerCase()
    const unverified = settings.claim === 'email' && told['email_verified'] === false
    if (settings.domains.length > 0 && (unverified || !label.includes('@') || !settings.domains.includes(domain))) return { kind: 'strange' }
    const twice = (acr !== undefined && settings.acr.includes(acr)) || amr.some((each) => settings.amr.includes(each))
    return { kind: 'subject', subject: { issuer: settings.issuer, subject: sub, label, twice } }
  } catch (error) {
    return { kind: 'wrong', why: whyOf(error) }
  }
}

async function linkedTo(sql: Sql, party: Party, { issuer, subject }: Subject): Promise<string | undefined> {
  const { rows } = await sql.query<{ person: string }>({
    text: 'select person from office.single_sign_on_link where party = $1 and issuer = $2 and subject = $3',
    values: [party, issuer, subject],
  })
  return rows[0]?.person
}

/** Links the person whose session it is, if it is good now. */
async function linkOf(office: Office, sql: Sql, party: Party, session: string, subject: Subject, now: number): Promise<Arrived> {
  const { rows } = await sql.query<{ person: string }>({
    text: `select p.person from office.session s join office.person p on p.party = s.party and p.person = s.person
            where s.party = $1 and s.session = $2 and s.whole and s.ended is null and s.expires > $3 and s.seen > $4 and p.active`,
    values: [party, session, now, now - IDLE],
  })
  const person = rows[0]?.person
  if (person === undefined) return accessRefusal('access.single-sign-on-refused', { why: 'signed out' })
  const whose = await linkedTo(sql, party, subject)
  if (whose !== undefined && whose !== person) return accessRefusal('access.single-sign-on-taken')
  await link(office, sql, party, person, subject, now)
  return { kind: 'linked' }
}

async function link({ database }: Office, sql: Sql, party: Party, person: string, { issuer, subject, label }: Subject, now: number): Promise<void> {
  await sql.query({ text: 'delete from office.single_sign_on_link where party = $1 and person = $2', values: [party, person] })
  await sql.query({
    text: 'insert into office.single_sign_on_link (party, issuer, subject, person, label, linked) values ($1, $2, $3, $4, $5, $6)',
    values: [party, issuer, subject, person, label, now],
  })
  await noteAccess(sql, party, database.secrets.master, now, { kind: 'access.single-sign-on-linked', person, issuer })
}

const Linked = z.object({ issuer: z.string(), label: z.string(), linked: z.number(), used: z.number().nullable() })

/** The person's account at the provider, if it is linked. */
export async function linkOfPerson(sql: Sql, party: Party, person: string): Promise<z.infer<typeof Linked> | undefined> {
  const { rows } = await sql.query({
    text: 'select issuer, label, linked, used from office.single_sign_on_link where party = $1 and person = $2',
    values: [party, person],
  })
  return rows[0] === undefined ? undefined : Linked.parse(rows[0])
}

/** False where nothing is linked. */
export function unlink(office: Office, { id, person: { person } }: Doing): Promise<boolean> {
  return within(office, id, async (sql, now) => {
    const { rowCount } = await sql.query({ text: 'delete from office.single_sign_on_link where party = $1 and person = $2', values: [id, person] })
    if (rowCount !== 1) return false
    await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.single-sign-on-unlinked', person })
    return true
  })
}
