import fc from 'fast-check'
import type { Condition, Facts, Value } from './condition.ts'
import type { Event } from './event.ts'
import { DAY, endOf, dayAt, HOUR, instant, MINUTE, printInstant, type Instant } from './instant.ts'
import type { Norm, Sign } from './norm.ts'
import { Profile } from './profile.ts'
import { Question } from './question.ts'
import { ROLES } from './role.ts'
import { statute } from './statute.fixture.ts'
import { factsOf } from './truth.ts'
import type { EventEntry, FactEntry } from './vocabulary.ts'

/** Journals, profiles and questions by chance, in the words of the vocabulary. Every run is repeatable by its seed. */

export const PARTY = 'acme'
const REGISTERS = { system: ['s1', 's2', 's3'], product: ['p1', 'p2', 'p3'], dataset: ['d1', 'd2', 'd3'], supplier: ['v1', 'v2', 'v3'] } as const
const MATTERS = ['m1', 'm2', 'm3']

const factEntries = new Map<string, FactEntry>(statute.vocabulary.facts.map((entry) => [entry.fact, entry]))
const eventEntries = new Map<string, EventEntry>(statute.vocabulary.events.map((entry) => [entry.kind, entry]))
const norms: readonly Norm[] = [...statute.editions.flatMap((data) => data.norms.norms), ...statute.rules.flatMap((rule) => rule.norms)]

export function signsOf(norm: Norm): readonly Sign[] {
  const { trigger, deadline } = norm
  const since = typeof deadline === 'object' && 'every' in deadline && deadline.since !== 'role' ? [{ on: deadline.since }] : []
  return [
    ...(typeof trigger === 'object' && 'on' in trigger ? [trigger] : []),
    ...(norm.done ?? []),
    ...(norm.breached ?? []),
    ...(norm.refused ?? []),
    ...since,
  ]
}

/** Kinds that some norm names, and the facts that its conditions then ask for. */
const factsByKind = new Map<string, Set<string>>()
for (const norm of norms) {
  const rules = statute.rules.flatMap((rule) => [...rule.numbers, ...rule.parameters]).filter((entry) => entry.norm === norm.id)
  const scopes: (Condition | undefined)[] = [
    norm.scope,
    ...rules.map((entry) => entry.when),
    ...norms.filter((other) => other.defeats.some((defeat) => defeat.norm === norm.id)).map((other) => other.scope),
  ]
  for (const sign of signsOf(norm)) {
    const facts = factsByKind.get(sign.on) ?? new Set<string>()
    for (const fact of [sign.where, ...scopes].flatMap(factsOf)) facts.add(fact)
    factsByKind.set(sign.on, facts)
  }
}

const familyOf = (kind: string): string => kind.split('.')[0] ?? kind
const families = [...new Set([...factsByKind.keys()].map(familyOf))]
const PARTY_FACTS = [
  'ownsNetwork',
  'providesNetworkService',
  'suppliesProducts',
  'designatedCii',
  'stateOrgan',
  'sendsMessages',
  'realIdentityService',
  'collectsPersonalInformation',
  'usersPublish',
  'runsApp',
  'otherGroundOnly',
  'otherLawPrevails',
  'network',
  'withinTerritory',
]
const THING_FACTS = {
  system: ['cii', 'gradedLevel', 'important', 'personal', 'realIdentityService', 'network', 'withinTerritory'],
  product: ['supported', 'collectsUserInformation', 'listedEquipment'],
  dataset: ['important', 'personal', 'domesticOrigin', 'otherLawPrevails'],
  supplier: ['purchased'],
} as const

/** A value of the fact's own type. `at` is when it is said, so that moments lie near it. */
function valueOf(fact: string, at: number): fc.Arbitrary<Value> {
  if (fact === 'system' || fact === 'product' || fact === 'dataset' || fact === 'supplier') return fc.constantFrom(...REGISTERS[fact])
  if (fact === 'provision') return fc.constantFrom('63.1', '21.1', '59.1')
  if (fact === 'gradedLevel') return fc.constantFrom(1, 2, 3, 4)
  const type = factEntries.get(fact)?.type ?? 'text'
  if (type === 'boolean') return fc.constantFrom(true, true, false)
  if (type === 'number') return fc.constantFrom(0, 10, 999_999, 1_000_000, 2_000_000)
  if (type === 'text') return fc.constantFrom('one', 'two')
  if (type === 'moment') {
    const away = fc.constantFrom(-30 * DAY, -10 * HOUR, -2 * HOUR, 0, HOUR, 4 * HOUR, DAY, 30 * DAY)
    return fc.tuple(away, fc.boolean()).map(([by, whole]) => (whole ? printInstant(instant(at + by)).slice(0, 10) : printInstant(instant(at + by))))
  }
  return fc.constantFrom(...type)
}

function factsAmong(names: readonly string[], at: number, least: number): fc.Arbitrary<Facts> {
  if (names.length === 0) return fc.constant({})
  return fc
    .subarray([...names], { minLength: Math.min(least, names.length) })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((fact) => [fact, valueOf(fact, at)]))))
}

const at = (iso: string): number => Date.parse(iso)
/** When the law or a rule under it begins or ends, the marks of a long career, and three ordinary days. */
const ANCHORS = [
  '2017-05-31T23:00:00+08:00',
  '2017-06-01T00:00:00+08:00',
  '2021-09-01T00:00:00+08:00',
  '2024-02-29T10:00:00+08:00',
  '2025-04-26T12:00:00+08:00',
  '2025-10-31T22:00:00+08:00',
  '2025-12-30T09:00:00+08:00',
  '2026-01-01T00:00:00+08:00',
  '2019-09-28T16:00:00+08:00',
  '2022-03-07T08:30:00+08:00',
  '2025-06-02T09:12:00+08:00',
].map(at)
const OFFSETS = [
  0,
  0,
  0,
  1,
  MINUTE,
  HOUR,
  HOUR + 1,
  2 * HOUR,
  4 * HOUR,
  4 * HOUR + 1,
  DAY,
  DAY + 1,
  2 * DAY,
  15 * DAY,
  21 * DAY,
  30 * DAY,
  31 * DAY,
  181 * DAY,
  184 * DAY,
  365 * DAY,
  366 * DAY,
]

/** An instant near an anchor: often the same as another's, or just before, at or after a day's end. */
function instantNear(anchors: readonly number[]): fc.Arbitrary<Instant> {
  return fc
    .tuple(fc.constantFrom(...anchors), fc.constantFrom(...OFFSETS), fc.constantFrom('as-is', 'as-is', 'as-is', 'end', 'after'))
    .map(([anchor, offset, edge]) => (edge === 'as-is' ? instant(anchor + offset) : instant(endOf(dayAt(instant(anchor + offset))) + (edge === 'end' ? 0 : 1))))
}

/** Whom an event of this kind is about: mostly what the vocabulary says, at times the party or a matter. */
function subjectOf(kind: string): fc.Arbitrary<string | null> {
  const of = eventEntries.get(kind)?.of ?? 'matter'
  const usual: fc.Arbitrary<string | null> =
    of === 'party' ? fc.constant(null) : of === 'matter' ? fc.constantFrom(...MATTERS) : fc.constantFrom(...REGISTERS[of])
  return fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...MATTERS) })
}

function eventOf(kind: string, anchors: readonly number[]): fc.Arbitrary<Omit<Event, 'ref'>> {
  const listed = eventEntries.get(kind)?.facts ?? []
  const asked = [...new Set([...listed, ...(factsByKind.get(kind) ?? [])])]
  return instantNear(anchors).chain((occurred) => {
    const facts =
      kind === 'profile.fact-established'
        ? factsAmong(PARTY_FACTS, occurred, 1).map((all) => Object.fromEntries(Object.entries(all).slice(0, 3)))
        : fc
            .tuple(factsAmong(asked, occurred, Math.ceil(asked.length / 2)), fc.integer({ min: 0, max: 9 }))
            .map(([known, tenth]) => (tenth === 0 ? { ...known, atAnother: true } : known))
    return fc.record({
      kind: fc.constant(kind),
      occurred: fc.constant(occurred),
      recorded: fc.constantFrom(0, HOUR, 3 * DAY).map((late) => instant(occurred + late)),
      subject: subjectOf(kind),
      facts,
      corrects: fc.constant(null),
    })
  })
}

/** Procedures in which deadlines, figures, periods and exceptions meet. */
const KNOTTY = [
  'incident',
  'leak',
  'grading',
  'transfer',
  'attack',
  'personal-information',
  'rights',
  'collection',
  'storage',
  'vulnerability',
  'risk',
  'penalty',
]

/** Events of a few procedures at a few times, so that they meet: 1 to `longest` of them, in any order, each with its own ref. */
export function journals(longest: number, shortest = 1): fc.Arbitrary<readonly Event[]> {
  const topics = fc.tuple(fc.subarray(KNOTTY, { minLength: 1, maxLength: 3 }), fc.subarray(families, { maxLength: 3 })).map((two) => two.flat())
  return fc.tuple(topics, fc.subarray(ANCHORS, { minLength: 1, maxLength: 3 })).chain(([chosen, anchors]) => {
    const kinds = statute.vocabulary.events.map((entry) => entry.kind).filter((kind) => chosen.includes(familyOf(kind)))
    const named = kinds.filter((kind) => factsByKind.has(kind))
    const kind = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...named) },
      { weight: 1, arbitrary: fc.constantFrom(...kinds) },
      { weight: 2, arbitrary: fc.constant('profile.fact-established') },
    )
    return fc
      .array(
        kind.chain((each) => eventOf(each, anchors)),
        { minLength: shortest, maxLength: longest, size: 'max' },
      )
      .map((events) => events.map((event, index) => ({ ...event, ref: `e${index}` })))
  })
}

export const inTime = (events: readonly Event[]): readonly Event[] => events.toSorted((left, right) => left.occurred - right.occurred)
export const lastOf = (events: readonly Event[]): Instant => instant(Math.max(at('2017-01-01T00:00:00+08:00'), ...events.map((event) => event.occurred)))

function entriesOf(level: keyof typeof REGISTERS): fc.Arbitrary<readonly unknown[]> {
  const others = (['system', 'product', 'dataset', 'supplier'] as const).filter((other) => other !== level)
  return fc
    .subarray([...REGISTERS[level]])
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          fc
            .tuple(
              factsAmong(THING_FACTS[level], 0, 0),
              fc.option(factsAmong(others, 0, 1), { nil: {}, freq: 4 }),
              fc.option(fc.constantFrom('2025-06-10', '2025-06-10T00:00:00+08:00', '2026-03-01T09:30:00+08:00'), { nil: undefined, freq: 4 }),
            )
            .map(([facts, links, until]) => ({ id, name: id, facts: { ...facts, ...links }, ...(until === undefined ? {} : { until }) })),
        ),
      ),
    )
}

const roleEntry = fc.record(
  {
    role: fc.constantFrom(...ROLES.filter((role) => norms.some((norm) => norm.bearer.includes(role) && !norm.policy))),
    since: fc.constantFrom('2017-01-01', '2019-09-28', '2025-06-03'),
    until: fc.constantFrom('2025-06-20', '2026-03-01'),
  },
  { requiredKeys: ['role'] },
)

/** A party with roles, facts, registers and parameters of its own. */
export const profiles: fc.Arbitrary<Profile> = fc
  .record({
    facts: factsAmong(PARTY_FACTS.slice(0, 12), 0, 0),
    roles: fc.oneof(
      { weight: 6, arbitrary: fc.constant([{ role: 'network-operator' }, { role: 'cii-operator' }, { role: 'product-service-provider' }]) },
      { weight: 2, arbitrary: fc.array(roleEntry, { maxLength: 4 }) },
    ),
    systems: entriesOf('system'),
    products: entriesOf('product'),
    datasets: entriesOf('dataset'),
    suppliers: entriesOf('supplier'),
    parameters: fc
      .subarray(['risk-handle-flaw', 'leak-report', 'leak-inform-users', 'assess-level-four', 'drill-hold-standard', 'rights-delete', 'vulnerability-remedy'])
      .map((names) => Object.fromEntries(names.map((name, index) => [name, ['PT4H', 'P1M', '15 workdays', 'P1Y'][index % 4]]))),
  })
  .map((raw) => Profile.parse({ party: { id: PARTY, name: PARTY, since: '2017-01-01' }, ...raw }))

/** What an asker may leave out: three times in ten he does. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null, freq: 3 })
/** Days by the edition that is asked on them, if it is asked for itself. */
const DAYS = {
  'csl-draft-2016': [],
  'csl-2017': ['2017-06-01', '2020-02-29', '2022-08-15', '2025-12-31', '2016-12-01'],
  'csl-2026': ['2026-01-01', '2026-11-05'],
} as const
/** Conduct under an edition: mostly a sanctioned place with a role to which its sanction speaks. */
const conduct = fc.oneof(
  ...statute.editions.map(({ edition: { id }, places, liability }) => {
    const sanctioned = liability.liabilities.flatMap(({ violated, subject }) =>
      violated.flatMap((place) => subject.map((role) => ({ violated: 'attack' in place ? place.attack : place.provision, roles: [role] }))),
    )
    const days = DAYS[id].map((conductDate) => ({ conductDate, asIf: null }))
    const when = fc.constantFrom(...days, ...days, { conductDate: '2019-09-09', asIf: id })
    const what = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...sanctioned) },
      { weight: 1, arbitrary: fc.record({ violated: maybe(fc.constantFrom(...places)), roles: fc.subarray([...ROLES], { maxLength: 3 }) }) },
    )
    return { weight: id === 'csl-2017' ? 3 : 1, arbitrary: fc.tuple(when, what).map(([date, act]) => ({ ...date, ...act })) }
  }),
)

/** Questions of liability over every provision, mostly those that are sanctioned. */
export const questions: fc.Arbitrary<Question> = fc
  .record({
    conduct,
    unit: maybe(fc.boolean()),
    network: maybe(fc.constantFrom('civil', 'civil', 'civil', 'civil', 'state-organ-government-affairs', 'state-secret', 'military')),
    withinTerritory: maybe(fc.constantFrom(true, true, true, true, false)),
    refusedCorrection: maybe(fc.boolean()),
    consequences: maybe(fc.constantFrom('none', 'harm', 'serious', 'especially-serious')),
    circumstances: maybe(fc.constantFrom('ordinary', 'serious', 'especially-serious')),
    illegalGains: maybe(fc.constantFrom(0, 0.01, 12_345.67, 99_999.99, 100_000, 1_000_000)),
    procurementAmount: maybe(fc.constantFrom(0, 99.99, 500_000)),
    constitutesCrime: maybe(fc.constantFrom(false, false, true)),
    publicSecurityOffence: maybe(fc.boolean()),
    damageToAnother: maybe(fc.boolean()),
    knew: maybe(fc.boolean()),
    authorised: maybe(fc.constantFrom(false, false, true)),
    personAffected: maybe(fc.boolean()),
  })
  .map(({ conduct, ...raw }) => Question.parse({ ...conduct, ...raw }))
