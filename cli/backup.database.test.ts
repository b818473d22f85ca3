import { randomBytes, randomUUID } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Command } from 'commander'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, NOON } from '#journal/database.fixture.ts'
import { erase } from '#journal/erasure.ts'
import { Party } from '#journal/party.ts'
import { Recorder, type RecorderOptions } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import { headOf, plantTree } from '#journal/tree.ts'
import { lastBackup } from '#server/database/backup-record.ts'
import { openDatabase, type Database } from '#server/database/database.ts'
import { keepErased, erasedFile } from '#server/database/erased-list.ts'
import { keepFile, openFile } from '#server/file/file.ts'
import type { StoredFile } from '#server/contract/file.ts'
import { backupCommands } from './backup.ts'
import { Unusable } from './unusable.ts'

const party = Party.parse(randomUUID())
let folder: string
let data: string
let file: string
/** The ciphertext of the first entry, as the database keeps it. */
let sealed: Buffer

const ENTRIES = 20
/** Two files behind the entries, the first in several parts. */
const EVIDENCE = { '机房巡检.bin': randomBytes(2_500_000), '身份证.txt': Buffer.from('身份证号 330100…') }
let evidence: readonly StoredFile[]

const optionsOf = ({ app, secrets }: Database): RecorderOptions => ({ pool: app, master: secrets.master, clock: () => NOON })

async function kept(database: Database): Promise<readonly StoredFile[]> {
  const files: StoredFile[] = []
  for (const [name, bytes] of Object.entries(EVIDENCE)) {
    const brought = { procedure: 'system', subject: 'pay', name, sha256: undefined, by: '林薇', most: 10_000_000 }
    const done = await keepFile(optionsOf(database), party, Readable.from([bytes]), brought)
    if (done.kind !== 'kept') throw new Error(done.kind)
    files.push(done.file)
  }
  return files
}

/** What each evidence file holds in a folder's database; nothing of one that cannot be read. */
async function readIn(of: string): Promise<readonly (Buffer | undefined)[]> {
  const database = await openDatabase({ folder: of })
  try {
    const found: (Buffer | undefined)[] = []
    for (const { file: each } of evidence) {
      const opened = await openFile(database.app, database.secrets.master, party, each)
      found.push(opened === undefined ? undefined : await buffer(opened.bytes()))
    }
    return found
  } finally {
    await database.close()
  }
}

async function dutybook(...words: readonly string[]): Promise<void> {
  const program = new Command('dutybook').version('0.1.0')
  for (const command of backupCommands()) program.addCommand(command)
  await program.parseAsync([...words], { from: 'user' })
}

const unusable = async (...words: readonly string[]): Promise<Unusable> => {
  const refusal: unknown = await dutybook(...words).catch((error: unknown) => error)
  if (!(refusal instanceof Unusable)) throw new Error(`not refused: ${String(refusal)}`)
  return refusal
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dutybook-cli-backup-'))
  data = join(folder, 'data')
  file = join(folder, 'all.backup')
  const database = await openDatabase({ folder: data })
  try {
    const { app, secrets } = database
    await inParty(app, party, (sql) => plantTree(sql, secrets.master, party, { origin: 'test.example/cli', now: NOON }))
    await new Recorder(optionsOf(database)).append(party, {
      drafts: Array.from({ length: ENTRIES }, (_, turn) => draft(`${turn}`.padEnd(100, '.'))),
    })
    const { rows } = await database.keeper.query<{ sealed: Buffer }>('select sealed from journal.payload where party = $1 and index = 0', [party])
    sealed = rows[0]?.sealed ?? Buffer.alloc(0)
    evidence = await kept(database)
  } finally {
    await database.close()
  }
  await dutybook('backup', file, '--data', data, '--lang', 'en')
})

afterAll(async () => rm(folder, { recursive: true, force: true }))

async function sizeIn(of: string): Promise<readonly [size: number, payloads: number]> {
  const database = await openDatabase({ folder: of })
  try {
    return await inParty(database.app, party, async (sql) => {
      const { rows } = await sql.query<{ count: number }>({ text: 'select count(*) as count from journal.payload' })
      return [(await headOf(sql, party)).frontier.size, rows[0]?.count ?? -1]
    })
  } finally {
    await database.close()
  }
}

/** Every file of a folder in which the bytes stand. */
async function filesWith(of: string, bytes: Buffer): Promise<readonly string[]> {
  const entries = await readdir(of, { recursive: true, withFileTypes: true })
  const found: string[] = []
  for (const entry of entries) if (entry.isFile() && (await readFile(join(entry.parentPath, entry.name))).includes(bytes)) found.push(entry.name)
  return found
}

test('a backup is not written over without being asked', async () => {
  expect((await unusable('backup', file, '--data', data)).words.en).toMatch(/--force/)
  await dutybook('backup', file, '--force', '--data', data)
})

test('the data folder knows of its newest backup that is whole', async () => {
  const before = await lastBackup(data)
  expect(before?.bytes).toBe((await stat(file)).size)
  expect((await unusable('backup', join(folder, 'nowhere', 'all.backup'), '--data', data)).words.en).not.toBe('')
  expect(await lastBackup(data)).toEqual(before)
})

test('what is no whole backup is refused before a database is made for it', async () => {
  const damaged = join(folder, 'damaged.backup')
  await writeFile(damaged, (await readFile(file)).subarray(0, -1))
  const nowhere = join(folder, 'nowhere')
  expect((await unusable('restore', damaged, '--data', nowhere)).words.en).toMatch(/not complete/)
  expect((await unusable('restore', join(folder, 'missing.backup'), '--data', nowhere)).words.zh).toMatch(/请检查路径/)
  expect((await unusable('restore', folder, '--data', nowhere)).words.en).toMatch(/is a folder/)
  expect(await readdir(folder)).not.toContain('nowhere')
})

test('a backup is not restored over data', async () => {
  expect((await unusable('restore', file, '--data', data)).words.en).toMatch(/holds data/)
  expect(await sizeIn(data)).toEqual([ENTRIES + 2, ENTRIES + 2])
})

test('on a new machine: refused until the master key is there, then whole', async () => {
  const fresh = join(folder, 'fresh')
  expect((await unusable('restore', file, '--data', fresh)).words.en).toContain(join(fresh, 'keys', 'master.key'))
  await copyFile(join(data, 'keys', 'master.key'), join(fresh, 'keys', 'master.key'))
  await dutybook('restore', file, '--data', fresh)
  expect(await sizeIn(fresh)).toEqual([ENTRIES + 2, ENTRIES + 2])
  expect(await filesWith(join(fresh, 'postgres'), sealed)).not.toEqual([])
  expect(await readIn(fresh)).toEqual(Object.values(EVIDENCE))
})

test('what was erased after the backup is in no byte of the restored database', async () => {
  const later = join(folder, 'later')
  await mkdir(join(later, 'keys'), { recursive: true })
  await copyFile(join(data, 'keys', 'master.key'), join(later, 'keys', 'master.key'))
  await keepErased(later, party, 0)
  await dutybook('restore', file, '--data', later)
  expect(await sizeIn(later)).toEqual([ENTRIES + 2, ENTRIES + 1])
  expect(sealed.length).toBeGreaterThan(100)
  expect(await filesWith(later, sealed)).toEqual([])
  await writeFile(erasedFile(later), 'damaged\n')
  expect((await unusable('restore', file, '--data', later)).words.en).toMatch(/^Line 1 of /)
})

test('an evidence file that was erased after the backup does not come back readable; the others do', { timeout: 120_000 }, async () => {
  const [, gone] = evidence
  if (gone === undefined) throw new Error('no file')
  const database = await openDatabase({ folder: data })
  try {
    const erasure = { by: '林薇', why: '本人请求', provision: 'csl-2026 45' }
    // The list takes what was erased after the backup, which is of this very moment.
    await erase(optionsOf(database), party, gone.index, erasure, (whose, index) => keepErased(data, whose, index))
  } finally {
    await database.close()
  }
  expect(await readIn(data)).toEqual([EVIDENCE['机房巡检.bin'], undefined])
  const elsewhere = join(folder, 'elsewhere')
  await mkdir(join(elsewhere, 'keys'), { recursive: true })
  await mkdir(join(elsewhere, 'kept'))
  await copyFile(join(data, 'keys', 'master.key'), join(elsewhere, 'keys', 'master.key'))
  await copyFile(erasedFile(data), erasedFile(elsewhere))
  await dutybook('restore', file, '--data', elsewhere)
  expect(await readIn(elsewhere)).toEqual([EVIDENCE['机房巡检.bin'], undefined])
})
