/** Markup in which everything that came from elsewhere is escaped. Only `html` makes it. */
class Markup {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  get text(): string {
    return this.#text
  }
}
export type Html = Markup

/** What may stand in a hole: text is escaped, markup stands as it is, nothing is nothing. */
type Piece = Html | string | number | false | null | undefined | readonly Piece[]

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' }

/** Besides the signs of markup: what would turn the direction of a line round, and controls and non-characters that no page may hold. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"'`]/g, (sign) => ESCAPES[sign] ?? '')
    .replace(/(?![\t\n\r])\p{Control}|\p{Noncharacter_Code_Point}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}

function written(piece: Piece): string {
  if (piece === undefined || piece === null || piece === false) return ''
  if (piece instanceof Markup) return piece.text
  if (typeof piece === 'string') return escaped(piece)
  return typeof piece === 'number' ? String(piece) : piece.map(written).join('')
}

/** A hole stands between tags or inside quotes. Anywhere else escaping would not hold, and it is a fault of ours. */
function checkPlace(before: string): void {
  const tag = before.slice(before.lastIndexOf('<'))
  const inTag = before.includes('<') && !tag.includes('>')
  if (inTag && /=\s*$/.test(before)) throw new TypeError(`a value without quotes: ${tag}`)
}

/** The one way to write markup. */
export function html(parts: TemplateStringsArray, ...holes: readonly Piece[]): Html {
  let text = ''
  parts.forEach((part, place) => {
    text += part
    if (place >= holes.length) return
    checkPlace(part)
    text += written(holes[place])
  })
  return new Markup(text)
}
