import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { chanceOf, KILLS, Trial, type Kill, type Round } from './round.ts'
import { ownPrograms, siteOf, type Site } from './server.ts'

/** Kills in one data folder before a new one is made: verification reads all of it after each. */
const ROUNDS_A_FOLDER = 25

export interface Asked {
  readonly rounds: number
  readonly seed: number
  readonly servers: readonly Site['name'][]
}

export interface Outcome {
  readonly server: Site['name']
  readonly rounds: readonly Round[]
}

/** Servers that can be had here. */
export function serversHere(): readonly Site['name'][] {
  if (!existsSync('/proc/self/stat')) return []
  return ownPrograms() === undefined ? ['embedded'] : ['embedded', 'own']
}

/** Does the rounds, the kinds of kill in turn, an equal share of them on each server. */
export async function crash({ rounds, seed, servers }: Asked, tell: (line: string) => void): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const [at, server] of servers.entries()) {
    const share = Math.floor(rounds / servers.length) + (at < rounds % servers.length ? 1 : 0)
    const done: Round[] = []
    while (done.length < share) done.push(...(await inOneFolder(server, Math.min(ROUNDS_A_FOLDER, share - done.length), done.length, seed, tell)))
    outcomes.push({ server, rounds: done })
  }
  return outcomes
}

async function inOneFolder(server: Site['name'], rounds: number, before: number, seed: number, tell: (line: string) => void): Promise<readonly Round[]> {
  const site = await siteOf(server)
  try {
    const trial = new Trial(site, chanceOf(seed * 1_000_003 + before * 2 + (server === 'own' ? 1 : 0)))
    const wrong = [...(await trial.open())]
    const done: Round[] = []
    for (let round = 0; round < rounds; round++) {
      const kill = KILLS[(before + round) % KILLS.length] ?? 'writers'
      const { wrong: here, ...found } = await trial.round(kill)
      wrong.push(...here)
      done.push({ ...found, wrong: wrong.splice(0) })
      tell(lineOf(server, before + round, done.at(-1)))
    }
    const last = done.pop()
    if (last !== undefined) done.push({ ...last, wrong: [...last.wrong, ...(await trial.close())] })
    return done
  } finally {
    await site.close()
  }
}

const lineOf = (server: string, at: number, round: Round | undefined): string =>
  round === undefined
    ? ''
    : `${server} ${at + 1}: ${round.kill}, ${round.receipts} receipts, ${round.lost} lost, ${round.beyond} beyond, back in ${Math.round(round.reopened)} ms${round.wrong.map((each) => `\n  ✗ ${each}`).join('')}`

const HEAD = ['killed', 'server', 'rounds', 'receipts', 'lost', 'beyond', 'sent again', 'wrong', 'reopen median', 'reopen max']

function rowOf(kill: Kill, server: string, rounds: readonly Round[]): readonly string[] {
  const sum = (of: (round: Round) => number): string => `${rounds.reduce((total, round) => total + of(round), 0)}`
  const times = rounds.map(({ reopened }) => reopened).toSorted((one, other) => one - other)
  return [
    kill,
    server,
    `${rounds.length}`,
    sum(({ receipts }) => receipts),
    sum(({ lost }) => lost),
    sum(({ beyond }) => beyond),
    sum(({ settled }) => settled),
    sum(({ wrong }) => wrong.length),
    `${Math.round(times[Math.floor(times.length / 2)] ?? 0)} ms`,
    `${Math.round(times.at(-1) ?? 0)} ms`,
  ]
}

/** One row for each kind of kill on each server. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.flatMap(({ server, rounds }) =>
    KILLS.flatMap((kill) => {
      const of = rounds.filter((round) => round.kill === kill)
      return of.length === 0 ? [] : [rowOf(kill, server, of)]
    }),
  )
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)))
  return [HEAD, ...rows]
    .map((row) => row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  '))
    .join('\n')
}

const USAGE = `Kills writers and databases with SIGKILL while journals are written, and holds what is left against every receipt that was printed.

  node dist/e2e/crash.js [--rounds 200] [--seed N] [--server embedded|own]

"own" is a PostgreSQL of this machine (/usr/lib/postgresql), reached by DATABASE_URL. Needs Linux. Ends with 1 when a receipt was lost or anything else is wrong.
`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '200' },
      seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
      server: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const servers = serversHere().filter((each) => values.server === undefined || each === values.server)
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)]
  if (values.help === true || servers.length === 0 || !Number.isSafeInteger(rounds) || rounds < 1 || !Number.isSafeInteger(seed)) {
    process.stderr.write(USAGE)
    return values.help === true ? 0 : 2
  }
  const outcomes = await crash({ rounds, seed, servers }, (line) => void process.stderr.write(`${line}\n`))
  process.stdout.write(`seed ${seed}\n${tableOf(outcomes)}\n`)
  return outcomes.some((outcome) => outcome.rounds.some(({ lost, wrong }) => lost > 0 || wrong.length > 0)) ? 1 : 0
}

if (process.argv[1]?.endsWith('/crash.js') === true) process.exitCode = await main()
