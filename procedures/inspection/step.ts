import type { Moment } from '../moment.ts'
import type { Step } from '../step.ts'
import { isOpen, type Demand, type Inspection } from './state.ts'

function stateOf(done: Moment | null, ready: boolean, needed = true): Step['state'] {
  if (done !== null) return 'done'
  if (!needed) return 'not-needed'
  return ready ? 'now' : 'ahead'
}

function step(
  id: string,
  zh: string,
  en: string,
  done: Moment | null,
  how: { ready: boolean; needed?: boolean; command: string; norms?: readonly string[] },
): Step {
  const { ready, needed, command, norms } = how
  return { id, title: { zh, en }, state: stateOf(done, ready, needed), at: done, norms: norms ?? [], command }
}

/** When a demand came to its end: verified as done, or found refused. */
function settledAt(demand: Demand | null | undefined): Moment | null {
  if (demand === null || demand === undefined || isOpen(demand)) return null
  return demand.refused ?? demand.verified?.on ?? null
}

export function steps(state: Inspection): readonly Step[] {
  const { proposal, approved, noticed, begun, finished, interview, orders, closed } = state
  const last = orders.at(-1)
  const announces = proposal === null || proposal.means === 'remote' || begun === null
  return [
    step('proposed', '拟定', 'Proposed', proposal?.on ?? null, { ready: true, command: 'propose' }),
    step('approved', '批准', 'Approved', approved, { ready: proposal !== null, command: 'approve' }),
    step('noticed', '通知', 'Notice', noticed, { ready: approved !== null, needed: announces, command: 'notify' }),
    step('begun', '开始检查', 'Begun', begun?.on ?? null, {
      ready: approved !== null,
      command: 'begin',
      norms: ['supervision.exercise', 'supervision.exercise-locally', 'infrastructure.supervise'],
    }),
    step('finished', '结束检查', 'Ended', finished?.on ?? null, { ready: begun !== null, command: 'finish' }),
    step('interview', '约谈', 'Interview', interview?.on ?? null, {
      ready: false,
      needed: state.called !== null,
      command: 'hold-interview',
      norms: ['interview.hold'],
    }),
    step('ordered', '责令改正', 'Ordered', last?.on ?? null, {
      ready: state.findings.length > 0,
      needed: state.findings.length > 0 || finished === null,
      command: 'order-correction',
      norms: ['correction.order'],
    }),
    step('verified', '复查', 'Verified', settledAt(last ?? interview), {
      ready: isOpen(last) || isOpen(interview),
      needed: last !== undefined || interview !== null || finished === null,
      command: 'verify',
    }),
    step('closed', '办结', 'Closed', closed, { ready: finished !== null && !isOpen(last) && !isOpen(interview), command: 'close' }),
  ]
}
