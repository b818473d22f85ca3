import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import type { Addressee } from '../letter.ts'
import type { Moment } from '../moment.ts'
import type { Given } from './command.ts'
import type { DetailOf, Event } from './event.ts'
import { REVIEWED_FROM } from './matrix.ts'
import { PAPER_WORDS, papersMissing, PAPERS_FROM } from './paper.ts'
import { refuse } from './refusal.ts'
import type { Grading } from './state.ts'

/**
 * Where a filing goes: to the police of the city in which the security office is; to those of the province for level 5 and for
 * systems across cities or provinces (公网安〔2025〕1846号, annex, questions 3, 4 and 9).
 */
export function policeFor({ unitRegion, scope, grade }: Pick<DetailOf<'grading.filing-submitted'>, 'unitRegion' | 'scope' | 'grade'>): Addressee {
  const wide = grade === 5 || ['nationwide', 'cross-province', 'province', 'cross-city'].includes(scope)
  return wide
    ? { remit: 'police', level: 'province', region: `${unitRegion.slice(0, 2)}0000` }
    : { remit: 'police', level: 'city', region: `${unitRegion.slice(0, 4)}00` }
}

export function submitFiling(command: Given<'submit-filing'>, { level, filing }: Grading): Decision<Event> {
  const { type: _, on, ...detail } = command
  if (level === null) return refuse('grading.no-level')
  const { grade, content } = level
  if (grade < REVIEWED_FROM) return refuse('grading.level-too-low', { level: grade, from: REVIEWED_FROM })
  const returned = filing?.returned ?? null
  // Graded anew since it was returned, whether or not the level came out the same.
  if (returned?.about === 'level' && content.on < returned.on) return refuse('grading.regrade-first', { on: returned.on, reason: returned.reason })
  const missing =
    grade < PAPERS_FROM ? [] : papersMissing(detail.papers, { regulated: content.regulator !== undefined, toFollow: detail.toFollow !== undefined })
  if (missing.length > 0) return refuse('grading.papers-missing', { missing: missing.map((paper) => PAPER_WORDS[paper]) })
  return accept({ kind: 'grading.filing-submitted', occurred: on, facts: {}, detail: { ...detail, grade } })
}

function filed(on: Moment, acceptedAt: Moment, reference: string | null): Draft<Event> {
  return { kind: 'grading.filed', occurred: on, facts: {}, detail: { reference, acceptedAt } }
}

export function acceptFiling({ on, reference }: Given<'accept-filing'>, { filing }: Grading): Decision<Event> {
  if (filing === null) return refuse('grading.nothing-filed')
  if (filing.returned !== null) return refuse('grading.filing-returned', { on: filing.returned.on })
  return filing.accepted === null ? accept(filed(filing.content.on, on, reference)) : accept()
}

/** Proof of sending. Recorded again it says nothing new. */
export function recordReceipt({ on, entry, receipt }: Given<'record-receipt'>, { receipts }: Grading): Decision<Event> {
  return receipts[entry] === receipt ? accept() : accept({ kind: 'grading.receipt-received', occurred: on, facts: {}, detail: { entry, receipt } })
}

export function returnFiling({ on, about, reason }: Given<'return-filing'>, { filing }: Grading): Decision<Event> {
  if (filing === null) return refuse('grading.nothing-filed')
  return filing.returned === null ? accept({ kind: 'grading.filing-returned', occurred: on, facts: {}, detail: { about, reason } }) : accept()
}

/** A certificate says that the filing was complete, so it stands for the acceptance where that was never recorded. */
export function recordCertificate({ on, number, until, filedOn }: Given<'record-certificate'>, state: Grading): Decision<Event> {
  const { level, filing, certificate } = state
  if (level === null) return refuse('grading.no-level')
  if (until <= on) return refuse('grading.certificate-ends-first', { on, until })
  const handedIn = filing?.content.on ?? filedOn
  if (handedIn === undefined && state.filed === null) return refuse('grading.nothing-filed')
  if (filing !== null && filing.returned !== null) return refuse('grading.filing-returned', { on: filing.returned.on })
  if (certificate?.number === number && certificate.until === until) return accept()
  const open = filing === null ? state.filed === null : filing.accepted === null
  return accept(...(open && handedIn !== undefined ? [filed(handedIn, on, null)] : []), {
    kind: 'grading.certificate-issued',
    occurred: on,
    facts: { certificateUntil: until },
    detail: { number },
  })
}

export function requestExtension({ on, reason }: Given<'request-extension'>, { certificate, extension }: Grading): Decision<Event> {
  if (certificate === null) return refuse('grading.no-certificate')
  return extension === null ? accept({ kind: 'grading.extension-requested', occurred: on, facts: {}, detail: { reason } }) : accept()
}
