import type { Language } from '#law/text.ts'

/** Paper, ink, cinnabar: the colours of both themes. Text on paper and on sheets keeps a contrast of 4.5 : 1 in every one of them. */
export interface Tokens {
  readonly paper: string
  readonly sheet: string
  readonly line: string
  readonly ink: string
  /** Second and third ink: what explains, and what may be passed over. */
  readonly second: string
  readonly third: string
  /** Overdue, refusal, the seal: nothing else is red. */
  readonly cinnabar: string
  readonly amber: string
  readonly jade: string
  readonly indigo: string
  /** Behind what is chosen, what is red, what is done and what is soon. */
  readonly wash: string
  readonly blush: string
  readonly mint: string
  readonly sand: string
}

export const TOKENS = {
  light: {
    paper: '#FBFAF7',
    sheet: '#FFFFFF',
    line: '#E3DFD6',
    ink: '#1D2126',
    second: '#565B62',
    third: '#6F7379',
    cinnabar: '#B2342B',
    amber: '#8A5F00',
    jade: '#1F7A5A',
    indigo: '#2F4B8A',
    wash: '#EEF1F7',
    blush: '#FAF0EE',
    mint: '#EEF6F2',
    sand: '#FBF5E6',
  },
  dark: {
    paper: '#16181B',
    sheet: '#1E2125',
    line: '#34383D',
    ink: '#E9E6DF',
    second: '#B1AFA8',
    third: '#95948F',
    cinnabar: '#E8796F',
    amber: '#D9A441',
    jade: '#4FB58C',
    indigo: '#9DB2EA',
    wash: '#262C38',
    blush: '#2E2220',
    mint: '#1C2A24',
    sand: '#2C2719',
  },
} as const satisfies Record<'light' | 'dark', Tokens>

const CHINESE = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC"'
const CHINESE_SERIF = '"Source Han Serif SC", "Noto Serif SC", "Noto Serif CJK SC", "Songti SC"'
const LATIN = '-apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial'

/**
 * Fonts that the reader's system has. In English those made for it come first: Chinese fonts have their own full-width quotation marks and dashes.
 * Provisions and their restatements are in the serif, because they are law and not interface.
 */
export const FONTS = {
  zh: { sans: `${CHINESE}, system-ui, -apple-system, "Segoe UI", sans-serif`, serif: `${CHINESE_SERIF}, Georgia, serif` },
  en: { sans: `${LATIN}, ${CHINESE}, sans-serif`, serif: `Georgia, "Noto Serif", "Liberation Serif", ${CHINESE_SERIF}, serif` },
} as const satisfies Record<Language, { readonly sans: string; readonly serif: string }>
