import { z } from 'zod'
import type { Value } from '#law/condition.ts'
import type { Event as LawEvent } from '#law/event.ts'
import { instantOf } from '#law/instant.ts'
import type { SubjectKind } from '#law/vocabulary.ts'
import { field } from './field.ts'
import { Moment } from './moment.ts'

/** What every event of every procedure has. `facts` are the law's, by its vocabulary; `detail` is the procedure's own. */
export interface EventLike {
  readonly kind: string
  /** When it happened or was known: claimed by whoever reports it. */
  readonly occurred: Moment
  /** As the law counts: null for the party itself, else a register entry or a matter. */
  readonly subject: string | null
  /** The `ref` of the entry that this one replaces. */
  readonly corrects: string | null
  readonly facts: Readonly<Record<string, unknown>>
  readonly detail: Readonly<Record<string, unknown>>
}

/** An event as a decision writes it. Subject and correction are filled in from the context. */
export type Draft<E extends EventLike> = E extends EventLike ? Omit<E, 'subject' | 'corrects'> & Partial<Pick<E, 'subject' | 'corrects'>> : never

/** An event that the journal has: `ref` is its number there, `recorded` our own clock. */
export interface Entry<E extends EventLike> {
  readonly ref: string
  readonly recorded: Moment
  readonly event: E
}

interface About {
  /** What the event is about, as in the law's vocabulary. */
  readonly of: SubjectKind | 'log-source' | 'person'
  readonly zh: string
  readonly en: string
}

/**
 * The schema of one kind of event. Its kind is the law's where the vocabulary has one, with the vocabulary's facts.
 * A fact that is not known is null. Each detail has words (`field`), and personal information is `personal`.
 */
export function event<const K extends string, F extends z.ZodRawShape, D extends z.ZodRawShape>(kind: K, about: About, facts: F, detail: D) {
  return z
    .strictObject({
      kind: z.literal(kind),
      occurred: field(Moment, { zh: '发生或者知悉时间', en: 'Happened or became known' }),
      subject: z.string().min(1).max(200).nullable(),
      corrects: z.string().max(200).nullable(),
      facts: z.strictObject(facts),
      detail: z.strictObject(detail),
    })
    .meta({ about })
}

/** What the journal holds of an event: the schema's version when it was written, and its fields as they were then. */
export const StoredEvent = z.object({
  version: z.int().positive(),
  kind: z.string(),
  occurred: z.string(),
  subject: z.string().nullable(),
  corrects: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  detail: z.record(z.string(), z.unknown()),
})
export type StoredEvent = z.infer<typeof StoredEvent>

/** Brings an event one version further. It may rename the kind; it may not lose a fact of the law. */
type Lift = (stored: StoredEvent) => Omit<StoredEvent, 'version'>

/** By kind, from version 1 on. The present version of a kind is one more than the number of its lifts. */
export type Lifts = Readonly<Record<string, readonly Lift[]>>

export function versionOf(lifts: Lifts, kind: string): number {
  return (lifts[kind]?.length ?? 0) + 1
}

/** An old event as the present schemas know it. An event from a later version than ours is a fault, thrown. */
export function lifted(lifts: Lifts, stored: StoredEvent): StoredEvent {
  const present = versionOf(lifts, stored.kind)
  if (stored.version > present) throw new RangeError(`${stored.kind} is of version ${stored.version}; this program knows ${present}`)
  const lift = lifts[stored.kind]?.[stored.version - 1]
  if (lift === undefined) return stored
  const next = lift(stored)
  return lifted(lifts, { ...next, version: next.kind === stored.kind ? stored.version + 1 : 1 })
}

function isValue(value: unknown): value is Value {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** An entry as the law folds it: without detail, and without the facts that nobody knows. */
export function lawEvent({ ref, recorded, event }: Entry<EventLike>): LawEvent {
  const facts = Object.fromEntries(Object.entries(event.facts).flatMap(([fact, value]) => (isValue(value) ? [[fact, value] as const] : [])))
  return { kind: event.kind, occurred: atOf(event.occurred), recorded: atOf(recorded), subject: event.subject, ref, facts, corrects: event.corrects }
}

function atOf(moment: Moment) {
  const at = instantOf(moment)
  if (at === undefined) throw new RangeError(`not a moment: ${moment}`)
  return at
}
