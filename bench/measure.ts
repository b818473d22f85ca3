/** One line of the report, as the contract of `npm run bench` has it. */
export interface Line {
  readonly bench: string
  readonly case: string
  readonly ours: number
  readonly peer: number
  /** ours / peer */
  readonly ratio: number
  readonly unit: 'operations per CPU-second' | 'ms of CPU'
  readonly runs: number
  readonly peerName: string
  /** What ours and the ratio must reach: at least, or for milliseconds at most. */
  readonly budget?: { readonly ours?: number; readonly ratio?: number }
  readonly within?: boolean
}

/** How many operations there were, and what they cost in milliseconds of CPU. */
interface Cost {
  readonly operations: number
  readonly ms: number
}

/** One run: does the work and says how many operations it was; what it did in another process it has measured itself. */
type Run = () => number | Cost | Promise<number>

/** Makes a run ready; what it takes to do so is not measured. */
export type Contender = () => Run

export type Race = Pick<Line, 'bench' | 'case' | 'peerName' | 'budget'> & {
  readonly ours: Contender
  readonly peer: Contender
  /** `rate` counts operations in a CPU-second, `cost` the milliseconds of CPU of one operation. */
  readonly as: 'rate' | 'cost'
}

/** A bench is a name and the races that it runs, one after the other. Nothing of it is built before its turn. */
export interface Bench {
  readonly name: string
  readonly races: () => AsyncIterable<Race> | Iterable<Race>
}

const RUNS = 5

/** Milliseconds of CPU, user and system, of all threads of this process: collector and native workers included. */
async function costOf(run: Run): Promise<Cost> {
  globalThis.gc?.()
  const before = process.cpuUsage()
  const done = await run()
  const { user, system } = process.cpuUsage(before)
  return typeof done === 'number' ? { operations: done, ms: (user + system) / 1000 } : done
}

/** Ours, peer, ours, peer …, after one run of each that does not count, so that neither has the colder process. */
export async function hold(race: Race): Promise<Line> {
  const ours: number[] = []
  const peer: number[] = []
  for (let round = 0; round <= RUNS; round++) {
    for (const [contender, figures] of [
      [race.ours, ours],
      [race.peer, peer],
    ] as const) {
      const { operations, ms } = await costOf(contender())
      if (round > 0) figures.push(race.as === 'rate' ? (operations / ms) * 1000 : ms / operations)
    }
  }
  return lineOf(race, ours, peer)
}

function lineOf(race: Race, ours: readonly number[], peer: readonly number[]): Line {
  const line = {
    bench: race.bench,
    case: race.case,
    ours: rounded(median(ours)),
    peer: rounded(median(peer)),
    ratio: rounded(median(ours) / median(peer)),
    unit: race.as === 'rate' ? ('operations per CPU-second' as const) : ('ms of CPU' as const),
    runs: ours.length,
    peerName: race.peerName,
  }
  if (race.budget === undefined) return line
  const { ours: figure, ratio } = race.budget
  const meets = (value: number, bound: number | undefined): boolean => bound === undefined || (race.as === 'rate' ? value >= bound : value <= bound)
  return { ...line, budget: race.budget, within: meets(line.ours, figure) && meets(line.ratio, ratio) }
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((left, right) => left - right)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/** Four significant digits, more where there are more before the point. */
function rounded(figure: number): number {
  return figure >= 1000 ? Math.round(figure) : Number(figure.toPrecision(4))
}
