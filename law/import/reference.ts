import type { Language } from '../text.ts'
import { anomaly, type Anomaly } from './anomaly.ts'
import type { Expectation } from './expectation.ts'
import { halfWidth } from './line.ts'
import { readChinese } from './numeral.ts'
import type { Placed } from './provisions.ts'
import { withoutNotes } from './wording.ts'

const EN_LIST =
  /\bart(?:icle|icles|\.)\s+(\d{1,3}(?:\s*(?:,\s*(?:and\s+|or\s+)?|and\s+|or\s+|to\s+|through\s+|[-–]\s*)(?:article\s+)?\d{1,3}(?![\d.,]*\d|\s*(?:times|yuan|days)))*)/gi
const ZH_ONE = /(?<!》)第([零一二三四五六七八九十百\d]{1,6})条(?:至第([零一二三四五六七八九十百\d]{1,6})条)?/g

function range(from: number, to: number): number[] {
  return to < from || to - from > 20 ? [from, to] : Array.from({ length: to - from + 1 }, (_, at) => from + at)
}

/** The articles of this law that a provision cites, in order and once each. */
function citedArticles(text: string, language: Language): number[] {
  const plain = halfWidth(withoutNotes(text))
  const cited: number[] = []
  if (language === 'zh') {
    for (const [, from = '', to] of plain.matchAll(ZH_ONE)) {
      const first = readChinese(from)
      const last = to === undefined ? first : readChinese(to)
      if (first !== undefined && last !== undefined) cited.push(...range(first, last))
    }
  } else {
    for (const [, list = ''] of plain.matchAll(EN_LIST)) {
      for (const [, from = '', to] of list.matchAll(/(\d{1,3})(?:\s*(?:to|through|[-–])\s*(?:article\s+)?(\d{1,3}))?/gi))
        cited.push(...range(Number(from), Number(to ?? from)))
    }
  }
  return [...new Set(cited)]
}

const articlesOf = (places: readonly string[], own: number): number[] =>
  [...new Set(places.map((place) => Number(place.split('.')[0])))].filter((article) => article !== own)

/**
 * Cross-references that lead nowhere, lead elsewhere, or are lost. The Chinese text of the same file decides, if there is
 * one; else what our restatement of the edition says that the place cites.
 */
export function referenceAnomalies(
  placed: readonly Placed[],
  expectation: Expectation,
  language: Language,
  chinese: ReadonlyMap<string, string> | undefined,
): Anomaly[] {
  const known = expectation.articles.some(({ refers }) => Object.values(refers).some((places) => places.length > 0))
  return placed.flatMap(({ provision, line, text }): Anomaly[] => {
    const own = Number(provision.split('.')[0])
    const article = expectation.articles.find((each) => each.article === own)
    const cited = citedArticles(text, language)
    const counterpart = language === 'en' ? chinese?.get(provision) : undefined
    const stated = article?.refers[provision]
    const expected = counterpart === undefined ? (known && stated !== undefined ? articlesOf(stated, own) : undefined) : citedArticles(counterpart, 'zh')
    const says = (zh: string, en: string): Anomaly => anomaly('wrong-cross-reference', line, provision, zh, en)
    const outside = cited.filter((number) => number < 1 || number > expectation.articles.length)
    const nowhere = outside.map((number) => says(`引用第${number}条，本版本没有该条。`, `it cites article ${number}, which the edition does not have.`))
    if (expected === undefined) return nowhere
    const list =
      expected.length === 0
        ? { zh: '不引用任何条文', en: 'nothing' }
        : { zh: `引用第 ${expected.join('、')} 条`, en: expected.map((number) => `article ${number}`).join(', ') }
    const wrong = cited.filter((number) => number !== own && !expected.includes(number) && !outside.includes(number))
    const lost = expected.filter((number) => number !== own && !cited.includes(number))
    return [
      ...nowhere,
      ...wrong.map((number) => says(`引用第${number}条；此处应${list.zh}。`, `it cites article ${number}; it should cite ${list.en}.`)),
      ...(lost.length > 0 && wrong.length === 0
        ? [says(`缺少对第 ${lost.join('、')} 条的引用。`, `the reference to article ${lost.join(', ')} is lost.`)]
        : []),
    ]
  })
}
