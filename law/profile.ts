import { z } from 'zod'
import { Value } from './condition.ts'
import { Term } from './deadline.ts'
import { CivilDay, endOf, instant, instantOf, type Instant } from './instant.ts'
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

/** The instant from which something is no more: written as an instant, or as the last day on which it was. */
const End = z.union([
  CivilDay.transform((last): Instant => instant(endOf(last) + 1)),
  z.string().transform((text, context): Instant => {
    const at = instantOf(text)
    if (at !== undefined) return at
    context.addIssue({ code: 'custom', message: `neither a day nor an instant with an offset: ${text.slice(0, 40)}` })
    return z.NEVER
  }),
])

/** A thing in the party's registers, with the facts that are known of it from the start. Once it is out of use nothing stands for it any more. */
const Entry = z.strictObject({ id: Id, name: Name, since: CivilDay.optional(), until: End.optional(), facts: FactValues })

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
