import { DAY, dayAt, instantOf, MINUTE, printDay, printInstant, startOf, type Instant } from '../instant.ts'
import type { Text } from '../text.ts'

/** An instant that an assessment holds. Anything else is a fault of ours. */
export function momentOf(iso: string): Instant {
  const at = instantOf(iso)
  if (at === undefined) throw new RangeError(`not an instant: ${iso}`)
  return at
}

/** `2026-03-02 14:12` in Beijing time. The end of a day is written as its 24:00, as the Civil Code counts it (arts. 201–203). */
export function printMoment(at: Instant): string {
  const day = printDay(dayAt(at))
  if (at + 1 === startOf(dayAt(at)) + DAY) return `${day} 24:00`
  return `${day} ${printInstant(at).slice(11, 16)}`
}

/** A moment that matters to the day only: midnight is the day itself. */
export function printSince(at: Instant): string {
  return at === startOf(dayAt(at)) ? printDay(dayAt(at)) : printMoment(at)
}

function plural(n: number, zh: string, en: string): Text {
  return { zh: `${n} ${zh}`, en: `${n} ${en}` }
}

function both(large: Text, small: Text | undefined): Text {
  return small === undefined ? large : { zh: `${large.zh} ${small.zh}`, en: `${large.en} ${small.en}` }
}

const days = (n: number): Text => plural(n, '天', n === 1 ? 'day' : 'days')

/** Whole months of the calendar between two days of Beijing. */
function monthsBetween(from: Instant, to: Instant): number {
  const [a, b] = [printDay(dayAt(from)), printDay(dayAt(to))]
  const months = (Number(b.slice(0, 4)) - Number(a.slice(0, 4))) * 12 + Number(b.slice(5, 7)) - Number(a.slice(5, 7))
  return b.slice(8) < a.slice(8) ? months - 1 : months
}

/** How long, in the two units that matter: minutes below a day, days below a year, then years and months. */
function span(from: Instant, to: Instant, minutes: number): Text {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours < 1) return plural(rest, '分', 'min')
  if (hours < 24) return both(plural(hours, '小时', 'h'), rest === 0 ? undefined : plural(rest, '分', 'min'))
  const whole = Math.floor(hours / 24)
  if (whole < 2) return both(days(whole), hours % 24 === 0 ? undefined : plural(hours % 24, '小时', 'h'))
  const months = monthsBetween(from, to)
  if (months < 12) return days(whole)
  const [years, over] = [Math.floor(months / 12), months % 12]
  return both(plural(years, '年', years === 1 ? 'year' : 'years'), over === 0 ? undefined : plural(over, '个月', over === 1 ? 'month' : 'months'))
}

/** `还剩 2 小时 10 分`, `2 h 10 min left`. A minute that has begun is still there. */
export function left(at: Instant, due: Instant): Text {
  const words = span(at, due, Math.ceil((due - at) / MINUTE))
  return { zh: `还剩 ${words.zh}`, en: `${words.en} left` }
}

/** `3 天`, `3 days`: the time that has passed, in whole units. */
export function passed(since: Instant, at: Instant): Text {
  if (at - since < MINUTE) return { zh: '刚刚', en: 'just now' }
  return span(since, at, Math.floor((at - since) / MINUTE))
}
