import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadStatute } from '#law/load.ts'
import { printProblem } from '#law/source.ts'
import { readStatuteFiles } from './statute-files.ts'

/** Checks the law in `law/statute` and writes it as one JSON file, so that a start needs neither YAML nor schemas. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const { files, encoding } = readStatuteFiles(join(root, 'law', 'statute'))
const { loaded, problems } = loadStatute(files, encoding)
if (loaded === undefined) {
  for (const problem of problems) process.stderr.write(`${printProblem(problem)}\n`)
  process.stderr.write(`法律数据有 ${problems.length} 处错误，未构建。The law does not hold together in ${problems.length} places; nothing was built.\n`)
  process.exitCode = 1
} else {
  const folder = join(root, 'dist', 'law')
  mkdirSync(folder, { recursive: true })
  for (const [name, value] of [
    ['statute.json', loaded.statute],
    ['restatements.json', loaded.restatements],
  ] as const) {
    const file = join(folder, name)
    writeFileSync(`${file}.new`, JSON.stringify(value))
    renameSync(`${file}.new`, file)
  }
}
