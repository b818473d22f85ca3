/**
 * What no text of ours may hold: control characters other than tab and line breaks, halves of surrogate pairs, and code points that are no
 * characters. Neither XML nor the database takes them, and nobody sees them.
 */
const ILLEGIBLE = new RegExp(
  String.raw`[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]`,
)

/** Deeper than anything that is asked of anybody. */
const DEEPEST = 64

interface Inside {
  readonly value: unknown
  readonly path: readonly string[]
}

/** Where in a value of JSON something stands that nobody can read, or that is nested beyond all measure; `undefined` where all is legible. */
export function illegibleIn(whole: unknown): readonly string[] | undefined {
  const left: Inside[] = [{ value: whole, path: [] }]
  // Without recursion: what is nested deepest must not end the process's stack.
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path } = next
    if (typeof value === 'string' ? ILLEGIBLE.test(value) : path.length > DEEPEST) return path
    if (typeof value !== 'object' || value === null) continue
    for (const [name, inner] of Object.entries(value)) {
      if (ILLEGIBLE.test(name)) return path
      if (typeof inner === 'string' || (typeof inner === 'object' && inner !== null)) left.push({ value: inner, path: [...path, name] })
    }
  }
  return undefined
}
