import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, newParty, NOON, testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { parseCheckpoint, verifyCosignature } from '#journal/checkpoint.ts'
import { verify } from '#journal/ed25519.ts'
import { EMPTY_FRONTIER, extendFrontier } from '#journal/frontier.ts'
import { publicKeysOf } from '#journal/keyring.ts'
import { noteKey, parseNote } from '#journal/note.ts'
import type { Party } from '#journal/party.ts'
import { newestPublished, publish, type Published } from '#journal/publication.ts'
import type { Recorder } from '#journal/recorder.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { cosignBy, type Witness } from '#journal/witness-client.ts'
import type { WatchedLog } from '#journal/witness.ts'
import { appOf } from '../app.ts'
import { openWitness } from './folder.ts'
import { watchOnce } from './watch.ts'
import { testFolder, testWitness, type TestWitness } from './witness.fixture.ts'
import { witnessOf } from './witness.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
  for (const pool of [database.app, database.admin]) pool.on('error', () => undefined) // told of connections that end with the database
})
afterAll(() => database[Symbol.asyncDispose]())

interface Journal {
  readonly party: Party
  readonly recorder: Recorder
  readonly log: WatchedLog
}

async function journal(): Promise<Journal> {
  const { party, recorder } = await newParty(database)
  const origin = `test.example/${party}`
  const keys = await inParty(database.app, party, (sql) => publicKeysOf(sql, party))
  return { party, recorder, log: { origin, keys: keys.map((key) => noteKey(sha256, origin, 1, key)) } }
}

async function grow({ party, recorder }: Journal, count: number): Promise<void> {
  const appended = await recorder.append(party, { drafts: Array.from({ length: count }, (_, place) => draft(`entry ${place}`)) })
  expect(appended.kind).toBe('appended')
}

const asWitness = ({ folder, url }: TestWitness): Witness => ({ key: folder.key.key, url })

function publishWith({ party, log }: Journal, witnesses: readonly Witness[], quorum: number): Promise<Published> {
  const policy = { logs: log.keys, witnesses: witnesses.map(({ key }) => key), quorum }
  return publish(database.app, database.master, party, { now: NOON, cosign: cosignBy(witnesses, policy, { privateHttp: true, timeout: 5000 }) })
}

const newestOf = (party: Party): Promise<Published | undefined> => inParty(database.app, party, (sql) => newestPublished(sql, party))

/** What an administrator of the database can do: takes the party's tree back to its first entries, as if the later ones had never been. */
async function setBack({ party }: Journal, size: number): Promise<void> {
  const client = await database.admin.connect()
  try {
    await client.query('set session_replication_role = replica')
    await client.query('delete from journal.entry where party = $1 and index >= $2', [party, size])
    await client.query('delete from journal.payload where party = $1 and index >= $2', [party, size])
    await client.query('delete from journal.subtree where party = $1 and (index + 1) * power(256, level) > $2', [party, size])
    const { rows } = await client.query<{ leaf_hash: Buffer }>('select leaf_hash from journal.entry where party = $1 order by index', [party])
    const { frontier } = extendFrontier(
      sha256,
      EMPTY_FRONTIER,
      rows.map(({ leaf_hash }) => leaf_hash),
    )
    await client.query('update journal.tree set size = $2, peaks = $3 where party = $1', [party, size, Buffer.concat(frontier.peaks)])
  } finally {
    client.release(true)
  }
}

test('a journal is published with two cosignatures of three, one witness being dead, and again as it grows', async () => {
  using one = testFolder()
  using two = testFolder()
  using three = testFolder()
  const kept = await journal()
  await using first = await testWitness(one.path, 'w1', [kept.log])
  await using second = await testWitness(two.path, 'w2', [kept.log])
  const dead = await testWitness(three.path, 'w3', [kept.log])
  await dead[Symbol.asyncDispose]()
  const witnesses = [first, second, dead].map(asWitness)
  for (const [count, size] of [
    [1, 1],
    [299, 300],
    [400, 700],
  ] as const) {
    await grow(kept, count)
    // Nothing is remembered of what the witnesses saw: each names it with its 409.
    const published = await publishWith(kept, witnesses, 2)
    const note = parseNote(published.note)
    expect(parseCheckpoint(note.text).size).toBe(size)
    expect(
      witnesses
        .slice(0, 2)
        .map(({ key }) => verifyCosignature(note, key, verify))
        .every((at) => at > 0),
    ).toBe(true)
    expect(await newestOf(kept.party)).toEqual(published)
  }
  expect(first.judged.map((judged) => (judged.kind === 'refused' ? judged.refusal.code : judged.kind))).toEqual([
    'cosigned',
    'old-size-wrong',
    'cosigned',
    'old-size-wrong',
    'cosigned',
  ])
})

test('below the quorum nothing is published, and it is once the witness is back', async () => {
  using one = testFolder()
  using two = testFolder()
  const kept = await journal()
  await using first = await testWitness(one.path, 'w1', [kept.log])
  const before = await testWitness(two.path, 'w2', [kept.log])
  await before[Symbol.asyncDispose]()
  await grow(kept, 5)
  await expect(publishWith(kept, [first, before].map(asWitness), 2)).rejects.toThrow(/w2: unconnected/)
  expect(await newestOf(kept.party)).toBeUndefined()
  await using again = await testWitness(two.path, 'w2', [kept.log])
  expect((await publishWith(kept, [first, again].map(asWitness), 2)).size).toBe(5)
})

test('a journal that is set back and written anew finds no witness, and who watches it has the proof', async () => {
  using one = testFolder()
  using own = testFolder()
  const kept = await journal()
  await using witness = await testWitness(one.path, 'w1', [kept.log])
  await using folder = await openWitness(own.path, 'watcher')
  const app = await appOf({ pool: database.app, entries: 'withheld' })
  try {
    const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/tlog/${kept.party}`
    const watch = (): ReturnType<typeof watchOnce> =>
      watchOnce({ url, log: kept.log, witness: witnessOf({ folder, logs: [kept.log], clock: () => NOON }), folder, privateHttp: true })
    await grow(kept, 300)
    await publishWith(kept, [asWitness(witness)], 1)
    expect(await watch()).toMatchObject({ kind: 'cosigned', from: undefined, size: 300 })
    await grow(kept, 10)
    await publishWith(kept, [asWitness(witness)], 1)
    expect(await watch()).toMatchObject({ kind: 'cosigned', from: 300, size: 310 })

    await setBack(kept, 200)
    await expect(publishWith(kept, [asWitness(witness)], 1)).rejects.toThrow(/w1: ahead/)
    await grow(kept, 200)
    await expect(publishWith(kept, [asWitness(witness)], 1)).rejects.toThrow(/w1: proof-refused/)
    expect((await newestOf(kept.party))?.size).toBe(310)
    // Whoever publishes without asking is found out by whoever looks.
    await publish(database.app, database.master, kept.party, { now: NOON })
    expect(await watch()).toMatchObject({ kind: 'forked', from: 310, size: 400 })
  } finally {
    await app.close()
  }
})
