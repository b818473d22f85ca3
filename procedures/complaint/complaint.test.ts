import { describe, expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { instant, printInstant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { statute } from '#law/statute.fixture.ts'
import { blanksOf } from '../document.ts'
import { lawEvent } from '../event.ts'
import { catalogued, type StoredEntry } from '../matter.ts'
import { Moment } from '../moment.ts'
import type { Party } from '../party.ts'
import { contextOf, CYBERSPACE, kindsOf, OPERATOR, refusal, sentence, type Loose, type Setting } from '../sentence.fixture.ts'
import type { Command } from './command.ts'
import { complaint } from './complaint.ts'
import type { Matter } from '../matter.ts'
import { IDENTITY_SEALED } from './event.ts'

const nine = '2025-02-07T09:00:00+08:00'
const ten = '2025-02-07T10:00:00+08:00'
const noon = '2025-02-07T12:00:00+08:00'
const last = '2025-02-27T23:59:59.999+08:00'
const digest = 'c'.repeat(64)

const POLICE: Party = {
  kind: 'department',
  id: 'ga-hz',
  name: { zh: '市公安局', en: 'City public security bureau' },
  remit: 'police',
  level: 'city',
  region: '330100',
}
const public_: Setting = { roles: ['portal'] }
const officer: Setting = { roles: ['compliance-officer'] }
const head: Setting = { party: CYBERSPACE, roles: ['department-head'] }
const closed = catalogued(complaint)
const given = sentence(complaint, officer)
const atDepartment = sentence(complaint, head)
const drawing = { party: OPERATOR, subject: 'c-1', at: Moment.parse(noon) }

const submit = { type: 'submit', topic: 'personal-information', content: '客服出售通讯录', respondent: '客服部', codeDigest: digest } as const
const signed = { ...submit, name: '赵敏', contact: '13800000000' } as const
const intake = {
  topic: 'personal-information',
  channel: 'portal',
  named: false,
  content: '客服出售通讯录',
  respondent: '客服部',
  evidence: [],
  codeDigest: digest,
  from: null,
} as const
const received = { kind: 'complaint.received', occurred: nine, facts: { personal: true }, detail: intake } as const
const receivedNamed = { ...received, detail: { ...intake, named: true } } as const
const sealed = { kind: IDENTITY_SEALED, occurred: nine, facts: {}, detail: { name: '赵敏', contact: '13800000000' } } as const
const report = { kind: 'report.made', occurred: nine, facts: { withinRemit: null }, detail: intake } as const
const accepted = { kind: 'complaint.accepted', occurred: nine, facts: { withinRemit: null }, detail: { undertaking: '由审计核查' } } as const
const found = { kind: 'complaint.finding-recorded', occurred: ten, facts: {}, detail: { finding: '属实', evidence: [] } } as const
const askedBy = (by: string) => ({ kind: 'complaint.opening-requested', occurred: ten, facts: {}, detail: { because: '当面核实', by } }) as const
const openedBy = (by: string) => ({ kind: 'complaint.identity-opened', occurred: ten, facts: {}, detail: { because: '同意', by } }) as const

const accept = { type: 'accept', on: ten, undertaking: '由审计核查' } as const
const answer = { type: 'answer', on: noon, result: 'upheld', measures: '解除合同', answer: '已查实并处理' } as const
const transfer = { type: 'transfer', on: ten, to: 'police', level: 'city', region: '330100', because: '涉嫌犯罪' } as const
const ask = { type: 'request-opening', because: '当面核实' } as const
const approve = { type: 'approve-opening', because: '同意' } as const

/** Gives commands one after the other, each by its own person, as the journal would keep them. */
function story(setting: Setting, ...commands: readonly (readonly [at: string, command: Loose<Command>, person?: string, roles?: Setting])[]) {
  const entries: StoredEntry[] = []
  for (const [at, command, person, roles] of commands) {
    const context = contextOf({ ...setting, ...roles }, 'c-1', at)
    const answered = closed.open(entries).decide(command, { ...context, actor: { ...context.actor, person: person ?? context.actor.person } })
    if (answered.kind === 'refused') throw new Error(answered.refusal.en)
    for (const event of answered.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
  }
  return closed.open(entries)
}

describe('intake', () => {
  test('the portal says neither when nor how it came, and gives out a code', () => {
    const { codeDigest: _, ...codeless } = submit
    expect(given().when({ ...submit, receivedAt: nine }, ten, public_)).toEqual(refusal('complaint.portal-time'))
    expect(given().when({ ...submit, channel: 'telephone' }, ten, public_)).toEqual(refusal('complaint.portal-time'))
    expect(given().when(codeless, nine, public_)).toEqual(refusal('complaint.code-missing'))
  })

  test('whoever enters a telephone call says when it came', () => {
    expect(given().when(submit, nine)).toEqual(refusal('complaint.arrival-unknown'))
    expect(given().when({ ...submit, channel: 'telephone', receivedAt: ten }, nine)).toEqual(refusal('complaint.later-than-now', { on: ten }))
    expect(given().when({ ...submit, channel: 'telephone', receivedAt: nine }, ten)).toMatchObject([{ occurred: nine, detail: { channel: 'telephone' } }])
  })

  test('an anonymous complaint keeps nothing of a person but what was said, and of the code only its digest', () => {
    expect(given().when(submit, nine, public_)).toEqual([received])
  })

  test('a name is sealed apart from what it says', () => {
    expect(given().when(signed, nine, public_)).toEqual([receivedNamed, sealed])
  })

  test('whether it is about personal information is a fact for the law', () => {
    expect(given().when({ ...submit, topic: 'flaw' }, nine, public_)).toMatchObject([{ facts: { personal: false } }])
  })

  test('at a department it is a report, and whether it is in the remit is not known yet', () => {
    expect(atDepartment().when(submit, nine, { ...head, ...public_ })).toEqual([report])
  })

  test('one matter holds one complaint', () => {
    expect(given(received).when(submit, ten, public_)).toEqual(refusal('complaint.received-already', { on: nine }))
  })
})

describe('messages', () => {
  const add = { type: 'reply', message: '还有录音' } as const

  test('only whoever has the code may add at the portal', () => {
    expect(given(received).when(add, ten, public_)).toEqual(refusal('complaint.wrong-code'))
    expect(given(received).when({ ...add, codeDigest: 'd'.repeat(64) }, ten, public_)).toEqual(refusal('complaint.wrong-code'))
    expect(kindsOf(given(received).when({ ...add, codeDigest: digest }, ten, public_))).toEqual(['complaint.message-received'])
  })

  test('nobody writes to somebody who cannot be reached', () => {
    const write = { type: 'write-to-informant', message: '何时发生？' } as const
    const codeless = { ...received, detail: { ...intake, codeDigest: null } } as const
    expect(given(codeless).when(write, ten)).toEqual(refusal('complaint.unreachable'))
    expect(kindsOf(given(received).when(write, ten))).toEqual(['complaint.message-sent'])
  })

  test('a message that waits for us shows in the table', () => {
    const theirs = { kind: 'complaint.message-received', occurred: ten, facts: {}, detail: { message: '还有录音' } } as const
    expect(given(received, theirs).matter.rows('complaints', 'c-1')).toMatchObject([{ cells: { waiting: true, stage: 'received' } }])
  })
})

describe('acceptance', () => {
  const decline = { type: 'decline', on: ten, ground: 'unrelated', reason: '邻里纠纷' } as const

  test('what is about network information security is not turned away as unrelated', () => {
    expect(kindsOf(given(received).when(decline, noon))).toBe('complaint.security-matter')
    const other = { ...received, facts: { personal: false }, detail: { ...intake, topic: 'other' } } as const
    expect(kindsOf(given(other).when(decline, noon))).toEqual(['complaint.declined', 'complaint.handled'])
  })

  test('nothing is too unclear before somebody has asked', () => {
    const wrote = { kind: 'complaint.message-sent', occurred: nine, facts: {}, detail: { message: '何时？' } } as const
    const unclear = { ...decline, ground: 'unclear' } as const
    expect(given(received).when(unclear, noon)).toEqual(refusal('complaint.never-asked'))
    expect(kindsOf(given(received, wrote).when(unclear, noon))).toEqual(['complaint.declined', 'complaint.handled'])
  })

  test('a department does not turn away what belongs to another, it transfers', () => {
    expect(atDepartment(report).when({ ...decline, ground: 'not-here' }, noon)).toEqual(refusal('complaint.transfer-instead'))
    expect(atDepartment(report).when({ ...decline, ground: 'repeated' }, noon)).toMatchObject([{ facts: { withinRemit: true } }, { kind: 'report.handled' }])
  })

  test('it is decided once, and not before it came', () => {
    expect(given(received, accepted).when(accept, noon)).toEqual(refusal('complaint.screened-already', { decision: { zh: '受理', en: 'accepted' } }))
    expect(kindsOf(given({ ...received, occurred: noon }).when(accept, noon))).toBe('complaint.before-receipt')
    expect(given(received).when({ ...accept, on: noon }, ten)).toEqual(refusal('complaint.later-than-now', { on: noon }))
  })

  test('the public accepts nothing', () => {
    expect(kindsOf(given(received).when(accept, noon, public_))).toBe('frame.forbidden')
  })
})

describe('the answer', () => {
  test('it comes after acceptance and a finding, and once', () => {
    const answered = { kind: 'complaint.answered', occurred: noon, facts: {}, detail: { result: 'upheld', measures: '解除合同', answer: '已处理' } } as const
    expect(given(received).when(answer, noon)).toEqual(refusal('complaint.not-accepted'))
    expect(given(received, accepted).when(answer, noon)).toEqual(refusal('complaint.nothing-found'))
    expect(kindsOf(given(received, accepted, found).when(answer, noon))).toEqual(['complaint.answered', 'complaint.handled'])
    expect(given(received, accepted, found, answered).when(answer, noon)).toEqual(refusal('complaint.answered-already', { on: noon }))
  })

  test('at a department the law counts a report handled', () => {
    expect(kindsOf(atDepartment(report, { ...accepted, facts: { withinRemit: true } }, found).when(answer, noon))).toEqual([
      'complaint.answered',
      'report.handled',
    ])
  })

  test('nothing is closed before it is finished, nor goes on afterwards', () => {
    const close = { type: 'close', on: noon } as const
    const gone = { kind: 'complaint.closed', occurred: noon, facts: {}, detail: {} } as const
    expect(given(received, accepted).when(close, noon)).toEqual(refusal('complaint.not-finished'))
    expect(given(received, gone).when(accept, noon)).toEqual(refusal('complaint.closed', { on: noon }))
    expect(kindsOf(given(received, gone).when({ type: 'protect', on: noon, protection: '限制查阅' }, noon))).toEqual(['reporter.protected'])
  })
})

describe('transfer', () => {
  test('an operator does not transfer, nor does a department to itself', () => {
    expect(kindsOf(given(received).when(transfer, noon))).toBe('frame.forbidden')
    expect(given(received).when(transfer, noon, { roles: ['case-officer'] })).toEqual(refusal('complaint.not-a-department'))
    expect(kindsOf(atDepartment(report).when({ ...transfer, to: 'cyberspace', level: 'province', region: '330000' }, noon))).toBe('complaint.own-remit')
    expect(kindsOf(atDepartment(report).when({ ...transfer, to: 'cyberspace', level: 'city', region: '330100' }, noon))).toEqual(['complaint.transfer-sent'])
  })

  test('it is done when the other department has signed for it', () => {
    const sent = story(head, [nine, submit, 'portal', public_], [ten, transfer])
    const [letter] = sent.letters('2', { ...drawing, party: CYBERSPACE })
    if (letter === undefined) throw new Error('no letter was sent')
    expect(letter).toMatchObject({ kind: 'complaint.transfer', to: { remit: 'police', level: 'city', region: '330100' }, body: { content: '客服出售通讯录' } })
    const signed_ = { ...letter, kind: 'receipt', inReplyTo: letter.id, body: { remit: 'police', receivedAt: noon, reference: '杭公收1号' } }
    const arrived = closed.receive(signed_)
    expect(arrived?.subject).toBe('c-1')
    const done = sent.decide(arrived?.command, contextOf({ ...head, roles: ['post'] }, 'c-1', noon))
    expect(done).toMatchObject({ events: [{ kind: 'report.transferred', occurred: noon, detail: { receipt: '杭公收1号' } }] })
    expect(kindsOf(atDepartment(report).when({ type: 'record-receipt', on: noon, receipt: '无' }, noon))).toBe('complaint.not-transferred')
  })

  test('it opens a matter at the other department, of the same name however often it arrives', () => {
    const sent = story(head, [nine, submit, 'portal', public_], [ten, transfer])
    const [letter] = sent.letters('2', { ...drawing, party: CYBERSPACE })
    if (letter === undefined) throw new Error('no letter was sent')
    const arrived = closed.receive(letter)
    expect(arrived?.subject).toBe('cac-zj.c-1')
    const begun = closed.open([]).decide(arrived?.command, contextOf({ party: POLICE, roles: ['post'] }, 'cac-zj.c-1', noon))
    expect(begun).toMatchObject({
      kind: 'accepted',
      events: [{ kind: 'report.made', facts: { withinRemit: null }, detail: { channel: 'transfer', from: '省网信办' } }],
    })
    const stored = begun.kind === 'accepted' ? begun.events.map((event, place) => ({ ref: String(place + 1), recorded: noon, event })) : []
    const again = closed.open(stored).decide(arrived?.command, contextOf({ party: POLICE, roles: ['post'] }, 'cac-zj.c-1', noon))
    expect(again).toMatchObject({ kind: 'refused', refusal: { code: 'complaint.received-already' } })
  })

  test('who the informant is does not travel while it is sealed, and travels once two people agreed', () => {
    const sealedAway = story(head, [nine, signed, 'portal', public_], [ten, transfer])
    expect(JSON.stringify(sealedAway.letters('3', { ...drawing, party: CYBERSPACE }))).not.toMatch(/赵敏|13800000000/)
    const open = story(head, [nine, signed, 'portal', public_], [ten, ask, 'wang'], [ten, approve, 'li'], [ten, transfer])
    const ref = open.entries.find(({ event }) => event.kind === 'complaint.transfer-sent')?.ref ?? ''
    expect(open.letters(ref, { ...drawing, party: CYBERSPACE })).toMatchObject([{ body: { named: true, name: '赵敏', contact: '13800000000' } }])
  })
})

describe('the sealed identity', () => {
  test('there is none to see of an anonymous complaint', () => {
    expect(given(received).when(ask, noon)).toEqual(refusal('complaint.anonymous'))
  })

  test('nobody approves what nobody asked for', () => {
    expect(given(receivedNamed, sealed).when(approve, noon)).toEqual(refusal('complaint.no-opening-asked'))
  })

  test('whoever asked may not approve', () => {
    expect(given(receivedNamed, sealed, askedBy('lin-wei')).when(approve, noon)).toEqual(refusal('complaint.same-person'))
    expect(given(receivedNamed, sealed, askedBy('wang')).when(approve, noon)).toEqual([
      { kind: 'complaint.identity-opened', occurred: noon, facts: {}, detail: { because: '同意', by: 'lin-wei' } },
    ])
  })

  test('without reasons it is neither asked for nor approved', () => {
    expect(kindsOf(given(receivedNamed, sealed).when({ ...ask, because: ' ' }, noon))).toBe('frame.unusable')
    expect(kindsOf(given(receivedNamed, sealed, askedBy('wang')).when({ ...approve, because: '' }, noon))).toBe('frame.unusable')
  })

  test('one asking is decided before the next; a declined one opens nothing', () => {
    const declined = { kind: 'complaint.opening-declined', occurred: ten, facts: {}, detail: { because: '不必要', by: 'lin-wei' } } as const
    expect(given(receivedNamed, sealed, askedBy('wang')).when(ask, noon)).toEqual(refusal('complaint.opening-pending', { by: 'wang' }))
    const { matter } = given(receivedNamed, sealed, askedBy('wang'), declined)
    expect(matter.document('complaint-informant', drawing)).toBeUndefined()
    expect(given(receivedNamed, sealed, askedBy('wang'), declined).when(approve, noon)).toEqual(refusal('complaint.no-opening-asked'))
  })

  test('an opening by one person twice opens nothing, however it came into the journal', () => {
    expect(given(receivedNamed, sealed, askedBy('wang'), openedBy('wang')).matter.document('complaint-informant', drawing)).toBeUndefined()
  })

  test('the identity is drawn only while it is open, with both persons and both reasons', () => {
    const shut = given(receivedNamed, sealed, askedBy('wang')).matter
    expect(shut.document('complaint-informant', drawing)).toBeUndefined()
    const open = given(receivedNamed, sealed, askedBy('wang'), openedBy('lin-wei'))
    const drawn = JSON.stringify(open.matter.document('complaint-informant', drawing))
    for (const words of ['赵敏', '13800000000', 'wang', '当面核实', 'lin-wei', '同意']) expect(drawn).toContain(words)
    expect(open.when(ask, noon)).toEqual(refusal('complaint.identity-open'))
    const again = { kind: 'complaint.identity-resealed', occurred: noon, facts: {}, detail: { by: 'lin-wei' } } as const
    const resealed = given(receivedNamed, sealed, askedBy('wang'), openedBy('lin-wei'), again)
    expect(resealed.matter.document('complaint-informant', drawing)).toBeUndefined()
    expect(resealed.when({ type: 'seal' }, noon)).toEqual(refusal('complaint.identity-sealed'))
  })

  test('closing seals it', () => {
    const gone = { kind: 'complaint.closed', occurred: noon, facts: {}, detail: {} } as const
    expect(given(receivedNamed, sealed, askedBy('wang'), openedBy('lin-wei'), gone).matter.document('complaint-informant', drawing)).toBeUndefined()
  })

  test('who asked cannot be corrected afterwards so that the same person may approve', () => {
    const outcome = given(receivedNamed, sealed, askedBy('lin-wei')).when({ type: 'correct', entry: '3', detail: { by: 'wang' }, because: '笔误' }, noon)
    expect(kindsOf(outcome)).toBe('frame.unusable')
  })

  test('whoever may ask or approve may not take the asking off the register', () => {
    const withdraw = { type: 'withdraw', entry: '3', because: '误记' } as const
    for (const roles of [
      ['compliance-officer', 'responsible-manager', 'security-officer'],
      ['department-head', 'case-officer', 'reviewer'],
    ] as const)
      expect(kindsOf(given(receivedNamed, sealed, askedBy('wang')).when(withdraw, noon, { roles }))).toBe('frame.forbidden')
    expect(kindsOf(given(receivedNamed, sealed, askedBy('wang')).when(withdraw, noon, { roles: ['auditor'] }))).toEqual(['entry.withdrawn'])
  })

  test('once erased there is nothing to open', () => {
    const erased = { ...sealed, detail: { name: null, contact: null } } as const
    expect(given(receivedNamed, erased).when(ask, noon)).toEqual(refusal('complaint.identity-erased'))
  })

  test('no other paper and no table says who it is', () => {
    const matter = story(officer, [nine, signed, 'portal', public_], [ten, accept], [ten, { type: 'record-finding', on: ten, finding: '属实' }], [noon, answer])
    const papers = ['complaint-acknowledgement', 'complaint-decision', 'complaint-reply'].map((id) => matter.document(id, drawing))
    expect(papers.filter((paper) => paper === undefined)).toEqual([])
    const shown = JSON.stringify([papers, matter.rows('complaints', 'c-1'), matter.rows('complaint-openings', 'c-1')])
    expect(shown).toContain('属实，已处理')
    expect(shown).not.toMatch(/赵敏|13800000000/)
  })

  test('whoever reads the file finds the seal and not the person, until two people have opened it', () => {
    const named = (matter: Matter): unknown => matter.entries.find(({ event }) => event.kind === IDENTITY_SEALED)?.event.detail
    expect(named(given(receivedNamed, sealed).matter)).toEqual({ name: null, contact: null })
    expect(named(given(receivedNamed, sealed, askedBy('wang')).matter)).toEqual({ name: null, contact: null })
    expect(named(given(receivedNamed, sealed, askedBy('wang'), openedBy('wang')).matter)).toEqual({ name: null, contact: null })
    expect(named(given(receivedNamed, sealed, askedBy('wang'), openedBy('lin-wei')).matter)).toEqual(sealed.detail)
  })

  test('the register of openings says who, by whom decided, and why', () => {
    expect(given(receivedNamed, sealed, askedBy('wang'), openedBy('lin-wei')).matter.rows('complaint-openings', 'c-1')).toEqual([
      {
        key: 'c-1/3',
        cells: { complaint: 'c-1', askedOn: ten, askedBy: 'wang', because: '当面核实', approved: true, decidedBy: 'lin-wei', decidedOn: ten, open: true },
      },
    ])
  })
})

describe('documents', () => {
  test('a refusal has its reasons and says where else to turn; an answer has its result', () => {
    const other = { ...submit, topic: 'other' } as const
    const turned = story(officer, [nine, other, 'portal', public_], [ten, { type: 'decline', on: ten, ground: 'unrelated', reason: '邻里纠纷' }])
    const decision = turned.document('complaint-decision', drawing)
    const shown = JSON.stringify(decision)
    for (const words of ['与网络信息安全无关', '邻里纠纷', '向网信、电信、公安等部门举报']) expect(shown).toContain(words)
    expect(decision === undefined ? [] : blanksOf(decision)).toEqual([])
    expect(turned.document('complaint-reply', drawing)).toBeUndefined()
  })

  test('a transfer is incomplete until it is signed for', () => {
    const sent = story(head, [nine, submit, 'portal', public_], [ten, transfer])
    const paper = sent.document('complaint-transfer', drawing)
    expect(paper?.recipient.zh).toBe('公安机关')
    expect(paper === undefined ? [] : blanksOf(paper).map(({ label }) => label.en)).toEqual(['Acknowledgement of receipt'])
  })
})

describe('the law folds what the procedure records', () => {
  const program = compile(statute, 'applicable')
  const app = Profile.parse({ party: { id: 'chat', name: '聊天应用', since: '2020-01-01' }, facts: { runsApp: true }, roles: [{ role: 'network-operator' }] })
  const bureau = Profile.parse({ party: { id: 'cac-zj', name: '网信办', since: '2018-01-01' }, roles: [{ role: 'department' }] })

  function owed(whose: Profile, matter: ReturnType<typeof story>, at: string): Readonly<Record<string, string>> {
    const now = instant(Date.parse(at))
    const state = fold(program, whose, matter.entries.map(lawEvent), now)
    return Object.fromEntries(
      duties(state, now)
        .filter(({ subject }) => subject.id === 'c-1')
        .map(({ duty }) => [program.norms[duty.norm]?.norm.id ?? '', `${duty.state}${duty.due.kind === 'at' ? ` ${printInstant(duty.due.at)}` : ''}`]),
    )
  }

  test('a complaint about personal information at an app has fifteen working days, to the last instant', () => {
    const matter = story(officer, [nine, submit, 'portal', public_])
    expect(owed(app, matter, last)).toMatchObject({ 'complaint.accept': `open ${last}`, 'complaint.handle': `open ${last}` })
    expect(owed(app, matter, '2025-02-28T00:00:00+08:00')).toMatchObject({ 'complaint.accept': `breached ${last}`, 'complaint.handle': `breached ${last}` })
  })

  test('another complaint has no figure', () => {
    const matter = story(officer, [nine, { ...submit, topic: 'fraud' }, 'portal', public_])
    expect(owed(app, matter, last)['complaint.handle']).toBe('indeterminate')
  })

  test('acceptance settles one duty and the answer the other', () => {
    const past = [
      [nine, submit, 'portal', public_],
      [ten, accept],
    ] as const
    expect(owed(app, story(officer, ...past), noon)).toMatchObject({ 'complaint.accept': `done ${last}`, 'complaint.handle': `open ${last}` })
    const whole = story(officer, ...past, [ten, { type: 'record-finding', on: ten, finding: '属实' }], [noon, answer])
    expect(owed(app, whole, last)['complaint.handle']).toBe(`done ${last}`)
  })

  test('at a department the remit decides which duty lives on', () => {
    const arrived = story(head, [nine, submit, 'portal', public_])
    expect(owed(bureau, arrived, ten)).toMatchObject({ 'report.handle': 'indeterminate', 'report.transfer': 'indeterminate', 'reporter.protect': 'open' })
    const ours = story(head, [nine, submit, 'portal', public_], [ten, accept], [ten, { type: 'record-finding', on: ten, finding: '属实' }], [noon, answer])
    expect(owed(bureau, ours, last)).toMatchObject({ 'report.handle': 'done', 'report.transfer': 'lapsed' })
  })

  test('a transfer settles its duty when it is signed for, not when it is sent', () => {
    const sent = story(head, [nine, submit, 'portal', public_], [ten, transfer])
    expect(owed(bureau, sent, noon)).toMatchObject({ 'report.handle': 'lapsed', 'report.transfer': 'indeterminate' })
    const signedFor = story(head, [nine, submit, 'portal', public_], [ten, transfer], [noon, { type: 'record-receipt', on: noon, receipt: '杭公收1号' }])
    expect(owed(bureau, signedFor, last)['report.transfer']).toBe('done')
  })

  test('protection settles secrecy and protection; a disclosure breaches secrecy for good', () => {
    const guard = [ten, { type: 'protect', on: ten, protection: '限制查阅' }] as const
    const safe = story(head, [nine, signed, 'portal', public_], guard)
    expect(owed(bureau, safe, last)).toMatchObject({ 'reporter.keep-confidential': 'done', 'reporter.protect': 'done' })
    const told = story(
      head,
      [nine, signed, 'portal', public_],
      [ten, { type: 'find-disclosure', on: ten, disclosure: '群发' }],
      [noon, { ...guard[1], on: noon }],
    )
    expect(owed(bureau, told, last)).toMatchObject({ 'reporter.keep-confidential': 'breached', 'reporter.protect': 'done' })
  })

  test('opening the identity by two people is no disclosure', () => {
    const open = story(head, [nine, signed, 'portal', public_], [ten, ask, 'wang'], [ten, approve, 'li'])
    expect(owed(bureau, open, last)['reporter.keep-confidential']).toBe('open')
  })
})
