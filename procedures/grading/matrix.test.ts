import { describe, expect, test } from 'vitest'
import { statute } from '#law/statute.fixture.ts'
import { Moment, DayText } from '../moment.ts'
import { CONTROLS, PARTY_CONTROLS, PARTY_SAFEGUARDS, SAFEGUARDS } from './control.ts'
import { gradeOf, HARMS, OBJECTS, type Harm, type HarmedObject } from './matrix.ts'
import { papersMissing, PAPERS } from './paper.ts'
import { LOG_TERM, reachesBack } from './span.ts'
import { isByFormOf2025, verdictFor } from './verdict.ts'

const nobody = { citizens: 'none', society: 'none', state: 'none' } as const
const only = (object: HarmedObject, harm: Harm) => ({ ...nobody, [object]: harm })
const at = (text: string) => Moment.parse(text)
const norms = statute.editions.find(({ edition: { id } }) => id === 'csl-2026')?.norms.norms ?? []

describe('the grading matrix', () => {
  test('object by degree gives the level, citizens never above 2', () => {
    const table = OBJECTS.map((object) => HARMS.map((harm) => gradeOf(only(object, harm))))
    expect(table).toEqual([
      [undefined, 1, 2, 2],
      [undefined, 2, 3, 4],
      [undefined, 3, 4, 5],
    ])
  })

  test('the gravest of several objects counts', () => {
    expect(gradeOf({ citizens: 'especially-serious', society: 'serious', state: 'none' })).toBe(3)
    expect(gradeOf({ citizens: 'general', society: 'none', state: 'general' })).toBe(3)
  })
})

describe('the conclusion of an assessment', () => {
  test('above 90 without a major risk conforms; one major risk takes that away', () => {
    expect(verdictFor(90.1, 0)).toBe('conforms')
    expect(verdictFor(90.1, 1)).toBe('basically-conforms')
    expect(verdictFor(100, 1)).toBe('basically-conforms')
  })

  test('exactly 90 and exactly 60 are the middle; below 60 fails whatever the risks', () => {
    expect(verdictFor(90, 0)).toBe('basically-conforms')
    expect(verdictFor(60, 12)).toBe('basically-conforms')
    expect(verdictFor(59.9, 0)).toBe('does-not-conform')
    expect(verdictFor(0, 0)).toBe('does-not-conform')
  })

  test('the form of 2025 begins with reports dated after 20 March', () => {
    expect(isByFormOf2025(at('2025-03-20T23:59:59+08:00'))).toBe(false)
    expect(isByFormOf2025(at('2025-03-21T00:00:00+08:00'))).toBe(true)
  })
})

describe('six months of logs', () => {
  const checked = at('2026-03-15T10:00:00+08:00')

  test('the term is that of the law’s data', () => {
    const deadline = norms.find(({ id }) => id === LOG_TERM.norm)?.deadline
    expect(deadline).toEqual({ keep: LOG_TERM.term })
  })

  test('the same day of the sixth month is enough, the day after is not', () => {
    expect(reachesBack(at('2025-09-15T23:00:00+08:00'), checked, null)).toBe(true)
    expect(reachesBack(at('2025-09-16T00:00:00+08:00'), checked, null)).toBe(false)
  })

  test('where the sixth month has no such day its last day counts', () => {
    expect(reachesBack(at('2025-08-31T12:00:00+08:00'), at('2026-02-28T00:00:00+08:00'), null)).toBe(true)
    expect(reachesBack(at('2025-08-31T12:00:00+08:00'), at('2026-02-27T23:59:59+08:00'), null)).toBe(false)
  })

  test('a younger system has enough from its first day on, and not from its second', () => {
    const began = DayText.parse('2026-01-10')
    expect(reachesBack(at('2026-01-10T18:00:00+08:00'), checked, began)).toBe(true)
    expect(reachesBack(at('2026-01-11T00:00:00+08:00'), checked, began)).toBe(false)
  })
})

describe('papers and controls', () => {
  test('seven papers, without the approval where nobody approves, and the assessment may follow if it is said when', () => {
    expect(papersMissing([], { regulated: true, toFollow: false })).toEqual(PAPERS)
    expect(papersMissing(['topology', 'organisation', 'design', 'products', 'expert-opinion'], { regulated: false, toFollow: true })).toEqual([])
    expect(papersMissing(['topology', 'organisation', 'design', 'products', 'expert-opinion'], { regulated: true, toFollow: false })).toEqual([
      'assessment',
      'approval',
    ])
  })

  test('each control is a norm of the law with the freshness of its deadline: rolling where something is kept, else until a gap', () => {
    const all = [...CONTROLS.map((control) => SAFEGUARDS[control]), ...PARTY_CONTROLS.map((control) => PARTY_SAFEGUARDS[control])]
    expect(all).toHaveLength(10)
    for (const { norm, fresh } of all) {
      const deadline = norms.find(({ id }) => id === norm)?.deadline
      expect(deadline).toBeDefined()
      expect([norm, fresh]).toEqual([norm, typeof deadline === 'object' && 'keep' in deadline ? 'rolling' : 'until-gap'])
    }
  })
})
