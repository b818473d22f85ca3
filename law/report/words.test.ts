import { expect, test } from 'vitest'
import { fineRange, range, yuan } from './money.ts'
import { WORDS } from './words.ts'

const entries = Object.values(WORDS).flatMap((table) => Object.entries(table))

test('every word is there in Chinese and in English', () => {
  expect(entries.length).toBeGreaterThan(150)
  expect(entries.filter(([, { zh, en }]) => zh.trim() === '' || en.trim() === '')).toEqual([])
})

test('Chinese words are Chinese and English words are English', () => {
  expect(entries.length).toBeGreaterThan(150)
  expect(entries.filter(([, { zh, en }]) => /[\u4e00-\u9fff]/.test(en) || /[a-zA-Z]{3,}/.test(zh))).toEqual([])
})

test.each([
  [0, '0 元', '¥0'],
  [5000, '5,000 元', '¥5,000'],
  [10_000, '1 万元', '¥10,000'],
  [15_000, '15,000 元', '¥15,000'],
  [1_000_000, '100 万元', '¥1,000,000'],
  [1_234_567.89, '1,234,567.89 元', '¥1,234,567.89'],
  [0.5, '0.50 元', '¥0.50'],
  [100_000_000, '1 亿元', '¥100,000,000'],
  [123_450_000, '12,345 万元', '¥123,450,000'],
])('%d yuan is written exactly: %s, %s', (amount, zh, en) => {
  expect([yuan(amount, 'zh'), yuan(amount, 'en')]).toEqual([zh, en])
})

test('both ends belong to a range', () => {
  expect(range(10_000, 100_000)).toEqual({ zh: '1 万元以上 10 万元以下', en: '¥10,000 to ¥100,000' })
  expect(range(0, 1_000_000)).toEqual({ zh: '100 万元以下', en: 'up to ¥1,000,000' })
  expect(range(5000, 5000)).toEqual({ zh: '5,000 元', en: '¥5,000' })
})

test('a multiple of an unknown amount names the amount that is open', () => {
  expect(fineRange({ min: null, max: null, must: 'shall', on: 'unit', basis: 'procurement-amount' }).en).toBe('a multiple of the purchase amount (amount open)')
})
