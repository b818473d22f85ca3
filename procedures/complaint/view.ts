import { REMIT_WORDS } from '../party.ts'
import type { View } from '../view.ts'
import { CHANNEL_WORDS, RESULT_WORDS, TOPIC_WORDS } from './field.ts'
import { presentOpening, type Complaint } from './state.ts'

const STAGES = {
  received: { zh: '待受理', en: 'Received' },
  accepted: { zh: '办理中', en: 'Being handled' },
  declined: { zh: '不予受理', en: 'Not accepted' },
  transferring: { zh: '移送待签收', en: 'Transfer on its way' },
  transferred: { zh: '已移送', en: 'Transferred' },
  answered: { zh: '已答复', en: 'Answered' },
  closed: { zh: '已办结', en: 'Closed' },
}

function stageOf({ closed, answered, transferred, transfer, declined, accepted }: Complaint): keyof typeof STAGES {
  if (closed !== null) return 'closed'
  if (answered !== null) return 'answered'
  if (transferred !== null) return 'transferred'
  if (transfer !== null) return 'transferring'
  if (declined !== null) return 'declined'
  return accepted === null ? 'received' : 'accepted'
}

/** Neither the informant nor what was said stands in a row. */
export const complaints: View<Complaint> = {
  id: 'complaints',
  title: { zh: '投诉举报', en: 'Complaints and reports' },
  empty: { zh: '没有收到过投诉举报。公众可在门户提出，也可以代为登记。', en: 'None yet. The public makes them at the portal, or you enter one.' },
  columns: [
    { key: 'topic', kind: 'choice', options: TOPIC_WORDS, zh: '问题', en: 'About', filter: true },
    { key: 'receivedAt', kind: 'moment', zh: '收到', en: 'Received' },
    { key: 'channel', kind: 'choice', options: CHANNEL_WORDS, zh: '方式', en: 'How', filter: true },
    { key: 'named', kind: 'yes-no', zh: '实名', en: 'Named', filter: true },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
    { key: 'result', kind: 'choice', options: RESULT_WORDS, zh: '结果', en: 'Result', filter: true },
    { key: 'to', kind: 'text', zh: '移送给', en: 'Transferred to', filter: true },
    { key: 'waiting', kind: 'yes-no', zh: '有新消息', en: 'New message', filter: true },
  ],
  rows: (state, subject) => {
    const { received, answered, transfer, messages } = state
    if (received === null) return []
    const { topic, on: receivedAt, channel, named } = received
    const to = transfer === null ? null : REMIT_WORDS[transfer.to]
    const waiting = messages.at(-1)?.fromInformant ?? false
    return [{ key: subject, cells: { topic, receivedAt, channel, named, stage: stageOf(state), result: answered?.result ?? null, to, waiting } }]
  },
}

/** Every asking to see an identity: who, who decided, why. It is for whoever audits. */
export const openings: View<Complaint> = {
  id: 'complaint-openings',
  title: { zh: '身份启封登记', en: 'Openings of identities' },
  empty: { zh: '没有人申请查看过身份。', en: 'Nobody has asked to see an identity.' },
  columns: [
    { key: 'complaint', kind: 'matter', zh: '事项', en: 'Matter' },
    { key: 'askedOn', kind: 'moment', zh: '申请时间', en: 'Asked' },
    { key: 'askedBy', kind: 'text', zh: '申请人', en: 'By', filter: true },
    { key: 'because', kind: 'text', zh: '理由', en: 'Why' },
    { key: 'approved', kind: 'yes-no', zh: '批准', en: 'Approved', filter: true },
    { key: 'decidedBy', kind: 'text', zh: '决定人', en: 'Decided by', filter: true },
    { key: 'decidedOn', kind: 'moment', zh: '决定时间', en: 'Decided' },
    { key: 'open', kind: 'yes-no', zh: '启封中', en: 'Open now', filter: true },
  ],
  rows: (state, subject) =>
    state.openings.map(({ ref, askedOn, askedBy, because, decided }) => ({
      key: `${subject}/${ref}`,
      cells: {
        complaint: subject,
        askedOn,
        askedBy,
        because,
        approved: decided?.approved ?? null,
        decidedBy: decided?.by ?? null,
        decidedOn: decided?.on ?? null,
        open: presentOpening(state)?.ref === ref,
      },
    })),
}
