import { randomUUID } from 'node:crypto'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draft, NOON } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { Recorder } from '#journal/recorder.ts'
import { exactTypes, inParty } from '#journal/sql.ts'
import { readEntries } from '#journal/stream.ts'
import { headOf, plantTree } from '#journal/tree.ts'
import { DATABASE, openDatabase } from './database.ts'
import { migrate, migrations } from './migrate.ts'
import { findBinaries, majorOf, type Binaries } from './postgres-binaries.ts'
import { startPostgres } from './postgres.ts'
import { ensureRoles, OWNER } from './roles.ts'
import { secretsOf } from './secrets.ts'
import { upgradeCluster } from './upgrade.ts'

const OLD = 15
const REQUEST = { product: '0.1.0', now: NOON }
const current = majorOf((await findBinaries()).version)
const old = await findBinaries(OLD).catch(() => undefined)
const reason = old === undefined ? ` (not run: no programs of PostgreSQL ${OLD} on this machine)` : current === OLD ? ' (not run: no newer programs)' : ''

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dutybook-upgrade-'))
})

afterAll(async () => rm(folder, { recursive: true, force: true }))

const versionOf = async (cluster: string): Promise<string> => (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()

test('without the old programs the message says what to do, and nothing is changed', async () => {
  const data = join(folder, 'ancient')
  await mkdir(join(data, 'postgres'), { recursive: true })
  await writeFile(join(data, 'postgres', 'PG_VERSION'), '9\n')
  const before = await readdir(data, { recursive: true })
  await expect(upgradeCluster(data, REQUEST)).rejects.toMatchObject({ code: 'cluster-version', versions: { found: 9, needed: current } })
  await expect(upgradeCluster(data, REQUEST)).rejects.toThrow(/postgresql-9.*dutybook upgrade-database.*dutybook restore/)
  expect(await versionOf(join(data, 'postgres'))).toBe('9')
  expect((await readdir(data, { recursive: true })).filter((name) => name.startsWith('postgres'))).toEqual(before)
})

test('a folder without a database needs no upgrade', async () => {
  expect(await upgradeCluster(join(folder, 'empty'), REQUEST)).toBeUndefined()
})

/** A cluster that the old programs made, with a party's journal in it. */
async function oldCluster(data: string, binaries: Binaries): Promise<Party> {
  const { master } = secretsOf(data)
  const server = await startPostgres(data, { binaries })
  const admin = new pg.Client(server.connection)
  await admin.connect()
  await ensureRoles(admin)
  await admin.query(`create database ${DATABASE} owner ${OWNER}`)
  await admin.end()
  const keeper = new pg.Pool({ ...server.connection, database: DATABASE, types: exactTypes, options: `-c role=${OWNER}` })
  const client = await keeper.connect()
  await migrate(client, migrations())
  client.release()
  const party = Party.parse(randomUUID())
  await inParty(keeper, party, (sql) => plantTree(sql, master, party, { origin: 'test.example/upgrade', now: NOON }))
  const recorder = new Recorder({ pool: keeper, master, clock: () => NOON })
  const appended = await recorder.append(party, { drafts: Array.from({ length: 300 }, (_, turn) => draft(`第 ${turn} 条`)) })
  expect(appended.kind).toBe('appended')
  await keeper.end()
  await server.stop()
  return party
}

describe.runIf(reason === '')(`with the programs of an older PostgreSQL${reason}`, () => {
  let data: string
  let party: Party

  beforeAll(async () => {
    if (old === undefined) throw new Error('unreachable')
    data = join(folder, 'data')
    party = await oldCluster(data, old)
  })

  test('an upgrade that fails leaves the old database in its place, and it opens with the old programs', async () => {
    const key = join(data, 'keys', 'master.key')
    const right = await readFile(key)
    await writeFile(key, `${'0'.repeat(64)}\n`)
    await expect(upgradeCluster(data, REQUEST)).rejects.toMatchObject({ code: 'master-key-wrong' })
    await writeFile(key, right)
    expect(await versionOf(join(data, 'postgres'))).toBe(String(OLD))
    expect((await readdir(data)).filter((name) => /until|upgrading/.test(name))).toEqual([])
    const server = await startPostgres(data, old === undefined ? {} : { binaries: old })
    expect(majorOf(server.version)).toBe(OLD)
    await server.stop()
  })

  test('the database is moved to the newer version, whole, and the old one is kept aside', async () => {
    await expect(startPostgres(data)).rejects.toMatchObject({ code: 'cluster-version' })
    const said: string[] = []
    const done = await upgradeCluster(data, { ...REQUEST, say: (_, en) => said.push(en) })
    expect(done).toMatchObject({
      from: OLD,
      to: current,
      aside: expect.stringMatching(/postgres-15-until-2026-03-01$/) as unknown,
      restored: { damaged: [], erased: 0 },
    })
    expect(await versionOf(join(data, 'postgres'))).toBe(String(current))
    expect(await versionOf(done?.aside ?? '')).toBe(String(OLD))
    expect(said).toEqual(expect.arrayContaining(['journal.entry: 300 rows']))
    const database = await openDatabase({ folder: data })
    try {
      expect((await inParty(database.app, party, (sql) => headOf(sql, party))).frontier.size).toBe(300)
      const texts: string[] = []
      for await (const { content } of readEntries(database.app, database.secrets.master, party, { by: 'position', from: 298 }))
        texts.push(new TextDecoder().decode(content?.bytes))
      expect(texts).toEqual(['{"text":"第 298 条"}', '{"text":"第 299 条"}'])
    } finally {
      await database.close()
    }
    expect(await upgradeCluster(data, REQUEST)).toBeUndefined()
  })

  test('an upgrade that a power cut ended between the two renamings is finished by the next call', async () => {
    const cut = join(folder, 'cut')
    await cp(data, cut, { recursive: true, filter: (path) => !/until|\.backup$|\/run$/.test(path) })
    await mkdir(join(cut, 'upgrading'))
    await rename(join(cut, 'postgres'), join(cut, 'upgrading', 'postgres'))
    await writeFile(join(cut, 'upgrading', 'whole'), '')
    expect(await upgradeCluster(cut, REQUEST)).toBeUndefined()
    expect(await versionOf(join(cut, 'postgres'))).toBe(String(current))
    expect(await readdir(cut)).not.toContain('upgrading')
  })
})
