import type { View } from '../view.ts'
import { TOPIC_WORDS } from '../inspection/field.ts'
import { isOpen, nameOf, type Cooperation } from './state.ts'

const STAGES = {
  announced: { zh: '待检查', en: 'Announced' },
  inspected: { zh: '检查中', en: 'Under inspection' },
  cooperated: { zh: '已配合', en: 'Cooperation complete' },
  correcting: { zh: '整改中', en: 'To be corrected' },
  reported: { zh: '已报整改，待复查', en: 'Reported, to be verified' },
  corrected: { zh: '已复查', en: 'Verified' },
  penalty: { zh: '处罚告知', en: 'Penalty proposed' },
  decided: { zh: '已处罚', en: 'Penalty decided' },
  paid: { zh: '已缴款', en: 'Paid' },
}

function stageOf({ begun, cooperated, order, interview, penalty, decided, paid }: Cooperation): keyof typeof STAGES {
  if (paid !== null) return 'paid'
  if (decided !== null) return 'decided'
  if (penalty !== null) return 'penalty'
  if (isOpen(order) || isOpen(interview)) return 'correcting'
  const demand = order ?? interview
  if (demand !== null) return demand.verified === null ? 'reported' : 'corrected'
  if (cooperated !== null) return 'cooperated'
  return begun === null ? 'announced' : 'inspected'
}

export const dealings: View<Cooperation> = {
  id: 'dealings',
  title: { zh: '监督检查与整改', en: 'Inspections and corrections' },
  empty: { zh: '没有检查、责令和处罚的记录。收到通知时，从这里开始。', en: 'No inspection, order or penalty on record. When a notice comes, begin here.' },
  columns: [
    { key: 'department', kind: 'text', zh: '主管部门', en: 'Department', filter: true },
    { key: 'since', kind: 'moment', zh: '开始', en: 'Since' },
    { key: 'requests', kind: 'number', zh: '要求', en: 'Requests' },
    { key: 'until', kind: 'moment', zh: '要求完成', en: 'To be done by' },
    { key: 'fine', kind: 'number', zh: '罚款（元）', en: 'Fine (yuan)' },
    { key: 'refused', kind: 'yes-no', zh: '被认定拒不改正', en: 'Found refused', filter: true },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
  ],
  rows: (state, subject) => {
    const { notice, begun, requests, order, interview, penalty, decided, called } = state
    const written = [notice, called, penalty, decided].filter((source) => source !== null).map((source) => ({ on: source.on, department: nameOf(source) }))
    const asked = [order, interview].filter((demand) => demand !== null).map(({ on, departmentName }) => ({ on, department: departmentName }))
    const sources = [...written, ...asked].toSorted((one, other) => one.on.localeCompare(other.on))
    const since = [...sources, ...(begun === null ? [] : [begun])].map(({ on }) => on).toSorted()[0]
    if (since === undefined) return []
    const department = sources[0]?.department ?? null
    const until = [order, interview].flatMap((demand) => (demand === null ? [] : [demand.until])).toSorted()[0] ?? null
    const refused = [order, interview].some((demand) => demand !== null && demand.refused !== null)
    const cells = {
      department,
      since,
      requests: requests.length,
      until,
      fine: decided?.entityFine ?? penalty?.entityFine ?? null,
      refused,
      stage: stageOf(state),
    }
    return [{ key: subject, cells }]
  },
}

export const inspectionRequests: View<Cooperation> = {
  id: 'inspection-requests',
  title: { zh: '检查要求', en: 'Requests in inspections' },
  empty: { zh: '没有登记过检查要求。', en: 'Nothing has been asked for.' },
  columns: [
    { key: 'matter', kind: 'matter', zh: '事项', en: 'Matter' },
    { key: 'on', kind: 'moment', zh: '提出', en: 'Asked' },
    { key: 'topic', kind: 'choice', options: TOPIC_WORDS, zh: '内容', en: 'Topic', filter: true },
    { key: 'asked', kind: 'text', zh: '要求', en: 'Asked for' },
    { key: 'within', kind: 'yes-no', zh: '范围内', en: 'Within scope', filter: true },
    { key: 'answered', kind: 'moment', zh: '答复', en: 'Answered' },
  ],
  rows: ({ requests }, subject) =>
    requests.map(({ request, on, topic, asked, within, answer }) => ({
      key: `${subject}/${request}`,
      cells: { matter: subject, on, topic, asked, within, answered: answer?.on ?? null },
    })),
}
