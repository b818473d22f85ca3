import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileLiabilityLaw } from '#law/answer.ts'
import { readCases } from '#law/case/case.ts'
import { publishedCase, type PublishedCase } from '#law/case/published.ts'
import { loadStatute } from '#law/load.ts'
import { printProblem, type Problem } from '#law/source.ts'
import type { Statute } from '#law/statute.ts'
import { readStatuteFiles } from './statute-files.ts'

/** Checks the law in `law/statute` and writes it as one JSON file, so that a start needs neither YAML nor schemas. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const { files, encoding } = readStatuteFiles(join(root, 'law', 'statute'))
const { loaded, problems } = loadStatute(files, encoding)
const faults: Problem[] = [...problems]
const cases = loaded === undefined ? [] : publishedCases(loaded.statute)
if (loaded === undefined || faults.length > 0) {
  for (const problem of faults) process.stderr.write(`${printProblem(problem)}\n`)
  process.stderr.write(`法律数据有 ${faults.length} 处错误，未构建。The law does not hold together in ${faults.length} places; nothing was built.\n`)
  process.exitCode = 1
} else {
  const folder = join(root, 'dist', 'law')
  mkdirSync(folder, { recursive: true })
  for (const [name, value] of [
    ['statute.json', loaded.statute],
    ['restatements.json', loaded.restatements],
    ['cases.json', cases],
  ] as const) {
    const file = join(folder, name)
    writeFileSync(`${file}.new`, JSON.stringify(value))
    renameSync(`${file}.new`, file)
  }
}

/** Cases that were published stand in files of their own. */
function publishedCases(statute: Statute): readonly PublishedCase[] {
  const law = compileLiabilityLaw(statute)
  const folder = join(root, 'law', 'case')
  const names = readdirSync(folder).filter((name) => /^published.*\.yaml$/.test(name))
  const read = names.toSorted().flatMap((name) => readCases({ name: `law/case/${name}`, text: readFileSync(join(folder, name), 'utf8') }, faults))
  return read.flatMap((each) => publishedCase(law, each) ?? [])
}
