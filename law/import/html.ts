import { piecesOf, unescapeEntities } from './markup.ts'

/** One line of a source, with where it stood there. `struck` counts passages that the page marks as deleted; they are left out. */
export interface SourceLine {
  readonly line: number
  readonly text: string
}

export interface Stripped {
  readonly lines: readonly SourceLine[]
  readonly struck: readonly SourceLine[]
}

/** What is inside these is never text of the law. */
const SKIPPED = new Set([
  'script',
  'style',
  'head',
  'nav',
  'header',
  'footer',
  'aside',
  'noscript',
  'template',
  'svg',
  'iframe',
  'select',
  'button',
  'textarea',
])

/** Contents that are not markup: only their own closing tag ends them. */
const RAW = new Set(['script', 'style', 'textarea', 'noscript', 'iframe'])

const STRUCK = new Set(['del', 's', 'strike'])

/** For a page whose frame is not closed, so that the law itself would be skipped with it. */
export const BARE_SKIPPED: ReadonlySet<string> = new Set(['script', 'style', 'noscript', 'textarea', 'iframe'])

/** A boundary of these ends a line. `br` too. */
const BLOCKS = new Set(
  'address article blockquote body br caption center dd div dl dt fieldset figure h1 h2 h3 h4 h5 h6 hr html li main ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)

export function looksLikeHtml(text: string): boolean {
  const start = text.slice(0, 4096)
  return (
    /<!doctype html|<html[\s>]|<body[\s>]|<head[\s>]/i.test(start) ||
    (/<(?:p|div|br|span|table)\b[^<>]*>/i.test(start) && /<\/(?:p|div|span|table)>|<br\s*\/?>/i.test(text.slice(0, 65_536)))
  )
}

/** The lines of a page that a reader sees: without scripts, styles, navigation and what is marked as deleted. */
export function linesOfHtml(source: string, skipped: ReadonlySet<string> = SKIPPED): Stripped {
  const lines: SourceLine[] = []
  const struck: SourceLine[] = []
  let held = ''
  let heldLine = 1
  let strikes = 0
  let skipping: string | undefined
  let depth = 0
  let line = 1
  let counted = 0
  const lineAt = (at: number): number => {
    for (let next = source.indexOf('\n', counted); next >= 0 && next < at; next = source.indexOf('\n', counted)) {
      line++
      counted = next + 1
    }
    return line
  }
  const flush = (): void => {
    if (held.trim() !== '') lines.push({ line: heldLine, text: held }, { line: heldLine, text: '' })
    held = ''
  }
  for (const piece of piecesOf(source)) {
    if ('text' in piece) {
      if (skipping !== undefined) continue
      const lead = piece.text.length - piece.text.trimStart().length
      const words = unescapeEntities(piece.text.replace(/[ \t\r\n\f]+/g, ' '))
      if (strikes > 0) {
        if (words.trim() !== '') struck.push({ line: lineAt(piece.at + lead), text: words.trim() })
        continue
      }
      if (held.trim() === '' && words.trim() !== '') heldLine = lineAt(piece.at + lead)
      held += held === '' ? words.replace(/^ +/, '') : words
      continue
    }
    const { name, closes, empty } = piece.tag
    if (skipping !== undefined) {
      if (name === skipping) depth += closes ? -1 : RAW.has(name) || empty ? 0 : 1
      if (depth === 0) skipping = undefined
      continue
    }
    if (skipped.has(name) && !closes && !empty) {
      flush()
      skipping = name
      depth = 1
    } else if (STRUCK.has(name) && !empty) strikes = Math.max(0, strikes + (closes ? -1 : 1))
    else if (BLOCKS.has(name)) flush()
  }
  flush()
  return { lines, struck }
}
