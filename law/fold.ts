import { act, reviseLiving } from './act.ts'
import { ACTS, type Operation, type Program } from './compile.ts'
import type { Duty } from './duty.ts'
import type { Event } from './event.ts'
import type { Instant } from './instant.ts'
import type { Profile } from './profile.ts'
import { linksEverOf, noteLinks, readersOf, routeOf } from './route.ts'
import { begin, beginMarks, homeOf, isHome, type State } from './state.ts'
import { reviseStanding } from './standing.ts'
import { addMark, forgetDuties, forgetFacts, outranks, placeFor, setFact, type Subject } from './subject.ts'
import { findNextDue, fireDeadlines } from './transition.ts'
import { isLink } from './world.ts'

/** Facts of an event become facts of its subject, and others who read them are told. */
function learn(state: State, subject: Subject, event: Event, place: number): void {
  let changed = false
  let links = false
  for (const fact in event.facts) {
    const value = event.facts[fact]
    if (value === undefined || !state.program.watched.has(fact) || !setFact(subject, fact, value, event.occurred, place, state.events)) continue
    changed = true
    links ||= isLink(fact)
    ;(subject.changed ??= new Set()).add(fact)
  }
  if (!changed) return
  if (subject.kind !== 'matter') tell(state, subject, event.occurred)
  if (!links) return
  noteLinks(state, subject)
  // Entries of this instant may have been sent elsewhere before the subject named where they belong.
  if (subject.items.length - subject.pending > 1) spoil(state, subject, true)
  if (linksEverOf(state, subject).some(({ changes }) => (changes.at(-1) ?? event.occurred) > event.occurred)) spoil(state, subject, false)
}

/** Marks a subject to be folded anew, its facts too where they may have changed. */
function spoil(state: State, subject: Subject, facts: boolean): void {
  if (facts) {
    subject.stale = true
    state.stale.add(subject)
  }
  subject.dirty = true
  state.spoiled.add(subject)
}

/**
 * Everybody who may read a fact of the party or of a register entry looks again at an instant, or is folded again if it
 * has gone past. What changes at the party everybody finds on the party's own list when time gets there.
 */
function tell(state: State, subject: Subject, at: Instant): void {
  addMark(subject.changes, at)
  const party = subject === state.party
  if (party) state.roles.changedAt(at)
  if (party) addMark(subject.marks, at)
  if (party && at > state.horizon) return
  for (const other of readersOf(state, subject)) {
    if (other.settled >= at || other.clock > at) spoil(state, other, false)
    else if (!party) addMark(other.marks, at)
  }
}

/** Norms at a mark: all of them, or those that the changed facts bear on. */
function revise(state: State, subject: Subject, at: Instant, facts: ReadonlySet<string> | undefined): void {
  const { bench, program } = state
  const all = facts === undefined || [...facts].some((fact) => program.roleFacts.has(fact) || isLink(fact))
  const begun = at >= subject.since
  for (const index of begun ? program.standing[subject.kind] : []) {
    const norm = program.norms[index]
    const touched = all || [...facts].some((fact) => program.standingByFact.get(fact)?.has(index) === true)
    if (norm !== undefined && touched) reviseStanding(bench, subject, norm, at)
  }
  reviseLiving(bench, subject, at)
  findNextDue(subject)
  fireDeadlines(bench, subject, at)
}

/** The next instant at which norms must be looked at again: a fact elsewhere, or the calendar, while something lives here. */
function nextMark(state: State, subject: Subject): Instant | undefined {
  const { calendar } = state.roles
  const changes = subject === state.party ? NOTHING : state.party.changes
  if (subject.kind === 'matter' && subject.live.length === 0) skipMarks(state, subject, subject.clock)
  let next = calendar[subject.edge]
  for (const mark of [subject.marks[0], changes[subject.partyEdge]]) if (mark !== undefined && (next === undefined || mark < next)) next = mark
  return next
}

const NOTHING: readonly Instant[] = []

/** Where nothing lives, nothing needs another look: the calendar and the party's changes before an instant are passed over. */
function skipMarks(state: State, subject: Subject, before: Instant): void {
  const { calendar } = state.roles
  const { changes } = state.party
  while ((calendar[subject.edge] ?? before) < before) subject.edge++
  while ((changes[subject.partyEdge] ?? before) < before) subject.partyEdge++
}

function passMark(state: State, subject: Subject, mark: Instant): void {
  if (subject.marks[0] === mark) subject.marks.shift()
  if (state.roles.calendar[subject.edge] === mark) subject.edge++
  if (subject !== state.party && state.party.changes[subject.partyEdge] === mark) subject.partyEdge++
}

/** Lets pass what lies before `at`: marks and deadlines in the order of time, a mark before a deadline of the same instant. */
function advance(state: State, subject: Subject, at: Instant): void {
  for (let mark = nextMark(state, subject); mark !== undefined && mark < at; mark = nextMark(state, subject)) {
    fireDeadlines(state.bench, subject, mark)
    passMark(state, subject, mark)
    revise(state, subject, mark, undefined)
  }
  fireDeadlines(state.bench, subject, at)
}

/** Lets one event act: on the norms of one phase, or on all in the order of phases where `phase` is undefined. */
function actAll(state: State, subject: Subject, place: number, phase: Operation['act'] | undefined): void {
  const event = state.events[place]
  const operations = event === undefined ? undefined : state.program.kinds.get(event.kind)
  if (event === undefined || operations === undefined) return
  const home = isHome(state, subject, event) ? operations.home : NOTHING_HERE
  const standing = operations.standing[subject.kind] ?? NOTHING_HERE
  // What acts both at home and on standing norms goes phase by phase through both; each alone is in order already.
  const phases = phase === undefined && home.length > 0 && standing.length > 0 ? ACTS : [phase]
  for (const each of phases) {
    actEach(state, subject, home, place, each)
    actEach(state, subject, standing, place, each)
  }
}

const NOTHING_HERE: readonly Operation[] = []

function actEach(state: State, subject: Subject, operations: readonly Operation[], place: number, phase: Operation['act'] | undefined): void {
  for (const operation of operations) {
    if (phase !== undefined && operation.act !== phase) continue
    act(state.bench, subject, operation, place, subject.clock)
    if (subject.nextDue < subject.clock) fireDeadlines(state.bench, subject, subject.clock)
  }
}

/**
 * Processes the events that share the subject's present instant, in an order that does not depend on who came first:
 * facts, then what they give rise to, then breaches, fulfilments and refusals. Deadlines before the instant fire first;
 * a deadline at the instant itself has not passed.
 */
function settleGroup(state: State, subject: Subject): void {
  const at = subject.clock
  advance(state, subject, at)
  const marked = nextMark(state, subject) === at
  if (marked) passMark(state, subject, at)
  if (marked || subject.changed !== undefined) {
    revise(state, subject, at, marked ? undefined : subject.changed)
    subject.changed = undefined
  }
  subject.settled = at
  const first = subject.pending
  const count = subject.items.length - first
  if (count === 0) return
  subject.pending = subject.items.length
  if (count === 1) return actAll(state, subject, subject.items[first] ?? -1, undefined)
  const group = subject.items.slice(first).toSorted((left, right) => rank(state.events, left, right))
  for (const phase of ACTS) for (const place of group) actAll(state, subject, place, phase)
}

function rank(events: readonly Event[], left: number, right: number): number {
  const one = events[left]
  const two = events[right]
  if (one === undefined || two === undefined) return left - right
  return outranks(one, two) ? 1 : outranks(two, one) ? -1 : left - right
}

/** Puts an event into a subject's history. In order it is processed as time goes on; late, the subject is folded again. */
function place(state: State, subject: Subject, event: Event, at: number): void {
  const { occurred } = event
  const home = isHome(state, subject, event)
  if (subject.dirty || occurred <= subject.settled || occurred < subject.clock) {
    subject.items.splice(placeFor(state.events, subject.items, occurred), 0, at)
    return spoil(state, subject, home && saysFacts(state, event))
  }
  if (occurred > subject.clock) {
    if (subject.items.length > subject.pending) settleGroup(state, subject)
    subject.clock = occurred
    if (subject.kind === 'matter' && subject.items.length === 0) skipMarks(state, subject, occurred)
  }
  subject.items.push(at)
  if (home) learn(state, subject, event, at)
}

function saysFacts(state: State, event: Event): boolean {
  for (const fact in event.facts) if (state.program.watched.has(fact)) return true
  return false
}

function placeAll(state: State, event: Event, at: number): void {
  const home = homeOf(state, event)
  place(state, home, event, at)
  const operations = state.program.kinds.get(event.kind)
  if (operations === undefined) return
  if (operations.party && home !== state.party) place(state, state.party, event, at)
  if (operations.registers.length === 0) return
  const route = routeOf(state, event, home, at)
  if (route.length === 0) return
  state.routes.set(at, route)
  for (const subject of route) place(state, subject, event, at)
}

/** Takes an event out of a subject's history. */
function remove(state: State, subject: Subject, at: number): boolean {
  const found = subject.items.indexOf(at)
  if (found < 0) return false
  subject.items.splice(found, 1)
  spoil(state, subject, false)
  return true
}

function withdraw(state: State, ref: string, by: number): void {
  state.corrected.add(ref)
  if (state.byRef === undefined) {
    state.byRef = new Map()
    for (const [at, event] of state.events.entries()) note(state.byRef, event, at)
  }
  for (const at of state.byRef.get(ref) ?? []) {
    const event = state.events[at]
    if (at === by || event === undefined || state.withdrawn.has(at)) continue
    state.withdrawn.add(at)
    state.unplaced.delete(at)
    state.routes.delete(at)
    for (const subject of state.subjects.values()) if (remove(state, subject, at) && isHome(state, subject, event)) spoil(state, subject, true)
  }
}

function note(byRef: Map<string, number[]>, event: Event, at: number): void {
  if (event.ref === null) return
  const places = byRef.get(event.ref)
  if (places === undefined) byRef.set(event.ref, [at])
  else places.push(at)
}

/**
 * Takes one event. Events may come in any order: one that is late, or that corrects another, folds its own subject
 * again, and only where it changes a fact that others read, those too. An event whose kind no norm knows changes nothing.
 */
export function step(state: State, event: Event): State {
  const at = state.events.length
  state.events.push(event)
  const replaced = event.ref !== null && state.corrected.has(event.ref)
  if (state.byRef !== undefined) note(state.byRef, event, at)
  if (event.corrects !== null) withdraw(state, event.corrects, at)
  if (replaced) state.withdrawn.add(at)
  else placeAll(state, event, at)
  if (event.occurred > state.horizon) state.horizon = event.occurred
  return state
}

/** Gathers a subject's facts anew from its own events, and sends those events again to where they belong. */
function regather(state: State, subject: Subject): void {
  const had = subject.changes.length > 0 || subject.kind !== 'matter'
  forgetFacts(subject)
  const own = subject.items.filter((at) => {
    const event = state.events[at]
    return event !== undefined && isHome(state, subject, event)
  })
  for (const at of own) {
    const event = state.events[at]
    if (event === undefined) continue
    for (const [fact, value] of Object.entries(event.facts)) {
      if (state.program.watched.has(fact) && setFact(subject, fact, value, event.occurred, at, state.events)) addMark(subject.changes, event.occurred)
    }
  }
  if (subject === state.party) state.roles.rebuilt(subject.changes)
  noteLinks(state, subject)
  if (had) for (const other of readersOf(state, subject)) spoil(state, other, false)
  for (const at of own) {
    const event = state.events[at]
    if (event !== undefined) reroute(state, subject, event, at)
  }
  if (subject.kind === 'matter') subject.changes.length = 0
}

function reroute(state: State, home: Subject, event: Event, at: number): void {
  state.unplaced.delete(at)
  const before = state.routes.get(at) ?? []
  const after = routeOf(state, event, home, at)
  for (const subject of before) if (!after.includes(subject)) remove(state, subject, at)
  for (const subject of after) {
    if (before.includes(subject)) continue
    subject.items.splice(placeFor(state.events, subject.items, event.occurred), 0, at)
    spoil(state, subject, false)
  }
  if (after.length === 0) state.routes.delete(at)
  else state.routes.set(at, after)
}

/** Folds a subject's duties again from its history. Facts, its own and those of others, are all in place. */
function refold(state: State, subject: Subject): void {
  const history = subject.items.slice()
  forgetDuties(subject)
  beginMarks(state, subject)
  const first = state.events[history[0] ?? -1]?.occurred
  if (subject.kind === 'matter' && first !== undefined) skipMarks(state, subject, first)
  if (subject === state.party) for (const change of subject.changes) addMark(subject.marks, change)
  for (const { changes } of linksEverOf(state, subject))
    for (const change of changes) if (subject.kind !== 'matter' || change >= (first ?? change)) addMark(subject.marks, change)
  for (const at of history) {
    const event = state.events[at]
    if (event === undefined) continue
    if (event.occurred > subject.clock) {
      if (subject.items.length > subject.pending) settleGroup(state, subject)
      subject.clock = event.occurred
    }
    subject.items.push(at)
    if (!isHome(state, subject, event)) continue
    for (const fact in event.facts) if (state.program.watched.has(fact)) (subject.changed ??= new Set()).add(fact)
  }
}

/**
 * Brings facts up to date, and with them roles, and lets no clock run: what they are at an instant can then be asked. Its cost does not grow with
 * the number of subjects. Duties wait for `tick`.
 */
export function gather(state: State): State {
  for (const subject of state.stale) if (subject.stale) regather(state, subject)
  state.stale.clear()
  return state
}

/**
 * Lets the clock run to `now`: everything pending is processed and every deadline before `now` has passed. Doing it
 * again changes nothing. The clock of a fold does not run backwards; an earlier instant is asked of an earlier fold.
 */
export function tick(state: State, now: Instant): State {
  gather(state)
  for (const subject of state.spoiled) if (subject.dirty) refold(state, subject)
  state.spoiled.clear()
  for (const subject of state.subjects.values()) {
    if (subject.items.length > subject.pending || subject.settled < subject.clock) settleGroup(state, subject)
    if (now <= subject.clock) continue
    const mark = nextMark(state, subject)
    if (subject.nextDue >= now && (mark === undefined || mark > now)) continue
    advance(state, subject, now)
    subject.clock = now
    settleGroup(state, subject)
  }
  if (now > state.horizon) state.horizon = now
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
