import { printProvision, type EditionId } from '#law/citation.ts'
import { Concordance } from '#law/concordance.ts'
import { isChanged, redline, type Redlined, type Wording } from '#law/redline.ts'
import type { EditionData, Restatements, Statute } from '#law/statute.ts'
import type { Language } from '#law/text.ts'
import { readStored } from './imported.ts'
import { findEdition } from './law.ts'
import { Unusable } from './unusable.ts'

export interface RedlineOptions {
  readonly article: string | undefined
  readonly language: Language
  /** Where imported texts are kept. */
  readonly data: string
}

/** Two editions laid side by side. `source` says whose words: the official text where both were imported, else our restatement. */
export interface Redline {
  readonly from: EditionId
  readonly to: EditionId
  readonly lang: Language
  readonly source: 'imported' | 'restatement'
  readonly editions: readonly EditionData[]
  readonly changes: readonly Redlined[]
}

function importedWording(folder: string, edition: EditionId, language: Language): Wording | undefined {
  const stored = readStored(folder, edition, language)
  if (stored === undefined || 'why' in stored) return undefined
  const texts = new Map(stored.provisions.map(({ provision, text }) => [provision, text]))
  return (provision) => texts.get(provision)
}

function restatedWording(restatements: Restatements, edition: EditionId, language: Language): Wording {
  const texts = new Map<string, string>(
    (restatements.editions[edition]?.articles ?? []).flatMap(({ provisions }) => provisions.map(({ provision, text }) => [provision, text[language].trim()])),
  )
  return (provision) => texts.get(provision)
}

const inArticle = (article: string, { from, to }: Redlined): boolean => [...from, ...to].some((place) => place.split('.')[0] === article)

/** What became of the provisions of one edition in another. All of one article, or everything that changed. */
export function redlineOf(statute: Statute, restatements: Restatements, from: string, to: string, { article, language, data }: RedlineOptions): Redline {
  const [before, after] = [findEdition(statute, from), findEdition(statute, to)]
  const ids = [before.edition.id, after.edition.id] as const
  if (ids[0] === ids[1]) throw new Unusable(`请给出两个不同的版本；两边都是 ${from}`, `name two editions; both are ${from}`)
  const official = ids.map((id) => importedWording(data, id, language))
  const [left, right] = official
  const imported = left !== undefined && right !== undefined
  const words = imported
    ? ([left, right] as const)
    : ([restatedWording(restatements, ids[0], language), restatedWording(restatements, ids[1], language)] as const)
  const all = redline(new Concordance(statute.concordance), ids, words[0], words[1], language)
  const changes = article === undefined ? all.filter(isChanged) : all.filter((row) => inArticle(article, row))
  if (article !== undefined && changes.length === 0) throw new Unusable(`两个版本都没有第 ${article} 条`, `neither edition has an article ${article}`)
  return { from: ids[0], to: ids[1], lang: language, source: imported ? 'imported' : 'restatement', editions: statute.editions, changes }
}

export function redlineJson({ from, to, lang, source, changes }: Redline): unknown {
  return {
    from,
    to,
    lang,
    source,
    changes: changes.map((row) => ({ from: row.from, to: row.to, change: row.change, note: row.note ?? null, pieces: row.pieces })),
  }
}

/** Places of one edition as people cite them. */
export function citesOf(editions: readonly EditionData[], id: EditionId, places: readonly string[], language: Language): string {
  const data = editions.find(({ edition }) => edition.id === id)
  return places.map((place) => printProvision(place, language, data?.paragraphs[place.split('.')[0] ?? ''] ?? 1)).join(language === 'zh' ? '、' : ', ')
}

const MARKS = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const
const COLOURS = { same: ['', ''], removed: ['\u001b[31;9m', '\u001b[0m'], added: ['\u001b[32;4m', '\u001b[0m'] } as const

/** The redline for a terminal. Without colour, what went stands in [-…-] and what came in {+…+}. */
export function redlineText(found: Redline, colour: boolean): string {
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
