import { readdirSync, readFileSync } from 'node:fs'
import { gatherFiles, loadStatute, type StatuteFiles } from './load.ts'
import { printProblem } from './source.ts'

/** The law of this repository, read from its YAML for tests. */
const folder = new URL('./statute/', import.meta.url)

export const files: StatuteFiles = gatherFiles(
  (path) => readdirSync(new URL(path === '' ? '.' : `${path}/`, folder)),
  (path) => readFileSync(new URL(path, folder), 'utf8'),
)

const { loaded, problems } = loadStatute(files, 'tests')
if (loaded === undefined) throw new Error(problems.map(printProblem).join('\n'))

export const { statute, restatements } = loaded
