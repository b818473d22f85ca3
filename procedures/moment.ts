import { z } from 'zod'
import { dayOf, instantOf, printInstant, type Instant } from '#law/instant.ts'

/**
 * When something happened, inside commands, events and rows: ISO 8601, brought to the offset +08:00 when it is parsed, so
 * that the order of the texts is the order of time and `<` may be used on them. The law's facts of type `moment` are the same.
 */
export const Moment = z
  .string()
  .refine((text) => instantOf(text) !== undefined, { error: 'not an instant with an offset, such as 2025-06-02T09:12:00+08:00', abort: true })
  .overwrite((text) => {
    const at = instantOf(text)
    return at === undefined ? text : printInstant(at)
  })
  .brand<'Moment'>()
  .meta({ format: 'date-time' })
export type Moment = z.infer<typeof Moment>

/** A civil day in Asia/Shanghai as text, `2025-06-02`. */
export const DayText = z
  .string()
  .refine((text) => dayOf(text) !== undefined, 'not a day of the calendar, such as 2025-06-02')
  .brand<'DayText'>()
  .meta({ format: 'date' })
export type DayText = z.infer<typeof DayText>

export function momentOf(at: Instant): Moment {
  return Moment.parse(printInstant(at))
}
