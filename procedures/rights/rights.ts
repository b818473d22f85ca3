import { HANDS, OFFICERS, OPERATORS, type Access } from '../access.ts'
import { procedure } from '../procedure.ts'
import { Command } from './command.ts'
import { decide } from './decide.ts'
import { documents } from './document.ts'
import { Event } from './event.ts'
import { RECIPIENT_NOTICE, send } from './letter.ts'
import { refusals } from './refusal.ts'
import { evolve, initial } from './state.ts'
import { steps } from './step.ts'
import { erasures, requests } from './view.ts'

/** A person's demand to have information deleted or corrected, from the portal to the proof. When it is due is the law's to say. */
export const rights = procedure({
  id: 'rights',
  title: { zh: '删除和更正要求', en: 'Deletion and correction requests' },
  about: {
    zh: '接收个人的删除、更正要求，核对身份，逐类决定，执行并证明，清除自身记录中的个人信息。',
    en: 'Take a person’s request, check who asks, decide on each kind of information, carry it out and prove it, and erase our own entries.',
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
    'request-deletion': ['portal', ...OPERATORS, ...OFFICERS],
    'request-correction': ['portal', ...OPERATORS, ...OFFICERS],
    ask: [...OPERATORS, ...OFFICERS],
    supplement: ['portal', ...OPERATORS, ...OFFICERS],
    'check-identity': [...OPERATORS, ...OFFICERS],
    'verify-claim': [...OPERATORS, ...OFFICERS],
    decide: ['compliance-officer', 'responsible-manager', 'department-head'],
    'execute-deletion': [...HANDS, ...OFFICERS],
    'execute-correction': [...HANDS, ...OFFICERS],
    restrict: [...HANDS, ...OFFICERS],
    'tell-recipients': [...OPERATORS, 'department-head'],
    'order-erasure': ['compliance-officer', 'responsible-manager', 'department-head'],
    'send-proof': [...OPERATORS, ...OFFICERS],
    correct: [...OPERATORS, 'department-head'],
    withdraw: [...OPERATORS, 'department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [requests, erasures],
  steps,
  documents,
  letters: [RECIPIENT_NOTICE],
  send,
  receives: [],
  tells: ['rights.information-asked', 'rights.supplemented', 'rights.decided', 'rights.refused', 'rights.deleted', 'rights.corrected', 'rights.proof-sent'],
  serves: ['rights.request-deletion', 'rights.request-correction'],
  settles: [
    { norm: 'rights.delete', command: 'execute-deletion' },
    { norm: 'rights.correct', command: 'execute-correction' },
  ],
})
