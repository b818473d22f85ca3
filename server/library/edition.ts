import { covers, EDITIONS, printProvision, type EditionId } from '#law/citation.ts'
import { concordanceOf, type Row } from '#law/concordance.ts'
import { editionRow } from '#law/edition-row.ts'
import { printDay } from '#law/instant.ts'
import type { EditionData } from '#law/statute.ts'
import type { Text } from '#law/text.ts'
import type { EditionText, LawIndex, Timeline } from '../contract/law.ts'
import type { Library } from './library.ts'

/** A place of an edition as people cite it. */
export function citeOf(data: EditionData, place: string): Text {
  const paragraphs = data.paragraphs[place.split('.')[0] ?? ''] ?? 1
  return { zh: printProvision(place, 'zh', paragraphs), en: printProvision(place, 'en', paragraphs) }
}

export function indexOf({ statute }: Library): LawIndex {
  return { encoding: statute.encoding, editions: statute.editions.map(editionRow) }
}

/** The edition before or after, if it is loaded. */
function neighbourOf({ statute }: Library, id: EditionId, step: 1 | -1): EditionId | undefined {
  const other = EDITIONS[EDITIONS.indexOf(id) + step]
  return statute.editions.some(({ edition }) => edition.id === other) ? other : undefined
}

/** A whole edition in its own order, with what hangs on each place. */
export function textOfEdition(library: Library, data: EditionData): EditionText {
  const { statute, restatements } = library
  const { id, chapters } = data.edition
  const [before, after] = [neighbourOf(library, id, -1), neighbourOf(library, id, 1)]
  const concordance = concordanceOf(statute)
  const came = new Map<string, Row>(before === undefined ? [] : concordance.rows(before, id).flatMap((row) => row.to.map((place) => [place, row] as const)))
  const went = new Map<string, Row>(after === undefined ? [] : concordance.rows(id, after).flatMap((row) => row.from.map((place) => [place, row] as const)))
  const norms = [...data.norms.norms, ...statute.rules.flatMap((rule) => rule.norms.map((norm) => ({ ...norm, cites: data.ruleCites[norm.id] ?? [] })))]
  const sanctions = data.liability.liabilities.map(({ provision, violated }) => ({
    provision,
    violated: violated.flatMap((each) => ('provision' in each ? [each.provision] : [])),
  }))
  return {
    encoding: statute.encoding,
    edition: editionRow(data),
    norms: norms.map(({ id: norm, title }) => ({ id: norm, title })),
    chapters: chapters.map(({ chapter, title, sections }) => ({ chapter, title, sections })),
    articles: (restatements.editions[id]?.articles ?? []).map(({ article, chapter, section = null, heading, provisions }) => ({
      article,
      chapter,
      section,
      heading,
      cite: citeOf(data, String(article)),
      provisions: provisions.map(({ provision, heading: own = null, kind, addressee, refers, text }) => ({
        provision,
        cite: citeOf(data, provision),
        heading: own,
        kind,
        addressee,
        refers,
        zh: text.zh.trim(),
        en: text.en.trim(),
        norms: [...new Set(norms.filter(({ cites }) => cites.some((cite) => cite === provision)).map((norm) => norm.id))],
        liability: [
          ...new Set(
            sanctions
              .filter(({ violated }) => violated.some((place) => covers(place, provision) || covers(provision, place)))
              .map((sanction) => sanction.provision),
          ),
        ],
        change: came.get(provision)?.change ?? null,
        predecessor: came.get(provision)?.from ?? [],
        successor: went.get(provision)?.to ?? [],
      })),
    })),
  }
}

export function timelineOf(library: Library): Timeline {
  const { statute } = library
  const changes = statute.concordance.map(({ from, to, rows }) => {
    const counts: Partial<Record<Row['change'], number>> = {}
    for (const { change } of rows) counts[change] = (counts[change] ?? 0) + 1
    return { from, to, counts }
  })
  const rules = statute.rules.map(({ instrument, name, issuer, type, inForce, numbers, norms }) => ({
    instrument,
    name,
    issuer,
    type,
    inForceFrom: printDay(inForce.from),
    inForceTo: inForce.to === undefined ? null : printDay(inForce.to),
    numbers: numbers.length,
    norms: norms.length,
  }))
  return { ...indexOf(library), changes, rules: rules.toSorted((one, other) => one.inForceFrom.localeCompare(other.inForceFrom)) }
}
