import type { Text } from '#law/text.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import type { Moment } from '../moment.ts'
import type { Command } from './command.ts'
import type { Event } from './event.ts'
import { CATEGORY_WORDS, COMPARED_WORDS, type Category, type RefusedPart } from './field.ts'
import { GROUND_WORDS, KIND_WORDS, ruleOf } from './ground.ts'
import { refuse } from './refusal.ts'
import { keptOnly, leftToDo, outcomeOf, type Rights } from './state.ts'

type Given<T extends Command['type']> = Extract<Command, { type: T }>
type Opening = Given<'request-deletion'> | Given<'request-correction'>
type Request = NonNullable<Rights['request']>

const wordsOf = (categories: readonly Category[]): readonly Text[] => categories.map((category) => CATEGORY_WORDS[category])
const twiceIn = (categories: readonly Category[]): readonly Category[] => [
  ...new Set(categories.filter((category, place) => categories.indexOf(category) !== place)),
]

/** Somebody at the portal has no role in the party besides. */
function atPortal({ actor: { roles } }: Context): boolean {
  return roles.every((role) => role === 'portal')
}

/** When a request came: at the portal, now; else as whoever enters it says. */
function arrivalOf({ receivedAt, channel }: Opening, context: Context): Moment | Decision<Event> {
  if (atPortal(context)) return receivedAt === undefined && (channel ?? 'portal') === 'portal' ? context.at : refuse('rights.portal-time')
  if (receivedAt === undefined || channel === undefined || channel === 'portal') return refuse('rights.arrival-unknown')
  return receivedAt > context.at ? refuse('rights.later-than-now', { on: receivedAt }) : receivedAt
}

/** Facts of a demand are as it claims them: its time runs from its receipt, not from our agreeing with it. */
function open(command: Opening, { request }: Rights, context: Context): Decision<Event> {
  if (request !== null) return refuse('rights.requested-already', { on: request.receivedAt })
  const twice = twiceIn(command.categories)
  if (twice.length > 0) return refuse('rights.category-twice', { categories: wordsOf(twice) })
  const occurred = arrivalOf(command, context)
  if (typeof occurred !== 'string') return occurred
  const { requester, contact, account, capacity, categories, channel, codeDigest } = command
  const common = { requester: requester ?? null, contact, account, capacity, categories, channel: channel ?? 'portal', codeDigest: codeDigest ?? null }
  if (command.type === 'request-correction') {
    const { wrong, right } = command
    return accept({ kind: 'rights.correction-requested', occurred, facts: { inaccurate: true }, detail: { ...common, wrong, right } })
  }
  const { claim, statement } = command
  const facts = { unlawfulHandling: claim === 'unlawful' ? true : null }
  return accept({ kind: 'rights.deletion-requested', occurred, facts, detail: { ...common, claim, statement: statement ?? null } })
}

function supplement({ statement, codeDigest }: Given<'supplement'>, { codeDigest: own }: Request, context: Context): Decision<Event> {
  if (atPortal(context) && (own === null || codeDigest !== own)) return refuse('rights.wrong-code')
  return accept({ kind: 'rights.supplemented', occurred: context.at, facts: {}, detail: { statement } })
}

/** Whoever asks for another shows that he or she may; nothing of what is shown is kept. */
const RELATION = { self: null, guardian: 'guardianship', agent: 'authority', relative: 'kinship' } as const

function checkIdentity({ on, means, compared, confirmed }: Given<'check-identity'>, { capacity }: Request): Decision<Event> {
  const remote = means === 'account-login' || means === 'code-to-registered-contact'
  const unseen = compared.some((what) => ['likeness', 'guardianship', 'kinship', 'authority'].includes(what))
  if (remote && unseen) return refuse('rights.document-not-shown')
  const relation = RELATION[capacity]
  if (confirmed && relation !== null && !compared.includes(relation)) return refuse('rights.relation-unchecked', { missing: COMPARED_WORDS[relation] })
  return accept({ kind: 'rights.identity-checked', occurred: on, facts: {}, detail: { means, compared: [...new Set(compared)], confirmed } })
}

function verifyClaim({ on, founded, unlawfulHandling, because }: Given<'verify-claim'>, { kind, claim }: Request): Decision<Event> {
  const facts =
    kind === 'correction'
      ? { unlawfulHandling: null, inaccurate: founded }
      : { unlawfulHandling: claim === 'unlawful' ? founded : (unlawfulHandling ?? null), inaccurate: null }
  return accept({ kind: 'rights.claim-verified', occurred: on, facts, detail: { founded, because } })
}

/** Whether one part may be refused on its ground. */
function unfounded(part: RefusedPart, { kind }: Request, { identity, finding }: Rights): Decision<Event> | undefined {
  const rule = ruleOf(part.ground)
  if (!rule.of.includes(kind)) return refuse('rights.ground-unfit', { ground: GROUND_WORDS[part.ground], kind: KIND_WORDS[kind] })
  if (rule.needsProvision && part.provision === undefined)
    return refuse('rights.provision-missing', { ground: GROUND_WORDS[part.ground], category: CATEGORY_WORDS[part.category] })
  if (rule.needs === 'finding' && finding?.founded !== false) return refuse('rights.finding-missing', { ground: GROUND_WORDS[part.ground] })
  if (rule.needs === 'failed-identity' && identity?.confirmed !== false) return refuse('rights.identity-not-failed')
  return undefined
}

function settle(command: Given<'decide'>, request: Request, state: Rights): Decision<Event> {
  const { type: _, on, ...detail } = command
  const { granted, refused } = detail
  const spoken = [...granted, ...refused.map(({ category }) => category)]
  const twice = twiceIn(spoken)
  if (twice.length > 0) return refuse('rights.category-twice', { categories: wordsOf(twice) })
  const unasked = spoken.filter((category) => !request.categories.includes(category))
  if (unasked.length > 0) return refuse('rights.category-unasked', { categories: wordsOf(unasked) })
  const missing = request.categories.filter((category) => !spoken.includes(category))
  if (missing.length > 0) return refuse('rights.categories-left', { missing: wordsOf(missing) })
  const takenBack = (state.decision?.granted ?? []).filter((category) => !granted.includes(category))
  if (takenBack.length > 0) return refuse('rights.granted-before', { categories: wordsOf(takenBack) })
  if (granted.length > 0 && state.identity?.confirmed !== true) return refuse('rights.identity-open')
  for (const part of refused) {
    const wrong = unfounded(part, request, state)
    if (wrong !== undefined) return wrong
  }
  if (JSON.stringify(state.decision?.granted) === JSON.stringify(granted) && JSON.stringify(state.decision?.refused) === JSON.stringify(refused))
    return accept()
  const decided: Draft<Event> = { kind: 'rights.decided', occurred: on, facts: {}, detail }
  return outcomeOf(detail) === 'refused' ? accept(decided, { kind: 'rights.refused', occurred: on, facts: {}, detail: {} }) : accept(decided)
}

/** The law counts it as done when all that was granted is, backups included. */
function execute(command: Given<'execute-deletion'> | Given<'execute-correction'>, { kind }: Request, state: Rights): Decision<Event> {
  if (command.type !== `execute-${kind}`) return refuse('rights.other-kind', { kind: KIND_WORDS[kind] })
  const { decision, executions, done } = state
  if (decision === null) return refuse('rights.not-decided')
  const unasked = command.categories.filter((category) => !decision.granted.includes(category))
  if (unasked.length > 0) return refuse('rights.category-unasked', { categories: wordsOf(unasked) })
  const { on, categories, places, proof } = command
  const backups = command.type === 'execute-deletion' ? command.backups : null
  const left = leftToDo({ decision, executions: [...executions, { on, categories, places, method: null, backups, proof }] })
  const complete = left.length === 0 && done === null
  if (command.type === 'execute-correction') {
    const detail = { categories, places, before: command.before ?? null, after: command.after ?? null, proof }
    const carried: Draft<Event> = { kind: 'rights.correction-carried-out', occurred: on, facts: {}, detail }
    return complete ? accept(carried, { kind: 'rights.corrected', occurred: on, facts: {}, detail: {} }) : accept(carried)
  }
  const detail = { categories, places, method: command.method, backups: command.backups, proof }
  const carried: Draft<Event> = { kind: 'rights.deletion-carried-out', occurred: on, facts: {}, detail }
  return complete ? accept(carried, { kind: 'rights.deleted', occurred: on, facts: {}, detail: {} }) : accept(carried)
}

function orderErasure({ on, entries, provision, because }: Given<'order-erasure'>, { decision, erasures }: Rights, { actor }: Context): Decision<Event> {
  if (decision === null) return refuse('rights.not-decided')
  const before = new Set(erasures.flatMap((erasure) => erasure.entries))
  const fresh = [...new Set(entries)].filter((entry) => !before.has(entry))
  if (fresh.length === 0) return refuse('rights.erased-already', { entries: entries.join(', ') })
  return accept({ kind: 'rights.erasure-ordered', occurred: on, facts: {}, detail: { entries: fresh, provision, because, by: actor.person } })
}

/** What is still open before the result can be sent. */
function openIn(state: Rights): readonly Text[] {
  const restriction = { zh: '停止除存储和安全保护外的处理', en: 'stopping all handling but storage and safeguards' }
  return [...wordsOf(leftToDo(state)), ...(keptOnly(state).length > 0 && state.restricted === null ? [restriction] : [])]
}

function misdated(on: Moment, { receivedAt }: Request, { at }: Context): Decision<Event> | undefined {
  if (on > at) return refuse('rights.later-than-now', { on })
  return on < receivedAt ? refuse('rights.before-request', { on, receivedAt }) : undefined
}

export function decide(command: Command, state: Rights, context: Context): Decision<Event> {
  const { request, closed } = state
  if (command.type === 'request-deletion' || command.type === 'request-correction') return open(command, state, context)
  if (request === null) return refuse('rights.no-request')
  const wrong = command.type === 'supplement' ? undefined : misdated(command.on, request, context)
  if (wrong !== undefined) return wrong
  if (closed !== null && command.type !== 'order-erasure' && command.type !== 'decide') return refuse('rights.closed', { on: closed.on })
  switch (command.type) {
    case 'ask':
      return accept({ kind: 'rights.information-asked', occurred: command.on, facts: {}, detail: { asked: command.asked, because: command.because } })
    case 'supplement':
      return supplement(command, request, context)
    case 'check-identity':
      return checkIdentity(command, request)
    case 'verify-claim':
      return verifyClaim(command, request)
    case 'decide':
      return settle(command, request, state)
    case 'execute-deletion':
    case 'execute-correction':
      return execute(command, request, state)
    case 'restrict':
      if (keptOnly(state).length === 0) return refuse('rights.nothing-to-restrict')
      return accept({ kind: 'rights.handling-restricted', occurred: command.on, facts: {}, detail: { restriction: command.restriction } })
    case 'tell-recipients': {
      const { on, recipients, reference } = command
      if (state.decision === null) return refuse('rights.not-decided')
      if (state.decision.granted.length === 0) return refuse('rights.nothing-granted')
      return accept({ kind: 'rights.recipients-told', occurred: on, facts: {}, detail: { recipients, reference } })
    }
    case 'order-erasure':
      return orderErasure(command, state, context)
    case 'send-proof': {
      const missing = openIn(state)
      if (state.decision === null) return refuse('rights.not-decided')
      if (missing.length > 0) return refuse('rights.not-executed', { missing })
      return accept({ kind: 'rights.proof-sent', occurred: command.on, facts: {}, detail: { deliveredBy: command.deliveredBy } })
    }
  }
}
