import { z } from 'zod'
import type { Entry } from '../event.ts'
import { field } from '../field.ts'
import { letterKind, write, type LetterDraft } from '../letter.ts'
import type { Event } from './event.ts'
import { doneCategories, Line } from './field.ts'
import { KIND_WORDS, KINDS } from './ground.ts'
import type { Rights } from './state.ts'

const SHARED = { instrument: 'gbt-35273-2020', article: '8.3' }

/** Tells somebody to whom the information had been given to delete or correct it as well. Nothing of the person but what finds it. */
export const RECIPIENT_NOTICE = letterKind(
  'rights.recipient-notice',
  { zh: '删除、更正个人信息的通知', en: 'Notice to delete or correct personal information' },
  {
    demand: field(z.enum(KINDS), { zh: '要求', en: 'Demand', source: SHARED, options: KIND_WORDS }),
    categories: doneCategories,
    reference: field(Line.nullable(), { zh: '查找标识', en: 'What it can be found by', source: SHARED, personal: true }),
  },
)

export function send({ ref, event }: Entry<Event>, { request, decision }: Rights): readonly LetterDraft[] {
  if (event.kind !== 'rights.recipients-told' || request === null || decision === null || decision.granted.length === 0) return []
  const { recipients, reference } = event.detail
  const content = { demand: request.kind, categories: [...decision.granted], reference }
  return recipients.flatMap(({ party }) =>
    party === undefined ? [] : [write(RECIPIENT_NOTICE, { to: { party }, written: event.occurred, encloses: [ref] }, content)],
  )
}
