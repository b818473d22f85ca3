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
import { datedAt } from '../document/archive.ts'
import { plain } from '../document/plain.ts'
import type { Block, Piece, Tone } from './block.ts'
import type { Report } from './report.ts'

const TONES: Readonly<Record<Tone, string>> = { late: 'A61B1B', soon: '8A5A00', plain: '1C1C1C', done: '1F6B4F', quiet: '6B6660' }
const RULE = 'CFC8B8'
const HEAD = 'EFEBE1'

/** Twentieths of a point, in which the format measures lengths. */
const twips = (points: number): number => Math.round(points * 20)

function run({ text, bold, tone, size }: Piece): TextRun {
  return new TextRun({
    text: plain(text),
    ...(bold === true ? { bold } : {}),
    ...(tone === undefined ? {} : { color: TONES[tone] }),
    ...(size === undefined ? {} : { size: size * 2 }), // half-points
  })
}

const BORDER = { style: BorderStyle.SINGLE, size: 4, color: RULE } as const
const BORDERS = { top: BORDER, bottom: BORDER, left: BORDER, right: BORDER }
/** Between the margins of an A4 page, in twentieths of a point. */
const WIDTH = 9638

function tableOf({ columns, rows }: Extract<Block, { kind: 'table' }>): Table {
  const whole = columns.reduce((sum, [, share]) => sum + share, 0)
  const widths = columns.map(([, share]) => Math.round((WIDTH * share) / whole))
  const cell = (text: string, at: number, head: boolean): TableCell =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      borders: BORDERS,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      ...(head ? { shading: { type: ShadingType.CLEAR, fill: HEAD } } : {}),
      children: text.split('\n').map((each) => new Paragraph({ children: [run({ text: each, bold: head, size: 9 })] })),
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

function drawn(block: Block): Paragraph | Table {
  switch (block.kind) {
    case 'title':
      return new Paragraph({ heading: HeadingLevel.TITLE, spacing: { after: 160 }, children: [run({ text: block.text, bold: true, size: 20 })] })
    case 'heading':
      return new Paragraph({
        keepNext: true,
        ...(block.level === 1
          ? {
              heading: HeadingLevel.HEADING_1,
              spacing: { before: 320, after: 120 },
              border: { bottom: { style: BorderStyle.SINGLE, size: 6, color: RULE, space: 2 } },
            }
          : { heading: HeadingLevel.HEADING_2, spacing: { before: 200, after: 40 } }),
        children: block.pieces.map(run),
      })
    case 'line':
      return new Paragraph({
        ...(block.leads === true ? { keepNext: true } : {}),
        ...(block.indented === true ? { indent: { left: 360 } } : {}),
        spacing: { after: twips(block.after) },
        children: block.pieces.map(run),
      })
    case 'table':
      return tableOf(block)
  }
}

/** The report as a Word document on A4. Same report: same bytes. */
export async function docxOf({ head, at, blocks }: Report): Promise<Uint8Array> {
  const font = { ascii: 'Calibri', hAnsi: 'Calibri', cs: 'Calibri', eastAsia: 'Microsoft YaHei' }
  const document = new Document({
    title: plain(head),
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
        headers: { default: new Header({ children: [new Paragraph({ children: [run({ text: head, tone: 'quiet', size: 8 })] })] }) },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ children: [PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES], color: TONES.quiet, size: 16 })],
              }),
            ],
          }),
        },
        children: blocks().map(drawn),
      },
    ],
  })
  return datedAt(await Packer.toBuffer(document), at)
}
