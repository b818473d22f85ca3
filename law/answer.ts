import { banOf } from './ban.ts'
import { printProvision, upwards, type EditionId } from './citation.ts'
import { compileLiability, ATTACK_FROM_OUTSIDE, caseOf, judge, MARK, type Finding, type LiabilityProgram } from './judgment.ts'
import { printDay, type Day } from './instant.ts'
import type { Authority, Fine, Liability, Measure, Must, Person, Stage } from './liability.ts'
import type { Question } from './question.ts'
import { editionById, editionOn, type EditionData, type Statute } from './statute.ts'
import type { Text } from './text.ts'
import { UNKNOWN } from './truth.ts'

/** Yuan on the wire. `max` is null where the amount that it multiplies is unknown; `basis` then names that amount. */
export interface FineAnswer {
  readonly min: number | null
  readonly max: number | null
  readonly must: Must
  readonly on: 'unit' | 'natural-person'
  readonly basis?: 'illegal-gains' | 'procurement-amount'
}

export interface Reason {
  readonly provision: string
  readonly zh: string
  readonly en: string
  readonly because: string
}

export interface MeasureAnswer {
  readonly code: Measure
  readonly must: Must
  readonly by: Authority
  readonly on?: readonly Person[]
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
  readonly ban: { readonly period: string; readonly scope: readonly string[]; readonly provision: string } | null
  readonly flags: readonly string[]
  readonly alternatives: readonly LiabilityAnswer[]
  readonly proposedLawful: boolean | null
  readonly why: readonly Reason[]
  readonly asks: readonly string[]
}

/** An edition ready to answer questions of liability. */
export interface LiabilityEdition {
  readonly data: EditionData
  readonly program: LiabilityProgram
}

export interface LiabilityLaw {
  readonly statute: Statute
  readonly editions: ReadonlyMap<EditionId, LiabilityEdition>
}

export function compileLiabilityLaw(statute: Statute): LiabilityLaw {
  const editions = new Map<EditionId, LiabilityEdition>()
  for (const data of statute.editions) {
    const outside = data.edition.outside.map((entry) => entry.when)
    editions.set(data.edition.id, { data, program: compileLiability(data.liability, outside, data.places) })
  }
  return { statute, editions }
}

/** What is wrong with a provision that the edition does not have, and what it has there instead. */
export function missingPlace(data: EditionData, asked: string): string | undefined {
  if (asked === ATTACK_FROM_OUTSIDE || data.places.includes(asked)) return undefined
  const known = upwards(asked).find((place) => data.places.includes(place))
  const parts = known === undefined ? [] : data.places.filter((place) => place.startsWith(`${known}.`) && place.split('.').length === known.split('.').length + 1)
  const item = data.places.find((place) => place === asked.replace(/^(\d+)\.(\d+)$/, '$1.1.$2'))
  if (item !== undefined) return `${asked} is not in ${data.edition.id}; for the item write ${item}`
  if (known === undefined) return `${asked} is not in ${data.edition.id}, which has articles 1 to ${Object.keys(data.paragraphs).length}; write article.paragraph.item, such as 21.1.3`
  return parts.length === 0 ? `${asked} is not in ${data.edition.id}; ${known} has no parts` : `${asked} is not in ${data.edition.id}; ${known} has ${parts.join(', ')}`
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

function entityFine(fine: Fine, question: Question, unit: boolean, liability: Liability, arithmetic: Reason[]): FineAnswer {
  const on = unit ? 'unit' : 'natural-person'
  if ('range' in fine) return { min: fine.range[0], max: fine.range[1], must: fine.must, on }
  const basis = fine.of === 'illegalGains' ? 'illegal-gains' : 'procurement-amount'
  const amount = question[fine.of]
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
    const stated = amount === null || amount === undefined ? undefined : yuan(amount)
    arithmetic.push({
      provision: liability.provision,
      zh: `违法所得不足 ${fine.from} 元或者没有违法所得，罚款为 ${fine.below[0]} 元以上 ${fine.below[1]} 元以下`,
      en: `Gains below ${fine.from} yuan, or none: the fine is ${fine.below[0]} to ${fine.below[1]} yuan`,
      because: `${fine.of} = ${stated ?? (amount === undefined ? 'not stated' : 'none')}`,
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
  liability.tiers.forEach((tier, place) => {
    if ((tiers & (1 << place)) === 0) return
    stage = tier.stage
    provision = tier.provision ?? provision
    for (const measure of tier.measures)
      measures.set(measure.code, { code: measure.code, must: measure.must, by: measure.by ?? liability.authority, ...(measure.on === undefined ? {} : { on: measure.on }) })
    if (tier.entityFine !== undefined) fine = entityFine(tier.entityFine, question, unit, liability, arithmetic)
    // A natural person who is the operator has no responsible persons beside himself.
    if (tier.personFine !== undefined && (unit || tier.personFine.on.includes('actor'))) {
      const [min, max] = tier.personFine.range
      personFine = { min, max, must: tier.personFine.must, on: unit ? tier.personFine.on : PERSON_ONLY }
    }
    detention = tier.detention ?? detention
  })
  const fined: FineAnswer | null = fine
  const personFined: Sum['personFine'] = personFine
  if (fined !== null || personFined !== null) {
    const must = (fined as FineAnswer | null)?.must === 'shall' || (personFined as Sum['personFine'])?.must === 'shall' ? 'shall' : 'may'
    measures.set('fine', { code: 'fine', must, by: liability.authority })
  }
  const held = detention as Liability['tiers'][number]['detention']
  if (held !== undefined) measures.set('detention', { code: 'detention', must: held.must, by: liability.authority })
  return {
    entityFine: fined,
    personFine: personFined,
    detentionDays: held === undefined ? null : { min: held.days[0], max: held.days[1] },
    detentionMust: held?.must ?? null,
    measures: [...measures.values()],
    stage,
    provision,
    arithmetic,
  }
}

function within(proposed: number | null | undefined, range: { readonly min: number | null; readonly max: number | null; readonly must: Must } | null, unitOf: (n: number) => number): boolean | null {
  if (proposed === null || proposed === undefined) return true
  const amount = unitOf(proposed)
  if (range === null) return amount === 0
  if (amount === 0 && range.must === 'may') return true
  if (range.min === null || range.max === null) return null
  return range.min <= amount && amount <= range.max
}

/** Whether what is proposed lies inside the ranges, both ends included; null where a range is unknown. Nothing, where the fine is a may, is inside. */
function lawful(question: Question, sum: Sum): boolean | null {
  const { proposed } = question
  if (proposed === null || proposed === undefined) return null
  const detention = sum.detentionDays === null ? null : { ...sum.detentionDays, must: sum.detentionMust ?? 'shall' }
  const answers = [within(proposed.entityFine, sum.entityFine, yuan), within(proposed.personFine, sum.personFine, yuan), within(proposed.detentionDays, detention, (days) => days)]
  return answers.includes(false) ? false : answers.includes(null) ? null : true
}

const FACT_QUESTIONS: Record<string, Text> = {
  refusedCorrection: { zh: '是否拒不改正', en: 'was correction refused' },
  consequences: { zh: '是否造成危害网络安全等后果', en: 'did consequences follow' },
  circumstances: { zh: '情节如何', en: 'how serious are the circumstances' },
  constitutesCrime: { zh: '是否构成犯罪', en: 'is it a crime' },
  authorised: { zh: '是否经同意或者授权', en: 'was it authorised or consented to' },
  knew: { zh: '是否明知', en: 'was it known' },
  personAffected: { zh: '是否侵害了个人信息权利', en: "were somebody's rights in personal information infringed" },
  network: { zh: '属于哪类网络', en: 'what kind of network is it' },
  unit: { zh: '是单位还是个人', en: 'is it a unit or a natural person' },
}

/** What art. 75 of 2017 names; a later edition has words of its own. */
const ATTACK_WORDS: Text = { zh: '违反关键信息基础设施保护', en: 'attacks on critical infrastructure' }

class Writer {
  readonly why: Reason[] = []
  readonly asks: string[] = []
  readonly #data: EditionData
  readonly #program: LiabilityProgram

  constructor(edition: LiabilityEdition) {
    this.#data = edition.data
    this.#program = edition.program
  }

  cite(provision: string, language: 'zh' | 'en'): string {
    return printProvision(provision, language, this.#data.paragraphs[provision.split('.')[0] ?? ''] ?? 1)
  }

  say(provision: string, zh: string, en: string, because: string): void {
    this.why.push({ provision, zh, en, because })
  }

  ask(fact: string, effect: string): void {
    const words = FACT_QUESTIONS[fact]
    const line = `${fact}: ${words === undefined ? '' : `${words.zh}？ ${words.en}? `}${effect}`
    if (!this.asks.includes(line)) this.asks.push(line)
  }

  /** Facts named by the leaves that follow place `from` on the trail, as `fact = …` or the question that is open. */
  #leaves(grounds: readonly number[], from: number): { said: string; open: string[] } {
    const said: string[] = []
    const open: string[] = []
    for (let at = from; at < grounds.length && (grounds[at] ?? -1) >= 0; at += 3) {
      const leaf = this.#program.leaves[grounds[at] ?? 0]
      if (leaf === undefined) continue
      const name = leaf.role === undefined ? leaf.fact : `role ${leaf.role}`
      if (grounds[at + 1] === UNKNOWN) open.push(name)
      else said.push(leaf.role === undefined ? `${leaf.fact} ${grounds[at + 1] === 1 ? '' : 'not '}${leaf.test}` : `${grounds[at + 1] === 1 ? '' : 'not '}${leaf.role}`)
    }
    return { said: said.join('; '), open }
  }

  grounds(finding: Finding, question: Question): void {
    const { grounds } = finding
    const { liabilities, also } = this.#program.file
    for (let at = 0; at < grounds.length; at += 3) {
      const mark = grounds[at] ?? 0
      if (mark >= 0) continue
      const liability = liabilities[grounds[at + 1] ?? 0]
      const detail = grounds[at + 2] ?? 0
      const leaves = this.#leaves(grounds, at + 3)
      if (mark === MARK.outside) {
        const outside = this.#data.edition.outside[grounds[at + 1] ?? 0]
        if (outside !== undefined) this.say(outside.cite, outside.because.zh, outside.because.en, leaves.said)
      } else if (mark === MARK.nothingViolated) {
        this.say('2.1', '没有违反任何条款，不承担责任', 'Nothing is violated, so nobody answers for it', 'violated = none')
      } else if (mark === MARK.noSanction) {
        const violated = question.violated ?? ''
        if (violated === ATTACK_FROM_OUTSIDE) this.say('2.1', '该版本没有针对境外攻击的罚则', 'This edition has no sanction for attacks from outside the territory', `violated = ${violated}`)
        else this.say(violated, `${this.cite(violated, 'zh')}在本法第六章没有自己的罚则`, `Chapter 6 has no sanction of its own for ${this.cite(violated, 'en')}`, `violated = ${violated}`)
      } else if (mark === MARK.also) {
        const entry = also[grounds[at + 1] ?? 0]
        if (entry !== undefined) this.say(entry.provision, entry.because.zh, entry.because.en, leaves.said)
      } else if (liability !== undefined) this.#liability(mark, liability, detail, leaves, question)
    }
  }

  #liability(mark: number, liability: Liability, detail: number, leaves: { said: string; open: string[] }, question: Question): void {
    const { provision } = liability
    const tier = liability.tiers[detail]
    const element = liability.elements[detail]
    if (mark === MARK.sanctions) {
      const place = liability.violated[detail]
      const violated = place === undefined || 'attack' in place ? provision : (question.violated ?? place.provision)
      const item = place === undefined || 'attack' in place ? undefined : place.item
      const attack = place === undefined || !('attack' in place) ? undefined : (place.words ?? ATTACK_WORDS)
      this.say(
        item ?? provision,
        attack === undefined ? `${this.cite(item ?? provision, 'zh')}处罚违反${this.cite(violated, 'zh')}的行为：${liability.title.zh}` : `${this.cite(provision, 'zh')}处罚${attack.zh}的行为：${liability.title.zh}`,
        `${this.cite(item ?? provision, 'en')} sanctions ${attack === undefined ? `breach of ${this.cite(violated, 'en')}` : attack.en}: ${liability.title.en}`,
        `violated = ${question.violated ?? ''}; role ${question.roles.join(', ')}`,
      )
    } else if (mark === MARK.tierReached && tier !== undefined) this.say(tier.provision ?? provision, `进入下一档：${tier.words.zh}`, `Next tier: ${tier.words.en}`, leaves.said)
    else if (mark === MARK.tierMissed && tier !== undefined) this.say(tier.provision ?? provision, `未进入下一档：${tier.words.zh}`, `Next tier not reached: ${tier.words.en}`, leaves.said)
    else if (mark === MARK.tierOpen && tier !== undefined) for (const fact of leaves.open) this.ask(fact, `→ ${tier.provision ?? provision} ${tier.stage}`)
    else if (mark === MARK.elementHolds && element !== undefined) this.say(provision, element.because.zh, element.because.en, leaves.said)
    else if (mark === MARK.elementAssumed && element !== undefined) for (const fact of leaves.open) this.ask(fact, `→ ${provision}`)
    else if (mark === MARK.elementFails && element !== undefined) {
      for (const fact of leaves.open) this.ask(fact, `→ ${provision}`)
      this.say(provision, `不成立：${element.because.zh}`, `Does not stand: ${element.because.en}`, leaves.said === '' ? `${leaves.open.join(', ')} not shown` : leaves.said)
    } else if (mark === MARK.displaced) this.say(provision, `${this.cite(provision, 'zh')}让位于更具体的规定`, `${this.cite(provision, 'en')} gives way to the more specific rule`, 'displaced')
    else if (mark === MARK.notSubject) {
      const unit = liability.unit === undefined ? '' : liability.unit ? '（单位）' : '（自然人）'
      const unitEn = liability.unit === undefined ? '' : liability.unit ? ' (units)' : ' (natural persons)'
      this.say(provision, `${this.cite(provision, 'zh')}不针对该主体${unit}`, `${this.cite(provision, 'en')} does not speak to this party${unitEn}`, `roles = ${question.roles.join(', ')}`)
    }
  }
}

function emptyAnswer(question: Question, edition: EditionId | null, flags: string[], why: Reason[], asks: string[]): LiabilityAnswer {
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
    writer.say(commencement, `行为发生于 ${printDay(lastDay)}，适用当日有效的版本`, `The conduct of ${printDay(lastDay)} falls under the edition in force that day`, `in force from ${printDay(inForce.from)}`)
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
  const ban = banOf(edition.program.file, question, main, finding, lastDay, writer, flags)
  if (sum !== undefined) {
    writer.why.push(...sum.arithmetic)
    if ((question.illegalGains === undefined || question.illegalGains === null) && main?.tiers.some(({ entityFine }) => entityFine !== undefined && 'from' in entityFine) === true) writer.ask('illegalGains', `→ ${main.provision}`)
    if (sum.entityFine?.basis !== undefined && sum.entityFine.max === null) writer.ask(sum.entityFine.basis === 'illegal-gains' ? 'illegalGains' : 'procurementAmount', `→ ${main?.provision ?? ''}`)
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
    proposedLawful: sum === undefined ? null : lawful(question, sum),
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
    why: [{ provision: liability.provision, zh: `同一行为也可能适用：${liability.title.zh}`, en: `The same breach may also fall here: ${liability.title.en}`, because: `violated = ${question.violated ?? ''}` }, ...sum.arithmetic],
  }
}

function unanswerable(statute: Statute, question: Question, day: Day): LiabilityAnswer {
  const asked = printDay(day)
  const adopted = statute.editions.find(({ edition }) => edition.adopted !== undefined && edition.inForce !== undefined && edition.adopted <= day && day < edition.inForce.from)
  if (question.asIf === null || question.asIf === undefined) {
    if (adopted !== undefined) {
      const { id, inForce } = adopted.edition
      const why = [{ provision: '79.1', zh: `${asked} 时本法已通过但尚未施行`, en: `On ${asked} the law was adopted but not yet in force`, because: `in force from ${inForce === undefined ? '' : printDay(inForce.from)}` }]
      return emptyAnswer(question, id, ['adopted-not-in-force'], why, [])
    }
    const loaded = statute.editions.flatMap(({ edition }) => (edition.inForce === undefined ? [] : [`${edition.id} ${printDay(edition.inForce.from)}–${edition.inForce.to === undefined ? '' : printDay(edition.inForce.to)}`]))
    return emptyAnswer(question, null, ['no-edition-in-force'], [], [`conductDate: ${asked} 没有已载入的有效版本。No loaded edition is in force then; loaded: ${loaded.join(', ')}; asIf asks under another.`])
  }
  return emptyAnswer(question, null, ['edition-not-loaded'], [], [`asIf: 未载入 ${question.asIf}。${question.asIf} is not loaded.`])
}
