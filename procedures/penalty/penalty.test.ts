import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
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
import { penalty } from './penalty.ts'

// Monday 2 March 2026; five working days end on Monday the 9th, seven on Wednesday the 11th.
const march = (day: string, hour = '09') => `2026-03-${day}T${hour}:00:00+08:00`
const later = '2026-06-30T09:00:00+08:00'
const closed = catalogued(penalty)
const row = (refused: boolean) => (view: string, key: string) => (view === 'inspections' && key === 'insp-1' ? { key, cells: { refused } } : undefined)
const desk: Setting = { party: CYBERSPACE, roles: ['case-officer', 'department-head', 'reviewer', 'publicity'], standing: { row: row(true) } }
const POLICE: Party = { kind: 'department', id: 'mps-zj', name: { zh: '省公安厅', en: 'Police' }, remit: 'police', level: 'province', region: '330000' }

const zhao = { name: '赵敏', credential: '浙A001' }
const qian = { name: '钱进', credential: '浙A002' }
const file = {
  type: 'file-case',
  on: march('02'),
  operator: 'qinglan',
  operatorName: '青蓝优选',
  address: '杭州市西湖区',
  unit: true,
  subjectRoles: ['network-operator'],
  origin: 'inspection',
  inspection: 'insp-1',
  violated: '23.1.3',
  norm: 'logs.retain',
  conductFrom: '2026-01-05',
  conductTo: '2026-02-20',
  discovered: '2026-02-20',
  graveHarm: false,
  jurisdiction: '违法行为发生地',
  summary: '日志只留存三个月',
  officers: [zhao, qian],
} as const
const evidence = { type: 'take-evidence', on: march('02'), proof: '日志抽样：最早为三个月前', evidence: ['sha256:aa'] } as const
const propose = {
  type: 'propose',
  on: march('02'),
  consequences: 'none',
  circumstances: 'ordinary',
  refusedCorrection: false,
  constitutesCrime: false,
  measures: ['order-correction', 'warning'],
  entityFine: 30_000,
  larger: true,
  complex: false,
  finedBefore: false,
  discretion: '初次违法，配合检查',
} as const
const notify = { type: 'notify', on: march('02'), respondUntil: march('06'), hearingUntil: '2026-03-09' } as const
const review = { type: 'review', on: march('10'), reviewer: '孙立', passed: true, opinion: '事实清楚，程序合法' } as const
const decide = { type: 'decide', on: march('10'), number: '浙网信罚〔2026〕1号', howToPay: '指定银行', decidedBy: '周正' } as const
const serve = { type: 'serve', on: march('11'), served: 'letter' } as const
const credit = { type: 'record-credit', on: march('12'), register: '国家企业信用信息公示系统', text: '日志留存不足六个月，警告并罚款三万元' } as const
const plea = { type: 'take-statement', on: march('04'), kind: 'statement', statement: '已经整改' } as const
const ask = { ...plea, kind: 'hearing', statement: '要求听证' } as const

type Written = Loose<z.input<typeof Command>>
type Line = readonly [at: string, command: Written]
const given = sentence(penalty, desk)

function story(setting: Setting, ...commands: readonly Line[]) {
  const entries: StoredEntry[] = []
  for (const [at, command] of commands) {
    const answer = closed.open(entries).decide(command, contextOf(setting, 'case-1', at))
    if (answer.kind === 'refused') throw new Error(`${command.type}: ${answer.refusal.en}`)
    for (const event of answer.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
  }
  return closed.open(entries)
}
const said = (past: readonly Written[], command: Written, setting: Setting = desk) =>
  story(desk, ...past.map((each): Line => [later, each])).decide(command, contextOf(setting, 'case-1', later))
const then = (past: readonly Written[], command: Written, setting: Setting = desk) => {
  const answer = said(past, command, setting)
  return answer.kind === 'refused' ? answer.refusal.code : answer.events.map(({ kind }) => kind)
}
const open = [file, evidence] as const
const told = [...open, propose, notify] as const
const decided = [...told, review, decide] as const
const drawing = { party: CYBERSPACE, subject: 'case-1', at: Moment.parse(later) }

describe('filing', () => {
  test('a case has two officers, each with a credential of their own', () => {
    expect(given().when({ ...file, officers: [zhao, { ...qian, credential: '浙A001' }] }, later)).toEqual(
      refusal('penalty.too-few-officers', { least: 2, present: 1 }),
    )
    expect(kindsOf(given().when(file, later))).toEqual(['penalty.case-filed'])
  })

  test('what is discovered on the last day of the second year is in time, a day later not', () => {
    const old = { ...file, conductFrom: '2023-01-01', conductTo: '2024-02-20' } as const
    expect(then([], { ...old, discovered: '2026-02-20' })).toEqual(['penalty.case-filed'])
    expect(then([], { ...old, discovered: '2026-02-21' })).toBe('penalty.time-barred')
    expect(then([], { ...old, discovered: '2026-02-21', graveHarm: true })).toEqual(['penalty.case-filed'])
  })

  test('the inspection that a case comes from is on record, and so is the refusal that it punishes', () => {
    expect(then([], { ...file, inspection: 'insp-2' })).toBe('penalty.no-inspection')
    const refused = { ...propose, refusedCorrection: true, entityFine: 100_000, personFine: 20_000, persons: [{ name: '李雷', post: '技术总监' }] } as const
    expect(then(open, refused, { ...desk, standing: { row: row(false) } })).toBe('penalty.refusal-not-found')
    expect(then(open, refused)).toEqual(['penalty.proposed'])
  })

  test('an identity number or a telephone number does not enter the file, a sum does', () => {
    expect(then([], { ...file, summary: '联系人 330106199001011234' })).toBe('penalty.more-than-needed')
    expect(then([file], { ...evidence, proof: '电话 13800138000' })).toBe('penalty.more-than-needed')
    expect(then([file], { ...evidence, proof: '涉及 1380013800 条记录' })).toEqual(['penalty.evidence-taken'])
  })
})

describe('a proposal is held against the range of the statute', () => {
  const warned = { measures: ['order-correction', 'warning'] } as const

  test('both ends of the range are inside, a fen outside is refused', () => {
    for (const entityFine of [10_000, 50_000]) expect(then(open, { ...propose, entityFine })).toEqual(['penalty.proposed'])
    for (const entityFine of [9_999.99, 50_000.01]) expect(then(open, { ...propose, entityFine })).toBe('penalty.outside-range')
  })

  test('the refusal names range, provision and edition', () => {
    const answer = said(open, { ...propose, entityFine: 60_000 })
    expect(answer).toMatchObject({
      refusal: {
        data: {
          provision: '61.1',
          edition: 'csl-2026',
          proposed: [{ zh: '对单位罚款 60000（10000–50000 元）', en: 'fine on the party 60000 (10000–50000 yuan)' }],
        },
        source: { norm: 'penalty.decide' },
      },
    })
  })

  test('refusal to correct opens the higher tier, in which persons are fined too', () => {
    const refused = { ...propose, refusedCorrection: true, entityFine: 100_000 } as const
    expect(then(open, refused)).toBe('penalty.outside-range')
    expect(then(open, { ...refused, personFine: 20_000 })).toBe('penalty.person-missing')
    const whole = { ...refused, personFine: 20_000, persons: [{ name: '李雷', post: '技术总监' }] } as const
    expect(said(open, whole)).toMatchObject({
      events: [{ detail: { held: { provision: '61.1', stage: 'aggravated', least: 50_000, most: 500_000, below: false } } }],
    })
  })

  test('conduct that ended before the amendment is punished by the older text', () => {
    const old = { ...file, violated: '21.1.3', conductFrom: '2025-06-01', conductTo: '2025-12-31', discovered: '2026-01-05' } as const
    expect(said([old, evidence], { ...propose, ...warned, entityFine: 0 })).toMatchObject({
      events: [{ detail: { held: { edition: 'csl-2017', provision: '59.1' } } }],
    })
    expect(then([old, evidence], { ...propose, entityFine: 10_000 })).toBe('penalty.outside-range')
  })

  test('a ground for leniency lets a fine fall below the least, not rise above the most', () => {
    expect(said(open, { ...propose, entityFine: 5_000, mitigation: 'harm-lessened' })).toMatchObject({ events: [{ detail: { held: { below: true } } }] })
    expect(then(open, { ...propose, entityFine: 50_001, mitigation: 'harm-lessened' })).toBe('penalty.outside-range')
  })

  test('what the tier does not provide is refused, and so is leaving out what it says shall be', () => {
    expect(then(open, { ...propose, measures: ['order-correction', 'warning', 'revoke-licence'] })).toBe('penalty.measure-unavailable')
    expect(then(open, { ...propose, measures: ['order-correction'] })).toBe('penalty.measure-missing')
  })

  test('no penalty without evidence, without a basis, for a crime, or for a second time', () => {
    expect(then([file], propose)).toBe('penalty.no-evidence')
    expect(then([{ ...file, violated: '1.1' }, evidence], propose)).toBe('penalty.not-liable')
    expect(then([{ ...file, violated: '99.1' }, evidence], propose)).toBe('penalty.unanswerable')
    expect(then(open, { ...propose, constitutesCrime: true })).toBe('penalty.crime')
    expect(then(open, { ...propose, finedBefore: true })).toBe('penalty.fined-already')
  })

  test('no person is named on whom nothing is imposed', () => {
    expect(then(open, { ...propose, persons: [{ name: '李雷', post: '技术总监' }] })).toBe('penalty.person-unneeded')
  })

  test('an attack is for the police to punish', () => {
    const attack = { ...file, unit: false, subjectRoles: ['network-operator'], violated: '29.1' } as const
    const fine = {
      ...propose,
      measures: ['confiscate-illegal-gains'],
      entityFine: 0,
      personFine: 50_000,
      detentionDays: 3,
      knew: true,
      authorised: false,
      illegalGains: 100,
    } as const
    expect(then([attack, evidence], fine)).toBe('penalty.not-competent')
    expect(then([attack, evidence], fine, { ...desk, party: POLICE })).toEqual(['penalty.proposed'])
  })
})

describe('notice, defence and hearing', () => {
  const quiet = { ...propose, larger: false } as const

  test('the last day to ask for a hearing is the fifth working day, not the fourth', () => {
    expect(then([...open, propose], { ...notify, hearingUntil: '2026-03-08' })).toBe('penalty.hearing-time-short')
    expect(then([...open, propose], notify)).toEqual(['penalty.noticed'])
    const { hearingUntil: _, ...silent } = notify
    expect(then([...open, propose], silent)).toBe('penalty.hearing-time-missing')
    expect(then([...open, quiet], silent)).toEqual(['penalty.noticed'])
  })

  test('the working days of a year without a calendar are not guessed', () => {
    const at = '2027-03-01T09:00:00+08:00'
    const matter = story(desk, [at, file], [at, evidence], [at, propose])
    expect(
      matter.decide({ ...notify, on: at, respondUntil: '2027-03-08T09:00:00+08:00', hearingUntil: '2027-03-30' }, contextOf(desk, 'case-1', at)),
    ).toMatchObject({
      refusal: { code: 'penalty.calendar-missing' },
    })
  })

  test('a request on the last day is in time, on the next it is late', () => {
    expect(then(told, { ...ask, on: march('09', '23') })).toEqual(['penalty.statement-received'])
    expect(then(told, { ...ask, on: march('10', '00') })).toBe('penalty.hearing-late')
  })

  test('a warning with a small fine is not heard, a suspension always is', () => {
    expect(then([...open, quiet, notify], ask)).toBe('penalty.no-hearing')
    const grave = { ...quiet, refusedCorrection: true, entityFine: 100_000, personFine: 20_000, persons: [{ name: '李雷', post: '技术总监' }] } as const
    const identity = [{ ...file, violated: '26.1' }, evidence] as const
    expect(said(identity, { ...grave, measures: ['order-correction'] })).toMatchObject({ events: [{ detail: { hearing: false } }] })
    expect(said(identity, { ...grave, measures: ['order-correction', 'suspend-business'] })).toMatchObject({ events: [{ detail: { hearing: true } }] })
  })

  test('the police hear a unit from ten thousand yuan, the figure included', () => {
    const police: Setting = { ...desk, party: POLICE }
    expect(said(open, { ...quiet, entityFine: 10_000 }, police)).toMatchObject({ events: [{ detail: { hearing: true } }] })
    expect(said(open, { ...quiet, entityFine: 9_999.99, mitigation: 'helped' }, police)).toMatchObject({ events: [{ detail: { hearing: false } }] })
  })

  test('the hearing is on the eighth working day at the earliest, in public, and not in the hands of an officer', () => {
    const call = { type: 'call-hearing', on: march('04'), at: march('16'), place: '三楼', chair: '孙立', open: true } as const
    expect(then(told, call)).toBe('penalty.no-hearing-asked')
    expect(then([...told, ask], { ...call, at: march('13', '23') })).toBe('penalty.hearing-notice-short')
    expect(then([...told, ask], { ...call, chair: '赵敏' })).toBe('penalty.chair-is-officer')
    expect(then([...told, ask], { ...call, open: false })).toBe('penalty.hearing-closed')
    expect(then([...told, ask], call)).toEqual(['penalty.hearing-called'])
  })

  test('nobody is punished more heavily for a defence, unless there is new evidence', () => {
    const heavier = { ...propose, on: march('05'), entityFine: 40_000 } as const
    expect(then([...told, plea], heavier)).toBe('penalty.heavier-after-defence')
    expect(then([...told, plea], { ...heavier, entityFine: 20_000 })).toEqual(['penalty.proposed'])
    const more = { ...evidence, on: march('05') } as const
    expect(then([...told, plea, more, heavier, review], decide)).toBe('penalty.not-noticed')
  })
})

describe('the decision', () => {
  test('it waits for notice, for the time to answer, and for legal review', () => {
    expect(then([...open, propose, review], decide)).toBe('penalty.not-noticed')
    expect(then([...told, { ...review, on: march('05') }], { ...decide, on: march('05') })).toBe('penalty.period-open')
    expect(then([...told, { ...review, on: march('09') }], { ...decide, on: march('09') })).toBe('penalty.period-open')
    expect(then(told, decide)).toBe('penalty.not-reviewed')
    expect(then([...told, { ...review, passed: false }], decide)).toBe('penalty.not-reviewed')
    expect(then([...told, review], decide)).toEqual(['penalty.decided'])
  })

  test('who waives defence and hearing need not wait', () => {
    const waive = { ...plea, on: march('03'), kind: 'waiver', statement: '放弃' } as const
    expect(then([...told, waive, { ...review, on: march('03') }], { ...decide, on: march('03') })).toEqual(['penalty.decided'])
  })

  test('a hearing that was asked for is held, and a defence is reviewed', () => {
    expect(then([...told, ask, review], decide)).toBe('penalty.hearing-outstanding')
    expect(then([...told, plea, review], decide)).toBe('penalty.statement-unanswered')
    const answered = { type: 'answer-statement', on: march('05'), accepted: false, reason: '整改不影响定性' } as const
    expect(then([...told, plea, answered, review], decide)).toEqual(['penalty.decided'])
  })

  test('an officer of the case does not review it, and a complex case is discussed', () => {
    expect(then(told, { ...review, reviewer: '钱进' })).toBe('penalty.reviewer-is-officer')
    const complex = [...open, { ...propose, complex: true }, notify, review] as const
    expect(then(complex, decide)).toBe('penalty.not-discussed')
    expect(then([...complex, { type: 'discuss', on: march('10'), participants: 3, opinion: '同意' }], decide)).toEqual(['penalty.decided'])
  })

  test('only the head decides, only the publicity officer publishes', () => {
    expect(then([...told, review], decide, { ...desk, roles: ['case-officer'] })).toBe('frame.forbidden')
    expect(then([...decided, serve], credit, { ...desk, roles: ['case-officer', 'department-head'] })).toBe('frame.forbidden')
  })

  test('the decision goes out when it is served, with the day to which it may be paid', () => {
    const matter = story(desk, ...[...decided, serve].map((each): Line => [later, each]))
    const [letter] = matter.letters('7', drawing)
    expect(letter).toMatchObject({
      kind: 'penalty.decision',
      to: { party: 'qinglan' },
      body: { entityFine: 30_000, payUntil: '2026-03-26T23:59:59.999+08:00' },
    })
    expect(letter?.body['remedies']).toContain('60 日')
  })

  test('the credit file names no person', () => {
    const refused = { ...propose, refusedCorrection: true, entityFine: 100_000, personFine: 20_000, persons: [{ name: '李雷', post: '技术总监' }] } as const
    const past = [...open, refused, notify, review, decide, serve] as const
    expect(then(decided, credit)).toBe('penalty.not-served')
    expect(then(past, { ...credit, text: '对技术总监李雷罚款二万元' })).toBe('penalty.publication-names-person')
    expect(then(past, credit)).toEqual(['credit.recorded'])
    const rows = story(desk, ...[...past, credit].map((each): Line => [later, each])).rows('credit-file', 'case-1')
    expect(JSON.stringify(rows)).not.toContain('李雷')
    expect(rows).toHaveLength(1)
  })

  test('a person who was penalised is not named in the credit file', () => {
    const person = { ...file, unit: false, operatorName: '韩梅梅' } as const
    const alone = { ...propose, entityFine: 0, personFine: 0 } as const
    const past = [person, ...open.slice(1), alone, notify, review, decide, serve] as const
    expect(then(past, { ...credit, text: '韩梅梅：警告' })).toBe('penalty.publication-names-person')
    const rows = story(desk, ...[...past, credit].map((each): Line => [later, each])).rows('credit-file', 'case-1')
    expect(rows).toMatchObject([{ cells: { title: { zh: '个人（姓名不公开）' } } }])
    expect(JSON.stringify(rows)).not.toContain('韩梅梅')
  })

  test('a credit entry that is taken back says so and no more', () => {
    const back = { type: 'retract-credit', on: march('28'), because: '处罚决定被复议机关撤销' } as const
    expect(then([...decided, serve], back)).toBe('penalty.no-credit')
    const matter = story(desk, ...[...decided, serve, credit, back].map((each): Line => [later, each]))
    expect(matter.rows('credit-file', 'case-1')).toEqual([
      {
        key: 'case-1',
        cells: {
          kind: 'credit-record',
          title: file.operatorName,
          number: decide.number,
          on: credit.on,
          until: null,
          withdrawn: back.on,
          because: back.because,
        },
      },
    ])
    expect(then([...decided, serve, credit, back], back)).toEqual([])
  })

  test('a case with a fine is closed when it is paid', () => {
    const close = { type: 'close', on: march('20'), closing: 'performed', reason: '已缴款' } as const
    expect(then([...decided, serve], close)).toBe('penalty.still-owed')
    expect(then([...decided, serve, { type: 'record-payment', on: march('20'), reference: '缴款书1' }], close)).toEqual(['penalty.case-closed'])
    expect(then(open, { ...close, closing: 'no-penalty-minor' })).toEqual(['penalty.case-closed'])
  })

  test('the decision has all items of article 59', () => {
    const document = story(desk, ...[...decided, serve].map((each): Line => [later, each])).document('penalty-decision', drawing)
    if (document === undefined) throw new Error('nothing was drawn')
    expect(blanksOf(document).map(({ label }) => label.zh)).toEqual([])
    expect(document.sections.map(({ heading }) => heading.zh)).toEqual(['当事人', '违法事实', '证据', '认定', '处罚依据和幅度', '处罚', '履行和救济'])
  })

  test('once names are erased the case still stands', () => {
    const past = story(desk, ...decided.map((each): Line => [later, each]))
    const entries = past.entries.map(({ ref, recorded, event }): StoredEntry => {
      const names = new Set(closed.events.find(({ kind }) => kind === event.kind)?.details.flatMap(({ name, personal }) => (personal ? [name] : [])) ?? [])
      return {
        ref,
        recorded,
        event: {
          version: 1,
          ...event,
          detail: Object.fromEntries(Object.entries(event.detail).map(([name, value]) => [name, names.has(name) ? null : value])),
        },
      }
    })
    expect(JSON.stringify(entries)).not.toContain('赵敏')
    expect(closed.open(entries).document('penalty-decision', drawing)?.title.zh).toBe('行政处罚决定书')
  })
})

describe('the strip', () => {
  const strip = (past: readonly Written[]) =>
    Object.fromEntries(
      story(desk, ...past.map((each): Line => [later, each]))
        .steps(contextOf(desk, 'case-1', later).standing)
        .map(({ id, state }) => [id, state]),
    )

  test('a hearing stands on it once one is asked for, and a waiver takes it off again', () => {
    expect(strip(told)).toMatchObject({ noticed: 'done', hearing: 'not-needed', reviewed: 'now', decided: 'ahead' })
    expect(strip([...told, ask])).toMatchObject({ hearing: 'now' })
    expect(strip([...told, ask, { ...plea, kind: 'waiver' }])).toMatchObject({ hearing: 'not-needed' })
  })

  test('a case that ends without a penalty has nothing left to do', () => {
    const states = Object.values(strip([...open, { type: 'close', on: march('20'), closing: 'not-established', reason: '证据不足' }]))
    expect(states.filter((state) => state === 'now' || state === 'ahead')).toEqual([])
    expect(states).toContain('not-needed')
  })
})

describe('the law folds what the department records', () => {
  const profile = Profile.parse({
    party: { id: 'cac-zj', name: '省网信办', since: '2020-01-02' },
    facts: { withinTerritory: true },
    roles: [{ role: 'cyberspace-administration' }],
  })
  const program = compile(statute, 'applicable')
  const credited = (past: readonly Written[]) => {
    const now = instant(Date.parse(later))
    const state = fold(program, profile, story(desk, ...past.map((each): Line => [later, each])).entries.map(lawEvent), now)
    const found = duties(state, now).filter(({ duty, subject }) => subject.id === 'case-1' && program.norms[duty.norm]?.norm.id === 'credit.record')
    return found.map(({ duty }) => duty.state)
  }

  test('a decision makes an entry in the credit file due, at a time that other statutes set, and the entry settles it', () => {
    expect(credited(told)).toEqual([])
    expect(credited([...decided, serve])).toEqual(['indeterminate'])
    expect(credited([...decided, serve, credit])).toEqual(['done'])
  })
})
