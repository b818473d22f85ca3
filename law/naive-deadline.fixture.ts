import type { Term } from './deadline.ts'
import { DAY, dayOf, HOUR, MINUTE } from './instant.ts'
import type { Statute } from './statute.ts'

/** Days in Asia/Shanghai, counted from 1970-01-01. */
const shanghaiDay = (at: number): number => Math.floor((at + 8 * HOUR) / DAY)
export const firstMoment = (day: number): number => day * DAY - 8 * HOUR
export const lastMoment = (day: number): number => firstMoment(day + 1) - 1
const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** Whether people work on a day; `undefined` in a year of which no calendar is known. */
export function worked(statute: Statute, day: number): boolean | undefined {
  const text = dayText(day)
  const year = statute.calendar.find((each) => each.year === Number(text.slice(0, 4)))
  if (year === undefined) return undefined
  if (year.workdays.includes(text)) return true
  const weekday = new Date(day * DAY).getUTCDay()
  return !year.holidays.includes(text) && weekday !== 0 && weekday !== 6
}

/** The last instant in time, counted on the fingers; `undefined` where the calendar ends. */
export function countOut(statute: Statute, start: number, term: Term, firstDay: 'counts' | 'excluded', roll: 'none' | 'next-workday'): number | undefined {
  if (term.unit === 'minute') return start + term.n * MINUTE
  if (term.unit === 'hour') return start + term.n * HOUR
  let day = shanghaiDay(start) - (firstDay === 'counts' ? 1 : 0)
  if (term.unit === 'day') day += term.n
  else if (term.unit === 'workday') {
    for (let counted = 0; counted < term.n;) {
      day++
      const works = worked(statute, day)
      if (works === undefined) return undefined
      if (works) counted++
    }
  } else {
    const [year = 0, month = 1, date = 1] = dayText(day).split('-').map(Number)
    const months = year * 12 + month - 1 + (term.unit === 'year' ? 12 : 1) * term.n
    const prefix = `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
    const candidates = [date, date - 1, date - 2, date - 3].map((each) => dayOf(`${prefix}-${String(each).padStart(2, '0')}`))
    day = candidates.find((each) => each !== undefined) ?? Number.NaN
  }
  if (roll === 'next-workday') {
    while (worked(statute, day) === false) day++
    if (worked(statute, day) === undefined) return undefined
  }
  return lastMoment(day)
}
