import type { Step } from '../step.ts'
import type { Complaint } from './state.ts'

export function steps(state: Complaint): readonly Step[] {
  const { received, report, accepted, declined, transfer, transferred, findings, answered, protected: guarded, closed } = state
  const screened = accepted ?? declined ?? transfer
  const decision =
    declined !== null ? { zh: '不予受理', en: 'Not accepted' } : transfer !== null ? { zh: '移送', en: 'Transferred' } : { zh: '受理', en: 'Accepted' }
  const known = received !== null
  const over = answered ?? declined ?? transferred
  const handling = (done: boolean, ready: boolean): Step['state'] =>
    done ? 'done' : declined !== null || transfer !== null ? 'not-needed' : ready ? 'now' : 'ahead'
  return [
    { id: 'received', title: { zh: '收到', en: 'Received' }, state: known ? 'done' : 'now', at: received?.on ?? null, norms: [], command: 'submit' },
    {
      id: 'screened',
      title: decision,
      state: screened !== null ? 'done' : known ? 'now' : 'ahead',
      at: screened?.on ?? null,
      norms: report ? [] : ['complaint.accept'],
      command: 'accept',
    },
    {
      id: 'looked-into',
      title: { zh: '核查', en: 'Looked into' },
      state: handling(findings.length > 0, accepted !== null),
      at: findings.at(-1)?.on ?? null,
      norms: [],
      command: 'record-finding',
    },
    {
      id: 'answered',
      title: { zh: '处理并答复', en: 'Settled and answered' },
      state: handling(answered !== null, findings.length > 0),
      at: answered?.on ?? null,
      norms: [report ? 'report.handle' : 'complaint.handle'],
      command: 'answer',
    },
    ...(transfer === null
      ? []
      : [
          {
            id: 'receipt',
            title: { zh: '签收', en: 'Receipt' },
            state: transferred === null ? 'now' : 'done',
            at: transferred?.on ?? null,
            norms: ['report.transfer'],
            command: 'record-receipt',
          } as const,
        ]),
    ...(report
      ? [
          {
            id: 'protected',
            title: { zh: '保密和保护', en: 'Informant protected' },
            state: guarded !== null ? 'done' : 'now',
            at: guarded?.on ?? null,
            norms: ['reporter.keep-confidential', 'reporter.protect'],
            command: 'protect',
          } as const,
        ]
      : []),
    {
      id: 'closed',
      title: { zh: '办结', en: 'Closed' },
      state: closed !== null ? 'done' : over !== null ? 'now' : 'ahead',
      at: closed,
      norms: [],
      command: 'close',
    },
  ]
}
