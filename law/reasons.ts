import { printProvision } from './citation.ts'
import type { Day } from './instant.ts'
import { ATTACK_FROM_OUTSIDE, MARK, type Finding, type LiabilityProgram } from './judgment.ts'
import type { Liability } from './liability.ts'
import type { Question } from './question.ts'
import type { EditionData } from './statute.ts'
import type { Text } from './text.ts'
import { UNKNOWN } from './truth.ts'

export interface Reason {
  readonly provision: string
  readonly zh: string
  readonly en: string
  readonly because: string
  /** Set where this is why a tier was reached: the tier's own trigger words. */
  readonly tier?: Text | undefined
}

/** An edition ready to answer questions of liability. */
export interface LiabilityEdition {
  readonly data: EditionData
  readonly program: LiabilityProgram
  /** The first day of the law, under whichever edition; none while no edition has been in force. */
  readonly began: Day | undefined
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

/** Turns the grounds of a finding into sentences, and what is open into questions. */
export class Writer {
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
      else
        said.push(
          leaf.role === undefined ? `${leaf.fact} ${grounds[at + 1] === 1 ? '' : 'not '}${leaf.test}` : `${grounds[at + 1] === 1 ? '' : 'not '}${leaf.role}`,
        )
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
        const attack = violated === ATTACK_FROM_OUTSIDE
        this.say(
          attack ? '2.1' : violated,
          `${attack ? '来自境外的攻击' : this.cite(violated, 'zh')}在本法第六章没有自己的罚则`,
          `Chapter 6 has no sanction of its own for ${attack ? 'attacks from outside the territory' : this.cite(violated, 'en')}`,
          `violated = ${violated}`,
        )
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
        `${this.cite(item ?? provision, 'zh')}处罚${attack?.zh ?? `违反${this.cite(violated, 'zh')}`}的行为：${liability.title.zh}`,
        `${this.cite(item ?? provision, 'en')} sanctions ${attack?.en ?? `breach of ${this.cite(violated, 'en')}`}: ${liability.title.en}`,
        `violated = ${question.violated ?? ''}; role ${question.roles.join(', ')}`,
      )
    } else if (mark === MARK.tierReached && tier !== undefined)
      this.why.push({
        provision: tier.provision ?? provision,
        zh: `进入下一档：${tier.words.zh}`,
        en: `Next tier: ${tier.words.en}`,
        because: leaves.said,
        tier: tier.words,
      })
    else if (mark === MARK.tierMissed && tier !== undefined)
      this.say(tier.provision ?? provision, `未进入下一档：${tier.words.zh}`, `Next tier not reached: ${tier.words.en}`, leaves.said)
    else if (mark === MARK.tierOpen && tier !== undefined) for (const fact of leaves.open) this.ask(fact, `→ ${tier.provision ?? provision} ${tier.stage}`)
    else if (mark === MARK.elementHolds && element !== undefined) this.say(provision, element.because.zh, element.because.en, leaves.said)
    else if (mark === MARK.elementAssumed && element !== undefined) for (const fact of leaves.open) this.ask(fact, `→ ${provision}`)
    else if (mark === MARK.elementFails && element !== undefined) {
      for (const fact of leaves.open) this.ask(fact, `→ ${provision}`)
      this.say(
        provision,
        `不成立：${element.because.zh}`,
        `Does not stand: ${element.because.en}`,
        leaves.said === '' ? `${leaves.open.join(', ')} not shown` : leaves.said,
      )
    } else if (mark === MARK.displaced)
      this.say(provision, `${this.cite(provision, 'zh')}让位于更具体的规定`, `${this.cite(provision, 'en')} gives way to the more specific rule`, 'displaced')
    else if (mark === MARK.notSubject) {
      const unit = liability.unit === undefined ? '' : liability.unit ? '（单位）' : '（自然人）'
      const unitEn = liability.unit === undefined ? '' : liability.unit ? ' (units)' : ' (natural persons)'
      this.say(
        provision,
        `${this.cite(provision, 'zh')}不针对该主体${unit}`,
        `${this.cite(provision, 'en')} does not speak to this party${unitEn}`,
        `roles = ${question.roles.join(', ')}`,
      )
    }
  }
}
