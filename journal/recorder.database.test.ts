import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, newParty, NOON, testDatabase, type TestDatabase } from './database.fixture.ts'
import { leafBytes } from './entry.ts'
import { inclusionPath, leafHash, rootAt, verifyInclusion } from './merkle.ts'
import { Recorder, type Appended, type Receipt } from './recorder.ts'
import { sha256 } from './sha256.ts'
import { inParty } from './sql.ts'
import { readEntries, type Recorded, type Selection } from './stream.ts'
import { headOf, readNodes } from './tree.ts'
import type { Party } from './party.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(async () => database[Symbol.asyncDispose]())

function receiptsOf(appended: Appended): readonly Receipt[] {
  if (appended.kind !== 'appended') throw new Error(`refused: ${JSON.stringify(appended)}`)
  return appended.receipts
}

async function all(party: Party, selection: Selection): Promise<readonly Recorded[]> {
  const entries: Recorded[] = []
  for await (const entry of readEntries(database.app, database.master, party, selection)) entries.push(entry)
  return entries
}

const textOf = ({ content }: Recorded): unknown => (content === undefined ? undefined : JSON.parse(new TextDecoder().decode(content.bytes)))

test('an entry that was acknowledged is there, word for word, and its leaf hash is that of the receipt', async () => {
  const { party, recorder } = await newParty(database)
  const [receipt] = receiptsOf(await recorder.append(party, { drafts: [draft('记下')] }))
  expect(receipt).toMatchObject({ index: 0, version: 0, treeSize: 1 })
  const [entry, ...more] = await all(party, { by: 'position' })
  expect(more).toEqual([])
  expect(entry === undefined ? undefined : textOf(entry)).toEqual({ text: '记下' })
  expect(entry === undefined ? undefined : leafHash(sha256, leafBytes(entry.entry))).toEqual(receipt?.leafHash)
})

test('many writers at once get places without gap or repetition, and every receipt proves itself against the tree', async () => {
  const { party, recorder } = await newParty(database)
  const writers = Array.from({ length: 40 }, async (_, writer) => {
    const receipts: Receipt[] = []
    for (let turn = 0; turn < 15; turn++)
      receipts.push(...receiptsOf(await recorder.append(party, { drafts: [draft(`${writer} ${turn}`, { stream: `writer-${writer}` })] })))
    return receipts
  })
  const receipts = (await Promise.all(writers)).flat()
  expect(receipts.map(({ index }) => index).toSorted((one, other) => one - other)).toEqual(Array.from({ length: 600 }, (_, index) => index))
  await inParty(database.app, party, async (sql) => {
    const { frontier, root } = await headOf(sql, party)
    expect(frontier.size).toBe(600)
    expect(await rootAt(sha256, 600, readNodes(sql, party, 600))).toEqual(root)
    for (const { index, leafHash: leaf, treeSize, rootHash } of receipts) {
      const read = readNodes(sql, party, treeSize)
      verifyInclusion(sha256, { index, size: treeSize, leafHash: leaf, path: await inclusionPath(sha256, index, treeSize, read), root: rootHash })
    }
  })
})

test('two processes on one database share one order', async () => {
  const { party, recorder } = await newParty(database)
  const other = new Recorder({ pool: database.keeper, master: database.master, clock: () => NOON })
  const writes = Array.from({ length: 60 }, (_, turn) => (turn % 2 === 0 ? recorder : other).append(party, { drafts: [draft(`${turn}`)] }))
  const indexes = (await Promise.all(writes)).flatMap(receiptsOf).map(({ index }) => index)
  expect(new Set(indexes).size).toBe(60)
  expect((await all(party, { by: 'stream', stream: 'log' })).map(({ entry }) => entry.version)).toEqual(Array.from({ length: 60 }, (_, version) => version))
})

test('a stream that is not where its writer thinks is not written to, and says where it is', async () => {
  const { party, recorder } = await newParty(database)
  await recorder.append(party, { drafts: [draft('one')], expected: new Map([['log', 0]]) })
  expect(await recorder.append(party, { drafts: [draft('two')], expected: new Map([['log', 0]]) })).toEqual({
    kind: 'conflict',
    stream: 'log',
    expected: 0,
    found: 1,
  })
  expect(await all(party, { by: 'position' })).toHaveLength(1)
})

test('of writers that expect the same version at once exactly one is recorded', async () => {
  const { party, recorder } = await newParty(database)
  const appended = await Promise.all(
    Array.from({ length: 20 }, (_, turn) => recorder.append(party, { drafts: [draft(`${turn}`)], expected: new Map([['log', 0]]) })),
  )
  expect(appended.map(({ kind }) => kind).toSorted()).toEqual(['appended', ...Array.from({ length: 19 }, () => 'conflict')])
})

test('what is sent twice is recorded once, and the second sending gets the first receipt', async () => {
  const { party, recorder } = await newParty(database)
  const once = draft('once')
  const [first, again, later] = await Promise.all([
    recorder.append(party, { drafts: [once], expected: new Map([['log', 0]]) }),
    recorder.append(party, { drafts: [once], expected: new Map([['log', 0]]) }),
    recorder.append(party, { drafts: [draft('later')] }),
  ])
  expect([first, again, later].flatMap(receiptsOf).map(({ index }) => index)).toEqual([0, 0, 1])
  expect(receiptsOf(await recorder.append(party, { drafts: [once] }))).toMatchObject([{ index: 0, treeSize: 2 }])
})

test('an id that was used for something else is refused', async () => {
  const { party, recorder } = await newParty(database)
  const id = randomUUID()
  await recorder.append(party, { drafts: [draft('one', { id })] })
  expect(await recorder.append(party, { drafts: [draft('other', { id })] })).toEqual({ kind: 'id-taken', id, index: 0 })
  expect(await recorder.append(party, { drafts: [draft('one', { id }), draft('new')] })).toMatchObject({ kind: 'id-taken' })
})

test('an entry that cannot be written keeps no other from being written', async () => {
  const { party, recorder } = await newParty(database)
  const [good, bad, fine] = await Promise.allSettled([
    recorder.append(party, { drafts: [draft('good')] }),
    recorder.append(party, { drafts: [draft('ok'), draft('bad', { kind: 'Not A Kind' })] }),
    recorder.append(party, { drafts: [draft('fine')] }),
  ])
  expect([good.status, bad.status, fine.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect((await all(party, { by: 'position' })).map(textOf)).toEqual([{ text: 'good' }, { text: 'fine' }])
})

test('a clock that runs backwards does not carry the time of recording backwards', async () => {
  let now = NOON
  const { party, recorder } = await newParty(database, () => now)
  await recorder.append(party, { drafts: [draft('one')] })
  now -= 3_600_000
  await recorder.append(party, { drafts: [draft('two')] })
  now += 7_200_000
  await recorder.append(party, { drafts: [draft('three')] })
  expect((await all(party, { by: 'position' })).map(({ entry }) => entry.recorded - NOON)).toEqual([0, 0, 3_600_000])
})

test('entries are read by stream, by kind, by either clock and from a place', async () => {
  let now = NOON
  const { party, recorder } = await newParty(database, () => now)
  for (let turn = 0; turn < 30; turn++) {
    now = NOON + turn * 1000
    await recorder.append(party, {
      drafts: [
        draft(`${turn}`, { stream: turn % 2 === 0 ? 'even' : 'odd', kind: turn % 3 === 0 ? 'three.divides' : 'note.made', occurred: NOON - turn * 60_000 }),
      ],
    })
  }
  const indexes = async (selection: Selection): Promise<readonly number[]> => (await all(party, selection)).map(({ entry }) => entry.index)
  expect(await indexes({ by: 'stream', stream: 'odd', from: 10 })).toEqual([21, 23, 25, 27, 29])
  expect(await indexes({ by: 'kind', kinds: ['three.divides'], from: 13 })).toEqual([15, 18, 21, 24, 27])
  expect(await indexes({ by: 'occurred', from: NOON - 4 * 60_000, to: NOON - 60_000 })).toEqual([4, 3, 2, 1])
  expect(await indexes({ by: 'recorded', from: NOON + 9_500, to: NOON + 12_000 })).toEqual([10, 11, 12])
  expect(await indexes({ by: 'position', from: 28 })).toEqual([28, 29])
})

test('a reader who stops has not read the rest', async () => {
  const { party, recorder } = await newParty(database)
  await recorder.append(party, { drafts: Array.from({ length: 1000 }, (_, turn) => draft(`${turn}`)) })
  await recorder.append(party, { drafts: Array.from({ length: 1000 }, (_, turn) => draft(`${turn}`)) })
  let reads = 0
  const count = (): void => void reads++
  database.app.on('acquire', count)
  let seen = 0
  for await (const { entry } of readEntries(database.app, database.master, party, { by: 'position' })) {
    expect(entry.index).toBe(seen++)
    if (seen === 10) break
  }
  database.app.off('acquire', count)
  expect(reads).toBe(1)
  expect(await all(party, { by: 'position' })).toHaveLength(2000)
})
