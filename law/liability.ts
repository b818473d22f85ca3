import { z } from 'zod'
import { Provision } from './citation.ts'
import { Condition } from './condition.ts'
import { Role } from './role.ts'
import { Text } from './text.ts'

/** What an authority may or must do besides a fine, in the words of the glossary. */
const MEASURES = [
  'order-correction',
  'warning',
  'public-criticism',
  'confiscate-illegal-gains',
  'fine',
  'suspend-business',
  'suspend-for-rectification',
  'close-website',
  'close-application',
  'close-site-or-group',
  'revoke-permit',
  'revoke-licence',
  'stop-use',
  'stop-sale',
  'remove-effect',
  'detention',
  'employment-ban',
  'credit-record',
  'publicity',
  'disciplinary-sanction',
  'civil-liability',
  'public-security-penalty',
  'criminal-liability',
  'legal-liability',
  'freeze-assets',
  'other-sanctions',
  'refer-to-other-law',
] as const
export const Measure = z.enum(MEASURES)
export type Measure = z.infer<typeof Measure>

export const STAGES = ['base', 'aggravated', 'graver', 'serious', 'especially-serious'] as const
export const Stage = z.enum(STAGES)
export type Stage = z.infer<typeof Stage>

export const Must = z.enum(['shall', 'may'])
export type Must = z.infer<typeof Must>

/** Who is fined beside the entity; `actor` is the natural person who did the act. */
export const Person = z.enum(['directly-responsible-manager', 'other-directly-responsible-personnel', 'actor'])
export type Person = z.infer<typeof Person>

/** Authorities as chapter 6 names them. */
export const Authority = z.enum([
  'competent-department',
  'public-security',
  'superior-or-relevant-organ',
  'own-or-superior-organ',
  'public-security-and-state-council-departments',
  'competent-organ',
  'judicial-organs',
  'courts',
  'as-other-laws-provide',
])
export type Authority = z.infer<typeof Authority>

/** Both ends belong to the range (以上, 以下), in yuan. */
const Range = z
  .tuple([z.int().nonnegative(), z.int().nonnegative()])
  .refine(([least, most]) => least <= most, 'a range runs from its lower to its upper figure')

/**
 * A fine in yuan, or a multiple of an amount with the range that stands in where there is none. `from`: the multiple
 * applies from this amount, which belongs to it; `below` is the range for less and for nothing.
 */
const Fine = z.union([
  z.strictObject({ must: Must, range: Range }),
  z
    .strictObject({
      must: Must,
      times: Range,
      of: z.enum(['illegalGains', 'procurementAmount']),
      none: Range.optional(),
      from: z.int().positive().optional(),
      below: Range.optional(),
    })
    .refine(
      ({ none, from, below }) => (from === undefined) === (below === undefined) && (none === undefined || below === undefined),
      'a fine from an amount has a range below it, and no other',
    ),
])
export type Fine = z.infer<typeof Fine>

const PersonFine = z.strictObject({ must: Must, range: Range, on: z.array(Person).min(1) })

const MeasureEntry = z.strictObject({ code: Measure, must: Must, by: Authority.optional(), on: z.array(Person).optional() })

const Tier = z.strictObject({
  stage: Stage,
  /** The paragraph that states the tier, where it is another than that of the first. */
  provision: Provision.optional(),
  /** The breaches that the tier follows, where it does not follow all. */
  violated: z.array(Provision).min(1).optional(),
  /** The trigger in the article's own terms. */
  words: Text,
  when: Condition.optional(),
  measures: z.array(MeasureEntry).default([]),
  entityFine: Fine.optional(),
  personFine: PersonFine.optional(),
  /** Days, both ends included. */
  detention: z.strictObject({ must: Must, days: z.tuple([z.int().positive(), z.int().positive()]) }).optional(),
})

const Violated = z.union([
  z.strictObject({ provision: Provision, item: Provision.optional() }),
  z.strictObject({ attack: z.literal('cii-attack-from-outside'), words: Text.optional() }),
])

const Element = z.strictObject({
  when: Condition,
  /** An element that decides must be shown; any other is taken as given until it is denied. */
  decides: z.boolean().default(false),
  because: Text,
})

/** One paragraph of the chapter on liability. */
export const Liability = z.strictObject({
  provision: Provision,
  title: Text,
  violated: z.array(Violated).min(1),
  subject: z.array(Role).min(1),
  unit: z.boolean().optional(),
  /** Reaches its subjects outside the territory, where the rest of the law does not. */
  abroad: z.boolean().default(false),
  elements: z.array(Element).default([]),
  displaces: z.array(Provision).default([]),
  authority: Authority,
  tiers: z.array(Tier).min(1).max(8),
  ban: z.boolean().default(false),
  /** How we read the paragraph where it can be read in more than one way. */
  reading: Text.optional(),
})
export type Liability = z.infer<typeof Liability>

const Also = z.strictObject({ provision: Provision, when: Condition.optional(), measures: z.array(MeasureEntry).min(1), alone: z.boolean(), because: Text })

/** `liability.yaml` of an edition. */
export const LiabilityFile = z.strictObject({
  liabilities: z.array(Liability),
  also: z.array(Also).default([]),
  bans: z
    .strictObject({
      provision: Provision,
      violated: Provision,
      scope: z.array(z.string()),
      after: z.array(z.strictObject({ punishment: z.enum(['public-security-administration', 'criminal']), period: z.string() })),
    })
    .optional(),
  /** Without `when`: beside every liability. */
  notes: z.array(z.strictObject({ provision: Provision, flag: z.string(), when: Condition.optional(), because: Text })).default([]),
})
export type LiabilityFile = z.infer<typeof LiabilityFile>
