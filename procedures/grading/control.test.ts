import { describe, expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { instant, printInstant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { statute } from '#law/statute.fixture.ts'
import { lawEvent } from '../event.ts'
import { Moment } from '../moment.ts'
import { contextOf, kindsOf, OPERATOR, refusal, sentence } from '../sentence.fixture.ts'
import { assessment, filing, fix, proposal, REGISTERED, review, story, type Told } from './grading.fixture.ts'
import { grading } from './grading.ts'

const march = '2026-03-02T09:00:00+08:00'
const april = '2026-04-01T09:00:00+08:00'
const may = '2026-05-06T09:00:00+08:00'
const june = '2026-06-01T09:00:00+08:00'
const drawing = { party: OPERATOR, subject: 'pay', at: Moment.parse(june) }
const given = sentence(grading, REGISTERED)

const graded = [
  [march, proposal(march)],
  [march, review(march, 3)],
  [march, fix(march)],
] as const satisfies readonly Told[]
const prove = { type: 'prove-control', on: april, control: 'defence', statement: '规则已更新', evidence: ['策略.pdf'] } as const
const logs = { type: 'prove-logs', on: april, earliest: '2025-10-01T00:00:00+08:00', unbroken: true, sources: ['fw-1'], evidence: ['核验.csv'] } as const
const outcomeOf = (matter: ReturnType<typeof story>, command: unknown, at: string) => {
  const answer = matter.decide(command, contextOf({ ...REGISTERED, roles: ['security-officer'] }, 'pay', at))
  return answer.kind === 'refused' ? { refused: answer.refusal.code, data: answer.refusal.data } : answer.events
}

describe('controls', () => {
  test('without evidence nothing is proved, and what would prove it is said', () => {
    expect(given().when({ ...prove, evidence: [] }, april)).toMatchObject({
      refused: 'grading.evidence-missing',
      data: { proof: { zh: '防护措施清单和策略，规则更新和拦截记录' } },
    })
    expect(kindsOf(given().when({ ...logs, evidence: [] }, april))).toBe('grading.evidence-missing')
  })

  test('each control has its own event of the law, whether or not the system has a level', () => {
    const kinds = (['defence', 'monitoring', 'classification', 'backup', 'encryption'] as const).map((control) =>
      kindsOf(given().when({ ...prove, control }, april)),
    )
    expect(kinds).toEqual([['defence.deployed'], ['monitoring.enabled'], ['data.classified'], ['data.backed-up'], ['data.encrypted']])
    const gaps = (['defence', 'monitoring', 'logs', 'classification', 'backup', 'encryption'] as const).map((control) =>
      kindsOf(given().when({ type: 'find-gap', on: april, control, gap: '缺' }, april)),
    )
    expect(gaps.flat()).toEqual([
      'defence.gap-found',
      'monitoring.gap-found',
      'logs.gap-found',
      'data.classification-gap-found',
      'data.backup-gap-found',
      'data.encryption-gap-found',
    ])
  })

  test('logs are proved by their span: six months to the day, one day less is refused', () => {
    expect(kindsOf(given().when({ ...prove, control: 'logs' }, april))).toBe('grading.logs-otherwise')
    expect(kindsOf(given().when(logs, april))).toEqual(['logs.coverage-proved'])
    const earliest = '2025-10-02T00:00:00+08:00'
    expect(given().when({ ...logs, earliest }, april)).toEqual(refusal('grading.logs-short', { months: 6, earliest, on: april }))
  })

  test('interrupted logs prove no span', () => {
    expect(given().when({ ...logs, unbroken: false }, april)).toEqual(refusal('grading.logs-broken', { earliest: logs.earliest, on: april }))
  })

  test('a system that is three months old has logs from its first day on, by the register', () => {
    const young = { standing: { ...REGISTERED.standing, row: () => ({ key: 'pay', cells: { since: '2026-01-10' } }) } }
    expect(kindsOf(given().when({ ...logs, earliest: '2026-01-10T08:00:00+08:00' }, april, young))).toEqual(['logs.coverage-proved'])
    expect(kindsOf(given().when({ ...logs, earliest: '2026-01-11T08:00:00+08:00' }, april, young))).toBe('grading.logs-short')
  })

  test('the table says what proves each control, when that was last done, and whether a gap has come since', () => {
    const matter = story([april, prove], [april, { ...logs, reviewOn: june }], [may, { type: 'find-gap', on: may, control: 'defence', gap: '规则过期' }])
    expect(
      matter.rows('grading-controls', 'pay').map(({ cells }) => [cells['control'], cells['state'], cells['proved'], cells['reviewOn'], cells['gap']]),
    ).toEqual([
      ['defence', 'gap', april, null, '规则过期'],
      ['monitoring', 'unproved', null, null, null],
      ['logs', 'proved', april, june, null],
      ['classification', 'unproved', null, null, null],
      ['backup', 'unproved', null, null, null],
      ['encryption', 'unproved', null, null, null],
    ])
    expect(outcomeOf(matter, { type: 'find-gap', on: june, control: 'defence', gap: '仍过期' }, june)).toEqual([])
    const closed = story([may, { type: 'find-gap', on: may, control: 'defence', gap: '规则过期' }], [june, { ...prove, on: june }])
    expect(closed.rows('grading-controls', 'pay')[0]).toMatchObject({ cells: { state: 'proved', gap: null } })
  })

  test('the statement of controls names what is still to be proved', () => {
    expect(given().matter.document('control-statement', drawing)).toBeUndefined()
    const document = story([april, prove]).document('control-statement', drawing)
    expect(document?.sections.map(({ heading, fields }) => [heading.en, fields[0]?.value])).toMatchObject([
      ['Defence against viruses, attacks and intrusion', { en: 'Proved' }],
      ['Monitoring and recording', { en: 'Not proved yet' }],
      ['Keeping network logs', { en: 'Not proved yet' }],
      ['Classification of data', { en: 'Not proved yet' }],
      ['Backup of important data', { en: 'Not proved yet' }],
      ['Encryption of important data', { en: 'Not proved yet' }],
    ])
  })
})

describe('assessment, findings and mending', () => {
  test('an assessment needs a level, and its conclusion the figures for it', () => {
    expect(outcomeOf(story([march, proposal(march)]), assessment(may), may)).toEqual(refusal('grading.no-level'))
    expect(outcomeOf(story(...graded), assessment(may, { verdict: 'conforms' }), may)).toMatchObject({
      refused: 'grading.verdict-differs',
      data: { expected: { en: 'Basically conforms' }, given: { en: 'Conforms' } },
    })
  })

  test('a report on the form before 2025 is taken as it stands', () => {
    const early = '2025-03-01T09:00:00+08:00'
    const past = [
      [early, proposal(early)],
      [early, review(early, 3)],
      [early, fix(early)],
    ] as const
    expect(outcomeOf(story(...past), assessment(early, { verdict: 'conforms', found: [] }), may)).toMatchObject([{ kind: 'grading.assessed' }])
  })

  test('what it found is numbered on, and a control that it found wanting has a gap', () => {
    const twice = [
      { domain: 'boundary', severity: 'major', what: '规则过期', control: 'defence' },
      { domain: 'computing', severity: 'low', what: '补丁滞后', control: 'defence' },
    ] as const
    const matter = story(...graded, [may, assessment(may, { found: twice })])
    expect(matter.entries.slice(-4).map(({ event }) => event.kind)).toEqual([
      'grading.assessed',
      'grading.finding-raised',
      'defence.gap-found',
      'grading.finding-raised',
    ])
    expect(
      outcomeOf(matter, { type: 'raise-finding', on: june, origin: 'inspection', domain: 'rules', severity: 'low', what: '制度未更新' }, june),
    ).toMatchObject([{ kind: 'grading.finding-raised', detail: { finding: 'F3', origin: 'inspection', control: null } }])
    expect(outcomeOf(matter, assessment(may), june)).toEqual([])
  })

  test('a finding is mended, then verified; not before, not twice, and not while its control has a gap', () => {
    const raised = [...graded, [may, assessment(may)]] as const
    const rectify = { type: 'rectify', on: june, finding: 'F1', measures: '更新规则', evidence: [] } as const
    const verify = { type: 'verify', on: june, finding: 'F1', passed: true, how: '复测', verifiedBy: '王芳' } as const
    expect(outcomeOf(story(...raised), { ...verify, finding: 'F9' }, june)).toEqual(refusal('grading.no-finding', { finding: 'F9' }))
    expect(outcomeOf(story(...raised), verify, june)).toEqual(refusal('grading.not-rectified', { finding: 'F1' }))
    expect(outcomeOf(story(...raised), { ...rectify, on: april }, june)).toEqual(refusal('grading.before-finding', { on: april, finding: 'F1', before: may }))
    const mended = [...raised, [june, rectify]] as const
    expect(outcomeOf(story(...mended), verify, june)).toMatchObject({ refused: 'grading.control-open', data: { finding: 'F1', since: may } })
    const closed = story(...mended, [june, { ...prove, on: june }], [june, verify])
    expect(closed.rows('grading-findings', 'pay')).toMatchObject([{ cells: { state: 'closed', rectified: june, verified: june } }])
    expect(outcomeOf(closed, rectify, june)).toEqual(refusal('grading.finding-closed', { finding: 'F1', on: june }))
    expect(closed.document('rectification-report', drawing)?.sections[0]?.fields.map(({ value }) => value)).toContain('更新规则')
  })

  test('a verification that fails sends the finding back to be mended', () => {
    const failed = story(
      ...graded,
      [may, assessment(may)],
      [june, { type: 'rectify', on: june, finding: 'F1', measures: '更新规则', evidence: [] }],
      [june, { type: 'verify', on: june, finding: 'F1', passed: false, how: '复测仍可绕过', verifiedBy: '王芳' }],
    )
    expect(failed.rows('grading-findings', 'pay')).toMatchObject([{ cells: { state: 'failed', rectified: null } }])
    const again = { type: 'verify', on: june, finding: 'F1', passed: true, how: '复测', verifiedBy: '王芳' }
    expect(outcomeOf(failed, again, june)).toEqual(refusal('grading.not-rectified', { finding: 'F1' }))
  })

  test('a protection plan is for level 3 and above, after an assessment, and goes to the police', () => {
    const plan = { type: 'file-plan', on: june, assets: '服务器十台', present: '防火墙', causes: '规则过期', approach: '自动更新', next: '按月核查' } as const
    expect(outcomeOf(story(...graded), plan, june)).toEqual(refusal('grading.not-assessed'))
    const low = { what: '内部公告', citizens: 'serious', society: 'none', state: 'none' } as const
    const two = story([march, proposal(march, { business: low, service: low })], [march, review(march, 2)], [march, fix(march)], [may, assessment(may)])
    expect(outcomeOf(two, plan, june)).toEqual(refusal('grading.level-too-low', { level: 2, from: 3 }))
    const filed = story(...graded, [may, assessment(may)], [june, plan])
    expect(filed.letters(filed.entries.at(-1)?.ref ?? '', drawing)).toMatchObject([{ kind: 'grading.plan', to: { remit: 'police', region: '330100' } }])
  })
})

describe('the law folds what the procedure records', () => {
  const profile = Profile.parse({
    party: { id: 'qinglan', name: '青蓝优选', since: '2024-01-02' },
    facts: { withinTerritory: true, network: 'civil', ownsNetwork: true },
    roles: [{ role: 'network-operator' }],
    systems: [{ id: 'pay', name: '支付', facts: {} }],
  })
  const program = compile(statute, 'applicable')

  function owed(at: string, ...past: readonly Told[]): Readonly<Record<string, string>> {
    const now = instant(Date.parse(at))
    const state = fold(program, profile, story(...past).entries.map(lawEvent), now)
    return Object.fromEntries(
      duties(state, now)
        .filter(({ subject }) => subject.id === 'pay')
        .map(({ duty }) => [
          program.norms[duty.norm]?.norm.id ?? '',
          `${duty.state}${duty.due.kind === 'at' ? ` ${printInstant(duty.due.at).slice(0, 10)}` : ''}`,
        ]),
    )
  }

  test('fixing the level meets the general duty and sets thirty days for filing, a year for assessment and self-check', () => {
    const states = owed(april, ...graded)
    expect(states).toMatchObject({ 'protection.comply': 'done', 'grading.file-level': 'open 2026-04-01' })
    expect(states['grading.assess-level-three']).toMatch(/2027-03-02$/)
    expect(states['grading.self-check-level-three']).toMatch(/2027-03-02$/)
  })

  test('filing is in time by the day on which it was handed in, though the police accept it after the term', () => {
    const handedIn = [...graded, ['2026-03-30T09:00:00+08:00', filing('2026-03-30T09:00:00+08:00')]] as const
    expect(owed(may, ...handedIn)['grading.file-level']).toMatch(/^breached/)
    const accepted = [...handedIn, [may, { type: 'accept-filing', on: may, reference: '受理1号' }]] as const
    expect(owed(may, ...accepted)['grading.file-level']).toMatch(/^done 2026-04-01/)
    const late = [...graded, [may, filing(may)], [may, { type: 'accept-filing', on: may, reference: '受理1号' }]] as const
    expect(owed(june, ...late)['grading.file-level']).toMatch(/^done-late/)
  })

  test('an assessment and a self-check move their next due day by a year', () => {
    const past = [
      ...graded,
      [may, assessment(may, { found: [] })],
      [june, { type: 'record-self-check', on: june, scope: '全部要求', result: '无不符项', found: [], evidence: [] }],
    ] as const
    const states = owed(june, ...past)
    expect(states['grading.assess-level-three']).toMatch(/2027-05-06$/)
    expect(states['grading.self-check-level-three']).toMatch(/2027-06-01$/)
  })

  test('a certificate has to be extended by its end, and asking settles it', () => {
    const until = '2026-09-30T00:00:00+08:00'
    const certified = [...graded, [april, filing(april)], [may, { type: 'record-certificate', on: may, number: '1', until }]] as const
    expect(owed(june, ...certified)['grading.extend-certificate']).toBe('open 2026-09-30')
    expect(owed(june, ...certified, [june, { type: 'request-extension', on: june, reason: '继续运行' }])['grading.extend-certificate']).toMatch(/^done/)
  })

  test('each control is met when it is proved, and broken when a gap is found', () => {
    const proofs = (['defence', 'monitoring', 'classification', 'backup', 'encryption'] as const).map((control): Told => [april, { ...prove, control }])
    const norms = ['protection.defend', 'monitoring.record', 'logs.keep-six-months', 'data.classify', 'data.back-up', 'data.encrypt']
    const all = owed(may, ...graded, ...proofs, [april, logs])
    expect(norms.map((norm) => all[norm])).toEqual(norms.map(() => 'done'))
    const gap = owed(june, ...graded, ...proofs, [april, logs], [may, { type: 'find-gap', on: may, control: 'logs', gap: '只有四个月' }])
    expect(norms.map((norm) => gap[norm])).toEqual(['done', 'done', 'breached', 'done', 'done', 'done'])
  })

  test('another level asks for filing anew and for the periods of that level', () => {
    const past = [...graded, [april, filing(april)], [april, { type: 'accept-filing', on: april, reference: '受理1号' }]] as const
    const four = owed(june, ...past, [may, proposal(may, { judged: 4 })], [may, review(may, 4)], [may, fix(may)])
    expect(four['grading.file-level']).toMatch(/^open 2026-06-05/)
    expect(four['grading.self-check-level-four']).toMatch(/2026-11-06$/)
  })
})
