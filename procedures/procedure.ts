import type { z } from 'zod'
import type { Text } from '#law/text.ts'
import type { SubjectKind } from '#law/vocabulary.ts'
import type { Access } from './access.ts'
import type { CommandLike } from './command.ts'
import type { Context, Standing } from './context.ts'
import type { CORRECTIONS } from './correction.ts'
import type { Decision } from './decision.ts'
import type { DocumentKind, Drawing } from './document.ts'
import type { Settlement } from './duty.ts'
import type { Entry, EventLike, Lifts } from './event.ts'
import type { LetterDraft, LetterKind, Reception } from './letter.ts'
import type { PartyKind } from './party.ts'
import type { RefusalTable } from './refusal.ts'
import type { Step } from './step.ts'
import type { View } from './view.ts'

/**
 * One statutory workflow, as plain data and pure functions: from it come routes, forms, flags, storage, permissions and
 * the API's description. `S` is what a matter has come to, `C` what people may ask, `E` what may happen.
 */
export interface Procedure<S, C extends CommandLike, E extends EventLike> {
  readonly id: string
  readonly title: Text
  /** One sentence: what it is for. */
  readonly about: Text
  /** What one matter is: a case of its own (`matter`), an entry of a register, or, once for each party, `party`. */
  readonly of: SubjectKind | 'log-source' | 'person'
  readonly parties: readonly PartyKind[]
  readonly command: z.ZodType<C> & { readonly options: readonly unknown[] }
  readonly event: z.ZodType<E> & { readonly options: readonly unknown[] }
  readonly lifts: Lifts
  readonly initial: S
  readonly evolve: (state: S, event: E, entry: Pick<Entry<E>, 'ref' | 'recorded'>) => S
  readonly decide: (command: C, state: S, context: Context) => Decision<E>
  readonly access: Access<C['type'] | (typeof CORRECTIONS)[number]>
  /** Everything that it may refuse, besides what the frame does. */
  readonly refusals: RefusalTable
  readonly views: readonly View<S>[]
  /** What stands on the strip now depends on who the party is as well. */
  readonly steps: (state: S, standing: Standing) => readonly Step[]
  readonly documents: readonly DocumentKind<S>[]
  /** Kinds of letters that it sends. */
  readonly letters: readonly LetterKind[]
  /** The letters that an entry sends. `state` is the matter with that entry. */
  readonly send: (entry: Entry<E>, state: S, drawing: Drawing) => readonly LetterDraft[]
  readonly receives: readonly Reception[]
  /** Kinds of events whose personal details nobody sees who reads the matter, as it stands: a seal that a decision opens. None where it is left out. */
  readonly conceals?: (state: S) => readonly string[]
  /** Kinds of events of which whoever began the matter at the portal is told, with what they say. None where it is left out. */
  readonly tells?: readonly string[]
  /** Norms that it serves, whether or not a command of its own settles them. */
  readonly serves: readonly string[]
  /** Which command settles what is owed under a norm: the button on the duty board. */
  readonly settles: readonly Settlement<C['type']>[]
}

/** States the types of a procedure once, by its parts. */
export function procedure<S, C extends CommandLike, E extends EventLike>(parts: Procedure<S, C, E>): Procedure<S, C, E> {
  return parts
}
