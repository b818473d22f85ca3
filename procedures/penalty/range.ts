import type { LiabilityAnswer } from '#law/answer.ts'
import type { Text } from '#law/text.ts'
import type { Context } from '../context.ts'
import type { Moment } from '../moment.ts'
import { REMIT_WORDS } from '../party.ts'
import type { Refused } from '../refusal.ts'
import type { Held } from './event.ts'
import { HEARD, isPenalty, PENALTY_WORDS, type Penalty } from './field.ts'
import { questionOf, type Filed, type Proposed } from './question.ts'
import { FIGURES } from '../inspection/figure.ts'
import { refuse } from './refusal.ts'

const NO_FINE: Text = { zh: '不得处以', en: 'none' }

function rangeWords(range: { readonly min: number | null; readonly max: number | null } | null, unit: Text): Text {
  if (range === null) return NO_FINE
  const figures = `${range.min ?? '?'}–${range.max ?? '?'}`
  return { zh: `${figures} ${unit.zh}`, en: `${figures} ${unit.en}` }
}

/** Which of the three figures lie outside, each with its range; those that are only too low apart from the rest. */
function outside(answer: LiabilityAnswer, { entityFine, personFine, detentionDays }: Proposed) {
  const yuan: Text = { zh: '元', en: 'yuan' }
  const figures = [
    { what: { zh: '对单位罚款', en: 'fine on the party' }, given: entityFine, range: answer.entityFine, unit: yuan },
    { what: { zh: '对个人罚款', en: 'fine on a person' }, given: personFine, range: answer.personFine, unit: yuan },
    { what: { zh: '拘留', en: 'detention' }, given: detentionDays, range: answer.detentionDays, unit: { zh: '日', en: 'days' } },
  ]
  const wrong = figures.filter(({ given, range }) =>
    range === null ? given > 0 : given === 0 ? 'must' in range && range.must === 'shall' : given < (range.min ?? 0) || given > (range.max ?? Infinity),
  )
  return {
    words: wrong.map(({ what, given, range, unit }) => {
      const words = rangeWords(range, unit)
      return { zh: `${what.zh} ${given}（${words.zh}）`, en: `${what.en} ${given} (${words.en})` }
    }),
    onlyLow: wrong.every(({ given, range }) => range !== null && given > 0 && given < (range.min ?? 0)),
  }
}

const wordsOf = (codes: readonly Penalty[]): readonly Text[] => codes.map((code) => PENALTY_WORDS[code])

/** What is proposed against one answer of the law. */
function against(answer: LiabilityAnswer, filed: Filed, proposed: Proposed, { party }: Context): Held | Refused {
  const { provision, edition, entityFine, personFine, stage } = answer
  if (!answer.applies || !answer.liable || provision === null || edition === null) return refuse('penalty.not-liable', { violated: filed.violated })
  const remit = party.kind === 'department' ? party.remit : 'sector'
  const chosen = new Set<string>(proposed.measures)
  if (proposed.entityFine > 0 || proposed.personFine > 0) chosen.add('fine')
  if (proposed.detentionDays > 0) chosen.add('detention')
  if (remit !== 'police' && answer.measures.some(({ code, by }) => by === 'public-security' && chosen.has(code)))
    return refuse('penalty.not-competent', { provision, remit: REMIT_WORDS[remit] })
  const { words, onlyLow } = outside(answer, proposed)
  const below = words.length > 0 && onlyLow && proposed.mitigation !== null
  if (answer.proposedLawful === null && words.length === 0) return refuse('penalty.range-open', { provision, asks: answer.asks.join('; ') })
  if ((answer.proposedLawful === false || words.length > 0) && !below) return refuse('penalty.outside-range', { proposed: words, provision, edition })
  const open = answer.measures.flatMap(({ code, must }) => (isPenalty(code) ? [{ code, must }] : []))
  const extra = proposed.measures.filter((code) => !open.some((measure) => measure.code === code))
  if (extra.length > 0) return refuse('penalty.measure-unavailable', { measures: wordsOf(extra), provision, edition })
  const due = open.filter(({ code, must }) => must === 'shall' && (code !== 'confiscate-illegal-gains' || (proposed.illegalGains ?? 0) > 0))
  const missing = due.map(({ code }) => code).filter((code) => !proposed.measures.includes(code))
  if (missing.length > 0) return refuse('penalty.measure-missing', { measures: wordsOf(missing), provision, edition })
  return {
    edition,
    provision,
    stage,
    least: entityFine?.min ?? null,
    most: entityFine?.max ?? null,
    personLeast: personFine?.min ?? null,
    personMost: personFine?.max ?? null,
    below,
  }
}

/**
 * Holds what is proposed against the law as it answers on that day: by the edition of the day of the conduct, or by a later
 * and milder one (Administrative Penalty Law, art. 37). Where the law cannot say which of two is milder, either will do.
 * Below the range only with a ground of art. 32, above it never.
 */
export function heldAgainst(filed: Filed, proposed: Proposed, on: Moment, context: Context): Held | Refused {
  const opinion = context.standing.counsel.liability(questionOf(filed, proposed, on))
  if (opinion.kind === 'unanswerable') return refuse('penalty.unanswerable', { problems: opinion.problems.join('; ') })
  const { answer } = opinion
  const first = against(answer, filed, proposed, context)
  if (!('refusal' in first) || !answer.flags.includes('incomparable')) return first
  const others = answer.alternatives.map((other) => against(other, filed, proposed, context))
  return others.find((other) => !('refusal' in other)) ?? first
}

/** Whether the party may ask for a hearing (Administrative Penalty Law, art. 63); for the police by their own figures. */
export function isHeard({ measures, entityFine, personFine, larger }: Proposed & { readonly larger: boolean }, { unit }: Filed, { party }: Context): boolean {
  const police = party.kind === 'department' && party.remit === 'police'
  const bar = unit ? FIGURES.policeHearingUnit.value : FIGURES.policeHearingPerson.value
  return larger || measures.some((code) => HEARD.includes(code)) || (police && (entityFine >= bar || personFine >= FIGURES.policeHearingPerson.value))
}
