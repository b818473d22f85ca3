import type { Party } from '#journal/party.ts'
import { Recorder } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import { Turns } from '#journal/turns.ts'
import { compileLiabilityLaw, type LiabilityLaw } from '#law/answer.ts'
import type { Instant } from '#law/instant.ts'
import type { Statute } from '#law/statute.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { Party as PartyCard } from '#procedures/party.ts'
import { boardOf, type Board } from './board.ts'
import type { Database } from './database/database.ts'
import { planAt, type Plan } from './plan.ts'
import { Dispatch, type DispatchOptions } from './dispatch.ts'
import { readParty } from './party.ts'
import { bearersOf, type Bearer } from './person.ts'

/** What stands between whoever asks, over HTTP or on the command line, and a party's journal. */
export interface Office {
  readonly database: Database
  readonly statute: Statute
  readonly catalogue: readonly CataloguedProcedure[]
  readonly dispatch: Dispatch
  readonly recorder: Recorder
  readonly clock: () => number
  readonly liability: LiabilityLaw
  /** Who bears a token, and for which party: asked anew for every request, for those who come together at once. */
  readonly bearer: (id: Party, token: string) => Promise<{ readonly bearer: Bearer; readonly party: PartyCard } | undefined>
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

/** Tokens that are looked up together. */
const MOST_TOKENS = 256

export function openOffice({ database, statute, catalogue, clock, keepErased }: OfficeOptions): Office {
  const { app: pool, secrets } = database
  const dispatch = new Dispatch({ pool, master: secrets.master, statute, catalogue, clock, ...(keepErased === undefined ? {} : { keepErased }) })
  const liability = compileLiabilityLaw(statute)
  const fold = { pool, master: secrets.master, book: dispatch.book, liability, catalogue }
  const asked = new Turns<string, readonly [Bearer | undefined, PartyCard | undefined]>({
    fit: (tokens) => Math.min(tokens.length, MOST_TOKENS),
    take: (id, tokens) =>
      inParty(
        pool,
        id,
        async (sql) => {
          const [bearers, party] = await Promise.all([bearersOf(sql, id, tokens, clock()), readParty(sql, id)])
          return bearers.map((bearer) => [bearer, party] as const)
        },
        { readOnly: true },
      ),
  })
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
    bearer: async (id, token) => {
      const [bearer, party] = await asked.ask(id, token)
      return bearer === undefined || party === undefined ? undefined : { bearer, party }
    },
  }
}
