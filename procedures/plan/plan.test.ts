import { expect, test } from 'vitest'
import { CYBERSPACE, kindsOf, refusal, sentence } from '../sentence.fixture.ts'
import { plan } from './plan.ts'

const given = sentence(plan, { roles: ['responsible-manager'] })
const june = '2025-06-02T09:00:00+08:00'
const july = '2025-07-02T09:00:00+08:00'
const content = { title: '总体预案', edition: '1', approvedBy: '林伟', grades: '四级', reporting: '安全负责人判断级别' }
const adopted = { kind: 'plan.adopted', occurred: june, facts: {}, detail: content } as const
const drill = { on: june, scenario: '勒索', participants: 12, findings: '联系人过期', improvements: '每季度核对' }

test('a plan that was approved is in force from then on', () => {
  expect(given().when({ type: 'adopt', on: june, ...content }, july)).toEqual([adopted])
})

test('a plan that will be approved tomorrow is refused today', () => {
  expect(given().when({ type: 'adopt', on: july, ...content }, june)).toEqual(refusal('plan.later-than-now', { on: july }))
})

test('the same version is not adopted twice', () => {
  expect(given(adopted).when({ type: 'adopt', on: july, ...content }, july)).toEqual(refusal('plan.same-edition', { edition: '1', on: june }))
})

test('a drill names the plan that it was held on', () => {
  const { on: _, ...detail } = drill
  expect(given(adopted).when({ type: 'hold-drill', ...drill }, july)).toEqual([
    { kind: 'drill.held', occurred: june, facts: {}, detail: { ...detail, edition: '1' } },
  ])
})

test('finding the plan missing a second time says nothing new', () => {
  const found = { kind: 'plan.gap-found', occurred: june, facts: {}, detail: { gap: '无预案' } } as const
  expect(given(found).when({ type: 'find-gap', on: july, gap: '仍无预案' }, july)).toEqual([])
})

test('an engineer does not approve a plan', () => {
  expect(kindsOf(given().when({ type: 'adopt', on: june, ...content }, july, { roles: ['engineer'] }))).toBe('frame.forbidden')
})

test('the cyberspace administration adopts its own plan by the same procedure', () => {
  const outcome = given().when({ type: 'adopt', on: june, ...content }, july, { party: CYBERSPACE, roles: ['department-head'] })
  expect(outcome).toEqual([adopted])
})

test('only the latest plan is shown as in force', () => {
  const { matter } = given(adopted, { ...adopted, occurred: july, detail: { ...content, edition: '2' } })
  expect(matter.rows('plans', 'qinglan').map(({ cells }) => [cells['edition'], cells['present']])).toEqual([
    ['1', false],
    ['2', true],
  ])
})
