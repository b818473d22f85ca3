import type { Entry } from '../event.ts'
import type { Moment } from '../moment.ts'
import type { DetailOf, Event, FactsOf } from './event.ts'

type Dated<D> = D & { readonly on: Moment }
export type Finding = Dated<DetailOf<'inspection.finding-recorded'>>

/** What was asked of the party, by an order or in an interview, and what became of it. */
export interface Demand {
  readonly ref: string
  readonly on: Moment
  readonly until: Moment
  readonly required: string
  readonly reported: Dated<DetailOf<'inspection.report-received'>> | null
  readonly verified: Dated<DetailOf<'inspection.verified'>> | null
  readonly refused: Moment | null
}
interface Order extends Demand {
  readonly charges: DetailOf<'correction.ordered'>['charges']
}
interface Interview extends Demand {
  readonly content: DetailOf<'inspection.interview-recorded'>
}

/** One inspection as far as it has come. Null: not yet. */
export interface Inspection {
  readonly proposal: Dated<DetailOf<'inspection.proposed'>> | null
  readonly approved: Moment | null
  readonly noticed: Moment | null
  readonly begun: Dated<DetailOf<'inspection.begun'> & FactsOf<'inspection.begun'>> | null
  readonly findings: readonly Finding[]
  readonly obstructed: readonly Dated<DetailOf<'inspection.obstructed'>>[]
  readonly answers: readonly Dated<DetailOf<'inspection.answer-received'>>[]
  readonly objections: readonly Dated<DetailOf<'inspection.objection-received'>>[]
  readonly finished: Dated<DetailOf<'inspection.finished'>> | null
  readonly called: Dated<DetailOf<'inspection.interview-called'>> | null
  readonly interview: Interview | null
  /** In the order in which they were given; the last one counts. */
  readonly orders: readonly Order[]
  readonly closed: Moment | null
}

export const initial: Inspection = {
  proposal: null,
  approved: null,
  noticed: null,
  begun: null,
  findings: [],
  obstructed: [],
  answers: [],
  objections: [],
  finished: null,
  called: null,
  interview: null,
  orders: [],
  closed: null,
}

/** Whether something is still owed on it: neither verified as done nor found refused. */
export function isOpen(demand: Demand | null | undefined): boolean {
  return demand !== null && demand !== undefined && demand.refused === null && demand.verified?.corrected !== true
}

const fresh = { reported: null, verified: null, refused: null } as const

function onLast(orders: readonly Order[], change: Partial<Demand>): readonly Order[] {
  return orders.map((order, place) => (place === orders.length - 1 ? { ...order, ...change } : order))
}

/** Changes what an entry is about: the order that counts, or the interview. */
function onDemand(state: Inspection, about: 'order' | 'interview', change: Partial<Demand>): Inspection {
  if (about === 'order') return { ...state, orders: onLast(state.orders, change) }
  return { ...state, interview: state.interview === null ? null : { ...state.interview, ...change } }
}

export function evolve(state: Inspection, event: Event, { ref }: Pick<Entry<Event>, 'ref'>): Inspection {
  const { occurred: on } = event
  switch (event.kind) {
    case 'inspection.proposed':
      return { ...state, proposal: { ...event.detail, on } }
    case 'inspection.approved':
      return { ...state, approved: on }
    case 'inspection.noticed':
      return { ...state, noticed: on }
    case 'inspection.begun':
      return { ...state, begun: { ...event.detail, ...event.facts, on } }
    case 'inspection.finding-recorded':
      return { ...state, findings: [...state.findings, { ...event.detail, on }] }
    case 'inspection.obstructed':
      return { ...state, obstructed: [...state.obstructed, { ...event.detail, on }] }
    case 'inspection.answer-received':
      return { ...state, answers: [...state.answers, { ...event.detail, on }] }
    case 'inspection.objection-received':
      return { ...state, objections: [...state.objections, { ...event.detail, on }] }
    case 'inspection.finished':
      return { ...state, finished: { ...event.detail, on } }
    case 'inspection.interview-called':
      return { ...state, called: { ...event.detail, on } }
    case 'interview.held': {
      const { until } = event.facts
      return { ...state, interview: { ref, on, until, required: event.detail.demands, content: { ...event.detail, until }, ...fresh } }
    }
    case 'inspection.interview-recorded':
      return { ...state, interview: { ref, on, until: event.detail.until, required: event.detail.demands, content: event.detail, ...fresh } }
    case 'correction.ordered': {
      const { required, charges } = event.detail
      return { ...state, orders: [...state.orders, { ref, on, until: event.facts.until, required, charges, ...fresh }] }
    }
    case 'inspection.report-received':
      return onDemand(state, event.detail.about, { reported: { ...event.detail, on } })
    case 'inspection.verified':
      return onDemand(state, event.detail.about, { verified: { ...event.detail, on } })
    case 'correction.refused':
      return onDemand(state, 'order', { refused: on })
    case 'rectification.refused':
      return onDemand(state, 'interview', { refused: on })
    case 'correction.completed':
    case 'rectification.completed':
      return state
    case 'inspection.closed':
      return { ...state, closed: on }
  }
}
