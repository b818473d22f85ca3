import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { verifyStored } from '#journal/verification.ts'
import { inParty } from '#journal/sql.ts'
import { verifyProof } from '#journal/proof.ts'
import { fromBase64 } from '#journal/bytes.ts'
import { verify } from '#journal/ed25519.ts'
import { parseVerifierKey } from '#journal/note.ts'
import { sha256 } from '#journal/sha256.ts'
import { addPerson, createToken } from '../person.ts'
import { readParty } from '../party.ts'
import type { PersonRole } from '#procedures/access.ts'
import { deliverDue, waitAfter } from './delivery.ts'
import { openEnvelope, type Opened } from './envelope.ts'
import {
  APRIL,
  baseOf,
  besides,
  CYBERSPACE,
  introduce,
  listening,
  newInstallation,
  newParty,
  operatorWithIncident,
  outbox,
  report,
  said,
  type Installation,
} from './letter.fixture.ts'

const DAY = 86_400_000
const OPERATOR = { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '330102' } as const

let here: Installation
let there: Installation
const apps: FastifyInstance[] = []

beforeAll(async () => {
  here = await newInstallation()
  there = await newInstallation()
})
afterEach(async () => {
  here.clock.now = APRIL
  there.clock.now = APRIL
  await Promise.all(apps.splice(0).map((app) => app.close()))
  // What a test left waiting is not the next one's.
  for (const { database } of [here, there])
    await database.keeper.query("update office.outgoing_letter set state = 'dead' where state = 'queued'; delete from office.party where kind = 'department'")
})
afterAll(async () => {
  await here[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
})

async function open(installation: Installation, before?: (app: FastifyInstance) => void): Promise<string> {
  const app = await listening(installation, before)
  apps.push(app)
  return baseOf(app)
}

/** Turns of the workers, until nothing is due any more. */
async function rounds(...installations: readonly Installation[]): Promise<void> {
  for (let round = 0; round < 4; round++) for (const { office } of installations) await deliverDue(office, { privateHttp: true })
}

const Receipted = z.object({ of: z.string(), receipt: z.string(), taken: z.unknown() })
const Got = z.object({ letter: z.string(), envelope: z.string(), taken: z.unknown() })

function opened(text: string | undefined): Opened {
  const found = openEnvelope(text ?? '')
  if (typeof found === 'string') throw new Error(found)
  return found
}

/** An operator here and an authority there that know each other. */
async function pair(base: { readonly here: string; readonly there: string }): Promise<{ readonly operator: Party; readonly authority: Party }> {
  const operator = await operatorWithIncident(here)
  const authority = await newParty(there, CYBERSPACE)
  await introduce(here, operator, { at: there, other: authority, card: CYBERSPACE, base: base.there })
  await introduce(there, authority, { at: here, other: operator, card: OPERATOR, base: base.here })
  return { operator, authority }
}

async function sizeOf({ keeper }: Installation['database'], party: Party): Promise<number> {
  const { rows } = await keeper.query<{ size: number }>('select size from journal.tree where party = $1', [party])
  return rows[0]?.size ?? 0
}

async function checkExchange(at: { readonly sender: Installation; readonly receiver: Installation }, operator: Party, authority: Party): Promise<void> {
  expect(await outbox(at.sender, operator)).toMatchObject([{ kind: 'incident.report', state: 'receipted', trouble: null }])
  expect(await outbox(at.receiver, authority)).toMatchObject([{ kind: 'receipt', state: 'delivered', trouble: null }])
  const received = await said(at.receiver, authority, 'letter.received')
  expect(received).toHaveLength(1)
  const got = Got.parse(JSON.parse(received[0] ?? ''))
  expect(opened(got.envelope).envelope.letter.body).toMatchObject({ impactSoFar: '订单中断', level: 'III' })
  const receipts = await said(at.sender, operator, 'letter.receipted')
  expect(receipts).toHaveLength(1)
  const receipt = Receipted.parse(JSON.parse(receipts[0] ?? ''))
  expect(receipt.of).toBe(got.letter)
  const { envelope } = opened(receipt.receipt)
  // The receipt is signed over the digest of what was sent, and proves the entry at the receiver's.
  expect(envelope.answered).toBe(opened(got.envelope).digest)
  const [entry] = envelope.enclosed
  const log = parseVerifierKey(sha256, envelope.sender.key)
  expect(verifyProof(sha256, verify, { logs: [log], witnesses: [], quorum: 'none' }, fromBase64(entry?.leaf ?? ''), entry?.proof ?? '').index).toBe(
    Number(envelope.letter.body['reference']),
  )
  // The matter has it too, by the command that any receipt on paper would be recorded by.
  expect(await said(at.sender, operator, 'incident.receipt-received')).toHaveLength(1)
  for (const [{ database }, party] of [
    [at.sender, operator],
    [at.receiver, authority],
  ] as const)
    expect(await verifyStored(database.keeper, database.master, party)).toMatchObject({ party, size: await sizeOf(database, party) })
}

test('a report to a department of the same installation arrives once, its receipt comes back, and both journals prove it', async () => {
  const operator = await operatorWithIncident(here)
  const authority = await newParty(here, CYBERSPACE)
  await report(here, operator, 'cyberspace', '订单中断')
  expect(await outbox(here, operator)).toMatchObject([{ kind: 'incident.report', state: 'queued', attempts: 0 }])
  await rounds(here)
  await checkExchange({ sender: here, receiver: here }, operator, authority)
})

test('a report to a department of another installation arrives over HTTP, its receipt comes back, and both journals prove it', async () => {
  const { operator, authority } = await pair({ here: await open(here), there: await open(there) })
  await report(here, operator, 'cyberspace', '订单中断')
  await rounds(here, there)
  expect(await sizeOf(here.database, authority)).toBe(0)
  await checkExchange({ sender: here, receiver: there }, operator, authority)
})

test('a letter that is reported twice is two letters, and what was said without a letter sends none', async () => {
  const operator = await operatorWithIncident(here)
  await newParty(here, CYBERSPACE)
  await report(here, operator, 'cyberspace', '订单中断')
  await report(here, operator, 'cyberspace', '恢复一半')
  expect((await said(here, operator, 'letter.written')).map((text) => z.object({ id: z.string() }).parse(JSON.parse(text)).id)).toHaveLength(2)
  await rounds(here)
  expect((await outbox(here, operator)).map(({ state }) => state)).toEqual(['receipted', 'receipted'])
})

test('a receiver that is down is tried again after waits that grow, and gets the letter when it is back', async () => {
  const down = await open(there)
  const { operator, authority } = await pair({ here: await open(here), there: down })
  await Promise.all(apps.splice(0, 1).map((app) => app.close()))
  await report(here, operator, 'cyberspace', '订单中断')
  expect(await deliverDue(here.office, { privateHttp: true })).toEqual({ delivered: 0, failed: 1 })
  expect(await outbox(here, operator)).toMatchObject([{ state: 'queued', attempts: 1, trouble: 'unconnected' }])
  // Not before its time.
  expect(await deliverDue(here.office, { privateHttp: true })).toEqual({ delivered: 0, failed: 0 })
  here.clock.now += 31_000
  expect(await deliverDue(here.office, { privateHttp: true })).toEqual({ delivered: 0, failed: 1 })
  const back = await listening(there)
  apps.push(back)
  await introduce(here, operator, { at: there, other: authority, card: CYBERSPACE, base: baseOf(back) })
  here.clock.now += 61_000
  await rounds(here, there)
  await checkExchange({ sender: here, receiver: there }, operator, authority)
})

test('a letter that was recorded and whose answer was lost is sent again, recorded once and answered the same', async () => {
  let lost = 0
  const answers: unknown[] = []
  const base = await open(there, (app) =>
    app.addHook('onSend', async (request, _reply, payload) => {
      if (request.routeOptions.url !== '/letters') return payload
      answers.push(payload)
      // Recorded, and before a byte of the answer leaves the connection is gone.
      if (lost++ === 0) request.raw.socket.destroy()
      return payload
    }),
  )
  const { operator, authority } = await pair({ here: await open(here), there: base })
  await report(here, operator, 'cyberspace', '订单中断')
  expect(await deliverDue(here.office, { privateHttp: true })).toEqual({ delivered: 0, failed: 1 })
  expect(await said(there, authority, 'letter.received')).toHaveLength(1)
  here.clock.now += 31_000
  await rounds(here, there)
  expect(answers).toHaveLength(2)
  expect(answers[1]).toBe(answers[0])
  await checkExchange({ sender: here, receiver: there }, operator, authority)
})

test('workers of two processes share the letters: none is sent twice at once', async () => {
  const arrived: string[] = []
  const base = await open(there, (app) =>
    app.addHook('preHandler', async (request) => {
      if (request.routeOptions.url === '/letters' && typeof request.body === 'string') arrived.push(opened(request.body).envelope.letter.id)
    }),
  )
  const { operator, authority } = await pair({ here: await open(here), there: base })
  for (let turn = 0; turn < 10; turn++) await report(here, operator, 'cyberspace', `第${turn}次`)
  const offices = [here.office, besides(here), besides(here)]
  const outcomes = await Promise.all(offices.map((office) => deliverDue(office, { privateHttp: true })))
  expect(outcomes.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(10)
  expect(arrived).toHaveLength(10)
  expect(new Set(arrived).size).toBe(10)
  expect(await said(there, authority, 'letter.received')).toHaveLength(10)
})

test('a letter that a worker took on and died with is due again after its lease, and not before', async () => {
  const operator = await operatorWithIncident(here)
  await newParty(here, CYBERSPACE)
  await report(here, operator, 'cyberspace', '订单中断')
  // As the worker leaves it: taken on, and nothing more.
  await here.database.keeper.query('update office.outgoing_letter set attempts = 1, next_attempt = $2 where party = $1', [operator, APRIL + 120_000])
  expect(await deliverDue(here.office)).toEqual({ delivered: 0, failed: 0 })
  here.clock.now += 120_000
  expect(await deliverDue(here.office)).toMatchObject({ failed: 0 })
  expect(await outbox(here, operator)).toMatchObject([{ attempts: 2 }])
})

test('waits double from half a minute to six hours, with half of each left to chance', () => {
  expect([1, 2, 3].map((attempts) => waitAfter(attempts, () => 1))).toEqual([30_000, 60_000, 120_000])
  expect(waitAfter(1, () => 0)).toBe(15_000)
  expect(waitAfter(1000, () => 1)).toBe(6 * 3_600_000)
})

async function tokenOf(party: Party, roles: readonly PersonRole[]): Promise<string> {
  return inParty(here.database.app, party, async (sql) => {
    const card = await readParty(sql, party)
    if (card === undefined) throw new Error('no party')
    const added = await addPerson(sql, card, { name: '林薇', roles: [...roles] })
    if (added.kind === 'refused') throw new Error(added.refusal.en)
    return createToken(sql, party, added.person, { name: 'test', now: APRIL, expires: APRIL + 365 * DAY })
  })
}

const Letters = z.object({ letters: z.array(z.looseObject({ id: z.string().optional(), state: z.string().optional(), kind: z.string(), title: z.unknown() })) })

test('a letter that nobody took for ten days is dead, is seen in its box, and a person sends it again', async () => {
  const operator = await operatorWithIncident(here)
  await report(here, operator, 'cyberspace', '订单中断')
  const app = await listening(here)
  apps.push(app)
  const manager = { authorization: `Bearer ${await tokenOf(operator, ['responsible-manager'])}` }
  const engineer = { authorization: `Bearer ${await tokenOf(operator, ['engineer'])}` }
  expect(await deliverDue(here.office)).toEqual({ delivered: 0, failed: 1 })
  expect(await outbox(here, operator)).toMatchObject([{ state: 'queued', trouble: 'receiver-unknown' }])
  here.clock.now = APRIL + 10 * DAY
  await deliverDue(here.office)
  const dead = Letters.parse((await app.inject({ url: '/api/letters?box=dead', headers: engineer })).json()).letters
  expect(dead).toMatchObject([{ kind: 'incident.report', state: 'dead', title: { zh: '网络安全事件报告' } }])
  const again = `/api/letters/${dead[0]?.id ?? ''}/again`
  expect((await app.inject({ method: 'POST', url: again })).statusCode).toBe(401)
  expect((await app.inject({ method: 'POST', url: again, headers: engineer })).statusCode).toBe(403)
  expect(await said(here, operator, 'access.refused')).toHaveLength(1)
  const authority = await newParty(here, CYBERSPACE)
  expect((await app.inject({ method: 'POST', url: again, headers: manager })).statusCode).toBe(200)
  expect((await app.inject({ method: 'POST', url: again, headers: manager })).json()).toMatchObject({ status: 409, code: 'letter-not-dead' })
  expect(await said(here, operator, 'letter.sent-again')).toHaveLength(1)
  await rounds(here)
  expect(await said(here, authority, 'letter.received')).toHaveLength(1)
  const out = Letters.parse((await app.inject({ url: '/api/letters?box=out', headers: engineer })).json()).letters
  expect(out).toMatchObject([{ state: 'receipted', party: { zh: '省级网信部门（330000）' }, about: { zh: '订单接口异常' } }])
  const official = { authorization: `Bearer ${await tokenOf(authority, ['case-officer'])}` }
  expect(Letters.parse((await app.inject({ url: '/api/letters?box=in', headers: official })).json()).letters).toMatchObject([
    { kind: 'incident.report', party: { zh: '青蓝优选' }, about: { zh: '订单接口异常' } },
  ])
})

test('the directory is kept by those who answer for it, and holds nothing that is no address or no key', async () => {
  const operator = await operatorWithIncident(here)
  const other = await newParty(there, CYBERSPACE)
  const app = await listening(here)
  apps.push(app)
  const manager = { authorization: `Bearer ${await tokenOf(operator, ['responsible-manager'])}` }
  const engineer = { authorization: `Bearer ${await tokenOf(operator, ['engineer'])}` }
  const keys = (await (await fetch(`${await open(there)}/tlog/${other}/key`)).text()).trim()
  const entry = { ...CYBERSPACE, party: other, base: 'https://cac.example', key: keys }
  const put = (correspondents: readonly unknown[], headers: Readonly<Record<string, string>>) =>
    app.inject({ method: 'PUT', url: '/api/correspondents', headers: { ...headers }, payload: { correspondents } })
  expect((await put([entry], engineer)).statusCode).toBe(403)
  expect((await put([entry], manager)).statusCode).toBe(200)
  expect((await app.inject({ url: '/api/correspondents', headers: engineer })).json()).toEqual({ correspondents: [entry] })
  for (const wrong of [
    { ...entry, base: 'ftp://cac.example' },
    { ...entry, base: 'https://a:b@cac.example' },
    { ...entry, key: keys.replace(/.$/, 'x') },
    { ...entry, region: '33' },
    { ...entry, extra: true },
    { ...entry, party: 'x' },
  ])
    expect((await put([wrong], manager)).json()).toMatchObject({ status: 400, code: 'frame.unusable' })
  expect((await put([entry, entry], manager)).statusCode).toBe(400)
  expect((await app.inject({ url: '/api/correspondents', headers: engineer })).json()).toEqual({ correspondents: [entry] })
})

test('of two departments that would do none is chosen, and the letter waits', async () => {
  const operator = await operatorWithIncident(here)
  const [one, other] = [await newParty(here, CYBERSPACE), await newParty(here, CYBERSPACE)]
  await report(here, operator, 'cyberspace', '订单中断')
  expect(await deliverDue(here.office)).toEqual({ delivered: 0, failed: 1 })
  expect(await outbox(here, operator)).toMatchObject([{ state: 'queued', trouble: 'receivers-several' }])
  for (const party of [one, other]) expect(await said(here, party, 'letter.received')).toEqual([])
})

test('a letter that was erased before it left is not sent after all', async () => {
  const operator = await operatorWithIncident(here)
  const authority = await newParty(here, CYBERSPACE)
  await report(here, operator, 'cyberspace', '订单中断')
  await here.database.keeper.query(
    'delete from journal.payload p using office.outgoing_letter o where o.party = $1 and p.party = o.party and p.index = o.entry',
    [operator],
  )
  expect(await deliverDue(here.office)).toEqual({ delivered: 0, failed: 1 })
  expect(await outbox(here, operator)).toMatchObject([{ state: 'dead', trouble: 'letter-erased' }])
  expect(await said(here, authority, 'letter.received')).toEqual([])
})

test('a letter goes to no address over plain HTTP, unless that is allowed', async () => {
  const { operator } = await pair({ here: await open(here), there: await open(there) })
  await report(here, operator, 'cyberspace', '订单中断')
  expect(await deliverDue(here.office)).toEqual({ delivered: 0, failed: 1 })
  expect(await outbox(here, operator)).toMatchObject([{ state: 'queued', trouble: 'address-refused' }])
})
