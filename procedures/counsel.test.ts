import { expect, test } from 'vitest'
import { statute } from '#law/statute.fixture.ts'
import { counselOf, dayIn } from './counsel.ts'
import { Moment } from './moment.ts'

const counsel = counselOf(statute)
const monday = Moment.parse('2026-03-02T09:00:00+08:00')

test('a term in working days passes over the weekend, and a term in days does not', () => {
  expect(dayIn(counsel.endOf(monday, '5 workdays') ?? monday)).toBe('2026-03-09')
  expect(dayIn(counsel.endOf(monday, 'P15D') ?? monday)).toBe('2026-03-17')
})

test('a year whose calendar is not published is not guessed, and what is no term is a fault', () => {
  expect(counsel.endOf(Moment.parse('2027-03-01T09:00:00+08:00'), '5 workdays')).toBeUndefined()
  expect(() => counsel.endOf(monday, 'soon')).toThrow('not a moment and a term')
})

test('liability is answered by the edition of the day of the conduct', () => {
  const ask = (conductDate: string, violated: string) =>
    counsel.liability({ conductDate, violated, roles: ['network-operator'], network: 'civil', withinTerritory: true, unit: true })
  expect(ask('2026-03-02', '23.1.3')).toMatchObject({ kind: 'answer', answer: { edition: 'csl-2026', provision: '61.1' } })
  expect(ask('2025-03-02', '21.1.3')).toMatchObject({ kind: 'answer', answer: { edition: 'csl-2017', provision: '59.1' } })
})

test('a question that cannot be answered says what is wrong with it', () => {
  expect(counsel.liability({ conductDate: '2026-03-02', violated: '99.1', roles: [] })).toMatchObject({
    kind: 'unanswerable',
    problems: [expect.stringContaining('99.1')],
  })
  expect(counsel.liability({ conductDate: '2026-03-02', decisionDate: '2026-03-01', roles: [] })).toMatchObject({
    kind: 'unanswerable',
    problems: ['decisionDate: the decision lies before the conduct'],
  })
})
