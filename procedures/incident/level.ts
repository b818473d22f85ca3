import { find } from '../finding.ts'
import { impactFacts, type Impact } from './impact.ts'
import { LEVELS, THRESHOLDS, type Level, type Threshold } from './threshold.ts'

/** What the annex says of an impact. */
export interface Graded {
  /** The gravest level of which a condition holds; null where none does. */
  readonly level: Exclude<Level, 'IV'> | null
  readonly met: readonly Threshold[]
  /** Facts whose answer could still make it graver. */
  readonly missing: readonly string[]
}

export function graver(one: Level, other: Level): boolean {
  return LEVELS.indexOf(one) < LEVELS.indexOf(other)
}

/** Asks every condition of the annex. One that holds is enough; one that is unknown leaves a question. */
export function gradeOf(impact: Impact): Graded {
  const known = { facts: impactFacts(impact), roles: [] }
  const found = THRESHOLDS.map((threshold) => ({ threshold, finding: find(threshold.when, known) }))
  const holding = found.filter(({ finding }) => finding.answer === 'holds').map(({ threshold }) => threshold)
  const level = LEVELS.flatMap((each) => (each !== 'IV' && holding.some((threshold) => threshold.level === each) ? [each] : []))[0] ?? null
  const open = found.filter(({ threshold, finding }) => finding.answer === 'unknown' && (level === null || graver(threshold.level, level)))
  return {
    level,
    met: holding.filter((threshold) => threshold.level === level),
    missing: [...new Set(open.flatMap(({ finding }) => finding.facts))],
  }
}
