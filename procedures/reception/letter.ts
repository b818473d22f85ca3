import type { Drawing } from '../document.ts'
import type { Entry } from '../event.ts'
import { eventKind, level, reportItems, title } from '../incident/field.ts'
import { ANSWER, MEASURES, REPORT, REQUIREMENT, SUMMARY } from '../incident/letter.ts'
import { matterFor } from '../inspection/correspondence.ts'
import { letterKind, write, type Letter, type LetterDraft, type Reception as Receiving } from '../letter.ts'
import type { DetailOf, Event } from './event.ts'
import { knownAt, operator } from './field.ts'
import type { Reception } from './state.ts'

/** A report as one department passes it on to another: what the operator has reported so far. */
export const PASSED_ON = letterKind(
  'incident.passed-on',
  { zh: '网络安全事件上报、通报', en: 'Report of an incident passed on' },
  { operator, title, eventKind, level, knownAt, ...reportItems },
)

const NOTHING = { asked: [], answerBy: null }

export function send({ ref, event }: Entry<Event>, { discovered, level: grade, reports, items }: Reception, { party }: Drawing): readonly LetterDraft[] {
  const last = reports.findLast((report) => report.letter !== null)?.letter ?? null
  if (discovered === null || party.kind !== 'department') return []
  const reply = last === null ? undefined : { to: { party: discovered.operator }, written: event.occurred, encloses: [ref], inReplyTo: last }
  const answer = (
    kind: 'acknowledged' | 'question' | 'closed',
    text: string,
    more: Pick<DetailOf<'reception.asked'>, 'asked' | 'answerBy'> = NOTHING,
  ): readonly LetterDraft[] =>
    reply === undefined ? [] : [write(ANSWER, reply, { from: party.remit, answer: kind, text, asked: more.asked, until: more.answerBy })]
  switch (event.kind) {
    case 'reception.acknowledged':
      return answer('acknowledged', event.detail.note ?? '已收到报告。 / Your report has been received.')
    case 'reception.asked': {
      return answer('question', event.detail.question, event.detail)
    }
    case 'reception.closed':
      return answer('closed', event.detail.result)
    case 'incident.measures-required':
      return reply === undefined ? [] : [write(REQUIREMENT, reply, { from: party.remit, until: event.facts.until, demanded: event.detail.demanded })]
    case 'incident.passed-on': {
      const { to, level: rank, region } = event.detail
      const { operator: whose, title: called, eventKind: sort, operatorKnewAt } = discovered
      const content = { operator: whose, title: called, eventKind: sort, level: grade ?? 'III', knownAt: operatorKnewAt, ...items }
      return [write(PASSED_ON, { to: { remit: to, level: rank, region }, written: event.occurred, encloses: [ref] }, content)]
    }
    case 'incident.discovered':
    case 'incident.report-received':
    case 'incident.plan-started':
    case 'incident.investigated':
    case 'reception.summary-received':
    case 'reception.measures-reported':
      return []
  }
}

const taking =
  (type: string) =>
  ({ id, body }: Letter): unknown => {
    const { title: _, ...rest } = body
    return { type, letter: id, ...rest }
  }

export const receptions: readonly Receiving[] = [
  { kind: REPORT.kind, subject: matterFor, command: ({ id, from, body }) => ({ type: 'take-report', operator: from, letter: id, ...body }) },
  { kind: SUMMARY.kind, subject: matterFor, command: taking('take-summary') },
  { kind: MEASURES.kind, subject: matterFor, command: taking('take-measures') },
  // Whoever passes it on has it under the operator's matter, and so has whoever gets it.
  { kind: PASSED_ON.kind, subject: ({ subject }) => subject, command: ({ id, body }) => ({ type: 'take-report', letter: id, ...body }) },
]
