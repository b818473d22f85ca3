import { expect, test } from 'vitest'
import { amountsIn } from './amount.ts'
import { headingOf } from './heading.ts'
import { readChinese, readLatin } from './numeral.ts'
import { chineseNumber } from '../citation.ts'

test.each<readonly [string, readonly number[]]>([
  ['五千元以上五万元以下', [5000, 50_000]],
  ['十万元以上一百万元以下', [100_000, 1_000_000]],
  ['1万元以上10万元以下', [10_000, 100_000]],
  ['二万五千元', [25_000]],
  ['违法所得一倍以上十倍以下', []],
])('amounts in Chinese: %s', (text, amounts) => {
  expect(amountsIn(text, 'zh')).toEqual(amounts)
})

test.each<readonly [string, readonly number[]]>([
  ['between RMB 5,000 and 50,000', [5000, 50_000]],
  ['a fine of 10.000 Yuan', [10_000]],
  ['between 100,000 and 1 million yuan', [100_000, 1_000_000]],
  ['one to ten times, or 1 to 10 times the gains in yuan', []],
  ['from June 1, 2017', []],
])('amounts in English: %s', (text, amounts) => {
  expect(amountsIn(text, 'en')).toEqual(amounts)
})

test('every number that a statute can bear is read back', () => {
  for (let n = 1; n <= 199; n++) expect(readChinese(chineseNumber(n))).toBe(n)
  expect(['21', '二一', '一〇五', '两', '', '条'].map(readChinese)).toEqual([21, 21, 105, 2, undefined, undefined])
  expect(['IV', 'XXI', '7', 'IIX', ''].map(readLatin)).toEqual([4, 21, 7, undefined, undefined])
})

test.each<readonly [string, string]>([
  ['第二十一条 国家', 'article'],
  ['第二十一条第三款规定的', 'text'],
  ['第二十一条规定的义务', 'text'],
  ['第三章 网络运行安全', 'chapter'],
  ['第一节 一般规定', 'section'],
  ['(一)制定', 'item'],
  ['目 录', 'contents'],
  ['Article 27 of this Law applies', 'text'],
  ['Article 27, Paragraph 1', 'text'],
  ['ARTICLE XII The State', 'article'],
  ['Chapter IV: Content', 'chapter'],
  ['10.000 Yuan', 'text'],
  ['10. Further measures', 'item'],
  ['(a) first', 'item'],
])('what a line begins with: %s', (key, kind) => {
  expect(headingOf(key).kind).toBe(kind)
})
