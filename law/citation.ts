import { z } from 'zod'
import type { Language } from './text.ts'

/** The editions by their permanent names. */
export const EDITIONS = ['csl-draft-2016', 'csl-2017', 'csl-2026'] as const
export const EditionId = z.enum(EDITIONS)
export type EditionId = z.infer<typeof EditionId>

/**
 * A place in one edition: `article`, `article.paragraph` or `article.paragraph.item`, e.g. `21.1.3` for
 * article 21, paragraph 1, item (3). The paragraph is always named, also where an article has only one.
 */
export const Provision = z
  .string()
  .regex(/^[1-9]\d{0,2}(\.[1-9]\d?){0,2}$/, 'write a provision as article, article.paragraph or article.paragraph.item')
  .brand<'Provision'>()
export type Provision = z.infer<typeof Provision>

/** Reads `21.1.3`; `undefined` where the text is no provision. */
export function provisionOf(text: string): Provision | undefined {
  const parsed = Provision.safeParse(text)
  return parsed.success ? parsed.data : undefined
}

/** Whether `outer` is `inner` or contains it: article 21 covers 21.1.3, 21.1.3 does not cover 21. */
export function covers(outer: string, inner: string): boolean {
  return inner === outer || (inner.startsWith(outer) && inner[outer.length] === '.')
}

/** The provision and the places that contain it, innermost first: `21.1.3`, `21.1`, `21`. */
export function upwards(provision: string): string[] {
  const chain = [provision]
  for (let at = provision.lastIndexOf('.'); at > 0; at = provision.lastIndexOf('.', at - 1)) chain.push(provision.slice(0, at))
  return chain
}

/** Statute order: by article, then paragraph, then item; a container stands before its parts. */
export function compareProvisions(left: string, right: string): number {
  const a = left.split('.').map(Number)
  const b = right.split('.').map(Number)
  for (let level = 0; level < Math.max(a.length, b.length); level++) {
    const difference = (a[level] ?? 0) - (b[level] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const DIGITS = '〇一二三四五六七八九'

/** 1 to 199 in Chinese numerals, as statutes number their articles: 二十一, 一百零五. */
export function chineseNumber(n: number): string {
  if (!Number.isInteger(n) || n < 1 || n > 199) throw new RangeError(`no Chinese article number for ${n}`)
  const hundred = n >= 100 ? '一百' : ''
  const rest = n % 100
  const tens = Math.floor(rest / 10)
  const ones = rest % 10
  const gap = hundred !== '' && tens === 0 && ones > 0 ? '零' : ''
  const ten = tens === 0 ? '' : `${tens === 1 && hundred === '' ? '' : DIGITS[tens]}十`
  return `${hundred}${gap}${ten}${ones === 0 ? '' : DIGITS[ones]}`
}

/**
 * A citation as people write it: `Art. 21(3)`, `第二十一条第三项`.
 * A paragraph is left out where the article has only one (`paragraphs` is 1), as the statute itself does.
 */
export function printProvision(provision: string, language: Language, paragraphs: number): string {
  const [article = '', paragraph, item] = provision.split('.')
  const shown = paragraph !== undefined && paragraphs > 1
  if (language === 'zh') {
    const head = `第${chineseNumber(Number(article))}条`
    const middle = shown ? `第${chineseNumber(Number(paragraph))}款` : ''
    return `${head}${middle}${item === undefined ? '' : `第${chineseNumber(Number(item))}项`}`
  }
  return `Art. ${article}${shown ? `(${paragraph})` : ''}${item === undefined ? '' : `(${item})`}`
}
