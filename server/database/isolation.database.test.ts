import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, newParty, NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { codeOf } from './postgres-trouble.ts'

/** Not by party: the steps of the shape, which the application may not even read. */
const NOT_BY_PARTY = ['dutybook.migration']
/** Unique keys that hold the party, though not first. A tree is looked up by the origin of its checkpoints, before its party is known. */
const PARTY_LATER = ['tree_origin_party_key']

const DENIED = '42501'
const APPEND_ONLY = '23001'

interface Relation {
  readonly name: string
  readonly kind: 'r' | 'p' | 'v' | 'm' | 'f'
  readonly columns: readonly string[]
}

let database: TestDatabase
let relations: readonly Relation[]
let a: Party
let b: Party

beforeAll(async () => {
  database = await testDatabase()
  a = await filled()
  b = await filled()
  const { rows } = await database.keeper.query<Relation>(`
    select format('%I.%I', n.nspname, c.relname) as name, c.relkind as kind,
           (select json_agg(attname order by attnum) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relowner = 'dutybook_owner'::regrole order by 1`)
  relations = rows
})

afterAll(async () => database[Symbol.asyncDispose]())

/** A row for each table that a party's journal does not fill by itself, each behind those that it refers to. `$1` is the party. */
const SAMPLES: Readonly<Record<string, string>> = {
  'office.party': "insert into office.party (party, kind, zh, en, region) values ($1, 'operator', '某公司', 'A company', '310000')",
  'office.person': "insert into office.person (party, person, name, roles) values ($1, $1, '张三', '{writer}')",
  'office.token':
    "insert into office.token (party, token, person, name, digest, created, expires) values ($1, $1, $1, 'desk', decode(repeat('00', 32), 'hex'), 0, 1)",
  'office.matter': "insert into office.matter (party, procedure, subject, version, changed) values ($1, 'incident', 'one', 1, 0)",
  'office.view_row': "insert into office.view_row (party, view, key, subject, cells) values ($1, 'board', 'one', 'one', '{}')",
  'office.account': "insert into office.account (party, person, name, password, changed) values ($1, $1, 'zhang', '$argon2id$', 0)",
  'office.second_step': "insert into office.second_step (party, person, seed) values ($1, $1, '\\x00')",
  'office.recovery_code': "insert into office.recovery_code (party, person, digest) values ($1, $1, decode(repeat('00', 32), 'hex'))",
  'office.session':
    "insert into office.session (party, session, person, digest, whole, agent, created, seen, expires) values ($1, $1, $1, decode(repeat('00', 32), 'hex'), true, '', 0, 0, 1)",
  'office.invitation':
    "insert into office.invitation (party, invitation, person, name, digest, created, expires) values ($1, $1, $1, 'zhang', decode(repeat('00', 32), 'hex'), 0, 1)",
  'office.file': "insert into office.file (party, file, procedure, subject, size, begun) values ($1, $1, 'incident', 'one', 0, 0)",
  'office.file_part': "insert into office.file_part (party, file, part, sealed) values ($1, $1, 0, '\\x00')",
  'office.attempt': "insert into office.attempt (party, door, failures, since) values ($1, decode(repeat('00', 32), 'hex'), 1, 0)",
  'office.passkey':
    "insert into office.passkey (party, passkey, person, name, credential, public_key, counter, transports, created) values ($1, $1, $1, 'phone', '\\x01', '\\x01', 0, '{}', 0)",
  'office.passkey_challenge': "insert into office.passkey_challenge (party, digest, expires) values ($1, decode(repeat('00', 32), 'hex'), 1)",
  'office.single_sign_on':
    "insert into office.single_sign_on (party, name, issuer, client, secret, claim, domains, acr, amr, changed) values ($1, 'ours', 'https://id.example', 'c', '\\x00', 'email', '{}', '{}', '{}', 0)",
  'office.single_sign_on_link':
    "insert into office.single_sign_on_link (party, issuer, subject, person, label, linked) values ($1, 'https://id.example', 's', $1, 'zhang', 0)",
  'office.single_sign_on_flow': "insert into office.single_sign_on_flow (party, flow, digest, expires) values ($1, $1, decode(repeat('00', 32), 'hex'), 1)",
  'office.receipt_code': "insert into office.receipt_code (party, digest, procedure, subject) values ($1, decode(repeat('00', 32), 'hex'), 'complaint', 'one')",
  'office.outgoing_letter':
    "insert into office.outgoing_letter (party, letter, entry, ref, kind, addressee, digest, since, next_attempt, written) values ($1, 'one', 0, '0', 'receipt', '{}', decode(repeat('00', 32), 'hex'), 0, 0, 0)",
  'office.incoming_letter':
    "insert into office.incoming_letter (party, letter, sender, kind, digest, entry, received) values ($1, 'one', $1, 'receipt', decode(repeat('00', 32), 'hex'), 0, 0)",
  'office.correspondent':
    "insert into office.correspondent (party, correspondent, kind, zh, en, region, base, verifier_key, changed) values ($1, $1, 'operator', '某公司', 'A company', '310000', 'https://a.example', 'key', 0)",
  'office.owner': "insert into office.owner (party, subject, norm, person, named, entry) values ($1, 'one', '', $1, 0, 0)",
  'office.notice_wish': "insert into office.notice_wish (party, person, language, mail) values ($1, $1, 'zh', true)",
  'office.webhook': "insert into office.webhook (party, webhook, url, secret, created) values ($1, $1, 'https://a.example', '\\x00', 0)",
  'office.notice_look': 'insert into office.notice_look (party, size, looked, next) values ($1, 0, 0, 0)',
  'office.notice':
    "insert into office.notice (party, norm, subject, ref, opened, due, stage, channel, recipient, carrier, about, at) values ($1, 'a.b', 'one', '', 0, 1, 'due', 'inbox', $1, $1, '{}', 0)",
  'office.parcel':
    "insert into office.parcel (party, parcel, channel, recipient, kind, since, next_attempt, made) values ($1, $1, 'mail', $1, 'duties', 0, 0, 0)",
  'office.parcel_attempt': "insert into office.parcel_attempt (party, parcel, at, attempt, outcome) values ($1, $1, 0, 1, 'accepted')",
  'office.message': "insert into office.message (party, message, person, kind, title, at) values ($1, $1, $1, 'letter', '{}', 0)",
  'office.answer': "insert into office.answer (party, name, digest, answer, given) values ($1, 'request', decode(repeat('00', 32), 'hex'), '{}', 0)",
}

/** A party with rows in every table. */
async function filled(): Promise<Party> {
  const { party, recorder } = await newParty(database)
  await recorder.append(party, { drafts: Array.from({ length: 256 }, (_, turn) => draft(`${turn}`)) })
  await inParty(database.app, party, (sql) =>
    sql.query({ text: "insert into journal.checkpoint (party, size, note, signed) values ($1, 256, 'note', $2)", values: [party, NOON] }),
  )
  for (const [table, insert] of Object.entries(SAMPLES)) {
    const { rows } = await database.keeper.query<{ found: boolean }>('select to_regclass($1) is not null as found', [table])
    if (rows[0]?.found === true) await database.keeper.query(insert, [party])
  }
  return party
}

const byParty = (): readonly Relation[] => relations.filter(({ name }) => !NOT_BY_PARTY.includes(name))
const tables = (): readonly Relation[] => byParty().filter(({ kind }) => kind === 'r' || kind === 'p')

interface Outcome {
  /** SQLSTATE of a refusal. */
  readonly refused?: string | undefined
  readonly rows: readonly { readonly party?: string }[]
}

/** What the application gets for a statement, as a party or as nobody; nothing of it stays. */
async function as(party: Party | undefined, text: string, values: unknown[] = []): Promise<Outcome> {
  return undone(database.app, text, values, party)
}

async function undone(pool: TestDatabase['app'], text: string, values: unknown[] = [], party?: Party): Promise<Outcome> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    if (party !== undefined) await client.query(`set local dutybook.party = '${party}'`)
    const { rows } = await client.query<{ party?: string }>(text, values)
    return { rows }
  } catch (error) {
    return { refused: codeOf(error), rows: [] }
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function rowsOf(name: string, party: Party): Promise<readonly string[]> {
  const { rows } = await database.keeper.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t where party = $1 order by 1`, [party])
  return rows.map(({ row }) => row)
}

test('there are tables to look at, and every one holds rows of both parties', async () => {
  expect(tables().length).toBeGreaterThanOrEqual(6)
  for (const { name } of tables()) for (const party of [a, b]) expect([name, (await rowsOf(name, party)).length > 0]).toEqual([name, true])
})

test('a party reads its own rows and nobody else’s, without asking for them', async () => {
  for (const { name, columns } of byParty()) {
    expect([name, columns.includes('party')]).toEqual([name, true])
    const { rows, refused } = await as(a, `select * from ${name}`)
    expect([name, refused, new Set(rows.map(({ party }) => party))]).toEqual([name, undefined, new Set([a])])
    expect([name, (await as(a, `select * from ${name} where party = $1`, [b])).rows]).toEqual([name, []])
  }
})

test('without a party nothing is read', async () => {
  for (const { name } of byParty()) expect([name, await as(undefined, `select * from ${name}`)]).toEqual([name, { rows: [] }])
})

test('the application may not read what is nobody’s', async () => {
  expect(NOT_BY_PARTY.length).toBeGreaterThan(0)
  for (const name of NOT_BY_PARTY) {
    expect(relations.map((relation) => relation.name)).toContain(name)
    expect((await as(a, `select * from ${name}`)).refused).toBe(DENIED)
  }
})

test('a row of another party is not written, by a party or by nobody', async () => {
  for (const { name } of tables()) {
    const [row] = await rowsOf(name, b)
    // The refusal comes before the row is held against those that are there, so that a copy serves.
    const insert = `insert into ${name} select * from jsonb_populate_record(null::${name}, $1::jsonb)`
    for (const party of [a, undefined]) expect([name, (await as(party, insert, [row])).refused]).toEqual([name, DENIED])
  }
})

test('changes and removals reach no row of another party', async () => {
  let reached = 0
  for (const { name, columns } of tables()) {
    const before = await rowsOf(name, b)
    for (const party of [a, undefined]) {
      const removed = await as(party, `delete from ${name} returning party`)
      const changes = await Promise.all(columns.map((column) => as(party, `update ${name} set ${column} = ${column} returning party`)))
      for (const outcome of [removed, ...changes]) {
        expect([name, outcome.refused ?? DENIED]).toEqual([name, DENIED])
        expect([name, outcome.rows.filter((row) => row.party !== party)]).toEqual([name, []])
        reached += outcome.rows.length
      }
      expect([name, (await as(party, `update ${name} set party = $1 returning party`, [b])).rows]).toEqual([name, []])
      expect([name, (await as(party, `truncate ${name}`)).refused]).toEqual([name, DENIED])
    }
    expect([name, await rowsOf(name, b)]).toEqual([name, before])
  }
  expect(reached).toBeGreaterThan(0) // it did change rows of its own
})

test('what is append-only is changed by nobody: the application may not, and the owner is refused', async () => {
  const { rows } = await database.keeper.query<{ name: string }>(
    "select tgrelid::regclass::text as name from pg_trigger where tgname = 'append_only' and tgenabled = 'O' order by 1",
  )
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(['journal.checkpoint', 'journal.entry', 'journal.subtree']))
  for (const { name } of rows)
    for (const statement of [`update ${name} set party = party`, `delete from ${name}`, `truncate ${name}`]) {
      expect([statement, (await as(a, statement)).refused]).toEqual([statement, DENIED])
      expect([statement, (await undone(database.keeper, statement)).refused]).toEqual([statement, APPEND_ONLY])
    }
})

test('every table is kept by party: security by row is on, for its owner too', async () => {
  // Policies that only narrow are not asked for here: they show nobody more.
  const { rows } = await database.keeper.query<{ name: string; policies: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name,
           (select string_agg(format('%s for %s to %s using %s check %s', polname, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)), '; ' order by polname)
              from pg_policy where polrelid = c.oid and polpermissive) as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and c.relowner = 'dutybook_owner'::regrole and c.relrowsecurity and c.relforcerowsecurity`)
  expect(rows.map(({ name }) => name).toSorted()).toEqual(tables().map(({ name }) => name))
  for (const { name, policies } of rows)
    expect([name, policies]).toEqual([
      name,
      'keeper for * to {dutybook_owner} using true check true; own_party for * to {dutybook_app} using (party = journal.current_party()) check (party = journal.current_party())',
    ])
})

test('every key and unique index has the party first', async () => {
  const { rows } = await database.keeper.query<{ table: string; index: string; primary: boolean; columns: readonly string[] }>(`
    select format('%I.%I', n.nspname, c.relname) as table, x.relname as index, i.indisprimary as primary,
           (select json_agg(pg_get_indexdef(i.indexrelid, place, true) order by place) from generate_series(1, i.indnkeyatts) place) as columns
      from pg_index i join pg_class x on x.oid = i.indexrelid join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     where i.indisunique and c.relkind in ('r', 'p') and c.relowner = 'dutybook_owner'::regrole`)
  const ours = rows.filter(({ table }) => !NOT_BY_PARTY.includes(table))
  expect(
    ours
      .filter(({ primary }) => primary)
      .map(({ table }) => table)
      .toSorted(),
  ).toEqual(tables().map(({ name }) => name))
  expect(ours.filter(({ index, columns }) => columns[0] !== 'party' && !PARTY_LATER.includes(index))).toEqual([])
  expect(ours.filter(({ index }) => PARTY_LATER.includes(index)).map(({ columns }) => columns.includes('party'))).toEqual(PARTY_LATER.map(() => true))
})

test('the application’s role has no way round: not through the owner, not by its own rights', async () => {
  const { rows } = await database.keeper.query(`
    select rolsuper as super, rolbypassrls as bypass, rolcreaterole as roles, rolcreatedb as databases, rolreplication as replication,
           pg_has_role(oid, 'dutybook_owner', 'member') as owner,
           (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
           (select count(*)::int from pg_class where relowner = r.oid) as owned
      from pg_roles r where rolname = 'dutybook_app'`)
  expect(rows).toEqual([{ super: false, bypass: false, roles: false, databases: false, replication: false, owner: false, memberships: 0, owned: 0 }])
})

/** What a party may know of others: who the departments are, and by which key they sign. */
const OWNERS_RIGHTS = ['office.departments']

test('no function of ours runs with its owner’s rights but the list of departments, which looks nowhere else for its tables', async () => {
  const { rows } = await database.keeper.query<{ name: string; definer: boolean; settings: readonly string[] | null; access: string }>(
    `select format('%I.%I', n.nspname, p.proname) as name, prosecdef as definer, proconfig as settings, proacl::text as access
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace where proowner = 'dutybook_owner'::regrole and n.nspname <> 'pg_catalog'`,
  )
  const definers = rows.filter(({ definer }) => definer)
  expect(rows.length).toBeGreaterThan(definers.length)
  expect(definers).toEqual(
    OWNERS_RIGHTS.map((name) => ({
      name,
      definer: true,
      settings: ['search_path=""'],
      access: '{dutybook_owner=X/dutybook_owner,dutybook_app=X/dutybook_owner}',
    })),
  )
})

test('of other parties nothing is seen through the list of departments but the departments’ cards and keys', async () => {
  const { party } = await newParty(database)
  const insert =
    "insert into office.party (party, kind, zh, en, region, remit, level) values ($1, 'department', '某办', 'An office', '330000', 'cyberspace', 'province')"
  await database.keeper.query(insert, [party])
  const call = 'select * from office.departments($1, $2, $3)'
  const { rows } = await as(a, call, ['cyberspace', 'province', '330000'])
  expect(rows).toHaveLength(1)
  expect(Object.keys(rows[0] ?? {})).toEqual(['party', 'zh', 'en', 'remit', 'level', 'region', 'origin', 'public_key'])
  expect(rows[0]?.party).toBe(party)
  // The operators of the same region are not departments, whatever is asked for.
  for (const asked of [
    ['cyberspace', 'province', '310000'],
    ['%', '%', '%'],
    [null, null, '310000'],
  ])
    expect((await as(a, call, asked)).rows).toEqual([])
})
