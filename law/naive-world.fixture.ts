import type { Facts, Value } from './condition.ts'
import type { Event } from './event.ts'
import { DAY } from './instant.ts'
import { ask, type Asking } from './naive-condition.fixture.ts'
import { firstMoment, lastMoment } from './naive-deadline.fixture.ts'
import type { Norm } from './norm.ts'
import type { Profile } from './profile.ts'
import { ROLES, widened, type Role } from './role.ts'
import type { Statute } from './statute.ts'
import type { SubjectKind } from './vocabulary.ts'

/** The party, a thing in its registers or a matter. */
export interface Thing {
  readonly id: string
  readonly kind: SubjectKind
  readonly since: number
  readonly until: number
  readonly initial: Facts
}

/** Later than any instant of a test. */
const END = 8_640_000_000_000
const LEVELS = ['system', 'product', 'dataset', 'supplier'] as const

/** Same instant: by kind, then reference, then content, so that nobody's being first in the file matters. */
function inOrder(left: Event, right: Event): number {
  const words = (event: Event): string[] => [event.kind, event.ref ?? '', JSON.stringify(event.facts)]
  const [one, two] = [words(left), words(right)]
  const place = one.findIndex((word, index) => word !== two[index])
  return left.occurred - right.occurred || (place < 0 ? 0 : (one[place] ?? '') < (two[place] ?? '') ? -1 : 1)
}

/** A norm of one edition, or of a rule under it, and from when to when it is in force. */
export interface Version {
  readonly norm: Norm
  readonly edition: string
  readonly from: number
  readonly to: number
}

export function versionsOf(statute: Statute): Version[] {
  return statute.editions.flatMap(({ edition, norms }) => {
    if (edition.inForce === undefined) return []
    const from = firstMoment(edition.inForce.from)
    const to = edition.inForce.to === undefined ? END : lastMoment(edition.inForce.to)
    const own = norms.norms.map((norm) => ({ norm, edition: edition.id, from, to }))
    const ruled = statute.rules.flatMap((rule) =>
      rule.norms.map((norm) => {
        const span = norm.inForce ?? rule.inForce
        return { norm, edition: edition.id, from: Math.max(from, firstMoment(span.from)), to: Math.min(to, span.to === undefined ? END : lastMoment(span.to)) }
      }),
    )
    return [...own, ...ruled].filter((version) => version.from <= version.to)
  })
}

/** What can be read off a profile and a journal: every question searches the whole of it. */
export interface NaiveWorld {
  /** What counts of the journal, in the order of time. */
  readonly events: readonly Event[]
  readonly things: readonly Thing[]
  readonly homeOf: (event: Event) => Thing | undefined
  readonly read: (fact: string, thing: Thing, at: number, event: Event | undefined) => Value | undefined
  readonly asking: (thing: Thing, at: number, event: Event | undefined) => Asking
  readonly has: (role: Role, at: number) => boolean
  readonly concerned: (event: Event, level: SubjectKind) => Thing | undefined
}

export function naiveWorld(statute: Statute, profile: Profile, journal: readonly Event[]): NaiveWorld {
  const events = journal.filter((event) => event.ref === null || !journal.some((other) => other !== event && other.corrects === event.ref)).toSorted(inOrder)
  const partySince = firstMoment(profile.party.since)
  const party: Thing = { id: profile.party.id, kind: 'party', since: partySince, until: END, initial: profile.facts }
  const entries = (kind: SubjectKind, list: Profile['systems']): Thing[] =>
    list.map((entry) => ({
      id: entry.id,
      kind,
      since: entry.since === undefined ? partySince : firstMoment(entry.since),
      until: entry.until ?? END,
      initial: entry.facts,
    }))
  const registers = [
    ...entries('system', profile.systems),
    ...entries('product', profile.products),
    ...entries('dataset', profile.datasets),
    ...entries('supplier', profile.suppliers),
  ]
  const listed = [party, ...registers]
  const homeId = (event: Event): string => event.subject ?? party.id
  const matterIds = [...new Set(events.map(homeId))].filter((id) => !listed.some((thing) => thing.id === id))
  const matters = matterIds.map((id): Thing => ({
    id,
    kind: 'matter',
    since: events.find((event) => homeId(event) === id)?.occurred ?? 0,
    until: END,
    initial: {},
  }))
  const things = [...listed, ...matters]

  /** What a thing itself says of a fact: the last event that names it, else the profile. */
  function said(thing: Thing, fact: string, at: number): Value | undefined {
    const told = events.findLast((event) => homeId(event) === thing.id && event.occurred <= at && event.facts[fact] !== undefined)
    const initial = at >= thing.since ? thing.initial[fact] : undefined
    return told === undefined || (initial !== undefined && told.occurred < thing.since) ? initial : told.facts[fact]
  }

  /** The register entries that a thing names at an instant, one of each kind, named last. What is true of one system is not true of the party. */
  function named(thing: Thing, at: number): Thing[] {
    const levels = thing === party ? [] : LEVELS.filter((level) => level !== thing.kind)
    return levels.flatMap((level) => registers.filter((entry) => entry.kind === level && entry.id === said(thing, level, at)))
  }

  function read(fact: string, thing: Thing, at: number, event: Event | undefined): Value | undefined {
    const places = [thing, ...named(thing, at), party]
    return event?.facts[fact] ?? places.map((place) => said(place, fact, at)).find((value) => value !== undefined)
  }

  function has(role: Role, at: number): boolean {
    if (role === 'any-person') return true
    return ROLES.some((narrow) => {
      if (!widened(narrow).includes(role)) return false
      const stated = profile.roles.some((entry) => {
        const from = entry.since === undefined ? partySince : firstMoment(entry.since)
        return entry.role === narrow && from <= at && (entry.until === undefined || at <= lastMoment(entry.until))
      })
      const definitions = statute.editions
        .filter(({ edition }) => edition.inForce !== undefined && firstMoment(edition.inForce.from) <= at && at <= lastMoment(edition.inForce.to ?? END / DAY))
        .flatMap(({ edition }) => edition.roles.filter((entry) => entry.role === narrow))
      const answers = definitions.map((entry) => ask(entry.when, { fact: (fact) => read(fact, party, at, undefined), role: () => false }))
      return answers.includes('holds') || (stated && (answers.length === 0 || answers.includes('unknown')))
    })
  }

  const asking = (thing: Thing, at: number, event: Event | undefined): Asking => ({
    fact: (fact) => read(fact, thing, at, event),
    role: (role) => has(role, at),
  })

  /** The thing of a kind that an event concerns: its own, or named by it, or by its own before, or the only one there is. */
  function concerned(event: Event, level: SubjectKind): Thing | undefined {
    const home = things.find((thing) => thing.id === homeId(event))
    if (level === 'party') return party
    if (home === undefined || home.kind === level) return home
    const told = level === 'matter' ? undefined : event.facts[level]
    if (typeof told === 'string') return registers.find((entry) => entry.id === told && entry.kind === level)
    const all = registers.filter((entry) => entry.kind === level)
    return named(home, event.occurred).find((entry) => entry.kind === level) ?? (all.length === 1 ? all[0] : undefined)
  }

  return { events, things, homeOf: (event) => things.find((thing) => thing.id === homeId(event)), read, asking, has, concerned }
}
