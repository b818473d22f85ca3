import type { Program } from './compile.ts'
import { endOf, instant, startOf, type Instant } from './instant.ts'
import type { Profile } from './profile.ts'
import { ROLES, widened, type Role } from './role.ts'
import { addMark, NEVER, upperBound, type Subject } from './subject.ts'
import { FAILS, HOLDS, Trail, UNKNOWN } from './truth.ts'
import { World, type Register, type RoleView } from './world.ts'

/** A role that the profile states, as a span of instants. */
interface Asserted {
  readonly role: Role
  readonly from: Instant
  readonly to: Instant
}

const ANYBODY: RoleView = { truth: HOLDS, source: 0 }
const NOBODY: RoleView = { truth: FAILS, source: 0 }
const NARROWER = new Map<Role, readonly Role[]>(
  ROLES.map((wide) => [wide, ROLES.filter((role) => role === wide || (wide !== 'any-person' && widened(role).includes(wide)))]),
)

/** Which roles the party has at an instant: as stated, as its facts define them, and as wider roles follow from narrower ones. */
export class RoleBook {
  /** When the calendar alone may change a role or a norm: the profile's spans and the law's own dates. */
  readonly calendar: readonly Instant[]
  readonly #asserted: readonly Asserted[]
  readonly #program: Program
  readonly #world: World
  readonly #trail = new Trail()
  /** The calendar and every change of a fact that defines a role; between two of them every role stands still. */
  #edges: Instant[]
  readonly #known = new Map<Role, (RoleView | undefined)[]>()

  constructor(program: Program, profile: Profile, party: Subject, register: Register) {
    this.#program = program
    this.#asserted = profile.roles.map(({ role, since, until }) => ({
      role,
      from: since === undefined ? party.since : startOf(since),
      to: until === undefined ? NEVER : endOf(until),
    }))
    this.#world = new World(party, register, (role, now) => this.at(role, now))
    const spans = this.#asserted.flatMap(({ from, to }) => [from, instant(to === NEVER ? to : to + 1)])
    this.calendar = [...new Set([...program.boundaries, party.since, ...spans])].filter((edge) => edge < NEVER).toSorted((left, right) => left - right)
    this.#edges = [...this.calendar]
  }

  /** A fact that defines roles changed at an instant. */
  changedAt(at: Instant): void {
    addMark(this.#edges, at)
    this.#known.clear()
  }

  /** The party's facts were built anew. */
  rebuilt(changes: readonly Instant[]): void {
    this.#edges = [...this.calendar]
    for (const change of changes) addMark(this.#edges, change)
    this.#known.clear()
  }

  at(role: Role, now: Instant): RoleView {
    if (role === 'any-person') return ANYBODY
    const segment = upperBound(this.#edges, now)
    let views = this.#known.get(role)
    if (views === undefined) this.#known.set(role, (views = []))
    return (views[segment] ??= this.#view(role, now))
  }

  #view(role: Role, now: Instant): RoleView {
    for (const narrow of NARROWER.get(role) ?? []) {
      const own = this.#own(narrow, now)
      if (own.truth === HOLDS) return own
    }
    return NOBODY
  }

  /** The role itself. Facts that define it win over what the profile states; where they are unknown, the statement stands. */
  #own(role: Role, now: Instant): RoleView {
    const stated = this.#asserted.some((each) => each.role === role && each.from <= now && now <= each.to)
    const definitions = this.#program.roles.filter((each) => each.role === role && each.span[0] <= now && now <= each.span[1])
    let unknown = definitions.length === 0
    for (const definition of definitions) {
      this.#world.focus(this.#world.party, now, undefined, -1)
      this.#trail.size = 0
      const truth = definition.when(this.#world, this.#trail)
      if (truth === HOLDS) return { truth: HOLDS, source: this.#trail.marks[this.#trail.size - 1] ?? 0 }
      unknown ||= truth === UNKNOWN
    }
    return stated && unknown ? { truth: HOLDS, source: 0 } : NOBODY
  }
}
