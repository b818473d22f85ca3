import type { Context } from '../context.ts'
import { dayIn } from '../counsel.ts'
import { accept, type Decision } from '../decision.ts'
import { FIGURES } from '../inspection/figure.ts'
import type { Command, Given } from './command.ts'
import type { Event } from './event.ts'
import { refuse } from './refusal.ts'
import { isOpen, type Cooperation } from './state.ts'

function receiveNotice(command: Given<'receive-notice'>): Decision<Event> {
  const { type: _, on, letter, scopeNote, officers, ...detail } = command
  return accept({
    kind: 'cooperation.notice-received',
    occurred: on,
    facts: {},
    detail: { ...detail, letter: letter ?? null, scopeNote: scopeNote ?? null, officers: officers ?? null },
  })
}

/**
 * The check at the door. `lawful` holds where two officers came, with credentials, as the notice says, and with the notice
 * in hand where they come in person: only such an inspection has to be helped. Those who come back with what was missing are
 * checked again.
 */
function admit(command: Given<'admit'>, { notice, begun }: Cooperation): Decision<Event> {
  const { type: _, on, ...detail } = command
  const { officerCount, credentialsShown, noticeShown, asNoticed } = detail
  if (begun?.lawful === true) return refuse('cooperation.begun-already', { on: begun.on })
  const inPerson = (notice?.means ?? 'on-site') === 'on-site'
  const lawful = officerCount >= FIGURES.officers.value && credentialsShown && asNoticed && (noticeShown || !inPerson)
  return accept({ kind: 'inspection.begun', occurred: on, facts: { lawful }, detail })
}

function logRequest({ on, topic, asked }: Given<'log-request'>, { notice, begun, requests }: Cooperation): Decision<Event> {
  if (begun === null) return refuse('cooperation.not-verified')
  const within = notice === null ? null : notice.scope.includes(topic)
  return accept({ kind: 'cooperation.requested', occurred: on, facts: {}, detail: { request: `R${requests.length + 1}`, topic, asked, within } })
}

function answerRequest(command: Given<'answer-request'>, { begun, requests }: Cooperation): Decision<Event> {
  const { type: _, on, overScope, ...detail } = command
  const { request } = detail
  if (begun === null) return refuse('cooperation.not-verified')
  if (!begun.lawful) return refuse('cooperation.not-lawful', { least: FIGURES.officers.value })
  const found = requests.find((each) => each.request === request)
  if (found === undefined) return refuse('cooperation.no-request', { request })
  if (found.answer !== null) return refuse('cooperation.answered-already', { request, on: found.answer.on })
  if (found.within === false && overScope === undefined) return refuse('cooperation.out-of-scope', { request })
  return accept({ kind: 'cooperation.answered', occurred: on, facts: {}, detail: { ...detail, overScope: overScope ?? null } })
}

/** Requests beyond the scope need no answer where an objection was made after them. */
function complete({ on }: Given<'complete'>, { begun, requests, objections, cooperated }: Cooperation): Decision<Event> {
  if (begun === null) return refuse('cooperation.not-verified')
  if (cooperated !== null) return accept()
  const left = requests.filter((each) => each.answer === null && !(each.within === false && objections.some((objection) => objection.on >= each.on)))
  if (left.length > 0) return refuse('cooperation.requests-open', { requests: left.map(({ request }) => request).join(', ') })
  return accept({ kind: 'inspection.cooperated', occurred: on, facts: {}, detail: {} })
}

function receiveInterview(command: Given<'receive-interview'>): Decision<Event> {
  const { type: _, on, until, letter, ...rest } = command
  const detail = { ...rest, letter: letter ?? null }
  if (detail.basis === 'personal-information' || detail.basis === 'before-penalty')
    return accept({ kind: 'cooperation.interview-recorded', occurred: on, facts: {}, detail: { ...detail, until } })
  return accept({ kind: 'interview.held', occurred: on, facts: { until, highRisk: detail.basis === 'risk' ? true : null }, detail })
}

function receiveOrder(command: Given<'receive-order'>): Decision<Event> {
  const { type: _, on, until, norm, provision, system, letter, ...rest } = command
  const facts = { norm: norm ?? null, provision: provision ?? null, system: system ?? null, until }
  return accept({ kind: 'correction.ordered', occurred: on, facts, detail: { ...rest, letter: letter ?? null } })
}

function reportCorrection({ on, about, measures, evidence }: Given<'report-correction'>, state: Cooperation): Decision<Event> {
  if (!isOpen(state[about])) return refuse('cooperation.nothing-ordered')
  if (evidence.length === 0) return refuse('cooperation.no-evidence')
  const detail = { measures, evidence }
  return accept({ kind: about === 'order' ? 'correction.completed' : 'rectification.completed', occurred: on, facts: {}, detail })
}

function receivePenaltyNotice(command: Given<'receive-penalty-notice'>): Decision<Event> {
  const { type: _, on, letter, hearingUntil, operatorName: _name, detentionDays: _days, persons: _persons, ...detail } = command
  return accept({
    kind: 'cooperation.penalty-noticed',
    occurred: on,
    facts: {},
    detail: { ...detail, letter: letter ?? null, hearingUntil: hearingUntil ?? null },
  })
}

function defend({ on, kind, statement }: Given<'defend'>, { penalty, decided }: Cooperation): Decision<Event> {
  if (penalty === null) return refuse('cooperation.no-penalty-notice')
  if (decided !== null) return refuse('cooperation.decided-already', { on: decided.on })
  if (kind === 'hearing') {
    const { hearingUntil: until } = penalty
    if (until === null) return refuse('cooperation.no-hearing')
    if (dayIn(on) > until) return refuse('cooperation.hearing-late', { until })
  }
  return accept({ kind: 'cooperation.defended', occurred: on, facts: {}, detail: { kind, statement } })
}

/** Names of persons stay with the department and on the paper: our own record of the decision does not need them. */
function receiveDecision(command: Given<'receive-decision'>): Decision<Event> {
  const { type: _, on, letter, operatorName: _name, detentionDays: _days, persons: _persons, ...rest } = command
  const { norm, consequences, circumstances, illegalGains, howToPay, ...detail } = rest
  return accept({
    kind: 'penalty.decided',
    occurred: on,
    facts: { norm: norm ?? null, provision: detail.held.provision, consequences, circumstances, illegalGains: illegalGains ?? null },
    detail: { ...detail, letter: letter ?? null, howToPay: howToPay ?? null },
  })
}

/** What a department dates is not held against our clock: its own may be ahead. */
const FROM_OUTSIDE: readonly Command['type'][] = [
  'receive-notice',
  'receive-call',
  'receive-interview',
  'receive-order',
  'receive-verification',
  'receive-refusal',
  'receive-penalty-notice',
  'receive-hearing',
  'receive-decision',
]

/** A letter that comes twice is the same letter. */
function isOnRecord(command: Command, { notice, called, interview, order, penalty, decided }: Cooperation): boolean {
  if (!('letter' in command) || command.letter === undefined) return false
  const { letter } = command
  return [notice, called, interview, order, penalty, decided].some((known) => known?.letter === letter)
}

export function decide(command: Command, state: Cooperation, { at }: Context): Decision<Event> {
  const { on } = command
  if (isOnRecord(command, state)) return accept()
  if (on > at && !FROM_OUTSIDE.includes(command.type)) return refuse('cooperation.later-than-now', { on })
  switch (command.type) {
    case 'receive-notice':
      return receiveNotice(command)
    case 'admit':
      return admit(command, state)
    case 'log-request':
      return logRequest(command, state)
    case 'answer-request':
      return answerRequest(command, state)
    case 'object':
      if (state.notice === null && state.begun === null && state.order === null) return refuse('cooperation.no-notice')
      return accept({ kind: 'cooperation.objected', occurred: on, facts: {}, detail: { ground: command.ground } })
    case 'complete':
      return complete(command, state)
    case 'find-obstruction':
      return accept({ kind: 'inspection.obstructed', occurred: on, facts: {}, detail: { reason: command.reason } })
    case 'receive-call': {
      const { type: _, on: _on, letter, ...detail } = command
      return accept({ kind: 'cooperation.call-received', occurred: on, facts: {}, detail: { ...detail, letter: letter ?? null } })
    }
    case 'receive-interview':
      return receiveInterview(command)
    case 'receive-order':
      return receiveOrder(command)
    case 'report-correction':
      return reportCorrection(command, state)
    case 'receive-verification': {
      const { about, corrected, how } = command
      if (state[about] === null) return refuse('cooperation.nothing-ordered')
      return accept({ kind: 'cooperation.verified', occurred: on, facts: {}, detail: { about, corrected, how } })
    }
    case 'receive-refusal': {
      const { about, reason } = command
      if (state[about] === null) return refuse('cooperation.nothing-ordered')
      return accept({ kind: about === 'order' ? 'correction.refused' : 'rectification.refused', occurred: on, facts: {}, detail: { reason } })
    }
    case 'receive-penalty-notice':
      return receivePenaltyNotice(command)
    case 'defend':
      return defend(command, state)
    case 'receive-hearing':
      return accept({ kind: 'cooperation.hearing-called', occurred: on, facts: {}, detail: { at: command.at, place: command.place, open: command.open } })
    case 'receive-decision':
      return receiveDecision(command)
    case 'pay':
      if (state.decided === null || state.decided.entityFine + state.decided.personFine === 0) return refuse('cooperation.no-fine')
      return state.paid === null ? accept({ kind: 'penalty.paid', occurred: on, facts: {}, detail: { reference: command.reference } }) : accept()
  }
}
