import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Refused } from '#procedures/refusal.ts'
import { readBearing } from '../access/bearing.ts'
import { powerMissing, type Doing } from '../access/people.ts'
import { Providers, removeSingleSignOn, singleSignOnOf, SingleSignOnForm } from '../access/provider.ts'
import { addressOf, partyMeant, type Reception } from '../access/reception.ts'
import { accessRefusal } from '../access/refusal.ts'
import { arrive, beginJoining, beginLink, beginSignOn, linkOfPerson, unlink, WAY, type Arrived, type OnTheWay } from '../access/single-sign-on.ts'
import type { Office } from '../office.ts'
import { languageAccepted, sendProblem } from '../problem.ts'
import { PasswordForm } from './account.ts'
import { readCookie, sendCookie, sendWay } from './cookie.ts'
import { counterOf, sendRefusal, statusOf } from './counter.ts'
import { borne, doorOf, FEW, originOf, short } from './door.ts'
import { ownCounterOf } from './own-counter.ts'
import { refusalPage } from './refusal-page.ts'

export const SignOnForm = z.strictObject({ party: short.optional() })
export const JoinForm = z.strictObject({ invitation: short })

const CALLBACK = '/api/sign-in/single-sign-on/callback'

/** Single sign-on at the identity provider of a party: to sign in, to join, to link one’s own account; and its settings. */
export function singleSignOnRoutes(app: FastifyInstance, office: Office, reception: Reception): void {
  const { site } = reception
  const { app: pool } = office.database
  const providers = new Providers(office, site)
  const { door } = doorOf(office, site)
  const { signed, given, sendUndone } = ownCounterOf(office, site)
  const { asking, note } = counterOf(office, site)

  /** Where the provider sends the browser back to, as it has to be registered there. */
  const backTo = (request: FastifyRequest): URL => new URL(CALLBACK, addressOf(site, request.headers.host) ?? 'http://localhost')

  const sendOnTheWay = (reply: FastifyReply, { url, cookie }: OnTheWay): FastifyReply => sendWay(reply, site, cookie, WAY / 1000).send({ url })

  app.post(
    '/api/sign-in/single-sign-on',
    FEW,
    door(SignOnForm, async ({ party }, request, reply) => {
      const id = Party.safeParse(await partyMeant(reception, party)).data
      const way =
        id === undefined ? accessRefusal('access.single-sign-on-none') : await beginSignOn(office, providers, id, backTo(request), borne(request, site))
      return way.kind === 'refused' ? sendRefusal(request, reply, way.refusal) : sendOnTheWay(reply, way)
    }),
  )

  app.post(
    '/api/invitation/single-sign-on',
    FEW,
    door(JoinForm, async ({ invitation }, request, reply) => {
      const way = await beginJoining(office, providers, invitation, backTo(request))
      return way.kind === 'refused' ? sendRefusal(request, reply, way.refusal) : sendOnTheWay(reply, way)
    }),
  )

  app.get(CALLBACK, FEW, async (request, reply) => {
    const way = readBearing('dbf', readCookie(request, site, 'way') ?? '')
    sendWay(reply, site, '', 0).header('cache-control', 'no-store')
    const current = new URL(request.url, backTo(request))
    const arrived: Arrived =
      way === undefined
        ? accessRefusal('access.single-sign-on-refused', { why: 'no cookie' })
        : await arrive(office, providers, way, current, originOf(request))
    switch (arrived.kind) {
      case 'refused': {
        const language = languageAccepted(request.headers['accept-language'])
        return reply
          .code(statusOf(arrived.refusal))
          .type('text/html; charset=utf-8')
          .header('content-language', language)
          .header('vary', 'accept-language')
          .send(refusalPage(arrived.refusal, language))
      }
      case 'linked':
        return reply.redirect('/account', 303)
      case 'second-step':
        return sendCookie(reply, site, arrived.session.cookie).redirect('/sign-in', 303)
      case 'signed-in':
        return sendCookie(reply, site, arrived.session.cookie).redirect('/', 303)
    }
  })

  app.get(
    '/api/account/single-sign-on',
    signed(async ({ id, person }, _request, reply) =>
      reply.send(
        await inParty(
          pool,
          id,
          async (sql) => {
            const { name = null, issuer = null } = (await singleSignOnOf(sql, id)) ?? {}
            return { provider: name, issuer, linked: (await linkOfPerson(sql, id, person.person)) ?? null }
          },
          { readOnly: true },
        ),
      ),
    ),
  )

  app.post(
    '/api/account/single-sign-on',
    FEW,
    given(PasswordForm, async ({ password }, who, request, reply) => {
      const way = await beginLink(office, providers, who, { password, back: backTo(request), origin: originOf(request) })
      return way.kind === 'on-the-way' ? sendOnTheWay(reply, way) : sendUndone(request, reply, way)
    }),
  )

  app.delete(
    '/api/account/single-sign-on',
    signed(async (who, request, reply) => ((await unlink(office, who)) ? reply.code(204).send() : sendProblem(request, reply, 'not-found'))),
  )

  /** For the system administrator. Whoever else asks is refused, on record. */
  const administering = (work: (doing: Doing, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | Refused>) =>
    asking(async ({ id, party, person }, request, reply) => {
      const doing = { id, party, person }
      const done = powerMissing(doing, 'system-administrator') ?? (await work(doing, request, reply))
      if (!('refusal' in done)) return done
      if (done.refusal.sort === 'forbidden') await note(id, 'access.refused', person, { route: request.routeOptions.url, code: done.refusal.code })
      return sendRefusal(request, reply, done.refusal)
    })

  app.get(
    '/api/single-sign-on',
    administering(async ({ id }, request, reply) =>
      reply.send({
        provider: (await inParty(pool, id, (sql) => singleSignOnOf(sql, id), { readOnly: true })) ?? null,
        callback: backTo(request).href,
      }),
    ),
  )

  app.put(
    '/api/single-sign-on',
    FEW,
    administering(async (doing, request, reply) => {
      const form = SingleSignOnForm.safeParse(request.body)
      if (!form.success) return sendProblem(request, reply, 'request-malformed')
      const done = await providers.set(doing, form.data)
      return done.kind === 'refused' ? done : reply.code(204).send()
    }),
  )

  app.delete(
    '/api/single-sign-on',
    administering(async (doing, request, reply) => {
      const removed = await removeSingleSignOn(office, doing)
      if (typeof removed !== 'boolean') return removed
      return removed ? reply.code(204).send() : sendProblem(request, reply, 'not-found')
    }),
  )
}
