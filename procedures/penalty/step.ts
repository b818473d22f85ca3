import type { Moment } from '../moment.ts'
import type { Step } from '../step.ts'
import { hasWaived, type Case } from './state.ts'

interface How {
  readonly ready: boolean
  readonly needed?: boolean
  readonly command: string
  readonly norms?: readonly string[]
}

function step(id: string, zh: string, en: string, done: Moment | null, { ready, needed = true, command, norms = [] }: How): Step {
  const state = done !== null ? 'done' : !needed ? 'not-needed' : ready ? 'now' : 'ahead'
  return { id, title: { zh, en }, state, at: done, norms, command }
}

export function steps(state: Case): readonly Step[] {
  const { filed, proposal, noticed, statements, hearingHeld, reviewed, discussed, decided, served, paid, credit, closed } = state
  const asked = statements.some(({ kind }) => kind === 'hearing') && !hasWaived(state)
  const fined = proposal === null || proposal.entityFine + proposal.personFine > 0
  const ended = closed !== null && decided === null
  const passed = reviewed?.passed === true ? reviewed.on : null
  return [
    step('filed', '立案', 'Filed', filed?.on ?? null, { ready: true, command: 'file-case' }),
    step('evidence', '调查取证', 'Evidence', state.evidence[0]?.on ?? null, { ready: filed !== null, needed: !ended, command: 'take-evidence' }),
    step('proposed', '处罚建议', 'Proposed', proposal?.on ?? null, { ready: state.evidence.length > 0, needed: !ended, command: 'propose' }),
    step('noticed', '事先告知', 'Notice', noticed?.on ?? null, { ready: proposal !== null, needed: !ended, command: 'notify' }),
    step('hearing', '听证', 'Hearing', hearingHeld?.on ?? null, {
      ready: asked,
      needed: asked,
      command: state.hearingCalled === null ? 'call-hearing' : 'hold-hearing',
    }),
    step('reviewed', '法制审核', 'Legal review', passed, { ready: noticed !== null, needed: !ended, command: 'review' }),
    step('discussed', '集体讨论', 'Discussed', discussed?.on ?? null, { ready: passed !== null, needed: proposal?.complex === true, command: 'discuss' }),
    step('decided', '决定', 'Decided', decided?.on ?? null, { ready: passed !== null, needed: !ended, command: 'decide', norms: ['penalty.decide'] }),
    step('served', '送达', 'Served', served?.on ?? null, { ready: decided !== null, needed: !ended, command: 'serve' }),
    step('paid', '缴款', 'Paid', paid, { ready: served !== null, needed: fined && !ended, command: 'record-payment', norms: ['penalty.pay'] }),
    step('credit', '信用公示', 'Credit file', credit?.on ?? null, {
      ready: served !== null,
      needed: !ended,
      command: 'record-credit',
      norms: ['credit.record'],
    }),
    step('closed', '结案', 'Closed', closed?.on ?? null, { ready: served !== null, command: 'close' }),
  ]
}
