import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileLiabilityLaw } from './answer.ts'
import type { Event } from './event.ts'
import { duties, fold, type DutyView } from './fold.ts'
import type { State } from './state.ts'
import { DAY, instant, type Instant } from './instant.ts'
import { inTime, journals, lastOf, profiles } from './journal.fixture.ts'
import { lineOf, programOf, refOf } from './owed.fixture.ts'
import type { Profile } from './profile.ts'
import { statute } from './statute.fixture.ts'
import { FAILS, HOLDS } from './truth.ts'

/** A fact that a step of a duty rests on, and who said so: an event, or the profile. */
interface Ground {
  readonly fact: string
  readonly source: number
}

function groundsOf(state: State, view: DutyView): Ground[] {
  const found = new Map<string, Ground>()
  for (const { grounds } of view.duty.history) {
    for (let at = 0; at < grounds.length; at += 3) {
      const leaf = state.program.leaves[grounds[at] ?? -1]
      const source = grounds[at + 2] ?? 0
      if (leaf?.fact !== undefined && (grounds[at + 1] === HOLDS || grounds[at + 1] === FAILS)) found.set(`${leaf.fact} ${source}`, { fact: leaf.fact, source })
    }
  }
  return [...found.values()]
}

/** Everything about a duty, with the steps and their grounds; events by their refs. */
function story(state: State, view: DutyView): string {
  const steps = view.duty.history.map((step) => {
    const marks: unknown[] = []
    for (let at = 0; at < step.grounds.length; at += 3) marks.push([step.grounds[at], step.grounds[at + 1], refOf(state, step.grounds[at + 2] ?? 0)])
    return [step.to, step.at, step.cause, refOf(state, step.source), marks]
  })
  return JSON.stringify([lineOf(state, view), steps])
}

const without = (facts: Event['facts'], fact: string): Event['facts'] => Object.fromEntries(Object.entries(facts).filter(([name]) => name !== fact))

/** The same party and journal, but nobody said it. */
function unsaid(profile: Profile, events: readonly Event[], { fact, source }: Ground): [Profile, readonly Event[]] {
  if (source > 0) return [profile, events.map((event, place) => (place === source - 1 ? { ...event, facts: without(event.facts, fact) } : event))]
  const entries = (list: Profile['systems']): Profile['systems'] => list.map((entry) => ({ ...entry, facts: without(entry.facts, fact) }))
  const { systems, products, datasets, suppliers } = profile
  return [
    {
      ...profile,
      facts: without(profile.facts, fact),
      systems: entries(systems),
      products: entries(products),
      datasets: entries(datasets),
      suppliers: entries(suppliers),
    },
    events,
  ]
}

const said = (profile: Profile, events: readonly Event[], { fact, source }: Ground): boolean =>
  source > 0
    ? events[source - 1]?.facts[fact] !== undefined
    : [profile, ...profile.systems, ...profile.products, ...profile.datasets, ...profile.suppliers].some((holder) => holder.facts[fact] !== undefined)

const scenes = fc
  .tuple(profiles, journals(20, 3))
  .map(([profile, journal]): [Profile, readonly Event[], Instant] => [profile, inTime(journal), instant(lastOf(journal) + DAY)])

test('a fact that a duty rests on was said by the one who is named', () => {
  let seen = 0
  fc.assert(
    fc.property(scenes, ([profile, events, now]) => {
      const state = fold(programOf(profile), profile, events, now)
      for (const view of duties(state, now)) {
        for (const ground of groundsOf(state, view)) {
          seen++
          expect([ground, said(profile, events, ground)]).toEqual([ground, true])
        }
      }
    }),
    { seed: 701, numRuns: 80 },
  )
  expect(seen).toBeGreaterThan(500)
})

test('without a fact that it rests on, a duty changes, opens, is gone, or rests on something else', () => {
  let removed = 0
  fc.assert(
    fc.property(scenes, fc.nat(1000), ([profile, events, now], pick) => {
      const program = programOf(profile)
      const state = fold(program, profile, events, now)
      const resting = duties(state, now).flatMap((view) => groundsOf(state, view).map((ground) => ({ told: story(state, view), ground })))
      // Each removal is a fold of its own, so a few of them at a time.
      const few = resting.filter((_, index) => (index + pick) % Math.max(1, Math.floor(resting.length / 6)) === 0)
      for (const { told, ground } of few) {
        removed++
        const [poorer, shorter] = unsaid(profile, events, ground)
        const then = fold(program, poorer, shorter, now)
        expect(duties(then, now).map((view) => story(then, view))).not.toContain(told)
      }
    }),
    { seed: 702, numRuns: 80 },
  )
  expect(removed).toBeGreaterThan(150)
})

test('the law of liability and the law of duties are compiled from the same editions', () => {
  const law = compileLiabilityLaw(statute)
  expect(statute.editions.map((data) => law.editions.get(data.edition.id)?.data)).toEqual(statute.editions)
})
