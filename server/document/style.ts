/** Paper, ink, cinnabar: the same on paper as on the screen. Colours are RGB in hexadecimal. */
export const INK = '1D2126'
/** Second ink, for what explains. 6.4 : 1 on white. */
export const QUIET = '5B5E62'
/** Only for the line at the head, where the seal would be. */
export const CINNABAR = 'B2342B'
/** What is still to be done, with its words. 5.6 : 1 on its ground. */
export const AMBER = '8A5F00'
export const AMBER_GROUND = 'FBF3DF'
export const PAPER = 'F7F5EF'
export const HAIRLINE = 'D5CFC2'

/** A4 with its margins, in points. */
export const PAGE = { width: 595.28, height: 841.89, top: 68, bottom: 64, side: 62 } as const

/** How the width between the margins is shared: one language has a label and a value, two have a value each. */
export const SHARES = { one: [30, 70], two: [28, 36, 36] } as const
