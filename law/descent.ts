import { z } from 'zod'
import { chineseNumber, compareProvisions, EditionId, Provision, upwards } from './citation.ts'
import type { Condition, Value } from './condition.ts'
import { ProvisionEntry, type ProvisionsFile } from './edition.ts'
import type { LiabilityFile } from './liability.ts'
import { NoNorm, Norm, NormId, type NormsFile, type Sign } from './norm.ts'
import type { Source } from './source.ts'
import { Text } from './text.ts'

/**
 * An edition written as what differs from its base. An article `from` an article of the base has its provisions with the
 * new numbers; a provision written beside it takes the place of the base's or is added.
 */
export const WrittenProvisions = z
  .strictObject({
    base: EditionId.optional(),
    articles: z.array(
      z
        .strictObject({
          article: z.int().positive(),
          chapter: z.int().positive(),
          section: z.int().positive().optional(),
          from: z.int().positive().optional(),
          heading: Text.optional(),
          provisions: z.array(ProvisionEntry).default([]),
        })
        .refine(
          ({ from, heading, provisions }) => from !== undefined || (heading !== undefined && provisions.length > 0),
          'an article that is not from the base has a heading and provisions',
        ),
    ),
  })
  .refine(({ base, articles }) => base !== undefined || articles.every(({ from }) => from === undefined), 'an article is from a base, and none is named')
export type WrittenProvisions = z.infer<typeof WrittenProvisions>

/** `norms.yaml`: all norms, or those that the base does not have as they are. A norm that is neither written nor dropped is the base's. */
export const WrittenNorms = z
  .strictObject({ base: EditionId.optional(), dropped: z.array(NormId).default([]), norms: z.array(Norm), none: z.array(NoNorm).default([]) })
  .refine(({ base, dropped }) => base !== undefined || dropped.length === 0, 'norms are dropped from a base, and none is named')
export type WrittenNorms = z.infer<typeof WrittenNorms>

/** The way from a base to an edition that descends from it, and where to report what does not carry over. */
export interface Descent {
  readonly carry: (provision: string) => readonly string[]
  readonly problem: (path: readonly PropertyKey[], message: string) => void
}

const place = (text: string): Provision => Provision.parse(text)
const moved = (provision: string, from: number, to: number): string => to + provision.slice(String(from).length)
const ARTICLES = new Map(Array.from({ length: 199 }, (_, at) => [chineseNumber(at + 1), at + 1]))

/** The provisions of an article that is from the base: its own where written, else the base's. */
function entriesOf(
  article: WrittenProvisions['articles'][number],
  base: ProvisionsFile | undefined,
): { entry: ProvisionEntry; origin: ProvisionEntry | undefined; own: number }[] {
  const { from } = article
  const copied = from === undefined ? [] : (base?.articles.find((each) => each.article === from)?.provisions ?? [])
  const entries = copied.map((origin) => {
    const provision = place(moved(origin.provision, from ?? 0, article.article))
    const own = article.provisions.findIndex((each) => each.provision === provision)
    return { entry: article.provisions[own] ?? { ...origin, provision }, origin: own < 0 ? origin : undefined, own }
  })
  const added = article.provisions.flatMap((entry, own) => (entries.some((each) => each.own === own) ? [] : [{ entry, origin: undefined, own }]))
  return [...entries, ...added].toSorted((left, right) => compareProvisions(left.entry.provision, right.entry.provision))
}

/** Articles and parts that the written file comes to, before anything is carried over. */
export function placesWritten(written: WrittenProvisions, base: ProvisionsFile | undefined): Set<string> {
  return new Set(written.articles.flatMap((article) => [String(article.article), ...entriesOf(article, base).map(({ entry }) => entry.provision)]))
}

/** An article of the base by its number in the descendant; nothing where it has no one article there, with its parts as they were. */
function articleOf(number: number, { carry }: Descent): number | undefined {
  const found = carry(String(number))
  return found.length === 1 && found[0] !== undefined && !found[0].includes('.') ? Number(found[0]) : undefined
}

/** A text of the base that names articles, with their numbers in the descendant. */
function renumbered(text: Text, descent: Descent, path: readonly PropertyKey[], whose: string): Text {
  const number = (old: number): number => {
    const found = articleOf(old, descent)
    if (found === undefined) descent.problem(path, `${whose} names article ${old} of the base, which is no one article here; write it anew`)
    return found ?? old
  }
  return {
    zh: text.zh.replace(/第([一二三四五六七八九十百零]+)条/g, (as, numeral: string) =>
      ARTICLES.has(numeral) ? `第${chineseNumber(number(ARTICLES.get(numeral) ?? 0))}条` : as,
    ),
    en: text.en.replace(/\b[Aa]rticles? \d+(?:(?:,? (?:to|and|or)|,) \d+)*/g, (all) => all.replace(/\d+/g, (digits) => String(number(Number(digits))))),
  }
}

/** The provisions of an edition with a base in full. */
export function resolveProvisions(source: Source<WrittenProvisions>, base: ProvisionsFile | undefined, descent: Descent): Source<ProvisionsFile> {
  const own = new Map<string, readonly PropertyKey[]>()
  const articles = source.data.articles.map((article, index) => {
    const old = base?.articles.find((each) => each.article === article.from)
    if (article.from !== undefined && old === undefined) descent.problem(['articles', index], `the base has no article ${article.from}`)
    const provisions = entriesOf(article, base).map((each, at) => {
      if (each.own >= 0) own.set(`${index} ${at}`, ['articles', index, 'provisions', each.own])
      if (each.origin === undefined) return each.entry
      const path = ['articles', index]
      const refers = each.origin.refers.flatMap((to) => {
        const found = descent.carry(to)
        if (found.length === 0) descent.problem(path, `${each.entry.provision} refers to ${to} of the base, which has no counterpart; write it anew`)
        return found.map(place)
      })
      return { ...each.entry, refers, text: renumbered(each.origin.text, descent, path, each.entry.provision) }
    })
    const { article: number, chapter, section } = article
    return {
      article: number,
      chapter,
      ...(section === undefined ? {} : { section }),
      heading: article.heading ?? old?.heading ?? { zh: '', en: '' },
      provisions,
    }
  })
  const lineOf = (path: readonly PropertyKey[]): number =>
    source.lineOf([...(own.get(`${String(path[1])} ${String(path[3])}`) ?? path.slice(0, 2)), ...path.slice(4)])
  return { file: source.file, data: { articles }, lineOf }
}

/** A condition on the fact `provision` names places of the base. */
function carriedCondition(condition: Condition, descent: Descent): Condition {
  const each = (value: Value): Value[] => (typeof value === 'string' ? [...descent.carry(value)] : [value])
  if ('all' in condition) return { all: condition.all.map((part) => carriedCondition(part, descent)) }
  if ('any' in condition) return { any: condition.any.map((part) => carriedCondition(part, descent)) }
  if ('not' in condition) return { not: carriedCondition(condition.not, descent) }
  if (!('fact' in condition) || condition.fact !== 'provision') return condition
  if ('is' in condition) return { fact: 'provision', in: each(condition.is) }
  return 'in' in condition ? { fact: 'provision', in: condition.in.flatMap(each) } : condition
}

function carriedSigns(signs: readonly Sign[] | undefined, descent: Descent): Sign[] | undefined {
  return signs?.map(({ on, where }) => (where === undefined ? { on } : { on, where: carriedCondition(where, descent) }))
}

/** A norm of the base as it stands in the descendant: the same, cited by the numbers there. */
function carriedNorm(norm: Norm, sanctions: LiabilityFile, descent: Descent, path: readonly PropertyKey[]): Norm {
  const carried = (places: readonly string[]): string[] => [...new Set(places.flatMap((each) => descent.carry(each)))]
  const cites = carried(norm.cites)
  if (cites.length === 0) descent.problem(path, `the norm "${norm.id}" of the base cites nothing that is here; drop it or write it anew`)
  const sanctioned = carried(norm.liability).map(
    (each) => upwards(each).find((outer) => sanctions.liabilities.some((liability) => liability.provision === outer)) ?? each,
  )
  const { trigger, done, breached, refused, scope, reading } = norm
  return {
    ...norm,
    cites: cites.map(place),
    liability: [...new Set(sanctioned)].map(place),
    trigger: typeof trigger === 'object' && 'on' in trigger ? (carriedSigns([trigger], descent)?.[0] ?? trigger) : trigger,
    ...(scope === undefined ? {} : { scope: carriedCondition(scope, descent) }),
    ...(done === undefined ? {} : { done: carriedSigns(done, descent) }),
    ...(breached === undefined ? {} : { breached: carriedSigns(breached, descent) }),
    ...(refused === undefined ? {} : { refused: carriedSigns(refused, descent) }),
    ...(reading === undefined ? {} : { reading: renumbered(reading, descent, path, `the reading of "${norm.id}"`) }),
  }
}

/** The norms of an edition with a base in full, in the order of the places that they cite first. */
export function resolveNorms(source: Source<WrittenNorms>, base: NormsFile, sanctions: LiabilityFile, descent: Descent): Source<NormsFile> {
  const { dropped, norms, none } = source.data
  dropped.forEach((id, index) => {
    if (!base.norms.some((norm) => norm.id === id)) descent.problem(['dropped', index], `the base has no norm "${id}"`)
    if (norms.some((norm) => norm.id === id)) descent.problem(['dropped', index], `the norm "${id}" is dropped and written`)
  })
  const written = new Set<string>([...dropped, ...norms.map(({ id }) => id)])
  const inherited = base.norms.filter(({ id }) => !written.has(id)).map((norm) => carriedNorm(norm, sanctions, descent, ['base']))
  const all = [...inherited.map((norm) => ({ norm, own: -1 })), ...norms.map((norm, own) => ({ norm, own }))]
  const ordered = all.toSorted((left, right) => compareProvisions(left.norm.cites[0] ?? '', right.norm.cites[0] ?? ''))
  const reasons = base.none.flatMap(({ provision, because }) =>
    descent
      .carry(provision)
      .filter((to) => !none.some((each) => each.provision === to) && !ordered.some(({ norm }) => norm.cites.some((cite) => cite === to)))
      .map((to) => ({ provision: place(to), because: renumbered(because, descent, ['base'], `the reason for ${to}`) })),
  )
  const data: NormsFile = {
    norms: ordered.map(({ norm }) => norm),
    none: [...none, ...reasons].toSorted((left, right) => compareProvisions(left.provision, right.provision)),
  }
  const lineOf = (path: readonly PropertyKey[]): number => {
    const [list, index, ...rest] = path
    const own = list === 'none' ? none.findIndex(({ provision }) => provision === data.none[Number(index)]?.provision) : (ordered[Number(index)]?.own ?? -1)
    return own < 0 || list === undefined ? source.lineOf(['base']) : source.lineOf([list, own, ...rest])
  }
  return { file: source.file, data, lineOf }
}
