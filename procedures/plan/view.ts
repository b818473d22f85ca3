import type { View } from '../view.ts'
import type { Preparedness } from './plan.ts'

export const plans: View<Preparedness> = {
  id: 'plans',
  title: { zh: '应急预案', en: 'Contingency plans' },
  empty: { zh: '尚无应急预案。先制定并批准一份。', en: 'There is no contingency plan yet. Adopt one first.' },
  columns: [
    { key: 'title', kind: 'text', zh: '预案', en: 'Plan' },
    { key: 'edition', kind: 'text', zh: '版本', en: 'Version' },
    { key: 'adopted', kind: 'moment', zh: '批准时间', en: 'Adopted' },
    { key: 'present', kind: 'yes-no', zh: '现行', en: 'In force', filter: true },
  ],
  rows: ({ plans }, subject) =>
    plans.map(({ ref, adopted, content }, index) => ({
      key: `${subject}/${ref}`,
      cells: { title: content.title, edition: content.edition, adopted, present: index === plans.length - 1 },
    })),
}

export const drills: View<Preparedness> = {
  id: 'drills',
  title: { zh: '应急演练', en: 'Drills' },
  empty: { zh: '尚未登记演练。', en: 'No drill has been recorded.' },
  columns: [
    { key: 'held', kind: 'moment', zh: '演练时间', en: 'Held' },
    { key: 'scenario', kind: 'text', zh: '情景', en: 'Scenario' },
    { key: 'participants', kind: 'number', zh: '人数', en: 'People' },
    { key: 'edition', kind: 'text', zh: '所依预案', en: 'Plan', filter: true },
  ],
  rows: ({ drills }, subject) =>
    drills.map(({ ref, held, content: { scenario, participants, edition } }) => ({
      key: `${subject}/${ref}`,
      cells: { held, scenario, participants, edition },
    })),
}
