import { JournalFault } from './fault.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/** Arrays and objects inside each other. */
const DEPTH = 64

/**
 * Reads JSON of which every reader makes the same value, and refuses the rest (`json-malformed`, with line, column and offset in UTF-16 units):
 * a name twice in one object; a surrogate without its partner, written or escaped; a byte order mark; more than 64 levels; text after the value;
 * and numbers that do not keep their value: whole numbers beyond ±(2^53-1) in any spelling, minus zero, what overflows or vanishes, and
 * decimals with more digits than their nearest double prints (0.1 is read, 0.1000000000000000055 is not).
 * Names such as `__proto__` are data like others.
 */
export function parseJson(text: string): Json {
  const reader = new Reader(text)
  const value = reader.value(0)
  reader.end()
  return value
}

/** RFC 8785. What `parseJson` would not read is refused (`json-malformed`), so that the two are inverse to each other. */
export function canonicalJson(value: Json): string {
  return canonical(value, 0)
}

function canonical(value: Json, depth: number): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return numeral(value)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object') throw new JournalFault('json-malformed', `JSON has no ${typeof value}`)
  if (depth === DEPTH) throw new JournalFault('json-malformed', `more than ${DEPTH} levels`)
  if (isList(value)) return `[${Array.from(value, (item) => canonical(item, depth + 1)).join(',')}]`
  const members = Object.entries(value)
    // By UTF-16 units, which is what RFC 8785 asks for.
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, member]) => `${quoted(name)}:${canonical(member, depth + 1)}`)
  return `{${members.join(',')}}`
}

function isList(value: readonly Json[] | { readonly [name: string]: Json }): value is readonly Json[] {
  return Array.isArray(value)
}

function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new JournalFault('json-malformed', 'a surrogate without its partner')
  return JSON.stringify(text)
}

function numeral(value: number): string {
  const why = reasonAgainst(value)
  if (why !== undefined) throw new JournalFault('json-malformed', why)
  return String(value)
}

function reasonAgainst(value: number): string | undefined {
  if (!Number.isFinite(value)) return 'a number too large for a double'
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return 'a whole number beyond ±(2^53-1); write it as a string'
  if (Object.is(value, -0)) return 'minus zero; write 0'
  return undefined
}

/** Digits without zeros at either end, and the power of ten of the first: the value of a decimal numeral, whatever its spelling. */
function decimal(numeral: string): string {
  const [, whole = '', fraction = '', power = '0'] = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(numeral) ?? []
  const digits = `${whole}${fraction}`
  const significant = digits.replace(/^0+/, '')
  return significant === '' ? '0' : `${significant.replace(/0+$/, '')}e${Number(power) + whole.length - (digits.length - significant.length)}`
}

/** What stands for itself in a string: no control character below U+0020, quote or backslash. */
const PLAIN = /(?:[ !#-[\]-\u{10ffff}])*/uy
const NUMERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/** Holds the place in the text. */
class Reader {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  value(depth: number): Json {
    this.space()
    const start = this.text.charAt(this.at)
    if (start === '{') return this.object(depth)
    if (start === '[') return this.array(depth)
    if (start === '"') return this.string()
    for (const [word, value] of [
      ['null', null],
      ['true', true],
      ['false', false],
    ] as const)
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length
        return value
      }
    return this.number()
  }

  end(): void {
    this.space()
    if (this.at < this.text.length) throw this.fault('text after the value')
  }

  private object(depth: number): Json {
    this.open(depth)
    const members = new Map<string, Json>()
    this.space()
    if (this.taken('}')) return {}
    do {
      this.space()
      const start = this.at
      if (this.text.charAt(this.at) !== '"') throw this.fault('a name in double quotes is expected')
      const name = this.string()
      if (members.has(name)) throw this.fault(`the name ${JSON.stringify(name)} a second time in one object`, start)
      this.space()
      if (!this.taken(':')) throw this.fault('a colon is expected')
      members.set(name, this.value(depth + 1))
      this.space()
    } while (this.taken(','))
    if (!this.taken('}')) throw this.fault('a comma or } is expected')
    return Object.fromEntries(members)
  }

  private array(depth: number): Json {
    this.open(depth)
    const items: Json[] = []
    this.space()
    if (this.taken(']')) return items
    do {
      items.push(this.value(depth + 1))
      this.space()
    } while (this.taken(','))
    if (!this.taken(']')) throw this.fault('a comma or ] is expected')
    return items
  }

  private open(depth: number): void {
    if (depth === DEPTH) throw this.fault(`more than ${DEPTH} levels`)
    this.at++
  }

  private string(): string {
    const start = this.at++
    let value = ''
    for (;;) {
      PLAIN.lastIndex = this.at
      value += PLAIN.exec(this.text)?.[0] ?? ''
      this.at = PLAIN.lastIndex
      if (this.taken('"')) break
      if (this.at >= this.text.length) throw this.fault('a string without its end', start)
      if (!this.taken('\\')) throw this.fault('a control character in a string; escape it')
      value += this.escaped()
    }
    if (/\p{Surrogate}/u.test(value)) throw this.fault('a surrogate without its partner in a string', start)
    return value
  }

  private escaped(): string {
    const mark = this.text.charAt(this.at++)
    if (mark !== 'u') {
      const character = Object.hasOwn(ESCAPES, mark) ? ESCAPES[mark] : undefined
      if (character === undefined) throw this.fault('an unknown escape', this.at - 2)
      return character
    }
    const code = this.text.slice(this.at, this.at + 4)
    if (!/^[0-9a-fA-F]{4}$/.test(code)) throw this.fault('four hexadecimal digits are expected after \\u', this.at - 2)
    this.at += 4
    return String.fromCharCode(Number.parseInt(code, 16))
  }

  private number(): number {
    NUMERAL.lastIndex = this.at
    const numeral = NUMERAL.exec(this.text)?.[0]
    if (numeral === undefined) throw this.fault(this.at < this.text.length ? 'not a JSON value' : 'a value is expected')
    const value = Number(numeral)
    const why = reasonAgainst(value) ?? (decimal(numeral) === decimal(String(value)) ? undefined : 'a number that a double does not keep; write it as a string')
    if (why !== undefined) throw this.fault(why)
    this.at += numeral.length
    return value
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text.charAt(this.at))) this.at++
  }

  private taken(mark: string): boolean {
    if (this.text.charAt(this.at) !== mark) return false
    this.at++
    return true
  }

  private fault(why: string, at = this.at): JournalFault {
    const before = this.text.slice(0, at).split('\n')
    const column = (before.at(-1)?.length ?? 0) + 1
    return new JournalFault('json-malformed', `line ${before.length}, column ${column} (offset ${at}): ${why}`)
  }
}
