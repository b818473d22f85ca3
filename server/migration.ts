import { readFileSync } from 'node:fs'
import type { Migration } from '#journal/migration.ts'

const FILES = [
  '0001-office.sql',
  '0002-letters.sql',
  '0003-portal.sql',
  '0004-access.sql',
  '0005-notice.sql',
  '0006-taken.sql',
  '0007-passkeys-and-single-sign-on.sql',
  '0008-files.sql',
  '0009-demo.sql',
  '0010-named-requests.sql',
  '0011-retention.sql',
] as const

/** Tables of what is computed from the journal, and of who may act. They come after the journal's own. */
export function officeMigrations(): readonly Migration[] {
  return FILES.map((file) => ({ name: `office/${file}`, sql: readFileSync(new URL(`migration/${file}`, import.meta.url), 'utf8') }))
}
