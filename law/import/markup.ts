/** Named character references that pages of law use. Others are left as they stand. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  middot: '·',
  mdash: '—',
  ndash: '–',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  sect: '§',
  copy: '©',
  laquo: '«',
  raquo: '»',
  zwnj: '\u200c',
  zwj: '\u200d',
  shy: '\u00ad',
  times: '×',
  bull: '•',
}

function character(code: number): string {
  return Number.isInteger(code) && code > 0 && code <= 0x10_ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '\uFFFD'
}

/** Character references as characters: `&nbsp;`, `&#31532;`, `&#x7b2c;`. */
export function unescapeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (whole, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return character(Number(decimal))
    if (hex !== undefined) return character(Number.parseInt(hex, 16))
    return NAMED[name ?? ''] ?? whole
  })
}

interface Tag {
  readonly name: string
  readonly closes: boolean
  readonly empty: boolean
  readonly inside: string
}

/** Text, opening and closing tags in order. Comments, declarations and what cannot be closed are left out. */
export type Piece = { readonly text: string; readonly at: number } | { readonly tag: Tag; readonly at: number; readonly end: number }

/** Splits markup in one pass, in time proportional to its length. */
export function* piecesOf(source: string): Generator<Piece> {
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('<', at)
    if (open < 0) {
      yield { text: source.slice(at), at }
      return
    }
    if (open > at) yield { text: source.slice(at, open), at }
    if (source.startsWith('<!--', open)) {
      const end = source.indexOf('-->', open + 4)
      at = end < 0 ? source.length : end + 3
      continue
    }
    const close = source.indexOf('>', open)
    if (close < 0) {
      yield { text: source.slice(open), at: open }
      return
    }
    const inside = source.slice(open + 1, close)
    const name = /^\/?([a-zA-Z][\w:-]*)/.exec(inside)?.[1]?.toLowerCase()
    if (name === undefined) {
      if (!/^[!?/]/.test(inside)) {
        yield { text: '<', at: open }
        at = open + 1
        continue
      }
    } else yield { tag: { name, closes: inside.startsWith('/'), empty: inside.endsWith('/'), inside }, at: open, end: close + 1 }
    at = close + 1
  }
}
