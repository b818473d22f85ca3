import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { access, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { BackupError, changed, cutShort, newer, notABackup } from './backup-trouble.ts'
import { codeOf, troubleOf } from './postgres-trouble.ts'

/*
 * A backup is one file:
 *
 *   dutybook-backup/1 LF
 *   gzip of frames: one byte for the kind, four for the length (big-endian), the content
 *     H  the header, JSON
 *     D  rows of the table whose turn it is, as COPY writes them in text format; tables come in the header's order
 *     E  end of that table, JSON: how many rows, SHA-256 of them
 *     Z  end, JSON: how many rows in all
 *   LF sha256 SP 64 hexadecimal digits LF: SHA-256 of every byte before this line's LF
 *
 * The last line covers what gzip's own checksum does not, such as its header, and lets `head -c -73 FILE | sha256sum` tell the same.
 */

const NAME = 'dutybook-backup/'
const FIRST_LINE = `${NAME}1\n`
const LAST_LINE = 73 // bytes
const LONGEST_FRAME = 1_048_576 // bytes; what a damaged length could make us hold
/** Most of a backup is ciphertext in hexadecimal: shorter codes halve it, and looking for repetitions makes it larger and costs three times as much. */
const PACKING = { strategy: constants.Z_HUFFMAN_ONLY, chunkSize: 262_144 }

const Column = z.strictObject({ name: z.string(), type: z.string() })
const Table = z.strictObject({ schema: z.string(), name: z.string(), columns: z.array(Column).min(1) })
const Sequence = z.strictObject({ schema: z.string(), name: z.string(), last: z.string().regex(/^-?\d+$/), called: z.boolean() })

export const Header = z.strictObject({
  /** The version of the product that made it. */
  product: z.string(),
  made: z.iso.datetime({ offset: true }),
  /** The steps that shaped the database, all of them, in order. */
  migrations: z.array(z.strictObject({ name: z.string(), sha256: z.string() })).min(1),
  /** In an order in which rows only refer to tables before their own. */
  tables: z.array(Table).min(1),
  sequences: z.array(Sequence),
})
export type Header = z.infer<typeof Header>

const TableEnd = z.strictObject({ rows: z.int().nonnegative(), sha256: z.string().length(64) })
const End = z.strictObject({ rows: z.int().nonnegative() })

type Kind = 'H' | 'D' | 'E' | 'Z'
interface Frame {
  readonly kind: Kind
  readonly content: Buffer
}

const KINDS: readonly Kind[] = ['H', 'D', 'E', 'Z']

export interface TableCount {
  /** With its schema. */
  readonly table: string
  readonly rows: number
}

export interface Written {
  readonly bytes: number
  readonly sha256: string
  readonly tables: readonly TableCount[]
}

export interface Source {
  readonly header: Header
  /** The rows of a table in COPY's text format. */
  readonly copy: (table: Header['tables'][number]) => AsyncIterable<Buffer>
  readonly done?: (count: TableCount) => void
}

export const nameOf = ({ schema, name }: { readonly schema: string; readonly name: string }): string => `${schema}.${name}`

/** COPY's text format has one line a row, and writes a line feed inside a value as two other characters. */
function linesIn(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count++
  return count
}

function frame(kind: Kind, content: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.write(kind, 'latin1')
  head.writeUInt32BE(content.length, 1)
  return Buffer.concat([head, content])
}

const json = (kind: Kind, value: unknown): Buffer => frame(kind, Buffer.from(JSON.stringify(value)))

async function* framesFrom({ header, copy, done }: Source, counts: TableCount[]): AsyncGenerator<Buffer> {
  yield json('H', header)
  for (const table of header.tables) {
    const digest = createHash('sha256')
    let rows = 0
    for await (const chunk of copy(table)) {
      digest.update(chunk)
      rows += linesIn(chunk)
      for (let at = 0; at < chunk.length; at += LONGEST_FRAME) yield frame('D', chunk.subarray(at, at + LONGEST_FRAME))
    }
    yield json('E', { rows, sha256: digest.digest('hex') } satisfies z.infer<typeof TableEnd>)
    const count = { table: nameOf(table), rows }
    counts.push(count)
    done?.(count)
  }
  yield json('Z', { rows: counts.reduce((sum, { rows }) => sum + rows, 0) } satisfies z.infer<typeof End>)
}

/**
 * Writes a backup: into `file.part`, flushed to disk, then renamed. An existing file is replaced only with `force`.
 * What is left of a failure is removed; what is left of a kill is `file.part`, which no backup ever is.
 */
export async function writeBackup(file: string, source: Source, { force }: { readonly force: boolean }): Promise<Written> {
  const part = `${file}.part`
  if (!force) await refuseExisting(file)
  const handle = await openPart(part)
  try {
    const written = await writeInto(handle, source)
    await handle.close()
    if (!force) await refuseExisting(file)
    await rename(part, file)
    await sync(dirname(file))
    return written
  } catch (error) {
    await handle.close().catch(() => undefined) // closed already
    await rm(part, { force: true })
    throw fileTrouble(file, error)
  }
}

async function refuseExisting(file: string): Promise<void> {
  const there = await access(file).then(
    () => true,
    (error: unknown) => codeOf(error) !== 'ENOENT',
  )
  if (there)
    throw new BackupError('file-exists', {
      zh: `${file} 已存在，没有改动。请换一个文件名，或加 --force 覆盖。`,
      en: `${file} exists and was left as it is. Choose another name, or add --force to replace it.`,
    })
}

async function openPart(part: string): Promise<FileHandle> {
  try {
    return await open(part, 'wx', 0o600)
  } catch (error) {
    if (codeOf(error) === 'EEXIST')
      throw new BackupError(
        'file-exists',
        {
          zh: `${part} 已存在：另一个备份正在写入，或上次备份中断了。若没有备份在运行，请删除该文件后重试。`,
          en: `${part} exists: another backup is writing it, or one was broken off. If none is running, remove that file and try again.`,
        },
        { cause: error },
      )
    throw fileTrouble(part, error)
  }
}

function fileTrouble(file: string, error: unknown): Error {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new BackupError(
      'file-unusable',
      { zh: `没有 ${file}，或没有它所在的文件夹。请检查路径。`, en: `There is no ${file}, or not its folder. Check the path.` },
      { cause: error },
    )
  if (code === 'EISDIR')
    return new BackupError('file-unusable', { zh: `${file} 是文件夹，需要文件名。`, en: `${file} is a folder; name a file.` }, { cause: error })
  if (code === 'EACCES' || code === 'EPERM')
    return new BackupError('file-unusable', { zh: `没有权限使用 ${file}。`, en: `${file} may not be used: permission denied.` }, { cause: error })
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG')
    return new BackupError(
      'file-unusable',
      {
        zh: `磁盘已满，没有写成 ${file}，数据库不受影响。请腾出空间或写到另一块磁盘。`,
        en: `The disk is full: ${file} was not written; the database is as it was. Free space, or write to another disk.`,
      },
      { cause: error },
    )
  return troubleOf(file, error) ?? (error instanceof Error ? error : new Error(String(error)))
}

async function writeInto(handle: FileHandle, source: Source): Promise<Written> {
  const counts: TableCount[] = []
  const digest = createHash('sha256')
  let bytes = 0
  const write = async (chunk: Buffer): Promise<void> => {
    await handle.writeFile(chunk) // at the place that the one before reached
    bytes += chunk.length
  }
  const first = Buffer.from(FIRST_LINE)
  digest.update(first)
  await write(first)
  await pipeline(framesFrom(source, counts), createGzip(PACKING), async (packed: AsyncIterable<Buffer>) => {
    for await (const chunk of packed) {
      digest.update(chunk)
      await write(chunk)
    }
  })
  const sha256 = digest.digest('hex')
  await write(Buffer.from(`\nsha256 ${sha256}\n`))
  await handle.sync()
  return { bytes, sha256, tables: counts }
}

/** Makes a renaming last. Folders cannot be opened on Windows, whose filesystem journals names. */
export async function sync(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A file all of whose bytes were read and are those that were written. Closed by whoever opened it. */
export interface BackupFile {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly header: Header
  /** The rows of each table of the header, in turn; each must be read to its end before the next. */
  readonly rows: () => AsyncGenerator<Buffer, TableCount>
  /** Throws unless every table was read and nothing follows. */
  readonly finish: () => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * Reads the whole file once and holds it against its last line, then its header. Throws `BackupError`.
 * Finds accidents and not forgery: whoever can write the file can write its last line. The trees and their signed checkpoints show that.
 */
export async function openBackup(file: string): Promise<BackupFile> {
  let handle: FileHandle
  try {
    handle = await open(file, 'r')
  } catch (error) {
    throw fileTrouble(file, error)
  }
  try {
    const { bytes, sha256 } = await checkDigest(file, handle)
    const frames = framesOf(file, handle, bytes)
    const header = parse(file, Header, await next(file, frames, 'H'))
    let turn = 0
    let total = 0
    return {
      file,
      bytes,
      sha256,
      header,
      rows: async function* () {
        const count = yield* rowsOf(file, frames, header.tables[turn++])
        total += count.rows
        return count
      },
      finish: async () => {
        if (turn < header.tables.length) throw new Error('tables of the backup were not read')
        const { rows } = parse(file, End, await next(file, frames, 'Z'))
        const rest = await frames.next()
        if (rows !== total || rest.done !== true) throw changed(file, { zh: '行数不符', en: 'the number of its rows is another' })
      },
      close: async () => {
        await frames.return(undefined)
        await handle.close()
      },
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function checkDigest(file: string, handle: FileHandle): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const { size } = await handle.stat()
  const start = await read(handle, 0, FIRST_LINE.length).catch((error: unknown) => {
    throw fileTrouble(file, error)
  })
  if (start !== FIRST_LINE) {
    const release = new RegExp(`^${NAME}(\\d+)`).exec(start)?.[1]
    if (release !== undefined && release !== '1') throw newer(file, `${NAME}${release}`)
    throw start !== '' && FIRST_LINE.startsWith(start) ? cutShort(file) : notABackup(file)
  }
  const said = /^\nsha256 ([0-9a-f]{64})\n$/.exec(await read(handle, Math.max(0, size - LAST_LINE), LAST_LINE))?.[1]
  if (said === undefined || size < FIRST_LINE.length + LAST_LINE) throw cutShort(file)
  const digest = createHash('sha256')
  const bytes = handle.createReadStream({ start: 0, end: size - LAST_LINE - 1, autoClose: false, highWaterMark: LONGEST_FRAME })
  bytes.on('data', (chunk) => void digest.update(chunk))
  await once(bytes, 'end')
  const sha256 = digest.digest('hex')
  if (sha256 !== said) throw changed(file, { zh: 'SHA-256 不符', en: 'its SHA-256 is another' })
  return { bytes: size, sha256 }
}

async function read(handle: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position })
  return buffer.toString('latin1', 0, bytesRead)
}

async function* framesOf(file: string, handle: FileHandle, size: number): AsyncGenerator<Frame, undefined> {
  const packed = handle.createReadStream({ start: FIRST_LINE.length, end: size - LAST_LINE - 1, autoClose: false })
  const unpacked = createGunzip({ chunkSize: PACKING.chunkSize })
  packed.on('error', (error) => unpacked.destroy(error))
  let held: Buffer = Buffer.alloc(0)
  try {
    for await (const chunk of packed.pipe(unpacked)) {
      if (!Buffer.isBuffer(chunk)) continue
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
      let at = 0
      while (held.length - at >= 5) {
        const kind = KINDS.find((each) => each.charCodeAt(0) === held[at])
        const length = held.readUInt32BE(at + 1)
        if (kind === undefined || length > LONGEST_FRAME) throw changed(file, { zh: '内部结构不符', en: 'its parts do not fit' })
        if (held.length - at - 5 < length) break
        yield { kind, content: held.subarray(at + 5, at + 5 + length) }
        at += 5 + length
      }
      held = held.subarray(at)
    }
  } catch (error) {
    if (codeOf(error)?.startsWith('Z_') === true) throw changed(file, { zh: '无法解压', en: 'it does not unpack' }, error)
    throw error
  } finally {
    packed.destroy()
    unpacked.destroy()
  }
  if (held.length > 0) throw changed(file, { zh: '内部结构不符', en: 'its parts do not fit' })
}

async function next(file: string, frames: AsyncGenerator<Frame, undefined>, kind: Kind): Promise<Buffer> {
  const found = (await frames.next()).value
  if (found?.kind !== kind) throw changed(file, { zh: '内部结构不符', en: 'its parts do not fit' })
  return found.content
}

function parse<T>(file: string, schema: z.ZodType<T>, content: Buffer): T {
  try {
    return schema.parse(JSON.parse(content.toString()))
  } catch (error) {
    throw changed(file, { zh: '内部记录无法读懂', en: 'a record in it cannot be read' }, error)
  }
}

async function* rowsOf(
  file: string,
  frames: AsyncGenerator<Frame, undefined>,
  table: Header['tables'][number] | undefined,
): AsyncGenerator<Buffer, TableCount> {
  if (table === undefined) throw new Error('every table of the backup was read already')
  const digest = createHash('sha256')
  let rows = 0
  for (;;) {
    const found = (await frames.next()).value
    if (found?.kind === 'D') {
      digest.update(found.content)
      rows += linesIn(found.content)
      yield found.content
    } else if (found?.kind === 'E') {
      const end = parse(file, TableEnd, found.content)
      const name = nameOf(table)
      if (end.rows !== rows || end.sha256 !== digest.digest('hex')) throw changed(file, { zh: `表 ${name} 的内容不符`, en: `the rows of ${name} are others` })
      return { table: name, rows }
    } else throw changed(file, { zh: '内部结构不符', en: 'its parts do not fit' })
  }
}
