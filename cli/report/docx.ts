import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { Assessment, Exposure } from '#law/assessment.ts'
import type { Language, Text } from '#law/text.ts'
import { agendaOf, clockWords, queriesOf, subjectsOf, type Agenda, type Item, type Place } from '#law/report/agenda.ts'
import { datedAt } from '#server/document/archive.ts'
import { momentOf, printMoment, printSince } from '#law/report/clock.ts'
import { lawWords, rolesWords } from '#law/report/heading.ts'
import { visible } from './markup.ts'
import { byOwner } from '#law/report/owner.ts'
import {
  arithmeticOf,
  banWords,
  capital,
  citer,
  entityWords,
  exposureLine,
  gravestWords,
  lowersOf,
  measureWords,
  penaltiesOf,
  personWords,
  raisesOf,
  type Penalty,
} from '#law/report/penalty.ts'
import { decisive } from '#law/report/reasons.ts'
import { MARKS, SAY, WORDS, wordOf } from '#law/report/words.ts'

/** As on the page: cinnabar only for what is late, amber for what is near or unknown, jade for what is done. */
const TONES = { late: 'A61B1B', soon: '8A5A00', plain: '1C1C1C', done: '1F6B4F' } as const
const QUIET = '6B6660'
const RULE = 'CFC8B8'
const HEAD = 'EFEBE1'

const ENTRIES = ['overdue', 'week', 'month', 'later', 'indeterminate'] as const satisfies readonly Place[]

interface Style {
  readonly bold?: boolean
  readonly color?: string
  /** In half-points. */
  readonly size?: number
}

const run = (text: string, style: Style = {}): TextRun => new TextRun({ text: visible(text), ...style })

function line(runs: readonly TextRun[], after = 60): Paragraph {
  return new Paragraph({ children: [...runs], spacing: { after } })
}

/** A remark that stands before what it speaks of. */
function note(text: string): Paragraph {
  return new Paragraph({ keepNext: true, spacing: { after: 60 }, children: [run(text, { color: QUIET })] })
}

function heading(title: string, count: number): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    spacing: { before: 320, after: 120 },
    border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: RULE, space: 2 } },
    children: [run(title, { bold: true, size: 28 }), run(`  ${count}`, { color: QUIET, size: 24 })],
  })
}

const BORDER = { style: BorderStyle.SINGLE, size: 4, color: RULE } as const
const BORDERS = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER }
/** Between the margins of an A4 page, in twentieths of a point. */
const WIDTH = 9638

/** A table whose head is repeated on every page. Widths are shares of the page. */
function table(columns: readonly (readonly [name: string, share: number])[], rows: readonly (readonly string[])[]): Table {
  const whole = columns.reduce((sum, [, share]) => sum + share, 0)
  const widths = columns.map(([, share]) => Math.round((WIDTH * share) / whole))
  const cell = (text: string, at: number, head: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      borders: BORDERS,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      ...(head ? { shading: { type: ShadingType.CLEAR, fill: HEAD } } : {}),
      children: text.split('\n').map((each) => new Paragraph({ children: [run(each, { bold: head, size: 18 })] })),
    })
  return new Table({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({ tableHeader: true, children: columns.map(([name], at) => cell(name, at, true)) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, at) => cell(text, at, false)) })),
    ],
  })
}

/** `理由：…`: a name and what belongs to it, nothing where there is nothing. */
function row(name: Text, texts: readonly string[], language: Language): Paragraph[] {
  const [first, ...others] = texts.filter((text) => text !== '')
  if (first === undefined) return []
  const head = line([run(`${capital(name[language])}${WORDS.label.colon[language]}`, { bold: true, color: QUIET }), run(first)], others.length === 0 ? 60 : 20)
  return [head, ...others.map((text) => new Paragraph({ indent: { left: 360 }, spacing: { after: 20 }, children: [run(text)] }))]
}

function dateOf({ moment, place, duty }: Item, language: Language): string {
  const { label } = WORDS
  if (moment === null) return place === 'indeterminate' ? `${label.since[language]} ${printSince(momentOf(duty.opened))}` : ''
  return place === 'overdue' ? `${label.since[language]} ${printSince(moment)}` : `${label.due[language]} ${printMoment(moment)}`
}

/** One duty in full: what, where, which provision, since when, why, what to do, what proves it, what failing costs. */
function entry(item: Item, agenda: Agenda, cite: (provision: string) => Text, language: Language): Paragraph[] {
  const { duty, standing } = item
  const { label } = WORDS
  const { mark, tone } = MARKS[standing]
  const clock = clockWords(item, agenda.at)?.[language] ?? ''
  const place = [duty.cite[language], subjectsOf(item, language), dateOf(item, language)].filter((text) => text !== '').join('  ·  ')
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      keepNext: true,
      spacing: { before: 200, after: 40 },
      children: [
        run(`${mark} ${WORDS.standing[standing][language]}  `, { color: TONES[tone], bold: true, size: 20 }),
        run(duty.title[language], { bold: true, size: 22 }),
        ...(clock === '' ? [] : [run(`  ${clock}`, { color: TONES[tone], size: 20 })]),
      ],
    }),
    new Paragraph({ keepNext: true, spacing: { after: 60 }, children: [run(place, { color: QUIET })] }),
    ...row(label.why, decisive(duty, language), language),
    ...row(
      label.settles,
      queriesOf(item.asks, [duty], language).map(({ text }) => text),
      language,
    ),
    ...row(label.next, [duty.next?.[language] ?? ''], language),
    ...row(label.exposure, [exposureLine(item.exposure, duty, cite)?.[language] ?? ''], language),
    ...row(
      label.proof,
      duty.proof.map((text) => text[language]),
      language,
    ),
  ]
}

function masthead(assessment: Assessment, agenda: Agenda, language: Language): (Paragraph | Table)[] {
  const { label, place } = WORDS
  const facts: readonly (readonly [Text, string])[] = [
    [label.instant, `${printMoment(agenda.at)}  ${label.zone[language]}`],
    [label.known, assessment.knownUpTo === null ? label.nothingKnown[language] : printMoment(momentOf(assessment.knownUpTo))],
    [label.roles, rolesWords(assessment)[language]],
    [label.law, lawWords(assessment)[language]],
    [label.encoding, assessment.encoding.slice(0, 12)],
  ]
  const counts = [...ENTRIES, 'proof' as const].map((key) => `${place[key][language]} ${agenda.items[key].length}`)
  return [
    line([run(`${label.product[language]} · ${label.title[language]}`, { color: QUIET })]),
    new Paragraph({ heading: HeadingLevel.TITLE, spacing: { after: 160 }, children: [run(assessment.party.name[language], { bold: true, size: 40 })] }),
    ...facts.flatMap(([name, text]) => row(name, [text], language)),
    line([run(counts.join('  ·  '), { bold: true })], 120),
  ]
}

/** The few lines that a reader sees first: running clocks, and what is late and weighs most. */
function strip(agenda: Agenda, language: Language): (Paragraph | Table)[] {
  const { label, empty } = WORDS
  const lines = (items: readonly Item[], none: Text): (Paragraph | Table)[] =>
    items.length === 0
      ? [line([run(none[language], { color: QUIET })])]
      : [
          table(
            [
              [label.state[language], 2],
              [label.duty[language], 6],
              [label.provision[language], 4],
              [label.where[language], 3],
              [label.on[language], 3],
            ],
            items.map((item) => [
              `${WORDS.standing[item.standing][language]}\n${clockWords(item, agenda.at)?.[language] ?? ''}`.trim(),
              item.duty.title[language],
              item.duty.cite[language],
              subjectsOf(item, language),
              dateOf(item, language),
            ]),
          ),
        ]
  return [
    heading(label.clocks[language], agenda.clocks.length),
    ...lines(agenda.clocks, label.noClock),
    heading(label.pressing[language], agenda.pressing.length),
    ...(agenda.pressing.length === 0 ? [] : [note(label.pressingRule[language])]),
    ...lines(agenda.pressing, empty.overdue),
  ]
}

/** What has no due time or is settled: one line each. */
function ledgers(agenda: Agenda, language: Language): (Paragraph | Table)[] {
  const { label, place, state } = WORDS
  const notes: Partial<Record<Place, Text>> = { proof: label.proofNote, kept: label.keptNote, mended: label.mendedNote, settled: label.settledNote }
  return (['proof', 'pending', 'kept', 'mended', 'settled'] as const).flatMap((key) => {
    const items = agenda.items[key]
    if (items.length === 0) return []
    const columns: (readonly [string, number])[] = [
      [label.duty[language], 6],
      [label.where[language], 3],
      [label.provision[language], 4],
      key === 'proof' ? [label.proof[language], 6] : [label.state[language], 2],
      ...(key === 'proof' || key === 'kept' ? [] : [[label.why[language], 6] as const]),
    ]
    const rows = items.map((item) => {
      const { duty } = item
      const last =
        key === 'proof'
          ? [duty.proof.map((text) => text[language]).join(label.semicolon[language])]
          : key === 'kept'
            ? [WORDS.standing[item.standing][language]]
            : [state[duty.state][language], decisive(duty, language, 1).join('')]
      return [duty.title[language], subjectsOf(item, language), duty.cite[language], ...last]
    })
    const words = notes[key]
    return [heading(place[key][language], items.length), ...(words === undefined ? [] : [note(words[language])]), table(columns, rows)]
  })
}

function penalty(
  { answer, provision, findings, stake }: Penalty,
  subjects: (finding: Exposure) => string,
  cite: (provision: string) => Text,
  language: Language,
): (Paragraph | Table)[] {
  const { label, stage } = WORDS
  const told = (texts: readonly Text[]): string[] => texts.map((text) => capital(text[language]))
  const some = (text: Text | null): string[] => (text === null ? [] : told([text]))
  const arithmetic = arithmeticOf(answer)
  const days = answer.detentionDays
  const tier = answer.stage === null ? '' : `  ${stage[answer.stage][language]}`
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      keepNext: true,
      spacing: { before: 240, after: 60 },
      children: [run(cite(provision)[language], { bold: true, size: 24 }), run(tier, { color: QUIET })],
    }),
    table(
      [
        [label.finding[language], 6],
        [label.where[language], 3],
        [label.entry[language], 3],
      ],
      findings.map((finding) => [
        finding.title[language],
        subjects(finding),
        [
          finding.ref === null ? label.byClock[language] : `#${finding.ref}`,
          ...(finding.penalised === null ? [] : [SAY.penalised(finding.penalised)[language]]),
        ].join('\n'),
      ]),
    ),
    line([], 20),
    ...row(label.onUnit, [...told([entityWords(answer)]), ...some(gravestWords(stake, answer.entityFine))], language),
    ...row(label.onPerson, some(personWords(answer)), language),
    ...row(label.detention, days === null ? [] : [SAY.detained(days.min, days.max)[language]], language),
    ...row(label.ban, some(banWords(answer)), language),
    ...row(label.measures, told(measureWords(answer)), language),
    ...row(label.arithmetic, told(arithmetic.length === 0 ? [label.noArithmetic] : arithmetic), language),
    ...row(label.raises, told(raisesOf(answer, cite)), language),
    ...row(label.lowers, told(lowersOf(answer, cite)), language),
    ...row(
      label.also,
      answer.alternatives.map((other) => `${cite(other.provision ?? '')[language]}${label.colon[language]}${entityWords(other)[language]}`),
      language,
    ),
    ...row(label.notes, told(answer.flags.map((flag) => wordOf(WORDS.flag, flag))), language),
  ]
}

function penalties(assessment: Assessment, cite: (provision: string) => Text, language: Language): (Paragraph | Table)[] {
  const { label, empty } = WORDS
  const all = penaltiesOf(assessment)
  const owners = byOwner(assessment.duties)
  const subjects = (finding: Exposure): string => owners(finding)[0]?.subjectName[language] ?? finding.subject
  return [
    heading(label.penalties[language], assessment.exposure.length),
    note((all.length === 0 ? empty.exposure : label.notSummed)[language]),
    ...all.flatMap((each) => penalty(each, subjects, cite, language)),
  ]
}

function questions(assessment: Assessment, language: Language): Paragraph[] {
  const { label } = WORDS
  const queries = queriesOf(assessment.asks, assessment.duties, language)
  if (queries.length === 0) return []
  return [
    heading(label.questions[language], queries.length),
    note(label.questionsNote[language]),
    ...queries.map(({ text, decides }, at) =>
      line([
        run(`${at + 1}. ${text}`),
        ...(decides.length === 0 ? [] : [run(`  ${label.decides[language]} ${decides.join(label.semicolon[language])}`, { color: QUIET })]),
      ]),
    ),
  ]
}

function colophon(assessment: Assessment, language: Language): Paragraph[] {
  const { label } = WORDS
  const values: readonly (readonly [Text, string])[] = [
    [label.known, assessment.knownUpTo ?? label.nothingKnown[language]],
    [label.instant, assessment.at],
    [label.law, 'asIf' in assessment.law ? assessment.law.asIf : `applicable${label.colon[language]}${label.applicable[language]}`],
    [label.encoding, assessment.encoding],
  ]
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      keepNext: true,
      spacing: { before: 320, after: 80 },
      children: [run(label.reproduce[language], { bold: true, size: 24 })],
    }),
    note(label.reproduceNote[language]),
    ...values.flatMap(([name, text]) => row(name, [text], language)),
    line([run(label.notAdvice[language], { color: QUIET })]),
  ]
}

/** The assessment as a Word document on A4, in the order and the words of the page. Same assessment and language: same bytes. */
export async function docxReport(assessment: Assessment, language: Language): Promise<Uint8Array> {
  const agenda = agendaOf(assessment)
  const cite = citer(assessment)
  const { place, empty } = WORDS
  const head = SAY.page(assessment.party.name, printMoment(agenda.at).slice(0, 10))[language]
  const font = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Calibri', eastAsia: 'Microsoft YaHei' }
  const sections = ENTRIES.flatMap((key) => {
    const items = agenda.items[key]
    if (items.length > 0) return [heading(place[key][language], items.length), ...items.flatMap((item) => entry(item, agenda, cite, language))]
    const none = key === 'overdue' ? empty.overdue : key === 'week' ? empty.soon : undefined
    return none === undefined ? [] : [heading(place[key][language], 0), line([run(none[language], { color: QUIET })])]
  })
  const small = (text: string): TextRun => run(text, { color: QUIET, size: 16 })
  const document = new Document({
    title: visible(head),
    creator: 'Dutybook',
    styles: {
      default: {
        document: { run: { font, size: 20, color: TONES.plain, language: { value: 'en-GB', eastAsia: 'zh-CN' } } },
        title: { run: { font, color: TONES.plain } },
        heading1: { run: { font, color: TONES.plain } },
        heading2: { run: { font, color: TONES.plain } },
      },
    },
    sections: [
      {
        properties: { page: { size: { width: 11906, height: 16838 }, margin: { top: 1304, bottom: 1134, left: 1134, right: 1134 } } },
        headers: { default: new Header({ children: [new Paragraph({ children: [small(head)] })] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], color: QUIET, size: 16 })],
              }),
            ],
          }),
        },
        children: [
          ...masthead(assessment, agenda, language),
          ...strip(agenda, language),
          ...sections,
          ...penalties(assessment, cite, language),
          ...ledgers(agenda, language),
          ...questions(assessment, language),
          ...colophon(assessment, language),
        ],
      },
    ],
  })
  return datedAt(await Packer.toBuffer(document), agenda.at)
}
