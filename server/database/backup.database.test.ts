import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, newParty, NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { erase } from '#journal/erasure.ts'
import { rootOfFrontier } from '#journal/frontier.ts'
import { inclusionPath, rootAt, verifyInclusion } from '#journal/merkle.ts'
import type { Party } from '#journal/party.ts'
import type { Receipt, Recorder } from '#journal/recorder.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { readEntries } from '#journal/stream.ts'
import { headOf, readNodes } from '#journal/tree.ts'
import type { Migration } from '#journal/migration.ts'
import { backUp } from './backup.ts'
import { openBackup } from './backup-file.ts'
import { BackupError } from './backup-trouble.ts'
import { keepErased, readErased } from './erased-list.ts'
import { migrate, migrations } from './migrate.ts'
import { restore, type Restored, type RestoreRequest } from './restore.ts'
import { clear, newDisk } from './postgres.fixture.ts'
import { secretsOf } from './secrets.ts'
import { quoted, tablesOf } from './tables.ts'
import { checkTrees } from './tree-check.ts'

let database: TestDatabase
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dutybook-backup-'))
  database = await newDatabase()
})

afterAll(async () => {
  await database[Symbol.asyncDispose]()
  await clear()
  await rm(folder, { recursive: true, force: true })
})

const PRODUCT = '0.1.0'
const NEXT: Migration = {
  name: 'test/0002-next.sql',
  sql: `alter table journal.tree add column motto text not null default 'none';
        create table journal.remark (party uuid not null references journal.tree, place bigint generated always as identity, text text not null, length int generated always as (length(text)) stored, primary key (party, place));
        alter table journal.remark enable row level security; alter table journal.remark force row level security;
        create policy keeper on journal.remark to dutybook_owner using (true) with check (true);
        insert into dutybook.step_seen values ('next');`,
}
const BEFORE: Migration = { name: 'test/0002-seen.sql', sql: 'create table dutybook.step_seen (step text primary key)' }

function backUpTo(file: string, from = database): ReturnType<typeof backUp> {
  return backUp(from.keeper, { file, product: PRODUCT, now: NOON })
}

async function restoreInto(to: TestDatabase, file: string, more: Partial<RestoreRequest> = {}): Promise<Restored> {
  const backup = await openBackup(file)
  try {
    return await restore(to.keeper, {
      backup,
      migrations: migrations(),
      product: PRODUCT,
      master: database.master,
      keyFile: 'keys/master.key',
      erased: [],
      ...more,
    })
  } finally {
    await backup.close()
  }
}

/** Every row of every table of ours, as text. */
async function contents({ keeper }: TestDatabase): Promise<Readonly<Record<string, readonly string[]>>> {
  const client = await keeper.connect()
  try {
    const found: Record<string, readonly string[]> = {}
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${quoted(client, table)} t order by 1`)
      found[`${table.schema}.${table.name}`] = rows.map(({ row }) => row)
    }
    return found
  } finally {
    client.release()
  }
}

const rowsIn = (found: Readonly<Record<string, readonly string[]>>): number => Object.values(found).reduce((sum, rows) => sum + rows.length, 0)

async function write(recorder: Recorder, party: Party, texts: readonly string[]): Promise<readonly Receipt[]> {
  const appended = await recorder.append(party, { drafts: texts.map((text) => draft(text)) })
  if (appended.kind !== 'appended') throw new Error(appended.kind)
  return appended.receipts
}

/** Something in every table: enough entries for a closed subtree, a checkpoint, values that COPY must escape. */
async function filled(): Promise<{ readonly party: Party; readonly receipts: readonly Receipt[]; readonly root: Uint8Array }> {
  const { party, recorder } = await newParty(database)
  const receipts = [
    ...(await write(recorder, party, ['tab\tline\nback\\slash \\. \\N 网络', ''])),
    ...(await write(
      recorder,
      party,
      Array.from({ length: 300 }, (_, turn) => `entry ${turn}`),
    )),
  ]
  return inParty(database.app, party, async (sql) => {
    const note = 'test.example\n1\nAAAA\n\n— test.example \\N\ttab\n'
    await sql.query({ text: 'insert into journal.checkpoint (party, size, note, signed) values ($1, 302, $2, $3)', values: [party, note, NOON] })
    return { party, receipts, root: (await headOf(sql, party)).root }
  })
}

/** A copy of the template belongs to whoever copied it; the product's own database lets its owner make schemas. */
async function newDatabase(): Promise<TestDatabase> {
  const made = await testDatabase()
  // Dropping the database may reach a connection before its own farewell does.
  for (const pool of [made.app, made.keeper, made.admin]) pool.on('connect', (client) => client.on('error', () => undefined))
  const { rows } = await made.admin.query<{ name: string }>('select current_database() as name')
  await made.admin.query(`grant create on database ${rows[0]?.name} to dutybook_owner`)
  return made
}

async function inNewDatabase<Result>(work: (to: TestDatabase) => Promise<Result>): Promise<Result> {
  const to = await newDatabase()
  try {
    return await work(to)
  } finally {
    await to[Symbol.asyncDispose]()
  }
}

test('what was backed up and restored is equal row by row, and its receipts still prove themselves', async () => {
  const { party, receipts, root } = await filled()
  const file = join(folder, 'whole.backup')
  const written = await backUpTo(file)
  const before = await contents(database)
  const journal = Object.entries(before).filter(([table]) => table.startsWith('journal.'))
  expect(Object.fromEntries(journal.map(([table, rows]) => [table, rows.length > 0]))).toEqual(
    Object.fromEntries(['checkpoint', 'entry', 'party_key', 'payload', 'subtree', 'tree'].map((name) => [`journal.${name}`, true])),
  )
  await inNewDatabase(async (to) => {
    const restored = await restoreInto(to, file)
    expect(await contents(to)).toEqual(before)
    const { rows: open } = await to.keeper.query(
      "select relname from pg_class where relnamespace = 'journal'::regnamespace and relkind = 'r' and not relforcerowsecurity",
    )
    expect(open).toEqual([])
    expect(restored).toMatchObject({ tables: written.tables, erased: 0, damaged: [], migrated: [] })
    await inParty(to.app, party, async (sql) => {
      const head = await headOf(sql, party)
      expect(head.root).toEqual(root)
      for (const { index, leafHash, treeSize, rootHash } of receipts)
        verifyInclusion(sha256, {
          index,
          size: treeSize,
          leafHash,
          path: await inclusionPath(sha256, index, treeSize, readNodes(sql, party, treeSize)),
          root: rootHash,
        })
    })
    const texts: unknown[] = []
    for await (const { content } of readEntries(to.app, database.master, party, { by: 'position', to: 1 }))
      texts.push(JSON.parse(new TextDecoder().decode(content?.bytes)))
    expect(texts).toEqual([{ text: 'tab\tline\nback\\slash \\. \\N 网络' }, { text: '' }])
  })
})

test('the file carries its own digest, which common tools compute', async () => {
  const file = join(folder, 'digest.backup')
  const written = await backUpTo(file)
  const bytes = await readFile(file)
  expect(bytes.subarray(-73).toString()).toBe(`\nsha256 ${createHash('sha256').update(bytes.subarray(0, -73)).digest('hex')}\n`)
  expect(written).toMatchObject({ bytes: bytes.length, sha256: createHash('sha256').update(bytes.subarray(0, -73)).digest('hex') })
})

test('no secret of the installation is in a backup: neither the master key nor a password of the database', async () => {
  await filled()
  const file = join(folder, 'secret.backup')
  await backUpTo(file)
  const packed = await readFile(file)
  const unpacked = gunzipSync(packed.subarray('dutybook-backup/1\n'.length, -73))
  expect(unpacked.includes('journal')).toBe(true)
  const keys = secretsOf(join(folder, 'installation'))
  const secrets = [database.master, keys.master].flatMap((key) => {
    const bytes = Buffer.from(key)
    return [bytes, ...(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(bytes.toString(form)))]
  })
  const passwords = ['dutybook_owner', 'dutybook_app'].map((role) => Buffer.from(keys.databasePassword(role)))
  for (const secret of [...secrets, ...passwords]) expect([packed.includes(secret), unpacked.includes(secret)]).toEqual([false, false])
})

test('no plain content is in a backup', async () => {
  const { party, recorder } = await newParty(database)
  const word = randomBytes(12).toString('hex')
  await write(recorder, party, [word])
  const file = join(folder, 'plain.backup')
  await backUpTo(file)
  const unpacked = gunzipSync((await readFile(file)).subarray('dutybook-backup/1\n'.length, -73))
  expect([unpacked.includes(party), unpacked.includes(word), unpacked.includes(Buffer.from(word).toString('hex'))]).toEqual([true, false, false])
})

test('an existing file is replaced only when that is asked for, and an unfinished one is never taken for a backup', async () => {
  const file = join(folder, 'kept.backup')
  await writeFile(file, 'precious')
  await expect(backUpTo(file)).rejects.toMatchObject({ code: 'file-exists' })
  expect(await readFile(file, 'utf8')).toBe('precious')
  await backUp(database.keeper, { file, force: true, product: PRODUCT, now: NOON })
  expect((await readFile(file)).subarray(0, 17).toString()).toBe('dutybook-backup/1')
  await writeFile(join(folder, 'other.backup.part'), 'unfinished')
  await expect(backUpTo(join(folder, 'other.backup'))).rejects.toMatchObject({ code: 'file-exists' })
  await expect(backUpTo(join(folder, 'no', 'such', 'folder.backup'))).rejects.toMatchObject({ code: 'file-unusable' })
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual(['other.backup.part'])
})

test('a disk that fills up in the middle of a table leaves no file, and the database goes on', async ({ skip }) => {
  const disk = newDisk(1)
  if (disk === undefined) return skip('a disk of its own can only be mounted by root')
  const { party, recorder } = await newParty(database)
  for (let turn = 0; turn < 4; turn++)
    await write(
      recorder,
      party,
      Array.from({ length: 500 }, () => randomBytes(1000).toString('base64')),
    )
  await expect(backUpTo(join(disk, 'too-large.backup'))).rejects.toMatchObject({ code: 'file-unusable' })
  expect(await readdir(disk)).toEqual([])
  expect((await backUpTo(join(folder, 'elsewhere.backup'))).bytes).toBeGreaterThan(1_048_576)
})

test('a backup of a database that is being written to holds whole trees of one moment', async () => {
  const parties = await Promise.all(Array.from({ length: 4 }, () => newParty(database)))
  const writing = new AbortController()
  const writers = parties.map(async ({ party, recorder }) => {
    while (!writing.signal.aborted)
      await write(
        recorder,
        party,
        Array.from({ length: 50 }, () => 'busy'),
      )
  })
  const sizeOf = async ({ app }: TestDatabase, party: Party): Promise<number> => inParty(app, party, async (sql) => (await headOf(sql, party)).frontier.size)
  const file = join(folder, 'busy.backup')
  for (const { party } of parties) while ((await sizeOf(database, party)) < 500) await new Promise(setImmediate)
  const before = await Promise.all(parties.map(({ party }) => sizeOf(database, party)))
  await backUpTo(file)
  const after = await Promise.all(parties.map(({ party }) => sizeOf(database, party)))
  writing.abort()
  await Promise.all(writers)
  expect(after.every((size, at) => size > (before[at] ?? 0))).toBe(true) // it was being written to
  await inNewDatabase(async (to) => {
    expect((await restoreInto(to, file)).damaged).toEqual([])
    for (const [at, { party }] of parties.entries())
      await inParty(to.app, party, async (sql) => {
        const { frontier, root } = await headOf(sql, party)
        expect(frontier.size).toBeGreaterThanOrEqual(before[at] ?? Infinity)
        expect(frontier.size).toBeLessThanOrEqual(after[at] ?? 0)
        expect(frontier.size % 50).toBe(0) // appends whole or not at all
        expect(await rootAt(sha256, frontier.size, readNodes(sql, party, frontier.size))).toEqual(root)
        expect(rootOfFrontier(sha256, frontier)).toEqual(root)
        for (const table of ['entry', 'payload']) {
          const { rows } = await sql.query<{ count: number; last: number }>({ text: `select count(*) as count, max(index) as last from journal.${table}` })
          expect(rows).toEqual([{ count: frontier.size, last: frontier.size - 1 }])
        }
      })
  })
})

test('a file that is cut off anywhere, or in which any byte differs, is refused and nothing is written', async () => {
  await inNewDatabase(async (small) => {
    const { party, recorder } = await newParty(small)
    await write(recorder, party, ['one', 'two'])
    const whole = join(folder, 'small.backup')
    await backUpTo(whole, small)
    const bytes = await readFile(whole)
    const file = join(folder, 'damaged.backup')
    await inNewDatabase(async (to) => {
      const codes = new Set<string>()
      const attempt = async (damaged: Uint8Array): Promise<void> => {
        await writeFile(file, damaged)
        const error: unknown = await restoreInto(to, file, { master: small.master }).then(
          () => 'restored',
          (fault: unknown) => fault,
        )
        codes.add(error instanceof Error && 'code' in error ? String(error.code) : String(error))
      }
      const stride = Math.max(1, Math.floor(bytes.length / 400))
      for (let length = 0; length < bytes.length; length += length < 40 || length > bytes.length - 100 ? 1 : stride) await attempt(bytes.subarray(0, length))
      for (let at = 0; at < bytes.length; at += at < 60 || at > bytes.length - 100 ? 1 : stride) {
        const damaged = Buffer.from(bytes)
        damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (at % 8)), at)
        await attempt(damaged)
      }
      await attempt(Buffer.concat([bytes, Buffer.from('\n')]))
      expect([...codes].toSorted()).toEqual(['backup-changed', 'backup-cut-short', 'backup-newer', 'not-a-backup'])
      expect(rowsIn(await contents(to))).toBe(0)
      await restoreInto(to, whole, { master: small.master })
      expect(rowsIn(await contents(to))).toBeGreaterThan(0)
    })
  })
})

/** With a digest that is right for the changed content: what a careful forger could make. */
async function reseal(from: string, to: string, change: (unpacked: Buffer) => Buffer): Promise<void> {
  const { gzipSync } = await import('node:zlib')
  const bytes = await readFile(from)
  const first = Buffer.from('dutybook-backup/1\n')
  const body = Buffer.concat([first, gzipSync(change(gunzipSync(bytes.subarray(first.length, -73))))])
  await writeFile(to, Buffer.concat([body, Buffer.from(`\nsha256 ${createHash('sha256').update(body).digest('hex')}\n`)]))
}

test('rows that are not those counted and hashed are refused in the middle of loading, and nothing stays', async () => {
  const { party } = await filled()
  const whole = join(folder, 'sound.backup')
  await backUpTo(whole)
  const forged = join(folder, 'forged.backup')
  await inNewDatabase(async (to) => {
    await reseal(whole, forged, (unpacked) => {
      const at = unpacked.lastIndexOf(`${party}\t`) // in the last table, when the others are loaded
      unpacked.write(party.startsWith('0') ? '1' : '0', at)
      return unpacked
    })
    await expect(restoreInto(to, forged)).rejects.toMatchObject({ code: 'backup-changed' })
    await reseal(whole, forged, (unpacked) => unpacked.subarray(0, -20))
    await expect(restoreInto(to, forged)).rejects.toMatchObject({ code: 'backup-changed' })
    await reseal(whole, forged, (unpacked) => Buffer.from(unpacked.toString('latin1').replace('"name":"payload"', '"name":"pay_oad"'), 'latin1'))
    await expect(restoreInto(to, forged)).rejects.toMatchObject({ code: 'backup-changed' })
    expect(rowsIn(await contents(to))).toBe(0)
    await restoreInto(to, whole) // the same connections serve on
  })
})

test('a backup goes into an empty database only', async () => {
  const file = join(folder, 'full.backup')
  await filled()
  await backUpTo(file)
  const before = await contents(database)
  await expect(restoreInto(database, file)).rejects.toMatchObject({ code: 'not-empty' })
  expect(await contents(database)).toEqual(before)
})

test('keys that another master key sealed are refused before anything is kept, and the message says where the right one belongs', async () => {
  await filled()
  const file = join(folder, 'foreign.backup')
  await backUpTo(file)
  await inNewDatabase(async (to) => {
    const refusal: unknown = await restoreInto(to, file, { master: randomBytes(32), keyFile: 'data/keys/master.key' }).catch((fault: unknown) => fault)
    if (!(refusal instanceof BackupError)) throw new Error('not refused')
    expect(refusal.code).toBe('master-key-wrong')
    for (const words of Object.values(refusal.words)) expect(words).toContain('data/keys/master.key')
    expect(rowsIn(await contents(to))).toBe(0)
  })
})

test('a backup of a newer release is refused: by its steps, by its version, by its format', async () => {
  await inNewDatabase(async (later) => {
    const file = join(folder, 'newer.backup')
    const client = await later.keeper.connect()
    await migrate(client, [...migrations(), BEFORE])
    client.release()
    await backUpTo(file, later)
    await inNewDatabase(async (to) => {
      await expect(restoreInto(to, file)).rejects.toMatchObject({ code: 'backup-newer' })
      const plain = join(folder, 'newer-product.backup')
      await backUp(database.keeper, { file: plain, product: '0.10.0', now: NOON })
      await expect(restoreInto(to, plain, { product: '0.9.3' })).rejects.toMatchObject({ code: 'backup-newer' })
      const other = migrations().map((step, place) => (place === 0 ? { ...step, sql: 'select 1' } : step))
      await expect(restoreInto(to, plain, { product: '0.10.0', migrations: other })).rejects.toMatchObject({ code: 'backup-strange' })
      expect(rowsIn(await contents(to))).toBe(0)
    })
  })
})

test('a backup of an older shape is loaded into that shape and brought forward', async () => {
  const { party, root } = await filled()
  const file = join(folder, 'older.backup')
  await backUpTo(file)
  const steps = [...migrations(), BEFORE, NEXT]
  await inNewDatabase(async (to) => {
    const client = await to.keeper.connect()
    await migrate(client, [...migrations(), BEFORE])
    client.release()
    const restored = await restoreInto(to, file, { migrations: steps })
    expect(restored.migrated).toEqual([BEFORE.name, NEXT.name])
    const { rows } = await to.keeper.query<{ motto: string }>('select motto from journal.tree where party = $1', [party])
    expect(rows).toEqual([{ motto: 'none' }])
    expect(await inParty(to.app, party, async (sql) => (await headOf(sql, party)).root)).toEqual(root)
  })
})

test('identities go on where they were, and generated columns come of the others', async () => {
  const steps = [...migrations(), BEFORE, { ...NEXT, sql: NEXT.sql.replace(/insert into dutybook.step_seen.*;/, '') }]
  const file = join(folder, 'identity.backup')
  await inNewDatabase(async (from) => {
    const client = await from.keeper.connect()
    await migrate(client, steps)
    client.release()
    const { party } = await newParty(from)
    const remark = async ({ keeper }: TestDatabase, text: string): Promise<unknown> =>
      (await keeper.query<{ place: number }>('insert into journal.remark (party, text) values ($1, $2) returning place, length', [party, text])).rows[0]
    expect(await remark(from, 'one')).toEqual({ place: 1, length: 3 })
    expect(await remark(from, 'three')).toEqual({ place: 2, length: 5 })
    await backUpTo(file, from)
    await inNewDatabase(async (to) => {
      await restoreInto(to, file, { migrations: steps, master: from.master })
      expect(await contents(to)).toEqual(await contents(from))
      expect(await remark(to, 'seven!!')).toEqual({ place: 3, length: 7 })
    })
  })
})

test('content that was erased after the backup stays erased, and all else comes back', async () => {
  const { party, receipts } = await filled()
  const other = await filled()
  const ahead = await newParty(database, () => NOON + 86_400_000) // a clock that ran ahead
  await write(ahead.recorder, ahead.party, ['one', 'two'])
  const file = join(folder, 'erased.backup')
  await backUpTo(file)
  const payloads = async ({ keeper }: TestDatabase): Promise<readonly string[]> =>
    (await keeper.query<{ row: string }>("select party || ' ' || index as row from journal.payload order by party, index")).rows.map(({ row }) => row)
  const before = await payloads(database)
  await inNewDatabase(async (to) => {
    const at = NOON + 1
    const erased = [
      { party, index: 7, at },
      { party, index: 301, at },
      { party, index: 7, at }, // written down twice
      { party, index: 900, at }, // beyond the backup
      { party: other.party, index: 0, at },
      { party: ahead.party, index: 1, at },
      { party: other.party, index: 9, at: NOON - 1 }, // something else stood there: this was recorded later
    ]
    const restored = await restoreInto(to, file, { erased })
    expect(restored).toMatchObject({ erased: 4, damaged: [] })
    const gone = [`${party} 7`, `${party} 301`, `${other.party} 0`, `${ahead.party} 1`]
    expect(before).toEqual(expect.arrayContaining(gone))
    expect(await payloads(to)).toEqual(before.filter((place) => !gone.includes(place)))
    await inParty(to.app, party, async (sql) => {
      const [receipt] = receipts.filter(({ index }) => index === 7)
      if (receipt === undefined) throw new Error('no receipt')
      const { index, leafHash, treeSize, rootHash } = receipt
      verifyInclusion(sha256, {
        index,
        size: treeSize,
        leafHash,
        path: await inclusionPath(sha256, index, treeSize, readNodes(sql, party, treeSize)),
        root: rootHash,
      })
    })
  })
})

test('an erasure leaves what the next restore needs to forget it too', async () => {
  const { party } = await filled()
  const file = join(folder, 'before-erasure.backup')
  await backUpTo(file)
  const done = await erase(
    { pool: database.app, master: database.master, clock: () => NOON },
    party,
    3,
    { by: 'a person', why: 'asked for', provision: 'csl-2026 45' },
    (...place) => keepErased(folder, ...place, NOON + 1),
  )
  expect(done.kind).toBe('erased')
  await inNewDatabase(async (to) => {
    expect(await restoreInto(to, file, { erased: await readErased(folder) })).toMatchObject({ erased: 1, damaged: [] })
    const { rows } = await to.keeper.query('select index from journal.payload where party = $1 and index between 2 and 4 order by index', [party])
    expect(rows).toEqual([{ index: 2 }, { index: 4 }])
  })
})

test('a tree that was damaged before the backup is restored as it was and named', async () => {
  await inNewDatabase(async (from) => {
    const { party, recorder } = await newParty(from)
    const sound = await newParty(from)
    await write(recorder, party, ['one', 'two', 'three'])
    await write(sound.recorder, sound.party, ['one'])
    await from.admin.query("update journal.tree set peaks = decode(repeat('00', octet_length(peaks)), 'hex') where party = $1", [party])
    const file = join(folder, 'tampered.backup')
    await backUpTo(file, from)
    await inNewDatabase(async (to) => {
      const restored = await restoreInto(to, file, { master: from.master })
      expect(restored.damaged).toMatchObject([{ party }])
      const client = await to.keeper.connect()
      try {
        expect(await checkTrees(client)).toEqual(restored.damaged)
      } finally {
        client.release()
      }
    })
  })
})
