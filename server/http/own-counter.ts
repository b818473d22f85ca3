import type { FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Refused } from '#procedures/refusal.ts'
import type { Site } from '../access/reception.ts'
import type { Signed } from '../access/self.ts'
import type { Failed } from '../access/sign-in.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { counterOf, sendRefusal } from './counter.ts'
import { sendFailed } from './door.ts'

type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

interface OwnCounter {
  /** For a person who is signed in. A token does not do: it would outlive its own end. */
  readonly signed: (work: (signed: Signed, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) => Answer
  readonly given: <Form extends z.ZodType>(
    form: Form,
    work: (given: z.infer<Form>, signed: Signed, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ) => Answer
  readonly sendUndone: (request: FastifyRequest, reply: FastifyReply, undone: Refused | Failed) => FastifyReply
}

/** Where people see to their own account. */
export function ownCounterOf(office: Office, site: Site): OwnCounter {
  const { asking } = counterOf(office, site)
  const signed: OwnCounter['signed'] = (work) =>
    asking(async ({ session, ...doing }, request, reply) =>
      session === undefined ? sendProblem(request, reply, 'session-needed') : work({ ...doing, session: session.id }, request, reply),
    )
  return {
    signed,
    given: (form, work) =>
      signed(async (who, request, reply) => {
        const read = form.safeParse(request.body)
        return read.success ? work(read.data, who, request, reply) : sendProblem(request, reply, 'request-malformed')
      }),
    sendUndone: (request, reply, undone) =>
      undone.kind === 'refused' ? sendRefusal(request, reply, undone.refusal) : sendFailed(request, reply, undone, office.clock()),
  }
}
