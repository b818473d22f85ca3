import { z } from 'zod'
import type { Entry, EventLike } from '#procedures/event.ts'
import { unit } from '#procedures/penalty/field.ts'
import { subjectRoles, violated } from '#procedures/inspection/field.ts'
import { DayText } from '#procedures/moment.ts'

const Filed = z.object({ conductFrom: DayText, conductTo: DayText, subjectRoles, unit, violated })

/** The case as it was filed; nothing where it has no such entry. */
export function filedOf(entries: readonly Entry<EventLike>[]): z.infer<typeof Filed> | undefined {
  return Filed.safeParse(entries.findLast(({ event }) => event.kind === 'penalty.case-filed')?.event.detail).data
}
