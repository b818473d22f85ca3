import { covers } from '#law/citation.ts'
import type { PublishedCase } from '#law/case/published.ts'
import { concordanceOf } from '#law/concordance.ts'
import { provisionView } from '#law/provision-view.ts'
import type { EditionData } from '#law/statute.ts'
import type { ProvisionPage } from '../contract/law.ts'
import type { Library } from './library.ts'

const near = (one: string, other: string): boolean => covers(one, other) || covers(other, one)

/** Everything about one place that is the same for everybody; `undefined` where the edition has no such place. */
export function pageOfProvision(library: Library, data: EditionData, place: string): ProvisionPage | undefined {
  const { statute, restatements } = library
  const view = provisionView(statute, restatements, data, place)
  if (view === undefined) return undefined
  const { id } = data.edition
  const concordance = statute.editions
    .filter(({ edition }) => edition.id !== id)
    .flatMap(({ edition: other }) =>
      concordanceOf(statute)
        .rows(id, other.id)
        .filter(({ from }) => from.some((each) => near(each, place)))
        .map(({ from, to, change, note }) => ({ edition: other.id, from, to, change, note: note ?? null })),
    )
  return { encoding: statute.encoding, ...view, concordance, cases: casesAt(library, data, place), imported: null, duties: null }
}

/** Published cases of a breach of the place, or decided under it, in this edition's numbers or carried into them. */
function casesAt({ statute, cases }: Library, data: EditionData, place: string): readonly PublishedCase[] {
  const { id } = data.edition
  const here = (edition: PublishedCase['edition'], provision: string): readonly string[] =>
    edition === id ? [provision] : concordanceOf(statute).carryAll(provision, edition, id)
  return cases.filter(({ edition, violated, liability }) =>
    [violated, liability].some((named) => named !== null && here(edition, named).some((each) => near(each, place))),
  )
}
