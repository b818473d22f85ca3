import type { Content, ContentText, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { plain } from '../document/plain.ts'
import { CINNABAR, HAIRLINE, INK, PAGE, PAPER, QUIET } from '../document/style.ts'
import { colour, drawable, LINES, pdfFile } from '../document/typesetting.ts'
import type { Block, Piece, Tone } from './block.ts'
import type { Report } from './report.ts'

const TONES: Readonly<Record<Tone, string>> = { late: CINNABAR, soon: '8A5F00', plain: INK, done: '1F7A5A', quiet: QUIET }
const [SIDE, SMALL] = [48, 7.5] // points
const WIDTH = PAGE.width - 2 * SIDE
/** From here on a page has no room for a heading with the head and the first row of its table. */
const LOW = 0.86

const set = ({ text, bold = false, tone = 'plain', size = 9.5 }: Piece): ContentText => ({
  text: drawable(plain(text)),
  bold,
  color: colour(TONES[tone]),
  fontSize: size,
})

const rule = (width: number, color: string): Content => ({
  canvas: [{ type: 'line', x1: 0, y1: 0, x2: WIDTH, y2: 0, lineWidth: width, lineColor: colour(color) }],
})

function tableOf({ columns, rows }: Extract<Block, { kind: 'table' }>): Content {
  const whole = columns.reduce((sum, [, share]) => sum + share, 0)
  const cell = (text: string, bold: boolean): ContentText => set({ text, bold, size: 8.5 })
  return {
    margin: [0, 2, 0, 6],
    layout: LINES,
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths: columns.map(([, share]) => (WIDTH * share) / whole - 12),
      body: [columns.map(([name]) => ({ ...cell(name, true), fillColor: colour(PAPER) })), ...rows.map((row) => row.map((text) => cell(text, false)))],
    },
  }
}

function drawn(block: Block): Content {
  switch (block.kind) {
    case 'title':
      return { ...set({ text: block.text, bold: true, size: 20 }), margin: [0, 2, 0, 8] }
    case 'heading':
      return block.level === 1
        ? { stack: [{ text: block.pieces.map(set) }, rule(0.5, HAIRLINE)], margin: [0, 14, 0, 5] }
        : { text: block.pieces.map(set), margin: [0, 8, 0, 2] }
    case 'line':
      return { text: block.pieces.map(set), margin: [block.indented === true ? 16 : 0, 0, 0, block.after] }
    case 'table':
      return tableOf(block)
  }
}

const leads = (block: Block | undefined): boolean => block?.kind === 'heading' || (block?.kind === 'line' && block.leads === true)

/** A heading goes to the next page with what it heads: with its first line, or with the head of its table. */
function kept(blocks: readonly Block[]): Content[] {
  const content: Content[] = []
  for (let at = 0; at < blocks.length;) {
    const start = at
    while (leads(blocks[at])) at += 1
    const follower = blocks[at]
    at += 1
    const together = blocks.slice(start, at).map(drawn)
    if (together.length === 1) content.push(...together)
    else if (follower?.kind === 'table') content.push({ stack: together.slice(0, -1), headlineLevel: 1 }, ...together.slice(-1))
    else content.push({ stack: together, unbreakable: true })
  }
  return content
}

function definitionOf({ name, head, at, language, blocks }: Report): TDocumentDefinitions {
  const on = new Date(at)
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    pageMargins: [SIDE, 62, SIDE, 54],
    version: '1.7',
    language: language === 'en' ? 'en' : 'zh-CN',
    displayTitle: true,
    info: { title: plain(name), creator: 'Dutybook', producer: 'Dutybook', creationDate: on, modDate: on },
    defaultStyle: { font: 'Noto', fontSize: 9.5, lineHeight: 1.1, color: colour(INK) },
    header: {
      margin: [SIDE, 30, SIDE, 0],
      stack: [{ ...set({ text: head, tone: 'quiet', size: SMALL }), margin: [0, 0, 0, 3] }, rule(0.5, HAIRLINE)],
    },
    footer: (page, pages) => ({ ...set({ text: `${page} / ${pages}`, tone: 'quiet', size: SMALL }), alignment: 'center', margin: [SIDE, 16, SIDE, 0] }),
    // The library moves a table's head together with its first row, and what stands above it stays: not where there is no room for both.
    pageBreakBefore: ({ headlineLevel, startPosition }) => headlineLevel === 1 && startPosition.verticalRatio > LOW,
    content: kept(blocks()),
  }
}

/** The report on A4. Same report: same bytes. */
export function pdfOf(report: Report): Promise<Uint8Array> {
  return pdfFile(definitionOf(report))
}
