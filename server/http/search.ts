import type { FastifyInstance } from 'fastify'
import { inParty } from '#journal/sql.ts'
import { instant } from '#law/instant.ts'
import type { Site } from '../access/reception.ts'
import { routeOf } from '../contract/operation.ts'
import { searchOperations, SearchQuery, type Hit } from '../contract/search.ts'
import type { Library } from '../library/library.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { dutyHits } from '../search/duties.ts'
import { letterHits } from '../search/letters.ts'
import { termsOf } from '../search/likeness.ts'
import { procedureHits, provisionHits, rowHits } from '../search/search.ts'
import { counterOf } from './counter.ts'
import { mayRead } from './desk.ts'

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
      const letters = await letterHits(office, id, (procedure) => mayRead(procedure, person), terms)
      const duties = dutyHits(await office.board(id, instant(office.clock())), terms)
      const all = [...procedureHits(catalogue, party, person, terms), ...duties, ...rows, ...letters, ...provisionHits(library, terms)]
      return reply.send({ q, hits: spread(all, limit) })
    }),
  )
}

/** The best first. Where there is not room for all, each kind keeps the best of its own: hundreds of rows do not hide the one provision. */
function spread(all: readonly Hit[], limit: number): readonly Hit[] {
  const best = all.toSorted((one, other) => other.score - one.score)
  const kinds = new Set(best.map(({ kind }) => kind)).size
  const seen = new Map<Hit['kind'], number>()
  const own: Hit[] = []
  const others: Hit[] = []
  for (const hit of best) {
    const place = seen.get(hit.kind) ?? 0
    seen.set(hit.kind, place + 1)
    if (place < Math.floor(limit / Math.max(kinds, 1))) own.push(hit)
    else others.push(hit)
  }
  return [...own, ...others].slice(0, limit).toSorted((one, other) => other.score - one.score)
}
