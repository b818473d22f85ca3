import type { Language } from '#law/text.ts'
import type { Cell, Column, Row } from '#procedures/view.ts'
import { cellWords, isList } from './cell.ts'

/** By column, the values that are wanted, as `filterValues` names them; none wants all. */
export type Filters = Readonly<Record<string, readonly string[]>>

export interface Sorting {
  readonly column: string
  readonly down: boolean
}

interface Sought {
  readonly sought: string
  readonly filters: Filters
  readonly language: Language
}

/** What a cell counts as where people narrow a table by its column: each member of a list for itself, nothing as the empty text. */
function filterValues(cell: Cell | undefined): readonly string[] {
  if (cell === undefined || cell === null) return ['']
  if (isList(cell)) return cell.length === 0 ? [''] : cell
  if (typeof cell === 'object') return [cell.zh]
  return [String(cell)]
}

function fits({ cells }: Row, filters: Filters, except?: string): boolean {
  return Object.entries(filters).every(
    ([column, wanted]) => column === except || wanted.length === 0 || filterValues(cells[column]).some((value) => wanted.includes(value)),
  )
}

function says({ key, cells }: Row, columns: readonly Column[], sought: string, language: Language): boolean {
  const wanted = sought.trim().toLowerCase()
  if (wanted === '' || key.toLowerCase().includes(wanted)) return true
  return columns.some((column) =>
    cellWords(cells[column.key] ?? null, language, column)
      .toLowerCase()
      .includes(wanted),
  )
}

export function filtered(rows: readonly Row[], columns: readonly Column[], { sought, filters, language }: Sought): readonly Row[] {
  return rows.filter((row) => fits(row, filters) && says(row, columns, sought, language))
}

export interface Count {
  readonly value: string
  readonly words: string
  readonly count: number
}

/** How many rows have which value of a column, among those that the other conditions leave. */
export function countsOf(
  rows: readonly Row[],
  columns: readonly Column[],
  { column, sought, filters, language }: Sought & { readonly column: Column },
): readonly Count[] {
  const counts = new Map<string, { words: string; count: number }>()
  for (const row of rows) {
    if (!fits(row, filters, column.key) || !says(row, columns, sought, language)) continue
    const cell = row.cells[column.key] ?? null
    for (const value of filterValues(cell)) {
      const known = counts.get(value)
      if (known === undefined) counts.set(value, { words: cellWords(isList(cell) ? [value] : cell, language, column), count: 1 })
      else known.count++
    }
  }
  return [...counts].map(([value, count]) => ({ value, ...count })).toSorted((one, other) => other.count - one.count || one.words.localeCompare(other.words))
}

/** In the order that was asked for; blanks last, whichever way. */
export function arranged(rows: readonly Row[], columns: readonly Column[], sorting: Sorting | undefined, language: Language): readonly Row[] {
  const column = columns.find(({ key }) => key === sorting?.column)
  if (column === undefined || sorting === undefined) return rows
  const collator = new Intl.Collator(language === 'zh' ? 'zh-CN' : 'en', { numeric: true })
  const sign = sorting.down ? -1 : 1
  return rows
    .map((row) => {
      const cell = row.cells[column.key] ?? null
      return {
        row,
        number: typeof cell === 'number' ? cell : undefined,
        words: column.kind === 'moment' && typeof cell === 'string' ? cell : cellWords(cell, language, column),
      }
    })
    .toSorted((one, other) => {
      if (one.words === '' || other.words === '') return one.words === other.words ? 0 : one.words === '' ? 1 : -1
      return sign * (one.number !== undefined && other.number !== undefined ? one.number - other.number : collator.compare(one.words, other.words))
    })
    .map(({ row }) => row)
}
