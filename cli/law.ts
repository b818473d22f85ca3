import { Concordance, type Change } from '#law/concordance.ts'
import { provisionView, type ProvisionView } from '#law/provision-view.ts'
import { type EditionData, type Statute } from '#law/statute.ts'
import type { Text } from '#law/text.ts'
import { nearest } from '#law/nearest.ts'
import type { Imported } from '#server/official-text/stored.ts'
import { readRestatements } from './statute.ts'
import { Unusable } from './unusable.ts'

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

/** A provision with its official words, where they were imported; see `imported.ts`. */
export interface ShownProvision extends ProvisionView {
  readonly imported: Imported | null
}

/** Everything about one article, paragraph or item, or what there is instead. */
export function findProvision(statute: Statute, id: string, asked: string): ProvisionView {
  const data = findEdition(statute, id)
  const view = provisionView(statute, readRestatements(), data, asked)
  if (view !== undefined) return view
  const [number = ''] = asked.split('.')
  const parts = data.places.filter((place) => place.startsWith(`${number}.`))
  const hint = parts.length === 0 ? `1–${Object.keys(data.paragraphs).length}` : parts.join(', ')
  throw new Unusable(`${data.edition.id} 没有条款 ${asked}；有：${hint}`, `${data.edition.id} has no provision ${asked}; it has ${hint}`)
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
