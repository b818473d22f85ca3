import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { newSigningKey, sign } from '#journal/ed25519.ts'
import { keysOf } from '#journal/keyring.ts'
import { noteKey, type NoteKey } from '#journal/note.ts'
import type { Party } from '#journal/party.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { RECEIPT, write, type Letter } from '#procedures/letter.ts'
import { Moment } from '#procedures/moment.ts'
import { keysOfSender } from './correspondent.ts'
import { deliverDue } from './delivery.ts'
import { letterOf, openEnvelope, sealEnvelope, type Envelope, type LetterRefusal } from './envelope.ts'
import {
  APRIL,
  baseOf,
  CYBERSPACE,
  introduce,
  listening,
  newInstallation,
  newParty,
  operatorWithIncident,
  outbox,
  POLICE,
  report,
  said,
  type Installation,
} from './letter.fixture.ts'
import { putOut } from './outbox.ts'
import { receiveLetter, type Received } from './reception.ts'

const OPERATOR = { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '330102' } as const

let here: Installation
let there: Installation
let authority: Party
let police: Party
/** What travels is caught here, and handed over when a test has done with it what it does. */
let gate = ''
const caught: string[] = []
let close: () => Promise<void>

beforeAll(async () => {
  here = await newInstallation()
  there = await newInstallation()
  authority = await newParty(there, CYBERSPACE)
  police = await newParty(there, POLICE)
  const app = await listening(there, (each) =>
    each.addHook('preHandler', async (request, reply) => {
      if (request.headers['user-agent'] !== 'dutybook' || typeof request.body !== 'string') return
      caught.push(request.body)
      return reply.code(503).send()
    }),
  )
  gate = baseOf(app)
  close = () => app.close()
})

afterAll(async () => {
  await close()
  await here[Symbol.asyncDispose]()
  await there[Symbol.asyncDispose]()
})

async function catchNext(): Promise<string> {
  caught.splice(0)
  await deliverDue(here.office, { privateHttp: true })
  const [text] = caught
  if (text === undefined || caught.length > 1) throw new Error(`${caught.length} letters left`)
  return text
}

/** An operator here whom the authority there knows, and its report on the way. */
async function onTheWay(): Promise<{ readonly operator: Party; readonly text: string; readonly envelope: Envelope }> {
  const operator = await operatorWithIncident(here)
  await introduce(here, operator, { at: there, other: authority, card: CYBERSPACE, base: gate })
  await introduce(there, authority, { at: here, other: operator, card: OPERATOR, base: 'https://operator.example' })
  await introduce(there, police, { at: here, other: operator, card: OPERATOR, base: 'https://operator.example' })
  await report(here, operator, 'cyberspace', '订单中断')
  const text = await catchNext()
  return { operator, text, envelope: read(text) }
}

function read(text: string): Envelope {
  const opened = openEnvelope(text)
  if (typeof opened === 'string') throw new Error(opened)
  return opened.envelope
}

/** The sender signs something else: its own key does not make it true. */
async function signed(operator: Party, envelope: Envelope): Promise<string> {
  const { now, secret } = await inParty(here.database.app, operator, async (sql) => {
    const key = (await keysOf(sql, here.database.master, operator, 'checkpoint')).at(-1)
    const known = await keysOfSender(here.database.app, operator, operator)
    if (key === undefined || known === undefined) throw new Error('no key')
    return { now: known.now, secret: key.secret }
  })
  return sealEnvelope(envelope, now, (message) => sign(secret, message))
}

const hand = (text: string): Promise<Received> => receiveLetter(there.office, text)

async function sizeOf(party: Party): Promise<number> {
  const { rows } = await there.database.keeper.query<{ size: number }>('select size from journal.tree where party = $1', [party])
  return rows[0]?.size ?? 0
}

async function recordsOf(party: Party): Promise<number> {
  const { rows } = await there.database.keeper.query<{ count: number }>(
    "select count(*) as count from journal.entry where party = $1 and kind <> 'letter.refused'",
    [party],
  )
  return rows[0]?.count ?? 0
}

/** Puts a letter of the sender's own making into its journal and catches it on its way. */
async function composed(operator: Party, letter: Letter): Promise<string> {
  await inParty(here.database.app, operator, (sql) =>
    putOut(sql, operator, [{ ref: '0', letter }], { pool: here.database.app, master: here.database.master, clock: () => APRIL }),
  )
  return catchNext()
}

describe('what does not prove itself', () => {
  test('is refused with its reason, whether the text, the signature, a proof or the address was changed, and recorded as refused and nothing else', async () => {
    const { operator, text, envelope } = await onTheWay()
    const { letter } = envelope
    const records = await recordsOf(authority)
    const stranger = newSigningKey()
    const known = await keysOfSender(here.database.app, operator, operator)
    if (known === undefined) throw new Error('no key')
    const forged: NoteKey = noteKey(sha256, known.now.name, 1, stranger.publicKey)
    const [first] = envelope.enclosed
    if (first === undefined) throw new Error('nothing is enclosed')
    const tampered: readonly (readonly [string, LetterRefusal])[] = [
      [text.replace('订单中断', '一切正常'), 'letter-signature-wrong'],
      [text.replace(/(.)(.{10})\n$/, (_, one: string, rest: string) => `${one === 'A' ? 'B' : 'A'}${rest}\n`), 'letter-signature-wrong'],
      [sealEnvelope(envelope, forged, (message) => sign(stranger.seed, message)), 'letter-signature-wrong'],
      // The same name and id over a signature that is not the key's.
      [sealEnvelope(envelope, known.now, (message) => sign(stranger.seed, message)), 'letter-signature-wrong'],
      [await signed(operator, { ...envelope, letter: { ...letter, body: { ...letter.body, impactSoFar: '一切正常' } } }), 'letter-proof-wrong'],
      [await signed(operator, { ...envelope, enclosed: [] }), 'letter-proof-wrong'],
      [await signed(operator, { ...envelope, enclosed: [{ leaf: first.leaf, proof: envelope.entry.proof }] }), 'letter-proof-wrong'],
      [await signed(operator, { ...envelope, enclosed: [first, first] }), 'letter-proof-wrong'],
      [await signed(operator, { ...envelope, entry: { ...first, salt: envelope.entry.salt } }), 'letter-proof-wrong'],
      [await signed(operator, { ...envelope, sender: { ...envelope.sender, card: { ...envelope.sender.card, id: authority } } }), 'letter-malformed'],
    ]
    const size = await sizeOf(authority)
    for (const [changed, code] of tampered) {
      expect(changed).not.toBe(text)
      expect(await hand(changed)).toEqual({ kind: 'refused', code })
      // Sent again, it is refused again and recorded no second time.
      expect(await hand(changed)).toEqual({ kind: 'refused', code })
    }
    expect(await sizeOf(authority)).toBe(size + tampered.length)
    expect(await recordsOf(authority)).toBe(records)
    const refusals = await said(there, authority, 'letter.refused')
    expect(refusals.join()).toContain(operator)
    expect(refusals.join()).not.toContain('一切正常')
    expect(await hand(text)).toMatchObject({ kind: 'received' })
  })

  test('a letter for somebody else is refused by whoever gets it', async () => {
    const { operator, text, envelope } = await onTheWay()
    const elsewhere = await newParty(here, { ...CYBERSPACE, region: '320000' })
    expect(await hand(await signed(operator, { ...envelope, receiver: police }))).toEqual({ kind: 'refused', code: 'letter-not-for-us' })
    expect(await hand(await signed(operator, { ...envelope, receiver: elsewhere }))).toEqual({ kind: 'refused', code: 'letter-not-for-us' })
    expect(await said(there, police, 'letter.received')).toEqual([])
    expect(await receiveLetter(here.office, text)).toEqual({ kind: 'refused', code: 'letter-not-for-us' })
  })

  test('a sender that is not in the receiver’s directory is not believed, whatever key it brings along', async () => {
    const operator = await operatorWithIncident(here)
    await introduce(here, operator, { at: there, other: authority, card: CYBERSPACE, base: gate })
    await report(here, operator, 'cyberspace', '订单中断')
    const text = await catchNext()
    expect(read(text).sender.key).toContain(operator)
    expect(await hand(text)).toEqual({ kind: 'refused', code: 'letter-sender-unknown' })
  })

  test('a letter of an unknown kind, without its fields, or of a number that another letter has, is refused', async () => {
    const { operator, text, envelope } = await onTheWay()
    const letter = letterOf(Buffer.from(JSON.stringify(envelope.letter)))
    expect(await hand(text)).toMatchObject({ kind: 'received' })
    await here.database.keeper.query("update office.outgoing_letter set state = 'delivered' where party = $1", [operator])
    const done = async (): Promise<unknown> => here.database.keeper.query('delete from office.outgoing_letter where party = $1', [operator])
    expect(await hand(await composed(operator, { ...letter, id: `${letter.id}0`, kind: 'incident.rumour' }))).toMatchObject({ code: 'letter-kind-unknown' })
    await done()
    for (const [place, body] of [{}, { ...letter.body, extra: 1 }, { ...letter.body, title: 7 }, { ...letter.body, impactSoFar: { $ne: null } }].entries()) {
      expect(await hand(await composed(operator, { ...letter, id: `${letter.id}1${place}`, body }))).toMatchObject({ code: 'letter-body-malformed' })
      await done()
    }
    expect(await hand(await composed(operator, { ...letter, body: { ...letter.body, impactSoFar: '另一说' } }))).toMatchObject({ code: 'letter-differs' })
    await done()
    expect(await hand(await composed(operator, { ...letter, id: `${authority}/x/y/1/1` }))).toMatchObject({ code: 'letter-malformed' })
    await done()
  })

  test('a receipt is taken from whom the letter went to and for what it said, and from nobody else', async () => {
    const operator = await operatorWithIncident(here)
    const receiver = await newParty(here, { ...CYBERSPACE, region: '330000' })
    const other = await newParty(here, POLICE)
    await report(here, operator, 'cyberspace', '订单中断')
    const { rows } = await here.database.keeper.query<{ letter: string }>('select letter from office.outgoing_letter where party = $1', [operator])
    const at = Moment.parse('2026-04-01T09:00:00+08:00')
    const draft = write(
      RECEIPT,
      { to: { party: operator }, written: at, encloses: [], inReplyTo: rows[0]?.letter ?? '' },
      { remit: 'cyberspace', receivedAt: at, reference: '1' },
    )
    const from = (party: Party): Letter => ({ ...draft, id: `${party}/letters/0/0/1`, from: party, procedure: 'letters', subject: '0' })
    const pretend = async (party: Party): Promise<unknown> => {
      await inParty(here.database.app, party, (sql) =>
        putOut(sql, party, [{ ref: '0', letter: from(party) }], { pool: here.database.app, master: here.database.master, clock: () => APRIL }),
      )
      await here.database.keeper.query('update office.outgoing_letter set next_attempt = next_attempt + 1e9 where party = $1', [operator])
      await deliverDue(here.office)
      return (await outbox(here, party)).map(({ trouble }) => trouble)
    }
    expect(await pretend(other)).toEqual(['letter-answers-nothing'])
    // Not even from the receiver itself before the letter has reached it.
    expect(await pretend(receiver)).toEqual(['letter-answers-nothing'])
    expect((await outbox(here, operator)).map(({ state }) => state)).toEqual(['queued'])
    expect(await said(here, operator, 'letter.receipted')).toEqual([])
    await here.database.keeper.query('delete from office.party where party = any ($1::uuid[])', [[receiver, other]])
  })
})

test('what is no letter at all is refused at the door, and no journal hears of it', async () => {
  const { text, envelope } = await onTheWay()
  const sizes = [await sizeOf(authority), await sizeOf(police)]
  const post = async (body: string | Uint8Array<ArrayBuffer>, type = 'text/plain; charset=utf-8'): Promise<unknown> => {
    const response = await fetch(`${gate}/letters`, { method: 'POST', headers: { 'content-type': type, 'user-agent': 'somebody' }, body })
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    return z.object({ status: z.number(), code: z.string() }).parse(await response.json())
  }
  const malformed = { status: 400, code: 'letter-malformed' }
  const [header = '', json = '', ...rest] = text.split('\n')
  const around = (line: string): string => [header, line, ...rest].join('\n')
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  expect(await post('x'.repeat(2 * 1_048_576))).toMatchObject({ status: 413 })
  for (const body of [
    '',
    'letter',
    around(deep),
    around(json.replace('"letter":{', `"letter":{"deep":${deep.slice(0, 50)}${deep.slice(-50)},`)),
    around(JSON.stringify({ ...envelope, letter: { ...envelope.letter, title: '<b>title</b>' } })),
    around(JSON.stringify({ ...envelope, extra: true })),
    around(JSON.stringify({ ...envelope, letter: { ...envelope.letter, subject: 7 } })),
    around(json.replace('{', '{ ')),
    around(json.replace('"letter":', '"__proto__":{"admin":true},"letter":')),
    around('null'),
    text.replace('dutybook.letter/v1', 'dutybook.letter/v9'),
    `${text}— more AAAAAAA=\n`.replace('— more', 'more'),
  ])
    expect(await post(body)).toEqual(malformed)
  expect(await post(Uint8Array.of(0xff, 0xfe, 0, 1, 2, 3))).toEqual({ status: 400, code: 'text-illegible' })
  expect(await post(JSON.stringify({ letter: text }), 'application/json')).toEqual(malformed)
  expect(await post('<xml/>', 'application/xml')).toMatchObject({ status: 415 })
  expect([await sizeOf(authority), await sizeOf(police)]).toEqual(sizes)
})

test('markup in what people wrote stays the text that it is', async () => {
  const operator = await operatorWithIncident(here)
  await introduce(here, operator, { at: there, other: authority, card: CYBERSPACE, base: gate })
  await introduce(there, authority, { at: here, other: operator, card: OPERATOR, base: 'https://operator.example' })
  const markup = `<script>alert(1)</script>"'; drop table office.party; --\n\u2028`
  await report(here, operator, 'cyberspace', markup)
  const text = await catchNext()
  expect(await hand(text)).toMatchObject({ kind: 'received' })
  const received = await said(there, authority, 'letter.received')
  const { envelope } = z.object({ envelope: z.string() }).parse(JSON.parse(received.at(-1) ?? ''))
  expect(envelope).toBe(text)
  expect(read(envelope).letter.body['impactSoFar']).toBe(markup.trim())
})

test('of one incident each authority gets its own part and nothing of the other’s', async () => {
  const operator = await operatorWithIncident(here)
  const [office, station] = [await newParty(here, CYBERSPACE), await newParty(here, POLICE)]
  await report(here, operator, 'cyberspace', '甲部分-订单中断')
  await report(here, operator, 'police', '乙部分-疑似入侵')
  for (let round = 0; round < 3; round++) await deliverDue(here.office)
  expect((await outbox(here, operator)).map(({ state }) => state)).toEqual(['receipted', 'receipted'])
  const got = async (party: Party): Promise<string> => {
    const all = await said(here, party, 'letter.received')
    expect(all).toHaveLength(1)
    const { envelope } = z.object({ envelope: z.string() }).parse(JSON.parse(all[0] ?? ''))
    const { entry, enclosed } = read(envelope)
    // Leaves travel in base64: they are read as well.
    return [envelope, ...[entry, ...enclosed].map(({ leaf }) => Buffer.from(leaf, 'base64').toString())].join('\n')
  }
  const [first, second] = [await got(office), await got(station)]
  expect(first).toContain('甲部分')
  expect(second).toContain('乙部分')
  for (const foreign of ['乙部分', station, 'police', '区公安分局']) expect([foreign, first.includes(foreign)]).toEqual([foreign, false])
  for (const foreign of ['甲部分', office, 'cyberspace', '省网信办']) expect([foreign, second.includes(foreign)]).toEqual([foreign, false])
  // Nor who acted, nor what was noted inside the house.
  for (const own of ['lin-wei', '损失较大', 'security-officer']) expect([own, `${first}${second}`.includes(own)]).toEqual([own, false])
})
