import type { Document, DocumentValue } from '#procedures/document.ts'
import { plain } from './plain.ts'

/** Of one length whatever it hides. */
export const BAR = '█████'

/** One letter is no name that could be told from any other text. */
const LEAST = 2

function wordsIn(value: DocumentValue): readonly string[] {
  if (typeof value === 'string') return [value, ...value.split('\n')]
  if (value === null || typeof value !== 'object' || 'moment' in value) return []
  if ('zh' in value) return [value.zh, value.en]
  return value.flatMap((part) => (typeof part === 'string' ? [part] : [part.zh, part.en]))
}

/** As a word of its own where words are parted; Chinese does not part them. */
function patternOf(word: string): string {
  const exact = word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  const before = /^[\p{Script=Latin}\p{N}]/u.test(word) ? String.raw`(?<![\p{Script=Latin}\p{N}])` : ''
  const after = /[\p{Script=Latin}\p{N}]$/u.test(word) ? String.raw`(?![\p{Script=Latin}\p{N}])` : ''
  return `${before}${exact}${after}`
}

/** Blackens what the personal fields of a document say wherever else it stands: a letter is addressed to the person of whom it speaks. */
export function blackingOf({ sections }: Document): (text: string) => string {
  const personal = sections.flatMap(({ fields }) => fields.filter((field) => field.personal).flatMap(({ value }) => wordsIn(value)))
  const words = [...new Set(personal.map((word) => plain(word).trim()))].filter((word) => word.length >= LEAST)
  if (words.length === 0) return (text) => text
  const longestFirst = words.toSorted((one, other) => other.length - one.length)
  const any = new RegExp(longestFirst.map(patternOf).join('|'), 'gu')
  return (text) => text.replaceAll(any, BAR)
}
