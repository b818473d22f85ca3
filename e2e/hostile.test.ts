import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { browser, noBrowser, type OpenBrowser } from './browser.fixture.ts'
import { Folders } from './folder.ts'
import { run, start } from './product.ts'
import { ALL, HOSTILE } from '#server/http/hostile.fixture.ts'

const LONG = 180_000 // ms
const ON = '2026-01-05T09:00:00+08:00'
const PASSWORD = '海边 quiet-lantern 七点'

const folders = new Folders()
let opened: OpenBrowser
let server: ReturnType<typeof start>
let address: string
let party: string
let code: string

/** The first run's token is printed with the address. */
function firstRunOf(child: ReturnType<typeof start>): Promise<URL> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.resume()
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\S+\/first-run#\S+/.exec(said)?.[0]
      if (found !== undefined) resolve(new URL(found))
    })
    child.on('close', () => reject(new Error(`the server ended: ${said}`)))
  })
}

async function post(path: string, body: object, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await fetch(`${address}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
  return JSON.parse(text)
}

beforeAll(async () => {
  if (noBrowser !== undefined) return
  const folder = folders.make()
  server = start(['serve', '--port', '0', '--data', folder])
  const first = await firstRunOf(server)
  address = first.origin
  const name = ALL.slice(0, 190).replaceAll(/[\r\n]/g, ' ')
  const card = { kind: 'operator', zh: `${HOSTILE.script} 甲`, en: `${HOSTILE.image} A`, region: '330100' }
  const claim = {
    token: first.hash.slice(1),
    party: card,
    name: `${HOSTILE.image} 林薇`,
    account: 'linwei',
    password: PASSWORD,
    also: ['compliance-officer', 'security-officer'],
  }
  party = z.object({ party: z.string() }).parse(await post('/api/first-run', claim)).party
  const made = await run(['token', 'create', '--name', 'test', '--party', party, '--data', folder])
  const token = { authorization: `Bearer ${made.out.trim()}` }
  const give = (matter: string, command: object): Promise<unknown> => post(`/api/matters/${matter}`, command, token)
  await give('profile/self', { type: 'begin', since: '2024-01-02', unit: true })
  for (const fact of ['withinTerritory', 'ownsNetwork']) await give('profile/self', { type: 'establish', fact, holds: true, on: ON, reason: ALL })
  await give('system/pay', {
    type: 'enter',
    name: { zh: name, en: name },
    since: '2024-01-02',
    facts: { gradedLevel: 3 },
    particulars: { purpose: name, place: name },
  })
  await give('incident/inc-1', { type: 'discover', knownAt: ON, title: name, eventKind: 'attack', endangersSecurity: true, suspectedCase: true, system: 'pay' })
  await give('incident/inc-1', { type: 'classify', on: ON, impact: { lossYuan: 6_000_000 }, reason: ALL })
  await give('publication/rules', { type: 'publish-rules', on: ON, title: name, version: '1', purposes: ALL, means: ALL, scope: ALL, contact: name })
  const complaint = { type: 'submit', topic: 'personal-information', content: ALL, respondent: name, name, contact: name }
  code = z.object({ code: z.string() }).parse(await post(`/portal/${party}/matters/complaint`, complaint)).code
  opened = await browser()
}, LONG)

afterAll(async () => {
  if (noBrowser !== undefined) return
  await opened[Symbol.asyncDispose]()
  const ended = new Promise((resolve) => void server.on('close', resolve))
  server.kill('SIGTERM')
  await ended
  await folders[Symbol.asyncDispose]()
}, 60_000)

/** What a page has done that it must not: run a payload, opened a dialog, or asked another host for something. */
async function harmOn(page: Page, look: () => Promise<unknown>): Promise<readonly string[]> {
  const found: string[] = []
  const asked = (request: Request): void => {
    const { protocol, origin } = new URL(request.url())
    if (/^https?:$/.test(protocol) && origin !== address) found.push(`asked ${request.url()}`)
  }
  const told = (): void => void found.push('opened a dialog')
  page.on('request', asked).on('dialog', told)
  await look()
  const hit: unknown = await page.evaluate('window.__hit')
  if (hit !== undefined) found.push('ran a payload')
  if ((await page.locator('iframe[srcdoc], base, img[src="x"], [onerror], [onload], [onfocus]').count()) > 0) found.push('has markup of a payload')
  page.off('request', asked).off('dialog', told)
  return found
}

test.skipIf(noBrowser !== undefined)('nothing that somebody wrote runs on the public’s pages, and no other host is asked', { timeout: LONG }, async () => {
  const page = await opened.visit()
  for (const path of [`/p/${party}`, `/p/${party}/complaint`, `/p/${party}/publications`]) {
    expect([path, await harmOn(page, () => page.goto(`${address}${path}`))]).toEqual([path, []])
    expect(await page.locator('main').innerText()).not.toBe('')
  }
  await page.goto(`${address}/p/${party}/publications`)
  expect(await page.locator('main').innerText()).toContain('<script>window.__hit=1</script>')
  expect(await harmOn(page, () => page.goto(`${address}/p/${party}/follow`))).toEqual([])
  await page.locator('input[name="code"]').fill(code)
  expect(await harmOn(page, () => page.locator('main form button').first().click())).toEqual([])
  await page.context().close()
})

test.skipIf(noBrowser !== undefined)(
  'nothing that somebody wrote runs on the pages of the application, and no other host is asked',
  { timeout: LONG },
  async () => {
    const page = await opened.visit()
    await page.goto(`${address}/sign-in`)
    await page.locator('input[autocomplete="username"]').fill('linwei')
    await page.locator('input[type="password"]').fill(PASSWORD)
    await page.locator('button[type="submit"]').click()
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    const paths = [
      '/',
      '/registers/system-register',
      '/matters/incident/inc-1',
      '/matters/system/pay',
      '/matters/publication/rules',
      '/exposure',
      '/plan',
      '/journal',
      '/settings',
      '/inbox',
      '/letters',
    ]
    let shown = 0
    for (const path of paths) {
      const harm = await harmOn(page, async () => {
        await page.goto(`${address}${path}`)
        await page.locator('main').waitFor()
        await page.waitForLoadState('networkidle')
      })
      expect([path, harm]).toEqual([path, []])
      if ((await page.locator('body').innerText()).includes('window.__hit')) shown++
    }
    // The text is there to be read: what does not show it would prove nothing.
    expect(shown).toBeGreaterThanOrEqual(4)
    await page.context().close()
  },
)
