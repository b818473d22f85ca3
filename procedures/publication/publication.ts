import { OPERATORS, type Access } from '../access.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import { procedure } from '../procedure.ts'
import type { Step } from '../step.ts'
import { Command } from './command.ts'
import { Event } from './event.ts'
import { refusals, refuse } from './refusal.ts'
import { evolve, initial, type Kind, type Publication } from './state.ts'
import { publications } from './view.ts'

const SORT_OF = {
  warn: 'warning',
  'notify-public': 'incident-notice',
  'publish-information': 'security-information',
  'publish-rules': 'collection-rules',
} as const satisfies Partial<Record<Command['type'], Kind>>

/** Who may publish this, and whether it fits what the matter holds already. */
function barred(command: Extract<Command, { type: keyof typeof SORT_OF }>, { latest }: Publication, { party }: Context): Decision<Event> | undefined {
  const { on, until, type } = command
  if (until !== undefined && until < on.slice(0, 10)) return refuse('publication.ends-first', { until, on })
  if (latest !== null && latest.kind !== SORT_OF[type]) return refuse('publication.other-sort', { title: latest.title })
  if (type !== 'warn' && type !== 'notify-public') return undefined
  if (party.kind !== 'department') return refuse('publication.not-a-department')
  // 54.1.3 of both editions gives the warning to departments of provincial governments and above.
  return type === 'warn' && (party.level === 'city' || party.level === 'county') ? refuse('publication.below-province') : undefined
}

function publish(command: Extract<Command, { type: keyof typeof SORT_OF }>, context: Context): Decision<Event> {
  const { on } = command
  const until = command.until ?? null
  switch (command.type) {
    case 'warn': {
      const { title, colour, area, text, advice } = command
      return accept({ kind: 'warning.issued', occurred: on, facts: {}, detail: { title, until, colour, area, text, advice } })
    }
    case 'notify-public': {
      const { title, text, advice, incident } = command
      if (incident !== undefined && context.standing.row('incident-receptions', incident) === undefined) return refuse('publication.no-incident', { incident })
      const warned: Draft<Event> = {
        kind: 'incident.public-warned',
        occurred: on,
        facts: {},
        detail: {},
        ...(incident === undefined ? {} : { subject: incident }),
      }
      return accept(
        { kind: 'publication.notice-published', occurred: on, facts: {}, detail: { title, until, text, advice, incident: incident ?? null } },
        warned,
      )
    }
    case 'publish-information': {
      const { title, text, review } = command
      return accept({ kind: 'security-information.published', occurred: on, facts: { againstRules: false }, detail: { title, until, text, review } })
    }
    case 'publish-rules': {
      const { title, version, purposes, means, scope, contact } = command
      return accept({ kind: 'collection.rules-published', occurred: on, facts: {}, detail: { title, until, version, purposes, means, scope, contact } })
    }
  }
}

function decide(command: Command, state: Publication, context: Context): Decision<Event> {
  const { on } = command
  if (on > context.at) return refuse('publication.later-than-now', { on })
  switch (command.type) {
    case 'find-missing':
      return accept({ kind: 'collection.rules-missing', occurred: on, facts: {}, detail: { gap: command.gap } })
    case 'retract':
      if (state.latest === null) return refuse('publication.nothing-published')
      return state.retracted === null ? accept({ kind: 'publication.retracted', occurred: on, facts: {}, detail: { because: command.because } }) : accept()
    case 'warn':
    case 'notify-public':
    case 'publish-information':
    case 'publish-rules':
      return barred(command, state, context) ?? publish(command, context)
  }
}

function steps({ latest, retracted }: Publication): readonly Step[] {
  const rules = latest === null || latest.kind === 'collection-rules'
  const command = latest === null ? 'publish-rules' : (Object.entries(SORT_OF).find(([, kind]) => kind === latest.kind)?.[0] ?? null)
  return [
    {
      id: 'published',
      title: { zh: '公布', en: 'Published' },
      state: latest === null ? 'now' : 'done',
      at: latest?.on ?? null,
      norms: rules ? ['collection.publish-rules'] : [],
      command,
    },
    {
      id: 'retracted',
      title: { zh: '撤回', en: 'Taken back' },
      state: retracted === null ? 'not-needed' : 'done',
      at: retracted?.on ?? null,
      norms: [],
      command: 'retract',
    },
  ]
}

const speakers = ['publicity', 'department-head', 'compliance-officer', 'responsible-manager'] as const

/** What a party tells everybody: warnings, notices, security information, and its rules of collecting personal information. Anybody reads it at the portal. */
export const publication = procedure({
  id: 'publication',
  title: { zh: '公布', en: 'Publication' },
  about: {
    zh: '向社会发布预警、警示和网络安全信息，公开个人信息收集、使用规则；撤回时说明。',
    en: 'Warn the public, tell it of incidents, publish security information and the rules of collecting personal information; say so when something is taken back.',
  },
  of: 'matter',
  parties: ['operator', 'provider', 'department', 'service-institution', 'industry-organisation'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: {
    warn: ['publicity', 'department-head'],
    'notify-public': ['publicity', 'department-head'],
    'publish-information': speakers,
    'publish-rules': speakers,
    'find-missing': [...OPERATORS, 'auditor', 'department-head'],
    retract: speakers,
    correct: [...OPERATORS, 'department-head'],
    withdraw: [...OPERATORS, 'department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [publications],
  steps,
  documents: [],
  letters: [],
  send: () => [],
  receives: [],
  serves: ['risk.warn-public', 'security-information.publish-by-rules'],
  settles: [
    { norm: 'collection.publish-rules', command: 'publish-rules' },
    { norm: 'warning.publish-centrally', command: 'warn' },
    { norm: 'incident-response.warn-public', command: 'notify-public' },
  ],
})
