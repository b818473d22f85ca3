import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { accessKeyOf } from '../access/key.ts'
import { APRIL, besides, newInstallation, newParty, operatorWithIncident, report, type Installation } from '../letter/letter.fixture.ts'
import type { Office } from '../office.ts'
import { nameOwner } from '../owner/naming.ts'
import { readParty } from '../party.ts'
import { markRead, readInbox } from './inbox.ts'
import { Lookout, lookAgain } from './look.ts'
import { openMailer, senderOf, type Mailer } from './mail.ts'
import { isSigned, newPerson, openMailbox, openReceiver, type Mailbox, type Receiver } from './notice.fixture.ts'
import { deliverAgain, deliveriesOf, putOutParcels } from './parcel.ts'
import { sendDue, type Sent } from './sending.ts'
import { createWebhook, endWebhook } from './webhook.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const BASE = 'https://dutybook.example'
const FROM = senderOf('责任簿 <notice@example.cn>')

let here: Installation
let party: Party
let lookout: Lookout

beforeEach(async () => {
  here = await newInstallation()
  party = await operatorWithIncident(here)
  lookout = new Lookout(here.office)
})
afterEach(async () => here[Symbol.asyncDispose]())

const at = (clock: string): void => {
  here.clock.now = Date.parse(`2026-04-${clock}:00+08:00`)
}
const look = (by = lookout, mail = false): Promise<number> => by.look({ mail, fault: (_party, error) => expect(error).toBeUndefined() })

interface Shown {
  readonly title: string
  readonly told: readonly string[]
}

/** A person's messages, the oldest first: the title, and the norm and stage of each duty. */
async function inbox(person: string): Promise<readonly Shown[]> {
  const { messages } = await inParty(
    here.database.app,
    party,
    (sql) => readInbox(sql, party, person, { catalogue: here.office.catalogue, unread: false, before: undefined }),
    { readOnly: true },
  )
  // The operator's one matter: nobody is told of a duty without what it is about.
  expect(messages.flatMap(({ duties }) => duties.filter(({ subjectName }) => subjectName?.zh !== '订单接口异常'))).toEqual([])
  return messages.toReversed().map(({ title, duties }) => ({ title: title.en, told: duties.map(({ norm, stage }) => `${norm} ${stage}`).toSorted() }))
}

const mailerOf = ({ url }: Pick<Mailbox, 'url'>): Mailer => {
  if (FROM === undefined) throw new Error('no sender')
  return openMailer({ server: url, from: FROM })
}
const send = (mailer?: Mailer, office: Office = here.office): Promise<Sent> =>
  sendDue(office, { mailer, base: BASE, privateHttp: true, chance: () => 1, fault: (_party, error) => expect(error).toBeUndefined() })

async function hook(receiver: Pick<Receiver, 'url'>): Promise<{ readonly webhook: string; readonly secret: string }> {
  return inParty(here.database.app, party, async (sql) => {
    const key = await accessKeyOf(sql, here.database.master, party, here.clock.now)
    await lookAgain(sql, party)
    return createWebhook(sql, party, { url: receiver.url, key, now: here.clock.now })
  })
}

describe('a look', () => {
  test('tells of each duty before, at and after its due instant, once for each stage', async () => {
    const lin = await newPerson(here, party, { name: '林薇', roles: ['security-officer'] })
    for (const clock of ['01T09:00', '01T09:00', '01T10:29', '01T10:30', '01T11:30', '01T12:30', '01T13:30', '02T12:30', '20T09:00', '21T09:00']) {
      at(clock)
      // Twice each, the second time by another process: it finds nothing that was not told.
      await look()
      await look(new Lookout(here.office))
    }
    const report = (await inbox(lin)).flatMap(({ told }) => told).filter((each) => each.startsWith('incident.report '))
    expect(report).toEqual(['begun', 'half', 'quarter', 'due', 'late-1h', 'late-1d', 'late-7d'].map((stage) => `incident.report ${stage}`))
  })

  test('after a rest says the newest of each duty in one message', async () => {
    const lin = await newPerson(here, party, { name: '林薇', roles: ['security-officer'] })
    at('20T09:00')
    await look()
    expect(await inbox(lin)).toEqual([
      {
        title: '4 duties',
        told: ['incident.remedy late-7d', 'incident.report late-7d', 'incident.report-case late-7d', 'incident.start-plan late-7d'],
      },
    ])
  })

  test('tells nobody of a duty that is done', async () => {
    const lin = await newPerson(here, party, { name: '林薇', roles: ['security-officer'] })
    await look()
    at('01T09:10')
    await report(here, party, 'cyberspace', '订单中断')
    for (const clock of ['01T10:30', '01T12:30', '02T12:30']) {
      at(clock)
      await look()
    }
    const told = (await inbox(lin)).flatMap((message) => message.told)
    expect(told.filter((each) => each.startsWith('incident.report '))).toEqual(['incident.report begun'])
    expect(told).toContain('incident.report-case late-1h')
  })

  test('tells nothing to somebody who has left', async () => {
    const [lin, wei] = [
      await newPerson(here, party, { name: '林薇', roles: ['security-officer'] }),
      await newPerson(here, party, { name: '韦', roles: ['security-officer'] }),
    ]
    await look()
    await here.database.keeper.query('update office.person set active = false where person = $1', [lin])
    at('01T10:30')
    await look()
    expect([await inbox(lin), await inbox(wei)].map((messages) => messages.length)).toEqual([1, 2])
  })

  test('looks at a party when its tree has grown or a stage has come, and else leaves it alone', async () => {
    await newPerson(here, party, { name: '林薇', roles: ['security-officer'] })
    const looked = async (): Promise<readonly { readonly looked: number }[]> =>
      (await here.database.keeper.query<{ looked: number }>('select * from office.notice_look')).rows
    await look()
    const first = await looked()
    expect(first).toMatchObject([{ looked: APRIL, next: Date.parse('2026-04-01T09:30:00+08:00') }])
    at('01T09:29')
    await look()
    expect(await looked()).toEqual(first)
    await report(here, party, 'cyberspace', '订单中断')
    await look()
    expect(await looked()).toMatchObject([{ looked: here.clock.now }])
    at('01T09:30')
    await look()
    expect(await looked()).toMatchObject([{ looked: here.clock.now }])
  })

  test('goes by the clock that is ahead: a process behind it tells nothing that is past', async () => {
    const lin = await newPerson(here, party, { name: '林薇', roles: ['security-officer'] })
    at('01T10:30')
    await look()
    at('01T10:29')
    await inParty(here.database.app, party, (sql) => lookAgain(sql, party))
    await look(new Lookout(besides(here)))
    expect(await inbox(lin)).toHaveLength(1)
  })

  test('many at once tell once', async () => {
    const lin = await newPerson(here, party, { name: '林薇', roles: ['security-officer'] })
    const made = await Promise.all(Array.from({ length: 6 }, () => look(new Lookout(besides(here)))))
    expect(made.filter((notices) => notices > 0)).toEqual([4])
    expect(await inbox(lin)).toHaveLength(1)
  })

  test('tells whoever holds a duty by name, else the roles that settle it, else who runs the party', async () => {
    const lin = await newPerson(here, party, { name: '林薇', roles: ['security-officer'] })
    const chen = await newPerson(here, party, { name: '陈工', roles: ['engineer'] })
    const audit = await newPerson(here, party, { name: '老周', roles: ['auditor'] })
    const card = await inParty(here.database.app, party, (sql) => readParty(sql, party))
    if (card === undefined) throw new Error('no card')
    const doing = { id: party, party: card, person: { person: lin, roles: ['security-officer' as const] } }
    await look()
    expect((await inbox(lin))[0]?.told).toHaveLength(4)
    expect((await inbox(chen))[0]?.told).toEqual(['incident.remedy due'])
    expect(await nameOwner(here.office, doing, { subject: 'inc-1', norm: 'incident.report', person: audit, why: '值班' })).toEqual({ kind: 'done' })
    await look()
    expect((await inbox(audit)).map(({ title }) => title).toSorted()).toEqual([
      'Duties have been put in your charge',
      'Report the incident to the competent department as prescribed',
    ])
    at('01T11:30')
    await look()
    expect((await inbox(audit)).at(-1)?.told).toEqual(['incident.report quarter'])
    expect((await inbox(lin)).at(-1)?.told).not.toContain('incident.report quarter')
  })
})

describe('mail', () => {
  test('says title, provision, due instant and link in the person’s language, and nothing of the matter', async () => {
    await using mailbox = await openMailbox()
    await newPerson(here, party, { name: '林薇', roles: ['security-officer'], address: 'lin@example.cn' })
    await newPerson(here, party, { name: 'Wei', roles: ['security-officer'], address: 'wei@example.cn', language: 'en' })
    await look(lookout, true)
    expect(await send(mailerOf(mailbox))).toEqual({ sent: 2, failed: 0 })
    const [zh, en] = ['lin@example.cn', 'wei@example.cn'].map((to) => mailbox.mails.find((mail) => mail.to.includes(to)))
    expect(zh?.subject).toBe('[责任簿] 4 项义务提醒 · 青蓝优选')
    expect(zh?.text).toContain(
      '  第二十七条\n  期限 2026-04-01 12:30（北京时间） · 还剩 3 小时 30 分\n  https://dutybook.example/board?norm=incident.report&subject=inc-1\n',
    )
    expect(zh?.text).toContain('已逾期 30 分')
    expect(en?.subject).toBe('[Dutybook] 4 duties · Qinglan Select')
    expect(en?.text).toContain('due 2026-04-01 12:30 (Beijing time) · 3 h 30 min left')
    for (const mail of mailbox.mails) {
      expect(mail.head).toMatch(/^Auto-Submitted: auto-generated$/m)
      expect(mail.head).toMatch(/^Content-Type: text\/plain; charset=utf-8$/im)
      expect(mail.text).not.toContain('订单接口异常')
    }
    // Nothing is left to send.
    expect(await send(mailerOf(mailbox))).toEqual({ sent: 0, failed: 0 })
  })

  test('hostile words in names stay words', async () => {
    await using mailbox = await openMailbox()
    await here.database.keeper.query('update office.party set zh = $2 where party = $1', [
      party,
      '某公司\r\nBcc: thief@example.com\r\n\r\n<script>alert(1)</script>\u202e\u0000'.replace('\u0000', '\u0007'),
    ])
    await newPerson(here, party, { name: 'x\r\nBcc: thief@example.com', roles: ['security-officer'], address: 'lin@example.cn' })
    await look(lookout, true)
    await send(mailerOf(mailbox))
    const [mail] = mailbox.mails
    expect(mailbox.mails).toHaveLength(1)
    expect(mail?.to).toEqual(['lin@example.cn'])
    expect(mail?.head).not.toMatch(/^Bcc:/im)
    expect(mail?.subject).toBe('[责任簿] 4 项义务提醒 · 某公司 Bcc: thief@example.com <script>alert(1)</script>')
    expect(mail?.head).toMatch(/^Content-Type: text\/plain/im)
  })

  test('waits for a server that is away, under one Message-ID, and gives up an address that is refused', async () => {
    await using mailbox = await openMailbox()
    await newPerson(here, party, { name: '林薇', roles: ['security-officer'], address: 'lin@example.cn' })
    await look(lookout, true)
    mailbox.refusals.push({ at: 'data', code: 451 })
    expect(await send(mailerOf(mailbox))).toEqual({ sent: 0, failed: 1 })
    expect(await send(mailerOf(mailbox))).toEqual({ sent: 0, failed: 0 }) // not yet
    here.clock.now += MINUTE
    expect(await send(mailerOf(mailbox))).toEqual({ sent: 1, failed: 0 })
    const { rows } = await here.database.keeper.query<{ parcel: string; state: string; outcomes: readonly string[] }>(
      'select parcel, state, (select json_agg(outcome order by at) from office.parcel_attempt a where a.parcel = p.parcel) as outcomes from office.parcel p',
    )
    expect(rows).toMatchObject([{ state: 'sent', outcomes: ['smtp-451', 'accepted'] }])
    expect(mailbox.mails.map(({ id }) => id)).toEqual([`<${rows[0]?.parcel ?? ''}@example.cn>`])
    at('01T10:30')
    await look(lookout, true)
    mailbox.refusals.push({ at: 'recipient', code: 550 })
    expect(await send(mailerOf(mailbox))).toEqual({ sent: 0, failed: 1 })
    here.clock.now += DAY
    expect(await send(mailerOf(mailbox))).toEqual({ sent: 0, failed: 0 })
  })

  test('is not sent for what was done, changed hands or unsubscribed before it left', async () => {
    await using mailbox = await openMailbox()
    const lin = await newPerson(here, party, { name: '林薇', roles: ['security-officer'], address: 'lin@example.cn' })
    await look(lookout, true)
    await send(mailerOf(mailbox))
    at('01T11:30')
    await look(lookout, true) // puts out `quarter` of the report
    await report(here, party, 'cyberspace', '订单中断')
    await send(mailerOf(mailbox))
    expect(mailbox.mails).toHaveLength(2)
    expect(mailbox.mails[1]?.text).not.toContain('norm=incident.report&')
    expect(mailbox.mails[1]?.text).toContain('norm=incident.remedy&')
    at('02T09:00')
    await look(lookout, true)
    await here.database.keeper.query('update office.notice_wish set mail = false where person = $1', [lin])
    expect(await send(mailerOf(mailbox))).toEqual({ sent: 0, failed: 0 })
    const { rows } = await here.database.keeper.query<{ state: string }>('select state from office.parcel order by made')
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'sent', 'cancelled'])
  })

  test('a server whose certificate nobody vouches for gets nothing', async () => {
    await using mailbox = await openMailbox({ secure: true })
    await newPerson(here, party, { name: '林薇', roles: ['security-officer'], address: 'lin@example.cn' })
    await look(lookout, true)
    expect(await send(mailerOf({ url: new URL(`smtps://localhost:${mailbox.port}`) }))).toEqual({ sent: 0, failed: 1 })
    expect(mailbox.mails).toEqual([])
  })
})

const Body = z.object({
  type: z.string(),
  timestamp: z.string(),
  data: z.object({ party: z.string(), duties: z.array(z.looseObject({ norm: z.string() })).optional() }),
})

describe('webhooks', () => {
  test('are called for every notice, signed, under an id of the call', async () => {
    await using receiver = await openReceiver()
    const { secret, webhook } = await hook(receiver)
    await look()
    expect(await send()).toEqual({ sent: 1, failed: 0 })
    const [call] = receiver.calls
    if (call === undefined) throw new Error('not called')
    expect(isSigned(call, secret)).toBe(true)
    expect(isSigned({ ...call, body: `${call.body} ` }, secret)).toBe(false)
    expect(call.timestamp).toBe(APRIL / 1000)
    const { type, data } = Body.parse(JSON.parse(call.body))
    expect(type).toBe('duties.noticed')
    expect(data.party).toBe(party)
    expect(data.duties?.find(({ norm }) => norm === 'incident.report')).toEqual({
      norm: 'incident.report',
      subject: 'inc-1',
      due: '2026-04-01T12:30:00+08:00',
      stage: 'begun',
      edition: 'csl-2026',
      provision: '27.1',
      cite: { zh: '第二十七条', en: 'Art. 27' },
      title: { zh: '按规定向主管部门报告事件', en: 'Report the incident to the competent department as prescribed' },
      link: `${BASE}/board?norm=incident.report&subject=inc-1`,
    })
    const [delivery] = await inParty(here.database.app, party, (sql) => deliveriesOf(sql, party, webhook))
    expect(delivery).toMatchObject({ delivery: call.id, state: 'sent', attempts: [{ outcome: 'accepted' }] })
    // At rest the secret is sealed.
    const { rows } = await here.database.keeper.query<{ secret: Buffer }>('select secret from office.webhook')
    expect(rows[0]?.secret.includes(Buffer.from(secret.slice(6), 'base64'))).toBe(false)
  })

  test('are tried again under the same id, then given up, and sent again by a person', async () => {
    await using receiver = await openReceiver()
    const { webhook } = await hook(receiver)
    const parcel = '0f6b0c34-7e57-4a52-9a35-4a4f2f1a0001'
    await inParty(here.database.app, party, (sql) =>
      putOutParcels(sql, party, [{ parcel, channel: 'webhook', recipient: webhook, kind: 'test' }], here.clock.now),
    )
    receiver.answers.push(500, 302, 404)
    for (const wait of [0, 30_000, 60_000, 120_000]) {
      here.clock.now += wait
      await send()
    }
    expect(receiver.calls.map(({ id, body }) => [id, Body.parse(JSON.parse(body)).type])).toEqual([[parcel, 'test']])
    const log = async (): Promise<unknown> => (await inParty(here.database.app, party, (sql) => deliveriesOf(sql, party, webhook)))[0]
    expect(await log()).toMatchObject({
      state: 'sent',
      attempts: [{ outcome: 'status-500' }, { outcome: 'redirected' }, { outcome: 'status-404' }, { outcome: 'accepted' }],
    })
    const other = parcel.replace('0001', '0002')
    await inParty(here.database.app, party, (sql) =>
      putOutParcels(sql, party, [{ parcel: other, channel: 'webhook', recipient: webhook, kind: 'test' }], here.clock.now),
    )
    receiver.answers.push(503, 503)
    await send()
    here.clock.now += 3 * DAY
    await send()
    expect(await log()).toMatchObject({ delivery: other, state: 'dead', trouble: 'status-503' })
    here.clock.now += DAY
    expect(await send()).toEqual({ sent: 0, failed: 0 })
    expect(await inParty(here.database.app, party, (sql) => deliverAgain(sql, party, webhook, other, here.clock.now))).toBe(true)
    await send()
    expect(receiver.calls.map(({ id }) => id)).toEqual([parcel, other])
  })

  test('that have gone for good, or have ended, are not tried again', async () => {
    await using receiver = await openReceiver()
    const { webhook } = await hook(receiver)
    await look()
    receiver.answers.push(410)
    expect(await send()).toEqual({ sent: 0, failed: 1 })
    at('01T10:30')
    await look()
    await inParty(here.database.app, party, (sql) => endWebhook(sql, party, webhook, here.clock.now))
    expect(await send()).toEqual({ sent: 0, failed: 0 })
    here.clock.now += DAY
    await look()
    await send()
    expect(receiver.calls).toEqual([])
    const { rows } = await here.database.keeper.query<{ state: string }>('select state from office.parcel order by made')
    expect(rows.map(({ state }) => state)).toEqual(['dead', 'cancelled'])
  })

  test('over plain http are refused where it is not allowed, and outside private networks always', async () => {
    await using receiver = await openReceiver()
    await hook(receiver)
    await hook({ url: 'http://203.0.113.7/hook' })
    await look()
    const sent = await sendDue(here.office, { mailer: undefined, base: BASE, privateHttp: false })
    expect(sent).toEqual({ sent: 0, failed: 2 })
    here.clock.now += HOUR
    expect(await send()).toEqual({ sent: 1, failed: 1 })
    const { rows } = await here.database.keeper.query<{ trouble: string }>("select trouble from office.parcel where state = 'queued'")
    expect(rows).toEqual([{ trouble: 'address-refused' }])
  })
})

test('a mail server elsewhere than on this machine gets nothing over a connection that is not encrypted', async () => {
  await using mailbox = await openMailbox()
  await newPerson(here, party, { name: '林薇', roles: ['security-officer'], address: 'lin@example.cn' })
  await look(lookout, true)
  // The same server under a name that does not say it is this machine's. It offers no STARTTLS.
  expect(await send(mailerOf({ url: new URL(`smtp://0.0.0.0:${mailbox.port}`) }))).toEqual({ sent: 0, failed: 1 })
  expect(mailbox.mails).toEqual([])
})

test('of two parties each is told of its own', async () => {
  const other = await newParty(here, { kind: 'operator', zh: '另一家', en: 'Another', region: '330100' })
  const stranger = await newPerson(here, other, { name: '外人', roles: ['security-officer'] })
  await look()
  const { messages } = await inParty(here.database.app, other, (sql) =>
    readInbox(sql, other, stranger, { catalogue: here.office.catalogue, unread: false, before: undefined }),
  )
  expect(messages).toEqual([])
})

describe('what is old', () => {
  const count = async (table: string): Promise<number> =>
    (await here.database.keeper.query<{ count: number }>(`select count(*) as count from office.${table}`)).rows[0]?.count ?? 0

  test('goes once it was read or sent; what nobody has read stays, and nobody is told of a stage twice', async () => {
    await using mailbox = await openMailbox()
    const mailer = mailerOf(mailbox)
    const [lin, wei] = [
      await newPerson(here, party, { name: '林薇', roles: ['security-officer'], address: 'lin@example.cn' }),
      await newPerson(here, party, { name: '韦', roles: ['security-officer'] }),
    ]
    for (const clock of ['01T09:00', '01T12:30', '02T12:30', '20T09:00']) {
      at(clock)
      await look(lookout, true)
      await send(mailer)
    }
    await inParty(here.database.app, party, (sql) => markRead(sql, party, lin, { upTo: here.clock.now }, here.clock.now))
    const [told, before, sent] = [await inbox(wei), (await inbox(lin)).length, mailbox.mails.length]
    expect([before, sent]).toEqual([4, 4])

    // The first look of another day, before the time is over and after it; another process has nothing to remember.
    here.clock.now = Date.parse('2026-05-15T09:00:00+08:00')
    await new Lookout(here.office).look({ mail: true, keep: 60 * DAY })
    expect([(await inbox(lin)).length, await count('parcel'), await count('parcel_attempt')]).toEqual([before, sent, sent])
    here.clock.now = Date.parse('2026-07-15T09:00:00+08:00')
    await new Lookout(here.office).look({ mail: true, keep: 60 * DAY })
    expect([await inbox(lin), await count('parcel'), await count('parcel_attempt')]).toEqual([[], 0, 0])
    expect(await inbox(wei)).toEqual(told)
    // Of Lin's notices those of the last stage are left: they tell that it was told.
    const { rows } = await here.database.keeper.query<{ stage: string }>('select distinct stage from office.notice where recipient = $1', [lin])
    expect(rows).toEqual([{ stage: 'late-7d' }])
    here.clock.now = Date.parse('2026-07-16T09:00:00+08:00')
    await new Lookout(here.office).look({ mail: true, keep: 60 * DAY })
    await send(mailer)
    expect([await inbox(lin), await inbox(wei), mailbox.mails.length]).toEqual([[], told, sent])
  })
})
