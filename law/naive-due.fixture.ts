import type { Value } from './condition.ts'
import type { DutyState } from './duty.ts'
import type { Event } from './event.ts'
import { dayOf, instant, instantOf, printInstant } from './instant.ts'
import { ask } from './naive-condition.fixture.ts'
import { countOut, firstMoment, lastMoment } from './naive-deadline.fixture.ts'
import type { NaiveWorld, Thing, Version } from './naive-world.fixture.ts'
import type { Profile } from './profile.ts'
import type { Statute } from './statute.ts'

export interface Owed {
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
  /** Not due before this: an exception ended then. */
  floor: number
  /** Broken when it ceased to bind: it stays as it is. */
  closed: boolean
}

/** How to find the due instant of a duty by what is known at an instant, and to note it. */
export function dueSetter(statute: Statute, profile: Profile, { read, asking }: NaiveWorld): (duty: Owed, at: number) => void {
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
    duty.dueAt = at === undefined ? undefined : Math.max(at, duty.floor)
    duty.due = duty.dueAt === undefined ? open : printInstant(instant(duty.dueAt))
  }

  /** A figure that a rule or the profile puts on a vague word: of those that apply, the one that falls due first. */
  function settleByFigures(duty: Owed, at: number, clock: string): void {
    const { id, deadline } = duty.version.norm
    const recurs = typeof deadline === 'object' && 'every' in deadline
    const missing = new Set<string>()
    const dues: (number | undefined)[] = []
    for (const rule of statute.rules) {
      const numbers = rule.numbers.filter((each) => each.norm === id).map((each) => ({ ...each, from: each.from ?? clock }))
      const parameters = rule.parameters
        .filter((each) => each.norm === id)
        .flatMap((each) => {
          const term = profile.parameters[each.parameter] ?? each.default
          return term === undefined ? [] : [{ ...each, term, from: clock }]
        })
      for (const { term, from, when, inForce } of [...numbers, ...parameters]) {
        const span = inForce ?? rule.inForce
        const begun = baseOf(duty, at, from)
        // A period that was running when the rule came is counted from there.
        const base = begun === undefined || !recurs ? begun : Math.max(begun, firstMoment(span.from))
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
      if (duty.dueAt === undefined) duty.due = `at-once ${printInstant(instant(duty.base))}`
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

  return settleDue
}
