import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { sealerOf } from './seal.ts'

const { seal, open } = sealerOf(randomBytes(32))
const Shape = z.object({ said: z.string() })
const value = { said: '取消订单后仍在推送' }

test('what is sealed is opened where it was meant to be, and tells nobody else what it says', () => {
  const sealed = seal('filing a', value)
  expect(open('filing a', sealed, Shape)).toEqual(value)
  expect(Buffer.from(sealed, 'base64url').includes('推送')).toBe(false)
})

test('it opens for nothing else, on no other installation, and not once it has been changed', () => {
  const sealed = seal('filing a', value)
  const bytes = Buffer.from(sealed, 'base64url')
  bytes[20] = (bytes[20] ?? 0) ^ 1
  expect(open('filing b', sealed, Shape)).toBeUndefined()
  expect(sealerOf(randomBytes(32)).open('filing a', sealed, Shape)).toBeUndefined()
  expect(open('filing a', bytes.toString('base64url'), Shape)).toBeUndefined()
  for (const text of ['', 'AAAA', sealed.slice(0, -4), '%%%']) expect(open('filing a', text, Shape)).toBeUndefined()
  expect(open('filing a', seal('filing a', { other: 1 }), Shape)).toBeUndefined()
})
