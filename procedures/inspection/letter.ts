import type { Drawing } from '../document.ts'
import type { Entry } from '../event.ts'
import { answeredSubject, write, type LetterDraft, type Reception } from '../letter.ts'
import { ANSWER, INTERVIEW, INTERVIEW_CALL, NOTICE, OBJECTION, ORDER, REFUSAL, REPORT, VERIFICATION } from './correspondence.ts'
import type { Event } from './event.ts'
import type { Inspection } from './state.ts'

/** What an entry sends to the party. Asked again, the letters are the same. */
export function send({ ref, event }: Entry<Event>, { proposal, interview }: Inspection, { party }: Drawing): readonly LetterDraft[] {
  if (proposal === null || party.kind !== 'department') return []
  const sender = { remit: party.remit, rank: party.level, departmentName: party.name.zh, departmentEnglish: party.name.en }
  const envelope = { to: { party: proposal.operator }, written: event.occurred, encloses: [ref] }
  switch (event.kind) {
    case 'inspection.noticed': {
      const { basis, basisText, means, scope, scopeNote, from, to, officerCount, officers } = proposal
      return [write(NOTICE, envelope, { ...sender, basis, basisText, means, scope, scopeNote, from, to, officerCount, officers })]
    }
    case 'inspection.interview-called':
      return [write(INTERVIEW_CALL, envelope, { ...sender, ...event.detail })]
    case 'interview.held':
    case 'inspection.interview-recorded': {
      if (interview === null) return []
      const { basis, demands, until, minutes } = interview.content
      return [write(INTERVIEW, envelope, { ...sender, basis, demands, until, minutes })]
    }
    case 'correction.ordered': {
      const { atAnother: _, ...facts } = event.facts
      return [write(ORDER, envelope, { ...sender, ...facts, ...event.detail })]
    }
    case 'inspection.verified':
      return [write(VERIFICATION, envelope, event.detail)]
    case 'correction.refused':
      return [write(REFUSAL, envelope, { about: 'order', reason: event.detail.reason })]
    case 'rectification.refused':
      return [write(REFUSAL, envelope, { about: 'interview', reason: event.detail.reason })]
    case 'inspection.proposed':
    case 'inspection.approved':
    case 'inspection.begun':
    case 'inspection.finding-recorded':
    case 'inspection.obstructed':
    case 'inspection.answer-received':
    case 'inspection.objection-received':
    case 'inspection.finished':
    case 'inspection.report-received':
    case 'correction.completed':
    case 'rectification.completed':
    case 'inspection.closed':
      return []
  }
}

export const receptions: readonly Reception[] = [
  { kind: ANSWER.kind, subject: answeredSubject, command: ({ id, body, written }) => ({ type: 'take-answer', on: written, letter: id, ...body }) },
  { kind: OBJECTION.kind, subject: answeredSubject, command: ({ id, body, written }) => ({ type: 'take-objection', on: written, letter: id, ...body }) },
  { kind: REPORT.kind, subject: answeredSubject, command: ({ id, body, written }) => ({ type: 'take-report', on: written, letter: id, ...body }) },
]
