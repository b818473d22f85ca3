import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'

test('lines have their fields quoted where they must be, and begin with the mark of UTF-8', () => {
  expect(
    csvOf([
      ['名称', 'a,b'],
      ['say "x"', 'two\nlines'],
      [-5, 1.5],
    ]),
  ).toBe('\ufeff名称,"a,b"\r\n"say ""x""","two\nlines"\r\n-5,1.5\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(1)', ' =1', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠1'])('a text that would be a formula is a text: %j', (text) => {
  expect(csvOf([[text]])).toMatch(/^\ufeff"?'/)
})

test('figures, and texts with such a sign inside, stay as they are', () => {
  expect(csvOf([['a=b', 'CSL-2026', 'x@example.cn', -3]])).toBe('\ufeffa=b,CSL-2026,x@example.cn,-3\r\n')
})
