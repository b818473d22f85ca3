import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry, EventLike } from './event.ts'
import { standingEntries, WITHDRAWN } from './history.ts'
import { Moment } from './moment.ts'

const noon = Moment.parse('2026-03-02T12:00:00+08:00')

function entry(ref: number, corrects: number | null, kind = 'plan.adopted'): Entry<EventLike> {
  return {
    ref: String(ref),
    recorded: noon,
    event: { kind, occurred: noon, subject: null, corrects: corrects === null ? null : String(corrects), facts: {}, detail: {} },
  }
}

const refs = (entries: readonly Entry<EventLike>[]) => standingEntries(entries).map(({ ref }) => ref)

test('a correction of a correction stands where the first entry stood', () => {
  expect(refs([entry(1, null), entry(2, null), entry(3, 1), entry(4, 3)])).toEqual(['4', '2'])
})

test('what a withdrawn correction had replaced does not come back', () => {
  expect(refs([entry(1, null), entry(2, 1), entry(3, 2, WITHDRAWN)])).toEqual([])
})

test('the law takes the same entries for standing: those that no other entry corrects', () => {
  const step = fc.record({ corrects: fc.option(fc.nat(30), { nil: null }), withdraws: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const entries = steps.map(({ corrects, withdraws }, ref) => {
        const target = corrects === null || corrects >= ref ? null : corrects
        return entry(ref, target, withdraws && target !== null ? WITHDRAWN : 'plan.adopted')
      })
      const corrected = new Set(entries.flatMap(({ event }) => event.corrects ?? []))
      const expected = entries.filter(({ ref, event }) => !corrected.has(ref) && event.kind !== WITHDRAWN).map(({ ref }) => ref)
      expect(refs(entries).toSorted()).toEqual(expected.toSorted())
    }),
  )
})
