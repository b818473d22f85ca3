import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { nextActions } from './duty.ts'
import { lawEvent } from './event.ts'
import { join, part } from './erasure.ts'
import { catalogued, type StoredEntry } from './matter.ts'
import { Moment } from './moment.ts'
import { plan } from './plan/plan.ts'
import { contextOf, kindsOf, refusal, sentence } from './sentence.fixture.ts'
import { rowChanges } from './view.ts'

const given = sentence(plan)
const june = '2025-06-02T09:00:00+08:00'
const july = '2025-07-02T09:00:00+08:00'
const detail = { title: '总体预案', edition: '1', approvedBy: '林伟', grades: '四级', reporting: '安全负责人判断级别' }
const adopted = { kind: 'plan.adopted', occurred: june, facts: {}, detail } as const
const stored = { version: 1, kind: 'plan.adopted', occurred: june, subject: null, corrects: null, facts: {}, detail }
const entry = (ref: string, event: StoredEntry['event']): StoredEntry => ({ ref, recorded: july, event })
const plans = (entries: readonly StoredEntry[]) => closed.open(entries).rows('plans', 'qinglan')
const closed = catalogued(plan)

test('a corrected entry gives its place to the correction, which says why', () => {
  const outcome = given(adopted).when({ type: 'correct', entry: '1', facts: {}, detail: { edition: '1.1' }, because: '笔误' }, july)
  expect(outcome).toEqual([
    { ...adopted, corrects: '1', detail: { ...detail, edition: '1.1' } },
    { kind: 'entry.correction-noted', occurred: july, subject: null, facts: {}, detail: { entry: '1', because: '笔误' } },
  ])
  const again = { ...stored, detail: { ...detail, edition: '1.1' }, corrects: '1' }
  const later = { ...stored, detail: { ...detail, edition: '2' } }
  expect(plans([entry('1', stored), entry('2', later), entry('3', again)]).map(({ cells }) => cells['edition'])).toEqual(['1.1', '2'])
})

test('a withdrawn entry no longer counts, and cannot be withdrawn again', () => {
  const withdrawn = { version: 1, kind: 'entry.withdrawn', occurred: july, subject: null, corrects: '1', facts: {}, detail: { because: '误记' } }
  expect(kindsOf(given(adopted).when({ type: 'withdraw', entry: '1', because: '误记' }, july))).toEqual(['entry.withdrawn'])
  const matter = closed.open([entry('1', stored), entry('2', withdrawn)])
  expect(matter.rows('plans', 'qinglan')).toEqual([])
  expect(matter.decide({ type: 'withdraw', entry: '1', because: '误记' }, contextOf({}, 'qinglan', july))).toMatchObject({
    refusal: { code: 'frame.no-entry', data: { entry: '1' } },
  })
})

test('a correction may not write what the event does not have', () => {
  const outcome = given(adopted).when({ type: 'correct', entry: '1', facts: { gradedLevel: 3 }, detail: {}, because: '误记' }, july)
  expect(kindsOf(outcome)).toBe('frame.unusable')
})

test('an old event is lifted to the present version, step by step', () => {
  const lifting = catalogued({
    ...plan,
    lifts: {
      'plan.adopted': [
        (old) => ({ ...old, detail: { ...old.detail, edition: String(old.detail['number']) } }),
        (old) => ({ ...old, detail: Object.fromEntries(Object.entries(old.detail).filter(([name]) => name !== 'number')) }),
      ],
    },
  })
  const { edition: _, ...rest } = detail
  const old = { ...stored, detail: { ...rest, number: 7 } }
  expect(lifting.open([entry('1', old)]).rows('plans', 'qinglan')[0]?.cells['edition']).toBe('7')
  expect(lifting.events.find(({ kind }) => kind === 'plan.adopted')?.version).toBe(3)
})

test('an event of a later version than ours is a fault', () => {
  expect(() => closed.open([entry('1', { ...stored, version: 2 })])).toThrow('version 2')
})

test('personal details part from an event and join it again; once erased the rest still reads', () => {
  const details = closed.events.find(({ kind }) => kind === 'plan.adopted')?.details ?? []
  const [whole] = closed.open([entry('1', stored)]).entries
  if (whole === undefined) throw new Error('nothing was read')
  const { kept, personal } = part(whole.event, details)
  expect(personal).toEqual({ approvedBy: '林伟' })
  expect(kept.detail['approvedBy']).toBeNull()
  expect(join({ kept, personal })).toEqual(whole.event)
  expect(plans([entry('1', { ...stored, detail: { ...detail, approvedBy: null } })])).toEqual(plans([entry('1', stored)]))
})

test('a matter must be begun by a command that begins one', () => {
  const drill = { type: 'hold-drill', on: june, scenario: '勒索', participants: 1, findings: '无', improvements: '无' } as const
  expect(given().when(drill, july)).toEqual(refusal('frame.not-begun', { subject: 'qinglan' }))
})

test('a command that cannot be read says which field is wrong', () => {
  const answer = closed.open([]).decide({ type: 'adopt', on: 'yesterday', ...detail }, contextOf({}, 'qinglan', july))
  expect(answer).toMatchObject({ refusal: { code: 'frame.unusable', sort: 'unusable' } })
  expect(answer.kind === 'refused' && answer.refusal.zh).toContain('on：not an instant')
})

test('the table is asked before the fields are', () => {
  const answer = closed.open([]).decide({ type: 'adopt' }, contextOf({ roles: ['portal'] }, 'qinglan', july))
  expect(answer).toMatchObject({ refusal: { code: 'frame.forbidden', sort: 'forbidden' } })
})

test('a refusal says in both languages who may', () => {
  const answer = closed.open([]).decide({ type: 'adopt', on: june, ...detail }, contextOf({ roles: ['engineer'] }, 'qinglan', july))
  expect(answer.kind === 'refused' && answer.refusal).toMatchObject({
    zh: '你的岗位不能执行“批准发布应急预案”。可由主管人员、网络安全负责人、部门负责人办理。',
    en: 'Your role may not “Adopt the contingency plan”. It is for: Responsible manager, Security officer, Head of department.',
  })
})

test('moments in other zones are brought to one offset', () => {
  expect(given().when({ type: 'adopt', on: '2025-06-02T01:00:00Z', ...detail }, july)).toEqual([adopted])
})

test('the law is given the facts that are known, without details', () => {
  const recorded = Moment.parse(july)
  const event = { ...stored, occurred: Moment.parse(june), subject: 'i-1', facts: { incidentLevel: 'II', system: null } }
  expect(lawEvent({ ref: '7', recorded, event })).toEqual({
    kind: 'plan.adopted',
    occurred: Date.parse(june),
    recorded: Date.parse(july),
    subject: 'i-1',
    ref: '7',
    facts: { incidentLevel: 'II' },
    corrects: null,
  })
})

test('a duty has a button that leads to the command which settles it', () => {
  expect(nextActions(catalogue, { norm: 'incident.adopt-plan', subject: 'qinglan', of: 'party', procedure: null })).toEqual([
    { procedure: 'plan', command: 'adopt', subject: 'qinglan', title: { zh: '批准发布应急预案', en: 'Adopt the contingency plan' } },
  ])
})

test('row changes say what to put and what to drop, and nothing of what stayed', () => {
  const row = (key: string, value: number) => ({ key, cells: { value } })
  expect(rowChanges([row('a', 1), row('b', 1), row('c', 1)], [row('a', 1), row('b', 2), row('d', 1)])).toEqual([
    { kind: 'drop', key: 'c' },
    { kind: 'put', row: row('b', 2) },
    { kind: 'put', row: row('d', 1) },
  ])
})
