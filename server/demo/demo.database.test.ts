import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientBase } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Party } from '#journal/party.ts'
import { publish } from '#journal/publication.ts'
import { verifyStored } from '#journal/verification.ts'
import { instant } from '#law/instant.ts'
import type { Language } from '#law/text.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { signIn } from '../access/sign-in.ts'
import { keepCheckpoint, requireKept } from '../database/kept.ts'
import { codeOf } from '../database/postgres-trouble.ts'
import { tablesOf } from '../database/tables.ts'
import { deliverDue } from '../letter/delivery.ts'
import { newInstallation, newParty, operatorWithIncident, POLICE, type Installation } from '../letter/letter.fixture.ts'
import { rebuild } from '../rebuild.ts'
import { testFolder } from '../witness/witness.fixture.ts'
import type { DemoParty } from './cast.ts'
import { loadDemo, type LoadedDemo } from './load.ts'
import { demoParties } from './mark.ts'
import { removeDemoAlone } from './removal.ts'

const TODAY = Date.parse('2026-11-20T10:07:00+08:00')
/** The whole year, on a machine that others use as well. */
const LONG = 180_000 // ms

let installation: Installation
let folder: ReturnType<typeof testFolder>
let real: Party
let before: Readonly<Record<string, string>>
let demo: LoadedDemo

async function loaded(language: Language = 'zh'): Promise<LoadedDemo> {
  const done = await loadDemo(installation.office, { folder: folder.path, language })
  if (done.kind !== 'loaded') throw new Error('a demo was there')
  return done
}

beforeAll(async () => {
  installation = await newInstallation()
  folder = testFolder()
  real = await operatorWithIncident(installation)
  await newParty(installation, POLICE)
  const { app, master } = installation.database
  await publish(app, master, real, { now: installation.clock.now, keep: (published) => keepCheckpoint(folder.path, real, published) })
  installation.clock.now = TODAY
  before = await everything()
  demo = await loaded()
}, LONG)

afterAll(async () => {
  await installation[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

/** Every row of every table of ours, as a digest by table. */
async function everything(): Promise<Readonly<Record<string, string>>> {
  const client = await installation.database.keeper.connect()
  try {
    const digests: [string, string][] = []
    for (const { schema, name } of await tablesOf(client)) digests.push([`${schema}.${name}`, await digestOf(client, `${schema}.${name}`)])
    return Object.fromEntries(digests)
  } finally {
    client.release()
  }
}

async function digestOf(client: ClientBase, table: string): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(
    `select count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') as digest from ${table} t`,
  )
  return rows[0]?.digest ?? ''
}

function idOf(name: DemoParty): Party {
  const account = { operator: 'lu.ming', cyberspace: 'zhou.lan', police: 'gao.yuan', station: 'lei.zhen' }[name]
  const found = demo.people.find((person) => person.account === account)
  if (found === undefined) throw new Error(`nobody is called ${account}`)
  return found.party
}

async function boardOf(name: DemoParty) {
  const board = await installation.office.board(idOf(name), instant(TODAY))
  if (board === undefined) throw new Error(`${name} has no profile`)
  return board
}

async function rowsOf(name: DemoParty, view: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { rows } = await installation.database.keeper.query<{ cells: Readonly<Record<string, unknown>> }>(
    'select cells from office.view_row where party = $1 and view = $2 order by key',
    [idOf(name), view],
  )
  return rows.map(({ cells }) => cells)
}

const DAY = 86_400_000

describe('what the operator sees', () => {
  test('clocks run, by the hour, for the incident of this morning', async () => {
    const { duties } = await boardOf('operator')
    const running = duties.filter(({ state, due }) => state === 'open' && due !== null && Date.parse(due) > TODAY && Date.parse(due) - TODAY < DAY)
    expect(running.map(({ norm }) => norm)).toEqual(expect.arrayContaining(['incident.report', 'leak.inform-users']))
  })

  test('something is overdue, due this week, due this month, and wants proof', async () => {
    const { duties } = await boardOf('operator')
    const within = (from: number, to: number): number =>
      duties.filter(({ state, due }) => state === 'open' && due !== null && Date.parse(due) - TODAY > from * DAY && Date.parse(due) - TODAY <= to * DAY).length
    expect(duties.filter(({ late }) => late).map(({ norm }) => norm)).toEqual(
      expect.arrayContaining(['grading.file-level', 'grading.assess-level-three', 'logs.keep-six-months']),
    )
    expect(within(1, 7)).toBeGreaterThanOrEqual(4)
    expect(within(7, 31)).toBeGreaterThanOrEqual(5)
    expect(duties.filter(({ norm, state, due }) => norm === 'data.encrypt' && state === 'open' && due === null).length).toBeGreaterThanOrEqual(3)
  })

  test('what the law leaves open is shown as open, with what would settle it', async () => {
    const { duties, asks, exposure } = await boardOf('operator')
    expect(duties.filter(({ state }) => state === 'indeterminate').map(({ norm }) => norm)).toEqual(expect.arrayContaining(['complaint.handle', 'leak.report']))
    expect(asks.map(({ fact }) => fact)).toEqual(expect.arrayContaining(['sendsMessages', 'suspectedCase']))
    expect(exposure.length).toBeGreaterThanOrEqual(3)
  })

  test('registers, incidents, requests and dealings with departments are filled', async () => {
    const counts = await Promise.all(
      (['system-register', 'product-register', 'dataset-register', 'supplier-register', 'log-source-register', 'person-register'] as const).map(
        async (view) => [view, (await rowsOf('operator', view)).length],
      ),
    )
    expect(Object.fromEntries(counts)).toEqual({
      'system-register': 15,
      'product-register': 4,
      'dataset-register': 7,
      'supplier-register': 5,
      'log-source-register': 14,
      'person-register': 6,
    })
    expect((await rowsOf('operator', 'incidents')).length).toBe(4)
    expect((await rowsOf('operator', 'complaints')).length).toBe(6)
    expect((await rowsOf('operator', 'publications')).length).toBe(1)
  })
})

describe('what the authorities see', () => {
  test('reports wait, one was handed to the police without its author’s name, inspections and a case are on file', async () => {
    expect((await rowsOf('cyberspace', 'complaints')).length).toBe(5)
    expect((await rowsOf('police', 'complaints')).length).toBe(2)
    expect((await rowsOf('cyberspace', 'inspections')).length).toBe(2)
    expect((await rowsOf('police', 'inspections')).length).toBe(2)
    expect((await rowsOf('cyberspace', 'credit-file')).length).toBe(1)
    expect((await rowsOf('cyberspace', 'publications')).length).toBe(2)
    for (const name of ['cyberspace', 'police', 'station'] as const)
      expect((await boardOf(name)).duties.filter(({ state }) => state === 'open').length).toBeGreaterThan(0)
  })

  test('what the company filed and reported was answered by letter', async () => {
    const answered = async (name: DemoParty, view: string, cell: string) => (await rowsOf(name, view)).map((row) => String(row[cell]))
    expect(await answered('police', 'filing-reviews', 'stage')).toEqual(expect.arrayContaining(['certified']))
    expect(await answered('operator', 'gradings', 'certificate')).toEqual(expect.arrayContaining(['9901-00377']))
    expect((await answered('cyberspace', 'incident-receptions', 'stage')).toSorted()).toEqual(['asked', 'closed'])
    expect((await answered('operator', 'incident-answers', 'answer')).toSorted()).toEqual(['acknowledged', 'acknowledged', 'closed', 'question'])
  })

  test('every letter has come, and its receipt has come back', async () => {
    const { rows } = await installation.database.keeper.query<{ state: string; receipts: boolean; count: number }>(
      "select state, kind = 'receipt' as receipts, count(*)::int from office.outgoing_letter where party = any ($1) group by 1, 2 order by 2",
      [demo.people.map(({ party }) => party)],
    )
    const [letters, receipts] = rows
    expect(rows.map(({ state }) => state)).toEqual(['receipted', 'delivered'])
    expect(letters?.count).toBeGreaterThanOrEqual(20)
    expect(receipts?.count).toBe(letters?.count)
  })
})

test(
  'its people sign in with the password that was told, and with no other',
  async () => {
    const lu = { party: idOf('operator'), account: 'lu.ming' }
    const from = { address: '127.0.0.1', agent: 'test' }
    expect((await signIn(installation.office, { ...lu, password: demo.password }, from, undefined)).kind).toBe('signed-in')
    expect((await signIn(installation.office, { ...lu, password: 'dutybook-demo' }, from, undefined)).kind).toBe('failed')
  },
  LONG,
)

test(
  'every journal of it verifies, and its views computed anew are what they were',
  async () => {
    const { app, keeper, master } = installation.database
    for (const { party } of await demoParties(keeper)) {
      expect(await verifyStored(keeper, master, party)).not.toHaveProperty('what')
      const views = async () => {
        const { rows } = await keeper.query('select view, key, subject, cells from office.view_row where party = $1 order by view, key', [party])
        const { rows: matters } = await keeper.query(
          'select procedure, subject, version, changed from office.matter where party = $1 order by procedure, subject',
          [party],
        )
        return { rows, matters }
      }
      const live = await views()
      await rebuild(app, master, party, catalogue)
      expect(live.matters.length).toBeGreaterThan(0)
      expect(await views()).toEqual(live)
    }
  },
  LONG,
)

test('a second demo is refused while the first is there', async () => {
  expect(await loadDemo(installation.office, { folder: folder.path, language: 'zh' })).toEqual({ kind: 'there-already', ready: true })
})

test('no real party can be made a demo, no demo real, and no entry of a real party is removed', async () => {
  const { app, keeper } = installation.database
  const refused = async (text: string, values: unknown[]): Promise<string | undefined> => {
    const client = await keeper.connect()
    try {
      await client.query('begin')
      await client.query(text, values)
      return undefined
    } catch (error) {
      return codeOf(error)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  expect(await refused("update office.party set demo = 'ready' where party = $1", [real])).toBe('23001')
  expect(await refused('update office.party set demo = null where party = $1', [idOf('operator')])).toBe('23001')
  for (const table of ['journal.entry', 'journal.checkpoint']) expect(await refused(`delete from ${table} where party = $1`, [real])).toBe('23001')
  const client = await app.connect()
  try {
    await client.query(`begin; set local dutybook.party = '${idOf('operator')}'`)
    await expect(client.query('delete from journal.entry')).rejects.toMatchObject({ code: '42501' })
  } finally {
    await client.query('rollback')
    client.release()
  }
})

test('while it is loaded or removed, nobody else delivers its letters', async () => {
  const { keeper } = installation.database
  const parties = [idOf('operator')]
  await keeper.query("update office.party set demo = 'busy' where party = any ($1)", [parties])
  await keeper.query("update office.outgoing_letter set state = 'queued' where party = any ($1) and kind = 'incident.report'", [parties])
  expect(await deliverDue(installation.office)).toEqual({ delivered: 0, failed: 0 })
  await keeper.query("update office.outgoing_letter set state = 'receipted' where party = any ($1) and kind = 'incident.report'", [parties])
  await keeper.query("update office.party set demo = 'ready' where party = any ($1)", [parties])
})

describe('its removal', () => {
  test(
    'where it is cut off in the middle, nothing has gone, and done again all has',
    async () => {
      const { keeper } = installation.database
      const blocker = await keeper.connect()
      try {
        await blocker.query('begin')
        await blocker.query('select from office.person where party = $1 for share', [idOf('operator')])
        const [removed] = await Promise.allSettled([removeDemoAlone(installation.office, folder.path), endWhoeverWaits(blocker)])
        expect(removed.status).toBe('rejected')
      } finally {
        await blocker.query('rollback')
        blocker.release()
      }
      expect((await demoParties(keeper)).length).toBe(4)
    },
    LONG,
  )

  test(
    'leaves every table and file as it was',
    async () => {
      const { app, master, keeper } = installation.database
      const operator = idOf('operator')
      await publish(app, master, operator, { now: TODAY, keep: (published) => keepCheckpoint(folder.path, operator, published) })
      expect(existsSync(join(folder.path, 'kept', `${operator}.checkpoint`))).toBe(true)
      expect(await removeDemoAlone(installation.office, folder.path)).toMatchObject({ parties: 4 })
      expect(await everything()).toEqual(before)
      expect(await demoParties(keeper)).toEqual([])
      expect(existsSync(join(folder.path, 'kept', `${operator}.checkpoint`))).toBe(false)
      await requireKept(folder.path, app, real)
      expect(existsSync(join(folder.path, 'kept', `${real}.checkpoint`))).toBe(true)
      expect(await removeDemoAlone(installation.office, folder.path)).toEqual({ parties: 0, rows: 0 })
    },
    LONG,
  )

  test(
    'follows by itself where loading breaks in the middle',
    async () => {
      const stopping = new AbortController()
      const stopped = loadDemo(installation.office, {
        folder: folder.path,
        language: 'zh',
        signal: stopping.signal,
        onProgress: (done) => done > 100 && stopping.abort(),
      })
      await expect(stopped).rejects.toThrow('aborted')
      expect(await everything()).toEqual(before)
    },
    LONG,
  )
})

/** Ends the connection that waits for `blocker`, as soon as one does. */
async function endWhoeverWaits(blocker: ClientBase): Promise<void> {
  const { rows } = await blocker.query<{ pid: number }>('select pg_backend_pid() as pid')
  for (;;) {
    const { rows: ended } = await installation.database.admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where $1::int = any (pg_blocking_pids(pid))',
      [rows[0]?.pid],
    )
    if (ended.length > 0) return
  }
}

/** Every string of it but the Chinese names of what is named in both languages. */
function saidIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, each]) => (key === 'zh' ? [] : saidIn(each)))
}

test(
  'loaded in English, on a day before the amended law, its people and tables are English, and it goes without a trace',
  async () => {
    const { keeper } = installation.database
    installation.clock.now = Date.parse('2025-12-30T09:00:00+08:00')
    demo = await loaded('en')
    const parties = [...new Set(demo.people.map(({ party }) => party))]
    const { rows: tables } = await keeper.query('select cells from office.view_row where party = any ($1)', [parties])
    expect([parties.length, tables.length > 100]).toEqual([4, true])
    expect([...saidIn(demo.people), ...saidIn(tables)].filter((each) => /[\u3000-\u303F\u4E00-\u9FFF\uFF01-\uFF60]/.test(each))).toEqual([])
    await removeDemoAlone(installation.office, folder.path)
    expect(await everything()).toEqual(before)
  },
  LONG,
)

// Across the coming into force of the amended law, and in a year whose working days are not published yet.
test.each(['2026-04-10T00:03:00+08:00', '2027-08-15T23:59:00+08:00'])(
  'it can be loaded and removed on any day: %s',
  async (day) => {
    installation.clock.now = Date.parse(day)
    const { steps, letters } = await loaded()
    expect(steps).toBeGreaterThan(400)
    expect(letters).toBeGreaterThan(40)
    await removeDemoAlone(installation.office, folder.path)
    expect(await everything()).toEqual(before)
  },
  LONG,
)
