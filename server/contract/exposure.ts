import { z } from 'zod'
import { EditionId } from '#law/citation.ts'
import { Authority, Measure, Must, Person, Stage } from '#law/liability.ts'
import { Question } from '#law/question.ts'
import { Role } from '#law/role.ts'
import { Text } from '#law/text.ts'
import { At, list, type Operation } from './operation.ts'

const Fine = z.strictObject({
  min: z.number().nullable(),
  max: z.number().nullable(),
  must: Must,
  on: z.enum(['unit', 'natural-person']),
  basis: z.enum(['illegal-gains', 'procurement-amount']).optional(),
})
const PersonFine = z.strictObject({ min: z.number(), max: z.number(), must: Must, on: list(Person) })
const Reason = z.strictObject({ provision: z.string(), zh: z.string(), en: z.string(), because: z.string(), tier: Text.optional() })

/** Yuan, both ends included; null where nothing is open, or where the amount that a fine multiplies is unknown. */
const answer = {
  id: z.union([z.string(), z.number()]).nullable(),
  edition: EditionId.nullable(),
  applies: z.boolean(),
  liable: z.boolean(),
  provision: z.string().nullable(),
  stage: Stage.nullable(),
  entityFine: Fine.nullable(),
  personFine: PersonFine.nullable(),
  detentionDays: z.strictObject({ min: z.int(), max: z.int() }).nullable(),
  measures: list(z.strictObject({ code: Measure, must: Must, by: Authority, on: list(Person).optional() })),
  ban: z.strictObject({ period: z.string(), scope: list(z.string()), provision: z.string() }).nullable(),
  flags: list(z.string()),
  proposedLawful: z.boolean().nullable(),
  why: list(Reason),
  asks: list(z.string()),
}
/** Another edition or reading that was compared. It has none of its own. */
const Alternative = z.strictObject({ ...answer, alternatives: z.array(z.never()).max(0) })
const alternatives = list(Alternative)
export const Liability = z.strictObject({ ...answer, alternatives })

const Days = z.union([z.string(), z.strictObject({ from: z.string(), to: z.string() })])
/** The facts of the answer, as one would ask them again. */
const Facts = z.looseObject({ conductDate: Days, roles: list(Role), violated: z.string().nullish() })

const Finding = z.strictObject({
  ...answer,
  alternatives,
  norm: z.string(),
  title: Text,
  subject: z.string(),
  subjectName: Text,
  /** The journal entry that broke it; null where a deadline did. */
  ref: z.string().nullable(),
  facts: Facts,
  penalised: z.string().nullable(),
  /** How people cite the paragraph of the sanction. */
  cite: Text.nullable(),
})
export const Exposures = z.strictObject({ at: At, encoding: z.string(), findings: list(Finding) })

const { id: _id, conductDate: _conductDate, roles: _roles, violated: _violated, ...switches } = Question.shape
/** Facts to suppose in place of those that are known; null for one that is not established. */
export const Switches = z.strictObject(switches)
export const WhatIf = z.strictObject({
  norm: z.string().max(200),
  subject: z.string().max(200),
  /** Of the finding, where the norm was broken there more than once. */
  ref: z.string().max(40).nullish(),
  switches: Switches,
})
export const WhatIfAnswer = z.strictObject({
  norm: z.string(),
  subject: z.string(),
  title: Text,
  /** Whether the duty is broken as things stand; else it is supposed to be. */
  broken: z.boolean(),
  before: z.strictObject({ facts: Facts, answer: Liability }),
  after: z.strictObject({ facts: Facts, answer: Liability }),
})

/** What failing costs. */
export const exposureOperations = {
  exposure: {
    method: 'get',
    path: '/api/exposure',
    summary: { zh: '本主体的责任敞口', en: 'what the party’s breaches cost' },
    who: 'signed-in',
    answer: { words: 'Findings, the gravest first, each with its arithmetic', schema: Exposures },
    refusals: { 409: 'The party has no profile yet' },
  },
  askLiability: {
    method: 'post',
    path: '/api/exposure',
    summary: { zh: '法律责任：由事实到处罚', en: 'liability: from facts to sanctions' },
    who: 'signed-in',
    body: Question,
    answer: { words: 'The answer of the law', schema: Liability },
    refusals: {},
  },
  whatIf: {
    method: 'post',
    path: '/api/exposure/what-if',
    summary: { zh: '假如：改变事实或版本再问', en: 'what if: the same with other facts or another edition' },
    about: 'Of a finding, or of a duty of the board as if it were broken now.',
    who: 'signed-in',
    body: WhatIf,
    answer: { words: 'The answer as things stand, and as supposed', schema: WhatIfAnswer },
    refusals: { 404: 'There is no such duty on the board, or it has no sanction', 409: 'The party has no profile yet' },
  },
} as const satisfies Readonly<Record<string, Operation>>
