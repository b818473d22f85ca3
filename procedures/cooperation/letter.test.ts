import { describe, expect, test } from 'vitest'
import { inspection } from '../inspection/inspection.ts'
import type { Letter } from '../letter.ts'
import { catalogued, type CataloguedProcedure, type StoredEntry } from '../matter.ts'
import { Moment } from '../moment.ts'
import { penalty } from '../penalty/penalty.ts'
import { contextOf, CYBERSPACE, OPERATOR, type Setting } from '../sentence.fixture.ts'
import { cooperation } from './cooperation.ts'
import { april, evening, may, report, run } from './story.fixture.ts'

const nine = '2026-03-02T09:00:00+08:00'
const ten = '2026-03-02T10:00:00+08:00'
const noon = '2026-03-02T12:00:00+08:00'
const closed = catalogued(cooperation)
const office: Setting = { roles: ['compliance-officer', 'responsible-manager'] }
const desk: Setting = { party: CYBERSPACE, roles: ['case-officer', 'department-head', 'reviewer', 'publicity'] }

describe('letters between the two sides', () => {
  const officers = [
    { name: '赵敏', credential: '浙A001' },
    { name: '钱进', credential: '浙A002' },
  ]
  const department = catalogued(inspection)
  const court = catalogued(penalty)
  const post: Setting = { roles: ['post'] }
  const lettersOf = (procedure: CataloguedProcedure, setting: Setting, subject: string, entries: readonly StoredEntry[]): readonly Letter[] =>
    entries.flatMap(({ ref }) => procedure.open(entries).letters(ref, { party: setting.party ?? OPERATOR, subject, at: Moment.parse(may) }))
  const only = (letters: readonly Letter[], kind: string): Letter => {
    const found = letters.find((letter) => letter.kind === kind)
    if (found === undefined) throw new Error(`no ${kind} was sent`)
    return found
  }
  const carried = (to: CataloguedProcedure, letter: Letter) => {
    const received = to.receive(letter)
    if (received === undefined) throw new Error(`${letter.kind} is not received`)
    return received
  }

  test('notice, order, report and verification reach the matter that they belong to, and only one on each side', () => {
    const there = run(
      department,
      desk,
      'insp-1',
      [],
      [
        nine,
        {
          type: 'propose',
          on: nine,
          operator: 'qinglan',
          operatorName: '青蓝优选',
          subjectRoles: ['network-operator'],
          basis: 'cyberspace-inspection',
          basisText: '3号',
          means: 'on-site',
          scope: ['logs'],
          from: nine,
          to: evening,
          officers,
        },
      ],
      [nine, { type: 'approve', on: nine, approvedBy: '孙立' }],
      [nine, { type: 'notify', on: nine }],
      [ten, { type: 'begin', on: ten, officers, credentialsShown: true, noticeShown: true }],
      [noon, { type: 'record-finding', on: noon, topic: 'logs', what: '日志只留存三个月', violated: '23.1.3', evidence: [] }],
      [evening, { type: 'order-correction', on: evening, findings: ['F1'], required: '留存六个月', until: april }],
    )
    const sent = lettersOf(department, desk, 'insp-1', there.entries)
    const received = [only(sent, 'inspection.notice'), only(sent, 'inspection.order')].map((letter) => carried(closed, letter))
    expect(new Set(received.map(({ subject }) => subject))).toEqual(new Set(['cac-zj:inspection:insp-1']))
    const subject = received[0]?.subject ?? ''
    const here = run(closed, post, subject, [], ...received.map(({ command }) => [evening, command] as const))
    expect(here.matter.entries.map(({ event }) => event.kind)).toEqual(['cooperation.notice-received', 'correction.ordered'])
    const reported = run(closed, office, subject, here.entries, [may, report])
    const back = carried(department, only(lettersOf(closed, {}, subject, reported.entries), 'inspection.report'))
    expect(back.subject).toBe('insp-1')
    const verified = run(department, { ...desk, roles: ['post'] }, 'insp-1', there.entries, [may, back.command])
    const done = run(department, desk, 'insp-1', verified.entries, [may, { type: 'verify', on: may, about: 'order', corrected: true, how: '抽查' }])
    const last = carried(closed, only(lettersOf(department, desk, 'insp-1', done.entries), 'inspection.verification'))
    expect(last.subject).toBe(subject)
    expect(run(closed, post, subject, reported.entries, [may, last.command]).matter.rows('dealings', subject)[0]?.cells['stage']).toBe('corrected')
  })

  test('a penalty is told, defended, decided and paid by letter, and no name of a person stays with the party', () => {
    const at = (day: string) => `2026-03-${day}T09:00:00+08:00`
    const begun = run(
      court,
      desk,
      'case-1',
      [],
      [
        at('02'),
        {
          type: 'file-case',
          on: at('02'),
          operator: 'qinglan',
          operatorName: '青蓝优选',
          address: '杭州',
          unit: true,
          subjectRoles: ['network-operator'],
          origin: 'inspection',
          violated: '23.1.3',
          norm: 'logs.retain',
          conductFrom: '2026-01-05',
          conductTo: '2026-02-20',
          discovered: '2026-02-20',
          graveHarm: false,
          jurisdiction: '行为地',
          summary: '日志只留存三个月，拒不改正',
          officers,
        },
      ],
      [at('02'), { type: 'take-evidence', on: at('02'), proof: '日志抽样', evidence: [] }],
      [
        at('02'),
        {
          type: 'propose',
          on: at('02'),
          consequences: 'none',
          circumstances: 'ordinary',
          refusedCorrection: true,
          constitutesCrime: false,
          measures: ['order-correction', 'warning'],
          entityFine: 100_000,
          personFine: 20_000,
          persons: [{ name: '李雷', post: '技术总监' }],
          larger: true,
          complex: false,
          finedBefore: false,
          discretion: '拒不改正',
        },
      ],
      [at('02'), { type: 'notify', on: at('02'), respondUntil: at('06'), hearingUntil: '2026-03-09' }],
    )
    const told = carried(closed, only(lettersOf(court, desk, 'case-1', begun.entries), 'penalty.notice'))
    const here = run(closed, post, told.subject, [], [at('02'), told.command])
    const late = here.matter.decide({ type: 'defend', on: at('10'), kind: 'hearing', statement: '要求听证' }, contextOf(office, told.subject, at('10')))
    expect(late).toMatchObject({ refusal: { code: 'cooperation.hearing-late' } })
    const pleaded = run(closed, office, told.subject, here.entries, [at('04'), { type: 'defend', on: at('04'), kind: 'waiver', statement: '放弃' }])
    const plea = carried(court, only(lettersOf(closed, {}, told.subject, pleaded.entries), 'penalty.statement'))
    expect(plea.subject).toBe('case-1')
    const heard = run(court, { ...desk, roles: ['post'] }, 'case-1', begun.entries, [at('04'), plea.command])
    const decided = run(
      court,
      desk,
      'case-1',
      heard.entries,
      [at('05'), { type: 'review', on: at('05'), reviewer: '孙立', passed: true, opinion: '合法' }],
      [at('05'), { type: 'decide', on: at('05'), number: '1号', howToPay: '银行', decidedBy: '周正' }],
      [at('05'), { type: 'serve', on: at('05'), served: 'letter' }],
    )
    const decision = carried(closed, only(lettersOf(court, desk, 'case-1', decided.entries), 'penalty.decision'))
    expect(decision.subject).toBe(told.subject)
    const paid = run(closed, office, told.subject, run(closed, post, told.subject, pleaded.entries, [at('05'), decision.command]).entries, [
      at('06'),
      { type: 'pay', on: at('06'), reference: '缴款书1' },
    ])
    expect(JSON.stringify(paid.entries)).not.toContain('李雷')
    const payment = carried(court, only(lettersOf(closed, {}, told.subject, paid.entries), 'penalty.payment'))
    const ended = run(court, { ...desk, roles: ['post'] }, 'case-1', decided.entries, [at('06'), payment.command])
    expect(ended.matter.entries.at(-1)?.event.kind).toBe('penalty.paid')
  })
})
