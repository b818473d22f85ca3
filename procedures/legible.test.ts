import { expect, test } from 'vitest'
import { illegibleIn } from './legible.ts'

test.for([
  ['NUL', { a: 'x\u0000' }, ['a']],
  ['a control character', { a: { b: ['ok', '\u0007'] } }, ['a', 'b', '1']],
  ['half of a pair', ['\ud83d'], ['0']],
  ['the other half', ['\udc00x'], ['0']],
  ['a control character of the second range', '\u0085', []],
  ['no character', { a: '\uffff' }, ['a']],
  ['in a name', { a: { 'b\u0000': 1 } }, ['a']],
] as const)('%s is found where it stands', ([, value, path]) => {
  expect(illegibleIn(value)).toEqual(path)
})

test('letters of every script, line breaks, tabs, whole pairs, directions and values that are no text are legible', () => {
  expect(illegibleIn({ a: '网络安全\n\tline\r\n', b: ['😀', 'שלום', '\u202Etxt.exe', 'e\u0301'], c: 1, d: null, e: true, f: undefined })).toBeUndefined()
})

test('what is nested beyond all measure is found without end of the stack', () => {
  let deep: unknown = 'x'
  for (let level = 0; level < 200_000; level++) deep = [deep]
  expect(illegibleIn(deep)?.length).toBeGreaterThan(60)
  let fair: unknown = 'x'
  for (let level = 0; level < 40; level++) fair = { deeper: fair }
  expect(illegibleIn(fair)).toBeUndefined()
})
