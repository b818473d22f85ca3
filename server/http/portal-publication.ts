import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { inParty } from '#journal/sql.ts'
import { publicationOf, publicationsOf, publicViews } from '../portal/publication.ts'
import { publicationPage, publicationsPage } from '../portal/publication-page.ts'
import type { PageDesk } from './portal-desk.ts'

const Asked = z.object({
  kind: z.string().min(1).max(60).optional().catch(undefined),
  page: z
    .string()
    .regex(/^[1-9]\d{0,4}$/)
    .transform(Number)
    .catch(1),
})
const Item = z.object({ kind: z.string().max(60), id: z.string().max(200) })

/** What a party tells everybody, as pages. */
export function portalPublicationRoutes(app: FastifyInstance, { office, now, hostOf, readingOf, send, notice }: PageDesk): void {
  const { catalogue, database } = office
  const views = publicViews(catalogue)

  app.get('/:party/publications', async (request, reply) => {
    const host = await hostOf(request)
    if (host === undefined) return notice(request, reply, { status: 404, title: 'notFound', why: 'notFoundWhy' })
    const { kind, page } = Asked.parse(request.query)
    const own = publicViews(catalogue.filter(({ parties }) => parties.includes(host.party.kind)))
    const found = await inParty(database.app, host.id, (sql) => publicationsOf(sql, host.id, own, { kind, page, now: now() }), { readOnly: true })
    const reading = readingOf(request)
    return send(reply, reading, publicationsPage(reading, host, found, kind))
  })

  app.get('/:party/publications/:kind/:id', async (request, reply) => {
    const host = await hostOf(request)
    const item = Item.safeParse(request.params)
    const found =
      host === undefined || !item.success
        ? undefined
        : await inParty(database.app, host.id, (sql) => publicationOf(sql, host.id, views, { ...item.data, now: now() }), { readOnly: true })
    if (host === undefined || found === undefined) return notice(request, reply, { status: 404, title: 'notFound', why: 'notFoundWhy', host })
    const reading = readingOf(request)
    return send(reply, reading, publicationPage(reading, host, found))
  })
}
