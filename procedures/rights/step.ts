import type { Step } from '../step.ts'
import { OUTCOME_WORDS } from './document.ts'
import { keptOnly, outcomeOf, type Rights } from './state.ts'

export function steps(state: Rights): readonly Step[] {
  const { request, identity, decision, done, restricted, closed } = state
  const outcome = decision === null ? null : outcomeOf(decision)
  const deletion = request?.kind !== 'correction'
  const norms = [deletion ? 'rights.delete' : 'rights.correct']
  const kept = keptOnly(state).length > 0
  const executed = done !== null && (!kept || restricted !== null)
  const through = outcome === 'refused' ? !kept || restricted !== null : executed
  return [
    {
      id: 'received',
      title: { zh: '收到要求', en: 'Received' },
      state: request === null ? 'now' : 'done',
      at: request?.receivedAt ?? null,
      norms: [],
      command: deletion ? 'request-deletion' : 'request-correction',
    },
    {
      id: 'identity',
      title: identity?.confirmed === false ? { zh: '身份不符', en: 'Identity not confirmed' } : { zh: '核对身份', en: 'Identity checked' },
      state: identity !== null ? 'done' : request === null ? 'ahead' : decision === null ? 'now' : 'not-needed',
      at: identity?.on ?? null,
      norms: [],
      command: 'check-identity',
    },
    {
      id: 'decided',
      title: outcome === null ? { zh: '决定', en: 'Decision' } : OUTCOME_WORDS[outcome],
      state: decision !== null ? 'done' : identity === null ? 'ahead' : 'now',
      at: decision?.on ?? null,
      norms,
      command: 'decide',
    },
    {
      id: 'executed',
      title: deletion ? { zh: '执行删除', en: 'Deleted' } : { zh: '执行更正', en: 'Corrected' },
      state: executed ? 'done' : decision === null ? 'ahead' : through ? 'not-needed' : 'now',
      at: executed ? done : null,
      norms,
      command: outcome === 'refused' || (done !== null && kept) ? 'restrict' : deletion ? 'execute-deletion' : 'execute-correction',
    },
    {
      id: 'closed',
      title: { zh: '送达结果', en: 'Result sent' },
      state: closed !== null ? 'done' : decision !== null && through ? 'now' : 'ahead',
      at: closed?.on ?? null,
      norms: [],
      command: 'send-proof',
    },
  ]
}
