import type { Moment } from '../moment.ts'
import type { DetailOf, Event } from './content.ts'

/** The filing of one system as the police have it. Null: not yet. */
export interface Review {
  readonly operator: string | null
  readonly name: string | null
  readonly unitName: string | null
  readonly grade: number | null
  /** The papers that are under review, or were reviewed last. */
  readonly filing: { readonly on: Moment; readonly letter: string | null } | null
  readonly accepted: { readonly on: Moment; readonly reference: string } | null
  readonly returned: (DetailOf<'filing.returned'> & { readonly on: Moment }) | null
  readonly certificate: (DetailOf<'filing.certified'> & { readonly on: Moment }) | null
  /** A request to extend that waits for its answer. */
  readonly extension: { readonly on: Moment; readonly letter: string | null } | null
  readonly plan: Moment | null
  readonly ended: Moment | null
  readonly letters: readonly string[]
}

export const initial: Review = {
  operator: null,
  name: null,
  unitName: null,
  grade: null,
  filing: null,
  accepted: null,
  returned: null,
  certificate: null,
  extension: null,
  plan: null,
  ended: null,
  letters: [],
}

function came(state: Review, { operator, name, letter }: { readonly operator: string; readonly name: string; readonly letter: string | null }): Review {
  return { ...state, operator, name, letters: letter === null ? state.letters : [...state.letters, letter] }
}

export function evolve(state: Review, event: Event): Review {
  const { occurred: on } = event
  switch (event.kind) {
    case 'filing.received': {
      const { letter, unitName } = event.detail
      const { gradedLevel: grade } = event.facts
      return { ...came(state, event.detail), unitName, grade, filing: { on, letter }, accepted: null, returned: null }
    }
    case 'filing.extension-received':
      return { ...came(state, event.detail), extension: { on, letter: event.detail.letter } }
    case 'filing.plan-received':
      return { ...came(state, event.detail), plan: on }
    case 'filing.ending-received':
      return { ...came(state, event.detail), ended: on }
    case 'filing.accepted':
      return { ...state, accepted: { on, reference: event.detail.reference } }
    case 'filing.returned':
      return { ...state, returned: { ...event.detail, on } }
    case 'filing.certified':
      return { ...state, certificate: { ...event.detail, on }, extension: null, returned: null }
  }
}
