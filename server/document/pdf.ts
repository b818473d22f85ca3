import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { isKept, type Sheet, type SheetSection, type SheetValue, type Words } from './sheet.ts'
import { AMBER, AMBER_GROUND, CINNABAR, HAIRLINE, INK, PAGE, PAPER, QUIET, SHARES } from './style.ts'
import { colour, drawable, LINES, pdfFile } from './typesetting.ts'

/** Between the margins, in points. */
const WIDTH = PAGE.width - 2 * PAGE.side
const SMALL = 8
const LAW = { fontSize: SMALL, color: colour(QUIET) } as const

type Style = Readonly<{ bold?: boolean; color?: string; fontSize?: number; background?: string }>

const piece = (text: string, style: Style = {}): { text: string } & Style => ({ text: drawable(text), ...style })

/** Chinese with the English behind it, smaller and lighter. */
function pieces({ text, beside }: Words, style: Style = {}): { text: string }[] {
  const fontSize = (style.fontSize ?? 9.5) - 1
  return [piece(text, style), ...(beside === null ? [] : [piece(`  ${beside}`, { ...style, bold: false, color: colour(QUIET), fontSize })])]
}

function lawLines(rule: Words | null, side: 'text' | 'beside' | 'all'): Content[] {
  if (rule === null) return []
  const lines = side === 'all' ? [rule.text, rule.beside] : [side === 'text' ? rule.text : (rule.beside ?? rule.text)]
  return lines.flatMap((text) => (text === null ? [] : [{ ...piece(text, LAW), margin: [0, 1, 0, 0] }]))
}

function valueLines(value: SheetValue, side: 'text' | 'beside' | 'all'): Content[] {
  if (value.kind === 'given')
    return value.lines.map((words) => (side === 'all' ? { text: pieces(words) } : piece((side === 'text' ? words.text : words.beside) ?? words.text)))
  const open = { bold: true, color: colour(AMBER), background: colour(AMBER_GROUND) }
  return [{ text: pieces(value.words, value.kind === 'blank' ? open : { color: colour(value.kind === 'none' ? QUIET : INK) }) }]
}

const isParted = (value: SheetValue): boolean => value.kind === 'given' && value.lines.some(({ beside }) => beside !== null)

function row({ label, value, rule }: SheetSection['fields'][number], two: boolean): TableCell[] {
  const head: TableCell = {
    fillColor: colour(PAPER),
    stack: [piece(label.text, { bold: true }), ...(label.beside === null ? [] : [piece(label.beside, { color: colour(QUIET), fontSize: 8.5 })])],
  }
  if (two && isParted(value))
    return [
      head,
      { stack: [...valueLines(value, 'text'), ...lawLines(rule, 'text')] },
      { stack: [...valueLines(value, 'beside'), ...lawLines(rule, 'beside')] },
    ]
  const all = [...valueLines(value, 'all'), ...lawLines(rule, 'all')]
  return two ? [head, { colSpan: 2, stack: all }, {}] : [head, { stack: all }]
}

/** Widths that leave room for the padding of each column. */
const widthsOf = (shares: readonly number[]): number[] => shares.map((share) => (WIDTH * share) / 100 - 12)

function table(fields: SheetSection['fields'], two: boolean): Content[] {
  if (fields.length === 0) return []
  return [
    {
      layout: LINES,
      table: { dontBreakRows: fields.every(isKept), widths: widthsOf(two ? SHARES.two : SHARES.one), body: fields.map((field) => row(field, two)) },
    },
  ]
}

const heading = (words: Words): Content => ({ text: pieces(words, { bold: true, fontSize: 12 }), headlineLevel: 1, margin: [0, 16, 0, 6] })

const line = (y: number, width: number, lineColor: string): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: y, x2: WIDTH, y2: y, lineWidth: width, lineColor: colour(lineColor) }],
})

function masthead({ title, rule, head }: Sheet): Content[] {
  return [
    line(0, 3, CINNABAR),
    { ...piece(title.text, { bold: true, fontSize: 20 }), alignment: 'center', margin: [0, 20, 0, 2] },
    ...(title.beside === null ? [] : [{ ...piece(title.beside, { fontSize: 13 }), alignment: 'center' } satisfies Content]),
    { stack: lawLines(rule, 'all'), alignment: 'center', margin: [0, 2, 0, 14] },
    {
      layout: LINES,
      table: {
        widths: widthsOf([14, 86]),
        body: head.map(({ label, value }) => [{ text: pieces(label, { color: colour(QUIET) }) }, { text: pieces(value) }]),
      },
    },
  ]
}

function blanks({ blanks: { heading: words, items } }: Sheet): Content[] {
  if (items.length === 0) return []
  return [
    heading(words),
    ...items.map(({ item, rule }, place): Content => ({
      unbreakable: true,
      margin: [0, 2, 0, 2],
      stack: [
        { text: [piece(`${place + 1}.  `, { bold: true, color: colour(AMBER) }), ...pieces(item)] },
        ...(rule === null ? [] : [{ text: pieces(rule, { ...LAW }), margin: [16, 0, 0, 0] } satisfies Content]),
      ],
    })),
  ]
}

function footer({ proof, pages }: Sheet, present: number, last: number): Content {
  const count = pages.map((part) => (typeof part === 'string' ? part : part.page === 'this' ? present : last)).join('')
  return {
    margin: [PAGE.side, 8, PAGE.side, 0],
    stack: [
      line(0, 0.5, HAIRLINE),
      ...(proof === null ? [] : [{ ...piece(proof, { fontSize: 6.5, color: colour(QUIET) }), margin: [0, 4, 0, 0] } satisfies Content]),
      { ...piece(count, { fontSize: 7.5, color: colour(QUIET) }), alignment: 'right', margin: [0, 3, 0, 0] },
    ],
  }
}

function definitionOf(sheet: Sheet): TDocumentDefinitions {
  const two = sheet.language === 'both'
  const at = new Date(sheet.on)
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [PAGE.side, PAGE.top, PAGE.side, PAGE.bottom],
    version: '1.7',
    language: sheet.language === 'en' ? 'en' : 'zh-CN',
    displayTitle: true,
    info: { title: sheet.title.text, author: sheet.from.text, creator: 'Dutybook', producer: 'Dutybook', creationDate: at, modDate: at },
    defaultStyle: { font: 'Noto', fontSize: 9.5, lineHeight: 1.1, color: colour(INK) },
    header: (page) =>
      page === 1
        ? null
        : {
            margin: [PAGE.side, 34, PAGE.side, 0],
            stack: [{ ...piece(sheet.running, { fontSize: 8, color: colour(QUIET) }), margin: [0, 0, 0, 3] }, line(0, 0.5, HAIRLINE)],
          },
    footer: (page, last) => footer(sheet, page, last),
    // A heading at the foot of a page goes to the next one with what it heads.
    pageBreakBefore: (node, { getFollowingNodesOnPage }) => node.headlineLevel === 1 && getFollowingNodesOnPage().length === 0,
    content: [
      ...masthead(sheet),
      ...sheet.sections.flatMap(({ heading: words, fields }) => [heading(words), ...table(fields, two)]),
      ...blanks(sheet),
      {
        unbreakable: true,
        alignment: 'right',
        margin: [0, 30, 0, 0],
        stack: sheet.closing.map((words): Content => ({ text: pieces(words, { fontSize: 11 }), margin: [0, 0, 0, 4] })),
      },
    ],
  }
}

/** The sheet as a PDF file that carries the characters it uses and fetches nothing. Same sheet: same bytes. */
export function pdfOf(sheet: Sheet): Promise<Uint8Array> {
  return pdfFile(definitionOf(sheet))
}
