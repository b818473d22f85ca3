import writeExcelFile, { type Cell, type Row, type Sheet } from 'write-excel-file/node'
import type { Language } from '#law/text.ts'
import { datedAt } from '../document/archive.ts'
import { plain } from '../document/plain.ts'
import type { Tone } from './block.ts'
import { textOf, type Grid, type GridCell } from './grid.ts'
import type { Report } from './report.ts'
import { columns as columnsOf } from './width.ts'

const TONES: Readonly<Record<Tone, string>> = { late: '#a61b1b', soon: '#8a5a00', plain: '#1c1c1c', done: '#1f6b4f', quiet: '#6b6660' }
const HEAD = { fontWeight: 'bold', backgroundColor: '#e8e4da', alignVertical: 'top', wrap: true } as const

/** The longest text that a cell of the format holds. */
const LONGEST = 32_767 // characters
const LINE = 14 // points
/** The tallest row of the format. */
const TALLEST = 409 // points

/** Always text, never a formula: a name that begins with = stays a name. */
function cell(said: GridCell, height: number): Cell {
  const value = plain(textOf(said)).slice(0, LONGEST)
  if (value === '') return null
  return { value, type: String, wrap: true, alignVertical: 'top', height, textColor: TONES[typeof said === 'string' ? 'plain' : said.tone] }
}

/** As high as its longest cell needs: not every program finds that out by itself. */
function fitted(row: readonly GridCell[], columns: Grid['columns']): Row {
  const lines = row.map((each, at) => Math.ceil(columnsOf(plain(textOf(each))) / ((columns[at]?.width ?? 10) - 1)))
  const height = Math.min(TALLEST, LINE * Math.max(1, ...lines))
  return row.map((each) => cell(each, height))
}

function sheet({ name, columns, rows }: Grid, language: Language): Sheet<never> {
  return {
    // The format's own limits on names of sheets.
    sheet: plain(name)
      .replaceAll(/[[\]:*?/\\]/g, ' ')
      .slice(0, 31),
    data: [columns.map((column): Cell => ({ value: column.name[language], type: String, ...HEAD })), ...rows.map((row) => fitted(row, columns))],
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    orientation: 'landscape',
  }
}

/** The report's tables as a workbook. Same report: same bytes. */
export async function xlsxOf({ grids, language, at }: Report): Promise<Uint8Array> {
  const sheets = grids().map((grid) => sheet(grid, language))
  const book = await writeExcelFile(sheets, { fontFamily: language === 'zh' ? 'Microsoft YaHei' : 'Calibri', fontSize: 10 }).toBuffer()
  return datedAt(book, at)
}
