import { Profile } from '#law/profile.ts'
import { Moment } from '../moment.ts'
import type { Party } from '../party.ts'
import type { Row } from '../view.ts'

/** The rows from which the law's profile is made, by view: `party`, `roles`, `parameters` and the four registers that the law knows. */
export interface ProfileRows {
  readonly party: readonly Row[]
  readonly roles: readonly Row[]
  readonly parameters: readonly Row[]
  readonly system: readonly Row[]
  readonly product: readonly Row[]
  readonly dataset: readonly Row[]
  readonly supplier: readonly Row[]
}

/**
 * The party as the law's engine takes it. Facts are not in it: the journal's own events bring them, each from its day on.
 * Of roles only those that were stated; the rest follow from the facts. A thing that is no longer in use stays, for what it
 * owed before, and nothing stands for it from then on. `undefined` before the profile has begun.
 */
export function lawProfile({ id, name }: Party, rows: ProfileRows): Profile | undefined {
  const [begun] = rows.party
  if (begun === undefined) return undefined
  const things = (register: readonly Row[]) =>
    register.map(({ cells: { id: thing, name: called, since, retired } }) => ({
      id: thing,
      name: called ?? thing,
      since,
      ...(typeof retired === 'string' ? { until: retired } : {}),
    }))
  return Profile.parse({
    party: { id, name, unit: begun.cells['unit'], since: begun.cells['since'] },
    facts: {},
    roles: rows.roles.flatMap(({ key, cells }) => {
      const { statedSince, statedUntil } = cells
      if (typeof statedSince !== 'string') return []
      return [{ role: key, since: dayOf(statedSince), ...(typeof statedUntil === 'string' ? { until: dayOf(statedUntil) } : {}), because: cells['reason'] }]
    }),
    systems: things(rows.system),
    products: things(rows.product),
    datasets: things(rows.dataset),
    suppliers: things(rows.supplier),
    parameters: Object.fromEntries(rows.parameters.map(({ key, cells }) => [key, cells['term']])),
  })
}

/** The civil day of a moment, which has the offset of Asia/Shanghai. */
function dayOf(moment: string): string {
  return Moment.parse(moment).slice(0, 10)
}
