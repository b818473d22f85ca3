import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readEntries } from '#journal/stream.ts'
import type { PersonRole } from '#procedures/access.ts'
import { COMMAND_LINE, deactivate } from '../access/people.ts'
import { Deliveries, Inbox, NewWebhook, NoticeWishes, Owners, Webhooks } from '../contract/notice.ts'
import { tellPeople } from '../notice/inbox.ts'
import { openMailer } from '../notice/mail.ts'
import { openMailbox, openReceiver, type Mailbox } from '../notice/notice.fixture.ts'
import { sendDue } from '../notice/sending.ts'
import { readParty } from '../party.ts'
import { ask, beginOperator, codeOf, newParty, openPlace, tokenOf, type Answer, type Place } from './place.fixture.ts'

const DAY = 86_400_000

let mailbox: Mailbox
let place: Place
let party: Party
let manager: string

beforeEach(async () => {
  mailbox = await openMailbox()
  place = await openPlace({ mailer: openMailer({ server: mailbox.url, from: { name: '责任簿', address: 'notice@example.cn' } }) })
  party = await newParty(place)
  manager = await tokenOf(place, party, ['compliance-officer', 'security-officer'])
  await beginOperator(place, manager)
})
afterEach(async () => {
  await place[Symbol.asyncDispose]()
  await mailbox[Symbol.asyncDispose]()
})

const person = async (...roles: readonly PersonRole[]): Promise<{ readonly id: string; readonly token: string }> => {
  const token = await tokenOf(place, party, roles)
  return { token, id: z.object({ person: z.object({ person: z.string() }) }).parse((await ask(place, '/api/me', { token })).body).person.person }
}
const post = (token: string, url: string, payload: object = {}): Promise<Answer> => ask(place, url, { token, method: 'POST', payload })

describe('the inbox', () => {
  const inboxOf = async (token: string, query = ''): Promise<z.infer<typeof Inbox>> => Inbox.parse((await ask(place, `/api/inbox${query}`, { token })).body)

  test('is read, counted and marked by its person alone, page by page', async () => {
    const [chen, wei] = [await person('engineer'), await person('engineer')]
    await inParty(place.database.app, party, async (sql) => {
      for (const day of [1, 2, 3])
        await tellPeople(sql, party, [chen.id], { kind: 'work-done', title: { zh: `导出 ${day}`, en: `Export ${day}` }, link: null, at: place.now + day * DAY })
    })
    const { messages, unread } = await inboxOf(chen.token)
    expect(messages.map(({ title }) => title.en)).toEqual(['Export 3', 'Export 2', 'Export 1'])
    expect(unread).toBe(3)
    const [newest, middle] = messages
    if (newest === undefined || middle === undefined) throw new Error('too few')
    expect((await inboxOf(chen.token, `?before=${encodeURIComponent(middle.at)}`)).messages.map(({ title }) => title.en)).toEqual(['Export 1'])
    expect((await post(wei.token, '/api/inbox/read', { messages: [newest.message] })).body).toEqual({ unread: 0 })
    expect((await post(chen.token, '/api/inbox/read', { messages: [newest.message] })).body).toEqual({ unread: 2 })
    expect((await inboxOf(chen.token, '?unread=true')).messages.map(({ title }) => title.en)).toEqual(['Export 2', 'Export 1'])
    expect((await post(chen.token, '/api/inbox/read', { upTo: middle.at })).body).toEqual({ unread: 0 })
    expect((await inboxOf(wei.token)).messages).toEqual([])
    expect((await ask(place, '/api/inbox?before=yesterday', { token: chen.token })).status).toBe(400)
    expect((await post(chen.token, '/api/inbox/read', { messages: ['x'] })).status).toBe(400)
    expect((await ask(place, '/api/inbox')).status).toBe(401)
  })
})

describe('how somebody is told', () => {
  const wishes = async (token: string): Promise<z.infer<typeof NoticeWishes>> => NoticeWishes.parse((await ask(place, '/api/me/notices', { token })).body)
  const codeIn = (place: number): string => /\d{6}/.exec(mailbox.mails.at(place)?.text ?? '')?.[0] ?? ''
  const wrong = (code: string): string => (code === '000000' ? '000001' : '000000')

  test('is their own choice, and an address is used once its code has come back', async () => {
    const chen = await person('engineer')
    expect(await wishes(chen.token)).toEqual({ language: 'zh', mail: { wanted: true, possible: true, address: null, claimed: null } })
    expect((await ask(place, '/api/me/notices', { token: chen.token, method: 'PUT', payload: { language: 'en', mail: true } })).status).toBe(200)
    expect(codeOf(await post(chen.token, '/api/me/address', { address: 'chen' }))).toBe('notice.address-malformed')
    expect(codeOf(await post(chen.token, '/api/me/address', { address: 'chen@example.cn\r\nBcc: thief@example.com' }))).toBe('notice.address-malformed')
    expect((await post(chen.token, '/api/me/address', { address: 'chen@example.cn' })).status).toBe(202)
    expect(mailbox.mails.map(({ to, subject }) => [to, subject])).toEqual([[['chen@example.cn'], '[Dutybook] Confirm your address for notices']])
    expect(await wishes(chen.token)).toMatchObject({ mail: { address: null, claimed: 'chen@example.cn' } })
    expect(codeOf(await post(chen.token, '/api/me/address/confirm', { code: wrong(codeIn(-1)) }))).toBe('notice.code-wrong')
    expect((await post(chen.token, '/api/me/address/confirm', { code: ` ${codeIn(-1)} ` })).status).toBe(200)
    expect(await wishes(chen.token)).toMatchObject({ language: 'en', mail: { address: 'chen@example.cn', claimed: null } })
    expect(codeOf(await post(chen.token, '/api/me/address/confirm', { code: codeIn(-1) }))).toBe('notice.code-wrong') // used
    expect((await ask(place, '/api/me/address', { token: chen.token, method: 'DELETE' })).status).toBe(204)
    expect(await wishes(chen.token)).toMatchObject({ mail: { address: null } })
  })

  test('a code is good for five tries and half an hour, and another is not sent at once', async () => {
    const chen = await person('engineer')
    const claim = (): Promise<Answer> => post(chen.token, '/api/me/address', { address: 'chen@example.cn' })
    const confirm = (code: string): Promise<Answer> => post(chen.token, '/api/me/address/confirm', { code })
    await claim()
    expect(codeOf(await claim())).toBe('notice.code-asked')
    await ask(place, '/api/me/address', { token: chen.token, method: 'DELETE' })
    expect(codeOf(await claim())).toBe('notice.code-asked') // forgetting the address forgets nothing of that
    place.now += 60_000
    expect((await claim()).status).toBe(202)
    for (let tries = 0; tries < 5; tries++) expect((await confirm(wrong(codeIn(-1)))).status).toBe(400)
    expect((await confirm(codeIn(-1))).status).toBe(400)
    place.now += 60_000
    await claim()
    place.now += 30 * 60_000
    expect((await confirm(codeIn(-1))).status).toBe(400)
    expect(mailbox.mails).toHaveLength(3)
  })
})

describe('webhooks', () => {
  test('are the system administrator’s: made with a secret that is told once, tested, followed and ended', async () => {
    await using receiver = await openReceiver()
    const admin = await person('system-administrator')
    for (const [method, url] of [
      ['GET', '/api/webhooks'],
      ['POST', '/api/webhooks'],
      ['GET', `/api/webhooks/${randomUUID()}/deliveries`],
      ['POST', `/api/webhooks/${randomUUID()}/test`],
      ['DELETE', `/api/webhooks/${randomUUID()}`],
    ] as const)
      expect([url, codeOf(await ask(place, url, { token: manager, method }))]).toEqual([url, 'access.not-yours'])
    for (const url of ['ftp://a.example', 'https://user:pass@a.example', 'https://a.example/#x', 'nonsense', 'http://'])
      expect([url, codeOf(await post(admin.token, '/api/webhooks', { url }))]).toEqual([url, 'webhook.address-malformed'])
    const made = NewWebhook.parse((await post(admin.token, '/api/webhooks', { url: receiver.url })).body)
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const listed = await ask(place, '/api/webhooks', { token: admin.token })
    expect(Webhooks.parse(listed.body)).toEqual({ webhooks: [{ webhook: made.webhook, url: receiver.url, created: made.created }] })
    expect(listed.bytes.toString()).not.toContain(made.secret)
    const tested = await post(admin.token, `/api/webhooks/${made.webhook}/test`)
    await sendDue(place.office, { mailer: undefined, base: 'https://dutybook.example', privateHttp: true })
    expect(receiver.calls.map(({ id }) => ({ delivery: id }))).toEqual([tested.body])
    const { deliveries } = Deliveries.parse((await ask(place, `/api/webhooks/${made.webhook}/deliveries`, { token: admin.token })).body)
    expect(deliveries).toMatchObject([{ kind: 'test', state: 'sent', nextAttempt: null, attempts: [{ outcome: 'accepted' }] }])
    const [delivery] = deliveries
    expect((await post(admin.token, `/api/webhooks/${made.webhook}/deliveries/${delivery?.delivery ?? ''}/again`)).status).toBe(404) // it is not dead
    expect((await ask(place, `/api/webhooks/${made.webhook}`, { token: admin.token, method: 'DELETE' })).status).toBe(204)
    expect((await ask(place, `/api/webhooks/${made.webhook}`, { token: admin.token, method: 'DELETE' })).status).toBe(404)
    expect((await post(admin.token, `/api/webhooks/${made.webhook}/test`)).status).toBe(404)
  })

  test('are ten at most', async () => {
    const admin = await person('system-administrator')
    for (let each = 0; each < 10; each++) expect((await post(admin.token, '/api/webhooks', { url: 'https://a.example/hook' })).status).toBe(201)
    expect(codeOf(await post(admin.token, '/api/webhooks', { url: 'https://a.example/hook' }))).toBe('webhook.too-many')
  })
})

describe('owners', () => {
  const Board = z.object({
    duties: z.array(
      z.looseObject({
        norm: z.string(),
        subject: z.string(),
        settlers: z.array(z.string()),
        owners: z.array(z.looseObject({ person: z.string(), by: z.string() })),
      }),
    ),
  })
  const boardOf = async (token: string, share = 'all'): Promise<z.infer<typeof Board>['duties']> =>
    Board.parse((await ask(place, `/api/board?owner=${share}`, { token })).body).duties
  const ownersOf = async (norm: string): Promise<readonly unknown[]> => (await boardOf(manager)).find((duty) => duty.norm === norm)?.owners ?? []
  const said = async (): Promise<readonly { readonly kind: string; readonly what: unknown }[]> => {
    const all: { kind: string; what: unknown }[] = []
    for await (const { entry, content } of readEntries(place.database.app, place.database.master, party, { by: 'stream', stream: 'owners' }))
      all.push({ kind: entry.kind, what: z.unknown().parse(JSON.parse(new TextDecoder().decode(content?.bytes))) })
    return all
  }
  let norm: string
  let about: { readonly subject: string; readonly norm: string; readonly why: string }

  beforeEach(async () => {
    const [first] = (await boardOf(manager)).filter(({ subject, settlers }) => subject === party && settlers.includes('compliance-officer'))
    norm = first?.norm ?? ''
    about = { subject: party, norm, why: '值班' }
  })

  test('are the role until somebody is named, who may delegate it, have it back, and it returns to the role', async () => {
    const [chen, wei] = [await person('engineer'), await person('auditor')]
    const byRole = await ownersOf(norm)
    expect(byRole).toMatchObject([{ by: 'role' }])
    expect(codeOf(await post(chen.token, '/api/owners', { ...about, person: chen.id }))).toBe('owner.not-yours')
    expect((await post(manager, '/api/owners', { ...about, person: chen.id })).status).toBe(204)
    expect(await ownersOf(norm)).toEqual([{ person: chen.id, name: '林薇', by: 'name' }])
    expect(codeOf(await post(wei.token, '/api/owners/delegate', { ...about, person: wei.id, until: '2030-01-01T00:00:00+08:00' }))).toBe('owner.not-yours')
    const until = new Date(place.now + DAY).toISOString()
    expect(codeOf(await post(chen.token, '/api/owners/delegate', { ...about, person: chen.id, until }))).toBe('owner.same-person')
    expect(codeOf(await post(chen.token, '/api/owners/delegate', { ...about, person: wei.id, until: new Date(place.now).toISOString() }))).toBe(
      'owner.until-past',
    )
    expect((await post(chen.token, '/api/owners/delegate', { ...about, person: wei.id, until })).status).toBe(204)
    expect(await ownersOf(norm)).toMatchObject([{ person: wei.id, by: 'delegation', of: chen.id }])
    place.now += DAY + 1
    expect(await ownersOf(norm)).toMatchObject([{ person: chen.id, by: 'name' }]) // its time is over
    place.now -= DAY
    expect((await post(chen.token, '/api/owners/take-back', about)).status).toBe(204)
    expect(codeOf(await post(chen.token, '/api/owners/take-back', about))).toBe('owner.not-delegated')
    expect(await ownersOf(norm)).toMatchObject([{ person: chen.id, by: 'name' }])
    expect((await post(manager, '/api/owners/release', about)).status).toBe(204)
    expect(await ownersOf(norm)).toEqual(byRole)
    expect(codeOf(await post(manager, '/api/owners/release', about))).toBe('owner.nobody')
    expect((await said()).map(({ kind }) => kind)).toEqual(['owner.named', 'owner.delegated', 'owner.taken-back', 'owner.released'])
    expect((await said())[0]?.what).toMatchObject({ subject: party, norm, person: chen.id, why: '值班' })
  })

  test('of everything about a subject give way to the owner of one duty', async () => {
    const [chen, wei] = [await person('engineer'), await person('auditor')]
    expect((await post(manager, '/api/owners', { subject: party, person: chen.id, why: '总负责' })).status).toBe(204)
    expect((await post(manager, '/api/owners', { ...about, person: wei.id })).status).toBe(204)
    const duties = (await boardOf(manager)).filter(({ subject }) => subject === party)
    expect(duties.length).toBeGreaterThan(1)
    for (const duty of duties) expect([duty.norm, duty.owners.map((owner) => owner.person)]).toEqual([duty.norm, [duty.norm === norm ? wei.id : chen.id]])
    expect(Owners.parse((await ask(place, '/api/owners', { token: wei.token })).body).owners).toMatchObject([
      { norm: null, person: chen.id },
      { norm, person: wei.id },
    ])
  })

  test('the board shows one’s own, one’s roles’, or all', async () => {
    const [chen, manage] = [await person('audit-administrator'), await person('compliance-officer')]
    await post(manager, '/api/owners', { ...about, person: chen.id })
    expect(new Set((await boardOf(chen.token, 'mine')).map((duty) => duty.norm))).toEqual(new Set([norm]))
    const own = (duties: Awaited<ReturnType<typeof boardOf>>): boolean => duties.some((duty) => duty.norm === norm && duty.subject === party)
    expect(own(await boardOf(manage.token, 'mine'))).toBe(false)
    expect((await boardOf(manage.token, 'mine')).length).toBeGreaterThan(0)
    expect(own(await boardOf(manage.token, 'team'))).toBe(true)
    expect((await boardOf(chen.token, 'all')).length).toBeGreaterThan(1)
    expect((await ask(place, '/api/board?owner=nobody', { token: chen.token })).status).toBe(400)
  })

  test('are people who are there, of what there is', async () => {
    const chen = await person('engineer')
    expect(codeOf(await post(manager, '/api/owners', { ...about, person: randomUUID() }))).toBe('owner.person-unknown')
    expect(codeOf(await post(manager, '/api/owners', { ...about, person: chen.id, subject: 'nothing' }))).toBe('owner.subject-unknown')
    expect(codeOf(await post(manager, '/api/owners', { ...about, person: chen.id, norm: 'no.norm' }))).toBe('owner.norm-unknown')
    expect((await post(manager, '/api/owners', { ...about, person: chen.id, why: '' })).status).toBe(400)
    expect(await said()).toEqual([])
  })

  test('who leave hand over what they hold: without a successor nobody leaves it behind', async () => {
    const [chen, wei] = [await person('engineer'), await person('engineer')]
    const card = await inParty(place.database.app, party, (sql) => readParty(sql, party))
    if (card === undefined) throw new Error('no card')
    const doing = { id: party, party: card, person: COMMAND_LINE }
    await post(manager, '/api/owners', { ...about, person: chen.id })
    await post(manager, '/api/owners', { subject: party, person: wei.id, why: '总负责' })
    await post(wei.token, '/api/owners/delegate', { subject: party, person: chen.id, until: new Date(place.now + DAY).toISOString(), why: '出差' })
    const refused = await deactivate(place.office, doing, chen.id)
    expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'owner.successor-needed', data: { count: 1, held: [{ zh: `${norm} · ${party}` }] } } })
    for (const nobody of [chen.id, randomUUID()])
      expect(await deactivate(place.office, doing, chen.id, nobody)).toMatchObject({ refusal: { code: 'owner.successor-unknown' } })
    expect(await ownersOf(norm)).toMatchObject([{ person: chen.id }])
    expect(await deactivate(place.office, doing, chen.id, wei.id)).toEqual({ kind: 'done' })
    expect(await ownersOf(norm)).toMatchObject([{ person: wei.id, by: 'name' }])
    const { owners } = Owners.parse((await ask(place, '/api/owners', { token: wei.token })).body)
    expect(owners).toMatchObject([
      { norm: null, person: wei.id, delegate: null },
      { norm, person: wei.id, delegate: null },
    ])
    expect((await said()).slice(-2).map(({ kind }) => kind)).toEqual(['owner.taken-back', 'owner.succeeded'])
    // Whoever holds nothing leaves without.
    const zhou = await person('engineer')
    expect(await deactivate(place.office, doing, zhou.id)).toEqual({ kind: 'done' })
  })
})
