import { z } from 'zod'
import type { Lifts } from './event.ts'

/**
 * What an authority does to somebody, or learns of somebody, is in the authority's journal an event at another party: the law's engine then asks
 * nothing of it there but what authorities owe. The one concerned has the same event, without this, in a journal of its own.
 */
export const AT_ANOTHER = { atAnother: z.literal(true) }

/** Events of version 1 did not say so. */
export const saysAtAnother: Lifts[string] = [(stored) => ({ ...stored, facts: { ...stored.facts, atAnother: true } })]
