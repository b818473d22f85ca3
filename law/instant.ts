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
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:\d\d)$/.exec(iso)
  if (match === null) return undefined
  const [, year, month, day, hour, minute] = match
  if (dayOf(`${year}-${month}-${day}`) === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(match[6] ?? 0) > 59) return undefined
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? undefined : instant(ms)
}

/** `YYYY-MM-DD`; `undefined` for anything else and for days that no calendar has. */
export function dayOf(text: string): Day | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (match === null) return undefined
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))
  return new Date(ms).toISOString().slice(0, 10) === text ? ((ms / DAY) as Day) : undefined
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

/** ISO 8601 with the offset +08:00; milliseconds only where there are any. */
export function printInstant(at: Instant): string {
  const iso = new Date(at + OFFSET).toISOString()
  return `${iso.endsWith('.000Z') ? iso.slice(0, 19) : iso.slice(0, 23)}+08:00`
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
