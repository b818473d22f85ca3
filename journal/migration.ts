import { readFileSync } from 'node:fs'

/** A step of the database's shape, forward only. Once released it is never edited; the next change is the next file. */
export interface Migration {
  readonly name: string
  readonly sql: string
}

const FILES = ['0001-journal.sql'] as const

/** The journal's own tables, in order. They ask for the roles `dutybook_owner`, who runs them, and `dutybook_app`. */
export function journalMigrations(): readonly Migration[] {
  return FILES.map((file) => ({ name: `journal/${file}`, sql: readFileSync(new URL(`migration/${file}`, import.meta.url), 'utf8') }))
}
