import { covers, upwards } from './citation.ts'
import type { Condition, Value } from './condition.ts'
import type { Liability, LiabilityFile } from './liability.ts'
import type { Question } from './question.ts'
import { ROLES, widened, type Role } from './role.ts'
import { compileCondition, factsOf, FAILS, HOLDS, Trail, UNKNOWN, type Leaf, type Reader, type Test } from './truth.ts'

/** The name by which a question says that somebody outside the territory attacked critical infrastructure. */
export const ATTACK_FROM_OUTSIDE = 'cii-attack-from-outside'

const BIT = new Map<Role, number>(ROLES.map((role, index) => [role, 1 << index]))

/** A set of roles as bits, with everything that each role implies. */
export function roleBits(roles: readonly Role[]): number {
  let bits = 0
  for (const role of roles) for (const each of widened(role)) bits |= BIT.get(each) ?? 0
  return bits
}

/** The facts of one case, every key present, so that compiled conditions read one shape. Money in fen, days in Asia/Shanghai. */
export interface Case {
  readonly violated: string | undefined
  readonly roles: number
  readonly unit: boolean | undefined
  readonly network: string | undefined
  readonly withinTerritory: boolean | undefined
  readonly refusedCorrection: boolean | undefined
  readonly consequences: string | undefined
  readonly circumstances: string | undefined
  readonly illegalGains: number | undefined
  readonly procurementAmount: number | undefined
  readonly constitutesCrime: boolean | undefined
  readonly publicSecurityOffence: boolean | undefined
  readonly damageToAnother: boolean | undefined
  readonly knew: boolean | undefined
  readonly authorised: boolean | undefined
  readonly personAffected: boolean | undefined
}

/** The facts that a condition of liability may name, and how each is read. */
const READ: Record<string, (facts: Case) => Value | undefined> = {
  unit: (facts) => facts.unit,
  network: (facts) => facts.network,
  withinTerritory: (facts) => facts.withinTerritory,
  refusedCorrection: (facts) => facts.refusedCorrection,
  consequences: (facts) => facts.consequences,
  circumstances: (facts) => facts.circumstances,
  illegalGains: (facts) => facts.illegalGains,
  procurementAmount: (facts) => facts.procurementAmount,
  constitutesCrime: (facts) => facts.constitutesCrime,
  publicSecurityOffence: (facts) => facts.publicSecurityOffence,
  damageToAnother: (facts) => facts.damageToAnother,
  knew: (facts) => facts.knew,
  authorised: (facts) => facts.authorised,
  personAffected: (facts) => facts.personAffected,
}
export const LIABILITY_FACTS: ReadonlySet<string> = new Set(Object.keys(READ))

const reader: Reader<Case> = {
  value: (fact) => READ[fact] ?? (() => undefined),
  source: () => () => 0,
  role: (role) => {
    const bit = BIT.get(role) ?? 0
    return (facts) => ((facts.roles & bit) === 0 ? FAILS : HOLDS)
  },
  roleSource: () => () => 0,
}

/**
 * Whether the party counts as a unit (单位) where the asker did not say: a natural person when the roles are only those
 * that natural persons bear, otherwise a unit. The answer asks, wherever it matters.
 */
function assumedUnit(roles: readonly Role[]): boolean {
  return !roles.every((role) => role === 'individual' || role === 'department-staff' || role === 'any-person')
}

export function caseOf(question: Question): Case {
  return {
    violated: question.violated ?? undefined,
    roles: roleBits(question.roles),
    unit: question.unit ?? assumedUnit(question.roles),
    network: question.network ?? undefined,
    withinTerritory: question.withinTerritory ?? undefined,
    refusedCorrection: question.refusedCorrection ?? undefined,
    consequences: question.consequences ?? undefined,
    circumstances: question.circumstances ?? undefined,
    illegalGains: question.illegalGains ?? undefined,
    procurementAmount: question.procurementAmount ?? undefined,
    constitutesCrime: question.constitutesCrime ?? undefined,
    publicSecurityOffence: question.publicSecurityOffence ?? undefined,
    damageToAnother: question.damageToAnother ?? undefined,
    knew: question.knew ?? undefined,
    authorised: question.authorised ?? undefined,
    personAffected: question.personAffected ?? undefined,
  }
}

/** Marks on the trail of a judgment, beside the leaves of conditions (which are 0 and above): mark, liability, detail. */
export const MARK = {
  outside: -1,
  notSubject: -2,
  elementFails: -3,
  elementAssumed: -4,
  tierReached: -5,
  tierMissed: -6,
  tierOpen: -7,
  displaced: -8,
  also: -9,
  noSanction: -10,
  nothingViolated: -11,
  sanctions: -12,
  elementHolds: -13,
} as const

interface Candidate {
  readonly index: number
  /** Which entry of `violated` matched. */
  readonly entry: number
  readonly subject: number
  readonly unit: boolean | undefined
  readonly abroad: boolean
  readonly elements: readonly { readonly test: Test<Case>; readonly decides: boolean; readonly isCrime: boolean }[]
  readonly tiers: readonly (Test<Case> | undefined)[]
  /** Bit n: tier n does not follow this breach. */
  readonly closed: number
  readonly displaces: readonly number[]
}

export interface LiabilityProgram {
  readonly file: LiabilityFile
  readonly leaves: readonly Leaf[]
  readonly outside: readonly Test<Case>[]
  /** By every provision of the edition, at article, paragraph and item. */
  readonly candidates: ReadonlyMap<string, readonly Candidate[]>
  readonly also: readonly { readonly test: Test<Case> | undefined; readonly alone: boolean }[]
  readonly notes: readonly (Test<Case> | undefined)[]
}

/** What a question comes to, as numbers; words are made later (`answer.ts`). */
export interface Finding {
  readonly applies: boolean
  /** The place in `liabilities`, or -1. */
  readonly main: number
  /** Bit n: tier n of the main liability is reached. */
  readonly tiers: number
  /** Other paragraphs that the same breach may fall under, with their tiers. */
  readonly others: readonly (readonly [liability: number, tiers: number])[]
  /** Bit n: entry n of `also` joins, or stands alone where `main` is -1. */
  readonly also: number
  readonly notes: number
  readonly grounds: readonly number[]
}

function displacedBy(file: LiabilityFile, liability: Liability): number[] {
  return liability.displaces.map((provision) => file.liabilities.findIndex((other) => other.provision === provision)).filter((index) => index >= 0)
}

type Violated = Liability['violated'][number]

function matches(place: Violated, asked: string): boolean {
  return 'attack' in place ? asked === place.attack : covers(place.provision, asked) || covers(asked, place.provision) || place.item === asked
}

/** Bits of the tiers that follow none of the breaches asked about. */
function closedTo(liability: Liability, asked: string): number {
  const breaches = liability.violated.flatMap((place) => (matches(place, asked) && 'provision' in place ? [place.provision] : []))
  const follows = (only: readonly string[]): boolean => only.some((each) => breaches.some((place) => covers(each, place) || covers(place, each)))
  return liability.tiers.reduce((bits, { violated }, tier) => (violated === undefined || follows(violated) ? bits : bits | (1 << tier)), 0)
}

/** Compiles an edition's chapter on liability. `provisions` are all places of the edition, so that each is found at once. */
export function compileLiability(file: LiabilityFile, outside: readonly Condition[], provisions: Iterable<string>): LiabilityProgram {
  const leaves: Leaf[] = []
  const compile = (condition: Condition): Test<Case> => compileCondition(condition, reader, leaves)
  const whole = file.liabilities.map((liability, index) => ({
    index,
    subject: roleBitsOf(liability.subject),
    unit: liability.unit,
    abroad: liability.abroad,
    elements: liability.elements.map((element) => ({
      test: compile(element.when),
      decides: element.decides,
      isCrime: factsOf(element.when).includes('constitutesCrime'),
    })),
    tiers: liability.tiers.map((tier) => (tier.when === undefined ? undefined : compile(tier.when))),
    displaces: displacedBy(file, liability),
  }))
  const candidates = new Map<string, Candidate[]>()
  const add = (asked: string): void => {
    const found: Candidate[] = []
    file.liabilities.forEach((liability, index) => {
      const entry = liability.violated.findIndex((place) => matches(place, asked))
      const compiled = whole[index]
      if (entry >= 0 && compiled !== undefined) found.push({ ...compiled, entry, closed: closedTo(liability, asked) })
    })
    candidates.set(asked, found)
  }
  for (const provision of provisions) for (const place of upwards(provision)) if (!candidates.has(place)) add(place)
  add(ATTACK_FROM_OUTSIDE)
  return {
    file,
    leaves,
    outside: outside.map(compile),
    candidates,
    also: file.also.map((entry) => ({ test: entry.when === undefined ? undefined : compile(entry.when), alone: entry.alone })),
    notes: file.notes.map((note) => (note.when === undefined ? undefined : compile(note.when))),
  }
}

/** The named roles alone, without what they imply: a sanction for critical infrastructure operators does not reach every network operator. */
function roleBitsOf(roles: readonly Role[]): number {
  let bits = 0
  for (const role of roles) bits |= BIT.get(role) ?? 0
  return bits
}

const trail = new Trail()
const NONE: readonly (readonly [number, number])[] = []
const NO_CANDIDATES: readonly Candidate[] = []

/** Bits of the tiers reached, with the grounds for each tier reached, missed and open. */
function tiersOf(candidate: Candidate, facts: Case): number {
  let bits = 1
  for (let tier = 1; tier < candidate.tiers.length; tier++) {
    if ((candidate.closed & (1 << tier)) !== 0) continue
    const mark = trail.size
    trail.push(MARK.tierReached, 0, 0)
    const test = candidate.tiers[tier]
    const truth = test === undefined ? HOLDS : test(facts, trail)
    if (truth === HOLDS) bits |= 1 << tier
    trail.marks[mark] = truth === HOLDS ? MARK.tierReached : truth === FAILS ? MARK.tierMissed : MARK.tierOpen
    trail.marks[mark + 1] = candidate.index
    trail.marks[mark + 2] = tier
  }
  return bits
}

type Stand = 'stands' | 'not-subject' | 'element-fails' | 'crime'

function stands(candidate: Candidate, facts: Case): Stand {
  if ((candidate.subject & facts.roles) === 0 || (candidate.unit !== undefined && candidate.unit !== facts.unit)) {
    trail.push(MARK.notSubject, candidate.index, 0)
    return 'not-subject'
  }
  for (let element = 0; element < candidate.elements.length; element++) {
    const part = candidate.elements[element]
    if (part === undefined) continue
    const mark = trail.size
    trail.push(MARK.elementFails, candidate.index, element)
    const truth = part.test(facts, trail)
    if (truth === FAILS || (truth === UNKNOWN && part.decides)) return part.isCrime ? 'crime' : 'element-fails'
    if (truth === HOLDS && !part.decides) trail.size = mark
    else trail.marks[mark] = truth === UNKNOWN ? MARK.elementAssumed : MARK.elementHolds
  }
  return 'stands'
}

/**
 * Who answers for a breach, under which paragraph and in which tiers, with the grounds. Total: every case has a
 * finding. Reads no clock; which edition to ask is the caller's question.
 *
 * The first paragraph that covers the breach, speaks to the party's role and whose elements stand is the answer; later
 * ones that stand too are `others`, unless the answer displaces them (art. 72 takes government networks out of art. 59).
 */
export function judge(program: LiabilityProgram, facts: Case): Finding {
  trail.size = 0
  let candidates = (facts.violated === undefined ? undefined : program.candidates.get(facts.violated)) ?? NO_CANDIDATES
  if (facts.violated !== ATTACK_FROM_OUTSIDE) {
    for (let index = 0; index < program.outside.length; index++) {
      trail.push(MARK.outside, index, 0)
      if (program.outside[index]?.(facts, trail) === HOLDS) {
        const reaching = candidates.filter((candidate) => candidate.abroad && (candidate.subject & facts.roles) !== 0)
        if (reaching.length === 0) return { applies: false, main: -1, tiers: 0, others: NONE, also: 0, notes: 0, grounds: trail.take() }
        candidates = reaching
      }
      trail.size = 0
    }
  }
  let notes = 0
  for (let index = 0; index < program.notes.length; index++) {
    const mark = trail.size
    const test = program.notes[index]
    if (test === undefined || test(facts, trail) === HOLDS) notes |= 1 << index
    trail.size = mark
  }
  if (facts.violated === undefined) {
    trail.push(MARK.nothingViolated, 0, 0)
    return { applies: true, main: -1, tiers: 0, others: NONE, also: 0, notes, grounds: trail.take() }
  }
  let main = -1
  let tiers = 0
  let breach = candidates.length === 0
  let displaced: readonly number[] = []
  let others: (readonly [number, number])[] | undefined
  for (let place = 0; place < candidates.length; place++) {
    const candidate = candidates[place]
    if (candidate === undefined) continue
    if (displaced.includes(candidate.index)) {
      trail.push(MARK.displaced, candidate.index, main)
      continue
    }
    const mark = trail.size
    const stand = stands(candidate, facts)
    if (stand === 'stands') {
      if (main < 0) {
        // Grounds of paragraphs that did not stand are of no interest once one does.
        if (mark > 0) trail.keepFrom(mark, 0)
        trail.push(MARK.sanctions, candidate.index, candidate.entry)
        main = candidate.index
        tiers = tiersOf(candidate, facts)
        displaced = candidate.displaces
        breach = true
      } else {
        const here = trail.size
        others ??= []
        others.push([candidate.index, tiersOf(candidate, facts)])
        trail.size = here
        trail.size = mark
      }
    } else {
      if (stand === 'crime') breach = true
      if (main >= 0) trail.size = mark
    }
  }
  if (candidates.length === 0) trail.push(MARK.noSanction, 0, 0)
  let also = 0
  if (breach) {
    for (let index = 0; index < program.also.length; index++) {
      const entry = program.also[index]
      if (entry === undefined || (main < 0 && !entry.alone)) continue
      const mark = trail.size
      trail.push(MARK.also, index, 0)
      if (entry.test === undefined || entry.test(facts, trail) === HOLDS) also |= 1 << index
      else trail.size = mark
    }
    // Credit file and publication join whatever stands alone, too.
    if (main < 0 && also !== 0) program.also.forEach((entry, index) => (entry.alone ? undefined : (also |= 1 << index)))
  }
  return { applies: true, main, tiers, others: others ?? NONE, also, notes, grounds: trail.take() }
}
