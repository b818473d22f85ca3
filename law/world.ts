import type { Facts, Value } from './condition.ts'
import type { Event } from './event.ts'
import { instant, type Instant } from './instant.ts'
import type { Role } from './role.ts'
import { UNKNOWN, type Reader, type Truth } from './truth.ts'
import type { SubjectKind } from './vocabulary.ts'

/** What a fact was worth, from when, and which journal entry said so. Three arrays of one length, in order of time. */
export interface Timeline {
  readonly at: Instant[]
  readonly value: Value[]
  /** The event's place in the fold plus one; 0 is the profile. */
  readonly source: number[]
}

/** A holder of facts: the party, a register entry or a matter. */
export interface Holder {
  readonly kind: SubjectKind
  readonly facts: ReadonlyMap<string, Timeline>
}

/** Register entries by id. */
export type Register = ReadonlyMap<string, Holder>

/** The facts by which a subject names the register entries that it concerns. */
export const LINKS = ['system', 'product', 'dataset', 'supplier'] as const
const LINK_FACTS: ReadonlySet<string> = new Set(LINKS)

export function isLink(fact: string): boolean {
  return LINK_FACTS.has(fact)
}

/** What a fact was worth to a holder at an instant, from its own history alone. */
function valueAt(holder: Holder, fact: string, now: Instant): Value | undefined {
  const timeline = holder.facts.get(fact)
  const place = timeline === undefined ? -1 : placeAt(timeline, now)
  return place < 0 ? undefined : timeline?.value[place]
}

/** The register entry that a subject names for a kind at an instant. The party names none: it has them all. */
export function linkAt<T extends Holder>(holder: Holder, kind: (typeof LINKS)[number], now: Instant, register: ReadonlyMap<string, T>): T | undefined {
  if (holder.kind === 'party' || holder.kind === kind || holder.facts.size === 0) return undefined
  const id = valueAt(holder, kind, now)
  const target = typeof id === 'string' ? register.get(id) : undefined
  return target?.kind === kind ? target : undefined
}

/** The last place on a timeline at or before an instant, or -1. Usually the very last, so that is tried first. */
export function placeAt({ at }: Timeline, now: Instant): number {
  let high = at.length - 1
  if (high < 0 || (at[high] ?? 0) <= now) return high
  let low = 0
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] ?? 0) <= now) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Where a role stands at an instant, and which event made it so. */
export interface RoleView {
  readonly truth: Truth
  readonly source: number
}

/**
 * What conditions are asked of: one event (or none) about one subject at one instant.
 * A fact is looked for in the event, then in the subject's own history, then in the register entries that the subject
 * names, then in the party's.
 */
export class World {
  event: Facts | undefined
  eventSource = 0
  subject: Holder
  party: Holder
  now: Instant
  /** Which event the value read last came from. */
  source = 0
  readonly roleAt: (role: Role, now: Instant) => RoleView

  readonly #register: Register

  constructor(party: Holder, register: Register, roleAt: (role: Role, now: Instant) => RoleView) {
    this.subject = party
    this.party = party
    this.now = instant(0)
    this.#register = register
    this.roleAt = roleAt
  }

  focus(subject: Holder, now: Instant, event: Event | undefined, place: number): this {
    this.subject = subject
    this.now = now
    this.event = event?.facts
    this.eventSource = place + 1
    return this
  }

  read(fact: string): Value | undefined {
    const own = this.event?.[fact]
    if (own !== undefined) {
      this.source = this.eventSource
      return own
    }
    const here = this.#in(this.subject, fact)
    if (here !== undefined) return here
    if (this.subject === this.party) return undefined
    if (this.subject.facts.size > 0) {
      for (const kind of LINKS) {
        const link = linkAt(this.subject, kind, this.now, this.#register)
        const linked = link === undefined ? undefined : this.#in(link, fact)
        if (linked !== undefined) return linked
      }
    }
    return this.#in(this.party, fact)
  }

  #in(holder: Holder, fact: string): Value | undefined {
    const timeline = holder.facts.get(fact)
    if (timeline === undefined) return undefined
    const place = placeAt(timeline, this.now)
    if (place < 0) return undefined
    this.source = timeline.source[place] ?? 0
    return timeline.value[place]
  }
}

export const worldReader: Reader<World> = {
  value: (fact) => (world) => world.read(fact),
  source: () => (world) => world.source,
  role: (role) => (world) => {
    const { truth, source } = world.roleAt(role, world.now)
    world.source = truth === UNKNOWN ? 0 : source
    return truth
  },
  roleSource: () => (world) => world.source,
}
