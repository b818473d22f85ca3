import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, NOON } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { Recorder } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import { headOf, plantTree } from '#journal/tree.ts'
import { lastBackup } from '#server/database/backup-record.ts'
import { openDatabase } from '#server/database/database.ts'
import { keepErased, erasedFile } from '#server/database/erased-list.ts'
import { backupCommands } from './backup.ts'
import { Unusable } from './unusable.ts'

const party = Party.parse(randomUUID())
let folder: string
let data: string
let file: string
/** The ciphertext of the first entry, as the database keeps it. */
let sealed: Buffer

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
    await new Recorder({ pool: app, master: secrets.master, clock: () => NOON }).append(party, {
      drafts: Array.from({ length: 20 }, (_, turn) => draft(`${turn}`.padEnd(100, '.'))),
    })
    const { rows } = await database.keeper.query<{ sealed: Buffer }>('select sealed from journal.payload where party = $1 and index = 0', [party])
    sealed = rows[0]?.sealed ?? Buffer.alloc(0)
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
  expect(await sizeIn(data)).toEqual([20, 20])
})

test('on a new machine: refused until the master key is there, then whole', async () => {
  const fresh = join(folder, 'fresh')
  expect((await unusable('restore', file, '--data', fresh)).words.en).toContain(join(fresh, 'keys', 'master.key'))
  await copyFile(join(data, 'keys', 'master.key'), join(fresh, 'keys', 'master.key'))
  await dutybook('restore', file, '--data', fresh)
  expect(await sizeIn(fresh)).toEqual([20, 20])
  expect(await filesWith(join(fresh, 'postgres'), sealed)).not.toEqual([])
})

test('what was erased after the backup is in no byte of the restored database', async () => {
  const later = join(folder, 'later')
  await mkdir(join(later, 'keys'), { recursive: true })
  await copyFile(join(data, 'keys', 'master.key'), join(later, 'keys', 'master.key'))
  await keepErased(later, party, 0)
  await dutybook('restore', file, '--data', later)
  expect(await sizeIn(later)).toEqual([20, 19])
  expect(sealed.length).toBeGreaterThan(100)
  expect(await filesWith(later, sealed)).toEqual([])
  await writeFile(erasedFile(later), 'damaged\n')
  expect((await unusable('restore', file, '--data', later)).words.en).toMatch(/^Line 1 of /)
})
