import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { browser, noBrowser, picture, troublesOf, type OpenBrowser, type Sight } from './browser.fixture.ts'
import { Folders } from './folder.ts'
import { run } from './product.ts'
import { Served } from './served.ts'

const Made = z.object({ party: z.string() })
const Rows = z.object({ rows: z.array(z.object({ key: z.string() })) })

const folders = new Folders()
let opened: OpenBrowser
let server: Served
let address: string
let department: string
let token: string

async function made(words: readonly string[], folder: string): Promise<string> {
  const { status, out, err } = await run([...words, '--data', folder])
  if (status !== 0) throw new Error(`${words.join(' ')}: ${err}`)
  return out.trim()
}

beforeAll(async () => {
  if (noBrowser !== undefined) return
  const folder = folders.make()
  server = new Served(folder)
  address = await server.address
  const names = ['--zh', '临江市互联网信息办公室', '--en', 'Linjiang Cyberspace Office', '--region', '330100']
  department = Made.parse(
    JSON.parse(await made(['party', 'register', '--kind', 'department', '--remit', 'cyberspace', '--level', 'province', ...names], folder)),
  ).party
  const as = ['--party', department]
  await made(['person', 'add', '--name', '周岩', '--role', 'case-officer', 'publicity', ...as], folder)
  token = await made(['token', 'create', '--name', 'test', ...as], folder)
  await made(['party', 'register', '--kind', 'operator', '--zh', '青蓝优选', '--en', 'Qinglan Select', '--region', '440300'], folder)
  await api('/api/matters/publication/w-1', {
    type: 'warn',
    on: nowText(),
    title: '冒充快递理赔的短信诈骗预警',
    colour: 'yellow',
    area: '全省手机用户',
    text: '近期有人冒充快递客服，以丢件理赔为名发送短信，引导点击链接、共享屏幕。\n\n收到此类短信，请勿点击链接，不要提供验证码。',
    advice: '通过快递公司公布的电话核实；已经转账的，立即报警。',
  })
  await api('/api/matters/publication/s-1', {
    type: 'publish-information',
    on: nowText(),
    title: '常用压缩组件漏洞',
    text: '请升级到最新版本。',
    review: '已审核',
  })
  await api('/api/matters/publication/s-1', { type: 'retract', on: nowText(), because: '情况已经核实，不影响使用。' })
  opened = await browser()
}, 180_000)

afterAll(async () => {
  if (noBrowser !== undefined) return
  await opened[Symbol.asyncDispose]()
  await server.stop()
  await folders[Symbol.asyncDispose]()
}, 60_000)

async function api(path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${address}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
  })
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  return response.json()
}

const nowText = (): string => new Date().toISOString().replace('Z', '+00:00')

const answered = new Set<string>()

/** The department takes on the report that has come, and asks something. */
async function answerNewest(): Promise<void> {
  const { rows } = Rows.parse(await api('/api/views/complaints'))
  const key = rows.map((row) => row.key).find((each) => !answered.has(each)) ?? 'none'
  answered.add(key)
  const path = `/api/matters/complaint/${encodeURIComponent(key)}`
  await api(path, { type: 'accept', on: nowText(), undertaking: '由网络安全科核查，十五日内答复。' })
  await api(path, { type: 'write-to-informant', message: '请问最近一次收到推送是哪一天？' })
}

const WORDS = {
  'zh-CN': {
    begin: '开始',
    next: '继续',
    skip: '跳过',
    send: '送交临江市互联网信息办公室',
    topic: '个人信息',
    content: '取消订单后，仍每天收到推送短信，退订无效。',
    name: '陈静',
    see: '查看',
    message: '三月二十日。',
  },
  'en-GB': {
    begin: 'Begin',
    next: 'Continue',
    skip: 'Skip',
    send: 'Send it to Linjiang Cyberspace Office',
    topic: 'Personal information',
    content: 'I cancelled my order. Text messages still come every day, and unsubscribing does nothing.',
    name: 'Chen Jing',
    see: 'See how it stands',
    message: 'On 20 March.',
  },
} as const

const SIGHTS = (['zh-CN', 'en-GB'] as const).flatMap((locale) => [1440, 390].map((width) => ({ locale, width })))

describe('the public’s pages in a browser', () => {
  test.for(SIGHTS)(
    'without scripts, in $locale at $width px: from the list of portals to an answer',
    { timeout: 90_000 },
    async ({ locale, width }, context) => {
      if (noBrowser !== undefined) return context.skip(noBrowser)
      const words = WORDS[locale]
      const page = await opened.visit({ script: false, width, height: 844, locale })
      const loaded: string[] = []
      page.on('request', (request) => void loaded.push(request.url()))
      const shot = (name: string): Promise<void> => picture(page, `portal/${locale.slice(0, 2)}-${width}-${name}`)
      const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click()

      await page.goto(`${address}/p`)
      await shot('01-list')
      await page.goto(`${address}/p?q=none-such`)
      await shot('02-list-empty')
      await page.goto(`${address}/p/${department}`)
      await shot('03-front')
      await page.locator('.rows a[href$="/complaint"]').click()
      await shot('04-start')
      await press(words.begin)
      await shot('05-question')
      await press(words.next)
      await shot('06-question-wrong')
      await page.locator('.trouble a').click()
      await page.getByLabel(words.topic, { exact: true }).check()
      await press(words.next)
      await page.locator('textarea').fill(words.content)
      await shot('07-question-text')
      await press(words.next)
      await press(words.skip)
      await page.locator('#f-name').fill(words.name)
      await shot('08-question-group')
      await press(words.next)
      await shot('09-review')
      // Slower than a machine: the server takes nothing in the first three seconds of a form.
      await expect.poll(async () => (await press(words.send), page.url()), { timeout: 15_000, interval: 500 }).toContain('/done')
      await shot('10-receipt')
      const code = (await page.locator('.code').innerText()).replace(/\s/g, '')
      expect(code).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/)
      await answerNewest()

      await page.goto(`${address}/p/${department}/follow`)
      await shot('11-code')
      await page.locator('#code').fill('00000')
      await press(words.see)
      await shot('12-code-wrong')
      await page.locator('#code').fill(code)
      await press(words.see)
      await page.locator('textarea').fill(words.message)
      await page.locator('.offer button.main').click()
      expect(await page.locator('.told .is-mine').innerText()).toContain(words.message)
      await shot('13-follow')
      await page.goto(`${address}/p/${department}/rights`)
      await shot('14-start-of-two')
      await page.goto(`${address}/p/${department}/publications`)
      await shot('16-publications')
      await page.locator('.rows a[href$="/w-1"]').click()
      await shot('17-publication')
      await page.goto(`${address}/p/${department}/publications/security-information/s-1`)
      await shot('18-publication-retracted')
      await page.goto(`${address}/p/nowhere`)
      await shot('15-not-found')

      expect(loaded.length).toBeGreaterThan(20)
      expect(loaded.filter((url) => !url.startsWith(`${address}/p`))).toEqual([])
      await page.context().close()
    },
  )

  const THEMES = (['light', 'dark'] as const).flatMap((theme) => [1440, 390].map((width) => ({ theme, width })))
  test.for(THEMES)('axe finds nothing in the $theme theme at $width px', { timeout: 90_000 }, async ({ theme, width }, context) => {
    if (noBrowser !== undefined) return context.skip(noBrowser)
    const sight: Sight = { theme, width, height: 844, bypassPolicy: true }
    const page = await opened.visit(sight)
    let seen = 0
    const look = async (name: string): Promise<void> => {
      expect({ name, troubles: await troublesOf(page) }).toEqual({ name, troubles: [] })
      expect({ name, tooSmall: await smallTargets(page) }).toEqual({ name, tooSmall: [] })
      expect({ name, wider: await page.evaluate('document.documentElement.scrollWidth > window.innerWidth') }).toEqual({ name, wider: false })
      await picture(page, `portal/${theme}-${width}-${name}`)
      seen++
    }
    const { begin, next, skip, send, topic, content, see } = WORDS['zh-CN']
    const press = (name: string): Promise<void> => page.getByRole('button', { name, exact: true }).first().click()
    await page.goto(`${address}/p`)
    await look('list')
    await page.goto(`${address}/p/${department}`)
    await look('front')
    await page.goto(`${address}/p/${department}/complaint`)
    await look('start')
    await press(begin)
    await press(next)
    await look('question-wrong')
    await page.getByLabel(topic, { exact: true }).check()
    await press(next)
    await look('question-text')
    await page.locator('textarea').fill(content)
    await press(next)
    await press(skip)
    await look('question-group')
    await press(skip)
    await look('review')
    await expect.poll(async () => (await press(send), page.url()), { timeout: 15_000, interval: 500 }).toContain('/done')
    await look('receipt')
    const code = (await page.locator('.code').innerText()).replace(/\s/g, '')
    await answerNewest()
    await page.goto(`${address}/p/${department}/follow`)
    await look('code')
    await page.locator('#code').fill(code)
    await press(see)
    await look('follow')
    await page.goto(`${address}/p/${department}/publications`)
    await look('publications')
    await page.goto(`${address}/p/${department}/publications/warning/w-1`)
    await look('publication')
    await page.goto(`${address}/p/${department}/rights`)
    await look('start-of-two')
    expect(seen).toBe(13)
    await page.context().close()
  })
})

/** What is pressed by a finger is 44 px high, but for links in running text. */
function smallTargets(page: Page): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll('button, .button, .rows a, select, input:not([type=radio],[type=checkbox],[type=hidden]), .choice, .home, .language')]
    .filter((each) => !each.classList.contains('unseen') && each.getBoundingClientRect().height < 44)
    .map((each) => each.outerHTML.slice(0, 120))`)
}
