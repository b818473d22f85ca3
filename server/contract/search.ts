import { z } from 'zod'
import { Text } from '#law/text.ts'
import { list, type Operation } from './operation.ts'

const hit = { title: Text, detail: Text.nullable(), score: z.number() }
/** Where a hit leads, by what it is. */
export const Hit = z.discriminatedUnion('kind', [
  z.strictObject({ ...hit, kind: z.literal('provision'), edition: z.string(), provision: z.string() }),
  z.strictObject({ ...hit, kind: z.literal('procedure'), procedure: z.string() }),
  z.strictObject({ ...hit, kind: z.literal('command'), procedure: z.string(), command: z.string(), opens: z.boolean() }),
  /** `matter` where the row is a matter of its own; else it stands in a register. */
  z.strictObject({ ...hit, kind: z.literal('row'), procedure: z.string(), view: z.string(), key: z.string(), subject: z.string(), matter: z.boolean() }),
  z.strictObject({ ...hit, kind: z.literal('duty'), norm: z.string(), subject: z.string(), edition: z.string(), provision: z.string() }),
  /** By the entry of the journal that holds it; its matter where it has one. */
  z.strictObject({
    ...hit,
    kind: z.literal('letter'),
    entry: z.string(),
    box: z.enum(['in', 'out', 'dead']),
    procedure: z.string().nullable(),
    subject: z.string().nullable(),
  }),
])
export type Hit = z.infer<typeof Hit>
export const Hits = z.strictObject({ q: z.string(), hits: list(Hit) })
export type Hits = z.infer<typeof Hits>

export const SearchQuery = z.object({ q: z.string().trim().min(1).max(200), limit: z.coerce.number().int().min(1).max(100).default(20) })

export const searchOperations = {
  search: {
    method: 'get',
    path: '/api/search',
    summary: { zh: '检索条款、义务、事项、台账、公文与可办的事', en: 'search provisions, duties, matters, registers, letters, and what can be done' },
    about: 'Chinese and English. What stands in the answer is what this person may read; what is personal is not searched.',
    who: 'signed-in',
    query: SearchQuery,
    answer: { words: 'Hits, the best first', schema: Hits },
    refusals: {},
  },
} as const satisfies Readonly<Record<string, Operation>>
