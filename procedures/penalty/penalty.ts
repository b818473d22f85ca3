import { OFFICERS, type Access } from '../access.ts'
import { saysAtAnother } from '../elsewhere.ts'
import { procedure } from '../procedure.ts'
import { Command } from './command.ts'
import { DECISION, HEARING_NOTICE, PENALTY_NOTICE } from './correspondence.ts'
import { decide } from './decide.ts'
import { documents } from './document.ts'
import { Event } from './event.ts'
import { receptions, send } from './letter.ts'
import { refusals } from './refusal.ts'
import { evolve, initial } from './state.ts'
import { steps } from './step.ts'
import { creditFile, penaltyCases } from './view.ts'

/** One penalty case from its filing to the credit file. What is proposed and decided is held against the range that the law gives. */
export const penalty = procedure({
  id: 'penalty',
  title: { zh: '行政处罚', en: 'Penalty' },
  about: {
    zh: '立案、取证、依法定幅度提出处罚、告知、听证、法制审核、决定、送达、信用公示。',
    en: 'File, take evidence, propose within the range of the statute, tell, hear, review in law, decide, serve, publish.',
  },
  of: 'matter',
  parties: ['department'],
  command: Command,
  event: Event,
  lifts: { 'penalty.decided': saysAtAnother },
  initial,
  evolve,
  decide,
  access: {
    'file-case': ['department-head'],
    'take-evidence': OFFICERS,
    propose: OFFICERS,
    notify: OFFICERS,
    'take-statement': [...OFFICERS, 'post'],
    'answer-statement': OFFICERS,
    'call-hearing': ['reviewer', 'department-head'],
    'hold-hearing': ['reviewer', 'department-head'],
    review: ['reviewer'],
    discuss: ['department-head'],
    decide: ['department-head'],
    serve: OFFICERS,
    'record-payment': [...OFFICERS, 'post'],
    'record-credit': ['publicity'],
    'retract-credit': ['publicity', 'department-head'],
    close: ['department-head'],
    correct: OFFICERS,
    withdraw: ['department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [penaltyCases, creditFile],
  steps,
  documents,
  letters: [PENALTY_NOTICE, HEARING_NOTICE, DECISION],
  send,
  receives: receptions,
  serves: [],
  settles: [
    { norm: 'penalty.decide', command: 'decide' },
    { norm: 'penalty.pay', command: 'record-payment' },
    { norm: 'credit.record', command: 'record-credit' },
  ],
})
