import { describe, expect, test } from 'vitest'
import { write, type Letter } from '../letter.ts'
import { REPORT } from '../incident/letter.ts'
import { catalogued } from '../matter.ts'
import { Moment } from '../moment.ts'
import type { Party } from '../party.ts'
import { kindsIn, player, type Line } from '../played.fixture.ts'
import { contextOf, CYBERSPACE, type Setting } from '../sentence.fixture.ts'
import { incidentReception } from './reception.ts'

const nine = '2026-04-01T09:00:00+08:00'
const ten = '2026-04-01T10:00:00+08:00'
const noon = '2026-04-01T12:00:00+08:00'
const evening = '2026-04-01T18:00:00+08:00'
const FROM = 'qinglan'
const subject = `${FROM}:incident:leak-1`
const desk: Setting = { subject, party: CYBERSPACE, roles: ['case-officer', 'department-head'] }
const played = player(incidentReception, desk)
const drawing = { party: CYBERSPACE, subject, at: Moment.parse(evening) }

const items = { entity: '青蓝优选，订单系统', foundWhereWhen: '杭州，4月1日8:30', impactSoFar: '订单信息泄露', measuresSoFar: '已下线接口' }
const report = {
  type: 'take-report',
  operator: FROM,
  title: '订单信息泄露',
  eventKind: 'attack',
  level: 'II',
  knownAt: nine,
  letter: 'qinglan/incident/leak-1/5/1',
  ...items,
}
const followUp = {
  type: 'take-report',
  operator: FROM,
  title: '订单信息泄露',
  eventKind: 'attack',
  level: 'II',
  knownAt: nine,
  letter: 'qinglan/incident/leak-1/9/1',
  cause: '越权接口',
}
const instruct = { type: 'instruct', on: noon, until: evening, demanded: '更换全部密钥' }
const investigate = { type: 'investigate', on: evening, cause: '接口越权', effect: '一百二十万人', conclusion: '属于重大事件' }

test('a report that comes by letter opens the matter, says to the law that the incident is elsewhere, and counts from when it came', () => {
  const { last, matter } = played([ten, report, { roles: ['post'] }])
  expect(last).toMatchObject([
    { kind: 'incident.discovered', occurred: ten, subject, facts: { atAnother: true, knownAt: ten }, detail: { operator: FROM, operatorKnewAt: nine } },
    { kind: 'incident.report-received', occurred: ten, facts: { atAnother: true, incidentLevel: 'II' }, detail: { first: true, impactSoFar: '订单信息泄露' } },
  ])
  expect(matter.rows('incident-receptions', subject)).toMatchObject([
    { key: subject, cells: { operator: FROM, level: 'II', received: ten, stage: 'received' } },
  ])
})

test('what follows joins the same matter and answers what was asked; the same letter again says nothing new', () => {
  const ask = { type: 'ask', on: ten, asked: ['cause'], question: '请说明原因' }
  const past = [
    [ten, report],
    [ten, ask],
  ] as const
  expect(played(...past).matter.rows('incident-receptions', subject)).toMatchObject([{ cells: { stage: 'asked' } }])
  const after = played(...past, [noon, followUp])
  expect(kindsIn(after)).toEqual(['incident.report-received'])
  expect(after.matter.rows('incident-receptions', subject)).toMatchObject([{ cells: { reports: 2, stage: 'received' } }])
  expect(kindsIn(played(...past, [noon, followUp], [evening, followUp]))).toEqual([])
  expect(kindsIn(played(...past, [noon, { ...followUp, operator: 'other', letter: 'other/1' }]))).toBe('reception.other-operator')
})

test('an operator’s letters are made into commands for one matter of the department', () => {
  const closed = catalogued(incidentReception)
  const to = { remit: 'cyberspace', level: 'province', region: '330000' } as const
  const envelope = { to, written: Moment.parse(nine), encloses: ['5'] }
  const sent: Letter = {
    ...write(REPORT, envelope, { title: 't', eventKind: 'attack', level: 'III', knownAt: nine, ...items }),
    id: report.letter,
    from: FROM,
    procedure: 'incident',
    subject: 'leak-1',
  }
  const asked = closed.receive(sent)
  expect(asked).toMatchObject({ subject, command: { type: 'take-report', operator: FROM, letter: report.letter } })
  expect(closed.open([]).decide(asked?.command, contextOf({ ...desk, roles: ['post'] }, subject, ten)).kind).toBe('accepted')
  expect(closed.receive({ ...sent, kind: 'rights.recipient-notice' })).toBeUndefined()
})

describe('what the department says goes to the operator by letter, in answer to its report', () => {
  const letters = (...lines: readonly Line[]) => {
    const { matter } = played(...lines)
    const ref = matter.entries.at(-1)?.ref ?? ''
    return matter.letters(ref, drawing)
  }

  test('acknowledged, asked, instructed, closed', () => {
    const to = { to: { party: FROM }, inReplyTo: report.letter }
    expect(letters([ten, report], [ten, { type: 'acknowledge', on: ten }])).toMatchObject([
      { ...to, kind: 'incident.answer', body: { from: 'cyberspace', answer: 'acknowledged' } },
    ])
    const [asked] = letters([ten, report], [ten, { type: 'ask', on: ten, asked: ['cause', 'trend'], question: '请补充', answerBy: evening }])
    expect(asked).toMatchObject({ ...to, body: { answer: 'question', text: '请补充', asked: ['cause', 'trend'], until: evening } })
    expect(letters([ten, report], [noon, instruct])).toMatchObject([{ ...to, kind: 'incident.requirement', body: { from: 'cyberspace', until: evening } }])
    expect(letters([ten, report], [evening, investigate], [evening, { type: 'close', on: evening, result: '已处置' }])).toMatchObject([
      { ...to, body: { answer: 'closed', text: '已处置' } },
    ])
  })

  test('what came by telephone is not answered by letter', () => {
    const { letter: _, ...byTelephone } = report
    expect(letters([noon, { ...byTelephone, receivedAt: ten }], [noon, { type: 'acknowledge', on: noon }])).toEqual([])
  })

  test('it is passed on with everything that was reported so far, under the same matter', () => {
    const on = { type: 'pass-on', on: noon, to: 'cyberspace', level: 'central', region: '100000' }
    const [passed] = letters([ten, report], [noon, followUp], [noon, on])
    expect(passed).toMatchObject({
      to: { remit: 'cyberspace', level: 'central', region: '100000' },
      body: { operator: FROM, level: 'II', cause: '越权接口', impactSoFar: '订单信息泄露' },
    })
    if (passed === undefined) throw new Error('nothing was passed on')
    expect(catalogued(incidentReception).receive(passed)).toMatchObject({ subject, command: { type: 'take-report', operator: FROM } })
    expect(kindsIn(played([ten, report], [noon, { ...on, level: 'province', region: '330000' }]))).toBe('reception.to-itself')
    expect(kindsIn(played([ten, report], [noon, on], [evening, on]))).toEqual([])
  })
})

test('what was required is open until the operator says what was done, and keeps the matter open', () => {
  const close = { type: 'close', on: evening, result: '已处置' }
  const required = [
    [ten, report],
    [noon, instruct],
    [evening, investigate],
  ] as const
  expect(kindsIn(played(...required, [evening, close]))).toBe('reception.demand-open')
  const done = [evening, { type: 'take-measures', measures: '密钥已更换', letter: 'qinglan/incident/leak-1/20/1' }] as const
  expect(kindsIn(played(...required, done, [evening, close]))).toEqual(['reception.closed'])
  expect(kindsIn(played([ten, report], done))).toBe('reception.nothing-required')
  expect(kindsIn(played([ten, report], [evening, { ...instruct, until: noon }]))).toBe('reception.until-past')
  expect(kindsIn(played([ten, report], [evening, close]))).toBe('reception.not-investigated')
})

test('a department alone has it, and nobody closes it but its head', () => {
  const operator: Party = { kind: 'operator', id: FROM, name: { zh: '青蓝优选', en: 'Qinglan Select' }, region: '330100' }
  expect(kindsIn(played([ten, report, { party: operator }]))).toBe('frame.not-of-party')
  expect(kindsIn(played([ten, report], [evening, { type: 'close', on: evening, result: '完' }, { roles: ['case-officer'] }]))).toBe('frame.forbidden')
})
