import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Party } from '#journal/party.ts'
import { instant } from '#law/instant.ts'
import { filing, fix, proposal, review } from '#procedures/grading/grading.fixture.ts'
import type { PersonRole } from '#procedures/access.ts'
import { deliverDue } from './delivery.ts'
import { newInstallation, newParty, operatorWithIncident, said, type Installation } from './letter.fixture.ts'

const POLICE = { kind: 'department', zh: '市公安局', en: 'City police', region: '330100', remit: 'police', level: 'city' } as const
const march = '2026-03-02T09:00:00+08:00'
const april = '2026-04-01T08:50:00+08:00'
const PEOPLE: readonly PersonRole[] = ['security-officer', 'compliance-officer']
const OFFICERS: readonly PersonRole[] = ['case-officer', 'department-head']

let here: Installation
beforeAll(async () => {
  here = await newInstallation()
})
afterAll(async () => here[Symbol.asyncDispose]())

async function give(party: Party, roles: readonly PersonRole[], procedure: string, subject: string, ...commands: readonly unknown[]): Promise<void> {
  for (const command of commands) {
    // Each stands on the one before.
    const done = await here.office.dispatch.give(party, { procedure, subject, command, actor: { person: 'lin-wei', roles } })
    if (done.kind !== 'accepted') throw new Error(`${procedure}: ${JSON.stringify(done)}`)
  }
}

/** Turns of the worker, until nothing is due any more. */
async function rounds(): Promise<void> {
  for (let round = 0; round < 4; round++) await deliverDue(here.office)
}

/** What the board says of the filing of `pay`. */
async function filed(operator: Party): Promise<readonly string[]> {
  const board = await here.office.board(operator, instant(here.clock.now))
  return (board?.duties ?? []).flatMap(({ norm, subject, state }) => (norm === 'grading.file-level' && subject === 'pay' ? [state] : []))
}

async function submitted(): Promise<{ readonly operator: Party; readonly police: Party; readonly review: string }> {
  const operator = await operatorWithIncident(here)
  await here.database.keeper.query("delete from office.party where kind = 'department'")
  const police = await newParty(here, POLICE)
  const enter = { type: 'enter', name: { zh: '支付', en: 'Payments' }, since: '2024-01-02', facts: {}, particulars: {} }
  await give(operator, PEOPLE, 'system', 'pay', enter)
  await give(operator, PEOPLE, 'grading', 'pay', proposal(march), review(march, 3), fix(march), filing(april))
  await rounds()
  return { operator, police, review: `${operator}:grading:pay` }
}

test('a filing is a matter of the police once, and what they accept settles the operator’s duty as of the day on which it was handed in', async () => {
  const { operator, police, review: id } = await submitted()
  expect(await said(here, police, 'filing.received')).toHaveLength(1)
  expect(await said(here, police, 'letter.received')).toMatchObject([expect.stringContaining(`"taken":{"procedure":"filing-review","subject":"${id}"}`)])
  expect(await filed(operator)).toEqual(['open'])
  await give(police, OFFICERS, 'filing-review', id, { type: 'accept', on: april, reference: '杭公备2026-18' })
  await rounds()
  expect(await said(here, operator, 'grading.filed')).toMatchObject([expect.stringContaining('杭公备2026-18')])
  expect(await filed(operator)).toEqual(['done'])
})

test('what the police return comes back with its reasons and leaves the duty open; filed again, it joins the same matter', async () => {
  const { operator, police, review: id } = await submitted()
  await give(police, OFFICERS, 'filing-review', id, { type: 'return', on: april, about: 'papers', reason: '拓扑图与系统不符' })
  await rounds()
  expect(await said(here, operator, 'grading.filing-returned')).toMatchObject([expect.stringContaining('拓扑图与系统不符')])
  expect(await filed(operator)).toEqual(['open'])
  await give(operator, PEOPLE, 'grading', 'pay', filing(april, { toFollow: '附新拓扑图' }))
  await rounds()
  expect(await said(here, police, 'filing.received')).toHaveLength(2)
  const certify = { type: 'certify', on: april, number: '33010620260018', until: '2029-03-06T00:00:00+08:00' }
  await give(police, OFFICERS, 'filing-review', id, certify)
  await rounds()
  expect(await said(here, operator, 'grading.certificate-issued')).toHaveLength(1)
  expect(await filed(operator)).toEqual(['done'])
})
