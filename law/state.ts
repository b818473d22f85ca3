import type { Program } from './compile.ts'
import type { Bench } from './due.ts'
import type { Event } from './event.ts'
import { startOf, type Instant } from './instant.ts'
import type { Profile } from './profile.ts'
import type { Role } from './role.ts'
import { RoleBook } from './role-book.ts'
import { noteLinks } from './route.ts'
import { NEVER, newSubject, upperBound, type Subject } from './subject.ts'
import { Trail } from './truth.ts'
import { World, type RoleView } from './world.ts'

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
  /** References that some entry corrects, also where what it corrects has not come yet. */
  readonly corrected: Set<string>
  /** Where an event is felt among the register entries, by its place. */
  readonly routes: Map<number, readonly Subject[]>
  /** Events that speak of a kind of register entry without saying which, where the party has several. */
  readonly unplaced: Set<number>
  byRef: Map<string, number[]> | undefined
  /** Who may read a register entry, because it once named it. */
  readonly readers: Map<Subject, Set<Subject>>
  /** Subjects whose facts must be gathered anew. */
  readonly stale: Set<Subject>
  /** Subjects whose duties must be folded anew: those, and others. */
  readonly spoiled: Set<Subject>
  /** The latest instant that any subject has reached: what comes at or after it finds nobody further on. */
  horizon: Instant
  readonly bench: Bench
  readonly roles: RoleBook
}

/** An empty journal for a party: its standing duties, from the day it began. */
export function begin(program: Program, profile: Profile): State {
  const partySince = startOf(profile.party.since)
  const party = newSubject(profile.party.id, 'party', partySince, profile.facts)
  const subjects = new Map<string, Subject>([[party.id, party]])
  const roles = new RoleBook(program, profile, party, subjects)
  const roleAt = (role: Role, now: Instant): RoleView => roles.at(role, now)
  const events: Event[] = []
  const bench: Bench = { program, events, trail: new Trail(), world: new World(party, subjects, roleAt), roleAt }
  const state: State = {
    program,
    profile,
    events,
    subjects,
    party,
    withdrawn: new Set(),
    corrected: new Set(),
    routes: new Map(),
    unplaced: new Set(),
    byRef: undefined,
    readers: new Map(),
    stale: new Set(),
    spoiled: new Set(),
    horizon: partySince,
    bench,
    roles,
  }
  const registers = [
    ['system', profile.systems],
    ['product', profile.products],
    ['dataset', profile.datasets],
    ['supplier', profile.suppliers],
  ] as const
  for (const [kind, entries] of registers) {
    for (const { id, since, until, facts } of entries) subjects.set(id, newSubject(id, kind, since === undefined ? partySince : startOf(since), facts, until))
  }
  for (const subject of subjects.values()) {
    noteLinks(state, subject)
    beginMarks(state, subject)
  }
  return state
}

/** A standing norm may begin with its subject; what the calendar brings later is in the role book's calendar. */
export function beginMarks(state: State, subject: Subject): void {
  if (subject.kind === 'matter') return
  subject.marks = subject.until === NEVER ? [subject.since] : [subject.since, subject.until].toSorted((one, other) => one - other)
  subject.edge = upperBound(state.roles.calendar, subject.since)
}

/** The subject of an event; a new matter where nobody has spoken of it before. */
export function homeOf(state: State, event: Event): Subject {
  const id = event.subject ?? state.party.id
  const known = state.subjects.get(id)
  if (known !== undefined) return known
  const matter = newSubject(id, 'matter', event.occurred, {})
  state.subjects.set(id, matter)
  return matter
}

export const isHome = (state: State, subject: Subject, event: Event): boolean => (event.subject ?? state.party.id) === subject.id
