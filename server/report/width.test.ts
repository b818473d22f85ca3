import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columns, wrap } from './width.ts'

const words = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[一-龥]{1,30}[，。；：]$/), fc.stringMatching(/^[a-z0-9-]{1,90}$/)), { maxLength: 12 })
  .map((parts) => parts.join(' '))

test.each([
  ['责簿', 4],
  ['Art. 21(3)', 10],
  ['第二十一条第三项', 16],
  ['¥10,000', 7],
  ['《办法》', 8],
  ['e\u0301', 1],
  ['\u001b[31m红\u001b[0m', 2],
])('%s is %i columns wide', (text, width) => {
  expect(columns(text)).toBe(width)
})

test('no line is wider than asked, whatever the text', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 4, max: 60 }), (text, width) => {
      expect(wrap(text, width).filter((line) => columns(line) > width)).toEqual([])
    }),
  )
})

test('wrapping loses nothing but blanks', () => {
  const bare = (text: string): string => text.replaceAll(/\s/g, '')
  fc.assert(
    fc.property(words, fc.integer({ min: 4, max: 60 }), (text, width) => {
      expect(bare(wrap(text, width).join(''))).toBe(bare(text))
    }),
  )
})

test('Latin breaks between words, Chinese between characters', () => {
  expect(wrap('keep network logs', 12)).toEqual(['keep network', 'logs'])
  expect(wrap('留存网络日志', 8)).toEqual(['留存网络', '日志'])
})

test('no line begins with a stop or ends with an opening mark', () => {
  expect(wrap('留存日志，备份数据', 8)).toEqual(['留存日', '志，备份', '数据'])
  expect(wrap('依照《办法》办理', 6)).toEqual(['依照', '《办', '法》办', '理'])
})
