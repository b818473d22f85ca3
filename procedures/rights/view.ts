import type { View } from '../view.ts'
import { OUTCOME_WORDS } from './document.ts'
import { CHANNEL_WORDS } from './field.ts'
import { KIND_WORDS } from './ground.ts'
import { outcomeOf, type Rights } from './state.ts'

const STAGES = {
  received: { zh: '待核实', en: 'Received' },
  decided: { zh: '已决定', en: 'Decided' },
  done: { zh: '已执行', en: 'Carried out' },
  closed: { zh: '已办结', en: 'Closed' },
}

/** Nothing of a person stands in a row: a table is read by more people than a matter. */
export const requests: View<Rights> = {
  id: 'rights-requests',
  title: { zh: '个人信息权利要求', en: 'Requests about personal information' },
  empty: { zh: '没有收到过要求。公众可在门户提出，也可以代为登记。', en: 'No request yet. The public makes them at the portal, or you enter one.' },
  columns: [
    { key: 'kind', kind: 'choice', options: KIND_WORDS, zh: '要求', en: 'Demand', filter: true },
    { key: 'receivedAt', kind: 'moment', zh: '收到', en: 'Received' },
    { key: 'channel', kind: 'choice', options: CHANNEL_WORDS, zh: '方式', en: 'How', filter: true },
    { key: 'identity', kind: 'yes-no', zh: '身份确认', en: 'Identity', filter: true },
    { key: 'outcome', kind: 'choice', options: OUTCOME_WORDS, zh: '决定', en: 'Decision', filter: true },
    { key: 'decidedAt', kind: 'moment', zh: '决定时间', en: 'Decided' },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
  ],
  rows: ({ request, identity, decision, done, closed }, subject) => {
    if (request === null) return []
    const { kind, receivedAt, channel } = request
    const stage = closed !== null ? 'closed' : done !== null ? 'done' : decision !== null ? 'decided' : 'received'
    const outcome = decision === null ? null : outcomeOf(decision)
    return [{ key: subject, cells: { kind, receivedAt, channel, identity: identity?.confirmed ?? null, outcome, decidedAt: decision?.on ?? null, stage } }]
  },
}

export const erasures: View<Rights> = {
  id: 'rights-erasures',
  title: { zh: '记录中个人信息的清除', en: 'Erasures in our own journal' },
  empty: { zh: '没有决定过清除。', en: 'No erasure has been ordered.' },
  columns: [
    { key: 'request', kind: 'matter', zh: '要求', en: 'Request' },
    { key: 'on', kind: 'moment', zh: '决定时间', en: 'Ordered' },
    { key: 'entries', kind: 'list', zh: '记录', en: 'Entries' },
    { key: 'provision', kind: 'text', zh: '依据', en: 'Under', filter: true },
    { key: 'by', kind: 'text', zh: '决定人', en: 'By', filter: true },
  ],
  rows: ({ erasures: ordered }, subject) =>
    ordered.map(({ ref, on, entries, provision, by }) => ({ key: `${subject}/${ref}`, cells: { request: subject, on, entries, provision, by } })),
}
