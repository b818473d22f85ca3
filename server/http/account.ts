import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inParty } from '#journal/sql.ts'
import { relyingPartyOf, type Reception } from '../access/reception.ts'
import { changePassword, confirm, createOwnToken, dropCodes, endOwn, endOwnToken, enrol, ownAccount } from '../access/self.ts'
import { sessionsOf } from '../access/session.ts'
import type { Office } from '../office.ts'
import { TOKEN_SCOPES, tokensOf } from '../person.ts'
import { sendProblem } from '../problem.ts'
import { dropCookie, sendCookie } from './cookie.ts'
import { FEW, originOf, secret } from './door.ts'
import { ownCounterOf } from './own-counter.ts'
import { CodeForm } from './sign-in.ts'

const SessionParams = z.object({ session: z.string() })
const TokenParams = z.object({ token: z.string() })

export const PasswordForm = z.strictObject({ password: secret })
export const FreshPasswordForm = z.strictObject({ password: secret, fresh: secret })
export const TokenForm = z.strictObject({ name: z.string().trim().min(1).max(200), days: z.int().min(1).max(366), scope: z.enum(TOKEN_SCOPES) })

/** What a person does with their own sessions, password, codes and tokens. A token does none of it: it would outlive its own end. */
export function accountRoutes(app: FastifyInstance, office: Office, { site }: Reception): void {
  const { clock, database } = office
  const { signed, given, sendUndone } = ownCounterOf(office, site)

  app.get(
    '/api/account',
    signed(async ({ id, person }, request, reply) => {
      const own = await inParty(database.app, id, (sql) => ownAccount(sql, id, person.person), { readOnly: true })
      const passkeys = relyingPartyOf(site, request.headers.host) !== undefined
      return own === null ? sendProblem(request, reply, 'not-found') : reply.send({ ...own, passkeys })
    }),
  )

  app.get(
    '/api/sessions',
    signed(async ({ id, person, session }, _request, reply) => {
      const sessions = await inParty(database.app, id, (sql) => sessionsOf(sql, id, person.person, clock()), { readOnly: true })
      return reply.send({ sessions: sessions.map((each) => ({ ...each, current: each.session === session })) })
    }),
  )

  app.delete(
    '/api/sessions/:session',
    signed(async (who, request, reply) => {
      const { session } = SessionParams.parse(request.params)
      if (!z.uuid().safeParse(session).success || !(await endOwn(office, who, session))) return sendProblem(request, reply, 'not-found')
      return (session === who.session ? dropCookie(reply, site) : reply).code(204).send()
    }),
  )

  app.post(
    '/api/account/password',
    FEW,
    given(FreshPasswordForm, async (form, who, request, reply) => {
      const done = await changePassword(office, who, form, originOf(request))
      if (done.kind !== 'changed') return sendUndone(request, reply, done)
      const { cookie, pageToken, expires } = done.session
      return sendCookie(reply, site, cookie).send({ kind: 'changed', pageToken, expires })
    }),
  )

  app.post(
    '/api/account/codes',
    FEW,
    given(PasswordForm, async ({ password }, who, request, reply) => {
      const done = await enrol(office, who, password, originOf(request))
      return done.kind === 'enrolling' ? reply.code(201).send(done) : sendUndone(request, reply, done)
    }),
  )

  app.post(
    '/api/account/codes/confirm',
    FEW,
    given(CodeForm, async ({ code }, who, request, reply) => {
      const done = await confirm(office, who, code, originOf(request))
      return done.kind === 'confirmed' ? reply.send(done) : sendUndone(request, reply, done)
    }),
  )

  app.post(
    '/api/account/codes/end',
    FEW,
    given(PasswordForm, async ({ password }, who, request, reply) => {
      const done = await dropCodes(office, who, password, originOf(request))
      return done.kind === 'done' ? reply.code(204).send() : sendUndone(request, reply, done)
    }),
  )

  app.get(
    '/api/tokens',
    signed(async ({ id, person }, _request, reply) =>
      reply.send({ tokens: await inParty(database.app, id, (sql) => tokensOf(sql, id, person.person, clock()), { readOnly: true }) }),
    ),
  )

  app.post(
    '/api/tokens',
    given(TokenForm, async (form, who, _request, reply) => reply.code(201).send(await createOwnToken(office, who, form))),
  )

  app.delete(
    '/api/tokens/:token',
    signed(async (who, request, reply) => {
      const { token } = TokenParams.parse(request.params)
      if (!z.uuid().safeParse(token).success || !(await endOwnToken(office, who, token))) return sendProblem(request, reply, 'not-found')
      return reply.code(204).send()
    }),
  )
}
