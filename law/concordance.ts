import { z } from 'zod'
import { compareProvisions, covers, EditionId, EDITIONS, Provision, upwards } from './citation.ts'
import type { Problem, Source } from './source.ts'
import { Text } from './text.ts'

/** What became of a provision between two editions; `substantive` where a duty, addressee, condition, amount or sanction differs. */
export const Change = z.enum(['same', 'renumbered', 'reworded', 'substantive', 'new', 'removed', 'moved', 'merged', 'split'])
export type Change = z.infer<typeof Change>

const Side = z
  .union([Provision, z.array(Provision).min(2)])
  .nullable()
  .transform((side): readonly Provision[] => (side === null ? [] : typeof side === 'string' ? [side] : side))

const WrittenRow = z
  .strictObject({ from: Side, to: Side, change: Change, note: Text.optional() })
  .refine(({ from, to }) => from.length + to.length > 0, 'a row names a provision on one side at least')
  .refine(({ from, change }) => (from.length === 0) === (change === 'new'), 'what is new comes from nothing, and nothing else does')
  .refine(({ to, change }) => (to.length === 0) === (change === 'removed'), 'what is removed goes nowhere, and nothing else does')
  .refine(({ change, note }) => note !== undefined || change === 'same' || change === 'renumbered', 'a change other than of the number has a note')

/** `concordance.yaml`: neighbouring editions, provision by provision. A row for an article stands for all its parts that no finer row names. */
export const ConcordanceFile = z.strictObject({ pairs: z.array(z.strictObject({ from: EditionId, to: EditionId, rows: z.array(WrittenRow).min(1) })) })
export type ConcordanceFile = z.infer<typeof ConcordanceFile>

/** One correspondence of paragraphs or items: nothing, one or several places on each side. */
export interface Row {
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly change: Change
  readonly note: Text | undefined
}

/** Two neighbouring editions, to the level of paragraph and item. */
export interface Pair {
  readonly from: EditionId
  readonly to: EditionId
  readonly rows: readonly Row[]
}

const parts = (places: Iterable<string>): string[] => [...places].filter((place) => place.includes('.'))

/** What one side's written provisions stand for: each part of the edition belongs to the innermost provision that names it. */
function ownersOf(written: readonly (readonly string[])[], places: ReadonlySet<string>): Map<string, string[]> {
  const named = new Set(written.flat())
  const owned = new Map<string, string[]>([...named].map((place) => [place, []]))
  for (const part of parts(places)) {
    const owner = upwards(part).find((place) => named.has(place))
    if (owner !== undefined) owned.get(owner)?.push(part)
  }
  return owned
}

/** Writes out one pair to paragraphs and items, and refuses what dangles or is missing or stands twice, each at its row's line. */
export function expandPair(
  source: Source<ConcordanceFile>,
  at: number,
  places: ReadonlyMap<EditionId, ReadonlySet<string>>,
  problems: Problem[],
): Pair | undefined {
  const pair = source.data.pairs[at]
  const [left, right] = [places.get(pair?.from ?? 'csl-2017'), places.get(pair?.to ?? 'csl-2017')]
  if (pair === undefined || left === undefined || right === undefined) return undefined
  const before = problems.length
  const report = (row: number, message: string): void => void problems.push({ file: source.file, line: source.lineOf(['pairs', at, 'rows', row]), message })
  const [fromParts, toParts] = [
    ownersOf(
      pair.rows.map(({ from }) => from),
      left,
    ),
    ownersOf(
      pair.rows.map(({ to }) => to),
      right,
    ),
  ]
  const rows: Row[] = []
  const origin: number[] = []
  const add = (row: Row, index: number): void => void (rows.push(row), origin.push(index))
  pair.rows.forEach(({ from, to, change, note }, index) => {
    for (const place of from) if (!left.has(place)) report(index, `a dangling row: ${pair.from} has no provision ${place}`)
    for (const place of to) if (!right.has(place)) report(index, `a dangling row: ${pair.to} has no provision ${place}`)
    const [one, other] = [from[0], to[0]]
    if (from.length > 1 || to.length > 1) return add({ from, to, change, note }, index)
    if (one === undefined) for (const part of toParts.get(other ?? '') ?? []) add({ from: [], to: [part], change, note }, index)
    else if (other === undefined) for (const part of fromParts.get(one) ?? []) add({ from: [part], to: [], change, note }, index)
    else {
      if ((change === 'same') !== (one === other) && (change === 'same' || change === 'renumbered'))
        report(index, `${one} and ${other}: "same" keeps the number and "renumbered" changes it`)
      const twins = new Set(toParts.get(other))
      for (const part of fromParts.get(one) ?? []) {
        const twin = other + part.slice(one.length)
        if (twins.delete(twin)) add({ from: [part], to: [twin], change, note }, index)
        else report(index, `${part} of ${pair.from} has no counterpart ${twin} in ${pair.to}; give it a row of its own`)
      }
      for (const twin of twins)
        report(index, `${twin} of ${pair.to} has no counterpart ${one + twin.slice(other.length)} in ${pair.from}; give it a row of its own`)
    }
  })
  for (const [side, edition, all] of [
    ['from', pair.from, left],
    ['to', pair.to, right],
  ] as const) {
    const seen = new Map<string, number[]>()
    rows.forEach((row, index) => row[side].forEach((place) => seen.set(place, [...(seen.get(place) ?? []), index])))
    for (const part of parts(all)) {
      const found = seen.get(part) ?? []
      if (found.length === 0) problems.push({ file: source.file, line: source.lineOf(['pairs', at]), message: `no row speaks of ${part} of ${edition}` })
      else if (found.length > 1 && found.some((index) => !['merged', 'split'].includes(rows[index]?.change ?? '')))
        report(origin[found[1] ?? 0] ?? 0, `${part} of ${edition} stands in more than one row`)
    }
  }
  return problems.length > before ? undefined : { from: pair.from, to: pair.to, rows }
}

const INVERSE: Partial<Record<Change, Change>> = { new: 'removed', removed: 'new', merged: 'split', split: 'merged' }

function invert(rows: readonly Row[]): Row[] {
  return rows.map(({ from, to, change, note }) => ({ from: to, to: from, change: INVERSE[change] ?? change, note }))
}

/** Which change names a row where two come together: the last of these. */
const GRAVITY: readonly Change[] = ['same', 'renumbered', 'reworded', 'substantive', 'moved', 'split', 'merged']

function union(lists: readonly (readonly string[])[]): string[] {
  return [...new Set(lists.flat())].toSorted(compareProvisions)
}

/** One row out of the rows that hang together in two steps; nothing where the middle edition alone had the provision. */
function joined(first: readonly Row[], second: readonly Row[]): Row | undefined {
  const from = union(first.map((row) => row.from))
  const to = union(second.map((row) => row.to))
  if (from.length === 0 && to.length === 0) return undefined
  const both = [...first, ...second]
  const gravest = GRAVITY.findLast((change) => both.some((row) => row.change === change)) ?? 'same'
  const number = from.length === 1 && from[0] === to[0] ? 'same' : 'renumbered'
  const kept = gravest === 'same' || gravest === 'renumbered' ? number : gravest
  const change = from.length === 0 ? 'new' : to.length === 0 ? 'removed' : kept
  const notes = [...new Set(both.flatMap(({ note }) => (note === undefined ? [] : [note])))]
  return { from, to, change, note: notes.length === 0 ? undefined : { zh: notes.map(({ zh }) => zh).join('；'), en: notes.map(({ en }) => en).join('; ') } }
}

/** Two steps as one. Rows that share a place of the middle edition hang together. */
function compose(first: readonly Row[], second: readonly Row[]): Row[] {
  const rest = new Set(second)
  const done = new Set<Row>()
  const rows: (Row | undefined)[] = []
  for (const row of first) {
    if (done.has(row)) continue
    const [before, after] = [new Set([row]), new Set<Row>()]
    for (let size = 0; size < before.size + after.size;) {
      size = before.size + after.size
      for (const next of second) if ([...before].some(({ to }) => to.some((place) => next.from.includes(place)))) after.add(next)
      for (const last of first) if ([...after].some(({ from }) => from.some((place) => last.to.includes(place)))) before.add(last)
    }
    for (const each of before) done.add(each)
    for (const each of after) rest.delete(each)
    rows.push(joined([...before], [...after]))
  }
  return [...rows, ...rest].filter((row) => row !== undefined)
}

const containers = (places: readonly string[]): string[] => places.filter((place) => !places.some((other) => other !== place && covers(other, place)))

interface Step {
  readonly rows: readonly Row[]
  /** What each place of the earlier side became. */
  readonly places: ReadonlyMap<string, readonly string[]>
}

function stepOf(rows: readonly Row[]): Step {
  const places = new Map<string, string[]>()
  for (const row of rows) for (const place of row.from) places.set(place, [...(places.get(place) ?? []), ...row.to])
  return { rows, places }
}

/** One step: the place's own counterparts; for an article, those of its parts. It goes to an article where all of them do and keep their numbers in it. */
function stepped({ places }: Step, provision: string): string[] {
  const own = places.get(provision)
  if (own !== undefined) return [...own]
  const inside = [...places].filter(([place]) => covers(provision, place))
  const article = inside[0]?.[1][0]?.split('.')[0]
  const whole =
    !provision.includes('.') && article !== undefined && inside.every(([place, to]) => to.length === 1 && to[0] === article + place.slice(provision.length))
  return whole ? [article] : containers(union(inside.map(([, to]) => to)))
}

/** Where a citation of one edition stands in another: the pairs of neighbours, forwards, backwards and in succession. */
export class Concordance {
  readonly #steps = new Map<string, Step>()

  constructor(pairs: readonly Pair[]) {
    for (const { from, to, rows } of pairs) {
      this.#steps.set(`${from} ${to}`, stepOf(rows))
      this.#steps.set(`${to} ${from}`, stepOf(invert(rows)))
    }
  }

  /** The steps between neighbours on the way. */
  #way(from: EditionId, to: EditionId): Step[] {
    const [start, end] = [EDITIONS.indexOf(from), EDITIONS.indexOf(to)]
    const order = EDITIONS.slice(Math.min(start, end), Math.max(start, end) + 1)
    const way = start <= end ? order : order.toReversed()
    return way.flatMap((here, index) => this.#steps.get(`${here} ${way[index + 1] ?? ''}`) ?? [])
  }

  /** Every paragraph and item of both editions, in the order of the target; what is gone stands at its old place. */
  rows(from: EditionId, to: EditionId): readonly Row[] {
    const [first = [], ...others] = this.#way(from, to).map(({ rows }) => rows)
    const place = (row: Row): string => row.to[0] ?? row.from[0] ?? ''
    return others.reduce((rows, next) => compose(rows, next), first).toSorted((left, right) => compareProvisions(place(left), place(right)))
  }

  /** The places of another edition that a provision became, or came from. Empty where it has no counterpart. */
  carry(provision: string, from: EditionId, to: EditionId): readonly string[] {
    return this.#way(from, to).reduce<readonly string[]>((here, step) => [...new Set(here.flatMap((place) => stepped(step, place)))], [provision])
  }

  /** The same with everything inside the provision: what its parts became counts as well. */
  carryAll(provision: string, from: EditionId, to: EditionId): readonly string[] {
    const inside = [...(this.#way(from, to)[0]?.places.keys() ?? [])].filter((place) => covers(provision, place))
    return containers(union([provision, ...inside].map((place) => this.carry(place, from, to))))
  }
}

const made = new WeakMap<readonly Pair[], Concordance>()

/** A statute's concordance, made once: every page asks it. */
export function concordanceOf({ concordance }: { readonly concordance: readonly Pair[] }): Concordance {
  const known = made.get(concordance) ?? new Concordance(concordance)
  made.set(concordance, known)
  return known
}
