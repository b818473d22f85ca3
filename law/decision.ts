import { answer, emptyAnswer, type LiabilityAnswer, type LiabilityLaw } from './answer.ts'
import { Concordance } from './concordance.ts'
import type { GeneralRule } from './general.ts'
import { day, DAY, printDay, type Day } from './instant.ts'
import { ATTACK_FROM_OUTSIDE } from './judgment.ts'
import { compareSanctions, type Comparison } from './lenity.ts'
import type { Question } from './question.ts'
import type { Reason } from './reasons.ts'
import { editionById, editionOn, missingPlace, type EditionData, type Statute } from './statute.ts'

/** Years within which an act must have been discovered (Administrative Penalty Law art. 36); five where life, health or financial safety is harmed. */
const LIMITATION = 2

function generalReason(statute: Statute, rule: GeneralRule['rule'], because: string): Reason[] {
  const found = statute.general.find((each) => each.rule === rule)
  if (found === undefined) return []
  return [{ provision: `${found.law.en} ${found.article}`, zh: found.text.zh, en: found.text.en, because }]
}

/** The same question under another edition: what it calls violated is carried there. `undefined` where it has no counterpart. */
function carried(statute: Statute, question: Question, from: EditionData, to: EditionData): Question | undefined {
  const { violated } = question
  const asked = { ...question, asIf: to.edition.id }
  if (violated === null || violated === undefined || violated === ATTACK_FROM_OUTSIDE) return asked
  const [place] = new Concordance(statute.concordance).carryAll(violated, from.edition.id, to.edition.id)
  return place === undefined ? undefined : { ...asked, violated: place }
}

function yearsAfter(from: Day, years: number): Day {
  const date = new Date(from * DAY)
  return day(Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate()) / DAY)
}

const VERDICT: Readonly<Record<Comparison, { readonly flag: string | undefined; readonly zh: string; readonly en: string }>> = {
  milder: { flag: 'later-milder', zh: '决定时的版本较轻，适用新法', en: 'The edition in force at the decision is milder and is used' },
  harsher: { flag: undefined, zh: '决定时的版本较重，仍适用行为时的法', en: 'The edition in force at the decision is harsher; the law of the act stays' },
  equal: { flag: undefined, zh: '两个版本的处罚相同，适用行为时的法', en: 'Both editions sanction it alike; the law of the act stays' },
  incomparable: {
    flag: 'incomparable',
    zh: '两个版本各有轻重或者无法比较，两个回答都列出，待有权机关判断',
    en: 'Each is lighter in something, or one has no figure; both are given and the authority must say',
  },
}

/** Under another edition, as an alternative: without the mark that it was asked as if. */
function asAlternative(found: LiabilityAnswer): LiabilityAnswer {
  return { ...found, flags: found.flags.filter((flag) => flag !== 'as-if'), alternatives: [] }
}

/** Conduct that lasts across a change of edition is judged where it ends; the earlier edition is shown beside it. */
function acrossEditions(law: LiabilityLaw, question: Question, found: LiabilityAnswer, from: EditionData, to: EditionData): LiabilityAnswer {
  const before = carried(law.statute, question, to, from)
  const earlier = before === undefined ? [] : [asAlternative(answer(law, before))]
  const [zh, en] = [
    `行为跨越 ${from.edition.id} 与 ${to.edition.id}，以终了时的版本判断`,
    `The conduct lasts from ${from.edition.id} into ${to.edition.id} and is judged where it ends`,
  ]
  return {
    ...found,
    flags: [...found.flags, 'crosses-editions'],
    alternatives: [...found.alternatives, ...earlier],
    why: [...found.why, { provision: found.provision ?? '2.1', zh, en, because: 'continuing' }],
  }
}

/** A decision under a later edition than the act: the milder of the two as whole sets of sanctions. */
function lenient(law: LiabilityLaw, question: Question, found: LiabilityAnswer, act: EditionData, decided: EditionData): LiabilityAnswer {
  const later = carried(law.statute, question, act, decided)
  // What has no counterpart is no longer forbidden: the second limb of art. 37.
  const nobody = { ...emptyAnswer(question, decided.edition.id, [], [], []), applies: true }
  const other = later === undefined ? nobody : asAlternative(answer(law, later))
  const comparison = compareSanctions(found, other)
  const { flag, zh, en } = VERDICT[comparison]
  const reasons = [
    ...generalReason(law.statute, 'lenity', `decided under ${decided.edition.id}`),
    { provision: other.provision ?? found.provision ?? '2.1', zh, en, because: `${act.edition.id} against ${decided.edition.id}: ${comparison}` },
  ]
  const confiscates = ({ measures }: LiabilityAnswer): boolean => measures.some(({ code }) => code === 'confiscate-illegal-gains')
  if (confiscates(found) !== confiscates(other)) reasons.push(...generalReason(law.statute, 'correction-and-gains', 'confiscation makes neither lighter'))
  const [used, beside] = comparison === 'milder' ? [other, found] : [found, other]
  return {
    ...used,
    id: found.id,
    flags: [
      ...new Set([...used.flags, ...found.flags.filter((each) => each === 'continuing' || each === 'crosses-editions'), ...(flag === undefined ? [] : [flag])]),
    ],
    alternatives: [...used.alternatives, asAlternative(beside)],
    why: [...used.why, ...reasons],
  }
}

/** What is wrong with the provision that a question calls violated, in the edition that answers it; nothing where it stands there. */
export function strayViolation(statute: Statute, { conductDate, asIf, violated }: Question): string | undefined {
  if (violated === null || violated === undefined || violated === ATTACK_FROM_OUTSIDE) return undefined
  const last = typeof conductDate === 'number' ? conductDate : conductDate.to
  const data = asIf === null || asIf === undefined ? editionOn(statute, last) : editionById(statute, asIf)
  return data === undefined ? undefined : missingPlace(data, violated)
}

/**
 * Who answers for what, as decided on the day of the decision: by the edition in force when the conduct ended, or by a
 * later and milder one (Administrative Penalty Law art. 37), compared as whole sets and never as mixed halves. Which
 * edition was chosen, and why, is in `why`; the other one is an alternative. `asIf` sets all this aside.
 */
export function decide(law: LiabilityLaw, question: Question): LiabilityAnswer {
  const plain = answer(law, question)
  if (question.asIf !== null && question.asIf !== undefined) return plain
  const { conductDate } = question
  const [firstDay, lastDay] = typeof conductDate === 'number' ? [conductDate, conductDate] : [conductDate.from, conductDate.to]
  const act = editionOn(law.statute, lastDay)
  if (act === undefined) return plain
  const decision = question.decisionDate ?? lastDay
  const flags = plain.flags.filter((flag) => flag !== 'later-edition-in-force')
  let found: LiabilityAnswer = { ...plain, flags }
  if (plain.alternatives.length > 0) found = { ...found, why: [...found.why, ...generalReason(law.statute, 'one-act-one-fine', 'several paragraphs fit')] }
  const begun = editionOn(law.statute, firstDay)
  if (begun !== undefined && begun !== act) found = acrossEditions(law, question, found, begun, act)
  const decided = editionOn(law.statute, decision)
  if (decided !== undefined && decided !== act && found.applies) found = lenient(law, question, found, act, decided)
  if (found.liable && decision > yearsAfter(lastDay, LIMITATION)) {
    const because = `ended ${printDay(lastDay)}, decided ${printDay(decision)}`
    found = {
      ...found,
      flags: [...found.flags, 'limitation'],
      why: [...found.why, ...generalReason(law.statute, 'limitation', because)],
      asks: [...found.asks, `discovered: 何时被发现？ when was it discovered? → ${because}`],
    }
  }
  if (!found.flags.includes('leniency-possible')) return found
  // Art. 73 of the text as amended points to these two.
  return {
    ...found,
    why: [...found.why, ...generalReason(law.statute, 'mitigation', 'leniency-possible'), ...generalReason(law.statute, 'exemption', 'leniency-possible')],
  }
}

/**
 * The answer under the paragraphs that a norm names as its sanction. A provision may be sanctioned in several places:
 * what one norm of it incurs need not be what another does.
 */
export function underOwn(liability: readonly string[], found: LiabilityAnswer): LiabilityAnswer {
  const article = (provision: string | null): string | undefined => provision?.split('.')[0]
  const own = liability.map(article)
  const fits = ({ provision, edition }: LiabilityAnswer): boolean => edition === found.edition && own.includes(article(provision))
  if (fits(found)) return found
  const other = found.alternatives.find(fits)
  return other === undefined ? found : { ...other, alternatives: [{ ...found, alternatives: [] }] }
}
