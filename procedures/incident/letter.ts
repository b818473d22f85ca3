import type { Drawing } from '../document.ts'
import type { Entry } from '../event.ts'
import { field } from '../field.ts'
import { answeredSubject, letterKind, RECEIPT, write, type LetterDraft, type Reception } from '../letter.ts'
import { Moment } from '../moment.ts'
import { addresseeOf } from './authority.ts'
import type { Event } from './event.ts'
import { demanded, eventKind, level, remit, reportItems, summaryItems, title } from './field.ts'
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
  { from: remit, until: field(Moment, { zh: '要求完成的时间', en: 'To be done by' }), demanded },
)

export function send({ ref, event }: Entry<Event>, { discovered, classified, reports }: Incident, { party }: Drawing): readonly LetterDraft[] {
  if (discovered === null || classified === null) return []
  const { title, eventKind, knownAt } = discovered
  if (event.kind === 'incident.report-sent' && event.detail.channel === 'letter') {
    const { to, channel: _channel, receipt: _receipt, first: _first, level, ...items } = event.detail
    return [write(REPORT, { to: addresseeOf(to, party), written: event.occurred, encloses: [ref] }, { title, eventKind, level, knownAt, ...items })]
  }
  if (event.kind !== 'incident.summary-filed') return []
  const { to, ...items } = event.detail
  const byLetter = to.filter((each) => reports.some((report) => report.to === each && report.channel === 'letter'))
  return byLetter.map((each) =>
    write(SUMMARY, { to: addresseeOf(each, party), written: event.occurred, encloses: [ref] }, { title, level: classified.level, ...items }),
  )
}

export const receptions: readonly Reception[] = [
  {
    kind: RECEIPT.kind,
    subject: answeredSubject,
    command: ({ body }) => ({ type: 'record-receipt', on: body['receivedAt'], to: body['remit'], receipt: body['reference'] }),
  },
  { kind: REQUIREMENT.kind, subject: answeredSubject, command: ({ body, written }) => ({ type: 'require-measures', on: written, ...body }) },
]
