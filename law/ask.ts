import type { CompiledNorm } from './compile.ts'
import { unknownFacts } from './due.ts'
import type { Duty } from './duty.ts'
import { factTitle, ROLE_NAMES } from './explain.ts'
import type { Instant } from './instant.ts'
import type { Role } from './role.ts'
import type { State } from './state.ts'
import type { Subject } from './subject.ts'
import type { Text } from './text.ts'
import { factsOf } from './truth.ts'

/** A question whose answer would settle something. */
export interface Ask extends Text {
  readonly fact: string
  readonly subject: string
  readonly norm: string | null
}

/** What this duty would need to be known to be settled. */
export function asksOf(state: State, subject: Subject, name: Text, duty: Duty, norm: CompiledNorm): Ask[] {
  if (duty.state !== 'indeterminate') return []
  const named = duty.due.kind === 'open' ? duty.due.facts : []
  const missing = new Set([...named, ...unknownFacts(state.program, duty.latest?.grounds ?? [])])
  return [...missing].map((fact) => {
    const title = factTitle(state.program, fact)
    return {
      fact,
      subject: subject.id,
      norm: norm.norm.id,
      zh: `${name.zh}：${title.zh}？（${norm.norm.title.zh}）`,
      en: `${name.en}: ${title.en}? (${norm.norm.title.en})`,
    }
  })
}

/** Roles that nobody stated and whose facts are unknown: the law may bind in a way that nobody has looked at. */
export function roleAsks(state: State, held: readonly Role[], at: Instant): Ask[] {
  const { party, program, profile } = state
  const data = program.statute.editions.find(({ edition }) =>
    program.norms.some((norm) => norm.edition === edition.id && norm.span[0] <= at && at <= norm.span[1]),
  )
  return (data?.edition.roles ?? []).flatMap(({ role, when }) => {
    const facts = factsOf(when).filter((fact) => !party.facts.has(fact))
    if (facts.length === 0 || held.includes(role) || profile.roles.some((stated) => stated.role === role)) return []
    return facts.map((fact): Ask => {
      const title = factTitle(program, fact)
      return {
        fact,
        subject: party.id,
        norm: null,
        zh: `${title.zh}？（是否为${ROLE_NAMES[role].zh}）`,
        en: `${title.en}? (decides whether the party is the ${ROLE_NAMES[role].en})`,
      }
    })
  })
}

/** Entries that do not say which system, product or the like they are about, so that no duty could take them. */
export function unplacedAsks(state: State): Ask[] {
  return [...new Set(state.unplaced)].flatMap((place): Ask[] => {
    const event = state.events[place]
    if (event === undefined) return []
    const levels = Object.keys(state.program.kinds.get(event.kind)?.standing ?? {}).filter((level) => level !== 'party')
    const ref = event.ref ?? String(place + 1)
    return levels.map((level) => {
      const title = factTitle(state.program, level)
      return {
        fact: level,
        subject: event.subject ?? state.party.id,
        norm: null,
        zh: `记录 #${ref}（${event.kind}）没有说明${title.zh}`,
        en: `Entry #${ref} (${event.kind}) does not say ${title.en}`,
      }
    })
  })
}
