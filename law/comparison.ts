import { printProvision, type EditionId } from './citation.ts'
import { Concordance } from './concordance.ts'
import { isChanged, redline, type Redlined, type Wording } from './redline.ts'
import type { EditionData, Restatements, Statute } from './statute.ts'
import type { Language } from './text.ts'

/** Two editions laid side by side. `source` says whose words: the official text where both were imported, else our restatement. */
export interface Comparison {
  readonly from: EditionId
  readonly to: EditionId
  readonly lang: Language
  readonly source: 'imported' | 'restatement'
  readonly editions: readonly EditionData[]
  readonly changes: readonly Redlined[]
}

export interface ComparisonOptions {
  readonly language: Language
  /** One article, of either edition: then all of it, else everything that changed. */
  readonly article?: string | undefined
  /** The official words of an edition, where they were imported. */
  readonly official: (edition: EditionId) => Wording | undefined
}

function restatedWording(restatements: Restatements, edition: EditionId, language: Language): Wording {
  const texts = new Map<string, string>(
    (restatements.editions[edition]?.articles ?? []).flatMap(({ provisions }) => provisions.map(({ provision, text }) => [provision, text[language].trim()])),
  )
  return (provision) => texts.get(provision)
}

const inArticle = (article: string, { from, to }: Redlined): boolean => [...from, ...to].some((place) => place.split('.')[0] === article)

/** What became of the provisions of one edition in another. */
export function compareEditions(
  statute: Statute,
  restatements: Restatements,
  [from, to]: readonly [EditionId, EditionId],
  { article, language, official }: ComparisonOptions,
): Comparison {
  const [left, right] = [official(from), official(to)]
  const imported = left !== undefined && right !== undefined
  const words = imported ? ([left, right] as const) : ([restatedWording(restatements, from, language), restatedWording(restatements, to, language)] as const)
  const all = redline(new Concordance(statute.concordance), [from, to], words[0], words[1], language)
  const changes = article === undefined ? all.filter(isChanged) : all.filter((row) => inArticle(article, row))
  return { from, to, lang: language, source: imported ? 'imported' : 'restatement', editions: statute.editions, changes }
}

/** Places of one edition as people cite them. */
export function citesOf(editions: readonly EditionData[], id: EditionId, places: readonly string[], language: Language): string {
  const data = editions.find(({ edition }) => edition.id === id)
  return places.map((place) => printProvision(place, language, data?.paragraphs[place.split('.')[0] ?? ''] ?? 1)).join(language === 'zh' ? '、' : ', ')
}
