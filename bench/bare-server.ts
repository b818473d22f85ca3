import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import Fastify from 'fastify'
import pg from 'pg'

/**
 * What anybody writes first, as a process of its own: the bare framework, which listens once the database answers. The database is that of
 * `DATABASE_URL`, or a cluster of the programs in `PROGRAMS`, made in `FOLDER` where there is none, as the user `USER_ID` (root runs none).
 * It prints its address, and ends with SIGTERM.
 */
const { DATABASE_URL: url, FOLDER: folder = '', PROGRAMS: programs = '', USER_ID: user, GROUP_ID: group } = process.env
const identity = user === undefined || group === undefined ? {} : { uid: Number(user), gid: Number(group) }
const cluster = join(folder, 'cluster')

async function started(): Promise<ChildProcess> {
  const options = { cwd: '/', stdio: 'ignore', ...identity } as const
  if (!existsSync(cluster)) await once(spawn(join(programs, 'initdb'), ['-D', cluster, '-U', 'bare', '--auth=trust'], options), 'exit')
  return spawn(join(programs, 'postgres'), ['-D', cluster, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${folder}`], options)
}

/** Until the server takes connections. */
async function reached(config: pg.PoolConfig): Promise<pg.Pool> {
  for (;;) {
    const pool = new pg.Pool(config)
    try {
      await pool.query(
        'create table if not exists command (number bigint generated always as identity primary key, name text not null unique, command jsonb not null)',
      )
      return pool
    } catch {
      await pool.end()
      await sleep(10) // between two looks
    }
  }
}

const server = url === undefined ? await started() : undefined
const pool = await reached(url === undefined ? { host: folder, user: 'bare', database: 'postgres' } : { connectionString: url })
const app = Fastify()
app.get('/readyz', async () => {
  await pool.query('select 1 from command limit 1')
  return 'ready\n'
})
process.stderr.write(`bare server at ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
await once(process, 'SIGTERM')
await app.close()
await pool.end()
if (server !== undefined) {
  server.kill('SIGINT')
  await once(server, 'exit')
}
