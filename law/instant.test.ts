import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CivilDay, DAY, dayAt, dayOf, endOf, instant, instantOf, Moment, printDay, printInstant, startOf } from './instant.ts'

const instants = fc.integer({ min: Date.parse('1970-01-02T00:00:00Z'), max: Date.parse('9999-12-30T00:00:00Z') }).map(instant)

describe('an instant', () => {
  test('is read back as it was printed, to the millisecond', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(instantOf(printInstant(at))).toBe(at)
        expect(Moment.parse(printInstant(at))).toBe(at)
      }),
      { seed: 301, numRuns: 1000 },
    )
  })

  test('is printed as the platform prints a date, one after another on any days', () => {
    const dates = fc.integer({ min: Date.parse('0100-01-05T00:00:00Z'), max: Date.parse('9999-12-27T00:00:00Z') }).map(instant)
    const near = fc.tuple(dates, fc.array(fc.integer({ min: -2 * DAY, max: 2 * DAY }), { minLength: 1, maxLength: 5 }))
    fc.assert(
      fc.property(near, ([at, steps]) => {
        for (const by of steps) {
          const iso = new Date(at + by + 8 * 3_600_000).toISOString()
          expect(printInstant(instant(at + by))).toBe(`${iso.slice(0, iso.endsWith('.000Z') ? 19 : 23)}+08:00`)
        }
      }),
      { seed: 302, numRuns: 1000 },
    )
  })

  test('is the same in every offset', () => {
    const expected = instantOf('2025-06-02T09:12:00+08:00')
    expect(expected).toBe(Date.UTC(2025, 5, 2, 1, 12))
    for (const same of ['2025-06-02T01:12:00Z', '2025-06-01T21:12:00-04:00', '2025-06-02T09:12+08:00', '2025-06-02T09:12:00.000+08:00'])
      expect(instantOf(same)).toBe(expected)
  })

  test('is refused without an offset, on a day that no calendar has, and at an hour that no clock shows', () => {
    const wrong = [
      '2025-06-02T09:12:00',
      '2025-06-02',
      '2025-02-30T09:12:00+08:00',
      '2025-02-29T09:12:00Z',
      '2025-13-01T09:12:00Z',
      '2025-06-31T00:00:00Z',
      '2025-06-02T24:00:00Z',
      '2025-06-02T09:60:00Z',
      '2025-06-02T09:12:60Z',
      '2025-06-02 09:12:00Z',
      '2025-06-02T09:12:00+0800',
      '2025-06-02T09:12:00.1234Z',
      '',
      'yesterday',
    ]
    for (const text of wrong) {
      expect([text, instantOf(text)]).toEqual([text, undefined])
      expect(Moment.safeParse(text).success).toBe(false)
    }
  })

  test('is a whole number of milliseconds', () => {
    for (const ms of [0.5, Number.NaN, Infinity, 2 ** 60]) expect(() => instant(ms)).toThrow(RangeError)
  })
})

describe('a civil day', () => {
  test('is read back as it was printed', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const day = dayAt(at)
        expect(dayOf(printDay(day))).toBe(day)
        expect(CivilDay.parse(printDay(day))).toBe(day)
      }),
      { seed: 302, numRuns: 1000 },
    )
  })

  test('holds exactly the instants from 00:00 to 24:00 in Asia/Shanghai', () => {
    fc.assert(
      fc.property(instants, (at) => {
        const day = dayAt(at)
        expect(startOf(day)).toBeLessThanOrEqual(at)
        expect(endOf(day)).toBeGreaterThanOrEqual(at)
        expect(endOf(day) - startOf(day)).toBe(DAY - 1)
        expect([dayAt(startOf(day)), dayAt(endOf(day))]).toEqual([day, day])
        expect(dayAt(instant(endOf(day) + 1))).toBe(day + 1)
        expect(printInstant(at).slice(0, 10)).toBe(printDay(day))
      }),
      { seed: 303, numRuns: 500 },
    )
    expect(printInstant(instant(Date.UTC(2025, 11, 31, 16)))).toBe('2026-01-01T00:00:00+08:00')
  })

  test('is refused where no calendar has it', () => {
    for (const text of ['2025-02-29', '1900-02-29', '2025-04-31', '2025-00-10', '2025-10-00', '25-01-01', '2025-1-1', '2025-01-01 ', '']) {
      expect([text, dayOf(text)]).toEqual([text, undefined])
      expect(CivilDay.safeParse(text).success).toBe(false)
    }
    expect(dayOf('2024-02-29')).toBeDefined()
    expect(dayOf('2000-02-29')).toBeDefined()
  })
})
