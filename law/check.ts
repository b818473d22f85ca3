import type { Condition, Value } from './condition.ts'
import type { EditionId } from './citation.ts'
import type { EditionFile, ProvisionsFile } from './edition.ts'
import { LIABILITY_FACTS } from './judgment.ts'
import type { LiabilityFile } from './liability.ts'
import type { Norm, NormsFile, RulesFile, Sign } from './norm.ts'
import { widened, type Role } from './role.ts'
import type { Problem, Source } from './source.ts'
import type { FactEntry, Vocabulary } from './vocabulary.ts'

/** The four files of an edition with their lines. */
export interface EditionSources {
  readonly edition: Source<EditionFile>
  readonly provisions: Source<ProvisionsFile>
  readonly norms: Source<NormsFile>
  readonly liability: Source<LiabilityFile>
  readonly places: ReadonlySet<string>
}

type Path = readonly PropertyKey[]
type Report = (path: Path, message: string) => void

function reportTo<T>(source: Source<T>, problems: Problem[]): Report {
  return (path, message) => problems.push({ file: source.file, line: source.lineOf(path), message })
}

class Words {
  readonly #facts: ReadonlyMap<string, FactEntry>
  readonly events: ReadonlySet<string>

  constructor(vocabulary: Vocabulary) {
    this.#facts = new Map(vocabulary.facts.map((entry) => [entry.fact, entry]))
    this.events = new Set(vocabulary.events.map((entry) => entry.kind))
  }

  #fits(entry: FactEntry, value: Value): boolean {
    if (Array.isArray(entry.type)) return typeof value === 'string' && entry.type.includes(value)
    if (entry.type === 'boolean' || entry.type === 'number') return typeof value === entry.type
    return typeof value === 'string'
  }

  fact(name: string, path: Path, report: Report): void {
    if (!this.#facts.has(name)) report(path, `the vocabulary has no fact "${name}"`)
  }

  condition(condition: Condition | undefined, path: Path, report: Report): void {
    if (condition === undefined) return
    if ('all' in condition) condition.all.forEach((part, index) => this.condition(part, [...path, 'all', index], report))
    else if ('any' in condition) condition.any.forEach((part, index) => this.condition(part, [...path, 'any', index], report))
    else if ('not' in condition) this.condition(condition.not, [...path, 'not'], report)
    else if ('fact' in condition) {
      const entry = this.#facts.get(condition.fact)
      if (entry === undefined) return report(path, `the vocabulary has no fact "${condition.fact}"`)
      const values = 'is' in condition ? [condition.is] : 'in' in condition ? condition.in : []
      for (const value of values) if (!this.#fits(entry, value)) report(path, `"${String(value)}" is no value of the fact "${condition.fact}"`)
      if (('min' in condition || 'max' in condition) && entry.type !== 'number') report(path, `the fact "${condition.fact}" is not a number`)
    }
  }

  sign(sign: Sign, path: Path, report: Report): void {
    if (!this.events.has(sign.on)) report([...path, 'on'], `the vocabulary has no event "${sign.on}"`)
    this.condition(sign.where, [...path, 'where'], report)
  }
}

/** Signs may be written as one or as a list; the path to the one that is meant. */
function signPath(norm: readonly PropertyKey[], key: string, index: number, count: number): Path {
  return count === 1 ? [...norm, key] : [...norm, key, index]
}

function signsOf(norm: Norm): readonly (readonly [key: 'done' | 'breached' | 'refused', signs: readonly Sign[]])[] {
  return [
    ['done', norm.done ?? []],
    ['breached', norm.breached ?? []],
    ['refused', norm.refused ?? []],
  ]
}

function checkNorm(norm: Norm, path: Path, words: Words, all: ReadonlyMap<string, Norm>, report: Report): void {
  words.condition(norm.scope, [...path, 'scope'], report)
  for (const [key, signs] of signsOf(norm)) signs.forEach((sign, index) => words.sign(sign, signPath(path, key, index, signs.length), report))
  const { trigger, deadline } = norm
  if (typeof trigger === 'object') {
    if ('on' in trigger) words.sign(trigger, [...path, 'trigger'], report)
    else if ('exercised' in trigger) {
      const power = all.get(trigger.exercised)
      if (power === undefined) report([...path, 'trigger'], `there is no norm "${trigger.exercised}"`)
      else if (power.done === undefined)
        report([...path, 'trigger'], `nothing can reach this norm: "${trigger.exercised}" names no event by which it is exercised`)
    } else {
      const broken = all.get(trigger.breach)
      if (broken === undefined) report([...path, 'trigger'], `there is no norm "${trigger.breach}"`)
      else if (!canBreak(broken)) report([...path, 'trigger'], `nothing can reach this norm: "${trigger.breach}" cannot be breached`)
    }
  }
  if (typeof deadline === 'object') {
    if ('by' in deadline) words.fact(deadline.by, [...path, 'deadline'], report)
    if ('every' in deadline && deadline.since !== 'role' && !words.events.has(deadline.since))
      report([...path, 'deadline'], `the vocabulary has no event "${deadline.since}"`)
    if (('word' in deadline || 'within' in deadline) && !['trigger', 'knew', 'recorded'].includes(deadline.from))
      words.fact(deadline.from, [...path, 'deadline'], report)
  }
  if (norm.deontic === 'prohibition' && !norm.policy && (norm.breached === undefined || deadline !== 'never'))
    report(path, 'a prohibition has the deadline "never" and names what breaches it')
  if (norm.deontic === 'obligation' && !norm.policy && norm.done === undefined) report(path, 'an obligation names what fulfils it')
  norm.defeats.forEach((defeat, index) => {
    const target = all.get(defeat.norm)
    if (target === undefined) report([...path, 'defeats', index], `there is no norm "${defeat.norm}"`)
  })
}

/** Whether a norm can come to be broken at all: by an event, by a refusal, or by a deadline that has or may get a figure. */
function canBreak(norm: Norm): boolean {
  if (norm.deontic !== 'obligation' && norm.deontic !== 'prohibition') return false
  return (
    norm.breached !== undefined ||
    norm.refused !== undefined ||
    (typeof norm.deadline === 'object' && !('keep' in norm.deadline)) ||
    norm.deadline === 'promptly'
  )
}

/** Circles of triggers and exceptions: a norm that would have to be decided before itself. */
function checkCycles(norms: ReadonlyMap<string, Norm>, at: (id: string) => Path, report: Report): void {
  const edges = new Map<string, string[]>()
  const edge = (from: string, to: string): void => void edges.set(from, [...(edges.get(from) ?? []), to])
  for (const norm of norms.values()) {
    if (typeof norm.trigger === 'object' && 'exercised' in norm.trigger) edge(norm.id, norm.trigger.exercised)
    if (typeof norm.trigger === 'object' && 'breach' in norm.trigger) edge(norm.id, norm.trigger.breach)
    for (const defeat of norm.defeats) edge(defeat.norm, norm.id)
  }
  const settled = new Set<string>()
  const visit = (id: string, path: readonly string[]): void => {
    if (settled.has(id)) return
    if (path.includes(id)) {
      report(at(id), `a circle of norms: ${[...path.slice(path.indexOf(id)), id].join(' → ')}`)
      settled.add(id)
      return
    }
    for (const next of edges.get(id) ?? []) visit(next, [...path, id])
    settled.add(id)
  }
  for (const id of norms.keys()) visit(id, [])
}

function equalities(condition: Condition | undefined): [string, Value][] {
  if (condition === undefined) return []
  if ('all' in condition) return condition.all.flatMap(equalities)
  return 'is' in condition ? [[condition.fact, condition.is]] : []
}

/** Whether two signs can be one event: the same kind, and no fact that both fix to different values. */
function meet(left: Sign, right: Sign): boolean {
  if (left.on !== right.on) return false
  const fixed = new Map(equalities(left.where))
  return equalities(right.where).every(([fact, value]) => !fixed.has(fact) || fixed.get(fact) === value)
}

function overlap(left: readonly Role[], right: readonly Role[]): boolean {
  const wide = new Set(left.flatMap((role) => widened(role)))
  const back = new Set(right.flatMap((role) => widened(role)))
  return right.some((role) => wide.has(role)) || left.some((role) => back.has(role))
}

/** Two norms that live together, bind the same party, and call one event both fulfilment and breach. */
function checkConflicts(norms: readonly Norm[], at: (id: string) => Path, report: Report): void {
  const linked = (left: Norm, right: Norm): boolean =>
    left.defeats.some((defeat) => defeat.norm === right.id) || right.defeats.some((defeat) => defeat.norm === left.id)
  for (const owed of norms) {
    if (owed.deontic !== 'obligation') continue
    for (const banned of norms) {
      if (banned.deontic !== 'prohibition' || linked(owed, banned) || !overlap(owed.bearer, banned.bearer)) continue
      for (const done of owed.done ?? []) {
        for (const breached of banned.breached ?? []) {
          if (meet(done, breached))
            report(at(banned.id), `conflict: "${done.on}" fulfils "${owed.id}" and breaches "${banned.id}", and neither defeats the other`)
        }
      }
    }
  }
}

/** A provision of the edition, or a problem that names the nearest one. */
function checkPlace(place: string, places: ReadonlySet<string>, path: Path, report: Report): void {
  if (!places.has(place)) report(path, `a dangling citation: the edition has no provision ${place}`)
}

function checkLiability(source: Source<LiabilityFile>, words: Words, places: ReadonlySet<string>, problems: Problem[]): void {
  const report = reportTo(source, problems)
  const own = (condition: Condition | undefined, path: Path): void => {
    if (condition === undefined) return
    if ('all' in condition) return condition.all.forEach((part, index) => own(part, [...path, 'all', index]))
    if ('any' in condition) return condition.any.forEach((part, index) => own(part, [...path, 'any', index]))
    if ('not' in condition) return own(condition.not, [...path, 'not'])
    if ('fact' in condition && !LIABILITY_FACTS.has(condition.fact)) return report(path, `a question of liability knows no fact "${condition.fact}"`)
    words.condition(condition, path, report)
  }
  source.data.liabilities.forEach((liability, index) => {
    const path = ['liabilities', index]
    checkPlace(liability.provision, places, [...path, 'provision'], report)
    liability.violated.forEach((place, at) => {
      if ('attack' in place) return
      checkPlace(place.provision, places, [...path, 'violated', at], report)
      if (place.item !== undefined) checkPlace(place.item, places, [...path, 'violated', at], report)
    })
    for (const [at, provision] of liability.displaces.entries()) checkPlace(provision, places, [...path, 'displaces', at], report)
    liability.elements.forEach((element, at) => own(element.when, [...path, 'elements', at, 'when']))
    liability.tiers.forEach((tier, at) => {
      own(tier.when, [...path, 'tiers', at, 'when'])
      for (const place of [...(tier.violated ?? []), ...(tier.provision === undefined ? [] : [tier.provision])])
        checkPlace(place, places, [...path, 'tiers', at], report)
      if ((at === 0) !== (tier.when === undefined)) report([...path, 'tiers', at], 'the first tier has no condition, every later one has')
    })
  })
  source.data.also.forEach((entry, index) => {
    checkPlace(entry.provision, places, ['also', index, 'provision'], report)
    own(entry.when, ['also', index, 'when'])
  })
  source.data.notes.forEach((note, index) => {
    checkPlace(note.provision, places, ['notes', index, 'provision'], report)
    own(note.when, ['notes', index, 'when'])
  })
  if (source.data.bans !== undefined) checkPlace(source.data.bans.provision, places, ['bans', 'provision'], report)
}

function checkProvisions(source: Source<ProvisionsFile>, places: ReadonlySet<string>, problems: Problem[]): void {
  const report = reportTo(source, problems)
  source.data.articles.forEach((article, index) => {
    const seen = new Set<string>()
    article.provisions.forEach((entry, at) => {
      const path = ['articles', index, 'provisions', at]
      if (!entry.provision.startsWith(`${article.article}.`)) report(path, `${entry.provision} does not belong to article ${article.article}`)
      if (seen.has(entry.provision)) report(path, `${entry.provision} stands twice`)
      seen.add(entry.provision)
      entry.refers.forEach((place, to) => checkPlace(place, places, [...path, 'refers', to], report))
    })
    if (article.article !== index + 1) report(['articles', index], `article ${article.article} stands where article ${index + 1} is due`)
  })
}

/** What must hold within one edition. Rules add norms of their own, which may be named as triggers and exceptions. */
export function checkEdition(sources: EditionSources, vocabulary: Vocabulary, rules: readonly Source<RulesFile>[], problems: Problem[]): void {
  const words = new Words(vocabulary)
  const report = reportTo(sources.norms, problems)
  const own = new Map<string, Norm>()
  const at = new Map<string, Path>()
  sources.norms.data.norms.forEach((norm, index) => {
    if (own.has(norm.id)) report(['norms', index], `the norm "${norm.id}" stands twice`)
    own.set(norm.id, norm)
    at.set(norm.id, ['norms', index])
  })
  const all = new Map<string, Norm>([...own, ...rules.flatMap((source) => source.data.norms.map((norm) => [norm.id, norm] as const))])
  sources.norms.data.norms.forEach((norm, index) => {
    const path = ['norms', index]
    norm.cites.forEach((place, cite) => checkPlace(place, sources.places, [...path, 'cites', cite], report))
    norm.liability.forEach((place, cite) => checkPlace(place, sources.places, [...path, 'liability', cite], report))
    checkNorm(norm, path, words, all, report)
  })
  sources.norms.data.none.forEach((entry, index) => checkPlace(entry.provision, sources.places, ['none', index, 'provision'], report))
  const pathOf = (id: string): Path => at.get(id) ?? []
  checkCycles(all, pathOf, report)
  checkConflicts([...all.values()], pathOf, report)
  checkProvisions(sources.provisions, sources.places, problems)
  checkLiability(sources.liability, words, sources.places, problems)
  const editionReport = reportTo(sources.edition, problems)
  sources.edition.data.roles.forEach((entry, index) => {
    checkPlace(entry.cite, sources.places, ['roles', index, 'cite'], editionReport)
    words.condition(entry.when, ['roles', index, 'when'], editionReport)
  })
  sources.edition.data.outside.forEach((entry, index) => {
    checkPlace(entry.cite, sources.places, ['outside', index, 'cite'], editionReport)
    words.condition(entry.when, ['outside', index, 'when'], editionReport)
  })
  checkLiabilityLinks(sources, report)
}

/** A norm that names a liability is named by it in turn, and the other way round a sanctioned provision has a norm. */
function checkLiabilityLinks(sources: EditionSources, report: Report): void {
  const sanctions = sources.liability.data.liabilities
  sources.norms.data.norms.forEach((norm, index) => {
    norm.liability.forEach((place, at) => {
      const found = sanctions.filter((liability) => liability.provision === place).flatMap(({ violated }) => violated)
      if (found.length === 0) return report(['norms', index, 'liability', at], `liability.yaml has no paragraph ${place}`)
      const covered = found.some(
        (violated) =>
          'provision' in violated &&
          norm.cites.some((cite) => cite === violated.provision || cite.startsWith(`${violated.provision}.`) || violated.provision.startsWith(`${cite}.`)),
      )
      if (!covered) report(['norms', index, 'liability', at], `${place} does not sanction any provision that "${norm.id}" cites`)
    })
  })
}

/** What must hold in the rules: known norms, known words, citations that resolve in the edition `cited`, by whose numbers they cite. */
export function checkRules(
  rules: readonly Source<RulesFile>[],
  vocabulary: Vocabulary,
  editions: readonly EditionSources[],
  cited: EditionId,
  problems: Problem[],
): void {
  const words = new Words(vocabulary)
  const statutory = new Map(editions.flatMap((sources) => sources.norms.data.norms.map((norm) => [norm.id as string, norm] as const)))
  const all = new Map<string, Norm>([...statutory, ...rules.flatMap((source) => source.data.norms.map((norm) => [norm.id as string, norm] as const))])
  const takesNumber = (id: string): boolean => {
    const norm = all.get(id)
    return (
      norm !== undefined &&
      (norm.deadline === 'promptly' ||
        norm.deadline === 'immediate' ||
        (typeof norm.deadline === 'object' && ('word' in norm.deadline || ('every' in norm.deadline && norm.deadline.every === 'regularly'))))
    )
  }
  for (const source of rules) {
    const report = reportTo(source, problems)
    source.data.numbers.forEach((number, index) => {
      const path = ['numbers', index]
      if (!takesNumber(number.norm))
        report(path, all.has(number.norm) ? `"${number.norm}" has no vague word that a number could fill` : `there is no norm "${number.norm}"`)
      words.condition(number.when, [...path, 'when'], report)
      if (number.from !== undefined && !['trigger', 'knew', 'recorded'].includes(number.from)) words.fact(number.from, [...path, 'from'], report)
    })
    source.data.parameters.forEach((parameter, index) => {
      const path = ['parameters', index]
      if (!takesNumber(parameter.norm))
        report(path, all.has(parameter.norm) ? `"${parameter.norm}" has no vague word that a parameter could fill` : `there is no norm "${parameter.norm}"`)
      words.condition(parameter.when, [...path, 'when'], report)
    })
    source.data.norms.forEach((norm, index) => {
      const path = ['norms', index]
      if (statutory.has(norm.id)) report(path, `the norm "${norm.id}" is the statute's`)
      for (const sources of editions)
        if (sources.edition.data.id === cited) norm.cites.forEach((place, cite) => checkPlace(place, sources.places, [...path, 'cites', cite], report))
      checkNorm(norm, path, words, all, report)
    })
  }
}
