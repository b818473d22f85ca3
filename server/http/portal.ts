import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { instant } from '#law/instant.ts'
import type { CataloguedProcedure, Matter } from '#procedures/matter.ts'
import type { Dispatched } from '../dispatch.ts'
import type { Office } from '../office.ts'
import { Code, doorOf, newTicket, openForms, ticketOf, type Host, type Ticket } from '../portal/door.ts'
import { sendProblem } from '../problem.ts'
import { standingAt } from '../standing.ts'
import { sendDispatched } from './desk.ts'
import { RequestName } from './idempotency.ts'
import { publicationRoutes } from './publications.ts'

const HostParams = z.object({ party: z.string() })
const ProcedureParams = z.object({ procedure: z.string() })

/** Asked in an hour from one address: enough for a family, too few to flood a desk or to try codes. */
export const BEGIN = { max: 20, timeWindow: 3_600_000 }
export const FOLLOW = { max: 120, timeWindow: 3_600_000 }

const Following = z.strictObject({ code: Code })
const Going = z.strictObject({ code: Code, command: z.looseObject({ type: z.string() }) })
const Beginning = z.looseObject({ type: z.string() })

/**
 * The public's door to a party: complaints and reports, demands for deletion or correction, and how they stand; what the party publishes. Without an account, without a cookie,
 * without a script; a code that is shown once follows the matter.
 */
export function portalRoutes(app: FastifyInstance, office: Office): void {
  const door = doorOf(office)

  const hostOf = (request: FastifyRequest): Promise<Host | undefined> => door.hostOf(HostParams.parse(request.params).party)

  /** What a request hangs on. One that names itself has the same ticket when it comes again: it is done once and answered the same, with its code. */
  function ticketFor(request: FastifyRequest, about: string): Ticket | undefined {
    const name = RequestName.optional().safeParse(request.headers['idempotency-key'])
    if (!name.success) return undefined
    return name.data === undefined ? newTicket() : ticketOf(office.database.secrets.master, `${about} ${name.data}`)
  }

  publicationRoutes(app, office)

  app.get('/portal/:party', async (request, reply) => {
    const host = await hostOf(request)
    if (host === undefined) return sendProblem(request, reply, 'party-unknown')
    const procedures = host.procedures.map((procedure) => ({
      id: procedure.id,
      title: procedure.title,
      about: procedure.about,
      commands: openForms(procedure).map((form) => ({ ...form, fields: form.fields.filter(({ name }) => name !== 'codeDigest') })),
    }))
    return reply.header('cache-control', 'no-store').send({ procedures })
  })

  app.post('/portal/:party/matters/:procedure', { config: { rateLimit: BEGIN } }, async (request, reply) => {
    const host = await hostOf(request)
    const { procedure: name } = ProcedureParams.parse(request.params)
    const procedure = host?.procedures.find(({ id }) => id === name)
    if (host === undefined || procedure === undefined) return sendProblem(request, reply, 'not-found')
    const body = Beginning.safeParse(request.body)
    const form = openForms(procedure).find(({ type, opens }) => opens && body.success && type === body.data.type)
    if (!body.success || form === undefined) return sendProblem(request, reply, 'request-malformed')
    const ticket = ticketFor(request, `begin ${host.id}`)
    if (ticket === undefined) return sendProblem(request, reply, 'idempotency-key-malformed')
    const done = await door.begin(host, { procedure, form, command: body.data, ticket })
    reply.header('cache-control', 'no-store')
    return done.kind === 'begun' ? reply.code(201).send({ code: done.code, receipt: done.receipt }) : sendDispatched(request, reply, done)
  })

  app.post('/portal/:party/follow', { config: { rateLimit: FOLLOW } }, async (request, reply) => {
    const host = await hostOf(request)
    const asked = Following.safeParse(request.body)
    if (host === undefined) return sendProblem(request, reply, 'party-unknown')
    const found = asked.success ? await door.follow(host, asked.data.code) : undefined
    if (found === undefined) return sendProblem(request, reply, 'code-unknown')
    return reply.header('cache-control', 'no-store').send(shown(found.procedure, found.matter, standingAt(office.statute, undefined, instant(office.clock()))))
  })

  app.post('/portal/:party/follow/command', { config: { rateLimit: FOLLOW } }, async (request, reply) => {
    const host = await hostOf(request)
    const asked = Going.safeParse(request.body)
    if (host === undefined) return sendProblem(request, reply, 'party-unknown')
    const found = asked.success ? await door.follow(host, asked.data.code) : undefined
    if (!asked.success || found === undefined) return sendProblem(request, reply, 'code-unknown')
    const form = openForms(found.procedure).find(({ type, opens }) => !opens && type === asked.data.command.type)
    if (form === undefined) return sendProblem(request, reply, 'request-malformed')
    const ticket = ticketFor(request, `go ${host.id} ${found.subject}`)
    if (ticket === undefined) return sendProblem(request, reply, 'idempotency-key-malformed')
    const done = await door.go(host, found, { code: asked.data.code, form, command: asked.data.command, ticket })
    reply.header('cache-control', 'no-store')
    return answer(request, reply, done)
  })
}

/** What somebody is told who follows a matter: how far it is, what was said to them, and nothing of how it was looked into. */
function shown(procedure: CataloguedProcedure, matter: Matter, standing: ReturnType<typeof standingAt>): unknown {
  return {
    procedure: { id: procedure.id, title: procedure.title },
    steps: matter.steps({ ...standing, thing: () => undefined, row: () => undefined }).map(({ title, state, at }) => ({ title, state, at })),
    told: matter.entries.flatMap(({ event }) => (procedure.tells.includes(event.kind) ? [{ kind: event.kind, on: event.occurred, detail: event.detail }] : [])),
  }
}

/** The outcome without places in the journal, which are the party's own. */
function answer(request: FastifyRequest, reply: FastifyReply, done: Dispatched): FastifyReply {
  return done.kind === 'accepted' ? reply.code(201).send({ kind: 'accepted' }) : sendDispatched(request, reply, done)
}
