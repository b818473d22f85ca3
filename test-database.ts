import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg, { type ClientConfig } from 'pg'
import type { TestProject } from 'vitest/node'
import { exactTypes } from '#journal/sql.ts'
import { migrate, migrations } from '#server/database/migrate.ts'
import { ensureRoles, OWNER } from '#server/database/roles.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A real server for the run: its administrator's connection, and the database that tests copy. */
    readonly postgres: { readonly connection: ClientConfig; readonly template: string }
  }
}

const TEMPLATE = 'dutybook_template'

/**
 * One server for the whole run: an embedded one in a folder of its own, or that of `$DUTYBOOK_TEST_POSTGRES` (the address of an administrator).
 * Each test file copies the template, which is faster than to migrate anew.
 */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const address = process.env['DUTYBOOK_TEST_POSTGRES']
  const folder = mkdtempSync(join(tmpdir(), 'dutybook-test-'))
  const server = address === undefined || address === '' ? await (await import('#server/database/postgres.ts')).startPostgres(folder, {}) : undefined
  const connection: ClientConfig = server === undefined ? { connectionString: address ?? '' } : { ...server.connection }
  const admin = new pg.Client(connection)
  await admin.connect()
  await admin.query(`drop database if exists ${TEMPLATE} with (force)`)
  await ensureRoles(admin)
  await admin.query(`create database ${TEMPLATE} owner ${OWNER}`)
  await admin.end()
  const owner = new pg.Client({
    ...connection,
    ...(address === undefined ? {} : withDatabase(address, TEMPLATE)),
    database: TEMPLATE,
    options: `-c role=${OWNER}`,
    types: exactTypes,
  })
  await owner.connect()
  await migrate(owner, migrations())
  await owner.end()
  provide('postgres', { connection, template: TEMPLATE })
  return async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function withDatabase(address: string, database: string): ClientConfig {
  const url = new URL(address)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}
