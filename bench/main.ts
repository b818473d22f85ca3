import { append } from './append.ts'
import { cold, COLD_START, startOnce } from './cold.ts'
import { foldBench } from './fold.ts'
import { http } from './http.ts'
import { liability } from './liability.ts'
import { hold, type Bench } from './measure.ts'
import { page } from './page.ts'
import { prove } from './prove.ts'
import { start } from './start.ts'
import { tree } from './tree.ts'

/**
 * Every bench beside its peers, one JSON line for each race on stdout. `npm run bench -- liability fold` runs only those; `append`, `prove`, `http`, `start` and
 * `page` run a database of their own, `page` needs Chromium as well, and `BENCH_ENTRIES=100000` makes the journal of `prove` smaller than a million.
 */
const BENCHES: readonly Bench[] = [liability, foldBench, cold, tree, append, prove, http, start, page]

async function main(names: readonly string[]): Promise<void> {
  if (names[0] === COLD_START) {
    process.stdout.write(`${startOnce(names[1])}\n`)
    return
  }
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name))
  if (unknown.length > 0) {
    process.stderr.write(`no bench named ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}\n`)
    process.exitCode = 2
    return
  }
  for (const bench of BENCHES) {
    if (names.length > 0 && !names.includes(bench.name)) continue
    for await (const race of bench.races()) {
      process.stderr.write(`${race.bench}: ${race.case} beside ${race.peerName} …\n`)
      process.stdout.write(`${JSON.stringify(await hold(race))}\n`)
    }
  }
}

try {
  await main(process.argv.slice(2))
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}\n`)
  process.exitCode = 3
}
