import type { CompiledNorm, Program } from './compile.ts'
import type { Value } from './condition.ts'
import { dueAt, type Deadline } from './deadline.ts'
import { NO_DUE, NO_FIGURE, type Due, type Duty } from './duty.ts'
import type { Event } from './event.ts'
import { dayOf, endOf, instantOf, startOf, type Instant } from './instant.ts'
import type { Role } from './role.ts'
import { HOLDS, UNKNOWN, type Trail } from './truth.ts'
import type { RoleView, World } from './world.ts'

/** Marks on the trail of a transition, beside the leaves of conditions: mark, detail, source. */
export const GROUND = { role: -1, figure: -2, missingFact: -3 } as const

/** What a transition needs at hand. One for each fold. */
export interface Bench {
  readonly program: Program
  readonly events: readonly Event[]
  readonly trail: Trail
  readonly world: World
  readonly roleAt: (role: Role, now: Instant) => RoleView
}

/** A moment held by a fact: an instant, or a day, which then means its first or its last instant. */
function momentOf(value: Value | undefined, end: boolean): Instant | undefined {
  if (typeof value !== 'string') return undefined
  const exact = instantOf(value)
  if (exact !== undefined) return exact
  const day = dayOf(value)
  return day === undefined ? undefined : end ? endOf(day) : startOf(day)
}

function baseFrom(bench: Bench, duty: Duty, from: string): Instant | undefined {
  if (from === 'trigger') return duty.base
  if (from === 'recorded') return bench.events[duty.trigger - 1]?.recorded ?? duty.base
  if (from === 'knew') return momentOf(bench.world.read('knownAt'), false) ?? duty.base
  return momentOf(bench.world.read(from), false)
}

/** The facts on a trail that were asked for and not known. */
export function unknownFacts(program: Program, grounds: readonly number[]): string[] {
  const facts: string[] = []
  for (let mark = 0; mark < grounds.length; mark += 3) {
    const leaf = program.leaves[grounds[mark] ?? -1]
    if (leaf?.fact !== undefined && grounds[mark + 1] === UNKNOWN) facts.push(leaf.fact)
  }
  return facts
}

/** The figure that falls due first among those that apply, or what is missing to choose one. */
function figureDue(bench: Bench, norm: CompiledNorm, duty: Duty, from: string): Due {
  if (norm.figures.length === 0) return NO_FIGURE
  const { trail, world, program } = bench
  let best: { readonly at: Instant; readonly figure: number; readonly grounds: readonly number[] } | undefined
  let missing: Set<string> | undefined
  let calendarEnds = false
  const { deadline } = norm.norm
  const recurs = typeof deadline === 'object' && 'every' in deadline
  const outer = trail.take()
  for (const [place, figure] of norm.figures.entries()) {
    const clock = figure.from === 'deadline' ? from : figure.from
    const begun = baseFrom(bench, duty, clock)
    if (begun === undefined) {
      ;(missing ??= new Set()).add(clock)
      continue
    }
    // A rule reaches an event only from its own beginning on; a period that was running is counted from there.
    const base = recurs && begun < figure.span[0] ? figure.span[0] : begun
    if (base < figure.span[0] || base > figure.span[1]) continue
    const truth = figure.when === undefined ? HOLDS : figure.when(world, trail)
    const grounds = trail.take()
    if (truth === UNKNOWN) for (const fact of unknownFacts(program, grounds)) (missing ??= new Set()).add(fact)
    if (truth !== HOLDS) continue
    const at = dueAt(base, figure.term, program.calendar)
    if (at === undefined) calendarEnds = true
    else if (best === undefined || at < best.at) best = { at, figure: place, grounds }
  }
  trail.restore(outer)
  if (best !== undefined) {
    trail.restore(best.grounds)
    trail.push(GROUND.figure, best.figure, 0)
    return { kind: 'at', at: best.at, figure: best.figure }
  }
  if (missing !== undefined) return { kind: 'open', why: 'fact-missing', facts: [...missing] }
  return calendarEnds ? { kind: 'open', why: 'no-calendar', facts: [] } : NO_FIGURE
}

/** When a duty falls due, by its norm's deadline and what is known now. The trail gains the grounds of a figure. */
export function dueOf(bench: Bench, norm: CompiledNorm, duty: Duty): Due {
  const due = dueByDeadline(bench, norm, duty)
  return due.kind === 'at' && duty.floor !== undefined && due.at < duty.floor ? { ...due, at: duty.floor } : due
}

function dueByDeadline(bench: Bench, norm: CompiledNorm, duty: Duty): Due {
  const deadline: Deadline = norm.norm.deadline
  if (deadline === 'none' || deadline === 'never') return NO_DUE
  if (deadline === 'immediate') {
    const figured = norm.figures.length === 0 ? undefined : figureDue(bench, norm, duty, 'trigger')
    return figured?.kind === 'at' ? figured : { kind: 'at-once', at: duty.base }
  }
  if (deadline === 'promptly') return figureDue(bench, norm, duty, 'trigger')
  if ('word' in deadline) return figureDue(bench, norm, duty, deadline.from)
  if ('keep' in deadline) return NO_DUE
  if ('by' in deadline) {
    const at = momentOf(bench.world.read(deadline.by), true)
    return at === undefined ? { kind: 'open', why: 'fact-missing', facts: [deadline.by] } : { kind: 'at', at, figure: -1 }
  }
  if ('every' in deadline) {
    if (deadline.every === 'regularly') return figureDue(bench, norm, duty, 'trigger')
    const at = dueAt(duty.base, deadline.every, bench.program.calendar)
    return at === undefined ? { kind: 'open', why: 'no-calendar', facts: [] } : { kind: 'at', at, figure: -1 }
  }
  const base = baseFrom(bench, duty, deadline.from)
  if (base === undefined) return { kind: 'open', why: 'fact-missing', facts: [deadline.from] }
  const at = dueAt(base, deadline.within, bench.program.calendar, deadline)
  return at === undefined ? { kind: 'open', why: 'no-calendar', facts: [] } : { kind: 'at', at, figure: -1 }
}
