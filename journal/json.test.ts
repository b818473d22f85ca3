import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { faultOf } from './fault.fixture.ts'
import { canonicalJson, parseJson, type Json } from './json.ts'
import { bytesOf, vectorOf } from './vector.fixture.ts'

const vector = vectorOf(
  'json',
  z.object({
    numbers: z.array(z.object({ double: z.string(), text: z.string() })),
    refused: z.array(z.object({ double: z.string(), why: z.string() })),
    texts: z.array(z.object({ input: z.string(), output: z.string() })),
  }),
)
const doubleOf = (hex: string): number => new DataView(bytesOf(hex).buffer).getFloat64(0)
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

const names = fc.string({ unit: 'grapheme', maxLength: 8 })
const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 0, 1, -1, 0.1, 1e-7, 2 ** 53 - 1),
    fc.integer(),
    fc.double({ noNaN: true, min: -1e15, max: 1e15 }).map((double) => (Object.is(double, -0) ? 0 : double)),
    names,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(names, tie('value'), { maxKeys: 5, noNullPrototype: true }),
  ),
}))

/** Lists in lists. */
function levels(count: number): Json {
  let value: Json = []
  for (let level = 1; level < count; level++) value = [value]
  return value
}

describe('canonical JSON', () => {
  test('writes numbers as RFC 8785 does', () => {
    expect(vector.numbers.length).toBeGreaterThan(0)
    for (const { double, text } of vector.numbers) {
      expect(canonicalJson(doubleOf(double))).toBe(text)
      expect(parseJson(text)).toBe(doubleOf(double))
    }
  })

  test('refuses numbers that readers disagree on', () => {
    expect(vector.refused.length).toBeGreaterThan(0)
    const read = ({ double }: { readonly double: string }): boolean => {
      const number = doubleOf(double)
      const text = Object.is(number, -0) ? '-0' : String(number)
      return [() => canonicalJson(number), () => parseJson(text)].some((act) => faultOf(act) !== 'json-malformed')
    }
    expect(vector.refused.filter(read)).toEqual([])
  })

  test('sorts and escapes as RFC 8785 does', () => {
    expect(vector.texts.length).toBeGreaterThan(0)
    for (const { input, output } of vector.texts) expect(canonicalJson(parseJson(input))).toBe(output)
  })

  test('is read back as it was written, and a second writing changes nothing', () => {
    fc.assert(
      fc.property(value, (written) => {
        const text = canonicalJson(written)
        expect(parseJson(text)).toEqual(written)
        expect(canonicalJson(parseJson(text))).toBe(text)
        expect(JSON.parse(text)).toEqual(written)
        expect(canonicalJson(parseJson(JSON.stringify(written, undefined, 2)))).toBe(text)
      }),
      { seed: 21, numRuns: 500 },
    )
  })

  test('refuses what no JSON can say', () => {
    const wrong: readonly Json[] = ['\ud800', { '\udfff': 1 }, { a: ['b\udc00'] }, Number.NaN, Infinity, -0, 2 ** 53, levels(65)]
    expect(wrong.filter((each) => faultOf(() => canonicalJson(each)) !== 'json-malformed')).toEqual([])
    expect(canonicalJson(levels(64))).toBe(nested(64))
  })
})

describe('reading JSON', () => {
  test('says where and why', () => {
    expect(() => parseJson('{"a":1,\n "b":2,\n "a":3}')).toThrow('line 3, column 2 (offset 17): the name "a" a second time in one object')
    expect(() => parseJson('[1,\n2,]')).toThrow('line 2, column 3 (offset 6): not a JSON value')
    expect(() => parseJson('{"a":1} x')).toThrow('line 1, column 9 (offset 8): text after the value')
  })

  test('refuses every spelling that another reader could take for something else', () => {
    const wrong = [
      '',
      ' ',
      '\ufeff1',
      '01',
      '+1',
      '.5',
      '1.',
      '1e',
      '--1',
      '-0',
      '-0.0',
      '-0e5',
      '1e400',
      '1e-400',
      '9007199254740992',
      '-9007199254740992',
      '9007199254740993',
      '1e16',
      '0.1000000000000000055',
      '1.00000000000000000001',
      'NaN',
      'Infinity',
      'nul',
      'True',
      "'a'",
      '"a',
      '"\\x41"',
      '"\\u12"',
      '"\\ud800"',
      '"\\udc00\\ud800"',
      '"\ud83d"',
      '"a\nb"',
      '"\t"',
      '{"a"}',
      '{a:1}',
      '{"a":1,}',
      '{,}',
      '{"a":1 "b":2}',
      '{"a":1,"\\u0061":2}',
      '{"__proto__":1,"__proto__":2}',
      '[1 2]',
      '[,1]',
      '[',
      '1 1',
      '/* */1',
      '\u00a01',
      nested(65),
    ]
    expect(wrong.filter((text) => faultOf(() => parseJson(text)) !== 'json-malformed')).toEqual([])
  })

  test('reads every spelling of a value that doubles keep', () => {
    for (const [text, value] of [
      ['1.0', 1],
      ['1e2', 100],
      ['1E+2', 100],
      ['0.1', 0.1],
      ['0e9', 0],
      ['123456789.125', 123456789.125],
      ['9007199254740991', 9007199254740991],
      ['90071992547409910e-1', 9007199254740991],
      ['"\\ud83d\\ude00\\/"', '😀/'],
    ] as const)
      expect(parseJson(text)).toBe(value)
    expect(parseJson(nested(64))).toHaveLength(1)
  })

  test('names of Object’s own are data', () => {
    const value = parseJson('{"__proto__":{"polluted":true},"constructor":1,"toString":2}')
    expect(value).toEqual(JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":2}'))
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(canonicalJson(value)).toBe('{"__proto__":{"polluted":true},"constructor":1,"toString":2}')
  })
})
