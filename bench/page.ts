import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { get } from 'node:http'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { catalogue } from '#procedures/catalogue.ts'
import { openDatabase } from '#server/database/database.ts'
import { openOffice } from '#server/office.ts'
import { ACCOUNT, fullParty, PASSWORD } from './full-party.ts'
import { temporaryFolder } from './installation.ts'
import type { Bench, Contender, Race } from './measure.ts'
import { statuteFrom, statuteText } from './rules.ts'

/**
 * The pages in a browser, from the built product in a process of its own: how long from the address to a row that answers a click with nothing long left to
 * do, with nothing kept from before; how long the server takes of it; what each page weighs. Beside each, the same page of a party with next to nothing, so that the
 * ratio tells what the fullness costs.
 */
export const page: Bench = { name: 'page', races }

const FULL = { duties: 5000, entries: 100_000 }
const SLIGHT = { duties: 1, entries: 1000 }
const INTERACTIVE = 1500 // ms
const FIRST_LOAD = 350_000 // bytes, as gzip carries them

const CHROMIUM = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => path !== '' && existsSync(path),
)

/** A page, and what of it answers: a button that opens, or a link that has the focus it is given. */
const BOARD = { path: '/board', answers: '.duty-title' }
const JOURNAL = { path: '/journal', answers: 'tbody td a[href^="/journal/"]' }
const ROUTES = [
  '/board',
  '/plan',
  '/exposure',
  '/matters',
  '/registers',
  '/letters',
  '/inbox',
  '/statute',
  '/statute/csl-2026/23',
  '/compare',
  '/journal',
  '/account',
]

async function* races(): AsyncIterable<Race> {
  if (CHROMIUM === undefined) throw new Error('the bench of the pages needs Chromium: apt-get install chromium, or name one with $CHROMIUM')
  using folder = temporaryFolder()
  const parties = await filled(folder.path)
  const server = await serve(folder.path)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] })
  try {
    const full = await signedIn(browser, server.address, parties.full)
    const slight = await signedIn(browser, server.address, parties.slight)
    const race = { bench: page.name, peerName: 'the same page of a party with next to nothing' } as const
    const asked = (state: State): Contender => opened(browser, state, async (context) => answered(context, new URL('/api/board', server.address).href))
    yield { ...race, case: 'the server’s answer for a board of 5,000 duties', ours: asked(full), peer: asked(slight), as: 'wait' }
    for (const [named, { path, answers }] of [
      ['board of 5,000 duties', BOARD],
      ['journal of 100,000 entries', JOURNAL],
    ] as const) {
      const contender = (state: State): Contender =>
        opened(browser, state, async (context) => interactive(await context.newPage(), new URL(path, server.address).href, answers))
      yield {
        ...race,
        case: `${named}, from the address to an answer`,
        ours: contender(full),
        peer: contender(slight),
        as: 'wait',
        budget: { ours: INTERACTIVE },
      }
    }
    const door = weighed(browser, undefined, new URL('/sign-in', server.address).href)
    for (const path of ROUTES) {
      const ours = weighed(browser, slight, new URL(path, server.address).href)
      yield {
        bench: page.name,
        peerName: 'the page for signing in',
        case: `first load of ${path}`,
        ours,
        peer: door,
        as: 'bytes',
        budget: { ours: FIRST_LOAD },
      }
    }
  } finally {
    await browser.close()
    await server.stop()
  }
}

type State = Awaited<ReturnType<BrowserContext['storageState']>>

/** Parties with much and with little, in one data folder. */
async function filled(folder: string): Promise<{ readonly full: string; readonly slight: string }> {
  const database = await openDatabase({ folder })
  try {
    const office = openOffice({ database, statute: statuteFrom(statuteText()), catalogue, clock: Date.now })
    return { slight: await fullParty(office, SLIGHT), full: await fullParty(office, FULL) }
  } finally {
    await database.close()
  }
}

/** The product as others start it. */
async function serve(folder: string): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const binary = fileURLToPath(new URL('../../bin/dutybook', import.meta.url))
  const child: ChildProcess = spawn(process.execPath, [binary, 'serve', '--port', '0', '--data', folder, '--lang', 'en'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (found !== undefined) resolve(found)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('close', () => reject(new Error(`the server ended: ${said}`)))
  })
  return {
    address,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function signedIn(browser: Browser, address: string, party: string): Promise<State> {
  const context = await browser.newContext()
  const answer = await context.request.post(new URL('/api/sign-in', address).href, { data: { party, account: ACCOUNT, password: PASSWORD } })
  if (!answer.ok()) throw new Error(`nobody signed in: ${await answer.text()}`)
  // A server that has just started folds the journal once; what is asked here is what it answers from then on.
  await answered(context, new URL('/api/board', address).href)
  const state = await context.storageState()
  await context.close()
  return state
}

/** A run in a window of somebody who has never been here, but is signed in. */
function opened(browser: Browser, state: State, measure: (context: BrowserContext) => Promise<number>): Contender {
  return () => async () => {
    const context = await browser.newContext({ storageState: state, locale: 'zh-CN', viewport: { width: 1440, height: 900 } })
    const ms = await measure(context)
    await context.close()
    return { operations: 1, ms }
  }
}

async function answered(context: BrowserContext, url: string): Promise<number> {
  const start = performance.now()
  const answer = await context.request.get(url)
  await answer.body()
  if (!answer.ok()) throw new Error(`${url}: ${answer.status()}`)
  return performance.now() - start
}

/** Runs in the page: clicks the first thing that answers, waits until that can be seen and nothing long is left, and says when that was. */
const ANSWER = `async (selector) => {
  const tasks = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: 'longtask', buffered: true })
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  let found
  while ((found = document.querySelector(selector)) === null) await frame()
  found.focus()
  if (found.tagName === 'BUTTON') found.click()
  const has = () => found.tagName === 'BUTTON' ? found.getAttribute('aria-expanded') === 'true' : document.activeElement === found
  while (!has()) await frame()
  await frame()
  await new Promise((done) => setTimeout(done))
  const answered = performance.now()
  await new Promise((done) => requestIdleCallback(done))
  return Math.max(answered, ...tasks.map((task) => task.startTime + task.duration))
}`

async function interactive(tab: Page, url: string, selector: string): Promise<number> {
  await tab.goto(url, { waitUntil: 'commit' })
  const ms: unknown = await tab.evaluate(`(${ANSWER})(${JSON.stringify(selector)})`)
  if (typeof ms !== 'number') throw new Error(`${url} did not answer`)
  return ms
}

/** Bytes of everything that a page asks for before it is quiet, on the wire to whoever takes gzip. */
function weighed(browser: Browser, state: State | undefined, url: string): Contender {
  return () => async () => {
    const context = await browser.newContext({ locale: 'zh-CN', ...(state === undefined ? {} : { storageState: state }) })
    const tab = await context.newPage()
    const asked = new Set<string>()
    tab.on('request', (request) => {
      if (request.method() === 'GET') asked.add(request.url())
    })
    await tab.goto(url, { waitUntil: 'networkidle' })
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const bytes = (await Promise.all([...asked].map((each) => bytesOf(each, cookie)))).reduce((sum, size) => sum + size, 0)
    await context.close()
    return { operations: 1, bytes }
  }
}

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
