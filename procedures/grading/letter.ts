import type { Drawing } from '../document.ts'
import type { Entry } from '../event.ts'
import { field } from '../field.ts'
import { answeredSubject, letterKind, RECEIPT, write, type Addressee, type LetterDraft, type Reception } from '../letter.ts'
import { Moment } from '../moment.ts'
import type { Party } from '../party.ts'
import type { Event } from './event.ts'
import { certificateNumber, endItems, extensionReason, filingItems, grade, keptPersons, line, paragraph, planItems, reference, returnedFor } from './field.ts'
import { policeFor } from './filing.ts'
import type { Grading } from './state.ts'

const name = field(line, { zh: '系统名称', en: 'Name of the system' })

/** The filing form, with the level that was fixed. */
export const FILING = letterKind(
  'grading.filing',
  { zh: '网络安全等级保护备案', en: 'Filing of graded protection' },
  { name, grade, ...filingItems, ...keptPersons },
)
export const EXTENSION = letterKind(
  'grading.extension',
  { zh: '备案证明延期申请', en: 'Request to extend a filing certificate' },
  { name, number: certificateNumber, until: field(Moment, { zh: '有效期至', en: 'Valid until' }), reason: extensionReason },
)
export const PLAN = letterKind('grading.plan', { zh: '网络安全保护工作方案', en: 'Network protection plan' }, { name, grade, ...planItems })
export const ENDING = letterKind('grading.ending', { zh: '等级保护终止报告', en: 'End of graded protection' }, { name, grade, ...endItems })

/** What the police answer: accepted, certified, or the papers back. */
export const ACCEPTANCE = letterKind(
  'grading.acceptance',
  { zh: '备案受理通知', en: 'Filing accepted' },
  { accepted: field(Moment, { zh: '受理时间', en: 'Accepted at' }), reference },
)
export const CERTIFICATE = letterKind(
  'grading.certificate',
  { zh: '网络安全等级保护备案证明', en: 'Filing certificate of graded protection' },
  { number: certificateNumber, issued: field(Moment, { zh: '发证时间', en: 'Issued on' }), until: field(Moment, { zh: '有效期至', en: 'Valid until' }) },
)
export const RETURN = letterKind(
  'grading.return',
  { zh: '备案审核不通过通知', en: 'Filing returned' },
  { about: returnedFor, reason: field(paragraph, { zh: '退回理由', en: 'Why it was returned' }) },
)

/** The police that hold the filing; where none is on record here, those of the party's city. */
function holders({ filing }: Grading, { region }: Party): Addressee {
  return filing === null ? { remit: 'police', level: 'city', region: `${region.slice(0, 4)}00` } : policeFor(filing.content)
}

export function send({ ref, event }: Entry<Event>, state: Grading, { party }: Drawing): readonly LetterDraft[] {
  const { level, certificate } = state
  if (level === null) return []
  const { name } = level.content
  const envelope = { to: holders(state, party), written: event.occurred, encloses: [ref] }
  switch (event.kind) {
    case 'grading.filing-submitted':
      return [write(FILING, { ...envelope, to: policeFor(event.detail) }, { name, ...event.detail })]
    case 'grading.extension-requested':
      return certificate === null
        ? []
        : [write(EXTENSION, envelope, { name, number: certificate.number, until: certificate.until, reason: event.detail.reason })]
    case 'grading.plan-filed':
      return [write(PLAN, envelope, { name, grade: level.grade, ...event.detail })]
    case 'grading.ended':
      return state.filed === null ? [] : [write(ENDING, envelope, { name, grade: level.grade, ...event.detail })]
    case 'grading.level-proposed':
    case 'grading.level-reviewed':
    case 'grading.level-approved':
    case 'grading.level-fixed':
    case 'grading.level-confirmed':
    case 'grading.receipt-received':
    case 'grading.filed':
    case 'grading.filing-returned':
    case 'grading.certificate-issued':
    case 'grading.assessed':
    case 'grading.self-checked':
    case 'grading.finding-raised':
    case 'grading.finding-rectified':
    case 'grading.finding-verified':
    case 'grading.change-recorded':
    case 'defence.deployed':
    case 'monitoring.enabled':
    case 'logs.coverage-proved':
    case 'data.classified':
    case 'data.backed-up':
    case 'data.encrypted':
    case 'defence.gap-found':
    case 'monitoring.gap-found':
    case 'logs.gap-found':
    case 'data.classification-gap-found':
    case 'data.backup-gap-found':
    case 'data.encryption-gap-found':
      return []
  }
}

export const receptions: readonly Reception[] = [
  {
    kind: ACCEPTANCE.kind,
    subject: answeredSubject,
    command: ({ body }) => ({ type: 'accept-filing', on: body['accepted'], reference: body['reference'] }),
  },
  {
    kind: CERTIFICATE.kind,
    subject: answeredSubject,
    command: ({ body }) => ({ type: 'record-certificate', on: body['issued'], number: body['number'], until: body['until'] }),
  },
  { kind: RETURN.kind, subject: answeredSubject, command: ({ body, written }) => ({ type: 'return-filing', on: written, ...body }) },
  {
    kind: RECEIPT.kind,
    subject: answeredSubject,
    // The number of a letter names the entry that sent it.
    command: ({ body, inReplyTo }) => ({ type: 'record-receipt', on: body['receivedAt'], entry: inReplyTo?.split('/')[3], receipt: body['reference'] }),
  },
]
