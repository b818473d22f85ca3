import type { Entry } from '../event.ts'
import type { Moment } from '../moment.ts'
import { CONTROLS, type Control } from './control.ts'
import type { DetailOf, Event } from './event.ts'

type Dated<D> = D & { readonly on: Moment }

/** A level on its way: proposed, then reviewed, then approved where there is a competent department. */
export interface Proposal {
  readonly content: Dated<DetailOf<'grading.level-proposed'>>
  readonly review: Dated<DetailOf<'grading.level-reviewed'>> | null
  readonly approval: Dated<DetailOf<'grading.level-approved'>> | null
}

/** The level that counts, with the proposal that it was fixed on. Null where the law knew it before it was kept here. */
interface Fixed extends Proposal {
  readonly grade: number
  readonly on: Moment
}

interface Filing {
  readonly ref: string
  readonly content: Dated<DetailOf<'grading.filing-submitted'>>
  readonly accepted: Moment | null
  readonly reference: string | null
  readonly returned: Dated<DetailOf<'grading.filing-returned'>> | null
}

export interface Finding {
  readonly id: string
  readonly raised: Dated<DetailOf<'grading.finding-raised'>>
  readonly rectified: Dated<DetailOf<'grading.finding-rectified'>> | null
  /** The latest; a failed one sends the finding back to be mended. */
  readonly verified: Dated<DetailOf<'grading.finding-verified'>> | null
}

interface Proof {
  readonly on: Moment
  readonly statement: string
  readonly evidence: readonly string[]
  readonly reviewOn: Moment | null
  /** For logs: from when on they were there. */
  readonly earliest: Moment | null
}

/** One control as it was last proved and last found wanting. */
export interface Proved {
  readonly proof: Proof | null
  readonly gap: { readonly on: Moment; readonly gap: string } | null
}

/** Graded protection of one system as far as it has come. Null: not yet. */
export interface Grading {
  readonly proposal: Proposal | null
  readonly level: Fixed | null
  readonly change: Dated<DetailOf<'grading.change-recorded'>> | null
  readonly filing: Filing | null
  /** When a filing was first complete. */
  readonly filed: Moment | null
  readonly certificate: { readonly on: Moment; readonly number: string; readonly until: Moment } | null
  /** Receipts of letters, by the entry that sent them. */
  readonly receipts: Readonly<Record<string, string>>
  readonly extension: Dated<DetailOf<'grading.extension-requested'>> | null
  readonly assessments: readonly Dated<DetailOf<'grading.assessed'> & { readonly ref: string }>[]
  readonly selfChecks: readonly Dated<DetailOf<'grading.self-checked'>>[]
  readonly findings: readonly Finding[]
  readonly controls: Readonly<Record<Control, Proved>>
  readonly plan: Dated<DetailOf<'grading.plan-filed'>> | null
  readonly ended: Dated<DetailOf<'grading.ended'>> | null
}

const untouched: Proved = { proof: null, gap: null }

export const initial: Grading = {
  proposal: null,
  level: null,
  change: null,
  filing: null,
  filed: null,
  certificate: null,
  receipts: {},
  extension: null,
  assessments: [],
  selfChecks: [],
  findings: [],
  controls: { defence: untouched, monitoring: untouched, logs: untouched, classification: untouched, backup: untouched, encryption: untouched },
  plan: null,
  ended: null,
}

/** Whether a gap is open: it has not been proved since that it is closed. */
export function hasGap({ proof, gap }: Proved): boolean {
  return gap !== null && (proof === null || proof.on < gap.on)
}

export function standingOf(proved: Proved): 'proved' | 'gap' | 'unproved' {
  if (hasGap(proved)) return 'gap'
  return proved.proof === null ? 'unproved' : 'proved'
}

/** Mended and verified with success. */
export function isClosed({ verified }: Finding): boolean {
  return verified?.passed === true
}

/** Whether papers have to go to the police: from level 2, never yet filed, returned, or fixed anew since. */
export function mustFile({ level, filing, filed }: Grading): boolean {
  if (level === null || level.grade < 2) return false
  if (filing === null) return filed === null || filed < level.on
  return filing.returned !== null || filing.content.on < level.on
}

function proving(state: Grading, control: Control, proof: Proof): Grading {
  const before = state.controls[control]
  const later = before.proof !== null && before.proof.on > proof.on ? before.proof : proof
  return { ...state, controls: { ...state.controls, [control]: { ...before, proof: later } } }
}

function missing(state: Grading, control: Control, gap: { readonly on: Moment; readonly gap: string }): Grading {
  const before = state.controls[control]
  const later = before.gap !== null && before.gap.on > gap.on ? before.gap : gap
  return { ...state, controls: { ...state.controls, [control]: { ...before, gap: later } } }
}

function onFinding(state: Grading, id: string, next: (finding: Finding) => Finding): Grading {
  return { ...state, findings: state.findings.map((finding) => (finding.id === id ? next(finding) : finding)) }
}

function fixing(state: Grading, grade: number, on: Moment): Grading {
  const { proposal } = state
  return proposal === null ? state : { ...state, level: { ...proposal, grade, on }, proposal: null, change: null }
}

/** The kinds that prove a control, and those that find it wanting; the other way round than the controls are asked for. */
const PROVES = {
  'defence.deployed': 'defence',
  'monitoring.enabled': 'monitoring',
  'logs.coverage-proved': 'logs',
  'data.classified': 'classification',
  'data.backed-up': 'backup',
  'data.encrypted': 'encryption',
} as const satisfies Partial<Record<Event['kind'], Control>>
const FINDS = {
  'defence.gap-found': 'defence',
  'monitoring.gap-found': 'monitoring',
  'logs.gap-found': 'logs',
  'data.classification-gap-found': 'classification',
  'data.backup-gap-found': 'backup',
  'data.encryption-gap-found': 'encryption',
} as const satisfies Partial<Record<Event['kind'], Control>>

export function evolve(state: Grading, event: Event, { ref }: Pick<Entry<Event>, 'ref'>): Grading {
  const { occurred: on } = event
  switch (event.kind) {
    case 'grading.level-proposed':
      return { ...state, proposal: { content: { ...event.detail, on }, review: null, approval: null } }
    case 'grading.level-reviewed':
      return state.proposal === null ? state : { ...state, proposal: { ...state.proposal, review: { ...event.detail, on } } }
    case 'grading.level-approved':
      return state.proposal === null ? state : { ...state, proposal: { ...state.proposal, approval: { ...event.detail, on } } }
    case 'grading.level-fixed':
      return fixing(state, event.facts.gradedLevel, on)
    case 'grading.level-confirmed': {
      const { level } = state
      const next = fixing(state, event.detail.grade, on)
      // The filing stands: the level that was filed is the level still.
      return level === null || next.level === null ? next : { ...next, level: { ...next.level, on: level.on } }
    }
    case 'grading.filing-submitted':
      return { ...state, filing: { ref, content: { ...event.detail, on }, accepted: null, reference: null, returned: null } }
    case 'grading.filed': {
      const { acceptedAt, reference } = event.detail
      const filing = state.filing === null ? null : { ...state.filing, accepted: acceptedAt, reference, returned: null }
      return { ...state, filed: on, filing }
    }
    case 'grading.receipt-received':
      return { ...state, receipts: { ...state.receipts, [event.detail.entry]: event.detail.receipt } }
    case 'grading.filing-returned':
      return state.filing === null ? state : { ...state, filing: { ...state.filing, returned: { ...event.detail, on } } }
    case 'grading.certificate-issued':
      return { ...state, certificate: { on, number: event.detail.number, until: event.facts.certificateUntil }, extension: null }
    case 'grading.extension-requested':
      return { ...state, extension: { ...event.detail, on } }
    case 'grading.assessed':
      return { ...state, assessments: [...state.assessments, { ...event.detail, on, ref }] }
    case 'grading.self-checked':
      return { ...state, selfChecks: [...state.selfChecks, { ...event.detail, on }] }
    case 'grading.finding-raised':
      return { ...state, findings: [...state.findings, { id: event.detail.finding, raised: { ...event.detail, on }, rectified: null, verified: null }] }
    case 'grading.finding-rectified':
      return onFinding(state, event.detail.finding, (finding) => ({ ...finding, rectified: { ...event.detail, on }, verified: null }))
    case 'grading.finding-verified':
      return onFinding(state, event.detail.finding, (finding) => ({
        ...finding,
        rectified: event.detail.passed ? finding.rectified : null,
        verified: { ...event.detail, on },
      }))
    case 'logs.coverage-proved':
      return proving(state, 'logs', { ...event.detail, on })
    case 'defence.deployed':
    case 'monitoring.enabled':
    case 'data.classified':
    case 'data.backed-up':
    case 'data.encrypted':
      return proving(state, PROVES[event.kind], { ...event.detail, on, earliest: null })
    case 'defence.gap-found':
    case 'monitoring.gap-found':
    case 'logs.gap-found':
    case 'data.classification-gap-found':
    case 'data.backup-gap-found':
    case 'data.encryption-gap-found':
      return missing(state, FINDS[event.kind], { on, gap: event.detail.gap })
    case 'grading.plan-filed':
      return { ...state, plan: { ...event.detail, on } }
    case 'grading.change-recorded':
      return { ...state, change: { ...event.detail, on } }
    case 'grading.ended':
      return { ...state, ended: { ...event.detail, on } }
  }
}

/** Controls in the order of the statute. */
export function controlsOf({ controls }: Grading): readonly (Proved & { readonly control: Control })[] {
  return CONTROLS.map((control) => ({ control, ...controls[control] }))
}
