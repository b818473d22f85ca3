import type { Language, Text } from '#law/text.ts'
import { capital } from '#law/report/penalty.ts'
import { WORDS } from '#law/report/words.ts'

/** Cinnabar only for what is late, amber for what is near or unknown, jade for what is done; quiet for what explains. */
export type Tone = 'plain' | 'quiet' | 'late' | 'soon' | 'done'

/** Words with how they are set. */
export interface Piece {
  readonly text: string
  readonly bold?: boolean
  readonly tone?: Tone
  /** In points; that of the page without it. */
  readonly size?: number
}

interface Line {
  readonly kind: 'line'
  readonly pieces: readonly Piece[]
  /** Space below, in points. */
  readonly after: number
  readonly indented?: boolean
  /** Stays with what follows it. */
  readonly leads?: boolean
}

interface Table {
  readonly kind: 'table'
  /** Names with their shares of the width of the page. The head is repeated on every page. */
  readonly columns: readonly (readonly [name: string, share: number])[]
  readonly rows: readonly (readonly string[])[]
}

/** What a report is set from, page after page, in whatever format. */
export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly pieces: readonly Piece[] }
  | Line
  | Table

export function line(pieces: readonly Piece[], after = 3): Line {
  return { kind: 'line', pieces, after }
}

/** A remark that stands before what it speaks of. */
export function note(text: string): Line {
  return { kind: 'line', pieces: [{ text, tone: 'quiet' }], after: 3, leads: true }
}

export function heading(title: string, count?: number): Block {
  const counted: readonly Piece[] = count === undefined ? [] : [{ text: `  ${count}`, tone: 'quiet', size: 12 }]
  return { kind: 'heading', level: 1, pieces: [{ text: title, bold: true, size: 14 }, ...counted] }
}

/** `理由：…`: a name and what belongs to it, nothing where there is nothing. */
export function row(name: Text, texts: readonly string[], language: Language): readonly Block[] {
  const [first, ...others] = texts.filter((text) => text !== '')
  if (first === undefined) return []
  const label: Piece = { text: `${capital(name[language])}${WORDS.label.colon[language]}`, bold: true, tone: 'quiet' }
  return [line([label, { text: first }], others.length === 0 ? 3 : 1), ...others.map((text): Line => ({ ...line([{ text }], 1), indented: true }))]
}

export function table(columns: Table['columns'], rows: Table['rows']): Block {
  return { kind: 'table', columns, rows }
}
