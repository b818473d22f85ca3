import type { Entry, EventLike } from './event.ts'

/** Takes an entry back without putting another in its place. Its `corrects` names the entry. */
export const WITHDRAWN = 'entry.withdrawn'
/** Says why an entry was corrected. It changes nothing. */
export const CORRECTION_NOTED = 'entry.correction-noted'

/** The entries of a matter as they stand: a corrected one gives its place to the correction, a withdrawn one falls out. */
export function standingEntries<E extends EventLike>(entries: readonly Entry<E>[]): readonly Entry<E>[] {
  const places = new Map<string, number>()
  const standing: (Entry<E> | undefined)[] = []
  for (const entry of entries) {
    const { kind, corrects } = entry.event
    if (kind === CORRECTION_NOTED) continue
    const place = corrects === null ? undefined : places.get(corrects)
    if (corrects !== null) places.delete(corrects)
    if (kind === WITHDRAWN) {
      if (place !== undefined) standing[place] = undefined
      continue
    }
    const at = place ?? standing.length
    standing[at] = entry
    places.set(entry.ref, at)
  }
  return standing.filter((entry) => entry !== undefined)
}
