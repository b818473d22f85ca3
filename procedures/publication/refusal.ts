import { refuser, type RefusalTable } from '../refusal.ts'

export const refusals = {
  'publication.later-than-now': {
    sort: 'conflict',
    zh: '所填时间 {on} 尚未到来。请在公布之后登记。',
    en: 'The time given, {on}, has not come yet. Record it once it is published.',
  },
  'publication.ends-first': {
    sort: 'conflict',
    zh: '公布至 {until}，早于公布时间 {on}。请核对。',
    en: 'It would be shown until {until}, which is before {on}. Check the days.',
  },
  'publication.not-a-department': {
    sort: 'forbidden',
    source: { norm: 'risk.warn-public' },
    zh: '预警和事件警示由主管部门发布。本单位可以发布经审核的网络安全信息。',
    en: 'Warnings and notices of incidents come from departments. You may publish security information that has been reviewed.',
  },
  'publication.below-province': {
    sort: 'unlawful',
    source: { norm: 'risk.warn-public' },
    zh: '向社会发布预警属于省级以上部门的权限。请报上级，或者就已发生的事件发布警示信息。',
    en: 'Warning the public is for departments of the province or above. Report upwards, or tell the public of an incident that has happened.',
  },
  'publication.no-incident': {
    sort: 'absent',
    source: { norm: 'incident-response.warn-public' },
    zh: '没有编号为 {incident} 的接报事件。请从事件接报表中选取，或者留空。',
    en: 'No reported incident {incident} is here. Take it from the table of reported incidents, or leave it blank.',
  },
  'publication.other-sort': {
    sort: 'conflict',
    zh: '本事项已公布“{title}”。另一类内容请新建事项。',
    en: '“{title}” is published in this matter. Begin another for something of another kind.',
  },
  'publication.nothing-published': {
    sort: 'absent',
    zh: '本事项没有公布过内容，不能撤回。',
    en: 'Nothing is published in this matter, so nothing can be taken back.',
  },
} as const satisfies RefusalTable

export const refuse = refuser(refusals)
