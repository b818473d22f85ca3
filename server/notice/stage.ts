import { DAY, HOUR } from '#law/instant.ts'

/** When a notice of a duty is due: before its due instant, at it, after it. */
export interface Stage {
  readonly stage: string
  /** In milliseconds. */
  readonly at: number
}

/** Before the due instant: a share of the term that remains, or a time. */
type Lead = { readonly share: number } | { readonly ms: number }

interface Plan {
  /** The longest term that this line is for, in milliseconds. */
  readonly upTo: number
  readonly before: Readonly<Record<string, Lead>>
  readonly after: Readonly<Record<string, number>>
}

/** Once a day for a week; what is overdue longer stands on the board. */
const DAILY = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((days) => [`late-${days}d`, days * DAY]))

/**
 * When people are told, by the length of the term. This table is ours and not the law's: nothing legal follows from a notice or from its absence.
 * A term of hours is told of as it begins, because half of it may be gone before anybody looks at the board.
 */
const PLANS: readonly Plan[] = [
  { upTo: 2 * DAY, before: { begun: { share: 1 }, half: { share: 1 / 2 }, quarter: { share: 1 / 4 } }, after: { 'late-1h': HOUR, ...DAILY } },
  { upTo: 28 * DAY, before: { 'day-before': { ms: DAY } }, after: DAILY },
  { upTo: Number.POSITIVE_INFINITY, before: { 'week-before': { ms: 7 * DAY }, 'day-before': { ms: DAY } }, after: DAILY },
]

/** The stages of a term, the earliest first. `begun` is when its clock started; a duty that is due at once has no time before. */
export function stagesOf({ begun, due }: { readonly begun: number; readonly due: number }): readonly Stage[] {
  const term = due - begun
  const plan = PLANS.find(({ upTo }) => term <= upTo)
  if (plan === undefined) return []
  const before = Object.entries(plan.before).map(([stage, lead]) => ({ stage, at: 'share' in lead ? Math.round(due - term * lead.share) : due - lead.ms }))
  const after = Object.entries(plan.after).map(([stage, ms]) => ({ stage, at: due + ms }))
  return [...before.filter(({ at }) => at >= begun && at < due), { stage: 'due', at: due }, ...after]
}

/** The newest stage that an instant has reached: earlier ones say nothing that it does not. */
export function reachedAt(stages: readonly Stage[], now: number): Stage | undefined {
  return stages.findLast(({ at }) => at <= now)
}
