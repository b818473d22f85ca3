import type { DutyState } from './duty.ts'
import type { Event } from './event.ts'
import { instant, printInstant, type Instant } from './instant.ts'
import { ask, type Answer } from './naive-condition.fixture.ts'
import { firstMoment, lastMoment } from './naive-deadline.fixture.ts'
import { dueSetter, type Owed } from './naive-due.fixture.ts'
import { naiveWorld, versionsOf, type Thing, type Version } from './naive-world.fixture.ts'
import type { Sign } from './norm.ts'
import type { Profile } from './profile.ts'
import type { Statute } from './statute.ts'

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

const PHASES = ['trigger', 'breached', 'done', 'refused'] as const
type Phase = (typeof PHASES)[number]
const OFFICES = [
  'department',
  'provincial-department',
  'local-government-department',
  'cyberspace-administration',
  'cii-protection-department',
  'state-council',
  'government',
  'state',
]
const EXCEPTED: readonly DutyState[] = ['excused', 'superseded', 'suspended']
/**
 * Everything owed at `now` by a party with this profile and this journal.
 *
 * The engine once more, slowly: no closures, no indexes, nothing kept between two instants but the duties themselves.
 * It walks every instant at which anything may change, looks at every norm each time, and searches the whole journal
 * for every fact. What it says is what the YAML and the comments of the engine say; where they differ, one is wrong.
 */
export function naiveDuties(statute: Statute, profile: Profile, journal: readonly Event[], now: Instant): NaiveDuty[] {
  const world = naiveWorld(statute, profile, journal)
  const { events, things, homeOf, asking, has, concerned } = world
  const settleDue = dueSetter(statute, profile, world)
  const versions = versionsOf(statute)
  const owed: Owed[] = []
  /** The thing at which the events of the present instant have begun to act. */
  let acting: Thing | undefined

  /** Whether the law reaches the thing, and what the norm's scope says. */
  function covered(version: Version, thing: Thing, at: number, event: Event | undefined): Answer {
    const outside = statute.editions.some(
      ({ edition }) => edition.id === version.edition && edition.outside.some((entry) => ask(entry.when, asking(thing, at, event)) === 'holds'),
    )
    return outside ? 'fails' : ask(version.norm.scope, asking(thing, at, event))
  }

  function binds(version: Version, thing: Thing, at: number, event: Event | undefined): Answer {
    // What happened elsewhere is for those who act by office.
    const bearers = event?.facts['atAnother'] === true ? version.norm.bearer.filter((role) => OFFICES.includes(role)) : version.norm.bearer
    if (at < version.from || at > version.to || !bearers.some((role) => has(role, at))) return 'fails'
    return covered(version, thing, at, event)
  }

  function exception(duty: Owed, at: number): DutyState | undefined {
    // What outlives its edition keeps the exceptions of that edition.
    const as = Math.min(at, duty.version.to)
    for (const other of versions) {
      if (other.edition !== duty.version.edition || as < other.from || as > other.to) continue
      const defeat = other.norm.defeats.find((each) => each.norm === duty.version.norm.id)
      if (defeat === undefined || ask(other.norm.scope, asking(duty.thing, at, duty.trigger)) !== 'holds') continue
      return defeat.how === 'replaces' ? 'superseded' : defeat.how === 'suspends' ? 'suspended' : 'excused'
    }
    return undefined
  }

  /** An open duty, or one of which too much is unknown. */
  function plain(duty: Owed): DutyState {
    const known = duty.dueAt !== undefined || duty.due === 'none' || duty.due.startsWith('at-once')
    return duty.uncertain || !known ? 'indeterminate' : 'open'
  }

  /** Met before it was known by when. */
  const unsettled = (duty: Owed): boolean => duty.state === 'done' && !stands(duty) && duty.due.startsWith('fact-missing')
  const lives = (duty: Owed): boolean =>
    !duty.closed && duty.state !== 'lapsed' && (stands(duty) || unsettled(duty) || (duty.state !== 'done' && duty.state !== 'done-late'))
  const stands = (duty: Owed): boolean => duty.trigger === undefined
  /** The last standing duty under a norm in whatever edition, unless it has lapsed; earlier periods are over. */
  const standingOf = (version: Version, thing: Thing): Owed | undefined => {
    const last = owed.findLast((duty) => duty.version.norm.id === version.norm.id && duty.thing === thing && stands(duty))
    return last?.state === 'lapsed' || last?.closed === true ? undefined : last
  }

  function begin(version: Version, thing: Thing, trigger: Event | undefined, at: number, uncertain: boolean): Owed {
    const duty: Owed = {
      version,
      thing,
      trigger,
      opened: at,
      base: at,
      due: 'none',
      dueAt: undefined,
      state: 'open',
      before: 'open',
      uncertain,
      doneBy: undefined,
      floor: 0,
      closed: false,
    }
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

  /** What has been said so far of a standing duty: its last fulfilment, its last breach, and since when its period runs. */
  function remembered(version: Version, thing: Thing, at: number): { done: Event | undefined; broken: Event | undefined; since: Event | undefined } {
    const family = versions.filter((other) => other.norm.id === version.norm.id).map((other) => other.norm)
    const here = events.filter(
      (event) => (event.occurred < at || (event.occurred === at && acting === thing)) && family.some((norm) => concerned(event, norm.per) === thing),
    )
    return {
      done: here.findLast((event) => family.some((norm) => best(norm.done, event, thing) === 'holds')),
      broken: here.findLast(
        (event) => !ofMatter(event) && family.some((norm) => best([...(norm.breached ?? []), ...(norm.refused ?? [])], event, thing) === 'holds'),
      ),
      since: here.find((event) => family.some(({ deadline }) => typeof deadline === 'object' && 'every' in deadline && deadline.since === event.kind)),
    }
  }

  /** What is broken in a matter is a matter of its own. */
  const ofMatter = (event: Event): boolean => statute.vocabulary.events.some((entry) => entry.kind === event.kind && entry.of === 'matter')

  function periodic(version: Version): { readonly since: string } | undefined {
    const { deadline } = version.norm
    return typeof deadline === 'object' && 'every' in deadline ? deadline : undefined
  }

  function beginStanding(version: Version, thing: Thing, at: number, uncertain: boolean, before?: Owed): void {
    const duty = begin(version, thing, undefined, at, uncertain)
    const { done, broken, since } = remembered(version, thing, at)
    const period = periodic(version)
    if (period !== undefined) {
      const base = done?.occurred ?? (period.since === 'role' ? at : since?.occurred)
      if (base === undefined) duty.state = 'pending'
      else {
        // A period that ran under the edition before runs on, but cannot be late before today.
        duty.base = before === undefined ? Math.max(base, at) : before.base
        duty.floor = before === undefined ? 0 : at
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

  /** What becomes known later may show that a duty was met late. */
  function settleDone(duty: Owed, at: number): void {
    const { due } = duty
    settleDue(duty, at)
    if (duty.dueAt === undefined) duty.due = due
    else if ((duty.doneBy?.occurred ?? 0) > duty.dueAt) duty.state = 'done-late'
  }

  /** What changed facts, or the mere passing of time, do to a duty that lives: exceptions begin and end, and its due instant is found anew. */
  function revise(duty: Owed, at: number): void {
    if (duty.uncertain) return
    if (unsettled(duty)) return settleDone(duty, at)
    const excepted = exception(duty, at)
    const was = EXCEPTED.includes(duty.state)
    if (excepted !== undefined && !was && duty.state !== 'done') {
      duty.before = duty.state
      duty.state = excepted
    } else if (excepted === undefined && was) {
      duty.floor = at
      settleDue(duty, at)
      duty.state = duty.before === 'open' ? plain(duty) : duty.before
    } else if (duty.state === 'open' || duty.state === 'indeterminate') {
      settleDue(duty, at)
      duty.state = plain(duty)
    }
  }

  /** Nothing more is owed from here; what was broken stays broken. */
  function end(duty: Owed): void {
    if (duty.state === 'breached' || duty.state === 'refused') duty.closed = true
    else duty.state = 'lapsed'
  }

  function reviseStanding(version: Version, thing: Thing, at: number): void {
    const answer = at < thing.until ? binds(version, thing, at, undefined) : 'fails'
    const duty = standingOf(version, thing)
    const over =
      at > version.to && version.norm.onNewEdition !== 'lapses' && versions.some((other) => other.norm.id === version.norm.id && other.from > version.to)
    if (duty !== undefined && duty.version !== version) {
      // Another edition's: when that has ended, this one takes it over.
      if (at <= duty.version.to) return
      if (answer === 'fails') return end(duty)
      // A clock that never ran for certain has nothing to hand on.
      const ran = !duty.uncertain && duty.state !== 'pending' && answer === 'holds'
      if (duty.state !== 'breached' && duty.state !== 'refused') duty.state = 'superseded'
      duty.closed = true
      beginStanding(version, thing, at, answer === 'unknown', ran ? duty : undefined)
    } else if (answer === 'fails') {
      if (duty !== undefined && !over) end(duty)
    } else if (duty === undefined || duty.uncertain !== (answer === 'unknown')) {
      if (duty !== undefined) owed.splice(owed.indexOf(duty), 1)
      beginStanding(version, thing, at, answer === 'unknown')
    } else revise(duty, at)
  }

  /** A duty born of an event of which it was unclear whether it arose at all. */
  function clarify(duty: Owed, at: number, trigger: Event): void {
    const violation = duty.version.norm.trigger === 'standing'
    const signs = violation ? (duty.version.norm.breached ?? []) : triggersOf(duty.version)
    const scope = covered(duty.version, duty.thing, at, trigger)
    const signAnswers = signs.filter((sign) => sign.on === trigger.kind).map((sign) => ask(sign.where, asking(duty.thing, at, trigger)))
    const sign = signAnswers.length === 0 || signAnswers.includes('holds') ? 'holds' : signAnswers.includes('unknown') ? 'unknown' : 'fails'
    if (scope === 'fails' || (scope === 'holds' && sign === 'fails')) duty.state = 'lapsed'
    if (scope !== 'holds' || sign !== 'holds') return
    duty.uncertain = false
    if (violation) breach(duty, at, trigger, 'breached')
  }

  function fulfil(duty: Owed, event: Event): void {
    if (duty.state === 'open' || duty.state === 'indeterminate' || duty.state === 'pending') duty.state = 'done'
    else if ((duty.state === 'breached' || duty.state === 'refused') && duty.version.norm.survives) duty.state = 'done-late'
    else if (!stands(duty) || (duty.state !== 'done' && duty.state !== 'done-late')) return
    duty.doneBy = event
  }

  function actOnStanding(phase: Phase, version: Version, thing: Thing, event: Event): void {
    const { norm } = version
    const at = event.occurred
    const standing = standingOf(version, thing)
    const duty = standing?.version === version ? standing : undefined
    const period = periodic(version)
    if (duty?.state === 'pending' && phase === 'trigger' && event.kind === period?.since) {
      duty.base = at
      settleDue(duty, at)
      duty.state = plain(duty)
    } else if (phase === 'trigger' || best(norm[phase], event, thing) !== 'holds' || duty === undefined || duty.uncertain || EXCEPTED.includes(duty.state))
      return
    else if (phase !== 'done') breach(duty, at, event, phase)
    else {
      fulfil(duty, event)
      if (period !== undefined) beginStanding(version, thing, at, false)
    }
  }

  /** A standing norm is broken in a matter of its own. */
  function violate(version: Version, thing: Thing, event: Event): void {
    const at = event.occurred
    const [sign, bound] = [best(version.norm.breached, event, thing), binds(version, thing, at, event)]
    if (sign === 'fails' || bound === 'fails') return
    const duty = begin(version, thing, event, at, sign === 'unknown' || bound === 'unknown')
    duty.before = 'breached'
    const excepted = duty.uncertain ? undefined : exception(duty, at)
    if (duty.uncertain) duty.state = 'indeterminate'
    else if (excepted === undefined) breach(duty, at, event, 'breached')
    else duty.state = excepted
  }

  function speaksOf(version: Version, event: Event): boolean {
    const { norm } = version
    return (
      periodic(version)?.since === event.kind ||
      [...triggersOf(version), ...PHASES.flatMap((phase) => (phase === 'trigger' ? [] : (norm[phase] ?? [])))].some((sign) => sign.on === event.kind)
    )
  }

  function act(phase: Phase, version: Version, thing: Thing, event: Event): void {
    const { norm } = version
    const at = event.occurred
    if (norm.policy || (norm.deontic !== 'obligation' && norm.deontic !== 'prohibition')) return
    const inMatter = norm.trigger !== 'standing' || norm.deontic === 'prohibition' || ofMatter(event)
    if (norm.trigger === 'standing' && norm.deontic === 'obligation' && (!inMatter || phase === 'done' || phase === 'trigger')) {
      if (concerned(event, norm.per) === thing) actOnStanding(phase, version, thing, event)
    }
    if (!inMatter || homeOf(event) !== thing) return
    if (phase === 'trigger') {
      const sign = best(triggersOf(version), event, thing)
      const bound = sign === 'fails' ? 'fails' : binds(version, thing, at, event)
      if (bound !== 'fails') commence(begin(version, thing, event, at, bound === 'unknown' || sign === 'unknown'), at)
    } else if (phase === 'breached' && norm.trigger === 'standing') violate(version, thing, event)
    else if (best(norm[phase], event, thing) === 'holds') {
      for (const duty of owed.filter((each) => each.version === version && each.thing === thing && each.trigger !== event && !stands(each) && lives(each))) {
        if (phase === 'done') fulfil(duty, event)
        else if (['open', 'indeterminate', 'breached'].includes(duty.state)) breach(duty, at, event, phase)
      }
    }
  }

  function live(thing: Thing, at: number): void {
    acting = undefined
    pass(thing, at)
    if (at >= thing.since) {
      for (const version of versions) {
        const { norm } = version
        if (norm.trigger === 'standing' && norm.per === thing.kind && !norm.policy && (norm.deontic === 'obligation' || norm.deontic === 'prohibition'))
          reviseStanding(version, thing, at)
      }
    }
    for (const duty of owed.filter((each) => each.thing === thing && lives(each))) {
      if (duty.trigger !== undefined && duty.uncertain) clarify(duty, at, duty.trigger)
      if (duty.trigger !== undefined && lives(duty)) revise(duty, at)
    }
    pass(thing, at)
    const acts = events
      .filter((event) => event.occurred === at)
      .flatMap((event) => versions.filter((version) => speaksOf(version, event)).map((version) => ({ event, version })))
    acting = thing
    for (const phase of PHASES) {
      for (const { event, version } of acts) act(phase, version, thing, event)
      pass(thing, at)
    }
  }

  const edges = profile.roles.flatMap((entry) => [
    ...(entry.since === undefined ? [] : [firstMoment(entry.since)]),
    ...(entry.until === undefined ? [] : [lastMoment(entry.until) + 1]),
  ])
  const all = [
    ...events.map((event) => event.occurred),
    ...versions.flatMap(({ from, to }) => [from, to + 1]),
    ...edges,
    ...things.flatMap((thing) => [thing.since, thing.until]),
    now,
  ]
  const instants = [...new Set<number>(all)].filter((at) => at <= now).toSorted((left, right) => left - right)
  for (const at of instants) for (const thing of things) live(thing, at)
  return owed.map((duty) => ({
    norm: `${duty.version.edition} ${duty.version.norm.id}`,
    subject: duty.thing.id,
    trigger: duty.trigger?.ref ?? null,
    state: duty.state,
    opened: printInstant(instant(duty.opened)),
    due: duty.due,
    doneBy: duty.doneBy?.ref ?? null,
  }))
}
