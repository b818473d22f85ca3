import type { Pool } from 'pg'
import { keysOf, type MasterKey } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import type { LiabilityLaw } from '#law/answer.ts'
import { assess, type Assessment, type DutyAnswer } from '#law/assessment.ts'
import type { Instant } from '#law/instant.ts'
import { nextActions, type NextAction } from '#procedures/duty.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { LawBook } from './law-book.ts'
import { readParty } from './party.ts'

/** A duty with what a person can do about it. */
interface BoardDuty extends DutyAnswer {
  readonly actions: readonly NextAction[]
}

export interface Board extends Omit<Assessment, 'duties'> {
  readonly duties: readonly BoardDuty[]
}

export interface BoardOptions {
  readonly pool: Pool
  readonly master: MasterKey
  readonly book: LawBook
  readonly liability: LiabilityLaw
  readonly catalogue: readonly CataloguedProcedure[]
}

/** What the party owes at an instant, by its own journal; `undefined` before it has a profile. The clock is asked for lateness and never stored. */
export async function boardOf({ pool, master, book, liability, catalogue }: BoardOptions, id: PartyId, at: Instant): Promise<Board | undefined> {
  return inParty(
    pool,
    id,
    async (sql) => {
      const party = await readParty(sql, id)
      if (party === undefined) return undefined
      const keys = await keysOf(sql, master, id, 'payload')
      const { frontier } = await headOf(sql, id)
      const state = await book.upToDate(sql, keys, id, party, frontier.size)
      if (state === undefined) return undefined
      const procedures = await proceduresOf(sql, id)
      // A fold's clock does not run backwards; neither does the board's.
      const assessment = assess(state, liability, at < state.horizon ? state.horizon : at)
      const kindOf = (subject: string): string => state.subjects.get(subject)?.kind ?? 'matter'
      return {
        ...assessment,
        duties: assessment.duties.map((duty) => ({
          ...duty,
          actions: nextActions(catalogue, {
            norm: duty.norm,
            subject: duty.subject,
            of: kindOf(duty.subject),
            procedure: procedures.get(duty.subject) ?? null,
          }),
        })),
      }
    },
    { readOnly: true },
  )
}

/** Which procedure's matter a subject is. */
async function proceduresOf(sql: Parameters<typeof readParty>[0], party: PartyId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ subject: string; procedure: string }>({
    text: 'select subject, procedure from office.matter where party = $1',
    values: [party],
  })
  return new Map(rows.map(({ subject, procedure }) => [subject, procedure]))
}
