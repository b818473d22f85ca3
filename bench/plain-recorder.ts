import type { Pool } from 'pg'
import type { Party } from '#journal/party.ts'
import type { Draft } from '#journal/recorder.ts'
import { inParty, type Sql } from '#journal/sql.ts'

/**
 * The journal's own writes without what makes them evidence: no leaves, no commitments, no sealing, no tree. Kept are all that an event store needs:
 * places and versions without gaps, ids that are recorded once, content apart so that it can be erased, the same indexes, row-level security.
 */
const SHAPE = `
  create schema plain;
  grant usage on schema plain to dutybook_app;
  create table plain.entry (
    party uuid not null, index bigint not null check (index >= 0), stream text collate "C" not null, version bigint not null check (version >= 0),
    id uuid not null, kind text collate "C" not null, subject text collate "C", occurred bigint not null, recorded bigint not null,
    primary key (party, index), unique (party, stream, version), unique (party, id));
  create index entry_by_kind on plain.entry (party, kind, index);
  create index entry_by_occurrence on plain.entry (party, occurred, index);
  create table plain.payload (party uuid not null, index bigint not null, bytes bytea not null, primary key (party, index));
  alter table plain.payload alter column bytes set storage external;
  do $$
  declare name text;
  begin
    foreach name in array array['entry', 'payload'] loop
      execute format('alter table plain.%I enable row level security', name);
      execute format('create policy own_party on plain.%I to dutybook_app using (party = journal.current_party()) with check (party = journal.current_party())', name);
      execute format('grant select, insert on plain.%I to dutybook_app', name);
    end loop;
  end
  $$;`

export async function plantPlain(keeper: Pool): Promise<void> {
  await keeper.query(SHAPE)
}

/** The same number of round trips as the journal's: what stands for the lock of the tree finds the next place as well. */
const LOCK = `
  select pg_advisory_xact_lock(7, hashtext($1::text)),
         coalesce((select index + 1 from plain.entry where party = $1::uuid order by index desc limit 1), 0) as next`

const BEFORE = `
  select s.stream, (select e.version from plain.entry e where e.party = $1 and e.stream = s.stream order by e.version desc limit 1) as version,
         null::uuid as id, 0::bigint as index, '' as kind, null as subject, 0::bigint as occurred, null::bytea as bytes
    from unnest($2::text[]) s (stream)
  union all
  select e.stream, e.version, e.id, e.index, e.kind, e.subject, e.occurred, p.bytes
    from unnest($3::uuid[]) d (id)
   cross join lateral (select * from plain.entry e where e.party = $1 and e.id = d.id offset 0) e
    left join plain.payload p on p.party = $1 and p.index = e.index`

/** Contents come as one run of bytes and the place where each ends: a bytea costs the server less than an array of them. */
const WRITE = `
  with written as (
    insert into plain.entry (party, index, stream, version, id, kind, subject, occurred, recorded)
    select $1, $2 + ordinality - 1, stream, version, id, kind, subject, occurred, $3
      from unnest($4::text[], $5::bigint[], $6::uuid[], $7::text[], $8::text[], $9::bigint[])
           with ordinality as drafts (stream, version, id, kind, subject, occurred, ordinality)
  )
  insert into plain.payload (party, index, bytes)
  select $1, $2 + ordinality - 1, substring($10::bytea, start, length)
    from unnest($11::int[], $12::int[]) with ordinality as parts (start, length, ordinality)`

/** One transaction. */
export async function recordPlain(pool: Pool, party: Party, drafts: readonly Draft[]): Promise<void> {
  await inParty(pool, party, (sql) => record(sql, party, drafts))
}

async function record(sql: Sql, party: Party, drafts: readonly Draft[]): Promise<void> {
  const { rows: places } = await sql.query<{ next: number }>({ name: 'plain-lock', text: LOCK, values: [party] })
  const next = places[0]?.next ?? 0
  const streams = new Set(drafts.map(({ stream }) => stream))
  const { rows } = await sql.query<{ stream: string; version: number | null; id: string | null }>({
    name: 'plain-before',
    text: BEFORE,
    values: [party, [...streams], drafts.map(({ id }) => id)],
  })
  const versions = new Map<string, number>()
  for (const { id, stream, version } of rows) {
    if (id !== null) throw new Error(`${id} was recorded before`)
    versions.set(stream, version === null ? 0 : version + 1)
  }
  const placed = drafts.map(({ stream }) => {
    const version = versions.get(stream) ?? 0
    versions.set(stream, version + 1)
    return version
  })
  let end = 1
  const starts = drafts.map(({ payload }) => (end += payload.length) - payload.length)
  await sql.query({
    name: 'plain-write',
    text: WRITE,
    values: [
      party,
      next,
      Date.now(),
      drafts.map(({ stream }) => stream),
      placed,
      drafts.map(({ id }) => id),
      drafts.map(({ kind }) => kind),
      drafts.map(({ subject }) => subject),
      drafts.map(({ occurred }) => occurred),
      Buffer.concat(drafts.map(({ payload }) => payload)),
      starts,
      drafts.map(({ payload }) => payload.length),
    ],
  })
}
