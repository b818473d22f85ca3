import { z } from 'zod'

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number & { readonly unit: 'ms' }

/** A civil day in Asia/Shanghai, counted from 1970-01-01 as day 0. */
export type Day = number & { readonly unit: 'day' }

export const MINUTE = 60_000
export const HOUR = 3_600_000
export const DAY = 86_400_000

/** China keeps one zone, UTC+8, and has had no summer time since 1991, so the offset is a constant for every edition. */
const OFFSET = 8 * HOUR

export function instant(ms: number): Instant {
  if (!Number.isSafeInteger(ms)) throw new RangeError(`not an instant: ${ms}`)
  return ms as Instant
}

/** A count of days since 1970-01-01 as a day. */
export function day(count: number): Day {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a day: ${count}`)
  return count as Day
}

/** ISO 8601 with an offset, to the millisecond: `2025-06-02T09:12:00+08:00`. `undefined` for anything else, 30 February included. */
export function instantOf(iso: string): Instant | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(?:Z|([+-])(\d\d):(\d\d))$/.exec(iso)
  if (match === null) return undefined
  const date = civilDay(Number(match[1]), Number(match[2]), Number(match[3]))
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)]
  const [hoursAway, minutesAway] = [Number(match[9] ?? 0), Number(match[10] ?? 0)]
  if (date === undefined || hour > 23 || minute > 59 || second > 59 || hoursAway > 23 || minutesAway > 59) return undefined
  const away = (hoursAway * HOUR + minutesAway * MINUTE) * (match[8] === '-' ? -1 : 1)
  return instant(date * DAY + hour * HOUR + minute * MINUTE + second * 1000 + Number((match[7] ?? '').padEnd(3, '0')) - away)
}

/** `YYYY-MM-DD`; `undefined` for anything else and for days that no calendar has. */
export function dayOf(text: string): Day | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  return match === null ? undefined : civilDay(Number(match[1]), Number(match[2]), Number(match[3]))
}

/** Years before 100 are not days of this calendar: no statute of ours is so old, and dates of that kind are slips. */
function civilDay(year: number, month: number, date: number): Day | undefined {
  if (year < 100 || month < 1 || month > 12 || date < 1 || date > 31) return undefined
  const ms = Date.UTC(year, month - 1, date)
  // The 30th of February is written by Date.UTC as a day of March.
  return new Date(ms).getUTCDate() === date ? day(ms / DAY) : undefined
}

/** The civil day in Asia/Shanghai on which an instant falls. */
export function dayAt(at: Instant): Day {
  return Math.floor((at + OFFSET) / DAY) as Day
}

/** 00:00 of a civil day in Asia/Shanghai. */
export function startOf(day: Day): Instant {
  return instant(day * DAY - OFFSET)
}

/** The last millisecond of a civil day in Asia/Shanghai: an act at this instant is still on that day. */
export function endOf(day: Day): Instant {
  return instant((day + 1) * DAY - OFFSET - 1)
}

export function printDay(day: Day): string {
  return new Date(day * DAY).toISOString().slice(0, 10)
}

/** The day that was printed last: many instants are of one day, and a whole date is dear. */
let printed = { day: Number.NaN, text: '' }
const two = (count: number): string => (count < 10 ? `0${count}` : String(count))

/** ISO 8601 with the offset +08:00; milliseconds only where there are any. */
export function printInstant(at: Instant): string {
  const day = dayAt(at)
  if (day !== printed.day) printed = { day, text: new Date(day * DAY).toISOString().split('T')[0] ?? '' }
  const time = at + OFFSET - day * DAY
  const ms = time % 1000
  const clock = `${two(Math.floor(time / HOUR))}:${two(Math.floor(time / MINUTE) % 60)}:${two(Math.floor(time / 1000) % 60)}`
  return `${printed.text}T${clock}${ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`}+08:00`
}

/** An instant on the wire: ISO 8601 with an offset outside, an `Instant` inside. */
export const Moment = z.string().transform((text, context) => {
  const at = instantOf(text)
  if (at !== undefined) return at
  context.addIssue({ code: 'custom', message: `not an instant with an offset, such as 2025-06-02T09:12:00+08:00: ${text.slice(0, 40)}` })
  return z.NEVER
})

/** A civil day on the wire. */
export const CivilDay = z.string().transform((text, context) => {
  const day = dayOf(text)
  if (day !== undefined) return day
  context.addIssue({ code: 'custom', message: `not a day of the calendar, such as 2025-06-02: ${text.slice(0, 40)}` })
  return z.NEVER
})
