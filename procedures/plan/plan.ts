import { HANDS, OPERATORS, type Access } from '../access.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Entry } from '../event.ts'
import type { Moment } from '../moment.ts'
import { procedure } from '../procedure.ts'
import type { Step } from '../step.ts'
import { Command } from './command.ts'
import { planDocument } from './document.ts'
import { Event } from './event.ts'
import { refusals, refuse } from './refusal.ts'
import { drills, plans } from './view.ts'

interface Plan {
  readonly ref: string
  readonly adopted: Moment
  readonly content: Extract<Event, { kind: 'plan.adopted' }>['detail']
}

interface Drill {
  readonly ref: string
  readonly held: Moment
  readonly content: Extract<Event, { kind: 'drill.held' }>['detail']
}

/** A party's contingency plans, the present one last, and the drills on them. */
export interface Preparedness {
  readonly plans: readonly Plan[]
  readonly drills: readonly Drill[]
  /** When the plan was found missing, while that has not been mended. */
  readonly missingSince: Moment | null
}

const initial: Preparedness = { plans: [], drills: [], missingSince: null }

function evolve(state: Preparedness, event: Event, { ref }: Pick<Entry<Event>, 'ref'>): Preparedness {
  switch (event.kind) {
    case 'plan.adopted':
      return { ...state, plans: [...state.plans, { ref, adopted: event.occurred, content: event.detail }], missingSince: null }
    case 'plan.gap-found':
      return { ...state, missingSince: event.occurred }
    case 'drill.held':
      return { ...state, drills: [...state.drills, { ref, held: event.occurred, content: event.detail }] }
  }
}

function decide(command: Command, state: Preparedness, { at }: Context): Decision<Event> {
  if (command.on > at) return refuse('plan.later-than-now', { on: command.on })
  const present = state.plans.at(-1)
  switch (command.type) {
    case 'adopt': {
      const { type: _, on, ...detail } = command
      const same = state.plans.find(({ content }) => content.edition === command.edition)
      if (same !== undefined) return refuse('plan.same-edition', { edition: command.edition, on: same.adopted })
      return accept({ kind: 'plan.adopted', occurred: on, facts: {}, detail })
    }
    case 'find-gap':
      return state.missingSince === null ? accept({ kind: 'plan.gap-found', occurred: command.on, facts: {}, detail: { gap: command.gap } }) : accept()
    case 'hold-drill': {
      const { type: _, on, ...detail } = command
      return accept({ kind: 'drill.held', occurred: on, facts: {}, detail: { ...detail, edition: present?.content.edition ?? null } })
    }
  }
}

function steps({ plans, drills }: Preparedness): readonly Step[] {
  const [plan, drill] = [plans.at(-1), drills.at(-1)]
  return [
    {
      id: 'adopted',
      title: { zh: '制定预案', en: 'Plan adopted' },
      state: plan === undefined ? 'now' : 'done',
      at: plan?.adopted ?? null,
      norms: ['incident.adopt-plan', 'drill.plan'],
      command: 'adopt',
    },
    {
      id: 'drilled',
      title: { zh: '组织演练', en: 'Drill held' },
      state: drill === undefined ? (plan === undefined ? 'ahead' : 'now') : 'done',
      at: drill?.held ?? null,
      norms: ['drill.hold'],
      command: 'hold-drill',
    },
  ]
}

/** Contingency plans and drills on them: for operators, and for the authorities that plan for a sector or the country. */
export const plan = procedure({
  id: 'plan',
  title: { zh: '应急预案与演练', en: 'Contingency plan and drills' },
  about: { zh: '制定并更新网络安全事件应急预案，登记演练及其改进。', en: 'Adopt and renew the contingency plan, and record drills with what they improved.' },
  of: 'party',
  parties: ['operator', 'provider', 'department', 'service-institution', 'industry-organisation'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: {
    adopt: ['responsible-manager', 'security-officer', 'department-head'],
    'find-gap': [...OPERATORS, 'auditor', 'department-head'],
    'hold-drill': [...HANDS, 'case-officer', 'department-head'],
    correct: [...OPERATORS, 'department-head'],
    withdraw: [...OPERATORS, 'department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [plans, drills],
  steps,
  documents: [planDocument],
  letters: [],
  send: () => [],
  receives: [],
  serves: [],
  settles: [
    { norm: 'incident.adopt-plan', command: 'adopt' },
    { norm: 'drill.plan', command: 'adopt' },
    { norm: 'drill.hold', command: 'hold-drill' },
    { norm: 'national-plan.adopt', command: 'adopt' },
    { norm: 'national-drill.hold', command: 'hold-drill' },
    { norm: 'sector-contingency.adopt', command: 'adopt' },
    { norm: 'sector-drill.hold', command: 'hold-drill' },
    { norm: 'incident-plan.grade', command: 'adopt' },
  ],
})
