import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { testFolder } from '#server/witness/witness.fixture.ts'

/** The built product. */
export const binary = fileURLToPath(new URL('../bin/dutybook', import.meta.url))

/** A database of the test’s own that another process can reach by its address, and a data folder beside it. */
export interface Reachable extends AsyncDisposable {
  readonly database: TestDatabase
  readonly url: string
  readonly folder: string
}

export async function reachableDatabase(): Promise<Reachable> {
  const folder = testFolder()
  const database = await testDatabase()
  for (const pool of [database.app, database.admin]) pool.on('error', () => undefined) // told of connections that end with the database
  const { rows } = await database.admin.query<{ name: string }>('select current_database() as name')
  return {
    database,
    url: addressOf(rows[0]?.name ?? ''),
    folder: folder.path,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      folder[Symbol.dispose]()
    },
  }
}

function addressOf(name: string): string {
  const { connectionString, host = 'localhost', port = 5432, user = '', password } = inject('postgres').connection
  const address = new URL(connectionString ?? 'postgres://localhost')
  if (connectionString === undefined) {
    address.username = encodeURIComponent(user)
    address.password = encodeURIComponent(typeof password === 'string' ? password : '')
    address.searchParams.set('host', host)
    address.searchParams.set('port', String(port))
  }
  address.pathname = `/${name}`
  return address.href
}
