import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event } from './event.ts'
import { duties, fold, gather, step, tick, type DutyView } from './fold.ts'
import { begin, type State } from './state.ts'
import { DAY, HOUR, instant, type Instant } from './instant.ts'
import { inTime, journals, lastOf, PARTY, profiles } from './journal.fixture.ts'
import { lineOf, linesAt, owed, owedNaively, programOf, refOf, standing, stepByStep } from './owed.fixture.ts'
import { Profile } from './profile.ts'
import { ROLES } from './role.ts'
import { statute } from './statute.fixture.ts'
import { placeAt } from './world.ts'

const later = fc.constantFrom(0, 1, HOUR, DAY, 31 * DAY, 400 * DAY)
const after = (journal: readonly Event[], by: number): Instant => instant(lastOf(journal) + by)
const place = fc.nat(1000)

describe('the naive interpreter', () => {
  test('owes what the compiled engine owes', () => {
    fc.assert(
      fc.property(profiles, journals(30), later, (profile, journal, by) => {
        const now = after(journal, by)
        expect(owed(profile, inTime(journal), now)).toEqual(owedNaively(profile, journal, now))
      }),
      { seed: 20170601, numRuns: 30 },
    )
  })

  test('owes the same for a long journal', () => {
    fc.assert(
      fc.property(profiles, journals(200, 100), later, (profile, journal, by) => {
        const now = after(journal, by)
        expect(owed(profile, inTime(journal), now)).toEqual(owedNaively(profile, journal, now))
      }),
      { seed: 20170602, numRuns: 2, endOnFailure: true },
    )
  })

  test('has every state to compare', () => {
    const seen = new Set<string>()
    for (const journal of fc.sample(fc.tuple(profiles, journals(60)), { seed: 3, numRuns: 150 })) {
      for (const line of owed(journal[0], inTime(journal[1]), after(journal[1], 31 * DAY))) seen.add(line.split(' | ')[4] ?? '')
    }
    // Nothing in this edition suspends another norm.
    expect([...seen].toSorted()).toEqual(['breached', 'done', 'done-late', 'excused', 'indeterminate', 'lapsed', 'open', 'pending', 'refused', 'superseded'])
  })
})

describe('order', () => {
  test('folding in two halves, with the clock let run between, equals folding whole', () => {
    fc.assert(
      fc.property(profiles, journals(60, 10), place, later, (profile, journal, split, by) => {
        const events = inTime(journal)
        const now = after(journal, by)
        const at = split % events.length
        const halves = stepByStep(profile, events, (event, index) => (index === at ? event.occurred : undefined))
        expect(linesAt(halves, now)).toEqual(owed(profile, events, now))
      }),
      { seed: 11, numRuns: 120 },
    )
  })

  test('the clock may run after every event, up to the next one', () => {
    fc.assert(
      fc.property(profiles, journals(40, 10), later, fc.boolean(), (profile, journal, by, far) => {
        const events = inTime(journal)
        const now = after(journal, by)
        const ticked = stepByStep(profile, events, (event, index) => (far ? (events[index + 1]?.occurred ?? now) : event.occurred))
        expect(linesAt(ticked, now)).toEqual(owed(profile, events, now))
      }),
      { seed: 12, numRuns: 100 },
    )
  })

  test('any order of arrival gives the same duties', () => {
    const shuffled = journals(60, 2).chain((journal) =>
      fc.tuple(fc.constant(inTime(journal)), fc.shuffledSubarray([...journal], { minLength: journal.length })),
    )
    fc.assert(
      fc.property(profiles, shuffled, later, (profile, [journal, mixed], by) => {
        const now = after(journal, by)
        expect(owed(profile, mixed, now)).toEqual(owed(profile, journal, now))
      }),
      { seed: 13, numRuns: 150 },
    )
  })

  test('any order of arrival gives the same duties when the clock runs between arrivals', () => {
    const shuffled = journals(40, 2).chain((journal) =>
      fc.tuple(fc.constant(inTime(journal)), fc.shuffledSubarray([...journal], { minLength: journal.length })),
    )
    fc.assert(
      fc.property(profiles, shuffled, later, (profile, [journal, mixed], by) => {
        const now = after(journal, by)
        const latest = mixed.map((_, index) => lastOf(mixed.slice(0, index + 1)))
        expect(
          linesAt(
            stepByStep(profile, mixed, (_, index) => latest[index]),
            now,
          ),
        ).toEqual(owed(profile, journal, now))
      }),
      { seed: 14, numRuns: 100 },
    )
  })

  test('events of one instant commute', () => {
    const sameInstant = journals(12, 2).chain((journal) => {
      const occurred = journal[0]?.occurred ?? lastOf(journal)
      const events = journal.map((event) => ({ ...event, occurred, recorded: occurred }))
      return fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))
    })
    fc.assert(
      fc.property(profiles, sameInstant, later, (profile, [events, mixed], by) => {
        const now = after(events, by)
        expect(owed(profile, mixed, now)).toEqual(owed(profile, events, now))
      }),
      { seed: 15, numRuns: 150 },
    )
  })
})

describe('facts and roles', () => {
  /** Of every subject at an instant, and of the party's roles. */
  const known = (state: State, now: Instant): unknown => [
    [...state.subjects.values()].map(({ id, facts }) => [
      id,
      [...facts].flatMap(([fact, timeline]) => (placeAt(timeline, now) < 0 ? [] : [`${fact} ${String(timeline.value[placeAt(timeline, now)])}`])).toSorted(),
    ]),
    ROLES.map((role) => [role, state.roles.at(role, now).truth]),
  ]
  const mixed = journals(40, 2).chain((journal) => fc.shuffledSubarray([...journal], { minLength: journal.length }))

  test('are the same after each event, in whatever order they come, whether they were gathered or the clock has run', () => {
    let asked = 0
    fc.assert(
      fc.property(profiles, mixed, later, (profile, journal, by) => {
        const gathered = begin(programOf(profile), profile)
        const ticked = begin(programOf(profile), profile)
        for (const [place, event] of journal.entries()) {
          const now = after(journal.slice(0, place + 1), by)
          expect(known(gather(step(gathered, event)), now)).toEqual(known(tick(step(ticked, event), now), now))
          asked++
        }
      }),
      { seed: 31, numRuns: 150 },
    )
    expect(asked).toBeGreaterThan(1000)
  })

  test('gathering them in between changes no duty', () => {
    fc.assert(
      fc.property(profiles, mixed, later, (profile, journal, by) => {
        const now = after(journal, by)
        const state = begin(programOf(profile), profile)
        for (const event of journal) gather(step(state, event))
        expect(linesAt(state, now)).toEqual(owed(profile, journal, now))
      }),
      { seed: 32, numRuns: 150 },
    )
  })
})

describe('the clock', () => {
  test('running to the same instant twice changes nothing', () => {
    fc.assert(
      fc.property(profiles, journals(40), later, (profile, journal, by) => {
        const now = after(journal, by)
        const state = fold(programOf(profile), profile, inTime(journal), now)
        const once = standing(state)
        const steps = transitions(state)
        tick(state, now)
        expect(standing(state)).toEqual(once)
        expect(transitions(state)).toBe(steps)
      }),
      { seed: 21, numRuns: 150 },
    )
  })

  test('running on never reopens a breach and never undoes what is done', () => {
    const settled = ['breached', 'refused', 'done', 'done-late']
    fc.assert(
      fc.property(profiles, journals(40), later, later, (profile, journal, by, more) => {
        const now = after(journal, by)
        const state = fold(programOf(profile), profile, inTime(journal), now)
        const key = (view: DutyView): string =>
          [view.duty.norm, view.subject.id, refOf(state, view.duty.trigger), view.duty.opened, view.duty.base, view.duty.doneBy].join(' ')
        const before = duties(state, now)
          .filter((view) => settled.includes(view.duty.state))
          .map((view) => [key(view), view.duty.state] as const)
        const then = new Map(duties(state, instant(now + more)).map((view) => [key(view), view.duty.state]))
        // By the calendar alone an edition or an exception may begin or end.
        const calendar = ['lapsed', 'excused', 'superseded']
        const undone = before.filter(([duty, was]) => then.get(duty) !== was && !calendar.includes(then.get(duty) ?? ''))
        expect(undone).toEqual([])
      }),
      { seed: 22, numRuns: 150 },
    )
  })

  test('every answer ends: a duty takes a bounded number of steps for every event and every date on which the law changes', () => {
    fc.assert(
      fc.property(profiles, journals(120, 30), later, (profile, journal, by) => {
        const now = after(journal, by)
        const state = fold(programOf(profile), profile, inTime(journal), now)
        const dates = state.program.boundaries.length + 2 * profile.roles.length
        const views = duties(state, now)
        for (const { duty } of views) expect(duty.history.length).toBeLessThanOrEqual(4 * (journal.length + dates + 2))
        expect(views.length).toBeLessThanOrEqual(state.program.norms.length * (state.subjects.size + journal.length))
      }),
      { seed: 23, numRuns: 50 },
    )
  })

  test('states and due instants do not depend on when an entry was recorded', () => {
    const norms = [...statute.editions.flatMap((data) => data.norms.norms), ...statute.rules.flatMap((rule) => rule.norms)]
    expect(JSON.stringify([norms.map((norm) => norm.deadline), statute.rules.map((rule) => rule.numbers)])).not.toContain('"recorded"')
    fc.assert(
      fc.property(profiles, journals(40), later, fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 1, maxLength: 5 }), (profile, journal, by, days) => {
        const now = after(journal, by)
        const events = inTime(journal)
        const otherwise = events.map((event, index) => ({ ...event, recorded: instant(event.occurred + (days[index % days.length] ?? 0) * DAY) }))
        expect(owed(profile, otherwise, now)).toEqual(owed(profile, events, now))
      }),
      { seed: 24, numRuns: 60 },
    )
  })
})

describe('what does not belong', () => {
  const put = (events: readonly Event[], extra: readonly Event[]): readonly Event[] => inTime([...events, ...extra])

  test('an event of a kind that no norm knows changes nothing', () => {
    const subjects = fc.constantFrom(null, PARTY, 's1', 'd1', 'm1', 'm2', 'nobody')
    const strange = fc.array(
      fc.record({ subject: subjects, facts: fc.constantFrom({}, { colour: 'red' }), kind: fc.constantFrom('weather.changed', 'lunch.eaten') }),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(profiles, journals(40, 5), strange, place, later, (profile, journal, strangers, first, by) => {
        const now = after(journal, by)
        const extra = strangers.map((each, index): Event => {
          const occurred = journal[(first + index) % journal.length]?.occurred ?? now
          return { ...each, occurred, recorded: occurred, ref: `x${index}`, corrects: null }
        })
        expect(owed(profile, put(journal, extra), now)).toEqual(owed(profile, inTime(journal), now))
      }),
      { seed: 31, numRuns: 100 },
    )
  })

  test('events about one matter change nothing in another', () => {
    fc.assert(
      fc.property(profiles, journals(40, 5), journals(20), later, (profile, journal, other, by) => {
        const now = after([...journal, ...other], by)
        const elsewhere = other.map((event) => ({ ...event, subject: 'elsewhere', ref: `x${event.ref}` }))
        const ours = (lines: readonly string[]): readonly string[] => lines.filter((line) => / \| m\d \| /.test(line))
        expect(ours(owed(profile, put(journal, elsewhere), now))).toEqual(ours(owed(profile, inTime(journal), now)))
      }),
      { seed: 32, numRuns: 100 },
    )
  })
})

describe('a correction', () => {
  const corrected = journals(40, 3).chain((journal) => fc.tuple(fc.constant(journal), fc.nat(journal.length - 1), journals(1)))

  test('gives what a journal gives in which the entry had been right from the start', () => {
    fc.assert(
      fc.property(profiles, corrected, later, fc.boolean(), (profile, [journal, wrong, [right]], by, ticked) => {
        if (right === undefined) throw new Error('a journal holds at least one event')
        const events = inTime(journal)
        const now = after([...journal, right], by)
        const correction: Event = { ...right, ref: 'right', corrects: events[wrong]?.ref ?? null }
        const state = stepByStep(profile, [...events, correction], (event) => (ticked && event.corrects === null ? event.occurred : undefined))
        const fromTheStart = inTime([...events.filter((_, index) => index !== wrong), { ...correction, corrects: null }])
        expect(linesAt(state, now)).toEqual(owed(profile, fromTheStart, now))
      }),
      { seed: 41, numRuns: 150 },
    )
  })

  test('may arrive before the entry that it corrects', () => {
    fc.assert(
      fc.property(profiles, corrected, later, (profile, [journal, wrong, [right]], by) => {
        if (right === undefined) throw new Error('a journal holds at least one event')
        const now = after([...journal, right], by)
        const correction: Event = { ...right, ref: 'right', corrects: journal[wrong]?.ref ?? null }
        expect(owed(profile, [correction, ...journal], now)).toEqual(owed(profile, [...journal, correction], now))
      }),
      { seed: 42, numRuns: 100 },
    )
  })
})

describe('before the party began', () => {
  test('what happened counts from when it happened', () => {
    const young = Profile.parse({
      party: { id: PARTY, name: PARTY, since: '2020-01-01' },
      roles: [{ role: 'network-operator' }],
      facts: { usersPublish: false },
    })
    fc.assert(
      fc.property(journals(20), later, (journal, by) => {
        const now = after(journal, by)
        expect(owed(young, inTime(journal), now)).toEqual(owedNaively(young, journal, now))
      }),
      { seed: 51, numRuns: 15 },
    )
  })
})

function transitions(state: State): number {
  let count = 0
  for (const subject of state.subjects.values()) for (const duty of subject.duties) count += duty.history.length
  return count
}

/** Counterexamples that properties found, each as small as it could be made. */
describe('found by chance, kept for ever', () => {
  const operator = Profile.parse({ party: { id: PARTY, name: PARTY, since: '2017-01-01' }, roles: [{ role: 'network-operator' }] })
  const event = (ref: string, kind: string, at: string, subject: string | null, facts: Event['facts'] = {}): Event => {
    const occurred = instant(Date.parse(`${at}+08:00`))
    return { kind, occurred, recorded: occurred, subject, ref, facts, corrects: null }
  }
  const only = (norm: string, state: State, now: string): string[] =>
    duties(state, instant(Date.parse(`${now}+08:00`)))
      .filter((view) => state.program.norms[view.duty.norm]?.norm.id === norm)
      .map((view) => lineOf(state, view).split(' | ').slice(4, 7).join(' | '))

  test('a report made at the moment at which its deadline becomes known is late if the deadline has passed', () => {
    const journal = [
      event('e1', 'incident.discovered', '2025-12-01T10:00', 'm1', { endangersSecurity: true }),
      event('e2', 'incident.reported', '2025-12-03T10:00', 'm1', { incidentLevel: 'III' }),
    ]
    expect(only('incident.report', stepByStep(operator, journal), '2025-12-05T00:00')).toEqual([
      'done-late | 2025-12-01T10:00:00+08:00 | 2025-12-01T14:00:00+08:00',
    ])
  })

  test('a duty of which it was unclear whether it arose opens once that is known', () => {
    const journal = [
      event('e1', 'incident.discovered', '2024-02-01T10:00', 'm1'),
      event('e2', 'incident.classified', '2024-02-02T10:00', 'm1', { endangersSecurity: true }),
    ]
    expect(only('incident.start-plan', stepByStep(operator, journal), '2024-03-01T00:00')).toEqual([
      'open | 2024-02-01T10:00:00+08:00 | at-once 2024-02-01T10:00:00+08:00',
    ])
  })

  test('to end an attack does not end the ban on attacks', () => {
    const state = stepByStep(operator, [event('e1', 'attack.ended', '2024-02-01T10:00', null)])
    expect(only('attack.prohibited', state, '2024-03-01T00:00')).toEqual(['open | 2017-06-01T00:00:00+08:00 | none'])
  })
})
