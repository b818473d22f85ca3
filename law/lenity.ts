import type { LiabilityAnswer } from './answer.ts'
import type { Must } from './liability.ts'

/** How one whole set of sanctions stands to another. `incomparable`: lighter in one respect and graver in another, or open. */
export type Comparison = 'equal' | 'milder' | 'harsher' | 'incomparable'

/** -1 lighter, 0 the same, 1 graver, undefined where it cannot be said. */
type Sign = -1 | 0 | 1 | undefined

const sign = (difference: number): Sign => (difference < 0 ? -1 : difference > 0 ? 1 : 0)
const weight = (must: Must): number => (must === 'shall' ? 2 : 1)

/** All respects together: never the lighter half of one set with the lighter half of the other. */
function together(signs: readonly Sign[]): Sign {
  if (signs.includes(undefined)) return undefined
  const graver = signs.includes(1)
  const lighter = signs.includes(-1)
  if (graver && lighter) return undefined
  return graver ? 1 : lighter ? -1 : 0
}

type Amount = {
  readonly min: number | null
  readonly max: number | null
  readonly must: Must
  readonly basis?: string | undefined
  readonly on?: unknown
} | null

function compareAmounts(one: Amount, two: Amount): Sign {
  if (one === null || two === null) return sign((two === null ? 0 : 1) - (one === null ? 0 : 1))
  if (one.max === null || two.max === null || one.min === null || two.min === null)
    return one.max === two.max && one.basis === two.basis ? sign(weight(two.must) - weight(one.must)) : undefined
  return together([sign(two.min - one.min), sign(two.max - one.max), sign(weight(two.must) - weight(one.must))])
}

function comparePersons(one: LiabilityAnswer['personFine'], two: LiabilityAnswer['personFine']): Sign {
  const amounts = compareAmounts(one, two)
  if (one === null || two === null) return amounts
  return together([amounts, sign(two.on.length - one.on.length)])
}

/**
 * Measures that go with a sanction wherever it comes from and so make neither set lighter: an order to correct and the
 * confiscation of gains join every penalty (Administrative Penalty Law art. 28); fines, detention and bars are compared
 * by their figures.
 */
const APART: ReadonlySet<string> = new Set([
  'order-correction',
  'confiscate-illegal-gains',
  'fine',
  'detention',
  'employment-ban',
  'credit-record',
  'publicity',
])

function compareMeasures(one: LiabilityAnswer, two: LiabilityAnswer): Sign {
  const weights = (answer: LiabilityAnswer): Map<string, number> =>
    new Map(answer.measures.filter(({ code }) => !APART.has(code)).map(({ code, must }) => [code, weight(must)]))
  const [before, after] = [weights(one), weights(two)]
  // What another law is left to say has no figure here.
  if (before.has('refer-to-other-law') !== after.has('refer-to-other-law')) return undefined
  const codes = new Set([...before.keys(), ...after.keys()])
  return together([...codes].map((code) => sign((after.get(code) ?? 0) - (before.get(code) ?? 0))))
}

const BAR: Readonly<Record<string, number>> = { P5Y: 1, life: 2 }

/**
 * How the sanctions of a second answer stand to those of a first, respect by respect: fines with both their ends and
 * whether they are shall or may, persons, detention, bars, measures. No liability is lighter than any.
 */
export function compareSanctions(one: LiabilityAnswer, two: LiabilityAnswer): Comparison {
  if (one.liable !== two.liable) return two.liable ? 'harsher' : 'milder'
  const days = ({ detentionDays }: LiabilityAnswer): Amount => (detentionDays === null ? null : { ...detentionDays, must: 'shall' })
  const bar = ({ ban }: LiabilityAnswer): number => (ban === null ? 0 : (BAR[ban.period] ?? 1))
  const found = together([
    compareAmounts(one.entityFine, two.entityFine),
    comparePersons(one.personFine, two.personFine),
    compareAmounts(days(one), days(two)),
    sign(bar(two) - bar(one)),
    compareMeasures(one, two),
  ])
  return found === undefined ? 'incomparable' : found === 0 ? 'equal' : found < 0 ? 'milder' : 'harsher'
}
