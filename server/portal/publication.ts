import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { dayAt, printDay, type Instant } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { Column, Row, ViewForm } from '#procedures/view.ts'

/** Publications on one page. */
const PAGE = 20

/** What the public finds in the list of a party's publications. */
interface Publication {
  readonly id: string
  readonly kind: string
  readonly title: Row['cells'][string]
  readonly on: string
  readonly until: string | null
  /** When it was taken back; what it said is no longer shown. */
  readonly withdrawn: string | null
}

export interface PublicationPage {
  /** Every kind that the party may publish, with how many there are. */
  readonly kinds: readonly { readonly kind: string; readonly title: Text; readonly count: number }[]
  readonly page: number
  readonly pages: number
  readonly publications: readonly Publication[]
}

/** One publication as it is read, with the words of its columns; nothing that is blank. */
export interface ReadPublication extends Publication {
  readonly fields: readonly (Column & { readonly value: Row['cells'][string] })[]
}

interface Shown {
  view: string
  key: string
  cells: Row['cells']
}

interface PublicView extends ViewForm {
  readonly published: Readonly<Record<string, Text>>
}

/** The views of a catalogue that anybody may read. */
export function publicViews(catalogue: readonly CataloguedProcedure[]): readonly PublicView[] {
  return catalogue.flatMap(({ views }) => views.flatMap((view) => (view.published === undefined ? [] : [{ ...view, published: view.published }])))
}

/** What has no end, or has not come to it. */
const SHOWN = "from office.view_row where party = $1 and view = any ($2::text[]) and coalesce(cells->>'until', 'none') >= $3"

/** A page of what a party has published, the newest first. A kind that is not known has no publications. */
export async function publicationsOf(
  sql: Sql,
  party: PartyId,
  views: readonly PublicView[],
  { kind, page, now }: { readonly kind: string | undefined; readonly page: number; readonly now: Instant },
): Promise<PublicationPage> {
  const values = [party, views.map(({ id }) => id), printDay(dayAt(now))]
  const { rows: counted } = await sql.query<{ kind: string; count: number }>({
    text: `select cells->>'kind' as kind, count(*)::int as count ${SHOWN} group by 1`,
    values,
  })
  const counts = new Map(counted.map((row) => [row.kind, row.count]))
  const kinds = views.flatMap(({ published }) => Object.entries(published).map(([each, title]) => ({ kind: each, title, count: counts.get(each) ?? 0 })))
  const total = kinds.filter((each) => kind === undefined || each.kind === kind).reduce((sum, { count }) => sum + count, 0)
  const { rows } = await sql.query<Shown>({
    text: `select view, key, cells ${SHOWN} and ($4::text is null or cells->>'kind' = $4) order by cells->>'on' desc, view, key limit $5 offset $6`,
    values: [...values, kind ?? null, PAGE, (page - 1) * PAGE],
  })
  return { kinds, page, pages: Math.max(1, Math.ceil(total / PAGE)), publications: rows.map(listed) }
}

/** One publication by its kind and id, while it is shown. */
export async function publicationOf(
  sql: Sql,
  party: PartyId,
  views: readonly PublicView[],
  { kind, id, now }: { readonly kind: string; readonly id: string; readonly now: Instant },
): Promise<ReadPublication | undefined> {
  const view = views.find(({ published }) => Object.hasOwn(published, kind))
  if (view === undefined) return undefined
  const { rows } = await sql.query<Shown>({
    text: `select view, key, cells ${SHOWN} and key = $4 and cells->>'kind' = $5`,
    values: [party, [view.id], printDay(dayAt(now)), id, kind],
  })
  const row = rows[0]
  if (row === undefined) return undefined
  const fields = view.columns.flatMap((column) => {
    const value = row.cells[column.key] ?? null
    return value === null ? [] : [{ ...column, value }]
  })
  return { ...listed(row), fields }
}

function listed({ key, cells }: Shown): Publication {
  const text = (name: string): string | null => {
    const cell = cells[name]
    return typeof cell === 'string' ? cell : null
  }
  return { id: key, kind: text('kind') ?? '', title: cells['title'] ?? null, on: text('on') ?? '', until: text('until'), withdrawn: text('withdrawn') }
}
