import type { Party } from '#journal/party.ts'
import { Recorder } from '#journal/recorder.ts'
import { compileLiabilityLaw, type LiabilityLaw } from '#law/answer.ts'
import type { Instant } from '#law/instant.ts'
import type { Statute } from '#law/statute.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { boardOf, type Board } from './board.ts'
import type { Database } from './database/database.ts'
import { planAt, type Plan } from './plan.ts'
import { Dispatch, type DispatchOptions } from './dispatch.ts'

/** What stands between whoever asks, over HTTP or on the command line, and a party's journal. */
export interface Office {
  readonly database: Database
  readonly statute: Statute
  readonly catalogue: readonly CataloguedProcedure[]
  readonly dispatch: Dispatch
  readonly recorder: Recorder
  readonly clock: () => number
  readonly liability: LiabilityLaw
  readonly board: (party: Party, at: Instant) => Promise<Board | undefined>
  /** Months are `2026-04`, both included. */
  readonly plan: (party: Party, at: Instant, months: { readonly from: string; readonly to: string }) => Promise<Plan | undefined>
}

export interface OfficeOptions extends Pick<DispatchOptions, 'keepErased'> {
  readonly database: Database
  readonly statute: Statute
  readonly catalogue: readonly CataloguedProcedure[]
  readonly clock: () => number
}

export function openOffice({ database, statute, catalogue, clock, keepErased }: OfficeOptions): Office {
  const { app: pool, secrets } = database
  const dispatch = new Dispatch({ pool, master: secrets.master, statute, catalogue, clock, ...(keepErased === undefined ? {} : { keepErased }) })
  const liability = compileLiabilityLaw(statute)
  const fold = { pool, master: secrets.master, book: dispatch.book, liability, catalogue }
  return {
    database,
    statute,
    catalogue,
    dispatch,
    recorder: new Recorder({ pool, master: secrets.master, clock }),
    clock,
    liability,
    board: (party, at) => boardOf(fold, party, at),
    plan: (party, at, months) => planAt(fold, party, at, months),
  }
}
