import { expect, test } from 'vitest'
import { numberOf, titleOf } from './view.ts'

test.each([
  ['5606dd48-33f1-4838-9858-3bbfbcb5c8d8:inspection:insp-11', 'insp-11'],
  ['5606dd48-33f1-4838-9858-3bbfbcb5c8d8.p-acdd42ab-7410-4e8a-9c3b-4db638ff9132', 'p-acdd42ab'],
  ['p-acdd42ab-7410-4e8a-9c3b-4db638ff9132', 'p-acdd42ab'],
  ['inc-04-live', 'inc-04-live'],
  ['p-03', 'p-03'],
])('a matter’s number is said without the parts that tell a person nothing: %s', (subject, number) => {
  expect(numberOf(subject)).toBe(number)
})

test('a matter is called by its title, by the words of its topic, or by its number alone', () => {
  const columns = [{ key: 'topic', kind: 'choice', options: { fraud: { zh: '诈骗', en: 'Fraud' } }, zh: '事由', en: 'Topic' }] as const
  expect(titleOf({ key: 'a', cells: { topic: 'fraud', title: 'A leak' } }, { columns })).toBe('A leak')
  expect(titleOf({ key: 'a', cells: { topic: 'fraud', title: null } }, { columns })).toEqual({ zh: '诈骗', en: 'Fraud' })
  expect(titleOf({ key: 'a', cells: { since: '2026-01-01' } }, { columns })).toBeNull()
})
