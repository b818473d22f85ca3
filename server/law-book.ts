import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { PartyKey } from '#journal/keyring.ts'
import { readBetween } from '#journal/stream.ts'
import { compile, type Program } from '#law/compile.ts'
import type { Facts } from '#law/condition.ts'
import type { Event } from '#law/event.ts'
import { step } from '#law/fold.ts'
import { printTerm } from '#law/deadline.ts'
import type { Instant } from '#law/instant.ts'
import type { Profile } from '#law/profile.ts'
import { ROLES, type Role } from '#law/role.ts'
import { begin, type State } from '#law/state.ts'
import type { Statute } from '#law/statute.ts'
import { HOLDS } from '#law/truth.ts'
import { placeAt, type Holder } from '#law/world.ts'
import { CorrectionEvent } from '#procedures/correction.ts'
import { lawEvent, type Entry, type EventLike } from '#procedures/event.ts'
import { CORRECTION_NOTED, WITHDRAWN } from '#procedures/history.ts'
import { Moment } from '#procedures/moment.ts'
import { lawProfile, type ProfileRows } from '#procedures/profile/law-profile.ts'
import type { Row } from '#procedures/view.ts'
import type { CataloguedProcedure, StoredEntry } from '#procedures/matter.ts'
import type { Party } from '#procedures/party.ts'
import { entriesOf, procedureOf } from './record.ts'
import { readViews } from './row.ts'

/** A page of the journal that is read at once. */
const PAGE = 2000

/** A party's fold so far: the law's own events of its journal up to a size, on its profile as it is. */
interface Page {
  readonly profile: string
  /** One value that is stepped forward in place. */
  readonly state: State
  size: number
}

/** A turn that has added to a page what is not yet on disk. */
interface Held {
  readonly over: Promise<void>
  readonly end: () => void
}

/** The views that the law's profile is made of. */
const PROFILE = {
  party: 'party',
  roles: 'roles',
  parameters: 'parameters',
  system: 'system-register',
  product: 'product-register',
  dataset: 'dataset-register',
  supplier: 'supplier-register',
} as const satisfies Record<keyof ProfileRows, string>

/** Where one of these changes, the law has to be asked on a new profile. */
export const PROFILE_VIEWS: readonly string[] = Object.values(PROFILE)

/**
 * The law's view of each party, kept between requests and brought up to the journal's head when it is asked. It holds nothing that the journal
 * does not: dropped, it is made again.
 */
export class LawBook {
  readonly #statute: Statute
  readonly #catalogue: readonly CataloguedProcedure[]
  readonly #programs = new Map<string, Program>()
  readonly #pages = new Map<PartyId, Page>()
  readonly #held = new Map<PartyId, Held>()

  constructor(statute: Statute, catalogue: readonly CataloguedProcedure[]) {
    this.#statute = statute
    this.#catalogue = catalogue
  }

  /** Forgets what a transaction that was rolled back may have added. */
  forget(party: PartyId): void {
    this.#pages.delete(party)
  }

  /** From now on a turn adds what is not yet on disk; readers wait for its end. */
  hold(party: PartyId): void {
    if (this.#held.has(party)) return
    let end: () => void = () => undefined
    const over = new Promise<void>((resolve) => (end = resolve))
    this.#held.set(party, { over, end })
  }

  /** The turn is over: what it added is on disk, or forgotten. */
  settle(party: PartyId): void {
    this.#held.get(party)?.end()
    this.#held.delete(party)
  }

  /**
   * The fold of at least everything in the journal that this transaction sees, and of nothing that is not on disk; `undefined` before the party has a
   * profile. It goes on with the journal: whoever asks is done with it before waiting for anything else.
   */
  async upToDate(sql: Sql, keys: readonly PartyKey[], id: PartyId, party: Party, size: number): Promise<State | undefined> {
    for (;;) {
      await this.#held.get(id)?.over
      const found = this.#held.has(id) ? 'moved' : await this.#bringTo(sql, keys, id, party, size)
      if (found !== 'moved' && !this.#held.has(id)) return found
    }
  }

  /** The same for whoever holds the party's tree, and has perhaps added to it. */
  async upTo(sql: Sql, keys: readonly PartyKey[], id: PartyId, party: Party, size: number): Promise<State | undefined> {
    for (;;) {
      const found = await this.#bringTo(sql, keys, id, party, size)
      if (found !== 'moved') return found
    }
  }

  /** What is read is only used if nobody else has moved the page meanwhile. */
  async #bringTo(sql: Sql, keys: readonly PartyKey[], id: PartyId, party: Party, size: number): Promise<State | undefined | 'moved'> {
    const page = this.#pages.get(id)
    const from = page?.size ?? 0
    if (page !== undefined && from >= size) return page.state
    const profile = await profileOf(sql, id, party)
    if (profile === undefined) return undefined
    const events = await this.#eventsBetween(sql, keys, id, from, size)
    if (this.#pages.get(id) !== page || (page?.size ?? 0) !== from) return 'moved'
    const print = JSON.stringify(profile)
    // The registers have changed: the events that are known are folded again on the new profile.
    const start = page?.profile === print ? page.state : this.#begin(profile, page?.state.events ?? [])
    const state = events.reduce(step, start)
    this.#pages.set(id, { profile: print, state, size })
    return state
  }

  /** Adds entries of one procedure that are about to be written, up to `size`. The turn holds the page. */
  advance(id: PartyId, procedure: CataloguedProcedure, entries: readonly StoredEntry[], size: number): void {
    const page = this.#pages.get(id)
    if (page === undefined) return
    this.hold(id)
    entries
      .flatMap((entry) => readEvent(procedure, entry))
      .map(lawEvent)
      .reduce(step, page.state)
    page.size = size
  }

  #begin(profile: Profile, events: readonly Event[]): State {
    const terms = JSON.stringify(Object.entries(profile.parameters).map(([name, term]) => [name, printTerm(term)]))
    const program = this.#programs.get(terms) ?? compile(this.#statute, 'applicable', profile.parameters)
    this.#programs.set(terms, program)
    return events.reduce(step, begin(program, profile))
  }

  async #eventsBetween(sql: Sql, keys: readonly PartyKey[], party: PartyId, from: number, to: number): Promise<readonly Event[]> {
    const events: Event[] = []
    for (let start = from; start < to; start += PAGE) {
      // One page after the other: together they could be the whole journal.
      const recorded = await readBetween(sql, keys, party, { from: start, to: Math.min(start + PAGE, to) })
      for (const procedure of this.#catalogue) {
        const own = recorded.filter(({ entry }) => procedureOf(entry.stream) === procedure.id)
        events.push(
          ...entriesOf(own)
            .flatMap((entry) => readEvent(procedure, entry))
            .map(lawEvent),
        )
      }
    }
    // The law takes them in any order; this one is that of the journal.
    return events.toSorted((one, other) => Number(one.ref) - Number(other.ref))
  }
}

/** An entry by the present schemas. A correction is told by the entry that it names; a withdrawal has nothing else to say. */
function readEvent({ open }: CataloguedProcedure, entry: StoredEntry): readonly Entry<EventLike>[] {
  const { kind, occurred, subject, corrects, facts, detail } = entry.event
  if (kind !== CORRECTION_NOTED && kind !== WITHDRAWN) return open([entry]).entries
  return [{ ref: entry.ref, recorded: Moment.parse(entry.recorded), event: CorrectionEvent.parse({ kind, occurred, subject, corrects, facts, detail }) }]
}

async function profileOf(sql: Sql, id: PartyId, party: Party): Promise<Profile | undefined> {
  const views = await readViews(sql, id, PROFILE_VIEWS)
  const rows = (of: keyof ProfileRows): readonly Row[] => views.get(PROFILE[of]) ?? []
  return lawProfile(party, {
    party: rows('party'),
    roles: rows('roles'),
    parameters: rows('parameters'),
    system: rows('system'),
    product: rows('product'),
    dataset: rows('dataset'),
    supplier: rows('supplier'),
  })
}

/** The roles that hold at an instant. */
export function rolesAt(state: State, now: Instant): readonly Role[] {
  return ROLES.filter((role) => role !== 'any-person' && state.roles.at(role, now).truth === HOLDS)
}

/** What is known of the party, or of an entry of its registers, at an instant. */
export function factsAt(holder: Holder, now: Instant): Facts {
  const facts: Record<string, string | number | boolean> = {}
  for (const [fact, timeline] of holder.facts) {
    const place = placeAt(timeline, now)
    const value = place < 0 ? undefined : timeline.value[place]
    if (value !== undefined) facts[fact] = value
  }
  return facts
}
