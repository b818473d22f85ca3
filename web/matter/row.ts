import type { ShownProcedure } from '../api/shapes.ts'
import type { Row, ViewForm } from '#procedures/view.ts'

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
