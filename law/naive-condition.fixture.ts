import type { Condition, Value } from './condition.ts'
import type { Role } from './role.ts'

export type Answer = 'holds' | 'fails' | 'unknown'

/** How a condition is asked: what a fact is worth, whether somebody has a role, and where to note the facts that are missing. */
export interface Asking {
  readonly fact: (name: string) => Value | undefined
  readonly role: (role: Role) => boolean
  readonly missing?: Set<string>
}

export function ask(condition: Condition | undefined, asking: Asking): Answer {
  if (condition === undefined) return 'holds'
  if ('role' in condition) return asking.role(condition.role) ? 'holds' : 'fails'
  if ('not' in condition) {
    const inner = ask(condition.not, asking)
    return inner === 'unknown' ? 'unknown' : inner === 'holds' ? 'fails' : 'holds'
  }
  if ('all' in condition || 'any' in condition) {
    const [settling, otherwise] = 'all' in condition ? (['fails', 'holds'] as const) : (['holds', 'fails'] as const)
    const missing = new Set<string>()
    const answers = ('all' in condition ? condition.all : condition.any).map((part) => ask(part, { ...asking, missing }))
    if (answers.includes(settling)) return settling
    if (!answers.includes('unknown')) return otherwise
    for (const fact of missing) asking.missing?.add(fact)
    return 'unknown'
  }
  const value = asking.fact(condition.fact)
  if (value === undefined) {
    asking.missing?.add(condition.fact)
    return 'unknown'
  }
  if ('is' in condition) return value === condition.is ? 'holds' : 'fails'
  if ('in' in condition) return condition.in.includes(value) ? 'holds' : 'fails'
  if (typeof value !== 'number') return 'fails'
  return ('min' in condition ? value >= condition.min : value <= condition.max) ? 'holds' : 'fails'
}
