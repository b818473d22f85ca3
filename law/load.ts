import { z } from 'zod'
import { checkEdition, checkRules, type EditionSources } from './check.ts'
import { compareProvisions, EDITIONS, Provision, type EditionId } from './citation.ts'
import { Concordance, ConcordanceFile, expandPair, type Pair } from './concordance.ts'
import { placesWritten, resolveNorms, resolveProvisions, WrittenNorms, WrittenProvisions, type Descent } from './descent.ts'
import { GeneralFile } from './general.ts'
import { EditionFile, type ProvisionsFile } from './edition.ts'
import { CivilDay, printDay } from './instant.ts'
import { LiabilityFile } from './liability.ts'
import { RulesFile } from './norm.ts'
import { readSource, type Problem, type Source, type SourceFile } from './source.ts'
import type { EditionData, Restatements, Statute } from './statute.ts'
import { Vocabulary } from './vocabulary.ts'

const Calendar = z.strictObject({
  year: z.int(),
  source: z.strictObject({ zh: z.string(), en: z.string() }),
  holidays: z.array(CivilDay.transform(printDay)),
  workdays: z.array(CivilDay.transform(printDay)),
})

/** The files of one statute, by what they are. `files` of an edition are its four. */
export interface StatuteFiles {
  readonly vocabulary: SourceFile
  readonly concordance: SourceFile
  readonly general: SourceFile
  readonly editions: readonly { readonly edition: SourceFile; readonly provisions: SourceFile; readonly norms: SourceFile; readonly liability: SourceFile }[]
  readonly rules: readonly SourceFile[]
  readonly calendar: readonly SourceFile[]
}

/** Gathers the files of a statute folder. `list` names what a folder of it holds, `read` gives a file's text, both by path below the folder. */
export function gatherFiles(list: (folder: string) => readonly string[], read: (path: string) => string): StatuteFiles {
  const file = (path: string): SourceFile => ({ name: `law/statute/${path}`, text: read(path) })
  const yaml = (folder: string): SourceFile[] =>
    list(folder)
      .filter((name) => name.endsWith('.yaml'))
      .toSorted()
      .map((name) => file(`${folder}/${name}`))
  const editions = EDITIONS.filter((id) => list('').includes(id))
  return {
    vocabulary: file('vocabulary.yaml'),
    concordance: file('concordance.yaml'),
    general: file('general.yaml'),
    editions: editions.map((id) => ({
      edition: file(`${id}/edition.yaml`),
      provisions: file(`${id}/provisions.yaml`),
      norms: file(`${id}/norms.yaml`),
      liability: file(`${id}/liability.yaml`),
    })),
    rules: yaml('rules'),
    calendar: yaml('calendar'),
  }
}

export interface Loaded {
  readonly statute: Statute
  readonly restatements: Restatements
}

/** Every article, paragraph and item, in order, and how many paragraphs each article has. */
function placesOf(provisions: ProvisionsFile): { places: string[]; paragraphs: Record<string, number> } {
  const places = new Set<string>()
  const paragraphs: Record<string, number> = {}
  for (const article of provisions.articles) {
    places.add(String(article.article))
    for (const { provision } of article.provisions) places.add(provision)
    paragraphs[article.article] = new Set(article.provisions.map(({ provision }) => provision.split('.')[1])).size
  }
  return { places: [...places].toSorted(compareProvisions), paragraphs }
}

/** The edition whose numbers the files in `rules/` cite. */
const CITED_BY_RULES: EditionId = 'csl-2017'

interface Written {
  readonly edition: Source<EditionFile>
  readonly provisions: Source<WrittenProvisions>
  readonly norms: Source<WrittenNorms>
  readonly liability: Source<LiabilityFile>
}

function readWritten(files: StatuteFiles['editions'], problems: Problem[]): Written[] {
  return files.flatMap((four) => {
    const edition = readSource(four.edition, EditionFile, problems)
    const provisions = readSource(four.provisions, WrittenProvisions, problems)
    const norms = readSource(four.norms, WrittenNorms, problems)
    const liability = readSource(four.liability, LiabilityFile, problems)
    return edition === undefined || provisions === undefined || norms === undefined || liability === undefined
      ? []
      : [{ edition, provisions, norms, liability }]
  })
}

function placesIn(written: readonly Written[]): Map<EditionId, ReadonlySet<string>> {
  const articles = new Map(written.map(({ edition, provisions }) => [edition.data.id, provisions]))
  return new Map(
    written.map(({ edition, provisions }) => {
      const base = provisions.data.base === undefined ? undefined : articles.get(provisions.data.base)
      return [edition.data.id, placesWritten(provisions.data, base === undefined ? undefined : resolveProvisions(base, undefined, STILL).data)]
    }),
  )
}

const based = ({ provisions, norms }: Written): EditionId | undefined => provisions.data.base ?? norms.data.base

/** Carries nothing: the way of an edition without a base. */
const STILL: Descent = { carry: () => [], problem: () => undefined }

/** Editions in full: first those without a base, then those that descend from them. */
function resolveEditions(written: readonly Written[], concordance: Concordance, problems: Problem[]): EditionSources[] {
  const full = new Map<EditionId, EditionSources>()
  for (const each of written.toSorted((left, right) => Number(based(left) !== undefined) - Number(based(right) !== undefined))) {
    const { edition, provisions, norms, liability } = each
    const id = edition.data.id
    const from = based(each)
    const base = from === undefined ? undefined : full.get(from)
    if (from !== undefined && base === undefined)
      problems.push({ file: provisions.file, line: provisions.lineOf(['base']), message: `the base ${from} is not loaded, or has a base itself` })
    const descent = (source: Source<unknown>): Descent => ({
      carry: (provision) => concordance.carry(provision, from ?? id, id),
      problem: (path, message) => void problems.push({ file: source.file, line: source.lineOf(path), message }),
    })
    const resolved = resolveProvisions(provisions, base?.provisions.data, descent(provisions))
    const inFull =
      base === undefined
        ? { file: norms.file, data: { norms: norms.data.norms, none: norms.data.none }, lineOf: norms.lineOf }
        : resolveNorms(norms, base.norms.data, liability.data, descent(norms))
    full.set(id, { edition, provisions: resolved, norms: inFull, liability, places: new Set(placesOf(resolved.data).places) })
  }
  return EDITIONS.flatMap((id) => full.get(id) ?? [])
}

/** Where an edition has what the norms in `rules/` cite, by norm. */
function ruleCitesOf(
  rules: readonly Source<RulesFile>[],
  edition: EditionId,
  concordance: Concordance,
  problems: Problem[],
): Record<string, readonly Provision[]> {
  const cites: Record<string, readonly Provision[]> = {}
  for (const source of rules) {
    source.data.norms.forEach((norm, index) => {
      const places = norm.cites.flatMap((place) => concordance.carry(place, CITED_BY_RULES, edition)).map((place) => Provision.parse(place))
      if (places.length === 0)
        problems.push({ file: source.file, line: source.lineOf(['norms', index, 'cites']), message: `${edition} has nothing that "${norm.id}" cites` })
      cites[norm.id] = places
    })
  }
  return cites
}

/**
 * Reads the whole law from its files. Refuses what does not hold together, naming file and line: schema faults, words
 * that the vocabulary lacks, dangling citations, norms without a citation, conflicts, cycles, norms that nothing can
 * reach, and provisions of one edition of which the concordance says nothing. `encoding` is the sha256 over all files,
 * computed by the caller, who can hash.
 */
export function loadStatute(files: StatuteFiles, encoding: string): { loaded: Loaded | undefined; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const vocabulary = readSource(files.vocabulary, Vocabulary, problems)
  const rows = readSource(files.concordance, ConcordanceFile, problems)
  const general = readSource(files.general, GeneralFile, problems)
  const rules = files.rules.map((file) => readSource(file, RulesFile, problems)).filter((source): source is Source<RulesFile> => source !== undefined)
  const calendar = files.calendar
    .map((file) => readSource(file, Calendar, problems))
    .filter((source): source is Source<z.output<typeof Calendar>> => source !== undefined)
  const written = readWritten(files.editions, problems)
  if (problems.length > 0 || vocabulary === undefined || rows === undefined || general === undefined) return { loaded: undefined, problems }
  const places = placesIn(written)
  const pairs = rows.data.pairs.map((_, at) => expandPair(rows, at, places, problems)).filter((pair): pair is Pair => pair !== undefined)
  const concordance = new Concordance(pairs)
  // Without a sound concordance nothing can be carried; what stands by itself is checked all the same.
  const sources = resolveEditions(problems.length > 0 ? written.filter((each) => based(each) === undefined) : written, concordance, problems)
  for (const source of sources) checkEdition(source, vocabulary.data, rules, problems)
  checkRules(rules, vocabulary.data, sources, CITED_BY_RULES, problems)
  if (problems.length > 0) return { loaded: undefined, problems }
  const editions = sources.map(({ edition, provisions, norms, liability }): EditionData => {
    const ruleCites = ruleCitesOf(rules, edition.data.id, concordance, problems)
    return { edition: edition.data, norms: norms.data, liability: liability.data, ruleCites, ...placesOf(provisions.data) }
  })
  if (problems.length > 0) return { loaded: undefined, problems }
  const restated: Partial<Record<EditionId, ProvisionsFile>> = {}
  for (const { edition, provisions } of sources) restated[edition.data.id] = provisions.data
  const statute: Statute = {
    encoding,
    vocabulary: vocabulary.data,
    editions,
    concordance: pairs,
    rules: rules.map((source) => source.data),
    general: general.data.rules,
    calendar: calendar.map(({ data }) => ({ year: data.year, holidays: data.holidays, workdays: data.workdays })),
  }
  return { loaded: { statute, restatements: { editions: restated } }, problems }
}
