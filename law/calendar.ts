import { dayOf, printDay, type Day } from './instant.ts'
import type { CalendarYear } from './statute.ts'

/**
 * Working days of the PRC, from the calendars that are published year by year. Outside the years it holds it knows
 * nothing and says so: a future year is never taken for fifty-two ordinary weeks.
 */
export class Calendar {
  readonly #years: ReadonlySet<number>
  readonly #off = new Set<number>()
  readonly #worked = new Set<number>()

  constructor(years: readonly CalendarYear[]) {
    this.#years = new Set(years.map(({ year }) => year))
    for (const { holidays, workdays } of years) {
      for (const text of holidays) this.#off.add(dayOf(text) ?? Number.NaN)
      for (const text of workdays) this.#worked.add(dayOf(text) ?? Number.NaN)
    }
  }

  /** `undefined` in a year without a calendar. */
  isWorkday(day: Day): boolean | undefined {
    if (!this.#years.has(Number(printDay(day).slice(0, 4)))) return undefined
    if (this.#off.has(day)) return false
    // Day 0, 1970-01-01, was a Thursday; Saturday and Sunday leave 2 and 3.
    const weekday = ((day % 7) + 7) % 7
    return (weekday !== 2 && weekday !== 3) || this.#worked.has(day)
  }

  /** The n-th working day after `day`; `undefined` where the count leaves the published calendars. */
  workdaysAfter(day: Day, n: number): Day | undefined {
    let at = day
    for (let left = n; left > 0; ) {
      at = (at + 1) as Day
      const works = this.isWorkday(at)
      if (works === undefined) return undefined
      if (works) left--
    }
    return at
  }

  /** `day` itself if it is a working day, else the next one. */
  workdayFrom(day: Day): Day | undefined {
    const works = this.isWorkday(day)
    return works === undefined ? undefined : works ? day : this.workdaysAfter(day, 1)
  }
}
