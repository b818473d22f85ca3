import { OFFICERS, type Access } from '../access.ts'
import { saysAtAnother } from '../elsewhere.ts'
import { procedure } from '../procedure.ts'
import { Command } from './command.ts'
import { INTERVIEW, INTERVIEW_CALL, NOTICE, ORDER, REFUSAL, VERIFICATION } from './correspondence.ts'
import { decide } from './decide.ts'
import { documents } from './document.ts'
import { Event } from './event.ts'
import { receptions, send } from './letter.ts'
import { refusals } from './refusal.ts'
import { evolve, initial } from './state.ts'
import { steps } from './step.ts'
import { correctionOrders, inspections } from './view.ts'

/** One inspection of one party, with the interview and the order to correct that may follow: the department's side. */
export const inspection = procedure({
  id: 'inspection',
  title: { zh: '监督检查', en: 'Inspection' },
  about: {
    zh: '报批、通知、检查、记录发现、约谈、责令改正、复查、认定拒不改正。',
    en: 'Have it approved, give notice, inspect, record what is found, interview, order correction, verify, find refusal.',
  },
  of: 'matter',
  parties: ['department'],
  command: Command,
  event: Event,
  lifts: { 'inspection.begun': saysAtAnother, 'interview.held': saysAtAnother, 'correction.ordered': saysAtAnother },
  initial,
  evolve,
  decide,
  access: {
    propose: OFFICERS,
    approve: ['department-head'],
    notify: OFFICERS,
    begin: OFFICERS,
    'record-finding': OFFICERS,
    'record-obstruction': OFFICERS,
    'take-answer': [...OFFICERS, 'post'],
    'take-objection': [...OFFICERS, 'post'],
    finish: OFFICERS,
    'call-interview': OFFICERS,
    'hold-interview': OFFICERS,
    'order-correction': OFFICERS,
    'take-report': [...OFFICERS, 'post'],
    verify: OFFICERS,
    'find-refusal': ['department-head'],
    close: ['department-head'],
    correct: OFFICERS,
    withdraw: ['department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [inspections, correctionOrders],
  steps,
  documents,
  letters: [NOTICE, INTERVIEW_CALL, INTERVIEW, ORDER, VERIFICATION, REFUSAL],
  send,
  receives: receptions,
  serves: [],
  settles: [
    { norm: 'supervision.exercise', command: 'begin' },
    { norm: 'supervision.exercise-locally', command: 'begin' },
    { norm: 'infrastructure.supervise', command: 'begin' },
    { norm: 'interview.hold', command: 'hold-interview' },
    { norm: 'correction.order', command: 'order-correction' },
    { norm: 'correction.order-organ', command: 'order-correction' },
  ],
})
