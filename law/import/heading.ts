import { readChinese, readLatin } from './numeral.ts'

/** What a line begins with: an article, a chapter or section, an item, or nothing special. */
export type Heading =
  | { readonly kind: 'article'; readonly number: number; /** Where the text begins in the line. */ readonly from: number; readonly inserted: boolean }
  | { readonly kind: 'chapter' | 'section'; readonly number: number; readonly title: string }
  | { readonly kind: 'item'; readonly number: number; readonly from: number }
  | { readonly kind: 'contents' }
  | { readonly kind: 'text' }

const NUMBER = '[零〇○一二三四五六七八九十百两\\d][零〇○一二三四五六七八九十百两\\d ]{0,8}'

const ZH_ARTICLE = new RegExp(`^第 ?(${NUMBER})[条條](之[一二三四五六七八九十]{1,2})?([ :]*)`)
const ZH_PART = new RegExp(`^第 ?(${NUMBER})([章节節]) *(.*)$`)
const ZH_ITEM = /^(?:\(([一二三四五六七八九十]{1,3}|\d{1,2})\)|(\d{1,2})[.、](?!\d)|([一二三四五六七八九十]{1,3})、|([①-⑳]))\s*/
/** After a number without a space these make a sentence that cites an article, not a heading. */
const CITES = /^(?:第[零一二三四五六七八九十\d]+[款项]|[规規和与與或至到的、,;。.)》]|所列|所称|之规定)/

const EN_ARTICLE = /^(?:Article|ARTICLE|Art\.?|ART\.?) *(\d{1,3}|[IVXLC]{1,9})(?![\w-])( *[:.\u2013\u2014-]? *)/
const EN_CITES = /^(?:,|;|\)|(?:of|and|or|to|through|shall|paragraph|paragraphs|item|items|above|below|also)\b)/
const EN_PART = /^(chapter|section) *(\d{1,2}|[IVXLC]{1,6})(?![\w-])[ :.\u2013\u2014-]*(.*)$/i
const EN_ITEM = /^(?:\((\d{1,2}|[ivx]{1,5}|[a-z])\)|(\d{1,2})[.)](?!\d)|([a-h])\))\s*/

const ROMAN_ITEMS = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x']

function itemNumber(text: string): number | undefined {
  const number = readChinese(text)
  if (number !== undefined) return number
  const roman = ROMAN_ITEMS.indexOf(text)
  return roman >= 0 ? roman + 1 : text.charCodeAt(0) - 96
}

function chineseHeading(key: string): Heading | undefined {
  const article = ZH_ARTICLE.exec(key)
  if (article !== null) {
    const [whole, digits = '', inserted, gap = ''] = article
    const number = readChinese(digits)
    const rest = key.slice(whole.length)
    if (number !== undefined && (gap !== '' || !CITES.test(rest))) return { kind: 'article', number, from: whole.length, inserted: inserted !== undefined }
  }
  const part = ZH_PART.exec(key)
  if (part !== null) {
    const number = readChinese(part[1] ?? '')
    const title = (part[3] ?? '').trim()
    if (number !== undefined && title.length <= 40 && !/[。;]/.test(title))
      return { kind: part[2] === '章' ? 'chapter' : 'section', number, title: title.replace(/ /g, '').replace(/[.…·]*\d*$/, '') }
  }
  const item = ZH_ITEM.exec(key)
  if (item !== null) {
    const circled = item[4]
    const number = circled === undefined ? itemNumber(item[1] ?? item[2] ?? item[3] ?? '') : circled.charCodeAt(0) - 0x245f
    if (number !== undefined) return { kind: 'item', number, from: item[0].length }
  }
  return /^目 ?[录錄]$/.test(key) ? { kind: 'contents' } : undefined
}

function englishHeading(key: string): Heading | undefined {
  const article = EN_ARTICLE.exec(key)
  if (article !== null) {
    const [whole, digits = ''] = article
    const number = readLatin(digits)
    if (number !== undefined && !EN_CITES.test(key.slice(whole.length))) return { kind: 'article', number, from: whole.length, inserted: false }
  }
  const part = EN_PART.exec(key)
  if (part !== null) {
    const number = readLatin((part[2] ?? '').toUpperCase())
    const title = (part[3] ?? '').trim().replace(/[ .…]*\d*$/, '')
    if (number !== undefined && title.length <= 120 && !/[;]/.test(title))
      return { kind: (part[1] ?? '').toLowerCase() === 'chapter' ? 'chapter' : 'section', number, title }
  }
  const item = EN_ITEM.exec(key)
  if (item !== null) {
    const number = itemNumber(item[1] ?? item[2] ?? item[3] ?? '')
    if (number !== undefined) return { kind: 'item', number, from: item[0].length }
  }
  return /^(?:table of )?contents:?$/i.test(key) ? { kind: 'contents' } : undefined
}

/** Reads the beginning of a line in matching form (`Line.key`). */
export function headingOf(key: string): Heading {
  return chineseHeading(key) ?? englishHeading(key) ?? { kind: 'text' }
}
