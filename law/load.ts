import { z } from 'zod'
import { checkEdition, checkRules, type EditionSources } from './check.ts'
import { compareProvisions, EDITIONS, type EditionId } from './citation.ts'
import { EditionFile, ProvisionsFile } from './edition.ts'
import { CivilDay, printDay } from './instant.ts'
import { LiabilityFile } from './liability.ts'
import { NormsFile, RulesFile } from './norm.ts'
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

/**
 * Reads the whole law from its files. Refuses what does not hold together, naming file and line: schema faults, words
 * that the vocabulary lacks, dangling citations, norms without a citation, conflicts, cycles and norms that nothing can
 * reach. `encoding` is the sha256 over all files, computed by the caller, who can hash.
 */
export function loadStatute(files: StatuteFiles, encoding: string): { loaded: Loaded | undefined; problems: readonly Problem[] } {
  const problems: Problem[] = []
  const vocabulary = readSource(files.vocabulary, Vocabulary, problems)
  const rules = files.rules.map((file) => readSource(file, RulesFile, problems)).filter((source): source is Source<RulesFile> => source !== undefined)
  const calendar = files.calendar
    .map((file) => readSource(file, Calendar, problems))
    .filter((source): source is Source<z.output<typeof Calendar>> => source !== undefined)
  const editions: EditionData[] = []
  const restated: Partial<Record<EditionId, ProvisionsFile>> = {}
  const sources: EditionSources[] = []
  for (const four of files.editions) {
    const edition = readSource(four.edition, EditionFile, problems)
    const provisions = readSource(four.provisions, ProvisionsFile, problems)
    const norms = readSource(four.norms, NormsFile, problems)
    const liability = readSource(four.liability, LiabilityFile, problems)
    if (edition === undefined || provisions === undefined || norms === undefined || liability === undefined) continue
    const { places, paragraphs } = placesOf(provisions.data)
    editions.push({ edition: edition.data, norms: norms.data, liability: liability.data, places, paragraphs })
    restated[edition.data.id] = provisions.data
    sources.push({ edition, provisions, norms, liability, places: new Set(places) })
  }
  if (problems.length > 0 || vocabulary === undefined) return { loaded: undefined, problems }
  for (const source of sources) checkEdition(source, vocabulary.data, rules, problems)
  checkRules(rules, vocabulary.data, sources, problems)
  if (problems.length > 0) return { loaded: undefined, problems }
  const statute: Statute = {
    encoding,
    vocabulary: vocabulary.data,
    editions,
    rules: rules.map((source) => source.data),
    calendar: calendar.map(({ data }) => ({ year: data.year, holidays: data.holidays, workdays: data.workdays })),
  }
  return { loaded: { statute, restatements: { editions: restated } }, problems }
}
