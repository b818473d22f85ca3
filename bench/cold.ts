import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { Engine, Rule } from 'json-rules-engine'
import { compileLiabilityLaw } from '#law/answer.ts'
import { compile } from '#law/compile.ts'
import { rowsOf, rulesOf, tableOf } from './liability.ts'
import type { Bench, Race } from './measure.ts'
import { graphOf, JSON_RULES, ZEN, Zen } from './peers.ts'
import { editionOf2017, liabilityOf, statuteFrom, statuteText } from './rules.ts'

/**
 * From the text of all norms to a law that can answer, in a process that has done nothing like it before. Ours is the
 * whole statute, read, compiled for the fold and for liability; the peers read 300 rules of liability.
 */
export const cold: Bench = { name: 'cold', races }

const STARTS = ['ours', 'zen', 'json-rules'] as const
type Start = (typeof STARTS)[number]

function* races(): Iterable<Race> {
  const contender = (start: Start) => () => () => ({ operations: 1, ms: measuredApart(start) })
  for (const [peerName, peer] of [
    [ZEN, 'zen'],
    [JSON_RULES, 'json-rules'],
  ] as const)
    yield { bench: cold.name, case: 'csl-2017', peerName, ours: contender('ours'), peer: contender(peer), as: 'cost', budget: { ours: 50 } }
}

/** Milliseconds of CPU of one start in a fresh process of the same program. */
function measuredApart(start: Start): number {
  const program = fileURLToPath(new URL('./main.js', import.meta.url))
  return Number(execFileSync(process.execPath, ['--expose-gc', program, COLD_START, start], { encoding: 'utf8' }))
}

/** How `main.ts` is told to start once, print the milliseconds and end. */
export const COLD_START = 'cold-start'

export function startOnce(name: string | undefined): number {
  const start = STARTS.find((each) => each === name)
  if (start === undefined) throw new Error(`a cold start is one of ${STARTS.join(', ')}`)
  const load = loaderOf(start)
  const before = process.cpuUsage()
  load()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function loaderOf(start: Start): () => unknown {
  const text = statuteText()
  if (start === 'ours') {
    return () => {
      const statute = statuteFrom(text)
      return [compile(statute, 'applicable'), compileLiabilityLaw(statute)]
    }
  }
  const rows = rowsOf(liabilityOf(editionOf2017(statuteFrom(text)).liability, 300))
  if (start === 'zen') {
    const graph = Buffer.from(JSON.stringify(graphOf(tableOf(rows))))
    return () => new Zen(graph)
  }
  const rules = rulesOf(rows).map((rule) => JSON.stringify(rule))
  return () => new Engine(rules.map((rule) => new Rule(rule)))
}
