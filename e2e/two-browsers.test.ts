import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { browser, noBrowser, picture, type OpenBrowser } from './browser.fixture.ts'
import { Folders } from './folder.ts'
import { Hand } from './hand.fixture.ts'
import { run } from './product.ts'
import { Served } from './served.ts'
import { day, minutesAgo } from './story/time.ts'

const PASSWORD = '海边 quiet-lantern 七点'
const folders = new Folders()
const folder = folders.make()
let served: Served
let opened: OpenBrowser
const complaints: string[] = []
const pages = new Map<string, Page>()

beforeAll(async () => {
  if (noBrowser !== undefined) return
  served = new Served(folder)
  opened = await browser()
  await served.address
}, 240_000)

afterAll(async () => {
  if (noBrowser !== undefined) return
  await opened[Symbol.asyncDispose]()
  await served.stop()
  await folders[Symbol.asyncDispose]()
}, 120_000)

/** Somebody new, at a browser of their own. What it complains of, but for answers that say no, is a fault of ours. */
async function arrives(who: string, language: 'zh' | 'en'): Promise<Hand> {
  const page = await opened.visit({ locale: language === 'zh' ? 'zh-CN' : 'en-GB' })
  pages.set(who, page)
  page.on('pageerror', (error) => complaints.push(`${who}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text()))
      complaints.push(`${who}: ${message.text()}`)
  })
  return new Hand(page, language)
}

/** A minute in Beijing, as people type it. */
const minute = (when: number): string => new Date(when + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

/** What everybody saw when something did not go on, for whoever looks into it. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  for (const [who, page] of pages) {
    await picture(page, `clicks/failed-${who}`)
    console.error(`${who} at ${page.url()}\n${await page.locator('body').ariaSnapshot()}`)
  }
})

/** Takes the link that a registration or an invitation shows, and opens the account with it. */
async function joins(hand: Hand, link: string, password: string, choose: string): Promise<void> {
  await hand.page.goto(link)
  await hand.page.getByLabel(password).fill(PASSWORD)
  await hand.press(choose)
  await hand.page.getByRole('navigation').first().waitFor()
}

const MOST = 300_000 // ms

/** Looks again and again, as somebody does who waits for a letter. */
async function appears(hand: Hand, what: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        await hand.page.reload()
        await hand.main.getByRole('heading').first().waitFor()
        await what
          .first()
          .waitFor({ timeout: 3000 })
          .catch(() => undefined) // another look
        return what.count()
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(0)
}
let lin: Hand
let officer: Hand
let head: Hand
let sergeant: Hand

/** Keeps what is on a screen, wide and narrow. */
async function looks(hand: Hand, name: string): Promise<void> {
  await picture(hand.page, `clicks/${name}-1440`)
  await hand.page.setViewportSize({ width: 390, height: 844 })
  await picture(hand.page, `clicks/${name}-390`)
  await hand.page.setViewportSize({ width: 1440, height: 900 })
}

/** A department that the operator's system administrator registers, with somebody who handles its cases. */
async function registers(
  names: readonly [zh: string, en: string, region: string],
  remit: string,
  level: string,
  admin: readonly [string, string],
): Promise<string> {
  const place = lin.main.getByRole('region', { name: '本系统上的主体' })
  await lin.press('登记又一主体', place)
  await lin.page.getByLabel('中文名称').fill(names[0])
  await lin.page.getByLabel('英文名称').fill(names[1])
  await lin.page.getByLabel('行政区划代码').fill(names[2])
  await lin.page.getByLabel('职责').click()
  await lin.page.getByTitle(remit, { exact: true }).click()
  await lin.page.getByRole('radio', { name: level }).check()
  await lin.page.getByLabel('姓名').fill(admin[0])
  await lin.page.getByLabel('账号').fill(admin[1])
  await lin.press('登记并取得邀请链接', place)
  await place.getByText(`已登记${names[0]}。`).waitFor()
  return place.locator('code').innerText()
}

describe.skipIf(noBrowser !== undefined)(`the story by clicks${noBrowser === undefined ? '' : ` (skipped: ${noBrowser})`}`, { timeout: MOST }, () => {
  test('a fresh start: the first party on the first-run page, two departments by invitation, and a second person of one', async () => {
    lin = await arrives('Lin Wei', 'zh')
    await lin.page.goto(served.firstRun.href)
    await lin.page.getByLabel('中文名称').fill('青蓝优选')
    await lin.page.getByLabel('英文名称').fill('Qinglan Select')
    await lin.page.getByLabel('行政区划代码').fill('330102')
    await lin.page.getByLabel('姓名').fill('林薇')
    await lin.page.getByLabel('账号').fill('linwei')
    await lin.page.getByLabel('口令').fill(PASSWORD)
    await lin.press('登记并登录')
    await lin.follow('建立主体档案')
    await lin.page.getByLabel('从哪天起运营网络？').fill('2024-01-02')
    await lin.page.keyboard.press('Enter') // takes the date; the form is sent by its button
    await lin.press('开始')
    // One question at a time, until it is known who the party is in law.
    const ready = lin.main.getByRole('heading', { name: '可以看你的义务了' })
    const yes = new Set(['你们的网络是否在中国境内建设、运营、维护或者使用？', '你们拥有网络吗？'])
    for (let asked = ''; !(await ready.isVisible());) {
      const question = lin.main.getByRole('heading', { level: 1 }).filter({ hasNotText: asked === '' ? '先说两件事' : asked })
      await question.waitFor()
      asked = await question.innerText()
      if (await ready.isVisible()) break
      const answers = lin.main.getByRole('group', { name: asked })
      await lin.press((await answers.getByRole('button', { name: '是', exact: true }).count()) === 0 ? /民用/ : yes.has(asked) ? '是' : '否', answers)
    }
    expect(await lin.main.getByText('网络运营者').count()).toBeGreaterThan(0)
    await lin.follow('查看义务')
    await lin.main.getByRole('heading', { name: '青蓝优选' }).waitFor()

    await lin.visit('设置')
    const zhou = await registers(['省网信办', 'Provincial Cyberspace Office', '330000'], '网信部门', '省级', ['周正', 'zhou'])
    const qian = await registers(['上城公安分局', 'Shangcheng Police', '330102'], '公安机关', '县级', ['钱进', 'qian'])
    await looks(lin, 'parties-zh')
    officer = await arrives('Zhou Zheng', 'en')
    await joins(officer, zhou, 'Password', 'Choose it and sign in')
    sergeant = await arrives('Qian Jin', 'en')
    await joins(sergeant, qian, 'Password', 'Choose it and sign in')

    await officer.visit('People')
    await officer.page.getByLabel('Name', { exact: true }).fill('孙立')
    await officer.page.getByLabel('Account').fill('sun')
    await officer.page.getByLabel('Roles').click()
    for (const role of ['Head of department', 'Legal reviewer', 'Publicity officer']) await officer.page.getByTitle(role, { exact: true }).click()
    await officer.page.keyboard.press('Escape')
    await officer.press('Invite a person', officer.main)
    const sun = await officer.main.locator('code').innerText()
    head = await arrives('Sun Li', 'en')
    await joins(head, sun, 'Password', 'Choose it and sign in')
    // Whoever may not begin the profile is told who does, and the head has the button.
    await officer.visit('Desk')
    await officer.main.getByText(/^The profile is begun by/).waitFor()
    await head.follow('Begin the profile')
    await head.page.getByLabel('Since when do you run a network?').fill('2020-01-02')
    await head.page.keyboard.press('Enter')
    await head.press('Begin', head.main)
    await head.main.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Two things first' }).waitFor()
    expect(complaints).toEqual([])
  })

  test('a leak at the operator: recorded, classified, reported to both authorities by letter within its clock, and told to the persons', async () => {
    await lin.visit('台账')
    await lin.follow('+ 登记系统')
    const name = lin.main.getByRole('group', { name: /^名称/ })
    await lin.enter({ 中文名称: '商城', 英文名称: 'Shop' }, name)
    await lin.enter({ 投入运行: '2024-02-01' })
    await lin.send('登记系统')

    await lin.begin('登记发现的事件')
    await lin.press('登记发现的事件', lin.main)
    // What is missing is said at its field, and nothing that was typed is gone.
    await lin.main.getByText('此项必填。').first().waitFor()
    await lin.enter({
      发现或者获知时间: minute(minutesAgo(90)),
      事件名称: '会员信息泄露',
      事件类型: '网络攻击事件',
      所涉系统: '商城',
      危害网络安全: '是',
      涉嫌构成案件: '是',
    })
    await lin.send('登记发现的事件')
    await lin.main.getByRole('heading', { level: 1, name: '会员信息泄露' }).waitFor()
    await lin.do('登记个人信息泄露', { 发现或者获知时间: minute(minutesAgo(90)), 涉及人数: '1200000', 理由: '黑客出售样本' })
    await lin.act('判断级别')
    await lin.enter({ 时间: minute(minutesAgo(80)), 理由: '一百二十万人' })
    await lin.send('判断级别')
    // The condition of the annex stands there in words.
    await lin.main.getByText('100万人以上个人信息泄露').waitFor()
    await looks(lin, 'matter-zh')
    const items = {
      单位名称和系统基本情况: '青蓝优选，商城会员系统',
      '发现或者发生的时间、地点': '杭州，发现样本出售',
      已造成的影响和危害: '一百二十万人的联系方式',
      已采取的措施和效果: '接口已下线',
    }
    for (const to of ['网信部门', '公安机关']) await lin.do('向主管部门报告', { 向谁报告: to, 报告渠道: '本系统公文', ...items })
    await lin.do('告知受影响的个人', {
      告知人数: '1200000',
      告知方式: '短信',
      泄露的信息种类: '姓名、电话',
      原因: '接口越权',
      可能造成的危害: '诈骗电话',
      已采取的补救措施: '接口下线',
      个人可以采取的减轻危害的措施: '警惕冒充客服',
      联系方式: '400-000-0000',
    })
    await lin.visit('公文')
    await lin.follow('发文', lin.main)
    await expect.poll(() => lin.main.getByText(/已收到回执/).count(), { timeout: 60_000 }).toBe(2)
    await looks(lin, 'letters-zh')
    expect(complaints).toEqual([])
  })

  test('the department answers it: acknowledged, asked, required; the operator does it; the public is warned', async () => {
    await officer.visit('Desk')
    const queue = officer.main.getByRole('link', { name: '会员信息泄露', exact: true }).first()
    await queue.waitFor()
    // What came by letter is called what it is, by everybody who sees it.
    expect(await officer.main.innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    await looks(officer, 'desk-en')
    await queue.click()
    await officer.do('Acknowledge', { 'What the operator is told': '已收到，请持续补报' })
    await officer.do('Ask for more', { 'Items that are missing': ['First analysis of the cause'], 'What is asked': '请说明越权原因' })
    await officer.do('Require measures', { 'To be done by': minute(minutesAgo(-2880)), 'Measures required': '更换全部接口密钥' })
    expect(await officer.main.innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    await looks(officer, 'reception-en')

    await lin.visit('事项')
    await lin.follow('会员信息泄露', lin.main)
    await appears(lin, lin.main.getByText('更换全部接口密钥'))
    await lin.do('落实要求的措施', { 措施: '密钥已全部更换' })
    await lin.do('向主管部门报告', { 向谁报告: '网信部门', 报告渠道: '本系统公文', 事件原因初步分析: '订单接口未校验归属' })

    await head.visit('Matters')
    await head.follow('会员信息泄露', head.main)
    await head.act('Warn the public of it')
    expect(await head.main.getByLabel(/^Title/).inputValue()).toBe('会员信息泄露')
    await head.enter({ Notice: '某平台会员信息泄露', 'How to avoid or lessen harm': '警惕冒充客服的电话' })
    await head.send('Tell the public of an incident')
    expect(complaints).toEqual([])
  })

  test('an inspection is proposed, approved by another person, and finds a gap in the logs; nobody types an id', async () => {
    const on = (days: number): string => minute(day(days))
    const officers = [
      { Name: '赵敏', Credential: '浙A001' },
      { Name: '钱进', Credential: '浙A002' },
    ]
    await officer.begin('Propose an inspection')
    await officer.enter({
      When: on(-120),
      'Party concerned': 'Qinglan Select',
      'Role under the law': ['Network operator'],
      Basis: 'Inspection by the cyberspace department',
      'Provisions relied on and number of the paper': '检查通知〔2026〕3号',
      How: 'On site',
      Scope: ['Registration of users and retention of logs'],
      Begins: on(-120),
      Ends: on(-119),
      Officers: officers,
    })
    // The name of the party came with the choice: nobody types it, or an id.
    expect(await officer.main.getByLabel(/^Name of the party/).inputValue()).toBe('青蓝优选')
    await officer.send('Propose an inspection')
    await officer.main.getByText('Others have to act first: Approved').waitFor()

    await head.visit('Matters')
    await head.follow('青蓝优选', head.main)
    await head.do('Approve the inspection', { When: on(-120), 'Approved by': '孙立' })
    await officer.page.reload()
    await officer.do('Send the notice of inspection', { When: on(-120) })
    await officer.do('Begin the inspection', { When: on(-120), Officers: officers, 'Credentials shown': 'Yes', 'Notice of inspection shown': 'Yes' })
    await officer.do('Record a finding', {
      When: on(-120),
      Topic: 'Registration of users and retention of logs',
      'What was found': '商城日志只留存三个月',
      'Provision violated': '23.1.3',
      'Duty concerned': 'Keep network logs',
      Evidence: ['log-sample-1'],
    })
    await officer.do('End the inspection', { When: on(-119), Result: '发现一项问题', 'Signature of the party': 'Signed' })
    await looks(officer, 'inspection-en')
    expect(complaints).toEqual([])
  })

  test('at the end every entry of the matter proves itself in the browser, the journals hold, and the views computed anew are those that were there', async () => {
    await lin.visit('事项')
    await lin.follow('会员信息泄露', lin.main)
    await lin.press('验证全部记录')
    const happened = lin.main.getByRole('region', { name: '经过' }).getByRole('listitem')
    const entries = await happened.count()
    expect(entries).toBeGreaterThan(5)
    await expect
      .poll(
        () =>
          happened
            .getByRole('status')
            .filter({ hasText: /本浏览器已验证/ })
            .count(),
        { timeout: 60_000 },
      )
      .toBe(entries)
    await looks(lin, 'proven-zh')
    for (const [words, said] of [
      [['journal', 'verify', folder], 0],
      [['rebuild', '--data', folder, '--party', '青蓝优选'], 0],
      [['rebuild', '--data', folder, '--party', '省网信办'], 0],
    ] as const) {
      const { status, out, err } = await run(words)
      expect({ words, status, said: status === 0 ? '' : `${out}${err}` }).toEqual({ words, status: said, said: '' })
    }
    expect(served.faults).toEqual([])
    expect(complaints).toEqual([])
  })
})
