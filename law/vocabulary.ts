import { z } from 'zod'
import { Text } from './text.ts'

/** The kinds of things that a party registers, and `matter`: a case of its own, such as one incident or one complaint. */
export const SUBJECTS = ['party', 'system', 'product', 'dataset', 'supplier', 'matter'] as const
export const SubjectKind = z.enum(SUBJECTS)
export type SubjectKind = z.infer<typeof SubjectKind>

const FactName = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'write a fact in camelCase')

/** A fact that conditions may ask for. `judgedBy` marks an open term: no figure settles it, a person or an authority does. */
export const FactEntry = z.strictObject({
  fact: FactName,
  type: z.union([z.enum(['boolean', 'number', 'moment', 'text']), z.array(z.string()).min(2)]),
  title: Text,
  judgedBy: z.enum(['authority', 'user']).optional(),
})
export type FactEntry = z.infer<typeof FactEntry>

export const EventEntry = z.strictObject({
  kind: z.string().regex(/^[a-z-]+\.[a-z-]+$/, 'write an event as procedure.past-fact'),
  title: Text,
  of: SubjectKind,
  facts: z.array(FactName).default([]),
})
export type EventEntry = z.infer<typeof EventEntry>

export const Vocabulary = z.strictObject({ facts: z.array(FactEntry), events: z.array(EventEntry) })
export type Vocabulary = z.infer<typeof Vocabulary>
