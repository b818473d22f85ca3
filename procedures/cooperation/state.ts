import type { Text } from '#law/text.ts'
import type { Moment } from '../moment.ts'
import type { DetailOf, Event, FactsOf } from './event.ts'

type Dated<D> = D & { readonly on: Moment }
type Report = Dated<DetailOf<'correction.completed'>>

/** What a department asks for, by an order or in an interview, and what became of it. */
export interface Demand {
  readonly on: Moment
  readonly until: Moment
  readonly required: string
  readonly department: string
  readonly departmentName: Text
  readonly letter: string | null
  readonly report: Report | null
  readonly verified: Dated<DetailOf<'cooperation.verified'>> | null
  readonly refused: Moment | null
}

interface Request extends Dated<DetailOf<'cooperation.requested'>> {
  readonly answer: Dated<DetailOf<'cooperation.answered'>> | null
}

/** One matter with a department as far as it has come, on the side of the party. Null: not yet. */
export interface Cooperation {
  readonly notice: Dated<DetailOf<'cooperation.notice-received'>> | null
  readonly begun: Dated<DetailOf<'inspection.begun'> & FactsOf<'inspection.begun'>> | null
  readonly requests: readonly Request[]
  readonly objections: readonly Dated<DetailOf<'cooperation.objected'>>[]
  readonly cooperated: Moment | null
  readonly obstructed: Moment | null
  readonly called: Dated<DetailOf<'cooperation.call-received'>> | null
  readonly order: Demand | null
  readonly interview: Demand | null
  readonly penalty: Dated<DetailOf<'cooperation.penalty-noticed'>> | null
  readonly defences: readonly Dated<DetailOf<'cooperation.defended'>>[]
  readonly hearing: Dated<DetailOf<'cooperation.hearing-called'>> | null
  readonly decided: Dated<DetailOf<'penalty.decided'>> | null
  readonly paid: Moment | null
}

export const initial: Cooperation = {
  notice: null,
  begun: null,
  requests: [],
  objections: [],
  cooperated: null,
  obstructed: null,
  called: null,
  order: null,
  interview: null,
  penalty: null,
  defences: [],
  hearing: null,
  decided: null,
  paid: null,
}

/** Whether something is still to be done on it: not reported, or reported and found wanting. A finding of refusal does not end it. */
export function isOpen(demand: Demand | null): boolean {
  return demand !== null && (demand.report === null || demand.verified?.corrected === false)
}

type Sender = Pick<DetailOf<'correction.ordered'>, 'department' | 'departmentName' | 'departmentEnglish' | 'letter'>

/** What a department is called; in Chinese alone where it wrote on paper. */
export const nameOf = ({ departmentName: zh, departmentEnglish: en = zh }: Pick<Sender, 'departmentName' | 'departmentEnglish'>): Text => ({ zh, en })

function demanded(on: Moment, until: Moment, required: string, sender: Sender): Demand {
  const { department, letter } = sender
  return { on, until, required, department, departmentName: nameOf(sender), letter, report: null, verified: null, refused: null }
}

const changed = (demand: Demand | null, change: Partial<Demand>): Demand | null => (demand === null ? null : { ...demand, ...change })

export function evolve(state: Cooperation, event: Event): Cooperation {
  const { occurred: on } = event
  switch (event.kind) {
    case 'cooperation.notice-received':
      return { ...state, notice: { ...event.detail, on } }
    case 'inspection.begun':
      return { ...state, begun: { ...event.detail, ...event.facts, on } }
    case 'cooperation.requested':
      return { ...state, requests: [...state.requests, { ...event.detail, on, answer: null }] }
    case 'cooperation.answered': {
      const answer = { ...event.detail, on }
      return { ...state, requests: state.requests.map((request) => (request.request === answer.request ? { ...request, answer } : request)) }
    }
    case 'cooperation.objected':
      return { ...state, objections: [...state.objections, { ...event.detail, on }] }
    case 'inspection.cooperated':
      return { ...state, cooperated: on }
    case 'inspection.obstructed':
      return { ...state, obstructed: on }
    case 'cooperation.call-received':
      return { ...state, called: { ...event.detail, on } }
    case 'interview.held':
      return { ...state, interview: demanded(on, event.facts.until, event.detail.demands, event.detail) }
    case 'cooperation.interview-recorded':
      return { ...state, interview: demanded(on, event.detail.until, event.detail.demands, event.detail) }
    case 'correction.ordered':
      return { ...state, order: demanded(on, event.facts.until, event.detail.required, event.detail) }
    case 'correction.completed':
      return { ...state, order: changed(state.order, { report: { ...event.detail, on }, verified: null }) }
    case 'rectification.completed':
      return { ...state, interview: changed(state.interview, { report: { ...event.detail, on }, verified: null }) }
    case 'cooperation.verified': {
      const verified = { ...event.detail, on }
      const { about } = verified
      return { ...state, [about]: changed(state[about], { verified }) }
    }
    case 'correction.refused':
      return { ...state, order: changed(state.order, { refused: on }) }
    case 'rectification.refused':
      return { ...state, interview: changed(state.interview, { refused: on }) }
    case 'cooperation.penalty-noticed':
      return { ...state, penalty: { ...event.detail, on } }
    case 'cooperation.defended':
      return { ...state, defences: [...state.defences, { ...event.detail, on }] }
    case 'cooperation.hearing-called':
      return { ...state, hearing: { ...event.detail, on } }
    case 'penalty.decided':
      return { ...state, decided: { ...event.detail, on } }
    case 'penalty.paid':
      return { ...state, paid: on }
  }
}
