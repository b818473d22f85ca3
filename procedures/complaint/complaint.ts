import { OFFICERS, OPERATORS, type Access } from '../access.ts'
import { RECEIPT } from '../letter.ts'
import { procedure } from '../procedure.ts'
import { Command } from './command.ts'
import { decide } from './decide.ts'
import { documents } from './document.ts'
import { Event, IDENTITY_SEALED } from './event.ts'
import { receptions, send, TRANSFER } from './letter.ts'
import { refusals } from './refusal.ts'
import { evolve, initial, openIdentity } from './state.ts'
import { steps } from './step.ts'
import { complaints, openings } from './view.ts'

/** One complaint at an operator, or one report at a department, from the portal to the answer, with the informant sealed apart. */
export const complaint = procedure({
  id: 'complaint',
  title: { zh: '投诉举报', en: 'Complaints and reports' },
  about: {
    zh: '接收实名或者匿名的投诉、举报，受理、核查、答复或者移送，封存并保护提出人的身份。',
    en: 'Take complaints and reports, named or anonymous; accept, look into, answer or transfer them; seal and protect who made them.',
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
    submit: ['portal', ...OPERATORS, ...OFFICERS],
    'take-over': ['post', ...OFFICERS],
    'write-to-informant': [...OPERATORS, ...OFFICERS],
    reply: ['portal', ...OPERATORS, ...OFFICERS],
    accept: [...OPERATORS, ...OFFICERS],
    decline: [...OPERATORS, 'department-head'],
    'record-finding': [...OPERATORS, ...OFFICERS],
    answer: [...OPERATORS, ...OFFICERS],
    transfer: [...OFFICERS],
    'record-receipt': ['post', ...OFFICERS],
    'request-opening': [...OPERATORS, ...OFFICERS],
    'approve-opening': ['responsible-manager', 'compliance-officer', 'department-head', 'reviewer'],
    'decline-opening': ['responsible-manager', 'compliance-officer', 'department-head', 'reviewer'],
    seal: [...OPERATORS, ...OFFICERS, 'reviewer'],
    protect: [...OPERATORS, ...OFFICERS],
    'find-disclosure': ['compliance-officer', 'auditor', 'department-head'],
    close: [...OPERATORS, ...OFFICERS],
    correct: [...OPERATORS, 'department-head'],
    // Whoever may ask to see an identity may not take the asking off the register.
    withdraw: ['auditor'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [complaints, openings],
  steps,
  documents,
  letters: [TRANSFER, RECEIPT],
  send,
  receives: receptions,
  tells: ['complaint.message-sent', 'complaint.message-received', 'complaint.accepted', 'complaint.declined', 'complaint.answered', 'complaint.closed'],
  conceals: (state) => (openIdentity(state) === null ? [IDENTITY_SEALED] : []),
  serves: ['report.make'],
  settles: [
    { norm: 'complaint.accept', command: 'accept' },
    { norm: 'complaint.handle', command: 'answer' },
    { norm: 'report.handle', command: 'answer' },
    { norm: 'report.transfer', command: 'transfer' },
    { norm: 'reporter.keep-confidential', command: 'protect' },
    { norm: 'reporter.protect', command: 'protect' },
  ],
})
