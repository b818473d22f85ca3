import { get } from 'node:http'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { browser, noBrowser, picture, troublesOf, type OpenBrowser, type Sight } from './browser.fixture.ts'
import { Folders } from './folder.ts'
import { Served } from './served.ts'

const folders = new Folders()
let opened: OpenBrowser
let server: Served
let firstRun: URL
let password = ''

beforeAll(async () => {
  if (noBrowser !== undefined) return
  opened = await browser()
  server = new Served(folders.make())
  await server.address
  firstRun = server.firstRun
  const page = await opened.visit({ locale: 'en-GB' })
  await page.goto(firstRun.href)
  await page.getByText('Look at the demo first').click()
  await page.getByRole('button', { name: 'Load the demo' }).click()
  const told = page.getByRole('alert').filter({ hasText: 'The demo is loaded' })
  await told.waitFor({ timeout: 240_000 })
  password = (await told.locator('code').textContent()) ?? ''
  // The page is English, and so is who appears in it.
  await page.getByText('Shen Zhiyuan').waitFor()
  await picture(page, 'web/first-run-en-1440-light')
  await page.context().close()
}, 300_000)

afterAll(async () => {
  if (noBrowser !== undefined) return
  await opened[Symbol.asyncDispose]()
  await server.stop()
  await folders[Symbol.asyncDispose]()
}, 60_000)

const WIDE = { zh: { locale: 'zh-CN', theme: 'light', width: 1440 }, en: { locale: 'en-GB', theme: 'light', width: 1440 } } as const satisfies Record<
  string,
  Sight
>

interface Visit extends AsyncDisposable {
  readonly page: Page
  /** What the browser complained of, but for answers that say no, which it calls failures. */
  readonly complaints: readonly string[]
  readonly go: (path: string) => Promise<void>
}

const ORGANISATION = { operator: '澄湖收付（演示）', department: '江澜省互联网信息办公室（演示）' }

/** Somebody of the demo, signed in by what a person sees and types. */
async function signedIn(account: string, organisation: string, sight: Sight): Promise<Visit> {
  const page = await opened.visit(sight)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text()))
      complaints.push(message.text())
  })
  const zh = sight.locale === 'zh-CN'
  await page.goto(new URL('/sign-in', firstRun).href)
  await page.getByLabel(zh ? '组织名称' : 'Organisation').fill(organisation)
  await page.getByLabel(zh ? '账号' : 'Account').fill(account)
  await page.getByLabel(zh ? '口令' : 'Password').fill(password)
  await page.getByRole('button', { name: zh ? '登录' : 'Sign in', exact: true }).click()
  await page.getByRole('navigation', { name: zh ? '主菜单' : 'Main menu' }).waitFor()
  return {
    page,
    complaints,
    go: async (path) => {
      await page.goto(new URL(path, firstRun).href)
      await page.locator('main h1, main h2').first().waitFor()
      await page.locator('.ant-skeleton').first().waitFor({ state: 'detached' })
    },
    [Symbol.asyncDispose]: () => page.context().close(),
  }
}

/** Bytes on the wire of one answer, for whoever takes gzip. */
function bytesOf(url: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie, accept: 'text/html, */*', 'accept-encoding': 'gzip' } }, (answer) => {
      let bytes = 0
      answer
        .on('data', (chunk: Buffer) => (bytes += chunk.length))
        .on('end', () => resolve(bytes))
        .on('error', reject)
    }).on('error', reject)
  })
}

const compliance = (sight: Sight): Promise<Visit> => signedIn('shen.zhiyuan', ORGANISATION.operator, sight)

describe.skipIf(noBrowser !== undefined)(
  `the web application in a browser${noBrowser === undefined ? '' : ` (skipped: ${noBrowser})`}`,
  { timeout: 240_000 },
  () => {
    test('the board opens with the clocks that run, and says why', async () => {
      await using visit = await compliance(WIDE.zh)
      const { page, complaints, go } = visit
      await go('/board')
      const clocks = page.getByRole('region', { name: /个时钟在走/ })
      await expect.poll(() => clocks.getByText(/还剩 .*(小时|分)/).count()).toBeGreaterThan(0)
      const overdue = page.getByRole('region', { name: '逾期', exact: true })
      const duty = overdue.getByRole('listitem').first()
      await duty.getByRole('button').first().click()
      await duty.getByRole('heading', { name: '为什么' }).waitFor()
      expect(await duty.getByText(/约束网络运营者/).count()).toBeGreaterThan(0)
      expect(complaints).toEqual([])
    })

    test('a duty is found by its system, and the others are not shown', async () => {
      await using visit = await compliance(WIDE.en)
      const { page, go } = visit
      await go('/board')
      const before = await page.locator('.duty-line').count()
      await page.getByRole('searchbox', { name: 'Find a duty, a system, a provision' }).fill('no such thing at all')
      await page.getByText('No duty fits.').waitFor()
      await page.getByRole('searchbox', { name: 'Find a duty, a system, a provision' }).fill('')
      await expect.poll(() => page.locator('.duty-line').count()).toBe(before)
    })

    test('the proof of an entry is computed in the browser, and one that was tampered with is not taken', async () => {
      await using visit = await compliance(WIDE.en)
      const { page, complaints, go } = visit
      await expect
        .poll(
          async () => {
            await go('/journal/5')
            return page.getByRole('button', { name: 'Verify in this browser' }).count()
          },
          { timeout: 120_000 },
        )
        .toBe(1)
      await page.getByRole('button', { name: 'Verify in this browser' }).click()
      await page.getByText(/^Proven: the entry stands in the signed tree, unchanged/).waitFor()
      expect(complaints).toEqual([])
      await page.route('**/api/journal/6', async (route) => {
        const answer = await route.fetch()
        const said = z.looseObject({ leaf: z.string() }).parse(await answer.json())
        await route.fulfill({ response: answer, json: { ...said, leaf: Buffer.from(`${Buffer.from(said.leaf, 'base64').toString()} `).toString('base64') } })
      })
      await go('/journal/6')
      await page.getByRole('button', { name: 'Verify in this browser' }).click()
      await page.getByText('Not proven', { exact: true }).waitFor()
    })

    test('what one wants is typed: the palette goes to an article, by the keyboard alone', async () => {
      await using visit = await compliance(WIDE.zh)
      const { page, complaints, go } = visit
      await go('/board')
      await page.keyboard.press('Control+K')
      await page.getByRole('combobox', { name: '输入要办的事、条款或页面' }).pressSequentially('等级保护')
      const article = page.getByRole('option', { name: /^第二十三条/ }).first()
      await article.waitFor()
      while ((await article.getAttribute('aria-selected')) !== 'true') await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/statute\/csl-2026\/23/)
      await page
        .getByRole('heading', { name: /第二十三条/ })
        .first()
        .waitFor()
      expect(complaints).toEqual([])
    })

    test('what if: another edition moves the range, and nothing is recorded', async () => {
      await using visit = await compliance(WIDE.en)
      const { page, complaints, go } = visit
      await go('/exposure')
      await page.getByRole('button', { name: 'Open', exact: true }).first().click()
      await page.getByText('As supposed').waitFor()
      await page.getByRole('combobox', { name: 'Correction refused' }).click()
      await page.getByTitle('yes', { exact: true }).click()
      await expect.poll(async () => (await page.getByText(/As supposed/).textContent()) ?? '').toMatch(/¥[\d,]+/)
      expect(complaints).toEqual([])
    })

    test('a department sees its desk, and the system administrator the people and the settings', async () => {
      await using officer = await signedIn('zhou.lan', ORGANISATION.department, WIDE.zh)
      await officer.go('/desk')
      expect(await officer.page.getByRole('heading', { level: 1 }).count()).toBe(1)
      expect(officer.complaints).toEqual([])
      await using administrator = await signedIn('shao.ning', ORGANISATION.operator, WIDE.zh)
      await administrator.go('/people')
      await administrator.page.getByRole('cell', { name: 'Shen Zhiyuan' }).waitFor()
      expect(administrator.complaints).toEqual([])
    })

    test('signing out shuts the door: the board asks for signing in, and leads back to itself', async () => {
      await using visit = await compliance(WIDE.zh)
      const { page, go } = visit
      await go('/plan')
      await page.getByRole('button', { name: /Shen Zhiyuan/ }).click()
      await page.getByRole('menuitem', { name: '退出登录' }).click()
      await page.waitForURL('**/sign-in')
      await page.goto(new URL('/plan', firstRun).href)
      await page.waitForURL(/\/sign-in\?/)
      expect(new URL(page.url()).searchParams.get('to')).toBe('/plan')
    })

    const OPERATOR = [
      '/board',
      '/plan',
      '/exposure',
      '/matters',
      '/matters/incident/inc-04-live',
      '/registers',
      '/letters',
      '/inbox',
      '/statute',
      '/statute/csl-2026/23',
      '/compare',
      '/import',
      '/journal',
      '/journal/5',
      '/account',
      '/act/incident/discover',
    ]
    /** Bytes of a page with its scripts and styles on its first load; what it then asks of the party's own is as much as there is. */
    const FIRST_LOAD = 350_000
    /** Over the budget, by tables and pickers of the component library: no further. */
    const HEAVIER: Readonly<Record<string, number>> = { '/account': 410_000, '/act/incident/discover': 390_000 }

    test('no page weighs more than its budget on its first load, as gzip carries it', async () => {
      await using visit = await compliance(WIDE.zh)
      const { page, go } = visit
      const session = await page.context().newCDPSession(page)
      await session.send('Network.setCacheDisabled', { cacheDisabled: true })
      let asked = new Set<string>()
      page.on('request', (request) => {
        if (request.method() === 'GET' && request.url().startsWith(firstRun.origin)) asked.add(request.url())
      })
      const weights: Record<string, number> = {}
      for (const path of OPERATOR) {
        asked = new Set()
        await go(path)
        await page.waitForLoadState('networkidle')
        const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
        const own = [...asked].filter((url) => !new URL(url).pathname.startsWith('/api/'))
        weights[path] = (await Promise.all(own.map((url) => bytesOf(url, cookie)))).reduce((sum, size) => sum + size, 0)
      }
      expect(Math.min(...Object.values(weights))).toBeGreaterThan(50_000)
      expect(Object.entries(weights).filter(([path, bytes]) => bytes > (HEAVIER[path] ?? FIRST_LOAD))).toEqual([])
    })

    const ADMINISTRATOR = ['/people', '/settings']
    const DEPARTMENT = ['/desk', '/matters', '/letters']

    test.each([
      ['zh', 'light', 1440],
      ['en', 'dark', 390],
    ] as const)('every page is for everybody, without a finding of axe: %s, %s, %i wide', async (language, theme, width) => {
      const sight: Sight = { locale: language === 'zh' ? 'zh-CN' : 'en-GB', theme, width }
      const found: string[] = []
      const look = async (visit: Visit, paths: readonly string[], who: string): Promise<void> => {
        for (const path of paths) {
          // One after the other in one window, as a person would.
          await visit.go(path)
          found.push(...(await troublesOf(visit.page)).map((trouble) => `${path}: ${trouble}`))
          const over = await visit.page.evaluate('document.documentElement.scrollWidth - innerWidth')
          if (Number(over) > 0) found.push(`${path}: wider than the window by ${String(over)}`)
          await picture(visit.page, `web/${who}${path.replaceAll(/\W+/g, '-')}-${language}-${width}-${theme}`)
        }
        found.push(...visit.complaints)
      }
      await using operator = await compliance(sight)
      await look(operator, OPERATOR, 'operator')
      await using administrator = await signedIn('shao.ning', ORGANISATION.operator, sight)
      await look(administrator, ADMINISTRATOR, 'administrator')
      await using officer = await signedIn('zhou.lan', ORGANISATION.department, sight)
      await look(officer, DEPARTMENT, 'department')
      expect(found).toEqual([])
    })
  },
)
