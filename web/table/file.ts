import { csvOf } from '#procedures/csv.ts'
import type { Column, Row } from '#procedures/view.ts'
import type { Language, Text } from '#law/text.ts'
import { saveFile } from '../save.ts'
import { cellWords } from './cell.ts'

/** Rows as they are read, below the names of their columns. Figures stay figures. */
function linesOf(columns: readonly Column[], rows: readonly Row[], language: Language): readonly (readonly (string | number)[])[] {
  return [
    columns.map((column) => column[language]),
    ...rows.map(({ cells }) =>
      columns.map((column) => {
        const cell = cells[column.key] ?? null
        return typeof cell === 'number' ? cell : cellWords(cell, language, column)
      }),
    ),
  ]
}

interface Leaving {
  readonly title: Text
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

/** Gives a table to the person, in the language that the file is to have. In a workbook every text is a text and never a formula. */
export async function saveTable({ title, columns, rows }: Leaving, format: 'csv' | 'xlsx', language: Language): Promise<void> {
  const name = `${title[language]}.${format}`
  const lines = linesOf(columns, rows, language)
  if (format === 'csv') return saveFile(name, new Blob([csvOf(lines)], { type: 'text/csv;charset=utf-8' }))
  // The library's build for browsers starts workers, which the page's policy does not let it.
  const { default: writeExcelFile } = await import('write-excel-file/universal')
  const data = lines.map((line, place) =>
    line.map((value) =>
      typeof value === 'number' ? { value, type: Number } : { value, type: String, ...(place === 0 ? { fontWeight: 'bold' as const } : {}) },
    ),
  )
  saveFile(name, await writeExcelFile([{ sheet: title[language].replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31), data, stickyRowsCount: 1 }]).toBlob())
}
