import { z } from 'zod'
import { Value } from './condition.ts'
import { Term } from './deadline.ts'
import { CivilDay } from './instant.ts'
import { Role } from './role.ts'
import { Text } from './text.ts'

const Name = z.union([
  Text,
  z
    .string()
    .min(1)
    .transform((name) => ({ zh: name, en: name })),
])
const Id = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}._:-]*$/u, 'an id is letters, digits, and . _ : -')
const FactValues = z.record(z.string(), Value).default({})

const Entry = z.strictObject({ id: Id, name: Name, since: CivilDay.optional(), facts: FactValues })
/** A thing in the party's registers, with the facts that are known of it from the start. */

/**
 * `PROFILE.yaml`: who the party is, which roles it bears since when, and what it runs.
 * A role may be stated, or follow from facts by the edition's own definition; where the two disagree the facts win.
 */
export const Profile = z.strictObject({
  party: z.strictObject({ id: Id, name: Name, unit: z.boolean().default(true), since: CivilDay }),
  facts: FactValues,
  roles: z.array(z.strictObject({ role: Role, since: CivilDay.optional(), until: CivilDay.optional(), because: Name.optional() })).default([]),
  systems: z.array(Entry).default([]),
  products: z.array(Entry).default([]),
  datasets: z.array(Entry).default([]),
  suppliers: z.array(Entry).default([]),
  /** Values for the named parameters of `rules/`, where no rule settles a figure. */
  parameters: z.record(z.string(), Term).default({}),
})
export type Profile = z.infer<typeof Profile>
