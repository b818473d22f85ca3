import type { Facts } from '#law/condition.ts'
import type { Event } from '#law/event.ts'
import { DAY, HOUR, instant, instantOf, MINUTE, printInstant, type Instant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { Chance } from './chance.ts'

/** A large operator: every role whose duties the journal speaks of, ten systems, five products. */
export const PROFILE = Profile.parse({
  party: { id: 'operator', name: 'Operator', since: '2017-06-01' },
  facts: { managesNetwork: true, designatedCii: true, suppliesProducts: true, collectsPersonalInformation: true, runsApp: true },
  roles: [{ role: 'network-operator' }, { role: 'cii-operator' }, { role: 'product-service-provider' }],
  systems: Array.from({ length: 10 }, (_, at) => ({ id: `system-${at}`, name: `System ${at}`, facts: { gradedLevel: 3, cii: at < 3 } })),
  products: Array.from({ length: 5 }, (_, at) => ({ id: `product-${at}`, name: `Product ${at}`, facts: {} })),
  datasets: [{ id: 'users', name: 'Users', facts: { personal: true } }],
})

/** A kind of event and the facts that it states. */
type Act = readonly [kind: string, facts?: (chance: Chance, at: Instant) => Facts]

const inTime = (chance: Chance, at: Instant): string => printInstant(instant(at + (1 + chance.below(10)) * DAY))
const system = (chance: Chance): string => `system-${chance.below(10)}`

const ORDERED: readonly Act[] = [
  ['correction.ordered', (chance, at) => ({ provision: '25.1', until: inTime(chance, at) })],
  ['correction.completed'],
  ['risk.found', () => ({ majorThreat: false })],
  ['risk.handled'],
  // Nothing that a norm waits for: notes, calls, files added.
  ['matter.noted', (chance) => ({ page: chance.below(1000) })],
  ['matter.noted'],
]

/** What opens a matter, and what follows in any order and more than once. */
const MATTERS: readonly [Matter, ...Matter[]] = [
  {
    opens: [
      'incident.discovered',
      (chance, at) => ({ system: system(chance), endangersSecurity: true, suspectedCase: chance.next() < 0.2, knownAt: printInstant(instant(at - HOUR)) }),
    ],
    follows: [
      ['incident.classified', (chance) => ({ incidentLevel: chance.of(['I', 'II', 'III', 'IV']) })],
      ['incident.plan-started'],
      ['incident.remedied'],
      ['incident.reported'],
      ['incident.police-informed'],
      ['incident.measures-required', (chance, at) => ({ until: inTime(chance, at) })],
      ['incident.measures-taken'],
      ['incident.handling-ended'],
      ['incident.summary-filed'],
      ...ORDERED,
    ],
  },
  { opens: ['complaint.received', () => ({ personal: true })], follows: [['complaint.accepted'], ['complaint.handled'], ...ORDERED] },
  {
    opens: ['rights.deletion-requested', () => ({ unlawfulHandling: true })],
    follows: [['rights.deleted'], ['rights.refused'], ['rights.correction-requested', () => ({ inaccurate: true })], ['rights.corrected'], ...ORDERED],
  },
  {
    opens: ['vulnerability.found', (chance) => ({ product: `product-${chance.below(5)}`, usersAffected: true, endangersPublicInterest: chance.next() < 0.1 })],
    follows: [['vulnerability.remedied'], ['vulnerability.users-informed'], ['vulnerability.reported'], ...ORDERED],
  },
  {
    opens: ['leak.discovered', (chance) => ({ dataset: 'users', system: system(chance), affectedPersons: chance.below(100_000) })],
    follows: [['leak.remedied', () => ({ harmAvoided: true })], ['leak.users-informed'], ['leak.reported'], ...ORDERED],
  },
  { opens: ['content.prohibited-found'], follows: [['content.stopped'], ['content.removed'], ['content.recorded'], ['content.reported'], ...ORDERED] },
]

interface Matter {
  readonly opens: Act
  readonly follows: readonly Act[]
}

const OF_SYSTEMS: readonly [Act, ...Act[]] = [['logs.coverage-proved'], ['logs.gap-found'], ['defence.deployed'], ['monitoring.enabled'], ['data.backed-up']]
const OF_PARTY: readonly [Act, ...Act[]] = [['training.held'], ['drill.held'], ['plan.adopted'], ['policy.adopted'], ['officer.appointed'], ['officer.left']]

export const KINDS: ReadonlySet<string> = new Set(
  [...MATTERS.flatMap(({ opens, follows }) => [opens, ...follows]), ...OF_SYSTEMS, ...OF_PARTY].map(([kind]) => kind).filter((kind) => kind !== 'matter.noted'),
)

const START = instantOf('2017-06-02T00:00:00+08:00') ?? instant(0)
/** So that a million events fill the eight and a half years of the edition. */
const STEP = 4 * MINUTE
/** Matters under way at once. */
const OPEN = 100

/**
 * A journal in the order of time: matters of 10 to 100 events each, a hundred under way at once; one event in twenty
 * about a system, one in fifty about the party, one in a thousand changing a fact of a system and one in ten thousand a
 * fact of the party that figures depend on.
 */
export function journalOf(count: number): { readonly events: readonly Event[]; readonly end: Instant } {
  const chance = new Chance(count)
  const events: Event[] = []
  const open: { id: string; matter: Matter; left: number; opened: boolean }[] = []
  let at = START
  let opened = 0
  const begin = (): (typeof open)[number] => ({ id: `matter-${opened++}`, matter: chance.of(MATTERS), left: 10 + chance.below(91), opened: false })
  for (let place = 0; place < OPEN; place++) open.push(begin())
  const note = (subject: string | null, [kind, facts]: Act): void => {
    const stated = facts === undefined ? {} : facts(chance, at)
    events.push({ kind, occurred: at, recorded: at, subject, ref: null, facts: stated, corrects: null })
  }
  while (events.length < count) {
    at = instant(at + STEP)
    if (events.length % 10_000 === 5000) note(null, ['profile.fact-established', () => ({ runsApp: chance.next() < 0.5 })])
    else if (events.length % 1000 === 500) note(system(chance), ['grading.level-fixed', () => ({ gradedLevel: 1 + chance.below(4) })])
    else if (events.length % 50 === 7) note(null, chance.of(OF_PARTY))
    else if (events.length % 20 === 3) note(system(chance), chance.of(OF_SYSTEMS))
    else {
      const place = chance.below(OPEN)
      const current = open[place] ?? begin()
      const { follows, opens } = current.matter
      note(current.id, current.opened ? (follows[chance.below(follows.length)] ?? opens) : opens)
      current.opened = true
      if (--current.left === 0) open[place] = begin()
    }
  }
  return { events, end: instant(at + DAY) }
}

/** One incident of `count` events, and one more that becomes known late, in the middle of it. */
export function incidentOf(count: number): { readonly events: readonly Event[]; readonly late: Event; readonly end: Instant } {
  const chance = new Chance(count)
  const [{ opens, follows }] = MATTERS
  const eventAt = (place: number, [kind, facts]: Act): Event => {
    const occurred = instant(START + place * HOUR)
    return { kind, occurred, recorded: occurred, subject: 'incident-1', ref: null, facts: facts === undefined ? {} : facts(chance, occurred), corrects: null }
  }
  const events = Array.from({ length: count }, (_, place) => eventAt(place, place === 0 ? opens : (follows[chance.below(follows.length)] ?? opens)))
  const end = instant(START + count * HOUR + DAY)
  return { events, late: { ...eventAt(count / 2 + 0.5, ['incident.classified', () => ({ incidentLevel: 'II' })]), recorded: end }, end }
}
