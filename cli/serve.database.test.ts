import { fileURLToPath } from 'node:url'
import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { testFolder } from '#server/witness/witness.fixture.ts'

/** The built product. */
const binary = fileURLToPath(new URL('../bin/dutybook', import.meta.url))
let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  for (const pool of [database.app, database.admin]) pool.on('error', () => undefined) // told of connections that end with the database
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
})

/** The test's database as a user writes it in DATABASE_URL. */
async function address(): Promise<string> {
  const { rows } = await database.admin.query<{ name: string }>('select current_database() as name')
  const { connectionString, host = 'localhost', port = 5432, user = '', password } = inject('postgres').connection
  const url = new URL(connectionString ?? 'postgres://localhost')
  if (connectionString === undefined) {
    url.username = encodeURIComponent(user)
    url.password = encodeURIComponent(typeof password === 'string' ? password : '')
    url.searchParams.set('host', host)
    url.searchParams.set('port', String(port))
  }
  url.pathname = `/${rows[0]?.name ?? ''}`
  return url.href
}

test.each(['SIGTERM', 'SIGINT'] as const)('the server says where it is, answers, and ends with status 0 at %s', async (signal) => {
  using folder = testFolder()
  const child = spawn(process.execPath, [binary, 'serve'], {
    env: { ...process.env, LANG: 'C', LC_ALL: 'C', DATA_DIR: folder.path, DATABASE_URL: await address(), PORT: '0', HOST: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString()
      const [, found] = /Dutybook is at (http\S+)/.exec(err) ?? []
      if (found !== undefined) resolve(found)
    })
    child.on('close', () => reject(new Error(`it ended without an address: ${err}`)))
  })
  expect(await (await fetch(`${url}/readyz`)).text()).toBe('ready\n')
  child.kill(signal)
  expect(await ended).toBe(0)
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toContainEqual(expect.objectContaining({ event: 'answered', route: '/readyz', status: 200 }))
})

test('a database that cannot be reached is said with what to do, and status 2', async () => {
  using folder = testFolder()
  const child = spawn(process.execPath, [binary, 'serve', '--data', folder.path, '--database-url', 'postgres://nobody@127.0.0.1:1/none', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (part: Buffer) => (err += part.toString()))
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(2)
  expect(err).toContain('127.0.0.1')
})
