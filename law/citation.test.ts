import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chineseNumber, compareProvisions, covers, printProvision, provisionOf, upwards } from './citation.ts'
import { restatements, statute } from './statute.fixture.ts'

const provisions = fc
  .tuple(fc.integer({ min: 1, max: 199 }), fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 2 }))
  .map(([article, parts]) => [article, ...parts].join('.'))

const VALUES = new Map(Array.from('〇一二三四五六七八九').map((digit, value) => [digit, value]))

/** Reads 一百零五 the way one says it. */
function readChinese(text: string): number {
  let sum = 0
  let digit = 0
  for (const character of text) {
    if (character === '百' || character === '十') {
      sum += (digit === 0 ? 1 : digit) * (character === '百' ? 100 : 10)
      digit = 0
    } else if (character !== '零') digit = VALUES.get(character) ?? Number.NaN
  }
  return sum + digit
}

describe('a provision', () => {
  test('is article, paragraph and item, and nothing else', () => {
    fc.assert(
      fc.property(provisions, (text) => {
        expect(provisionOf(text)).toBe(text)
      }),
      { seed: 401 },
    )
    for (const text of ['', '0', '01', '21.0', '21.1.3.4', '21.', '.1', '21-1', '二十一', '1000', '21.100', '21.1.3 ', 'Art. 21'])
      expect([text, provisionOf(text)]).toEqual([text, undefined])
  })

  test('covers itself and its parts, and no other provision that begins with the same digits', () => {
    fc.assert(
      fc.property(provisions, fc.integer({ min: 1, max: 99 }), (text, part) => {
        expect(covers(text, text)).toBe(true)
        expect(covers(text, `${text}.${part}`)).toBe(true)
        expect(covers(`${text}.${part}`, text)).toBe(false)
        expect(covers(text, `${text}${part}`)).toBe(false)
      }),
      { seed: 402 },
    )
  })

  test('stands within every place above it', () => {
    expect(upwards('21.1.3')).toEqual(['21.1.3', '21.1', '21'])
    fc.assert(
      fc.property(provisions, (text) => {
        const chain = upwards(text)
        expect(chain).toHaveLength(text.split('.').length)
        expect(chain.every((place) => covers(place, text))).toBe(true)
      }),
      { seed: 403 },
    )
  })

  test('is ordered as the statute is: by number, a container before its parts', () => {
    expect(['21.1.10', '3', '21.2', '21', '21.1', '21.1.2', '100'].toSorted(compareProvisions)).toEqual(['3', '21', '21.1', '21.1.2', '21.1.10', '21.2', '100'])
    fc.assert(
      fc.property(provisions, provisions, provisions, (one, two, three) => {
        expect(Math.sign(compareProvisions(one, two))).toBe(-Math.sign(compareProvisions(two, one)) || 0)
        expect(compareProvisions(one, two) === 0).toBe(one === two)
        const [first = '', , last = ''] = [one, two, three].toSorted(compareProvisions)
        expect(compareProvisions(first, last)).toBeLessThanOrEqual(0)
      }),
      { seed: 404, numRuns: 500 },
    )
  })
})

describe('Chinese numerals', () => {
  test('from 1 to 199 say their number, each in its own way', () => {
    const said = Array.from({ length: 199 }, (_, index) => chineseNumber(index + 1))
    expect(said.map(readChinese)).toEqual(said.map((_, index) => index + 1))
    expect(new Set(said).size).toBe(199)
  })

  test('are written as statutes write them', () => {
    const written: Record<number, string> = {
      1: '一',
      10: '十',
      11: '十一',
      20: '二十',
      21: '二十一',
      79: '七十九',
      99: '九十九',
      100: '一百',
      101: '一百零一',
      105: '一百零五',
      110: '一百一十',
      111: '一百一十一',
      120: '一百二十',
      199: '一百九十九',
    }
    for (const [number, words] of Object.entries(written)) expect(chineseNumber(Number(number))).toBe(words)
  })

  test('are refused beyond', () => {
    for (const number of [0, -1, 200, 1.5, Number.NaN]) expect(() => chineseNumber(number)).toThrow(RangeError)
  })
})

describe('a printed citation', () => {
  test('leaves out the paragraph where the article has only one', () => {
    expect(printProvision('21.1.3', 'zh', 1)).toBe('第二十一条第三项')
    expect(printProvision('21.1.3', 'en', 1)).toBe('Art. 21(3)')
    expect(printProvision('27.1', 'zh', 1)).toBe('第二十七条')
    expect(printProvision('60.1.2', 'zh', 2)).toBe('第六十条第一款第二项')
    expect(printProvision('60.1.2', 'en', 2)).toBe('Art. 60(1)(2)')
    expect(printProvision('22.2', 'zh', 3)).toBe('第二十二条第二款')
    expect(printProvision('22.2', 'en', 3)).toBe('Art. 22(2)')
    expect(printProvision('9', 'zh', 1)).toBe('第九条')
    expect(printProvision('9', 'en', 4)).toBe('Art. 9')
  })

  test('tells every place of an edition from every other, in both languages', () => {
    let looked = 0
    for (const { places, paragraphs, edition } of statute.editions) {
      expect(restatements.editions[edition.id]?.articles.length).toBe(Object.keys(paragraphs).length)
      for (const language of ['zh', 'en'] as const) {
        // An article of one paragraph and that paragraph are the same place.
        const printed = places
          .filter((place) => place.includes('.') || paragraphs[place] !== 1)
          .map((place) => printProvision(place, language, paragraphs[place.split('.')[0] ?? ''] ?? 1))
        expect(new Set(printed).size).toBe(printed.length)
        looked += printed.length
      }
    }
    expect(looked).toBeGreaterThan(200)
  })
})
