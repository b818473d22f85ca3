import { z } from 'zod'
import { dayOf, instantOf, printInstant, type Instant } from '#law/instant.ts'

/**
 * When something happened, inside commands, events and rows: ISO 8601, brought to the offset +08:00 when it is parsed, so
 * that the order of the texts is the order of time and `<` may be used on them. The law's facts of type `moment` are the same.
 */
export const Moment = z
  .string()
  .check((given) => {
    const at = instantOf(given.value)
    if (at !== undefined) given.value = printInstant(at)
    else given.issues.push({ code: 'custom', input: given.value, message: 'not an instant with an offset, such as 2025-06-02T09:12:00+08:00', continue: false })
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

const FIRST = instantOf('0100-01-01T00:00:00+08:00') ?? 0
const LAST = instantOf('9999-12-31T23:59:59.999+08:00') ?? 0

const isMoment = (_printed: string, at: Instant): _printed is Moment => FIRST <= at && at <= LAST

/** An instant of the years from 100 to 9999 is printed as the schema has it. */
export function momentOf(at: Instant): Moment {
  const printed = printInstant(at)
  if (!isMoment(printed, at)) throw new RangeError(`not a moment: ${at}`)
  return printed
}
