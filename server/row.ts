import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { Row, RowChange, ViewForm } from '#procedures/view.ts'

/** The rows of a view, in the order of their keys. */
export async function readRows(sql: Sql, party: Party, view: string): Promise<readonly Row[]> {
  const { rows } = await sql.query<Row>({
    name: 'rows',
    text: 'select key, cells from office.view_row where party = $1 and view = $2 order by key',
    values: [party, view],
  })
  return rows
}

export interface Place {
  readonly view: string
  readonly key: string
}

/** Some rows, by view and key; what is not there is left out. */
export async function readPlaces(sql: Sql, party: Party, places: readonly Place[]): Promise<readonly (Place & Row)[]> {
  const { rows } = await sql.query<Place & Row>({
    name: 'places',
    text: `select r.view, r.key, r.cells from unnest($2::text[], $3::text[]) as want (view, key)
             join office.view_row r on r.party = $1 and r.view = want.view and r.key = want.key`,
    values: [party, places.map(({ view }) => view), places.map(({ key }) => key)],
  })
  return rows
}

/** What a matter's events did to a view. */
export async function writeChanges(sql: Sql, party: Party, view: string, subject: string, changes: readonly RowChange[]): Promise<void> {
  const put = changes.flatMap((change) => (change.kind === 'put' ? [change.row] : []))
  const dropped = changes.flatMap((change) => (change.kind === 'drop' ? [change.key] : []))
  if (dropped.length > 0)
    await sql.query({
      name: 'drop-rows',
      text: 'delete from office.view_row where party = $1 and view = $2 and subject = $3 and key = any ($4::text[])',
      values: [party, view, subject, dropped],
    })
  if (put.length > 0)
    await sql.query({
      name: 'put-rows',
      text: `insert into office.view_row (party, view, key, subject, cells)
             select $1, $2, key, $3, cells from unnest($4::text[], $5::jsonb[]) as put (key, cells)
             on conflict (party, view, key) do update set subject = excluded.subject, cells = excluded.cells`,
      values: [party, view, subject, put.map(({ key }) => key), put.map(({ cells }) => JSON.stringify(cells))],
    })
}

/**
 * A row as it is kept: without what is personal. Views stand in the clear in the database, and what can be erased must not; whoever may see it gets it
 * from the journal.
 */
export function keptRow({ columns }: ViewForm, { key, cells }: Row): Row {
  const personal = new Set(columns.flatMap((column) => (column.personal === true ? [column.key] : [])))
  return personal.size === 0
    ? { key, cells }
    : { key, cells: Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, personal.has(name) ? null : cell])) }
}

/** Whether a view shows anything of persons. */
export const isPersonal = ({ columns }: ViewForm): boolean => columns.some(({ personal }) => personal === true)
