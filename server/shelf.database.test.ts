import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countErasures, erase } from '#journal/erasure.ts'
import { keysOf } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { catalogue } from '#procedures/catalogue.ts'
import type { Dispatched, Order } from './dispatch.ts'
import { besides, newInstallation, operatorWithIncident, type Installation } from './letter/letter.fixture.ts'
import type { Office } from './office.ts'
import { rebuild } from './rebuild.ts'
import { PERSONAL } from './record.ts'
import { Shelf, type Open } from './shelf.ts'

let here: Installation
let party: Party
/** Two processes on one database. */
let offices: readonly [Office, Office]

beforeEach(async () => {
  here = await newInstallation()
  party = await operatorWithIncident(here)
  offices = [here.office, besides(here)]
})
afterEach(async () => here[Symbol.asyncDispose]())

const actor = { person: 'lin-wei', roles: ['security-officer', 'compliance-officer'] } as const
const give = (office: Office, procedure: string, subject: string, command: unknown): Promise<Dispatched> =>
  office.dispatch.give(party, { procedure, subject, command, actor })

const ON = '2026-04-01T08:50:00+08:00'
const adopt = (edition: string, approvedBy: string) => ({
  type: 'adopt',
  on: ON,
  title: '应急预案',
  edition,
  approvedBy,
  grades: '分四级',
  reporting: '安全负责人判断级别',
})

function procedureOf(id: string): CataloguedProcedure {
  const found = catalogue.find((procedure) => procedure.id === id)
  if (found === undefined) throw new Error(`no procedure ${id}`)
  return found
}

const wanted = () => [
  { stream: `plan/${party}`, procedure: procedureOf('plan') },
  { stream: 'incident/inc-1', procedure: procedureOf('incident') },
  { stream: 'incident/inc-2', procedure: procedureOf('incident') },
]

const openOn = (shelf: Shelf): Promise<Map<string, Open>> =>
  inParty(here.database.app, party, async (sql) => {
    await lockTree(sql, party)
    return shelf.open(sql, await keysOf(sql, here.database.master, party, 'payload'), party, wanted(), await countErasures(sql, party))
  })

/** What a shelf says, and what the journal does. */
const said = (open: ReadonlyMap<string, Open>): unknown => [...open].map(([stream, { entries, version, matter }]) => [stream, version, entries, matter.entries])

/** The newest entry of personal details that still says something. */
async function newestPersonal(): Promise<number | undefined> {
  const { rows } = await here.database.keeper.query<{ index: number }>(
    'select e.index from journal.entry e join journal.payload p on p.party = e.party and p.index = e.index where e.party = $1 and e.kind = $2 order by e.index desc limit 1',
    [party, PERSONAL],
  )
  return rows[0]?.index
}

const eraseNewest = async (): Promise<void> => {
  const index = await newestPersonal()
  if (index === undefined) return
  const options = { pool: here.database.app, master: here.database.master, clock: () => here.clock.now }
  expect(await erase(options, party, index, { by: 'lin-wei', why: '本人要求', provision: 'csl-2026 45' })).toMatchObject({ kind: 'erased' })
}

test('a matter that nobody has gone on with is not read again', async () => {
  const shelf = new Shelf()
  const first = await openOn(shelf)
  const second = await openOn(shelf)
  expect(second.get('incident/inc-1')).toBe(first.get('incident/inc-1'))
  await give(offices[1], 'incident', 'inc-1', { type: 'contain', on: ON, measures: '切换备用接口' })
  const third = await openOn(shelf)
  expect(third.get('incident/inc-1')?.version).toBe((first.get('incident/inc-1')?.version ?? 0) + 1)
  expect(third.get('incident/inc-2')).toBe(first.get('incident/inc-2'))
})

test('what another process has erased is shown by no process again', async () => {
  const shelf = new Shelf()
  await give(offices[0], 'plan', '', adopt('2026-1', '陈晨'))
  expect(JSON.stringify(said(await openOn(shelf)))).toContain('陈晨')
  await eraseNewest()
  expect(JSON.stringify(said(await openOn(shelf)))).not.toContain('陈晨')
})

/** Gives a command in work that breaks behind it. */
async function undone(office: Office, order: Order): Promise<string> {
  const fault = await office.dispatch
    .within(party, async ({ obey }) => {
      await obey(order)
      throw new Error('undone')
    })
    .catch((error: unknown) => error)
  return fault instanceof Error ? fault.message : 'done'
}

test('what was undone is forgotten: the command can be given again', async () => {
  const order = { procedure: 'incident', subject: 'inc-2', command: discover('inc-2'), actor }
  expect(await undone(offices[0], order)).toBe('undone')
  expect(await offices[0].dispatch.give(party, order)).toMatchObject({ kind: 'accepted', receipt: {} })
})

const discover = (title: string) => ({ type: 'discover', knownAt: ON, title, eventKind: 'attack', endangersSecurity: true, suspectedCase: false })

/** Steps of two processes, one after the other. */
const steps = fc.array(
  fc.record({
    by: fc.constantFrom(0, 1),
    kind: fc.constantFrom('adopt', 'discover', 'contain', 'erase', 'undo'),
    matter: fc.constantFrom('inc-1', 'inc-2'),
  }),
  { minLength: 6, maxLength: 14 },
)

test('whatever two processes write, erase and undo, each finds what the journal says, and the views are those of the journal', async () => {
  const done = new Map<string, number>()
  let editions = 0
  const shelves = [new Shelf(), new Shelf()] as const
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      for (const { by, kind, matter } of script) {
        const office = offices[by === 0 ? 0 : 1]
        const command =
          kind === 'adopt'
            ? adopt(`e-${editions++}`, '陈晨')
            : kind === 'discover'
              ? discover(matter)
              : { type: 'contain', on: ON, measures: `措施 ${editions++}` }
        const order = kind === 'adopt' ? { procedure: 'plan', subject: '', command, actor } : { procedure: 'incident', subject: matter, command, actor }
        if (kind === 'erase') await eraseNewest()
        const outcome = kind === 'erase' ? 'erased' : kind === 'undo' ? await undone(office, order) : (await office.dispatch.give(party, order)).kind
        done.set(outcome, (done.get(outcome) ?? 0) + 1)
        const journal = said(await openOn(new Shelf()))
        for (const shelf of shelves) expect(said(await openOn(shelf))).toEqual(journal)
      }
    }),
    { seed: 26, numRuns: 12 },
  )
  expect([...done.keys()].toSorted()).toEqual(['accepted', 'erased', 'refused', 'undone'])
  expect(Math.min(...done.values())).toBeGreaterThan(3)
  expect(await rebuild(here.database.app, here.database.master, party, catalogue)).toMatchObject({ same: true, matters: 4 })
})
