import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { inParty } from '#journal/sql.ts'
import { statute } from '#law/statute.fixture.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { accessKeyOf } from '../access/key.ts'
import { openDatabase } from '../database/database.ts'
import { APRIL, operatorWithIncident, type Installation } from '../letter/letter.fixture.ts'
import { openOffice } from '../office.ts'
import { programOf } from '../witness/program.fixture.ts'
import { testFolder } from '../witness/witness.fixture.ts'
import { newPerson, openMailbox, openReceiver, type Mailbox } from './notice.fixture.ts'
import { createWebhook } from './webhook.ts'

const MINUTE = 60_000

/** The test's database as a user writes it in DATABASE_URL. */
async function addressOf(database: TestDatabase): Promise<string> {
  const { rows } = await database.admin.query<{ name: string }>('select current_database() as name')
  const { connectionString, host, port, user, password } = inject('postgres').connection
  const address = new URL(connectionString ?? 'postgres://localhost')
  if (connectionString === undefined) {
    address.username = encodeURIComponent(user ?? '')
    address.password = encodeURIComponent(typeof password === 'string' ? password : '')
    if (host !== undefined) address.searchParams.set('host', host)
    if (port !== undefined) address.searchParams.set('port', String(port))
  }
  address.pathname = `/${rows[0]?.name ?? ''}`
  return address.href
}

const OFFICERS = ['lin', 'wei', 'chen', 'zhou', 'sun', 'wu'] as const
/** With these there is more to send than one process takes on at a time, which is 8: more than that under way at once is under way in two. */
const NEWCOMERS = ['zhao', 'qian', 'li', 'zheng', 'wang', 'feng'] as const
const ALL = [...OFFICERS, ...NEWCOMERS]

test('two server processes share the work; one is killed in the midst: every notice arrives, none under a second id, and a restart goes on', async () => {
  using folder = testFolder()
  using program = await programOf(new URL('process.fixture.ts', import.meta.url))
  // A mail server for each place of a process, so that it is seen who has sent what.
  await using mailbox = await openMailbox()
  await using other = await openMailbox()
  const mails = () => [...mailbox.mails, ...other.mails]
  await using receiver = await openReceiver()
  await using database = await testDatabase()
  for (const pool of [database.app, database.keeper, database.admin]) pool.on('error', () => undefined) // told of connections that end with the database
  const url = await addressOf(database)
  await using opened = await openDatabase({ folder: folder.path, url })
  const installation: Installation = {
    database: { ...database, master: opened.secrets.master },
    office: openOffice({ database: opened, statute, catalogue, clock: () => APRIL }),
    clock: { now: APRIL },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
  const party = await operatorWithIncident(installation)
  const employ = async (names: readonly string[]): Promise<void> => {
    for (const name of names) await newPerson(installation, party, { name, roles: ['security-officer'], address: `${name}@example.cn` })
  }
  await employ(OFFICERS)
  await inParty(database.app, party, async (sql) =>
    createWebhook(sql, party, { url: receiver.url, key: await accessKeyOf(sql, opened.secrets.master, party, APRIL), now: APRIL }),
  )
  const clock = join(folder.path, 'clock')
  const law = join(folder.path, 'statute.json')
  const at = (time: number): void => {
    writeFileSync(`${clock}.next`, String(time))
    renameSync(`${clock}.next`, clock)
  }
  at(APRIL)
  writeFileSync(law, JSON.stringify(statute))
  const children: ChildProcess[] = []
  const start = async ({ url: smtp }: Mailbox): Promise<ChildProcess> => {
    const child = spawn(process.execPath, [program.path, folder.path, url, smtp.href, clock, law], { stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    await once(createInterface(child.stdout), 'line')
    return child
  }
  const parcels = async (state: string): Promise<number> => {
    const { rows } = await database.keeper.query<{ parcels: number }>('select count(*) as parcels from office.parcel where state = $1', [state])
    return rows[0]?.parcels ?? 0
  }
  /** The test's own limit ends the waiting. */
  const until = async (state: string, count: number): Promise<void> => {
    while ((await parcels(state)) !== count) await sleep(20)
  }

  try {
    // Two mails are answered; of the others the server has taken each, and has not said so yet.
    let taken = 0
    const all = new Promise<void>((resolve) => {
      mailbox.held = async () => {
        if (++taken === OFFICERS.length) resolve()
        if (taken > 2) await new Promise(() => undefined)
      }
    })
    const first = await start(mailbox)
    await all
    await until('sent', 2 + 1) // and the webhook
    const second = await start(other)
    first.kill('SIGKILL')
    await once(first, 'close')
    mailbox.held = undefined
    // What the dead process had taken on is nobody's until its lease is over.
    expect(await parcels('sent')).toBe(3)
    at(APRIL + 3 * MINUTE)
    await until('sent', OFFICERS.length + 1)
    expect(mailbox.mails).toHaveLength(OFFICERS.length)
    expect(other.mails).toHaveLength(4)
    expect(new Set(mails().map(({ id }) => id)).size).toBe(OFFICERS.length)
    expect(receiver.calls).toHaveLength(1)

    // Another takes its place; the stages that come are told by both, once. No mail is answered before all of its stage are under way.
    const third = await start(mailbox)
    await employ(NEWCOMERS)
    const stages = ['2026-04-01T09:30:00+08:00', '2026-04-01T10:30:00+08:00', '2026-04-01T11:30:00+08:00', '2026-04-01T12:30:00+08:00']
    for (const [place, stage] of stages.entries()) {
      const before = [mailbox.mails.length, other.mails.length] as const
      let begun = 0
      let release: () => void = () => undefined
      const together = new Promise<void>((resolve) => (release = resolve))
      mailbox.held = other.held = () => {
        if (++begun === ALL.length) release()
        return together
      }
      at(Date.parse(stage))
      await until('sent', OFFICERS.length + 1 + (ALL.length + 1) * (place + 1))
      const sent = [mailbox.mails.length - before[0], other.mails.length - before[1]] as const
      expect(sent[0] + sent[1]).toBe(ALL.length)
      expect(Math.min(...sent)).toBeGreaterThan(0)
    }
    const stopped = [second, third].map((child) => once(child, 'close'))
    for (const child of [second, third]) child.kill('SIGTERM')
    expect((await Promise.all(stopped)).map(([status]) => status as unknown)).toEqual([0, 0])
    for (const name of ALL) {
      const own = new Set(
        mails()
          .filter(({ to }) => to.includes(`${name}@example.cn`))
          .map(({ id }) => id),
      )
      expect([name, own.size]).toEqual([name, OFFICERS.some((officer) => officer === name) ? 5 : 4])
    }
    expect(new Set(receiver.calls.map(({ id }) => id)).size).toBe(5)
    expect(receiver.calls).toHaveLength(5)
    expect(await parcels('queued')).toBe(0)
    const { rows } = await database.keeper.query<{ read: number }>('select count(*) as read from office.message')
    expect(rows[0]?.read).toBe(OFFICERS.length * 5 + NEWCOMERS.length * 4)
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
}, 120_000)
