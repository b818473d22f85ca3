import { keysOf } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import { homeOf } from '#law/explain.ts'
import { duties } from '#law/fold.ts'
import { instant } from '#law/instant.ts'
import type { State } from '#law/state.ts'
import type { DutyState } from '#law/duty.ts'
import type { Text } from '#law/text.ts'
import type { PersonRole } from '#procedures/access.ts'
import { nextActions, settlersOf } from '#procedures/duty.ts'
import type { Party } from '#procedures/party.ts'
import { mattersOf } from '../board.ts'
import type { Office } from '../office.ts'

/** What names a duty, as long as its due instant stays where it is. Instants are in milliseconds. */
export interface DutyKey {
  readonly norm: string
  readonly subject: string
  /** The entry that gave rise to it; empty for a duty that stands by itself. */
  readonly ref: string
  readonly opened: number
  readonly due: number
}

/** What may be said of a duty outside the office: the law's own words, and nothing of the matter. */
interface About {
  readonly edition: string
  readonly provision: string
  readonly cite: Text
  readonly title: Text
}

/** A duty that somebody has yet to fulfil, and that has a due instant. */
export interface Owing extends DutyKey {
  /** When its term began. */
  readonly begun: number
  readonly about: About
  readonly settlers: readonly PersonRole[]
}

/** The journal's size, and what is owed by it. */
export interface Docket {
  readonly size: number
  readonly owing: readonly Owing[]
}

/** Not yet fulfilled. A breach is the passing of the deadline: what was owed is owed still. */
const UNMET: ReadonlySet<DutyState> = new Set(['open', 'breached', 'indeterminate'])

/** What the party has to do by when, as its own journal has it. Empty before it has a profile. */
export async function docketOf(office: Office, sql: Sql, id: PartyId, party: Party, now: number): Promise<Docket> {
  const { catalogue, database, dispatch } = office
  const keys = await keysOf(sql, database.secrets.master, id, 'payload')
  const { frontier } = await headOf(sql, id)
  const matters = await mattersOf(sql, id)
  const state = await dispatch.book.upToDate(sql, keys, id, party, frontier.size)
  if (state === undefined) return { size: frontier.size, owing: [] }
  const settlers = new Map<string, readonly PersonRole[]>()
  const settlersFor = (norm: string, subject: string, of: string): readonly PersonRole[] => {
    const procedure = matters.get(subject) ?? null
    const key = `${norm} ${of} ${procedure ?? ''}`
    const known = settlers.get(key) ?? settlersOf(catalogue, nextActions(catalogue, { norm, subject, of, procedure }))
    settlers.set(key, known)
    return known
  }
  return { size: frontier.size, owing: owingIn(state, now, settlersFor) }
}

function owingIn(state: State, now: number, settlersFor: (norm: string, subject: string, of: string) => readonly PersonRole[]): readonly Owing[] {
  const about = new Map<number, About>()
  return duties(state, instant(Math.max(now, state.horizon))).flatMap(({ subject, duty }): Owing[] => {
    const norm = state.program.norms[duty.norm]
    const { due } = duty
    if (norm === undefined || norm.norm.deontic !== 'obligation' || !UNMET.has(duty.state) || !('at' in due)) return []
    const words = about.get(duty.norm) ?? {
      edition: norm.edition,
      provision: norm.norm.cites[0] ?? '',
      cite: homeOf(state.program, norm),
      title: norm.norm.title,
    }
    about.set(duty.norm, words)
    const ref = duty.trigger === 0 ? '' : (state.events[duty.trigger - 1]?.ref ?? '')
    return [
      {
        norm: norm.norm.id,
        subject: subject.id,
        ref,
        opened: duty.opened,
        due: due.at,
        // Of a period that begins again only the running one counts; what was excused for a while was due when that ended.
        begun: Math.min(duty.base, due.at),
        about: words,
        settlers: settlersFor(norm.norm.id, subject.id, subject.kind),
      },
    ]
  })
}
