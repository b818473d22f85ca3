import writeExcelFile from 'write-excel-file/node'
import type { Language } from '#law/text.ts'
import { csvOf } from '#procedures/csv.ts'
import type { Cell, Column, Row, ViewForm } from '#procedures/view.ts'

/** The forms in which a view leaves the system, with their media types. */
export const TABLE_TYPES = { csv: 'text/csv; charset=utf-8', xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' } as const
export type TableFormat = keyof typeof TABLE_TYPES

const YES_NO = { zh: ['是', '否'], en: ['yes', 'no'] } as const

function wordsOf({ options }: Column, cell: Cell, language: Language): string | number {
  if (cell === null) return ''
  if (typeof cell === 'number') return cell
  if (typeof cell === 'boolean') return YES_NO[language][cell ? 0 : 1]
  if (typeof cell === 'string') return options?.[cell]?.[language] ?? cell
  return 'zh' in cell ? cell[language] : cell.map((each) => options?.[each]?.[language] ?? each).join(language === 'zh' ? '、' : ', ')
}

function linesOf({ columns }: ViewForm, rows: readonly Row[], language: Language): readonly (readonly (string | number)[])[] {
  return [columns.map((column) => column[language]), ...rows.map(({ cells }) => columns.map((column) => wordsOf(column, cells[column.key] ?? null, language)))]
}

/** A view as a file. In a workbook every text is a text and never a formula. */
export async function tableOf(form: ViewForm, rows: readonly Row[], format: TableFormat, language: Language): Promise<Buffer> {
  const lines = linesOf(form, rows, language)
  if (format === 'csv') return Buffer.from(csvOf(lines))
  const data = lines.map((line, place) =>
    line.map((value) =>
      typeof value === 'number' ? { value, type: Number } : { value, type: String, ...(place === 0 ? { fontWeight: 'bold' as const } : {}) },
    ),
  )
  return writeExcelFile([{ sheet: form.title[language].slice(0, 31), data }]).toBuffer()
}
