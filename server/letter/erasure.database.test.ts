import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { verifyStored } from '#journal/verification.ts'
import type { Dispatched } from '../dispatch.ts'
import { deliverDue } from './delivery.ts'
import { APRIL, CYBERSPACE, newInstallation, newParty, POLICE, said, type Installation } from './letter.fixture.ts'

const SECRET = '我在下沙的门牌是十七号'
const at = new Date(APRIL).toISOString()
const roles = ['case-officer', 'department-head'] as const

let here: Installation
beforeAll(async () => {
  here = await newInstallation()
})
afterAll(async () => here[Symbol.asyncDispose]())

async function give(party: Party, procedure: string, subject: string, command: unknown): Promise<Extract<Dispatched, { kind: 'accepted' }>> {
  const done = await here.office.dispatch.give(party, { procedure, subject, command, actor: { person: 'wang-qi', roles } })
  if (done.kind !== 'accepted') throw new Error(`${procedure} ${JSON.stringify(done)}`)
  return done
}

/** Somebody demands deletion, is granted it, and the entries named are ordered to be erased. */
async function erase(party: Party, entry: string): Promise<void> {
  const asked = {
    type: 'request-deletion',
    requester: '陈静',
    contact: 'chen@example.cn',
    account: 'chenjing88',
    capacity: 'self',
    categories: ['location'],
    claim: 'unlawful',
    statement: '住址与举报无关',
    channel: 'post',
    receivedAt: at,
  }
  await give(party, 'rights', 'r-1', asked)
  await give(party, 'rights', 'r-1', { type: 'check-identity', on: at, means: 'account-login', compared: ['account'], confirmed: true })
  await give(party, 'rights', 'r-1', { type: 'decide', on: at, granted: ['location'], refused: [], remedyContact: '0571-00000000' })
  await give(party, 'rights', 'r-1', { type: 'order-erasure', on: at, entries: [entry], provision: '个人信息保护法第四十七条', because: '超出必要' })
}

const holds = async (party: Party): Promise<boolean> => (await everything(party)).includes(SECRET)
/** Whatever either kind of entry says, as far as it still says anything. */
const everything = async (party: Party): Promise<string> =>
  (await Promise.all(['personal.recorded', 'letter.written', 'letter.received'].map((kind) => said(here, party, kind)))).flat().join('\n')

test('what is erased from a matter is gone from the letters that said the same, at the sender and at the receiver', async () => {
  const [sender, receiver] = [await newParty(here, POLICE), await newParty(here, CYBERSPACE)]
  const submit = {
    type: 'submit',
    topic: 'personal-information',
    content: SECRET,
    receivedAt: at,
    channel: 'post',
    codeDigest: 'b'.repeat(64),
  }
  const { events } = await give(sender, 'complaint', 'c-1', submit)
  await give(sender, 'complaint', 'c-1', { type: 'transfer', on: at, to: 'cyberspace', level: 'province', region: '330000', because: '属于网信部门职责' })
  await deliverDue(here.office)
  expect([await holds(sender), await holds(receiver)]).toEqual([true, true])

  await erase(sender, events[0]?.ref ?? '')
  expect([await holds(sender), await holds(receiver)]).toEqual([false, true])

  const { rows } = await here.database.keeper.query<{ index: number }>("select index from journal.entry where party = $1 and kind = 'report.made'", [receiver])
  await erase(receiver, String(z.int().parse(rows[0]?.index)))
  expect(await holds(receiver)).toBe(false)
  for (const party of [sender, receiver]) expect(await verifyStored(here.database.keeper, here.database.master, party)).toMatchObject({ erased: 2 })
})

test('a letter of the same matter that says nothing of it stays', async () => {
  const sender = await newParty(here, { ...POLICE, region: '330104' })
  await give(sender, 'complaint', 'c-1', {
    type: 'submit',
    topic: 'personal-information',
    content: SECRET,
    receivedAt: at,
    channel: 'post',
    codeDigest: 'b'.repeat(64),
  })
  await give(sender, 'complaint', 'c-1', { type: 'transfer', on: at, to: 'cyberspace', level: 'province', region: '330000', because: '属于网信部门职责' })
  const { events } = await give(sender, 'complaint', 'c-1', { type: 'write-to-informant', message: '已移送省网信办' })
  await erase(sender, events[0]?.ref ?? 'none')
  expect(await holds(sender)).toBe(true)
  expect(await everything(sender)).not.toContain('已移送省网信办')
})
