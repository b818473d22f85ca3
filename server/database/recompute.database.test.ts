import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { statute } from '#law/statute.fixture.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { Dispatch } from '../dispatch.ts'
import { registerParty } from '../party.ts'
import { openBackup } from './backup-file.ts'
import { backUp } from './backup.ts'
import type { Erased } from './erased-list.ts'
import { migrations } from './migrate.ts'
import { recomputeViews } from './recompute.ts'
import { restore } from './restore.ts'

const APRIL = Date.parse('2026-04-01T09:00:00+08:00')
const PERSON = '王总经理'
const TITLE = '网络安全事件应急预案'
const party = Party.parse(randomUUID())

let database: TestDatabase
let folder: string
let file: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dutybook-recompute-'))
  file = join(folder, 'office.backup')
  database = await testDatabase()
  const { app, master } = database
  await inParty(app, party, (sql) =>
    registerParty(
      sql,
      master,
      party,
      { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '330100' },
      { origin: `test.example/${party}`, now: APRIL },
    ),
  )
  const dispatch = new Dispatch({ pool: app, master, statute, catalogue, clock: () => APRIL })
  const actor = { person: 'lin-wei', roles: ['security-officer', 'compliance-officer'] as const }
  const plan = {
    type: 'adopt',
    on: '2026-03-30T10:00:00+08:00',
    title: TITLE,
    edition: '2026-1',
    approvedBy: PERSON,
    grades: '分四级',
    reporting: '负责人判断级别',
  }
  for (const order of [
    { procedure: 'profile', subject: '', command: { type: 'begin', since: '2024-01-02', unit: true }, actor },
    { procedure: 'plan', subject: '', command: plan, actor, name: 'request-1' },
  ]) {
    const { kind } = await dispatch.give(party, order)
    if (kind !== 'accepted') throw new Error(`${order.procedure}: ${kind}`)
  }
  await backUp(database.keeper, { file, product: '0.1.0', now: APRIL })
})

afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

async function office({
  keeper,
}: TestDatabase): Promise<{ readonly matters: readonly unknown[]; readonly rows: readonly unknown[]; readonly answers: readonly unknown[] }> {
  const [matters, rows, answers] = await Promise.all([
    keeper.query('select * from office.matter order by procedure, subject'),
    keeper.query('select * from office.view_row order by view, key'),
    keeper.query('select * from office.answer'),
  ])
  return { matters: matters.rows, rows: rows.rows, answers: answers.rows }
}

async function restored<Result>(erased: readonly Erased[], work: (to: TestDatabase) => Promise<Result>): Promise<Result> {
  const to = await testDatabase()
  const backup = await openBackup(file)
  try {
    for (const pool of [to.app, to.keeper, to.admin]) pool.on('connect', (client) => client.on('error', () => undefined))
    const { rows } = await to.admin.query<{ name: string }>('select current_database() as name')
    await to.admin.query(`grant create on database ${rows[0]?.name} to dutybook_owner`)
    await restore(to.keeper, { backup, migrations: migrations(), product: '0.1.0', master: database.master, keyFile: 'master.key', erased })
    return await work(to)
  } finally {
    await backup.close()
    await to[Symbol.asyncDispose]()
  }
}

test('what the desk shows and answers in the clear is in no backup', async () => {
  const live = JSON.stringify(await office(database))
  // Persons stand in no view and in no kept answer; what is not personal does.
  expect([live.includes(PERSON), live.includes(TITLE)]).toEqual([false, true])
  const unpacked = gunzipSync((await readFile(file)).subarray('dutybook-backup/1\n'.length, -73))
  expect([unpacked.includes('青蓝优选'), unpacked.includes(PERSON), unpacked.includes(TITLE)]).toEqual([true, false, false])
})

test('views are computed anew from the restored journal, and are those that were there', async () => {
  const before = await office(database)
  expect(before.rows.length).toBeGreaterThan(0)
  await restored([], async (to) => {
    expect(await office(to)).toEqual({ matters: [], rows: [], answers: [] })
    expect(await recomputeViews(to.app, to.keeper, database.master)).toEqual({ matters: before.matters.length, failed: [] })
    expect(await office(to)).toEqual({ ...before, answers: [] })
  })
})

test('what was erased since is in no view either', async () => {
  const { rows } = await database.keeper.query<{ index: number }>("select index from journal.entry where party = $1 and kind = 'personal.recorded'", [party])
  const erased = rows.map(({ index }) => ({ party, index, at: APRIL + 1 }))
  expect(erased.length).toBeGreaterThan(0)
  await restored(erased, async (to) => {
    await recomputeViews(to.app, to.keeper, database.master)
    const shown = JSON.stringify(await office(to))
    expect([shown.includes(PERSON), shown.includes(TITLE)]).toEqual([false, true])
  })
})

test('a party whose journal cannot be read through is named, and the others have their views', async () => {
  await restored([], async (to) => {
    const strange = Party.parse(randomUUID())
    await to.admin.query("insert into journal.tree (party, origin) values ($1, 'test.example/strange')", [strange])
    await to.admin.query("insert into journal.party_key (party, purpose, generation, wrapped, created) values ($1, 'payload', 1, '\\x00', 0)", [strange])
    const done = await recomputeViews(to.app, to.keeper, database.master)
    expect(done.failed.map((each) => each.party)).toEqual([strange])
    expect(done.matters).toBeGreaterThan(0)
  })
})
