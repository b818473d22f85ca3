import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { Row, ViewForm } from '#procedures/view.ts'

/** The rows of some views, each in the order of their keys. */
export async function readViews(sql: Sql, party: Party, views: readonly string[]): Promise<ReadonlyMap<string, readonly Row[]>> {
  const { rows } = await sql.query<Row & { readonly view: string }>({
    name: 'views',
    text: 'select view, key, cells from office.view_row where party = $1 and view = any ($2::text[]) order by view, key',
    values: [party, views],
  })
  return new Map(views.map((view) => [view, rows.filter((row) => row.view === view).map(({ key, cells }) => ({ key, cells }))]))
}

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

/** A row of one matter as it is to be, or that it is to be there no more. */
export interface Change extends Place {
  readonly subject: string
  readonly cells: Row['cells'] | null
}

/** What the events of matters did to views: no two changes of one row. */
export async function writeChanges(sql: Sql, party: Party, changes: readonly Change[]): Promise<void> {
  const put = changes.filter(({ cells }) => cells !== null)
  const dropped = changes.filter(({ cells }) => cells === null)
  const columns = (some: readonly Change[]) => [some.map(({ view }) => view), some.map(({ key }) => key), some.map(({ subject }) => subject)]
  // One behind the other on the connection.
  const asked: Promise<unknown>[] = []
  if (dropped.length > 0)
    asked.push(
      sql.query({
        name: 'drop-rows',
        text: `delete from office.view_row r using unnest($2::text[], $3::text[], $4::text[]) as gone (view, key, subject)
              where r.party = $1 and r.view = gone.view and r.key = gone.key and r.subject = gone.subject`,
        values: [party, ...columns(dropped)],
      }),
    )
  if (put.length > 0)
    asked.push(
      sql.query({
        name: 'put-rows',
        text: `insert into office.view_row (party, view, key, subject, cells)
             select $1, view, key, subject, cells from unnest($2::text[], $3::text[], $4::text[], $5::jsonb[]) as put (view, key, subject, cells)
             on conflict (party, view, key) do update set subject = excluded.subject, cells = excluded.cells`,
        values: [party, ...columns(put), put.map(({ cells }) => JSON.stringify(cells))],
      }),
    )
  await Promise.all(asked)
}

/** A matter's newest entry, by its place, and how many it has. */
export interface MatterMark {
  readonly procedure: string
  readonly subject: string
  readonly version: number
  readonly changed: number
}

export async function writeMatters(sql: Sql, party: Party, marks: readonly MatterMark[]): Promise<void> {
  if (marks.length === 0) return
  await sql.query({
    name: 'matters',
    text: `insert into office.matter (party, procedure, subject, version, changed)
           select $1, procedure, subject, version, changed from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) as mark (procedure, subject, version, changed)
           on conflict (party, procedure, subject) do update set version = excluded.version, changed = excluded.changed`,
    values: [
      party,
      marks.map(({ procedure }) => procedure),
      marks.map(({ subject }) => subject),
      marks.map(({ version }) => version),
      marks.map(({ changed }) => changed),
    ],
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
