import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { publicKeysOf } from '#journal/keyring.ts'
import { readLeaves } from '#journal/leaf.ts'
import { formatVerifierKey, noteKey } from '#journal/note.ts'
import { Party } from '#journal/party.ts'
import { newestPublished, publishedAt } from '#journal/publication.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { encodeEntries, parseTilePath, WIDTH, type EntryBundle, type Tile } from '#journal/tile.ts'
import { headOf, readTiles } from '#journal/tree.ts'
import { JournalFault } from '#journal/fault.ts'
import { sendProblem, type ProblemCode } from '../problem.ts'
import { isKnown, tagOf } from './tag.ts'

export interface TlogOptions {
  /** Sees one party at a time. */
  readonly pool: Pool
  /** Entries name streams and subjects: withheld unless whoever runs the installation decides otherwise. */
  readonly entries: 'public' | 'withheld'
}

/** Never changes: a tile of a given width, a checkpoint of a given size. */
const FOREVER = 'public, max-age=31536000, immutable'
/** The newest checkpoint and the list of keys. */
const NOW = 'public, max-age=2, must-revalidate'

const TEXT = 'text/plain; charset=utf-8'

type Found =
  | { readonly kind: 'found'; readonly body: Uint8Array; readonly type: string; readonly cache: string }
  | { readonly kind: 'problem'; readonly code: ProblemCode }

const problem = (code: ProblemCode): Found => ({ kind: 'problem', code })
const text = (body: string, cache: string): Found => ({ kind: 'found', body: Buffer.from(body), type: TEXT, cache })

/**
 * Each party's journal for whoever wants to hold it to its word (C2SP tlog-tiles): signed checkpoints, and the hashes up to the newest published one.
 * Any page may read it. Whoever knows a party's identifier learns how much it writes and when, and nothing of what.
 */
export function tlogRoutes(app: FastifyInstance, { pool, entries }: TlogOptions): void {
  const read = (party: Party, work: (sql: Sql) => Promise<Found>): Promise<Found> => inParty(pool, party, work, { readOnly: true })

  /** Paths are taken as they stand on the wire: what has to be decoded is no path of ours. */
  function route(path: string, find: (party: Party, rest: string) => Promise<Found>): void {
    app.get<{ Params: { party: string } }>(`/tlog/:party/${path}`, async (request, reply) => {
      reply.header('access-control-allow-origin', '*').header('cross-origin-resource-policy', 'cross-origin').header('access-control-expose-headers', 'etag')
      const [, , name = '', ...rest] = (request.raw.url ?? '').split('?', 1)[0]?.split('/') ?? []
      const party = Party.safeParse(name)
      if (!party.success) return sendProblem(request, reply, 'party-unknown')
      const found = await find(party.data, rest.join('/'))
      return found.kind === 'problem' ? sendProblem(request, reply, found.code) : sendFound(request, reply, found)
    })
  }

  route('checkpoint', (party) =>
    read(party, async (sql) => {
      const published = await newestPublished(sql, party)
      if (published !== undefined) return text(published.note, NOW)
      return problem((await originOf(sql, party)) === undefined ? 'party-unknown' : 'nothing-published')
    }),
  )

  route('checkpoint/:size', (party, rest) =>
    read(party, async (sql) => {
      const [, digits] = /^checkpoint\/(0|[1-9]\d{0,15})$/.exec(rest) ?? []
      if (digits === undefined || !Number.isSafeInteger(Number(digits))) return problem('not-found')
      const published = await publishedAt(sql, party, Number(digits))
      return published === undefined ? problem('not-found') : text(published.note, FOREVER)
    }),
  )

  route('key', (party) =>
    read(party, async (sql) => {
      const origin = await originOf(sql, party)
      if (origin === undefined) return problem('party-unknown')
      const keys = (await publicKeysOf(sql, party)).map((publicKey) => formatVerifierKey(noteKey(sha256, origin, 1, publicKey)))
      return text(keys.map((key) => `${key}\n`).join(''), NOW)
    }),
  )

  route('tile/*', async (party, rest) => {
    const tile = tileOf(rest)
    if (tile === undefined) return problem('path-malformed')
    if ('entries' in tile && entries === 'withheld') return problem('entries-withheld')
    return read(party, async (sql) => {
      const size = (await newestPublished(sql, party))?.size
      if (size === undefined) return problem('nothing-published')
      if (!reaches(tile, size)) return problem('tile-beyond')
      const body = 'entries' in tile ? encodeEntries(await readLeaves(sql, party, tile.index * WIDTH, tile.width)) : (await readTiles(sql, party, [tile]))[0]
      return { kind: 'found', body: body ?? Buffer.alloc(0), type: 'application/octet-stream', cache: FOREVER }
    })
  })
}

function tileOf(path: string): Tile | EntryBundle | undefined {
  try {
    return parseTilePath(path)
  } catch (error) {
    if (error instanceof JournalFault && error.fault === 'path-malformed') return undefined
    throw error
  }
}

/** Whether a tree of `size` leaves has every hash of the tile. */
function reaches(tile: Tile | EntryBundle, size: number): boolean {
  const hashes = 'entries' in tile ? size : Math.floor(size / WIDTH ** tile.level)
  return tile.index * WIDTH + tile.width <= hashes
}

async function originOf(sql: Sql, party: Party): Promise<string | undefined> {
  try {
    return (await headOf(sql, party)).origin
  } catch (error) {
    if (error instanceof JournalFault && error.fault === 'party-unknown') return undefined
    throw error
  }
}

function sendFound(request: FastifyRequest, reply: FastifyReply, { body, type, cache }: Extract<Found, { kind: 'found' }>): FastifyReply {
  const tag = tagOf(body)
  reply.header('etag', tag).header('cache-control', cache)
  return isKnown(request.headers['if-none-match'], tag) ? reply.code(304).send() : reply.type(type).send(Buffer.from(body))
}
