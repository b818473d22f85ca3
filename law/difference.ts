import type { Assessment, DutyAnswer, Exposure, Stake } from './assessment.ts'
import type { FineAnswer } from './answer.ts'

/** What another edition makes of a duty: it comes, goes, becomes stricter or laxer in its clock or its cost, or only moves to another article. */
export type Shift = 'gained' | 'lost' | 'tightened' | 'loosened' | 'changed' | 'moved'

/** One duty under both editions. Null on the side where it is not owed. */
export interface DutyShift {
  readonly shift: Shift
  readonly norm: string
  readonly subject: string
  readonly before: DutyAnswer | null
  readonly after: DutyAnswer | null
}

/** One exposure under both editions. */
export interface ExposureShift {
  readonly norm: string
  readonly subject: string
  readonly before: Exposure | null
  readonly after: Exposure | null
}

export interface Difference {
  readonly duties: readonly DutyShift[]
  readonly exposure: readonly ExposureShift[]
  /** How many duties are the same under both, number of the article included. */
  readonly unchanged: number
}

/** A duty is the same under both if it has the same norm, subject and cause; of a period, if the same entry fulfilled it. */
const keyOf = ({ norm, subject, ref, doneBy }: DutyAnswer): string => JSON.stringify([norm, subject, ref ?? doneBy])

/** -1 laxer, 0 the same, 1 stricter; both where one end falls and the other rises. */
function compareFines(before: FineAnswer | null | undefined, after: FineAnswer | null | undefined): readonly number[] {
  const numbers = (fine: FineAnswer | null | undefined): readonly number[] =>
    fine === null || fine === undefined ? [0, 0, 0] : [fine.min ?? 0, fine.max ?? Infinity, fine.must === 'shall' ? 2 : 1]
  const [one, two] = [numbers(before), numbers(after)]
  return two.map((value, at) => Math.sign(value - (one[at] ?? 0)))
}

function compareStakes(before: Stake | null, after: Stake | null): readonly number[] {
  if (before === null || after === null) return [Math.sign((after === null ? 0 : 1) - (before === null ? 0 : 1))]
  // What another law is left to say cannot be called more or less.
  if (before.refers !== after.refers) return [-1, 1]
  return [...compareFines(before.first, after.first), ...compareFines(before.gravest, after.gravest)]
}

/** An earlier clock is stricter; a clock where there was none is stricter than none. */
function compareClocks(before: DutyAnswer, after: DutyAnswer): number {
  if (before.due === null || after.due === null) return Math.sign((after.due === null ? 0 : 1) - (before.due === null ? 0 : 1))
  return before.due < after.due ? -1 : before.due > after.due ? 1 : 0
}

function shiftOf(before: DutyAnswer, after: DutyAnswer): Shift | undefined {
  const signs = new Set([compareClocks(before, after), ...compareStakes(before.stake, after.stake)])
  if (signs.has(1) && signs.has(-1)) return 'changed'
  if (signs.has(1)) return 'tightened'
  if (signs.has(-1)) return 'loosened'
  if (before.state !== after.state || before.title.zh !== after.title.zh) return 'changed'
  return before.provision === after.provision ? undefined : 'moved'
}

const ORDER: readonly Shift[] = ['gained', 'tightened', 'changed', 'loosened', 'lost', 'moved']

function pairs<Item>(before: readonly Item[], after: readonly Item[], key: (item: Item) => string): readonly (readonly [Item | null, Item | null])[] {
  const left = new Map(before.map((item) => [key(item), item]))
  const right = new Map(after.map((item) => [key(item), item]))
  return [...new Set([...left.keys(), ...right.keys()])].map((each) => [left.get(each) ?? null, right.get(each) ?? null])
}

/** What a change of edition means for one party: two assessments of one profile, journal and instant, laid side by side. */
export function compareAssessments(before: Assessment, after: Assessment): Difference {
  let unchanged = 0
  const duties: DutyShift[] = []
  for (const [one, two] of pairs(before.duties, after.duties, keyOf)) {
    const either = one ?? two
    if (either === null) continue
    const shift = one === null ? 'gained' : two === null ? 'lost' : shiftOf(one, two)
    if (shift === undefined) unchanged++
    else duties.push({ shift, norm: either.norm, subject: either.subject, before: one, after: two })
  }
  const exposure = pairs(before.exposure, after.exposure, ({ norm, subject, ref }) => JSON.stringify([norm, subject, ref])).flatMap(
    ([one, two]): ExposureShift[] => {
      const either = one ?? two
      return either === null ? [] : [{ norm: either.norm, subject: either.subject, before: one, after: two }]
    },
  )
  return { duties: duties.toSorted((left, right) => ORDER.indexOf(left.shift) - ORDER.indexOf(right.shift)), exposure, unchanged }
}
