import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import { browser, noBrowser, picture, troublesOf, type OpenBrowser } from './browser.fixture.ts'
import { Folders } from './folder.ts'
import { Hand } from './hand.fixture.ts'
import { run } from './product.ts'
import { Served } from './served.ts'
import { civil, day, minutesAgo } from './story/time.ts'

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

/** That axe finds nothing on a screen, in either theme. */
async function isForEverybody({ page }: Hand): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.locator(`html[data-theme="${colorScheme}"]`).waitFor()
    expect({ url: page.url(), colorScheme, troubles: await troublesOf(page) }).toMatchObject({ troubles: [] })
  }
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

/** The public's pages, without a script: whatever a page asks that there is an answer to is answered, one question a page. */
async function files(page: Page, answers: Readonly<Record<string, string | true>>, send: RegExp): Promise<string> {
  const last = page.getByRole('button', { name: send })
  for (let question = 0; (await last.count()) === 0; question++) {
    if (question === 20) throw new Error(`the questions did not end: ${page.url()}`)
    let answered = 0
    for (const [label, answer] of Object.entries(answers)) {
      const field = page.getByLabel(label, { exact: true })
      if ((await field.count()) === 0) continue
      await (answer === true ? field.check() : field.fill(answer))
      answered += 1
    }
    const skip = page.getByRole('button', { name: '跳过', exact: true })
    await (answered === 0 && (await skip.count()) > 0 ? skip : page.getByRole('button', { name: /^(开始|继续)$/ }).first()).click()
  }
  // Slower than a machine: the server takes nothing in the first three seconds of a form.
  await expect.poll(async () => (await last.click(), page.url()), { timeout: 30_000, interval: 500 }).toContain('/done')
  return (await page.locator('.code').innerText()).replace(/\s/g, '')
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
    await isForEverybody(lin)
    await lin.press('登记并登录')
    await lin.follow('建立主体档案')
    await lin.page.getByLabel('从哪天起运营网络？').fill('2024-01-02')
    await lin.page.keyboard.press('Enter') // takes the date; the form is sent by its button
    await isForEverybody(lin)
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
      if (yes.has(asked)) await isForEverybody(lin)
      await lin.press((await answers.getByRole('button', { name: '是', exact: true }).count()) === 0 ? /民用/ : yes.has(asked) ? '是' : '否', answers)
    }
    expect(await lin.main.getByText('网络运营者').count()).toBeGreaterThan(0)
    await isForEverybody(lin)
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
    await officer.page.getByRole('textbox', { name: 'Name', exact: true }).fill('孙立')
    await officer.page.getByRole('textbox', { name: 'Account', exact: true }).fill('sun')
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

  test('an inspection finds a gap in the logs; the order binds the operator, and its refusal is found', async () => {
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
    await officer.do('Order correction', { When: on(-119), Findings: ['F1'], 'What has to be corrected': '日志留存不少于六个月', 'To be done by': on(-90) })
    await looks(officer, 'inspection-en')

    await lin.visit('公文')
    await appears(lin, lin.main.getByText('责令改正'))
    await lin.visit('义务')
    await lin.main
      .getByRole('region', { name: '逾期', exact: true })
      .getByRole('button', { name: /改正/ })
      .first()
      .waitFor()
    await looks(lin, 'board-zh')

    await head.page.reload()
    await head.do('Find that correction was refused', { When: on(-85), About: 'The order to correct', Reason: '逾期未改，经两次催告' })
    expect(complaints).toEqual([])
  })

  test('the penalty: the form is filled from the inspection, what is outside the range is refused, and the credit file is published', async () => {
    const on = (days: number): string => minute(day(days))
    await head.act('File a case on it')
    expect(await head.main.getByLabel(/^The case/).inputValue()).toBe('商城日志只留存三个月')
    await head.enter({
      When: on(-84),
      'Address of the party': '杭州市上城区',
      'Conduct began': civil(day(-150)),
      'Conduct ended': civil(day(-121)),
      'Life, health or financial safety is concerned, and harm was done': 'No',
      'Ground of jurisdiction': '违法行为发生地',
    })
    await head.send('File the case')
    await officer.visit('Matters')
    await officer.main.getByRole('row').filter({ hasText: 'Penalt' }).getByRole('link', { name: '青蓝优选', exact: true }).click()
    await officer.do('Record evidence', { When: on(-84), 'The evidence and what it proves': '日志抽样和催告记录', Evidence: ['log-sample-1'] })
    await officer.act('Propose a penalty')
    const range = officer.main.getByRole('region', { name: 'Range of the statute' })
    await officer.enter({
      When: on(-83),
      Consequences: 'None',
      Circumstances: 'Ordinary',
      'Refused to correct': 'Yes',
      'Suspected to be a crime': 'No',
      'Kinds of penalty and measures': ['Order to correct', 'Warning'],
      'Fine on the party (yuan)': '5000000',
      'Fine on each person responsible (yuan)': '20000',
      'Persons responsible': [{ Name: '李雷', Post: '技术总监' }],
      'A larger fine or confiscation, by the standard of this department': 'Yes',
      'Complex, or a grave violation': 'No',
      'The same act has been fined already': 'No',
      'Reasons for the amount': '拒不改正',
    })
    // The range stands there while the amount is typed, and says that this one is beyond it.
    await range
      .getByText('¥50,000 – ¥500,000')
      .or(range.getByText(/50,000/))
      .first()
      .waitFor()
    await looks(officer, 'penalty-range-en')
    await officer.press('Propose a penalty', officer.main)
    await officer.main.getByRole('alert').filter({ hasText: /range/ }).first().waitFor()
    await officer.enter({ 'Fine on the party (yuan)': '100000' })
    await officer.send('Propose a penalty')
    await officer.do('Tell the party what is proposed, and its rights', {
      When: on(-82),
      'Statement and defence until': on(-60),
      'Last day to ask for a hearing': civil(day(-60)),
    })
    await head.visit('Matters')
    await head.main.getByRole('row').filter({ hasText: 'Penalt' }).getByRole('link', { name: '青蓝优选', exact: true }).click()
    await head.do('Review it in law', { When: on(-48), Reviewer: '孙立', Passed: 'Yes', Opinion: '事实清楚，程序合法' })
    await head.do('Decide on the penalty', { When: on(-45), 'Number of the decision': '浙网信罚〔2026〕1号', 'How to pay': '指定银行', 'Decided by': '孙立' })
    await officer.page.reload()
    await officer.do('Serve the decision', { When: on(-44), 'How it was served': 'Letter from here' })
    await head.page.reload()
    await head.do('Enter in the credit file and publish', {
      When: on(-39),
      'Credit file and where it is published': '国家企业信用信息公示系统',
      'What is published': '日志留存不足六个月，拒不改正，警告并罚款十万元',
    })
    await looks(head, 'penalty-en')
    expect(complaints).toEqual([])
  })

  test('an anonymous report comes to the wrong department without a script, is transferred, and its code says where it went', async () => {
    const informant = await opened.visit({ script: false })
    pages.set('An informant', informant)
    await informant.goto(new URL('/p', served.firstRun).href)
    await informant.getByRole('link', { name: /上城公安分局/ }).click()
    await informant.locator('.rows a[href$="/complaint"]').click()
    const code = await files(informant, { 个人信息: true, 具体情况: '青蓝优选的应用强制索取通讯录' }, /^送交/)
    await sergeant.visit('Matters')
    await sergeant.follow('Personal information', sergeant.main)
    await sergeant.do('Transfer to the department in charge', {
      'Transfer to': 'cyberspace department',
      Level: 'Province',
      'Region code': '330000',
      'Why it is in that remit': '属于网信部门职责',
    })
    await officer.visit('Matters')
    await appears(officer, officer.main.getByRole('link', { name: 'Personal information', exact: true }))
    await officer.follow('Personal information', officer.main)
    expect(await officer.main.innerText()).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/)
    await officer.do('Accept', { 'Who looks into it and how': '执法一处核查' })
    await informant.getByRole('link', { name: '查看进展' }).first().click()
    await informant.locator('#code').fill(code)
    await informant.getByRole('button', { name: '查看', exact: true }).click()
    await informant
      .getByText(/移送/)
      .first()
      .waitFor()
    await picture(informant, 'clicks/informant-zh-1440')
  })

  test('a citizen asks for deletion without a script; it is checked, granted, carried out and proved, and what was said of the citizen goes from the record', async () => {
    const citizen = await opened.visit({ script: false })
    pages.set('A citizen', citizen)
    await citizen.goto(new URL('/p', served.firstRun).href)
    await citizen.getByRole('link', { name: /青蓝优选/ }).click()
    await citizen.locator('.rows a[href$="/rights"]').click()
    await citizen.getByRole('button', { name: '开始 要求删除个人信息' }).click()
    const answers = {
      姓名或者称呼: '陈静',
      答复方式: 'chen@example.cn',
      账号或者其他能够找到该信息的标识: 'chenjing88',
      本人: true,
      个人位置信息: true,
      '收集、使用违反法律、行政法规或者约定': true,
      说明: '从未同意收集位置',
    } as const
    const code = await files(citizen, answers, /^送交/)
    await lin.visit('事项')
    const asked = lin.main.getByRole('row').filter({ hasText: '删除' }).getByRole('link')
    await appears(lin, asked)
    await asked.first().click()
    await lin.do('核对身份', { 核对方式: '登录账号', 核对了什么: ['账号'], 身份相符: '是' })
    await lin.do('作出决定并答复', { 同意办理: ['个人位置信息'], 投诉和咨询联系方式: '400-000-0000' })
    await lin.do('登记已删除', {
      已办理的信息: ['个人位置信息'],
      系统和存储位置: ['会员库', '推荐缓存'],
      删除方式: '删除',
      备份: '没有备份',
      '执行记录（SHA-256）': ['7'.repeat(64)],
    })
    await lin.do('送达办理结果', { 送达方式: '站内信' })
    await lin.main.getByRole('switch', { name: '显示个人信息' }).click()
    await lin.main.getByText('chenjing88').first().waitFor()
    await lin.do('清除本系统记录中的个人信息', { 要清除个人信息的记录: ['要求删除'], 依据的条款: '个人信息保护法第四十七条', 理由: '已办结，无须保留' })
    // Nothing is left that could be shown.
    await lin.main.getByRole('switch', { name: '显示个人信息' }).waitFor({ state: 'detached' })
    expect(await lin.main.innerText()).not.toContain('chenjing88')
    await looks(lin, 'deletion-zh')
    await citizen.getByRole('link', { name: '查看进展' }).first().click()
    await citizen.locator('#code').fill(code)
    await citizen.getByRole('button', { name: '查看', exact: true }).click()
    await citizen
      .getByText(/站内信|已删除/)
      .first()
      .waitFor()
    await picture(citizen, 'clicks/citizen-zh-1440')
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
