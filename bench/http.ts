import { randomUUID } from 'node:crypto'
import Fastify, { type FastifyInstance } from 'fastify'
import { catalogue } from '#procedures/catalogue.ts'
import { appOf } from '#server/app.ts'
import type { Database } from '#server/database/database.ts'
import { openOffice } from '#server/office.ts'
import { underLoad } from './http-load.ts'
import { install } from './installation.ts'
import type { Bench, Contender, Race } from './measure.ts'
import { operator } from './operator.ts'
import { statuteFrom, statuteText } from './rules.ts'

/**
 * A command over HTTP, from the token to the receipt: who asks, the fold of the law, the decision, entries in the tree, duties, views, the kept answer,
 * all on disk. Beside it the bare framework with the same request and one INSERT of it, durable as well, on the same database.
 */
export const http: Bench = { name: 'http', races }

const CONNECTIONS = 64
const LOOP = 2000 // ms of a run

async function* races(): AsyncIterable<Race> {
  await using installed = await install()
  const { database } = installed
  const office = openOffice({ database, statute: statuteFrom(statuteText()), catalogue, clock: Date.now })
  const ours = await appOf({ pool: database.app, entries: 'withheld', office, perMinute: 10_000_000 })
  const bare = await bareApp(database)
  try {
    const { token } = await operator(office)
    const at = { ours: await portOf(ours), bare: await portOf(bare) }
    const race = { bench: http.name, peerName: 'bare Fastify and pg, one INSERT' } as const
    const contender = (port: number, figure: (loaded: Awaited<ReturnType<typeof underLoad>>) => ReturnType<ReturnType<Contender>>): Contender => {
      return () => async () => {
        const loaded = await underLoad({ port, connections: CONNECTIONS, ms: LOOP, token, run: randomUUID().slice(0, 8) })
        if (loaded.wrong.length > 0) throw new Error(`a command was not accepted: ${loaded.wrong[0]}`)
        return figure(loaded)
      }
    }
    const both = (figure: Parameters<typeof contender>[1]): Pick<Race, 'ours' | 'peer'> => ({
      ours: contender(at.ours, figure),
      peer: contender(at.bare, figure),
    })
    const named = `a command of ${CONNECTIONS} connections`
    yield { ...race, case: named, ...both(({ answers, ms }) => ({ operations: answers, ms })), as: 'rate by the clock', budget: { ratio: 0.5 } }
    yield { ...race, case: `${named}, median of the waits`, ...both(({ p50 }) => ({ operations: 1, ms: p50 })), as: 'wait' }
    yield { ...race, case: `${named}, 99th of 100 waits`, ...both(({ p99 }) => ({ operations: 1, ms: p99 })), as: 'wait', budget: { ours: 100 } }
  } finally {
    await Promise.all([ours.close(), bare.close()])
  }
}

async function portOf(app: FastifyInstance): Promise<number> {
  await app.listen({ host: '127.0.0.1', port: 0 })
  const [bound] = app.addresses()
  return typeof bound === 'object' ? bound.port : 0
}

/** What anybody writes first: the body as it came into one table, by its own number. */
async function bareApp({ keeper, app: pool }: Database): Promise<FastifyInstance> {
  await keeper.query(`
    create schema bare;
    grant usage on schema bare to dutybook_app;
    create table bare.command (number bigint generated always as identity primary key, subject text not null, name text not null unique, command jsonb not null);
    grant select, insert on bare.command to dutybook_app`)
  const app = Fastify()
  app.post<{ Params: { subject: string } }>('/api/matters/incident/:subject', async (request, reply) => {
    const { rows } = await pool.query<{ number: number }>({
      name: 'bare',
      text: 'insert into bare.command (subject, name, command) values ($1, $2, $3) returning number',
      values: [request.params.subject, request.headers['idempotency-key'], JSON.stringify(request.body)],
    })
    return reply.code(201).send({ kind: 'accepted', number: rows[0]?.number })
  })
  return app
}
