import { readFileSync, statSync } from 'node:fs'
import { compileLiabilityLaw } from '#law/answer.ts'
import { assess, type Assessment } from '#law/assessment.ts'
import type { EditionId } from '#law/citation.ts'
import { compile } from '#law/compile.ts'
import { EventLine, type Event } from '#law/event.ts'
import { fold } from '#law/fold.ts'
import { dayAt, printDay, printInstant, type Instant } from '#law/instant.ts'
import { nearest } from '#law/nearest.ts'
import { Profile } from '#law/profile.ts'
import { issueWords, printProblem, readSource, type Problem } from '#law/source.ts'
import { editionById, editionOn, type Statute } from '#law/statute.ts'
import type { Language } from '#law/text.ts'
import type { FactEntry } from '#law/vocabulary.ts'
import { assessmentReport } from '#server/report/assessment.ts'
import { reportFile } from '#server/report/report.ts'
import { linesOf, parseJson } from './lines.ts'
import { htmlReport } from './report/html.ts'
import { oscalResults } from './report/oscal.ts'
import { textReport } from './report/text.ts'
import { readStatute } from './statute.ts'
import { fileTrouble, Unusable } from './unusable.ts'
import { uuidOf } from './uuid.ts'

export const FORMATS = ['text', 'html', 'docx', 'pdf', 'xlsx', 'csv', 'oscal'] as const

export interface AssessOptions {
  readonly journal: string | undefined
  readonly at: Instant
  readonly asIf: EditionId | undefined
  readonly language: Language
  readonly format: 'json' | (typeof FORMATS)[number]
  readonly out: string | undefined
}

/** The largest profile; a register of ten thousand systems stays below it. */
const LARGEST_PROFILE = 16 * 1_048_576 // bytes

function fits(entry: FactEntry, value: unknown): boolean {
  if (Array.isArray(entry.type)) return typeof value === 'string' && entry.type.includes(value)
  return entry.type === 'boolean' || entry.type === 'number' ? typeof value === entry.type : typeof value === 'string'
}

function factFault(statute: Statute, fact: string, value: unknown): string | undefined {
  const entry = statute.vocabulary.facts.find((each) => each.fact === fact)
  if (entry === undefined) return undefined
  if (fits(entry, value)) return undefined
  const expected = Array.isArray(entry.type) ? entry.type.join(' | ') : entry.type
  return `${fact} = ${JSON.stringify(value)}: expected ${expected}`
}

/** Reads and checks a profile: its shape, its facts against the vocabulary, its ids. */
function readProfile(file: string, statute: Statute): Profile {
  let text: string
  try {
    if (statSync(file).size > LARGEST_PROFILE) throw new Unusable(`${file} 超过 16 MiB，不是主体档案。`, `${file} is larger than 16 MiB; that is no profile.`)
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw error instanceof Unusable ? error : fileTrouble(file, error)
  }
  const problems: Problem[] = []
  const source = readSource({ name: file, text }, Profile, problems)
  const fault = (path: readonly PropertyKey[], message: string): void => void problems.push({ file, line: source?.lineOf(path) ?? 1, message })
  if (source !== undefined) {
    const known = statute.vocabulary.facts.map((entry) => entry.fact)
    const check = (facts: Profile['facts'], path: readonly PropertyKey[]): void => {
      for (const [fact, value] of Object.entries(facts)) {
        const wrong = factFault(statute, fact, value)
        if (wrong !== undefined) fault([...path, fact], wrong)
        else if (!known.includes(fact)) {
          const near = nearest(fact, known)
          fault([...path, fact], `unknown fact "${fact}"${near === undefined ? '' : `; did you mean "${near}"?`}`)
        }
      }
    }
    const { data } = source
    check(data.facts, ['facts'])
    const ids = new Set([data.party.id])
    for (const register of ['systems', 'products', 'datasets', 'suppliers'] as const) {
      data[register].forEach((entry, index) => {
        if (ids.has(entry.id)) fault([register, index, 'id'], `the id "${entry.id}" is used twice`)
        ids.add(entry.id)
        check(entry.facts, [register, index, 'facts'])
      })
    }
    if (problems.length === 0) return data
  }
  const told = problems.map(printProblem).join('\n')
  throw new Unusable(`主体档案不能使用：\n${told}`, `the profile cannot be used:\n${told}`)
}

/** Reads a journal: every line an event, none after `at`, references unique and corrections pointing somewhere. */
async function readJournal(file: string, statute: Statute, at: Instant, warn: (zh: string, en: string) => void): Promise<Event[]> {
  const events: Event[] = []
  const refs = new Map<string, number>()
  const kinds = new Set(statute.vocabulary.events.map((entry) => entry.kind))
  const strange = new Map<string, number>()
  const name = file === '-' ? 'stdin' : file
  for await (const line of linesOf(file)) {
    const refuse = (zh: string, en: string): never => {
      throw new Unusable(`${name} 第 ${line.number} 行：${zh}`, `${name}:${line.number}: ${en}`)
    }
    const raw = parseJson(name, line)
    const parsed = EventLine.safeParse(raw)
    if (!parsed.success) {
      const issues = parsed.error.issues.map((issue) => issueWords(issue, raw)).join('; ')
      return refuse(issues, issues)
    }
    const event: Event = parsed.data.ref === null ? { ...parsed.data, ref: String(line.number) } : parsed.data
    if (event.occurred > at)
      return refuse(
        `事件发生于 ${printInstant(event.occurred)}，晚于 --at ${printInstant(at)}。请改晚 --at，或者去掉该行。`,
        `the event happened at ${printInstant(event.occurred)}, after --at ${printInstant(at)}. Move --at, or leave the line out.`,
      )
    if (event.recorded < event.occurred) return refuse('记录时间早于发生时间，请检查两个时间。', 'it was recorded before it happened; check the two times.')
    for (const [fact, value] of Object.entries(event.facts)) {
      const wrong = factFault(statute, fact, value)
      if (wrong !== undefined) return refuse(wrong, wrong)
    }
    const ref = event.ref ?? ''
    if (refs.has(ref)) return refuse(`编号 ${ref} 已用于第 ${refs.get(ref) ?? 0} 行`, `the ref ${ref} is used on line ${refs.get(ref) ?? 0} already`)
    if (event.corrects !== null && !refs.has(event.corrects))
      return refuse(`更正的记录 ${event.corrects} 不在前面的记录中`, `it corrects ${event.corrects}, which no earlier line is`)
    refs.set(ref, line.number)
    if (!kinds.has(event.kind) && !strange.has(event.kind)) strange.set(event.kind, line.number)
    events.push(event)
  }
  for (const [kind, number] of strange) {
    const near = nearest(kind, kinds)
    warn(
      `${name} 第 ${number} 行：没有规范涉及事件 ${kind}${near === undefined ? '' : `；是否指 ${near}`}`,
      `${name}:${number}: no norm knows the event ${kind}${near === undefined ? '' : `; did you mean ${near}?`}`,
    )
  }
  return events
}

function checkEdition(statute: Statute, options: AssessOptions): void {
  const loaded = statute.editions.map(({ edition }) => edition.id).join(', ')
  if (options.asIf !== undefined && editionById(statute, options.asIf) === undefined)
    throw new Unusable(`没有版本 ${options.asIf}；已有：${loaded}`, `there is no edition ${options.asIf}; there are: ${loaded}`)
  const day = dayAt(options.at)
  if (options.asIf === undefined && editionOn(statute, day) === undefined) {
    const ranges = statute.editions
      .flatMap(({ edition }) =>
        edition.inForce === undefined
          ? []
          : [`${edition.id}: ${printDay(edition.inForce.from)}–${edition.inForce.to === undefined ? '' : printDay(edition.inForce.to)}`],
      )
      .join('; ')
    throw new Unusable(
      `${printDay(day)} 没有已载入的有效版本（${ranges}）。请用 --at 选择期间内的时间，或者用 --as-if 假定适用某一版本。`,
      `no edition of the law that is loaded was in force on ${printDay(day)} (${ranges}). Choose --at within that time, or --as-if EDITION.`,
    )
  }
}

/** Assesses a party from its files. */
export async function assessFiles(profileFile: string, options: AssessOptions, warn: (zh: string, en: string) => void): Promise<Assessment> {
  const statute = readStatute()
  checkEdition(statute, options)
  const profile = readProfile(profileFile, statute)
  const known = new Set(statute.rules.flatMap((rule) => rule.parameters.map((entry) => entry.parameter)))
  for (const name of Object.keys(profile.parameters)) {
    if (known.has(name)) continue
    throw new Unusable(
      `${profileFile}：没有参数 ${name}；有：${[...known].join('、')}`,
      `${profileFile}: there is no parameter ${name}; there are: ${[...known].join(', ')}`,
    )
  }
  const events = options.journal === undefined ? [] : await readJournal(options.journal, statute, options.at, warn)
  const program = compile(statute, options.asIf === undefined ? 'applicable' : { asIf: options.asIf }, profile.parameters)
  return assess(fold(program, profile, events, options.at), compileLiabilityLaw(statute), options.at)
}

/** The report in the format asked for: text, or the bytes of a document. */
export async function renderAssessment(assessment: Assessment, options: AssessOptions): Promise<string | Uint8Array> {
  const { language } = options
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(assessment)}\n`
    case 'html':
      return htmlReport(assessment, language)
    case 'docx':
    case 'xlsx':
    case 'csv':
    case 'pdf':
      return reportFile(assessmentReport(assessment, language), options.format)
    case 'oscal':
      return `${JSON.stringify(oscalResults(assessment, language, uuidOf), null, 2)}\n`
    case 'text': {
      const terminal = options.out === undefined && process.stdout.isTTY
      return textReport(assessment, language, {
        width: terminal ? Math.min(process.stdout.columns, 160) : 100,
        colour: terminal && process.env['NO_COLOR'] === undefined,
      })
    }
  }
}
