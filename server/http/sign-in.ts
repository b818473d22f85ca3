import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readBearing } from '../access/bearing.ts'
import { FirstRunForm } from '../access/first-run.ts'
import { useInvitation } from '../access/invitation.ts'
import type { Reception } from '../access/reception.ts'
import { endOwn } from '../access/self.ts'
import { signIn, takeSecondStep, type Failed, type Origin, type SignedIn } from '../access/sign-in.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { sendProblem } from '../problem.ts'
import { dropCookie, isOwnPage, readCookie, sendCookie } from './cookie.ts'
import { counterOf, sendRefusal } from './counter.ts'

const short = z.string().max(200)
/** Longer ones are not hashed at all. */
const secret = z.string().max(1000)

export const SignInForm = z.strictObject({ party: short.optional(), account: short, password: secret })
export const CodeForm = z.strictObject({ code: short })
export const InvitationForm = z.strictObject({ invitation: short, password: secret })

/** Of one address in a minute, over all accounts and parties: hashing a password costs what a thousand other requests cost. */
const FEW = { config: { rateLimit: { max: 30, timeWindow: 60_000 } } }

export const originOf = (request: FastifyRequest): Origin => ({ address: request.ip, agent: request.headers['user-agent'] ?? '' })

/** No session was opened: why, in words that do not tell whether there is such an account. */
export function sendFailed(request: FastifyRequest, reply: FastifyReply, failed: Failed, now: number): FastifyReply {
  if (failed.kind === 'failed') return sendProblem(request, reply, 'sign-in-failed')
  reply.header('retry-after', String(Math.max(1, Math.ceil((failed.until - now) / 1000))))
  return sendProblem(request, reply, 'sign-in-locked')
}

/** The ways in: the first run, signing in by one step or two, and a link that invites. And the way out. */
export function signInRoutes(app: FastifyInstance, office: Office, reception: Reception): void {
  const { clock, database } = office
  const { site } = reception
  const { asking } = counterOf(office, site)

  /** A page of another site may not sign somebody in either, as somebody else. Programs, which say nothing of pages, may. */
  function door<Form extends z.ZodType>(form: Form, work: (given: z.infer<Form>, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      reply.header('cache-control', 'no-store')
      if (!isOwnPage(request, site, { silent: true })) return sendProblem(request, reply, 'cross-site')
      const given = form.safeParse(request.body)
      return given.success ? work(given.data, request, reply) : sendProblem(request, reply, 'request-malformed')
    }
  }

  function sendSignedIn(request: FastifyRequest, reply: FastifyReply, done: SignedIn): FastifyReply {
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
  }

  app.get('/api/sign-in', FEW, async (_request, reply) => {
    const id = await reception.onlyParty()
    const party = id === undefined ? undefined : await inParty(database.app, id, (sql) => readParty(sql, id), { readOnly: true })
    return reply
      .header('cache-control', 'no-store')
      .send({ firstRun: reception.firstRun?.spent === false && id === undefined, party: party === undefined ? null : { id: party.id, name: party.name } })
  })

  app.post(
    '/api/first-run',
    FEW,
    door(FirstRunForm, async (form, request, reply) => {
      const done = (await reception.firstRun?.claim(office, form)) ?? { kind: 'not-open' as const }
      if (done.kind === 'refused') return sendRefusal(request, reply, done.refusal)
      return done.kind === 'not-open' ? sendProblem(request, reply, 'first-run-over') : reply.code(201).send(done)
    }),
  )

  app.post(
    '/api/sign-in',
    FEW,
    door(SignInForm, async ({ party, account, password }, request, reply) => {
      const named = party === undefined || Party.safeParse(party).success ? party : await reception.partyNamed(party)
      const whose = named ?? (party === undefined ? await reception.onlyParty() : undefined) ?? ''
      const before = readBearing('dbs', readCookie(request, site) ?? '')
      return sendSignedIn(request, reply, await signIn(office, { party: whose, account, password }, originOf(request), before))
    }),
  )

  for (const by of ['code', 'recovery-code'] as const)
    app.post(
      `/api/sign-in/${by}`,
      FEW,
      door(CodeForm, async ({ code }, request, reply) => {
        const bearing = readBearing('dbs', readCookie(request, site) ?? '')
        if (bearing === undefined) return sendProblem(request, reply, 'sign-in-failed')
        return sendSignedIn(request, reply, await takeSecondStep(office, bearing, { by, code }, originOf(request)))
      }),
    )

  app.post(
    '/api/invitation',
    FEW,
    door(InvitationForm, async ({ invitation, password }, request, reply) => {
      const done = await useInvitation(office, invitation, password)
      return done.kind === 'refused' ? sendRefusal(request, reply, done.refusal) : reply.code(201).send(done)
    }),
  )

  app.get(
    '/api/session',
    asking(async ({ party, person, session }, request, reply) =>
      session === undefined
        ? sendProblem(request, reply, 'session-needed')
        : reply.send({ party, person, session: session.id, pageToken: session.pageToken, expires: session.expires }),
    ),
  )

  app.post(
    '/api/sign-out',
    asking(async ({ session, ...doing }, request, reply) => {
      if (session === undefined) return sendProblem(request, reply, 'session-needed')
      await endOwn(office, doing, session.id)
      return dropCookie(reply, site).code(204).send()
    }),
  )
}
