import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { formatCheckpoint } from '#journal/checkpoint.ts'
import { newSigningKey, publicKeyOf, sign } from '#journal/ed25519.ts'
import { consistencyPath, HASH, leafHash, rootAt, type ReadNodes } from '#journal/merkle.ts'
import { formatNote, noteKey, signNote, type NoteKey } from '#journal/note.ts'
import { sha256 } from '#journal/sha256.ts'
import { formatSubmission } from '#journal/submission.ts'
import { WIDTH, type Tile } from '#journal/tile.ts'
import type { WatchedLog } from '#journal/witness.ts'
import { openWitness, type WitnessFolder } from './folder.ts'
import { witnessApp } from './http.ts'
import { witnessOf, type Judged } from './witness.ts'

export interface TestFolder extends Disposable {
  readonly path: string
}

export function testFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), 'dutybook-witness-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** A log in memory, of leaves that are numbers; from `forkedAt` on it has other leaves. */
export interface TestLog {
  readonly key: NoteKey
  readonly watched: WatchedLog
  head(size: number): Promise<string>
  /** What `POST /add-checkpoint` carries. */
  submission(old: number, size: number): Promise<Uint8Array>
  readonly prove: (from: number, to: number) => Promise<readonly Uint8Array[]>
  tile(tile: Tile): Promise<Uint8Array>
  /** The same log, of the same key, that tells another story from some place on. */
  fork(at: number): TestLog
}

export function testLog(name = 'example.com/log', pair = newSigningKey(), forkedAt = Number.POSITIVE_INFINITY): TestLog {
  const key = noteKey(sha256, name, 1, pair.publicKey)
  const leafAt = (index: number): Uint8Array => leafHash(sha256, Buffer.from(`${index >= forkedAt ? 'other' : 'entry'} ${index}`))
  /** Made from the definition, hash by hash, so that tiles are not checked against themselves. */
  const nodeAt = async (level: number, index: number): Promise<Uint8Array> => {
    if (level === 0) return leafAt(index)
    const [left, right] = await Promise.all([nodeAt(level - 1, 2 * index), nodeAt(level - 1, 2 * index + 1)])
    return sha256(Buffer.concat([Buffer.of(1), left, right]))
  }
  const read: ReadNodes = (nodes) => Promise.all(nodes.map(({ level, index }) => nodeAt(level, index)))
  const head = async (size: number): Promise<string> => {
    const text = formatCheckpoint({ origin: name, size, root: await rootAt(sha256, size, read), extensions: [] })
    return formatNote(signNote({ text, signatures: [] }, key, (message) => sign(pair.seed, message)))
  }
  const prove = (from: number, to: number): Promise<readonly Uint8Array[]> => consistencyPath(sha256, from, to, read)
  return {
    key,
    watched: { origin: name, keys: [key] },
    head,
    prove,
    submission: async (old, size) => formatSubmission({ old, path: old <= size ? await prove(old, size) : [], note: await head(size) }),
    tile: async ({ level, index, width }) =>
      Buffer.concat(await Promise.all(Array.from({ length: width }, (_, place) => nodeAt(level * 8, index * WIDTH + place)))).subarray(0, width * HASH),
    fork: (at) => testLog(name, pair, at),
  }
}

export interface TestWitness extends AsyncDisposable {
  readonly url: string
  readonly folder: WitnessFolder
  readonly app: FastifyInstance
  readonly judged: readonly Judged[]
  readonly faults: readonly unknown[]
}

/** A witness at an address of this machine. */
export async function testWitness(path: string, name: string, logs: readonly WatchedLog[], clock: () => number = Date.now): Promise<TestWitness> {
  const folder = await openWitness(path, name)
  const judged: Judged[] = []
  const faults: unknown[] = []
  const app = await witnessApp({
    witness: witnessOf({ folder, logs, clock }),
    tell: (each) => void judged.push(each),
    fault: (error) => void faults.push(error),
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    folder,
    app,
    judged,
    faults,
    [Symbol.asyncDispose]: async () => {
      await app.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** The log of a key that another process knows as well, by its seed in hexadecimal digits. */
export function logOfSeed(seed: string): TestLog {
  const bytes = Buffer.from(seed, 'hex')
  return testLog('example.com/log', { seed: bytes, publicKey: publicKeyOf(bytes) })
}
