import type { ClientBase } from 'pg'
import { OWNER } from './roles.ts'

interface Column {
  readonly name: string
  readonly type: string
}

/** A table of ours, as the catalogue has it. Generated columns are not among the columns: they come of the others. */
export interface Table {
  readonly schema: string
  readonly name: string
  readonly columns: readonly Column[]
}

/** Records the steps of the shape; written by migrating and by nobody else, so it is neither copied nor counted as data. */
export const MIGRATIONS = { schema: 'dutybook', name: 'migration' } as const

/**
 * Not in a backup: what is computed from the journal, and answers kept for requests that are sent again. All three hold in the clear what the journal
 * holds sealed, and what may have been erased since. The first two are computed anew; without the last a request that is sent again is done again.
 * Nor sessions, counts of attempts and what signing in waits for: a session that was ended must not come back with an old backup.
 */
const LEFT_OUT: readonly string[] = [
  'office.answer',
  'office.attempt',
  'office.matter',
  'office.passkey_challenge',
  'office.session',
  'office.single_sign_on_flow',
  'office.view_row',
]

export const isKept = ({ schema, name }: Pick<Table, 'schema' | 'name'>): boolean => !LEFT_OUT.includes(`${schema}.${name}`)

const TABLES = `
  select c.oid::text as oid, n.nspname as schema, c.relname as name,
         (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
         not c.relrowsecurity or exists (
           select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*' and p.polroles = array[c.relowner]
             and pg_get_expr(p.polqual, p.polrelid) = 'true') as whole,
         (select coalesce(json_agg(distinct f.confrelid::text), '[]') from pg_constraint f
           where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where c.relkind in ('r', 'p') and not c.relispartition and c.relowner = $1::regrole
   order by n.nspname, c.relname`

interface Row extends Table {
  oid: string
  whole: boolean
  needs: readonly string[]
}

/** Every table that the product has made, each behind those that its rows refer to. Throws when the owner would not see all rows of one. */
export async function tablesOf(client: ClientBase): Promise<readonly Table[]> {
  const { rows } = await client.query<Row>(TABLES, [OWNER])
  const hidden = rows.find(({ whole }) => !whole)
  if (hidden !== undefined) throw new Error(`${hidden.schema}.${hidden.name} has no policy that shows ${OWNER} every row: a backup would lack some`)
  const placed = new Map<string, Table>()
  let rest = rows
  while (rest.length > 0) {
    const ready = rest.filter(({ needs }) => needs.every((need) => placed.has(need) || !rows.some(({ oid }) => oid === need)))
    if (ready.length === 0) throw new Error(`tables refer to each other in a ring: ${rest.map(({ schema, name }) => `${schema}.${name}`).join(', ')}`)
    for (const { oid, schema, name, columns } of ready) placed.set(oid, { schema, name, columns })
    rest = rest.filter(({ oid }) => !placed.has(oid))
  }
  return [...placed.values()].filter(({ schema, name }) => schema !== MIGRATIONS.schema || name !== MIGRATIONS.name)
}

/** As SQL writes the name. */
export function quoted(client: ClientBase, { schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`
}

/** The text of a value is the same whoever reads it, and no limit ends what takes long. */
export const COPY_SETTINGS =
  "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0; set local datestyle = 'ISO'; set local intervalstyle = 'iso_8601'; set local extra_float_digits = 3; set local bytea_output = 'hex'; set local timezone = 'UTC'; set local client_encoding = 'UTF8'"
