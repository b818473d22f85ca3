import { expect, test } from 'vitest'
import { kindsOf, refusal, sentence } from '../sentence.fixture.ts'
import { person, system } from './register.ts'

const given = sentence(system, { subject: 'pay', roles: ['security-officer'] })
const march = '2026-03-02T09:00:00+08:00'
const april = '2026-04-02T09:00:00+08:00'
const name = { zh: '支付系统', en: 'Payments' }
const entered = {
  kind: 'register.entered',
  occurred: '2021-02-01T00:00:00+08:00',
  facts: { gradedLevel: 3 },
  detail: { name, since: '2021-02-01', particulars: { purpose: '收款' } },
} as const
const retired = { kind: 'register.retired', occurred: march, facts: {}, detail: { because: '下线' } } as const

test('the facts of a thing count from the day on which it went into operation', () => {
  const command = { type: 'enter', name, since: '2021-02-01', facts: { gradedLevel: 3 }, particulars: { purpose: '收款' } } as const
  expect(given().when(command, march)).toEqual([entered])
})

test('an amendment records only what has changed', () => {
  const command = { type: 'amend', on: march, facts: { gradedLevel: 3, important: true }, particulars: { purpose: '收款' }, because: '重新评估' } as const
  expect(given(entered).when(command, april)).toEqual([
    { kind: 'register.amended', occurred: march, facts: { important: true }, detail: { name: null, particulars: {}, because: '重新评估' } },
  ])
})

test('an amendment that changes nothing says nothing', () => {
  expect(given(entered).when({ type: 'amend', on: march, facts: { gradedLevel: 3 }, particulars: {}, because: '核对' }, april)).toEqual([])
})

test('a level outside one to five is no level', () => {
  expect(kindsOf(given(entered).when({ type: 'amend', on: march, facts: { gradedLevel: 6 }, particulars: {}, because: '误填' }, april))).toBe('frame.unusable')
})

test('what has been retired is not amended, and stays in the table as out of use', () => {
  const past = given(entered, retired)
  expect(past.when({ type: 'retire', on: april, because: '下线' }, april)).toEqual(refusal('register.retired-already', { id: 'pay', on: march }))
  expect(past.matter.rows('system-register', 'pay')).toEqual([
    {
      key: 'pay',
      cells: { id: 'pay', name, since: '2021-02-01', gradedLevel: 3, important: null, cii: null, purpose: '收款', retired: march, inUse: false },
    },
  ])
})

test('an id that another register has is refused with its name', () => {
  const thing = () => ({ id: 'pay', kind: 'product', name: { zh: '支付应用', en: 'Pay app' }, facts: {} })
  const command = { type: 'enter', name, since: '2021-02-01', facts: {}, particulars: {} } as const
  expect(given().when(command, march, { standing: { thing } })).toEqual(refusal('register.id-taken', { id: 'pay', name: { zh: '支付应用', en: 'Pay app' } }))
})

test('an id with a space in it is refused', () => {
  const command = { type: 'enter', name, since: '2021-02-01', facts: {}, particulars: {} } as const
  expect(kindsOf(sentence(system, { subject: 'pay system' })().when(command, march))).toBe('register.unusable-id')
})

test('a person’s name and particulars can be erased, and the entry stays', () => {
  const erased = { kind: 'register.entered', occurred: march, facts: {}, detail: { name: null, since: '2026-03-02', particulars: null } } as const
  const { matter } = sentence(person, { subject: 'p-7' })(erased)
  expect(matter.rows('person-register', 'p-7').map(({ cells }) => [cells['id'], cells['name'], cells['telephone']])).toEqual([['p-7', null, null]])
})
