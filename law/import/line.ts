import type { Language } from '../text.ts'
import type { SourceLine } from './html.ts'

/** One line of the text: its words as they stand, and the same in a form to match against, character for character. */
export interface Line {
  /** From 1, in the file as it came. */
  readonly number: number
  /** As it stood, without its end. */
  readonly raw: string
  /** Words with single spaces, none at the ends. */
  readonly text: string
  /** `text` with half-width digits, letters and punctuation, for matching only. */
  readonly key: string
  readonly language: Language | undefined
}

const SPACES = /[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+/g
/** Characters that show nothing: zero-width marks, soft hyphens, a byte order mark within. */
export const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g
/** What Markdown and quoting put before a line. */
const DECORATION = /^(?:[>#]+\s+|\*\*(?=\S))+/

/** Full-width ASCII and spaces as half-width: the length stays the same. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0)).replace(/[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
}

function squeeze(text: string): string {
  return text.replace(INVISIBLE, '').replace(SPACES, ' ').trim()
}

/** The language of a line by its script; `undefined` where it has no letters. */
function languageOfLine(text: string): Language | undefined {
  const chinese = text.match(/[\u3400-\u9fff]/g)?.length ?? 0
  const latin = text.match(/[A-Za-z]{2,}/g)?.length ?? 0
  if (chinese === 0 && latin === 0) return undefined
  return chinese >= latin ? 'zh' : 'en'
}

export function lineOf(source: SourceLine): Line {
  const raw = source.text.replace(/\r$/, '')
  const plain = squeeze(raw)
  const bare = plain.replace(DECORATION, '')
  const text = bare === plain ? plain : bare.replace(/\*\*/g, '').trim()
  return { number: source.line, raw, text, key: halfWidth(text), language: languageOfLine(text) }
}

/** Lines of plain text, whatever ends them. */
export function linesOfText(text: string): SourceLine[] {
  return text.split(/\r\n|\n|\r|\u2028|\f/).map((each, at) => ({ line: at + 1, text: each }))
}

/** The lines of one language, in order. A line without letters goes with the line before it. */
export function linesIn(lines: readonly Line[], language: Language): Line[] {
  let current: Language | undefined = lines.find((line) => line.language !== undefined)?.language
  return lines.filter((line) => {
    current = line.language ?? current
    return current === language
  })
}
