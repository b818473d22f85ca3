import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { PERSON_ROLES } from '#procedures/access.ts'
import type { Person } from '../person.ts'
import { isSame, newBearing, type Bearing } from './bearing.ts'

/** Milliseconds until a session ends: of standing unused, and however it is used; and while the second step is awaited. */
export const IDLE = 30 * 60_000
export const LONGEST = 12 * 3_600_000
export const STEP = 5 * 60_000
/** How old `seen` may be: not every request writes. */
const FRESH = 60_000
/** Ended sessions are kept this long, to be looked at. */
const KEPT = 30 * 86_400_000

export interface Session {
  readonly session: string
  readonly person: Person
  readonly whole: boolean
  readonly seen: number
  readonly expires: number
}

export interface OpenedSession {
  readonly session: string
  /** For the cookie, and for nothing else. */
  readonly cookie: string
  /** What a page sends back with every change: another site does not know it. */
  readonly pageToken: string
  readonly expires: number
}

/** A new session with a secret of its own: what the browser had before is not taken over. */
export async function openSession(
  sql: Sql,
  party: Party,
  person: string,
  { now, whole, agent }: { readonly now: number; readonly whole: boolean; readonly agent: string },
): Promise<OpenedSession> {
  await sql.query({ text: 'delete from office.session where party = $1 and person = $2 and expires < $3', values: [party, person, now - KEPT] })
  const bearing = newBearing('dbs', party)
  const expires = now + (whole ? LONGEST : STEP)
  await sql.query({
    text: `insert into office.session (party, session, person, digest, whole, agent, created, seen, expires) values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
    values: [party, bearing.id, person, bearing.digest, whole, agent.slice(0, 200), now, expires],
  })
  return { session: bearing.id, cookie: bearing.text, pageToken: pageTokenOf(bearing), expires }
}

/** Made of the session's secret, and says nothing of it. */
export const pageTokenOf = ({ secret }: Bearing): string => createHmac('sha256', secret).update('dutybook page').digest('base64url')

const Row = z.object({
  person: z.string(),
  name: z.string(),
  roles: z.array(z.enum(PERSON_ROLES)),
  digest: z.instanceof(Buffer),
  whole: z.boolean(),
  seen: z.number(),
  expires: z.number(),
})

/** The session that is borne, if it is good now: not ended, not expired, not left idle, of a person who is still there. */
export async function sessionOf(sql: Sql, bearing: Bearing, now: number): Promise<Session | undefined> {
  const { rows } = await sql.query({
    name: 'session',
    text: `select p.person, p.name, p.roles, s.digest, s.whole, s.seen, s.expires
             from office.session s join office.person p on p.party = s.party and p.person = s.person
            where s.party = $1 and s.session = $2 and s.ended is null and s.expires > $3 and s.seen > $4 and p.active`,
    values: [bearing.party, bearing.id, now, now - IDLE],
  })
  if (rows[0] === undefined) return undefined
  const { digest, whole, seen, expires, ...person } = Row.parse(rows[0])
  return isSame(digest, bearing.digest) ? { session: bearing.id, person, whole, seen, expires } : undefined
}

export const isStale = ({ seen }: Session, now: number): boolean => now - seen >= FRESH

/** Puts off the end of a session that is in use. */
export async function touchSession(sql: Sql, party: Party, session: string, now: number): Promise<void> {
  await sql.query({
    text: 'update office.session set seen = $3 where party = $1 and session = $2 and ended is null and seen < $3',
    values: [party, session, now],
  })
}

/** Ends a session of a person at once, everywhere. False where there is none to end. */
export async function endSession(sql: Sql, party: Party, person: string, session: string, now: number): Promise<boolean> {
  const { rowCount } = await sql.query({
    text: 'update office.session set ended = $4 where party = $1 and session = $2 and person = $3 and ended is null',
    values: [party, session, person, now],
  })
  return rowCount === 1
}

/** Ends every session of a person, but for one. Tells how many. */
export async function endSessions(sql: Sql, party: Party, person: string, now: number, but?: string): Promise<number> {
  const { rowCount } = await sql.query({
    text: 'update office.session set ended = $3 where party = $1 and person = $2 and ended is null and session is distinct from $4::uuid',
    values: [party, person, now, but ?? null],
  })
  return rowCount ?? 0
}

const Listed = z.object({ session: z.string(), agent: z.string(), created: z.number(), seen: z.number(), expires: z.number() })
export type ListedSession = z.infer<typeof Listed>

/** A person's sessions that are good now, the newest first. */
export async function sessionsOf(sql: Sql, party: Party, person: string, now: number): Promise<readonly ListedSession[]> {
  const { rows } = await sql.query({
    text: `select session, agent, created, seen, expires from office.session
            where party = $1 and person = $2 and whole and ended is null and expires > $3 and seen > $4 order by created desc, session`,
    values: [party, person, now, now - IDLE],
  })
  return rows.map((row) => Listed.parse(row))
}
