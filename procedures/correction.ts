import { z } from 'zod'
import type { Text } from '#law/text.ts'
import { command } from './command.ts'
import { event, type Entry, type EventLike } from './event.ts'
import { field } from './field.ts'
import { CORRECTION_NOTED, standingEntries, WITHDRAWN } from './history.ts'
import { Moment } from './moment.ts'
import { frameRefusals, refuser, type Refused } from './refusal.ts'

/** The commands that every procedure has besides its own. Its access table says who may give them. */
export const CORRECTIONS = ['correct', 'withdraw'] as const

const Ref = z.string().min(1).max(200)
const because = field(z.string().min(1).max(2000), { zh: '理由', en: 'Reason', widget: 'long-text' })

const Correct = command(
  'correct',
  { zh: '更正记录', en: 'Correct an entry', help: { zh: '原记录保留，以更正后的内容为准。', en: 'The old entry stays on record; the corrected one counts.' } },
  {
    entry: field(Ref, { zh: '被更正的记录', en: 'Entry to correct' }),
    occurred: field(Moment.optional(), { zh: '更正后的时间', en: 'Corrected time' }),
    facts: field(z.record(z.string(), z.unknown()).default({}), { zh: '更正的事实', en: 'Corrected facts' }),
    detail: field(z.record(z.string(), z.unknown()).default({}), { zh: '更正的内容', en: 'Corrected details' }),
    because,
  },
)
const Withdraw = command(
  'withdraw',
  {
    zh: '撤回记录',
    en: 'Withdraw an entry',
    help: { zh: '用于误记；原记录保留，但不再计算。', en: 'For an entry made by mistake: it stays on record and no longer counts.' },
  },
  { entry: field(Ref, { zh: '被撤回的记录', en: 'Entry to withdraw' }), because },
)
export const Correction = z.discriminatedUnion('type', [Correct, Withdraw])
export type Correction = z.infer<typeof Correction>

const noted: Text = { zh: '更正说明', en: 'Reason for a correction' }
const CorrectionNoted = event(CORRECTION_NOTED, { of: 'matter', ...noted }, {}, { entry: field(Ref, { zh: '被更正的记录', en: 'Entry corrected' }), because })
const Withdrawn = event(WITHDRAWN, { of: 'matter', zh: '撤回记录', en: 'Entry withdrawn' }, {}, { because })
export const CorrectionEvent = z.discriminatedUnion('kind', [CorrectionNoted, Withdrawn])

const refuse = refuser(frameRefusals)

/**
 * Corrects or withdraws an entry of a matter. The corrected event keeps the kind and takes the place of the old one, for
 * the procedure and for the law; `parse` checks it by the procedure's own schema.
 */
export function correct<E extends EventLike>(
  correction: Correction,
  entries: readonly Entry<E>[],
  at: Moment,
  parse: (event: unknown) => EventLike | Refused,
): readonly EventLike[] | Refused {
  const found = standingEntries(entries).find(({ ref }) => ref === correction.entry)
  if (found === undefined) return refuse('frame.no-entry', { entry: correction.entry })
  const { event: old, ref } = found
  if (correction.type === 'withdraw')
    return [{ kind: WITHDRAWN, occurred: at, subject: old.subject, corrects: ref, facts: {}, detail: { because: correction.because } }]
  const next = parse({
    ...old,
    occurred: correction.occurred ?? old.occurred,
    corrects: ref,
    facts: { ...old.facts, ...correction.facts },
    detail: { ...old.detail, ...correction.detail },
  })
  if ('refusal' in next) return next
  return [next, { kind: CORRECTION_NOTED, occurred: at, subject: old.subject, corrects: null, facts: {}, detail: { entry: ref, because: correction.because } }]
}
