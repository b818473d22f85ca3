import { z } from 'zod'
import { EDITIONS } from './citation.ts'
import { CivilDay, printDay } from './instant.ts'
import { Role } from './role.ts'

/** Yuan with at most two decimals, held as whole fen. Up to a trillion yuan, so that ten times the amount is still exact. */
const Yuan = z
  .number()
  .nonnegative()
  .max(1_000_000_000_000)
  .transform((yuan, context) => {
    const fen = Math.round(yuan * 100)
    if (Math.abs(yuan * 100 - fen) < 1e-4) return fen
    context.addIssue({ code: 'custom', message: 'money has at most two decimals' })
    return z.NEVER
  })

const Flag = z.boolean().nullish()

/**
 * The facts of one case, as the door takes them: `dutybook liability` reads one such object a line.
 * All but `roles` and `conductDate` may be left out; what is left out is not established, and the answer asks for it
 * where it would matter. Unknown keys are refused.
 */
export const Question = z
  .strictObject({
    id: z.union([z.string().max(200), z.number()]).nullish(),
    conductDate: z.union([CivilDay, z.strictObject({ from: CivilDay, to: CivilDay })]),
    decisionDate: CivilDay.nullish(),
    asIf: z.enum(EDITIONS).nullish(),
    roles: z.array(Role),
    unit: Flag,
    network: z.enum(['civil', 'state-organ-government-affairs', 'state-secret', 'military']).nullish(),
    withinTerritory: Flag,
    violated: z.string().max(40).nullish(),
    refusedCorrection: Flag,
    consequences: z.enum(['none', 'harm', 'serious', 'especially-serious']).nullish(),
    circumstances: z.enum(['ordinary', 'serious', 'especially-serious']).nullish(),
    illegalGains: Yuan.nullish(),
    procurementAmount: Yuan.nullish(),
    constitutesCrime: Flag,
    publicSecurityOffence: Flag,
    damageToAnother: Flag,
    knew: Flag,
    authorised: Flag,
    personAffected: Flag,
    priorPunishment: z.enum(['public-security-administration', 'criminal', 'competent-department-fine']).nullish(),
    priorPunishmentDate: CivilDay.nullish(),
    employment: z.enum(['network-security-management', 'network-operation-key-position']).nullish(),
    proposed: z.strictObject({ entityFine: Yuan.nullish(), personFine: Yuan.nullish(), detentionDays: z.int().nonnegative().nullish() }).nullish(),
  })
  .superRefine((question, context) => {
    const { conductDate, decisionDate } = question
    const last = typeof conductDate === 'number' ? conductDate : conductDate.to
    if (typeof conductDate !== 'number' && conductDate.from > conductDate.to)
      context.addIssue({ code: 'custom', path: ['conductDate'], message: 'the conduct ends before it begins' })
    if (decisionDate !== null && decisionDate !== undefined && decisionDate < last)
      context.addIssue({ code: 'custom', path: ['decisionDate'], message: 'the decision lies before the conduct' })
  })
export type Question = z.infer<typeof Question>
/** The same as written by the asker, before parsing. */
export type RawQuestion = z.input<typeof Question>

const yuan = (fen: number | null | undefined): number | null | undefined => (typeof fen === 'number' ? fen / 100 : fen)
const written = (day: Question['decisionDate']): string | null | undefined => (typeof day === 'number' ? printDay(day) : day)

/** A question as its asker would write it: what is parsed from this is the question again. */
export function writtenQuestion(question: Question): RawQuestion {
  const { conductDate, decisionDate, priorPunishmentDate, illegalGains, procurementAmount, proposed, ...rest } = question
  const raw: RawQuestion = {
    ...rest,
    conductDate: typeof conductDate === 'number' ? printDay(conductDate) : { from: printDay(conductDate.from), to: printDay(conductDate.to) },
    decisionDate: written(decisionDate),
    priorPunishmentDate: written(priorPunishmentDate),
    illegalGains: yuan(illegalGains),
    procurementAmount: yuan(procurementAmount),
    proposed:
      typeof proposed === 'object' && proposed !== null
        ? { ...proposed, entityFine: yuan(proposed.entityFine), personFine: yuan(proposed.personFine) }
        : proposed,
  }
  return raw
}
