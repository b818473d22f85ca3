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

export const SANS = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, -apple-system, "Segoe UI", sans-serif'
/** Provisions and their restatements are law, not interface. */
export const SERIF = '"Source Han Serif SC", "Noto Serif SC", "Noto Serif CJK SC", "Songti SC", Georgia, serif'
