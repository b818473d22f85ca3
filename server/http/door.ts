import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { readBearing, type Bearing } from '../access/bearing.ts'
import type { Site } from '../access/reception.ts'
import type { Failed, Origin, SignedIn } from '../access/sign-in.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { isOwnPage, readCookie, sendCookie } from './cookie.ts'

export const short = z.string().max(200)
/** Longer ones are not hashed at all. */
export const secret = z.string().max(1000)

/** Of one address in a minute, over all accounts and parties: hashing a password costs what a thousand other requests cost. */
export const FEW = { config: { rateLimit: { max: 30, timeWindow: 60_000 } } }

export const originOf = (request: FastifyRequest): Origin => ({ address: request.ip, agent: request.headers['user-agent'] ?? '' })

/** The session that the browser has, good or not. */
export const borne = (request: FastifyRequest, site: Site): Bearing | undefined => readBearing('dbs', readCookie(request, site) ?? '')

/** No session was opened: why, in words that do not tell whether there is such an account. */
export function sendFailed(request: FastifyRequest, reply: FastifyReply, failed: Failed, now: number): FastifyReply {
  if (failed.kind === 'failed') return sendProblem(request, reply, 'sign-in-failed')
  reply.header('retry-after', String(Math.max(1, Math.ceil((failed.until - now) / 1000))))
  return sendProblem(request, reply, 'sign-in-locked')
}

type Answer = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

interface Door {
  /** A page of another site may not sign somebody in either, as somebody else. Programs, which say nothing of pages, may. */
  readonly door: <Form extends z.ZodType>(
    form: Form,
    work: (given: z.infer<Form>, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ) => Answer
  readonly sendSignedIn: (request: FastifyRequest, reply: FastifyReply, done: SignedIn) => FastifyReply
}

/** Where whoever is not signed in asks to be. */
export function doorOf({ clock }: Office, site: Site): Door {
  return {
    door: (form, work) => async (request, reply) => {
      reply.header('cache-control', 'no-store')
      if (!isOwnPage(request, site, { silent: true })) return sendProblem(request, reply, 'cross-site')
      const given = form.safeParse(request.body)
      return given.success ? work(given.data, request, reply) : sendProblem(request, reply, 'request-malformed')
    },
    sendSignedIn: (request, reply, done) => {
      switch (done.kind) {
        case 'failed':
        case 'locked':
          return sendFailed(request, reply, done, clock())
        case 'second-step':
          return sendCookie(reply, site, done.session.cookie).send({ kind: 'second-step', expires: done.session.expires })
        case 'signed-in': {
          const { cookie, pageToken, expires } = done.session
          return sendCookie(reply, site, cookie).send({ kind: 'signed-in', person: done.person, pageToken, expires })
        }
      }
    },
  }
}
