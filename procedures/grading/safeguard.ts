import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import { DayText, type Moment } from '../moment.ts'
import type { Given } from './command.ts'
import { CONTROL_WORDS, SAFEGUARDS, type Control } from './control.ts'
import type { Event } from './event.ts'
import { refuse } from './refusal.ts'
import { LOG_TERM, reachesBack } from './span.ts'
import { hasGap, type Grading } from './state.ts'

const GAP = {
  defence: 'defence.gap-found',
  monitoring: 'monitoring.gap-found',
  logs: 'logs.gap-found',
  classification: 'data.classification-gap-found',
  backup: 'data.backup-gap-found',
  encryption: 'data.encryption-gap-found',
} as const satisfies Record<Control, Event['kind']>

const PROOF = {
  defence: 'defence.deployed',
  monitoring: 'monitoring.enabled',
  classification: 'data.classified',
  backup: 'data.backed-up',
  encryption: 'data.encrypted',
} as const satisfies Record<Exclude<Control, 'logs'>, Event['kind']>

/** The gap as the law knows it; each control has a kind of its own there. */
export function gapIn(control: Control, on: Moment, gap: string): Draft<Event> {
  return { kind: GAP[control], occurred: on, facts: {}, detail: { gap } }
}

export function proveControl({ on, control, statement, evidence, reviewOn }: Given<'prove-control'>): Decision<Event> {
  if (control === 'logs') return refuse('grading.logs-otherwise')
  if (evidence.length === 0) return refuse('grading.evidence-missing', { control: CONTROL_WORDS[control], proof: SAFEGUARDS[control].proof })
  return accept({ kind: PROOF[control], occurred: on, facts: {}, detail: { statement, evidence, reviewOn: reviewOn ?? null } })
}

/** The day on which the register says that the system began; null where it does not say. */
function began({ subject, standing }: Context): DayText | null {
  return DayText.safeParse(standing.row('system-register', subject)?.cells['since']).data ?? null
}

export function proveLogs(command: Given<'prove-logs'>, context: Context): Decision<Event> {
  const { on, earliest, unbroken, sources, evidence, reviewOn } = command
  if (evidence.length === 0) return refuse('grading.evidence-missing', { control: CONTROL_WORDS.logs, proof: SAFEGUARDS.logs.proof })
  if (!unbroken) return refuse('grading.logs-broken', { earliest, on })
  if (!reachesBack(earliest, on, began(context))) return refuse('grading.logs-short', { months: LOG_TERM.term.n, earliest, on })
  const statement = `${earliest.slice(0, 10)} – ${on.slice(0, 10)}`
  return accept({ kind: 'logs.coverage-proved', occurred: on, facts: {}, detail: { statement, evidence, reviewOn: reviewOn ?? null, earliest, sources } })
}

/** A gap that is open already is not found again. */
export function findGap({ on, control, gap }: Given<'find-gap'>, { controls }: Grading): Decision<Event> {
  return hasGap(controls[control]) ? accept() : accept(gapIn(control, on, gap))
}
