import { describe, expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { instant, printInstant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { statute } from '#law/statute.fixture.ts'
import { blanksOf } from '../document.ts'
import { lawEvent } from '../event.ts'
import { catalogued } from '../matter.ts'
import { Moment } from '../moment.ts'
import { contextOf, CYBERSPACE, OPERATOR, refusal, sentence, type Loose, type Setting } from '../sentence.fixture.ts'
import type { Command } from './command.ts'
import { cooperation } from './cooperation.ts'
import { april, evening, may, order, report, run } from './story.fixture.ts'

const nine = '2026-03-02T09:00:00+08:00'
const ten = '2026-03-02T10:00:00+08:00'
const noon = '2026-03-02T12:00:00+08:00'
const closed = catalogued(cooperation)
const office: Setting = { roles: ['compliance-officer', 'responsible-manager'] }

const notice = {
  type: 'receive-notice',
  on: nine,
  department: 'cac-zj',
  departmentName: '省网信办',
  remit: 'cyberspace',
  rank: 'province',
  letter: 'cac-zj/inspection/insp-1/3/1',
  basis: 'cyberspace-inspection',
  basisText: '检查通知〔2026〕3号',
  means: 'on-site',
  scope: ['logs', 'attacks'],
  from: nine,
  to: evening,
  officerCount: 2,
} as const
const admit = { type: 'admit', on: ten, officerCount: 2, credentialsShown: true, noticeShown: true, asNoticed: true } as const
const request = { type: 'log-request', on: ten, topic: 'logs', asked: '近六个月登录日志' } as const
const answer = { type: 'answer-request', on: noon, request: 'R1', given: '登录日志摘要，已去除个人标识', evidence: ['sha256:bb'], answeredBy: '林伟' } as const
type Line = readonly [at: string, command: Loose<Command>]
const given = sentence(cooperation, office)

const story = (...commands: readonly Line[]) => run(closed, office, 'm-1', [], ...commands).matter
const then = (past: readonly Line[], command: Loose<Command>, at: string = may, setting: Setting = office) => {
  const decision = story(...past).decide(command, contextOf(setting, 'm-1', at))
  return decision.kind === 'refused' ? decision.refusal.code : decision.events.map(({ kind }) => kind)
}
const drawing = { party: OPERATOR, subject: 'm-1', at: Moment.parse(may) }
const asked: readonly Line[] = [
  [nine, notice],
  [ten, admit],
  [ten, request],
]

describe('an inspection is checked before it is helped', () => {
  test('nothing is given before the officers are checked and the request is on record', () => {
    expect(then([[nine, notice]], request)).toBe('cooperation.not-verified')
    expect(then([[nine, notice]], answer)).toBe('cooperation.not-verified')
    expect(then(asked.slice(0, 2), answer)).toBe('cooperation.no-request')
    expect(then(asked, answer)).toEqual(['cooperation.answered'])
  })

  test('two officers with credentials and notice are lawful; one officer, or no credentials, are not', () => {
    const lawful = (check: Loose<Command>) => story([nine, notice], [ten, check]).entries.at(-1)?.event.facts['lawful']
    expect(lawful(admit)).toBe(true)
    expect(lawful({ ...admit, officerCount: 1 })).toBe(false)
    expect(lawful({ ...admit, credentialsShown: false })).toBe(false)
    expect(lawful({ ...admit, noticeShown: false })).toBe(false)
    expect(lawful({ ...admit, asNoticed: false })).toBe(false)
  })

  test('what is not lawfully asked is not given; an objection may be made', () => {
    const past: readonly Line[] = [
      [nine, notice],
      [ten, { ...admit, officerCount: 1 }],
      [ten, request],
    ]
    expect(then(past, answer)).toBe('cooperation.not-lawful')
    expect(then(past, { type: 'object', on: noon, ground: '只有一名执法人员' })).toEqual(['cooperation.objected'])
  })

  test('officers who come back with what was missing are checked again', () => {
    const short: readonly Line[] = [
      [nine, notice],
      [ten, { ...admit, credentialsShown: false }],
      [ten, request],
    ]
    expect(then(asked, { ...admit, on: noon })).toBe('cooperation.begun-already')
    expect(then([...short, [noon, { ...admit, on: noon }]], answer)).toEqual(['cooperation.answered'])
  })

  test('a letter that comes twice is recorded once', () => {
    expect(then([[nine, notice]], notice)).toEqual([])
    expect(then([[evening, order]], { ...order, letter: 'cac-zj/inspection/insp-1/9/1' })).toEqual(['correction.ordered'])
  })

  test('beyond the scope of the notice it is given only with a reason', () => {
    const past: readonly Line[] = [
      [nine, notice],
      [ten, admit],
      [ten, { ...request, topic: 'personal-information' }],
    ]
    expect(then(past, answer)).toBe('cooperation.out-of-scope')
    expect(then(past, { ...answer, overScope: '自愿提供' })).toEqual(['cooperation.answered'])
  })

  test('cooperation is complete when every request is answered, or objected to where it goes too far', () => {
    expect(then(asked, { type: 'complete', on: may })).toBe('cooperation.requests-open')
    expect(then([...asked, [noon, answer]], { type: 'complete', on: may })).toEqual(['inspection.cooperated'])
    const far: readonly Line[] = [
      [nine, notice],
      [ten, admit],
      [ten, { ...request, topic: 'content' }],
    ]
    expect(then(far, { type: 'complete', on: may })).toBe('cooperation.requests-open')
    expect(then([...far, [noon, { type: 'object', on: noon, ground: '超出范围' }]], { type: 'complete', on: may })).toEqual(['inspection.cooperated'])
  })

  test('an engineer lets nothing out', () => {
    expect(then(asked, answer, may, { roles: ['engineer'] })).toBe('frame.forbidden')
    expect(given().when({ ...admit, on: may }, may, { party: CYBERSPACE })).toMatchObject({ refused: 'frame.not-of-party' })
  })
})

describe('orders, reports and penalties', () => {
  test('a report on the correction comes with proof, and answers an order', () => {
    expect(then(asked, report)).toBe('cooperation.nothing-ordered')
    expect(then([[evening, order]], { ...report, evidence: [] })).toBe('cooperation.no-evidence')
    expect(then([[evening, order]], report)).toEqual(['correction.completed'])
  })

  test('after a failed verification the correction is reported once more, after a passed one no more', () => {
    const past: readonly Line[] = [
      [evening, order],
      [may, report],
    ]
    const verified = { type: 'receive-verification', on: may, about: 'order', corrected: true, how: '抽查' } as const
    expect(then([...past, [may, verified]], report)).toBe('cooperation.nothing-ordered')
    expect(then([...past, [may, { ...verified, corrected: false }]], report)).toEqual(['correction.completed'])
  })

  test('an order on paper is answered on paper', () => {
    const { letter: _, ...paper } = order
    const sent = (given: Loose<Command>) => story([evening, given], [may, report]).letters('2', drawing)
    expect(sent(paper)).toEqual([])
    expect(sent(order)).toMatchObject([{ kind: 'inspection.report', to: { party: 'cac-zj' }, inReplyTo: order.letter, encloses: ['2'] }])
  })

  test('nothing is defended or paid that was not proposed or decided', () => {
    expect(then(asked, { type: 'defend', on: noon, kind: 'statement', statement: '不服' })).toBe('cooperation.no-penalty-notice')
    expect(
      given({
        kind: 'inspection.begun',
        occurred: ten,
        facts: { lawful: true },
        detail: { officerCount: 2, credentialsShown: true, noticeShown: true, asNoticed: true },
      }).when({ type: 'pay', on: noon, reference: '1' }, may),
    ).toEqual(refusal('cooperation.no-fine'))
  })

  test('a report is not complete while measures or proof are blank', () => {
    const blanks = (...past: readonly Line[]): readonly string[] | undefined => {
      const document = story(...past).document('correction-report', drawing)
      return document === undefined ? undefined : blanksOf(document).map(({ label }) => label.zh)
    }
    expect(blanks([nine, notice])).toBeUndefined()
    expect(blanks([evening, order])).toEqual(['整改措施', '证明材料'])
    expect(blanks([evening, order], [may, report])).toEqual([])
  })

  test('the log shows what was asked and what is still to be answered', () => {
    const document = story(...asked).document('cooperation-log', drawing)
    expect(document === undefined ? [] : blanksOf(document).map(({ label }) => label.en)).toEqual([
      'R1 Registration of users and retention of logs: 近六个月登录日志',
    ])
  })
})

describe('the law folds what the party records', () => {
  const profile = Profile.parse({
    party: { id: 'qinglan', name: '青蓝优选', since: '2024-01-02' },
    facts: { withinTerritory: true, network: 'civil', ownsNetwork: true },
    roles: [{ role: 'network-operator' }],
  })
  const program = compile(statute, 'applicable')
  const owed = (past: readonly Line[], at: string) => {
    const now = instant(Date.parse(at))
    const found = duties(fold(program, profile, story(...past).entries.map(lawEvent), now), now)
    return found
      .filter(({ subject }) => subject.id === 'm-1')
      .map(({ duty }) => `${program.norms[duty.norm]?.norm.id ?? ''} ${duty.state}${duty.due.kind === 'at' ? ` ${printInstant(duty.due.at)}` : ''}`)
  }

  test('a lawful inspection has to be helped, an unlawful one not; to obstruct it breaks the general duty as well', () => {
    expect(owed(asked, noon)).toEqual(['inspection.cooperate open'])
    expect(
      owed(
        [
          [nine, notice],
          [ten, { ...admit, officerCount: 1 }],
        ],
        noon,
      ),
    ).toEqual([])
    expect(owed([...asked, [noon, answer], [noon, { type: 'complete', on: noon }]], evening)).toEqual(['inspection.cooperate done'])
    expect(owed([...asked, [noon, { type: 'find-obstruction', on: noon, reason: '拒不提供' }]], evening)).toEqual([
      'inspection.cooperate refused',
      'operation.accept-supervision breached',
    ])
  })

  test('an order is due by its day; in time, late and refused are three things', () => {
    expect(owed([[evening, order]], '2026-03-20T09:00:00+08:00')).toEqual([`correction.comply open ${april}`])
    expect(
      owed(
        [
          [evening, order],
          [may, report],
        ],
        may,
      ),
    ).toEqual([`correction.comply done ${april}`])
    expect(owed([[evening, order]], may)).toEqual([`correction.comply breached ${april}`])
    expect(
      owed(
        [
          [evening, order],
          [may, { ...report, on: may }],
        ],
        may,
      ),
    ).toEqual([`correction.comply done-late ${april}`])
    expect(
      owed(
        [
          [evening, order],
          [may, { type: 'receive-refusal', on: may, about: 'order', reason: '逾期不改' }],
        ],
        may,
      ),
    ).toEqual([`correction.comply refused ${april}`])
  })

  test('what was not corrected and is ordered anew is due anew', () => {
    const again = { ...order, on: may, letter: 'cac-zj/inspection/insp-1/9/1', until: '2026-05-20T18:00:00+08:00' } as const
    const failed = { type: 'receive-verification', on: may, about: 'order', corrected: false, how: '抽查' } as const
    const past: readonly Line[] = [
      [evening, order],
      [may, report],
      [may, failed],
      [may, again],
    ]
    expect(owed(past, '2026-05-07T09:00:00+08:00')).toContain('correction.comply open 2026-05-20T18:00:00+08:00')
  })

  test('an interview under the security law makes rectification due, one on another basis does not', () => {
    const { charges: _, provision: _provision, required: _required, ...from } = order
    const held = { ...from, type: 'receive-interview', basis: 'incident', demands: '消除隐患', minutes: '如实记录' } as const
    expect(owed([[evening, held]], '2026-03-20T09:00:00+08:00')).toEqual([`interview.rectify open ${april}`])
    expect(
      owed(
        [
          [evening, held],
          [may, { ...report, about: 'interview' }],
        ],
        may,
      ),
    ).toEqual([`interview.rectify done ${april}`])
    expect(owed([[evening, { ...held, basis: 'before-penalty' }]], may)).toEqual([])
  })
})
