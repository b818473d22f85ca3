import type { Entry } from '../event.ts'
import { ANSWER, INTERVIEW, INTERVIEW_CALL, matterFor, NOTICE, OBJECTION, ORDER, REFUSAL, REPORT, VERIFICATION } from '../inspection/correspondence.ts'
import { write, type Letter, type LetterDraft, type Reception } from '../letter.ts'
import type { Moment } from '../moment.ts'
import { DECISION, HEARING_NOTICE, PAYMENT, PENALTY_NOTICE, STATEMENT } from '../penalty/correspondence.ts'
import type { Event } from './event.ts'
import type { Cooperation } from './state.ts'

interface Correspondent {
  readonly department: string
  readonly letter: string | null
}

/** An answer to the letter that began it; what came on paper is answered on paper. */
function answering(to: Correspondent | null, written: Moment, ref: string) {
  if (to === null || to.letter === null) return undefined
  return { to: { party: to.department }, written, encloses: [ref], inReplyTo: to.letter }
}

export function send({ ref, event }: Entry<Event>, state: Cooperation): readonly LetterDraft[] {
  const { notice, order, interview, penalty, decided } = state
  const reply = (to: Correspondent | null) => answering(to, event.occurred, ref)
  switch (event.kind) {
    case 'cooperation.answered': {
      const envelope = reply(notice)
      return envelope === undefined ? [] : [write(ANSWER, envelope, { given: event.detail.given, evidence: event.detail.evidence })]
    }
    case 'cooperation.objected': {
      const envelope = reply(notice ?? order)
      return envelope === undefined ? [] : [write(OBJECTION, envelope, event.detail)]
    }
    case 'correction.completed': {
      const envelope = reply(order)
      return envelope === undefined ? [] : [write(REPORT, envelope, { about: 'order', ...event.detail })]
    }
    case 'rectification.completed': {
      const envelope = reply(interview)
      return envelope === undefined ? [] : [write(REPORT, envelope, { about: 'interview', ...event.detail })]
    }
    case 'cooperation.defended': {
      const envelope = reply(penalty)
      return envelope === undefined ? [] : [write(STATEMENT, envelope, event.detail)]
    }
    case 'penalty.paid': {
      const envelope = reply(decided)
      return envelope === undefined ? [] : [write(PAYMENT, envelope, event.detail)]
    }
    case 'cooperation.notice-received':
    case 'inspection.begun':
    case 'cooperation.requested':
    case 'inspection.cooperated':
    case 'inspection.obstructed':
    case 'cooperation.call-received':
    case 'interview.held':
    case 'cooperation.interview-recorded':
    case 'correction.ordered':
    case 'cooperation.verified':
    case 'correction.refused':
    case 'rectification.refused':
    case 'cooperation.penalty-noticed':
    case 'cooperation.hearing-called':
    case 'penalty.decided':
      return []
  }
}

/** A letter that says who sends it, and one that goes on with what such a letter began. */
const first = (kind: string, type: string): Reception => ({
  kind,
  subject: matterFor,
  command: ({ id, from, written, body }: Letter) => ({ type, on: written, department: from, letter: id, ...body }),
})
const next = (kind: string, type: string): Reception => ({
  kind,
  subject: matterFor,
  command: ({ written, body }: Letter) => ({ type, on: written, ...body }),
})

export const receptions: readonly Reception[] = [
  first(NOTICE.kind, 'receive-notice'),
  first(INTERVIEW_CALL.kind, 'receive-call'),
  first(INTERVIEW.kind, 'receive-interview'),
  first(ORDER.kind, 'receive-order'),
  next(VERIFICATION.kind, 'receive-verification'),
  next(REFUSAL.kind, 'receive-refusal'),
  first(PENALTY_NOTICE.kind, 'receive-penalty-notice'),
  next(HEARING_NOTICE.kind, 'receive-hearing'),
  first(DECISION.kind, 'receive-decision'),
]
