import type { Text } from '#law/text.ts'

/** What may stand in a cell. A moment is text, told apart by its column. */
export type Cell = string | number | boolean | null | Text | readonly string[]

/** One row, as plain JSON. It is kept under party, view and key. */
export interface Row {
  readonly key: string
  readonly cells: Readonly<Record<string, Cell>>
}

export interface Column extends Text {
  readonly key: string
  readonly kind: 'text' | 'number' | 'moment' | 'day' | 'choice' | 'yes-no' | 'list' | 'matter'
  /** Words for the values of a choice. */
  readonly options?: Readonly<Record<string, Text>>
  /** People narrow the table by it, with counts. */
  readonly filter?: boolean
  readonly personal?: boolean
  /** Its cells are ids of parties: where somebody reads them they have the names of those that are here. */
  readonly party?: boolean
}

/** The table as plain data. `source` says which register a field of another form offers from it. */
export interface ViewForm {
  readonly id: string
  readonly title: Text
  readonly empty: Text
  readonly columns: readonly Column[]
  /**
   * Anybody may read it, without an account: the kinds of publications in it. Its rows have `kind`, `title`, `on`, `until` (a day, or null) and
   * `withdrawn`, and no column of it is personal.
   */
  readonly published?: Readonly<Record<string, Text>>
}

/** A table over many matters of one procedure: what rows a matter has, as it stands. Keys are unique in the whole view of a party. */
export interface View<S> extends ViewForm {
  readonly rows: (state: S, subject: string) => readonly Row[]
}

export type RowChange = { readonly kind: 'put'; readonly row: Row } | { readonly kind: 'drop'; readonly key: string }

/** What events did to a matter's rows: before and after. A correction of an old entry is no different from a new entry. */
export function rowChanges(before: readonly Row[], after: readonly Row[]): readonly RowChange[] {
  const had = new Map(before.map((row) => [row.key, JSON.stringify(row.cells)]))
  const has = new Set(after.map(({ key }) => key))
  return [
    ...before.filter(({ key }) => !has.has(key)).map(({ key }): RowChange => ({ kind: 'drop', key })),
    ...after.filter(({ key, cells }) => had.get(key) !== JSON.stringify(cells)).map((row): RowChange => ({ kind: 'put', row })),
  ]
}

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

/**
 * The number of a matter as people say it: one that came by letter is kept under its sender's, as the letter is, behind the sender and the procedure, which say nothing to a
 * person; of the random one of somebody at the portal its beginning.
 */
export function numberOf(subject: string): string {
  const own = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[:./](?:[a-z-]+[:/])?([^/]+)/.exec(subject)?.[1] ?? subject
  return /^(p-[0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(own)?.[1] ?? own
}
