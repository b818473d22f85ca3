import type { ClientBase } from 'pg'
import { OWNER } from './roles.ts'

/*
 * Lines about what OWNER has made. Only what reads the same on every supported version: not the constraints that newer ones make of NOT NULL, and
 * not what an owner may do with its own, which grows with the versions.
 */
const PARTS = {
  schemas: `
    select format('schema %s', nspname) || coalesce((select string_agg(format('; grant %s to %s', lower(g.privilege_type), g.grantee::regrole), '' order by g.grantee::regrole::text collate "C", g.privilege_type)
             from aclexplode(nspacl) g where g.grantee <> n.nspowner), '') as line
      from pg_namespace n where nspowner = $1::regrole order by nspname`,
  relations: `
    select format('%s %s.%s', case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else c.relkind::text end, n.nspname, c.relname)
           || coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')
           || case when c.relrowsecurity then '; row security' else '' end || case when c.relforcerowsecurity then ', forced' else '' end as line,
           c.oid::text as oid
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and c.relowner = $1::regrole order by n.nspname, c.relname`,
  functions: `
    select format('function %s.%s(%s) returns %s; %s %s%s', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid), l.lanname,
             case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end, case when p.prosecdef then ' security definer' else '' end) as line
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
     where p.proowner = $1::regrole order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid) collate "C"`,
} as const

/** Of one table or view. */
const DETAILS: readonly string[] = [
  `select format('  %s %s%s%s%s%s', attname, format_type(atttypid, atttypmod), case when collname is null or collname = 'default' then '' else format(' collate "%s"', collname) end,
            case when attnotnull then ' not null' else '' end,
            case when attidentity <> '' then ' identity' else coalesce(case when attgenerated <> '' then ' generated ' else ' default ' end || pg_get_expr(adbin, adrelid), '') end,
            case when attstorage <> typstorage then ' storage ' || case attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end else '' end) as line
     from pg_attribute a join pg_type t on t.oid = atttypid left join pg_collation l on l.oid = attcollation left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
    where attrelid = $1::oid and attnum > 0 and not attisdropped order by attnum`,
  `select format('  constraint %s %s', conname, pg_get_constraintdef(oid)) as line from pg_constraint where conrelid = $1::oid and contype <> 'n' order by conname`,
  `select '  ' || pg_get_indexdef(indexrelid) as line from pg_index i join pg_class c on c.oid = indexrelid where indrelid = $1::oid order by c.relname`,
  `select format('  policy %s for %s to %s using %s check %s', polname, case polcmd when '*' then 'all' else polcmd::text end, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) as line
     from pg_policy where polrelid = $1::oid order by polname`,
  `select '  ' || pg_get_triggerdef(oid) as line from pg_trigger where tgrelid = $1::oid and not tgisinternal order by tgname`,
  `select format('  grant %s to %s', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), g.grantee::regrole) as line
     from pg_class c, aclexplode(c.relacl) g where c.oid = $1::oid and g.grantee <> c.relowner group by g.grantee order by g.grantee::regrole::text collate "C"`,
  `select format('  grant %s (%s) to %s', lower(g.privilege_type), string_agg(a.attname, ', ' order by a.attnum), g.grantee::regrole) as line
     from pg_attribute a, aclexplode(a.attacl) g where a.attrelid = $1::oid group by g.privilege_type, g.grantee order by g.privilege_type collate "C", g.grantee::regrole::text collate "C"`,
]

/** The database's shape as a page to read: the same text on every supported version of PostgreSQL. */
export async function describeSchema(client: ClientBase): Promise<string> {
  const lines: string[] = []
  const add = async (text: string, value: string): Promise<void> => {
    const { rows } = await client.query<{ line: string }>(text, [value])
    lines.push(...rows.map(({ line }) => line))
  }
  await add(PARTS.schemas, OWNER)
  const { rows: relations } = await client.query<{ line: string; oid: string }>(PARTS.relations, [OWNER])
  for (const { line, oid } of relations) {
    lines.push('', line)
    for (const detail of DETAILS) await add(detail, oid)
  }
  lines.push('')
  await add(PARTS.functions, OWNER)
  return `${lines.join('\n')}\n`
}
