import { describe, expect, test } from 'vitest'
import { commandCrash } from './command-crash.ts'
import { KILLED } from './command-round.ts'
import { serversHere } from './crash.ts'

// `node dist/e2e/command-crash.js` does the same for as long as one likes.
describe('commands that are given over HTTP while servers and databases are killed are done once and wholly, or not at all', { timeout: 280_000 }, () => {
  test.for([
    { site: 'embedded', servers: 1, kills: KILLED },
    // One of two goes on alone: whoever has no answer asks the other.
    { site: 'own', servers: 2, kills: ['server', 'database'] },
  ] as const)('on the $site database with $servers server(s)', async ({ site, servers, kills }, context) => {
    if (!serversHere().includes(site)) return context.skip('needs Linux, and for a server of its own PostgreSQL 15 in /usr/lib/postgresql')
    const [round] = await commandCrash({ rounds: 1, seed: 1, site, servers, commands: 1000, kills }, () => undefined)
    expect(round).toMatchObject({ killed: kills, lost: 0, doubled: 0, wrong: [] })
    expect(round?.commands).toBeGreaterThanOrEqual(1000)
    expect(round?.again).toBeGreaterThan(0)
  })
})
