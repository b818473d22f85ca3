import { z } from 'zod'
import { command } from '../command.ts'
import { field } from '../field.ts'
import { evidence, letterId, norm, officers, on, operator, operatorName, reason, subjectRoles, violated, line } from '../inspection/field.ts'
import * as of from './field.ts'

const who = (zh: string, en: string) => field(line, { zh, en, personal: true })

const FileCase = command(
  'file-case',
  { zh: '立案', en: 'File the case', opens: true },
  {
    on,
    operator,
    operatorName,
    address: of.address,
    unit: of.unit,
    subjectRoles,
    origin: of.origin,
    inspection: of.inspectionId,
    violated,
    norm,
    conductFrom: of.conductFrom,
    conductTo: of.conductTo,
    discovered: of.discovered,
    graveHarm: of.graveHarm,
    jurisdiction: of.jurisdiction,
    summary: of.summary,
    officers,
  },
)
const TakeEvidence = command('take-evidence', { zh: '登记证据', en: 'Record evidence' }, { on, proof: of.proof, evidence })
const Propose = command(
  'propose',
  {
    zh: '提出处罚建议',
    en: 'Propose a penalty',
    help: { zh: '依案情逐项对照法定幅度；幅度之外不能提出。', en: 'It is held against the range of the statute; what is outside cannot be proposed.' },
  },
  {
    on,
    ...of.caseFacts,
    measures: of.measures,
    entityFine: of.entityFine.default(0),
    personFine: of.personFine.default(0),
    detentionDays: of.detentionDays.default(0),
    persons: field(of.Persons.default([]), { ...of.personsWords, personal: true }),
    larger: of.larger,
    complex: of.complex,
    finedBefore: of.finedBefore,
    mitigation: of.mitigation.optional(),
    discretion: of.discretion,
  },
)
const Notify = command(
  'notify',
  {
    zh: '告知拟处罚内容和权利',
    en: 'Tell the party what is proposed, and its rights',
    outward: true,
    help: { zh: '可以要求听证的，写明截止时间。', en: 'Where a hearing may be asked for, say until when.' },
  },
  { on, respondUntil: of.respondUntil, hearingUntil: of.hearingUntil.optional() },
)
const TakeStatement = command(
  'take-statement',
  { zh: '接收陈述、申辩、听证要求', en: 'Take in a defence or a request for a hearing' },
  { on, kind: of.statementKind, statement: of.statement, letter: letterId },
)
const AnswerStatement = command('answer-statement', { zh: '复核陈述、申辩', en: 'Review the defence' }, { on, accepted: of.accepted, reason })
const CallHearing = command(
  'call-hearing',
  { zh: '通知听证', en: 'Call the hearing', outward: true },
  { on, at: of.hearingAt, place: of.hearingPlace, chair: who('听证主持人', 'Who chairs'), open: of.openHearing, closedBecause: of.closedBecause },
)
const HoldHearing = command('hold-hearing', { zh: '登记听证', en: 'Record the hearing' }, { on, opinion: of.opinion, evidence })
const Review = command(
  'review',
  { zh: '法制审核', en: 'Review it in law' },
  { on, reviewer: who('审核人', 'Reviewer'), passed: of.passed, opinion: of.opinion },
)
const Discuss = command('discuss', { zh: '集体讨论', en: 'Discuss it among those in charge' }, { on, participants: of.participants, opinion: of.opinion })
const Decide = command(
  'decide',
  {
    zh: '作出处罚决定',
    en: 'Decide on the penalty',
    help: { zh: '按已告知的内容，并以决定之日的法律再次核对。', en: 'As told to the party, and held against the law of the day once more.' },
  },
  { on, number: of.number, howToPay: of.howToPay.optional(), decidedBy: who('决定人', 'Decided by') },
)
const Serve = command('serve', { zh: '送达决定书', en: 'Serve the decision', outward: true }, { on, served: of.served })
const RecordPayment = command(
  'record-payment',
  { zh: '登记缴款', en: 'Record the payment' },
  { on, reference: field(line, { zh: '缴款凭证', en: 'Proof of payment', source: { norm: 'penalty.pay' } }) },
)
const RecordCredit = command(
  'record-credit',
  { zh: '记入信用档案并公示', en: 'Enter in the credit file and publish', outward: true },
  { on, register: of.register, text: of.creditText, shownUntil: of.shownUntil },
)
const RetractCredit = command(
  'retract-credit',
  {
    zh: '撤回信用公示',
    en: 'Take the credit entry back',
    outward: true,
    help: { zh: '公众看到已撤回和理由，看不到内容。', en: 'The public sees that it was taken back and why, and no longer what it said.' },
  },
  { on, because: of.retractedBecause },
)
const Close = command('close', { zh: '结案', en: 'Close the case' }, { on, closing: of.closing, reason })

export const Command = z.discriminatedUnion('type', [
  FileCase,
  TakeEvidence,
  Propose,
  Notify,
  TakeStatement,
  AnswerStatement,
  CallHearing,
  HoldHearing,
  Review,
  Discuss,
  Decide,
  Serve,
  RecordPayment,
  RecordCredit,
  RetractCredit,
  Close,
])
export type Command = z.infer<typeof Command>
export type Given<T extends Command['type']> = Extract<Command, { type: T }>
