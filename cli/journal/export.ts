import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { writeBundle } from '#journal/bundle-writer.ts'
import type { Published } from '#journal/publication.ts'
import { besideBundle } from '#server/record-book/bundle.ts'
import { fileTrouble, Unusable } from '../unusable.ts'
import type { Place } from './place.ts'

/** Writes a bundle under a name of its own, and gives it its name when it is whole. */
export async function exportBundle(
  { database, party, keep }: Place,
  out: string,
  withhold: boolean,
  onProgress: (entries: number, size: number) => void,
): Promise<Published> {
  refuseOccupied(out)
  const draft = `${out}.part-${process.pid}`
  try {
    mkdirSync(draft, { recursive: true })
    const published = await writeBundle(
      database.app,
      database.secrets.master,
      party,
      { now: Date.now(), keep, withhold, onProgress },
      async ({ path, bytes }) => {
        const file = join(draft, path)
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, bytes)
      },
    )
    for (const { path, bytes } of besideBundle()) writeFileSync(join(draft, path), bytes)
    if (existsSync(out)) rmSync(out, { recursive: true }) // an empty folder
    renameSync(draft, out)
    return published
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error instanceof Error && 'syscall' in error ? fileTrouble(out, error) : error
  }
}

function refuseOccupied(out: string): void {
  if (!existsSync(out)) return
  try {
    if (readdirSync(out).length === 0) return
  } catch (error) {
    throw fileTrouble(out, error)
  }
  throw new Unusable(`${out} 不是空文件夹。请指定新的文件夹。`, `${out} is not empty. Name a new folder.`)
}
