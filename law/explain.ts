import { chineseNumber, printProvision } from './citation.ts'
import type { CompiledNorm, Figure, Program } from './compile.ts'
import { printTerm, type Term } from './deadline.ts'
import type { Duty, Transition } from './duty.ts'
import type { State } from './state.ts'
import { printInstant, type Instant } from './instant.ts'
import { ROLES, type Role } from './role.ts'
import type { Subject } from './subject.ts'
import type { Text } from './text.ts'
import { GROUND } from './due.ts'
import { HOLDS, UNKNOWN } from './truth.ts'

/** One step of an explanation: what was decided, under which provision, from which fact or journal entry. */
export interface Sentence {
  readonly provision: string
  readonly zh: string
  readonly en: string
  /** The facts and figures that decided it. */
  readonly because: string
  /** The journal entry that decided it, where one did. */
  readonly ref: string | null
  readonly at: string
}

/** The roles in the statute's own words. */
export const ROLE_NAMES: Readonly<Record<Role, Text>> = {
  'network-operator': { zh: '网络运营者', en: 'network operator' },
  'cii-operator': { zh: '关键信息基础设施的运营者', en: 'critical infrastructure operator' },
  'product-service-provider': { zh: '网络产品、服务的提供者', en: 'provider of network products or services' },
  'electronic-information-service-provider': { zh: '电子信息发送服务提供者', en: 'provider of message sending services' },
  'app-download-service-provider': { zh: '应用软件下载服务提供者', en: 'provider of application downloads' },
  'critical-equipment-supplier': { zh: '关键设备和专用产品的销售者、提供者', en: 'supplier of critical equipment' },
  'security-service-institution': { zh: '网络安全服务机构', en: 'security service institution' },
  'any-person': { zh: '任何个人和组织', en: 'any person' },
  individual: { zh: '个人', en: 'individual' },
  'industry-organization': { zh: '网络相关行业组织', en: 'industry organisation' },
  'mass-media': { zh: '大众传播媒介', en: 'mass media' },
  department: { zh: '有关部门', en: 'department' },
  'provincial-department': { zh: '省级以上人民政府有关部门', en: 'department of a province or above' },
  'local-government-department': { zh: '地方人民政府有关部门', en: 'department of a local government' },
  'cyberspace-administration': { zh: '网信部门', en: 'cyberspace department' },
  'cii-protection-department': { zh: '关键信息基础设施保护工作部门', en: 'protection department' },
  'state-council': { zh: '国务院', en: 'State Council' },
  government: { zh: '人民政府', en: 'government' },
  state: { zh: '国家', en: 'the state' },
  'state-organ-network-operator': { zh: '国家机关政务网络的运营者', en: "operator of a state organ's network" },
  'department-staff': { zh: '部门工作人员', en: 'department staff' },
  'overseas-institution-organisation-or-individual': { zh: '境外的机构、组织、个人', en: 'institution, organisation or person outside the territory' },
}

const UNITS: Record<Term['unit'], Text> = {
  minute: { zh: '分钟', en: 'minute' },
  hour: { zh: '小时', en: 'hour' },
  day: { zh: '日', en: 'day' },
  workday: { zh: '个工作日', en: 'working day' },
  month: { zh: '个月', en: 'month' },
  year: { zh: '年', en: 'year' },
}

/** A term in words: 四小时 is written 4 小时, as in forms. */
function termWords({ n, unit }: Term): Text {
  return { zh: `${n} ${UNITS[unit].zh}`, en: `${n} ${UNITS[unit].en}${n === 1 ? '' : 's'}` }
}

/** A norm's home as people cite it: the article, or the lower rule's article. */
export function homeOf(program: Program, norm: CompiledNorm): Text {
  const place = norm.norm.cites[0] ?? ''
  const data = program.statute.editions.find(({ edition }) => edition.id === norm.edition)
  const paragraphs = data?.paragraphs[place.split('.')[0] ?? ''] ?? 1
  const statute = { zh: printProvision(place, 'zh', paragraphs), en: printProvision(place, 'en', paragraphs) }
  if (norm.rule === undefined) return statute
  const rule = ruleWords(norm.rule.file.name, norm.rule.article)
  return { zh: `${statute.zh}；${rule.zh}`, en: `${statute.en}; ${rule.en}` }
}

/** `《办法》第四条`, `Measures, art. 4`: an article of a lower rule. Some are cited by annex or clause; a text that was not seen has no article. */
export function ruleWords(name: Text, article: string): Text {
  if (article === 'not seen') return { zh: `《${name.zh}》`, en: name.en }
  const plain = /^\d{1,3}$/.test(article) && Number(article) > 0 && Number(article) < 200
  const chinese = article
    .replace(/, question (\d+)/, '第$1问')
    .replace('annex', '附件')
    .replaceAll(', ', '、')
  const number = plain ? `第${chineseNumber(Number(article))}条` : `（${chinese}）`
  return { zh: `《${name.zh}》${number}`, en: /^\d/.test(article) ? `${name.en}, art. ${article}` : `${name.en}, ${article}` }
}

/** "a network operator", "an individual", "any person": the role as somebody who is one. */
function oneOf({ en }: Text): string {
  if (/^(any|the|mass|department staff)/.test(en)) return en
  return /^[aeiou]/i.test(en) ? `an ${en}` : `a ${en}`
}

class Storyteller {
  readonly #state: State
  readonly #norm: CompiledNorm
  readonly #provision: string
  readonly #told: Sentence[] = []
  readonly #facts: ReadonlyMap<string, Text>
  readonly #events: ReadonlyMap<string, Text>

  constructor(state: State, norm: CompiledNorm, words: Words) {
    this.#state = state
    this.#norm = norm
    this.#provision = norm.norm.cites[0] ?? ''
    this.#facts = words.facts
    this.#events = words.events
  }

  get told(): readonly Sentence[] {
    return this.#told
  }

  say(zh: string, en: string, at: Instant, because = '', source = 0): void {
    this.#told.push({ provision: this.#provision, zh, en, because, ref: this.#refOf(source), at: printInstant(at) })
  }

  #refOf(source: number): string | null {
    const event = source === 0 ? undefined : this.#state.events[source - 1]
    return event === undefined ? null : (event.ref ?? String(source))
  }

  /** Where a fact or step came from: a journal entry by its reference, or the profile. */
  from(source: number): Text {
    const event = source === 0 ? undefined : this.#state.events[source - 1]
    if (event === undefined) return { zh: '主体档案', en: 'profile' }
    const title = this.#events.get(event.kind) ?? { zh: event.kind, en: event.kind }
    const ref = this.#refOf(source) ?? ''
    return { zh: `记录 #${ref}“${title.zh}”`, en: `entry #${ref} "${title.en}"` }
  }

  /** The facts on a trail in words, and the names of those that are missing. */
  facts(grounds: readonly number[]): { zh: string; en: string; raw: string; missing: string[] } {
    const zh: string[] = []
    const en: string[] = []
    const raw: string[] = []
    const missing: string[] = []
    for (let at = 0; at < grounds.length; at += 3) {
      const leaf = this.#state.program.leaves[grounds[at] ?? -1]
      const truth = grounds[at + 1]
      if (leaf === undefined) continue
      if (leaf.role !== undefined) {
        const name = ROLE_NAMES[leaf.role]
        zh.push(`${truth === HOLDS ? '是' : '不是'}${name.zh}`)
        en.push(`${truth === HOLDS ? 'is' : 'is not'} ${oneOf(name)}`)
        raw.push(`${truth === HOLDS ? '' : 'not '}${leaf.role}`)
        continue
      }
      const title = this.#facts.get(leaf.fact) ?? { zh: leaf.fact, en: leaf.fact }
      if (truth === UNKNOWN) {
        missing.push(leaf.fact)
        continue
      }
      const from = this.from(grounds[at + 2] ?? 0)
      const holds = truth === HOLDS
      zh.push(`${title.zh} ${holds ? '' : '不满足 '}${chineseTest(leaf.test)}（${from.zh}）`)
      en.push(`${title.en} ${holds ? '' : 'not '}${englishTest(leaf.test)} (${from.en})`)
      raw.push(`${leaf.fact} ${holds ? '' : 'not '}${leaf.test}`)
    }
    return { zh: zh.join('；'), en: en.join('; '), raw: raw.join('; '), missing }
  }

  figureOf(grounds: readonly number[]): Figure | undefined {
    for (let at = 0; at < grounds.length; at += 3) if (grounds[at] === GROUND.figure) return this.#norm.figures[grounds[at + 1] ?? -1]
    return undefined
  }

  roleOf(grounds: readonly number[]): { readonly role: Role; readonly source: number } | undefined {
    for (let at = 0; at < grounds.length; at += 3) {
      const role = grounds[at] === GROUND.role ? ROLES[grounds[at + 1] ?? -1] : undefined
      if (role !== undefined) return { role, source: grounds[at + 2] ?? 0 }
    }
    return undefined
  }
}

const chineseTest = (test: string): string => (test === '= true' ? '= 是' : test === '= false' ? '= 否' : test)
const englishTest = (test: string): string => (test === '= true' ? '= yes' : test === '= false' ? '= no' : test)

interface Words {
  readonly facts: ReadonlyMap<string, Text>
  readonly events: ReadonlyMap<string, Text>
}

const wordsOf = new WeakMap<Program, Words>()

function wordsFor(program: Program): Words {
  const known = wordsOf.get(program)
  if (known !== undefined) return known
  const { facts, events } = program.statute.vocabulary
  const words: Words = { facts: new Map(facts.map((entry) => [entry.fact, entry.title])), events: new Map(events.map((entry) => [entry.kind, entry.title])) }
  wordsOf.set(program, words)
  return words
}

/** A fact's name in both languages, from the vocabulary. */
export function factTitle(program: Program, fact: string): Text {
  return wordsFor(program).facts.get(fact) ?? { zh: fact, en: fact }
}

/**
 * Why a duty stands as it does: its own transitions, rendered. Nothing is computed anew, so the explanation cannot
 * differ from the answer. Sentences are in the order of time, the latest last.
 */
export function explain(state: State, subject: Subject, duty: Duty): readonly Sentence[] {
  const norm = state.program.norms[duty.norm]
  if (norm === undefined) return []
  const teller = new Storyteller(state, norm, wordsFor(state.program))
  duty.history.forEach((step, place) => {
    if (place === 0) tellBeginning(teller, state, subject, norm, duty, step)
    else tellStep(teller, state, norm, duty, step)
  })
  if (duty.due.kind === 'open' && duty.state === 'indeterminate') tellOpenDue(teller, state, norm, duty)
  return teller.told
}

function tellBeginning(teller: Storyteller, state: State, subject: Subject, norm: CompiledNorm, duty: Duty, step: Transition): void {
  const home = homeOf(state.program, norm)
  const bearer = teller.roleOf(step.grounds)
  const facts = teller.facts(step.grounds)
  const role = bearer === undefined ? { zh: '该主体', en: 'the party' } : ROLE_NAMES[bearer.role]
  const basis = bearer === undefined || bearer.source === 0 ? { zh: '主体档案', en: 'profile' } : teller.from(bearer.source)
  teller.say(
    `${home.zh}约束${role.zh}；${state.profile.party.name.zh}在 ${printInstant(duty.opened).slice(0, 10)} 是${role.zh}（${basis.zh}）`,
    `${home.en} binds ${oneOf(role)}; ${state.profile.party.name.en} is one on ${printInstant(duty.opened).slice(0, 10)} (${basis.en})`,
    duty.opened,
    facts.raw,
    bearer?.source ?? 0,
  )
  if (facts.raw !== '') teller.say(`条件成立：${facts.zh}`, `Conditions met: ${facts.en}`, duty.opened, facts.raw)
  if (step.source > 0) {
    const from = teller.from(step.source)
    teller.say(`由${from.zh}引起`, `Arose from ${from.en}`, duty.opened, '', step.source)
  } else if (step.to !== 'pending') {
    const { party, systems, products, datasets, suppliers } = state.profile
    const name = [party, ...systems, ...products, ...datasets, ...suppliers].find(({ id }) => id === subject.id)?.name ?? { zh: subject.id, en: subject.id }
    teller.say(
      `自 ${printInstant(duty.opened).slice(0, 10)} 起持续有效（${name.zh}）`,
      `Stands since ${printInstant(duty.opened).slice(0, 10)} (${name.en})`,
      duty.opened,
    )
  }
  if (step.to === 'pending') teller.say('期间尚未起算', 'Its period has not begun to run', duty.opened)
  if (step.cause === 'exception') tellException(teller, state, step)
  else if (step.to !== 'pending') tellClock(teller, state, norm, duty, step)
  if (duty.uncertain || facts.missing.length > 0) tellMissing(teller, state, facts.missing, duty.opened)
}

function tellMissing(teller: Storyteller, state: State, missing: readonly string[], at: Instant): void {
  if (missing.length === 0) return
  const names = missing.map((fact) => factTitle(state.program, fact))
  teller.say(
    `尚不知道：${names.map((name) => name.zh).join('、')}`,
    `Not known yet: ${names.map((name) => name.en).join(', ')}`,
    at,
    missing.map((fact) => `${fact} unknown`).join('; '),
  )
}

/** The figure that set the due instant, if this step has one. */
function tellClock(teller: Storyteller, state: State, norm: CompiledNorm, duty: Duty, step: Transition): void {
  const figure = teller.figureOf(step.grounds)
  const { deadline } = norm.norm
  if (figure !== undefined) {
    const term = termWords(figure.term)
    const rule = ruleWords(figure.rule.name, figure.article)
    const parameter = figure.parameter === undefined ? { zh: '', en: '' } : { zh: `（参数 ${figure.parameter}）`, en: ` (parameter ${figure.parameter})` }
    teller.say(`期限 ${term.zh}：${rule.zh}${parameter.zh}`, `Clock: ${term.en}, ${rule.en}${parameter.en}`, step.at, printTerm(figure.term))
    return
  }
  if (duty.due.kind === 'none' || duty.due.kind === 'open') return
  if (deadline === 'immediate') return teller.say('应当立即履行', 'Due at once', step.at)
  if (typeof deadline !== 'object') return
  if ('by' in deadline) {
    const title = factTitle(state.program, deadline.by)
    teller.say(`期限即${title.zh}`, `The clock is the ${title.en}`, step.at, deadline.by)
  }
  if ('every' in deadline && deadline.every !== 'regularly')
    teller.say(`每 ${termWords(deadline.every).zh}至少一次`, `At least once in ${termWords(deadline.every).en}`, step.at, printTerm(deadline.every))
  else if ('within' in deadline)
    teller.say(`期限 ${termWords(deadline.within).zh}`, `Clock: ${termWords(deadline.within).en}`, step.at, printTerm(deadline.within))
}

const EXCEPTION_WORDS: Partial<Record<Transition['to'], Text>> = {
  excused: { zh: '免除', en: 'Exempt' },
  superseded: { zh: '由其他规定代替', en: 'Replaced' },
  suspended: { zh: '中止', en: 'Suspended' },
}

function tellException(teller: Storyteller, state: State, step: Transition): void {
  const exception = state.program.norms[step.by]
  const words = EXCEPTION_WORDS[step.to] ?? { zh: '例外', en: 'Excepted' }
  if (exception === undefined) return
  const home = homeOf(state.program, exception)
  const facts = teller.facts(step.grounds)
  teller.say(`${words.zh}：${exception.norm.title.zh}（${home.zh}）`, `${words.en}: ${exception.norm.title.en} (${home.en})`, step.at, facts.raw, step.source)
}

/** The law was amended while the duty stood. */
function tellEdition(teller: Storyteller, state: State, step: Transition): void {
  const next = state.program.norms[step.by]
  if (next === undefined) return
  const home = homeOf(state.program, next)
  const title = state.program.statute.editions.find(({ edition }) => edition.id === next.edition)?.edition.title ?? { zh: next.edition, en: next.edition }
  const on = printInstant(step.at).slice(0, 10)
  teller.say(`自 ${on} 起由${title.zh}${home.zh}规定，证明和期间接续`, `From ${on} it stands under ${title.en}, ${home.en}; proofs and clock go on`, step.at)
}

function tellStep(teller: Storyteller, state: State, norm: CompiledNorm, duty: Duty, step: Transition): void {
  const from = teller.from(step.source)
  const facts = teller.facts(step.grounds)
  const on = printInstant(step.at).slice(0, 16).replace('T', ' ')
  if (step.cause === 'exception') return tellException(teller, state, step)
  if (step.cause === 'edition') return tellEdition(teller, state, step)
  switch (step.to) {
    case 'done':
      return teller.say(`${on} 履行：${from.zh}`, `Done ${on} by ${from.en}`, step.at, facts.raw, step.source)
    case 'done-late':
      return teller.say(`${on} 补正，已迟：${from.zh}`, `Mended ${on}, late, by ${from.en}`, step.at, facts.raw, step.source)
    case 'breached':
      if (step.cause === 'deadline') return teller.say(`期限已过：${on} 前未见履行记录`, `The deadline passed: nothing on record by ${on}`, step.at)
      return teller.say(`${on} 违反：${from.zh}`, `Breached ${on}: ${from.en}`, step.at, facts.raw, step.source)
    case 'refused':
      return teller.say(`${on} 拒绝：${from.zh}`, `Refused ${on}: ${from.en}`, step.at, facts.raw, step.source)
    case 'lapsed':
      return teller.say(
        `${on} 不再适用${facts.zh === '' ? '' : `：${facts.zh}`}`,
        `No longer applies from ${on}${facts.en === '' ? '' : `: ${facts.en}`}`,
        step.at,
        facts.raw,
        step.source,
      )
    case 'open':
    case 'indeterminate':
    case 'pending':
      if (facts.raw !== '') teller.say(`事实更新：${facts.zh}`, `Facts changed: ${facts.en}`, step.at, facts.raw, step.source)
      return tellClock(teller, state, norm, duty, step)
    case 'excused':
    case 'superseded':
    case 'suspended':
      return tellException(teller, state, step)
  }
}

/** Why the due instant is open, and what would settle it. */
function tellOpenDue(teller: Storyteller, state: State, norm: CompiledNorm, duty: Duty): void {
  if (duty.due.kind !== 'open') return
  if (duty.due.why === 'fact-missing') return tellMissing(teller, state, duty.due.facts, duty.opened)
  if (duty.due.why === 'no-calendar')
    return teller.say('该年的工作日历尚未公布，期限无法确定', 'No calendar of working days is published for that year, so the due day is open', duty.opened)
  const open = state.program.openParameters.get(norm.norm.id) ?? []
  const { deadline } = norm.norm
  const word = typeof deadline === 'string' ? { zh: '及时', en: 'promptly' } : 'word' in deadline ? deadline.words : { zh: '定期', en: 'regularly' }
  const hint =
    open.length === 0 ? { zh: '', en: '' } : { zh: `；可在档案中设定参数 ${open.join('、')}`, en: `; the profile may set the parameter ${open.join(', ')}` }
  teller.say(
    `法律只说“${word.zh}”，没有数字，期限不能确定${hint.zh}`,
    `The law says "${word.en}" and gives no figure, so the due time is open${hint.en}`,
    duty.opened,
  )
}
