import type { LiabilityAnswer } from '../answer.ts'
import type { Assessment, DutyAnswer, Exposure, Stake } from '../assessment.ts'
import { printProvision } from '../citation.ts'
import { Stage, type Person } from '../liability.ts'
import type { Text } from '../text.ts'
import { fineRange, grouped, range } from './money.ts'
import { byOwner } from './owner.ts'
import { SAY, WORDS, wordOf } from './words.ts'

type Answer = Pick<LiabilityAnswer, 'entityFine' | 'personFine' | 'detentionDays' | 'measures'>

export function join(texts: readonly Text[], between: Text): Text {
  return { zh: texts.map(({ zh }) => zh).join(between.zh), en: texts.map(({ en }) => en).join(between.en) }
}

/** Cites a provision of the chapter on liability as people do. */
export function citer({ cites }: Assessment): (provision: string) => Text {
  return (provision) => cites[provision] ?? { zh: printProvision(provision, 'zh', 2), en: printProvision(provision, 'en', 2) }
}

/** A sentence begins with a capital; Chinese has none. */
export function capital(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

/** `a, b and c`. */
function series(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

function personsOf(persons: readonly Person[]): Text {
  return join(
    persons.map((person) => WORDS.person[person]),
    { zh: '和', en: ' and ' },
  )
}

/** What the unit may be fined, in words that keep *shall* and *may* apart. */
export function entityWords({ entityFine }: Answer): Text {
  return entityFine === null ? WORDS.label.noFine : SAY.fined(entityFine.must, fineRange(entityFine))
}

export function personWords({ personFine }: Answer): Text | null {
  if (personFine === null) return null
  const fined = SAY.fined(personFine.must, range(personFine.min, personFine.max))
  const who = personsOf(personFine.on)
  return { zh: `${SAY.persons(who).zh}，${fined.zh}`, en: `${SAY.persons(who).en} ${fined.en}` }
}

/** Measures besides fines and detention, one line for each who and each *shall* or *may*. */
export function measureWords({ measures }: Answer): readonly Text[] {
  const lines = new Map<string, { readonly head: Text; readonly codes: Text[] }>()
  for (const { code, must, by, on } of measures) {
    if (code === 'fine' || code === 'detention') continue
    const key = `${must} ${by} ${on?.join(' ') ?? ''}`
    const who = on === undefined ? { zh: '', en: '' } : { zh: SAY.persons(personsOf(on)).zh, en: ` against ${personsOf(on).en}` }
    const acts = SAY.acts(WORDS.authority[by], must)
    const line = lines.get(key) ?? { head: { zh: `${acts.zh}${who.zh}`, en: `${acts.en}${who.en}` }, codes: [] }
    line.codes.push(WORDS.measure[code])
    lines.set(key, line)
  }
  return [...lines.values()].map(({ head, codes }) => {
    const list = { zh: codes.map(({ zh }) => zh).join('、'), en: series(codes.map(({ en }) => en)) }
    return { zh: `${head.zh}${list.zh}`, en: `${head.en} ${list.en}` }
  })
}

/** The measures without who takes them, for one line. */
function measureList({ measures }: Answer): Text {
  const codes = measures.filter(({ code, by }) => code !== 'fine' && code !== 'detention' && by !== 'as-other-laws-provide')
  return join(
    codes.map(({ code }) => WORDS.measure[code]),
    WORDS.label.list,
  )
}

/** The gravest tier's fine, where it differs from the tier that is reached. */
export function gravestWords(stake: Stake | null, reached: LiabilityAnswer['entityFine']): Text | null {
  if (stake?.refers === true) return WORDS.label.otherLaws
  const gravest = stake?.gravest ?? null
  if (gravest === null || (reached !== null && reached.max === gravest.max && reached.min === gravest.min)) return null
  const words = SAY.fined(gravest.must, fineRange(gravest))
  return { zh: `${WORDS.label.gravest.zh}${words.zh}`, en: `${WORDS.label.gravest.en}: ${words.en}` }
}

/** What failing a duty costs, in one line: the finding where there is one, else what is at stake. Figures of two editions never stand in one line. */
export function exposureLine(exposure: Exposure | null, duty: DutyAnswer, cite: (provision: string) => Text): Text | null {
  const stake = exposure === null || exposure.edition === duty.edition ? duty.stake : null
  const provision = exposure?.provision ?? stake?.provision ?? null
  if (provision === null) return null
  const parts: Text[] = []
  if (exposure !== null) {
    if (exposure.stage !== null) parts.push(WORDS.stage[exposure.stage])
    const measures = measureList(exposure)
    if (measures.zh !== '') parts.push(measures)
    if (exposure.entityFine !== null || stake?.refers !== true) parts.push(entityWords(exposure))
    const person = personWords(exposure)
    if (person !== null) parts.push({ zh: person.zh, en: `${person.en.slice(0, 1).toLowerCase()}${person.en.slice(1)}` })
  } else if (stake !== null && !stake.refers) {
    const first = stake.first === null ? WORDS.label.noFine : SAY.fined(stake.first.must, fineRange(stake.first))
    parts.push({
      zh: stake.first === null ? '首档无罚款' : `${WORDS.label.first.zh}${first.zh}`,
      en: stake.first === null ? 'first tier: no fine' : `${WORDS.label.first.en}: ${first.en}`,
    })
  }
  const gravest = gravestWords(stake, exposure === null ? (stake?.first ?? null) : exposure.entityFine)
  if (gravest !== null) parts.push(gravest)
  const place = cite(provision)
  const line = join(parts, { zh: '，', en: '; ' })
  return { zh: `${place.zh}：${line.zh}`, en: `${place.en}: ${line.en}` }
}

/** Findings that lead to the same provision, tier and ranges. */
export interface Penalty {
  readonly provision: string
  readonly answer: Exposure
  readonly findings: readonly Exposure[]
  readonly stake: Stake | null
}

export function penaltiesOf(assessment: Assessment): readonly Penalty[] {
  const penalties = new Map<string, Penalty & { readonly findings: Exposure[] }>()
  const owners = byOwner(assessment.duties)
  for (const exposure of assessment.exposure.filter(({ liable }) => liable)) {
    const provision = exposure.provision ?? ''
    const key = JSON.stringify([
      exposure.edition,
      provision,
      exposure.stage,
      exposure.entityFine,
      exposure.personFine,
      exposure.detentionDays,
      exposure.measures,
      exposure.ban,
    ])
    const known = penalties.get(key)
    const stake = known?.stake ?? owners(exposure).find((duty) => duty.edition === exposure.edition && duty.stake?.provision === provision)?.stake ?? null
    const findings = known?.findings ?? []
    findings.push(exposure)
    penalties.set(key, { provision, answer: known?.answer ?? exposure, findings, stake })
  }
  const weight = ({ answer, stake }: Penalty): number => answer.entityFine?.max ?? (stake?.gravest?.max ?? 0) / 1e9
  return [...penalties.values()].toSorted((left, right) => weight(right) - weight(left))
}

/** What an answer says of why, and of what is open. */
type Reasoned = Pick<Exposure, 'why' | 'asks' | 'stage' | 'provision'>

/** The reasons of an answer; where one multiplies an amount, its figures have their thousands set apart. */
export function reasonsOf(answer: Reasoned): readonly (Text & { readonly multiplies: boolean })[] {
  const apart = (words: string): string => words.replaceAll(/\d{5,}(?:\.\d+)?/g, (figure) => grouped(Number(figure)))
  return answer.why.map(({ zh, en, because }) => (AMOUNT.test(because) ? { zh: apart(zh), en: apart(en), multiplies: true } : { zh, en, multiplies: false }))
}

/** The figures that were multiplied. */
export function arithmeticOf(answer: Reasoned): readonly Text[] {
  return reasonsOf(answer).filter(({ multiplies }) => multiplies)
}

const AMOUNT = /^(illegalGains|procurementAmount)\b/

/** An open question of a liability answer: `fact: 中文？ English? → provision stage`. */
const ASK = /^(\w+): (?:(.+？) (.+\?) )?→ (\S+)(?: (\S+))?$/

interface Unknown {
  readonly words: Text
  /** Whether the answer could only lead to a graver tier; else it decides whether the provision applies at all. */
  readonly raises: boolean
}

/** What is not known and would change the answer, in words. One that the answer words otherwise is passed on as it is. */
function unknownsOf(answer: Reasoned, cite: (provision: string) => Text): readonly Unknown[] {
  return answer.asks.map((ask): Unknown => {
    const match = ASK.exec(ask)
    if (match === null) return { words: { zh: ask, en: ask }, raises: true }
    const [, fact = '', zh = '', en = '', provision = '', tier] = match
    if (AMOUNT.test(fact)) return { words: fact === 'illegalGains' ? WORDS.label.askGains : WORDS.label.askPurchase, raises: true }
    const stage = Stage.safeParse(tier)
    const effect = stage.success ? SAY.askTier(cite(provision), WORDS.stage[stage.data]) : SAY.askProvision(cite(provision))
    return { words: { zh: `${zh}${effect.zh}。`, en: `${capital(en)} ${capital(effect.en)}.` }, raises: stage.success }
  })
}

/** What would lead to a lower tier, or to none: the triggers that led here, were one not so, and what is open about the provision itself. */
export function lowersOf(answer: Reasoned, cite: (provision: string) => Text): readonly Text[] {
  const open = unknownsOf(answer, cite).filter(({ raises }) => !raises)
  const reached = answer.why.flatMap(({ tier }) => (tier === undefined ? [] : [SAY.unless(tier)]))
  const words = [...reached, ...open.map((unknown) => unknown.words)]
  return words.length === 0 && answer.stage === 'base' ? [WORDS.label.lowest] : words
}

export function raisesOf(answer: Reasoned, cite: (provision: string) => Text): readonly Text[] {
  return unknownsOf(answer, cite)
    .filter(({ raises }) => raises)
    .map(({ words }) => words)
}

export function banWords({ ban }: Exposure): Text | null {
  if (ban === null) return null
  const period = ban.period === 'life' ? WORDS.label.life : ban.period === 'P5Y' ? WORDS.label.fiveYears : { zh: ban.period, en: ban.period }
  const scope = join(
    ban.scope.map((post) => wordOf(WORDS.post, post)),
    WORDS.label.list,
  )
  return { zh: `${period.zh}不得从事${scope.zh}`, en: `${period.en}: ${scope.en}` }
}
