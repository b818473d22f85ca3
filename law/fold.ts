import { ACTS, type Operation, type Program } from './compile.ts'
import type { Facts } from './condition.ts'
import type { Duty } from './duty.ts'
import type { Event } from './event.ts'
import { endOf, startOf, type Instant } from './instant.ts'
import type { Profile } from './profile.ts'
import { ROLES, widened, type Role } from './role.ts'
import { addMark, NEVER, newSubject, outranks, placeFor, reset, setFact, upperBound, type Subject } from './subject.ts'
import { act, findNextDue, fireDeadlines, reviseLiving, reviseStanding, type Bench } from './transition.ts'
import { FAILS, HOLDS, Trail, UNKNOWN } from './truth.ts'
import type { SubjectKind } from './vocabulary.ts'
import { World, type RoleView } from './world.ts'

/** A role that the profile states, as a span of instants. */
interface Asserted {
  readonly role: Role
  readonly from: Instant
  readonly to: Instant
}

/**
 * The fold so far: everything that `step`, `tick` and `duties` need, and nothing else. It is a value in use by one
 * holder: `step` changes it in place and returns it. `save` in `residue.ts` turns it into plain data and back.
 */
export interface State {
  readonly program: Program
  readonly profile: Profile
  readonly events: Event[]
  readonly subjects: Map<string, Subject>
  readonly party: Subject
  /** Entries that another entry has replaced, by place. */
  readonly withdrawn: Set<number>
  /** Events that speak of a kind of register entry without saying which, where the party has several. */
  readonly unplaced: number[]
  byRef: Map<string, number> | undefined
  readonly bench: Bench
  readonly roles: RoleBook
}

const LEVELS = ['system', 'product', 'dataset', 'supplier'] as const

/** Which roles the party has at an instant: as stated, as its facts define them, and as wider roles follow from narrower ones. */
class RoleBook {
  readonly #asserted: readonly Asserted[]
  readonly #program: Program
  readonly #world: World
  readonly #trail = new Trail()
  /** Instants at which some role may change, in order; between two of them every role stands still. */
  readonly #edges: Instant[]
  readonly #known = new Map<Role, (RoleView | undefined)[]>()

  constructor(program: Program, party: Subject, asserted: readonly Asserted[]) {
    this.#program = program
    this.#asserted = asserted
    this.#world = new World(party, party.since, (role, now) => this.at(role, now))
    this.#edges = [...new Set([...program.boundaries, ...asserted.flatMap(({ from, to }) => [from, (to + 1) as Instant])])].sort((left, right) => left - right)
  }

  get edges(): readonly Instant[] {
    return this.#edges
  }

  /** A fact that defines roles changed at an instant. */
  changedAt(at: Instant): void {
    addMark(this.#edges, at)
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

const ANYBODY: RoleView = { truth: HOLDS, source: 0 }
const NOBODY: RoleView = { truth: FAILS, source: 0 }
const NARROWER = new Map<Role, readonly Role[]>(ROLES.map((wide) => [wide, ROLES.filter((role) => role === wide || (wide !== 'any-person' && widened(role).includes(wide)))]))

/** An empty journal for a party: its standing duties, from the day it began. */
export function begin(program: Program, profile: Profile): State {
  const partySince = startOf((profile.party.since ?? 0) as Parameters<typeof startOf>[0])
  const party = newSubject(profile.party.id, 'party', partySince, profile.facts)
  const asserted = profile.roles.map(({ role, since, until }) => ({
    role,
    from: since === undefined ? partySince : startOf(since),
    to: until === undefined ? NEVER : endOf(until),
  }))
  const roles = new RoleBook(program, party, asserted)
  const subjects = new Map<string, Subject>([[party.id, party]])
  const roleAt = (role: Role, now: Instant): RoleView => roles.at(role, now)
  const events: Event[] = []
  const bench: Bench = { program, events, trail: new Trail(), world: new World(party, partySince, roleAt), roleAt }
  const state: State = { program, profile, events, subjects, party, withdrawn: new Set(), unplaced: [], byRef: undefined, bench, roles }
  const registers = [
    ['system', profile.systems],
    ['product', profile.products],
    ['dataset', profile.datasets],
    ['supplier', profile.suppliers],
  ] as const
  for (const [kind, entries] of registers) {
    for (const entry of entries) subjects.set(entry.id, newSubject(entry.id, kind, entry.since === undefined ? partySince : startOf(entry.since), entry.facts))
  }
  for (const subject of subjects.values()) {
    linkByFacts(state, subject, subject.initial)
    subject.marks = ownMarks(state, subject)
  }
  return state
}

/** When a standing norm may begin or end for reasons outside its own journal. */
function ownMarks(state: State, subject: Subject): Instant[] {
  if (subject.kind === 'matter') return []
  return [subject.since, ...state.roles.edges.filter((edge) => edge > subject.since)]
}

function linkByFacts(state: State, subject: Subject, facts: Facts): void {
  for (const level of LEVELS) {
    const named = facts[level]
    const target = typeof named === 'string' ? state.subjects.get(named) : undefined
    if (target !== undefined && target.kind === level && target !== subject && !subject.links.includes(target)) subject.links.push(target)
  }
}

function homeOf(state: State, event: Event): Subject {
  const id = event.subject ?? state.party.id
  const known = state.subjects.get(id)
  if (known !== undefined) return known
  const matter = newSubject(id, 'matter', event.occurred, {})
  state.subjects.set(id, matter)
  return matter
}

/** The register entry of a kind that an event concerns: named by it, or by its matter before, or the only one there is. */
function concerned(state: State, event: Event, home: Subject, level: SubjectKind): Subject | undefined {
  if (home.kind === level) return home
  const named = event.facts[level]
  if (typeof named === 'string') {
    const target = state.subjects.get(named)
    return target?.kind === level ? target : undefined
  }
  const linked = home.links.find((link) => link.kind === level)
  if (linked !== undefined) return linked
  const all = [...state.subjects.values()].filter((subject) => subject.kind === level)
  return all.length === 1 ? all[0] : undefined
}

/** The register entries and the party at which an event is felt besides its home, because standing norms are counted there. */
function placeElsewhere(state: State, event: Event, home: Subject, at: number): void {
  const levels = state.program.kinds.get(event.kind)?.levels
  if (levels === undefined) return
  for (const level of levels) {
    const subject = level === 'party' ? state.party : concerned(state, event, home, level)
    if (subject === undefined) state.unplaced.push(at)
    else if (subject !== home) place(state, subject, event, at, false)
  }
}

/** Facts of an event become facts of its subject, and others who read them are told. True where something changed. */
function learn(state: State, subject: Subject, event: Event, place: number): void {
  const { watched } = state.program
  let changed = false
  for (const fact in event.facts) {
    const value = event.facts[fact]
    if (value === undefined || !watched.has(fact)) continue
    if (!setFact(subject, fact, value, event.occurred, place, state.events)) continue
    ;(subject.changed ??= new Set()).add(fact)
    changed = true
  }
  if (!changed) return
  linkByFacts(state, subject, event.facts)
  if (subject.kind === 'matter') return
  addMark(subject.changes, event.occurred)
  const definesRoles = subject === state.party && [...(subject.changed ?? [])].some((fact) => state.program.roleFacts.has(fact))
  if (definesRoles) state.roles.changedAt(event.occurred)
  for (const other of state.subjects.values()) {
    if (other === subject || (subject !== state.party && !other.links.includes(subject))) continue
    if (other.clock > event.occurred) other.dirty = true
    else addMark(other.marks, event.occurred)
  }
  if (definesRoles) addMark(subject.marks, event.occurred)
}

/** Standing norms at a mark: all of them, or those that the changed facts bear on. */
function revise(state: State, subject: Subject, at: Instant, facts: ReadonlySet<string> | undefined): void {
  const { bench, program } = state
  const standing = program.standing[subject.kind]
  if (facts === undefined) for (const index of standing) look(index)
  else {
    const touched = new Set<number>()
    for (const fact of facts) for (const index of program.standingByFact.get(fact) ?? []) touched.add(index)
    for (const index of standing) if (touched.has(index)) look(index)
  }
  reviseLiving(bench, subject, at)
  findNextDue(subject)

  function look(index: number): void {
    const norm = program.norms[index]
    if (norm !== undefined) reviseStanding(bench, subject, norm, at)
  }
}

/** Fires what lies before `at`: marks and deadlines in the order of time, a mark before a deadline of the same instant. */
function advance(state: State, subject: Subject, at: Instant): void {
  for (let mark = subject.marks[0]; mark !== undefined && mark < at; mark = subject.marks[0]) {
    if (subject.nextDue < mark) fireDeadlines(state.bench, subject, mark)
    subject.marks.shift()
    revise(state, subject, mark, undefined)
  }
  if (subject.nextDue < at) fireDeadlines(state.bench, subject, at)
}

/** Lets one event act: on the norms of one phase, or on all in the order of phases where `phase` is undefined. */
function actAll(state: State, subject: Subject, place: number, phase: Operation['act'] | undefined): void {
  const event = state.events[place]
  const operations = event === undefined ? undefined : state.program.kinds.get(event.kind)
  if (event === undefined || operations === undefined) return
  const home = (event.subject ?? state.party.id) === subject.id ? operations.home : NOTHING_HERE
  const standing = operations.standing[subject.kind] ?? NOTHING_HERE
  for (const operation of home) if (phase === undefined || operation.act === phase) act(state.bench, subject, operation, place, subject.clock)
  for (const operation of standing) if (phase === undefined || operation.act === phase) act(state.bench, subject, operation, place, subject.clock)
}

const NOTHING_HERE: readonly Operation[] = []

/**
 * Processes the events that share the subject's present instant, in an order that does not depend on who came first:
 * facts, then what they give rise to, then breaches, fulfilments and refusals. Deadlines before the instant fire first;
 * a deadline at the instant itself has not passed.
 */
function settleGroup(state: State, subject: Subject): void {
  const at = subject.clock
  advance(state, subject, at)
  const marked = subject.marks[0] === at
  if (marked) subject.marks.shift()
  if (marked || subject.changed !== undefined) {
    revise(state, subject, at, marked ? undefined : subject.changed)
    subject.changed = undefined
  }
  const first = subject.pending
  const count = subject.items.length - first
  if (count === 0) return
  subject.pending = subject.items.length
  if (count === 1) {
    const only = subject.items[first] ?? -1
    if (!mixesPhases(state, subject, only)) return actAll(state, subject, only, undefined)
  }
  const group = subject.items.slice(first)
  if (count > 1) group.sort((left, right) => rank(state.events, left, right))
  for (const phase of ACTS) for (const place of group) actAll(state, subject, place, phase)
}

/** Whether an event acts both at home and on standing norms, so that the phases of the two must be interleaved. */
function mixesPhases(state: State, subject: Subject, place: number): boolean {
  const event = state.events[place]
  const operations = event === undefined ? undefined : state.program.kinds.get(event.kind)
  return operations !== undefined && operations.home.length > 0 && operations.standing[subject.kind] !== undefined
}

function rank(events: readonly Event[], left: number, right: number): number {
  const one = events[left]
  const two = events[right]
  if (one === undefined || two === undefined) return left - right
  return outranks(one, two) ? 1 : outranks(two, one) ? -1 : left - right
}

/** Puts an event into a subject's history. In order it is processed as time goes on; out of order, or after its instant was settled, the subject is folded again. */
function place(state: State, subject: Subject, event: Event, at: number, home: boolean): void {
  const { occurred } = event
  const taken = occurred === subject.clock && subject.pending > 0 && subject.pending === subject.items.length && state.events[subject.items.at(-1) ?? -1]?.occurred === occurred
  if (subject.dirty || taken || occurred < subject.clock) {
    subject.items.splice(placeFor(state.events, subject.items, occurred), 0, at)
    if (home && subject.kind !== 'matter') soil(state, subject, event)
    subject.dirty = true
    return
  }
  if (occurred > subject.clock) {
    settleGroup(state, subject)
    subject.clock = occurred
  }
  subject.items.push(at)
  if (home) learn(state, subject, event, at)
}

/** A past fact of the party or a register entry changes: everybody who may have read it is folded again. */
function soil(state: State, subject: Subject, event: Event): void {
  if (!Object.keys(event.facts).some((fact) => state.program.watched.has(fact))) return
  for (const other of state.subjects.values()) if (subject === state.party || other.links.includes(subject)) other.dirty = true
}

function withdraw(state: State, ref: string): void {
  state.byRef ??= new Map(state.events.flatMap((event, at) => (event.ref === null ? [] : [[event.ref, at] as const])))
  const at = state.byRef.get(ref)
  const event = at === undefined ? undefined : state.events[at]
  if (at === undefined || event === undefined || state.withdrawn.has(at)) return
  state.withdrawn.add(at)
  for (const subject of state.subjects.values()) {
    const found = subject.items.indexOf(at)
    if (found < 0) continue
    subject.items.splice(found, 1)
    subject.dirty = true
    if (subject.kind !== 'matter') soil(state, subject, event)
  }
}

/**
 * Takes one event. Events may come in any order: one that is late, or that corrects another, folds its own subject
 * again. An event whose kind no norm knows changes nothing.
 */
export function step(state: State, event: Event): State {
  const at = state.events.length
  state.events.push(event)
  if (event.corrects !== null) withdraw(state, event.corrects)
  if (state.byRef !== undefined && event.ref !== null) state.byRef.set(event.ref, at)
  const home = homeOf(state, event)
  place(state, home, event, at, true)
  placeElsewhere(state, event, home, at)
  return state
}

/** Folds a subject again from its history. */
function refold(state: State, subject: Subject): void {
  const history = subject.items.slice()
  const first = state.events[history[0] ?? -1]?.occurred
  reset(subject)
  subject.items.length = 0
  subject.clock = subject.kind === 'matter' && first !== undefined ? first : subject.since
  subject.marks = ownMarks(state, subject)
  const readable = subject === state.party ? [] : [state.party, ...linkedRegisters(state, history)]
  for (const other of readable) for (const change of other.changes) if (change >= subject.clock) addMark(subject.marks, change)
  linkByFacts(state, subject, subject.initial)
  for (const at of history) {
    const event = state.events[at]
    if (event === undefined) continue
    if (event.occurred > subject.clock) {
      settleGroup(state, subject)
      subject.clock = event.occurred
    }
    subject.items.push(at)
    if ((event.subject ?? state.party.id) === subject.id) learn(state, subject, event, at)
  }
}

function linkedRegisters(state: State, history: readonly number[]): Subject[] {
  const found = new Set<Subject>()
  for (const at of history) {
    const facts = state.events[at]?.facts
    for (const level of LEVELS) {
      const named = facts?.[level]
      const target = typeof named === 'string' ? state.subjects.get(named) : undefined
      if (target !== undefined) found.add(target)
    }
  }
  return [...found]
}

/**
 * Lets the clock run to `now`: everything pending is processed and every deadline before `now` has passed. Doing it
 * again changes nothing. The clock of a fold does not run backwards; an earlier instant is asked of an earlier fold.
 */
export function tick(state: State, now: Instant): State {
  const order: readonly SubjectKind[] = ['party', 'system', 'product', 'dataset', 'supplier', 'matter']
  for (const kind of order) for (const subject of state.subjects.values()) if (subject.kind === kind && subject.dirty) refold(state, subject)
  for (const kind of order) {
    for (const subject of state.subjects.values()) {
      if (subject.kind !== kind) continue
      settleGroup(state, subject)
      if (now > subject.clock) advance(state, subject, now)
      const mark = subject.marks[0]
      if (mark === now) {
        subject.marks.shift()
        revise(state, subject, now, undefined)
      }
      if (now > subject.clock) subject.clock = now
    }
  }
  return state
}

/** One duty with the subject it is about. */
export interface DutyView {
  readonly subject: Subject
  readonly duty: Duty
}

/** Every duty there has been up to `now`, in the order of subjects and of their beginning. */
export function duties(state: State, now: Instant): DutyView[] {
  tick(state, now)
  return [...state.subjects.values()].flatMap((subject) => subject.duties.map((duty) => ({ subject, duty })))
}

/** Folds a whole journal at once: the state after every event, with the clock at `now`. */
export function fold(program: Program, profile: Profile, journal: Iterable<Event>, now: Instant): State {
  const state = begin(program, profile)
  for (const event of journal) step(state, event)
  return tick(state, now)
}
