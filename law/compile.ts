import { Calendar } from './calendar.ts'
import { EDITIONS, type EditionId } from './citation.ts'
import type { Condition } from './condition.ts'
import type { Deadline, Term } from './deadline.ts'
import { endOf, instant, startOf, type Day, type Instant } from './instant.ts'
import type { Norm, RulesFile, Sign } from './norm.ts'
import type { Role } from './role.ts'
import type { Statute } from './statute.ts'
import type { Text } from './text.ts'
import { compileCondition, factsOf, type Leaf, type Test } from './truth.ts'
import { SUBJECTS, type SubjectKind } from './vocabulary.ts'
import { LINKS, worldReader, type World } from './world.ts'

/** Judge every fact by the edition in force on its day, or everything as if under one edition. */
export type LawMode = 'applicable' | { readonly asIf: EditionId }

/** A figure that a lower rule, or a parameter of the profile, puts on a vague word. */
export interface Figure {
  readonly term: Term
  readonly from: string
  readonly when: Test<World> | undefined
  readonly span: readonly [Instant, Instant]
  readonly rule: RulesFile
  readonly article: string
  /** Set where the figure is a parameter that the profile or its default fills. */
  readonly parameter: string | undefined
  readonly note: Text | undefined
}

export interface Exception {
  readonly norm: number
  readonly how: 'exempts' | 'replaces' | 'suspends' | 'excuses'
  readonly holds: Test<World> | undefined
  readonly span: readonly [Instant, Instant]
}

/** One version of a norm, with its conditions as closures and everything that bears on it gathered. */
export interface CompiledNorm {
  readonly index: number
  /** The place of the first version of the same norm: what stands in one edition goes on in the next. */
  readonly family: number
  readonly norm: Norm
  readonly edition: EditionId
  /** The lower rule that states it, where the statute itself does not. */
  readonly rule: { readonly file: RulesFile; readonly article: string } | undefined
  readonly span: readonly [Instant, Instant]
  readonly scope: Test<World> | undefined
  readonly figures: readonly Figure[]
  readonly exceptions: readonly Exception[]
  /** Norms that come into being when this one is breached. */
  readonly heirs: readonly number[]
  /** Whether its duties must be looked at again when facts change. */
  readonly sensitive: boolean
}

export type Act = 'trigger' | 'breached' | 'done' | 'refused'

/** What a kind of event does to one norm. */
export interface Operation {
  readonly norm: number
  readonly act: Act
  readonly where: Test<World> | undefined
  /** Whether it acts on the duty that stands, or on one that an event gave rise to. */
  readonly standing: boolean
}

/** What a kind of event does, by where it is felt: at its own subject, or at the party or register entry that a standing duty is counted by. */
interface KindOperations {
  readonly home: readonly Operation[]
  readonly standing: Readonly<Partial<Record<SubjectKind, readonly Operation[]>>>
  /** Whether standing norms of the party feel it. */
  readonly party: boolean
  /** By which kinds of register entries standing norms feel it. */
  readonly registers: readonly (typeof LINKS)[number][]
}

interface Gathered {
  readonly home: Operation[]
  readonly standing: Partial<Record<SubjectKind, Operation[]>>
}

/** The order in which one event acts: what it gives rise to, breaches, fulfilments, refusals. */
export const ACTS: readonly Act[] = ['trigger', 'breached', 'done', 'refused']

function inPhases({ home, standing }: Gathered): KindOperations {
  const order = (operations: readonly Operation[]): readonly Operation[] =>
    operations.toSorted((left, right) => ACTS.indexOf(left.act) - ACTS.indexOf(right.act))
  const levels = SUBJECTS.filter((level) => standing[level] !== undefined)
  return {
    home: order(home),
    standing: Object.fromEntries(levels.map((level) => [level, order(standing[level] ?? [])])),
    party: standing.party !== undefined,
    registers: LINKS.filter((level) => standing[level] !== undefined),
  }
}

interface RoleDefinition {
  readonly role: Role
  readonly when: Test<World>
  readonly span: readonly [Instant, Instant]
}

export interface Program {
  readonly statute: Statute
  readonly mode: LawMode
  readonly calendar: Calendar
  readonly leaves: readonly Leaf[]
  readonly norms: readonly CompiledNorm[]
  readonly kinds: ReadonlyMap<string, KindOperations>
  /** Norms that stand by themselves, by what they are counted by. */
  readonly standing: Readonly<Record<SubjectKind, readonly number[]>>
  /** The standing norms of each kind of subject that a fact bears on. */
  readonly standingByFact: ReadonlyMap<string, ReadonlySet<number>>
  /** Facts that some condition or deadline reads: the only ones worth keeping. */
  readonly watched: ReadonlySet<string>
  readonly roles: readonly RoleDefinition[]
  readonly roleFacts: ReadonlySet<string>
  /** Where an edition does not reach: any of these holding. */
  readonly outside: ReadonlyMap<EditionId, readonly Test<World>[]>
  /** Instants at which norms come into force or leave it. */
  readonly boundaries: readonly Instant[]
  /** Parameters named by rules for norms whose figure nobody has set. */
  readonly openParameters: ReadonlyMap<string, readonly string[]>
}

const ALWAYS: readonly [Instant, Instant] = [instant(-8_640_000_000_000), instant(8_640_000_000_000)]

type Days = { readonly from: Day; readonly to?: Day | undefined }

function spanOf(days: Days | undefined): readonly [Instant, Instant] {
  if (days === undefined) return ALWAYS
  return [startOf(days.from), days.to === undefined ? ALWAYS[1] : endOf(days.to)]
}

function meet(left: readonly [Instant, Instant], right: readonly [Instant, Instant]): readonly [Instant, Instant] {
  return [left[0] > right[0] ? left[0] : right[0], left[1] < right[1] ? left[1] : right[1]]
}

interface Draft {
  readonly norm: Norm
  readonly edition: EditionId
  readonly rule: CompiledNorm['rule']
  readonly span: readonly [Instant, Instant]
}

/** All versions of all norms that the mode can reach, in the order of their sources. */
function draftsOf(statute: Statute, mode: LawMode): Draft[] {
  const drafts: Draft[] = []
  for (const id of EDITIONS) {
    const data = statute.editions.find(({ edition }) => edition.id === id)
    if (data === undefined) continue
    const asked = mode === 'applicable' ? data.edition.inForce !== undefined : mode.asIf === id
    if (!asked) continue
    const span = mode === 'applicable' ? spanOf(data.edition.inForce) : ALWAYS
    for (const norm of data.norms.norms) drafts.push({ norm, edition: id, rule: undefined, span })
    for (const file of statute.rules) {
      for (const norm of file.norms)
        drafts.push({
          norm: { ...norm, cites: [...(data.ruleCites[norm.id] ?? norm.cites)] },
          edition: id,
          rule: { file, article: norm.article },
          span: meet(span, spanOf(norm.inForce ?? file.inForce)),
        })
    }
  }
  return drafts.filter(({ span }) => span[0] <= span[1])
}

/** Which norms defeat a norm and which are born of its breach, by edition and id. */
function linksOf(drafts: readonly Draft[]): { defeats: Map<string, { at: number; how: Exception['how'] }[]>; heirs: Map<string, number[]> } {
  const defeats = new Map<string, { at: number; how: Exception['how'] }[]>()
  const heirs = new Map<string, number[]>()
  drafts.forEach(({ norm, edition }, at) => {
    for (const { norm: target, how } of norm.defeats) defeats.set(`${edition} ${target}`, [...(defeats.get(`${edition} ${target}`) ?? []), { at, how }])
    if (typeof norm.trigger === 'object' && 'breach' in norm.trigger)
      heirs.set(`${edition} ${norm.trigger.breach}`, [...(heirs.get(`${edition} ${norm.trigger.breach}`) ?? []), at])
  })
  return { defeats, heirs }
}

/** Every moment-valued or boolean fact that a deadline reads by name. */
function deadlineFacts(deadline: Deadline): string[] {
  if (typeof deadline === 'string') return []
  if ('by' in deadline) return [deadline.by]
  if ('within' in deadline || 'word' in deadline)
    return ['trigger', 'recorded'].includes(deadline.from) ? [] : [deadline.from === 'knew' ? 'knownAt' : deadline.from]
  return []
}

class Compiler {
  readonly leaves: Leaf[] = []
  readonly watched = new Set<string>(['system', 'product', 'dataset', 'supplier', 'norm', 'provision'])

  test(condition: Condition): Test<World>
  test(condition: Condition | undefined): Test<World> | undefined
  test(condition: Condition | undefined): Test<World> | undefined {
    if (condition === undefined) return undefined
    for (const fact of factsOf(condition)) this.watched.add(fact)
    return compileCondition(condition, worldReader, this.leaves)
  }

  figures(statute: Statute, norm: Norm, parameters: Readonly<Record<string, Term>>): Figure[] {
    const found: Figure[] = []
    for (const rule of statute.rules) {
      for (const number of rule.numbers) {
        if (number.norm !== norm.id) continue
        if (number.from !== undefined) this.watched.add(number.from === 'knew' ? 'knownAt' : number.from)
        found.push({
          term: number.term,
          from: number.from ?? 'deadline',
          when: this.test(number.when),
          span: spanOf(number.inForce ?? rule.inForce),
          rule,
          article: number.article,
          parameter: undefined,
          note: number.note,
        })
      }
      for (const parameter of rule.parameters) {
        const term = parameters[parameter.parameter] ?? parameter.default
        if (parameter.norm !== norm.id || term === undefined) continue
        found.push({
          term,
          from: 'deadline',
          when: this.test(parameter.when),
          span: spanOf(parameter.inForce ?? rule.inForce),
          rule,
          article: parameter.article,
          parameter: parameter.parameter,
          note: parameter.note,
        })
      }
    }
    return found
  }
}

/** Signs by which a norm comes into being: its own trigger, or the exercise of the power or right that it answers. */
function triggerSigns(norm: Norm, byId: ReadonlyMap<string, Draft>): readonly Sign[] {
  const { trigger } = norm
  if (typeof trigger === 'string' || 'breach' in trigger) return []
  return 'on' in trigger ? [trigger] : (byId.get(trigger.exercised)?.norm.done ?? [])
}

/** What liability questions read from a matter, so that exposure can be asked for it. */
const LIABILITY_WATCH = [
  'refusedCorrection',
  'consequences',
  'circumstances',
  'illegalGains',
  'procurementAmount',
  'constitutesCrime',
  'publicSecurityOffence',
  'damageToAnother',
  'knew',
  'authorised',
  'personAffected',
  'until',
  'network',
  'withinTerritory',
]

/**
 * Compiles the law to operations indexed by kind of event, so that an answer does not slow with the number of rules.
 * The statute has been checked when it was loaded; nothing is refused here. `parameters` are those of the profile.
 */
export function compile(statute: Statute, mode: LawMode, parameters: Readonly<Record<string, Term>> = {}): Program {
  const compiler = new Compiler()
  for (const fact of LIABILITY_WATCH) compiler.watched.add(fact)
  const drafts = draftsOf(statute, mode)
  const byEdition = new Map<EditionId, Map<string, Draft>>()
  for (const draft of drafts) {
    const versions = byEdition.get(draft.edition) ?? new Map<string, Draft>()
    versions.set(draft.norm.id, draft)
    byEdition.set(draft.edition, versions)
  }
  const links = linksOf(drafts)
  const families = new Map<string, number>()
  for (const [index, { norm }] of drafts.entries()) if (!families.has(norm.id)) families.set(norm.id, index)
  const norms = drafts.map((draft, index): CompiledNorm => {
    const { norm, edition } = draft
    for (const fact of deadlineFacts(norm.deadline)) compiler.watched.add(fact)
    const figures = compiler.figures(statute, norm, parameters)
    const exceptions = (links.defeats.get(`${edition} ${norm.id}`) ?? []).map(({ at, how }): Exception => {
      const other = drafts[at]
      return { norm: at, how, holds: compiler.test(other?.norm.scope), span: other?.span ?? ALWAYS }
    })
    const heirs = links.heirs.get(`${edition} ${norm.id}`) ?? []
    const reads = deadlineFacts(norm.deadline).length > 0 || figures.some((figure) => figure.when !== undefined || figure.from !== 'deadline')
    const scope = compiler.test(norm.scope)
    return {
      index,
      family: families.get(norm.id) ?? index,
      norm,
      edition,
      rule: draft.rule,
      span: draft.span,
      scope,
      figures,
      exceptions,
      heirs,
      sensitive: scope !== undefined || exceptions.length > 0 || reads,
    }
  })
  const kinds = new Map<string, Gathered>()
  const matters = new Set(statute.vocabulary.events.flatMap((entry) => (entry.of === 'matter' ? [entry.kind] : [])))
  const standing: Record<SubjectKind, number[]> = { party: [], system: [], product: [], dataset: [], supplier: [], matter: [] }
  const standingByFact = new Map<string, Set<number>>()
  const at = (kind: string): Gathered => {
    const known = kinds.get(kind) ?? { home: [], standing: {} }
    kinds.set(kind, known)
    return known
  }
  for (const { index, norm, edition, exceptions } of norms) {
    if (norm.policy || (norm.deontic !== 'obligation' && norm.deontic !== 'prohibition')) continue
    const stands = norm.trigger === 'standing'
    if (stands) {
      standing[norm.per].push(index)
      const scopes = [norm.scope, ...exceptions.map((exception) => norms[exception.norm]?.norm.scope)]
      for (const fact of scopes.flatMap(factsOf)) standingByFact.set(fact, (standingByFact.get(fact) ?? new Set<number>()).add(index))
    }
    for (const sign of triggerSigns(norm, byEdition.get(edition) ?? new Map()))
      at(sign.on).home.push({ norm: index, act: 'trigger', where: compiler.test(sign.where), standing: false })
    const acts: readonly (readonly [Act, readonly Sign[]])[] = [
      ['breached', norm.breached ?? []],
      ['done', norm.done ?? []],
      ['refused', norm.refused ?? []],
    ]
    for (const [act, signs] of acts) {
      for (const sign of signs) {
        const where = compiler.test(sign.where)
        // What is broken in a matter is a matter of its own, and mended there. A ban is always broken so.
        const inMatter = !stands || norm.deontic === 'prohibition' || matters.has(sign.on)
        if (inMatter) at(sign.on).home.push({ norm: index, act, where, standing: false })
        if (stands && norm.deontic === 'obligation' && (!inMatter || act === 'done'))
          (at(sign.on).standing[norm.per] ??= []).push({ norm: index, act, where, standing: true })
      }
    }
    const { deadline } = norm
    if (typeof deadline === 'object' && 'every' in deadline && deadline.since !== 'role')
      (at(deadline.since).standing[norm.per] ??= []).push({ norm: index, act: 'trigger', where: undefined, standing: true })
  }
  const asked = statute.editions.filter(({ edition }) => (mode === 'applicable' ? edition.inForce !== undefined : mode.asIf === edition.id))
  const editionSpan = (data: (typeof asked)[number]): readonly [Instant, Instant] => (mode === 'applicable' ? spanOf(data.edition.inForce) : ALWAYS)
  const roles = asked.flatMap((data) => data.edition.roles.map((entry) => ({ role: entry.role, when: compiler.test(entry.when), span: editionSpan(data) })))
  const outside = new Map(asked.map((data) => [data.edition.id, data.edition.outside.map((entry) => compiler.test(entry.when))]))
  const roleFacts = new Set(
    asked.flatMap((data) => [...data.edition.roles.flatMap((entry) => factsOf(entry.when)), ...data.edition.outside.flatMap((entry) => factsOf(entry.when))]),
  )
  const boundaries = [...new Set(norms.flatMap(({ span }) => [span[0], instant(span[1] + 1)]))]
    .filter((edge) => edge > ALWAYS[0] && edge <= ALWAYS[1])
    .toSorted((left, right) => left - right)
  const openParameters = new Map<string, string[]>()
  for (const rule of statute.rules) {
    for (const entry of rule.parameters) {
      if (parameters[entry.parameter] === undefined && entry.default === undefined)
        openParameters.set(entry.norm, [...(openParameters.get(entry.norm) ?? []), entry.parameter])
    }
  }
  return {
    statute,
    mode,
    calendar: new Calendar(statute.calendar),
    leaves: compiler.leaves,
    norms,
    kinds: new Map([...kinds].map(([kind, gathered]) => [kind, inPhases(gathered)])),
    standing,
    standingByFact,
    watched: compiler.watched,
    roles,
    roleFacts,
    outside,
    boundaries,
    openParameters,
  }
}
