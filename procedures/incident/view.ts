import { REMIT_WORDS } from '../party.ts'
import type { View } from '../view.ts'
import { ITEM_WORDS } from './field.ts'
import type { Incident } from './state.ts'
import { LEVEL_WORDS } from './threshold.ts'

const STAGES = {
  open: { zh: '处置中', en: 'Being handled' },
  ended: { zh: '处置结束', en: 'Handling ended' },
  closed: { zh: '已总结', en: 'Summarised' },
}

export const incidents: View<Incident> = {
  id: 'incidents',
  title: { zh: '网络安全事件', en: 'Incidents' },
  empty: { zh: '没有登记过事件。发现事件时，从这里开始。', en: 'No incident on record. When one is found, begin here.' },
  columns: [
    { key: 'title', kind: 'text', zh: '事件', en: 'Incident' },
    { key: 'knownAt', kind: 'moment', zh: '发现', en: 'Known' },
    { key: 'level', kind: 'choice', options: LEVEL_WORDS, zh: '级别', en: 'Level', filter: true },
    { key: 'system', kind: 'matter', zh: '系统', en: 'System', filter: true },
    { key: 'persons', kind: 'number', zh: '涉及人数', en: 'Persons' },
    { key: 'told', kind: 'list', zh: '已报告', en: 'Reported to' },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
  ],
  rows: ({ discovered, classified, leak, reports, ended, summary }, subject) => {
    if (discovered === null) return []
    const { title, knownAt, system } = discovered
    const stage = summary !== null ? 'closed' : ended !== null ? 'ended' : 'open'
    const told = [...new Set(reports.map(({ to }) => to))]
    return [{ key: subject, cells: { title, knownAt, level: classified?.level ?? null, system, persons: leak?.affectedPersons ?? null, told, stage } }]
  },
}

export const incidentReports: View<Incident> = {
  id: 'incident-reports',
  title: { zh: '事件报告', en: 'Reports of incidents' },
  empty: { zh: '没有发出过报告。', en: 'No report has been sent.' },
  columns: [
    { key: 'incident', kind: 'matter', zh: '事件', en: 'Incident' },
    { key: 'to', kind: 'text', zh: '报告对象', en: 'To', filter: true },
    { key: 'on', kind: 'moment', zh: '时间', en: 'Sent' },
    { key: 'level', kind: 'choice', options: LEVEL_WORDS, zh: '级别', en: 'Level', filter: true },
    { key: 'first', kind: 'yes-no', zh: '首次', en: 'First', filter: true },
    { key: 'receipt', kind: 'text', zh: '回执', en: 'Receipt' },
  ],
  rows: ({ reports }, subject) =>
    reports.map(({ ref, to, on, level, first, receipt }) => ({
      key: `${subject}/${ref}`,
      cells: { incident: subject, to: REMIT_WORDS[to], on, level, first, receipt },
    })),
}

const ANSWERS = {
  acknowledged: { zh: '确认接报', en: 'Acknowledged' },
  question: { zh: '要求补报', en: 'Asks for more' },
  closed: { zh: '办结', en: 'Closed' },
}

/** What departments have said to reports. What they require of measures is among the demands of the matter. */
export const incidentAnswers: View<Incident> = {
  id: 'incident-answers',
  title: { zh: '主管部门答复', en: 'Answers of departments' },
  empty: { zh: '还没有收到答复。', en: 'No answer yet.' },
  columns: [
    { key: 'incident', kind: 'matter', zh: '事件', en: 'Incident' },
    { key: 'from', kind: 'text', zh: '主管部门', en: 'Department', filter: true },
    { key: 'on', kind: 'moment', zh: '时间', en: 'On' },
    { key: 'answer', kind: 'choice', options: ANSWERS, zh: '答复', en: 'Answer', filter: true },
    { key: 'text', kind: 'text', zh: '内容', en: 'What it says' },
    { key: 'asked', kind: 'list', options: ITEM_WORDS, zh: '需补报的事项', en: 'Items that are missing' },
    { key: 'until', kind: 'moment', zh: '请于何时前补报', en: 'To be answered by' },
  ],
  rows: ({ answers }, subject) =>
    answers.map(({ ref, from, on, answer, text, asked, until }) => ({
      key: `${subject}/${ref}`,
      cells: { incident: subject, from: REMIT_WORDS[from], on, answer, text, asked, until },
    })),
}
