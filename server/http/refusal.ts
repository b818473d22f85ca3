import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Refusal, RefusalSort } from '#procedures/refusal.ts'
import { languageAccepted } from '../problem.ts'

/** RFC 9457 has a status for each sort of refusal; the words are the refusal's own. */
const STATUS = { unusable: 400, forbidden: 403, absent: 404, conflict: 409, incomplete: 422, unlawful: 422 } satisfies Record<RefusalSort, number>

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
