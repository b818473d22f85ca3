import type { Drawing } from '../document.ts'
import type { Entry } from '../event.ts'
import { field } from '../field.ts'
import { answeredSubject, letterKind, RECEIPT, write, type LetterDraft, type Reception } from '../letter.ts'
import { Moment } from '../moment.ts'
import { addresseeOf } from './authority.ts'
import type { Event } from './event.ts'
import { answerFrom, asked, answerKind, answerText, demanded, eventKind, level, measures, reportItems, summaryItems, title } from './field.ts'
import type { Incident } from './state.ts'

/** A report of an incident: only what goes to that department, with the entry that sends it. */
export const REPORT = letterKind(
  'incident.report',
  { zh: '网络安全事件报告', en: 'Report of a network security incident' },
  { title, eventKind, level, knownAt: field(Moment, { zh: '发现时间', en: 'Known at' }), ...reportItems },
)
export const SUMMARY = letterKind(
  'incident.summary',
  { zh: '网络安全事件总结报告', en: 'Final summary of a network security incident' },
  { title, level, ...summaryItems },
)
/** What a department requires of an operator, in answer to a report. */
export const REQUIREMENT = letterKind(
  'incident.requirement',
  { zh: '采取措施要求', en: 'Requirement to take measures' },
  { from: answerFrom, until: field(Moment, { zh: '要求完成的时间', en: 'To be done by' }), demanded },
)

/** What a department tells an operator of its report, in answer to it. */
export const ANSWER = letterKind(
  'incident.answer',
  { zh: '事件报告答复', en: 'Answer to the report of an incident' },
  { from: answerFrom, answer: answerKind, text: answerText, asked, until: field(Moment.nullable(), { zh: '请于何时前补报', en: 'To be answered by' }) },
)
/** What was done of what a department required. */
export const MEASURES = letterKind('incident.measures', { zh: '措施落实情况报告', en: 'Report on the measures taken' }, { measures })

export function send({ ref, event }: Entry<Event>, { discovered, classified, reports, demands }: Incident, { party }: Drawing): readonly LetterDraft[] {
  if (discovered === null || classified === null) return []
  const { title, eventKind, knownAt } = discovered
  if (event.kind === 'incident.report-sent' && event.detail.channel === 'letter') {
    const { to, channel: _channel, receipt: _receipt, first: _first, level, ...items } = event.detail
    return [write(REPORT, { to: addresseeOf(to, party), written: event.occurred, encloses: [ref] }, { title, eventKind, level, knownAt, ...items })]
  }
  const byPost = (remit: string): boolean => reports.some((report) => report.to === remit && report.channel === 'letter')
  if (event.kind === 'incident.measures-taken') {
    const whom = [...new Set(demands.map(({ from }) => from))].filter(byPost)
    return whom.map((each) => write(MEASURES, { to: addresseeOf(each, party), written: event.occurred, encloses: [ref] }, event.detail))
  }
  if (event.kind !== 'incident.summary-filed') return []
  const { to, ...items } = event.detail
  return to
    .filter(byPost)
    .map((each) => write(SUMMARY, { to: addresseeOf(each, party), written: event.occurred, encloses: [ref] }, { title, level: classified.level, ...items }))
}

export const receptions: readonly Reception[] = [
  {
    kind: RECEIPT.kind,
    subject: answeredSubject,
    command: ({ body }) => ({ type: 'record-receipt', on: body['receivedAt'], to: body['remit'], receipt: body['reference'] }),
  },
  {
    kind: ANSWER.kind,
    subject: answeredSubject,
    command: ({ body: { until, ...body }, written }) => ({ type: 'record-answer', on: written, ...body, ...(until === null ? {} : { until }) }),
  },
  { kind: REQUIREMENT.kind, subject: answeredSubject, command: ({ body, written }) => ({ type: 'require-measures', on: written, ...body }) },
]
