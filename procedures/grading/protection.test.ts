import { expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { instant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { statute } from '#law/statute.fixture.ts'
import { lawEvent } from '../event.ts'
import { Moment } from '../moment.ts'
import { kindsOf, OPERATOR, refusal, sentence } from '../sentence.fixture.ts'
import { protection } from './protection.ts'

const given = sentence(protection, { roles: ['responsible-manager'] })
const march = '2026-03-02T09:00:00+08:00'
const april = '2026-04-01T09:00:00+08:00'
const may = '2026-05-06T09:00:00+08:00'
const evidence = ['发文.pdf']
const rules = { title: '网络安全管理制度', edition: '1', covers: '账号、补丁、备份', approvedBy: '林伟', evidence }
const office = { name: '王芳', post: '安全总监', duties: '统筹网络安全', evidence }
const adopted = { kind: 'policy.adopted', occurred: march, facts: {}, detail: rules } as const
const appointed = { kind: 'officer.appointed', occurred: march, facts: {}, detail: office } as const
const left = { kind: 'officer.left', occurred: april, facts: {}, detail: { reason: '离职' } } as const
const assigned = { kind: 'responsibility.assigned', occurred: march, facts: {}, detail: { division: '各部门负责人', signed: 12, evidence } } as const
const met = { kind: 'obligation.other-met', occurred: march, facts: {}, detail: { duties: ['商用密码应用评估'], met: '已评估', evidence } } as const

test('rules are adopted with evidence, in a version of their own', () => {
  expect(given().when({ type: 'adopt-rules', on: march, ...rules, evidence: [] }, april)).toMatchObject({ refused: 'protection.evidence-missing' })
  expect(given(adopted).when({ type: 'adopt-rules', on: april, ...rules }, april)).toEqual(refusal('protection.same-edition', { edition: '1', on: march }))
  expect(given().when({ type: 'adopt-rules', on: march, ...rules }, april)).toEqual([adopted])
})

test('what will be adopted next month is refused today', () => {
  expect(given().when({ type: 'adopt-rules', on: april, ...rules }, march)).toEqual(refusal('protection.later-than-now', { on: april }))
})

test('one person is in charge: a second is appointed once the first has left', () => {
  const appoint = { type: 'appoint-officer', on: may, ...office, name: '陈明' } as const
  expect(given(appointed).when(appoint, may)).toEqual(refusal('protection.officer-in-place', { since: march }))
  expect(kindsOf(given(appointed, left).when(appoint, may))).toEqual(['officer.appointed'])
})

test('nobody leaves an office that nobody holds, or before it was taken', () => {
  const end = { type: 'end-office', on: april, reason: '离职' } as const
  expect(given(adopted).when(end, may)).toEqual(refusal('protection.no-officer'))
  expect(given(appointed, left).when(end, may)).toEqual(refusal('protection.no-officer'))
  expect(given({ ...appointed, occurred: may }).when(end, may)).toEqual(refusal('protection.before-appointment', { on: april, since: may }))
  expect(given(appointed).when(end, may)).toEqual([left])
})

test('an engineer does not appoint, and may find that something is missing', () => {
  expect(kindsOf(given().when({ type: 'appoint-officer', on: march, ...office }, april, { roles: ['engineer'] }))).toBe('frame.forbidden')
  expect(kindsOf(given().when({ type: 'find-gap', on: march, control: 'rules', gap: '无制度' }, april, { roles: ['engineer'] }))).toEqual(['policy.gap-found'])
})

test('a gap that is open is not found again, and one that was closed is', () => {
  const gap = { kind: 'responsibility.gap-found', occurred: april, facts: {}, detail: { gap: '两个部门未签' } } as const
  const find = { type: 'find-gap', on: may, control: 'responsibility', gap: '仍未签' } as const
  expect(given(assigned, gap).when(find, may)).toEqual([])
  expect(kindsOf(given(gap, { ...assigned, occurred: april }).when(find, may))).toEqual(['responsibility.gap-found'])
})

test('the table shows a vacant office as a gap, with why', () => {
  const rows = given(adopted, appointed, left).matter.rows('protection-controls', 'qinglan')
  expect(rows.map(({ cells }) => [cells['control'], cells['state'], cells['gap']])).toEqual([
    ['rules', 'proved', null],
    ['officer', 'gap', '离职'],
    ['responsibility', 'unproved', null],
    ['other', 'unproved', null],
  ])
})

test('the statement of responsibility leaves out who has left', () => {
  const drawing = { party: OPERATOR, subject: 'qinglan', at: Moment.parse(may) }
  const named = (matter: ReturnType<typeof given>['matter']) =>
    matter.document('protection-organisation', drawing)?.sections[1]?.fields.find(({ personal }) => personal)?.value
  expect(named(given(adopted, appointed).matter)).toBe('王芳')
  expect(named(given(adopted, appointed, left).matter)).toBeNull()
  expect(given().matter.document('protection-organisation', drawing)).toBeUndefined()
})

test('the law counts the first and the fifth duty as met, and the office as vacant when its holder leaves', () => {
  const profile = Profile.parse({
    party: { id: 'qinglan', name: '青蓝优选', since: '2024-01-02' },
    facts: { withinTerritory: true, network: 'civil', ownsNetwork: true },
    roles: [{ role: 'network-operator' }],
  })
  const program = compile(statute, 'applicable')
  const now = instant(Date.parse(may))
  const norms = [
    'protection.adopt-rules',
    'protection.name-officer',
    'protection.assign-responsibility',
    'protection.fulfil-other-duties',
    'operation.obey-law',
  ]
  const states = (matter: ReturnType<typeof given>['matter']) => {
    const found = duties(fold(program, profile, matter.entries.map(lawEvent), now), now)
    // The later edition comes later.
    const states = new Map(found.map(({ duty }) => [program.norms[duty.norm]?.norm.id ?? '', duty.state]))
    return norms.map((norm) => states.get(norm))
  }
  expect(states(given(adopted, appointed, assigned, met).matter)).toEqual(['done', 'done', 'done', 'done', 'done'])
  expect(states(given(adopted, appointed, assigned, met, left).matter)).toEqual(['done', 'breached', 'done', 'done', 'done'])
})
