import type { Draft, EventLike } from './event.ts'
import type { Refused } from './refusal.ts'

/** What comes of a command: events, none of them where nothing is new, or a refusal. */
export type Decision<E extends EventLike> = Accepted<E> | Refused

export interface Accepted<E extends EventLike> {
  readonly kind: 'accepted'
  readonly events: readonly Draft<E>[]
}

export function accept<E extends EventLike>(...events: readonly Draft<E>[]): Accepted<E> {
  return { kind: 'accepted', events }
}
