import { randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Party } from '#procedures/party.ts'
import type { Refusal, RefusalSort } from '#procedures/refusal.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { bearerOf, partyOfToken, type Person } from '../person.ts'
import { languageAccepted, sendProblem } from '../problem.ts'

/** Who asks, and for which party. */
export interface Asking {
  readonly id: PartyId
  readonly party: Party
  readonly person: Person
}

/** RFC 9457 has a status for each sort of refusal; the words are the refusal's own. */
const STATUS = { unusable: 400, forbidden: 403, absent: 404, conflict: 409, incomplete: 422, unlawful: 422 } satisfies Record<RefusalSort, number>

/** The stream in which a party records who was refused what, and who read what is personal. */
const ACCESS = 'access'

type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

interface Counter {
  /** Finds who asks, or answers that nobody does. */
  readonly asking: (work: (asking: Asking, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) => Answer
  /** What is refused for want of a right, and what is read of persons, is itself on record. Nobody waits for it to be told no. */
  readonly note: (id: PartyId, kind: string, person: Person, what: Readonly<Record<string, unknown>>) => Promise<void>
}

/** Where people with a token are served. */
export function counterOf({ database, clock, recorder }: Office): Counter {
  return {
    asking: (work) => async (request, reply) => {
      const [, token = ''] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? []
      const id = partyOfToken(token)
      const found =
        id === undefined
          ? undefined
          : await inParty(database.app, id, async (sql) => ({ person: await bearerOf(sql, id, token, clock()), party: await readParty(sql, id) }), {
              readOnly: true,
            })
      if (id === undefined || found?.person === undefined || found.party === undefined) {
        reply.header('www-authenticate', 'Bearer realm="dutybook"')
        return sendProblem(request, reply, 'not-signed-in')
      }
      reply.header('cache-control', 'no-store')
      return work({ id, party: found.party, person: found.person }, request, reply)
    },
    note: async (id, kind, person, what) => {
      const payload = new TextEncoder().encode(JSON.stringify({ person: person.person, roles: person.roles, ...what }))
      await recorder.append(id, { drafts: [{ id: randomUUID(), stream: ACCESS, kind, subject: null, occurred: clock(), payload }] })
    },
  }
}

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
