import { HANDS, OPERATORS, type Access } from '../access.ts'
import { RECEIPT } from '../letter.ts'
import { procedure } from '../procedure.ts'
import { Command } from './command.ts'
import { decide } from './decide.ts'
import { documents } from './document.ts'
import { Event } from './event.ts'
import { receptions, MEASURES, REPORT, REQUIREMENT, send, SUMMARY } from './letter.ts'
import { refusals } from './refusal.ts'
import { evolve, initial } from './state.ts'
import { steps } from './step.ts'
import { incidentAnswers, incidentReports, incidents } from './view.ts'

/** One incident from its discovery to the lessons, on the operator's side. Deadlines are the law's: here nothing is counted. */
export const incident = procedure({
  id: 'incident',
  title: { zh: '网络安全事件', en: 'Incident' },
  about: {
    zh: '发现、定级、启动预案、补救、向主管部门报告、告知个人、总结。',
    en: 'Discover, classify, start the plan, remedy, report to the departments, tell the persons, summarise.',
  },
  of: 'matter',
  parties: ['operator', 'provider', 'department', 'service-institution', 'industry-organisation'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: {
    discover: [...HANDS, 'case-officer', 'department-head'],
    'find-leak': [...HANDS, 'case-officer', 'department-head'],
    classify: [...OPERATORS, 'department-head'],
    'start-plan': [...OPERATORS, 'department-head'],
    contain: [...HANDS, 'case-officer', 'department-head'],
    remedy: [...HANDS, 'case-officer', 'department-head'],
    'remedy-leak': [...OPERATORS, 'department-head'],
    report: [...OPERATORS, 'department-head'],
    'record-receipt': [...OPERATORS, 'department-head', 'post'],
    'notify-persons': [...OPERATORS, 'department-head'],
    'require-measures': [...OPERATORS, 'department-head', 'post'],
    'record-answer': [...OPERATORS, 'department-head', 'post'],
    'take-measures': [...HANDS, 'case-officer', 'department-head'],
    'become-emergency': [...OPERATORS, 'department-head'],
    'end-handling': [...OPERATORS, 'department-head'],
    'file-summary': [...OPERATORS, 'department-head'],
    'record-lesson': [...HANDS, 'case-officer', 'department-head'],
    'find-concealed': ['auditor', 'compliance-officer', 'department-head'],
    correct: [...OPERATORS, 'department-head'],
    withdraw: [...OPERATORS, 'department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [incidents, incidentReports, incidentAnswers],
  steps,
  documents,
  letters: [REPORT, SUMMARY, MEASURES, REQUIREMENT, RECEIPT],
  send,
  receives: receptions,
  serves: ['incident.below-reporting-level', 'leak.notice-to-persons-unneeded'],
  settles: [
    { norm: 'incident.start-plan', command: 'start-plan' },
    { norm: 'incident.remedy', command: 'remedy' },
    { norm: 'incident.report', command: 'report' },
    { norm: 'incident.report-case', command: 'report' },
    { norm: 'incident.file-summary', command: 'file-summary' },
    { norm: 'leak.remedy', command: 'remedy-leak' },
    { norm: 'leak.inform-users', command: 'notify-persons' },
    { norm: 'leak.report', command: 'report' },
    { norm: 'incident-response.take-measures', command: 'take-measures' },
    { norm: 'emergency.follow-other-law', command: 'end-handling' },
  ],
})
