import { expect, test } from 'vitest'
import type { Party } from '../party.ts'
import { kindsIn, player } from '../played.fixture.ts'
import { CYBERSPACE, OPERATOR, type Setting } from '../sentence.fixture.ts'
import { publication } from './publication.ts'

const noon = '2026-04-01T12:00:00+08:00'
const evening = '2026-04-01T18:00:00+08:00'
const row = (view: string, key: string) => (view === 'incident-receptions' && key === 'leak-1' ? { key, cells: {} } : undefined)
const COUNTY: Party = {
  kind: 'department',
  id: 'mps-xh',
  name: { zh: '区公安分局', en: 'District police' },
  remit: 'police',
  level: 'county',
  region: '330106',
}
const department: Setting = { subject: 'pub-1', party: CYBERSPACE, roles: ['publicity'], standing: { row } }
const operator: Setting = { subject: 'pub-1', party: OPERATOR, roles: ['compliance-officer'] }
const atDepartment = player(publication, department)
const atOperator = player(publication, operator)

const warn = { type: 'warn', on: noon, title: '勒索病毒预警', colour: 'yellow', area: '全省', text: '正在传播', advice: '离线备份' } as const
const tell = { type: 'notify-public', on: noon, title: '数据泄露警示', text: '某平台订单信息泄露', advice: '警惕冒充客服' } as const
const inform = { type: 'publish-information', on: noon, title: '组件漏洞', text: '请升级到 2.1', review: '已有修复版本，未含利用细节' } as const
const rules = {
  type: 'publish-rules',
  on: noon,
  title: '个人信息收集、使用规则',
  version: '3.0',
  purposes: '履行订单',
  means: '用户填写',
  scope: '姓名、电话、地址',
  contact: 'privacy@example.cn',
} as const
const retract = { type: 'retract', on: evening, because: '内容有误' } as const

test('a department of the province or above warns the public; below it, nobody does, nor does an operator', () => {
  expect(kindsIn(atDepartment([evening, warn]))).toEqual(['warning.issued'])
  expect(kindsIn(atDepartment([evening, warn, { party: COUNTY }]))).toBe('publication.below-province')
  expect(kindsIn(atDepartment([evening, tell, { party: COUNTY }]))).toEqual(['publication.notice-published', 'incident.public-warned'])
  expect(kindsIn(atOperator([evening, warn, { roles: ['publicity', 'department-head'] }]))).toBe('publication.not-a-department')
})

test('a notice about an incident that was reported here tells the law so, in the matter of that incident', () => {
  const told = atDepartment([evening, { ...tell, incident: 'leak-1' }]).last
  expect(told).toMatchObject([
    { kind: 'publication.notice-published', subject: 'pub-1' },
    { kind: 'incident.public-warned', subject: 'leak-1' },
  ])
  expect(kindsIn(atDepartment([evening, { ...tell, incident: 'leak-2' }]))).toBe('publication.no-incident')
})

test('security information says how it was reviewed, and the public does not read that', () => {
  const { last, matter } = atOperator([evening, inform])
  expect(last).toMatchObject([{ kind: 'security-information.published', facts: { againstRules: false } }])
  expect(matter.rows('publications', 'pub-1')).toMatchObject([{ cells: { kind: 'security-information', text: inform.text } }])
  expect(JSON.stringify(matter.rows('publications', 'pub-1'))).not.toContain(inform.review)
})

test('rules of collection are of the party, and published again they are a new version', () => {
  const { last, matter } = atOperator([evening, rules], [evening, { ...rules, version: '3.1', purposes: '履行订单和售后' }])
  expect(last).toMatchObject([{ kind: 'collection.rules-published', subject: null, detail: { version: '3.1' } }])
  expect(matter.rows('publications', 'pub-1')).toMatchObject([{ key: 'pub-1', cells: { version: '3.1', withdrawn: null } }])
  expect(kindsIn(atOperator([evening, rules], [evening, inform]))).toBe('publication.other-sort')
  expect(kindsIn(atOperator([evening, { type: 'find-missing', on: noon, gap: '应用内找不到规则' }]))).toEqual(['collection.rules-missing'])
})

test('what is taken back shows that it was there, when and why it went, and nothing of what it said', () => {
  const { matter } = atDepartment([evening, warn], [evening, retract])
  expect(matter.rows('publications', 'pub-1')).toEqual([
    { key: 'pub-1', cells: { kind: 'warning', title: warn.title, on: noon, until: null, withdrawn: evening, because: retract.because } },
  ])
  expect(kindsIn(atDepartment([evening, warn], [evening, retract], [evening, retract]))).toEqual([])
  expect(kindsIn(atDepartment([evening, retract]))).toBe('frame.not-begun')
  expect(atDepartment([evening, warn], [evening, retract], [evening, { ...warn, title: '预警（更正）' }]).matter.rows('publications', 'pub-1')).toMatchObject([
    { cells: { title: '预警（更正）', withdrawn: null, text: warn.text } },
  ])
})

test('nothing is published ahead of time, or to end before it begins', () => {
  expect(kindsIn(atDepartment([noon, { ...warn, on: evening }]))).toBe('publication.later-than-now')
  expect(kindsIn(atDepartment([evening, { ...warn, until: '2026-03-31' }]))).toBe('publication.ends-first')
  expect(kindsIn(atDepartment([evening, { ...warn, until: '2026-04-01' }]))).toEqual(['warning.issued'])
})
