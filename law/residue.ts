import type { LawMode, Program } from './compile.ts'
import { Duty, type Due, type DutyState, type Step, type Transition } from './duty.ts'
import type { Event } from './event.ts'
import { noteLinks } from './route.ts'
import { begin, type State } from './state.ts'
import type { Instant } from './instant.ts'
import type { Profile } from './profile.ts'
import { newSubject, type Memory, type Subject } from './subject.ts'
import type { SubjectKind } from './vocabulary.ts'
import type { Timeline } from './world.ts'

interface SavedDuty {
  readonly norm: number
  readonly trigger: number
  readonly opened: Instant
  readonly base: Instant
  readonly due: Due
  readonly state: DutyState
  readonly uncertain: boolean
  readonly doneBy: number
  readonly brokenBy: number
  readonly before: DutyState
  readonly floor: Instant | null
  readonly history: readonly Transition[]
}

interface SavedSubject {
  readonly id: string
  readonly kind: SubjectKind
  readonly since: Instant
  readonly until: Instant
  readonly initial: Subject['initial']
  readonly facts: readonly (readonly [string, Timeline])[]
  readonly items: readonly number[]
  readonly pending: number
  readonly clock: Instant
  readonly settled: Instant
  readonly edge: number
  readonly partyEdge: number
  readonly marks: readonly Instant[]
  readonly changed: readonly string[]
  readonly changes: readonly Instant[]
  readonly stale: boolean
  readonly dirty: boolean
  readonly duties: readonly SavedDuty[]
  readonly live: readonly number[]
  readonly standing: readonly (readonly [number, number])[]
  readonly memory: readonly (readonly [number, Memory])[]
  readonly nextDue: Instant
}

/** A fold as plain data: what JSON can hold, and enough to go on as if it had never been put down. */
export interface Residue {
  readonly encoding: string
  readonly mode: LawMode
  readonly events: readonly Event[]
  readonly withdrawn: readonly number[]
  readonly corrected: readonly string[]
  readonly routes: readonly (readonly [number, readonly string[]])[]
  readonly unplaced: readonly number[]
  readonly horizon: Instant
  readonly subjects: readonly SavedSubject[]
}

function saveDuty(duty: Duty): SavedDuty {
  const { norm, trigger, opened, base, due, state, uncertain, doneBy, brokenBy, before } = duty
  const history = duty.history.map(({ to, at, cause, source, by, grounds }) => ({ to, at, cause, source, by, grounds }))
  return { norm, trigger, opened, base, due, state, uncertain, doneBy, brokenBy, before, floor: duty.floor ?? null, history }
}

function saveSubject(subject: Subject): SavedSubject {
  const { id, kind, since, until, initial, items, pending, clock, settled, edge, partyEdge, marks, changes, stale, dirty, duties, nextDue } = subject
  const place = new Map(duties.map((duty, at) => [duty, at]))
  const placeOf = (duty: Duty): number => place.get(duty) ?? -1
  return {
    id,
    kind,
    since,
    until,
    initial,
    facts: [...subject.facts],
    items,
    pending,
    clock,
    settled,
    edge,
    partyEdge,
    marks,
    changed: [...(subject.changed ?? [])],
    changes,
    stale,
    dirty,
    duties: duties.map(saveDuty),
    live: subject.live.map(placeOf),
    standing: [...subject.standing].map(([norm, duty]) => [norm, placeOf(duty)]),
    memory: [...subject.memory],
    nextDue,
  }
}

/** The fold as a value to keep. It shares nothing that the fold goes on to change once it has been through JSON. */
export function save(state: State): Residue {
  const { program, events, withdrawn, corrected, routes, unplaced, subjects } = state
  return {
    encoding: program.statute.encoding,
    mode: program.mode,
    events,
    withdrawn: [...withdrawn],
    corrected: [...corrected],
    routes: [...routes].map(([at, route]) => [at, route.map(({ id }) => id)]),
    unplaced: [...unplaced],
    horizon: state.horizon,
    subjects: [...subjects.values()].map(saveSubject),
  }
}

function resumeDuty(saved: SavedDuty): Duty {
  const duty = new Duty(saved.norm, saved.trigger, saved.opened, saved.uncertain)
  const { base, due, state, doneBy, brokenBy, before } = saved
  Object.assign(duty, { base, due, state, doneBy, brokenBy, before, floor: saved.floor ?? undefined })
  duty.latest = saved.history.reduce((previous: Step | undefined, step): Step => ({ ...step, previous }), undefined)
  return duty
}

function resumeSubject(subject: Subject, saved: SavedSubject): void {
  subject.facts = new Map(saved.facts)
  subject.items.push(...saved.items)
  subject.duties.push(...saved.duties.map(resumeDuty))
  for (const at of saved.live) {
    const duty = subject.duties[at]
    if (duty === undefined) continue
    duty.live = true
    subject.live.push(duty)
  }
  for (const [norm, at] of saved.standing) {
    const duty = subject.duties[at]
    if (duty !== undefined) subject.standing.set(norm, duty)
  }
  for (const [norm, memory] of saved.memory) subject.memory.set(norm, { ...memory })
  subject.pending = saved.pending
  subject.clock = saved.clock
  subject.settled = saved.settled
  subject.edge = saved.edge
  subject.partyEdge = saved.partyEdge
  subject.marks = [...saved.marks]
  subject.changed = saved.changed.length === 0 ? undefined : new Set(saved.changed)
  subject.changes.push(...saved.changes)
  subject.stale = saved.stale
  subject.dirty = saved.dirty
  subject.nextDue = saved.nextDue
}

/**
 * A fold to go on with, from what `save` gave. It takes the program and profile that it was made with; under another
 * encoding or mode its numbers mean nothing, so that throws, and the journal is folded anew.
 */
export function resume(program: Program, profile: Profile, residue: Residue): State {
  if (residue.encoding !== program.statute.encoding || JSON.stringify(residue.mode) !== JSON.stringify(program.mode))
    throw new Error('the law has changed since this fold was saved; fold the journal anew')
  const state = begin(program, profile)
  state.events.push(...residue.events)
  for (const at of residue.withdrawn) state.withdrawn.add(at)
  for (const at of residue.unplaced) state.unplaced.add(at)
  for (const ref of residue.corrected) state.corrected.add(ref)
  for (const saved of residue.subjects)
    if (!state.subjects.has(saved.id)) state.subjects.set(saved.id, newSubject(saved.id, saved.kind, saved.since, saved.initial, saved.until))
  for (const saved of residue.subjects) {
    const subject = state.subjects.get(saved.id)
    if (subject !== undefined) resumeSubject(subject, saved)
  }
  for (const [at, ids] of residue.routes)
    state.routes.set(
      at,
      ids.flatMap((id) => state.subjects.get(id) ?? []),
    )
  state.horizon = residue.horizon
  for (const subject of state.subjects.values()) {
    noteLinks(state, subject)
    if (subject.stale) state.stale.add(subject)
    if (subject.dirty) state.spoiled.add(subject)
  }
  state.roles.rebuilt(state.party.changes)
  return state
}
