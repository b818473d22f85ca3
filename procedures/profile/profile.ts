import type { Facts } from '#law/condition.ts'
import { Term } from '#law/deadline.ts'
import { ROLE_NAMES } from '#law/explain.ts'
import type { Role } from '#law/role.ts'
import { OPERATORS, type Access } from '../access.ts'
import type { Context, RoleDefinition, Standing } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import { find } from '../finding.ts'
import type { DayText, Moment } from '../moment.ts'
import { procedure } from '../procedure.ts'
import type { Step } from '../step.ts'
import { Command } from './command.ts'
import { Event } from './event.ts'
import { openQuestions, type PartyFact } from './question.ts'
import { refusals, refuse } from './refusal.ts'
import { factRows, parameterRows, partyRows, roleRows } from './view.ts'

interface Known {
  readonly value: boolean | string
  readonly since: Moment
  readonly reason: string
}

interface RoleState {
  /** As the law's definition came out when it was last asked. */
  readonly found?: { readonly answer: 'holds' | 'fails' | 'unknown'; readonly since: Moment; readonly cite: string; readonly facts: readonly string[] }
  readonly stated?: { readonly since: Moment; readonly until: Moment | null; readonly reason: string }
}

/** Who the party is: facts with their grounds, and the roles that follow or were stated. */
export interface PartyProfile {
  readonly begun: { readonly since: DayText; readonly unit: boolean } | null
  readonly facts: Readonly<Partial<Record<PartyFact, Known>>>
  readonly roles: Readonly<Partial<Record<Role, RoleState>>>
  readonly parameters: Readonly<Record<string, { readonly term: string; readonly reason: string }>>
}

const initial: PartyProfile = { begun: null, facts: {}, roles: {}, parameters: {} }

function factsOf(state: PartyProfile): Facts {
  return Object.fromEntries(Object.entries(state.facts).map(([fact, { value }]) => [fact, value]))
}

function withFacts(state: PartyProfile, { facts, occurred, detail }: Extract<Event, { kind: 'profile.fact-established' }>): PartyProfile {
  const news = Object.entries(facts).flatMap(([fact, value]) => {
    const before = Object.entries(state.facts).find(([name]) => name === fact)?.[1]
    return before !== undefined && before.since > occurred ? [] : [[fact, { value, since: occurred, reason: detail.reason }] as const]
  })
  return { ...state, facts: { ...state.facts, ...Object.fromEntries(news) } }
}

function withRole(state: PartyProfile, role: Role, change: RoleState): PartyProfile {
  return { ...state, roles: { ...state.roles, [role]: { ...state.roles[role], ...change } } }
}

function evolve(state: PartyProfile, event: Event): PartyProfile {
  switch (event.kind) {
    case 'profile.begun':
      return { ...state, begun: event.detail }
    case 'profile.fact-established':
      return withFacts(state, event)
    case 'profile.role-found': {
      const { role, answer, cite, facts } = event.detail
      return withRole(state, role, { found: { answer, cite, facts, since: event.occurred } })
    }
    case 'profile.role-stated':
      return withRole(state, event.detail.role, { stated: { since: event.occurred, until: null, reason: event.detail.reason } })
    case 'profile.role-ended': {
      const stated = state.roles[event.detail.role]?.stated
      return stated === undefined ? state : withRole(state, event.detail.role, { stated: { ...stated, until: event.occurred, reason: event.detail.reason } })
    }
    case 'profile.parameter-set':
      return { ...state, parameters: { ...state.parameters, [event.detail.parameter]: { term: event.detail.term, reason: event.detail.reason } } }
  }
}

/** The roles whose answer is another than when it was last asked, by the definitions of the edition in force. */
function judged(definitions: readonly RoleDefinition[], state: PartyProfile, on: Moment): readonly Draft<Event>[] {
  const known = { facts: factsOf(state), roles: [] }
  return definitions.flatMap(({ role, cite, when }): Draft<Event>[] => {
    const { answer, facts } = find(when, known)
    const before = state.roles[role]?.found
    if (answer === (before?.answer ?? 'unknown') && (before === undefined || before.cite === cite)) return []
    return [{ kind: 'profile.role-found', occurred: on, facts: {}, detail: { role, answer, cite, facts: [...facts] } }]
  })
}

function establish(fact: PartyFact, value: boolean | string, on: Moment, reason: string, state: PartyProfile, { standing }: Context): Decision<Event> {
  const before = state.facts[fact]
  if (before !== undefined && before.value === value && before.since <= on) return accept()
  const draft: Draft<Event> = { kind: 'profile.fact-established', occurred: on, facts: { [fact]: value }, detail: { reason } }
  const after = withFacts(state, { ...draft, kind: 'profile.fact-established', subject: null, corrects: null, facts: { [fact]: value }, detail: { reason } })
  return accept(draft, ...judged(standing.definitions, after, on))
}

function decide(command: Command, state: PartyProfile, context: Context): Decision<Event> {
  switch (command.type) {
    case 'begin': {
      const { type: _, ...detail } = command
      if (state.begun !== null) return refuse('profile.begun-already', { since: state.begun.since })
      return accept({ kind: 'profile.begun', occurred: context.at, facts: {}, detail })
    }
    case 'establish':
      return establish(command.fact, command.holds, command.on, command.reason, state, context)
    case 'establish-network':
      return establish('network', command.network, command.on, command.reason, state, context)
    case 'state-role': {
      const stated = state.roles[command.role]?.stated
      if (stated?.until === null) return accept()
      return accept({ kind: 'profile.role-stated', occurred: command.on, facts: {}, detail: { role: command.role, reason: command.reason } })
    }
    case 'end-role': {
      const { found, stated } = state.roles[command.role] ?? {}
      const role = ROLE_NAMES[command.role]
      if (stated === undefined || stated.until !== null)
        return found?.answer === 'holds' ? refuse('profile.role-follows', { role }) : refuse('profile.role-not-stated', { role })
      if (command.on < stated.since) return refuse('profile.ends-before-start', { on: command.on, since: stated.since })
      return accept({ kind: 'profile.role-ended', occurred: command.on, facts: {}, detail: { role: command.role, reason: command.reason } })
    }
    case 'set-parameter': {
      const { parameter, term, reason } = command
      const known = context.standing.parameters
      if (!known.includes(parameter)) return refuse('profile.unknown-parameter', { parameter, known: known.map((name) => ({ zh: name, en: name })) })
      if (!Term.safeParse(term).success) return refuse('profile.unusable-term', { term })
      if (state.parameters[parameter]?.term === term) return accept()
      return accept({ kind: 'profile.parameter-set', occurred: context.at, facts: {}, detail: { parameter, term, reason } })
    }
    case 'recheck':
      return accept(...judged(context.standing.definitions, state, command.on))
  }
}

function steps(state: PartyProfile, { definitions }: Standing): readonly Step[] {
  const left = openQuestions(definitions, factsOf(state)).length
  const roles = Object.values(state.roles)
  const last =
    roles
      .flatMap(({ found }) => found?.since ?? [])
      .toSorted()
      .at(-1) ?? null
  return [
    { id: 'begun', title: { zh: '建立档案', en: 'Profile begun' }, state: state.begun === null ? 'now' : 'done', at: null, norms: [], command: 'begin' },
    {
      id: 'answered',
      title: { zh: '回答问题', en: 'Questions answered' },
      state: state.begun === null ? 'ahead' : left > 0 ? 'now' : 'done',
      at: null,
      norms: [],
      command: 'establish',
    },
    { id: 'judged', title: { zh: '判断角色', en: 'Roles judged' }, state: last === null ? 'ahead' : 'done', at: last, norms: [], command: 'recheck' },
  ]
}

const STEWARDS = [...OPERATORS, 'department-head'] as const

const ACCESS = {
  begin: STEWARDS,
  establish: STEWARDS,
  'establish-network': STEWARDS,
  'state-role': STEWARDS,
  'end-role': STEWARDS,
  'set-parameter': ['compliance-officer', 'responsible-manager', 'department-head'],
  recheck: STEWARDS,
  correct: STEWARDS,
  withdraw: STEWARDS,
} satisfies Access<Command['type'] | 'correct' | 'withdraw'>

/** Who a party is in the eyes of the law, found by asking only what is still unknown. */
export const profile = procedure({
  id: 'profile',
  title: { zh: '主体档案', en: 'Profile' },
  about: {
    zh: '逐一回答事实，得出法律上的角色及其理由；事实变化时重新判断。',
    en: 'Answer the facts one by one; the roles in law follow with their reasons, and again whenever a fact changes.',
  },
  of: 'party',
  parties: ['operator', 'provider', 'department', 'service-institution', 'industry-organisation'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: ACCESS,
  refusals,
  views: [partyRows, factRows, roleRows, parameterRows],
  steps,
  documents: [],
  letters: [],
  send: () => [],
  receives: [],
  serves: [],
  settles: [],
})
