import type { LiabilityLaw } from '../answer.ts'
import type { EditionId } from '../citation.ts'
import { decide } from '../decision.ts'
import { printDay } from '../instant.ts'
import { ATTACK_FROM_OUTSIDE } from '../judgment.ts'
import type { Measure } from '../liability.ts'
import { editionOn } from '../statute.ts'
import type { Text } from '../text.ts'
import type { LawCase } from './case.ts'

/** What an authority was reported to have done, beside what the text asks for. Money in yuan; a figure that was not published is null or missing. */
export interface PublishedCase {
  readonly id: string
  readonly title: Text
  /** In whose numbers the breach is written. */
  readonly edition: EditionId
  readonly conduct: { readonly from: string; readonly to: string }
  readonly violated: string | null
  readonly liability: string | null
  readonly measures: readonly Measure[]
  readonly entityFine: number | null
  readonly personFine: readonly number[]
  readonly detentionDays: number | null
  readonly agrees: boolean
  readonly departs: Text | null
  readonly source: readonly { readonly title: string; readonly url: string | null }[]
}

const yuan = (fen: number): number => fen / 100

/** A worked case as a reader of the law meets it; nothing for cases that were made up. */
export function publishedCase(law: LiabilityLaw, from: LawCase): PublishedCase | undefined {
  if (from.kind !== 'liability' || from.source === undefined || from.practice === undefined) return undefined
  const { id, title, question, practice, agrees = false, departs, source } = from
  const { conductDate, asIf, violated } = question
  const [first, last] = typeof conductDate === 'number' ? [conductDate, conductDate] : [conductDate.from, conductDate.to]
  const edition = asIf ?? editionOn(law.statute, last)?.edition.id
  if (edition === undefined) return undefined
  return {
    id,
    title,
    edition,
    conduct: { from: printDay(first), to: printDay(last) },
    violated: violated === undefined || violated === ATTACK_FROM_OUTSIDE ? null : violated,
    liability: decide(law, question).provision,
    measures: practice.measures,
    entityFine: typeof practice.entityFine === 'number' ? yuan(practice.entityFine) : null,
    personFine: (practice.personFine ?? []).map(yuan),
    detentionDays: practice.detentionDays ?? null,
    agrees,
    departs: departs ?? null,
    source: source.map(({ title: name, url = null }) => ({ title: name, url })),
  }
}
