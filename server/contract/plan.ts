import { z } from 'zod'
import { EditionId } from '#law/citation.ts'
import { STATES } from '#law/duty.ts'
import { Text } from '#law/text.ts'
import { At, Count, list, type Operation } from './operation.ts'

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is YYYY-MM')
const State = z.enum(STATES)
/** Years of the longest plan that is drawn at once. */
const LONGEST = 10

const Cell = z.strictObject({
  month: Month,
  state: State,
  due: At.nullable(),
  late: z.boolean(),
  /** It has not come yet: it follows if what is before it is met in time. */
  expected: z.boolean(),
})
export const Plan = z.strictObject({
  at: At,
  from: Month,
  to: Month,
  months: list(z.strictObject({ month: Month, states: z.partialRecord(State, Count), late: Count, expected: Count })),
  rows: list(
    z.strictObject({
      norm: z.string(),
      title: Text,
      edition: EditionId,
      provision: z.string(),
      cite: Text,
      subject: z.string(),
      subjectName: Text,
      kind: z.enum(['recurring', 'standing']),
      period: z.string().nullable(),
      cells: list(Cell),
    }),
  ),
})
export type Plan = z.infer<typeof Plan>

export const PlanQuery = z
  .object({ from: Month, to: Month })
  .refine(
    ({ from, to }) => from <= to && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) < LONGEST,
    `from is before to, and at most ${LONGEST} years lie between`,
  )

/** The year's work. */
export const planOperations = {
  plan: {
    method: 'get',
    path: '/api/plan',
    summary: { zh: '控制计划：按月的常年与周期义务', en: 'control plan: standing and recurring duties by month' },
    who: 'signed-in',
    query: PlanQuery,
    answer: { words: 'A row for each duty and subject, a cell for each month', schema: Plan },
    refusals: { 409: 'The party has no profile yet' },
  },
} as const satisfies Readonly<Record<string, Operation>>
