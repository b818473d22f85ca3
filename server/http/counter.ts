import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Party } from '#procedures/party.ts'
import type { Refusal, RefusalSort } from '#procedures/refusal.ts'
import { digestOf, isSame, readBearing } from '../access/bearing.ts'
import type { Site } from '../access/reception.ts'
import { ACCESS } from '../access/record.ts'
import { isStale, pageTokenOf, sessionOf, touchSession, type Session } from '../access/session.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { partyOfToken, type Person } from '../person.ts'
import { languageAccepted, sendProblem, type ProblemCode } from '../problem.ts'
import type { OwnKind } from '../record-book/kind.ts'
import { isOwnPage, PAGE_TOKEN, readCookie } from './cookie.ts'
import { isFirst } from './idempotency.ts'

/** Who asks, and for which party. */
export interface Asking {
  readonly id: PartyId
  readonly party: Party
  readonly person: Person
  /** Of somebody who is signed in; absent where a token was shown. */
  readonly session?: { readonly id: string; readonly pageToken: string; readonly expires: number }
}

/** RFC 9457 has a status for each sort of refusal; the words are the refusal's own. */
const STATUS = { unusable: 400, forbidden: 403, absent: 404, conflict: 409, incomplete: 422, unlawful: 422 } satisfies Record<RefusalSort, number>

type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
type Work = (asking: Asking, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** `itself`: the work sees to it that what names itself is done once, in its own transaction. */
interface Naming {
  readonly once?: 'itself'
}

export interface Counter {
  /** Finds who asks, by a token or by the session’s cookie, or answers that nobody does. What names itself (`Idempotency-Key`) is done once. */
  readonly asking: (work: Work, naming?: Naming) => Answer
  /** The same where anybody may ask: who shows nothing is nobody. A token or session that is not good is refused all the same. */
  readonly perhaps: (work: (asking: Asking | undefined, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) => Answer
  /** What is refused for want of a right, and what is read of persons, is itself on record. Nobody waits for it to be told no. */
  readonly note: (id: PartyId, kind: OwnKind, person: Person, what: Readonly<Record<string, unknown>>) => Promise<void>
}

/** Reading changes nothing, whoever makes a browser do it. */
const isReading = ({ method }: FastifyRequest): boolean => method === 'GET' || method === 'HEAD'

/** Where people are served who have signed in, or have a token. */
export function counterOf(office: Office, site: Site = {}): Counter {
  const { clock, recorder } = office
  const pool = office.database.app
  return { asking, perhaps, note }

  function asking(work: Work, { once }: Naming = {}): Answer {
    return async (request, reply) => {
      const found = request.headers.authorization === undefined ? await bySession(request) : await byToken(request)
      if (found === 'not-signed-in') reply.header('www-authenticate', 'Bearer realm="dutybook"')
      if (typeof found === 'string') return sendProblem(request, reply, found)
      reply.header('cache-control', 'no-store')
      return once === 'itself' || (await isFirst(office, found, request, reply)) ? work(found, request, reply) : reply
    }
  }

  function perhaps(work: (asking: Asking | undefined, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>): Answer {
    const known = asking(work)
    return async (request, reply) =>
      request.headers.authorization === undefined && readCookie(request, site) === undefined ? work(undefined, request, reply) : known(request, reply)
  }

  async function note(id: PartyId, kind: OwnKind, person: Person, what: Readonly<Record<string, unknown>>): Promise<void> {
    const payload = new TextEncoder().encode(JSON.stringify({ person: person.person, roles: person.roles, ...what }))
    await recorder.append(id, { drafts: [{ id: randomUUID(), stream: ACCESS, kind, subject: null, occurred: clock(), payload }] })
  }

  async function byToken(request: FastifyRequest): Promise<Asking | ProblemCode> {
    const [, token = ''] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    const id = partyOfToken(token)
    if (id === undefined) return 'not-signed-in'
    const found = await office.bearer(id, token)
    if (found === undefined) return 'not-signed-in'
    const { bearer, party } = found
    if (bearer.scope === 'read' && !isReading(request)) return 'token-read-only'
    return { id, party, person: bearer.person }
  }

  async function bySession(request: FastifyRequest): Promise<Asking | ProblemCode> {
    const bearing = readBearing('dbs', readCookie(request, site) ?? '')
    if (bearing === undefined) return 'not-signed-in'
    const id = bearing.party
    const now = clock()
    const { session, party } = await inParty(
      pool,
      id,
      async (sql): Promise<{ readonly session: Session | undefined; readonly party: Party | undefined }> => ({
        session: await sessionOf(sql, bearing, now),
        party: await readParty(sql, id),
      }),
      { readOnly: true },
    )
    if (session?.whole !== true || party === undefined) return 'not-signed-in'
    const pageToken = pageTokenOf(bearing)
    const shown = request.headers[PAGE_TOKEN]
    // Digests, so that the comparison takes as long whatever the length.
    const known = typeof shown === 'string' && isSame(digestOf(shown), digestOf(pageToken))
    if (!isReading(request) && !(known && isOwnPage(request, site, { silent: false }))) return 'cross-site'
    if (isStale(session, now)) await inParty(pool, id, (sql) => touchSession(sql, id, session.session, now))
    return { id, party, person: session.person, session: { id: session.session, pageToken, expires: session.expires } }
  }
}

export const statusOf = ({ sort }: Refusal): number => STATUS[sort]

/** A refusal as a problem document: its code, its words in the reader's language, and what it is about, for a program to act on. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, { code, sort, source, data, zh, en }: Refusal): FastifyReply {
  const status = STATUS[sort]
  const language = languageAccepted(request.headers['accept-language'])
  return reply
    .code(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('content-language', language)
    .header('vary', 'accept-language')
    .serializer(String)
    .send(JSON.stringify({ type: `/problems/${code}`, code, status, title: language === 'zh' ? zh : en, source, data, instance: `urn:request:${request.id}` }))
}
