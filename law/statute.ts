import type { EditionFile, ProvisionsFile } from './edition.ts'
import { upwards, type EditionId, type Provision } from './citation.ts'
import type { Pair } from './concordance.ts'
import type { GeneralRule } from './general.ts'
import type { Day } from './instant.ts'
import type { LiabilityFile } from './liability.ts'
import type { NormsFile, RulesFile } from './norm.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Days off and make-up working days of one year. A year without one has no working days that we know of. */
export interface CalendarYear {
  readonly year: number
  /** Weekdays that are days off. */
  readonly holidays: readonly string[]
  /** Saturdays and Sundays that are worked. */
  readonly workdays: readonly string[]
}

export interface EditionData {
  readonly edition: EditionFile
  readonly norms: NormsFile
  readonly liability: LiabilityFile
  /** Every article, paragraph and item, in order. */
  readonly places: readonly string[]
  /** How many paragraphs each article has, by article number. */
  readonly paragraphs: Readonly<Record<string, number>>
  /** What the norms in `rules/` cite, by this edition's numbers, by norm. */
  readonly ruleCites: Readonly<Record<string, readonly Provision[]>>
}

/** The whole law as plain data: what the build writes and every answer is computed from. */
export interface Statute {
  /** sha256 over the source files: the fourth value that makes an answer reproducible. */
  readonly encoding: string
  readonly vocabulary: Vocabulary
  readonly editions: readonly EditionData[]
  /** Neighbouring editions, paragraph by paragraph and item by item. */
  readonly concordance: readonly Pair[]
  readonly rules: readonly RulesFile[]
  /** Rules of other statutes that lie over every sanction. */
  readonly general: readonly GeneralRule[]
  readonly calendar: readonly CalendarYear[]
}

/** Restatements, apart from the rest because answers do not need them. */
export interface Restatements {
  readonly editions: Readonly<Partial<Record<EditionId, ProvisionsFile>>>
}

/** The enacted edition in force on a day, if this statute has it. */
export function editionOn(statute: Statute, day: Day): EditionData | undefined {
  return statute.editions.find(({ edition }) => edition.inForce !== undefined && edition.inForce.from <= day && day <= (edition.inForce.to ?? Infinity))
}

/** The first day on which any edition was in force. */
export function beginningOf(statute: Statute): Day | undefined {
  return statute.editions.flatMap(({ edition }) => (edition.inForce === undefined ? [] : [edition.inForce.from])).toSorted((a, b) => a - b)[0]
}

export function editionById(statute: Statute, id: EditionId): EditionData | undefined {
  return statute.editions.find(({ edition }) => edition.id === id)
}

/** What is wrong with a provision that the edition does not have, and what it has there instead. */
export function missingPlace(data: EditionData, asked: string): string | undefined {
  if (data.places.includes(asked)) return undefined
  const known = upwards(asked).find((place) => data.places.includes(place))
  const parts =
    known === undefined ? [] : data.places.filter((place) => place.startsWith(`${known}.`) && place.split('.').length === known.split('.').length + 1)
  const item = data.places.find((place) => place === asked.replace(/^(\d+)\.(\d+)$/, '$1.1.$2'))
  if (item !== undefined) return `${asked} is not in ${data.edition.id}; for the item write ${item}`
  if (known === undefined)
    return `${asked} is not in ${data.edition.id}, which has articles 1 to ${Object.keys(data.paragraphs).length}; write article.paragraph.item, such as 21.1.3`
  return parts.length === 0
    ? `${asked} is not in ${data.edition.id}; ${known} has no parts`
    : `${asked} is not in ${data.edition.id}; ${known} has ${parts.join(', ')}`
}
