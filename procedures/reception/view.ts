import { LEVEL_WORDS } from '../incident/threshold.ts'
import type { View } from '../view.ts'
import type { Reception } from './state.ts'

const STAGES = {
  received: { zh: '待确认', en: 'To be acknowledged' },
  asked: { zh: '待补报', en: 'More asked for' },
  instructed: { zh: '整改中', en: 'Measures required' },
  handling: { zh: '办理中', en: 'Being handled' },
  closed: { zh: '已办结', en: 'Closed' },
}

function stageOf({ closed, demands, questions, acknowledged }: Reception): keyof typeof STAGES {
  if (closed !== null) return 'closed'
  if (demands.some(({ met }) => met === null)) return 'instructed'
  if (questions.some(({ answered }) => answered === null)) return 'asked'
  return acknowledged === null ? 'received' : 'handling'
}

export const incidentReceptions: View<Reception> = {
  id: 'incident-receptions',
  title: { zh: '事件接报', en: 'Reported incidents' },
  empty: {
    zh: '没有接到过事件报告。公文自动登记，热线、来访可代为登记。',
    en: 'No incident has been reported. Letters come in by themselves; enter what comes by telephone or in person.',
  },
  columns: [
    { key: 'operator', kind: 'text', zh: '报告单位', en: 'Who reported', filter: true, party: true },
    { key: 'title', kind: 'text', zh: '事件', en: 'Incident' },
    { key: 'level', kind: 'choice', options: LEVEL_WORDS, zh: '级别', en: 'Level', filter: true },
    { key: 'received', kind: 'moment', zh: '接报', en: 'Received' },
    { key: 'reports', kind: 'number', zh: '报告次数', en: 'Reports' },
    { key: 'acknowledged', kind: 'moment', zh: '确认', en: 'Acknowledged' },
    { key: 'passedOn', kind: 'yes-no', zh: '已上报', en: 'Passed on', filter: true },
    { key: 'until', kind: 'moment', zh: '要求完成', en: 'To be done by' },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
  ],
  rows: (state, subject) => {
    const { discovered, level, reports, acknowledged, passedOn, demands } = state
    if (discovered === null) return []
    const { operator, title, on: received } = discovered
    const until = demands.find(({ met }) => met === null)?.until ?? null
    return [
      {
        key: subject,
        cells: { operator, title, level, received, reports: reports.length, acknowledged, passedOn: passedOn.length > 0, until, stage: stageOf(state) },
      },
    ]
  },
}
