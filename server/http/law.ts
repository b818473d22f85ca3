import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { citesOf, compareEditions } from '#law/comparison.ts'
import { instant } from '#law/instant.ts'
import { editionById } from '#law/statute.ts'
import type { Site } from '../access/reception.ts'
import { EditionParams, lawOperations, NormParams, ProvisionParams, type LawDuties, type ProvisionPage, type Redline } from '../contract/law.ts'
import { routeOf } from '../contract/operation.ts'
import { dutiesAt, dutiesByPlace } from '../library/duties.ts'
import { indexOf, textOfEdition, timelineOf } from '../library/edition.ts'
import type { Library } from '../library/library.ts'
import { pageOfNorm } from '../library/norm.ts'
import { pageOfProvision } from '../library/provision.ts'
import type { Office } from '../office.ts'
import { importedView, importedWording } from '../official-text/stored.ts'
import { sendProblem, type ProblemCode } from '../problem.ts'
import { counterOf, type Asking } from './counter.ts'
import { sendTagged } from './tag.ts'

/** Whoever names the encoding of the law gets what never changes. */
const FOREVER = 'public, max-age=31536000, immutable'
/** The same for everybody; asked again whether it still is. */
const SHARED = 'public, no-cache'
/** What only this party is told. */
const OWN = 'private, no-cache'

type Found = { readonly kind: 'found'; readonly body: unknown; readonly own: boolean } | { readonly kind: 'problem'; readonly code: ProblemCode }
const problem = (code: ProblemCode): Found => ({ kind: 'problem', code })
const shared = (body: unknown): Found => ({ kind: 'found', body, own: false })
const own = (body: unknown): Found => ({ kind: 'found', body, own: true })

/** The law, open to anybody. Who is signed in is also told what was imported here and how the party stands. */
export function lawRoutes(app: FastifyInstance, library: Library, office: Office, site?: Site): void {
  const { statute, restatements, folder } = library
  const { perhaps, asking } = counterOf(office, site)
  const drawn = new Map<string, unknown>()

  /** What depends on nothing but the law is made once. */
  function once(key: string, make: () => unknown): unknown {
    const known = drawn.get(key) ?? make()
    drawn.set(key, known)
    return known
  }

  function read<Query extends z.ZodType>(
    request: FastifyRequest,
    { query }: { readonly query: Query },
  ): { readonly query: z.infer<Query>; readonly known: boolean } | undefined {
    const given = query.safeParse(request.query)
    if (!given.success) return undefined
    const { encoding } = lawOperations.lawIndex.query.parse(request.query)
    return { query: given.data, known: encoding === statute.encoding }
  }

  function open<Query extends z.ZodType>(
    operation: { readonly path: string; readonly query: Query },
    find: (request: FastifyRequest, query: z.infer<Query>, by: Asking | undefined) => Promise<Found> | Found,
  ): void {
    app.get(
      routeOf(operation),
      perhaps(async (by, request, reply) => {
        const asked = read(request, operation)
        if (asked === undefined) return sendProblem(request, reply, 'request-malformed')
        return sendFound(request, reply, await find(request, asked.query, by), asked.known)
      }),
    )
  }

  open(lawOperations.lawIndex, () => shared(once('index', () => indexOf(library))))
  open(lawOperations.lawTimeline, () => shared(once('timeline', () => timelineOf(library))))

  open(lawOperations.lawRedline, (_request, { from, to, article, lang }, by) => {
    if (from === to) return problem('not-found')
    const make = (signed: boolean): Redline => {
      const official: Parameters<typeof compareEditions>[3]['official'] = (edition) => (signed ? importedWording(folder, edition, lang) : undefined)
      const { source, changes, editions } = compareEditions(statute, restatements, [from, to], { article, language: lang, official })
      const rows = changes.map((row) => ({
        from: row.from,
        to: row.to,
        fromCite: citesOf(editions, from, row.from, lang),
        toCite: citesOf(editions, to, row.to, lang),
        change: row.change,
        note: row.note ?? null,
        pieces: row.pieces,
      }))
      return { encoding: statute.encoding, from, to, lang, source, changes: rows }
    }
    if (article !== undefined && ![from, to].some((id) => editionById(statute, id)?.places.includes(article) === true)) return problem('not-found')
    return by === undefined ? shared(once(`redline ${from} ${to} ${article ?? ''} ${lang}`, () => make(false))) : own(make(true))
  })

  open(lawOperations.lawEdition, (request) => {
    const params = EditionParams.safeParse(request.params)
    const data = params.success ? editionById(statute, params.data.edition) : undefined
    return data === undefined ? problem('not-found') : shared(once(data.edition.id, () => textOfEdition(library, data)))
  })

  app.get(
    routeOf(lawOperations.lawDuties),
    asking(async ({ id }, request, reply) => {
      const params = EditionParams.safeParse(request.params)
      const data = params.success ? editionById(statute, params.data.edition) : undefined
      if (data === undefined) return sendProblem(request, reply, 'not-found')
      const board = await office.board(id, instant(office.clock()))
      if (board === undefined) return sendProblem(request, reply, 'no-profile')
      return reply.send({ edition: data.edition.id, provisions: dutiesByPlace(statute, data, board) } satisfies LawDuties)
    }),
  )

  open(lawOperations.lawProvision, async (request, _query, by) => {
    const params = ProvisionParams.safeParse(request.params)
    const data = params.success ? editionById(statute, params.data.edition) : undefined
    const page = data === undefined || !params.success ? undefined : pageOfProvision(library, data, params.data.provision)
    if (page === undefined || data === undefined) return problem('not-found')
    if (by === undefined) return shared(page)
    const board = await office.board(by.id, instant(office.clock()))
    return own({
      ...page,
      imported: importedView(folder, page.edition, page.provision),
      duties: board === undefined ? null : dutiesAt(statute, data, board, page.provision),
    } satisfies ProvisionPage)
  })

  open(lawOperations.norm, (request) => {
    const params = NormParams.safeParse(request.params)
    const page = params.success ? pageOfNorm(library, office.catalogue, params.data.norm) : undefined
    return page === undefined ? problem('not-found') : shared(page)
  })

  async function sendFound(request: FastifyRequest, reply: FastifyReply, found: Found, known: boolean): Promise<FastifyReply> {
    if (found.kind === 'problem') return sendProblem(request, reply, found.code)
    return sendTagged(request, reply, found.own ? OWN : known ? FOREVER : SHARED, found.body)
  }
}
