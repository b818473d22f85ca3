import type { Moment } from '../moment.ts'
import type { Step } from '../step.ts'
import { isOpen, type Cooperation, type Demand } from './state.ts'

function step(
  id: string,
  zh: string,
  en: string,
  done: Moment | null,
  how: { ready: boolean; needed: boolean; command: string; norms: readonly string[] },
): Step {
  const { ready, needed, command, norms } = how
  const state = done !== null ? 'done' : !needed ? 'not-needed' : ready ? 'now' : 'ahead'
  return { id, title: { zh, en }, state, at: done, norms, command }
}

const reportedAt = (demand: Demand | null): Moment | null => (isOpen(demand) ? null : (demand?.report?.on ?? null))

export function steps({ notice, begun, requests, cooperated, order, interview, penalty, defences, decided, paid }: Cooperation): readonly Step[] {
  const inspected = notice !== null || begun !== null
  const fined = decided !== null && decided.entityFine + decided.personFine > 0
  const answered = requests.length > 0 && requests.every(({ answer }) => answer !== null) ? (requests.at(-1)?.answer?.on ?? null) : null
  return [
    step('admitted', '核验人员', 'Officers checked', begun?.on ?? null, { ready: true, needed: inspected, command: 'admit', norms: [] }),
    step('answered', '答复要求', 'Requests answered', answered, { ready: requests.length > 0, needed: inspected, command: 'answer-request', norms: [] }),
    step('cooperated', '完成配合', 'Cooperation complete', cooperated, {
      ready: begun !== null,
      needed: inspected,
      command: 'complete',
      norms: ['inspection.cooperate', 'operation.accept-supervision'],
    }),
    step('corrected', '整改报告', 'Correction reported', reportedAt(order), {
      ready: true,
      needed: order !== null,
      command: 'report-correction',
      norms: ['correction.comply'],
    }),
    step('rectified', '约谈整改', 'Rectification reported', reportedAt(interview), {
      ready: true,
      needed: interview !== null,
      command: 'report-correction',
      norms: ['interview.rectify'],
    }),
    step('defended', '陈述申辩', 'Defence', defences.at(-1)?.on ?? null, {
      ready: true,
      needed: penalty !== null && decided === null,
      command: 'defend',
      norms: [],
    }),
    step('paid', '缴款', 'Paid', paid, { ready: true, needed: fined, command: 'pay', norms: ['penalty.pay'] }),
  ]
}
