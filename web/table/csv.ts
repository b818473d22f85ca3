import type { Language } from '#law/text.ts'
import type { Column, Row } from '#procedures/view.ts'
import { saveFile } from '../save.ts'
import { cellWords } from './cell.ts'

/** A field of RFC 4180. What a spreadsheet would take for a formula is made text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function csvOf(columns: readonly Column[], rows: readonly Row[], language: Language): string {
  const lines = [
    columns.map((column) => column[language]),
    ...rows.map(({ cells }) =>
      columns.map((column) => {
        const cell = cells[column.key] ?? null
        return typeof cell === 'number' ? String(cell) : cellWords(cell, language, column)
      }),
    ),
  ]
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('')
}

/** With the mark by which Excel knows UTF-8. */
export function saveCsv(name: string, columns: readonly Column[], rows: readonly Row[], language: Language): void {
  saveFile(`${name}.csv`, new Blob(['\uFEFF', csvOf(columns, rows, language)], { type: 'text/csv;charset=utf-8' }))
}
