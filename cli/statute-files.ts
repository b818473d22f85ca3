import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gatherFiles, type StatuteFiles } from '#law/load.ts'

/** The files of law below a folder, with the sha256 over their names and contents that identifies this encoding of the law. */
export function readStatuteFiles(folder: string): { files: StatuteFiles; encoding: string } {
  const hash = createHash('sha256')
  const read = (path: string): string => {
    const text = readFileSync(join(folder, path), 'utf8')
    hash.update(`${path}\0${text.length}\0${text}`)
    return text
  }
  const files = gatherFiles((path) => readdirSync(join(folder, path)), read)
  return { files, encoding: hash.digest('hex') }
}
