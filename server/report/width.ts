/** Blocks that a terminal draws two columns wide (East Asian Width W and F, Unicode 16): first and last code point. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
]

const NONE = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

function columnsOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x300) return 1
  if (NONE.test(character)) return 0
  return WIDE.some(([first, last]) => first <= code && code <= last) ? 2 : 1
}

/** How many columns a terminal needs for a text; colours take none. Characters of ambiguous width count as one. */
export function columns(text: string): number {
  let sum = 0
  for (const character of text.replaceAll(COLOUR, '')) sum += columnsOf(character)
  return sum
}

/** Characters that must not begin a line (避头) and those that must not end one (避尾). */
const NOT_FIRST = '，。；：？！、）》」』】〉”’…,.;:?!)]}%'
const NOT_LAST = '（《「『【〈“‘([{#¥'

/** The smallest pieces that a line may be broken between: Latin words with their blank, single Chinese characters with their punctuation. */
function pieces(text: string): string[] {
  const found = text.match(/\s+|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|./gsu) ?? []
  const joined: string[] = []
  for (const piece of found) {
    const before = joined.at(-1)
    const glued =
      before !== undefined && (NOT_FIRST.includes(piece.slice(0, 1)) || NOT_LAST.includes(before.slice(-1))) && piece.trim() !== '' && before.trim() !== ''
    if (glued) joined[joined.length - 1] = before + piece
    else joined.push(piece)
  }
  return joined
}

/** A piece that no line can hold, such as a long identifier, is cut where the line ends. */
function cut(piece: string, width: number): string[] {
  const parts: string[] = []
  let part = ''
  for (const character of piece) {
    if (columns(part + character) > width && part !== '') {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}

/** Breaks a text into lines of at most `width` columns: Latin between words, Chinese between any two characters but never before a stop or after an opening mark. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(text.replaceAll(/\s+/g, ' ').trim()).flatMap((whole) => (columns(whole) > width ? cut(whole, width) : [whole]))) {
    if (columns(line) + columns(piece.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else line += piece
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()]
}

/** Fills a text up to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)))
}
