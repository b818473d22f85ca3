import { covers, upwards } from '#law/citation.ts'
import type { DutyState } from '#law/duty.ts'
import type { EditionData, Statute } from '#law/statute.ts'
import type { Board } from '../board.ts'
import type { DutyCounts } from '../contract/law.ts'

/** Where each duty of a board stands in an edition: only duties that are owed under that edition stand in it. */
function placesOf(
  statute: Statute,
  data: EditionData,
  { duties }: Board,
): readonly { readonly state: DutyState; readonly late: boolean; readonly cites: readonly string[] }[] {
  const cites = new Map<string, readonly string[]>(Object.entries(data.ruleCites))
  for (const norm of data.norms.norms) cites.set(norm.id, norm.cites)
  const rules = new Set(statute.rules.flatMap(({ norms }) => norms.map(({ id }) => String(id))))
  return duties
    .filter(({ edition, norm }) => edition === data.edition.id && (cites.has(norm) || rules.has(norm)))
    .map(({ norm, provision, state, late }) => ({ state, late, cites: cites.get(norm) ?? [provision] }))
}

function countsOf(duties: readonly { readonly state: DutyState; readonly late: boolean }[]): DutyCounts {
  const states: Partial<Record<DutyState, number>> = {}
  for (const { state } of duties) states[state] = (states[state] ?? 0) + 1
  return { states, late: duties.filter(({ late }) => late).length }
}

/** Duties at one place, what is inside it and what contains it. */
export function dutiesAt(statute: Statute, data: EditionData, board: Board, place: string): DutyCounts {
  return countsOf(placesOf(statute, data, board).filter(({ cites }) => cites.some((cite) => covers(place, cite) || covers(cite, place))))
}

/** Duties by each place that has any, containers included. */
export function dutiesByPlace(statute: Statute, data: EditionData, board: Board): Readonly<Record<string, DutyCounts>> {
  const duties = placesOf(statute, data, board)
  const places = new Set(duties.flatMap(({ cites }) => cites.flatMap(upwards)))
  return Object.fromEntries([...places].map((place) => [place, countsOf(duties.filter(({ cites }) => cites.some((cite) => covers(place, cite))))]))
}
