import { answer, type LiabilityAnswer, type LiabilityLaw } from './answer.ts'
import { asksOf, roleAsks, unplacedAsks, type Ask } from './ask.ts'
import { decide, underOwn } from './decision.ts'
import { covers, printProvision, type EditionId } from './citation.ts'
import type { CompiledNorm, LawMode } from './compile.ts'
import type { Value } from './condition.ts'
import { isLate, type Duty, type DutyState } from './duty.ts'
import { explain, homeOf, type Sentence } from './explain.ts'
import { duties, type DutyView } from './fold.ts'
import { printInstant, type Instant } from './instant.ts'
import { Question, writtenQuestion, type RawQuestion } from './question.ts'
import { ROLES, type Role } from './role.ts'
import type { State } from './state.ts'
import type { Subject } from './subject.ts'
import type { Text } from './text.ts'
import { HOLDS } from './truth.ts'
import { byUrgency } from './urgency.ts'
import { linkAt, LINKS } from './world.ts'

/** What failing would cost: the fines of the first and of the gravest tier. Null where a tier has no fine. */
export interface Stake {
  readonly provision: string
  readonly first: LiabilityAnswer['entityFine']
  readonly gravest: LiabilityAnswer['entityFine']
  /** Whether this law leaves the sanction to another, so that no figure here says what failing costs. */
  readonly refers: boolean
}

/** One duty as `assess` answers it. Instants are ISO 8601 in Asia/Shanghai. */
export interface DutyAnswer {
  readonly norm: string
  readonly edition: EditionId
  readonly provision: string
  readonly cite: Text
  readonly deontic: string
  readonly bearer: readonly Role[]
  readonly subject: string
  readonly subjectName: Text
  readonly ref: string | null
  readonly state: DutyState
  readonly opened: string
  readonly due: string | null
  /** How the due instant is known: `at`, `at-once`, `none` or `open`. */
  readonly clock: Duty['due']['kind']
  /** Whether it is late by the clock of this answer. Asked, never stored. */
  readonly late: boolean
  readonly doneBy: string | null
  readonly title: Text
  readonly why: readonly Sentence[]
  readonly next: Text | null
  readonly proof: readonly Text[]
  readonly liability: readonly string[]
  readonly stake: Stake | null
}

export interface Exposure extends LiabilityAnswer {
  readonly norm: string
  readonly subject: string
  readonly ref: string | null
  readonly title: Text
  /** The question of which this is the answer. */
  readonly facts: RawQuestion
  /** The journal entry by which a penalty for it was decided, if one was. */
  readonly penalised: string | null
}

export interface Assessment {
  readonly at: string
  readonly law: { readonly applicable: { readonly decidedAt: string } } | { readonly asIf: EditionId }
  readonly knownUpTo: string | null
  readonly encoding: string
  readonly party: { readonly id: string; readonly name: Text; readonly unit: boolean; readonly roles: readonly Role[] }
  readonly duties: readonly DutyAnswer[]
  readonly exposure: readonly Exposure[]
  readonly asks: readonly Ask[]
  /** How people cite each provision of liability that is named above. */
  readonly cites: Readonly<Record<string, Text>>
}

const BROKEN: ReadonlySet<DutyState> = new Set(['breached', 'refused', 'done-late'])
const SETTLED: ReadonlySet<DutyState> = new Set(['done', 'excused', 'suspended', 'lapsed', 'superseded'])

function only(kind: 'string', value: Value | undefined): string | undefined
function only(kind: 'boolean', value: Value | undefined): boolean | undefined
function only(kind: 'number', value: Value | undefined): number | undefined
function only(kind: 'string' | 'boolean' | 'number', value: Value | undefined): Value | undefined {
  return typeof value === kind ? value : undefined
}

class Assessor {
  readonly #state: State
  readonly #law: LiabilityLaw
  readonly #at: Instant
  readonly #views: readonly DutyView[]
  readonly #names = new Map<string, Text>()
  readonly #stakes = new Map<CompiledNorm, Stake | null>()
  readonly roles: readonly Role[]

  constructor(state: State, law: LiabilityLaw, at: Instant, views: readonly DutyView[]) {
    this.#state = state
    this.#law = law
    this.#at = at
    this.#views = views
    const { profile } = state
    this.#names.set(profile.party.id, profile.party.name)
    for (const entry of [...profile.systems, ...profile.products, ...profile.datasets, ...profile.suppliers]) this.#names.set(entry.id, entry.name)
    this.roles = ROLES.filter((role) => role !== 'any-person' && state.roles.at(role, at).truth === HOLDS)
  }

  nameOf(subject: Subject): Text {
    return this.#names.get(subject.id) ?? { zh: subject.id, en: subject.id }
  }

  #refOf(source: number): string | null {
    const event = this.#state.events[source - 1]
    return event === undefined ? null : (event.ref ?? String(source))
  }

  #asIf(norm: CompiledNorm): EditionId | undefined {
    return this.#state.program.mode === 'applicable' ? undefined : norm.edition
  }

  #ask(raw: RawQuestion): LiabilityAnswer {
    return answer(this.#law, Question.parse(raw))
  }

  #stake(norm: CompiledNorm): Stake | null {
    const provision = norm.norm.cites[0]
    if (norm.norm.liability.length === 0 || provision === undefined) return null
    const known = this.#stakes.get(norm)
    if (known !== undefined) return known
    const base: RawQuestion = {
      conductDate: this.#dayFor(norm),
      roles: [...this.roles],
      unit: this.#state.profile.party.unit,
      violated: provision,
      ...this.#asIfOf(norm),
    }
    const first = underOwn(norm.norm.liability, this.#ask(base))
    const gravest = underOwn(
      norm.norm.liability,
      this.#ask({ ...base, refusedCorrection: true, consequences: 'especially-serious', circumstances: 'especially-serious' }),
    )
    const stake =
      first.provision === null
        ? null
        : {
            provision: first.provision,
            first: first.entityFine,
            gravest: gravest.entityFine,
            refers: first.measures.some(({ code }) => code === 'refer-to-other-law'),
          }
    this.#stakes.set(norm, stake)
    return stake
  }

  #asIfOf(norm: CompiledNorm): { asIf: EditionId } | Record<string, never> {
    const asIf = this.#asIf(norm)
    return asIf === undefined ? {} : { asIf }
  }

  #dayFor(norm: CompiledNorm): string {
    const now = this.#at < norm.span[0] ? norm.span[0] : this.#at > norm.span[1] ? norm.span[1] : this.#at
    return printInstant(now).slice(0, 10)
  }

  dutyAnswer(subject: Subject, duty: Duty, norm: CompiledNorm): DutyAnswer {
    const { norm: source } = norm
    return {
      norm: source.id,
      edition: norm.edition,
      provision: source.cites[0] ?? '',
      cite: homeOf(this.#state.program, norm),
      deontic: source.deontic,
      bearer: source.bearer,
      subject: subject.id,
      subjectName: this.nameOf(subject),
      ref: this.#refOf(duty.trigger),
      state: duty.state,
      opened: printInstant(duty.opened),
      due: duty.due.kind === 'at' || duty.due.kind === 'at-once' ? printInstant(duty.due.at) : null,
      clock: duty.due.kind,
      late: isLate(duty, this.#at),
      doneBy: duty.state === 'done' || duty.state === 'done-late' ? this.#refOf(duty.doneBy) : null,
      title: source.title,
      why: explain(this.#state, subject, duty),
      next: SETTLED.has(duty.state) || duty.state === 'done-late' ? null : (source.next ?? null),
      proof: source.evidence,
      liability: source.liability,
      stake: SETTLED.has(duty.state) || duty.state === 'done-late' ? null : this.#stake(norm),
    }
  }

  /** A fact of the matter as liability asks for it, read at the time of this answer. */
  #fact(subject: Subject, duty: Duty, fact: string): Value | undefined {
    const { world, events } = this.#state.bench
    world.focus(subject, this.#at, events[duty.brokenBy - 1], duty.brokenBy - 1)
    return world.read(fact)
  }

  /**
   * Whether correction was refused: said so, or an order to correct this breach was refused or ran out unmet. An order
   * that was met, or still runs, is no refusal. One met late is left open: the authority will judge it.
   */
  #refused(subject: Subject, duty: Duty, norm: CompiledNorm): boolean | undefined {
    const said = this.#fact(subject, duty, 'refusedCorrection')
    if (typeof said === 'boolean') return said
    let answered: boolean | undefined
    for (const { subject: other, duty: order } of this.#views) {
      const comply = this.#state.program.norms[order.norm]
      const event = this.#state.events[order.trigger - 1]
      if (comply?.norm.id !== 'correction.comply' || event === undefined || order.opened < duty.opened) continue
      const { norm: named, provision, system } = event.facts
      const about =
        named === norm.norm.id || (typeof provision === 'string' && norm.norm.cites.some((cite) => covers(provision, cite) || covers(cite, provision)))
      const link = LINKS.find((kind) => kind === subject.kind)
      const linked = link !== undefined && linkAt(other, link, this.#at, this.#state.subjects) === subject
      const here = other === subject || linked || system === subject.id || subject === this.#state.party
      if (!about || !here) continue
      if (order.state === 'refused' || order.state === 'breached') return true
      if (order.state !== 'done-late') answered = false
    }
    return answered
  }

  exposure(subject: Subject, duty: Duty, norm: CompiledNorm): Exposure | undefined {
    const provision = norm.norm.cites[0]
    if (!BROKEN.has(duty.state) || norm.norm.liability.length === 0 || provision === undefined) return undefined
    const broken = duty.history.findLast((step) => step.to === 'breached' || step.to === 'refused')
    if (broken === undefined) return undefined
    const ended = duty.history.find((step) => step.at >= broken.at && step.to === 'done-late')
    const standing = subject.standing.get(norm.family)
    // The same breach goes on under the next edition: it is one act, judged there.
    if (duty.trigger === 0 && standing !== undefined && standing !== duty && standing.brokenBy === duty.brokenBy && BROKEN.has(standing.state)) return undefined
    const event = this.#state.events[duty.brokenBy - 1]
    const first = printInstant(event === undefined || event.occurred > broken.at ? broken.at : event.occurred).slice(0, 10)
    const lasts = norm.norm.deontic === 'obligation'
    const until = ended?.at ?? this.#at
    const last = lasts ? printInstant(until > norm.span[1] ? norm.span[1] : until).slice(0, 10) : first
    const text = (fact: string): string | undefined => only('string', this.#fact(subject, duty, fact))
    const flag = (fact: string): boolean | undefined => only('boolean', this.#fact(subject, duty, fact))
    const amount = (fact: string): number | undefined => only('number', this.#fact(subject, duty, fact))
    const asked = Question.safeParse({
      conductDate: first === last ? first : { from: first, to: last },
      decisionDate: printInstant(this.#at).slice(0, 10),
      roles: this.roles,
      unit: this.#state.profile.party.unit,
      violated: provision,
      network: text('network'),
      withinTerritory: flag('withinTerritory'),
      refusedCorrection: this.#refused(subject, duty, norm),
      consequences: text('consequences'),
      circumstances: text('circumstances'),
      illegalGains: amount('illegalGains'),
      procurementAmount: amount('procurementAmount'),
      constitutesCrime: flag('constitutesCrime'),
      publicSecurityOffence: flag('publicSecurityOffence'),
      damageToAnother: flag('damageToAnother'),
      knew: flag('knew'),
      authorised: flag('authorised'),
      personAffected: flag('personAffected'),
      ...this.#asIfOf(norm),
    })
    if (!asked.success) return undefined
    return {
      ...underOwn(norm.norm.liability, decide(this.#law, asked.data)),
      norm: norm.norm.id,
      subject: subject.id,
      ref: this.#refOf(duty.brokenBy === 0 ? duty.trigger : duty.brokenBy),
      title: norm.norm.title,
      facts: writtenQuestion(asked.data),
      penalised: this.#penalised(subject, norm, broken.at),
    }
  }

  /** A penalty decided since the breach: for this norm by name, or in this matter under a paragraph that sanctions it. */
  #penalised(subject: Subject, norm: CompiledNorm, since: Instant): string | null {
    const { events, withdrawn } = this.#state
    const place = events.findIndex((event, at) => {
      if (event.kind !== 'penalty.decided' || event.occurred < since || withdrawn.has(at)) return false
      const { norm: named, provision } = event.facts
      const here = (event.subject ?? this.#state.party.id) === subject.id || event.facts[subject.kind] === subject.id
      return named === norm.norm.id || (here && typeof provision === 'string' && norm.norm.liability.some((paragraph) => covers(provision, paragraph)))
    })
    return place < 0 ? null : this.#refOf(place + 1)
  }
}

/**
 * What is due at an instant, why, what proves it and what failing costs. Reproducible from four values, which it
 * repeats: the journal (`knownUpTo`), the instant, the law mode, and the encoding of the law.
 */
export function assess(state: State, law: LiabilityLaw, at: Instant): Assessment {
  const views = duties(state, at)
  const assessor = new Assessor(state, law, at, views)
  const answers: DutyAnswer[] = []
  const exposure: Exposure[] = []
  const asks: Ask[] = roleAsks(state, assessor.roles, at)
  for (const { subject, duty } of views) {
    const norm = state.program.norms[duty.norm]
    if (norm === undefined) continue
    answers.push(assessor.dutyAnswer(subject, duty, norm))
    const exposed = assessor.exposure(subject, duty, norm)
    if (exposed !== undefined) exposure.push(exposed)
    asks.push(...asksOf(state, subject, assessor.nameOf(subject), duty, norm))
  }
  const known = state.events.reduce(
    (latest: Instant | undefined, event) => (latest === undefined || event.recorded > latest ? event.recorded : latest),
    undefined,
  )
  return {
    at: printInstant(at),
    law: modeOf(state.program.mode, at),
    knownUpTo: known === undefined ? null : printInstant(known),
    encoding: state.program.statute.encoding,
    party: { id: state.party.id, name: state.profile.party.name, unit: state.profile.party.unit, roles: assessor.roles },
    duties: answers.toSorted(byUrgency),
    exposure: exposure.toSorted((left, right) => (right.entityFine?.max ?? 0) - (left.entityFine?.max ?? 0)),
    asks: [...asks, ...unplacedAsks(state)],
    cites: citesOf(state, answers, exposure),
  }
}

function citesOf(state: State, answers: readonly DutyAnswer[], exposure: readonly Exposure[]): Record<string, Text> {
  const named = answers.flatMap(({ edition, liability, stake }) =>
    [...liability, ...(stake === null ? [] : [stake.provision])].map((provision) => ({ edition, provision })),
  )
  for (const { edition, provision } of exposure) if (edition !== null && provision !== null) named.push({ edition, provision })
  return Object.fromEntries(
    named.map(({ edition, provision }) => {
      const paragraphs = state.program.statute.editions.find((data) => data.edition.id === edition)?.paragraphs[provision.split('.')[0] ?? ''] ?? 1
      return [provision, { zh: printProvision(provision, 'zh', paragraphs), en: printProvision(provision, 'en', paragraphs) }]
    }),
  )
}

function modeOf(mode: LawMode, at: Instant): Assessment['law'] {
  return mode === 'applicable' ? { applicable: { decidedAt: printInstant(at) } } : { asIf: mode.asIf }
}
