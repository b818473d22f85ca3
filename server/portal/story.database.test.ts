import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { DEPARTMENT, MINUTE, OPERATOR, portalPlace, START, type PortalPlace } from './place.fixture.ts'
import { Reader, type Sheet } from './reader.fixture.ts'

const MOST = 20_480 // bytes of a page, compressed
let place: PortalPlace

beforeAll(async () => {
  place = await portalPlace()
})

afterAll(() => place[Symbol.asyncDispose]())

beforeEach(() => {
  place.clock.now = START
  place.log.length = 0
})

const codeOn = ({ text }: Sheet): string => /(?:[0-9A-Z]{5} ?- ?){3}[0-9A-Z]{5}/.exec(text)?.[0].replaceAll(' ', '') ?? 'none'

const HOSTILE = `取消订单后仍在推送 <script>alert("1")</script> ' onload='x' </textarea>&amp;`

/** What each language's buttons and headings say. */
const SAID = [
  {
    language: 'zh-CN',
    lang: 'zh-CN',
    doing: '投诉、举报',
    begin: '开始',
    next: '继续',
    skip: '跳过',
    back: '上一步',
    review: '核对并送出',
    send: '送交临江市网信办',
    done: '已送达',
    see: '查看',
    leave: '看完了，关闭',
    closed: '本事项已于',
    source: '《中华人民共和国网络安全法》第五十一条第一款',
    problem: '请选择“反映的问题”。',
    change: '修改“具体情况”',
    again: '回到核对',
    colour: '黄色',
  },
  {
    language: 'en',
    lang: 'en',
    doing: 'Complain or report',
    begin: 'Begin',
    next: 'Continue',
    skip: 'Skip',
    back: 'Back',
    review: 'Check and send',
    send: 'Send it to Linjiang Cyberspace Office',
    done: 'Received',
    see: 'See how it stands',
    leave: 'I am done: close',
    closed: 'This matter was closed',
    source: "Cybersecurity Law of the People's Republic of China, Art. 51(1)",
    problem: 'Choose an answer to “What it is about”.',
    change: 'Change “What happened”',
    again: 'Back to checking',
    colour: 'Yellow',
  },
] as const

test.each(SAID)('without a script, in $language: a report without a name, a code, an answer, a reply', async (said) => {
  const party = await place.register(DEPARTMENT)
  const reader = new Reader(place.app, { language: said.language })
  const sheets: Sheet[] = []
  const keep = (sheet: Sheet): Sheet => {
    sheets.push(sheet)
    return sheet
  }
  keep(await reader.open('/p'))
  expect(keep(await reader.open(`/p/${party}`)).text).toContain(said.doing)
  expect(keep(await reader.open(`/p/${party}/complaint`)).heading).toBe(said.doing)
  keep(await reader.press(said.begin))
  // The first question, with the provision that asks it; going on without an answer is told at the field and at the top.
  const refused = keep(await reader.press(said.next))
  expect(refused.status).toBe(422)
  expect(refused.text).toContain(said.source)
  expect(refused.html).toContain('href="#f-topic"')
  expect(refused.text.split(said.problem)).toHaveLength(3)
  const second = keep(await reader.press(said.next, { 'f.topic': 'personal-information' }))
  keep(await reader.press(said.next, { 'f.content': HOSTILE }))
  // Back and forth, nothing that was typed is lost.
  const back = keep(await reader.press(said.back))
  expect(back.heading).toBe(second.heading)
  expect(back.html).not.toContain('<script')
  keep(await reader.press(said.next))
  keep(await reader.press(said.skip))
  const review = keep(await reader.press(said.skip))
  expect(review.heading).toBe(said.review)
  expect(review.text).toContain('取消订单后仍在推送 <script>alert("1")</script>')
  expect(review.html).not.toContain('<script')
  keep(await reader.press(said.change))
  keep(await reader.press(said.again))
  place.clock.now += MINUTE
  const receipt = keep(await reader.press(said.send))
  expect(receipt).toMatchObject({ status: 200, heading: said.done, url: `/p/${party}/done` })
  const code = codeOn(receipt)
  expect(code).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){3}$/)

  place.clock.now += MINUTE
  await place.act(party, 'complaint', 'case-officer', { type: 'accept', on: place.time(), undertaking: '由网络安全科核查' })
  await place.act(party, 'complaint', 'case-officer', { type: 'write-to-informant', message: '请说明 <b>哪一天</b>' })
  keep(await reader.open(`/p/${party}/follow`))
  expect(keep(await reader.press(said.see, { code: 'AAAAA-AAAAA-AAAAA-AAAAA' })).status).toBe(422)
  const told = keep(await reader.press(said.see, { code: ` ${code.toLowerCase().replaceAll('-', ' ')}` }))
  expect(told.text).toContain('由网络安全科核查')
  expect(told.text).toContain('请说明 <b>哪一天</b>')
  expect(told.html).not.toContain('<b>')
  expect(keep(await reader.press(said.send, { 'f.message': '' })).status).toBe(422)
  expect(keep(await reader.press(said.send, { 'f.message': '三月二十日' })).text).toContain('三月二十日')

  place.clock.now += MINUTE
  await place.act(party, 'complaint', 'case-officer', { type: 'record-finding', on: place.time(), finding: '属实' })
  await place.act(party, 'complaint', 'case-officer', { type: 'answer', on: place.time(), result: 'upheld', measures: '责令改正', answer: '已责令停止推送' })
  await place.act(party, 'complaint', 'case-officer', { type: 'close', on: place.time() })
  const answered = keep(await reader.open(`/p/${party}/follow`))
  expect(answered.text).toContain('已责令停止推送')
  // What is closed takes no more: the page says so, and has no button for it.
  expect(answered.text).toContain(said.closed)
  expect(answered.html).not.toContain('<textarea')
  const left = keep(await reader.press(said.leave))
  expect(left.text).not.toContain('已责令停止推送')
  expect((await reader.open(`/p/${party}/follow`)).text).not.toContain('已责令停止推送')

  // What the department tells everybody is read without a code.
  const notice = {
    type: 'warn',
    on: place.time(),
    title: '短信骚扰 <i>预警</i>',
    colour: 'yellow',
    area: '全市',
    text: '近期多发。\n\n请勿点击。',
    advice: '升级系统',
  }
  await place.act(party, 'publication', 'publicity', notice, 'w-1')
  keep(await reader.open(`/p/${party}`))
  expect(keep(await reader.open(`/p/${party}/publications`)).text).toContain('短信骚扰 <i>预警</i>')
  const warning = keep(await reader.open(`/p/${party}/publications/warning/w-1`))
  expect(warning).toMatchObject({ status: 200, heading: '短信骚扰 <i>预警</i>' })
  expect(warning.text).toContain(said.colour)
  expect(warning.html).not.toContain('<i>')
  await place.act(party, 'publication', 'publicity', { type: 'retract', on: place.time(), because: '已经解除' }, 'w-1')
  const retracted = keep(await reader.open(`/p/${party}/publications/warning/w-1`))
  expect(retracted.text).toContain('已经解除')
  expect(retracted.text).not.toContain('请勿点击')

  // The code is in no address, in no log and in no page but the receipt.
  const bare = code.replaceAll('-', '')
  expect(reader.urls.concat(place.log).filter((line) => line.toUpperCase().replaceAll('-', '').includes(bare))).toEqual([])
  expect(sheets.filter((sheet) => codeOn(sheet) === code)).toHaveLength(1)
  expect(sheets.length).toBeGreaterThan(15)
  for (const { html, headers } of sheets) {
    expect(html).toContain(`<html lang="${said.lang}">`)
    expect(headers['content-language']).toBe(said.lang)
    expect(gzipSync(html).length).toBeLessThan(MOST)
    expect(html).not.toMatch(/<script|\sstyle="|\son[a-z]+="|(?:src|href|action)="(?:https?:)?\/\//)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    )
  }
})

/** Fills in a report as far as the page on which it is checked. */
async function filledIn(reader: Reader, party: string, content = '推送不停'): Promise<Sheet> {
  await reader.open(`/p/${party}/complaint`)
  await reader.press('开始')
  await reader.press('继续', { 'f.topic': 'fraud' })
  await reader.press('继续', { 'f.content': content })
  await reader.press('跳过')
  return reader.press('跳过')
}

test('a demand for deletion: a choice of two forms, several answers to a question, a code, a question from the operator and its answer', async () => {
  const party = await place.register(OPERATOR)
  const reader = new Reader(place.app)
  expect((await reader.open(`/p/${party}/rights`)).text).toContain('要求更正、补充个人信息')
  await reader.press('开始 要求删除个人信息')
  const wrong = await reader.press('继续', { 'f.requester': '陈静', 'f.account': 'x'.repeat(501) })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('请填写“答复方式”。')
  expect(wrong.text).toContain('最多 500 个字。')
  expect(wrong.html).toContain('value="陈静"')
  await reader.press('继续', { 'f.contact': 'chen@example.cn', 'f.account': 'chenjing88' })
  await reader.press('继续', { 'f.capacity': 'self' })
  expect((await reader.press('继续')).text).toContain('请选择“涉及的信息”。')
  await reader.press('继续', { 'f.categories': ['location', 'browsing'] })
  await reader.press('继续', { 'f.claim': 'unlawful' })
  const review = await reader.press('跳过')
  expect(review.text).toContain('个人上网记录')
  expect(review.text).toContain('《中华人民共和国个人信息保护法》第四十七条')
  place.clock.now += MINUTE
  const receipt = await reader.press('送交青蓝优选')
  await place.act(party, 'rights', 'compliance-officer', { type: 'ask', on: place.time(), asked: '请说明设备型号', because: '据此查找' })
  await reader.open(`/p/${party}/follow`)
  expect((await reader.press('查看', { code: codeOn(receipt) })).text).toContain('请说明设备型号')
  expect((await reader.press('送交青蓝优选', { 'f.statement': '安卓手机' })).text).toContain('安卓手机')
})

test('a receipt pressed twice is one matter with one code; changed meanwhile, it is not sent again', async () => {
  const party = await place.register(DEPARTMENT)
  const reader = new Reader(place.app)
  const review = await filledIn(reader, party)
  place.clock.now += MINUTE
  const first = await reader.press('送交临江市网信办')
  reader.sheet = review
  const second = await reader.press('送交临江市网信办')
  expect(codeOn(second)).toBe(codeOn(first))
  expect(await place.codes(party)).toBe(1)
  reader.sheet = review
  await reader.press('修改“具体情况”')
  await reader.press('回到核对', { 'f.content': '另一件事' })
  expect((await reader.press('送交临江市网信办')).text).toContain('已经送出过')
  expect(await place.codes(party)).toBe(1)
  // A quarter of an hour later nobody shows the code again.
  place.clock.now += 16 * MINUTE
  expect(await reader.open(`/p/${party}/done`)).toMatchObject({ status: 404, heading: '查询码不再显示' })
})

test('a browser that keeps no cookies is given its receipt at once', async () => {
  const party = await place.register(DEPARTMENT)
  const reader = new Reader(place.app, { keepsCookies: false })
  await filledIn(reader, party)
  place.clock.now += MINUTE
  const receipt = await reader.press('送交临江市网信办')
  expect(receipt).toMatchObject({ status: 201, heading: '已送达' })
  await reader.open(`/p/${party}/follow`)
  expect((await reader.press('查看', { code: codeOn(receipt) })).text).toContain('浏览器没有保存')
})

test('what a machine would do is not taken: at once, from another site, with a form that was made up, of another party, or too often', async () => {
  const [party, other] = [await place.register(DEPARTMENT), await place.register(DEPARTMENT)]
  const reader = new Reader(place.app)
  const review = await filledIn(reader, party)
  expect((await reader.press('送交临江市网信办')).text).toContain('送得太快了')
  place.clock.now += MINUTE
  for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
    reader.sheet = review
    expect((await reader.press('送交临江市网信办', {}, headers)).status).toBe(403)
  }
  for (const html of [review.html.replaceAll(party, other), review.html.replace(/name="draft" value="..../, 'name="draft" value="AAAA')]) {
    reader.sheet = { ...review, html }
    expect(await reader.press('送交临江市网信办')).toMatchObject({ status: 400, heading: '这份填写打不开了' })
  }
  reader.sheet = review
  place.clock.now += 24 * 60 * MINUTE
  expect((await reader.press('送交临江市网信办')).heading).toBe('这份填写打不开了')
  expect((await place.codes(party)) + (await place.codes(other))).toBe(0)
  await filledIn(reader, party)
  place.clock.now += MINUTE
  const sheets: number[] = []
  const checked = reader.page
  for (let each = 0; each < 21; each++) {
    reader.sheet = checked
    sheets.push((await reader.press('送交临江市网信办')).status)
  }
  expect(sheets.filter((status) => status === 200)).toHaveLength(20)
  expect(reader.page).toMatchObject({ status: 429, heading: '请稍后再试' })
})

test('the language is the browser’s until somebody chooses another, in the middle of a form too', async () => {
  const party = await place.register(DEPARTMENT)
  const reader = new Reader(place.app, { language: 'en' })
  expect((await reader.open(`/p/${party}`)).text).toContain('What you can do here')
  expect((await reader.open(`/p/${party}?lang=zh`)).url).toBe(`/p/${party}`)
  await reader.open(`/p/${party}/complaint`)
  await reader.press('开始')
  await reader.press('继续', { 'f.topic': 'fraud' })
  const turned = await reader.press('English', { 'f.content': '没写完' })
  expect(turned.heading).toBe('What happened')
  expect(turned.html).toContain('没写完</textarea>')
})

test('the list of portals is searched by name and region, and holds names only', async () => {
  const reader = new Reader(place.app)
  const party = await place.register({ ...OPERATOR, zh: '独一物流', en: 'Only Logistics', region: '650100' })
  place.clock.now += MINUTE
  expect((await reader.open('/p?q=only')).text).toContain('独一物流')
  expect((await reader.open(`/p?q=${encodeURIComponent('独一')}&r=65`)).html).toContain(`href="/p/${party}"`)
  expect((await reader.open('/p?q=only&r=11')).text).toContain('没有找到')
  expect((await reader.open(`/p?q=${encodeURIComponent('"><script>')}`)).html).not.toContain('<script>')
})

test('what is not there is said in words', async () => {
  const party = await place.register(DEPARTMENT)
  const reader = new Reader(place.app)
  for (const path of ['/p/nobody', `/p/${party}/penalty`, `/p/${party}/x/y/z`, `/p/${party}/publications/warning/none`, `/p/${party}/publications/toString/x`])
    expect(await reader.open(path)).toMatchObject({ status: 404, heading: '没有这个页面' })
  expect((await reader.open(`/p/${party}/publications`)).text).toContain('这里会公布')
})
