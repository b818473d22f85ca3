import { EDITIONS, printProvision, upwards, type EditionId } from '#law/citation.ts'
import { Concordance, type Change } from '#law/concordance.ts'
import { printDay } from '#law/instant.ts'
import { normRows, type NormRow } from '#law/norm-row.ts'
import { type EditionData, type Statute } from '#law/statute.ts'
import type { Text } from '#law/text.ts'
import { nearest } from '#law/nearest.ts'
import type { Imported } from './imported.ts'
import { readRestatements } from './statute.ts'
import { Unusable } from './unusable.ts'

export interface EditionRow {
  readonly id: EditionId
  readonly title: Text
  readonly status: 'draft' | 'enacted'
  readonly adopted: string | null
  readonly inForceFrom: string | null
  readonly inForceTo: string | null
  readonly articles: number
  readonly provisions: number
}

/** Every edition that is loaded. `provisions` counts articles, paragraphs and items that the text has. */
export function editionRows(statute: Statute): EditionRow[] {
  return statute.editions.map(({ edition, places, paragraphs }) => ({
    id: edition.id,
    title: edition.title,
    status: edition.status,
    adopted: edition.adopted === undefined ? null : printDay(edition.adopted),
    inForceFrom: edition.inForce === undefined ? null : printDay(edition.inForce.from),
    inForceTo: edition.inForce?.to === undefined ? null : printDay(edition.inForce.to),
    articles: Object.keys(paragraphs).length,
    provisions: places.filter((place) => place.includes('.')).length,
  }))
}

export function findEdition(statute: Statute, id: string): EditionData {
  const found = statute.editions.find(({ edition }) => edition.id === id)
  if (found !== undefined) return found
  const ids = statute.editions.map(({ edition }) => edition.id)
  const near = nearest(id, ids)
  throw new Unusable(
    `没有版本 ${id}；已有：${ids.join('、')}`,
    `there is no edition ${id}; there are: ${ids.join(', ')}${near === undefined ? '' : `. Did you mean ${near}?`}`,
  )
}

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
  /** The official words, where they were imported; see `imported.ts`. */
  readonly imported: Imported | null
}

const inside = (outer: string, inner: string): boolean => upwards(inner).includes(outer)

/** Everything about one article, paragraph or item: our restatement, its norms, and the liability that it sets or incurs. */
export function provisionView(statute: Statute, id: string, asked: string): ProvisionView {
  const data = findEdition(statute, id)
  const file = readRestatements().editions[data.edition.id]
  const [number = ''] = asked.split('.')
  const article = file?.articles.find((each) => String(each.article) === number)
  if (article === undefined || !data.places.includes(asked)) {
    const parts = data.places.filter((place) => place.startsWith(`${number}.`))
    const hint = article === undefined ? `1–${Object.keys(data.paragraphs).length}` : parts.join(', ')
    throw new Unusable(`${data.edition.id} 没有条款 ${asked}；有：${hint}`, `${data.edition.id} has no provision ${asked}; it has ${hint}`)
  }
  const chapter = data.edition.chapters.find((each) => each.chapter === article.chapter)
  const section = chapter?.sections.find((each) => each.section === article.section)
  const paragraphs = data.paragraphs[number] ?? 1
  const about = (place: string): boolean => inside(asked, place) || inside(place, asked)
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
    norms: normRows(data).filter((row) => inside(asked, row.provision) || inside(row.provision, asked)),
    none: data.norms.none.filter((entry) => about(entry.provision)),
    liability: data.liability.liabilities
      .filter(
        (each) =>
          about(each.provision) || each.violated.some((place) => 'provision' in place && (inside(asked, place.provision) || inside(place.provision, asked))),
      )
      .map((each) => ({
        provision: each.provision,
        title: each.title,
        violated: each.violated.flatMap((place) => ('provision' in place ? [place.provision] : [])),
        tiers: each.tiers.map(({ stage, words }) => ({ stage, words })),
      })),
    predecessor: neighbour(statute, data.edition.id, asked, -1),
    successor: neighbour(statute, data.edition.id, asked, 1),
    imported: null,
  }
}

/** What a provision was in the edition before, or became in the next. */
function neighbour(statute: Statute, id: EditionId, asked: string, step: 1 | -1): readonly string[] {
  const other = EDITIONS[EDITIONS.indexOf(id) + step]
  return other === undefined ? [] : new Concordance(statute.concordance).carryAll(asked, id, other)
}

export interface ConcordanceRow {
  readonly from: string | readonly string[] | null
  readonly to: string | readonly string[] | null
  readonly change: Change
  readonly note: Text | null
}

/** Where each paragraph and item of one edition stands in another; a list where several were merged or one was split. */
export function concordanceRows(statute: Statute, from: string, to: string): ConcordanceRow[] {
  const [here, there] = [findEdition(statute, from).edition.id, findEdition(statute, to).edition.id]
  if (here === there) throw new Unusable(`请给出两个不同的版本；两边都是 ${here}`, `name two editions; both are ${here}`)
  const side = (places: readonly string[]): string | readonly string[] | null => (places.length > 1 ? places : (places[0] ?? null))
  return new Concordance(statute.concordance)
    .rows(here, there)
    .map((row) => ({ from: side(row.from), to: side(row.to), change: row.change, note: row.note ?? null }))
}
