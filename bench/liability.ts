import type { RuleProperties, TopLevelCondition } from 'json-rules-engine'
import type { Condition } from '#law/condition.ts'
import { compileLiability, judge, roleBits, type Case, type Finding, type LiabilityProgram } from '#law/judgment.ts'
import type { Fine, Liability, LiabilityFile } from '#law/liability.ts'
import { ROLES, widened, type Role } from '#law/role.ts'
import { Chance } from './chance.ts'
import type { Bench, Contender, Race } from './measure.ts'
import { graphOf, JSON_RULES, JsonRules, ZEN, Zen, type PeerFacts, type Table } from './peers.ts'
import { editionOf2017, liabilityOf, statuteFrom, statuteText } from './rules.ts'

/**
 * Who answers for a breach, under which paragraph, in which tier, with which fines. Ours also says why, which other
 * paragraphs the breach may fall under and what joins; the peers give the answer alone.
 */
export const liability: Bench = { name: 'liability', races }

const CASES = 10_000
const COMPARED = 1000
const ROUNDS = 30
const NOBODY = 'nobody answers'

async function* races(): AsyncIterable<Race> {
  const { edition, liability: real } = editionOf2017(statuteFrom(statuteText()))
  const outside = edition.outside.map(({ when }) => when)
  const sets = [
    ['30 rules', liabilityOf(real, 30), { ours: 1_000_000 }],
    ['300 rules', liabilityOf(real, 300), { ours: 1_000_000, ratio: 100 }],
    ['csl-2017', real, { ours: 1_000_000 }],
  ] as const
  for (const [name, file, budget] of sets) {
    const engines = new Engines(file, outside)
    const cases = casesOf(file, new Chance(2017))
    await engines.agree(cases.slice(0, COMPARED))
    const facts = cases.map((each) => each.ours)
    const ours: Contender = () => () => {
      let answered = 0
      for (let round = 0; round < ROUNDS; round++) for (const each of facts) if (engines.answer(each) !== undefined) answered++
      return answered
    }
    const peerFacts = cases.map((each) => each.peer)
    const zen: Contender = () => () => engines.zen.answers(peerFacts.slice(0, 2048)).then(({ length }) => length)
    const jsonRules: Contender = () => () => engines.jsonRules.answers(peerFacts.slice(0, 100)).then(({ length }) => length)
    yield { bench: liability.name, case: name, peerName: ZEN, ours, peer: zen, as: 'rate', budget }
    yield { bench: liability.name, case: name, peerName: JSON_RULES, ours, peer: jsonRules, as: 'rate', budget }
  }
}

/** One chapter on liability in three engines. */
class Engines {
  readonly zen: Zen
  readonly jsonRules: JsonRules
  readonly #program: LiabilityProgram
  /** By paragraph, then by the bits of the tiers reached. */
  readonly #outcomes: readonly (readonly string[])[]

  constructor(file: LiabilityFile, outside: readonly Condition[]) {
    const places = file.liabilities.flatMap(({ violated }) => violated.map((place) => ('attack' in place ? place.attack : place.provision)))
    this.#program = compileLiability(file, outside, places)
    this.#outcomes = file.liabilities.map((each) => Array.from({ length: 1 << each.tiers.length }, (_, tiers) => outcomeOf(each, tiers)))
    const rows = rowsOf(file)
    this.zen = new Zen(graphOf(tableOf(rows)))
    this.jsonRules = new JsonRules(rulesOf(rows), 'first')
  }

  answer(facts: Case): string | undefined {
    const { main, tiers, grounds }: Finding = judge(this.#program, facts)
    if (grounds.length === 0) throw new Error('a judgment without grounds')
    return main < 0 ? NOBODY : this.#outcomes[main]?.[tiers]
  }

  /** Throws unless all three give the same answers. */
  async agree(cases: readonly Asked[]): Promise<void> {
    const peerFacts = cases.map(({ peer }) => peer)
    const byZen = await this.zen.answers(peerFacts)
    const byJsonRules = await this.jsonRules.answers(peerFacts)
    const answers = cases.map(({ ours }) => this.answer(ours))
    answers.forEach((answer, at) => {
      const zen = JSON.stringify(byZen[at])
      const jsonRules = byJsonRules[at]?.[0] ?? NOBODY
      if (zen !== JSON.stringify(answer === NOBODY ? {} : { answer }) || jsonRules !== answer)
        throw new Error(`the engines disagree on ${JSON.stringify(peerFacts[at])}: ours ${answer}, zen ${zen}, json-rules ${jsonRules}`)
    })
    if (new Set(answers).size < 20) throw new Error('the cases compared are too much alike')
  }
}

/** Paragraph, stage and fines, in one string: what a peer writes out fastest. */
function outcomeOf({ provision, tiers }: Liability, reached: number): string {
  const now = tiers.filter((_, tier) => (reached & (1 << tier)) !== 0)
  const entity = now.findLast(({ entityFine }) => entityFine !== undefined)?.entityFine
  const person = now.findLast(({ personFine }) => personFine !== undefined)?.personFine
  return [provision, now.at(-1)?.stage, printed(entity), printed(person)].join(' ')
}

function printed(fine: Fine | undefined): string {
  if (fine === undefined) return '-'
  return 'range' in fine ? fine.range.join('-') : `${fine.times.join('-')}x${fine.of}`
}

interface Asked {
  readonly ours: Case
  readonly peer: PeerFacts
}

/** Cases about the breaches that a chapter sanctions, four in five by somebody to whom the sanction speaks, with some facts unknown. */
function casesOf({ liabilities }: LiabilityFile, chance: Chance): Asked[] {
  const flags = [true, false, false, undefined] as const
  const [first, ...others] = liabilities.flatMap(({ violated, subject }) =>
    violated.map((place) => ({ place: 'attack' in place ? place.attack : place.provision, subject })),
  )
  if (first === undefined) throw new Error('the chapter sanctions nothing')
  return Array.from({ length: CASES }, () => {
    const { place, subject } = chance.of([first, ...others])
    const role = chance.next() < 0.8 ? (subject[chance.below(subject.length)] ?? 'any-person') : chance.of(ROLES)
    // One literal, as the engine makes its own: every case has the same shape.
    const ours: Case = {
      violated: place,
      roles: roleBits([role]),
      unit: chance.next() < 0.7,
      network: chance.of([undefined, 'civil', 'civil', 'state-organ-government-affairs']),
      withinTerritory: undefined,
      refusedCorrection: chance.of(flags),
      consequences: chance.of([undefined, 'none', 'none', 'harm', 'serious', 'especially-serious']),
      circumstances: chance.of([undefined, 'ordinary', 'ordinary', 'serious', 'especially-serious']),
      illegalGains: undefined,
      procurementAmount: undefined,
      constitutesCrime: chance.of(flags),
      publicSecurityOffence: undefined,
      damageToAnother: undefined,
      knew: chance.of(flags),
      authorised: chance.of(flags),
      personAffected: chance.of(flags),
    }
    const { roles: _, ...known } = ours
    const peer = Object.fromEntries(Object.entries({ ...known, role }).flatMap(([fact, value]) => (value === undefined ? [] : [[fact, value]])))
    return { ours, peer }
  })
}

/** One tier of one paragraph as the peers write a rule; the first row that holds is the answer, so graver tiers stand first. */
interface Row {
  readonly violated: readonly string[]
  /** Empty: everybody. */
  readonly roles: readonly Role[]
  readonly unit: boolean | undefined
  readonly rest: readonly Condition[]
  readonly answer: string
}

export function rowsOf({ liabilities }: LiabilityFile): Row[] {
  return liabilities.flatMap((each) =>
    each.tiers
      .map((tier, place): Row => ({
        violated: each.violated.map((entry) => ('attack' in entry ? entry.attack : entry.provision)),
        roles: each.subject.includes('any-person') ? [] : each.subject.flatMap(bearersOf),
        unit: each.unit,
        rest: [...each.elements.map(({ when }) => when), ...(tier.when === undefined ? [] : [tier.when])],
        answer: outcomeOf(each, (2 << place) - 1),
      }))
      .toReversed(),
  )
}

function bearersOf(role: Role): Role[] {
  return ROLES.filter((narrow) => widened(narrow).includes(role))
}

const quoted = (values: readonly unknown[]): string => values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ')

export function tableOf(rows: readonly Row[]): Table {
  return {
    hit: 'first',
    columns: [{ id: 'violated', field: 'violated' }, { id: 'role', field: 'role' }, { id: 'unit', field: 'unit' }, { id: 'rest' }],
    rows: rows.map((row) => ({
      violated: quoted(row.violated),
      role: quoted(row.roles),
      unit: row.unit === undefined ? '' : String(row.unit),
      rest: row.rest.map(expressionOf).join(' and '),
      answer: quoted([row.answer]),
    })),
  }
}

function expressionOf(condition: Condition): string {
  if ('all' in condition) return `(${condition.all.map(expressionOf).join(' and ')})`
  if ('any' in condition) return `(${condition.any.map(expressionOf).join(' or ')})`
  if ('not' in condition) return `not (${expressionOf(condition.not)})`
  if ('role' in condition) return `role in [${quoted(bearersOf(condition.role))}]`
  if ('is' in condition) return `${condition.fact} == ${quoted([condition.is])}`
  if ('in' in condition) return `${condition.fact} in [${quoted(condition.in)}]`
  return 'min' in condition ? `${condition.fact} >= ${condition.min}` : `${condition.fact} <= ${condition.max}`
}

export function rulesOf(rows: readonly Row[]): RuleProperties[] {
  return rows.map((row, place) => ({
    priority: rows.length - place,
    conditions: {
      all: [
        { fact: 'violated', operator: 'in', value: row.violated, priority: 10 },
        ...(row.roles.length === 0 ? [] : [{ fact: 'role', operator: 'in', value: row.roles }]),
        ...(row.unit === undefined ? [] : [{ fact: 'unit', operator: 'equal', value: row.unit }]),
        ...row.rest.map(nestedOf),
      ],
    },
    event: { type: row.answer },
  }))
}

type Nested = Extract<TopLevelCondition, { all: unknown }>['all'][number]

function nestedOf(condition: Condition): Nested {
  if ('all' in condition) return { all: condition.all.map(nestedOf) }
  if ('any' in condition) return { any: condition.any.map(nestedOf) }
  if ('not' in condition) return { not: nestedOf(condition.not) }
  if ('role' in condition) return { fact: 'role', operator: 'in', value: bearersOf(condition.role) }
  const { fact } = condition
  if ('is' in condition) return { fact, operator: 'equal', value: condition.is }
  if ('in' in condition) return { fact, operator: 'in', value: condition.in }
  return 'min' in condition ? { fact, operator: 'greaterThanInclusive', value: condition.min } : { fact, operator: 'lessThanInclusive', value: condition.max }
}
