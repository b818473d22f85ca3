import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '#journal/database.fixture.ts'
import { statute } from '#law/statute.fixture.ts'
import { serve } from '../serve.ts'
import { BETTER, CARD, GOOD } from './browser.fixture.ts'

/** The test's database as a user writes it in DATABASE_URL. */
function addressOf(name: string): string {
  const { connectionString, host, port, user, password } = inject('postgres').connection
  const address = new URL(connectionString ?? 'postgres://localhost')
  if (connectionString === undefined) {
    address.username = encodeURIComponent(user ?? '')
    address.password = encodeURIComponent(typeof password === 'string' ? password : '')
    if (host !== undefined) address.searchParams.set('host', host)
    if (port !== undefined) address.searchParams.set('port', String(port))
  }
  address.pathname = `/${name}`
  return address.href
}

test('over plain HTTP: the token that is printed at the start opens the first run, a cookie works and ends, and a restart forgets nothing but the token', async () => {
  await using database = await testDatabase()
  for (const pool of [database.app, database.admin]) pool.on('error', () => undefined) // told of connections that end with the database
  const { rows } = await database.admin.query<{ name: string }>('select current_database() as name')
  const folder = mkdtempSync(join(tmpdir(), 'dutybook-sign-in-'))
  const said: string[] = []
  const log: string[] = []
  const start = (): ReturnType<typeof serve> =>
    serve({
      folder,
      url: addressOf(rows[0]?.name ?? ''),
      host: '127.0.0.1',
      port: 0,
      statute,
      say: ({ zh, en }) => void said.push(zh, en),
      log: { write: (line) => void log.push(line) },
    })
  try {
    let server = await start()
    let ask = askerAt(server.address)
    const printed = said.map((words) => /\/first-run#([A-Za-z0-9_-]{32})$/m.exec(words)?.[1])
    const token = printed.find((each) => each !== undefined) ?? ''
    expect(printed.filter((each) => each === token)).toHaveLength(2) // in both languages
    expect(said.join()).toContain(`${server.address}/first-run#`)
    const claim = { token, party: CARD, name: '林薇', account: 'linwei', password: GOOD }
    expect((await ask('/api/first-run', { ...claim, token: 'x' })).status).toBe(403)
    expect((await ask('/api/first-run', claim)).status).toBe(201)
    expect((await ask('/api/first-run', claim)).status).toBe(403)
    expect((await ask('/api/sign-in', { account: 'linwei', password: BETTER })).status).toBe(401)
    const signed = await ask('/api/sign-in', { account: 'linwei', password: GOOD })
    const [cookie = ''] = (signed.cookie ?? '').split(';')
    expect(signed.cookie).toMatch(/HttpOnly; SameSite=Strict$/)
    expect((await ask('/api/me', undefined, { cookie })).status).toBe(200)

    await server.stop()
    said.length = 0
    server = await start()
    ask = askerAt(server.address)
    expect(said.join()).not.toContain('first-run')
    expect((await ask('/api/me', undefined, { cookie })).status).toBe(200)
    const headers = { cookie, 'x-dutybook-page': signed.pageToken ?? '' }
    expect((await ask('/api/sign-out', {}, { ...headers, origin: 'http://evil.example' })).status).toBe(403)
    expect((await ask('/api/sign-out', {}, headers)).status).toBe(204)
    expect((await ask('/api/me', undefined, { cookie })).status).toBe(401)
    await server.stop()
    expect(log.length).toBeGreaterThan(5)
    for (const secret of [token, GOOD, BETTER, cookie, '林薇', 'linwei']) expect(log.join()).not.toContain(secret)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

interface Heard {
  readonly status: number
  readonly cookie: string | null
  readonly pageToken: string | undefined
}

function askerAt(address: string): (path: string, payload?: object, headers?: Readonly<Record<string, string>>) => Promise<Heard> {
  return async (path, payload, headers = {}) => {
    const response = await fetch(`${address}${path}`, {
      headers: { origin: address, ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(payload === undefined ? {} : { method: 'POST', body: JSON.stringify(payload) }),
    })
    const text = await response.text()
    const body = z.looseObject({ pageToken: z.string().optional() }).parse(text === '' ? {} : JSON.parse(text))
    return { status: response.status, cookie: response.headers.get('set-cookie'), pageToken: body.pageToken }
  }
}
