import { expect, test } from 'vitest'
import { takesGzip } from './large.ts'

test.each(['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, gzip;q=0.8', 'deflate, GZIP', ' gzip ; q=0.001'])('whoever sends %j takes gzip', (accepted) => {
  expect(takesGzip(accepted)).toBe(true)
})
test.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip; q=0.000, br', 'x-gzip-not'])('whoever sends %j does not', (accepted) => {
  expect(takesGzip(accepted)).toBe(false)
})
