import type { Moment } from '../moment.ts'
import type { DetailOf, Event } from './event.ts'

type Dated<D> = D & { readonly on: Moment }

/** One penalty case as far as it has come. Null: not yet. */
export interface Case {
  readonly filed: Dated<DetailOf<'penalty.case-filed'>> | null
  readonly evidence: readonly Dated<DetailOf<'penalty.evidence-taken'>>[]
  /** The latest; what was told of an earlier and lighter one counts no more. */
  readonly proposal: Dated<DetailOf<'penalty.proposed'>> | null
  readonly noticed: Dated<DetailOf<'penalty.noticed'>> | null
  readonly statements: readonly Dated<DetailOf<'penalty.statement-received'>>[]
  readonly answered: readonly Dated<DetailOf<'penalty.statement-answered'>>[]
  readonly hearingCalled: Dated<DetailOf<'penalty.hearing-called'>> | null
  readonly hearingHeld: Dated<DetailOf<'penalty.hearing-held'>> | null
  readonly reviewed: Dated<DetailOf<'penalty.reviewed'>> | null
  readonly discussed: Dated<DetailOf<'penalty.discussed'>> | null
  readonly decided: Dated<DetailOf<'penalty.decided'>> | null
  readonly served: Dated<DetailOf<'penalty.served'>> | null
  readonly paid: Moment | null
  readonly credit: (Dated<DetailOf<'credit.recorded'>> & { readonly retracted: Dated<DetailOf<'credit.retracted'>> | null }) | null
  readonly closed: Dated<DetailOf<'penalty.case-closed'>> | null
}

export const initial: Case = {
  filed: null,
  evidence: [],
  proposal: null,
  noticed: null,
  statements: [],
  answered: [],
  hearingCalled: null,
  hearingHeld: null,
  reviewed: null,
  discussed: null,
  decided: null,
  served: null,
  paid: null,
  credit: null,
  closed: null,
}

type Proposal = Pick<DetailOf<'penalty.proposed'>, 'entityFine' | 'personFine' | 'detentionDays' | 'measures'>

/** Whether one is heavier than the other in any respect. */
export function isHeavier(one: Proposal, other: Proposal): boolean {
  return (
    one.entityFine > other.entityFine ||
    one.personFine > other.personFine ||
    one.detentionDays > other.detentionDays ||
    one.measures.some((measure) => !other.measures.includes(measure))
  )
}

/** A new proposal is reviewed anew; one that is heavier is told to the party anew as well. */
function withProposal(state: Case, proposal: Dated<DetailOf<'penalty.proposed'>>): Case {
  const again = { ...state, proposal, reviewed: null, discussed: null }
  if (state.proposal === null || !isHeavier(proposal, state.proposal)) return again
  return { ...again, noticed: null, statements: [], answered: [], hearingCalled: null, hearingHeld: null }
}

export function evolve(state: Case, event: Event): Case {
  const { occurred: on } = event
  switch (event.kind) {
    case 'penalty.case-filed':
      return { ...state, filed: { ...event.detail, on } }
    case 'penalty.evidence-taken':
      return { ...state, evidence: [...state.evidence, { ...event.detail, on }] }
    case 'penalty.proposed':
      return withProposal(state, { ...event.detail, on })
    case 'penalty.noticed':
      return { ...state, noticed: { ...event.detail, on } }
    case 'penalty.statement-received':
      return { ...state, statements: [...state.statements, { ...event.detail, on }] }
    case 'penalty.statement-answered':
      return { ...state, answered: [...state.answered, { ...event.detail, on }] }
    case 'penalty.hearing-called':
      return { ...state, hearingCalled: { ...event.detail, on } }
    case 'penalty.hearing-held':
      return { ...state, hearingHeld: { ...event.detail, on } }
    case 'penalty.reviewed':
      return { ...state, reviewed: { ...event.detail, on } }
    case 'penalty.discussed':
      return { ...state, discussed: { ...event.detail, on } }
    case 'penalty.decided':
      return { ...state, decided: { ...event.detail, on } }
    case 'penalty.served':
      return { ...state, served: { ...event.detail, on } }
    case 'penalty.paid':
      return { ...state, paid: on }
    case 'credit.recorded':
      return { ...state, credit: { ...event.detail, on, retracted: null } }
    case 'credit.retracted':
      return state.credit === null ? state : { ...state, credit: { ...state.credit, retracted: { ...event.detail, on } } }
    case 'penalty.case-closed':
      return { ...state, closed: { ...event.detail, on } }
  }
}

/** Whether the party has given up defence and hearing. */
export function hasWaived({ statements }: Case): boolean {
  return statements.at(-1)?.kind === 'waiver'
}

/** Defences that have not been reviewed yet. A waiver and a request for a hearing need none. */
export function unanswered({ statements, answered }: Case): number {
  return Math.max(0, statements.filter(({ kind }) => kind === 'statement').length - answered.length)
}
