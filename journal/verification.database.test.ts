import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draft, newParty, NOON, testDatabase, type TestDatabase } from './database.fixture.ts'
import { erase } from './erasure.ts'
import { rootOfFrontier } from './frontier.ts'
import type { Party } from './party.ts'
import { publish } from './publication.ts'
import { rotateCheckpointKey, rotatePayloadKey } from './rotation.ts'
import { sha256 } from './sha256.ts'
import { inParty } from './sql.ts'
import { headOf } from './tree.ts'
import { verifyStored, type Finding, type Verified } from './verification.ts'

/** How many single bytes are changed; more by `DUTYBOOK_CHANGES`. */
const CHANGES = Number(process.env['DUTYBOOK_CHANGES'] ?? 120)
const SIZE = 600
const ERASED_ENTRY = 70

let database: TestDatabase
let party: Party

beforeAll(async () => {
  database = await testDatabase()
  const made = await newParty(database)
  party = made.party
  const publishNow = async (): Promise<void> => void (await publish(database.app, database.master, party, { now: NOON }))
  for (const [at, size] of [200, 201, SIZE - 201 - 201].entries()) {
    const drafts = Array.from({ length: size }, (_, turn) =>
      draft(`${at} ${turn}`, { stream: `stream-${turn % 7}`, subject: turn % 2 === 0 ? `系统-${turn}` : null }),
    )
    await made.recorder.append(party, { drafts })
    await publishNow()
  }
  await erase({ pool: database.app, master: database.master, clock: () => NOON }, party, ERASED_ENTRY, {
    by: 'officer',
    why: 'asked for',
    provision: 'csl-2017 43',
  })
  const rest = SIZE - (await size())
  await made.recorder.append(party, { drafts: Array.from({ length: rest }, (_, turn) => draft(`rest ${turn}`)) })
  await publishNow()
}, 60_000)

afterAll(async () => database[Symbol.asyncDispose]())

const size = async (): Promise<number> => (await inParty(database.app, party, (sql) => headOf(sql, party))).frontier.size

async function verified(of: Party = party): Promise<Verified | Finding> {
  return verifyStored(database.keeper, database.master, of)
}

/** Changes what is stored as only an administrator can, looks, and puts it back. */
async function tampered(statements: readonly string[], look: () => Promise<void>): Promise<void> {
  const client = await database.admin.connect()
  const tables = ['tree', 'entry', 'payload', 'subtree', 'checkpoint', 'party_key']
  try {
    await client.query('set session_replication_role = replica')
    for (const table of tables) await client.query(`create temporary table kept_${table} as select * from journal.${table} where party = '${party}'`)
    for (const statement of statements) await client.query(statement)
    await look()
  } finally {
    for (const table of tables) {
      await client.query(`delete from journal.${table} where party = '${party}'`)
      await client.query(`insert into journal.${table} select * from kept_${table}; drop table kept_${table}`)
    }
    await client.query('set session_replication_role = default')
    client.release()
  }
}

const here = (): string => `party = '${party}'`

test('an untouched journal is whole, and its head is the one that receipts name', async () => {
  const { root } = await inParty(database.app, party, (sql) => headOf(sql, party))
  expect(await verified()).toEqual({ party, origin: `test.example/${party}`, size: SIZE, root, payloads: SIZE - 1, erased: 1, checkpoints: 4 })
})

test('an empty journal is whole', async () => {
  const { party: fresh } = await newParty(database)
  expect(await verified(fresh)).toMatchObject({ size: 0, payloads: 0, root: rootOfFrontier(sha256, { size: 0, peaks: [] }) })
})

/** One stored byte, and how SQL changes it. The columns of an entry that its leaf is made of, its hash, its sealed content, and the subtrees. */
const TEXTS = ['stream', 'kind'] as const
const NUMBERS = ['version', 'occurred', 'recorded'] as const
const place = fc.integer({ min: 0, max: SIZE - 1 })
const entryChange = fc.oneof(
  fc
    .record({ index: place, column: fc.constantFrom('commitment', 'leaf_hash'), byte: fc.integer({ min: 0, max: 31 }), bit: fc.integer({ min: 0, max: 7 }) })
    .map(({ index, column, byte, bit }) => ({
      index,
      sql: `update journal.entry set ${column} = set_byte(${column}, ${byte}, get_byte(${column}, ${byte}) # ${2 ** bit}) where ${here()} and index = ${index}`,
    })),
  fc.record({ index: place, column: fc.constantFrom(...NUMBERS), bit: fc.integer({ min: 12, max: 40 }) }).map(({ index, column, bit }) => ({
    index,
    sql: `update journal.entry set ${column} = ${column} # (1::bigint << ${bit}) where ${here()} and index = ${index}`,
  })),
  fc.record({ index: place, column: fc.constantFrom(...TEXTS), at: fc.integer({ min: 1, max: 3 }) }).map(({ index, column, at }) => ({
    index,
    sql: `update journal.entry set ${column} = overlay(${column} placing 'x' from ${at} for 1) where ${here()} and index = ${index}`,
  })),
  place.map((index) => ({ index, sql: `update journal.entry set subject = coalesce(subject || 'x', '无') where ${here()} and index = ${index}` })),
  place.map((index) => ({ index, sql: `update journal.entry set id = '${randomUUID()}' where ${here()} and index = ${index}` })),
)
const payloadChange = fc
  .record({ index: place.filter((index) => index !== ERASED_ENTRY), byte: fc.integer({ min: 0, max: 60 }), bit: fc.integer({ min: 0, max: 7 }) })
  .map(({ index, byte, bit }) => ({
    index,
    sql: `update journal.payload set sealed = set_byte(sealed, ${byte}, get_byte(sealed, ${byte}) # ${2 ** bit}) where ${here()} and index = ${index}`,
  }))
const subtreeChange = fc
  .record({ tile: fc.integer({ min: 0, max: 1 }), byte: fc.integer({ min: 0, max: 31 }), bit: fc.integer({ min: 0, max: 7 }) })
  .map(({ tile, byte, bit }) => ({
    index: tile * 256,
    sql: `update journal.subtree set hash = set_byte(hash, ${byte}, get_byte(hash, ${byte}) # ${2 ** bit}) where ${here()} and index = ${tile}`,
  }))

describe('what was changed behind its back is found, at the first entry that it is about', () => {
  test(`${CHANGES} single bytes of entries, content and subtrees`, { timeout: 120_000 + CHANGES * 200 }, async () => {
    let changed = 0
    const missed: unknown[] = []
    const change = fc.oneof({ weight: 6, arbitrary: entryChange }, { weight: 3, arbitrary: payloadChange }, { weight: 1, arbitrary: subtreeChange })
    const client = await database.admin.connect()
    try {
      await client.query('set session_replication_role = replica')
      for (const { index, sql } of fc.sample(change, { numRuns: CHANGES, seed: 20_260_301 })) {
        await client.query(`create temporary table held_entry as select * from journal.entry where ${here()} and index = ${index};
          create temporary table held_payload as select * from journal.payload where ${here()} and index = ${index};
          create temporary table held_subtree as select * from journal.subtree where ${here()}`)
        const { rowCount } = await client.query(sql)
        const same =
          await client.query(`(table held_entry except select * from journal.entry where ${here()}) union all select null, index, null, null, null, null, null, null, null, null, null from held_payload h
          where not exists (select 1 from journal.payload p where p.party = h.party and p.index = h.index and p.sealed = h.sealed) union all select null, index, null, null, null, null, null, null, null, null, null from held_subtree h
          where not exists (select 1 from journal.subtree s where s.party = h.party and s.level = h.level and s.index = h.index and s.hash = h.hash)`)
        // A letter that was an x already is no change.
        if (rowCount === 1 && same.rowCount !== 0) {
          changed++
          const found = await verified()
          if (!('what' in found) || found.index !== index) missed.push({ sql, found })
        }
        await client.query(`delete from journal.entry where ${here()} and index = ${index}; insert into journal.entry table held_entry;
          delete from journal.payload where ${here()} and index = ${index}; insert into journal.payload table held_payload;
          delete from journal.subtree where ${here()}; insert into journal.subtree table held_subtree;
          drop table held_entry, held_payload, held_subtree`)
      }
      await client.query('set session_replication_role = default')
    } finally {
      client.release()
    }
    expect(missed).toEqual([])
    expect(changed).toBeGreaterThan(CHANGES * 0.9)
    expect(await verified()).toMatchObject({ size: SIZE })
  })

  test('a tail that is cut off', () =>
    tampered([`delete from journal.entry where ${here()} and index >= 590`, `delete from journal.payload where ${here()} and index >= 590`], async () =>
      expect(await verified()).toMatchObject({ what: 'entry-missing', index: 590 }),
    ))

  test('an entry that is taken out of the middle', () =>
    tampered([`delete from journal.entry where ${here()} and index = 300`, `delete from journal.payload where ${here()} and index = 300`], async () =>
      expect(await verified()).toMatchObject({ what: 'entry-missing', index: 300 }),
    ))

  test('two segments that change places', () =>
    tampered(
      [
        `update journal.entry set index = index + 100000, version = version + 100000 where ${here()} and index between 10 and 29`,
        `update journal.entry set index = index - 200 where ${here()} and index between 210 and 229`,
        `update journal.entry set index = index - 100000 + 200, version = version - 100000 where ${here()} and index >= 100000`,
      ],
      async () => expect(await verified()).toMatchObject({ what: 'entry-changed', index: 10 }),
    ))

  test('content that was removed without an erasure', () =>
    tampered([`delete from journal.payload where ${here()} and index in (41, 44)`], async () =>
      expect(await verified()).toMatchObject({ what: 'payload-missing', index: 41 }),
    ))

  test('content of one entry put under another', () =>
    tampered(
      [`update journal.payload set sealed = (select sealed from journal.payload where ${here()} and index = 5) where ${here()} and index = 6`],
      async () => expect(await verified()).toMatchObject({ what: 'payload-damaged', index: 6 }),
    ))

  test('an entry that was added behind the head', () =>
    tampered(
      [
        `insert into journal.entry select party, 600, 'late', 0, gen_random_uuid(), kind, subject, occurred, recorded, commitment, leaf_hash from journal.entry where ${here()} and index = 599`,
      ],
      async () => expect(await verified()).toMatchObject({ what: 'entry-extra', index: 600 }),
    ))

  test('a checkpoint whose note was changed', () =>
    tampered([`update journal.checkpoint set note = replace(note, E'\\n200\\n', E'\\n201\\n') where ${here()} and size = 200`], async () =>
      expect(await verified()).toMatchObject({ what: 'checkpoint-forged', index: null }),
    ))
})

test('a history cut back to an earlier state, with all the database made to agree, is found against a checkpoint kept outside', async () => {
  const { party: own, recorder } = await newParty(database)
  const append = (count: number): Promise<unknown> => recorder.append(own, { drafts: Array.from({ length: count }, (_, turn) => draft(`${turn}`)) })
  await append(120)
  const early = await publish(database.app, database.master, own, { now: NOON })
  const { peaks } = (await inParty(database.app, own, (sql) => headOf(sql, own))).frontier
  await append(50)
  const late = await publish(database.app, database.master, own, { now: NOON })
  const client = await database.admin.connect()
  await client.query(`set session_replication_role = replica;
    delete from journal.entry where party = '${own}' and index >= 120;
    delete from journal.payload where party = '${own}' and index >= 120;
    delete from journal.checkpoint where party = '${own}' and size > 120;
    update journal.tree set size = 120, peaks = decode('${Buffer.concat(peaks).toString('hex')}', 'hex') where party = '${own}';
    set session_replication_role = default`)
  client.release()
  expect(await verifyStored(database.keeper, database.master, own, { kept: [early] })).toMatchObject({ size: 120, checkpoints: 1 })
  expect(await verifyStored(database.keeper, database.master, own, { kept: [early, late] })).toMatchObject({ what: 'rolled-back', index: 120 })
})

test('checkpoints of a key that was changed since still verify', async () => {
  const { party: own, recorder } = await newParty(database)
  await recorder.append(own, { drafts: [draft('one')] })
  await publish(database.app, database.master, own, { now: NOON })
  expect(await rotateCheckpointKey(database.app, database.master, own, NOON)).toBe(2)
  await recorder.append(own, { drafts: [draft('two')] })
  await publish(database.app, database.master, own, { now: NOON })
  expect(await verified(own)).toMatchObject({ size: 2, checkpoints: 2 })
})

test('content that was sealed anew with another key is the same content, and the old key is gone', async () => {
  const { party: own, recorder } = await newParty(database)
  await recorder.append(own, { drafts: Array.from({ length: 700 }, (_, turn) => draft(`${turn}`)) })
  expect(await rotatePayloadKey(database.app, database.master, own, NOON)).toEqual({ generation: 2, resealed: 700 })
  await recorder.append(own, { drafts: [draft('after')] })
  expect(await verified(own)).toMatchObject({ size: 701, payloads: 701 })
  const { rows } = await database.admin.query<{ generation: number; there: boolean }>(
    'select generation, wrapped is not null as there from journal.party_key where party = $1 and purpose = $2 order by generation',
    [own, 'payload'],
  )
  expect(rows).toEqual([
    { generation: 1, there: false },
    { generation: 2, there: true },
  ])
})
