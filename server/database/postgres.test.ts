import { spawn } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { placesIn } from './postgres-cluster.ts'
import { startPostgres } from './postgres.ts'
import { Actor, clear, newFolder, query, until } from './postgres.fixture.ts'
import { isAlive } from './postgres-process.ts'
import { rotateLog } from './postgres-server.ts'

afterAll(clear, 90_000)

const logOf = (folder: string): string => readFileSync(join(folder, 'postgres.log'), 'utf8')
const leftovers = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.startsWith('postgres.new-'))
const done = (rows: number): unknown => ({ kind: 'done', rows })

describe('one process', { timeout: 90_000 }, () => {
  test('the first start makes a durable server that only this folder reaches', async () => {
    const folder = newFolder()
    await using server = await startPostgres(folder)
    expect(server.role).toBe('started')
    expect(server.version).toBeGreaterThanOrEqual(150_000)
    const names = [
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'data_checksums',
      'listen_addresses',
      'server_encoding',
      'TimeZone',
      'password_encryption',
    ]
    const rows = await query(server.connection, 'select name, setting from pg_settings where name = any($1)', [names])
    expect(Object.fromEntries(rows.map((row) => [row['name'], row['setting']]))).toEqual({
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      listen_addresses: '',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      password_encryption: 'scram-sha-256',
    })
    expect(await query(server.connection, `select lower('ÄÉ') as lower, '责' < '簿' as before`)).toEqual([{ lower: 'äé', before: false }])
    expect(statSync(join(folder, 'postgres')).uid).not.toBe(0) // whose user is the server's, or it would not start
    expect(statSync(join(folder, 'keys', 'postgres.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'postgres')).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'run', 'socket')).mode & 0o777).toBe(0o700)
  })

  test('nobody logs in without the password, not even through the socket', async () => {
    await using server = await startPostgres(newFolder())
    await expect(query({ ...server.connection, password: 'guessed' }, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test('what was written is there after a clean stop and a new start', async () => {
    const folder = newFolder()
    const first = await startPostgres(folder)
    await query(first.connection, `create table note as select '责簿' as word`)
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false)
    await using again = await startPostgres(folder)
    expect(again.role).toBe('started')
    expect(again.pid).not.toBe(first.pid)
    expect(await query(again.connection, 'select word from note')).toEqual([{ word: '责簿' }])
    expect(logOf(folder)).toContain('database system is shut down')
    expect(logOf(folder)).not.toContain('not properly shut down')
  })

  test('stopping twice is stopping once', async () => {
    const server = await startPostgres(newFolder())
    await Promise.all([server.stop(), server.stop()])
    await server.stop()
    expect(isAlive(server.pid)).toBe(false)
  })

  test('neither values nor statements get into the log', async () => {
    const folder = newFolder()
    await using server = await startPostgres(folder)
    await query(server.connection, 'create table person (name text primary key)')
    await query(server.connection, 'insert into person values ($1)', ['王小明'])
    await expect(query(server.connection, 'insert into person values ($1)', ['王小明'])).rejects.toMatchObject({ code: '23505' })
    await expect(query(server.connection, `select '王小明'::int`)).rejects.toMatchObject({ code: '22P02' })
    await expect(query(server.connection, `do $$ begin raise warning '王小明'; raise exception '王小明'; end $$`)).rejects.toMatchObject({ code: 'P0001' })
    expect(logOf(folder)).toContain('ready to accept connections')
    expect(logOf(folder)).not.toMatch(/王小明|person|STATEMENT|DETAIL/)
  })

  test('a large log is set aside at a start', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'postgres.log'), 'old\n'.repeat(300_000))
    await using server = await startPostgres(folder)
    expect(server.role).toBe('started')
    expect(logOf(folder)).not.toContain('old')
    expect(readFileSync(join(folder, 'postgres.log.1'), 'utf8')).toContain('old')
  })

  test('a large log is set aside while the server writes to it', async () => {
    const folder = newFolder()
    const server = await startPostgres(folder)
    appendFileSync(join(folder, 'postgres.log'), 'old\n'.repeat(300_000))
    rotateLog(placesIn(folder), true)
    await server.stop()
    expect(logOf(folder)).not.toContain('old')
    expect(logOf(folder)).toContain('database system is shut down')
    expect(readFileSync(join(folder, 'postgres.log.1'), 'utf8')).toContain('ready to accept connections')
  })

  test('every commit is synced to the disk before it is acknowledged', async () => {
    await using server = await startPostgres(newFolder())
    const client = new Client(server.connection)
    await client.connect()
    const synced = async (): Promise<number> => {
      await client.query('select pg_stat_force_next_flush()')
      const source =
        server.version >= 180_000 ? `select sum(fsyncs)::int as synced from pg_stat_io where object = 'wal'` : 'select wal_sync::int as synced from pg_stat_wal'
      const { rows } = await client.query<{ synced: number }>(source)
      return rows[0]?.synced ?? Number.NaN
    }
    await client.query('create table note (id int)')
    const before = await synced()
    for (let commit = 0; commit < 20; commit++) await client.query('insert into note values ($1)', [commit])
    expect((await synced()) - before).toBeGreaterThanOrEqual(20)
    await client.end()
  })

  test('a path too long for a socket has its socket elsewhere, and is found there again', async () => {
    const folder = join(newFolder(), '很深的文件夹'.repeat(8), 'deeper'.repeat(12))
    expect(Buffer.byteLength(join(folder, 'run', 'socket', '.s.PGSQL.5432'))).toBeGreaterThan(107)
    await using server = await startPostgres(folder)
    expect(server.connection.host.startsWith(folder)).toBe(false)
    expect(statSync(server.connection.host).mode & 0o777).toBe(0o700)
    await using actor = await Actor.begin()
    expect(await actor.start(folder)).toMatchObject({ role: 'joined', pid: server.pid })
  })

  test('when one of its processes crashes the server recovers by itself, and loses nothing', async () => {
    await using server = await startPostgres(newFolder())
    await query(server.connection, 'create table note as select 1 as one')
    const [writer] = await query(server.connection, `select pid from pg_stat_activity where backend_type = 'walwriter'`)
    process.kill(Number(writer?.['pid']), 'SIGKILL') // the server ends all sessions and recovers
    await until(() => !isAlive(Number(writer?.['pid'])))
    await until(async () => (await query(server.connection, 'select one from note').catch(() => [])).length === 1)
    expect(isAlive(server.pid)).toBe(true)
  })
})

describe('processes that are killed', { timeout: 90_000 }, () => {
  test('a server whose process was killed is adopted, with everything that was acknowledged', async () => {
    const folder = newFolder()
    const owner = await Actor.begin()
    const { pid } = await owner.start(folder)
    expect(await owner.tell({ do: 'write', rows: 50 })).toEqual(done(50))
    await owner.signal('SIGKILL')
    expect(isAlive(pid)).toBe(true)
    const server = await startPostgres(folder)
    expect(server).toMatchObject({ role: 'adopted', pid })
    expect(await query(server.connection, 'select count(*)::int as rows from note')).toEqual([{ rows: 50 }])
    await server.stop()
    expect(isAlive(pid)).toBe(false)
  })

  test('after each of five crashes of both, every acknowledged row is there', async () => {
    const folder = newFolder()
    let acknowledged = 0
    for (let round = 0; round < 5; round++) {
      const owner = await Actor.begin()
      const { pid, role } = await owner.start(folder)
      expect(role).toBe('started')
      await owner.tell({ do: 'write', rows: 40 })
      acknowledged += 40
      expect(await owner.tell({ do: 'count' })).toEqual(done(acknowledged))
      process.kill(pid, 'SIGKILL')
      await owner.signal('SIGKILL')
    }
    expect(acknowledged).toBe(200)
  })

  test('an orphan that does not answer is ended, and its data opened anew', async () => {
    const folder = newFolder()
    const owner = await Actor.begin()
    const { pid } = await owner.start(folder)
    await owner.tell({ do: 'write', rows: 3 })
    await owner.signal('SIGKILL')
    process.kill(pid, 'SIGSTOP')
    const said: string[] = []
    await using server = await startPostgres(folder, { say: (_zh, en) => said.push(en) })
    expect(server.role).toBe('started')
    expect(isAlive(pid)).toBe(false)
    expect(said.join()).toContain('does not answer')
    expect(await query(server.connection, 'select count(*)::int as rows from note')).toEqual([{ rows: 3 }])
  })

  test('a first start that is killed at any moment leaves a folder in which the next one succeeds', async () => {
    const moments: readonly ((folder: string) => boolean)[] = [
      (folder) => leftovers(folder).length > 0,
      (folder) => leftovers(folder).some((name) => existsSync(join(folder, name, 'data', 'global', 'pg_control'))),
      (folder) => existsSync(join(folder, 'postgres')),
    ]
    for (const moment of moments) {
      const folder = newFolder()
      const actor = await Actor.begin()
      const started = actor.start(folder).catch(() => undefined)
      await until(() => moment(folder))
      await actor.signal('SIGKILL')
      await started
      await using next = await Actor.begin()
      expect(['started', 'adopted']).toContain((await next.start(folder)).role)
      expect(await next.tell({ do: 'write', rows: 1 })).toEqual(done(1))
      expect(leftovers(folder)).toEqual([])
      await next.tell({ do: 'stop' })
    }
  })

  test.for([
    ['belongs to another program now', 'exec sleep 60'],
    ['belongs to a zombie that nobody collects', 'sleep 0 & exec sleep 60'],
  ])('the old server’s number %s, and the server starts all the same', async ([, script = ''], context) => {
    if (process.platform !== 'linux') return context.skip('only Linux shows which processes are zombies')
    const folder = newFolder()
    const first = await startPostgres(folder)
    await query(first.connection, 'create table note as select 1 as one')
    const cluster = join(folder, 'postgres')
    const left = readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
    await first.stop()
    const { uid, gid } = statSync(cluster) // PostgreSQL minds only processes of its own user
    const other = spawn('/bin/sh', ['-c', script], { uid, gid, stdio: 'ignore' })
    try {
      const number = script.includes('&') ? await childOf(other.pid) : other.pid
      writeFileSync(join(cluster, 'postmaster.pid'), left.replace(/^\d+/, String(number)), { mode: 0o600 })
      await using again = await startPostgres(folder)
      expect(again.role).toBe('started')
      expect(await query(again.connection, 'select one from note')).toEqual([{ one: 1 }])
      expect(isAlive(other.pid ?? 0)).toBe(true)
    } finally {
      other.kill('SIGKILL')
    }
  })
})

/** The child of a process, once it has become a zombie. */
async function childOf(parent: number | undefined): Promise<string> {
  const path = `/proc/${parent}/task/${parent}/children`
  let child = ''
  await until(() => {
    child = readFileSync(path, 'utf8').trim()
    return child !== '' && readFileSync(`/proc/${child}/stat`, 'utf8').includes(') Z ')
  })
  return child
}

describe('several processes', { timeout: 90_000 }, () => {
  test('of several that start at once on a new folder one starts the server, the others join, and nothing is lost', async () => {
    const folder = newFolder()
    const actors = await Promise.all([1, 2, 3, 4].map(() => Actor.begin()))
    const starts = await Promise.all(actors.map((actor) => actor.start(folder)))
    expect(starts.map(({ role }) => role).toSorted()).toEqual(['joined', 'joined', 'joined', 'started'])
    expect(new Set(starts.map(({ pid }) => pid)).size).toBe(1)
    await actors[0]?.tell({ do: 'write', rows: 0 }) // makes the table
    await Promise.all(actors.map((actor) => actor.tell({ do: 'write', rows: 50 })))
    expect(await actors[0]?.tell({ do: 'count' })).toEqual(done(200))
    for (const actor of actors) await actor.tell({ do: 'stop' })
    expect(isAlive(starts[0]?.pid ?? 0)).toBe(false)
  })

  test('one that joined for a moment leaves the server running; the last one stops it, whoever started it', async () => {
    const folder = newFolder()
    await using starter = await Actor.begin()
    await using visitor = await Actor.begin()
    await using stayer = await Actor.begin()
    const { pid } = await starter.start(folder)
    expect((await visitor.start(folder)).role).toBe('joined')
    await visitor.tell({ do: 'stop' })
    expect(isAlive(pid)).toBe(true)
    expect((await stayer.start(folder)).role).toBe('joined')
    await starter.tell({ do: 'stop' })
    expect(await stayer.tell({ do: 'write', rows: 1 })).toEqual(done(1))
    await stayer.tell({ do: 'stop' })
    expect(isAlive(pid)).toBe(false)
  })

  test('a process that was killed does not keep the server for ever', async () => {
    const folder = newFolder()
    const starter = await Actor.begin()
    await using other = await Actor.begin()
    const { pid } = await starter.start(folder)
    await other.start(folder)
    await starter.signal('SIGKILL')
    await other.tell({ do: 'stop' })
    expect(isAlive(pid)).toBe(false)
  })

  test('a process that ends without stopping the server has it stopped, unless another uses it', async () => {
    const folder = newFolder()
    const first = await Actor.begin()
    const second = await Actor.begin()
    const { pid } = await first.start(folder)
    await second.start(folder)
    await first.send({ do: 'exit' })
    expect(await second.tell({ do: 'write', rows: 1 })).toEqual(done(1))
    await second.send({ do: 'exit' })
    await until(() => !isAlive(pid))
    expect(logOf(folder)).toContain('database system is shut down')
  })

  test('Ctrl-C reaches the process and not its server, which takes what is still to be written', async () => {
    const folder = newFolder()
    const actor = await Actor.begin()
    const { pid } = await actor.start(folder)
    await actor.tell({ do: 'write', rows: 1 })
    await actor.signal('SIGINT', 'group')
    expect(isAlive(pid)).toBe(false)
    await using server = await startPostgres(folder)
    expect(await query(server.connection, 'select count(*)::int as rows from note')).toEqual([{ rows: 2 }])
  })

  test('starts and stops that cross each other leave one server and every row', async () => {
    const folder = newFolder()
    const actors = await Promise.all([1, 2, 3].map(() => Actor.begin()))
    const visits = actors.map(async (actor) => {
      for (let visit = 0; visit < 6; visit++) {
        await actor.start(folder)
        expect(await actor.tell({ do: 'write', rows: 5 })).toEqual(done(5))
        await actor.tell({ do: 'stop' })
      }
    })
    await Promise.all(visits)
    await using server = await startPostgres(folder)
    expect(server.role).toBe('started')
    expect(await query(server.connection, 'select count(*)::int as rows from note')).toEqual([{ rows: 90 }])
  })
})
