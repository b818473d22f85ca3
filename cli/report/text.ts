import type { Assessment } from '#law/assessment.ts'
import type { Language, Text } from '#law/text.ts'
import { agendaOf, clockWords, queriesOf, subjectsOf, type Agenda, type Item, type Place } from '#law/report/agenda.ts'
import { momentOf, printMoment, printSince } from '#law/report/clock.ts'
import { lawWords, rolesWords } from '#law/report/heading.ts'
import {
  arithmeticOf,
  banWords,
  citer,
  entityWords,
  exposureLine,
  gravestWords,
  lowersOf,
  measureWords,
  penaltiesOf,
  personWords,
  raisesOf,
} from '#law/report/penalty.ts'
import { byOwner } from '#law/report/owner.ts'
import { decisive } from '#law/report/reasons.ts'
import { columns, pad, wrap } from '#server/report/width.ts'
import { MARKS, SAY, WORDS, wordOf } from '#law/report/words.ts'

export interface TextOptions {
  /** Columns of the terminal; below 40 is taken as 40. */
  readonly width: number
  readonly colour: boolean
}

const LEAST = 40
const INDENT = 2
const ESCAPE = String.fromCharCode(27)
/** Cinnabar only for what is late, amber for what is near or unknown, jade for what is done. */
const COLOURS = { late: '38;5;160', soon: '38;5;136', done: '38;5;29', plain: '0', bold: '1', dim: '2' }

/** Characters that would steer the terminal, or turn the reading direction, instead of being shown. */
const STEERING = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu

function plain(text: string): string {
  return text.replaceAll(STEERING, ' ')
}

class Sheet {
  readonly lines: string[] = []
  readonly language: Language
  readonly #options: TextOptions

  constructor(language: Language, options: TextOptions) {
    this.language = language
    this.#options = options
  }

  get width(): number {
    return Math.max(LEAST, this.#options.width)
  }

  in(colour: keyof typeof COLOURS, text: string): string {
    return this.#options.colour && colour !== 'plain' && text !== '' ? `${ESCAPE}[${COLOURS[colour]}m${text}${ESCAPE}[0m` : text
  }

  blank(): void {
    if (this.lines.at(-1) !== '') this.lines.push('')
  }

  /** A paragraph: `head` stands before the first line, the others are indented as far. */
  put(head: string, text: string, colour: keyof typeof COLOURS = 'plain', headColour: keyof typeof COLOURS = 'dim'): void {
    const room = columns(head)
    const lines = wrap(plain(text), this.width - room)
    lines.forEach((line, place) => this.lines.push(`${place === 0 ? this.in(headColour, head) : ' '.repeat(room)}${this.in(colour, line)}`))
  }

  heading(title: string, count?: number): void {
    this.blank()
    const text = count === undefined ? title : `${title}  ${count}`
    this.lines.push(this.in('bold', text), this.in('dim', '─'.repeat(this.width)))
  }
}

function putItem(sheet: Sheet, item: Item, agenda: Agenda, cite: (provision: string) => Text, full: boolean): void {
  const { language } = sheet
  const { duty, standing, moment } = item
  const { mark, tone } = MARKS[standing]
  const clock = clockWords(item, agenda.at)?.[language] ?? ''
  const head = `${mark} ${WORDS.standing[standing][language]}  `
  const title = plain(duty.title[language])
  const room = sheet.width - columns(head) - columns(title) - columns(clock)
  if (clock !== '' && room >= INDENT) {
    sheet.lines.push(`${sheet.in(tone, head)}${sheet.in('bold', title)}${' '.repeat(room)}${sheet.in(tone, clock)}`)
  } else {
    sheet.put(head, title, 'bold', tone)
    if (clock !== '') sheet.put(' '.repeat(columns(head)), clock, tone)
  }
  const inset = ' '.repeat(columns(head))
  const { label } = WORDS
  const date =
    moment === null ? '' : item.place === 'overdue' ? `${label.since[language]} ${printSince(moment)}` : `${label.due[language]} ${printMoment(moment)}`
  sheet.put(inset, [subjectsOf(item, language), duty.cite[language], date].filter((part) => part !== '').join('  ·  '))
  if (full) {
    const heads: readonly [Text, string][] = [
      [label.why, decisive(duty, language).join(label.semicolon[language])],
      [
        label.settles,
        item.asks.length === 0
          ? ''
          : queriesOf(item.asks, [duty], language)
              .map(({ text }) => text)
              .join(' '),
      ],
      [label.next, duty.next?.[language] ?? ''],
      [label.exposure, exposureLine(item.exposure, duty, cite)?.[language] ?? ''],
    ]
    const widest = Math.max(...[label.why, label.next, label.exposure].map((text) => columns(text[language])))
    for (const [name, text] of heads) {
      const short = columns(name[language]) <= widest
      if (text !== '') sheet.put(`${inset}${short ? pad(name[language], widest) : name[language]}  `, text)
    }
    sheet.blank()
  } else if (duty.next !== null) sheet.put(inset, duty.next[language])
}

function putSection(sheet: Sheet, place: Place, agenda: Agenda, cite: (provision: string) => Text, full: boolean): void {
  const items = agenda.items[place]
  if (items.length === 0) return
  sheet.heading(WORDS.place[place][sheet.language], items.length)
  for (const item of items) putItem(sheet, item, agenda, cite, full)
}

function putHeader(sheet: Sheet, assessment: Assessment, agenda: Agenda): void {
  const { language } = sheet
  const { label, place } = WORDS
  const title = `${label.product[language]}  ${label.title[language]}`
  sheet.lines.push(sheet.in('bold', title), '')
  const rows: readonly [Text, string][] = [
    [label.party, assessment.party.name[language]],
    [label.roles, rolesWords(assessment)[language]],
    [label.instant, `${printMoment(agenda.at)}  ${label.zone[language]}`],
    [label.law, lawWords(assessment)[language]],
    [label.known, assessment.knownUpTo === null ? label.nothingKnown[language] : printMoment(momentOf(assessment.knownUpTo))],
    [label.encoding, assessment.encoding.slice(0, 12)],
  ]
  const widest = Math.max(...rows.map(([name]) => columns(name[language])))
  for (const [name, text] of rows) sheet.put(`${pad(name[language], widest)}  `, text)
  sheet.blank()
  const counts = (['overdue', 'week', 'month', 'later', 'proof', 'indeterminate'] as const).map((key) => `${place[key][language]} ${agenda.items[key].length}`)
  sheet.put('', counts.join('  ·  '), 'bold')
}

function putPenalties(sheet: Sheet, assessment: Assessment, cite: (provision: string) => Text): void {
  const { language } = sheet
  const { label } = WORDS
  const penalties = penaltiesOf(assessment)
  const owners = byOwner(assessment.duties)
  sheet.heading(label.penalties[language], assessment.exposure.length)
  if (penalties.length === 0) return sheet.put('', WORDS.empty.exposure[language])
  sheet.put('', label.notSummed[language], 'dim')
  for (const { provision, answer, findings, stake } of penalties) {
    sheet.blank()
    const stage = answer.stage === null ? '' : `  ·  ${WORDS.stage[answer.stage][language]}`
    sheet.put('', `${cite(provision)[language]}${stage}`, 'bold')
    for (const finding of findings) {
      const { title, ref, penalised } = finding
      const parts = [title[language], owners(finding)[0]?.subjectName[language] ?? finding.subject]
      if (ref !== null) parts.push(`${label.entry[language]} #${ref}`)
      if (penalised !== null) parts.push(SAY.penalised(penalised)[language])
      sheet.put('  - ', parts.join('  ·  '))
    }
    const person = personWords(answer)
    const gravest = gravestWords(stake, answer.entityFine)
    const ban = banWords(answer)
    const days = answer.detentionDays
    const arithmetic = arithmeticOf(answer)
    const rows: readonly [Text, readonly string[]][] = [
      [label.onUnit, [entityWords(answer)[language], ...(gravest === null ? [] : [gravest[language]])]],
      [label.onPerson, person === null ? [] : [person[language]]],
      [label.detention, days === null ? [] : [SAY.detained(days.min, days.max)[language]]],
      [label.ban, ban === null ? [] : [ban[language]]],
      [label.measures, measureWords(answer).map((text) => text[language])],
      [label.arithmetic, arithmetic.length === 0 ? [label.noArithmetic[language]] : arithmetic.map((text) => text[language])],
      [label.raises, raisesOf(answer, cite).map((text) => text[language])],
      [label.lowers, lowersOf(answer, cite).map((text) => text[language])],
      [label.also, answer.alternatives.map((other) => `${cite(other.provision ?? '')[language]}${label.colon[language]}${entityWords(other)[language]}`)],
      [label.notes, answer.flags.map((flag) => wordOf(WORDS.flag, flag)[language])],
    ]
    const widest = Math.max(...rows.map(([name]) => columns(name[language])))
    for (const [name, texts] of rows) texts.forEach((text, place) => sheet.put(`  ${pad(place === 0 ? name[language] : '', widest)}  `, text))
  }
}

/** The report for a terminal or a file of plain text. Same assessment, language and options: same text. */
export function textReport(assessment: Assessment, language: Language, options: TextOptions): string {
  const sheet = new Sheet(language, options)
  const agenda = agendaOf(assessment)
  const cite = citer(assessment)
  const { label, place, empty } = WORDS
  putHeader(sheet, assessment, agenda)
  if (agenda.items.overdue.length === 0) {
    sheet.heading(place.overdue[language], 0)
    sheet.put('', empty.overdue[language])
  } else putSection(sheet, 'overdue', agenda, cite, true)
  for (const each of ['week', 'month', 'later', 'indeterminate'] as const) putSection(sheet, each, agenda, cite, true)
  putSection(sheet, 'proof', agenda, cite, false)
  putSection(sheet, 'pending', agenda, cite, false)
  const kept = agenda.items.kept.length
  if (kept > 0) {
    sheet.heading(place.kept[language], kept)
    sheet.put('', `${SAY.count(kept)[language]}${label.colon[language]}${label.keptNote[language]}`, 'done')
  }
  const { mended, settled } = agenda.items
  if (mended.length + settled.length > 0) {
    sheet.heading(place.settled[language], mended.length + settled.length)
    const states = [...mended, ...settled].reduce(
      (sum, { duty }) => sum.set(duty.state, (sum.get(duty.state) ?? 0) + 1),
      new Map<Item['duty']['state'], number>(),
    )
    sheet.put('', [...states].map(([state, n]) => `${WORDS.state[state][language]} ${n}`).join('  ·  '), 'done')
    if (mended.length > 0) sheet.put('', `${WORDS.state['done-late'][language]}${label.colon[language]}${label.mendedNote[language]}`)
  }
  putPenalties(sheet, assessment, cite)
  const queries = queriesOf(assessment.asks, assessment.duties, language)
  if (queries.length > 0) {
    sheet.heading(label.questions[language], queries.length)
    for (const { text, decides } of queries)
      sheet.put('? ', decides.length === 0 ? text : `${text}  ${label.decides[language]} ${decides.join(label.list[language])}`, 'plain', 'soon')
  }
  sheet.blank()
  sheet.put('', label.notAdvice[language], 'dim')
  return `${sheet.lines.map((line) => line.trimEnd()).join('\n')}\n`
}
