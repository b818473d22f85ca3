import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Provision } from '#law/citation.ts'
import type { Liability, LiabilityFile } from '#law/liability.ts'
import { NormId, type Norm, type Sign } from '#law/norm.ts'
import type { EditionData, Statute } from '#law/statute.ts'

const file = new URL('../law/statute.json', import.meta.url)
const Parsed = z.custom<Statute>((value) => typeof value === 'object' && value !== null && 'encoding' in value && 'editions' in value)

export function statuteText(): string {
  return readFileSync(file, 'utf8')
}

/** The law as the build wrote it and checked it. */
export function statuteFrom(text: string): Statute {
  return Parsed.parse(JSON.parse(text))
}

export function editionOf2017(statute: Statute): EditionData {
  const found = statute.editions.find(({ edition }) => edition.id === 'csl-2017')
  if (found === undefined) throw new Error('dist/law/statute.json holds no csl-2017')
  return found
}

/** More than the articles of any edition between a breach and its sanction, so that copies share none; fifteen copies stay below article 1000. */
const ARTICLES = 64

/**
 * A chapter on liability with `count` paragraphs: those of the real one that sanction the breach of a provision, then
 * the same again for other articles.
 */
export function liabilityOf(real: LiabilityFile, count: number): LiabilityFile {
  const originals = real.liabilities.filter((liability) => liability.violated.every((place) => 'provision' in place))
  return { ...real, liabilities: Array.from({ length: count }, (_, index) => renumbered(originals, index)) }
}

function renumbered(originals: readonly Liability[], index: number): Liability {
  const original = originals[index % originals.length]
  if (original === undefined) throw new Error('the edition sanctions nothing')
  const further = ARTICLES * Math.floor(index / originals.length)
  const move = (provision: Provision): Provision => Provision.parse(provision.replace(/^\d+/, (article) => String(Number(article) + further)))
  return {
    ...original,
    provision: move(original.provision),
    violated: original.violated.map((place) =>
      'attack' in place ? place : { provision: move(place.provision), item: place.item === undefined ? undefined : move(place.item) },
    ),
    displaces: original.displaces.map(move),
  }
}

/** How many of the norms of the smallest statute are born of events and how many stand by themselves; larger ones are copies of it. */
const BORN = 20
const STANDING = 10

/** Kinds of events that bring a norm into being or act on it. */
function kindsOf(norm: Norm, all: readonly Norm[]): readonly string[] {
  const { trigger, done = [], breached = [], refused = [] } = norm
  const own = [...done, ...breached, ...refused].map(({ on }) => on)
  if (typeof trigger === 'string' || 'breach' in trigger) return own
  return 'on' in trigger ? [trigger.on] : (exercisedBy(norm, all)?.done ?? []).map(({ on }) => on)
}

/** The power or right whose exercise a norm answers. */
function exercisedBy({ trigger }: Norm, all: readonly Norm[]): Norm | undefined {
  return typeof trigger === 'object' && 'exercised' in trigger ? all.find(({ id }) => id === trigger.exercised) : undefined
}

/**
 * A statute of `count` duties: thirty of the edition of 2017 that a journal with these kinds of events sets going, then
 * copies of them that wait for other kinds, each with the figures that lower rules put on the original. The powers and
 * rights that they answer come with them uncounted.
 */
export function statuteOf(real: Statute, kinds: ReadonlySet<string>, count: number): Statute {
  const data = editionOf2017(real)
  const all = data.norms.norms
  const felt = all.filter((norm) => !norm.policy && norm.deontic === 'obligation' && kindsOf(norm, all).some((kind) => kinds.has(kind)))
  const duties = [
    ...felt.filter(({ trigger }) => trigger !== 'standing').slice(0, BORN),
    ...felt.filter(({ trigger }) => trigger === 'standing').slice(0, STANDING),
  ]
  const originals = [...duties, ...new Set(duties.flatMap((norm) => exercisedBy(norm, all) ?? []))]
  const copies = Array.from({ length: count / duties.length }, (_, copy) => originals.map((original) => ({ original, copy }))).flat()
  const names = new Set(copies.map(({ original, copy }) => named(original.id, copy)))
  const norms = copies.map(({ original, copy }) => copied(original, copy, names))
  const rules = real.rules.map((rule) => ({
    ...rule,
    norms: [],
    parameters: [],
    numbers: rule.numbers.flatMap((number) =>
      copies.filter(({ original }) => original.id === number.norm).map(({ copy }) => ({ ...number, norm: named(number.norm, copy) })),
    ),
  }))
  return { ...real, rules, editions: [{ ...data, norms: { norms, none: [] } }] }
}

/** `incident.report`, then `incident.report-b`, `incident.report-c`: no name of the law holds a figure. */
function named(id: NormId, copy: number): NormId {
  return copy === 0 ? id : NormId.parse(`${id}-${letters(copy)}`)
}

function letters(copy: number): string {
  return String.fromCharCode(97 + (copy % 26)).repeat(1 + Math.floor(copy / 26))
}

function copied(norm: Norm, copy: number, names: ReadonlySet<NormId>): Norm {
  const defeats = norm.defeats.map((defeat) => ({ ...defeat, norm: named(defeat.norm, copy) })).filter((defeat) => names.has(defeat.norm))
  if (copy === 0) return { ...norm, defeats }
  const sign = (original: Sign): Sign => ({ ...original, on: original.on.replace('.', `-${letters(copy)}.`) })
  const { trigger } = norm
  const moved =
    typeof trigger === 'string'
      ? trigger
      : 'on' in trigger
        ? sign(trigger)
        : 'exercised' in trigger
          ? { exercised: named(trigger.exercised, copy) }
          : { breach: named(trigger.breach, copy) }
  return {
    ...norm,
    id: named(norm.id, copy),
    trigger: moved,
    defeats,
    done: norm.done?.map(sign),
    breached: norm.breached?.map(sign),
    refused: norm.refused?.map(sign),
  }
}
