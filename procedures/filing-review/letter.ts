import type { Drawing } from '../document.ts'
import type { Entry } from '../event.ts'
import { ACCEPTANCE, CERTIFICATE, ENDING, EXTENSION, FILING, PLAN, RETURN } from '../grading/letter.ts'
import { matterFor } from '../inspection/correspondence.ts'
import { write, type Letter, type LetterDraft, type Reception } from '../letter.ts'
import type { Event } from './content.ts'
import type { Review } from './state.ts'

/** Answers go to the letter that they answer; what came on paper is answered on paper. */
export function send({ ref, event }: Entry<Event>, { operator, filing, letters }: Review, { party }: Drawing): readonly LetterDraft[] {
  const about = event.kind === 'filing.certified' ? (letters.at(-1) ?? null) : (filing?.letter ?? null)
  if (operator === null || about === null || party.kind !== 'department') return []
  const reply = { to: { party: operator }, written: event.occurred, encloses: [ref], inReplyTo: about }
  switch (event.kind) {
    case 'filing.accepted':
      return [write(ACCEPTANCE, reply, { accepted: event.occurred, reference: event.detail.reference })]
    case 'filing.returned':
      return [write(RETURN, reply, event.detail)]
    case 'filing.certified':
      return [write(CERTIFICATE, reply, { ...event.detail, issued: event.occurred })]
    case 'filing.received':
    case 'filing.extension-received':
    case 'filing.plan-received':
    case 'filing.ending-received':
      return []
  }
}

const taking = (kind: string, type: string): Reception => ({
  kind,
  subject: matterFor,
  command: ({ id, from, body }: Letter) => ({ type, operator: from, letter: id, ...body }),
})

export const receptions: readonly Reception[] = [
  taking(FILING.kind, 'take-filing'),
  taking(EXTENSION.kind, 'take-extension'),
  taking(PLAN.kind, 'take-plan'),
  taking(ENDING.kind, 'take-ending'),
]
