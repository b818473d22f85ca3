import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const compressed = promisify(gzip)
/** Below this a packet or two carry it as it is. */
const LARGE = 4096 // characters
/** Words of duties repeat: more effort gains little and takes the processor. */
const LEVEL = 5

/** RFC 9110, section 12.5.3: named, and not refused by a weight of nothing. */
export const takesGzip = (accepted: string | undefined): boolean =>
  (accepted ?? '').split(',').some((each) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)[\d.]+\s*)?$/i.test(each))

/** JSON as it is, or packed where it is large and the asker takes it so. Not for answers in which a secret stands beside what somebody else may choose. */
export async function sendJson(request: FastifyRequest, reply: FastifyReply, body: string): Promise<FastifyReply> {
  reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding').serializer(String)
  if (body.length < LARGE || !takesGzip(request.headers['accept-encoding'])) return reply.send(body)
  return reply.header('content-encoding', 'gzip').send(await compressed(body, { level: LEVEL }))
}
