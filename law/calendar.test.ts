import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { Calendar } from './calendar.ts'
import { dayOf, printDay, type Day } from './instant.ts'
import { worked } from './naive-deadline.fixture.ts'
import { statute } from './statute.fixture.ts'

const calendar = new Calendar(statute.calendar)

function day(text: string): Day {
  const found = dayOf(text)
  if (found === undefined) throw new Error(`no day: ${text}`)
  return found
}

/** Every day from 1 January 2017 to 31 December 2026. */
const everyDay = Array.from({ length: 3652 }, (_, index) => day(new Date(Date.UTC(2017, 0, 1 + index)).toISOString().slice(0, 10)))

/**
 * The working days of an independent calendar. It builds its table in the time zone of its process, and west of Greenwich
 * a day off, so it is asked in a process of its own, in Shanghai.
 */
function theirs(): ReadonlySet<string> {
  const require = createRequire(import.meta.url)
  const library = require.resolve('chinese-days')
  const script = `const days = require(${JSON.stringify(library)}); for (const day of ${JSON.stringify(everyDay.map(printDay))}) if (days.isWorkday(day)) console.log(day)`
  const printed = execFileSync(process.execPath, ['-e', script], { env: { ...process.env, TZ: 'Asia/Shanghai' }, encoding: 'utf8', maxBuffer: 1_000_000 })
  return new Set(printed.trim().split('\n'))
}

describe('working days', () => {
  test('are those of an independent calendar, every day from 2017 to 2026', () => {
    expect([everyDay[0], everyDay.at(-1)].map((each) => printDay(each ?? day('1970-01-01')))).toEqual(['2017-01-01', '2026-12-31'])
    const working = theirs()
    expect(working.size).toBeGreaterThan(2400)
    const different = everyDay.filter((each) => calendar.isWorkday(each) !== working.has(printDay(each)))
    expect(different.map(printDay)).toEqual([])
  })

  test('are those of the naive reading of the files', () => {
    expect(everyDay.filter((each) => calendar.isWorkday(each) !== worked(statute, each)).map(printDay)).toEqual([])
  })

  test('are unknown outside the published years', () => {
    expect(calendar.isWorkday(day('2016-12-31'))).toBeUndefined()
    expect(calendar.isWorkday(day('2027-01-04'))).toBeUndefined()
    expect(calendar.workdayFrom(day('2027-01-04'))).toBeUndefined()
    expect(calendar.workdaysAfter(day('2026-12-30'), 2)).toBeUndefined()
  })

  test('a day is followed by as many working days as were asked for', () => {
    for (const start of everyDay.filter((_, index) => index % 97 === 0 && index < 3500)) {
      const end = calendar.workdaysAfter(start, 15)
      const between = everyDay.filter((each) => each > start && end !== undefined && each <= end)
      expect(between.filter((each) => calendar.isWorkday(each))).toHaveLength(15)
      expect(calendar.isWorkday(end ?? start)).toBe(true)
    }
  })

  test('a Sunday that is worked is a working day, and a Monday off is none', () => {
    expect(calendar.isWorkday(day('2024-02-04'))).toBe(true)
    expect(calendar.isWorkday(day('2024-02-12'))).toBe(false)
    expect(calendar.workdayFrom(day('2024-02-10'))).toBe(day('2024-02-18'))
    expect(calendar.workdayFrom(day('2024-02-19'))).toBe(day('2024-02-19'))
  })
})
