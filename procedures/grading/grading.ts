import { HANDS, OPERATORS, type Access } from '../access.ts'
import { RECEIPT } from '../letter.ts'
import { procedure } from '../procedure.ts'
import { Command } from './command.ts'
import { decide } from './decide.ts'
import { documents } from './document.ts'
import { Event } from './event.ts'
import { ACCEPTANCE, CERTIFICATE, ENDING, EXTENSION, FILING, PLAN, receptions, RETURN, send } from './letter.ts'
import { refusals } from './refusal.ts'
import { evolve, initial } from './state.ts'
import { steps } from './step.ts'
import { assessments, controls, findings, gradings } from './view.ts'

const heads = [...OPERATORS, 'department-head'] as const
const hands = [...HANDS, 'case-officer', 'department-head'] as const

/** Graded protection of one system, from the proposal of its level to its end, with the controls that the statute asks for in each system. */
export const grading = procedure({
  id: 'grading',
  title: { zh: '网络安全等级保护', en: 'Graded protection' },
  about: {
    zh: '逐个系统定级、评审、备案、测评、自查、整改，并证明各项控制措施。',
    en: 'For each system: grade, review, file, assess, self-check and mend, and prove its controls.',
  },
  of: 'system',
  parties: ['operator', 'provider', 'department', 'service-institution', 'industry-organisation'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: {
    propose: heads,
    review: heads,
    approve: heads,
    'fix-level': ['responsible-manager', 'security-officer', 'department-head'],
    'submit-filing': heads,
    'accept-filing': [...heads, 'post'],
    'record-receipt': [...heads, 'post'],
    'return-filing': [...heads, 'post'],
    'record-certificate': [...heads, 'post'],
    'request-extension': heads,
    'record-assessment': heads,
    'record-self-check': [...hands, 'auditor'],
    'raise-finding': [...hands, 'auditor'],
    rectify: hands,
    verify: [...heads, 'auditor'],
    'prove-control': hands,
    'prove-logs': hands,
    'find-gap': [...hands, 'auditor'],
    'file-plan': heads,
    'record-change': hands,
    end: heads,
    correct: heads,
    withdraw: heads,
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [gradings, controls, findings, assessments],
  steps,
  documents,
  letters: [FILING, EXTENSION, PLAN, ENDING, ACCEPTANCE, CERTIFICATE, RETURN, RECEIPT],
  send,
  receives: receptions,
  serves: [],
  settles: [
    { norm: 'protection.comply', command: 'propose' },
    { norm: 'protection.comply', command: 'fix-level' },
    { norm: 'grading.file-level', command: 'submit-filing' },
    { norm: 'grading.extend-certificate', command: 'request-extension' },
    { norm: 'grading.assess-level-two', command: 'record-assessment' },
    { norm: 'grading.assess-level-three', command: 'record-assessment' },
    { norm: 'grading.assess-level-four', command: 'record-assessment' },
    { norm: 'grading.self-check-level-three', command: 'record-self-check' },
    { norm: 'grading.self-check-level-four', command: 'record-self-check' },
    { norm: 'protection.defend', command: 'prove-control' },
    { norm: 'security.take-measures', command: 'prove-control' },
    { norm: 'monitoring.record', command: 'prove-control' },
    { norm: 'logs.keep-six-months', command: 'prove-logs' },
    { norm: 'data.classify', command: 'prove-control' },
    { norm: 'data.back-up', command: 'prove-control' },
    { norm: 'data.encrypt', command: 'prove-control' },
  ],
})
