import type { ReportItems } from '../incident/field.ts'
import type { Level } from '../incident/threshold.ts'
import type { Moment } from '../moment.ts'
import { itemsIn } from '../incident/state.ts'
import type { DetailOf, Event } from './event.ts'

type Dated<D> = D & { readonly on: Moment }

/** One incident of an operator as a department knows it. Null: not yet. */
export interface Reception {
  readonly discovered: Dated<DetailOf<'incident.discovered'>> | null
  /** As the operator judged it last. */
  readonly level: Level | null
  readonly reports: readonly { readonly on: Moment; readonly letter: string | null; readonly level: Level }[]
  /** Everything reported so far, item by item, the latest wording. */
  readonly items: ReportItems
  readonly summary: Dated<DetailOf<'reception.summary-received'>> | null
  readonly acknowledged: Moment | null
  /** A report that comes after a question answers it. */
  readonly questions: readonly (Dated<DetailOf<'reception.asked'>> & { readonly answered: Moment | null })[]
  readonly demands: readonly { readonly on: Moment; readonly until: Moment; readonly demanded: string; readonly met: Moment | null }[]
  readonly passedOn: readonly Dated<DetailOf<'incident.passed-on'>>[]
  readonly planStarted: Moment | null
  readonly investigated: Moment | null
  readonly closed: Moment | null
  /** Letters that have been taken in. */
  readonly letters: readonly string[]
}

export const initial: Reception = {
  discovered: null,
  level: null,
  reports: [],
  items: {},
  summary: null,
  acknowledged: null,
  questions: [],
  demands: [],
  passedOn: [],
  planStarted: null,
  investigated: null,
  closed: null,
  letters: [],
}

const withLetter = (state: Reception, letter: string | null): Reception => (letter === null ? state : { ...state, letters: [...state.letters, letter] })

export function evolve(state: Reception, event: Event): Reception {
  const { occurred: on } = event
  switch (event.kind) {
    case 'incident.discovered':
      return { ...state, discovered: { ...event.detail, on } }
    case 'incident.report-received': {
      const { letter, first: _first, ...items } = event.detail
      const level = event.facts.incidentLevel
      return {
        ...withLetter(state, letter),
        level,
        reports: [...state.reports, { on, letter, level }],
        items: { ...state.items, ...itemsIn(items) },
        questions: state.questions.map((question) => ({ ...question, answered: question.answered ?? on })),
      }
    }
    case 'reception.summary-received':
      return { ...withLetter(state, event.detail.letter), level: event.detail.level, summary: { ...event.detail, on } }
    case 'reception.measures-reported':
      return { ...withLetter(state, event.detail.letter), demands: state.demands.map((demand) => ({ ...demand, met: demand.met ?? on })) }
    case 'reception.acknowledged':
      return { ...state, acknowledged: on }
    case 'reception.asked':
      return { ...state, questions: [...state.questions, { ...event.detail, on, answered: null }] }
    case 'incident.measures-required':
      return { ...state, demands: [...state.demands, { on, until: event.facts.until, demanded: event.detail.demanded, met: null }] }
    case 'incident.passed-on':
      return { ...state, passedOn: [...state.passedOn, { ...event.detail, on }] }
    case 'incident.plan-started':
      return { ...state, planStarted: on }
    case 'incident.investigated':
      return { ...state, investigated: on }
    case 'reception.closed':
      return { ...state, closed: on }
  }
}
