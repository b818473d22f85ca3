import type { ShownProcedure } from '../api/shapes.ts'
import type { Cell, Row, ViewForm } from '#procedures/view.ts'

/** Columns that say of a matter what it is, the first that there is. */
const NAMING = ['title', 'name', 'department', 'topic', 'kind', 'rules', 'operator', 'scenario'] as const

/** What a row of a procedure's first view is called; nothing where only its number says which it is. */
export function titleOf({ cells }: Row, { columns }: Pick<ViewForm, 'columns'>): Cell {
  for (const key of NAMING) {
    const cell = cells[key]
    if (cell === undefined || cell === null || cell === '') continue
    const options = columns.find((column) => column.key === key)?.options
    return typeof cell === 'string' ? (options?.[cell] ?? cell) : cell
  }
  return null
}

/** The matter that a row of a procedure's view is about; nothing where the view does not say. */
export function subjectOf(
  row: Row,
  { columns, id: view }: Pick<ViewForm, 'id' | 'columns'>,
  { id, of, views }: Pick<ShownProcedure, 'id' | 'of' | 'views'>,
): string | undefined {
  if (of === 'party') return 'self'
  if (views[0]?.id === view) return row.key
  const own = ['id', 'matter', 'request', id, of]
  const cell = columns.flatMap((column) => (column.kind === 'matter' && own.includes(column.key) ? [row.cells[column.key]] : []))[0]
  return typeof cell === 'string' ? cell : undefined
}
