import { citesOf, compareEditions, type Comparison } from '#law/comparison.ts'
import type { Restatements, Statute } from '#law/statute.ts'
import type { Language } from '#law/text.ts'
import { importedWording } from '#server/official-text/stored.ts'
import { findEdition } from './law.ts'
import { Unusable } from './unusable.ts'

interface RedlineOptions {
  readonly article: string | undefined
  readonly language: Language
  /** Where imported texts are kept. */
  readonly data: string
}

/** What became of the provisions of one edition in another. All of one article, or everything that changed. */
export function redlineOf(statute: Statute, restatements: Restatements, from: string, to: string, { article, language, data }: RedlineOptions): Comparison {
  const ids = [findEdition(statute, from).edition.id, findEdition(statute, to).edition.id] as const
  if (ids[0] === ids[1]) throw new Unusable(`请给出两个不同的版本；两边都是 ${from}`, `name two editions; both are ${from}`)
  const found = compareEditions(statute, restatements, ids, { article, language, official: (edition) => importedWording(data, edition, language) })
  if (article !== undefined && found.changes.length === 0) throw new Unusable(`两个版本都没有第 ${article} 条`, `neither edition has an article ${article}`)
  return found
}

export function redlineJson({ from, to, lang, source, changes }: Comparison): unknown {
  return {
    from,
    to,
    lang,
    source,
    changes: changes.map((row) => ({ from: row.from, to: row.to, change: row.change, note: row.note ?? null, pieces: row.pieces })),
  }
}

const MARKS = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
const COLOURS = { same: ['', ''], removed: ['\u001b[31;9m', '\u001b[0m'], added: ['\u001b[32;4m', '\u001b[0m'] } as const

/** The redline for a terminal. Without colour, what went stands in [-…-] and what came in {+…+}. */
export function redlineText(found: Comparison, colour: boolean): string {
  const { from, to, lang, source, changes, editions } = found
  const marks = colour ? COLOURS : MARKS
  const zh = lang === 'zh'
  const whose = source === 'imported' ? (zh ? '导入的官方文本' : 'imported official text') : zh ? '本产品的转述' : 'our restatement'
  const lines = [`${from} → ${to}  ${zh ? `${changes.length} 处` : `${changes.length} places`}  (${whose})`]
  for (const row of changes) {
    const [left, right] = [citesOf(editions, from, row.from, lang), citesOf(editions, to, row.to, lang)]
    lines.push('', `${left === '' ? '–' : left} → ${right === '' ? '–' : right}  [${row.change}]${row.note === undefined ? '' : `  ${row.note[lang]}`}`)
    lines.push(row.pieces.map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`).join(''))
  }
  return `${lines.join('\n')}\n`
}
