import type { Condition, Facts } from '#law/condition.ts'
import type { Role } from '#law/role.ts'
import { compileCondition, FAILS, HOLDS, Trail, UNKNOWN, type Leaf, type Reader } from '#law/truth.ts'

/** What a condition is asked of, outside the fold: facts and roles as they stand at one instant. */
export interface Known {
  readonly facts: Facts
  readonly roles: readonly Role[]
}

/** The law's three answers. `facts` are those that decided, or, where the answer is unknown, those that are missing. */
export interface Finding {
  readonly answer: 'holds' | 'fails' | 'unknown'
  readonly facts: readonly string[]
}

const reader: Reader<Known> = {
  value:
    (fact) =>
    ({ facts }) =>
      Object.hasOwn(facts, fact) ? facts[fact] : undefined,
  source: () => () => 0,
  role:
    (role) =>
    ({ roles }) =>
      roles.includes(role) ? HOLDS : FAILS,
  roleSource: () => () => 0,
}

/** Asks a condition of what is known, by the law's own comparison. Total. */
export function find(condition: Condition, known: Known): Finding {
  const leaves: Leaf[] = []
  const trail = new Trail()
  const truth = compileCondition(condition, reader, leaves)(known, trail)
  const marks = Array.from({ length: trail.size / 3 }, (_, mark) => ({ leaf: leaves[trail.marks[mark * 3] ?? -1], truth: trail.marks[mark * 3 + 1] }))
  const told = truth === UNKNOWN ? marks.filter((mark) => mark.truth === UNKNOWN) : marks
  return {
    answer: truth === HOLDS ? 'holds' : truth === FAILS ? 'fails' : 'unknown',
    facts: [...new Set(told.flatMap(({ leaf }) => (leaf?.fact === undefined ? [] : [leaf.fact])))],
  }
}
