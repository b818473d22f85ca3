import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faultOf } from './fault.fixture.ts'
import { fromBase64, same, textOf, toBase64, toHex, utf8 } from './bytes.ts'

const text = fc.string({ unit: 'binary', maxLength: 300 })

describe('UTF-8', () => {
  test('is written and read as Node does', () => {
    fc.assert(
      fc.property(text, (value) => {
        const bytes = utf8(value)
        expect(toHex(bytes)).toBe(Buffer.from(value, 'utf8').toString('hex'))
        expect(textOf(bytes)).toBe(value)
      }),
      { seed: 11, numRuns: 500 },
    )
    const long = '条目 entry 😀 '.repeat(5000)
    expect(textOf(utf8(long))).toBe(long)
  })

  test('reads what a strict decoder reads and nothing else', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    let refused = 0
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 12 }),
        fc.constantFrom([], [0xe0], [0xed, 0xa0], [0xf0, 0x90], [0xf4, 0x90], [0xc0], [0xc2, 0x80]),
        (tail, head) => {
          const bytes = Uint8Array.from([...head, ...tail])
          let expected: string | undefined
          try {
            expected = strict.decode(bytes)
          } catch {
            refused += 1
          }
          expect(faultOf(() => textOf(bytes))).toBe(expected === undefined ? 'text-malformed' : undefined)
          return expected === undefined || textOf(bytes) === expected
        },
      ),
      { seed: 12, numRuns: 5000 },
    )
    expect(refused).toBeGreaterThan(1000)
  })

  test('a surrogate without its partner has no bytes', () => {
    for (const half of ['\ud800', 'a\udc00b', '\ude00\ud83d']) expect(() => utf8(half)).toThrow(/surrogate/)
  })
})

describe('base64', () => {
  test('is written and read as Node does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
        expect(same(fromBase64(toBase64(bytes)), bytes)).toBe(true)
      }),
      { seed: 13, numRuns: 500 },
    )
  })

  test('has one spelling: no padding missing, no bits left over, no other alphabet, no space', () => {
    const others = ['YQ', 'YQ=', 'YR==', 'YWJ=', 'YW-j', 'YW_j', 'YQ==\n', ' YQ=', 'Y===', '====', 'YQ==YQ==', 'YWJjé']
    expect(others.filter((text) => faultOf(() => fromBase64(text)) !== 'base64-malformed')).toEqual([])
  })
})
