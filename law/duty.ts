import type { Instant } from './instant.ts'

/**
 * Where a duty stands. Lateness is not among them: a duty has a due instant, and whether it is late is asked with a clock.
 * `breached` is the legal event that its deadline passed or its ban was broken, dated when that happened.
 */
export const STATES = ['pending', 'open', 'done', 'breached', 'done-late', 'refused', 'excused', 'suspended', 'lapsed', 'superseded', 'indeterminate'] as const
export type DutyState = (typeof STATES)[number]

/** How the due instant is known: a figure; at once (no figure, nothing breaches it by the clock); none; or open, with what would settle it. */
export type Due =
  | { readonly kind: 'at'; readonly at: Instant; readonly figure: number }
  | { readonly kind: 'at-once'; readonly at: Instant }
  | { readonly kind: 'none' }
  | { readonly kind: 'open'; readonly why: 'no-figure' | 'fact-missing' | 'no-calendar'; readonly facts: readonly string[] }

export type Cause = 'standing' | 'event' | 'deadline' | 'facts' | 'exception' | 'breach' | 'edition'

/** One step of a duty with its own grounds: triples of leaf, truth and source, as the transition itself found them. */
export interface Transition {
  readonly to: DutyState
  readonly at: Instant
  readonly cause: Cause
  /** The event's place plus one; 0 where no event caused it. */
  readonly source: number
  /** The norm that excepts, for `exception`; -1 otherwise. */
  readonly by: number
  readonly grounds: readonly number[]
}

export const NO_DUE: Due = { kind: 'none' }
/** The statute gives no figure, and no rule in force does. */
export const NO_FIGURE: Due = { kind: 'open', why: 'no-figure', facts: [] }

/** One norm at work for one subject. Its steps form a chain, the latest first, because most duties take two and there are many. */
export class Duty {
  readonly norm: number
  /** The event that gave rise to it, as its place plus one; 0 for a duty that stands by itself. */
  readonly trigger: number
  readonly opened: Instant
  /** From when its deadline counts. */
  base: Instant
  due: Due = NO_DUE
  state: DutyState = 'pending'
  /** Whether who bears it or what it covers is still unknown. */
  uncertain: boolean
  /** The event that fulfilled it last, as its place plus one; 0 for none. */
  doneBy = 0
  /** The event that broke it last, likewise. */
  brokenBy = 0
  /** The state before an exception, to return to when the exception ends. */
  before: DutyState = 'pending'
  /** When an exception last ended. Its clock ran on meanwhile, but before this instant nothing was owed that could be late. */
  floor: Instant | undefined = undefined
  /** Whether something may still happen to it. */
  live = false
  latest: Step | undefined = undefined

  constructor(norm: number, trigger: number, opened: Instant, uncertain: boolean) {
    this.norm = norm
    this.trigger = trigger
    this.opened = opened
    this.base = opened
    this.uncertain = uncertain
  }

  /** Every step, the first first. */
  get history(): readonly Transition[] {
    const steps: Transition[] = []
    for (let step = this.latest; step !== undefined; step = step.previous) steps.push(step)
    return steps.toReversed()
  }
}

/** A step with the one before it. */
export interface Step extends Transition {
  readonly previous: Step | undefined
}

/** Whether a duty is late at an instant: its due instant has passed and nothing has met it. */
export function isLate(duty: Duty, now: Instant): boolean {
  if (duty.state === 'breached' || duty.state === 'refused') return true
  if (duty.state !== 'open' && duty.state !== 'indeterminate') return false
  return (duty.due.kind === 'at' || duty.due.kind === 'at-once') && now > duty.due.at
}
