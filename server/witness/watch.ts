import { same } from '#journal/bytes.ts'
import { verify } from '#journal/ed25519.ts'
import { beneath, exchange, type Unreachable } from '#journal/exchange.ts'
import { JournalFault } from '#journal/fault.ts'
import { consistencyPath, HASH, rootAt, verifyConsistency, type ReadNodes } from '#journal/merkle.ts'
import { sha256 } from '#journal/sha256.ts'
import { readNodesFromTiles, tilePath, WIDTH, type Tile } from '#journal/tile.ts'
import { readHead, type Head, type Seen, type WatchedLog, type WitnessRefusal } from '#journal/witness.ts'
import type { WitnessFolder } from './folder.ts'
import type { Witness } from './witness.ts'

export interface WatchOptions {
  /** The log's monitoring prefix: `checkpoint` and `tile/…` lie beneath it (C2SP tlog-tiles). */
  readonly url: string
  readonly log: WatchedLog
  readonly witness: Witness
  readonly folder: WitnessFolder
  /** Plain HTTP to this machine and private networks. */
  readonly privateHttp: boolean
  /** Milliseconds for each resource. */
  readonly timeout?: number
}

export type Watched =
  | {
      readonly kind: 'cosigned'
      readonly from: number | undefined
      readonly size: number
      readonly note: string
      /** The file that keeps it. */ readonly file: string
    }
  /** The log has signed a head that denies what it had signed before. Both notes are in the folder `evidence`. */
  | { readonly kind: 'forked' | 'shrunk'; readonly from: number; readonly size: number; readonly evidence: string }
  /** The tiles are not those of the checkpoint: nothing is known about the log's honesty, and nothing is cosigned. */
  | { readonly kind: 'tiles-wrong'; readonly size: number; readonly why: string }
  | { readonly kind: 'refused'; readonly refusal: WitnessRefusal }
  | { readonly kind: 'unreachable'; readonly code: Unreachable | 'status'; readonly where: string; readonly why: string }

const MOST_CHECKPOINT = 524_288 // bytes
const TIMEOUT = 20_000

/** A resource that could not be had, on its way out of the reading of tiles. */
class Unread extends Error {
  override readonly name = 'Unread'
  readonly answer: Extract<Watched, { kind: 'unreachable' }>

  constructor(answer: Extract<Watched, { kind: 'unreachable' }>) {
    super(answer.why)
    this.answer = answer
  }
}

/**
 * Fetches a log's checkpoint and the tiles that prove its growth, and cosigns it. Reads hashes only, never entries. A log that contradicts what it
 * signed before is not cosigned, and both notes are kept. Runs while nobody else submits for this log.
 */
export async function watchOnce({ url, log, witness, folder, privateHttp, timeout = TIMEOUT }: WatchOptions): Promise<Watched> {
  const get = async (path: string, most: number): Promise<Uint8Array | undefined> => {
    const where = beneath(url, path)
    const answer = await exchange({ url: where, most, timeout, privateHttp })
    if (answer.kind === 'unreachable') throw new Unread({ ...answer, where: where.href })
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw new Unread({ kind: 'unreachable', code: 'status', where: where.href, why: `status ${answer.status}` })
    return answer.body
  }
  try {
    const body = await get('checkpoint', MOST_CHECKPOINT)
    if (body === undefined) return { kind: 'unreachable', code: 'status', where: beneath(url, 'checkpoint').href, why: 'status 404' }
    const read = readHead(Buffer.from(body).toString('utf8'), [log], verify)
    if (read.kind === 'refused') return read
    const head = read.value
    const seen = await folder.latest(head.checkpoint.origin)
    return await judge(head, seen, readNodesFromTiles(sha256, head.checkpoint.size, tileReader(get)), witness, folder)
  } catch (error) {
    if (error instanceof Unread) return error.answer
    throw error
  }
}

/** A tile that is not full may be gone once it has filled up: then its beginning is read from the full one. */
function tileReader(get: (path: string, most: number) => Promise<Uint8Array | undefined>): (tile: Tile) => Promise<Uint8Array> {
  return async (tile) => {
    const found = (await get(tilePath(tile), WIDTH * HASH)) ?? (tile.width === WIDTH ? undefined : await get(tilePath({ ...tile, width: WIDTH }), WIDTH * HASH))
    if (found === undefined) throw new JournalFault('hash-missing', `${tilePath(tile)} is not served`)
    return found.length === WIDTH * HASH ? found.subarray(0, tile.width * HASH) : found
  }
}

async function judge(head: Head, seen: Seen | undefined, nodes: ReadNodes, witness: Witness, folder: WitnessFolder): Promise<Watched> {
  const { origin, size, root } = head.checkpoint
  if (seen !== undefined && size < seen.size) return { kind: 'shrunk', from: seen.size, size, evidence: await folder.accuse(origin, [seen.note, head.text]) }
  const from = seen?.size ?? 0
  const grown = await growthOf(from, head, nodes)
  if ('why' in grown) return { kind: 'tiles-wrong', size, why: grown.why }
  // The checkpoint was just proven to contain another beginning than the one that the log had signed.
  if (seen !== undefined && !same(grown.before, seen.root)) return { kind: 'forked', from, size, evidence: await folder.accuse(origin, [seen.note, head.text]) }
  const judged = await witness.vouch({ ...head, old: from, path: grown.path })
  if (judged.kind === 'refused') {
    if (judged.evidence !== undefined) return { kind: 'forked', from, size, evidence: judged.evidence }
    return { kind: 'refused', refusal: judged.refusal }
  }
  return { kind: 'cosigned', from: seen?.size, size, note: judged.note, file: await folder.keep(origin, judged.note) }

  /** The root of the first `count` leaves of this very checkpoint, and the path between the two. */
  async function growthOf(
    count: number,
    { checkpoint }: Head,
    read: ReadNodes,
  ): Promise<{ readonly before: Uint8Array; readonly path: readonly Uint8Array[] } | { readonly why: string }> {
    try {
      // Of one size with what was seen, the two notes contradict each other whatever the tiles say.
      if (seen !== undefined && count === checkpoint.size) return { before: root, path: [] }
      if (!same(await rootAt(sha256, checkpoint.size, read), root)) return { why: 'the tiles do not add up to the root of the checkpoint' }
      const before = await rootAt(sha256, count, read)
      const path = await consistencyPath(sha256, count, checkpoint.size, read)
      verifyConsistency(sha256, { from: count, to: checkpoint.size, fromRoot: before, toRoot: root, path })
      return { before, path }
    } catch (error) {
      if (error instanceof JournalFault) return { why: error.message }
      throw error
    }
  }
}
