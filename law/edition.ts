import { z } from 'zod'
import { EditionId, Provision } from './citation.ts'
import { Condition } from './condition.ts'
import { CivilDay } from './instant.ts'
import { Role } from './role.ts'
import { Text } from './text.ts'

/** `edition.yaml`: what the edition is, when it was in force, whom it makes a party and where it does not reach. */
export const EditionFile = z.strictObject({
  id: EditionId,
  title: Text,
  status: z.enum(['draft', 'enacted']),
  adopted: CivilDay.optional(),
  /** A draft has neither. `to` is the last day in force. */
  inForce: z.strictObject({ from: CivilDay, to: CivilDay.optional() }).optional(),
  chapters: z.array(z.strictObject({ chapter: z.int(), title: Text, sections: z.array(z.strictObject({ section: z.int(), title: Text })).default([]) })),
  /** On which facts somebody has a role, and which provision says so. */
  roles: z.array(z.strictObject({ role: Role, cite: Provision, when: Condition, because: Text })),
  /** Where the law does not reach: the first that holds ends the matter. */
  outside: z.array(z.strictObject({ cite: Provision, when: Condition, because: Text })),
})
export type EditionFile = z.infer<typeof EditionFile>

/** One article, paragraph or item: where it stands, whom it speaks to, and what it says in our own words. */
export const ProvisionEntry = z.strictObject({
  provision: Provision,
  heading: Text.optional(),
  addressee: z.array(Role).default([]),
  kind: z.enum(['norm', 'policy', 'definition', 'liability', 'scope', 'commencement', 'list']),
  /** Other places of the edition that the text names. */
  refers: z.array(Provision).default([]),
  text: Text,
})
export type ProvisionEntry = z.infer<typeof ProvisionEntry>

/** `provisions.yaml`: articles in order, each with its chapter; paragraphs and items nested by their numbers. */
export const ProvisionsFile = z.strictObject({
  articles: z.array(
    z.strictObject({
      article: z.int().positive(),
      chapter: z.int().positive(),
      section: z.int().positive().optional(),
      heading: Text,
      provisions: z.array(ProvisionEntry).min(1),
    }),
  ),
})
export type ProvisionsFile = z.infer<typeof ProvisionsFile>
