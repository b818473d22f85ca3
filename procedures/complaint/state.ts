import type { Entry } from '../event.ts'
import type { Moment } from '../moment.ts'
import type { Event } from './event.ts'

type Detail<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
type On<T> = T & { readonly on: Moment }

/** One asking to see the identity, and what came of it. */
export interface Opening {
  readonly ref: string
  readonly askedBy: string
  readonly askedOn: Moment
  readonly because: string
  readonly decided: { readonly approved: boolean; readonly by: string; readonly on: Moment; readonly because: string } | null
  readonly resealed: Moment | null
}

/** One complaint or report as far as it has come. Null: not yet. */
export interface Complaint {
  readonly received: On<Detail<'complaint.received'>> | null
  /** Whether it came to a department: then it is a report under the statute. */
  readonly report: boolean
  /** Who the informant is. Nobody looks at it but through `openIdentity`. */
  readonly sealed: Detail<'complaint.identity-sealed'> | null
  readonly messages: readonly { readonly on: Moment; readonly fromInformant: boolean; readonly message: string | null }[]
  readonly accepted: On<Detail<'complaint.accepted'>> | null
  readonly declined: On<Detail<'complaint.declined'>> | null
  readonly findings: readonly On<Detail<'complaint.finding-recorded'>>[]
  readonly answered: On<Detail<'complaint.answered'>> | null
  readonly transfer: On<Detail<'complaint.transfer-sent'>> | null
  readonly transferred: On<Detail<'report.transferred'>> | null
  readonly openings: readonly Opening[]
  readonly protected: On<Detail<'reporter.protected'>> | null
  readonly disclosed: Moment | null
  readonly closed: Moment | null
}

export const initial: Complaint = {
  received: null,
  report: false,
  sealed: null,
  messages: [],
  accepted: null,
  declined: null,
  findings: [],
  answered: null,
  transfer: null,
  transferred: null,
  openings: [],
  protected: null,
  disclosed: null,
  closed: null,
}

/** The latest asking, if nobody has decided on it. */
export function pendingOpening({ openings }: Pick<Complaint, 'openings'>): Opening | undefined {
  const latest = openings.at(-1)
  return latest?.decided === null ? latest : undefined
}

/** The opening that is in force: two people agreed, and it has not been sealed again. */
export function presentOpening({ openings, closed }: Pick<Complaint, 'openings' | 'closed'>): Opening | undefined {
  const latest = openings.at(-1)
  const holds = latest?.decided?.approved === true && latest.decided.by !== latest.askedBy && latest.resealed === null
  return holds && closed === null ? latest : undefined
}

/** The identity, while it is open; else nothing, as if nobody knew. */
export function openIdentity(state: Complaint): Complaint['sealed'] {
  return presentOpening(state) === undefined ? null : state.sealed
}

function decidedOpening(
  state: Complaint,
  { occurred: on, detail }: Extract<Event, { kind: 'complaint.identity-opened' | 'complaint.opening-declined' }>,
  approved: boolean,
) {
  const pending = pendingOpening(state)
  if (pending === undefined) return state
  return { ...state, openings: [...state.openings.slice(0, -1), { ...pending, decided: { approved, by: detail.by, on, because: detail.because } }] }
}

export function evolve(state: Complaint, event: Event, { ref }: Pick<Entry<Event>, 'ref'>): Complaint {
  const { occurred: on } = event
  switch (event.kind) {
    case 'complaint.received':
      return { ...state, received: { ...event.detail, on } }
    case 'report.made':
      return { ...state, received: { ...event.detail, on }, report: true }
    case 'complaint.identity-sealed':
      return { ...state, sealed: event.detail }
    case 'complaint.message-sent':
      return { ...state, messages: [...state.messages, { on, fromInformant: false, message: event.detail.message }] }
    case 'complaint.message-received':
      return { ...state, messages: [...state.messages, { on, fromInformant: true, message: event.detail.message }] }
    case 'complaint.accepted':
      return { ...state, accepted: { ...event.detail, on } }
    case 'complaint.declined':
      return { ...state, declined: { ...event.detail, on } }
    case 'complaint.finding-recorded':
      return { ...state, findings: [...state.findings, { ...event.detail, on }] }
    case 'complaint.answered':
      return { ...state, answered: { ...event.detail, on } }
    case 'complaint.handled':
    case 'report.handled':
      return state
    case 'complaint.transfer-sent':
      return { ...state, transfer: { ...event.detail, on } }
    case 'report.transferred':
      return { ...state, transferred: { ...event.detail, on } }
    case 'complaint.opening-requested': {
      const { by, because } = event.detail
      return { ...state, openings: [...state.openings, { ref, askedBy: by, askedOn: on, because, decided: null, resealed: null }] }
    }
    case 'complaint.identity-opened':
      return decidedOpening(state, event, true)
    case 'complaint.opening-declined':
      return decidedOpening(state, event, false)
    case 'complaint.identity-resealed':
      return { ...state, openings: state.openings.map((opening, place) => (place === state.openings.length - 1 ? { ...opening, resealed: on } : opening)) }
    case 'reporter.protected':
      return { ...state, protected: { ...event.detail, on } }
    case 'reporter.disclosed':
      return { ...state, disclosed: on }
    case 'complaint.closed':
      return { ...state, closed: on }
  }
}
