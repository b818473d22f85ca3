import type { FastifyInstance } from 'fastify'
import type { DutyState } from '#law/duty.ts'
import { instant } from '#law/instant.ts'
import { monthsBetween, type PlanRow } from '#law/plan.ts'
import type { Site } from '../access/reception.ts'
import { routeOf } from '../contract/operation.ts'
import { planOperations, PlanQuery, type Plan } from '../contract/plan.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { counterOf } from './counter.ts'
import { sendJson } from './large.ts'

/** The party's standing and recurring duties by month. */
export function planRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { asking } = counterOf(office, site)

  app.get(
    routeOf(planOperations.plan),
    asking(async ({ id }, request, reply) => {
      const months = PlanQuery.safeParse(request.query)
      if (!months.success) return sendProblem(request, reply, 'request-malformed')
      const plan = await office.plan(id, instant(office.clock()), months.data)
      if (plan === undefined) return sendProblem(request, reply, 'no-profile')
      const { from, to } = months.data
      const shown = { ...plan, from, to, months: monthsBetween(from, to).map((month) => countsOf(plan.rows, month)) } satisfies Plan
      return sendJson(request, reply, JSON.stringify(shown))
    }),
  )
}

function countsOf(rows: readonly PlanRow[], month: string): Plan['months'][number] {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell.month === month))
  const states: Partial<Record<DutyState, number>> = {}
  for (const { state } of cells) states[state] = (states[state] ?? 0) + 1
  return { month, states, late: cells.filter(({ late }) => late).length, expected: cells.filter(({ expected }) => expected).length }
}
