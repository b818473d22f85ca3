import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Party } from '#journal/party.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { FirstRunForm } from '../access/first-run.ts'
import { useInvitation } from '../access/invitation.ts'
import { partyMeant, relyingPartyOf, type Reception } from '../access/reception.ts'
import { singleSignOnOf } from '../access/provider.ts'
import { endOwn } from '../access/self.ts'
import { sessionOf } from '../access/session.ts'
import { signIn, takeSecondStep } from '../access/sign-in.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { sendProblem } from '../problem.ts'
import { dropCookie } from './cookie.ts'
import { counterOf, sendRefusal } from './counter.ts'
import { borne, doorOf, FEW, originOf, secret, short } from './door.ts'

export const SignInForm = z.strictObject({ party: short.optional(), account: short, password: secret })
export const CodeForm = z.strictObject({ code: short })
export const InvitationForm = z.strictObject({ invitation: short, password: secret })

const AskedWays = z.object({ party: short.optional().catch(undefined) })

const partyAndProvider = async (sql: Sql, id: Party) => ({ party: await readParty(sql, id), provider: (await singleSignOnOf(sql, id))?.name })

/** The ways in: the first run, signing in by one step or two, and a link that invites. And the way out. */
export function signInRoutes(app: FastifyInstance, office: Office, reception: Reception): void {
  const { clock, database } = office
  const { site } = reception
  const { asking } = counterOf(office, site)
  const { door, sendSignedIn } = doorOf(office, site)

  app.get('/api/sign-in', FEW, async (request, reply) => {
    const named = AskedWays.parse(request.query).party
    const only = await reception.onlyParty()
    const id = named === undefined ? only : Party.safeParse(await partyMeant(reception, named)).data
    const told = id === undefined ? undefined : await inParty(database.app, id, (sql) => partyAndProvider(sql, id), { readOnly: true })
    const bearing = borne(request, site)
    const session =
      bearing === undefined ? undefined : await inParty(database.app, bearing.party, (sql) => sessionOf(sql, bearing, clock()), { readOnly: true })
    const passkeys = relyingPartyOf(site, request.headers.host) !== undefined
    return reply.header('cache-control', 'no-store').send({
      firstRun: reception.firstRun?.spent === false && only === undefined,
      party: told?.party === undefined ? null : { id: told.party.id, name: told.party.name },
      ways: ['password', ...(passkeys ? ['passkey'] : []), ...(told?.provider === undefined ? [] : ['single-sign-on'])],
      singleSignOn: told?.provider ?? null,
      awaiting: session?.whole === false ? 'second-step' : null,
    })
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
      const whose = await partyMeant(reception, party)
      return sendSignedIn(request, reply, await signIn(office, { party: whose, account, password }, originOf(request), borne(request, site)))
    }),
  )

  for (const by of ['code', 'recovery-code'] as const)
    app.post(
      `/api/sign-in/${by}`,
      FEW,
      door(CodeForm, async ({ code }, request, reply) => {
        const bearing = borne(request, site)
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
