/** A piece of HTML that is safe to put into a page. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Characters that turn the reading direction, or that HTML does not allow. A name that holds them would garble the page around it. */
const UNSEEN = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu

/** Text that shows what it says and no more, for documents that have no markup of their own to escape. */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, ' ')
}

export function escape(text: string): string {
  return visible(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

type Part = string | number | Markup | readonly Markup[] | null

function print(part: Part): string {
  if (part === null) return ''
  if (part instanceof Markup) return part.text
  if (typeof part === 'string') return escape(part)
  if (typeof part === 'number') return String(part)
  return part.map((piece) => piece.text).join('')
}

/** Builds HTML from a template. Every value is escaped, also within attributes, unless it is markup already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((text, string, place) => text + print(parts[place - 1] ?? null) + string))
}

/** A string for a style sheet. Everything but letters, digits and blanks is written by its code point, so that it can end neither the string nor the sheet. */
export function styleString(text: string): string {
  return `"${visible(text).replaceAll(/[^\p{L}\p{N} ]/gu, (character) => `\\${(character.codePointAt(0) ?? 32).toString(16)} `)}"`
}
