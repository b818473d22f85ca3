import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Calendar } from './calendar.ts'
import { dueAt, printTerm, Term, termOf, type Counting } from './deadline.ts'
import { HOUR, instant, instantOf, MINUTE, printInstant, type Instant } from './instant.ts'
import { countOut } from './naive-deadline.fixture.ts'
import { statute } from './statute.fixture.ts'

const calendar = new Calendar(statute.calendar)
const units = ['minute', 'hour', 'day', 'workday', 'month', 'year'] as const
const terms = fc.record({ n: fc.integer({ min: 1, max: 400 }), unit: fc.constantFrom(...units) })
const starts = fc.integer({ min: Date.parse('2017-01-01T00:00:00+08:00'), max: Date.parse('2026-12-31T23:59:59+08:00') }).map(instant)

function at(text: string): Instant {
  const found = instantOf(`${text}+08:00`)
  if (found === undefined) throw new Error(`no instant: ${text}`)
  return found
}

function term(text: string): Term {
  const found = termOf(text)
  if (found === undefined) throw new Error(`no term: ${text}`)
  return found
}

function due(start: string, written: string, counting?: Counting): string | undefined {
  const found = dueAt(at(start), term(written), calendar, counting)
  return found === undefined ? undefined : printInstant(found).replace('+08:00', '')
}

const plain = { firstDay: 'excluded', roll: 'none' } as const
const END = 'T23:59:59.999'

describe('a deadline', () => {
  test('is what one gets by counting on the fingers', () => {
    const countings = fc.record({ firstDay: fc.constantFrom('counts', 'excluded'), roll: fc.constantFrom('none', 'next-workday') })
    fc.assert(
      fc.property(starts, terms, countings, (start, length, counting) => {
        expect(dueAt(start, length, calendar, counting)).toBe(countOut(statute, start, length, counting.firstDay, counting.roll))
      }),
      { seed: 201, numRuns: 2000 },
    )
  })

  test('in months ends on the same day, or on the last day of a shorter month', () => {
    expect(due('2025-01-31T08:00:00', 'P1M')).toBe(`2025-02-28${END}`)
    expect(due('2024-01-31T08:00:00', 'P1M')).toBe(`2024-02-29${END}`)
    expect(due('2025-03-31T08:00:00', 'P1M')).toBe(`2025-04-30${END}`)
    expect(due('2025-08-31T08:00:00', 'P6M')).toBe(`2026-02-28${END}`)
    expect(due('2025-12-15T08:00:00', 'P1M')).toBe(`2026-01-15${END}`)
  })

  test('of a year from 29 February ends on 28 February, and after four years on 29 February', () => {
    expect(due('2024-02-29T12:00:00', 'P1Y')).toBe(`2025-02-28${END}`)
    expect(due('2020-02-29T12:00:00', 'P4Y')).toBe(`2024-02-29${END}`)
    expect(due('2023-02-28T12:00:00', 'P1Y')).toBe(`2024-02-28${END}`)
  })

  test('in hours and minutes runs to the very instant, through midnight', () => {
    expect(due('2025-06-02T23:30:00', 'PT1H')).toBe('2025-06-03T00:30:00')
    expect(due('2025-06-02T23:30:00', 'PT24H')).toBe('2025-06-03T23:30:00')
    expect(due('2025-06-02T23:30:00.001', 'PT30M')).toBe('2025-06-03T00:00:00.001')
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 999 }), (start, n) => {
        expect(dueAt(start, { n, unit: 'hour' }, calendar)).toBe(start + n * HOUR)
        expect(dueAt(start, { n, unit: 'minute' }, calendar)).toBe(start + n * MINUTE)
      }),
      { seed: 202 },
    )
  })

  test('in days ends at 24:00 in Asia/Shanghai, whatever the hour at which it began', () => {
    expect(due('2025-06-02T00:00:00', 'P3D')).toBe(`2025-06-05${END}`)
    expect(due('2025-06-02T23:59:59.999', 'P3D')).toBe(`2025-06-05${END}`)
    // 16:00 in London is already the next day in Shanghai.
    const london = instantOf('2025-06-02T17:00:00+01:00')
    expect(london === undefined ? undefined : dueAt(london, term('P1D'), calendar)).toBe(at(`2025-06-04${END}`))
  })

  test('leaves out the first day unless it counts', () => {
    expect(due('2025-06-02T09:00:00', 'P1D', plain)).toBe(`2025-06-03${END}`)
    expect(due('2025-06-02T09:00:00', 'P1D', { ...plain, firstDay: 'counts' })).toBe(`2025-06-02${END}`)
    expect(due('2025-06-02T09:00:00', 'P30D', { ...plain, firstDay: 'counts' })).toBe(`2025-07-01${END}`)
  })

  test('in working days skips holidays and weekends and takes weekends that are worked', () => {
    // Spring Festival 2024: 10–17 February off, Sunday 18 February worked.
    expect(due('2024-02-09T09:00:00', '1 workday')).toBe(`2024-02-18${END}`)
    expect(due('2024-02-05T09:00:00', '15 workdays')).toBe(`2024-03-01${END}`)
  })

  test('on a day off rolls to the next working day where it rolls', () => {
    expect(due('2025-06-06T09:00:00', 'P1D', { ...plain, roll: 'next-workday' })).toBe(`2025-06-09${END}`)
    expect(due('2025-06-06T09:00:00', 'P1D', plain)).toBe(`2025-06-07${END}`)
    expect(due('2025-09-24T09:00:00', 'P7D', { ...plain, roll: 'next-workday' })).toBe(`2025-10-09${END}`)
  })

  test('that needs a calendar which nobody has published has no instant', () => {
    expect(due('2026-12-25T09:00:00', '15 workdays')).toBeUndefined()
    expect(due('2016-12-25T09:00:00', '1 workday')).toBeUndefined()
    expect(due('2026-12-31T09:00:00', 'P1D', { ...plain, roll: 'next-workday' })).toBeUndefined()
    expect(due('2026-12-25T09:00:00', 'P15D')).toBe(`2027-01-09${END}`)
  })

  test('never comes before its start and never shrinks when the term grows', () => {
    fc.assert(
      fc.property(starts, terms, fc.integer({ min: 1, max: 50 }), (start, length, more) => {
        const one = dueAt(start, length, calendar)
        const two = dueAt(start, { ...length, n: length.n + more }, calendar)
        expect(one ?? start + 1).toBeGreaterThan(start)
        expect(two ?? Infinity).toBeGreaterThanOrEqual(one ?? start)
      }),
      { seed: 203, numRuns: 500 },
    )
  })
})

describe('a term', () => {
  test('is read back as it was printed', () => {
    fc.assert(
      fc.property(terms, (length) => {
        expect(termOf(printTerm(length))).toEqual(length)
      }),
      { seed: 204 },
    )
    for (const written of ['PT30M', 'PT4H', 'P30D', 'P6M', 'P1Y', '15 workdays']) expect(printTerm(term(written))).toBe(written)
  })

  test('has one number and one unit, and is not nothing', () => {
    for (const written of ['', 'P', 'P1', '1D', 'P1D2H', 'PT1D', 'P1W', 'P-1D', 'P1.5D', ' P1D', 'P12345D', '15 days']) expect(termOf(written)).toBeUndefined()
    for (const written of ['P0D', 'PT0H', '0 workdays', 'soon']) expect(Term.safeParse(written).success).toBe(false)
    expect(Term.parse('1 workday')).toEqual({ n: 1, unit: 'workday' })
  })
})
