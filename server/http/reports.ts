import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { instant } from '#law/instant.ts'
import type { Site } from '../access/reception.ts'
import { shareOf, type Board } from '../board.ts'
import { routeOf } from '../contract/operation.ts'
import { BoardFileQuery, ExposureFileQuery, PlanFileQuery, REPORT_TYPES, reportOperations, ReportParams } from '../contract/report.ts'
import { plain } from '../document/plain.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { assessmentReport, exposureReport } from '../report/assessment.ts'
import { planReport } from '../report/plan.ts'
import { reportFile, type Report } from '../report/report.ts'
import { counterOf } from './counter.ts'
import { dispositionOf } from './disposition.ts'

/** Files a minute from one address: setting one takes a good part of a second of the processor. */
const FILES_A_MINUTE = 30
/** Lines that are set as a document: so many take a few seconds, in which this process does nothing else. Tables have no such end. */
const MOST_SET = 1000
const limited = { config: { rateLimit: { max: FILES_A_MINUTE, timeWindow: 60_000 } } }

/** The board, the exposure and the plan as files, in the language of whoever is to read them. */
export function reportRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { clock } = office
  const { asking } = counterOf(office, site)

  app.get(
    routeOf(reportOperations.boardFile),
    limited,
    asking(async ({ id, person }, request, reply) => {
      const wish = BoardFileQuery.safeParse(request.query)
      if (!wish.success) return sendProblem(request, reply, 'request-malformed')
      const board = await office.board(id, instant(clock()))
      if (board === undefined) return sendProblem(request, reply, 'no-profile')
      const shown = shareOf(board, wish.data.owner, person)
      return sendReport(request, reply, 'board', assessmentReport(shown, wish.data.lang, ownersIn(shown)))
    }),
  )

  app.get(
    routeOf(reportOperations.exposureFile),
    limited,
    asking(async ({ id }, request, reply) => {
      const wish = ExposureFileQuery.safeParse(request.query)
      if (!wish.success) return sendProblem(request, reply, 'request-malformed')
      const board = await office.board(id, instant(clock()))
      return board === undefined ? sendProblem(request, reply, 'no-profile') : sendReport(request, reply, 'exposure', exposureReport(board, wish.data.lang))
    }),
  )

  app.get(
    routeOf(reportOperations.planFile),
    limited,
    asking(async ({ id, party }, request, reply) => {
      const wish = PlanFileQuery.safeParse(request.query)
      if (!wish.success) return sendProblem(request, reply, 'request-malformed')
      const { lang, from, to } = wish.data
      const plan = await office.plan(id, instant(clock()), { from, to })
      if (plan === undefined) return sendProblem(request, reply, 'no-profile')
      return sendReport(request, reply, 'plan', planReport({ ...plan, party: party.name, from, to }, lang))
    }),
  )
}

/** By whom each duty is answered for, as the board says. */
function ownersIn({ duties }: Board): (duty: object) => readonly string[] {
  const names = new Map<object, readonly string[]>(duties.map((duty) => [duty, duty.owners.map(({ name }) => name)]))
  return (duty) => names.get(duty) ?? []
}

/** Letters and figures of any script, and what parts them: everything else could mean something to a file system. */
const UNSAFE = /[^\p{L}\p{N}._-]+/gu

async function sendReport(request: FastifyRequest, reply: FastifyReply, ascii: string, report: Report): Promise<FastifyReply> {
  const asked = ReportParams.safeParse(request.params)
  if (!asked.success) return sendProblem(request, reply, 'not-found')
  const { format } = asked.data
  if ((format === 'docx' || format === 'pdf') && (report.grids()[0]?.rows.length ?? 0) > MOST_SET) return sendProblem(request, reply, 'report-too-long')
  const day = new Date(report.at + 8 * 3_600_000).toISOString().slice(0, 10)
  const name = `${plain(`${report.name} ${day}`).replaceAll(UNSAFE, '-').slice(0, 120)}.${format}`
  return reply
    .type(format === 'csv' ? `${REPORT_TYPES.csv}; charset=utf-8` : REPORT_TYPES[format])
    .header('content-disposition', dispositionOf(name, `${ascii}.${format}`))
    .send(Buffer.from(await reportFile(report, format)))
}
