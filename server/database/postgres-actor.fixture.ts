import { Client } from 'pg'
import { z } from 'zod'
import { type Postgres, startPostgres } from './postgres.ts'
import { DatabaseError } from './postgres-trouble.ts'

// A process of its own that uses the server of a folder. The test tells it what to do; it answers each order once.

export const Order = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('start'), folder: z.string() }),
  z.strictObject({ do: z.literal('write'), rows: z.int() }),
  z.strictObject({ do: z.literal('count') }),
  z.strictObject({ do: z.literal('stop') }),
  /** Ends the process as an uncaught error would: without stopping the server first. */
  z.strictObject({ do: z.literal('exit') }),
])
export type Order = z.infer<typeof Order>

export const Report = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('started'), role: z.enum(['started', 'adopted', 'joined']), pid: z.int(), milliseconds: z.number() }),
  z.strictObject({ kind: z.literal('done'), rows: z.int() }),
  z.strictObject({ kind: z.literal('refused'), code: z.string(), zh: z.string(), en: z.string() }),
])
export type Report = z.infer<typeof Report>

let server: Postgres | undefined

/** Every row is a commit of its own, answered by the server before the next. */
async function write(rows: number): Promise<number> {
  return withClient(async (client) => {
    await client.query('create table if not exists note (id bigint generated always as identity, writer int not null)')
    for (let row = 0; row < rows; row++) await client.query('insert into note (writer) values ($1)', [process.pid])
    return rows
  })
}

async function withClient<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(server?.connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function obey(order: Order): Promise<Report> {
  switch (order.do) {
    case 'start': {
      const since = performance.now()
      server = await startPostgres(order.folder)
      return { kind: 'started', role: server.role, pid: server.pid, milliseconds: performance.now() - since }
    }
    case 'write':
      return { kind: 'done', rows: await write(order.rows) }
    case 'count':
      return withClient(async (client) => {
        const { rows } = await client.query('select count(*)::int as rows from note')
        return { kind: 'done', rows: z.object({ rows: z.int() }).parse(rows[0]).rows }
      })
    case 'stop':
      await server?.stop()
      return { kind: 'done', rows: 0 }
    case 'exit':
      process.exit(7)
  }
}

process.on('message', (message) => {
  void obey(Order.parse(message)).then(
    (report) => process.send?.(report),
    (error: unknown) => {
      if (error instanceof DatabaseError) process.send?.({ kind: 'refused', code: error.code, ...error.words } satisfies Report)
      else throw error
    },
  )
})

/** As `serve` does it: on Ctrl-C what is in hand is written, then the server is left. */
process.on('SIGINT', () => {
  void write(1)
    .then(() => server?.stop())
    .then(() => process.exit(0))
})
