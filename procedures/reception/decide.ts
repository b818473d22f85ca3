import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import type { Moment } from '../moment.ts'
import type { Command, Given } from './command.ts'
import type { Event } from './event.ts'
import { refuse } from './refusal.ts'
import type { Reception } from './state.ts'

/** The first report opens the matter for the law; every one is counted with the level that the operator gives it. */
function takeReport(command: Given<'take-report'>, { discovered, reports }: Reception, on: Moment): Decision<Event> {
  const { type: _, operator, title, eventKind, level, knownAt, receivedAt: _receivedAt, letter, ...items } = command
  if (discovered !== null && discovered.operator !== operator) return refuse('reception.other-operator', { operator: discovered.operator })
  const opening: Draft<Event> = {
    kind: 'incident.discovered',
    occurred: on,
    facts: { atAnother: true, system: null, knownAt: on, endangersSecurity: true, suspectedCase: null },
    detail: { operator, title, eventKind, operatorKnewAt: knownAt },
  }
  const received: Draft<Event> = {
    kind: 'incident.report-received',
    occurred: on,
    facts: { atAnother: true, incidentLevel: level },
    detail: { letter: letter ?? null, first: reports.length === 0, ...items },
  }
  return accept(...(discovered === null ? [opening] : []), received)
}

function passOn({ on, to, level, region }: Given<'pass-on'>, { passedOn }: Reception, { party }: Context): Decision<Event> {
  if (party.kind === 'department' && party.remit === to && party.level === level && party.region === region) return refuse('reception.to-itself')
  if (passedOn.some((each) => each.to === to && each.level === level && each.region === region)) return accept()
  return accept({ kind: 'incident.passed-on', occurred: on, facts: {}, detail: { to, level, region } })
}

function close({ on, result }: Given<'close'>, { demands, investigated }: Reception): Decision<Event> {
  if (demands.some(({ met }) => met === null)) return refuse('reception.demand-open')
  if (investigated === null) return refuse('reception.not-investigated')
  return accept({ kind: 'reception.closed', occurred: on, facts: {}, detail: { result } })
}

export function decide(command: Command, state: Reception, context: Context): Decision<Event> {
  const on = 'on' in command ? command.on : (command.receivedAt ?? context.at)
  if (on > context.at) return refuse('reception.later-than-now', { on })
  if ('letter' in command && command.letter !== undefined && state.letters.includes(command.letter)) return accept()
  // What an operator sends is taken in whenever it comes.
  if (state.closed !== null && 'on' in command) return refuse('reception.closed', { on: state.closed })
  switch (command.type) {
    case 'take-report':
      return takeReport(command, state, on)
    case 'take-summary': {
      const { type: _, receivedAt: _receivedAt, letter, ...detail } = command
      return accept({ kind: 'reception.summary-received', occurred: on, facts: {}, detail: { ...detail, letter: letter ?? null } })
    }
    case 'take-measures':
      if (state.demands.every(({ met }) => met !== null)) return refuse('reception.nothing-required')
      return accept({ kind: 'reception.measures-reported', occurred: on, facts: {}, detail: { letter: command.letter ?? null, measures: command.measures } })
    case 'acknowledge':
      return state.acknowledged === null
        ? accept({ kind: 'reception.acknowledged', occurred: on, facts: {}, detail: { note: command.note ?? null } })
        : accept()
    case 'ask': {
      const { asked, question, answerBy } = command
      return accept({ kind: 'reception.asked', occurred: on, facts: {}, detail: { asked, question, answerBy: answerBy ?? null } })
    }
    case 'instruct': {
      const { until, demanded } = command
      if (until <= on) return refuse('reception.until-past', { until, on })
      return accept({ kind: 'incident.measures-required', occurred: on, facts: { atAnother: true, until }, detail: { demanded } })
    }
    case 'pass-on':
      return passOn(command, state, context)
    case 'start-plan':
      return state.planStarted === null ? accept({ kind: 'incident.plan-started', occurred: on, facts: {}, detail: { response: command.response } }) : accept()
    case 'investigate': {
      const { cause, effect, conclusion } = command
      return accept({ kind: 'incident.investigated', occurred: on, facts: {}, detail: { cause, effect, conclusion } })
    }
    case 'close':
      return close(command, state)
  }
}
