import { readFileSync } from 'node:fs'
import type { Restatements, Statute } from '#law/statute.ts'

/** The law as the build wrote it. Its shape was checked then, by schema and by `check.ts`; it is read here as it was written. */
function built<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../law/${name}.json`, import.meta.url), 'utf8'))
}

export function readStatute(): Statute {
  return built<Statute>('statute')
}

export function readRestatements(): Restatements {
  return built<Restatements>('restatements')
}
