import type { RawQuestion } from '#law/question.ts'
import { networkOf } from '../inspection/field.ts'
import type { Moment } from '../moment.ts'
import type { DetailOf } from './event.ts'
import type { CaseFacts, Penalty } from './field.ts'

export type Filed = DetailOf<'penalty.case-filed'>

/** What is proposed, with the facts that it rests on. */
export interface Proposed extends CaseFacts {
  readonly measures: readonly Penalty[]
  readonly entityFine: number
  readonly personFine: number
  readonly detentionDays: number
  readonly mitigation: string | null
}

/** Of what is proposed, the facts of the case that the law asks for. */
export function factsOf<Proposal extends { readonly [Fact in keyof CaseFacts]?: CaseFacts[Fact] | undefined }>(
  proposed: Proposal,
): Pick<Proposal, keyof CaseFacts> {
  const { consequences, circumstances, refusedCorrection, illegalGains, procurementAmount, knew, authorised, personAffected, constitutesCrime } = proposed
  return { consequences, circumstances, refusedCorrection, illegalGains, procurementAmount, knew, authorised, personAffected, constitutesCrime }
}

/** The case as the law is asked about it, on the day of the proposal. Pure: a form asks it while it is filled in, as far as it is. */
export function questionOf(
  filed: Pick<Filed, 'conductFrom' | 'conductTo' | 'subjectRoles' | 'unit' | 'violated'>,
  proposed: { readonly [Fact in keyof CaseFacts]?: CaseFacts[Fact] | undefined } & Pick<Proposed, 'entityFine' | 'personFine' | 'detentionDays'>,
  on: Moment,
): RawQuestion {
  const { entityFine, personFine, detentionDays } = proposed
  return {
    ...factsOf(proposed),
    conductDate: { from: filed.conductFrom, to: filed.conductTo },
    // A moment stands in the offset of Asia/Shanghai: its first ten characters are the civil day.
    decisionDate: on.slice(0, 10),
    roles: [...filed.subjectRoles],
    unit: filed.unit,
    network: networkOf(filed.subjectRoles),
    withinTerritory: true,
    violated: filed.violated,
    proposed: { entityFine, personFine, detentionDays },
  }
}
