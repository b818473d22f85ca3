import { describe, expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { instant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { statute } from '#law/statute.fixture.ts'
import { blanksOf } from '../document.ts'
import { lawEvent } from '../event.ts'
import { catalogued, type StoredEntry } from '../matter.ts'
import { Moment } from '../moment.ts'
import type { Party } from '../party.ts'
import { contextOf, CYBERSPACE, kindsOf, refusal, sentence, type Loose, type Setting } from '../sentence.fixture.ts'
import type { Command } from './command.ts'
import { inspection } from './inspection.ts'

const nine = '2026-03-02T09:00:00+08:00'
const ten = '2026-03-02T10:00:00+08:00'
const noon = '2026-03-02T12:00:00+08:00'
const evening = '2026-03-02T18:00:00+08:00'
const april = '2026-04-02T00:00:00+08:00'
const may = '2026-05-06T09:00:00+08:00'
const closed = catalogued(inspection)

const desk: Setting = { party: CYBERSPACE, roles: ['case-officer', 'department-head'] }
const CITY: Party = { kind: 'department', id: 'cac-hz', name: { zh: '市网信办', en: 'City' }, remit: 'cyberspace', level: 'city', region: '330100' }
const POLICE: Party = { kind: 'department', id: 'mps-zj', name: { zh: '省公安厅', en: 'Police' }, remit: 'police', level: 'province', region: '330000' }

const zhao = { name: '赵敏', credential: '浙A001' }
const qian = { name: '钱进', credential: '浙A002' }
const propose = {
  type: 'propose',
  on: nine,
  operator: 'qinglan',
  operatorName: '青蓝优选',
  subjectRoles: ['network-operator'],
  basis: 'cyberspace-inspection',
  basisText: '检查通知〔2026〕3号',
  means: 'on-site',
  scope: ['logs', 'attacks'],
  from: nine,
  to: evening,
  officers: [zhao, qian],
} as const
const approve = { type: 'approve', on: nine, approvedBy: '孙立' } as const
const begin = { type: 'begin', on: ten, officers: [zhao, qian], credentialsShown: true, noticeShown: true } as const
const find = { type: 'record-finding', on: noon, topic: 'logs', what: '日志只留存三个月', violated: '23.1.3', system: 'pay', evidence: ['sha256:aa'] } as const
const order = { type: 'order-correction', on: evening, findings: ['F1'], required: '留存日志不少于六个月', until: april } as const
const finish = { type: 'finish', on: evening, result: '发现一项问题', signature: 'signed' } as const
const held = {
  type: 'hold-interview',
  on: noon,
  basis: 'risk',
  interviewee: 'principal',
  officerCount: 2,
  demands: '消除隐患',
  until: april,
  minutes: '如实记录',
} as const

const given = sentence(inspection, desk)

function story(setting: Setting, ...commands: readonly (readonly [at: string, command: Loose<Command>])[]) {
  const entries: StoredEntry[] = []
  for (const [at, command] of commands) {
    const answer = closed.open(entries).decide(command, contextOf(setting, 'insp-1', at))
    if (answer.kind === 'refused') throw new Error(`${command.type}: ${answer.refusal.en}`)
    for (const event of answer.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
  }
  return closed.open(entries)
}
type Line = readonly [at: string, command: Loose<Command>]
const begun: readonly Line[] = [
  [nine, propose],
  [nine, approve],
  [nine, { type: 'notify', on: nine }],
  [ten, begin],
]
const ordered: readonly Line[] = [...begun, [noon, find], [evening, finish], [evening, order]]
const then = (past: readonly Line[], command: Loose<Command>, at: string, setting: Setting = desk) => {
  const answer = story(desk, ...past).decide(command, contextOf(setting, 'insp-1', at))
  return answer.kind === 'refused' ? answer.refusal.code : answer.events.map(({ kind }) => kind)
}
const drawing = { party: CYBERSPACE, subject: 'insp-1', at: Moment.parse(evening) }

describe('basis and officers', () => {
  test('one officer is too few, two are enough', () => {
    expect(given().when({ ...propose, officers: [zhao] }, nine)).toEqual(refusal('inspection.too-few-officers', { least: 2, present: 1 }))
    expect(kindsOf(given().when(propose, nine))).toEqual(['inspection.proposed'])
  })

  test('one credential twice is one officer', () => {
    expect(given().when({ ...propose, officers: [zhao, zhao] }, nine)).toEqual(refusal('inspection.officer-twice', { credential: '浙A001' }))
  })

  test('a department inspects on its own basis only', () => {
    expect(kindsOf(given().when({ ...propose, basis: 'police-inspection' }, nine))).toBe('inspection.basis-not-ours')
    expect(kindsOf(given().when({ ...propose, basis: 'police-inspection' }, nine, { party: POLICE }))).toEqual(['inspection.proposed'])
  })

  test('an operator does not inspect', () => {
    expect(kindsOf(given().when(propose, nine, { party: { kind: 'operator', id: 'q', name: { zh: 'q', en: 'q' }, region: '330100' } }))).toBe(
      'frame.not-of-party',
    )
  })

  test('the post approves nothing', () => {
    expect(then([[nine, propose]], approve, nine, { ...desk, roles: ['case-officer'] })).toBe('frame.forbidden')
  })
})

describe('the inspection itself', () => {
  test('nobody begins before it is approved, without credentials or without the notice', () => {
    const past: readonly Line[] = [
      [nine, propose],
      [nine, approve],
    ]
    expect(then([[nine, propose]], begin, ten)).toBe('inspection.not-approved')
    expect(then(past, { ...begin, credentialsShown: false }, ten)).toBe('inspection.credentials-not-shown')
    expect(then(past, { ...begin, noticeShown: false }, ten)).toBe('inspection.notice-not-shown')
    expect(then(past, { ...begin, officers: [qian] }, ten)).toBe('inspection.too-few-officers')
    expect(then(past, begin, ten)).toEqual(['inspection.begun'])
  })

  test('the approved time includes both of its ends', () => {
    const past: readonly Line[] = [
      [nine, propose],
      [nine, approve],
    ]
    expect(then(past, { ...begin, on: nine }, may)).toEqual(['inspection.begun'])
    expect(then(past, { ...begin, on: evening }, may)).toEqual(['inspection.begun'])
    expect(then(past, { ...begin, on: '2026-03-02T08:59:59+08:00' }, may)).toBe('inspection.outside-window')
    expect(then(past, { ...begin, on: '2026-03-02T18:00:01+08:00' }, may)).toBe('inspection.outside-window')
  })

  test('a remote test is announced first', () => {
    const past: readonly Line[] = [
      [nine, { ...propose, means: 'remote' }],
      [nine, approve],
    ]
    expect(then(past, begin, ten)).toBe('inspection.not-announced')
    expect(then([...past, [nine, { type: 'notify', on: nine }]], begin, ten)).toEqual(['inspection.begun'])
  })

  test('what was not approved is not looked into', () => {
    expect(then(begun, { ...find, topic: 'content' }, noon)).toBe('inspection.out-of-scope')
  })

  test('a refusal to sign is noted with a witness', () => {
    expect(then(begun, { ...finish, signature: 'refused' }, evening)).toBe('inspection.refusal-unwitnessed')
    expect(then(begun, { ...finish, signature: 'refused', witness: '两名执法人员注明，全程录像' }, evening)).toEqual(['inspection.finished'])
  })
})

describe('interviews', () => {
  test('a city does not hold a security interview, a province does', () => {
    expect(then(begun, held, noon, { ...desk, party: CITY })).toBe('inspection.interview-below-province')
    expect(then(begun, held, noon)).toEqual(['interview.held'])
  })

  test('nobody is sent in place of the principal', () => {
    expect(then(begun, { ...held, interviewee: 'delegate' }, noon)).toBe('inspection.interview-wrong-person')
  })

  test('an interview on another basis makes no duty of the security law', () => {
    expect(then(begun, { ...held, basis: 'before-penalty' }, noon, { ...desk, party: CITY })).toEqual(['inspection.interview-recorded'])
    expect(then(begun, { ...held, basis: 'before-penalty' }, noon, { ...desk, party: POLICE })).toBe('inspection.interview-not-ours')
  })

  test('what it asks for lies ahead', () => {
    expect(then(begun, { ...held, until: noon }, noon)).toBe('inspection.until-past')
  })
})

describe('orders to correct', () => {
  test('the law says under which paragraph of the edition of that day an order is given', () => {
    const matter = story(desk, ...ordered)
    expect(matter.entries.at(-1)?.event).toMatchObject({ kind: 'correction.ordered', facts: { provision: '61.1', system: 'pay', until: april } })
  })

  test('the same breach a year earlier is ordered under the older number', () => {
    const before = '2025-03-03T09:00:00+08:00'
    const early: readonly Line[] = [
      [before, { ...propose, on: before, from: before, to: before }],
      [before, { ...approve, on: before }],
      [before, { ...begin, on: before }],
      [before, { ...find, on: before, violated: '21.1.3' }],
      [before, { ...order, on: before }],
    ]
    expect(story(desk, ...early).entries.at(-1)?.event.facts['provision']).toBe('59.1')
  })

  test('a provision that nobody answers for, and one that is not there, are both refused', () => {
    expect(then([...begun, [noon, { ...find, violated: '1.1' }]], order, evening)).toBe('inspection.no-power-to-order')
    expect(then([...begun, [noon, { ...find, violated: '99.1' }]], order, evening)).toBe('inspection.unanswerable')
    expect(then(begun, order, evening)).toBe('inspection.no-finding')
  })

  test('a second order waits for the first to be verified', () => {
    expect(then(ordered, order, evening)).toBe('inspection.order-open')
    const failed = { type: 'verify', on: evening, about: 'order', corrected: false, how: '抽查日志' } as const
    expect(then([...ordered, [evening, failed]], order, evening)).toEqual(['correction.ordered'])
  })

  test('a correction that is verified is complete, one that is not stays open', () => {
    const verify = { type: 'verify', on: may, about: 'order', corrected: true, how: '抽查日志' } as const
    expect(then(ordered, verify, may)).toEqual(['inspection.verified', 'correction.completed'])
    expect(then(ordered, { ...verify, corrected: false }, may)).toEqual(['inspection.verified'])
    expect(then(ordered, { ...verify, about: 'interview' }, may)).toBe('inspection.nothing-ordered')
  })

  test('refusal is for the head to find, and nothing is closed while something is owed', () => {
    const refuse = { type: 'find-refusal', on: may, about: 'order', reason: '经两次催告仍不改正' } as const
    expect(then(ordered, refuse, may, { ...desk, roles: ['case-officer'] })).toBe('frame.forbidden')
    expect(then(ordered, { type: 'close', on: may, result: '办结' }, may)).toBe('inspection.still-open')
    expect(then([...ordered, [may, refuse]], { type: 'close', on: may, result: '移送处罚' }, may)).toEqual(['inspection.closed'])
  })
})

describe('letters and documents', () => {
  test('notice and order go to the party, each with its entry', () => {
    const matter = story(desk, ...ordered)
    const sent = matter.entries.flatMap(({ ref }) => matter.letters(ref, drawing))
    expect(sent).toMatchObject([
      { kind: 'inspection.notice', to: { party: 'qinglan' }, encloses: ['3'], body: { officerCount: 2, remit: 'cyberspace', rank: 'province' } },
      { kind: 'inspection.order', to: { party: 'qinglan' }, encloses: ['7'], body: { provision: '61.1', until: april } },
    ])
    expect(sent).toHaveLength(2)
  })

  test('a report on the correction comes back to its matter', () => {
    const matter = story(desk, ...ordered)
    const [letter] = matter.letters('7', drawing)
    if (letter === undefined) throw new Error('no letter was sent')
    const reply = {
      ...letter,
      kind: 'inspection.report',
      inReplyTo: letter.id,
      written: Moment.parse(evening),
      body: { about: 'order', measures: '扩容', evidence: [] },
    }
    const received = closed.receive(reply)
    expect(received?.subject).toBe('insp-1')
    expect(matter.decide(received?.command, contextOf({ ...desk, roles: ['post'] }, 'insp-1', may))).toMatchObject({
      events: [{ kind: 'inspection.report-received', detail: { measures: '扩容' } }],
    })
  })

  test('the notice says on what basis, to what extent and who comes', () => {
    const document = story(desk, ...begun).document('inspection-notice', drawing)
    if (document === undefined) throw new Error('nothing was drawn')
    expect(blanksOf(document)).toEqual([])
    expect(document.sections.at(-1)?.fields[0]).toMatchObject({ value: ['赵敏 浙A001', '钱进 浙A002'], personal: true })
  })

  test('a record that is not signed yet is incomplete', () => {
    const document = story(desk, ...begun, [noon, find]).document('inspection-record', drawing)
    expect(document === undefined ? [] : blanksOf(document).map(({ label }) => label.zh)).toEqual(['理由', '被检查单位负责人签字'])
  })

  test('a finding that was corrected is ordered as corrected', () => {
    const past = story(desk, ...begun, [noon, find])
    const mended = past.decide({ type: 'correct', entry: '5', detail: { what: '日志只留存四个月' }, because: '笔误' }, contextOf(desk, 'insp-1', noon))
    if (mended.kind === 'refused') throw new Error(mended.refusal.en)
    const entries = past.entries.map(({ ref, recorded, event }): StoredEntry => ({ ref, recorded, event: { version: 1, ...event } }))
    const after = closed.open([...entries, ...mended.events.map((event, place) => ({ ref: String(6 + place), recorded: noon, event }))])
    expect(after.decide(order, contextOf(desk, 'insp-1', evening))).toMatchObject({ events: [{ detail: { charges: [{ what: '日志只留存四个月' }] } }] })
  })
})

describe('the strip and the tables', () => {
  test('after an order the next step is to verify it', () => {
    const states = Object.fromEntries(
      story(desk, ...ordered)
        .steps(contextOf(desk, 'insp-1', may).standing)
        .map(({ id, state }) => [id, state]),
    )
    expect(states).toMatchObject({ begun: 'done', finished: 'done', interview: 'not-needed', ordered: 'done', verified: 'now', closed: 'ahead' })
  })

  test('the tables show how far an inspection is and what became of each order', () => {
    const matter = story(desk, ...ordered)
    expect(matter.rows('inspections', 'insp-1')).toMatchObject([
      { key: 'insp-1', cells: { operator: 'qinglan', findings: 1, refused: false, stage: 'correcting' } },
    ])
    expect(matter.rows('correction-orders', 'insp-1')).toMatchObject([{ cells: { provisions: ['61.1'], until: april, outcome: 'open' } }])
  })
})

describe('the law folds what the department records', () => {
  const profile = Profile.parse({
    party: { id: 'cac-zj', name: '省网信办', since: '2020-01-02' },
    facts: { withinTerritory: true },
    roles: [{ role: 'cyberspace-administration' }, { role: 'provincial-department' }],
  })
  const program = compile(statute, 'applicable')

  const followed = (past: readonly Line[], at: string) => {
    const now = instant(Date.parse(at))
    const found = duties(fold(program, profile, story(desk, ...past).entries.map(lawEvent), now), now)
    return found.filter(({ subject }) => subject.id === 'insp-1').map(({ duty }) => `${program.norms[duty.norm]?.norm.id ?? ''} ${duty.state}`)
  }
  const verify: Line = ['2026-03-31T09:00:00+08:00', { type: 'verify', on: '2026-03-31T09:00:00+08:00', about: 'order', corrected: true, how: '抽查日志' }]

  test('what it orders binds the party ordered: nothing of it stands in its own book', () => {
    expect(followed([...begun, [noon, find]], may)).toEqual([])
    expect(followed(ordered, evening)).toEqual([])
    expect(followed([...ordered, verify], may)).toEqual([])
  })

  test('what an interview asked for is verified in the same way, and binds the other as well', () => {
    const past: readonly Line[] = [...begun, [noon, held]]
    const refuse: Line = [may, { type: 'find-refusal', on: may, about: 'order', reason: '经两次催告仍不改正' }]
    expect(then(past, { type: 'verify', on: may, about: 'interview', corrected: true, how: '现场核对' }, may)).toEqual([
      'inspection.verified',
      'rectification.completed',
    ])
    expect(followed([...past, [noon, held]], may)).toEqual([])
    expect(followed([...ordered, refuse], may)).toEqual([])
  })
})
