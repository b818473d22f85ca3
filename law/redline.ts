import { diffChars, diffWordsWithSpace } from 'diff'
import type { EditionId } from './citation.ts'
import type { Change, Concordance } from './concordance.ts'
import type { Language, Text } from './text.ts'

/** A run of text that both have, or that only one of them has. */
export interface Piece {
  readonly kind: 'same' | 'removed' | 'added'
  readonly text: string
}

/** What became of one paragraph or item: where it stands on each side, and its words on both. */
export interface Redlined {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly change: Change
  readonly note: Text | undefined
  readonly pieces: readonly Piece[]
}

/** The words of a provision in one language, or `undefined` where there are none. */
export type Wording = (provision: string) => string | undefined

/** Two wordings as one run of pieces: by word in English, by character in Chinese, which writes no spaces. */
export function pieces(before: string, after: string, language: Language): readonly Piece[] {
  const parts = language === 'zh' ? diffChars(before, after) : diffWordsWithSpace(before, after)
  return parts.map(({ value, added, removed }) => ({ kind: added ? 'added' : removed ? 'removed' : 'same', text: value }))
}

/**
 * Two editions side by side, provision by provision and then by word. What the concordance calls the same or only
 * renumbered is compared all the same, so that a wording that differs against its row is seen. Pure: the words come
 * from the caller, who has imported them or takes our restatement.
 */
export function redline(
  concordance: Concordance,
  [from, to]: readonly [EditionId, EditionId],
  before: Wording,
  after: Wording,
  language: Language,
): readonly Redlined[] {
  const words = (places: readonly string[], wording: Wording): string =>
    places
      .map(wording)
      .filter((text) => text !== undefined)
      .join('\n')
  return concordance.rows(from, to).map((row) => ({
    from: row.from,
    to: row.to,
    change: row.change,
    note: row.note,
    pieces: pieces(words(row.from, before), words(row.to, after), language),
  }))
}

/** Whether a row has anything to show: other words, another place, or a change that the concordance names. */
export function isChanged({ change, pieces: parts }: Redlined): boolean {
  return change !== 'same' || parts.some(({ kind }) => kind !== 'same')
}
