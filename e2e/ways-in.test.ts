import { networkInterfaces } from 'node:os'
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testProvider, type Subject, type TestProvider } from '#server/access/provider.fixture.ts'
import { browser, noBrowser, picture, troublesOf, type OpenBrowser, type Sight } from './browser.fixture.ts'
import { Folders } from './folder.ts'
import { run, start } from './product.ts'

const ORGANISATION = '青蓝优选'
const PROVIDER = '统一认证'
const PASSWORD = '九曲黄河万里沙-2026'
const CHEN: Subject = { sub: 'chen-1', email: 'chen@riverside.example' }
const LIN: Subject = { sub: 'lin-1', email: 'lin@riverside.example' }
const STRANGER: Subject = { sub: 'nobody-1', email: 'lin@riverside.example' }

const folders = new Folders()
let opened: OpenBrowser
let server: ReturnType<typeof start>
let provider: TestProvider
let port: string
let folder: string

/** Browsers know passkeys under this name, over plain http too. */
const at = (path: string): string => `http://localhost:${port}${path}`

function portOf(child: ReturnType<typeof start>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.resume()
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const found = /http:\/\/[^\s/]+:(\d+)/.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.on('close', () => reject(new Error(`the server ended: ${said}`)))
  })
}

/** Somebody who is invited on the command line, and chooses a password in the browser. */
async function invited(account: string, name: string, roles: readonly string[]): Promise<void> {
  const { status, out, err } = await run(['person', 'invite', '--account', account, '--name', name, '--role', ...roles, '--data', folder])
  if (status !== 0) throw new Error(err)
  const [text = ''] = /dbi\.[\w.-]+/.exec(out) ?? []
  const page = await opened.visit()
  await page.goto(at(`/invitation#${text}`))
  await page.getByLabel('口令').fill(PASSWORD)
  await page.getByRole('button', { name: '设置口令并登录' }).click()
  await isIn(page, name)
  await page.context().close()
}

beforeAll(async () => {
  if (noBrowser !== undefined) return
  opened = await browser()
  folder = folders.make()
  server = start(['serve', '--port', '0', '--host', '0.0.0.0', '--allow-http', '--data', folder])
  port = await portOf(server)
  provider = await testProvider(at('/api/sign-in/single-sign-on/callback'))
  const registered = await run([
    'party',
    'register',
    '--kind',
    'operator',
    '--zh',
    ORGANISATION,
    '--en',
    'Qinglan Select',
    '--region',
    '330100',
    '--data',
    folder,
  ])
  if (registered.status !== 0) throw new Error(registered.err)
  await invited('linwei', '林薇', ['system-administrator'])
  await invited('zhou', '周岚', ['engineer'])
}, 180_000)

afterAll(async () => {
  if (noBrowser !== undefined) return
  await opened[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
  const ended = new Promise((resolve) => void server.on('close', resolve))
  server.kill('SIGTERM')
  await ended
  await folders[Symbol.asyncDispose]()
}, 60_000)

async function visit(path: string, sight: Sight = {}): Promise<Page> {
  const page = await opened.visit(sight)
  await page.goto(at(path))
  return page
}

async function typePassword(page: Page, account: string): Promise<void> {
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('口令').fill(PASSWORD)
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

const isIn = (page: Page, name: string): Promise<void> => page.getByRole('banner').getByRole('button', { name }).waitFor()

async function signedIn(account: string, name: string): Promise<Page> {
  const page = await visit('/sign-in')
  await typePassword(page, account)
  await isIn(page, name)
  return page
}

/** A part of a page by its heading. */
const section = (page: Page, title: string) => page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

async function signOut(page: Page, name: string): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name }).click()
  await page.getByRole('menuitem', { name: '退出登录' }).click()
  await page.waitForURL('**/sign-in')
}

/** By the button, as whoever sits at the provider. */
async function throughProvider(page: Page, subject: Subject): Promise<void> {
  provider.is = subject
  await page.getByRole('button', { name: `登录： ${PROVIDER}` }).click()
}

describe.skipIf(noBrowser !== undefined)(`ways in, in a browser${noBrowser === undefined ? '' : ` (skipped: ${noBrowser})`}`, { timeout: 120_000 }, () => {
  describe('single sign-on', () => {
    test('is set in the settings, and an invitation is taken up with it; from then on it signs in', async () => {
      const administrator = await signedIn('linwei', '林薇')
      await administrator.goto(at('/settings'))
      const settings = section(administrator, '单点登录（OIDC）')
      await settings.getByText(at('/api/sign-in/single-sign-on/callback')).waitFor()
      await settings.getByLabel('名称').fill(PROVIDER)
      await settings.getByLabel('签发者').fill(provider.issuer)
      await settings.getByLabel('客户端编号').fill(provider.client)
      await settings.getByLabel('客户端密钥').fill(provider.secret)
      await settings.getByRole('button', { name: '核对并保存' }).click()
      await settings.getByText('设置已保存').waitFor()
      expect(await settings.getByLabel('客户端密钥').inputValue()).toBe('')
      await picture(administrator, 'ways/settings-zh')
      expect(await troublesOf(administrator)).toEqual([])

      await administrator.goto(at('/people'))
      const invite = section(administrator, '邀请人员')
      await invite.getByLabel('姓名').fill('陈晨')
      await invite.getByLabel('账号').fill('chen')
      await invite.getByRole('combobox', { name: '岗位' }).click()
      await administrator.getByTitle('运维人员').click()
      await administrator.keyboard.press('Escape')
      await invite.getByRole('button', { name: '邀请人员' }).click()
      const link = (await invite.getByRole('alert').locator('code').textContent()) ?? ''
      await administrator.context().close()

      provider.is = CHEN
      const chen = await opened.visit()
      await chen.goto(link)
      await chen.getByText(ORGANISATION).waitFor()
      const by = chen.getByRole('button', { name: `接受邀请，用 ${PROVIDER}` })
      await by.waitFor()
      await picture(chen, 'ways/invitation-zh')
      expect(await troublesOf(chen)).toEqual([])
      await by.click()
      await isIn(chen, '陈晨')
      await chen.goto(at('/account'))
      await section(chen, '单点登录').getByText(CHEN.email).waitFor()
      await chen.context().close()

      const again = await visit('/sign-in')
      await throughProvider(again, CHEN)
      await isIn(again, '陈晨')
      await again.context().close()
    })

    test('lets in nobody whom no one invited, whatever address the provider tells', async () => {
      const page = await visit('/sign-in')
      await throughProvider(page, STRANGER)
      await page.getByRole('heading', { name: '未能登录' }).waitFor()
      await page.getByText('还没有与本系统的人员关联').waitFor()
      await picture(page, 'ways/refused-zh')
      expect(await troublesOf(page)).toEqual([])
      await page.getByRole('link', { name: '回到登录页' }).click()
      await page.getByRole('button', { name: '登录', exact: true }).waitFor()
      await page.context().close()
    })

    test('refuses a token that was not made for this way, in words', async () => {
      provider.twist = { claims: { nonce: 'x' } }
      try {
        const page = await visit('/sign-in')
        await throughProvider(page, CHEN)
        await page.getByText('身份提供方的应答不成立').waitFor()
        await page.goto(at('/board'))
        await page.waitForURL('**/sign-in?**')
        expect(new URL(page.url()).searchParams.get('to')).toBe('/board')
        await page.context().close()
      } finally {
        provider.twist = {}
      }
    })

    test('says so where the provider does not answer, and the password goes on to sign in', async () => {
      await provider.stop()
      try {
        const page = await visit('/sign-in')
        await page.getByRole('button', { name: `登录： ${PROVIDER}` }).click()
        await page.getByRole('alert').filter({ hasText: '没有给出可用的应答' }).waitFor()
        expect(new URL(page.url()).pathname).toBe('/sign-in')
        await typePassword(page, 'linwei')
        await isIn(page, '林薇')
        await page.context().close()
      } finally {
        await provider.start()
      }
    })

    test('is linked and unlinked in one’s own account', async () => {
      const page = await signedIn('linwei', '林薇')
      await page.goto(at('/account'))
      const own = section(page, '单点登录')
      provider.is = LIN
      await own.getByLabel('现用口令').fill(PASSWORD)
      await own.getByRole('button', { name: `关联 ${PROVIDER}` }).click()
      await own.getByText(LIN.email).waitFor()
      await picture(page, 'ways/account-zh')
      expect(await troublesOf(page)).toEqual([])
      await signOut(page, '林薇')
      await throughProvider(page, LIN)
      await isIn(page, '林薇')
      await page.goto(at('/account'))
      await own.getByRole('button', { name: '解除关联' }).click()
      await page.getByRole('tooltip').getByRole('button', { name: '解除关联' }).click()
      await own.getByRole('button', { name: `关联 ${PROVIDER}` }).waitFor()
      await signOut(page, '林薇')
      await throughProvider(page, LIN)
      await page.getByText('还没有与本系统的人员关联').waitFor()
      await page.context().close()
    })

    test('whoever joined by it may choose a password, and then has both', async () => {
      const page = await visit('/sign-in')
      await throughProvider(page, CHEN)
      await isIn(page, '陈晨')
      await page.goto(at('/account'))
      const own = section(page, '设置口令')
      await own.getByText('此账号没有口令').waitFor()
      await own.getByLabel('新口令').fill(PASSWORD)
      await own.getByRole('button', { name: '设置口令' }).click()
      await section(page, '更换口令').getByLabel('现用口令').waitFor()
      expect(await own.count()).toBe(0)
      await page.context().close()
      const by = await signedIn('chen', '陈晨')
      await by.context().close()
    })
  })

  describe('passkeys', () => {
    test('are added in the account, sign in, and are removed', async () => {
      const page = await signedIn('zhou', '周岚')
      const session = await page.context().newCDPSession(page)
      await session.send('WebAuthn.enable')
      const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      })
      await page.goto(at('/account'))
      const own = section(page, '通行密钥')
      await own.getByText('没有通行密钥').waitFor()
      await own.getByLabel('名称').fill('工位电脑')
      await own.getByLabel('现用口令').fill(PASSWORD)
      await own.getByRole('button', { name: '添加通行密钥' }).click()
      await own.getByRole('listitem').filter({ hasText: '工位电脑' }).waitFor()
      expect((await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toMatchObject([
        { rpId: 'localhost', isResidentCredential: true },
      ])
      await picture(page, 'ways/passkey-zh')

      await signOut(page, '周岚')
      await page.getByRole('button', { name: '用通行密钥登录' }).click()
      await isIn(page, '周岚')

      await page.goto(at('/account'))
      await own.getByRole('button', { name: '移除' }).click()
      await page.getByRole('tooltip').getByRole('button', { name: '移除' }).click()
      await own.getByText('没有通行密钥').waitFor()
      await signOut(page, '周岚')
      await page.getByRole('button', { name: '用通行密钥登录' }).click()
      await page.getByRole('alert').waitFor()
      await page.goto(at('/board'))
      await page.waitForURL('**/sign-in?**')
      await page.context().close()
    })

    const outside = Object.values(networkInterfaces())
      .flatMap((each) => each ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address

    test.each(['127.0.0.1', ...(outside === undefined ? [] : [outside])])('are not offered at http://%s, and the page says why', async (host) => {
      const page = await opened.visit()
      await page.goto(`http://${host}:${port}/sign-in`)
      await page.getByRole('button', { name: '登录', exact: true }).waitFor()
      expect(await page.getByRole('button', { name: '用通行密钥登录' }).count()).toBe(0)
      await typePassword(page, 'zhou')
      await isIn(page, '周岚')
      await page.goto(`http://${host}:${port}/account`)
      const own = section(page, '通行密钥')
      await own.getByText('此地址用不了通行密钥').waitFor()
      expect(await own.getByRole('button', { name: '添加通行密钥' }).count()).toBe(0)
      await page.context().close()
    })
  })

  describe('two steps', () => {
    test('are switched on with an authenticator, asked for at the next sign-in, and a recovery code stands in for it once', async () => {
      const page = await signedIn('zhou', '周岚')
      await page.goto(at('/account'))
      const own = section(page, '两步验证')
      await own.getByLabel('现用口令').fill(PASSWORD)
      await own.getByRole('button', { name: '启用两步验证' }).click()
      const secret = (await own.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? ''
      const authenticator = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 })
      const now = Date.now()
      await own.getByLabel('验证器显示的六位数字').fill(authenticator.generate({ timestamp: now }))
      await own.getByRole('button', { name: '确认启用' }).click()
      const codes = ((await own.locator('pre').textContent()) ?? '').split('\n')
      expect(codes).toHaveLength(10)
      await own.getByText('剩余恢复码 10 个').waitFor()
      await signOut(page, '周岚')

      await typePassword(page, 'zhou')
      await page.getByLabel('验证码').fill('000000')
      await page.getByRole('button', { name: '继续' }).click()
      await page.getByRole('alert').waitFor()
      // The code of the next half minute: each is good once, and may be half a minute early.
      await page.getByLabel('验证码').fill(authenticator.generate({ timestamp: now + 30_000 }))
      await page.getByRole('button', { name: '继续' }).click()
      await isIn(page, '周岚')
      await signOut(page, '周岚')

      for (const good of [true, false]) {
        await typePassword(page, 'zhou')
        await page.getByRole('button', { name: '没有验证器？用恢复码' }).click()
        await page.getByLabel('恢复码').fill(codes[0] ?? '')
        await page.getByRole('button', { name: '继续' }).click()
        if (good) {
          await isIn(page, '周岚')
          await page.goto(at('/account'))
          await own.getByText('剩余恢复码 9 个').waitFor()
          await signOut(page, '周岚')
        } else await page.getByRole('alert').waitFor()
      }
      await page.getByLabel('恢复码').fill(codes[1] ?? '')
      await page.getByRole('button', { name: '继续' }).click()
      await isIn(page, '周岚')
      await page.goto(at('/account'))
      await own.getByLabel('现用口令').fill(PASSWORD)
      await own.getByRole('button', { name: '停用两步验证' }).click()
      await own.getByText('两步验证已停用').waitFor()
      await page.context().close()
      const once = await signedIn('zhou', '周岚')
      await once.context().close()
    })
  })
})
