import type { Context } from '../context.ts'
import { dayIn } from '../counsel.ts'
import { accept, type Decision } from '../decision.ts'
import { isKnown } from '../inspection/decide.ts'
import { FIGURES } from '../inspection/figure.ts'
import { Moment } from '../moment.ts'
import type { Refused } from '../refusal.ts'
import type { Text } from '#law/text.ts'
import type { Command, Given } from './command.ts'
import type { Event } from './event.ts'
import { factsOf } from './question.ts'
import { heldAgainst, isHeard } from './range.ts'
import { refuse } from './refusal.ts'
import { hasWaived, isHeavier, unanswered, type Case } from './state.ts'

/** Identity numbers of eighteen places and mobile numbers: never needed for a penalty. */
const NUMBER_OF_A_PERSON = /(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)/

function beyondNeed(texts: readonly (readonly [text: string, field: Text])[]): Refused | undefined {
  const found = texts.find(([text]) => NUMBER_OF_A_PERSON.test(text))
  return found === undefined ? undefined : refuse('penalty.more-than-needed', { field: found[1] })
}

const FIELDS = { summary: { zh: '案情', en: 'the case' }, proof: { zh: '证据说明', en: 'the evidence' }, discretion: { zh: '裁量理由', en: 'the reasons' } }

function fileCase(command: Given<'file-case'>, { filed }: Case, { standing }: Context): Decision<Event> {
  const { type: _, on, inspection, norm, ...detail } = command
  const { officers, conductTo, discovered, graveHarm, summary } = detail
  if (filed !== null) return refuse('penalty.filed-already', { on: filed.on })
  if (inspection !== undefined && standing.row('inspections', inspection) === undefined) return refuse('penalty.no-inspection', { inspection })
  const present = new Set(officers.map(({ credential }) => credential)).size
  if (present < FIGURES.officers.value) return refuse('penalty.too-few-officers', { least: FIGURES.officers.value, present })
  const limit = standing.counsel.endOf(Moment.parse(`${conductTo}T00:00:00+08:00`), (graveHarm ? FIGURES.limitationWhereGrave : FIGURES.limitation).value)
  if (limit !== undefined && discovered > dayIn(limit)) return refuse('penalty.time-barred', { ended: conductTo, discovered, limit: dayIn(limit) })
  const more = beyondNeed([[summary, FIELDS.summary]])
  if (more !== undefined) return more
  return accept({
    kind: 'penalty.case-filed',
    occurred: on,
    facts: {},
    detail: { ...detail, inspection: inspection ?? null, norm: norm ?? null, officerCount: present },
  })
}

function propose(command: Given<'propose'>, state: Case, context: Context): Decision<Event> {
  const { type: _, on, finedBefore, mitigation, ...detail } = command
  const { filed, evidence, noticed } = state
  if (filed === null) return refuse('penalty.not-filed')
  if (state.decided !== null) return refuse('penalty.decided-already', { on: state.decided.on })
  if (evidence.length === 0) return refuse('penalty.no-evidence')
  if (detail.constitutesCrime) return refuse('penalty.crime')
  if (finedBefore && (detail.entityFine > 0 || detail.personFine > 0)) return refuse('penalty.fined-already')
  if (detail.refusedCorrection && filed.inspection !== null && context.standing.row('inspections', filed.inspection)?.cells['refused'] !== true)
    return refuse('penalty.refusal-not-found', { inspection: filed.inspection })
  const more = beyondNeed([[detail.discretion, FIELDS.discretion]])
  if (more !== undefined) return more
  const onPerson = detail.personFine > 0 || detail.detentionDays > 0
  if (!onPerson && detail.persons.length > 0) return refuse('penalty.person-unneeded')
  if (onPerson && filed.unit && detail.persons.length === 0) return refuse('penalty.person-missing')
  const proposed = { ...detail, mitigation: mitigation ?? null }
  const held = heldAgainst(filed, questionable(proposed), on, context)
  if ('refusal' in held) return held
  if (noticed !== null && state.proposal !== null && isHeavier(proposed, state.proposal) && !evidence.some((taken) => taken.on > noticed.on))
    return refuse('penalty.heavier-after-defence')
  const hearing = isHeard({ ...questionable(proposed), larger: detail.larger }, filed, context)
  return accept({ kind: 'penalty.proposed', occurred: on, facts: {}, detail: { ...proposed, personCount: detail.persons.length, hearing, held } })
}

type Stated = Omit<NonNullable<Case['proposal']>, 'on' | 'held' | 'hearing' | 'personCount' | 'persons'>

/** The part of a proposal that the law is asked about. */
function questionable({ measures, entityFine, personFine, detentionDays, mitigation, ...rest }: Stated) {
  return { measures, entityFine, personFine, detentionDays, mitigation, ...factsOf(rest) }
}

function notify({ on, respondUntil, hearingUntil }: Given<'notify'>, { proposal, noticed, decided }: Case, { standing }: Context): Decision<Event> {
  if (proposal === null) return refuse('penalty.not-proposed')
  if (decided !== null) return refuse('penalty.decided-already', { on: decided.on })
  if (noticed !== null) return accept()
  if (respondUntil <= on) return refuse('penalty.respond-past', { until: respondUntil })
  if (proposal.hearing) {
    if (hearingUntil === undefined) return refuse('penalty.hearing-time-missing')
    const term = FIGURES.hearingRequest.value
    const end = standing.counsel.endOf(on, term)
    if (end === undefined) return refuse('penalty.calendar-missing', { term })
    const least = dayIn(end)
    if (hearingUntil < least) return refuse('penalty.hearing-time-short', { term, least, until: hearingUntil })
  }
  return accept({ kind: 'penalty.noticed', occurred: on, facts: {}, detail: { respondUntil, hearingUntil: hearingUntil ?? null } })
}

function takeStatement({ on, kind, statement, letter }: Given<'take-statement'>, { proposal, noticed, statements }: Case): Decision<Event> {
  if (isKnown(letter, statements)) return accept()
  if (proposal === null || noticed === null) return refuse('penalty.not-noticed')
  if (kind === 'hearing') {
    if (!proposal.hearing) return refuse('penalty.no-hearing')
    if (noticed.hearingUntil !== null && dayIn(on) > noticed.hearingUntil) return refuse('penalty.hearing-late', { until: noticed.hearingUntil })
  }
  return accept({ kind: 'penalty.statement-received', occurred: on, facts: {}, detail: { kind, statement, letter: letter ?? null } })
}

const isAsked = ({ statements }: Case): boolean => statements.some(({ kind }) => kind === 'hearing')

function callHearing(command: Given<'call-hearing'>, state: Case, { standing }: Context): Decision<Event> {
  const { type: _, on, closedBecause, ...detail } = command
  if (!isAsked(state)) return refuse('penalty.no-hearing-asked')
  const term = FIGURES.hearingNotice.value
  const end = standing.counsel.endOf(on, term)
  if (end === undefined) return refuse('penalty.calendar-missing', { term })
  const least = dayIn(end)
  if (dayIn(detail.at) <= least) return refuse('penalty.hearing-notice-short', { term, least, at: detail.at })
  if (isOfficer(state, detail.chair)) return refuse('penalty.chair-is-officer')
  if (!detail.open && closedBecause === undefined) return refuse('penalty.hearing-closed')
  return accept({ kind: 'penalty.hearing-called', occurred: on, facts: {}, detail: { ...detail, closedBecause: closedBecause ?? null } })
}

function isOfficer({ filed }: Case, name: string): boolean {
  return (filed?.officers ?? []).some((officer) => officer.name === name)
}

function holdHearing({ on, opinion, evidence }: Given<'hold-hearing'>, { hearingCalled }: Case): Decision<Event> {
  if (hearingCalled === null) return refuse('penalty.no-hearing-asked')
  if (on < hearingCalled.at) return refuse('penalty.hearing-too-early', { at: hearingCalled.at })
  return accept({ kind: 'penalty.hearing-held', occurred: on, facts: {}, detail: { opinion, evidence } })
}

/** What must have happened before anybody decides: Administrative Penalty Law, arts. 44, 45, 57, 58, 63 to 65. */
function unready(on: Moment, state: Case): Refused | undefined {
  const { proposal, noticed, statements, hearingHeld, reviewed, discussed } = state
  if (proposal === null) return refuse('penalty.not-proposed')
  if (noticed === null) return refuse('penalty.not-noticed')
  const { respondUntil, hearingUntil } = noticed
  const waived = hasWaived(state)
  if (!waived && statements.length === 0 && on <= respondUntil) return refuse('penalty.period-open', { until: respondUntil })
  if (!waived && !isAsked(state) && proposal.hearing && hearingUntil !== null && dayIn(on) <= hearingUntil)
    return refuse('penalty.period-open', { until: hearingUntil })
  if (!waived && isAsked(state) && hearingHeld === null) return refuse('penalty.hearing-outstanding')
  const count = unanswered(state)
  if (count > 0) return refuse('penalty.statement-unanswered', { count })
  if (reviewed?.passed !== true) return refuse('penalty.not-reviewed')
  return proposal.complex && discussed === null ? refuse('penalty.not-discussed') : undefined
}

function decideCase({ on, number, howToPay, decidedBy }: Given<'decide'>, state: Case, context: Context): Decision<Event> {
  const { filed, proposal, decided } = state
  if (decided !== null) return refuse('penalty.decided-already', { on: decided.on })
  const no = unready(on, state)
  if (no !== undefined) return no
  if (filed === null || proposal === null) return refuse('penalty.not-proposed')
  if (proposal.entityFine + proposal.personFine > 0 && howToPay === undefined) return refuse('penalty.how-to-pay-missing')
  const held = heldAgainst(filed, questionable(proposal), on, context)
  if ('refusal' in held) return held
  const { consequences, circumstances, illegalGains } = proposal
  return accept({
    kind: 'penalty.decided',
    occurred: on,
    facts: { atAnother: true, norm: filed.norm, provision: held.provision, consequences, circumstances, illegalGains: illegalGains ?? null },
    detail: { number, howToPay: howToPay ?? null, decidedBy, held },
  })
}

function serve({ on, served }: Given<'serve'>, { proposal, decided, served: before }: Case, { standing }: Context): Decision<Event> {
  if (proposal === null || decided === null) return refuse('penalty.not-decided')
  if (before !== null) return accept()
  const fined = proposal.entityFine + proposal.personFine > 0
  const payUntil = fined ? (standing.counsel.endOf(on, FIGURES.payment.value) ?? null) : null
  return accept({ kind: 'penalty.served', occurred: on, facts: {}, detail: { served, payUntil } })
}

/** What is published names no natural person: neither those responsible nor a person who was penalised without being a unit. */
function recordCredit({ on, register, text, shownUntil }: Given<'record-credit'>, { filed, proposal, served }: Case): Decision<Event> {
  if (served === null) return refuse('penalty.not-served')
  const persons = [...(proposal?.persons ?? []).map(({ name }) => name), ...(filed?.unit === false ? [filed.operatorName] : [])]
  const named = persons.some((name) => text.includes(name))
  if (named || NUMBER_OF_A_PERSON.test(text)) return refuse('penalty.publication-names-person')
  return accept({ kind: 'credit.recorded', occurred: on, facts: {}, detail: { register, text, shownUntil: shownUntil ?? null } })
}

function close({ on, closing, reason }: Given<'close'>, { proposal, served, paid, decided }: Case): Decision<Event> {
  if (closing !== 'performed')
    return decided === null
      ? accept({ kind: 'penalty.case-closed', occurred: on, facts: {}, detail: { closing, reason } })
      : refuse('penalty.decided-already', { on: decided.on })
  const missing: Text[] = []
  if (served === null) missing.push({ zh: '送达', en: 'service' })
  if (proposal !== null && proposal.entityFine + proposal.personFine > 0 && paid === null) missing.push({ zh: '缴款', en: 'payment' })
  if (missing.length > 0) return refuse('penalty.still-owed', { missing })
  return accept({ kind: 'penalty.case-closed', occurred: on, facts: {}, detail: { closing, reason } })
}

export function decide(command: Command, state: Case, context: Context): Decision<Event> {
  const { on } = command
  if (on > context.at) return refuse('penalty.later-than-now', { on })
  if (state.closed !== null && command.type !== 'record-credit' && command.type !== 'retract-credit')
    return refuse('penalty.closed-already', { on: state.closed.on })
  switch (command.type) {
    case 'file-case':
      return fileCase(command, state, context)
    case 'take-evidence': {
      const { proof, evidence } = command
      return beyondNeed([[proof, FIELDS.proof]]) ?? accept({ kind: 'penalty.evidence-taken', occurred: on, facts: {}, detail: { proof, evidence } })
    }
    case 'propose':
      return propose(command, state, context)
    case 'notify':
      return notify(command, state, context)
    case 'take-statement':
      return takeStatement(command, state)
    case 'answer-statement':
      if (unanswered(state) === 0) return refuse('penalty.statement-missing')
      return accept({ kind: 'penalty.statement-answered', occurred: on, facts: {}, detail: { accepted: command.accepted, reason: command.reason } })
    case 'call-hearing':
      return callHearing(command, state, context)
    case 'hold-hearing':
      return holdHearing(command, state)
    case 'review': {
      const { reviewer, passed, opinion } = command
      if (state.proposal === null) return refuse('penalty.not-proposed')
      if (isOfficer(state, reviewer)) return refuse('penalty.reviewer-is-officer')
      return accept({ kind: 'penalty.reviewed', occurred: on, facts: {}, detail: { reviewer, passed, opinion } })
    }
    case 'discuss':
      if (state.proposal === null) return refuse('penalty.not-proposed')
      return accept({ kind: 'penalty.discussed', occurred: on, facts: {}, detail: { participants: command.participants, opinion: command.opinion } })
    case 'decide':
      return decideCase(command, state, context)
    case 'serve':
      return serve(command, state, context)
    case 'record-payment':
      if (state.decided === null || state.proposal === null) return refuse('penalty.not-decided')
      if (state.proposal.entityFine + state.proposal.personFine === 0) return refuse('penalty.no-fine')
      return accept({ kind: 'penalty.paid', occurred: on, facts: {}, detail: { reference: command.reference } })
    case 'record-credit':
      return recordCredit(command, state)
    case 'retract-credit':
      if (state.credit === null) return refuse('penalty.no-credit')
      return state.credit.retracted === null ? accept({ kind: 'credit.retracted', occurred: on, facts: {}, detail: { because: command.because } }) : accept()
    case 'close':
      return close(command, state)
  }
}
