import type { Value } from './condition.ts'
import type { Event } from './event.ts'
import type { Profile } from './profile.ts'
import type { State } from './state.ts'
import type { Subject } from './subject.ts'
import { linkAt, LINKS } from './world.ts'

/** The register entry of a kind that an event concerns: named by it, or by its own subject at the time, or the only one there is. */
function concerned(state: State, event: Event, home: Subject, level: (typeof LINKS)[number]): Subject | undefined {
  if (home.kind === level) return home
  const named = event.facts[level]
  if (typeof named === 'string') {
    const target = state.subjects.get(named)
    return target?.kind === level ? target : undefined
  }
  const linked = linkAt(home, level, event.occurred, state.subjects)
  if (linked !== undefined) return linked
  const { length, 0: only } = registerOf(state.profile, level)
  return length === 1 && only !== undefined ? state.subjects.get(only.id) : undefined
}

function registerOf(profile: Profile, level: (typeof LINKS)[number]): readonly { readonly id: string }[] {
  switch (level) {
    case 'system':
      return profile.systems
    case 'product':
      return profile.products
    case 'dataset':
      return profile.datasets
    case 'supplier':
      return profile.suppliers
  }
}

/** The register entries at which an event is felt besides its home, because standing norms are counted by them. */
export function routeOf(state: State, event: Event, home: Subject, at: number): readonly Subject[] {
  const route: Subject[] = []
  for (const level of state.program.kinds.get(event.kind)?.registers ?? []) {
    const subject = concerned(state, event, home, level)
    if (subject === undefined) state.unplaced.add(at)
    else if (subject !== home) route.push(subject)
  }
  return route
}

/** Everybody who may read a fact of the party or of a register entry. */
export function readersOf(state: State, subject: Subject): Iterable<Subject> {
  if (subject !== state.party) return state.readers.get(subject) ?? []
  return [...state.subjects.values()].filter((other) => other !== subject)
}

/** Register entries that a subject ever names. */
export function linksEverOf(state: State, subject: Subject): readonly Subject[] {
  if (subject.kind === 'party' || subject.facts.size === 0) return []
  return LINKS.flatMap((kind) => (subject.facts.get(kind)?.value ?? []).flatMap((id) => targetOf(state, kind, id) ?? []))
}

function targetOf(state: State, kind: (typeof LINKS)[number], id: Value): Subject | undefined {
  const target = typeof id === 'string' ? state.subjects.get(id) : undefined
  return target?.kind === kind ? target : undefined
}

/** Remembers that a subject reads the register entries that it names, so that it is told when they change. */
export function noteLinks(state: State, subject: Subject): void {
  for (const target of linksEverOf(state, subject)) {
    const readers = state.readers.get(target)
    if (readers === undefined) state.readers.set(target, new Set([subject]))
    else readers.add(subject)
  }
}
