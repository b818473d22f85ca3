import type { Access } from '../access.ts'
import { ANSWER, OBJECTION, REPORT } from '../inspection/correspondence.ts'
import { PAYMENT, STATEMENT } from '../penalty/correspondence.ts'
import { procedure } from '../procedure.ts'
import { Command } from './command.ts'
import { decide } from './decide.ts'
import { documents } from './document.ts'
import { Event } from './event.ts'
import { receptions, send } from './letter.ts'
import { refusals } from './refusal.ts'
import { evolve, initial } from './state.ts'
import { steps } from './step.ts'
import { dealings, inspectionRequests } from './view.ts'

/** One matter with a department, on the side of the party: the inspection, the order to correct, the interview, the penalty. */
export const cooperation = procedure({
  id: 'cooperation',
  title: { zh: '接受检查与整改', en: 'Inspection and correction' },
  about: {
    zh: '核验检查人员、登记要求后再提供、报送整改、陈述申辩、缴款。',
    en: 'Check the officers, record what is asked before it is answered, report corrections, make a defence, pay.',
  },
  of: 'matter',
  parties: ['operator', 'provider', 'service-institution'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: {
    'receive-notice': ['compliance-officer', 'responsible-manager', 'post'],
    admit: ['compliance-officer', 'responsible-manager', 'engineer'],
    'log-request': ['compliance-officer', 'responsible-manager', 'engineer'],
    'answer-request': ['compliance-officer', 'responsible-manager'],
    object: ['compliance-officer', 'responsible-manager'],
    complete: ['compliance-officer', 'responsible-manager'],
    'find-obstruction': ['compliance-officer', 'auditor'],
    'receive-call': ['compliance-officer', 'responsible-manager', 'post'],
    'receive-interview': ['compliance-officer', 'responsible-manager', 'post'],
    'receive-order': ['compliance-officer', 'responsible-manager', 'post'],
    'report-correction': ['compliance-officer', 'responsible-manager'],
    'receive-verification': ['compliance-officer', 'responsible-manager', 'post'],
    'receive-refusal': ['compliance-officer', 'responsible-manager', 'post'],
    'receive-penalty-notice': ['compliance-officer', 'responsible-manager', 'post'],
    defend: ['compliance-officer', 'responsible-manager'],
    'receive-hearing': ['compliance-officer', 'responsible-manager', 'post'],
    'receive-decision': ['compliance-officer', 'responsible-manager', 'post'],
    pay: ['responsible-manager'],
    correct: ['compliance-officer', 'responsible-manager'],
    withdraw: ['compliance-officer', 'responsible-manager'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [dealings, inspectionRequests],
  steps,
  documents,
  letters: [ANSWER, OBJECTION, REPORT, STATEMENT, PAYMENT],
  send,
  receives: receptions,
  serves: [],
  settles: [
    { norm: 'inspection.cooperate', command: 'complete' },
    { norm: 'operation.accept-supervision', command: 'complete' },
    { norm: 'correction.comply', command: 'report-correction' },
    { norm: 'interview.rectify', command: 'report-correction' },
    { norm: 'penalty.pay', command: 'pay' },
  ],
})
