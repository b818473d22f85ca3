import { HANDS, OPERATORS, type Access } from '../access.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import { filledSections, type DocumentKind } from '../document.ts'
import type { Moment } from '../moment.ts'
import { procedure } from '../procedure.ts'
import type { Step } from '../step.ts'
import type { View } from '../view.ts'
import { FRESHNESS_WORDS, PARTY_CONTROL_WORDS, PARTY_CONTROLS, PARTY_SAFEGUARDS, STANDING_WORDS, type PartyControl } from './control.ts'
import { AdoptRules, AppointOfficer, AssignResponsibility, Command, ProveOther } from './protection-command.ts'
import { Event } from './protection-event.ts'
import { refusals, refuse } from './protection-refusal.ts'

type DetailOf<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
type Held<K extends Event['kind']> = (DetailOf<K> & { readonly ref: string; readonly on: Moment }) | null

/** What a party owes once and for all its systems. Null: never proved, or no gap. */
interface Protection {
  readonly rules: Held<'policy.adopted'>
  readonly officer: Held<'officer.appointed'>
  readonly responsibility: Held<'responsibility.assigned'>
  readonly other: Held<'obligation.other-met'>
  readonly gaps: Readonly<Record<PartyControl, { readonly on: Moment; readonly gap: string } | null>>
}

const initial: Protection = {
  rules: null,
  officer: null,
  responsibility: null,
  other: null,
  gaps: { rules: null, officer: null, responsibility: null, other: null },
}

function missing(state: Protection, control: PartyControl, on: Moment, gap: string): Protection {
  return { ...state, gaps: { ...state.gaps, [control]: { on, gap } } }
}

function evolve(state: Protection, event: Event, { ref }: { readonly ref: string }): Protection {
  const { occurred: on } = event
  switch (event.kind) {
    case 'policy.adopted':
      return { ...state, rules: { ...event.detail, ref, on } }
    case 'officer.appointed':
      return { ...state, officer: { ...event.detail, ref, on } }
    case 'responsibility.assigned':
      return { ...state, responsibility: { ...event.detail, ref, on } }
    case 'obligation.other-met':
      return { ...state, other: { ...event.detail, ref, on } }
    case 'policy.gap-found':
      return missing(state, 'rules', on, event.detail.gap)
    case 'officer.left':
      return missing(state, 'officer', on, event.detail.reason)
    case 'responsibility.gap-found':
      return missing(state, 'responsibility', on, event.detail.gap)
    case 'obligation.other-breached':
      return missing(state, 'other', on, event.detail.gap)
  }
}

function standingOf(state: Protection, control: PartyControl): keyof typeof STANDING_WORDS {
  const [proof, gap] = [state[control], state.gaps[control]]
  if (gap !== null && (proof === null || proof.on < gap.on)) return 'gap'
  return proof === null ? 'unproved' : 'proved'
}

/** Without evidence nothing is proved. */
function unproved(control: PartyControl, evidence: readonly string[]) {
  const words = PARTY_SAFEGUARDS[control]
  return evidence.length === 0 ? refuse('protection.evidence-missing', { control: PARTY_CONTROL_WORDS[control], proof: words.proof }) : undefined
}

function appoint(command: Extract<Command, { type: 'appoint-officer' }>, state: Protection): Decision<Event> {
  const { type: _, on, ...detail } = command
  const { officer } = state
  if (officer !== null && standingOf(state, 'officer') === 'proved') return refuse('protection.officer-in-place', { since: officer.on })
  return unproved('officer', detail.evidence) ?? accept({ kind: 'officer.appointed', occurred: on, facts: {}, detail })
}

function findGap({ on, control, gap }: Extract<Command, { type: 'find-gap' }>, state: Protection): Decision<Event> {
  if (standingOf(state, control) === 'gap') return accept()
  const kind = ({ rules: 'policy.gap-found', responsibility: 'responsibility.gap-found', other: 'obligation.other-breached' } as const)[control]
  return accept({ kind, occurred: on, facts: {}, detail: { gap } })
}

function decide(command: Command, state: Protection, { at }: Context): Decision<Event> {
  if (command.on > at) return refuse('protection.later-than-now', { on: command.on })
  switch (command.type) {
    case 'adopt-rules': {
      const { type: _, on, ...detail } = command
      const { rules } = state
      if (rules?.edition === detail.edition) return refuse('protection.same-edition', { edition: detail.edition, on: rules.on })
      return unproved('rules', detail.evidence) ?? accept({ kind: 'policy.adopted', occurred: on, facts: {}, detail })
    }
    case 'appoint-officer':
      return appoint(command, state)
    case 'end-office': {
      const { officer } = state
      if (officer === null || standingOf(state, 'officer') === 'gap') return refuse('protection.no-officer')
      if (command.on < officer.on) return refuse('protection.before-appointment', { on: command.on, since: officer.on })
      return accept({ kind: 'officer.left', occurred: command.on, facts: {}, detail: { reason: command.reason } })
    }
    case 'assign-responsibility': {
      const { type: _, on, ...detail } = command
      return unproved('responsibility', detail.evidence) ?? accept({ kind: 'responsibility.assigned', occurred: on, facts: {}, detail })
    }
    case 'prove-other': {
      const { type: _, on, ...detail } = command
      return unproved('other', detail.evidence) ?? accept({ kind: 'obligation.other-met', occurred: on, facts: {}, detail })
    }
    case 'find-gap':
      return findGap(command, state)
  }
}

const COMMAND_FOR = {
  rules: 'adopt-rules',
  officer: 'appoint-officer',
  responsibility: 'assign-responsibility',
  other: 'prove-other',
} as const satisfies Record<PartyControl, Command['type']>

function steps(state: Protection): readonly Step[] {
  return PARTY_CONTROLS.map((control) => {
    const { zh, en, norm } = PARTY_SAFEGUARDS[control]
    const proved = standingOf(state, control) === 'proved'
    return {
      id: control,
      title: { zh, en },
      state: proved ? 'done' : 'now',
      at: proved ? (state[control]?.on ?? null) : null,
      norms: [norm],
      command: COMMAND_FOR[control],
    }
  })
}

const controls: View<Protection> = {
  id: 'protection-controls',
  title: { zh: '单位控制措施', en: 'Controls of the party' },
  empty: {
    zh: '还没有证明过控制措施。先批准安全管理制度，任命网络安全负责人。',
    en: 'No control has been proved yet. Adopt the rules and appoint the person in charge first.',
  },
  columns: [
    { key: 'control', kind: 'choice', options: PARTY_CONTROL_WORDS, zh: '控制措施', en: 'Control', filter: true },
    { key: 'state', kind: 'choice', options: STANDING_WORDS, zh: '状态', en: 'State', filter: true },
    { key: 'proved', kind: 'moment', zh: '最近证明', en: 'Last proved' },
    { key: 'fresh', kind: 'text', zh: '有效性', en: 'How long it is good' },
    { key: 'reviewOn', kind: 'moment', zh: '自定复核', en: 'Own review' },
    { key: 'evidence', kind: 'list', zh: '证明材料', en: 'Evidence' },
    { key: 'proof', kind: 'text', zh: '应有的证明', en: 'What proves it' },
    { key: 'gap', kind: 'text', zh: '缺口', en: 'Gap' },
    { key: 'norm', kind: 'text', zh: '规范', en: 'Norm' },
  ],
  rows: (state, subject) =>
    PARTY_CONTROLS.map((control) => {
      const { norm, fresh, proof: proves } = PARTY_SAFEGUARDS[control]
      const [proof, standing] = [state[control], standingOf(state, control)]
      const cells = {
        control,
        state: standing,
        proved: proof?.on ?? null,
        fresh: FRESHNESS_WORDS[fresh],
        reviewOn: proof?.reviewOn ?? null,
        evidence: proof?.evidence ?? [],
        proof: proves,
        gap: standing === 'gap' ? (state.gaps[control]?.gap ?? null) : null,
        norm,
      }
      return { key: `${subject}/${control}`, cells }
    }),
}

/** The organisation of protection as it stands: the rules, who is in charge, who answers for what, and the other duties. */
const organisation: DocumentKind<Protection> = {
  id: 'protection-organisation',
  title: { zh: '网络安全保护责任说明', en: 'Statement of responsibility for protection' },
  source: { norm: 'protection.assign-responsibility' },
  draw: (state, { party }) => {
    const { rules, officer, responsibility, other } = state
    const present = [rules, standingOf(state, 'officer') === 'proved' ? officer : null, responsibility, other]
    const latest = present
      .flatMap((held) => (held === null ? [] : [held.on]))
      .toSorted()
      .at(-1)
    if (latest === undefined) return undefined
    return {
      title: organisation.title,
      recipient: { zh: '全体人员', en: 'All staff' },
      from: party.name,
      dated: latest,
      source: organisation.source,
      sections: filledSections(
        [AdoptRules, AppointOfficer, AssignResponsibility, ProveOther].map((schema, place) => {
          const { zh, en } = PARTY_SAFEGUARDS[PARTY_CONTROLS[place] ?? 'other']
          return { heading: { zh, en }, schema, values: { ...present[place] } }
        }),
      ),
    }
  },
}

/** The first and the fifth duty of the operator, which are owed by the party and not for each system. */
export const protection = procedure({
  id: 'protection',
  title: { zh: '安全管理制度和责任', en: 'Security rules and responsibility' },
  about: {
    zh: '批准安全管理制度，任命网络安全负责人，落实保护责任，证明其他法定义务。',
    en: 'Adopt security rules, appoint the person in charge, assign responsibility, and prove other statutory duties.',
  },
  of: 'party',
  parties: ['operator', 'provider', 'department', 'service-institution', 'industry-organisation'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: {
    'adopt-rules': ['responsible-manager', 'security-officer', 'department-head'],
    'appoint-officer': ['responsible-manager', 'department-head'],
    'end-office': ['responsible-manager', 'compliance-officer', 'department-head'],
    'assign-responsibility': [...OPERATORS, 'department-head'],
    'prove-other': [...OPERATORS, 'department-head'],
    'find-gap': [...HANDS, 'auditor', 'department-head'],
    correct: [...OPERATORS, 'department-head'],
    withdraw: [...OPERATORS, 'department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [controls],
  steps,
  documents: [organisation],
  letters: [],
  send: () => [],
  receives: [],
  serves: [],
  settles: [
    { norm: 'protection.adopt-rules', command: 'adopt-rules' },
    { norm: 'protection.name-officer', command: 'appoint-officer' },
    { norm: 'protection.assign-responsibility', command: 'assign-responsibility' },
    { norm: 'protection.fulfil-other-duties', command: 'prove-other' },
    { norm: 'operation.obey-law', command: 'prove-other' },
    { norm: 'infrastructure.other-duties', command: 'prove-other' },
  ],
})
