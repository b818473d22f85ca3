/** One line of the report, as the contract of `npm run bench` has it. */
export interface Line {
  readonly bench: string
  readonly case: string
  readonly ours: number
  readonly peer: number
  /** ours / peer */
  readonly ratio: number
  readonly unit: (typeof UNITS)[Measure]
  readonly runs: number
  readonly peerName: string
  /** What ours and the ratio must reach: at least for rates, otherwise at most. */
  readonly budget?: { readonly ours?: number; readonly ratio?: number }
  readonly within?: boolean
}

/** What a race compares. CPU tells what work costs; the clock tells how long somebody waits, for disks and for other processes as well. */
type Measure = 'rate' | 'cost' | 'rate by the clock' | 'wait' | 'bytes'

const UNITS = {
  rate: 'operations per CPU-second',
  cost: 'ms of CPU',
  'rate by the clock': 'operations per second',
  wait: 'ms',
  bytes: 'bytes',
} as const satisfies Record<Measure, string>

const isRate = (measure: Measure): boolean => measure === 'rate' || measure === 'rate by the clock'

/** How many operations there were, and what they cost in milliseconds, of CPU or by the clock as the race has it. */
interface Cost {
  readonly operations: number
  readonly ms: number
}

/** How many operations there were, and what they take on disk or on the wire. */
interface Size {
  readonly operations: number
  readonly bytes: number
}

type Outcome = number | Cost | Size

/** One run: does the work and says how many operations it was; what cannot be seen from outside it has measured itself. */
type Run = () => Outcome | Promise<Outcome>

/** Makes a run ready; what it takes to do so is not measured. */
export type Contender = () => Run

export type Race = Pick<Line, 'bench' | 'case' | 'peerName' | 'budget'> & {
  readonly ours: Contender
  readonly peer: Contender
  readonly as: Measure
}

/** A bench is a name and the races that it runs, one after the other. Nothing of it is built before its turn. */
export interface Bench {
  readonly name: string
  readonly races: () => AsyncIterable<Race> | Iterable<Race>
}

const RUNS = 5

/** One run's figure. CPU is user and system, of all threads of this process: collector and native workers included. */
async function figureOf(measure: Measure, run: Run): Promise<number> {
  globalThis.gc?.()
  const cpu = process.cpuUsage()
  const start = performance.now()
  const done = await run()
  const waited = performance.now() - start
  const { user, system } = process.cpuUsage(cpu)
  if (typeof done === 'object' && 'bytes' in done) return done.bytes / done.operations
  const seen = measure === 'rate' || measure === 'cost' ? (user + system) / 1000 : waited
  const { operations, ms } = typeof done === 'number' ? { operations: done, ms: seen } : done
  return isRate(measure) ? (operations / ms) * 1000 : ms / operations
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
      const figure = await figureOf(race.as, contender())
      if (round > 0) figures.push(figure)
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
    unit: UNITS[race.as],
    runs: ours.length,
    peerName: race.peerName,
  }
  if (race.budget === undefined) return line
  const { ours: figure, ratio } = race.budget
  const meets = (value: number, bound: number | undefined): boolean => bound === undefined || (isRate(race.as) ? value >= bound : value <= bound)
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
