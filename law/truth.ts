import type { Condition, Value } from './condition.ts'
import type { Role } from './role.ts'

/** Kleene's three values, as integers so that a trail of them is an array of integers. */
export const FAILS = 0
export const HOLDS = 1
export const UNKNOWN = 2
export type Truth = typeof FAILS | typeof HOLDS | typeof UNKNOWN

/** One comparison or role of a compiled condition. Its place in `Leaves` is its number on a trail. */
export type Leaf =
  | { readonly fact: string; readonly test: string; readonly role?: undefined }
  | { readonly role: Role; readonly fact?: undefined; readonly test?: undefined }

/**
 * What decided a condition: triples of leaf, truth and source, where the source says which journal entry (or 0: the
 * profile) the fact came from. A conjunction that fails keeps only the conjunct that failed; an alternative that holds
 * keeps only the one that held. What is unknown keeps what is missing.
 */
export class Trail {
  /** The marks; only the first `size` of them count. The array is kept and written over, for a trail is walked millions of times. */
  readonly marks: number[] = []
  size = 0

  push(mark: number, detail: number, source: number): void {
    const { marks, size } = this
    marks[size] = mark
    marks[size + 1] = detail
    marks[size + 2] = source
    this.size = size + 3
  }

  /** Drops what stands between two marks, so that only what came after `from` remains behind `to`. */
  keepFrom(from: number, to: number): void {
    if (from === to) return
    const { marks, size } = this
    let write = to
    for (let read = from; read < size; read++) marks[write++] = marks[read] ?? 0
    this.size = write
  }

  /**
   * The trail so far as a value of its own; the trail is empty afterwards. Most steps of most duties have the same few
   * grounds, so a value that was taken lately is handed out again instead of a copy.
   */
  take(): readonly number[] {
    const { size, marks } = this
    if (size === 0) return NOTHING
    this.size = 0
    if (size > LONGEST_SHARED) return marks.slice(0, size)
    let hash = size
    for (let at = 0; at < size; at++) hash = (hash * 31 + (marks[at] ?? 0)) | 0
    const slot = hash & (SHARED - 1)
    const known = this.#taken[slot]
    if (known !== undefined && known.length === size && this.#begins(known)) return known
    return (this.#taken[slot] = marks.slice(0, size))
  }

  #begins(known: readonly number[]): boolean {
    const { marks } = this
    for (let at = 0; at < known.length; at++) if (known[at] !== marks[at]) return false
    return true
  }

  readonly #taken: (readonly number[] | undefined)[] = []

  /** Puts taken marks back at the end. */
  restore(marks: readonly number[]): void {
    for (const mark of marks) this.marks[this.size++] = mark
  }
}

const NOTHING: readonly number[] = []
const SHARED = 256 // slots, a power of two
const LONGEST_SHARED = 12 // numbers: four marks

export type Test<World> = (world: World, trail: Trail) => Truth

/** How a compiled condition sees the world: what a fact is worth, where it came from, and whether somebody has a role. */
export interface Reader<World> {
  readonly value: (fact: string) => (world: World) => Value | undefined
  readonly source: (fact: string) => (world: World) => number
  readonly role: (role: Role) => (world: World) => Truth
  readonly roleSource: (role: Role) => (world: World) => number
}

function compare(condition: Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown } | { role: unknown }>): {
  matches: (value: Value) => boolean
  words: string
} {
  if ('is' in condition) {
    const wanted = condition.is
    return { matches: (value) => value === wanted, words: `= ${String(wanted)}` }
  }
  if ('in' in condition) {
    const wanted = new Set(condition.in)
    return { matches: (value) => wanted.has(value), words: `∈ {${condition.in.join(', ')}}` }
  }
  if ('min' in condition) {
    const least = condition.min
    return { matches: (value) => typeof value === 'number' && value >= least, words: `≥ ${least}` }
  }
  const most = condition.max
  return { matches: (value) => typeof value === 'number' && value <= most, words: `≤ ${most}` }
}

/** A conjunction, which one failure decides, or an alternative, which one that holds decides. What decides keeps only its own grounds. */
function joined<World>(conditions: readonly Condition[], decisive: typeof FAILS | typeof HOLDS, reader: Reader<World>, leaves: Leaf[]): Test<World> {
  const parts = conditions.map((part) => compileCondition(part, reader, leaves))
  const otherwise = decisive === FAILS ? HOLDS : FAILS
  return (world, trail) => {
    const begin = trail.size
    let unknown = false
    for (const part of parts) {
      const here = trail.size
      const truth = part(world, trail)
      if (truth === decisive) {
        trail.keepFrom(here, begin)
        return decisive
      }
      unknown ||= truth === UNKNOWN
    }
    return unknown ? UNKNOWN : otherwise
  }
}

/** Compiles a condition to a closure. Total: every condition has a truth, whatever facts are known. */
export function compileCondition<World>(condition: Condition, reader: Reader<World>, leaves: Leaf[]): Test<World> {
  if ('all' in condition) return joined(condition.all, FAILS, reader, leaves)
  if ('any' in condition) return joined(condition.any, HOLDS, reader, leaves)
  if ('not' in condition) {
    const part = compileCondition(condition.not, reader, leaves)
    return (world, trail) => {
      const truth = part(world, trail)
      return truth === UNKNOWN ? UNKNOWN : truth === HOLDS ? FAILS : HOLDS
    }
  }
  const leaf = leaves.length
  if ('role' in condition) {
    leaves.push({ role: condition.role })
    const read = reader.role(condition.role)
    const source = reader.roleSource(condition.role)
    return (world, trail) => {
      const truth = read(world)
      trail.push(leaf, truth, source(world))
      return truth
    }
  }
  const { matches, words } = compare(condition)
  leaves.push({ fact: condition.fact, test: words })
  const read = reader.value(condition.fact)
  const source = reader.source(condition.fact)
  return (world, trail) => {
    const value = read(world)
    if (value === undefined) {
      trail.push(leaf, UNKNOWN, 0)
      return UNKNOWN
    }
    const truth = matches(value) ? HOLDS : FAILS
    trail.push(leaf, truth, source(world))
    return truth
  }
}

/** The names of the facts that a condition reads, roles aside. */
export function factsOf(condition: Condition | undefined): string[] {
  if (condition === undefined) return []
  if ('all' in condition) return condition.all.flatMap(factsOf)
  if ('any' in condition) return condition.any.flatMap(factsOf)
  if ('not' in condition) return factsOf(condition.not)
  return 'fact' in condition ? [condition.fact] : []
}
