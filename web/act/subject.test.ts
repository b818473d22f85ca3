import { expect, test } from 'vitest'
import { nextName } from './subject.ts'

test('the next matter is numbered after the last of its year; an entry of a register after all', () => {
  const taken = new Set(['incident-2026-002', 'incident-2026-013', 'incident-2025-090', 'inc-04-live', 'incident-2026-x'])
  expect(nextName({ id: 'incident', of: 'matter' }, taken, '2026')).toBe('incident-2026-014')
  expect(nextName({ id: 'incident', of: 'matter' }, new Set(), '2027')).toBe('incident-2027-001')
  expect(nextName({ id: 'system', of: 'system' }, new Set(['system-2', 'pay']), '2026')).toBe('system-3')
})
