import { expect, test } from 'vitest'
import { mayGive, mayHold, PERSON_ROLES, ROLES_OF } from './access.ts'

test('no one person has two of the three administrators’ powers', () => {
  expect(mayHold(['system-administrator', 'audit-administrator'])).toBe(false)
  expect(mayHold(['security-administrator', 'audit-administrator'])).toBe(false)
  expect(mayHold(['system-administrator', 'security-administrator'])).toBe(false)
  expect(mayHold(['security-administrator', 'security-officer'])).toBe(true)
})

test('a command that the table does not know is given by nobody', () => {
  const actor = { person: 'lin-wei', roles: PERSON_ROLES }
  expect(mayGive({ adopt: ['engineer'] }, 'adopt', actor)).toBe(true)
  expect(mayGive({ adopt: ['engineer'] }, 'constructor', actor)).toBe(false)
})

test('every role is somebody’s', () => {
  const held = new Set<string>(Object.values(ROLES_OF).flat())
  expect(PERSON_ROLES.filter((role) => !held.has(role))).toEqual([])
})
