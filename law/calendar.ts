import { day, dayOf, printDay, type Day } from './instant.ts'
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
  isWorkday(asked: Day): boolean | undefined {
    if (!this.#years.has(Number(printDay(asked).slice(0, 4)))) return undefined
    if (this.#off.has(asked)) return false
    // Day 0, 1970-01-01, was a Thursday; Saturday and Sunday leave 2 and 3.
    const weekday = ((asked % 7) + 7) % 7
    return (weekday !== 2 && weekday !== 3) || this.#worked.has(asked)
  }

  /** The n-th working day after `from`; `undefined` where the count leaves the published calendars. */
  workdaysAfter(from: Day, n: number): Day | undefined {
    let at = from
    for (let left = n; left > 0;) {
      at = day(at + 1)
      const works = this.isWorkday(at)
      if (works === undefined) return undefined
      if (works) left--
    }
    return at
  }

  /** `asked` itself if it is a working day, else the next one. */
  workdayFrom(asked: Day): Day | undefined {
    const works = this.isWorkday(asked)
    return works === undefined ? undefined : works ? asked : this.workdaysAfter(asked, 1)
  }
}
