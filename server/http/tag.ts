import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** A strong entity tag of a body's bytes. */
export function tagOf(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
}

/** RFC 9110, section 13.1.2: any tag of the list, compared weakly. */
export function isKnown(header: string | undefined, tag: string): boolean {
  return header !== undefined && (header.trim() === '*' || header.split(',').some((each) => each.trim().replace(/^W\//, '') === tag))
}

/** JSON that the asker may have already: then only its tag is sent. */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, cache: string, value: unknown): FastifyReply {
  const body = JSON.stringify(value)
  const tag = tagOf(body)
  reply.header('etag', tag).header('cache-control', cache)
  if (isKnown(request.headers['if-none-match'], tag)) return reply.code(304).send()
  return reply.type('application/json; charset=utf-8').serializer(String).send(body)
}
