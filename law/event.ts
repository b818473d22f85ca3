import { z } from 'zod'
import { Value, type Facts } from './condition.ts'
import { Moment, type Instant } from './instant.ts'

/** One line of a journal: something that happened, when it happened or was known, and when it was recorded. */
export interface Event {
  readonly kind: string
  /** When it happened or became known: claimed by whoever reports it. */
  readonly occurred: Instant
  /** When it was recorded: our own clock. */
  readonly recorded: Instant
  /** The register entry or matter it is about; null for the party itself. */
  readonly subject: string | null
  /** How people find it again, such as its number in the journal. */
  readonly ref: string | null
  readonly facts: Facts
  /** The `ref` of the entry that this one replaces. */
  readonly corrects: string | null
}

const Short = z.string().min(1).max(200)

/** The same as the door takes it. Unknown keys are refused; `recorded` defaults to `occurred`. */
export const EventLine = z
  .strictObject({
    kind: z
      .string()
      .max(80)
      .regex(/^[a-z-]+\.[a-z-]+$/, 'write an event as procedure.past-fact, such as incident.discovered'),
    occurred: Moment,
    recorded: Moment.optional(),
    subject: Short.nullish(),
    ref: z.union([Short, z.int()]).nullish(),
    facts: z.record(z.string().max(80), Value.nullable()).nullish(),
    corrects: z.union([Short, z.int()]).nullish(),
  })
  .transform((line): Event => {
    const facts: Record<string, Value> = {}
    for (const [name, value] of Object.entries(line.facts ?? {})) if (value !== null) facts[name] = value
    return {
      kind: line.kind,
      occurred: line.occurred,
      recorded: line.recorded ?? line.occurred,
      subject: line.subject ?? null,
      ref: line.ref === null || line.ref === undefined ? null : String(line.ref),
      facts,
      corrects: line.corrects === null || line.corrects === undefined ? null : String(line.corrects),
    }
  })
