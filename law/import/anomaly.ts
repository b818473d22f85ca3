import type { Text } from '../text.ts'

/** What can be odd about an official text. The names are permanent: others filter by them. */
export type AnomalyKind =
  | 'amount-differs'
  | 'amount-with-dot'
  | 'duplicate-article'
  | 'editor-bracket'
  | 'encoding'
  | 'full-width-digits'
  | 'heading-differs'
  | 'invisible-character'
  | 'item-count'
  | 'item-numbers'
  | 'leading-space'
  | 'lower-case-start'
  | 'merged-versions'
  | 'missing-article'
  | 'missing-full-stop'
  | 'no-break-space'
  | 'number-runs-backwards'
  | 'page-chrome'
  | 'paragraph-count'
  | 'renumbered-article'
  | 'restatement'
  | 'space-before-punctuation'
  | 'struck-text'
  | 'translator-note'
  | 'two-amounts'
  | 'unbalanced-brackets'
  | 'unknown-article'
  | 'wrong-cross-reference'

export interface Anomaly {
  /** A provision of the edition (`21.1.3`), `chapter 2`, or `file`. */
  readonly where: string
  /** From 1, in the file as it came; in a DOCX the paragraph, in Akoma Ntoso the block. */
  readonly line: number
  readonly kind: AnomalyKind
  readonly message: Text
}

export function anomaly(kind: AnomalyKind, line: number, where: string, zh: string, en: string): Anomaly {
  return { where, line, kind, message: { zh, en } }
}

/** Why a file is not imported at all. Nothing is stored. */
export interface Refusal {
  readonly code:
    | 'damaged-docx'
    | 'damaged-xml'
    | 'empty'
    | 'no-articles'
    | 'no-such-language'
    | 'not-text'
    | 'too-large'
    | 'two-editions'
    | 'unreadable-encoding'
    | 'wrong-edition'
    | 'wrong-law'
  readonly words: Text
}

export function refusal(code: Refusal['code'], zh: string, en: string): Refusal {
  return { code, words: { zh, en } }
}

/** A few words of a text, to show where something stands. */
export function excerpt(text: string, at: number, length: number): string {
  const from = Math.max(0, at - 12)
  const to = Math.min(text.length, at + length + 12)
  return `${from > 0 ? '…' : ''}${text.slice(from, to).trim()}${to < text.length ? '…' : ''}`
}
