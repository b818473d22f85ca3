import type { View } from '../view.ts'
import * as of from './field.ts'
import { isOpen, type Demand, type Inspection } from './state.ts'

const STAGES = {
  proposed: { zh: '待批准', en: 'To be approved' },
  approved: { zh: '待检查', en: 'To be held' },
  begun: { zh: '检查中', en: 'Under way' },
  finished: { zh: '检查结束', en: 'Ended' },
  correcting: { zh: '整改中', en: 'Being corrected' },
  refused: { zh: '拒不改正', en: 'Refused' },
  closed: { zh: '已办结', en: 'Closed' },
}

/** Whether the department found that an order to correct was refused. */
function isRefused({ orders }: Inspection): boolean {
  return orders.some(({ refused }) => refused !== null)
}

function stageOf(state: Inspection): keyof typeof STAGES {
  const { approved, begun, finished, orders, interview, closed } = state
  if (closed !== null) return 'closed'
  if (isRefused(state)) return 'refused'
  if (isOpen(orders.at(-1)) || isOpen(interview)) return 'correcting'
  if (finished !== null) return 'finished'
  if (begun !== null) return 'begun'
  return approved === null ? 'proposed' : 'approved'
}

export const inspections: View<Inspection> = {
  id: 'inspections',
  title: { zh: '监督检查', en: 'Inspections' },
  empty: { zh: '没有监督检查。从拟定检查开始。', en: 'No inspection on record. Begin by proposing one.' },
  columns: [
    { key: 'operator', kind: 'text', zh: '单位', en: 'Party', filter: true, party: true },
    { key: 'name', kind: 'text', zh: '名称', en: 'Name' },
    { key: 'from', kind: 'moment', zh: '开始', en: 'From' },
    { key: 'scope', kind: 'list', options: of.TOPIC_WORDS, zh: '范围', en: 'Scope' },
    { key: 'findings', kind: 'number', zh: '发现', en: 'Findings' },
    { key: 'obstructed', kind: 'yes-no', zh: '受阻', en: 'Obstructed', filter: true },
    { key: 'refused', kind: 'yes-no', zh: '拒不改正', en: 'Refused', filter: true },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
  ],
  rows: (state, subject) => {
    const { proposal, findings, obstructed } = state
    if (proposal === null) return []
    const { operator, operatorName: name, from, scope } = proposal
    const cells = {
      operator,
      name,
      from,
      scope,
      findings: findings.length,
      obstructed: obstructed.length > 0,
      refused: isRefused(state),
      stage: stageOf(state),
    }
    return [{ key: subject, cells }]
  },
}

const OUTCOMES = {
  open: { zh: '未完成', en: 'Open' },
  reported: { zh: '已报告，待复查', en: 'Reported, to be verified' },
  failed: { zh: '复查未改正', en: 'Not corrected' },
  done: { zh: '已改正', en: 'Corrected' },
  refused: { zh: '拒不改正', en: 'Refused' },
}

function outcomeOf({ refused, verified, reported }: Demand): keyof typeof OUTCOMES {
  if (refused !== null) return 'refused'
  if (verified !== null) return verified.corrected ? 'done' : 'failed'
  return reported === null ? 'open' : 'reported'
}

export const correctionOrders: View<Inspection> = {
  id: 'correction-orders',
  title: { zh: '责令改正和约谈要求', en: 'Orders to correct and demands of interviews' },
  empty: { zh: '没有责令改正。', en: 'Nothing has been ordered.' },
  columns: [
    { key: 'inspection', kind: 'matter', zh: '检查', en: 'Inspection' },
    { key: 'operator', kind: 'text', zh: '单位', en: 'Party', filter: true, party: true },
    { key: 'on', kind: 'moment', zh: '作出', en: 'Given' },
    { key: 'until', kind: 'moment', zh: '要求完成', en: 'To be done by' },
    { key: 'provisions', kind: 'list', zh: '依据', en: 'Provisions' },
    { key: 'outcome', kind: 'choice', options: OUTCOMES, zh: '结果', en: 'Outcome', filter: true },
  ],
  rows: ({ proposal, orders, interview }, subject) => {
    const operator = proposal?.operator ?? null
    const row = (demand: Demand, provisions: readonly string[]) => ({
      key: `${subject}/${demand.ref}`,
      cells: { inspection: subject, operator, on: demand.on, until: demand.until, provisions, outcome: outcomeOf(demand) },
    })
    return [
      ...orders.map((order) => row(order, [...new Set(order.charges.map(({ provision }) => provision))])),
      ...(interview === null ? [] : [row(interview, [])]),
    ]
  },
}
