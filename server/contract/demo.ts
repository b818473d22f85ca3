import { z } from 'zod'
import { Language, Text } from '#law/text.ts'
import { PERSON_ROLES } from '#procedures/access.ts'
import { PARTY_KINDS } from '#procedures/party.ts'
import { Count, list } from './operation.ts'

/** The first run’s token, of whoever has no account yet; without it a system administrator asks. `lang`: what the demo’s people write in. */
export const DemoForm = z.strictObject({ token: z.string().max(200).optional(), lang: Language.default('zh') })
/** Removal is for good, so that it is said in so many words. */
export const DemoRemovalForm = z.strictObject({ token: z.string().max(200).optional(), remove: z.literal('demo') })

/** `cut-off`: loading or removing it ended in the middle; removing it mends that. */
export const DemoState = z.strictObject({
  state: z.enum(['none', 'loading', 'ready', 'cut-off']),
  progress: z.strictObject({ done: Count, of: Count }).nullable(),
  parties: list(z.strictObject({ id: z.uuid(), name: Text, kind: z.enum(PARTY_KINDS) })),
})
export type DemoState = z.infer<typeof DemoState>

/** Who can sign in, and how. The password is made anew each time, is the same for all of them, and is told this once. */
export const LoadedDemo = z.strictObject({
  kind: z.literal('loaded'),
  password: z.string(),
  people: list(z.strictObject({ party: z.uuid(), partyName: Text, account: z.string(), name: z.string(), roles: list(z.enum(PERSON_ROLES)) })),
  steps: Count,
  letters: Count,
})

export const RemovedDemo = z.strictObject({ kind: z.literal('removed'), parties: Count, rows: Count })
