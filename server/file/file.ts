import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { MasterKey } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'
import { record, type RecorderOptions } from '#journal/recorder.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { readEntry } from '#journal/stream.ts'
import { instant, printInstant } from '#law/instant.ts'
import type { StoredFile, StoredFiles } from '../contract/file.ts'
import { mediaOf } from './media.ts'
import { openPart, PART, sealPart } from './sealing.ts'

/** The stream of a party's files, and the kind of the entry that commits to one. */
const FILES = 'files'
export const FILE_STORED = 'file.stored'

/** Milliseconds after which a file that was never sent to its end is forgotten. */
const FORGOTTEN = 86_400_000

/** What the entry says. The key is nowhere else: with this content it is gone, and the file with it. */
const Said = z.object({
  file: z.string(),
  procedure: z.string(),
  subject: z.string(),
  name: z.string(),
  media: z.string(),
  size: z.number(),
  sha256: z.string(),
  key: z.string(),
  by: z.string(),
})

export interface Brought {
  readonly procedure: string
  readonly subject: string
  readonly name: string
  /** The digest that the sender counted. */
  readonly sha256: string | undefined
  readonly by: string
  /** Bytes; more are refused. */
  readonly most: number
}

export type Kept = { readonly kind: 'kept'; readonly file: StoredFile } | { readonly kind: 'too-large' } | { readonly kind: 'digest-differs' }

/** Reads a stream in parts of one size; the last may be shorter. */
async function* partsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, undefined> {
  let held: Buffer[] = []
  let length = 0
  for await (const chunk of bytes) {
    held.push(Buffer.from(chunk))
    length += chunk.length
    while (length >= PART) {
      const all = Buffer.concat(held)
      yield all.subarray(0, PART)
      held = [all.subarray(PART)]
      length = all.length - PART
    }
  }
  if (length > 0) yield Buffer.concat(held)
}

/** Takes a file as it comes, a part at a time, and writes it into the journal when it is whole. What breaks off leaves nothing that can be read. */
export async function keepFile(options: RecorderOptions, party: Party, bytes: AsyncIterable<Uint8Array>, brought: Brought): Promise<Kept> {
  const { pool } = options
  const { procedure, subject, name, most, by } = brought
  const [file, key, now] = [randomUUID(), randomBytes(32), options.clock()]
  await inParty(pool, party, async (sql) => {
    await sweep(sql, party, now)
    await sql.query({
      text: 'insert into office.file (party, file, procedure, subject, size, begun) values ($1, $2, $3, $4, 0, $5)',
      values: [party, file, procedure, subject, now],
    })
  })
  const digest = createHash('sha256')
  let [size, part, media] = [0, 0, 'application/octet-stream']
  try {
    for await (const piece of partsOf(bytes)) {
      size += piece.length
      if (size > most) return { kind: 'too-large' }
      if (part === 0) media = mediaOf(piece.subarray(0, 4096))
      digest.update(piece)
      const sealed = sealPart(key, file, part, piece)
      const place = part++
      await inParty(pool, party, (sql) =>
        sql.query({ text: 'insert into office.file_part (party, file, part, sealed) values ($1, $2, $3, $4)', values: [party, file, place, sealed] }),
      )
    }
    const sha256 = digest.digest('hex')
    if (brought.sha256 !== undefined && brought.sha256 !== sha256) return { kind: 'digest-differs' }
    const said = { file, procedure, subject, name, media, size, sha256, key: key.toString('base64'), by }
    const index = await inParty(pool, party, async (sql) => {
      const draft = { id: file, stream: FILES, kind: FILE_STORED, subject, occurred: now, payload: new TextEncoder().encode(JSON.stringify(said)) }
      const [outcome] = await record(sql, party, [{ drafts: [draft] }], options)
      if (outcome === undefined || outcome instanceof Error || outcome.kind !== 'appended')
        throw outcome instanceof Error ? outcome : new Error('a file was not recorded')
      const place = outcome.receipts[0]?.index
      await sql.query({ text: 'update office.file set index = $3, size = $4 where party = $1 and file = $2', values: [party, file, place, size] })
      return place
    })
    if (index === undefined) throw new Error('a file has no receipt')
    size = -1
    return { kind: 'kept', file: shown({ ...said }, index, now) }
  } finally {
    if (size >= 0) await inParty(pool, party, (sql) => sql.query({ text: 'delete from office.file where party = $1 and file = $2', values: [party, file] }))
  }
}

function shown({ file, procedure, subject, name, media, size, sha256, by }: z.infer<typeof Said>, index: number, stored: number): StoredFile {
  return { file, index, procedure, subject, name, media, size, sha256, evidence: `sha256:${sha256} ${name}`, stored: printInstant(instant(stored)), by }
}

/** Forgets files that were never sent to their end, and the sealed bytes of those whose key was erased. */
async function sweep(sql: Sql, party: Party, now: number): Promise<void> {
  await sql.query({ text: 'delete from office.file where party = $1 and index is null and begun < $2', values: [party, now - FORGOTTEN] })
  await sql.query({
    text: `delete from office.file_part p using office.file f
            where p.party = $1 and f.party = p.party and f.file = p.file and f.index is not null
              and not exists (select from journal.payload c where c.party = f.party and c.index = f.index)`,
    values: [party],
  })
}

/** The files of a matter, newest first. */
export async function filesOf(sql: Sql, master: MasterKey, party: Party, { procedure, subject }: Pick<Brought, 'procedure' | 'subject'>): Promise<StoredFiles> {
  const { rows } = await sql.query<{ file: string; index: number }>({
    text: 'select file, index from office.file where party = $1 and procedure = $2 and subject = $3 and index is not null order by index desc limit 1000',
    values: [party, procedure, subject],
  })
  const files: StoredFile[] = []
  const erased: { readonly file: string; readonly index: number }[] = []
  for (const { file, index } of rows) {
    // Few, on the one connection.
    const found = await saidOf(sql, master, party, index)
    if (found === undefined) erased.push({ file, index })
    else files.push(shown(found.said, index, found.recorded))
  }
  return { files, erased }
}

async function saidOf(
  sql: Sql,
  master: MasterKey,
  party: Party,
  index: number,
): Promise<{ readonly said: z.infer<typeof Said>; readonly recorded: number } | undefined> {
  const entry = await readEntry(sql, master, party, index)
  if (entry?.content === undefined || entry.entry.kind !== FILE_STORED) return undefined
  return { said: Said.parse(JSON.parse(new TextDecoder().decode(entry.content.bytes))), recorded: entry.entry.recorded }
}

export interface OpenedFile {
  readonly file: StoredFile
  /** A part at a time, each opened as it is taken. */
  readonly bytes: () => Readable
}

/** A file with what it holds; `undefined` where there is none, or its content was erased. */
export async function openFile(pool: Pool, master: MasterKey, party: Party, file: string): Promise<OpenedFile | undefined> {
  const found = await inParty(
    pool,
    party,
    async (sql) => {
      const { rows } = await sql.query<{ index: number | null }>({
        text: 'select index from office.file where party = $1 and file = $2',
        values: [party, file],
      })
      const index = rows[0]?.index
      if (index === undefined || index === null) return undefined
      const entry = await saidOf(sql, master, party, index)
      return entry === undefined ? undefined : { ...entry, index }
    },
    { readOnly: true },
  )
  if (found === undefined) return undefined
  const { said, index, recorded } = found
  const key = Buffer.from(said.key, 'base64')

  async function* parts(): AsyncGenerator<Buffer, void, undefined> {
    for (let part = 0; part * PART < said.size; part++) {
      const place = part
      const { rows } = await inParty(
        pool,
        party,
        (sql) =>
          sql.query<{ sealed: Buffer }>({
            text: 'select sealed from office.file_part where party = $1 and file = $2 and part = $3',
            values: [party, file, place],
          }),
        { readOnly: true },
      )
      const sealed = rows[0]?.sealed
      if (sealed === undefined) throw new Error(`part ${part} of file ${file} is not there`)
      yield openPart(key, file, part, sealed)
    }
  }
  return { file: shown(said, index, recorded), bytes: () => Readable.from(parts(), { objectMode: false }) }
}
