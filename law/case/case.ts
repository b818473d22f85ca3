import { z } from 'zod'
import { EditionId, Provision } from '../citation.ts'
import { STATES } from '../duty.ts'
import { EventLine } from '../event.ts'
import { Moment } from '../instant.ts'
import { Authority, Measure, Must, Person, Stage } from '../liability.ts'
import { NormId } from '../norm.ts'
import { Profile } from '../profile.ts'
import { Question } from '../question.ts'
import { readSource, type Problem, type SourceFile } from '../source.ts'
import { Text } from '../text.ts'

const Id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'write an id in lower case, with hyphens')

/** Yuan as the answer writes them. A fine whose amount is still unknown has neither end. */
const FineRange = z.tuple([z.number().nonnegative().nullable(), z.number().nonnegative().nullable()])

const EntityFine = z.strictObject({ range: FineRange, must: Must.optional(), on: z.enum(['unit', 'natural-person']).optional() })
const PersonFine = z.strictObject({ range: FineRange, must: Must.optional(), on: z.array(Person).optional() })

/**
 * What the law asks, as far as the case says. A key that is left out is not checked; one that is there is checked
 * exactly: `flags`, `asks` and `alternatives` are complete lists, `null` says that there is nothing.
 */
const LiabilityExpectation = z.strictObject({
  edition: EditionId.nullish(),
  applies: z.boolean().optional(),
  liable: z.boolean().optional(),
  provision: Provision.nullish(),
  stage: Stage.nullish(),
  entityFine: EntityFine.nullish(),
  personFine: PersonFine.nullish(),
  /** Days, both ends included. */
  detentionDays: z.tuple([z.int(), z.int()]).nullish(),
  /** Measures that must be among those of the answer, and such as must not. */
  measures: z.array(Measure).min(1).optional(),
  notMeasures: z.array(Measure).min(1).optional(),
  /** Who takes the measures that the case names here. */
  by: z.partialRecord(Measure, Authority).optional(),
  ban: z.enum(['P5Y', 'life']).nullish(),
  flags: z.array(z.string()).optional(),
  alternatives: z.array(Provision).optional(),
  proposedLawful: z.boolean().nullish(),
  /** The facts that the answer asks for. */
  asks: z.array(z.string()).optional(),
})
export type LiabilityExpectation = z.infer<typeof LiabilityExpectation>

const Proposed = Question.shape.proposed.unwrap().unwrap()

/** What the authority did. An amount of 0 and an empty list say that there was none; what was not published is left out. */
const Practice = z.strictObject({
  measures: z.array(Measure),
  entityFine: Proposed.shape.entityFine,
  /** One amount for each person fined. */
  personFine: z.array(Proposed.shape.entityFine.unwrap().unwrap()).optional(),
  detentionDays: Proposed.shape.detentionDays,
})

const LiabilityCase = z
  .strictObject({
    id: Id,
    title: Text,
    question: Question,
    expect: LiabilityExpectation,
    /** Where a published case was read. */
    source: z
      .array(z.strictObject({ title: z.string().min(1), url: z.url().optional() }))
      .min(1)
      .optional(),
    practice: Practice.optional(),
    /** Whether the practice lies inside what the text allows and contains what it demands. A test holds it to that. */
    agrees: z.boolean().optional(),
    /** Where and how practice departs from the text. */
    departs: Text.optional(),
  })
  .superRefine(({ source, practice, agrees, departs }, context) => {
    const published = [source, practice, agrees].filter((part) => part !== undefined)
    if (published.length !== 0 && published.length !== 3)
      context.addIssue({ code: 'custom', message: 'a published case has source, practice and agrees, all three' })
    if (agrees === false && departs === undefined) context.addIssue({ code: 'custom', message: 'a case that does not agree says in `departs` where and how' })
  })
  .transform((own) => ({ kind: 'liability' as const, ...own }))
export type LiabilityCase = z.infer<typeof LiabilityCase>

/** A due instant; or none, at once, or why it is open. */
const ExpectedDue = z.union([z.enum(['none', 'at-once', 'no-figure', 'fact-missing', 'no-calendar']), Moment])

const DutyCase = z
  .strictObject({
    id: Id,
    title: Text,
    profile: Profile,
    events: z.array(EventLine),
    at: Moment,
    asIf: EditionId.optional(),
    expect: z
      .strictObject({
        /** Every duty of each norm (at the subject, where one is named), in the order in which they began. */
        duties: z.array(z.strictObject({ norm: NormId, subject: z.string().optional(), state: z.enum(STATES), due: ExpectedDue.optional() })).default([]),
        /** Norms that give nobody a duty here. */
        none: z.array(NormId).default([]),
      })
      .refine(({ duties, none }) => duties.length + none.length > 0, 'a case expects something'),
  })
  .transform((own) => ({ kind: 'duty' as const, ...own }))
export type DutyCase = z.infer<typeof DutyCase>

export type LawCase = LiabilityCase | DutyCase

/** One case by the schema that fits it, so that a fault is named where it stands and not as "none of the two". */
const LawCase = z.unknown().transform((raw, context): LawCase => {
  const entry = typeof raw === 'object' && raw !== null ? raw : {}
  const parsed = 'question' in entry ? LiabilityCase.safeParse(entry) : DutyCase.safeParse(entry)
  if (parsed.success) return parsed.data
  const named = 'id' in entry && typeof entry.id === 'string' ? `case ${entry.id}: ` : ''
  for (const issue of parsed.error.issues) context.addIssue({ code: 'custom', path: [...issue.path], message: `${named}${issue.message}` })
  return z.NEVER
})

const CaseFile = z.strictObject({ cases: z.array(LawCase).min(1) })

/** The cases of one file; none where it has a fault, which is then among the problems with its line and the case's id. */
export function readCases(file: SourceFile, problems: Problem[]): readonly LawCase[] {
  return readSource(file, CaseFile, problems)?.data.cases ?? []
}
