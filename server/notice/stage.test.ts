import { expect, test } from 'vitest'
import { reachedAt, stagesOf } from './stage.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const AT = Date.parse('2026-04-01T09:00:00+08:00')
const LATE = [1, 2, 3, 4, 5, 6, 7].map((days) => [`late-${days}d`, days * DAY])

/** Term; then each stage by its distance from the due instant. */
const TERMS: readonly (readonly [string, number, readonly (readonly (string | number)[])[]])[] = [
  ['an hour', HOUR, [['begun', -HOUR], ['half', -HOUR / 2], ['quarter', -HOUR / 4], ['due', 0], ['late-1h', HOUR], ...LATE]],
  ['a day', DAY, [['begun', -DAY], ['half', -DAY / 2], ['quarter', -DAY / 4], ['due', 0], ['late-1h', HOUR], ...LATE]],
  ['ten days', 10 * DAY, [['day-before', -DAY], ['due', 0], ...LATE]],
  ['half a year', 184 * DAY, [['week-before', -7 * DAY], ['day-before', -DAY], ['due', 0], ...LATE]],
  ['at once', 0, [['due', 0], ['late-1h', HOUR], ...LATE]],
]

test.each(TERMS)('a term of %s is told of at its stages, in order', (_, term, expected) => {
  const due = AT + term
  const stages = stagesOf({ begun: AT, due })
  expect(stages.map(({ stage, at }) => [stage, at - due])).toEqual(expected)
  expect(stages.map(({ at }) => at)).toEqual(stages.map(({ at }) => at).toSorted((one, next) => one - next))
})

test('of stages that have passed together only the newest is told', () => {
  const stages = stagesOf({ begun: AT, due: AT + 4 * HOUR })
  expect(reachedAt(stages, AT - 1)).toBeUndefined()
  expect(reachedAt(stages, AT)?.stage).toBe('begun')
  expect(reachedAt(stages, AT + 3 * HOUR + HOUR / 2)?.stage).toBe('quarter')
  expect(reachedAt(stages, AT + 4 * HOUR)?.stage).toBe('due')
  expect(reachedAt(stages, AT + 400 * DAY)?.stage).toBe('late-7d')
})
