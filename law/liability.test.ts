import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer, compileLiabilityLaw, type LiabilityAnswer } from './answer.ts'
import { questions } from './journal.fixture.ts'
import { caseOf, judge, LIABILITY_FACTS } from './judgment.ts'
import { STAGES } from './liability.ts'
import { naiveLiability, type NaiveLiability } from './naive-liability.fixture.ts'
import { Question } from './question.ts'
import { statute } from './statute.fixture.ts'
import { UNKNOWN } from './truth.ts'

const law = compileLiabilityLaw(statute)
const ask = (question: Question): LiabilityAnswer => answer(law, question)

function words(found: LiabilityAnswer): NaiveLiability {
  const { applies, liable, provision, stage, entityFine: entity, personFine: person, detentionDays: days } = found
  return {
    applies,
    liable,
    provision,
    stage,
    entityFine:
      entity === null ? null : `${entity.must} ${entity.min ?? '?'}–${entity.max ?? '?'} ${entity.on}${entity.basis === undefined ? '' : ` ${entity.basis}`}`,
    personFine: person === null ? null : `${person.must} ${person.min}–${person.max} ${person.on.join(' ')}`,
    detentionDays: days === null ? null : `${days.min}–${days.max}`,
  }
}

/** What an answer decides, without the words that explain it. */
function substance(found: LiabilityAnswer): unknown {
  const { asks: _asks, why: _why, alternatives, ...rest } = found
  return { ...rest, alternatives: alternatives.map(substance) }
}

const stageOf = (found: LiabilityAnswer): number => (found.stage === null ? -1 : STAGES.indexOf(found.stage))
/** A maximum that multiplies an amount nobody knows is taken as without bound. */
const maxima = (found: LiabilityAnswer): number[] => [
  found.entityFine === null ? 0 : (found.entityFine.max ?? Infinity),
  found.personFine?.max ?? 0,
  found.detentionDays?.max ?? 0,
]

/** The facts of gravity, from the least to the most serious. */
const GRAVITY: Readonly<Record<string, readonly (string | boolean)[]>> = {
  refusedCorrection: [false, true],
  consequences: ['none', 'harm', 'serious', 'especially-serious'],
  circumstances: ['ordinary', 'serious', 'especially-serious'],
}
const gravity = fc.constantFrom(...Object.keys(GRAVITY))

function withFact(question: Question, fact: string, value: unknown): Question {
  return { ...question, ...Object.fromEntries([[fact, value]]) }
}

describe('an answer of liability', () => {
  test('is what one finds by reading the chapter line by line', () => {
    let liable = 0
    fc.assert(
      fc.property(questions, (question) => {
        const found = ask(question)
        if (found.liable) liable++
        expect(words(found)).toEqual(naiveLiability(statute, question))
      }),
      { seed: 601, numRuns: 2500 },
    )
    expect(liable).toBeGreaterThan(500)
  })

  test('is found for every provision of the edition and every single role', () => {
    const base = Question.parse({ conductDate: '2020-01-01', roles: [] })
    const places = statute.editions.flatMap((data) => data.places.map((violated) => ({ asIf: data.edition.id, violated })))
    const roles = [...new Set(statute.editions.flatMap((data) => data.liability.liabilities.flatMap((liability) => liability.subject)))]
    expect(places.length * roles.length).toBeGreaterThan(1000)
    for (const place of places) {
      for (const role of roles) {
        for (const circumstances of [null, 'serious'] as const) {
          const question: Question = { ...base, ...place, roles: [role], circumstances, refusedCorrection: true }
          expect(words(ask(question))).toEqual(naiveLiability(statute, question))
        }
      }
    }
  })

  test('always ends, with grounds that are a bounded number of marks', () => {
    const compiled = law.editions.get('csl-2017')
    if (compiled === undefined) throw new Error('the edition of 2017 is loaded')
    const { leaves, file } = compiled.program
    const most = 3 * (leaves.length + file.liabilities.length * 12 + file.also.length + 2)
    fc.assert(
      fc.property(questions, (question) => {
        const { grounds } = judge(compiled.program, caseOf(question))
        expect(grounds.length % 3).toBe(0)
        expect(grounds.length).toBeLessThanOrEqual(most)
      }),
      { seed: 602, numRuns: 500 },
    )
  })

  test('does not depend on what was asked before', () => {
    fc.assert(
      fc.property(questions, questions, (one, two) => {
        const first = ask(one)
        ask(two)
        expect(ask(one)).toEqual(first)
      }),
      { seed: 603, numRuns: 300 },
    )
  })
})

describe('a range', () => {
  const ranges = (found: LiabilityAnswer): { min: number | null; max: number | null }[] =>
    [found, ...found.alternatives].flatMap((each) => [each.entityFine, each.personFine, each.detentionDays].filter((range) => range !== null))

  test('is never inverted', () => {
    fc.assert(
      fc.property(questions, (question) => {
        for (const { min, max } of ranges(ask(question))) {
          expect(min === null).toBe(max === null)
          expect(min ?? 0).toBeGreaterThanOrEqual(0)
          expect(max ?? 0).toBeGreaterThanOrEqual(min ?? 0)
        }
      }),
      { seed: 611, numRuns: 1500 },
    )
  })

  test('holds both its ends, and not one fen or one day beyond', () => {
    let tried = 0
    fc.assert(
      fc.property(questions, fc.constantFrom('entityFine', 'personFine', 'detentionDays'), (question, what) => {
        const range = ask(question)[what]
        if (range === null || range.min === null || range.max === null) return
        tried++
        const unit = what === 'detentionDays' ? 1 : 100
        const [least, most] = [Math.round(range.min * unit), Math.round(range.max * unit)]
        const lawful = (amount: number): boolean | null => ask({ ...question, proposed: { [what]: amount } }).proposedLawful
        // No fine at all is no fine of a range that has to be imposed, even where it begins with nothing.
        const shall = what === 'entityFine' && ask(question).entityFine?.must === 'shall'
        expect(lawful(most)).toBe(most > 0 || !shall)
        expect(lawful(least)).toBe(least > 0 || !shall)
        expect(lawful(most + 1)).toBe(false)
        // Nothing at all is lawful where the authority may and need not.
        expect(least <= 1 || lawful(least - 1) === false).toBe(true)
      }),
      { seed: 612, numRuns: 6000 },
    )
    expect(tried).toBeGreaterThan(300)
  })

  test('of a multiple is exact to the fen', () => {
    const question = Question.parse({ conductDate: '2020-01-01', roles: ['network-operator'], violated: '41.1', illegalGains: 12345.67 })
    expect(ask(question).entityFine).toMatchObject({ min: 12345.67, max: 123456.7, basis: 'illegal-gains' })
    expect(ask({ ...question, proposed: { entityFine: 12345670 } }).proposedLawful).toBe(true)
    expect(ask({ ...question, proposed: { entityFine: 12345671 } }).proposedLawful).toBe(false)
  })
})

describe('gravity', () => {
  test('never lowers the stage or a maximum', () => {
    let rose = 0
    fc.assert(
      fc.property(questions, gravity, fc.nat(3), fc.nat(3), (question, fact, one, two) => {
        const scale = GRAVITY[fact] ?? []
        const [low = 0, high = 0] = [one % scale.length, two % scale.length].toSorted((left, right) => left - right)
        const mild = ask(withFact(question, fact, scale[low]))
        const grave = ask(withFact(question, fact, scale[high]))
        if (stageOf(grave) > stageOf(mild)) rose++
        expect(stageOf(grave)).toBeGreaterThanOrEqual(stageOf(mild))
        maxima(grave).forEach((most, place) => expect(most).toBeGreaterThanOrEqual(maxima(mild)[place] ?? 0))
      }),
      { seed: 621, numRuns: 1500 },
    )
    expect(rose).toBeGreaterThan(50)
  })

  test('that is not established never raises the stage or a maximum', () => {
    fc.assert(
      fc.property(questions, gravity, (question, fact) => {
        const known = ask(question)
        const unknown = ask(withFact(question, fact, null))
        expect(stageOf(unknown)).toBeLessThanOrEqual(stageOf(known))
        maxima(unknown).forEach((most, place) => expect(most).toBeLessThanOrEqual(maxima(known)[place] ?? 0))
      }),
      { seed: 622, numRuns: 1000 },
    )
  })
})

describe('a ground', () => {
  const compiled = law.editions.get('csl-2017')
  if (compiled === undefined) throw new Error('the edition of 2017 is loaded')
  const { program } = compiled

  /** Facts that the grounds name as known, apart from whether the party is a unit, which is taken for granted where nobody says. */
  function named(question: Question): string[] {
    const { grounds } = judge(program, caseOf(question))
    const facts = new Set<string>()
    for (let at = 0; at < grounds.length; at += 3) {
      const leaf = program.leaves[grounds[at] ?? -1]
      if (leaf?.fact !== undefined && grounds[at + 1] !== UNKNOWN) facts.add(leaf.fact)
    }
    return [...facts]
  }

  test('without the fact that it names does not stand: the answer changes, opens, or rests on something else', () => {
    let removed = 0
    fc.assert(
      fc.property(
        questions.map((question) => ({ ...question, asIf: 'csl-2017' as const })),
        (question) => {
          const before = ask(question)
          for (const fact of named(question)) {
            removed++
            const without = withFact(question, fact, null)
            const then = ask(without)
            expect(named(without)).not.toContain(fact)
            const changed = JSON.stringify(substance(then)) !== JSON.stringify(substance(before))
            const opened = then.asks.some((line) => line.startsWith(`${fact}:`)) && !before.asks.some((line) => line.startsWith(`${fact}:`))
            const regrounded = JSON.stringify(then.why) !== JSON.stringify(before.why)
            expect([fact, changed || opened || regrounded]).toEqual([fact, true])
          }
        },
      ),
      { seed: 631, numRuns: 1500 },
    )
    expect(removed).toBeGreaterThan(300)
  })

  test('is never a fact that was not stated', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const stated = new Set(Object.entries(question).flatMap(([fact, value]) => (value === null || value === undefined ? [] : [fact])))
        for (const fact of named(question)) expect(stated.has(fact)).toBe(true)
      }),
      { seed: 632, numRuns: 1000 },
    )
  })

  test('that names no fact of a question leaves it without effect', () => {
    let silent = 0
    fc.assert(
      fc.property(questions, fc.constantFrom(...LIABILITY_FACTS), (question, fact) => {
        const { grounds } = judge(program, caseOf(question))
        const found = judge(program, caseOf(withFact(question, fact, null)))
        const mentions = program.leaves.some((leaf, index) => leaf.fact === fact && (grounds.includes(index) || found.grounds.includes(index)))
        if (mentions || fact === 'unit' || fact === 'network') return
        silent++
        expect({ ...found, grounds: [] }).toEqual({ ...judge(program, caseOf(question)), grounds: [] })
      }),
      { seed: 633, numRuns: 1500 },
    )
    expect(silent).toBeGreaterThan(300)
  })
})
