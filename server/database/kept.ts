import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseCheckpoint } from '#journal/checkpoint.ts'
import { rootAt } from '#journal/merkle.ts'
import { parseNote } from '#journal/note.ts'
import type { Party } from '#journal/party.ts'
import type { Published } from '#journal/publication.ts'
import { sha256 } from '#journal/sha256.ts'
import { JournalFault } from '#journal/fault.ts'
import { EMPTY_FRONTIER, type Frontier } from '#journal/frontier.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { headOf, readNodes } from '#journal/tree.ts'
import { same } from '#journal/bytes.ts'
import type { Pool } from 'pg'
import { codeOf, DatabaseError } from './postgres-trouble.ts'

/**
 * The newest checkpoint of each party, kept as a file in the data folder and not in the database: a database that is put back to an earlier state
 * no longer holds the tree that this one names. Whoever can change both needs witnesses to be seen through.
 */
const folderOf = (data: string): string => join(data, 'kept')

const fileOf = (data: string, party: string): string => join(folderOf(data), `${party}.checkpoint`)

/** Keeps a checkpoint that is newer than the kept one; on disk when it returns. */
export function keepCheckpoint(data: string, party: Party, { size, note }: Pick<Published, 'size' | 'note'>): void {
  const kept = keptOf(data, party)
  if (kept !== undefined && kept.size >= size) return
  mkdirSync(folderOf(data), { recursive: true, mode: 0o700 })
  const draft = `${fileOf(data, party)}.${randomUUID()}`
  const handle = openSync(draft, 'wx', 0o600)
  try {
    writeSync(handle, note)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, fileOf(data, party))
  syncFolder(folderOf(data))
}

/** A rename is on disk when its folder is. Windows has no such thing to sync. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The kept checkpoint of a party, if there is one. `signed` is not known any more and stands as 0. */
export function keptOf(data: string, party: string): Published | undefined {
  const file = fileOf(data, party)
  try {
    const note = readFileSync(file, 'utf8')
    const { origin, size } = parseCheckpoint(parseNote(note).text)
    return { origin, size, note, signed: 0 }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new DatabaseError(
      'keys-lost',
      { zh: `${file} 不是检查点，可能已损坏。请从备份恢复该文件。`, en: `${file} is no checkpoint; it may be damaged. Put it back from a backup.` },
      { cause: error },
    )
  }
}

/** The parties of which a checkpoint is kept. */
export function keptParties(data: string): readonly string[] {
  try {
    return readdirSync(folderOf(data)).flatMap((name) => (name.endsWith('.checkpoint') ? [name.slice(0, -'.checkpoint'.length)] : []))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  }
}

/** Refuses a party's journal that no longer contains the kept checkpoint: the database was put back, or its history was written anew. */
export async function requireKept(data: string, app: Pool, party: Party): Promise<void> {
  const kept = keptOf(data, party)
  if (kept === undefined) return
  const { root } = parseCheckpoint(parseNote(kept.note).text)
  const found = await inParty(
    app,
    party,
    async (sql) => {
      const frontier = await frontierOf(sql, party)
      return frontier.size < kept.size
        ? { size: frontier.size }
        : { size: frontier.size, root: await rootAt(sha256, kept.size, readNodes(sql, party, frontier.size)) }
    },
    { readOnly: true },
  )
  if (found.root !== undefined && same(found.root, root)) return
  const file = fileOf(data, party)
  throw new DatabaseError('rolled-back', {
    zh:
      `日志被退回到较早的状态或被改写：${file} 记有 ${kept.size} 条，数据库${found.root === undefined ? `只有 ${found.size} 条` : '在该处的根不同'}。` +
      `为不掩盖丢失的记录，不再写入。请恢复较新的备份；确实没有时，运行 dutybook journal accept-loss，丢失本身会写入日志。`,
    en:
      `The journal was put back to an earlier state or written anew: ${file} knows ${kept.size} entries, the database ${found.root === undefined ? `has ${found.size}` : 'has another root there'}. ` +
      `Nothing more is written, so that the loss is not covered up. Restore a newer backup; if there is none, run dutybook journal accept-loss: the loss is then itself recorded.`,
  })
}

/** A party that the database does not know has nothing. */
async function frontierOf(sql: Sql, party: Party): Promise<Frontier> {
  try {
    return (await headOf(sql, party)).frontier
  } catch (error) {
    if (error instanceof JournalFault && error.fault === 'party-unknown') return EMPTY_FRONTIER
    throw error
  }
}

/** Sets the kept checkpoint aside, as evidence of what was lost. */
export function setAsideKept(data: string, party: Party, at: number): string | undefined {
  const kept = keptOf(data, party)
  if (kept === undefined) return undefined
  const aside = `${fileOf(data, party)}.lost-${at}`
  renameSync(fileOf(data, party), aside)
  syncFolder(folderOf(data))
  return aside
}

/** Removes what is kept of a party that is no more, with what was set aside. Done again, it finds nothing. */
export function forgetKept(data: string, party: Party): void {
  const folder = folderOf(data)
  if (!existsSync(folder)) return
  const names = readdirSync(folder).filter((name) => name.startsWith(`${party}.checkpoint`))
  for (const name of names) rmSync(join(folder, name), { force: true })
  if (names.length > 0) syncFolder(folder)
}
