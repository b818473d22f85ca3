import { readFileSync } from 'node:fs'
import type { PublishedCase } from '#law/case/published.ts'
import type { Restatements, Statute } from '#law/statute.ts'

/** A file as the build wrote it. Its shape was checked then, by schema and by `check.ts`; it is read here as it was written. */
function built(name: string): string {
  return readFileSync(new URL(`../law/${name}.json`, import.meta.url), 'utf8')
}

export function readStatute(): Statute {
  const statute: Statute = JSON.parse(built('statute'))
  return statute
}

export function readRestatements(): Restatements {
  const restatements: Restatements = JSON.parse(built('restatements'))
  return restatements
}

export function readPublishedCases(): readonly PublishedCase[] {
  const cases: readonly PublishedCase[] = JSON.parse(built('cases'))
  return cases
}
