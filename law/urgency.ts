import type { Due, DutyState } from './duty.ts'

/** What decides how pressing a duty is. */
interface Urgent {
  readonly norm: string
  readonly subject: string
  readonly state: DutyState
  readonly opened: string
  readonly due: string | null
  readonly clock: Due['kind']
  readonly late: boolean
}

const RANK: Record<DutyState, number> = {
  breached: 0,
  refused: 0,
  open: 1,
  indeterminate: 2,
  pending: 4,
  'done-late': 5,
  suspended: 6,
  done: 7,
  excused: 8,
  superseded: 9,
  lapsed: 10,
}

/** Overdue first, then by clock, then what is open without one; what is settled comes last. */
export function byUrgency(left: Urgent, right: Urgent): number {
  const rank = (duty: Urgent): number => (duty.late ? 0 : duty.state === 'open' && duty.clock === 'none' ? 3 : RANK[duty.state])
  const difference = rank(left) - rank(right)
  if (difference !== 0) return difference
  const [one, two] = [left.due ?? left.opened, right.due ?? right.opened]
  return one < two ? -1 : one > two ? 1 : left.norm < right.norm ? -1 : left.norm > right.norm ? 1 : left.subject < right.subject ? -1 : 1
}
