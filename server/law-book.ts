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
import { Moment } from '#procedures/moment.ts'
import { lawProfile } from '#procedures/profile/law-profile.ts'
import type { CataloguedProcedure, StoredEntry } from '#procedures/matter.ts'
import type { Party } from '#procedures/party.ts'
import { entriesOf, procedureOf } from './record.ts'
import { readRows } from './row.ts'

/** A page of the journal that is read at once. */
const PAGE = 5000

/** A party's fold so far: the law's own events of its journal up to a size, on its profile as it is. */
interface Page {
  readonly profile: string
  readonly state: State
  readonly size: number
}

/**
 * The law's view of each party, kept between requests and brought up to the journal's head when it is asked. It holds nothing that the journal
 * does not: dropped, it is made again.
 */
export class LawBook {
  readonly #statute: Statute
  readonly #catalogue: readonly CataloguedProcedure[]
  readonly #programs = new Map<string, Program>()
  readonly #pages = new Map<PartyId, Page>()

  constructor(statute: Statute, catalogue: readonly CataloguedProcedure[]) {
    this.#statute = statute
    this.#catalogue = catalogue
  }

  /** Forgets what a transaction that was rolled back may have added. */
  forget(party: PartyId): void {
    this.#pages.delete(party)
  }

  /** The fold of everything in the journal, as this transaction sees it; `undefined` before the party has a profile. */
  async upToDate(sql: Sql, keys: readonly PartyKey[], id: PartyId, party: Party, size: number): Promise<State | undefined> {
    const profile = await profileOf(sql, id, party)
    if (profile === undefined) return undefined
    const print = JSON.stringify(profile)
    const held = this.#pages.get(id)
    const page = held === undefined || held.size > size ? undefined : held
    const events = await this.#eventsBetween(sql, keys, id, page?.size ?? 0, size)
    // Somebody else has folded meanwhile: on that state these events would be folded twice.
    if (this.#pages.get(id) !== held) return this.upToDate(sql, keys, id, party, size)
    // The registers have changed: the events that are known are folded again on the new profile.
    const start = page?.profile === print ? page.state : this.#begin(profile, page?.state.events ?? [])
    const state = events.reduce(step, start)
    this.#pages.set(id, { profile: print, state, size })
    return state
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
  const correction = CorrectionEvent.safeParse({ kind, occurred, subject, corrects, facts, detail })
  return correction.success ? [{ ref: entry.ref, recorded: Moment.parse(entry.recorded), event: correction.data }] : open([entry]).entries
}

async function profileOf(sql: Sql, id: PartyId, party: Party): Promise<Profile | undefined> {
  const rows = async (view: string) => readRows(sql, id, view)
  return lawProfile(party, {
    party: await rows('party'),
    roles: await rows('roles'),
    parameters: await rows('parameters'),
    system: await rows('system-register'),
    product: await rows('product-register'),
    dataset: await rows('dataset-register'),
    supplier: await rows('supplier-register'),
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
