import { describe, expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { printInstant, instant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { statute } from '#law/statute.fixture.ts'
import { blanksOf } from '../document.ts'
import { lawEvent } from '../event.ts'
import { find } from '../finding.ts'
import { catalogued, type StoredEntry } from '../matter.ts'
import { Moment } from '../moment.ts'
import { contextOf, kindsOf, OPERATOR, refusal, sentence, type Loose, type Setting } from '../sentence.fixture.ts'
import { RECIPIENTS, recipientsFor } from './authority.ts'
import type { Command } from './command.ts'
import { incident } from './incident.ts'

const nine = '2026-03-02T09:00:00+08:00'
const ten = '2026-03-02T10:00:00+08:00'
const noon = '2026-03-02T12:00:00+08:00'
const evening = '2026-03-02T18:00:00+08:00'
const closed = catalogued(incident)

const discovered = {
  kind: 'incident.discovered',
  occurred: nine,
  facts: { system: 'pay', knownAt: nine, endangersSecurity: true, suspectedCase: null },
  detail: { title: '支付系统中断', eventKind: 'attack' },
} as const
const classifiedAs = (incidentLevel: 'I' | 'II' | 'III' | 'IV') =>
  ({ kind: 'incident.classified', occurred: nine, facts: { incidentLevel }, detail: { impact: {}, met: [], open: [], reason: '初判' } }) as const
const leak = {
  kind: 'leak.discovered',
  occurred: nine,
  facts: { dataset: 'members', system: 'pay', knownAt: nine, affectedPersons: 12_400 },
  detail: { reason: '接口遍历' },
} as const
const first = { entity: '青蓝优选，支付系统', foundWhereWhen: '九时，杭州机房', impactSoFar: '无法收款', measuresSoFar: '已隔离' } as const
const report = { type: 'report', on: ten, to: 'cyberspace', channel: 'letter', ...first } as const

const thing = (facts: Readonly<Record<string, boolean>>) => () => ({ id: 'pay', kind: 'system', name: { zh: '支付', en: 'Payments' }, facts })
const ordinary: Setting = { standing: { roles: ['network-operator'], thing: thing({ cii: false }) } }
const critical: Setting = { standing: { roles: ['network-operator', 'cii-operator'], thing: thing({ cii: true }) } }
const organ: Setting = { standing: { roles: ['network-operator', 'state-organ-network-operator'], thing: thing({ cii: false }) } }
const given = sentence(incident, ordinary)

/** Gives commands one after the other, as the journal would keep them, and hands back the matter. */
function story(setting: Setting, ...commands: readonly (readonly [at: string, command: Loose<Command>])[]) {
  const entries: StoredEntry[] = []
  for (const [at, command] of commands) {
    const answer = closed.open(entries).decide(command, contextOf(setting, 'i-1', at))
    if (answer.kind === 'refused') throw new Error(answer.refusal.en)
    for (const event of answer.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
  }
  return closed.open(entries)
}

const discover = { type: 'discover', knownAt: nine, title: '支付系统中断', eventKind: 'attack', system: 'pay', endangersSecurity: true } as const
const classify = { type: 'classify', on: nine, impact: { ciiMainDownMinutes: 45 }, reason: '主要功能故障' } as const
const drawing = { party: OPERATOR, subject: 'i-1', at: Moment.parse(evening) }

describe('discovery and level', () => {
  test('an incident is on record from when it was known', () => {
    expect(given().when({ ...discover, system: 'pay' }, ten)).toEqual([discovered])
  })

  test('what will be known tomorrow is refused today', () => {
    expect(given().when({ ...discover, knownAt: noon }, ten)).toEqual(refusal('incident.later-than-now', { on: noon }))
  })

  test('the level follows from the annex, with the condition that was met', () => {
    expect(given(discovered).when(classify, ten)).toMatchObject([
      { kind: 'incident.classified', facts: { incidentLevel: 'III' }, detail: { met: ['cii-main-30min'] } },
    ])
  })

  test('a level below the annex is refused, with what was met', () => {
    const outcome = given(discovered).when({ ...classify, judged: 'IV' }, ten)
    expect(kindsOf(outcome)).toBe('incident.level-below-annex')
    expect(outcome).toMatchObject({ data: { met: [{ en: 'main functions of critical infrastructure down for 30 minutes' }] } })
  })

  test('a graver level than the annex is for the operator to judge', () => {
    expect(given(discovered).when({ ...classify, judged: 'II' }, ten)).toMatchObject([{ facts: { incidentLevel: 'II' } }])
  })

  test('with nothing met and much unknown the operator has to judge', () => {
    const open = { type: 'classify', on: nine, impact: { lossYuan: 1 }, reason: '损失很小' } as const
    expect(kindsOf(given(discovered).when(open, ten))).toBe('incident.level-open')
    expect(given(discovered).when({ ...open, judged: 'IV' }, ten)).toMatchObject([{ facts: { incidentLevel: 'IV' } }])
  })

  test('the persons of a recorded leak count for the level without being typed again', () => {
    const large = { ...leak, facts: { ...leak.facts, affectedPersons: 1_000_000 } }
    expect(given(discovered, large).when({ ...classify, impact: {} }, ten)).toMatchObject([{ facts: { incidentLevel: 'III' }, detail: { met: ['leaked-1m'] } }])
  })
})

describe('reports', () => {
  test('a first report needs the first two items of article 7 and no more', () => {
    const { impactSoFar: _, ...partial } = report
    expect(kindsOf(given(discovered, classifiedAs('III')).when(report, noon))).toEqual(['incident.report-sent', 'incident.reported'])
    expect(given(discovered, classifiedAs('III')).when(partial, noon)).toEqual(
      refusal('incident.report-incomplete', { missing: [{ zh: '已造成的影响和危害', en: 'Impact and harm so far' }] }),
    )
  })

  test('a report states the level, so the incident is classified first', () => {
    expect(given(discovered).when(report, noon)).toEqual(refusal('incident.not-classified'))
  })

  test('an operator of critical infrastructure has reported when both the protection department and the police know', () => {
    const past = [
      [nine, discover],
      [nine, classify],
    ] as const
    const one = story(critical, ...past, [ten, { ...report, to: 'protection' }])
    expect(one.entries.map(({ event }) => event.kind)).not.toContain('incident.reported')
    const both = story(critical, ...past, [ten, { ...report, to: 'protection' }], [ten, { ...report, to: 'police', channel: 'visit' }])
    expect(both.entries.map(({ event }) => event.kind).slice(-3)).toEqual(['incident.report-sent', 'incident.police-informed', 'incident.reported'])
  })

  test('whether the system is critical infrastructure must be known before another department is chosen', () => {
    const unknown: Setting = { standing: { roles: ['network-operator', 'cii-operator'], thing: () => undefined } }
    expect(kindsOf(given(discovered, classifiedAs('III')).when(report, noon, unknown))).toBe('incident.recipient-open')
  })

  test('a second department gets everything that is known; a follow-up only what is new', () => {
    const past = story(ordinary, [nine, discover], [nine, classify], [ten, report])
    const more = past.decide({ type: 'report', on: noon, to: 'sector', channel: 'mail', cause: '漏洞' }, contextOf(ordinary, 'i-1', noon))
    expect(more).toMatchObject({ events: [{ detail: { first: true, entity: first.entity, cause: '漏洞' } }] })
    const followed = past.decide({ type: 'report', on: noon, to: 'cyberspace', channel: 'letter', cause: '漏洞' }, contextOf(ordinary, 'i-1', noon))
    expect(followed).toMatchObject({ kind: 'accepted', events: [{ detail: { first: false, cause: '漏洞' } }] })
    expect(followed.kind === 'accepted' && followed.events[0]?.detail['entity']).toBeUndefined()
    const nothing = past.decide({ type: 'report', on: noon, to: 'cyberspace', channel: 'letter' }, contextOf(ordinary, 'i-1', noon))
    expect(nothing).toEqual({ kind: 'accepted', events: [] })
  })

  test('a leak counts as reported once the department has been told of it, even after the incident was', () => {
    const past = story(
      ordinary,
      [nine, discover],
      [nine, classify],
      [ten, report],
      [noon, { type: 'find-leak', knownAt: noon, dataset: 'members', affectedPersons: 900, reason: '日志' }],
    )
    const again = past.decide({ type: 'report', on: evening, to: 'cyberspace', channel: 'letter' }, contextOf(ordinary, 'i-1', evening))
    expect(again.kind === 'accepted' && again.events.map(({ kind }) => kind)).toEqual(['incident.report-sent', 'leak.reported'])
  })

  test('each letter carries the items of its own report, to a department of the party’s region, and encloses its entry', () => {
    const matter = story(
      ordinary,
      [nine, discover],
      [nine, classify],
      [ten, report],
      [noon, { type: 'report', on: noon, to: 'sector', channel: 'mail', cause: '漏洞' }],
    )
    const sent = matter.entries.flatMap(({ ref }) => matter.letters(ref, drawing))
    expect(sent).toMatchObject([
      {
        id: 'qinglan/incident/i-1/3/1',
        kind: 'incident.report',
        to: { remit: 'cyberspace', level: 'province', region: '330000' },
        encloses: ['3'],
        body: { title: '支付系统中断', level: 'III', entity: first.entity },
      },
    ])
    expect(sent[0]?.body['cause']).toBeUndefined()
  })

  test('the receipt comes back to its matter as proof of sending', () => {
    const matter = story(ordinary, [nine, discover], [nine, classify], [ten, report])
    const [letter] = matter.letters('3', drawing)
    if (letter === undefined) throw new Error('no letter was sent')
    const reply = {
      ...letter,
      kind: 'receipt',
      inReplyTo: letter.id,
      body: { remit: 'cyberspace', receivedAt: '2026-03-02T10:00:05+08:00', reference: '浙网信收1号' },
    }
    const received = closed.receive(reply)
    expect(received?.subject).toBe('i-1')
    const answer = matter.decide(received?.command, contextOf({ ...ordinary, roles: ['post'] }, 'i-1', ten))
    expect(answer).toMatchObject({ events: [{ kind: 'incident.receipt-received', detail: { to: 'cyberspace', receipt: '浙网信收1号' } }] })
  })

  test('the post may record a receipt and may not report', () => {
    expect(kindsOf(given(discovered, classifiedAs('III')).when(report, noon, { roles: ['post'] }))).toBe('frame.forbidden')
  })
})

describe('afterwards', () => {
  const summary = {
    type: 'file-summary',
    on: evening,
    cause: '漏洞',
    measures: '隔离',
    harm: '三小时',
    accountability: '通报',
    remedy: '加固',
    lessons: '演练',
  } as const

  test('persons are told only of a leak that is on record', () => {
    const notice = {
      type: 'notify-persons',
      on: noon,
      persons: 12_400,
      means: '短信',
      kinds: '手机号',
      causes: '漏洞',
      possibleHarm: '诈骗',
      taken: '修复',
      advice: '改密码',
      contact: '400',
    } as const
    expect(given(discovered).when(notice, evening)).toEqual(refusal('incident.no-leak'))
    expect(kindsOf(given(discovered, leak).when(notice, evening))).toEqual(['leak.users-informed'])
  })

  test('handling does not end before the remedy, nor is it summed up before it ends', () => {
    expect(given(discovered).when({ type: 'end-handling', on: noon, result: '恢复' }, evening)).toEqual(refusal('incident.not-remedied'))
    expect(given(discovered).when(summary, evening)).toEqual(refusal('incident.not-ended'))
  })

  test('a summary goes the way the report went, and there must have been one', () => {
    const ended = { kind: 'incident.handling-ended', occurred: noon, facts: {}, detail: { result: '恢复' } } as const
    expect(given(discovered, classifiedAs('III'), ended).when(summary, evening)).toEqual(refusal('incident.no-recipient'))
    const whole = story(
      ordinary,
      [nine, discover],
      [nine, classify],
      [ten, report],
      [noon, { type: 'remedy', on: noon, measures: '修复', verification: '复测' }],
      [noon, { type: 'end-handling', on: noon, result: '恢复' }],
      [evening, summary],
    )
    const last = whole.entries.at(-1)
    expect(last?.event).toMatchObject({ kind: 'incident.summary-filed', detail: { to: ['cyberspace'] } })
    expect(whole.letters(last?.ref ?? '', drawing).map(({ kind }) => kind)).toEqual(['incident.summary'])
  })

  test('what a department requires is taken once, and only if something was required', () => {
    const take = { type: 'take-measures', on: noon, measures: '下线' } as const
    const required = {
      kind: 'incident.measures-required',
      occurred: ten,
      facts: { until: evening },
      detail: { from: 'cyberspace', demanded: '下线接口' },
    } as const
    expect(given(discovered).when(take, evening)).toEqual(refusal('incident.nothing-required'))
    expect(kindsOf(given(discovered, required).when(take, evening))).toEqual(['incident.measures-taken'])
  })

  test('nothing of an incident happens before it was known', () => {
    const early = '2026-03-02T08:00:00+08:00'
    expect(given(discovered).when({ type: 'contain', on: early, measures: '断网' }, noon)).toEqual(
      refusal('incident.before-discovery', { on: early, knownAt: nine }),
    )
  })
})

describe('documents', () => {
  test('a report shows which of the eight items are still blank, with the item that asks', () => {
    const matter = story(ordinary, [nine, discover], [nine, classify], [ten, report])
    const document = matter.document('incident-report', drawing)
    if (document === undefined) throw new Error('nothing was drawn')
    expect(document.recipient.zh).toBe('网信部门')
    expect(blanksOf(document).map(({ source }) => source)).toEqual(
      ['3', '4', '5', '6', '7'].map((item) => ({ instrument: 'incident-reporting-2025', article: `7(${item})` })),
    )
  })

  test('a notice to persons has everything that article 57 asks for', () => {
    const matter = story(
      ordinary,
      [nine, discover],
      [nine, { type: 'find-leak', knownAt: nine, dataset: 'members', affectedPersons: 12_400, reason: '日志' }],
      [
        noon,
        {
          type: 'notify-persons',
          on: noon,
          persons: 12_400,
          means: '短信',
          kinds: '手机号',
          causes: '漏洞',
          possibleHarm: '诈骗',
          taken: '修复',
          advice: '改密码',
          contact: '400',
        },
      ],
    )
    const document = matter.document('leak-notice', drawing)
    expect(document?.sections.flatMap(({ fields }) => fields).map(({ source }) => source && 'article' in source && source.article)).toEqual([
      '57(1)',
      '57(1)',
      '57(1)',
      '57(2)',
      '57(2)',
      '57(3)',
    ])
    expect(document === undefined ? [] : blanksOf(document)).toEqual([])
  })

  test('there is no report to draw before the level is known', () => {
    expect(given(discovered).matter.document('incident-report', drawing)).toBeUndefined()
  })
})

describe('the strip', () => {
  test('it says how many of the departments have been told', () => {
    const matter = story(critical, [nine, discover], [nine, classify], [ten, { ...report, to: 'protection' }])
    const step = matter.steps(contextOf(critical, 'i-1', ten).standing).find(({ id }) => id === 'report')
    expect(step).toMatchObject({ state: 'now', title: { zh: '报告（1/2）', en: 'Report (1/2)' } })
  })

  test('level IV needs neither report nor summary', () => {
    const { matter } = given(discovered, classifiedAs('IV'))
    const states = matter.steps(contextOf(ordinary, 'i-1', ten).standing).map(({ id, state }) => `${id} ${state}`)
    expect(states).toContain('report not-needed')
    expect(states).toContain('summary not-needed')
  })
})

describe('the law folds what the procedure records', () => {
  const profile = Profile.parse({
    party: { id: 'qinglan', name: '青蓝优选', since: '2024-01-02' },
    facts: { withinTerritory: true, network: 'civil', ownsNetwork: true },
    roles: [{ role: 'network-operator' }],
    systems: [{ id: 'pay', name: '支付', facts: { cii: false } }],
    datasets: [{ id: 'members', name: '会员', facts: { personal: true } }],
  })
  const infrastructure = Profile.parse({
    party: { id: 'qinglan', name: '青蓝优选', since: '2024-01-02' },
    facts: { withinTerritory: true, network: 'civil', ownsNetwork: true, designatedCii: true },
    systems: [{ id: 'pay', name: '支付', facts: { cii: true } }],
  })
  const program = compile(statute, 'applicable')

  function owed(whose: Profile, matter: ReturnType<typeof story>, at: string): Readonly<Record<string, string>> {
    const now = instant(Date.parse(at))
    const state = fold(program, whose, matter.entries.map(lawEvent), now)
    return Object.fromEntries(
      duties(state, now)
        .filter(({ subject }) => subject.id === 'i-1')
        .map(({ duty }) => [
          program.norms[duty.norm]?.norm.id ?? '',
          `${duty.state}${duty.due.kind === 'at' ? ` ${printInstant(duty.due.at).slice(11, 16)}` : ''}`,
        ]),
    )
  }

  test('four hours for everybody, one for critical infrastructure, from the same events', () => {
    const past = [
      [nine, discover],
      [nine, classify],
    ] as const
    expect(owed(profile, story(ordinary, ...past), ten)['incident.report']).toBe('open 13:00')
    expect(owed(infrastructure, story(critical, ...past), '2026-03-02T09:30:00+08:00')['incident.report']).toBe('open 10:00')
  })

  test('telling one of two departments does not settle the duty; telling both does', () => {
    const past = [
      [nine, discover],
      [nine, classify],
      ['2026-03-02T09:20:00+08:00', { ...report, on: '2026-03-02T09:20:00+08:00', to: 'protection' }],
    ] as const
    const half = '2026-03-02T09:30:00+08:00'
    expect(owed(infrastructure, story(critical, ...past), half)['incident.report']).toBe('open 10:00')
    const both = story(critical, ...past, [half, { ...report, on: half, to: 'police', channel: 'visit' }])
    expect(owed(infrastructure, both, ten)['incident.report']).toMatch(/^done/)
  })

  test('plan, remedy, report, persons and summary are each settled by their own command', () => {
    const matter = story(
      ordinary,
      [nine, discover],
      [nine, { type: 'find-leak', knownAt: nine, dataset: 'members', affectedPersons: 12_400, reason: '日志' }],
      [nine, classify],
      [nine, { type: 'start-plan', on: nine, decidedBy: '林伟', measures: '隔离' }],
      [ten, report],
      [ten, { type: 'remedy', on: ten, measures: '修复', verification: '复测' }],
      [ten, { type: 'remedy-leak', on: ten, measures: '关闭接口' }],
      [
        noon,
        {
          type: 'notify-persons',
          on: noon,
          persons: 12_400,
          means: '短信',
          kinds: '手机号',
          causes: '漏洞',
          possibleHarm: '诈骗',
          taken: '修复',
          advice: '改密码',
          contact: '400',
        },
      ],
      [noon, { type: 'end-handling', on: noon, result: '恢复' }],
      [
        evening,
        { type: 'file-summary', on: evening, cause: '漏洞', measures: '隔离', harm: '三小时', accountability: '通报', remedy: '加固', lessons: '演练' },
      ],
    )
    const states = owed(profile, matter, '2026-03-03T09:00:00+08:00')
    const settled = ['incident.start-plan', 'incident.remedy', 'incident.report', 'incident.file-summary', 'leak.remedy', 'leak.inform-users', 'leak.report']
    expect(settled.map((norm) => `${norm} ${(states[norm] ?? 'absent').slice(0, 4)}`)).toEqual(settled.map((norm) => `${norm} done`))
  })

  test('whom to tell turns on the same conditions as the hours', () => {
    const hours =
      statute.rules.find(({ instrument }) => instrument === 'incident-reporting-2025')?.numbers.filter(({ norm }) => norm === 'incident.report') ?? []
    const recipients = RECIPIENTS.filter(({ source }) => 'instrument' in source && source.instrument === 'incident-reporting-2025')
    expect(hours).toHaveLength(3)
    const cases = [
      [critical, ['protection', 'police'], 1],
      [organ, ['superior-organ'], 2],
      [ordinary, ['cyberspace'], 4],
    ] as const
    for (const [{ standing }, expected, n] of cases) {
      const known = { roles: standing?.roles ?? [], facts: { ...standing?.thing?.('pay')?.facts, incidentLevel: 'III' } }
      expect(recipientsFor(known).required.map(({ remit }) => remit)).toEqual(expected)
      const applying = hours.filter(({ when }) => when !== undefined && find(when, known).answer === 'holds')
      expect(applying.map(({ term }) => term)).toEqual([{ n, unit: 'hour' }])
    }
    expect(recipients).toHaveLength(4)
  })
})
