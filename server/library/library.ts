import type { PublishedCase } from '#law/case/published.ts'
import type { Restatements, Statute } from '#law/statute.ts'

/** The law as people read it, and the folder where official texts are kept that were imported here. */
export interface Library {
  readonly statute: Statute
  readonly restatements: Restatements
  readonly cases: readonly PublishedCase[]
  /** The data folder. */
  readonly folder: string
}
