import { banOf, type Ban } from './ban.ts'
import type { EditionId } from './citation.ts'
import { compileLiability, caseOf, judge, MARK } from './judgment.ts'
import { printDay, type Day } from './instant.ts'
import type { Authority, Fine, Liability, Measure, Must, Person, Stage } from './liability.ts'
import type { Question } from './question.ts'
import { Writer, type LiabilityEdition, type Reason } from './reasons.ts'
import { beginningOf, editionById, editionOn, type Statute } from './statute.ts'

/** Yuan on the wire. `max` is null where the amount that it multiplies is unknown; `basis` then names that amount. */
export interface FineAnswer {
  readonly min: number | null
  readonly max: number | null
  readonly must: Must
  readonly on: 'unit' | 'natural-person'
  readonly basis?: 'illegal-gains' | 'procurement-amount' | undefined
}

interface MeasureAnswer {
  readonly code: Measure
  readonly must: Must
  readonly by: Authority
  readonly on?: readonly Person[] | undefined
}

/** One liability answer, as `contracts` promises it. Null where nothing is open. */
export interface LiabilityAnswer {
  readonly id: string | number | null
  readonly edition: EditionId | null
  readonly applies: boolean
  readonly liable: boolean
  readonly provision: string | null
  readonly stage: Stage | null
  readonly entityFine: FineAnswer | null
  readonly personFine: { readonly min: number; readonly max: number; readonly must: Must; readonly on: readonly Person[] } | null
  readonly detentionDays: { readonly min: number; readonly max: number } | null
  readonly measures: readonly MeasureAnswer[]
  readonly ban: Ban | null
  readonly flags: readonly string[]
  readonly alternatives: readonly LiabilityAnswer[]
  readonly proposedLawful: boolean | null
  readonly why: readonly Reason[]
  readonly asks: readonly string[]
}

export interface LiabilityLaw {
  readonly statute: Statute
  readonly editions: { readonly get: (id: EditionId) => LiabilityEdition | undefined }
}

/** The chapters on liability of all editions. Each is compiled when it is first asked for: most questions ask one. */
export function compileLiabilityLaw(statute: Statute): LiabilityLaw {
  const compiled = new Map<EditionId, LiabilityEdition>()
  const get = (id: EditionId): LiabilityEdition | undefined => {
    const known = compiled.get(id)
    const data = known === undefined ? editionById(statute, id) : undefined
    if (data === undefined) return known
    // The draft never began; what came after it counts from the first edition in force.
    const began = data.edition.inForce === undefined ? undefined : beginningOf(statute)
    const outside = data.edition.outside.map((entry) => entry.when)
    const edition = { data, program: compileLiability(data.liability, outside, data.places), began }
    compiled.set(id, edition)
    return edition
  }
  return { statute, editions: { get } }
}

const yuan = (fen: number): number => fen / 100

interface Sum {
  readonly entityFine: FineAnswer | null
  readonly personFine: LiabilityAnswer['personFine']
  readonly detentionDays: LiabilityAnswer['detentionDays']
  readonly detentionMust: Must | null
  readonly measures: MeasureAnswer[]
  readonly stage: Stage
  /** The paragraph that states the gravest tier reached. */
  readonly provision: string
  readonly arithmetic: Reason[]
}

const PERSON_ONLY: readonly Person[] = ['actor']

function entityFine(fine: Fine, question: Question, unit: boolean, liability: Liability, arithmetic: Reason[]): FineAnswer | null {
  const on = unit ? 'unit' : 'natural-person'
  if ('range' in fine) return { min: fine.range[0], max: fine.range[1], must: fine.must, on }
  const basis = fine.of === 'illegalGains' ? 'illegal-gains' : 'procurement-amount'
  const amount = question[fine.of]
  // What cost nothing has no multiple.
  if (amount === 0 && fine.none === undefined && fine.below === undefined) return null
  if (amount !== null && amount !== undefined && amount > 0 && yuan(amount) >= (fine.from ?? 0)) {
    const min = yuan(amount * fine.times[0])
    const max = yuan(amount * fine.times[1])
    const words = `${yuan(amount)} × ${fine.times[0]}–${fine.times[1]} = ${min}–${max}`
    arithmetic.push({
      provision: liability.provision,
      zh: `罚款为${fine.of === 'illegalGains' ? '违法所得' : '采购金额'}的${fine.times[0]}倍以上${fine.times[1]}倍以下：${words} 元`,
      en: `The fine is ${fine.times[0]} to ${fine.times[1]} times the ${fine.of === 'illegalGains' ? 'illegal gains' : 'purchase amount'}: ${words} yuan`,
      because: `${fine.of} = ${yuan(amount)}`,
    })
    return { min, max, must: fine.must, on, basis }
  }
  if (fine.from !== undefined && fine.below !== undefined) {
    arithmetic.push({
      provision: liability.provision,
      zh: `违法所得不足 ${fine.from} 元或者没有违法所得，罚款为 ${fine.below[0]} 元以上 ${fine.below[1]} 元以下`,
      en: `Gains below ${fine.from} yuan, or none: the fine is ${fine.below[0]} to ${fine.below[1]} yuan`,
      because: `${fine.of} = ${amount === undefined ? 'not stated' : amount === null ? 'none' : yuan(amount)}`,
    })
    return { min: fine.below[0], max: fine.below[1], must: fine.must, on }
  }
  if (fine.none !== undefined) {
    arithmetic.push({
      provision: liability.provision,
      zh: `没有查明违法所得，罚款以 ${fine.none[1]} 元为限`,
      en: `No illegal gains are established, so the fine is at most ${fine.none[1]} yuan`,
      because: `${fine.of} = ${amount === undefined ? 'not stated' : 'none'}`,
    })
    return { min: fine.none[0], max: fine.none[1], must: fine.must, on }
  }
  return { min: null, max: null, must: fine.must, on, basis }
}

/** Adds up the tiers reached: each joins its measures to those before it, and a fine that it names replaces theirs. */
function sumOf(liability: Liability, tiers: number, question: Question, unit: boolean): Sum {
  const measures = new Map<Measure, MeasureAnswer>()
  const arithmetic: Reason[] = []
  let fine: FineAnswer | null = null
  let personFine: Sum['personFine'] = null
  let detention: Liability['tiers'][number]['detention']
  let stage: Stage = 'base'
  let provision: string = liability.provision
  for (const [place, tier] of liability.tiers.entries()) {
    if ((tiers & (1 << place)) === 0) continue
    stage = tier.stage
    provision = tier.provision ?? provision
    for (const measure of tier.measures) {
      const on = measure.on === undefined ? {} : { on: measure.on }
      measures.set(measure.code, { code: measure.code, must: measure.must, by: measure.by ?? liability.authority, ...on })
    }
    if (tier.entityFine !== undefined) fine = entityFine(tier.entityFine, question, unit, liability, arithmetic)
    // A natural person who is the operator has no responsible persons beside himself.
    if (tier.personFine !== undefined && (unit || tier.personFine.on.includes('actor'))) {
      const [min, max] = tier.personFine.range
      personFine = { min, max, must: tier.personFine.must, on: unit ? tier.personFine.on : PERSON_ONLY }
    }
    detention = tier.detention ?? detention
  }
  if (fine !== null || personFine !== null) {
    const must = fine?.must === 'shall' || personFine?.must === 'shall' ? 'shall' : 'may'
    measures.set('fine', { code: 'fine', must, by: liability.authority })
  }
  if (detention !== undefined) measures.set('detention', { code: 'detention', must: detention.must, by: liability.authority })
  return {
    entityFine: fine,
    personFine,
    detentionDays: detention === undefined ? null : { min: detention.days[0], max: detention.days[1] },
    detentionMust: detention?.must ?? null,
    measures: [...measures.values()],
    stage,
    provision,
    arithmetic,
  }
}

function within(
  proposed: number | null | undefined,
  range: { readonly min: number | null; readonly max: number | null; readonly must: Must } | null,
  unitOf: (n: number) => number,
): boolean | null {
  if (proposed === null || proposed === undefined) return true
  const amount = unitOf(proposed)
  if (range === null) return amount === 0
  // No fine at all is no fine of the range: right where the fine is a may, wrong where it is a shall.
  if (amount === 0) return range.must === 'may'
  if (range.min === null || range.max === null) return null
  return range.min <= amount && amount <= range.max
}

/** Whether what is proposed lies inside the ranges, both ends included; null where a range is unknown. Where nobody is liable, only nothing is inside. Nothing, where the fine is a may, is inside. */
function lawful(question: Question, sum: Sum | undefined): boolean | null {
  const { proposed } = question
  if (proposed === null || proposed === undefined) return null
  const detention = sum === undefined || sum.detentionDays === null ? null : { ...sum.detentionDays, must: sum.detentionMust ?? ('shall' as const) }
  const answers = [
    within(proposed.entityFine, sum?.entityFine ?? null, yuan),
    within(proposed.personFine, sum?.personFine ?? null, yuan),
    within(proposed.detentionDays, detention, (days) => days),
  ]
  return answers.includes(false) ? false : answers.includes(null) ? null : true
}

/** An answer in which nobody is liable for anything. */
export function emptyAnswer(question: Question, edition: EditionId | null, flags: string[], why: Reason[], asks: string[]): LiabilityAnswer {
  return {
    id: question.id ?? null,
    edition,
    applies: false,
    liable: false,
    provision: null,
    stage: null,
    entityFine: null,
    personFine: null,
    detentionDays: null,
    measures: [],
    ban: null,
    flags,
    alternatives: [],
    proposedLawful: null,
    why,
    asks,
  }
}

/**
 * Answers one question of liability: the edition in force on the last day of the conduct, or the one asked as if.
 * Total for every parsed question whose `violated` the edition has (`missingPlace` says so beforehand).
 */
export function answer(law: LiabilityLaw, question: Question): LiabilityAnswer {
  const { conductDate } = question
  const [firstDay, lastDay] = typeof conductDate === 'number' ? [conductDate, conductDate] : [conductDate.from, conductDate.to]
  const flags: string[] = []
  const asIf = question.asIf ?? undefined
  const data = asIf === undefined ? editionOn(law.statute, lastDay) : editionById(law.statute, asIf)
  const edition = data === undefined ? undefined : law.editions.get(data.edition.id)
  if (edition === undefined) return unanswerable(law.statute, question, lastDay)
  if (asIf !== undefined) flags.push('as-if')
  if (firstDay !== lastDay) flags.push('continuing')
  const decision = question.decisionDate ?? lastDay
  const later = asIf === undefined && edition.data.edition.inForce?.to !== undefined && decision > edition.data.edition.inForce.to
  if (later) flags.push(editionOn(law.statute, decision) === undefined ? 'later-edition-not-loaded' : 'later-edition-in-force')
  const facts = caseOf(question)
  const finding = judge(edition.program, facts)
  const writer = new Writer(edition)
  const { inForce } = edition.data.edition
  if (inForce !== undefined && asIf === undefined) {
    const commencement = edition.data.places.find((place) => place.startsWith(`${Object.keys(edition.data.paragraphs).length}.`)) ?? '1'
    writer.say(
      commencement,
      `行为发生于 ${printDay(lastDay)}，适用当日有效的版本`,
      `The conduct of ${printDay(lastDay)} falls under the edition in force that day`,
      `in force from ${printDay(inForce.from)}`,
    )
  }
  writer.grounds(finding, question)
  if (!finding.applies) return { ...emptyAnswer(question, edition.data.edition.id, flags, writer.why, writer.asks) }
  const liable = finding.main >= 0 || finding.also !== 0
  edition.program.file.notes.forEach((note, index) => {
    if ((finding.notes & (1 << index)) === 0 || (note.when === undefined && !liable)) return
    flags.push(note.flag)
    writer.say(note.provision, note.because.zh, note.because.en, note.when === undefined ? 'liable' : 'network')
  })
  const main = finding.main < 0 ? undefined : edition.program.file.liabilities[finding.main]
  const unit = facts.unit ?? true
  if (main?.unit !== undefined && (question.unit === null || question.unit === undefined)) writer.ask('unit', `→ ${main.provision}`)
  if (main?.reading !== undefined) writer.say(main.provision, main.reading.zh, main.reading.en, 'reading')
  if (main === undefined && finding.grounds.includes(MARK.noSanction)) flags.push('no-own-sanction')
  const sum = main === undefined ? undefined : sumOf(main, finding.tiers, question, unit)
  const joined: MeasureAnswer[] = []
  let alone: string | null = null
  edition.program.file.also.forEach((entry, index) => {
    if ((finding.also & (1 << index)) === 0) return
    alone ??= entry.provision
    for (const measure of entry.measures) joined.push({ code: measure.code, must: measure.must, by: measure.by ?? 'competent-department' })
  })
  const ban = banOf(edition, question, main, finding, lastDay, writer, flags)
  if (sum !== undefined) {
    writer.why.push(...sum.arithmetic)
    const threshold = main?.tiers.some((tier) => tier.entityFine !== undefined && 'from' in tier.entityFine) === true
    if (threshold && (question.illegalGains ?? undefined) === undefined) writer.ask('illegalGains', `→ ${sum.provision}`)
    if (sum.entityFine?.basis !== undefined && sum.entityFine.max === null)
      writer.ask(sum.entityFine.basis === 'illegal-gains' ? 'illegalGains' : 'procurementAmount', `→ ${main?.provision ?? ''}`)
  }
  return {
    id: question.id ?? null,
    edition: edition.data.edition.id,
    applies: true,
    liable,
    provision: sum?.provision ?? alone,
    stage: sum?.stage ?? (liable ? 'base' : null),
    entityFine: sum?.entityFine ?? null,
    personFine: sum?.personFine ?? null,
    detentionDays: sum?.detentionDays ?? null,
    measures: [...(sum?.measures ?? []), ...(ban === null ? [] : [{ code: 'employment-ban', must: 'shall', by: 'public-security' } as const]), ...joined],
    ban,
    flags,
    alternatives: finding.others.map(([index, tiers]) => alternative(edition, question, index, tiers, unit)),
    proposedLawful: lawful(question, sum),
    why: writer.why,
    asks: writer.asks,
  }
}

function alternative(edition: LiabilityEdition, question: Question, index: number, tiers: number, unit: boolean): LiabilityAnswer {
  const liability = edition.program.file.liabilities[index]
  const empty = emptyAnswer(question, edition.data.edition.id, [], [], [])
  if (liability === undefined) return empty
  const sum = sumOf(liability, tiers, question, unit)
  return {
    ...empty,
    applies: true,
    liable: true,
    provision: sum.provision,
    stage: sum.stage,
    entityFine: sum.entityFine,
    personFine: sum.personFine,
    detentionDays: sum.detentionDays,
    measures: sum.measures,
    proposedLawful: lawful(question, sum),
    why: [
      {
        provision: liability.provision,
        zh: `同一行为也可能适用：${liability.title.zh}`,
        en: `The same breach may also fall here: ${liability.title.en}`,
        because: `violated = ${question.violated ?? ''}`,
      },
      ...sum.arithmetic,
    ],
  }
}

function unanswerable(statute: Statute, question: Question, day: Day): LiabilityAnswer {
  const asked = printDay(day)
  const adopted = statute.editions.find(
    ({ edition }) => edition.adopted !== undefined && edition.inForce !== undefined && edition.adopted <= day && day < edition.inForce.from,
  )
  if (question.asIf === null || question.asIf === undefined) {
    if (adopted !== undefined) {
      const { id, inForce } = adopted.edition
      const why = [
        {
          provision: '79.1',
          zh: `${asked} 时本法已通过但尚未施行`,
          en: `On ${asked} the law was adopted but not yet in force`,
          because: `in force from ${inForce === undefined ? '' : printDay(inForce.from)}`,
        },
      ]
      return emptyAnswer(question, id, ['adopted-not-in-force'], why, [])
    }
    const loaded = statute.editions.flatMap(({ edition }) =>
      edition.inForce === undefined
        ? []
        : [`${edition.id} ${printDay(edition.inForce.from)}–${edition.inForce.to === undefined ? '' : printDay(edition.inForce.to)}`],
    )
    return emptyAnswer(
      question,
      null,
      ['no-edition-in-force'],
      [],
      [`conductDate: ${asked} 没有已载入的有效版本。No loaded edition is in force then; loaded: ${loaded.join(', ')}; asIf asks under another.`],
    )
  }
  return emptyAnswer(question, null, ['edition-not-loaded'], [], [`asIf: 未载入 ${question.asIf}。${question.asIf} is not loaded.`])
}
