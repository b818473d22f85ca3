import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { expect, test } from 'vitest'
import { appOf } from './app.ts'
import { Metrics } from './metrics.ts'
import { languageAccepted } from './problem.ts'

/** An application whose database is away: nobody listens at port 1. */
async function away(
  more: { readonly perMinute?: number; readonly metrics?: Metrics; readonly pages?: string } = {},
): Promise<AsyncDisposable & { readonly app: FastifyInstance; readonly lines: string[] }> {
  const pool = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 2000 })
  const lines: string[] = []
  const app = await appOf({ pool, entries: 'withheld', log: { write: (line) => void lines.push(line) }, ...more })
  return {
    app,
    lines,
    [Symbol.asyncDispose]: async () => {
      await app.close()
      await pool.end()
    },
  }
}

const PARTY = '0b9b1a52-7c43-4f0e-9d3e-0c6f0a1b2c3d'

test('alive without a database, and not ready', async () => {
  await using none = await away()
  const alive = await none.app.inject('/healthz')
  expect([alive.statusCode, alive.body]).toEqual([200, 'ok\n'])
  const ready = await none.app.inject('/readyz')
  expect([ready.statusCode, ready.headers['content-type']]).toEqual([503, 'application/problem+json; charset=utf-8'])
  expect(ready.json()).toMatchObject({ code: 'not-ready', status: 503, type: '/problems/not-ready' })
})

test('while the database is away, what needs it is not ready, and may be asked again; the log names the place and not the words', async () => {
  await using none = await away()
  const answer = await none.app.inject({ url: `/tlog/${PARTY}/checkpoint`, headers: { 'accept-language': 'zh' } })
  expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1'])
  expect(answer.json()).toMatchObject({ code: 'not-ready' })
  const line = none.lines.find((each) => each.includes('"event":"database-away"')) ?? ''
  expect(JSON.parse(line)).toMatchObject({ route: '/tlog/:party/checkpoint', err: { code: 'ECONNREFUSED', message: '' } })
  expect(answer.body + line).not.toContain('127.0.0.1')
})

test('a fault is a problem document without its cause, and the log names its place and not its words', async () => {
  await using none = await away()
  none.app.get('/broken/:what', async () => {
    throw Object.assign(new Error('of Wang at 192.0.2.7'), { code: 'EBROKEN' })
  })
  const answer = await none.app.inject({ url: '/broken/it', headers: { 'accept-language': 'zh' } })
  expect(answer.statusCode).toBe(500)
  expect(answer.headers).toMatchObject({ 'content-language': 'zh', vary: 'accept-language', 'cache-control': 'no-store' })
  expect(answer.json()).toMatchObject({ code: 'fault', instance: expect.stringMatching(/^urn:request:[0-9a-f-]{36}$/) as unknown })
  expect(answer.body).not.toContain('Wang')
  const fault = none.lines.find((line) => line.includes('"event":"fault"')) ?? ''
  expect(JSON.parse(fault)).toMatchObject({ route: '/broken/:what', err: { code: 'EBROKEN', message: '' } })
  expect(fault).not.toContain('Wang')
})

test('the log holds routes, not what was asked: no address, no query string, no header', async () => {
  await using none = await away()
  await none.app.inject({ url: '/healthz?name=Wang&token=secret', headers: { 'user-agent': 'Mozilla', cookie: 'session=1' }, remoteAddress: '192.0.2.7' })
  await none.app.inject({ url: '/people/Wang', remoteAddress: '192.0.2.7' })
  expect(none.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { event: 'answered', route: '/healthz', status: 200 },
    { event: 'answered', route: 'none', status: 404 },
  ])
  expect(none.lines.join('')).not.toMatch(/Wang|secret|Mozilla|session|192\.0\.2\.7/)
})

test('what is not there is a problem in the language that is wanted most', async () => {
  await using none = await away()
  const title = async (language?: string): Promise<unknown> =>
    (await none.app.inject({ url: '/nowhere', headers: language === undefined ? {} : { 'accept-language': language } })).json<{ title: unknown }>().title
  expect(await title('zh-CN,zh;q=0.9,en;q=0.8')).toBe('这里没有这样的内容。请检查地址。')
  expect(await title('fr, en;q=0.3')).toBe('There is nothing here. Check the address.')
  expect(await title()).toBe('There is nothing here. Check the address.')
})

test('languages are weighed as HTTP says', () => {
  const cases = {
    zh: ['zh', 'zh-Hant-TW', 'ZH-cn', 'en;q=0.5, zh', 'en;q=0.5,zh;q=0.51', 'en;q=0, zh;q=0.001', 'zh,en', 'de, zh ; q=0.2'],
    en: ['', 'en', 'en-GB,zh;q=0.9', 'de', '*', 'zh;q=0', 'zh;q=x', 'zhx', 'en,zh', ';;,,'],
  }
  expect(cases.zh.map(languageAccepted)).toEqual(cases.zh.map(() => 'zh'))
  expect(cases.en.map(languageAccepted)).toEqual(cases.en.map(() => 'en'))
  expect(languageAccepted(undefined)).toBe('en')
})

test('every answer carries the headers that keep a page to itself', async () => {
  await using none = await away()
  for (const url of ['/healthz', '/nowhere']) {
    const { headers } = await none.app.inject(url)
    expect(headers['content-security-policy']).toMatch(/^default-src 'none';.*frame-ancestors 'none'/)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin' })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  }
})

test('every address that a browser opens is the one page, with a nonce of its own; what programs ask for is not', async () => {
  const pages = mkdtempSync(join(tmpdir(), 'dutybook-pages-'))
  mkdirSync(join(pages, 'assets'))
  writeFileSync(join(pages, 'index.html'), '<div id="root" nonce="%NONCE%"></div>')
  writeFileSync(join(pages, 'assets', 'a-1.js'), 'export {}')
  try {
    await using none = await away({ pages })
    const open = (url: string, accept = 'text/html') => none.app.inject({ url, headers: { accept } })
    const opened = await Promise.all(['/', '/board', '/statute/csl-2026/23.1.3'].map((url) => open(url)))
    expect(opened.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200])
    const nonces = opened.map(({ body }) => /nonce="([^"]{20,})"/.exec(body)?.[1] ?? '')
    expect(new Set(nonces).size).toBe(3)
    for (const [place, { headers }] of opened.entries()) {
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonces[place]}'`)
      expect(headers['content-security-policy']).toContain("script-src 'self';")
      expect(headers['cache-control']).toBe('no-store')
    }
    expect((await open('/assets/a-1.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const not = ['/api/nothing', '/portal/nobody/nothing', '/assets/gone.js', '/tlog/x', '/assets/..%2f..%2fetc%2fpasswd']
    expect((await Promise.all(not.map((url) => open(url)))).map(({ statusCode }) => statusCode)).toEqual(not.map(() => 404))
    expect((await open('/board', 'application/json')).statusCode).toBe(404)
    expect((await open('/index.html')).body).not.toContain('%NONCE%')
  } finally {
    rmSync(pages, { recursive: true })
  }
})

test('who asks too often is told to wait, and health is answered all the same', async () => {
  await using none = await away({ perMinute: 2 })
  const ask = async (): Promise<number> => (await none.app.inject(`/tlog/x/checkpoint`)).statusCode
  expect([await ask(), await ask(), await ask()]).toEqual([404, 404, 429])
  const refused = await none.app.inject('/tlog/x/checkpoint')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.json()).toMatchObject({ code: 'too-many-requests' })
  expect((await none.app.inject('/healthz')).statusCode).toBe(200)
})

test('what is counted can be read by Prometheus', async () => {
  const metrics = new Metrics()
  metrics.count('dutybook_checkpoints_published_total')
  await using none = await away({ metrics })
  await none.app.inject('/healthz')
  await none.app.inject(`/tlog/${PARTY}/tile/0/xyz`)
  const answer = await none.app.inject('/metrics')
  expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
  const lines = answer.body.trimEnd().split('\n')
  expect(lines.filter((line) => !/^(# (HELP|TYPE) .+|[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? [0-9.e+-]+)$/.test(line))).toEqual([])
  expect(lines).toContain('dutybook_http_answer_seconds_count{method="GET",route="/healthz",status="200"} 1')
  expect(lines).toContain('dutybook_http_answer_seconds_count{method="GET",route="/tlog/:party/tile/*",status="400"} 1')
  expect(lines).toContain('dutybook_checkpoints_published_total 1')
  expect(answer.body).not.toContain(PARTY)
})
