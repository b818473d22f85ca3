import type { LiabilityAnswer, LiabilityLaw } from './answer.ts'
import { concordanceOf } from './concordance.ts'
import { decide, strayViolation, underOwn } from './decision.ts'
import { dayOf } from './instant.ts'
import { Question, writtenQuestion, type RawQuestion } from './question.ts'
import { editionById, editionOn, type Statute } from './statute.ts'

/** A finding of liability, or what would be one: the norm, and the facts as they are. */
export interface Supposition {
  readonly norm: string
  readonly facts: RawQuestion
}

export type Supposed =
  | { readonly kind: 'supposed'; readonly facts: RawQuestion; readonly answer: LiabilityAnswer }
  | { readonly kind: 'unusable'; readonly issues: readonly string[] }

/** What the answer would be if some facts were others. `asIf` another edition carries what was violated into its numbers. */
export function suppose(law: LiabilityLaw, { norm, facts }: Supposition, switches: Partial<RawQuestion>): Supposed {
  const merged = { ...facts, ...switches }
  const question = Question.safeParse({ ...merged, ...carriedTo(law.statute, facts, switches.asIf) })
  if (!question.success) return { kind: 'unusable', issues: question.error.issues.map(({ path, message }) => [path.join('.'), message].join(': ')) }
  const stray = strayViolation(law.statute, question.data)
  if (stray !== undefined) return { kind: 'unusable', issues: [`violated: ${stray}`] }
  return {
    kind: 'supposed',
    facts: writtenQuestion(question.data),
    answer: underOwn(ownLiability(law.statute, norm, question.data), decide(law, question.data)),
  }
}

function carriedTo(statute: Statute, { violated, conductDate, asIf: given }: RawQuestion, asIf: RawQuestion['asIf']): Partial<RawQuestion> {
  if (asIf === null || asIf === undefined || typeof violated !== 'string') return {}
  const day = dayOf(typeof conductDate === 'string' ? conductDate : conductDate.to)
  const from = given ?? (day === undefined ? undefined : editionOn(statute, day)?.edition.id)
  if (from === undefined || from === asIf) return {}
  // What has no counterpart is not forbidden there.
  return { violated: concordanceOf(statute).carryAll(violated, from, asIf)[0] ?? null }
}

/** The paragraphs that the norm names as its sanction in the edition that answers. */
function ownLiability(statute: Statute, norm: string, { asIf, conductDate }: Question): readonly string[] {
  const last = typeof conductDate === 'number' ? conductDate : conductDate.to
  const data = asIf === null || asIf === undefined ? editionOn(statute, last) : editionById(statute, asIf)
  const own = data?.norms.norms.find(({ id }) => id === norm)
  return own?.liability ?? statute.rules.flatMap(({ norms }) => norms).find(({ id }) => id === norm)?.liability ?? []
}
