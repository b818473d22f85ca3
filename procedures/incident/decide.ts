import type { Facts } from '#law/condition.ts'
import type { Text } from '#law/text.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import { fieldsOf } from '../field.ts'
import { REMIT_WORDS } from '../party.ts'
import { recipientsFor, type Called } from './authority.ts'
import type { Command } from './command.ts'
import type { Event } from './event.ts'
import { FIRST_ITEMS, ReportItems } from './field.ts'
import { Impact } from './impact.ts'
import { gradeOf, graver } from './level.ts'
import { refuse } from './refusal.ts'
import { itemsIn, type Incident } from './state.ts'
import { LEVEL_WORDS } from './threshold.ts'

type Given<T extends Command['type']> = Extract<Command, { type: T }>

/** Words for fields by their names, in the order given. */
function labelsOf(names: readonly string[], forms: ReturnType<typeof fieldsOf>): readonly Text[] {
  return names.map((name) => forms.find((form) => form.name === name)?.label ?? { zh: name, en: name })
}

/** Whom the rules call for, on what is known of the matter, the system that it names, and the party. */
export function calledFor({ discovered, classified, leak }: Incident, { facts, roles, thing }: Context['standing']): Called {
  const { system = null, suspectedCase = null } = discovered ?? {}
  const named = system === null ? undefined : thing(system)
  const own: Facts = {
    ...(classified === null ? {} : { incidentLevel: classified.level }),
    ...(suspectedCase === null ? {} : { suspectedCase }),
    leak: leak !== null,
  }
  return recipientsFor({ roles, facts: { ...facts, ...named?.facts, ...own } })
}

function discover(command: Given<'discover'>, { discovered }: Incident, { at }: Context): Decision<Event> {
  const { knownAt, system, endangersSecurity, suspectedCase, title, eventKind } = command
  if (discovered !== null) return refuse('incident.discovered-already', { knownAt: discovered.knownAt })
  if (knownAt > at) return refuse('incident.later-than-now', { on: knownAt })
  return accept({
    kind: 'incident.discovered',
    occurred: knownAt,
    facts: { system: system ?? null, knownAt, endangersSecurity, suspectedCase: suspectedCase ?? null },
    detail: { title, eventKind },
  })
}

function findLeak({ knownAt, dataset, affectedPersons, reason }: Given<'find-leak'>, { leak, discovered }: Incident): Decision<Event> {
  if (leak !== null) return refuse('incident.leak-recorded', { knownAt: leak.knownAt })
  return accept({
    kind: 'leak.discovered',
    occurred: knownAt,
    facts: { dataset: dataset ?? null, system: discovered?.system ?? null, knownAt, affectedPersons: affectedPersons ?? null },
    detail: { reason },
  })
}

function classify(command: Given<'classify'>, { leak, classified }: Incident): Decision<Event> {
  const { on, judged, reason } = command
  const leaked = command.impact.personsLeaked ?? leak?.affectedPersons ?? undefined
  const impact = leaked === undefined ? command.impact : { ...command.impact, personsLeaked: leaked }
  const { level, met, missing } = gradeOf(impact)
  if (judged !== undefined && level !== null && graver(level, judged))
    return refuse('incident.level-below-annex', { judged: LEVEL_WORDS[judged], level: LEVEL_WORDS[level], met })
  if (judged === undefined && level === null && missing.length > 0) return refuse('incident.level-open', { missing: labelsOf(missing, fieldsOf(Impact)) })
  const incidentLevel = judged ?? level ?? 'IV'
  if (classified?.level === incidentLevel && JSON.stringify(classified.impact) === JSON.stringify(impact)) return accept()
  return accept({
    kind: 'incident.classified',
    occurred: on,
    facts: { incidentLevel },
    detail: { impact, met: met.map(({ id }) => id), open: [...missing], reason },
  })
}

/**
 * One report to one department. The law counts the incident as reported once every department that article 4 calls for has
 * been told, and a leak once the department for personal information has been told of it as well.
 */
function report(command: Given<'report'>, state: Incident, { standing }: Context): Decision<Event> {
  const { type: _, on, to, channel, receipt, ...given } = command
  if (state.classified === null) return refuse('incident.not-classified')
  const { required, missing } = calledFor(state, standing)
  const unsettled = missing.filter((fact) => fact !== 'suspectedCase')
  if (unsettled.length > 0 && !required.some(({ remit }) => remit === to)) return refuse('incident.recipient-open', { missing: systemFacts(unsettled) })
  const news = itemsIn(given)
  const items = { ...state.items, ...news }
  const blank = FIRST_ITEMS.filter((item) => items[item] === undefined)
  if (blank.length > 0) return refuse('incident.report-incomplete', { missing: labelsOf(blank, fieldsOf(ReportItems)) })
  const first = !state.reports.some((sent) => sent.to === to)
  const leakIsNews = state.leak !== null && !state.toldOfLeak.includes(to)
  if (!first && !leakIsNews && Object.keys(news).length === 0) return accept()
  const told = new Set([...state.reports.map((sent) => sent.to), to])
  const toldOfLeak = new Set([...state.toldOfLeak, to])
  const byArticle4 = required.filter(({ source }) => 'instrument' in source && source.instrument === 'incident-reporting-2025')
  const byLeak = required.filter(({ source }) => !('instrument' in source && source.instrument === 'computer-systems-1994'))
  const has = (set: ReadonlySet<string>) => (recipient: { readonly remit: string }) => set.has(recipient.remit)
  const complete = unsettled.length === 0 && byArticle4.every(has(told))
  const leakComplete = unsettled.length === 0 && byLeak.every(has(toldOfLeak))
  const follow: Draft<Event>[] = []
  if (to === 'police' && state.policeInformed === null) follow.push({ kind: 'incident.police-informed', occurred: on, facts: {}, detail: {} })
  if (complete && state.reported === null) follow.push({ kind: 'incident.reported', occurred: on, facts: {}, detail: { to: [...told] } })
  if (state.leak !== null && leakComplete && state.leakReported === null) follow.push({ kind: 'leak.reported', occurred: on, facts: {}, detail: { to } })
  const detail = { to, channel, receipt: receipt ?? null, level: state.classified.level, first, ...(first ? items : news) }
  return accept({ kind: 'incident.report-sent', occurred: on, facts: {}, detail }, ...follow)
}

/** The facts that article 4 turns on are in the register of systems. */
function systemFacts(facts: readonly string[]): readonly Text[] {
  return facts.map((fact) =>
    fact === 'cii' ? { zh: '该系统是否属于关键信息基础设施', en: 'whether the system is critical information infrastructure' } : { zh: fact, en: fact },
  )
}

function fileSummary(command: Given<'file-summary'>, state: Incident): Decision<Event> {
  const { type: _, on, ...items } = command
  if (state.ended === null) return refuse('incident.not-ended')
  const to = [...new Set(state.reports.map((sent) => sent.to))]
  if (to.length === 0) return refuse('incident.no-recipient')
  return state.summary === null ? accept({ kind: 'incident.summary-filed', occurred: on, facts: {}, detail: { to, ...items } }) : accept()
}

function notifyPersons(command: Given<'notify-persons'>, { leak }: Incident): Decision<Event> {
  const { type: _, on, ...detail } = command
  return leak === null ? refuse('incident.no-leak') : accept({ kind: 'leak.users-informed', occurred: on, facts: {}, detail })
}

function remedyLeak({ on, measures, harmAvoided }: Given<'remedy-leak'>, { leak }: Incident): Decision<Event> {
  if (leak === null) return refuse('incident.no-leak')
  return accept({ kind: 'leak.remedied', occurred: on, facts: { harmAvoided: harmAvoided ?? null }, detail: { measures } })
}

/**
 * What happened cannot lie ahead, nor, but for the discovery itself, before anybody knew. What a department dates is not
 * held against our clock: its own may be ahead.
 */
function misdated(command: Command, { discovered }: Incident, at: Context['at']): Decision<Event> | undefined {
  if (command.type === 'discover' || command.type === 'record-receipt' || command.type === 'require-measures' || command.type === 'record-answer')
    return undefined
  const on = command.type === 'find-leak' ? command.knownAt : command.on
  if (on > at) return refuse('incident.later-than-now', { on })
  if (discovered !== null && on < discovered.knownAt) return refuse('incident.before-discovery', { on, knownAt: discovered.knownAt })
  return undefined
}

export function decide(command: Command, state: Incident, context: Context): Decision<Event> {
  const wrong = misdated(command, state, context.at)
  if (wrong !== undefined) return wrong
  switch (command.type) {
    case 'discover':
      return discover(command, state, context)
    case 'find-leak':
      return findLeak(command, state)
    case 'classify':
      return classify(command, state)
    case 'start-plan': {
      const { decidedBy, measures, on } = command
      return state.planStarted === null ? accept({ kind: 'incident.plan-started', occurred: on, facts: {}, detail: { decidedBy, measures } }) : accept()
    }
    case 'contain':
      return accept({ kind: 'incident.contained', occurred: command.on, facts: {}, detail: { measures: command.measures } })
    case 'remedy': {
      const { measures, verification, on } = command
      return state.remedied === null ? accept({ kind: 'incident.remedied', occurred: on, facts: {}, detail: { measures, verification } }) : accept()
    }
    case 'remedy-leak':
      return remedyLeak(command, state)
    case 'report':
      return report(command, state, context)
    case 'record-receipt': {
      const { on, to, receipt } = command
      if (!state.reports.some((sent) => sent.to === to)) return refuse('incident.never-told', { to: REMIT_WORDS[to] })
      return accept({ kind: 'incident.receipt-received', occurred: on, facts: {}, detail: { to, receipt } })
    }
    case 'notify-persons':
      return notifyPersons(command, state)
    case 'require-measures': {
      const { on, from, until, demanded } = command
      return accept({ kind: 'incident.measures-required', occurred: on, facts: { until }, detail: { from, demanded } })
    }
    case 'record-answer': {
      const { type: _, on, until, ...detail } = command
      return accept({ kind: 'incident.answer-received', occurred: on, facts: {}, detail: { ...detail, until: until ?? null } })
    }
    case 'take-measures':
      return state.demands.some(({ met }) => !met)
        ? accept({ kind: 'incident.measures-taken', occurred: command.on, facts: {}, detail: { measures: command.measures } })
        : refuse('incident.nothing-required')
    case 'become-emergency':
      return state.emergency === null
        ? accept({ kind: 'incident.became-emergency', occurred: command.on, facts: {}, detail: { reason: command.reason } })
        : accept()
    case 'end-handling':
      if (state.remedied === null) return refuse('incident.not-remedied')
      return state.ended === null ? accept({ kind: 'incident.handling-ended', occurred: command.on, facts: {}, detail: { result: command.result } }) : accept()
    case 'file-summary':
      return fileSummary(command, state)
    case 'record-lesson':
      return accept({ kind: 'incident.lesson-recorded', occurred: command.on, facts: {}, detail: { lesson: command.lesson } })
    case 'find-concealed':
      return state.concealed === null ? accept({ kind: 'incident.concealed', occurred: command.on, facts: {}, detail: { reason: command.reason } }) : accept()
  }
}
