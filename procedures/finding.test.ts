import { expect, test } from 'vitest'
import { find } from './finding.ts'

const condition = { all: [{ role: 'cii-operator' }, { fact: 'affectedPersons', min: 1_000_000 }] } as const

test('a figure that is reached holds, by the fact that decided', () => {
  expect(find(condition, { roles: ['cii-operator'], facts: { affectedPersons: 1_000_000 } })).toEqual({ answer: 'holds', facts: ['affectedPersons'] })
})

test('a figure that is missed fails', () => {
  expect(find(condition, { roles: ['cii-operator'], facts: { affectedPersons: 999_999 } })).toEqual({ answer: 'fails', facts: ['affectedPersons'] })
})

test('what is not known is unknown, and says what is missing', () => {
  expect(find(condition, { roles: ['cii-operator'], facts: {} })).toEqual({ answer: 'unknown', facts: ['affectedPersons'] })
})

test('one part that fails settles the matter, however much is unknown', () => {
  expect(find(condition, { roles: [], facts: {} }).answer).toBe('fails')
})

test('of what is asked only the missing part is named', () => {
  const both = {
    all: [
      { fact: 'cii', is: true },
      { fact: 'affectedPersons', min: 1 },
    ],
  } as const
  expect(find(both, { roles: [], facts: { cii: true } })).toEqual({ answer: 'unknown', facts: ['affectedPersons'] })
})
