import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendJson } from './large.ts'

/** A strong entity tag of a body's bytes. */
export function tagOf(body: string | Uint8Array): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
}

/** RFC 9110, section 13.1.2: any tag of the list, compared weakly. */
export function isKnown(header: string | undefined, tag: string): boolean {
  return header !== undefined && (header.trim() === '*' || header.split(',').some((each) => each.trim().replace(/^W\//, '') === tag))
}

/** JSON that the asker may have already: then only its tag is sent, which is weak because the same words may come packed or not. */
export async function sendTagged(request: FastifyRequest, reply: FastifyReply, cache: string, value: unknown): Promise<FastifyReply> {
  const body = JSON.stringify(value)
  const tag = tagOf(body)
  reply.header('etag', `W/${tag}`).header('cache-control', cache)
  return isKnown(request.headers['if-none-match'], tag) ? reply.code(304).send() : sendJson(request, reply, body)
}
