import type { Entry } from '../event.ts'
import type { Moment } from '../moment.ts'
import type { Event } from './event.ts'
import type { ReportItems } from './field.ts'
import type { Level } from './threshold.ts'

type Detail<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
type Facts<K extends Event['kind']> = Extract<Event, { kind: K }>['facts']
type ReportTo = Detail<'incident.report-sent'>['to']

interface SentReport {
  readonly ref: string
  readonly on: Moment
  readonly to: ReportTo
  readonly channel: Detail<'incident.report-sent'>['channel']
  readonly level: Level
  readonly first: boolean
  readonly receipt: string | null
}

/** One incident as far as it has come. Null: not yet. */
export interface Incident {
  readonly discovered: (Detail<'incident.discovered'> & Facts<'incident.discovered'>) | null
  readonly leak: (Detail<'leak.discovered'> & Facts<'leak.discovered'>) | null
  readonly classified: (Detail<'incident.classified'> & { readonly level: Level; readonly on: Moment }) | null
  readonly planStarted: Moment | null
  readonly contained: readonly { readonly on: Moment; readonly measures: string }[]
  readonly remedied: Moment | null
  readonly leakRemedied: Moment | null
  readonly reports: readonly SentReport[]
  /** What has been reported to anybody, item by item, the latest wording. */
  readonly items: ReportItems
  /** Whom a report has reached since the leak was recorded. */
  readonly toldOfLeak: readonly ReportTo[]
  readonly reported: Moment | null
  readonly leakReported: Moment | null
  readonly policeInformed: Moment | null
  readonly personsInformed: (Detail<'leak.users-informed'> & { readonly on: Moment }) | null
  readonly demands: readonly {
    readonly from: Detail<'incident.measures-required'>['from']
    readonly until: Moment
    readonly demanded: string
    readonly met: boolean
  }[]
  readonly answers: readonly (Detail<'incident.answer-received'> & { readonly on: Moment; readonly ref: string })[]
  readonly emergency: Moment | null
  readonly ended: Moment | null
  readonly summary: (Detail<'incident.summary-filed'> & { readonly on: Moment }) | null
  readonly lessons: readonly { readonly on: Moment; readonly lesson: string }[]
  readonly concealed: Moment | null
}

export const initial: Incident = {
  discovered: null,
  leak: null,
  classified: null,
  planStarted: null,
  contained: [],
  remedied: null,
  leakRemedied: null,
  reports: [],
  items: {},
  toldOfLeak: [],
  reported: null,
  leakReported: null,
  policeInformed: null,
  personsInformed: null,
  demands: [],
  answers: [],
  emergency: null,
  ended: null,
  summary: null,
  lessons: [],
  concealed: null,
}

/** The items that are filled in. */
export function itemsIn(given: ReportItems): ReportItems {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

function withReport(state: Incident, { occurred: on, detail }: Extract<Event, { kind: 'incident.report-sent' }>, ref: string): Incident {
  const { to, channel, receipt, level, first, ...items } = detail
  return {
    ...state,
    reports: [...state.reports, { ref, on, to, channel, level, first, receipt }],
    items: { ...state.items, ...itemsIn(items) },
    toldOfLeak: state.leak === null ? [] : [...new Set([...state.toldOfLeak, to])],
  }
}

export function evolve(state: Incident, event: Event, { ref }: Pick<Entry<Event>, 'ref'>): Incident {
  const { occurred: on } = event
  switch (event.kind) {
    case 'incident.discovered':
      return { ...state, discovered: { ...event.detail, ...event.facts } }
    case 'leak.discovered':
      return { ...state, leak: { ...event.detail, ...event.facts } }
    case 'incident.classified':
      return { ...state, classified: { ...event.detail, level: event.facts.incidentLevel, on } }
    case 'incident.plan-started':
      return { ...state, planStarted: on }
    case 'incident.contained':
      return { ...state, contained: [...state.contained, { on, measures: event.detail.measures }] }
    case 'incident.remedied':
      return { ...state, remedied: on }
    case 'leak.remedied':
      return { ...state, leakRemedied: on }
    case 'incident.report-sent':
      return withReport(state, event, ref)
    case 'incident.reported':
      return { ...state, reported: on }
    case 'leak.reported':
      return { ...state, leakReported: on }
    case 'incident.police-informed':
      return { ...state, policeInformed: on }
    case 'incident.receipt-received': {
      const { to, receipt } = event.detail
      const last = state.reports.findLastIndex((report) => report.to === to)
      return { ...state, reports: state.reports.map((report, place) => (place === last ? { ...report, receipt } : report)) }
    }
    case 'leak.users-informed':
      return { ...state, personsInformed: { ...event.detail, on } }
    case 'incident.measures-required':
      return { ...state, demands: [...state.demands, { ...event.detail, until: event.facts.until, met: false }] }
    case 'incident.answer-received':
      return { ...state, answers: [...state.answers, { ...event.detail, on, ref }] }
    case 'incident.measures-taken':
      return { ...state, demands: state.demands.map((demand) => ({ ...demand, met: true })) }
    case 'incident.became-emergency':
      return { ...state, emergency: on }
    case 'incident.handling-ended':
      return { ...state, ended: on }
    case 'incident.summary-filed':
      return { ...state, summary: { ...event.detail, on } }
    case 'incident.lesson-recorded':
      return { ...state, lessons: [...state.lessons, { on, lesson: event.detail.lesson }] }
    case 'incident.concealed':
      return { ...state, concealed: on }
  }
}
