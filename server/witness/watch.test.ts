import { createServer } from 'node:http'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyCosignature } from '#journal/checkpoint.ts'
import { verify } from '#journal/ed25519.ts'
import { parseNote } from '#journal/note.ts'
import { parseTilePath, WIDTH } from '#journal/tile.ts'
import { openWitness, type WitnessFolder } from './folder.ts'
import { watchOnce, type Watched } from './watch.ts'
import { testFolder, testLog, type TestLog } from './witness.fixture.ts'
import { witnessOf } from './witness.ts'

interface Site extends AsyncDisposable {
  readonly url: string
  readonly asked: readonly string[]
  /** What is told from now on. */
  show(log: TestLog, size: number): void
  /** Tiles that are not full are gone, or bytes are changed on the way. */
  spoil(how: 'no-part' | 'tile-changed' | 'no-tile'): void
}

/** A log's site: a checkpoint and its tiles, no further than the checkpoint. */
async function site(log: TestLog, size: number): Promise<Site> {
  let shown = { log, size }
  let spoilt: 'no-part' | 'tile-changed' | 'no-tile' | undefined
  const asked: string[] = []
  const bodyAt = async (path: string): Promise<Uint8Array | undefined> => {
    if (path === 'checkpoint') return Buffer.from(await shown.log.head(shown.size))
    if (!path.startsWith('tile/')) return undefined
    const tile = parseTilePath(path)
    if ('entries' in tile || spoilt === 'no-tile') return undefined
    const whole = (tile.index + 1) * WIDTH * WIDTH ** tile.level <= shown.size + WIDTH
    if (spoilt === 'no-part' && tile.width < WIDTH) return undefined
    if (spoilt !== 'no-part' && tile.width === WIDTH && !whole) return undefined
    const hashes = await shown.log.tile(tile)
    if (spoilt === 'tile-changed') hashes[5] = (hashes[5] ?? 0) ^ 1
    return hashes
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/tlog/party/', '')
    asked.push(path)
    void bodyAt(path).then((body) => (body === undefined ? response.writeHead(404).end() : response.writeHead(200).end(body)))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${address === null || typeof address === 'string' ? 0 : address.port}/tlog/party`,
    asked,
    show: (told, to) => void (shown = { log: told, size: to }),
    spoil: (how) => void (spoilt = how),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

const watch = (url: string, log: TestLog, folder: WitnessFolder): Promise<Watched> =>
  watchOnce({ url, log: log.watched, folder, witness: witnessOf({ folder, logs: [log.watched], clock: () => 5000 }), privateHttp: true })

test('a log that grows is proven from its hash tiles alone and cosigned', async () => {
  using path = testFolder()
  const log = testLog()
  await using folder = await openWitness(path.path, 'w')
  await using at = await site(log, 3)
  expect(await watch(at.url, log, folder)).toMatchObject({ kind: 'cosigned', from: undefined, size: 3 })
  for (const [from, size] of [
    [3, 3],
    [3, 255],
    [255, 256],
    [256, 700],
  ] as const) {
    at.show(log, size)
    const watched = await watch(at.url, log, folder)
    expect(watched).toMatchObject({ kind: 'cosigned', from, size })
    const note = watched.kind === 'cosigned' ? watched.note : ''
    expect(verifyCosignature(parseNote(note), folder.key.key, verify)).toBe(5)
    expect(watched.kind === 'cosigned' ? readFileSync(watched.file, 'utf8') : '').toBe(note)
  }
  expect(at.asked.some((each) => each.startsWith('tile/1/'))).toBe(true)
  expect(at.asked.filter((each) => each.includes('entries'))).toEqual([])
})

test('a tile that is no longer served in part is read from the full one', async () => {
  using path = testFolder()
  const log = testLog()
  await using folder = await openWitness(path.path, 'w')
  await using at = await site(log, 100)
  at.spoil('no-part')
  expect(await watch(at.url, log, folder)).toMatchObject({ kind: 'cosigned', size: 100 })
  expect(at.asked).toContain('tile/0/000.p/100')
  expect(at.asked).toContain('tile/0/000')
})

test('a fork is proven, not cosigned, and both notes are kept', async () => {
  using path = testFolder()
  const log = testLog()
  await using folder = await openWitness(path.path, 'w')
  await using at = await site(log, 5)
  await watch(at.url, log, folder)
  at.show(log.fork(3), 9)
  const watched = await watch(at.url, log, folder)
  expect(watched).toMatchObject({ kind: 'forked', from: 5, size: 9 })
  const evidence = watched.kind === 'forked' ? watched.evidence : ''
  expect(
    readdirSync(evidence)
      .map((name) => readFileSync(join(evidence, name), 'utf8'))
      .toSorted(),
  ).toEqual([await log.head(5), await log.fork(3).head(9)].toSorted())
  at.show(log.fork(3), 5)
  expect(await watch(at.url, log, folder)).toMatchObject({ kind: 'forked', from: 5, size: 5 })
  at.show(log, 9)
  expect(await watch(at.url, log, folder)).toMatchObject({ kind: 'cosigned', from: 5, size: 9 })
})

test('a tree that shrank is not cosigned, and both notes are kept', async () => {
  using path = testFolder()
  const log = testLog()
  await using folder = await openWitness(path.path, 'w')
  await using at = await site(log, 9)
  await watch(at.url, log, folder)
  at.show(log, 8)
  const watched = await watch(at.url, log, folder)
  expect(watched).toMatchObject({ kind: 'shrunk', from: 9, size: 8 })
  expect(readdirSync(watched.kind === 'shrunk' ? watched.evidence : '')).toHaveLength(2)
})

test('tiles that are not those of the checkpoint accuse nobody', async () => {
  using path = testFolder()
  const log = testLog()
  await using folder = await openWitness(path.path, 'w')
  await using at = await site(log, 5)
  await watch(at.url, log, folder)
  at.show(log, 9)
  at.spoil('tile-changed')
  expect(await watch(at.url, log, folder)).toMatchObject({ kind: 'tiles-wrong', size: 9 })
  at.spoil('no-tile')
  expect(await watch(at.url, log, folder)).toMatchObject({ kind: 'tiles-wrong', size: 9 })
  expect(readdirSync(path.path)).not.toContain('evidence')
})

test('a checkpoint of another key, another log, or none at all is not looked into', async () => {
  using path = testFolder()
  const log = testLog()
  await using folder = await openWitness(path.path, 'w')
  await using thief = await site(testLog(), 5)
  expect(await watch(thief.url, log, folder)).toMatchObject({ kind: 'refused', refusal: { code: 'signature-missing' } })
  await using other = await site(testLog('example.com/other'), 5)
  expect(await watch(other.url, log, folder)).toMatchObject({ kind: 'refused', refusal: { code: 'origin-unknown' } })
  expect(await watch(`${thief.url}/nowhere`, log, folder)).toMatchObject({ kind: 'unreachable', code: 'status' })
  expect(await watch('http://192.0.2.1/', log, folder)).toMatchObject({ kind: 'unreachable', code: 'address-refused' })
  expect(await folder.latest(log.key.name)).toBeUndefined()
})
