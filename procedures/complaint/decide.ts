import type { Text } from '#law/text.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import type { Moment } from '../moment.ts'
import { REMIT_WORDS } from '../party.ts'
import type { Command } from './command.ts'
import type { Event } from './event.ts'
import { TOPIC_WORDS } from './field.ts'
import { decideOpening } from './opening.ts'
import { refuse } from './refusal.ts'
import { presentOpening, type Complaint } from './state.ts'

type Given<T extends Command['type']> = Extract<Command, { type: T }>
type Received = NonNullable<Complaint['received']>

/** Somebody at the portal has no role in the party besides. */
function atPortal({ actor: { roles } }: Context): boolean {
  return roles.every((role) => role === 'portal')
}

/** What arrives, and apart from it who sent it. At a department it is a report; elsewhere a complaint. */
function intake(command: Given<'submit'> | Given<'take-over'>, occurred: Moment, { party }: Context): Decision<Event> {
  const { topic, content, respondent, evidence, name, contact } = command
  const named = name !== undefined || contact !== undefined
  const detail = {
    topic,
    channel: command.type === 'take-over' ? 'transfer' : (command.channel ?? 'portal'),
    named,
    content,
    respondent: respondent ?? null,
    evidence: evidence ?? [],
    codeDigest: command.type === 'take-over' ? null : (command.codeDigest ?? null),
    from: command.type === 'take-over' ? command.from : null,
  } as const
  const arrived: Draft<Event> =
    party.kind === 'department'
      ? { kind: 'report.made', occurred, facts: { withinRemit: null }, detail }
      : { kind: 'complaint.received', occurred, facts: { personal: topic === 'personal-information' }, detail }
  if (!named) return accept(arrived)
  return accept(arrived, { kind: 'complaint.identity-sealed', occurred, facts: {}, detail: { name: name ?? null, contact: contact ?? null } })
}

function submit(command: Given<'submit'>, context: Context): Decision<Event> {
  const { receivedAt, channel } = command
  if (atPortal(context)) {
    if (receivedAt !== undefined || (channel ?? 'portal') !== 'portal') return refuse('complaint.portal-time')
    return command.codeDigest === undefined ? refuse('complaint.code-missing') : intake(command, context.at, context)
  }
  if (receivedAt === undefined || channel === undefined || channel === 'portal') return refuse('complaint.arrival-unknown')
  return receivedAt > context.at ? refuse('complaint.later-than-now', { on: receivedAt }) : intake(command, receivedAt, context)
}

function begin(command: Given<'submit'> | Given<'take-over'>, { received }: Complaint, context: Context): Decision<Event> {
  if (received !== null) return refuse('complaint.received-already', { on: received.on })
  if (command.type === 'submit') return submit(command, context)
  return context.party.kind === 'department' ? intake(command, context.at, context) : refuse('complaint.not-a-department')
}

/** What has been decided of it, if anything has. */
function screened({ accepted, declined, transfer }: Complaint): Text | undefined {
  if (accepted !== null) return { zh: '受理', en: 'accepted' }
  if (declined !== null) return { zh: '不予受理', en: 'not accepted' }
  return transfer === null ? undefined : { zh: '移送', en: 'transferred' }
}

/** A complaint that is turned away with reasons has been dealt with: the informant is told, and nothing is left to do. */
const dealtWith = (report: boolean, occurred: Moment): Draft<Event> =>
  report ? { kind: 'report.handled', occurred, facts: {}, detail: {} } : { kind: 'complaint.handled', occurred, facts: {}, detail: {} }

function decline({ on, ground, reason }: Given<'decline'>, { topic }: Received, { report, messages }: Complaint): Decision<Event> {
  if (report && (ground === 'unrelated' || ground === 'not-here')) return refuse('complaint.transfer-instead')
  if (ground === 'unrelated' && topic !== 'other') return refuse('complaint.security-matter', { topic: TOPIC_WORDS[topic] })
  if (ground === 'unclear' && messages.every(({ fromInformant }) => fromInformant)) return refuse('complaint.never-asked')
  const facts = { withinRemit: report ? true : null }
  return accept({ kind: 'complaint.declined', occurred: on, facts, detail: { ground, reason } }, dealtWith(report, on))
}

function settle({ on, result, measures, answer }: Given<'answer'>, { report, accepted, answered, findings }: Complaint): Decision<Event> {
  if (accepted === null) return refuse('complaint.not-accepted')
  if (answered !== null) return refuse('complaint.answered-already', { on: answered.on })
  if (findings.length === 0) return refuse('complaint.nothing-found')
  return accept({ kind: 'complaint.answered', occurred: on, facts: {}, detail: { result, measures, answer } }, dealtWith(report, on))
}

/** Without an opening by two people the identity stays here; the informant can still be reached through us. */
function transfer({ on, to, level, region, because }: Given<'transfer'>, state: Complaint, { party }: Context): Decision<Event> {
  if (party.kind !== 'department') return refuse('complaint.not-a-department')
  if (party.remit === to && party.level === level && party.region === region) return refuse('complaint.own-remit', { to: REMIT_WORDS[to] })
  const withIdentity = presentOpening(state) !== undefined
  return accept({ kind: 'complaint.transfer-sent', occurred: on, facts: { withinRemit: false }, detail: { to, level, region, because, withIdentity } })
}

function reply({ message, codeDigest }: Given<'reply'>, received: Received, context: Context): Decision<Event> {
  if (atPortal(context) && (received.codeDigest === null || codeDigest !== received.codeDigest)) return refuse('complaint.wrong-code')
  return accept({ kind: 'complaint.message-received', occurred: context.at, facts: {}, detail: { message } })
}

/** What has happened does not lie ahead. When another department signed is by its own clock, which may be. */
function misdated(command: Command, { on: receivedAt }: Received, at: Moment): Decision<Event> | undefined {
  if (!('on' in command) || command.type === 'record-receipt') return undefined
  if (command.on > at) return refuse('complaint.later-than-now', { on: command.on })
  return command.on < receivedAt ? refuse('complaint.before-receipt', { on: command.on, receivedAt }) : undefined
}

/** What may still be recorded of a matter that is closed. */
const AFTER_CLOSING: readonly Command['type'][] = ['protect', 'find-disclosure']

export function decide(command: Command, state: Complaint, context: Context): Decision<Event> {
  if (command.type === 'submit' || command.type === 'take-over') return begin(command, state, context)
  const { received, report } = state
  if (received === null) return refuse('complaint.withdrawn')
  const wrong = misdated(command, received, context.at)
  if (wrong !== undefined) return wrong
  if (state.closed !== null && !AFTER_CLOSING.includes(command.type)) return refuse('complaint.closed', { on: state.closed })
  const before = screened(state)
  switch (command.type) {
    case 'write-to-informant':
      if (received.codeDigest === null && !received.named) return refuse('complaint.unreachable')
      return accept({ kind: 'complaint.message-sent', occurred: context.at, facts: {}, detail: { message: command.message } })
    case 'reply':
      return reply(command, received, context)
    case 'accept': {
      const { on, undertaking } = command
      if (before !== undefined) return refuse('complaint.screened-already', { decision: before })
      return accept({ kind: 'complaint.accepted', occurred: on, facts: { withinRemit: report ? true : null }, detail: { undertaking } })
    }
    case 'decline':
      return before === undefined ? decline(command, received, state) : refuse('complaint.screened-already', { decision: before })
    case 'record-finding': {
      const { on, finding, evidence } = command
      if (state.accepted === null) return refuse('complaint.not-accepted')
      return accept({ kind: 'complaint.finding-recorded', occurred: on, facts: {}, detail: { finding, evidence: evidence ?? [] } })
    }
    case 'answer':
      return settle(command, state)
    case 'transfer':
      return before === undefined ? transfer(command, state, context) : refuse('complaint.screened-already', { decision: before })
    case 'record-receipt':
      if (state.transfer === null) return refuse('complaint.not-transferred')
      return state.transferred === null
        ? accept({ kind: 'report.transferred', occurred: command.on, facts: {}, detail: { receipt: command.receipt } })
        : accept()
    case 'request-opening':
    case 'approve-opening':
    case 'decline-opening':
    case 'seal':
      return decideOpening(command, state, context)
    case 'protect':
      return accept({ kind: 'reporter.protected', occurred: command.on, facts: {}, detail: { protection: command.protection } })
    case 'find-disclosure':
      return state.disclosed === null
        ? accept({ kind: 'reporter.disclosed', occurred: command.on, facts: {}, detail: { disclosure: command.disclosure } })
        : accept()
    case 'close':
      if (state.answered === null && state.declined === null && state.transferred === null) return refuse('complaint.not-finished')
      return accept({ kind: 'complaint.closed', occurred: command.on, facts: {}, detail: {} })
  }
}
