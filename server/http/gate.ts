import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Text } from '#law/text.ts'
import { PERSON_ROLE_WORDS, type PersonRole } from '#procedures/access.ts'
import { frameRefusals, refuser } from '#procedures/refusal.ts'
import { sendRefusal, type Asking, type Counter } from './counter.ts'

const refuse = refuser(frameRefusals)

export type Work = (by: Asking, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

/** Lets pass who has one of the roles. Whoever is refused is told who may, and that is on record. */
export function only({ note }: Pick<Counter, 'note'>, roles: readonly PersonRole[], what: Text, work: Work): Work {
  return async (by, request, reply) => {
    if (by.person.roles.some((role) => roles.includes(role))) return work(by, request, reply)
    const { refusal } = refuse('frame.forbidden', { command: what, roles: roles.map((role) => PERSON_ROLE_WORDS[role]) })
    await note(by.id, 'access.refused', by.person, { route: request.routeOptions.url ?? '', code: refusal.code })
    return sendRefusal(request, reply, refusal)
  }
}

/** What cannot be read, in the words of whoever found it. */
export function sendUnusable(request: FastifyRequest, reply: FastifyReply, issues: readonly string[]): FastifyReply {
  return sendRefusal(request, reply, refuse('frame.unusable', { problems: issues.map((issue) => ({ zh: issue, en: issue })) }).refusal)
}
