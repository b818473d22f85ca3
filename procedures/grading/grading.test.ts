import { describe, expect, test } from 'vitest'
import { blanksOf } from '../document.ts'
import { Moment } from '../moment.ts'
import { contextOf, kindsOf, OPERATOR, refusal, sentence } from '../sentence.fixture.ts'
import { assessment, closed, filing, fix, proposal, REGISTERED, review, story, type Told } from './grading.fixture.ts'
import { grading } from './grading.ts'

const march = '2026-03-02T09:00:00+08:00'
const april = '2026-04-01T09:00:00+08:00'
const may = '2026-05-06T09:00:00+08:00'
const june = '2026-06-01T09:00:00+08:00'
const until = '2029-05-06T00:00:00+08:00'
const drawing = { party: OPERATOR, subject: 'pay', at: Moment.parse(june) }
const given = sentence(grading, { ...REGISTERED, roles: ['responsible-manager'] })

const graded = [
  [march, proposal(march)],
  [march, review(march, 3)],
  [march, fix(march)],
] as const
const filed = [...graded, [april, filing(april)], [may, { type: 'accept-filing', on: may, reference: '受理1号' }]] as const
const outcomeOf = (matter: ReturnType<typeof story>, command: unknown, at: string, roles: 'responsible-manager' | 'post' = 'responsible-manager') => {
  const answer = matter.decide(command, contextOf({ ...REGISTERED, roles: [roles] }, 'pay', at))
  return answer.kind === 'refused' ? { refused: answer.refusal.code, data: answer.refusal.data } : answer.events
}

describe('the level', () => {
  test('a system that is not on the register is not graded', () => {
    const outcome = given().when(proposal(march), april, { standing: { thing: () => undefined } })
    expect(outcome).toEqual(refusal('grading.unregistered', { id: 'pay' }))
  })

  test('a level that will be proposed tomorrow is refused today', () => {
    expect(given().when(proposal(april), march)).toEqual(refusal('grading.later-than-now', { on: april }))
  })

  test('a side that would harm nobody has no level', () => {
    const service = { what: '收款', citizens: 'none', society: 'none', state: 'none' } as const
    expect(kindsOf(given().when(proposal(march, { service }), march))).toBe('grading.no-harm')
  })

  test('the higher of information and service is the level', () => {
    expect(given().when(proposal(march), march)).toMatchObject([{ kind: 'grading.level-proposed', detail: { businessGrade: 3, serviceGrade: 2, grade: 3 } }])
  })

  test('a level below the matrix is refused with both sides; a higher one is for the operator to judge', () => {
    expect(given().when(proposal(march, { judged: 2 }), march)).toEqual(refusal('grading.below-matrix', { judged: 2, level: 3, business: 3, service: 2 }))
    expect(given().when(proposal(march, { judged: 4 }), march)).toMatchObject([{ detail: { grade: 4 } }])
  })

  test('a platform is not below what runs on it', () => {
    expect(given().when(proposal(march, { sort: 'cloud-platform', carries: 4 }), march)).toEqual(refusal('grading.below-carried', { level: 3, carries: 4 }))
    expect(kindsOf(given().when(proposal(march, { sort: 'cloud-platform', carries: 3 }), march))).toEqual(['grading.level-proposed'])
  })

  test('a large big-data platform of level 2 needs its reason, one of level 3 does not', () => {
    const low = { what: '数据', citizens: 'serious', society: 'none', state: 'none' } as const
    const large = proposal(march, { sort: 'big-data-platform', largeScale: true, business: low, service: low })
    expect(given().when(large, march)).toEqual(refusal('grading.big-data-floor', { level: 2, floor: 3 }))
    expect(given().when({ ...large, exception: '已脱敏' }, march)).toMatchObject([{ detail: { grade: 2 } }])
    expect(given().when({ ...large, judged: 3 }, march)).toMatchObject([{ detail: { grade: 3 } }])
  })

  test('level 1 is for the operator alone; level 2 and above wait for the experts', () => {
    const low = { what: '内部公告', citizens: 'general', society: 'none', state: 'none' } as const
    const one = story([march, proposal(march, { business: low, service: low })])
    expect(outcomeOf(one, fix(april), april)).toMatchObject([{ kind: 'grading.level-fixed', facts: { gradedLevel: 1 } }])
    const two = story([march, proposal(march, { business: { ...low, citizens: 'serious' }, service: low })])
    expect(outcomeOf(two, fix(april), april)).toEqual(refusal('grading.review-missing', { level: 2 }))
  })

  test('experts who find another level send the proposal back', () => {
    expect(outcomeOf(story([march, proposal(march)], [march, review(march, 4)]), fix(april), april)).toEqual(
      refusal('grading.review-differs', { reviewed: 4, level: 3 }),
    )
  })

  test('where there is a competent department its approval is waited for, and its refusal heeded', () => {
    const past = [
      [march, proposal(march, { regulator: '人民银行' })],
      [march, review(march, 3)],
    ] as const
    const decision = { type: 'approve', on: march, department: '人民银行', opinion: '意见' } as const
    expect(outcomeOf(story(...past), fix(april), april)).toEqual(refusal('grading.approval-missing', { department: '人民银行' }))
    expect(outcomeOf(story(...past, [march, { ...decision, approved: false }]), fix(april), april)).toEqual(
      refusal('grading.not-approved', { department: '人民银行' }),
    )
    expect(outcomeOf(story(...past, [march, { ...decision, approved: true }]), fix(april), april)).toMatchObject([{ facts: { gradedLevel: 3 } }])
    expect(outcomeOf(story([march, proposal(march)]), { ...decision, approved: true }, april)).toEqual(refusal('grading.no-department'))
  })

  test('nothing of a proposal happens before it', () => {
    expect(outcomeOf(story([april, proposal(april)]), review(march, 3), april)).toEqual(refusal('grading.before-proposal', { on: march, proposed: april }))
  })

  test('an engineer does not fix a level', () => {
    expect(kindsOf(given().when(fix(march), march, { roles: ['engineer'] }))).toBe('frame.forbidden')
  })

  test('after a change the same level is confirmed and files nothing anew; another one is fixed and does', () => {
    const changed = [
      ...filed,
      [may, { type: 'record-change', on: may, change: 'service', description: '扩至全国' }],
      [may, proposal(may)],
      [may, review(may, 3)],
    ] as const
    const same = story(...changed, [june, fix(june)])
    expect(same.entries.at(-1)?.event.kind).toBe('grading.level-confirmed')
    expect(same.rows('gradings', 'pay')).toMatchObject([{ cells: { level: 3, stage: 'protected' } }])
    const higher = story(...filed, [may, proposal(may, { judged: 4 })], [may, review(may, 4)], [june, fix(june)])
    expect(higher.entries.at(-1)?.event).toMatchObject({ kind: 'grading.level-fixed', facts: { gradedLevel: 4 } })
    expect(higher.rows('gradings', 'pay')).toMatchObject([{ cells: { level: 4, stage: 'filing' } }])
  })

  test('a corrected proposal counts as corrected', () => {
    const matter = story([march, proposal(march)])
    const answer = matter.decide({ type: 'correct', entry: '1', detail: { regulator: '人民银行' }, because: '漏填' }, contextOf(REGISTERED, 'pay', april))
    if (answer.kind === 'refused') throw new Error(answer.refusal.en)
    const past = matter.entries.map(({ ref, recorded, event }) => ({ ref, recorded, event: { version: 1, ...event } }))
    const corrected = closed.open([...past, ...answer.events.map((event, place) => ({ ref: String(place + 2), recorded: april, event }))])
    const reviewed = outcomeOf(corrected, review(april, 3), april)
    expect(reviewed).toMatchObject([{ kind: 'grading.level-reviewed' }])
    expect(outcomeOf(corrected, { type: 'approve', on: april, department: '人民银行', approved: true, opinion: '同意' }, april)).toMatchObject([
      { kind: 'grading.level-approved' },
    ])
  })
})

describe('filing', () => {
  test('nothing is filed before the level is fixed, nor for level 1', () => {
    expect(outcomeOf(story([march, proposal(march)]), filing(april), april)).toEqual(refusal('grading.no-level'))
    const low = { what: '内部公告', citizens: 'general', society: 'none', state: 'none' } as const
    const one = story([march, proposal(march, { business: low, service: low })], [march, fix(march)])
    expect(outcomeOf(one, filing(april), april)).toEqual(refusal('grading.level-too-low', { level: 1, from: 2 }))
  })

  test('level 3 is filed with its papers; those that lack are named', () => {
    const { toFollow: _, ...bare } = filing(april)
    expect(outcomeOf(story(...graded), { ...bare, papers: ['topology', 'organisation', 'design', 'expert-opinion'] }, april)).toMatchObject({
      refused: 'grading.papers-missing',
      data: { missing: [{ en: 'Security products used, with certificates' }, { en: 'Assessment report' }] },
    })
    expect(outcomeOf(story(...graded), filing(april), april)).toMatchObject([{ kind: 'grading.filing-submitted', detail: { grade: 3 } }])
  })

  test('a field of the form that is blank makes the command unreadable', () => {
    const { contactPhone: _, ...blank } = filing(april)
    expect(outcomeOf(story(...graded), blank, april)).toMatchObject({ refused: 'frame.unusable' })
  })

  test('the letter goes to the police of the city of the security office, across cities and at level 5 to those of the province', () => {
    const toOf = (...past: readonly Told[]) => {
      const matter = story(...past)
      return matter.letters(matter.entries.at(-1)?.ref ?? '', drawing).map(({ kind, to, body }) => [kind, to, body['unitName'], body['grade']])
    }
    expect(toOf(...graded, [april, filing(april)])).toEqual([['grading.filing', { remit: 'police', level: 'city', region: '330100' }, '青蓝优选', 3]])
    expect(toOf(...graded, [april, filing(april, { scope: 'cross-city' })])).toMatchObject([
      [expect.any(String), { level: 'province', region: '330000' }, expect.any(String), 3],
    ])
    const top = [
      [march, proposal(march, { judged: 5 })],
      [march, review(march, 5)],
      [march, fix(march)],
      [april, filing(april)],
    ] as const
    expect(toOf(...top)).toMatchObject([[expect.any(String), { level: 'province', region: '330000' }, expect.any(String), 5]])
  })

  test('once the police accept, it was filed on the day on which it was handed in', () => {
    const accepted = outcomeOf(story(...graded, [april, filing(april)]), { type: 'accept-filing', on: may, reference: '受理1号' }, may, 'post')
    expect(accepted).toMatchObject([{ kind: 'grading.filed', occurred: april, detail: { acceptedAt: may, reference: '受理1号' } }])
    expect(outcomeOf(story(...filed), { type: 'accept-filing', on: may, reference: '受理1号' }, may)).toEqual([])
    expect(outcomeOf(story(...graded), { type: 'accept-filing', on: may, reference: '受理1号' }, may)).toEqual(refusal('grading.nothing-filed'))
  })

  test('a filing returned for its papers is handed in again; one returned for its level is graded anew first', () => {
    const back = (about: 'papers' | 'level'): readonly Told[] =>
      [...graded, [april, filing(april)], [may, { type: 'return-filing', on: may, about, reason: '缺产品证明' }]] as const
    const papers = story(...back('papers'))
    expect(papers.rows('gradings', 'pay')).toMatchObject([{ cells: { stage: 'returned' } }])
    expect(outcomeOf(papers, { type: 'accept-filing', on: june, reference: 'x' }, june)).toEqual(refusal('grading.filing-returned', { on: may }))
    expect(outcomeOf(papers, filing(june), june)).toMatchObject([{ kind: 'grading.filing-submitted' }])
    expect(outcomeOf(story(...back('level')), filing(june), june)).toEqual(refusal('grading.regrade-first', { on: may, reason: '缺产品证明' }))
    const anew = story(...back('level'), [june, proposal(june)], [june, review(june, 3)], [june, fix(june)])
    expect(outcomeOf(anew, filing(june), june)).toMatchObject([{ kind: 'grading.filing-submitted' }])
  })

  test('the certificate of a filing made before all this names the day of filing', () => {
    const certificate = { type: 'record-certificate', on: april, number: '33010-1', until } as const
    expect(outcomeOf(story(...graded), certificate, april)).toEqual(refusal('grading.nothing-filed'))
    expect(outcomeOf(story(...graded), { ...certificate, filedOn: march }, april)).toMatchObject([
      { kind: 'grading.filed', occurred: march },
      { kind: 'grading.certificate-issued', facts: { certificateUntil: until } },
    ])
    expect(outcomeOf(story(...graded), { ...certificate, until: april, filedOn: march }, april)).toEqual(
      refusal('grading.certificate-ends-first', { on: april, until: april }),
    )
  })

  test('an extension is asked for once for each end, of a certificate that is there', () => {
    const ask = { type: 'request-extension', on: june, reason: '继续运行' } as const
    expect(outcomeOf(story(...filed), ask, june)).toEqual(refusal('grading.no-certificate'))
    const certified = [...filed, [may, { type: 'record-certificate', on: may, number: '33010-1', until }]] as const
    const asked = story(...certified, [june, ask])
    expect(asked.letters(asked.entries.at(-1)?.ref ?? '', drawing)).toMatchObject([{ kind: 'grading.extension', body: { number: '33010-1', until } }])
    expect(outcomeOf(asked, ask, june)).toEqual([])
    const longer = '2030-05-06T00:00:00+08:00'
    const renewed = story(...certified, [june, ask], [june, { type: 'record-certificate', on: june, number: '33010-1', until: longer }])
    expect(outcomeOf(renewed, ask, june)).toMatchObject([{ kind: 'grading.extension-requested' }])
  })

  test('answers of the police come back to their matter; a receipt proves delivery and accepts nothing', () => {
    const matter = story(...graded, [april, filing(april)])
    const [letter] = matter.letters(matter.entries.at(-1)?.ref ?? '', drawing)
    if (letter === undefined) throw new Error('no letter was sent')
    const reply = (kind: string, body: Readonly<Record<string, unknown>>) =>
      closed.receive({ ...letter, kind, inReplyTo: letter.id, written: Moment.parse(may), body })
    const receipt = reply('receipt', { remit: 'police', receivedAt: april, reference: '收文9号' })
    expect(receipt?.subject).toBe('pay')
    expect(outcomeOf(matter, receipt?.command, april, 'post')).toMatchObject([{ kind: 'grading.receipt-received', detail: { entry: '4', receipt: '收文9号' } }])
    const kinds = (outcome: ReturnType<typeof outcomeOf>) => ('refused' in outcome ? outcome : outcome.map(({ kind }) => kind))
    expect(kinds(outcomeOf(matter, reply('grading.acceptance', { accepted: may, reference: '受理1号' })?.command, may, 'post'))).toEqual(['grading.filed'])
    expect(kinds(outcomeOf(matter, reply('grading.certificate', { number: '1', issued: may, until })?.command, may, 'post'))).toEqual([
      'grading.filed',
      'grading.certificate-issued',
    ])
    expect(kinds(outcomeOf(matter, reply('grading.return', { about: 'papers', reason: '缺' })?.command, may, 'post'))).toEqual(['grading.filing-returned'])
  })
})

describe('documents and the strip', () => {
  test('the filing form has every field, with the rule that asks, and the grading with both sides', () => {
    const document = story(...graded, [april, filing(april)]).document('filing-form', drawing)
    if (document === undefined) throw new Error('nothing was drawn')
    expect(blanksOf(document)).toEqual([])
    const fields = document.sections.flatMap(({ fields }) => fields)
    expect(fields.length).toBeGreaterThan(45)
    expect(fields.filter(({ source }) => source === null)).toEqual([])
    expect(fields.filter(({ personal }) => personal).map(({ label }) => label.zh)).toEqual([
      '单位负责人',
      '单位负责人电话',
      '联系人',
      '联系人电话',
      '联系人电子邮件',
      '填表人',
    ])
  })

  test('the grading report can be drawn from the proposal on, the plan from level 3 and an assessment on', () => {
    expect(
      story([march, proposal(march)])
        .document('grading-report', drawing)
        ?.sections.map(({ heading }) => heading.en),
    ).toEqual(['The system', 'Business information', 'The service', 'Level'])
    expect(story(...filed).document('protection-plan', drawing)).toBeUndefined()
    const plan = story(...filed, [may, assessment(may)]).document('protection-plan', drawing)
    expect(plan === undefined ? [] : blanksOf(plan).map(({ label }) => label.zh)).toEqual([
      '资产情况',
      '现有安全保护措施',
      '问题成因',
      '整改思路',
      '后续工作计划',
    ])
  })

  test('the strip leaves out what a system of level 1 does not need, and waits for the police', () => {
    const states = (...past: readonly Told[]) =>
      story(...past)
        .steps(contextOf(REGISTERED, 'pay', june).standing)
        .map(({ id, state }) => `${id} ${state}`)
    const low = { what: '内部公告', citizens: 'general', society: 'none', state: 'none' } as const
    expect(states([march, proposal(march, { business: low, service: low })], [march, fix(march)])).toEqual([
      'proposed done',
      'reviewed not-needed',
      'approved not-needed',
      'fixed done',
      'filed not-needed',
      'certified not-needed',
      'controlled now',
      'assessed not-needed',
      'rectified not-needed',
      'ended ahead',
    ])
    expect(states(...graded, [april, filing(april)]).slice(3, 6)).toEqual(['fixed done', 'filed now', 'certified ahead'])
    expect(states(...filed).slice(3, 6)).toEqual(['fixed done', 'filed done', 'certified now'])
  })

  test('after the end nothing more is done, and the police that hold the filing are told', () => {
    const end = { type: 'end', on: june, data: '已迁移并清除', media: '已消磁', logs: '归档六个月' } as const
    const ended = story(...filed, [june, end])
    expect(ended.letters(ended.entries.at(-1)?.ref ?? '', drawing)).toMatchObject([{ kind: 'grading.ending', to: { remit: 'police', region: '330100' } }])
    expect(outcomeOf(ended, proposal(june), june)).toEqual(refusal('grading.ended', { on: june }))
    const unfiled = story(...graded, [june, end])
    expect(unfiled.letters(unfiled.entries.at(-1)?.ref ?? '', drawing)).toEqual([])
  })
})
