import { z } from 'zod'
import type { Calendar } from './calendar.ts'
import { day, DAY, dayAt, endOf, HOUR, instant, MINUTE, type Day, type Instant } from './instant.ts'
import { Text } from './text.ts'

/** A length of time as the statute states it. Months and years are calendar ones; working days come from the published calendar. */
export interface Term {
  readonly n: number
  readonly unit: 'minute' | 'hour' | 'day' | 'workday' | 'month' | 'year'
}

const UNITS = { 'T-M': 'minute', 'T-H': 'hour', D: 'day', M: 'month', Y: 'year' } as const

/** `PT1H`, `P30D`, `P6M`, `P1Y`, `15 workdays`: one number and one unit, as statutes write. */
export function termOf(text: string): Term | undefined {
  const work = /^(\d{1,3}) workdays?$/.exec(text)
  if (work !== null) return { n: Number(work[1]), unit: 'workday' }
  const match = /^P(T?)(\d{1,4})([MHDY])$/.exec(text)
  if (match === null) return undefined
  const key = `${match[1] === 'T' ? 'T-' : ''}${match[3]}`
  const unit = Object.entries(UNITS).find(([name]) => name === key)?.[1]
  return unit === undefined ? undefined : { n: Number(match[2]), unit }
}

/** ISO 8601; working days, which it does not know, stay in words. */
export function printTerm({ n, unit }: Term): string {
  if (unit === 'workday') return `${n} workdays`
  const key = Object.entries(UNITS).find(([, name]) => name === unit)?.[0] ?? ''
  return key.startsWith('T-') ? `PT${n}${key.slice(2)}` : `P${n}${key}`
}

export const Term = z.string().transform((text, context) => {
  const term = termOf(text)
  if (term !== undefined && term.n > 0) return term
  context.addIssue({ code: 'custom', message: `not a term such as PT4H, P30D, P6M, P1Y or "15 workdays": ${text}` })
  return z.NEVER
})

/** From which clock a term counts: the trigger, when it became known (`knownAt`, else the trigger), our record, or a fact that holds a moment. */
const From = z.string().default('trigger')

/**
 * When a norm must be fulfilled.
 *
 * - `none`: it must hold as long as its trigger holds. `never`: a prohibition.
 * - `immediate` (立即): due at once; how long "at once" lasts has no figure, so nothing lapses into breach by the clock.
 * - `promptly` (及时) and other words: no figure in the statute. A number from `rules/` may fill it; where none applies, the answer is indeterminate.
 * - `within` a term; the first day is excluded and the last ends at 24:00 (Civil Code arts. 201–203), unless said otherwise.
 * - `by` a moment that an order sets, named as a fact. `every` period. `keep`: what is held must reach back at least so far.
 */
export const Deadline = z.union([
  z.enum(['none', 'never', 'immediate', 'promptly']),
  z.strictObject({ word: z.string(), words: Text, from: From }),
  z.strictObject({
    within: Term,
    from: From,
    firstDay: z.enum(['counts', 'excluded']).default('excluded'),
    roll: z.enum(['none', 'next-workday']).default('none'),
  }),
  z.strictObject({ by: z.string() }),
  z.strictObject({ every: z.union([Term, z.literal('regularly')]), since: z.string().default('role') }),
  z.strictObject({ keep: Term }),
])
export type Deadline = z.infer<typeof Deadline>

export interface Counting {
  readonly firstDay: 'counts' | 'excluded'
  readonly roll: 'none' | 'next-workday'
}

const PLAIN: Counting = { firstDay: 'excluded', roll: 'none' }

/** The same day of a later month; the month's last day where it has no such day (Civil Code art. 202). */
function monthsAfter(from: Day, months: number): Day {
  const date = new Date(from * DAY)
  const target = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate()
  return day(target / DAY + Math.min(date.getUTCDate(), lastDay) - 1)
}

/**
 * The last instant at which an act is still in time.
 *
 * Minutes and hours run from the instant itself. Days, months and years are civil ones in Asia/Shanghai: the first day
 * is excluded and the last ends at 24:00 (Civil Code arts. 201–203), unless `counting` says otherwise. Working days
 * come from the published calendar; `undefined` where it does not reach.
 */
export function dueAt(start: Instant, term: Term, calendar: Calendar, counting: Counting = PLAIN): Instant | undefined {
  if (term.unit === 'minute') return instant(start + term.n * MINUTE)
  if (term.unit === 'hour') return instant(start + term.n * HOUR)
  const first = counting.firstDay === 'counts' ? day(dayAt(start) - 1) : dayAt(start)
  const last = lastDay(first, term, calendar)
  if (last === undefined) return undefined
  const settled = counting.roll === 'next-workday' ? calendar.workdayFrom(last) : last
  return settled === undefined ? undefined : endOf(settled)
}

function lastDay(first: Day, term: Term, calendar: Calendar): Day | undefined {
  switch (term.unit) {
    case 'workday':
      return calendar.workdaysAfter(first, term.n)
    case 'month':
      return monthsAfter(first, term.n)
    case 'year':
      return monthsAfter(first, term.n * 12)
    case 'day':
    case 'hour':
    case 'minute':
      return day(first + term.n)
  }
}
