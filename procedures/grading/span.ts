import { Calendar } from '#law/calendar.ts'
import { dueAt, type Term } from '#law/deadline.ts'
import { dayAt, dayOf, instantOf } from '#law/instant.ts'
import type { DayText, Moment } from '../moment.ts'

/** How far logs must reach back; a test holds it against the `keep` of the norm in the law's data. */
export const LOG_TERM = { norm: 'logs.keep-six-months', term: { n: 6, unit: 'month' } } as const satisfies { norm: string; term: Term }

/** Months need no calendar of working days. */
const NO_WORKDAYS = new Calendar([])

/**
 * Whether logs from `earliest` on reach back far enough at `checked`: the same day of the sixth month is enough, by civil days. A
 * system that began less than six months ago has enough if its logs begin on its first day.
 */
export function reachesBack(earliest: Moment, checked: Moment, began: DayText | null): boolean {
  const [from, at] = [instantOf(earliest), instantOf(checked)]
  if (from === undefined || at === undefined) return false
  const first = began === null ? undefined : dayOf(began)
  if (first !== undefined && dayAt(from) <= first) return true
  const full = dueAt(from, LOG_TERM.term, NO_WORKDAYS)
  return full !== undefined && dayAt(full) <= dayAt(at)
}
