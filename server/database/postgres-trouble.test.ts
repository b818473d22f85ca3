import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findBinaries } from './postgres-binaries.ts'
import { Actor, atRoot, clear, newDisk, newFolder, query, resizeDisk } from './postgres.fixture.ts'
import { isAlive } from './postgres-process.ts'
import { startPostgres } from './postgres.ts'
import { DatabaseError, troubleOf } from './postgres-trouble.ts'

afterAll(clear, 90_000)

/** The trouble that a start meets. Fails when there is none. */
async function troubleAt(folder: string): Promise<DatabaseError> {
  try {
    await (await startPostgres(folder)).stop()
  } catch (error) {
    if (error instanceof DatabaseError) return error
    throw error
  }
  throw new Error('the server started')
}

let original: Promise<string> | undefined

async function makeOriginal(): Promise<string> {
  const folder = newFolder()
  const server = await startPostgres(folder)
  await query(server.connection, 'create table note as select 1 as one')
  await server.stop()
  return folder
}

/** A folder with a cluster in it that is stopped: a copy, which is quicker than making one. */
async function stopped(): Promise<string> {
  const folder = newFolder()
  execFileSync('cp', ['-a', `${await (original ??= makeOriginal())}/.`, folder])
  return folder
}

describe('what is there is never overwritten', { timeout: 90_000 }, () => {
  test('a file where the data folder should be is refused by name', async () => {
    const path = join(newFolder(), 'data')
    writeFileSync(path, 'mine')
    const trouble = await troubleAt(path)
    expect(trouble.code).toBe('folder-unusable')
    expect(trouble.words.zh).toContain(path)
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })

  test('so is a file above it, and one where the cluster should be', async () => {
    const above = join(newFolder(), 'data')
    writeFileSync(above, 'mine')
    expect((await troubleAt(join(above, 'deeper'))).code).toBe('folder-unusable')
    const folder = newFolder()
    writeFileSync(join(folder, 'postgres'), 'mine')
    expect((await troubleAt(folder)).code).toBe('folder-unusable')
    expect(readFileSync(join(folder, 'postgres'), 'utf8')).toBe('mine')
  })

  test('a folder with other things in the cluster’s place is not initialised', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'postgres'))
    writeFileSync(join(folder, 'postgres', 'letter.txt'), 'mine')
    expect((await troubleAt(folder)).code).toBe('cluster-damaged')
    expect(readdirSync(join(folder, 'postgres'))).toEqual(['letter.txt'])
  })

  test('a cluster of another version is left alone, and both versions are named', async () => {
    const folder = await stopped()
    writeFileSync(join(folder, 'postgres', 'PG_VERSION'), '14\n')
    const trouble = await troubleAt(folder)
    expect(trouble).toMatchObject({ code: 'cluster-version', versions: { found: 14 } })
    expect(trouble.words.en).toContain('PostgreSQL 14')
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
  })

  test('a cluster of an older version opens with the programs of that version, when they are on the machine', async (context) => {
    const older = await findBinaries(15).catch(() => undefined)
    if (older === undefined) return context.skip('no PostgreSQL 15 on this machine')
    const folder = newFolder()
    const first = await startPostgres(folder, { binaries: older })
    expect(Math.floor(first.version / 10_000)).toBe(15)
    await query(first.connection, `create table note as select '责簿' as word`)
    await first.stop()
    expect(await troubleAt(folder)).toMatchObject({ code: 'cluster-version', versions: { found: 15, needed: 18 } })
    await using again = await startPostgres(folder, { binaries: older })
    expect(await query(again.connection, 'select word from note')).toEqual([{ word: '责簿' }])
  })

  test('programs of a version that nobody has are asked for by name', async () => {
    await expect(findBinaries(9)).rejects.toThrow('No programs of PostgreSQL 9 were found')
  })
})

describe('damage', { timeout: 90_000 }, () => {
  test('without the password the data is not touched, and the message says what to restore', async () => {
    const folder = await stopped()
    rmSync(join(folder, 'keys', 'postgres.json'))
    const trouble = await troubleAt(folder)
    expect(trouble.code).toBe('password-lost')
    expect(trouble.words.zh).toContain('keys')
    writeFileSync(join(folder, 'keys', 'postgres.json'), '{"user":')
    expect((await troubleAt(folder)).code).toBe('password-lost')
  })

  test('a password of another moment is refused, and no server is left behind', async () => {
    const folder = await stopped()
    const another = newFolder()
    await (await startPostgres(another)).stop()
    cpSync(join(another, 'keys', 'postgres.json'), join(folder, 'keys', 'postgres.json'))
    expect((await troubleAt(folder)).code).toBe('password-refused')
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
  })

  test.each([
    ['shortened', (path: string) => truncateSync(path, 100)],
    ['overwritten', (path: string) => writeFileSync(path, Buffer.alloc(8192, 7))],
    ['missing', (path: string) => rmSync(path)],
  ])('a control file that is %s is damage', async (_what, harm) => {
    const folder = await stopped()
    harm(join(folder, 'postgres', 'global', 'pg_control'))
    expect((await troubleAt(folder)).code).toBe('cluster-damaged')
  })

  test('a log of writes that is missing is damage', async () => {
    const folder = await stopped()
    const wal = join(folder, 'postgres', 'pg_wal')
    for (const name of readdirSync(wal).filter((each) => /^[0-9A-F]{24}$/.test(each))) rmSync(join(wal, name))
    expect((await troubleAt(folder)).code).toBe('cluster-damaged')
  })

  test('a clock behind the last write is told, and does not stop the start', async () => {
    const folder = await stopped()
    const tomorrow = new Date(Date.now() + 86_400_000)
    utimesSync(join(folder, 'postgres', 'global', 'pg_control'), tomorrow, tomorrow)
    const said: string[] = []
    await using server = await startPostgres(folder, { say: (zh) => said.push(zh) })
    expect(server.role).toBe('started')
    expect(said.join()).toContain('时钟')
  })
})

describe('folders and owners', { timeout: 90_000 }, () => {
  test('the data folder can be moved while nothing runs', async () => {
    const folder = await stopped()
    const moved = join(newFolder(), '搬走')
    renameSync(folder, moved)
    await using server = await startPostgres(moved)
    expect(await query(server.connection, 'select one from note')).toEqual([{ one: 1 }])
  })

  test('a copy made while the server runs is another folder: it neither joins nor ends the first server', async () => {
    const folder = newFolder()
    await using server = await startPostgres(folder)
    await query(server.connection, 'create table note as select 1 as one')
    await query(server.connection, 'checkpoint')
    const copy = join(newFolder(), 'copy')
    execFileSync('cp', ['-a', folder, copy])
    const other = await startPostgres(copy)
    expect(other.role).toBe('started')
    expect(other.pid).not.toBe(server.pid)
    await other.stop()
    expect(await query(server.connection, 'select one from note')).toEqual([{ one: 1 }])
  })

  test('root works inside a folder that the server’s user could not reach', async (context) => {
    if (!atRoot) return context.skip('needs root')
    const closed = newFolder()
    chmodSync(closed, 0o700)
    const folder = join(closed, 'root', 'data')
    mkdirSync(dirname(folder), { mode: 0o700 })
    const first = await startPostgres(folder)
    expect(statSync(join(folder, 'postgres')).uid).not.toBe(0)
    await query(first.connection, 'create table note as select 1 as one')
    await query(first.connection, 'create table more as select generate_series(1, 100000) as number')
    await first.stop()
    await using again = await startPostgres(folder)
    expect(await query(again.connection, 'select count(*)::int as rows from more')).toEqual([{ rows: 100_000 }])
  })

  test('programs that the server’s user cannot reach are copied once into the data folder', async (context) => {
    if (!atRoot) return context.skip('needs root')
    const found = await findBinaries()
    if (found.source !== 'package') return context.skip('the programs of this platform’s package are not installed')
    const closed = newFolder()
    chmodSync(closed, 0o700)
    cpSync(dirname(found.folder), join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
    const folder = newFolder()
    chmodSync(folder, 0o755)
    const binaries = { ...found, folder: join(closed, 'native', 'bin') }
    await (await startPostgres(folder, { binaries })).stop()
    const copies = readdirSync(folder).filter((name) => name.startsWith('postgres-programs'))
    expect(copies).toEqual([`postgres-programs-${found.version}`])
    const made = statSync(join(folder, copies[0] ?? '')).ino
    await using server = await startPostgres(folder, { binaries })
    expect(server.version).toBe(found.version)
    expect(statSync(join(folder, copies[0] ?? '')).ino).toBe(made)
  })

  test('a cluster that root copied back opens', async (context) => {
    if (!atRoot) return context.skip('needs root')
    const folder = await stopped()
    const copy = join(newFolder(), 'copy')
    execFileSync('cp', ['-r', folder, copy]) // root's own, file by file
    expect(statSync(join(copy, 'postgres', 'PG_VERSION')).uid).toBe(0)
    await using server = await startPostgres(copy)
    expect(await query(server.connection, 'select one from note')).toEqual([{ one: 1 }])
  })

  test('another user’s data is refused with both ways out, and stays as it is', async (context) => {
    if (!atRoot) return context.skip('needs root')
    const folder = await stopped()
    chmodSync(folder, 0o755)
    await using stranger = await Actor.begin({ uid: 65_534, gid: 65_534 })
    const report = await stranger.tell({ do: 'start', folder })
    expect(report).toMatchObject({ kind: 'refused', code: 'wrong-owner' })
    expect(JSON.stringify(report)).toMatch(/chown -R.*chown -R/)
    expect(JSON.stringify(report)).toContain(folder)
    await using server = await startPostgres(folder)
    expect(await query(server.connection, 'select one from note')).toEqual([{ one: 1 }])
  })

  test('an ordinary user has a server of their own, which root can join', async (context) => {
    if (!atRoot) return context.skip('needs root to become somebody else')
    const folder = newFolder()
    execFileSync('chown', ['65534:65534', folder])
    await using person = await Actor.begin({ uid: 65_534, gid: 65_534 })
    const { pid } = await person.start(folder)
    await person.tell({ do: 'write', rows: 2 })
    const server = await startPostgres(folder)
    expect(server).toMatchObject({ role: 'joined', pid })
    await server.stop()
    expect(await person.tell({ do: 'count' })).toEqual({ kind: 'done', rows: 2 })
    await person.tell({ do: 'stop' })
    await using after = await startPostgres(folder)
    expect(await query(after.connection, 'select count(*)::int as rows from note')).toEqual([{ rows: 2 }])
  })
})

describe('a full disk', { timeout: 90_000 }, () => {
  test('at the first start it is named, nothing half-made stays, and with more room the start succeeds', async (context) => {
    const folder = newDisk(20)
    if (folder === undefined) return context.skip('needs the right to mount a small disk')
    const trouble = await troubleAt(folder)
    expect(trouble.code).toBe('disk-full')
    expect(trouble.words.zh).toContain('磁盘已满')
    expect(readdirSync(folder).filter((name) => name.startsWith('postgres') && name !== 'postgres.log')).toEqual([])
    resizeDisk(folder, 300)
    await using server = await startPostgres(folder)
    expect(server.role).toBe('started')
  })

  test('while it runs it is named, no acknowledged row is lost, and with room again writing goes on', async (context) => {
    const folder = newDisk(200)
    if (folder === undefined) return context.skip('needs the right to mount a small disk')
    const filler = join(folder, 'filler')
    const first = await startPostgres(folder)
    await query(first.connection, 'create table note (id int primary key, filling text not null)')
    fill(folder, filler, 12 * 1024 * 1024)
    const insert = `insert into note select $1, string_agg(md5(random()::text), '') from generate_series(1, 20000)`
    let acknowledged = 0
    const write = (): Promise<boolean> =>
      query(first.connection, insert, [acknowledged]).then(
        () => true,
        () => false,
      )
    while (await write()) acknowledged++
    expect(acknowledged).toBeGreaterThan(0)
    await first.stop() // whatever the server was doing: it may have ended all sessions to recover
    expect(isAlive(first.pid)).toBe(false)

    fill(folder, filler, 0)
    const trouble = await startPostgres(folder).catch((error: unknown) => error)
    expect(trouble).toMatchObject({ name: 'DatabaseError', code: 'disk-full' })
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)

    rmSync(filler)
    await using again = await startPostgres(folder)
    expect(await query(again.connection, 'select count(*)::int as rows from note')).toEqual([{ rows: acknowledged }])
    await query(again.connection, 'insert into note values ($1, $2)', [acknowledged, 'room again'])
  })
})

/** Fills a disk but for so many bytes. */
function fill(disk: string, filler: string, rest: number): void {
  rmSync(filler, { force: true })
  const { bavail, bsize } = statfsSync(disk)
  writeFileSync(filler, Buffer.alloc(bavail * bsize - rest))
}

test('every trouble of the machine has words in both languages, and a refused statement is none', () => {
  const codes = ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'ENOTSUP', 'ENOMEM', '53100', '53200', '53300', '58030', 'XX001']
  const troubles = codes.map((code) => troubleOf('/srv/dutybook', Object.assign(new Error('said'), { code })))
  expect(troubles.filter((trouble) => trouble === undefined || !/[\u4e00-\u9fff]/.test(trouble.words.zh))).toEqual([])
  expect(troubles.filter((trouble) => trouble?.words.en.includes('/srv/dutybook') !== true)).toEqual([])
  expect(troubleOf('/srv/dutybook', Object.assign(new Error('duplicate key'), { code: '23505' }))).toBeUndefined()
})
