import type { Standing } from '../context.ts'
import type { Moment } from '../moment.ts'
import type { Step } from '../step.ts'
import { calledFor } from './decide.ts'
import type { Incident } from './state.ts'
import { LEVEL_WORDS } from './threshold.ts'

function stateOf(done: Moment | null, ready: boolean, needed = true): Step['state'] {
  if (done !== null) return 'done'
  if (!needed) return 'not-needed'
  return ready ? 'now' : 'ahead'
}

/** From discovery to summary. Which departments are still to be told stands in the title of the report. */
export function steps(state: Incident, standing: Standing): readonly Step[] {
  const { discovered, classified, leak, planStarted, remedied, reported, personsInformed, ended, summary } = state
  const known = discovered !== null
  const level = classified?.level ?? null
  const reportable = level !== null && level !== 'IV'
  const told = new Set<string>(state.reports.map(({ to }) => to))
  const { required } = calledFor(state, standing)
  const left = required.filter(({ remit }) => !told.has(remit)).length
  const partly = told.size > 0 && left > 0 ? `（${required.length - left}/${required.length}）` : ''
  const reportsLeft = required.length > 0 && left > 0
  return [
    {
      id: 'discovered',
      title: { zh: '发现', en: 'Discovered' },
      state: stateOf(discovered?.knownAt ?? null, true),
      at: discovered?.knownAt ?? null,
      norms: [],
      command: 'discover',
    },
    {
      id: 'classified',
      title: level === null ? { zh: '定级', en: 'Classified' } : LEVEL_WORDS[level],
      state: stateOf(classified?.on ?? null, known),
      at: classified?.on ?? null,
      norms: [],
      command: 'classify',
    },
    {
      id: 'plan-started',
      title: { zh: '启动预案', en: 'Plan started' },
      state: stateOf(planStarted, known, discovered?.endangersSecurity !== false),
      at: planStarted,
      norms: ['incident.start-plan'],
      command: 'start-plan',
    },
    {
      id: 'report',
      title: { zh: `报告${partly}`, en: `Report${partly.replace('（', ' (').replace('）', ')')}` },
      state: reportsLeft ? 'now' : stateOf(reported, reportable, level === null || reportable || required.length > 0),
      at: reportsLeft ? null : reported,
      norms: ['incident.report', 'incident.report-case', 'leak.report'],
      command: 'report',
    },
    {
      id: 'persons',
      title: { zh: '告知个人', en: 'Persons' },
      state: stateOf(personsInformed?.on ?? null, leak !== null, leak !== null),
      at: personsInformed?.on ?? null,
      norms: ['leak.inform-users'],
      command: 'notify-persons',
    },
    {
      id: 'remedied',
      title: { zh: '补救', en: 'Remedied' },
      state: stateOf(remedied, known),
      at: remedied,
      norms: ['incident.remedy', 'leak.remedy'],
      command: 'remedy',
    },
    { id: 'ended', title: { zh: '处置结束', en: 'Handling ended' }, state: stateOf(ended, remedied !== null), at: ended, norms: [], command: 'end-handling' },
    {
      id: 'summary',
      title: { zh: '总结报告', en: 'Summary' },
      state: stateOf(summary?.on ?? null, ended !== null, level === null || reportable),
      at: summary?.on ?? null,
      norms: ['incident.file-summary'],
      command: 'file-summary',
    },
  ]
}
