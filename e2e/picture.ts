import { existsSync, mkdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { z } from 'zod'
import { Folders } from './folder.ts'
import { Served } from './served.ts'

/** The pictures of the guide, taken from the demo on a new data folder: `node dist/e2e/picture.js [FOLDER]`. Needs Chromium, or one named by `$CHROMIUM`. */

const Loaded = z.object({ password: z.string(), people: z.array(z.object({ party: z.string(), account: z.string() })) })
const Rows = z.object({ rows: z.array(z.object({ key: z.string() })) })
/** A reader of the guide on a slow line loads them all. */
const MOST_BYTES = 120_000

const LANGUAGES = [
  ['zh', 'zh-CN'],
  ['en', 'en-GB'],
] as const

interface Place {
  readonly address: string
  readonly people: z.infer<typeof Loaded>['people']
  readonly password: string
  readonly folder: string
}

/** Loads or removes it, by the token of the first run. */
async function demo({ origin, hash }: URL, method: 'POST' | 'DELETE', form: Readonly<Record<string, string>>): Promise<unknown> {
  const answer = await fetch(`${origin}/api/demo`, {
    method,
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: hash.slice(1), ...form }),
  })
  if (!answer.ok) throw new Error(`${method} of the demo: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

function partyOf({ people }: Pick<Place, 'people'>, account: string): string {
  const found = people.find((person) => person.account === account)
  if (found === undefined) throw new Error(`nobody of the demo is called ${account}`)
  return found.party
}

async function visit(browser: Browser, locale: string, width: number, height: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale, timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
  return context.newPage()
}

async function signIn(page: Page, place: Place, account: string): Promise<void> {
  const answer = await page.request.post(`${place.address}/api/sign-in`, {
    headers: { origin: place.address },
    data: { party: partyOf(place, account), account, password: place.password },
  })
  if (!answer.ok()) throw new Error(`${account} cannot sign in: ${answer.status()} ${await answer.text()}`)
}

async function keep(page: Page, { folder }: Place, name: string): Promise<void> {
  const path = `${folder}/${name}.png`
  await page.screenshot({ path, animations: 'disabled' })
  const { size } = statSync(path)
  process.stdout.write(`${path} ${size}${size > MOST_BYTES ? ` is more than ${MOST_BYTES}: take less of the page` : ''}\n`)
  if (size > MOST_BYTES) process.exitCode = 1
}

async function pictures(browser: Browser, place: Place, [language, locale]: (typeof LANGUAGES)[number]): Promise<void> {
  const page = await visit(browser, locale, 1200, 540)
  await signIn(page, place, 'lu.ming')

  await page.goto(`${place.address}/board`)
  await page.locator('.duty-title').first().waitFor()
  await keep(page, place, `board.${language}`)

  const { rows } = Rows.parse(await (await page.request.get(`${place.address}/api/views/incidents`)).json())
  const incident = rows.find(({ key }) => key.endsWith('-live'))
  if (incident === undefined) throw new Error('the demo has no incident under way')
  await page.goto(`${place.address}/matters/incident/${encodeURIComponent(incident.key)}`)
  await page.locator('.duty-why').first().waitFor()
  await keep(page, place, `matter.${language}`)

  await page.goto(`${place.address}/compare?from=csl-2017&to=csl-2026&article=59`)
  await page.locator('main ins, main del').first().waitFor()
  await keep(page, place, `compare.${language}`)

  const phone = await visit(browser, locale, 390, 720)
  await phone.goto(`${place.address}/p/${partyOf(place, 'lu.ming')}?lang=${language}`)
  await phone.locator('h1').waitFor()
  await keep(phone, place, `portal.${language}`)
}

const executablePath = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => path !== '' && existsSync(path))
if (executablePath === undefined) throw new Error('there is no Chromium here: install one, or name it with $CHROMIUM')
const folder = process.argv[2] ?? fileURLToPath(new URL('../../docs/picture', import.meta.url))
mkdirSync(folder, { recursive: true })
await using folders = new Folders()
const served = new Served(folders.make())
try {
  const address = await served.address
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars'] })
  try {
    for (const language of LANGUAGES) {
      const { people, password } = Loaded.parse(await demo(served.firstRun, 'POST', { lang: language[0] }))
      await pictures(browser, { address, people, password, folder }, language)
      await demo(served.firstRun, 'DELETE', { remove: 'demo' })
    }
  } finally {
    await browser.close()
  }
} finally {
  await served.stop()
}
