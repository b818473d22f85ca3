import type { Facts, Value } from './condition.ts'
import type { Duty } from './duty.ts'
import type { Event } from './event.ts'
import { instant, type Instant } from './instant.ts'
import type { SubjectKind } from './vocabulary.ts'
import { placeAt, type Holder, type Timeline } from './world.ts'

/** Later than any instant that can be written. */
export const NEVER = instant(Number.MAX_SAFE_INTEGER)

/** What was said of a standing norm, also while nobody bore it: the last fulfilment and breach, and since when its period runs. */
export interface Memory {
  done: number
  doneAt: Instant | undefined
  broken: number
  brokenAt: Instant | undefined
  since: Instant | undefined
}

/**
 * The party, a thing in its registers, or a matter, with everything the fold knows of it. Subjects are folded apart
 * from each other: a late or corrected entry folds its own subject again and no other, unless it changes a fact that
 * others read.
 */
export interface Subject extends Holder {
  readonly id: string
  readonly kind: SubjectKind
  readonly since: Instant
  /** From when on no norm stands for it; `NEVER` while it is in use. What was broken before stays broken. */
  readonly until: Instant
  readonly initial: Facts
  facts: Map<string, Timeline>
  /** The places of its events in order of time: home events and those felt here. */
  readonly items: number[]
  /** From which item on nothing has been processed; those items share the instant `clock`. */
  pending: number
  clock: Instant
  /** Everything up to and at this instant has been processed; what comes for it now is late. */
  settled: Instant
  /** Instants at which norms must be looked at again because a fact elsewhere changed, in order. */
  marks: Instant[]
  /** How many edges of the calendar have been passed. */
  edge: number
  /** How many of the party's changes have been passed. */
  partyEdge: number
  /** Facts that changed at `clock` and are not yet acted on. */
  changed: Set<string> | undefined
  /** When facts changed that others may read. */
  readonly changes: Instant[]
  /** Its facts must be gathered anew from its events. */
  stale: boolean
  /** Its duties must be folded anew. */
  dirty: boolean
  readonly duties: Duty[]
  readonly live: Duty[]
  readonly standing: Map<number, Duty>
  readonly memory: Map<number, Memory>
  /** The earliest due instant among live duties; `NEVER` where there is none. */
  nextDue: Instant
}

/** Earlier than any instant that can be written. */
const BEFORE = instant(-Number.MAX_SAFE_INTEGER)

/** Matters have no standing norms, and there are many matters: they share one empty book. */
const NO_STANDING = new Map<number, Duty>()
const NO_MEMORY = new Map<number, Memory>()
/** Most matters never state a fact that anything reads. Never written to: `setFact` makes a map of its own. */
const NO_FACTS = new Map<string, Timeline>()

export function newSubject(id: string, kind: SubjectKind, since: Instant, initial: Facts, until: Instant = NEVER): Subject {
  return {
    id,
    kind,
    since,
    until,
    initial,
    facts: initialFacts(initial, since),
    items: [],
    pending: 0,
    clock: BEFORE,
    settled: BEFORE,
    marks: [],
    edge: 0,
    partyEdge: 0,
    changed: undefined,
    changes: [],
    stale: false,
    dirty: false,
    duties: [],
    live: [],
    standing: kind === 'matter' ? NO_STANDING : new Map<number, Duty>(),
    memory: kind === 'matter' ? NO_MEMORY : new Map<number, Memory>(),
    nextDue: NEVER,
  }
}

function initialFacts(initial: Facts, since: Instant): Map<string, Timeline> {
  const known = Object.entries(initial)
  return known.length === 0 ? NO_FACTS : new Map(known.map(([fact, value]) => [fact, { at: [since], value: [value], source: [0] }]))
}

/** Back to the facts of the profile, to be gathered again. */
export function forgetFacts(subject: Subject): void {
  subject.facts = initialFacts(subject.initial, subject.since)
  subject.changes.length = 0
  subject.stale = false
}

/** Back to no duties, to be folded again. */
export function forgetDuties(subject: Subject): void {
  subject.duties.length = 0
  subject.live.length = 0
  subject.standing.clear()
  subject.memory.clear()
  subject.nextDue = NEVER
  subject.items.length = 0
  subject.pending = 0
  subject.clock = BEFORE
  subject.settled = BEFORE
  subject.marks = []
  subject.edge = 0
  subject.partyEdge = 0
  subject.changed = undefined
  subject.dirty = false
}

/** Order among events of one instant that does not depend on who was first in the file: by kind, reference, then content. */
export function outranks(left: Event, right: Event): boolean {
  if (left.kind !== right.kind) return left.kind > right.kind
  if (left.ref !== right.ref) return (left.ref ?? '') > (right.ref ?? '')
  return JSON.stringify(left.facts) > JSON.stringify(right.facts)
}

/**
 * Notes that a fact has a value from an instant on. True where that changes what was known before. Of two entries of one
 * instant that disagree the order of `outranks` decides, whichever came first; the profile gives way to any entry.
 */
export function setFact(subject: Subject, fact: string, value: Value, at: Instant, place: number, events: readonly Event[]): boolean {
  const known = subject.facts.get(fact)
  if (known === undefined) {
    if (subject.facts === NO_FACTS) subject.facts = new Map()
    subject.facts.set(fact, { at: [at], value: [value], source: [place + 1] })
    return true
  }
  const last = placeAt(known, at)
  if (last >= 0 && known.at[last] === at) {
    const earlier = events[(known.source[last] ?? 0) - 1]
    const own = events[place]
    if (earlier !== undefined && own !== undefined && outranks(earlier, own)) return false
    const differs = known.value[last] !== value
    known.value[last] = value
    known.source[last] = place + 1
    return differs
  }
  const differs = last < 0 || known.value[last] !== value
  if (last === known.at.length - 1) {
    known.at.push(at)
    known.value.push(value)
    known.source.push(place + 1)
  } else {
    known.at.splice(last + 1, 0, at)
    known.value.splice(last + 1, 0, value)
    known.source.splice(last + 1, 0, place + 1)
  }
  return differs
}

/** Where an event of an instant belongs among a subject's events: after all that are not later. */
export function placeFor(events: readonly Event[], items: readonly number[], at: Instant): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[items[middle] ?? -1]?.occurred ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Where an instant belongs in an ordered list: after all that are not later. */
export function upperBound(times: readonly Instant[], at: Instant): number {
  let low = 0
  let high = times.length
  if (high === 0 || (times[high - 1] ?? 0) <= at) return high
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** Adds an instant to an ordered list of instants once. */
export function addMark(marks: Instant[], at: Instant): void {
  const place = upperBound(marks, at)
  if (marks[place - 1] !== at) marks.splice(place, 0, at)
}
