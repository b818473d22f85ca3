import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { verifyStored } from '#journal/verification.ts'
import { compileLiabilityLaw } from '#law/answer.ts'
import { instant } from '#law/instant.ts'
import { statute } from '#law/statute.fixture.ts'
import type { PersonRole } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { boardOf, type Board } from './board.ts'
import { Dispatch, type Dispatched, type Order } from './dispatch.ts'
import { registerParty } from './party.ts'
import { rebuild } from './rebuild.ts'

const APRIL = Date.parse('2026-04-01T09:00:00+08:00')
let database: TestDatabase
let now = APRIL

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(async () => database[Symbol.asyncDispose]())

const liability = compileLiabilityLaw(statute)

interface Desk {
  readonly party: Party
  readonly dispatch: Dispatch
  readonly give: (
    procedure: string,
    subject: string,
    command: unknown,
    more?: Partial<Order> & { readonly roles?: readonly PersonRole[] },
  ) => Promise<Dispatched>
  readonly board: () => Promise<Board>
}

async function newDesk(): Promise<Desk> {
  const party = Party.parse(randomUUID())
  const { app, master } = database
  await inParty(app, party, (sql) =>
    registerParty(
      sql,
      master,
      party,
      { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '330100' },
      { origin: `test.example/${party}`, now: APRIL },
    ),
  )
  const dispatch = new Dispatch({ pool: app, master, statute, catalogue, clock: () => now })
  return {
    party,
    dispatch,
    give: (procedure, subject, command, { roles, ...more } = {}) =>
      dispatch.give(party, { procedure, subject, command, actor: { person: 'lin-wei', roles: roles ?? ['security-officer', 'compliance-officer'] }, ...more }),
    board: async () => {
      const board = await boardOf({ pool: app, master, book: dispatch.book, liability, catalogue }, party, instant(now))
      if (board === undefined) throw new Error('the party has no profile')
      return board
    },
  }
}

/** A network operator with one graded system, known since 2024. */
async function operator(): Promise<Desk> {
  const desk = await newDesk()
  const on = '2024-01-02T00:00:00+08:00'
  const reason = '工商登记'
  for (const [procedure, subject, command] of [
    ['profile', '', { type: 'begin', since: '2024-01-02', unit: true }],
    ['profile', '', { type: 'establish', fact: 'withinTerritory', holds: true, on, reason }],
    ['profile', '', { type: 'establish-network', network: 'civil', on, reason }],
    ['profile', '', { type: 'establish', fact: 'ownsNetwork', holds: true, on, reason }],
    ['system', 'pay', { type: 'enter', name: { zh: '支付', en: 'Payments' }, since: '2024-01-02', facts: { gradedLevel: 3 }, particulars: {} }],
  ] as const) {
    const done = await desk.give(procedure, subject, command)
    expect(done).toMatchObject({ kind: 'accepted' })
  }
  return desk
}

const adopt = (edition: string) => ({
  type: 'adopt',
  on: '2026-03-30T10:00:00+08:00',
  title: '网络安全事件应急预案',
  edition,
  approvedBy: '王总',
  grades: '分四级',
  reporting: '安全负责人判断级别',
})

const owed = ({ duties }: Board, norm: string): readonly string[] =>
  duties.filter((duty) => duty.norm === norm).map(({ subject, state }) => `${subject} ${state}`)

test('what is recorded at the desk is what the law counts: a duty comes up, with the command that settles it, and is done', async () => {
  const desk = await operator()
  const before = await desk.board()
  expect(owed(before, 'incident.adopt-plan').every((each) => !each.endsWith('done'))).toBe(true)
  expect(before.duties.find(({ norm }) => norm === 'incident.adopt-plan')?.actions).toMatchObject([
    { procedure: 'plan', command: 'adopt', subject: desk.party },
  ])
  expect(owed(before, 'grading.assess-level-three').map((each) => each.split(' ')[0])).toContain('pay')
  expect(await desk.give('plan', '', adopt('2026-1'))).toMatchObject({ kind: 'accepted', events: [{ event: { kind: 'plan.adopted' } }] })
  const after = await desk.board()
  expect(owed(after, 'incident.adopt-plan')).not.toEqual(owed(before, 'incident.adopt-plan'))
})

test('a person without the role is refused, and nothing is recorded', async () => {
  const desk = await operator()
  const before = await entries(desk.party)
  expect(await desk.give('plan', '', adopt('2026-1'), { roles: ['audit-administrator'] })).toMatchObject({
    kind: 'refused',
    refusal: { code: 'frame.forbidden', sort: 'forbidden' },
  })
  expect(await entries(desk.party)).toBe(before)
})

test('a command that cannot be read says which field', async () => {
  const desk = await operator()
  const refused = await desk.give('plan', '', { ...adopt('2026-1'), edition: '' })
  expect(refused).toMatchObject({ kind: 'refused', refusal: { code: 'frame.unusable', sort: 'unusable' } })
  expect(JSON.stringify(refused)).toContain('edition')
  expect(await desk.give('nothing', '', {})).toEqual({ kind: 'no-procedure', procedure: 'nothing' })
})

test('what a command says of persons stands in an entry of its own, which can be erased', async () => {
  const desk = await operator()
  await desk.give('plan', '', adopt('2026-1'))
  const { rows } = await database.keeper.query<{ kind: string }>(`select kind from journal.entry where party = $1 and stream = $2 order by version`, [
    desk.party,
    `plan/${desk.party}`,
  ])
  expect(rows.map(({ kind }) => kind)).toEqual(['plan.adopted', 'personal.recorded'])
})

test('what an order to erase names is gone from every byte of the party’s content, and the event stays', async () => {
  const desk = await operator()
  const asked = await desk.give(
    'rights',
    'r-1',
    {
      type: 'request-deletion',
      requester: '陈静',
      contact: 'chen@example.cn',
      account: 'chenjing88',
      capacity: 'self',
      categories: ['location'],
      claim: 'unlawful',
      statement: '从未同意收集位置',
      codeDigest: 'a'.repeat(64),
    },
    { roles: ['portal'] },
  )
  const roles = ['compliance-officer'] as const
  const [event] = asked.kind === 'accepted' ? asked.events : []
  // The answer, which is kept for a repeated request, names nobody.
  expect(JSON.stringify(asked)).not.toContain('陈静')
  now += 60_000
  const at = new Date(now).toISOString()
  expect(
    await desk.give('rights', 'r-1', { type: 'check-identity', on: at, means: 'account-login', compared: ['account'], confirmed: true }, { roles }),
  ).toMatchObject({ kind: 'accepted' })
  expect(
    await desk.give('rights', 'r-1', { type: 'decide', on: at, granted: ['location'], refused: [], remedyContact: '400-000-0000' }, { roles }),
  ).toMatchObject({ kind: 'accepted' })
  const order = { type: 'order-erasure', on: at, entries: [event?.ref ?? ''], provision: '个人信息保护法第四十七条', because: '已办结' }
  expect(await desk.give('rights', 'r-1', order, { roles })).toMatchObject({ kind: 'accepted' })
  now = APRIL
  const { rows } = await database.keeper.query<{ kind: string; there: boolean }>(
    `select e.kind, p.index is not null as there from journal.entry e left join journal.payload p on p.party = e.party and p.index = e.index
      where e.party = $1 and e.stream in ('rights/r-1', 'journal.erasures') order by e.index limit 2`,
    [desk.party],
  )
  expect(rows).toEqual([
    { kind: 'rights.deletion-requested', there: true },
    { kind: 'personal.recorded', there: false },
  ])
  expect(await verifyStored(database.keeper, database.master, desk.party)).toMatchObject({ erased: 1 })
  const before = await tables(desk.party)
  await rebuild(database.app, database.master, desk.party, catalogue)
  expect(await tables(desk.party)).toEqual(before)
})

test('a request that comes twice under one name is done once and answered the same; another request under that name is refused', async () => {
  const desk = await operator()
  const [first, again] = await Promise.all([desk.give('plan', '', adopt('2026-1'), { name: 'k-1' }), desk.give('plan', '', adopt('2026-1'), { name: 'k-1' })])
  expect(first).toMatchObject({ kind: 'accepted' })
  expect(again).toEqual(first)
  expect(await desk.give('plan', '', adopt('2026-2'), { name: 'k-1' })).toEqual({ kind: 'name-taken', name: 'k-1' })
})

test('of many who register the same thing at once one is accepted, and the others are told', async () => {
  const desk = await operator()
  const enter = { type: 'enter', name: { zh: '商城', en: 'Shop' }, since: '2025-01-02', facts: {}, particulars: {} }
  const answers = await Promise.all(Array.from({ length: 12 }, () => desk.give('system', 'shop', enter)))
  expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1)
  expect(answers.filter((answer) => answer.kind === 'refused').map(({ refusal }) => refusal.code)).toEqual(
    Array.from({ length: 11 }, () => 'register.entered-already'),
  )
})

test('commands that come together are decided one after the other: each sees what those before it did, and a fault is its own command’s alone', async () => {
  const desk = await operator()
  const discovered = {
    type: 'discover',
    knownAt: '2026-04-01T08:30:00+08:00',
    title: '异常',
    eventKind: 'attack',
    endangersSecurity: true,
    suspectedCase: false,
  }
  const contain = { type: 'contain', on: '2026-04-01T08:40:00+08:00', measures: '隔离' }
  const enter = { type: 'enter', name: { zh: '商城', en: 'Shop' }, since: '2025-01-02', facts: {}, particulars: {} }
  const before = await entries(desk.party)
  const answers = await Promise.allSettled([
    desk.give('incident', 'i-1', contain),
    desk.give('incident', 'i-1', discovered, { name: 'n-1' }),
    desk.give('incident', 'i-1', contain),
    desk.give('incident', 'i-1', discovered, { name: 'n-1' }),
    desk.give('incident', 'i-1', { ...discovered, title: '另一' }, { name: 'n-1' }),
    // What the database cannot hold is a fault here: the door of the desk refuses it before.
    desk.give('incident', 'i-2\u0000', discovered),
    desk.give('system', 'shop', enter),
    desk.give('incident', 'i-3', { ...discovered, system: 'shop' }),
  ])
  expect(answers.map((each) => (each.status === 'rejected' ? 'fault' : each.value.kind))).toEqual([
    'refused',
    'accepted',
    'accepted',
    'accepted',
    'name-taken',
    'fault',
    'accepted',
    'accepted',
  ])
  expect(answers[3]).toEqual(answers[1])
  expect(await entries(desk.party)).toBe(before + 4)
  const receipts = answers.flatMap((each) => (each.status === 'fulfilled' && each.value.kind === 'accepted' ? [each.value.receipt?.index] : []))
  expect(receipts).toEqual([before, before + 1, before, before + 2, before + 3])
  expect(await rebuild(database.app, database.master, desk.party, catalogue)).toMatchObject({ same: true })
  expect(await verifyStored(database.keeper, database.master, desk.party)).toMatchObject({ size: before + 4 })
})

test('whoever looks at the board while others give commands sees each event once', async () => {
  const desk = await operator()
  const discovered = {
    type: 'discover',
    knownAt: '2026-04-01T08:30:00+08:00',
    title: '异常',
    eventKind: 'attack',
    endangersSecurity: true,
    suspectedCase: false,
  }
  const give = (at: number): Promise<unknown> => desk.give('incident', `b-${at}`, discovered)
  for (let turn = 0; turn < 4; turn++) {
    await Promise.all(Array.from({ length: 8 }, (_, at) => Promise.all([give(turn * 8 + at), desk.board(), desk.board()])))
    await desk.give('system', `s-${turn}`, { type: 'enter', name: { zh: '新', en: 'New' }, since: '2025-01-02', facts: {}, particulars: {} })
    await Promise.all([desk.board(), desk.board(), desk.board()])
  }
  const fresh = new Dispatch({ pool: database.app, master: database.master, statute, catalogue, clock: () => now })
  const again = await boardOf({ pool: database.app, master: database.master, book: fresh.book, liability, catalogue }, desk.party, instant(now))
  expect(await desk.board()).toEqual(again)
  expect(again?.duties.filter(({ subject }) => subject.startsWith('b-')).length).toBeGreaterThan(32)
})

test('views rebuilt from the journal are the views that were there', async () => {
  const desk = await operator()
  await desk.give('plan', '', adopt('2026-1'))
  await desk.give('system', 'pay', { type: 'amend', on: '2026-01-05T00:00:00+08:00', facts: { important: true }, particulars: {}, because: '业务扩大' })
  await desk.give('system', 'old', { type: 'enter', name: { zh: '旧站', en: 'Old site' }, since: '2024-02-01', facts: {}, particulars: {} })
  await desk.give('system', 'old', { type: 'retire', on: '2026-02-01T00:00:00+08:00', because: '下线' })
  const live = await tables(desk.party)
  expect(live.rows.length).toBeGreaterThan(5)
  const { matters, same } = await rebuild(database.app, database.master, desk.party, catalogue)
  expect(matters).toBe(live.matters.length)
  expect(same).toBe(true)
  expect(await tables(desk.party)).toEqual(live)
  await database.keeper.query(
    "update office.view_row set cells = cells || '{\"name\": \"else\"}' where party = $1 and view = 'system-register' and key = 'old'",
    [desk.party],
  )
  expect(await rebuild(database.app, database.master, desk.party, catalogue)).toMatchObject({ same: false })
  expect(await tables(desk.party)).toEqual(live)
  expect(await verifyStored(database.keeper, database.master, desk.party)).toMatchObject({ size: await entries(desk.party) })
})

test('a desk that starts on an old journal knows what the one before it knew', async () => {
  const desk = await operator()
  await desk.give('plan', '', adopt('2026-1'))
  const known = await desk.board()
  const fresh = new Dispatch({ pool: database.app, master: database.master, statute, catalogue, clock: () => now })
  const again = await boardOf({ pool: database.app, master: database.master, book: fresh.book, liability, catalogue }, desk.party, instant(now))
  expect(again).toEqual(known)
})

test('time alone makes a duty late: nothing has to be written for it', async () => {
  const desk = await operator()
  const discovered = {
    type: 'discover',
    knownAt: '2026-04-01T08:30:00+08:00',
    title: '订单接口异常',
    eventKind: 'attack',
    system: 'pay',
    endangersSecurity: true,
    suspectedCase: false,
  }
  const done = await desk.give('incident', 'inc-1', discovered)
  expect(done).toMatchObject({ kind: 'accepted' })
  expect(
    await desk.give('incident', 'inc-1', { type: 'classify', on: '2026-04-01T08:40:00+08:00', impact: { ciiMainDownMinutes: 45 }, reason: '主要功能故障' }),
  ).toMatchObject({
    kind: 'accepted',
    events: [{ event: { facts: { incidentLevel: 'III' } } }],
  })
  const report = async (): Promise<unknown> => (await desk.board()).duties.find(({ norm, subject }) => norm === 'incident.report' && subject === 'inc-1')
  const before = await entries(desk.party)
  // Measures on reporting, article 4: four hours from when it was known.
  expect(await report()).toMatchObject({ due: '2026-04-01T12:30:00+08:00', late: false, state: 'open' })
  now = Date.parse('2026-04-01T12:30:01+08:00')
  expect(await report()).toMatchObject({ late: true })
  now = APRIL
  expect(await entries(desk.party)).toBe(before)
})

async function entries(party: Party): Promise<number> {
  const { rows } = await database.keeper.query<{ size: number }>('select size from journal.tree where party = $1', [party])
  return rows[0]?.size ?? 0
}

async function tables(party: Party): Promise<{ readonly rows: readonly unknown[]; readonly matters: readonly unknown[] }> {
  const rows = await database.keeper.query('select view, key, subject, cells from office.view_row where party = $1 order by view, key', [party])
  const matters = await database.keeper.query('select procedure, subject, version, changed from office.matter where party = $1 order by procedure, subject', [
    party,
  ])
  return { rows: rows.rows, matters: matters.rows }
}
