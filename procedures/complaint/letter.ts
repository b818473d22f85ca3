import { z } from 'zod'
import type { Drawing } from '../document.ts'
import type { Entry } from '../event.ts'
import { field } from '../field.ts'
import { answeredSubject, letterKind, RECEIPT, write, type Letter, type LetterDraft, type Reception } from '../letter.ts'
import { Moment } from '../moment.ts'
import type { Event } from './event.ts'
import { content, evidence, informantContact, informantName, Line, Paragraph, respondent, topic, transferReason } from './field.ts'
import { openIdentity, type Complaint } from './state.ts'

/** A report that belongs to another department. Who made it goes along only where two people had agreed to open the identity. */
export const TRANSFER = letterKind(
  'complaint.transfer',
  { zh: '举报移送函', en: 'Transfer of a report' },
  {
    from: field(Line, { zh: '移送部门', en: 'From', source: { norm: 'report.transfer' } }),
    receivedAt: field(Moment, { zh: '收到举报时间', en: 'Report received', source: { norm: 'report.transfer' } }),
    topic,
    content: field(Paragraph.nullable(), { ...content, personal: true }),
    respondent: field(Line.nullable(), { ...respondent, personal: true }),
    evidence,
    because: transferReason,
    named: field(z.boolean(), { zh: '实名', en: 'Named', source: { norm: 'reporter.keep-confidential' } }),
    name: field(Line.nullable(), { ...informantName, personal: true }),
    contact: field(Line.nullable(), { ...informantContact, personal: true }),
  },
)

export function send({ ref, event }: Entry<Event>, state: Complaint, { party }: Drawing): readonly LetterDraft[] {
  const { received } = state
  if (event.kind !== 'complaint.transfer-sent' || received === null) return []
  const { to, level, region, because, withIdentity } = event.detail
  const identity = withIdentity ? openIdentity(state) : null
  const { topic: about, content: what, respondent: whom, evidence: proofs, named, on } = received
  return [
    write(
      TRANSFER,
      { to: { remit: to, level, region }, written: event.occurred, encloses: [ref] },
      {
        from: party.name.zh,
        receivedAt: on,
        topic: about,
        content: what,
        respondent: whom,
        evidence: proofs,
        because,
        named,
        name: identity?.name ?? null,
        contact: identity?.contact ?? null,
      },
    ),
  ]
}

/** One letter, one matter, however often it is delivered. */
function subjectOf({ from, subject }: Letter): string {
  return `${from}.${subject}`
}

/** Blanks of a letter are left out: a command has no null. */
function takeOver({ body }: Letter): unknown {
  const { receivedAt: _, named: _named, ...rest } = body
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null))
  return { type: 'take-over', content: '（移送函未附具体情况，见所附材料。The transfer has no description; see its enclosures.）', ...given }
}

export const receptions: readonly Reception[] = [
  { kind: TRANSFER.kind, subject: subjectOf, command: takeOver },
  {
    kind: RECEIPT.kind,
    subject: answeredSubject,
    command: ({ body }) => ({ type: 'record-receipt', on: body['receivedAt'], receipt: body['reference'] }),
  },
]
