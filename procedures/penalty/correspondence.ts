import { field } from '../field.ts'
import { operatorName, line, paragraph, sender, violated } from '../inspection/field.ts'
import { letterKind } from '../letter.ts'
import { Held } from './event.ts'
import * as of from './field.ts'

/** Every kind of letter between a department and a party about a penalty. Who sends which stands in the two procedures. */
const held = field(Held, { zh: '法定幅度', en: 'Range of the statute' })
/** What is imposed. Persons go with it by name and post, so that the party knows whom it concerns. */
const imposed = {
  operatorName,
  summary: of.summary,
  violated,
  measures: of.measures,
  entityFine: of.entityFine,
  personFine: of.personFine,
  detentionDays: of.detentionDays,
  persons: field(of.Persons.nullable(), { ...of.personsWords, personal: true }),
  discretion: of.discretion,
  held,
}

export const PENALTY_NOTICE = letterKind(
  'penalty.notice',
  { zh: '行政处罚告知书', en: 'Notice of the penalty proposed' },
  {
    ...sender,
    ...imposed,
    respondUntil: of.respondUntil,
    hearingUntil: field(of.hearingUntil.nullable(), { zh: '要求听证截止之日', en: 'Last day to ask for a hearing' }),
  },
)
export const HEARING_NOTICE = letterKind(
  'penalty.hearing',
  { zh: '听证通知书', en: 'Call to the hearing' },
  {
    at: of.hearingAt,
    place: of.hearingPlace,
    chair: field(line.nullable(), { zh: '听证主持人', en: 'Who chairs', personal: true }),
    open: of.openHearing,
  },
)
export const DECISION = letterKind(
  'penalty.decision',
  { zh: '行政处罚决定书', en: 'Penalty decision' },
  {
    ...sender,
    ...imposed,
    number: of.number,
    norm: field(line.nullable(), { zh: '所涉规范', en: 'Norm concerned' }),
    consequences: of.consequences,
    circumstances: of.circumstances,
    illegalGains: field(of.illegalGains.nullable(), { zh: '违法所得（元）', en: 'Illegal gains (yuan)' }),
    howToPay: field(line.nullable(), { zh: '缴款方式', en: 'How to pay' }),
    payUntil: of.payUntil,
    remedies: field(paragraph, { zh: '救济途径和期限', en: 'Remedies and their time', source: { instrument: 'penalty-law-2021', article: '59' } }),
  },
)
export const STATEMENT = letterKind(
  'penalty.statement',
  { zh: '陈述、申辩和听证要求', en: 'Defence and request for a hearing' },
  { kind: of.statementKind, statement: of.statement },
)
export const PAYMENT = letterKind(
  'penalty.payment',
  { zh: '缴款回告', en: 'Proof of payment' },
  { reference: field(line, { zh: '缴款凭证', en: 'Proof of payment', source: { norm: 'penalty.pay' } }) },
)
