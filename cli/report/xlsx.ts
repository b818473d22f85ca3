import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node'
import type { Assessment } from '#law/assessment.ts'
import type { Language, Text } from '#law/text.ts'
import { agendaOf, clockWords, queriesOf, subjectsOf, type Agenda, type Item, type Place } from '#law/report/agenda.ts'
import { datedAt } from '#server/document/archive.ts'
import { momentOf, printMoment, printSince } from '#law/report/clock.ts'
import { lawWords, rolesWords } from '#law/report/heading.ts'
import { visible } from './markup.ts'
import { arithmeticOf, banWords, citer, entityWords, exposureLine, measureWords, personWords } from '#law/report/penalty.ts'
import { decisive } from '#law/report/reasons.ts'
import { columns as columnsOf } from './width.ts'
import { MARKS, WORDS, wordOf } from '#law/report/words.ts'

/** Sections in the order of the other reports. */
const PLACES = ['overdue', 'week', 'month', 'later', 'indeterminate', 'proof', 'pending', 'kept', 'mended', 'settled'] as const satisfies readonly Place[]

/** Ink and paper of the reports; cinnabar only for what is late, amber for what is near, jade for what is done. */
const TONES = { late: '#a61b1b', soon: '#8a5a00', plain: '#1c1c1c', done: '#1f6b4f' } as const
const HEAD = { fontWeight: 'bold', backgroundColor: '#e8e4da', alignVertical: 'top', wrap: true } as const

/** The longest text that a cell of the format holds. */
const LONGEST = 32_767 // characters

interface Column {
  readonly name: Text
  /** In characters of the sheet's font. */
  readonly width: number
}

/** Always text, never a formula: a name that begins with = stays a name. */
function cell(text: string, colour: string = TONES.plain): Cell {
  const value = visible(text).slice(0, LONGEST)
  return value === '' ? null : { value, type: String, wrap: true, alignVertical: 'top', textColor: colour }
}

const LINE = 14 // points
/** The tallest row of the format. */
const TALLEST = 409 // points

/** As high as its longest cell needs: not every program finds that out by itself. */
function fitted(row: Row, columns: readonly Column[]): Row {
  const lines = row.map((each, at) => {
    const value = each !== null && typeof each === 'object' && 'value' in each && typeof each.value === 'string' ? each.value : ''
    return Math.ceil(columnsOf(value) / ((columns[at]?.width ?? 10) - 1))
  })
  const height = Math.min(TALLEST, LINE * Math.max(1, ...lines))
  return row.map((each): Cell => (each !== null && typeof each === 'object' && 'value' in each ? { ...each, height } : each))
}

function sheet(name: string, columns: readonly Column[], rows: readonly Row[], language: Language): Sheet<never> {
  return {
    sheet: name,
    data: [columns.map((column): Cell => ({ value: column.name[language], type: String, ...HEAD })), ...rows.map((row) => fitted(row, columns))],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape',
  }
}

const date = ({ place, moment, duty }: Item): string =>
  moment === null ? (place === 'indeterminate' ? printSince(momentOf(duty.opened)) : '') : place === 'overdue' ? printSince(moment) : printMoment(moment)

function dutyRow(item: Item, agenda: Agenda, cite: (provision: string) => Text, language: Language): Row {
  const { duty, standing, place, exposure } = item
  const { label } = WORDS
  const late = place === 'overdue' || place === 'mended'
  const texts = [
    duty.title[language],
    duty.cite[language],
    subjectsOf(item, language),
    date(item),
    clockWords(item, agenda.at)?.[language] ?? '',
    duty.next?.[language] ?? '',
    decisive(duty, language).join(label.semicolon[language]),
    late ? (exposureLine(exposure, duty, cite)?.[language] ?? '') : '',
    duty.proof.map((text) => text[language]).join(label.semicolon[language]),
    duty.norm,
    duty.edition,
    duty.ref === null ? '' : `#${duty.ref}`,
  ]
  const { mark, tone } = MARKS[standing]
  return [cell(WORDS.place[place][language]), cell(`${mark} ${WORDS.standing[standing][language]}`, TONES[tone]), ...texts.map((text) => cell(text))]
}

function dutySheet(agenda: Agenda, cite: (provision: string) => Text, language: Language): Sheet<never> {
  const { label } = WORDS
  const columns: readonly Column[] = [
    { name: { zh: '分类', en: 'Section' }, width: 16 },
    { name: label.state, width: 14 },
    { name: label.duty, width: 36 },
    { name: label.provision, width: 18 },
    { name: label.where, width: 20 },
    { name: label.on, width: 18 },
    { name: { zh: '时间', en: 'Clock' }, width: 18 },
    { name: label.next, width: 44 },
    { name: label.why, width: 56 },
    { name: label.exposure, width: 40 },
    { name: label.proof, width: 40 },
    { name: { zh: '规范', en: 'Norm' }, width: 30 },
    { name: label.law, width: 14 },
    { name: label.entry, width: 10 },
  ]
  const rows = PLACES.flatMap((place) => agenda.items[place].map((item) => dutyRow(item, agenda, cite, language)))
  return sheet(label.title[language], columns, rows, language)
}

function exposureSheet(assessment: Assessment, cite: (provision: string) => Text, language: Language): Sheet<never> {
  const { label, stage } = WORDS
  const columns: readonly Column[] = [
    { name: label.finding, width: 36 },
    { name: label.where, width: 20 },
    { name: label.entry, width: 10 },
    { name: label.provision, width: 18 },
    { name: { zh: '档次', en: 'Tier' }, width: 18 },
    { name: label.onUnit, width: 40 },
    { name: label.onPerson, width: 48 },
    { name: label.measures, width: 56 },
    { name: label.ban, width: 30 },
    { name: label.arithmetic, width: 48 },
    { name: label.notes, width: 36 },
  ]
  const names = new Map(assessment.duties.map((duty) => [duty.subject, duty.subjectName]))
  const many = (texts: readonly Text[]): string => texts.map((text) => text[language]).join(label.semicolon[language])
  const rows = assessment.exposure
    .filter(({ liable }) => liable)
    .map((exposure): Row =>
      [
        exposure.title[language],
        names.get(exposure.subject)?.[language] ?? exposure.subject,
        exposure.ref === null ? label.byClock[language] : `#${exposure.ref}`,
        cite(exposure.provision ?? '')[language],
        exposure.stage === null ? '' : stage[exposure.stage][language],
        entityWords(exposure)[language],
        personWords(exposure)?.[language] ?? '',
        many(measureWords(exposure)),
        banWords(exposure)?.[language] ?? '',
        many(arithmeticOf(exposure)),
        many(exposure.flags.map((flag) => wordOf(WORDS.flag, flag))),
      ].map((text) => cell(text)),
    )
  return sheet(label.penalties[language], columns, rows, language)
}

function questionSheet(assessment: Assessment, language: Language): Sheet<never> {
  const { label } = WORDS
  const rows = queriesOf(assessment.asks, assessment.duties, language).map(({ text, decides }): Row => [
    cell(text),
    cell(decides.join(label.semicolon[language])),
  ])
  return sheet(
    label.questions[language],
    [
      { name: label.questions, width: 70 },
      { name: label.decides, width: 70 },
    ],
    rows,
    language,
  )
}

function sourceSheet(assessment: Assessment, agenda: Agenda, language: Language): Sheet<never> {
  const { label } = WORDS
  const rows: readonly (readonly [Text, string])[] = [
    [label.party, assessment.party.name[language]],
    [label.roles, rolesWords(assessment)[language]],
    [label.instant, `${printMoment(agenda.at)} ${label.zone[language]}`],
    [label.known, assessment.knownUpTo ?? label.nothingKnown[language]],
    [label.law, lawWords(assessment)[language]],
    [label.encoding, assessment.encoding],
    [label.notes, label.notAdvice[language]],
  ]
  return sheet(
    label.reproduce[language],
    [
      { name: label.reproduce, width: 24 },
      { name: { zh: '值', en: 'Value' }, width: 90 },
    ],
    rows.map(([name, text]) => [cell(name[language]), cell(text)]),
    language,
  )
}

/** The assessment as a workbook: duties, exposure, open questions, and how to reproduce it. Words are those of the page. Same assessment and language: same bytes. */
export async function xlsxReport(assessment: Assessment, language: Language): Promise<Uint8Array> {
  const agenda = agendaOf(assessment)
  const cite = citer(assessment)
  const sheets = [
    dutySheet(agenda, cite, language),
    exposureSheet(assessment, cite, language),
    questionSheet(assessment, language),
    sourceSheet(assessment, agenda, language),
  ]
  const book = await writeExcelFile(sheets, { fontFamily: language === 'zh' ? 'Microsoft YaHei' : 'Calibri', fontSize: 10 }).toBuffer()
  return datedAt(book, agenda.at)
}
