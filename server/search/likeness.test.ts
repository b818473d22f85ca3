import { expect, test } from 'vitest'
import { likeness, termsOf } from './likeness.ts'

const CASES: readonly (readonly [query: string, title: string, found: boolean])[] = [
  ['日志留存', '网络日志留存不少于六个月', true],
  ['日志留存', '留存网络日志', true], // not in this order: by pairs
  ['数据备份', '网络日志留存不少于六个月', false],
  ['report incident', 'Report the incident to the cyberspace administration', true],
  ['report an incident', 'Incident: report', true],
  ['incidents', 'Report the incident', true], // an ending more
  ['Ｌｏｇｓ', 'Keep logs', true], // full width
  ['21.1', 'Art. 21.1', true],
  ['21.2', 'Art. 21.1', false],
  ['支付pay', '支付 Pay', true],
  ['nothing', 'Report the incident', false],
]

test.each(CASES)('%s in “%s”: %s', (query, title, found) => {
  expect(likeness(termsOf(query), title, '') > 0).toBe(found)
})

test('a title says more than what stands below it', () => {
  const terms = termsOf('incident')
  expect(likeness(terms, 'Incident', 'x')).toBeGreaterThan(likeness(terms, 'x', 'Incident'))
})

test('a query of nothing finds nothing', () => {
  expect(likeness(termsOf('  。！'), 'anything', '')).toBe(0)
})
