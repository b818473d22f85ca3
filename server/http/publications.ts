import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inParty } from '#journal/sql.ts'
import { instant } from '#law/instant.ts'
import type { Office } from '../office.ts'
import { doorOf } from '../portal/door.ts'
import { publicationOf, publicationsOf, publicViews } from '../portal/publication.ts'
import { sendProblem } from '../problem.ts'

const Host = z.object({ party: z.string() })
const Named = z.object({ party: z.string(), kind: z.string(), id: z.string() })

/** Asked in a minute from one address: enough to read a site, and a limit to copying it whole again and again. */
const READ = { max: 300, timeWindow: 60_000 }

/** Read again after this many seconds: what is taken back is gone from caches by then. */
const FRESH = 'public, max-age=60'

const Asked = z.object({
  kind: z.string().max(60).optional(),
  page: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .default('1')
    .transform(Number),
})

/** What a party tells everybody: warnings, notices, its rules of collecting personal information, the credit file. Without an account. */
export function publicationRoutes(app: FastifyInstance, office: Office): void {
  const { catalogue, clock, database } = office
  const door = doorOf(office)

  const views = publicViews(catalogue)

  app.get('/portal/:party/publications', { config: { rateLimit: READ } }, async (request, reply) => {
    const host = await door.hostOf(Host.parse(request.params).party)
    if (host === undefined) return sendProblem(request, reply, 'party-unknown')
    const asked = Asked.safeParse(request.query)
    if (!asked.success) return sendProblem(request, reply, 'request-malformed')
    const { kind, page } = asked.data
    const own = publicViews(catalogue.filter(({ parties }) => parties.includes(host.party.kind)))
    const found = await inParty(database.app, host.id, (sql) => publicationsOf(sql, host.id, own, { kind, page, now: instant(clock()) }), { readOnly: true })
    return reply.header('cache-control', FRESH).send({ party: { id: host.id, name: host.party.name }, ...found })
  })

  app.get('/portal/:party/publications/:kind/:id', { config: { rateLimit: READ } }, async (request, reply) => {
    const { party, kind, id } = Named.parse(request.params)
    const host = await door.hostOf(party)
    if (host === undefined) return sendProblem(request, reply, 'party-unknown')
    const found = await inParty(database.app, host.id, (sql) => publicationOf(sql, host.id, views, { kind, id, now: instant(clock()) }), { readOnly: true })
    if (found === undefined) return sendProblem(request, reply, 'not-found')
    return reply.header('cache-control', FRESH).send({ party: { id: host.id, name: host.party.name }, ...found })
  })
}
