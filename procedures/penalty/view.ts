import type { View } from '../view.ts'
import type { Case } from './state.ts'

const STAGES = {
  filed: { zh: '调查中', en: 'Being investigated' },
  proposed: { zh: '待告知', en: 'To be told' },
  noticed: { zh: '已告知', en: 'Told' },
  decided: { zh: '待送达', en: 'To be served' },
  served: { zh: '执行中', en: 'Being carried out' },
  closed: { zh: '已结案', en: 'Closed' },
}

function stageOf({ proposal, noticed, decided, served, closed }: Case): keyof typeof STAGES {
  if (closed !== null) return 'closed'
  if (served !== null) return 'served'
  if (decided !== null) return 'decided'
  if (noticed !== null) return 'noticed'
  return proposal === null ? 'filed' : 'proposed'
}

export const penaltyCases: View<Case> = {
  id: 'penalty-cases',
  title: { zh: '行政处罚案件', en: 'Penalty cases' },
  empty: { zh: '没有处罚案件。', en: 'No penalty case on record.' },
  columns: [
    { key: 'operator', kind: 'text', zh: '单位', en: 'Party', filter: true, party: true },
    { key: 'name', kind: 'text', zh: '名称', en: 'Name' },
    { key: 'filed', kind: 'moment', zh: '立案', en: 'Filed' },
    { key: 'provision', kind: 'text', zh: '依据', en: 'Provision', filter: true },
    { key: 'entityFine', kind: 'number', zh: '对单位罚款（元）', en: 'Fine on the party (yuan)' },
    { key: 'hearing', kind: 'yes-no', zh: '可听证', en: 'May be heard', filter: true },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
  ],
  rows: (state, subject) => {
    const { filed, proposal, decided } = state
    if (filed === null) return []
    const { operator, operatorName: name, on } = filed
    const provision = decided?.held.provision ?? proposal?.held.provision ?? null
    const cells = { operator, name, filed: on, provision, entityFine: proposal?.entityFine ?? null, hearing: proposal?.hearing ?? null, stage: stageOf(state) }
    return [{ key: subject, cells }]
  },
}

const CREDIT = { 'credit-record': { zh: '行政处罚信息', en: 'Penalty' } }

/** What the public may see of decisions: the violation and the penalty of a unit by its name, of a person without. */
export const creditFile: View<Case> = {
  id: 'credit-file',
  title: { zh: '信用档案', en: 'Credit file' },
  empty: { zh: '没有公示的处罚。', en: 'No penalty has been published.' },
  published: CREDIT,
  columns: [
    { key: 'kind', kind: 'choice', options: CREDIT, zh: '类别', en: 'Kind' },
    { key: 'title', kind: 'text', zh: '当事人', en: 'Party', filter: true },
    { key: 'number', kind: 'text', zh: '决定书文号', en: 'Number' },
    { key: 'provision', kind: 'text', zh: '依据', en: 'Provision', filter: true },
    { key: 'text', kind: 'text', zh: '内容', en: 'Contents' },
    { key: 'on', kind: 'moment', zh: '公示', en: 'Published' },
    { key: 'until', kind: 'day', zh: '公示至', en: 'Shown until' },
    { key: 'withdrawn', kind: 'moment', zh: '撤回', en: 'Taken back' },
    { key: 'because', kind: 'text', zh: '撤回理由', en: 'Why it was taken back' },
  ],
  rows: ({ filed, decided, credit }, subject) => {
    if (filed === null || decided === null || credit === null) return []
    const { text, on, shownUntil: until, retracted } = credit
    const title = filed.unit ? filed.operatorName : { zh: '个人（姓名不公开）', en: 'A person, not named' }
    const content = retracted === null ? { provision: decided.held.provision, text } : {}
    const withdrawn = { withdrawn: retracted?.on ?? null, because: retracted?.because ?? null }
    return [{ key: subject, cells: { kind: 'credit-record', title, number: decided.number, on, until, ...withdrawn, ...content } }]
  },
}
