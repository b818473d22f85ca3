import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Made = z.strictObject({ at: z.int(), bytes: z.int().nonnegative() })

/** When a backup was last made of this data folder's database, in milliseconds, and how large it was. */
export type Made = z.infer<typeof Made>

const fileOf = (data: string): string => join(data, 'kept', 'backup.json')

/** Written once the backup itself is on disk. It is there to remind people and nothing hangs on it. */
export async function noteBackup(data: string, made: Made): Promise<void> {
  const file = fileOf(data)
  const draft = `${file}.${randomUUID()}`
  await mkdir(join(data, 'kept'), { recursive: true, mode: 0o700 })
  await writeFile(draft, JSON.stringify(made), { mode: 0o600 })
  await rename(draft, file)
}

/** Nothing where none was made, or the note of it cannot be read: a reminder too many does no harm. */
export async function lastBackup(data: string): Promise<Made | undefined> {
  const text = await readFile(fileOf(data), 'utf8').catch(() => '')
  try {
    return Made.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
