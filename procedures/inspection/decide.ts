import type { Context } from '../context.ts'
import { dayIn } from '../counsel.ts'
import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import { REMIT_WORDS } from '../party.ts'
import type { Refused } from '../refusal.ts'
import type { Command, Given } from './command.ts'
import type { DetailOf, Event } from './event.ts'
import { BASIS_OF, BASIS_WORDS, RANK_WORDS, TOPIC_WORDS, type Officer, networkOf } from './field.ts'
import { FIGURES } from './figure.ts'
import { refuse } from './refusal.ts'
import { isOpen, type Finding, type Inspection } from './state.ts'

/** Two different officers at least (Administrative Penalty Law, art. 42). */
function shortOf(officers: readonly Officer[]): Refused | undefined {
  const credentials = officers.map(({ credential }) => credential)
  const twice = credentials.find((credential, place) => credentials.indexOf(credential) !== place)
  if (twice !== undefined) return refuse('inspection.officer-twice', { credential: twice })
  return officers.length < FIGURES.officers.value
    ? refuse('inspection.too-few-officers', { least: FIGURES.officers.value, present: officers.length })
    : undefined
}

function propose(command: Given<'propose'>, { proposal }: Inspection, { party }: Context): Decision<Event> {
  const { type: _, on, scopeNote, ...detail } = command
  const { basis, from, to, officers } = detail
  if (proposal !== null) return refuse('inspection.proposed-already', { on: proposal.on })
  const remit = party.kind === 'department' ? party.remit : 'sector'
  if (!(BASIS_OF[remit] ?? []).includes(basis)) return refuse('inspection.basis-not-ours', { basis: BASIS_WORDS[basis], remit: REMIT_WORDS[remit] })
  if (to < from) return refuse('inspection.window-reversed', { from, to })
  const short = shortOf(officers)
  if (short !== undefined) return short
  return accept({
    kind: 'inspection.proposed',
    occurred: on,
    facts: {},
    detail: { ...detail, scopeNote: scopeNote ?? null, officerCount: officers.length },
  })
}

/** Article 55 of the Administrative Penalty Law and the rules of the police: who comes, with what in hand, within what was approved. */
function begin(command: Given<'begin'>, { proposal, approved, noticed, begun }: Inspection): Decision<Event> {
  const { on, officers, credentialsShown, noticeShown } = command
  if (proposal === null || approved === null) return refuse('inspection.not-approved')
  if (begun !== null) return refuse('inspection.begun-already', { on: begun.on })
  const { from, to, means } = proposal
  if (on < from || on > to) return refuse('inspection.outside-window', { on, from, to })
  if (means === 'remote' && noticed === null) return refuse('inspection.not-announced')
  const short = shortOf(officers)
  if (short !== undefined) return short
  if (means !== 'remote' && !credentialsShown) return refuse('inspection.credentials-not-shown')
  if (means === 'on-site' && !noticeShown) return refuse('inspection.notice-not-shown')
  const detail = { officerCount: officers.length, credentialsShown, noticeShown, officers }
  return accept({ kind: 'inspection.begun', occurred: on, facts: { atAnother: true, lawful: true }, detail })
}

function recordFinding(command: Given<'record-finding'>, { proposal, begun, finished, findings }: Inspection): Decision<Event> {
  const { type: _, on, norm, system, ...detail } = command
  if (proposal === null || begun === null) return refuse('inspection.not-begun')
  if (finished !== null) return refuse('inspection.ended-already', { on: finished.on })
  if (!proposal.scope.includes(detail.topic))
    return refuse('inspection.out-of-scope', { topic: TOPIC_WORDS[detail.topic], scope: proposal.scope.map((topic) => TOPIC_WORDS[topic]) })
  const finding = `F${findings.length + 1}`
  return accept({
    kind: 'inspection.finding-recorded',
    occurred: on,
    facts: {},
    detail: { finding, ...detail, norm: norm ?? null, system: system ?? null },
  })
}

function finish({ on, result, signature, witness }: Given<'finish'>, { begun, finished }: Inspection): Decision<Event> {
  if (begun === null) return refuse('inspection.not-begun')
  if (finished !== null) return accept()
  if (signature === 'refused' && witness === undefined) return refuse('inspection.refusal-unwitnessed')
  return accept({ kind: 'inspection.finished', occurred: on, facts: {}, detail: { result, signature, witness: witness ?? null } })
}

type InterviewBasis = Given<'hold-interview'>['basis']

/** The statute's interview: by the province or above, of those who answer for the operator. */
function mayInterview(basis: InterviewBasis, interviewee: Given<'hold-interview'>['interviewee'], { party }: Context): Refused | undefined {
  const { remit, level } = party.kind === 'department' ? party : { remit: 'sector' as const, level: 'county' as const }
  if (basis === 'before-penalty') return remit === 'cyberspace' ? undefined : refuse('inspection.interview-not-ours', { remit: REMIT_WORDS[remit] })
  if (basis === 'personal-information') return undefined
  if (level === 'city' || level === 'county') return refuse('inspection.interview-below-province', { level: RANK_WORDS[level] })
  return interviewee === 'delegate' ? refuse('inspection.interview-wrong-person') : undefined
}

function callInterview(command: Given<'call-interview'>, { proposal }: Inspection, context: Context): Decision<Event> {
  const { type: _, on, ...detail } = command
  if (proposal === null) return refuse('inspection.not-approved')
  return mayInterview(detail.basis, detail.interviewee, context) ?? accept({ kind: 'inspection.interview-called', occurred: on, facts: {}, detail })
}

function holdInterview(command: Given<'hold-interview'>, { proposal }: Inspection, context: Context): Decision<Event> {
  const { type: _, on, until, ...detail } = command
  const { basis, officerCount } = detail
  if (proposal === null) return refuse('inspection.not-approved')
  const no = mayInterview(basis, detail.interviewee, context)
  if (no !== undefined) return no
  if (officerCount < FIGURES.officers.value) return refuse('inspection.too-few-officers', { least: FIGURES.officers.value, present: officerCount })
  if (until <= on) return refuse('inspection.until-past', { until, on })
  if (basis === 'personal-information' || basis === 'before-penalty')
    return accept({ kind: 'inspection.interview-recorded', occurred: on, facts: {}, detail: { ...detail, until } })
  return accept({ kind: 'interview.held', occurred: on, facts: { atAnother: true, until, highRisk: basis === 'risk' ? true : null }, detail })
}

type Charge = DetailOf<'correction.ordered'>['charges'][number]

/** Under which paragraph of the edition in force that day the department may order this to be corrected, if under any. */
function chargeOf(
  { finding, what, violated, on }: Finding,
  subjectRoles: DetailOf<'inspection.proposed'>['subjectRoles'],
  { standing }: Context,
): Charge | Refused {
  const opinion = standing.counsel.liability({
    conductDate: dayIn(on),
    roles: [...subjectRoles],
    violated,
    withinTerritory: true,
    network: networkOf(subjectRoles),
    unit: true,
  })
  if (opinion.kind === 'unanswerable') return refuse('inspection.unanswerable', { problems: opinion.problems.join('; ') })
  const { provision, measures } = opinion.answer
  if (provision === null || !measures.some(({ code }) => code === 'order-correction')) return refuse('inspection.no-power-to-order', { finding, violated })
  return { finding, what, violated, provision }
}

function one(values: readonly (string | null)[]): string | null {
  return new Set(values).size === 1 ? (values[0] ?? null) : null
}

function orderCorrection(command: Given<'order-correction'>, { proposal, findings, orders }: Inspection, context: Context): Decision<Event> {
  const { on, required, until } = command
  const last = orders.at(-1)
  if (proposal === null) return refuse('inspection.not-approved')
  if (until <= on) return refuse('inspection.until-past', { until, on })
  if (last !== undefined && isOpen(last) && last.verified === null) return refuse('inspection.order-open', { until: last.until })
  const chosen: Finding[] = []
  const charges: Charge[] = []
  for (const id of new Set(command.findings)) {
    const finding = findings.find((each) => each.finding === id)
    if (finding === undefined) return refuse('inspection.no-finding', { finding: id })
    const charge = chargeOf(finding, proposal.subjectRoles, context)
    if ('refusal' in charge) return charge
    chosen.push(finding)
    charges.push(charge)
  }
  const facts = {
    atAnother: true as const,
    norm: one(chosen.map(({ norm }) => norm)),
    provision: one(charges.map(({ provision }) => provision)),
    system: one(chosen.map(({ system }) => system)),
    until,
  }
  return accept({ kind: 'correction.ordered', occurred: on, facts, detail: { charges, required } })
}

/** The demand that an entry is about, if it is still open. */
function demandOf(about: 'order' | 'interview', { orders, interview }: Inspection) {
  const demand = about === 'order' ? orders.at(-1) : interview
  return isOpen(demand) ? (demand ?? undefined) : undefined
}

function verify({ on, about, corrected, how }: Given<'verify'>, state: Inspection): Decision<Event> {
  if (demandOf(about, state) === undefined) return refuse('inspection.nothing-ordered')
  const verified: Draft<Event> = { kind: 'inspection.verified', occurred: on, facts: {}, detail: { about, corrected, how } }
  if (!corrected) return accept(verified)
  return accept(verified, { kind: about === 'order' ? 'correction.completed' : 'rectification.completed', occurred: on, facts: {}, detail: {} })
}

/** A letter that comes twice is the same letter. */
export function isKnown(letter: string | undefined, known: readonly ({ readonly letter: string | null } | null | undefined)[]): boolean {
  return letter !== undefined && known.some((each) => each?.letter === letter)
}

/** Nothing but what comes from the party is dated by a clock other than ours. */
function misdated(command: Command, at: Context['at']): Refused | undefined {
  return command.on > at ? refuse('inspection.later-than-now', { on: command.on }) : undefined
}

export function decide(command: Command, state: Inspection, context: Context): Decision<Event> {
  const wrong = misdated(command, context.at)
  if (wrong !== undefined) return wrong
  if (state.closed !== null) return refuse('inspection.closed-already', { on: state.closed })
  const { on } = command
  switch (command.type) {
    case 'propose':
      return propose(command, state, context)
    case 'approve':
      return state.approved === null ? accept({ kind: 'inspection.approved', occurred: on, facts: {}, detail: { approvedBy: command.approvedBy } }) : accept()
    case 'notify':
      if (state.approved === null) return refuse('inspection.not-approved')
      return state.noticed === null ? accept({ kind: 'inspection.noticed', occurred: on, facts: {}, detail: {} }) : accept()
    case 'begin':
      return begin(command, state)
    case 'record-finding':
      return recordFinding(command, state)
    case 'record-obstruction': {
      if (state.approved === null) return refuse('inspection.not-approved')
      const { reason, evidence } = command
      return accept({ kind: 'inspection.obstructed', occurred: on, facts: {}, detail: { reason, evidence } })
    }
    case 'take-answer': {
      const { given, evidence, letter } = command
      if (isKnown(letter, state.answers)) return accept()
      return accept({ kind: 'inspection.answer-received', occurred: on, facts: {}, detail: { given, evidence, letter: letter ?? null } })
    }
    case 'take-objection':
      if (isKnown(command.letter, state.objections)) return accept()
      return accept({ kind: 'inspection.objection-received', occurred: on, facts: {}, detail: { ground: command.ground, letter: command.letter ?? null } })
    case 'finish':
      return finish(command, state)
    case 'call-interview':
      return callInterview(command, state, context)
    case 'hold-interview':
      return holdInterview(command, state, context)
    case 'order-correction':
      return orderCorrection(command, state, context)
    case 'take-report': {
      const { about, measures, evidence, letter } = command
      if (isKnown(letter, [state.orders.at(-1)?.reported, state.interview?.reported])) return accept()
      if (demandOf(about, state) === undefined) return refuse('inspection.nothing-ordered')
      return accept({ kind: 'inspection.report-received', occurred: on, facts: {}, detail: { about, measures, evidence, letter: letter ?? null } })
    }
    case 'verify':
      return verify(command, state)
    case 'find-refusal': {
      const { about, reason } = command
      if (demandOf(about, state) === undefined) return refuse('inspection.nothing-ordered')
      return accept({ kind: about === 'order' ? 'correction.refused' : 'rectification.refused', occurred: on, facts: {}, detail: { reason } })
    }
    case 'close':
      if (isOpen(state.orders.at(-1)) || isOpen(state.interview)) return refuse('inspection.still-open')
      return accept({ kind: 'inspection.closed', occurred: on, facts: {}, detail: { result: command.result } })
  }
}
