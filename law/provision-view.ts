import { covers, EDITIONS, printProvision, type EditionId } from './citation.ts'
import { Concordance } from './concordance.ts'
import { normRows, type NormRow } from './norm-row.ts'
import type { EditionData, Restatements, Statute } from './statute.ts'
import type { Text } from './text.ts'

export interface ProvisionView {
  readonly edition: EditionId
  readonly provision: string
  readonly cite: Text
  readonly chapter: Text
  readonly section: Text | null
  readonly heading: Text
  readonly provisions: readonly {
    readonly provision: string
    readonly kind: string
    readonly addressee: readonly string[]
    readonly refers: readonly string[]
    readonly zh: string
    readonly en: string
  }[]
  readonly norms: readonly NormRow[]
  readonly none: readonly { readonly provision: string; readonly because: Text }[]
  readonly liability: readonly {
    readonly provision: string
    readonly title: Text
    readonly violated: readonly string[]
    readonly tiers: readonly { readonly stage: string; readonly words: Text }[]
  }[]
  readonly predecessor: readonly string[]
  readonly successor: readonly string[]
}

/** Everything about one article, paragraph or item: our restatement, its norms, and the liability that it sets or incurs; `undefined` where there is none. */
export function provisionView(statute: Statute, restatements: Restatements, data: EditionData, asked: string): ProvisionView | undefined {
  const [number = ''] = asked.split('.')
  const article = restatements.editions[data.edition.id]?.articles.find((each) => String(each.article) === number)
  if (article === undefined || !data.places.includes(asked)) return undefined
  const chapter = data.edition.chapters.find((each) => each.chapter === article.chapter)
  const section = chapter?.sections.find((each) => each.section === article.section)
  const paragraphs = data.paragraphs[number] ?? 1
  const about = (place: string): boolean => covers(asked, place) || covers(place, asked)
  return {
    edition: data.edition.id,
    provision: asked,
    cite: { zh: printProvision(asked, 'zh', paragraphs), en: printProvision(asked, 'en', paragraphs) },
    chapter: chapter?.title ?? { zh: '', en: '' },
    section: section?.title ?? null,
    heading: article.heading,
    provisions: article.provisions
      .filter((entry) => about(entry.provision))
      .map(({ provision, kind, addressee, refers, text }) => ({ provision, kind, addressee, refers, zh: text.zh.trim(), en: text.en.trim() })),
    norms: normRows(data).filter((row) => covers(asked, row.provision) || covers(row.provision, asked)),
    none: data.norms.none.filter((entry) => about(entry.provision)),
    liability: data.liability.liabilities
      .filter(
        (each) =>
          about(each.provision) || each.violated.some((place) => 'provision' in place && (covers(asked, place.provision) || covers(place.provision, asked))),
      )
      .map((each) => ({
        provision: each.provision,
        title: each.title,
        violated: each.violated.flatMap((place) => ('provision' in place ? [place.provision] : [])),
        tiers: each.tiers.map(({ stage, words }) => ({ stage, words })),
      })),
    predecessor: neighbour(statute, data.edition.id, asked, -1),
    successor: neighbour(statute, data.edition.id, asked, 1),
  }
}

/** What a provision was in the edition before, or became in the next. */
function neighbour(statute: Statute, id: EditionId, asked: string, step: 1 | -1): readonly string[] {
  const other = EDITIONS[EDITIONS.indexOf(id) + step]
  return other === undefined ? [] : new Concordance(statute.concordance).carryAll(asked, id, other)
}
