import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { Text } from '#law/text.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { titleOf } from '#procedures/view.ts'
import { readPlaces } from '../row.ts'

/**
 * What matters and register entries are called in the table of their procedure: an incident its title, a system its name. Those without a title there are
 * left out. Where an entry and a matter about it have one id, the entry's name is taken.
 */
export async function namesOf(
  sql: Sql,
  party: Party,
  catalogue: readonly CataloguedProcedure[],
  subjects: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Text>> {
  if (subjects.size === 0) return new Map()
  const { rows: kept } = await sql.query<{ subject: string; procedure: string }>({
    name: 'matters-of',
    text: 'select subject, procedure from office.matter where party = $1 and subject = any ($2::text[])',
    values: [party, [...subjects]],
  })
  const views = new Map(catalogue.flatMap(({ id, of, views: [main] }) => (main === undefined || of === 'party' ? [] : [[id, { main, of }] as const])))
  const wanted = kept.flatMap(({ subject, procedure }) => {
    const view = views.get(procedure)
    return view === undefined ? [] : [{ view: view.main.id, key: subject, form: view.main, isEntry: view.of === procedure }]
  })
  const rows = new Map((await readPlaces(sql, party, wanted)).map((row) => [`${row.view} ${row.key}`, row]))
  const names = new Map<string, Text>()
  for (const { view, key, form, isEntry } of wanted) {
    const row = rows.get(`${view} ${key}`)
    const title = row === undefined ? null : titleOf(row, form)
    const name = typeof title === 'string' ? { zh: title, en: title } : typeof title === 'object' && title !== null && 'zh' in title ? title : undefined
    if (name !== undefined && (isEntry || !names.has(key))) names.set(key, name)
  }
  return names
}
