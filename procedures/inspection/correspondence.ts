import { field } from '../field.ts'
import { letterKind, type Letter } from '../letter.ts'
import { about } from './command.ts'
import { charges } from './event.ts'
import * as of from './field.ts'

/** Every kind of letter between a department and a party about an inspection. Who sends which stands in the two procedures. */
const { sender } = of

export const NOTICE = letterKind(
  'inspection.notice',
  { zh: '监督检查通知书', en: 'Notice of inspection' },
  {
    ...sender,
    basis: of.basis,
    basisText: of.basisText,
    means: of.means,
    scope: of.scope,
    scopeNote: field(of.paragraph.nullable(), { zh: '系统、场所和时段', en: 'Systems, premises and period' }),
    from: of.from,
    to: of.to,
    officerCount: of.officerCount,
    officers: field(of.Officers.nullable(), { ...of.officersWords, personal: true }),
  },
)
export const INTERVIEW_CALL = letterKind(
  'inspection.interview-call',
  { zh: '约谈通知书', en: 'Call to an interview' },
  { ...sender, basis: of.interviewBasis, interviewee: of.interviewee, at: of.on, place: of.place, reason: of.interviewReason },
)
export const INTERVIEW = letterKind(
  'inspection.interview',
  { zh: '约谈记录及整改要求', en: 'Minutes of the interview and what to rectify' },
  { ...sender, basis: of.interviewBasis, demands: of.demands, until: of.until, minutes: of.minutes },
)
export const ORDER = letterKind(
  'inspection.order',
  { zh: '责令改正通知书', en: 'Order to correct' },
  {
    ...sender,
    charges,
    norm: field(of.line.nullable(), { zh: '所涉规范', en: 'Norm concerned' }),
    provision: field(of.line.nullable(), { zh: '责令所依条款', en: 'Provision for the order' }),
    system: field(of.line.nullable(), { zh: '所涉系统', en: 'System concerned' }),
    required: of.required,
    until: of.until,
  },
)
export const VERIFICATION = letterKind(
  'inspection.verification',
  { zh: '复查意见书', en: 'Result of the verification' },
  { about, corrected: of.corrected, how: of.how },
)
export const REFUSAL = letterKind('inspection.refusal', { zh: '拒不改正认定书', en: 'Finding that correction was refused' }, { about, reason: of.reason })

export const ANSWER = letterKind(
  'inspection.answer',
  { zh: '配合检查提交材料', en: 'Material for the inspection' },
  { given: of.reason, evidence: of.evidence },
)
export const OBJECTION = letterKind('inspection.objection', { zh: '对检查的异议', en: 'Objection to the inspection' }, { ground: of.reason })
export const REPORT = letterKind('inspection.report', { zh: '整改报告', en: 'Report on correction' }, { about, measures: of.measures, evidence: of.evidence })

/** The matter of the party to which a department's letter belongs: one for each matter of the department. */
export function matterFor({ from, procedure, subject }: Letter): string {
  return `${from}:${procedure}:${subject}`
}
