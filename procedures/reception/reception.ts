import { OFFICERS, type Access } from '../access.ts'
import { ANSWER, REQUIREMENT } from '../incident/letter.ts'
import type { Moment } from '../moment.ts'
import { procedure } from '../procedure.ts'
import type { Step } from '../step.ts'
import { Command } from './command.ts'
import { decide } from './decide.ts'
import { Event } from './event.ts'
import { PASSED_ON, receptions, send } from './letter.ts'
import { refusals } from './refusal.ts'
import { evolve, initial, type Reception } from './state.ts'
import { incidentReceptions } from './view.ts'

function step(
  id: string,
  zh: string,
  en: string,
  done: Moment | null,
  how: { readonly ready: boolean; readonly needed?: boolean; readonly command: string; readonly norms?: readonly string[] },
): Step {
  const state = done !== null ? 'done' : how.needed === false ? 'not-needed' : how.ready ? 'now' : 'ahead'
  return { id, title: { zh, en }, state, at: done, norms: how.norms ?? [], command: how.command }
}

const UPWARDS = ['incident.pass-on-to-centre', 'incident.pass-on-by-province']

function steps({ discovered, level, acknowledged, questions, demands, passedOn, planStarted, investigated, summary, closed }: Reception): readonly Step[] {
  const ready = discovered !== null
  const asked = questions.at(-1)
  const demand = demands.at(-1)
  return [
    step('received', '接报', 'Received', discovered?.on ?? null, { ready: true, command: 'take-report' }),
    step('passed-on', '上报', 'Passed on', passedOn[0]?.on ?? null, { ready, needed: level === 'I' || level === 'II', command: 'pass-on', norms: UPWARDS }),
    step('acknowledged', '确认', 'Acknowledged', acknowledged, { ready, command: 'acknowledge' }),
    step('asked', '补报', 'More asked for', asked?.answered ?? null, { ready, needed: asked !== undefined, command: 'ask' }),
    step('instructed', '要求措施', 'Measures', demand?.met ?? null, {
      ready,
      needed: demand !== undefined,
      command: 'take-measures',
      norms: ['incident-response.require-measures'],
    }),
    step('plan-started', '启动预案', 'Plan started', planStarted, { ready, command: 'start-plan', norms: ['incident-response.start-plan'] }),
    step('investigated', '调查评估', 'Investigated', investigated, {
      ready,
      command: 'investigate',
      norms: ['incident-response.investigate', 'incident-response.warn-public'],
    }),
    step('summary', '总结报告', 'Summary', summary?.on ?? null, { ready, needed: level !== null && level !== 'IV', command: 'take-summary' }),
    step('closed', '办结', 'Closed', closed, { ready: investigated !== null, command: 'close' }),
  ]
}

/** What a department does with the report of an incident: takes it in, passes it on, asks, requires, investigates. The operator is told by letter. */
export const incidentReception = procedure({
  id: 'incident-reception',
  title: { zh: '事件接报', en: 'Reported incidents' },
  about: {
    zh: '接收事件报告，确认、要求补报、上报、要求采取措施、调查评估、办结，逐步函复报告单位。',
    en: 'Take in reports of incidents; acknowledge, ask for more, pass on, require measures, investigate and close, each told to the operator by letter.',
  },
  of: 'matter',
  parties: ['department'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: {
    'take-report': [...OFFICERS, 'post'],
    'take-summary': [...OFFICERS, 'post'],
    'take-measures': [...OFFICERS, 'post'],
    acknowledge: OFFICERS,
    ask: OFFICERS,
    instruct: OFFICERS,
    'pass-on': OFFICERS,
    'start-plan': OFFICERS,
    investigate: OFFICERS,
    close: ['department-head'],
    correct: OFFICERS,
    withdraw: ['department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [incidentReceptions],
  steps,
  documents: [],
  letters: [ANSWER, REQUIREMENT, PASSED_ON],
  send,
  receives: receptions,
  serves: [],
  settles: [
    { norm: 'incident-response.start-plan', command: 'start-plan' },
    { norm: 'incident-response.investigate', command: 'investigate' },
    { norm: 'incident-response.require-measures', command: 'instruct' },
    { norm: 'incident.pass-on-to-centre', command: 'pass-on' },
    { norm: 'incident.pass-on-by-province', command: 'pass-on' },
  ],
})
