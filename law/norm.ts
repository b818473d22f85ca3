import { z } from 'zod'
import { Provision } from './citation.ts'
import { Condition } from './condition.ts'
import { Deadline, Term } from './deadline.ts'
import { CivilDay } from './instant.ts'
import { Role } from './role.ts'
import { Text } from './text.ts'
import { SubjectKind } from './vocabulary.ts'

/** A norm's permanent name: topic and rule, never an article number, for editions renumber: `logs.keep-six-months`. */
export const NormId = z
  .string()
  .regex(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/, 'write a norm id as topic.rule in lower case, without article numbers')
  .brand<'NormId'>()
export type NormId = z.infer<typeof NormId>

const Deontic = z.enum(['obligation', 'prohibition', 'permission', 'power', 'right'])

/** An event that matters to a norm, with what must hold when it happens. */
export const Sign = z.strictObject({ on: z.string(), where: Condition.optional() })
export type Sign = z.infer<typeof Sign>

/** `standing`: as long as bearer and scope hold. `on`: an event. `exercised`: somebody used that power or right. `breach`: that norm was broken. */
const Trigger = z.union([z.literal('standing'), Sign, z.strictObject({ exercised: NormId }), z.strictObject({ breach: NormId })])

/** An exception is a norm of its own and keeps its citation; it names what it defeats and how. */
const Defeat = z.strictObject({ norm: NormId, how: z.enum(['exempts', 'replaces', 'suspends', 'excuses']) })

const Signs = z.union([Sign, z.array(Sign).min(1)]).transform((value) => (Array.isArray(value) ? value : [value]))

/** One norm of one edition, as written in `norms.yaml` or under `norms` of a file in `rules/`. */
export const Norm = z.strictObject({
  id: NormId,
  title: Text,
  /** The places in the edition that state it. The first is its home. */
  cites: z.array(Provision).min(1, 'a norm without a citation is refused'),
  deontic: Deontic,
  bearer: z.union([Role, z.array(Role).min(1)]).transform((value) => (Array.isArray(value) ? value : [value])),
  toward: Role.optional(),
  /** States direction for public policy; nobody can be held to it by a deadline. */
  policy: z.boolean().default(false),
  /** What a standing duty is counted by: once for the party, or once for each system, product, data set or supplier. */
  per: SubjectKind.exclude(['matter']).default('party'),
  scope: Condition.optional(),
  trigger: Trigger,
  deadline: Deadline,
  done: Signs.optional(),
  breached: Signs.optional(),
  refused: Signs.optional(),
  /** Whether what is owed is still owed after the deadline has passed; then late performance cures it, late. */
  survives: z.boolean().default(true),
  defeats: z.array(Defeat).default([]),
  ends: Text.optional(),
  /** What an auditor would accept. */
  evidence: z.array(Text).default([]),
  /** The next step, as an imperative a tired reader can follow. */
  next: Text.optional(),
  liability: z.array(Provision).default([]),
  /** How we read the text where it can be read in more than one way. */
  reading: Text.optional(),
  /** What a change of edition does to it. By default a standing duty switches and a duty born of an event keeps its edition. */
  onNewEdition: z.enum(['keeps', 'switches', 'lapses']).optional(),
})
export type Norm = z.infer<typeof Norm>

/** A provision that yields no norm, and why. */
export const NoNorm = z.strictObject({ provision: Provision, because: Text })

export const NormsFile = z.strictObject({ norms: z.array(Norm), none: z.array(NoNorm).default([]) })
export type NormsFile = z.infer<typeof NormsFile>

/** When a lower rule is in force; an open end has no `to`. */
const Span = z.strictObject({ from: CivilDay, to: CivilDay.optional() })

/**
 * A number that a lower rule puts on a vague word of a norm. `confidence` is `2` for two or more independent
 * sources, `1` for one. What is less certain than that is a parameter: it binds only when the party's profile sets it.
 */
const RuleNumber = z.strictObject({
  norm: NormId,
  term: Term,
  when: Condition.optional(),
  from: z.string().optional(),
  article: z.string(),
  inForce: Span.optional(),
  confidence: z.enum(['1', '2']),
  note: Text.optional(),
})

const Parameter = z.strictObject({
  parameter: z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/),
  norm: NormId,
  article: z.string(),
  when: Condition.optional(),
  /** Values that have been proposed, with who says so; none of them is law here. */
  suggested: z.array(z.string()).default([]),
  default: Term.optional(),
  inForce: Span.optional(),
  note: Text,
})

/** One instrument below the statute, as a file in `rules/`. */
export const RulesFile = z.strictObject({
  instrument: z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/),
  name: Text,
  issuer: Text,
  type: z.enum(['statute', 'regulation', 'departmental-rule', 'normative-document', 'standard']),
  inForce: Span,
  source: z.string(),
  numbers: z.array(RuleNumber).default([]),
  parameters: z.array(Parameter).default([]),
  /** Duties of the instrument's own that work out a provision of the statute. */
  norms: z.array(Norm.extend({ article: z.string(), inForce: Span.optional(), confidence: z.enum(['1', '2']) })).default([]),
})
export type RulesFile = z.infer<typeof RulesFile>
