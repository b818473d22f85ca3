import type { Change, Row } from '../concordance.ts'
import { Concordance } from '../concordance.ts'
import { compareProvisions } from '../citation.ts'
import type { EditionData, Statute } from '../statute.ts'

/** The words of Akoma Ntoso for what an amendment does to a text. */
type ModificationType = 'substitution' | 'insertion' | 'repeal' | 'renumbering' | 'join' | 'split'

/** What an amendment did to one place: where it stood before, where it stands now. One of the two may be missing. */
export interface Modification {
  readonly type: ModificationType
  readonly from: string | undefined
  readonly to: string | undefined
}

const TYPES = {
  same: undefined,
  renumbered: 'renumbering',
  moved: 'renumbering',
  reworded: 'substitution',
  substantive: 'substitution',
  new: 'insertion',
  removed: 'repeal',
  merged: 'join',
  split: 'split',
} as const satisfies Record<Change, ModificationType | undefined>

function modificationsOfRow({ from, to, change }: Row): Modification[] {
  const type = TYPES[change]
  if (type === undefined) return []
  const [before, after]: readonly (readonly (string | undefined)[])[] = [from.length === 0 ? [undefined] : from, to.length === 0 ? [undefined] : to]
  return (before ?? []).flatMap((one) => (after ?? []).map((other): Modification => ({ type, from: one, to: other })))
}

const articleOf = (place: string): string => place.split('.')[0] ?? place
const below = (place: string): string => place.slice(articleOf(place).length)

/** Whether all parts of an article fared alike and kept their places in it, so that the article can be named instead. */
function aWhole(parts: readonly Modification[], places: readonly string[]): boolean {
  const [first] = parts
  if (first?.to === undefined || first.from === undefined || (first.type !== 'renumbering' && first.type !== 'substitution')) return false
  const source = articleOf(first.from)
  return (
    parts.length === places.length &&
    parts.every(
      ({ type, from, to }) => from !== undefined && to !== undefined && type === first.type && articleOf(from) === source && below(from) === below(to),
    )
  )
}

/** Everything that an amendment did, from the concordance, in the order of the text as it stands now; repeals last. */
export function modificationsOf(statute: Statute, before: EditionData, after: EditionData): Modification[] {
  const all = new Concordance(statute.concordance).rows(before.edition.id, after.edition.id).flatMap(modificationsOfRow)
  const byArticle = new Map<string, Modification[]>()
  for (const each of all.filter(({ to }) => to !== undefined)) {
    const article = articleOf(each.to ?? '')
    byArticle.set(article, [...(byArticle.get(article) ?? []), each])
  }
  const stated = [...byArticle]
    .toSorted(([left], [right]) => compareProvisions(left, right))
    .flatMap(([article, parts]) => {
      const [first] = parts
      const places = after.places.filter((place) => place.startsWith(`${article}.`))
      return first !== undefined && aWhole(parts, places) ? [{ type: first.type, from: articleOf(first.from ?? ''), to: article }] : parts
    })
  return [...stated, ...all.filter(({ to }) => to === undefined)]
}
