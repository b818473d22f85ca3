import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Condition, type Facts, type Value } from './condition.ts'
import { ask } from './naive-condition.fixture.ts'
import type { Role } from './role.ts'
import { compileCondition, factsOf, FAILS, HOLDS, Trail, UNKNOWN, type Leaf, type Reader, type Truth } from './truth.ts'

interface World {
  readonly facts: Facts
  readonly roles: readonly Role[]
}

const NAMES = ['a', 'b', 'c', 'd']
const sourceOf = (fact: string): number => NAMES.indexOf(fact) + 10
const reader: Reader<World> = {
  value: (fact) => (world) => world.facts[fact],
  source: (fact) => () => sourceOf(fact),
  role: (role) => (world) => (world.roles.includes(role) ? HOLDS : FAILS),
  roleSource: () => () => 7,
}

interface Found {
  readonly truth: Truth
  /** Each mark in words: fact or role, truth, source. */
  readonly trail: readonly string[]
}

function decide(condition: Condition, facts: Facts, roles: readonly Role[] = []): Found {
  const leaves: Leaf[] = []
  const trail = new Trail()
  const truth = compileCondition(condition, reader, leaves)({ facts, roles }, trail)
  const marks = trail.take()
  const words: string[] = []
  for (let at = 0; at < marks.length; at += 3) {
    const leaf = leaves[marks[at] ?? -1]
    words.push(`${leaf?.role ?? leaf?.fact} ${['fails', 'holds', 'unknown'][marks[at + 1] ?? 3]} ${marks[at + 2]}`)
  }
  return { truth, trail: words }
}

const is = (fact: string): Condition => ({ fact, is: true })
/** Facts under which the leaf of that name holds, fails or is unknown. */
function facts(...truths: readonly Truth[]): Facts {
  return Object.fromEntries(truths.flatMap((truth, index) => (truth === UNKNOWN ? [] : [[NAMES[index] ?? '', truth === HOLDS]])))
}
const TRUTHS = [FAILS, HOLDS, UNKNOWN] as const

describe("Kleene's three values", () => {
  test('a conjunction fails with one that fails, holds with all, and is unknown otherwise', () => {
    for (const left of TRUTHS) {
      for (const right of TRUTHS) {
        const expected = left === FAILS || right === FAILS ? FAILS : left === HOLDS && right === HOLDS ? HOLDS : UNKNOWN
        expect(decide({ all: [is('a'), is('b')] }, facts(left, right)).truth).toBe(expected)
      }
    }
  })

  test('an alternative holds with one that holds, fails with all, and is unknown otherwise', () => {
    for (const left of TRUTHS) {
      for (const right of TRUTHS) {
        const expected = left === HOLDS || right === HOLDS ? HOLDS : left === FAILS && right === FAILS ? FAILS : UNKNOWN
        expect(decide({ any: [is('a'), is('b')] }, facts(left, right)).truth).toBe(expected)
      }
    }
  })

  test('a negation turns what is known and leaves what is unknown', () => {
    expect(TRUTHS.map((truth) => decide({ not: is('a') }, facts(truth)).truth)).toEqual([HOLDS, FAILS, UNKNOWN])
  })

  test('bounds include their figure, and a list holds its members', () => {
    expect([0, 1, 2].map((a) => decide({ fact: 'a', min: 1 }, { a }).truth)).toEqual([FAILS, HOLDS, HOLDS])
    expect([0, 1, 2].map((a) => decide({ fact: 'a', max: 1 }, { a }).truth)).toEqual([HOLDS, HOLDS, FAILS])
    expect(['x', 'y', 'z'].map((a) => decide({ fact: 'a', in: ['x', 'y'] }, { a }).truth)).toEqual([HOLDS, HOLDS, FAILS])
    expect(decide({ fact: 'a', min: 1 }, { a: '2' }).truth).toBe(FAILS)
    expect(decide({ fact: 'a', is: 1 }, { a: '1' }).truth).toBe(FAILS)
    expect(decide({ role: 'state' }, {}, ['state']).truth).toBe(HOLDS)
    expect(decide({ role: 'state' }, {}).truth).toBe(FAILS)
  })
})

describe('grounds', () => {
  test('of a conjunction that fails are those of the conjunct that failed', () => {
    expect(decide({ all: [is('a'), is('b'), is('c')] }, facts(HOLDS, FAILS, HOLDS)).trail).toEqual(['b fails 11'])
    expect(decide({ all: [is('a'), { any: [is('b'), is('c')] }] }, facts(HOLDS, FAILS, FAILS)).trail).toEqual(['b fails 11', 'c fails 12'])
  })

  test('of an alternative that holds are those of the one that held', () => {
    expect(decide({ any: [is('a'), is('b'), is('c')] }, facts(FAILS, HOLDS, HOLDS)).trail).toEqual(['b holds 11'])
    expect(decide({ any: [is('a'), { all: [is('b'), is('c')] }] }, facts(UNKNOWN, HOLDS, HOLDS)).trail).toEqual(['b holds 11', 'c holds 12'])
  })

  test('of what holds throughout or fails throughout are all of it', () => {
    expect(decide({ all: [is('a'), is('b')] }, facts(HOLDS, HOLDS)).trail).toEqual(['a holds 10', 'b holds 11'])
    expect(decide({ any: [is('a'), is('b')] }, facts(FAILS, FAILS)).trail).toEqual(['a fails 10', 'b fails 11'])
    expect(decide({ not: { role: 'state' } }, {}, ['state']).trail).toEqual(['state holds 7'])
  })

  test('of what is unknown say what is missing', () => {
    expect(decide({ all: [is('a'), is('b')] }, facts(HOLDS, UNKNOWN)).trail).toContain('b unknown 0')
    expect(decide({ any: [is('a'), is('b')] }, facts(FAILS, UNKNOWN)).trail).toContain('b unknown 0')
  })

  test('suffice: what they name decides the condition the same way, whatever else were so', () => {
    fc.assert(
      fc.property(conditions, known, known, (condition, here, elsewhere) => {
        const { truth, trail } = decide(condition, here)
        if (truth === UNKNOWN) return
        const named = Object.fromEntries(Object.entries(here).filter(([fact]) => trail.some((mark) => mark.startsWith(`${fact} `))))
        expect(decide(condition, named).truth).toBe(truth)
        expect(decide(condition, { ...elsewhere, ...named }).truth).toBe(truth)
      }),
      { seed: 501, numRuns: 1000 },
    )
  })

  test('of what is unknown name a fact that would help', () => {
    fc.assert(
      fc.property(conditions, known, (condition, here) => {
        const { truth, trail } = decide(condition, here)
        expect(truth !== UNKNOWN || trail.some((mark) => mark.endsWith('unknown 0'))).toBe(true)
      }),
      { seed: 502, numRuns: 500 },
    )
  })
})

const values: fc.Arbitrary<Value> = fc.oneof(fc.boolean(), fc.integer({ min: 0, max: 3 }), fc.constantFrom('x', 'y'))
const known: fc.Arbitrary<Facts> = fc.record({ a: values, b: values, c: values, d: values }, { requiredKeys: [] })
const { condition: conditions } = fc.letrec<{ condition: Condition; leaf: Condition }>((tie) => ({
  leaf: fc.constantFrom(...NAMES).chain((fact): fc.Arbitrary<Condition> =>
    fc.oneof(
      values.map((value) => ({ fact, is: value })),
      fc.array(values, { minLength: 1, maxLength: 3 }).map((list) => ({ fact, in: list })),
      fc.integer({ min: 0, max: 3 }).map((min) => ({ fact, min })),
      fc.integer({ min: 0, max: 3 }).map((max) => ({ fact, max })),
    ),
  ),
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('condition'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('condition').map((not) => ({ not })),
  ),
}))

describe('a compiled condition', () => {
  test('decides as the condition does when it is walked', () => {
    fc.assert(
      fc.property(conditions, known, (condition, here) => {
        const walked = ask(condition, { fact: (name) => here[name], role: () => false })
        expect(['fails', 'holds', 'unknown'][decide(condition, here).truth]).toBe(walked)
      }),
      { seed: 503, numRuns: 2000 },
    )
  })

  test('is never decided otherwise by learning more', () => {
    fc.assert(
      fc.property(conditions, known, known, (condition, here, more) => {
        const before = decide(condition, here).truth
        const then = decide(condition, { ...more, ...here }).truth
        expect([UNKNOWN, then]).toContain(before)
      }),
      { seed: 504, numRuns: 1000 },
    )
  })

  test('reads the facts and roles that it names and no other', () => {
    fc.assert(
      fc.property(conditions, known, (condition, here) => {
        const named = factsOf(condition)
        const rest = Object.fromEntries(Object.entries(here).filter(([fact]) => named.includes(fact)))
        expect(decide(condition, rest)).toEqual(decide(condition, here))
      }),
      { seed: 505, numRuns: 500 },
    )
  })

  test('is read from YAML with one key of comparison, and refused with two or none', () => {
    for (const wrong of [
      {},
      { fact: 'a' },
      { fact: 'a', is: true, in: [true] },
      { fact: 'a', is: null },
      { all: [] },
      { any: [] },
      { all: [is('a')], any: [is('b')] },
      { role: 'nobody' },
      { fact: 'a', min: '1' },
    ])
      expect(Condition.safeParse(wrong).success).toBe(false)
    fc.assert(
      fc.property(conditions, (condition) => {
        expect(Condition.parse(condition)).toEqual(condition)
      }),
      { seed: 506 },
    )
  })
})
