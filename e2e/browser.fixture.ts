import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium, type BrowserContext, type Page } from 'playwright-core'

/** The system's own Chromium; none is downloaded. */
const CHROMIUM = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((path) => path !== '' && existsSync(path))

/** Why there is no browser here and what to do about it; nothing where there is one. */
export const noBrowser =
  CHROMIUM === undefined
    ? 'needs Chromium: apt-get install chromium fonts-noto-cjk (Debian, Ubuntu), dnf install chromium (Fedora), brew install --cask google-chrome (macOS), or name one with $CHROMIUM'
    : undefined

const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--hide-scrollbars', '--font-render-hinting=none']

export interface Sight {
  /** Whether scripts run; without it they do. */
  readonly script?: boolean
  readonly width?: number
  readonly height?: number
  readonly locale?: 'zh-CN' | 'en-GB'
  readonly theme?: 'light' | 'dark'
  /** Lets a test put a script of its own into a page that allows none. */
  readonly bypassPolicy?: boolean
}

export interface OpenBrowser extends AsyncDisposable {
  /** Somebody new: no cookies, nothing remembered. */
  readonly visit: (sight?: Sight) => Promise<Page>
}

export async function browser(): Promise<OpenBrowser> {
  if (CHROMIUM === undefined) throw new Error(noBrowser)
  const launched = await chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
  return {
    visit: async ({ script = true, width = 1440, height = 900, locale = 'zh-CN', theme = 'light', bypassPolicy = false } = {}) => {
      const context: BrowserContext = await launched.newContext({
        javaScriptEnabled: script,
        viewport: { width, height },
        locale,
        colorScheme: theme,
        bypassCSP: bypassPolicy,
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
      })
      return context.newPage()
    },
    [Symbol.asyncDispose]: () => launched.close(),
  }
}

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds against WCAG 2.2 AA and good practice, a line each. It needs scripts and a page that lets it put one in. */
export async function troublesOf(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`))
}

/** Keeps a picture of the whole page in `out/`, to be looked at. */
export async function picture(page: Page, name: string): Promise<void> {
  const path = fileURLToPath(new URL(`../out/${name}.png`, import.meta.url))
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true })
}
