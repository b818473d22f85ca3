import type { Pool } from 'pg'
import { keysOf, type MasterKey } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import type { LiabilityLaw } from '#law/answer.ts'
import { assess, type Assessment, type DutyAnswer } from '#law/assessment.ts'
import type { Instant } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import type { Actor, PersonRole } from '#procedures/access.ts'
import { nextActions, settlersOf, type NextAction } from '#procedures/duty.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { BoardShare } from './contract/report.ts'
import { numberOf } from '#procedures/view.ts'
import type { LawBook } from './law-book.ts'
import { namesOf } from './matter/name.ts'
import { ownerBookOf, type Owner } from './owner/owner.ts'
import { readParty } from './party.ts'

/** A duty with what a person can do about it, and who answers for it. */
interface BoardDuty extends DutyAnswer {
  readonly actions: readonly NextAction[]
  readonly owners: readonly Owner[]
  /** The roles that may settle it. */
  readonly settlers: readonly PersonRole[]
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
      const procedures = await mattersOf(sql, id)
      const owners = await ownerBookOf(sql, id, party.kind, at)
      const state = await book.upToDate(sql, keys, id, party, frontier.size)
      if (state === undefined) return undefined
      // A fold's clock does not run backwards; neither does the board's.
      const assessment = assess(state, liability, at < state.horizon ? state.horizon : at)
      // What the law knows only by its number has a name in the table of its procedure.
      const nameless = assessment.duties.filter(({ subject, subjectName }) => subjectName.zh === subject).map(({ subject }) => subject)
      const names = await namesOf(sql, id, catalogue, new Set(nameless))
      const kindOf = (subject: string): string => state.subjects.get(subject)?.kind ?? 'matter'
      return {
        ...assessment,
        duties: assessment.duties.map((duty) => {
          const { norm, subject } = duty
          const actions = nextActions(catalogue, { norm, subject, of: kindOf(subject), procedure: procedures.get(subject) ?? null })
          const settlers = settlersOf(catalogue, actions)
          return { ...duty, subjectName: nameOf(duty, names), actions, settlers, owners: owners.ownersOf({ norm, subject, settlers }) }
        }),
      }
    },
    { readOnly: true },
  )
}

function nameOf({ subject, subjectName }: DutyAnswer, names: ReadonlyMap<string, Text>): Text {
  const number = numberOf(subject)
  return subjectName.zh === subject ? (names.get(subject) ?? { zh: number, en: number }) : subjectName
}

/** The board of one person. What failing costs and what is unknown stay the party's. */
export function shareOf(board: Board, share: BoardShare, { person, roles }: Actor): Board {
  const isMine = ({ owners }: BoardDuty): boolean => owners.some((owner) => owner.person === person || ('of' in owner && owner.of === person))
  const fits = (duty: BoardDuty): boolean => share === 'all' || isMine(duty) || (share === 'team' && duty.settlers.some((role) => roles.includes(role)))
  return { ...board, duties: board.duties.filter(fits) }
}

/** Which procedure's matter a subject is. */
export async function mattersOf(sql: Sql, party: PartyId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql.query<{ subject: string; procedure: string }>({
    text: 'select subject, procedure from office.matter where party = $1',
    values: [party],
  })
  return new Map(rows.map(({ subject, procedure }) => [subject, procedure]))
}
