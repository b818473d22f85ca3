import { describe, expect, test } from 'vitest'
import { crash, serversHere } from './crash.ts'
import { KILLS } from './round.ts'

// `node dist/e2e/crash.js` does the same for as long as one likes.
describe('a journal whose writers and database are killed holds every receipt that was printed', { timeout: 150_000 }, () => {
  test.for([
    { server: 'embedded', rounds: KILLS.length },
    { server: 'own', rounds: 2 },
  ] as const)('on the $server server', async ({ server, rounds }, context) => {
    if (!serversHere().includes(server)) return context.skip('needs Linux, and for a server of its own PostgreSQL 15 in /usr/lib/postgresql')
    const [outcome] = await crash({ rounds, seed: 1, servers: [server] }, () => undefined)
    expect(outcome?.rounds.map(({ kill }) => kill)).toEqual(KILLS.slice(0, rounds))
    expect(outcome?.rounds.flatMap(({ wrong }) => wrong)).toEqual([])
    expect(outcome?.rounds.reduce((sum, { receipts }) => sum + receipts, 0)).toBeGreaterThan(rounds)
  })
})
