import type { EventLike } from './event.ts'
import type { FieldForm } from './field.ts'

/** An event, as far as it is parted. */
type Detailed = Pick<EventLike, 'detail'>

/** An event in two parts: what stays for ever, with null for each personal detail, and what can be erased. */
export interface Parted<E extends Detailed> {
  readonly kept: E
  readonly personal: Readonly<Record<string, unknown>>
}

/** Takes the personal details out of an event. Facts of the law are never personal. */
export function part<E extends Detailed>(event: E, details: readonly FieldForm[]): Parted<E> {
  const marked = new Set(details.filter(({ personal }) => personal).map(({ name }) => name))
  const entries = Object.entries(event.detail)
  const detail = Object.fromEntries(entries.map(([name, value]) => [name, marked.has(name) ? null : value]))
  return { kept: { ...event, detail }, personal: Object.fromEntries(entries.filter(([name, value]) => marked.has(name) && value !== null)) }
}

/** Puts the parts together again; after an erasure there is nothing to put back. */
export function join<E extends Detailed>({ kept, personal }: Parted<E>): E {
  return { ...kept, detail: { ...kept.detail, ...personal } }
}
