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
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
  type IRunOptions,
} from 'docx'
import { datedAt } from './archive.ts'
import { isKept, type Sheet, type SheetSection, type SheetValue, type Words } from './sheet.ts'
import { AMBER, AMBER_GROUND, CINNABAR, HAIRLINE, INK, PAGE, PAPER, QUIET, SHARES } from './style.ts'

/** Faces that Word and WPS have on every machine. Law is set with serifs; figures of both are of one width. */
const SANS = { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: 'Microsoft YaHei' } as const
const SERIF = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: 'SimSun' } as const

type Style = Pick<IRunOptions, 'bold' | 'color' | 'font' | 'size' | 'shading'>

const LAW: Style = { font: SERIF, size: 17, color: QUIET }
const OPEN: Style = { bold: true, color: AMBER, shading: { type: ShadingType.CLEAR, fill: AMBER_GROUND } }

/** Points in twentieths. */
const twips = (points: number): number => Math.round(points * 20)
const WIDTH = twips(PAGE.width) - 2 * twips(PAGE.side)

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const LINE = { style: BorderStyle.SINGLE, size: 4, color: HAIRLINE } as const
const CELL = { top: LINE, bottom: LINE, left: NO_LINE, right: NO_LINE } as const

const run = (text: string, style: Style = {}): TextRun => new TextRun({ text, ...style })

/** Chinese with the English behind it, smaller and lighter. */
function runs({ text, beside }: Words, style: Style = {}): TextRun[] {
  const size = typeof style.size === 'number' ? style.size - 3 : 18
  return [run(text, style), ...(beside === null ? [] : [run(`  ${beside}`, { ...style, bold: false, color: QUIET, size })])]
}

function cell(children: readonly Paragraph[], width: number, more: { readonly fill?: string; readonly span?: number } = {}): TableCell {
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    borders: CELL,
    margins: { top: 70, bottom: 70, left: 110, right: 110 },
    verticalAlign: VerticalAlign.TOP,
    ...(more.fill === undefined ? {} : { shading: { type: ShadingType.CLEAR, fill: more.fill } }),
    ...(more.span === undefined ? {} : { columnSpan: more.span }),
    children: children.length === 0 ? [new Paragraph({})] : [...children],
  })
}

function labelLines({ text, beside }: Words): Paragraph[] {
  return [
    new Paragraph({ children: [run(text, { bold: true })] }),
    ...(beside === null ? [] : [new Paragraph({ children: [run(beside, { color: QUIET, size: 17 })] })]),
  ]
}

const law = (text: string): Paragraph => new Paragraph({ spacing: { before: 30 }, children: [run(text, LAW)] })

/** Lines in one language, or `beside` for the other; what is the same in both stands once. */
function valueLines(value: SheetValue, side: 'text' | 'beside' | 'all'): Paragraph[] {
  if (value.kind === 'given')
    return value.lines.map(
      (words) => new Paragraph({ children: side === 'all' ? runs(words) : [run((side === 'text' ? words.text : words.beside) ?? words.text)] }),
    )
  const style = value.kind === 'blank' ? OPEN : { color: value.kind === 'none' ? QUIET : INK }
  return [new Paragraph({ children: runs(value.words, style) })]
}

/** Whether the value says different things in the two languages, and so needs a place for each. */
const isParted = (value: SheetValue): boolean => value.kind === 'given' && value.lines.some(({ beside }) => beside !== null)

function row(field: SheetSection['fields'][number], widths: readonly number[], two: boolean): TableRow {
  const { label, value, rule } = field
  const cantSplit = isKept(field)
  const [first = 0, second = 0, third = 0] = widths
  const head = cell(labelLines(label), first, { fill: PAPER })
  if (two && isParted(value)) {
    const chinese = [...valueLines(value, 'text'), ...(rule === null ? [] : [law(rule.text)])]
    const english = [...valueLines(value, 'beside'), ...(rule === null ? [] : [law(rule.beside ?? rule.text)])]
    return new TableRow({ cantSplit, children: [head, cell(chinese, second), cell(english, third)] })
  }
  const laws = rule === null ? [] : [rule.text, rule.beside].flatMap((words) => (words === null ? [] : [law(words)]))
  const all = [...valueLines(value, 'all'), ...laws]
  return new TableRow({ cantSplit, children: [head, two ? cell(all, second + third, { span: 2 }) : cell(all, second)] })
}

function table(fields: SheetSection['fields'], two: boolean): Table {
  const shares = two ? SHARES.two : SHARES.one
  const widths = shares.map((share) => Math.round((WIDTH * share) / 100))
  return new Table({ width: { size: WIDTH, type: WidthType.DXA }, columnWidths: widths, rows: fields.map((field) => row(field, widths, two)) })
}

function heading(words: Words): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    spacing: { before: 300, after: 100 },
    children: runs(words, { bold: true, size: 24, color: INK }),
  })
}

/** The line where the seal would be, the title, the rule that asks for the document, and to whom it goes. */
function masthead({ title, rule, head }: Sheet): (Paragraph | Table)[] {
  const centred = (text: string, style: Style, after: number): Paragraph =>
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after }, children: [run(text, style)] })
  const widths = [14, 86].map((share) => Math.round((WIDTH * share) / 100))
  const [first = 0, second = 0] = widths
  return [
    new Paragraph({ spacing: { after: 360 }, border: { top: { style: BorderStyle.SINGLE, size: 24, color: CINNABAR, space: 1 } } }),
    new Paragraph({
      heading: HeadingLevel.TITLE,
      alignment: AlignmentType.CENTER,
      spacing: { after: 60 },
      children: [run(title.text, { font: SERIF, bold: true, size: 40, color: INK })],
    }),
    ...(title.beside === null ? [] : [centred(title.beside, { font: SERIF, size: 26, color: INK }, 60)]),
    ...(rule === null ? [] : [rule.text, rule.beside].flatMap((words) => (words === null ? [] : [centred(words, { ...LAW, size: 18 }, 20)]))),
    new Paragraph({ spacing: { after: 120 } }),
    new Table({
      width: { size: WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      rows: head.map(
        ({ label, value }) =>
          new TableRow({
            cantSplit: true,
            children: [cell([new Paragraph({ children: runs(label, { color: QUIET }) })], first), cell([new Paragraph({ children: runs(value) })], second)],
          }),
      ),
    }),
  ]
}

function blanks({ blanks: { heading: words, items } }: Sheet): Paragraph[] {
  if (items.length === 0) return []
  return [
    heading(words),
    ...items.flatMap(({ item, rule }, place) => [
      new Paragraph({ keepNext: rule !== null, spacing: { before: 50 }, children: [run(`${place + 1}.  `, OPEN), ...runs(item)] }),
      ...(rule === null ? [] : [new Paragraph({ indent: { left: 400 }, children: runs(rule, LAW) })]),
    ]),
  ]
}

function closing({ closing: lines }: Sheet): Paragraph[] {
  return lines.map(
    (words, place) =>
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        keepNext: place < lines.length - 1,
        spacing: { before: place === 0 ? 560 : 80 },
        children: runs(words, { font: SERIF, size: 22, color: INK }),
      }),
  )
}

/** The style of the line that counts pages: LibreOffice takes the size of a field from there alone. */
const COUNT = 'PageCount'

function footer({ proof, pages }: Sheet): Footer {
  const small = { color: QUIET, size: 15 }
  const count = pages.map((piece) =>
    typeof piece === 'string' ? run(piece, small) : new TextRun({ ...small, children: [piece.page === 'this' ? PageNumber.CURRENT : PageNumber.TOTAL_PAGES] }),
  )
  return new Footer({
    children: [
      ...(proof === null ? [] : [new Paragraph({ border: { top: LINE }, spacing: { after: 40 }, children: [run(proof, { ...small, size: 13 })] })]),
      new Paragraph({
        style: COUNT,
        alignment: AlignmentType.RIGHT,
        ...(proof === null ? { border: { top: LINE } } : {}),
        children: count,
      }),
    ],
  })
}

/** The sheet as a Word document. Same sheet: same bytes. */
export async function docxOf(sheet: Sheet): Promise<Uint8Array> {
  const two = sheet.language === 'both'
  const header = new Header({
    children: [
      new Paragraph({
        tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
        border: { bottom: LINE },
        children: [run(sheet.running, { color: QUIET, size: 16 })],
      }),
    ],
  })
  const foot = footer(sheet)
  const [top, bottom, side] = [twips(PAGE.top), twips(PAGE.bottom), twips(PAGE.side)]
  const document = new Document({
    title: sheet.title.text,
    creator: sheet.from.text,
    lastModifiedBy: sheet.from.text,
    description: '',
    styles: {
      paragraphStyles: [{ id: COUNT, name: COUNT, basedOn: 'Normal', run: { color: QUIET, size: 15 } }],
      default: {
        document: { run: { font: SANS, size: 20, color: INK, language: { value: 'en-GB', eastAsia: 'zh-CN' } }, paragraph: { spacing: { line: 288 } } },
        title: { run: { font: SERIF, color: INK } },
        heading1: { run: { font: SANS, color: INK } },
      },
    },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: twips(PAGE.width), height: twips(PAGE.height) },
            margin: { top, bottom, left: side, right: side, header: twips(34), footer: twips(28) },
          },
        },
        headers: { default: header, first: new Header({ children: [new Paragraph({})] }) },
        footers: { default: foot, first: foot },
        children: [
          ...masthead(sheet),
          ...sheet.sections.flatMap(({ heading: words, fields }) => [heading(words), ...(fields.length === 0 ? [] : [table(fields, two)])]),
          ...blanks(sheet),
          ...closing(sheet),
        ],
      },
    ],
  })
  return datedAt(await Packer.toBuffer(document), sheet.on)
}
