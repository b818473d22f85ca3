import type { FastifyInstance } from 'fastify'
import { inParty } from '#journal/sql.ts'
import type { Site } from '../access/reception.ts'
import { routeOf } from '../contract/operation.ts'
import { searchOperations, SearchQuery } from '../contract/search.ts'
import type { Library } from '../library/library.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { termsOf } from '../search/likeness.ts'
import { procedureHits, provisionHits, rowHits } from '../search/search.ts'
import { counterOf } from './counter.ts'

/** One question over everything that this person may read, and everything that this person may do. */
export function searchRoutes(app: FastifyInstance, library: Library, office: Office, site?: Site): void {
  const { catalogue, database } = office
  const { asking } = counterOf(office, site)

  app.get(
    routeOf(searchOperations.search),
    asking(async ({ id, party, person }, request, reply) => {
      const query = SearchQuery.safeParse(request.query)
      if (!query.success) return sendProblem(request, reply, 'request-malformed')
      const { q, limit } = query.data
      const terms = termsOf(q)
      const rows = await inParty(database.app, id, (sql) => rowHits(sql, id, catalogue, party, person, terms), { readOnly: true })
      const all = [...procedureHits(catalogue, party, person, terms), ...rows, ...provisionHits(library, terms)]
      return reply.send({ q, hits: all.toSorted((one, other) => other.score - one.score).slice(0, limit) })
    }),
  )
}
