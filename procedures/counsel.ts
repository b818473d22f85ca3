import { compileLiabilityLaw, type LiabilityAnswer, type LiabilityLaw } from '#law/answer.ts'
import { Calendar } from '#law/calendar.ts'
import { dueAt, termOf } from '#law/deadline.ts'
import { decide } from '#law/decision.ts'
import { instantOf } from '#law/instant.ts'
import { Question, type RawQuestion } from '#law/question.ts'
import { editionOn, missingPlace, type Statute } from '#law/statute.ts'
import { momentOf, type Moment } from './moment.ts'

/** An answer on liability, or what is wrong with the question. */
type Opinion = { readonly kind: 'answer'; readonly answer: LiabilityAnswer } | { readonly kind: 'unanswerable'; readonly problems: readonly string[] }

/** What a procedure may ask the law's engine outside the fold. Nothing of it is computed in the procedure itself. */
export interface Counsel {
  /** Who answers for what, by the edition in force on the day of the conduct, or by a later and milder one. */
  readonly liability: (question: RawQuestion) => Opinion
  /**
   * The last instant of a term that runs from a moment, such as `P15D` or `5 workdays`, the first day excluded;
   * undefined where the published calendars do not reach. Throws a fault for what is no term.
   */
  readonly endOf: (from: Moment, term: string) => Moment | undefined
}

/** Counsel on the statute as it is loaded. What is not asked is not compiled. */
export function counselOf(statute: Statute): Counsel {
  let law: LiabilityLaw | undefined
  let calendar: Calendar | undefined
  return {
    liability: (raw) => {
      const parsed = Question.safeParse(raw)
      if (!parsed.success)
        return { kind: 'unanswerable', problems: parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`) }
      const { conductDate, violated } = parsed.data
      const edition = editionOn(statute, typeof conductDate === 'number' ? conductDate : conductDate.to)
      const wrong = edition === undefined || violated === null || violated === undefined ? undefined : missingPlace(edition, violated)
      if (wrong !== undefined) return { kind: 'unanswerable', problems: [wrong] }
      law ??= compileLiabilityLaw(statute)
      return { kind: 'answer', answer: decide(law, parsed.data) }
    },
    endOf: (from, text) => {
      const [start, term] = [instantOf(from), termOf(text)]
      if (start === undefined || term === undefined) throw new RangeError(`not a moment and a term: ${from}, ${text}`)
      calendar ??= new Calendar(statute.calendar)
      const end = dueAt(start, term, calendar)
      return end === undefined ? undefined : momentOf(end)
    },
  }
}

/** The civil day on which a moment falls, as the law's questions take it. */
export function dayIn(moment: Moment): string {
  const at = instantOf(moment)
  if (at === undefined) throw new RangeError(`not a moment: ${moment}`)
  return momentOf(at).slice(0, 10)
}
