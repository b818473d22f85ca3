import type { Drawing } from '../document.ts'
import type { Entry } from '../event.ts'
import { answeredSubject, write, type LetterDraft, type Reception } from '../letter.ts'
import { DECISION, HEARING_NOTICE, PAYMENT, PENALTY_NOTICE, STATEMENT } from './correspondence.ts'
import type { Event } from './event.ts'
import { REMEDIES } from './remedy.ts'
import type { Case } from './state.ts'

/** What an entry sends to the party. Asked again, the letters are the same. */
export function send({ ref, event }: Entry<Event>, { filed, proposal, decided }: Case, { party }: Drawing): readonly LetterDraft[] {
  if (filed === null || proposal === null || party.kind !== 'department') return []
  const { operatorName, summary, violated } = filed
  const { measures, entityFine, personFine, detentionDays, persons, discretion, consequences, circumstances, illegalGains } = proposal
  const sender = { remit: party.remit, rank: party.level, departmentName: party.name.zh, departmentEnglish: party.name.en }
  const imposed = { operatorName, summary, violated, measures, entityFine, personFine, detentionDays, persons, discretion }
  const envelope = { to: { party: filed.operator }, written: event.occurred, encloses: [ref] }
  switch (event.kind) {
    case 'penalty.noticed':
      return [write(PENALTY_NOTICE, envelope, { ...sender, ...imposed, held: proposal.held, ...event.detail })]
    case 'penalty.hearing-called': {
      const { at, place, chair, open } = event.detail
      return [write(HEARING_NOTICE, envelope, { at, place, chair, open })]
    }
    case 'penalty.served': {
      if (decided === null) return []
      const { number, howToPay, held } = decided
      const said = { number, norm: filed.norm, consequences, circumstances, illegalGains: illegalGains ?? null, howToPay, remedies: REMEDIES.zh }
      return [write(DECISION, envelope, { ...sender, ...imposed, ...said, held, payUntil: event.detail.payUntil })]
    }
    case 'penalty.case-filed':
    case 'penalty.evidence-taken':
    case 'penalty.proposed':
    case 'penalty.statement-received':
    case 'penalty.statement-answered':
    case 'penalty.hearing-held':
    case 'penalty.reviewed':
    case 'penalty.discussed':
    case 'penalty.decided':
    case 'penalty.paid':
    case 'credit.recorded':
    case 'credit.retracted':
    case 'penalty.case-closed':
      return []
  }
}

export const receptions: readonly Reception[] = [
  { kind: STATEMENT.kind, subject: answeredSubject, command: ({ id, body, written }) => ({ type: 'take-statement', on: written, letter: id, ...body }) },
  { kind: PAYMENT.kind, subject: answeredSubject, command: ({ body, written }) => ({ type: 'record-payment', on: written, ...body }) },
]
