import { describe, expect, test } from 'vitest'
import { covers } from './citation.ts'
import { signsOf } from './journal.fixture.ts'
import type { Norm } from './norm.ts'
import { restatements, statute } from './statute.fixture.ts'
import type { Text } from './text.ts'

/** What must hold of the law as data, beyond what the loader refuses. */

const edition = statute.editions.find((data) => data.edition.id === 'csl-2017')
const provisions = restatements.editions['csl-2017']
if (edition === undefined || provisions === undefined) throw new Error('the edition of 2017 is loaded')
const { places, norms: file, liability } = edition
const norms = [...file.norms, ...statute.rules.flatMap((rule) => rule.norms)]
const leaves = places.filter((place) => !places.some((other) => other !== place && covers(place, other)))

describe('the law of 2017', () => {
  test('has its 79 articles, in order', () => {
    expect(provisions.articles.map((article) => article.article)).toEqual(Array.from({ length: 79 }, (_, index) => index + 1))
    expect(Object.keys(edition.paragraphs)).toHaveLength(79)
  })

  test('answers for every provision: a norm, a paragraph of liability, or a reason why there is neither', () => {
    const cited = new Set<string>([
      ...file.norms.flatMap((norm) => norm.cites),
      ...liability.liabilities.map((each) => each.provision),
      ...liability.also.map((each) => each.provision),
    ])
    if (liability.bans !== undefined) cited.add(liability.bans.provision)
    for (const note of liability.notes) cited.add(note.provision)
    const excused = new Set<string>(file.none.map((entry) => entry.provision))
    // A paragraph that is cited as a whole speaks for its items; where all its items are answered for, so is it.
    const parts = (place: string): string[] => places.filter((other) => other !== place && covers(place, other))
    const answered = (place: string): boolean =>
      [...cited, ...excused].some((other) => covers(other, place)) || (parts(place).length > 0 && parts(place).every(answered))
    expect(places.filter((place) => !answered(place))).toEqual([])
    expect(leaves.length).toBeGreaterThan(110)
  })

  test('has a norm for every article from 9 to 58', () => {
    const articles = new Set(file.norms.flatMap((norm) => norm.cites.map((cite) => Number(cite.split('.')[0]))))
    expect(Array.from({ length: 50 }, (_, index) => index + 9).filter((article) => !articles.has(article))).toEqual([])
  })

  test('gives a reason only for what has no norm, and none twice', () => {
    const excused: string[] = file.none.map((entry) => entry.provision)
    expect(new Set(excused).size).toBe(excused.length)
    const ordered = new Set<string>(file.norms.flatMap((norm) => norm.cites))
    expect(excused.filter((place) => ordered.has(place))).toEqual([])
  })

  test('refers only to provisions that it has', () => {
    const refers = provisions.articles.flatMap((article) => article.provisions.flatMap((entry) => entry.refers))
    expect(refers.filter((place) => !places.includes(place))).toEqual([])
    expect(refers.length).toBeGreaterThan(20)
  })

  test('numbers paragraphs and items without a gap', () => {
    const before = places.flatMap((place) => {
      const [last = 0, ...above] = place.split('.').map(Number).toReversed()
      return above.length > 0 && last > 1 ? [[...above.toReversed(), last - 1].join('.')] : []
    })
    expect(before.length).toBeGreaterThan(30)
    expect(before.filter((place) => !places.includes(place))).toEqual([])
  })
})

describe('a norm', () => {
  const bindsSomebody = (norm: Norm): boolean => !norm.policy

  test('that obliges says what proves it, what to do next, what fulfils it and when it ends', () => {
    const obligations = norms.filter((norm) => norm.deontic === 'obligation' && bindsSomebody(norm))
    expect(obligations.length).toBeGreaterThan(80)
    const bare = obligations.filter((norm) => norm.evidence.length === 0 || norm.next === undefined || norm.done === undefined || norm.ends === undefined)
    expect(bare.map((norm) => norm.id)).toEqual([])
  })

  test('that forbids says what breaks it and what to do next', () => {
    const bans = norms.filter((norm) => norm.deontic === 'prohibition' && bindsSomebody(norm))
    expect(bans.length).toBeGreaterThan(20)
    expect(bans.filter((norm) => norm.breached === undefined || norm.next === undefined).map((norm) => norm.id)).toEqual([])
  })

  test('has an id without digits that no other norm has', () => {
    expect(norms.filter((norm) => /\d/.test(norm.id)).map((norm) => norm.id)).toEqual([])
    expect(new Set(norms.map((norm) => norm.id)).size).toBe(norms.length)
  })

  test('names events and facts of the vocabulary', () => {
    const kinds = new Set(statute.vocabulary.events.map((entry) => entry.kind))
    expect(norms.flatMap(signsOf).filter((sign) => !kinds.has(sign.on))).toEqual([])
    const facts = new Set(statute.vocabulary.facts.map((entry) => entry.fact))
    expect(statute.vocabulary.events.flatMap((entry) => entry.facts).filter((fact) => !facts.has(fact))).toEqual([])
  })
})

describe('a rule', () => {
  test('rests on one source or on two, and says from when', () => {
    for (const rule of statute.rules) for (const entry of [...rule.numbers, ...rule.norms]) expect(['1', '2']).toContain(entry.confidence)
    expect(statute.rules.flatMap((rule) => rule.numbers).length).toBeGreaterThan(5)
    expect(statute.rules.every((rule) => rule.inForce.to === undefined || rule.inForce.from <= rule.inForce.to)).toBe(true)
  })

  test('that leaves a figure to the party says why', () => {
    const parameters = statute.rules.flatMap((rule) => rule.parameters)
    expect(parameters.length).toBeGreaterThan(10)
    expect(parameters.filter((entry) => entry.note.zh.length < 8 || entry.note.en.length < 8).map((entry) => entry.parameter)).toEqual([])
    expect(new Set(parameters.map((entry) => entry.parameter)).size).toBe(parameters.length)
  })
})

describe('the vocabulary', () => {
  /** Events that no norm turns on: they tell facts that norms ask for, or what else a reader of a matter wants to know. */
  const CONTEXT: readonly string[] = [
    'profile.fact-established',
    'incident.classified',
    'infrastructure.designated',
    'infrastructure.construction-begun',
    'warning.received',
  ]

  test('has no event that no norm names, but for those kept as context', () => {
    const named = new Set(norms.flatMap(signsOf).map((sign) => sign.on))
    const idle = statute.vocabulary.events.map((entry) => entry.kind).filter((kind) => !named.has(kind))
    expect(idle.toSorted()).toEqual(CONTEXT.toSorted())
  })

  /** Facts that no condition asks for: a clock, and what a reader of a matter wants to know. */
  const TOLD: readonly string[] = ['atAnother', 'certified', 'knownAt', 'lawfulBasis', 'highRisk', 'overseasOrigin', 'usersAffected', 'reportable']

  test('has no fact that nothing asks for, but for those kept as context', () => {
    const asked = JSON.stringify([statute.editions.map(({ norms, liability, edition }) => [norms, liability, edition]), statute.rules])
    const idle = statute.vocabulary.facts.map((entry) => entry.fact).filter((fact) => !asked.includes(`"${fact}"`))
    expect(idle.toSorted()).toEqual(TOLD.toSorted())
  })

  test('has no word twice', () => {
    const words = [...statute.vocabulary.facts.map((entry) => entry.fact), ...statute.vocabulary.events.map((entry) => entry.kind)]
    expect(new Set(words).size).toBe(words.length)
  })
})

describe('words', () => {
  /** Every text in both languages, wherever it stands, with the way to it. */
  function texts(value: unknown, path: string): [string, Text][] {
    if (typeof value !== 'object' || value === null) return []
    if ('zh' in value && 'en' in value && typeof value.zh === 'string' && typeof value.en === 'string') return [[path, { zh: value.zh, en: value.en }]]
    return Object.entries(value).flatMap(([key, inside]) => texts(inside, `${path}.${key}`))
  }
  const { vocabulary, editions, rules } = statute
  const all = texts({ vocabulary, editions, rules, restatements }, 'law')

  test('stand in Chinese and in English', () => {
    expect(all.length).toBeGreaterThan(1000)
    expect(all.filter(([, { zh }]) => !/\p{Script=Han}/u.test(zh)).map(([path]) => path)).toEqual([])
    expect(all.filter(([, { en }]) => !/[A-Za-z]/.test(en)).map(([path]) => path)).toEqual([])
  })

  test('in English have no Chinese but in quotation', () => {
    expect(all.filter(([, { en }]) => /\p{Script=Han}/u.test(en)).map(([path, { en }]) => `${path}: ${en}`)).toEqual([])
  })

  test('have no space at their ends', () => {
    expect(all.filter(([, { zh, en }]) => zh !== zh.trim() || en !== en.trim()).map(([path]) => path)).toEqual([])
  })
})
