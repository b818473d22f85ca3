import type { Facts, Value } from './condition.ts'
import type { DutyState } from './duty.ts'
import type { Event } from './event.ts'
import { DAY, dayOf, instantOf, type Instant } from './instant.ts'
import { ask, type Answer, type Asking } from './naive-condition.fixture.ts'
import { countOut, firstMoment, lastMoment } from './naive-deadline.fixture.ts'
import type { Norm, Sign } from './norm.ts'
import type { Profile } from './profile.ts'
import { ROLES, widened, type Role } from './role.ts'
import type { Statute } from './statute.ts'
import type { SubjectKind } from './vocabulary.ts'

interface Version {
  readonly norm: Norm
  readonly edition: string
  readonly from: number
  readonly to: number
}

interface Thing {
  readonly id: string
  readonly kind: SubjectKind
  readonly since: number
  readonly initial: Facts
}

interface Owed {
  readonly version: Version
  readonly thing: Thing
  /** The event that gave rise to it; none for a duty that stands by itself. */
  readonly trigger: Event | undefined
  readonly opened: number
  base: number
  due: string
  dueAt: number | undefined
  state: DutyState
  before: DutyState
  uncertain: boolean
  doneBy: Event | undefined
}

/** One duty as the naive interpreter sees it, in words that can be compared. */
export interface NaiveDuty {
  readonly norm: string
  readonly subject: string
  readonly trigger: string | null
  readonly state: DutyState
  readonly opened: string
  readonly due: string
  readonly doneBy: string | null
}

const EXCEPTED: readonly DutyState[] = ['excused', 'superseded', 'suspended']
const LEVELS = ['system', 'product', 'dataset', 'supplier'] as const
const END = 8_640_000_000_000

/** Same instant: by kind, then reference, then content, so that nobody's being first in the file matters. */
export function inOrder(left: Event, right: Event): number {
  const words = (event: Event): string[] => [event.kind, event.ref ?? '', JSON.stringify(event.facts)]
  const [one, two] = [words(left), words(right)]
  const place = one.findIndex((word, index) => word !== two[index])
  return left.occurred - right.occurred || (place < 0 ? 0 : (one[place] ?? '') < (two[place] ?? '') ? -1 : 1)
}

function versionsOf(statute: Statute): Version[] {
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

/**
 * Everything owed at `now` by a party with this profile and this journal.
 *
 * The engine once more, slowly: no closures, no indexes, nothing kept between two instants but the duties themselves.
 * It walks every instant at which anything may change, looks at every norm each time, and searches the whole journal
 * for every fact. What it says is what the YAML and the comments of the engine say; where they differ, one is wrong.
 */
export function naiveDuties(statute: Statute, profile: Profile, journal: readonly Event[], now: Instant): NaiveDuty[] {
  const replaced = new Set(journal.map((event) => event.corrects))
  const events = journal.filter((event) => event.ref === null || !replaced.has(event.ref)).toSorted(inOrder)
  const versions = versionsOf(statute)
  const partySince = firstMoment(profile.party.since ?? 0)
  const party: Thing = { id: profile.party.id, kind: 'party', since: partySince, initial: profile.facts }
  const entries = (kind: SubjectKind, list: Profile['systems']): Thing[] => list.map((entry) => ({ id: entry.id, kind, since: entry.since === undefined ? partySince : firstMoment(entry.since), initial: entry.facts }))
  const registers = [...entries('system', profile.systems), ...entries('product', profile.products), ...entries('dataset', profile.datasets), ...entries('supplier', profile.suppliers)]
  const listed = [party, ...registers]
  const homeId = (event: Event): string => event.subject ?? party.id
  const matterIds = [...new Set(events.map(homeId))].filter((id) => !listed.some((thing) => thing.id === id))
  const matters = matterIds.map((id): Thing => ({ id, kind: 'matter', since: events.find((event) => homeId(event) === id)?.occurred ?? 0, initial: {} }))
  const things = [...listed, ...matters]
  const owed: Owed[] = []

  /** What a thing itself says of a fact: the last event that names it, else the profile. */
  function said(thing: Thing, fact: string, at: number): Value | undefined {
    const told = events.findLast((event) => homeId(event) === thing.id && event.occurred <= at && event.facts[fact] !== undefined)
    const initial = at >= thing.since ? thing.initial[fact] : undefined
    return told === undefined || (initial !== undefined && told.occurred < thing.since) ? initial : told.facts[fact]
  }

  /** The register entries that a thing has named so far, the first named first. */
  function named(thing: Thing, at: number): Thing[] {
    const told = events.filter((event) => homeId(event) === thing.id && event.occurred <= at).map((event) => event.facts)
    const facts = [...(at >= thing.since ? [thing.initial] : []), ...told]
    const found = facts.flatMap((each) => LEVELS.flatMap((level) => registers.filter((entry) => entry.kind === level && entry.id === each[level] && entry !== thing)))
    return [...new Set(found)]
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

  const asking = (thing: Thing, at: number, event: Event | undefined): Asking => ({ fact: (fact) => read(fact, thing, at, event), role: (role) => has(role, at) })

  /** Whether the law reaches the thing, and what the norm's scope says. */
  function covered(version: Version, thing: Thing, at: number, event: Event | undefined): Answer {
    const outside = statute.editions.some(({ edition }) => edition.id === version.edition && edition.outside.some((entry) => ask(entry.when, asking(thing, at, event)) === 'holds'))
    return outside ? 'fails' : ask(version.norm.scope, asking(thing, at, event))
  }

  function binds(version: Version, thing: Thing, at: number, event: Event | undefined): Answer {
    if (at < version.from || at > version.to || !version.norm.bearer.some((role) => has(role, at))) return 'fails'
    return covered(version, thing, at, event)
  }

  function exception(duty: Owed, at: number): DutyState | undefined {
    for (const other of versions) {
      if (other.edition !== duty.version.edition || at < other.from || at > other.to) continue
      const defeat = other.norm.defeats.find((each) => each.norm === duty.version.norm.id)
      if (defeat === undefined || ask(other.norm.scope, asking(duty.thing, at, duty.trigger)) !== 'holds') continue
      return defeat.how === 'replaces' ? 'superseded' : defeat.how === 'suspends' ? 'suspended' : 'excused'
    }
    return undefined
  }

  /** A moment that a fact holds: an instant, or a day's first or last one. */
  function moment(value: Value | undefined, end: boolean): number | undefined {
    if (typeof value !== 'string') return undefined
    const day = dayOf(value)
    return instantOf(value) ?? (day === undefined ? undefined : end ? lastMoment(day) : firstMoment(day))
  }

  function baseOf(duty: Owed, at: number, from: string): number | undefined {
    if (from === 'trigger') return duty.base
    if (from === 'recorded') return duty.trigger?.recorded ?? duty.base
    if (from === 'knew') return moment(read('knownAt', duty.thing, at, duty.trigger), false) ?? duty.base
    return moment(read(from, duty.thing, at, duty.trigger), false)
  }

  function settle(duty: Owed, at: number | undefined, open: string): void {
    duty.dueAt = at
    duty.due = at === undefined ? open : String(at)
  }

  /** A figure that a rule or the profile puts on a vague word: of those that apply, the one that falls due first. */
  function settleByFigures(duty: Owed, at: number, clock: string): void {
    const { id } = duty.version.norm
    const missing = new Set<string>()
    const dues: (number | undefined)[] = []
    for (const rule of statute.rules) {
      const numbers = rule.numbers.filter((each) => each.norm === id).map((each) => ({ ...each, from: each.from ?? clock }))
      const parameters = rule.parameters.filter((each) => each.norm === id).flatMap((each) => {
        const term = profile.parameters[each.parameter] ?? each.default
        return term === undefined ? [] : [{ ...each, term, from: clock }]
      })
      for (const { term, from, when, inForce } of [...numbers, ...parameters]) {
        const base = baseOf(duty, at, from)
        const span = inForce ?? rule.inForce
        if (base === undefined) missing.add(from)
        else if (base >= firstMoment(span.from) && (span.to === undefined || base <= lastMoment(span.to))) {
          const answer = ask(when, { ...asking(duty.thing, at, duty.trigger), missing })
          if (answer === 'holds') dues.push(countOut(statute, base, term, 'excluded', 'none'))
        }
      }
    }
    const known = dues.filter((due) => due !== undefined)
    if (known.length > 0) return settle(duty, Math.min(...known), '')
    settle(duty, undefined, missing.size > 0 ? `fact-missing ${[...missing].toSorted().join(' ')}` : dues.length > 0 ? 'no-calendar' : 'no-figure')
  }

  function settleDue(duty: Owed, at: number): void {
    const { deadline } = duty.version.norm
    if (deadline === 'promptly') return settleByFigures(duty, at, 'trigger')
    if (deadline === 'immediate') {
      settleByFigures(duty, at, 'trigger')
      if (duty.dueAt === undefined) duty.due = `at-once ${duty.base}`
      return
    }
    if (typeof deadline === 'string' || 'keep' in deadline) return settle(duty, undefined, 'none')
    if ('word' in deadline) return settleByFigures(duty, at, deadline.from)
    if ('by' in deadline) return settle(duty, moment(read(deadline.by, duty.thing, at, duty.trigger), true), `fact-missing ${deadline.by}`)
    if ('every' in deadline) {
      if (deadline.every === 'regularly') return settleByFigures(duty, at, 'trigger')
      return settle(duty, countOut(statute, duty.base, deadline.every, 'excluded', 'none'), 'no-calendar')
    }
    const base = baseOf(duty, at, deadline.from)
    if (base === undefined) return settle(duty, undefined, `fact-missing ${deadline.from}`)
    settle(duty, countOut(statute, base, deadline.within, deadline.firstDay, deadline.roll), 'no-calendar')
  }

  /** An open duty, or one of which too much is unknown. */
  function plain(duty: Owed): DutyState {
    const known = duty.dueAt !== undefined || duty.due === 'none' || duty.due.startsWith('at-once')
    return duty.uncertain || !known ? 'indeterminate' : 'open'
  }

  const lives = (duty: Owed): boolean => duty.state !== 'lapsed' && (stands(duty) || (duty.state !== 'done' && duty.state !== 'done-late'))
  const stands = (duty: Owed): boolean => duty.trigger === undefined
  const standingOf = (version: Version, thing: Thing): Owed | undefined => owed.findLast((duty) => duty.version === version && duty.thing === thing && stands(duty) && duty.state !== 'lapsed')

  function begin(version: Version, thing: Thing, trigger: Event | undefined, at: number, uncertain: boolean): Owed {
    const duty: Owed = { version, thing, trigger, opened: at, base: at, due: 'none', dueAt: undefined, state: 'open', before: 'open', uncertain, doneBy: undefined }
    owed.push(duty)
    return duty
  }

  /** A duty of which everything is known that its beginning needs; an exception that holds comes before its deadline. */
  function commence(duty: Owed, at: number): void {
    const excepted = duty.uncertain ? undefined : exception(duty, at)
    if (excepted !== undefined) {
      duty.state = excepted
      duty.before = 'open'
      return
    }
    settleDue(duty, at)
    duty.state = plain(duty)
  }

  function breach(duty: Owed, at: number, event: Event | undefined, to: 'breached' | 'refused'): void {
    duty.state = to
    for (const version of versions) {
      const { trigger } = version.norm
      if (typeof trigger !== 'object' || !('breach' in trigger) || trigger.breach !== duty.version.norm.id || version.edition !== duty.version.edition) continue
      const answer = binds(version, duty.thing, at, event)
      if (answer !== 'fails') commence(begin(version, duty.thing, event, at, answer === 'unknown'), at)
    }
  }

  /** Deadlines that have passed before `at`, the earliest first. */
  function pass(thing: Thing, at: number): void {
    const late = owed.filter((duty) => duty.thing === thing && duty.state === 'open' && (duty.dueAt ?? at) < at)
    for (const duty of late.toSorted((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0))) breach(duty, duty.dueAt ?? at, undefined, 'breached')
  }

  function signed(sign: Sign, event: Event, thing: Thing): Answer {
    return sign.on === event.kind ? ask(sign.where, asking(thing, event.occurred, event)) : 'fails'
  }

  function best(signs: readonly Sign[] | undefined, event: Event, thing: Thing): Answer {
    const answers = (signs ?? []).map((sign) => signed(sign, event, thing))
    return answers.includes('holds') ? 'holds' : answers.includes('unknown') ? 'unknown' : 'fails'
  }

  function triggersOf(version: Version): readonly Sign[] {
    const { trigger } = version.norm
    if (typeof trigger === 'string' || 'breach' in trigger) return []
    if ('on' in trigger) return [trigger]
    return versions.find((other) => other.edition === version.edition && other.norm.id === trigger.exercised)?.norm.done ?? []
  }

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

  /** What has been said so far of a standing duty: its last fulfilment, its last breach, and since when its period runs. */
  function remembered(version: Version, thing: Thing, at: number): { done: Event | undefined; broken: Event | undefined; since: Event | undefined } {
    const { norm } = version
    const here = events.filter((event) => event.occurred <= at && handled.has(event) && concerned(event, norm.per) === thing)
    const since = typeof norm.deadline === 'object' && 'every' in norm.deadline ? norm.deadline.since : undefined
    return {
      done: here.findLast((event) => best(norm.done, event, thing) === 'holds'),
      broken: here.findLast((event) => best([...(norm.breached ?? []), ...(norm.refused ?? [])], event, thing) === 'holds'),
      since: here.find((event) => event.kind === since),
    }
  }
  /** Events that have had their effect. */
  const handled = new Set<Event>()

  function periodic(version: Version): { readonly since: string } | undefined {
    const { deadline } = version.norm
    return typeof deadline === 'object' && 'every' in deadline ? deadline : undefined
  }

  function beginStanding(version: Version, thing: Thing, at: number, uncertain: boolean): void {
    const duty = begin(version, thing, undefined, at, uncertain)
    const { done, broken, since } = remembered(version, thing, at)
    const period = periodic(version)
    if (period !== undefined) {
      const base = done?.occurred ?? (period.since === 'role' ? at : since?.occurred)
      if (base === undefined) duty.state = 'pending'
      else {
        duty.base = base
        commence(duty, at)
      }
      return
    }
    commence(duty, at)
    if (EXCEPTED.includes(duty.state) || version.norm.deontic === 'prohibition') return
    if (broken !== undefined && (done === undefined || broken.occurred > done.occurred)) breach(duty, at, broken, 'breached')
    else if (done !== undefined) {
      duty.state = 'done'
      duty.doneBy = done
    }
  }

  /** What changed facts, or the mere passing of time, do to a duty that lives: exceptions begin and end, and its due instant is found anew. */
  function revise(duty: Owed, at: number): void {
    if (duty.uncertain) return
    const excepted = exception(duty, at)
    const was = EXCEPTED.includes(duty.state)
    if (excepted !== undefined && !was && duty.state !== 'done') {
      duty.before = duty.state
      duty.state = excepted
    } else if (excepted === undefined && was) {
      settleDue(duty, at)
      duty.state = duty.before === 'open' ? plain(duty) : duty.before
    } else if (duty.state === 'open' || duty.state === 'indeterminate') {
      settleDue(duty, at)
      duty.state = plain(duty)
    }
  }

  function reviseStanding(version: Version, thing: Thing, at: number): void {
    const answer = binds(version, thing, at, undefined)
    const duty = standingOf(version, thing)
    if (answer === 'fails') {
      if (duty !== undefined) duty.state = 'lapsed'
    } else if (duty === undefined || duty.uncertain !== (answer === 'unknown')) {
      if (duty !== undefined) owed.splice(owed.indexOf(duty), 1)
      beginStanding(version, thing, at, answer === 'unknown')
    } else revise(duty, at)
  }

  /** A duty born of an event of which it was unclear whether it arose at all. */
  function clarify(duty: Owed, at: number, trigger: Event): void {
    const banned = duty.version.norm.deontic === 'prohibition' && duty.before === 'breached'
    const signs = banned ? (duty.version.norm.breached ?? []) : triggersOf(duty.version)
    const scope = covered(duty.version, duty.thing, at, trigger)
    const signAnswers = signs.filter((sign) => sign.on === trigger.kind).map((sign) => ask(sign.where, asking(duty.thing, at, trigger)))
    const sign = signAnswers.length === 0 || signAnswers.includes('holds') ? 'holds' : signAnswers.includes('unknown') ? 'unknown' : 'fails'
    if (scope === 'fails' || (scope === 'holds' && sign === 'fails')) duty.state = 'lapsed'
    if (scope !== 'holds' || sign !== 'holds') return
    duty.uncertain = false
    if (banned) breach(duty, at, trigger, 'breached')
  }
