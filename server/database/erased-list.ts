import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Party } from '#journal/party.ts'
import { sync } from './backup-file.ts'
import { BackupError } from './backup-trouble.ts'
import { codeOf, troubleOf } from './postgres-trouble.ts'

/** A place whose content was erased: no restore may bring it back. */
const Erased = z.strictObject({
  party: Party,
  index: z.int().nonnegative(),
  /** When it was written down, in milliseconds: after an older backup was restored, something else may come to stand in the same place. */
  at: z.int(),
})
export type Erased = z.infer<typeof Erased>

export const erasedFile = (folder: string): string => join(folder, 'kept', 'erased.jsonl')

/**
 * Writes down that the content at a place is to be erased; resolves once that is on disk. Call it before the content goes: a place that was
 * erased and not written down would come back with the next restore.
 */
export async function keepErased(folder: string, party: Party, index: number, at = Date.now()): Promise<void> {
  const file = erasedFile(folder)
  try {
    await mkdir(join(folder, 'kept'), { recursive: true, mode: 0o700 })
    const handle = await open(file, 'a+', 0o600)
    try {
      const { size } = await handle.stat()
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(1), position: Math.max(0, size - 1) })
      const torn = bytesRead === 1 && buffer[0] !== 10 // by a power cut; its writer never went on to erase
      await handle.writeFile(`${torn ? '\n' : ''}${JSON.stringify({ party, index, at } satisfies Erased)}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await sync(join(folder, 'kept'))
    await sync(folder)
  } catch (error) {
    throw troubleOf(file, error) ?? error
  }
}

/** Every place that was written down; none where there is no list. Throws `BackupError` where a line is damaged, because it would be forgotten. */
export async function readErased(folder: string): Promise<readonly Erased[]> {
  const file = erasedFile(folder)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw troubleOf(file, error) ?? error
  }
  return text.split('\n').flatMap((line, at) => {
    if (!line.endsWith('}')) {
      if (isTorn(line)) return []
      throw damaged(file, at + 1)
    }
    const { data } = Erased.safeParse(parsed(line))
    if (data === undefined) throw damaged(file, at + 1)
    return [data]
  })
}

/** The beginning of a record, and no more: its writing was cut off and never acknowledged. */
const isTorn = (line: string): boolean => /^\{?"?p?a?r?t?y?"?:?"?[0-9a-f-]{0,36}"?,?"?i?n?d?e?x?"?:?\d*,?"?a?t?"?:?\d*$/.test(line)

function parsed(line: string): unknown {
  try {
    const value: unknown = JSON.parse(line)
    return value
  } catch {
    return undefined
  }
}

function damaged(file: string, line: number): BackupError {
  return new BackupError('erased-list-damaged', {
    zh: `${file} 第 ${line} 行已损坏，无法知道哪些内容已被删除，恢复会使其重现。请从副本找回该文件后重试。`,
    en: `Line ${line} of ${file} is damaged: what was erased would come back. Put an undamaged copy of that file there and try again.`,
  })
}
