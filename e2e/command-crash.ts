import { parseArgs } from 'node:util'
import { serversHere } from './crash.ts'
import { CommandTrial, KILLED, type CommandRound, type Killed } from './command-round.ts'
import { chanceOf } from './round.ts'
import { siteOf, type Site } from './server.ts'

interface Asked {
  readonly rounds: number
  readonly seed: number
  readonly site: Site['name']
  /** Server processes on the one database. */
  readonly servers: number
  readonly commands: number
  /** What is killed in each round, one after the other. */
  readonly kills: readonly Killed[]
}

/** Does the rounds on one installation; what is found at its end is the last round's. */
export async function commandCrash(
  { rounds, seed, site: name, servers, commands, kills }: Asked,
  tell: (line: string) => void,
): Promise<readonly CommandRound[]> {
  const site = await siteOf(name)
  const trial = new CommandTrial(site, chanceOf(seed), servers)
  try {
    await trial.open()
    const done: CommandRound[] = []
    for (let round = 0; round < rounds; round++) {
      const found = await trial.round(commands, kills)
      const last = round === rounds - 1 ? await trial.close() : []
      done.push({ ...found, wrong: [...found.wrong, ...last] })
      tell(lineOf(name, servers, round, done.at(-1)))
    }
    return done
  } finally {
    trial.kill()
    await site.close()
  }
}

const lineOf = (site: string, servers: number, at: number, round: CommandRound | undefined): string =>
  round === undefined
    ? ''
    : `${site} database, ${servers} server${servers > 1 ? 's' : ''}, round ${at + 1}: ${round.commands} commands, killed ${round.killed.join(', ')}; ` +
      `${round.again} sent again, ${round.lost} lost, ${round.doubled} doubled, answered again after ${round.back.map((ms) => `${Math.round(ms)} ms`).join(', ')}` +
      round.wrong
        .slice(0, 8)
        .map((each) => `\n  ✗ ${each.slice(0, 600)}`)
        .join('')

const USAGE = `Gives commands over HTTP from 64 connections to real servers, kills servers and databases with SIGKILL meanwhile, gives what was not answered
again under the same keys, and holds journal, views, kept answers and letters against every answer.

  node dist/e2e/command-crash.js [--rounds 10] [--commands 1000] [--servers 1] [--server embedded|own] [--seed N]

Needs Linux. Ends with 1 when a command was lost, done twice or by half, or anything else is wrong.
`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '10' },
      commands: { type: 'string', default: '1000' },
      servers: { type: 'string', default: '1' },
      seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
      server: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const sites = serversHere().filter((each) => values.server === undefined || each === values.server)
  const [rounds, commands, servers, seed] = [values.rounds, values.commands, values.servers, values.seed].map(Number)
  const counts = [rounds, commands, servers].every((count) => Number.isSafeInteger(count) && Number(count) > 0)
  if (values.help === true || sites.length === 0 || !counts || !Number.isSafeInteger(seed)) {
    process.stderr.write(USAGE)
    return values.help === true ? 0 : 2
  }
  process.stdout.write(`seed ${seed}\n`)
  let found = 0
  for (const site of sites) {
    const asked = { rounds: rounds ?? 1, commands: commands ?? 1, servers: servers ?? 1, seed: seed ?? 1, site, kills: KILLED }
    const done = await commandCrash(asked, (line) => void process.stdout.write(`${line}\n`))
    found += done.filter(({ lost, doubled, wrong }) => lost + doubled + wrong.length > 0).length
  }
  return found > 0 ? 1 : 0
}

if (process.argv[1]?.endsWith('command-crash.js') === true) process.exitCode = await main()
