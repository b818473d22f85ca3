import { expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { instant } from '#law/instant.ts'
import { statute } from '#law/statute.fixture.ts'
import { FACTS_OF_DEFINITIONS } from './definition.fixture.ts'
import { lawEvent } from '../event.ts'
import { contextOf, kindsOf, refusal, sentence } from '../sentence.fixture.ts'
import { system } from '../register/register.ts'
import { lawProfile } from './law-profile.ts'
import { profile } from './profile.ts'
import { openQuestions, QUESTIONS } from './question.ts'

const given = sentence(profile)
const founded = '2024-01-02T09:00:00+08:00'
const march = '2026-03-02T09:00:00+08:00'
const april = '2026-04-02T09:00:00+08:00'
const { definitions } = contextOf({}, 'qinglan', march).standing
const begun = { kind: 'profile.begun', occurred: founded, facts: {}, detail: { since: '2024-01-02', unit: true } } as const
const fact = (facts: Readonly<Record<string, boolean | string>>, occurred = founded) =>
  ({ kind: 'profile.fact-established', occurred, facts, detail: { reason: '章程' } }) as const
const found = (role: 'network-operator' | 'cii-operator', answer: 'holds' | 'fails', cite: string, decided: readonly string[], occurred = march) =>
  ({ kind: 'profile.role-found', occurred, facts: {}, detail: { role, answer, cite, facts: decided } }) as const
const asked = (facts: Readonly<Record<string, boolean | string>>) => openQuestions(definitions, facts).map((question) => question.fact)

test('an answer that settles a role says which, by which provision and on which facts', () => {
  const outcome = given(begun).when({ type: 'establish', fact: 'ownsNetwork', holds: true, on: march, reason: '自建网店' }, april)
  expect(outcome).toEqual([
    { kind: 'profile.fact-established', occurred: march, facts: { ownsNetwork: true }, detail: { reason: '自建网店' } },
    found('network-operator', 'holds', '78.1.3', ['ownsNetwork']),
  ])
})

test('one answer of three leaves the role open while it is no', () => {
  const outcome = given(begun).when({ type: 'establish', fact: 'ownsNetwork', holds: false, on: march, reason: '全部租用' }, april)
  expect(kindsOf(outcome)).toEqual(['profile.fact-established'])
})

test('when a fact changes, the role is judged again', () => {
  const outcome = given(begun, fact({ designatedCii: false }), found('cii-operator', 'fails', '33.1', ['designatedCii'], founded)).when(
    { type: 'establish', fact: 'designatedCii', holds: true, on: march, reason: '收到认定通知' },
    april,
  )
  expect(kindsOf(outcome)).toEqual(['profile.fact-established', 'profile.role-found'])
  expect(outcome).toMatchObject([{}, { detail: { role: 'cii-operator', answer: 'holds' } }])
})

test('the same answer says nothing new', () => {
  expect(given(begun, fact({ ownsNetwork: true })).when({ type: 'establish', fact: 'ownsNetwork', holds: true, on: march, reason: '同前' }, april)).toEqual([])
})

test('a fact that is learnt late does not undo a later one', () => {
  const { matter } = given(begun, fact({ ownsNetwork: false }, march), fact({ ownsNetwork: true }, founded))
  expect(matter.rows('facts', 'qinglan').map(({ cells }) => cells['answer'])).toEqual([{ zh: '否', en: 'No' }])
})

test('judging anew under the same law says nothing new', () => {
  const past = given(begun, fact({ designatedCii: false }))
  const first = past.when({ type: 'recheck', on: march }, april)
  expect(first).toMatchObject([{ kind: 'profile.role-found', detail: { role: 'cii-operator', answer: 'fails' } }])
  const known = { role: 'cii-operator', answer: 'fails', facts: ['designatedCii'] } as const
  const cite = definitions.find(({ role }) => role === 'cii-operator')?.cite ?? ''
  const again = given(begun, fact({ designatedCii: false }), {
    kind: 'profile.role-found',
    occurred: march,
    facts: {},
    detail: { ...known, facts: [...known.facts], cite },
  })
  expect(again.when({ type: 'recheck', on: april }, april)).toEqual([])
})

test('a role that follows from facts cannot be ended by hand', () => {
  const past = given(begun, found('network-operator', 'holds', '78.1.3', ['ownsNetwork']))
  expect(kindsOf(past.when({ type: 'end-role', role: 'network-operator', on: april, reason: '停业' }, april))).toBe('profile.role-follows')
})

test('a stated role ends, but not before it began', () => {
  const stated = { kind: 'profile.role-stated', occurred: march, facts: {}, detail: { role: 'department', reason: '三定方案' } } as const
  const past = given(begun, stated)
  expect(kindsOf(past.when({ type: 'end-role', role: 'department', on: april, reason: '机构改革' }, april))).toEqual(['profile.role-ended'])
  expect(past.when({ type: 'end-role', role: 'department', on: founded, reason: '机构改革' }, april)).toEqual(
    refusal('profile.ends-before-start', { on: founded, since: march }),
  )
})

test('a term of one’s own must be one that the rules leave open, and a term', () => {
  const set = { type: 'set-parameter', parameter: 'leak-report', term: 'PT24H', reason: '内部制度' } as const
  const compliance = { roles: ['compliance-officer'] } as const
  expect(kindsOf(given(begun).when(set, april, compliance))).toEqual(['profile.parameter-set'])
  expect(kindsOf(given(begun).when({ ...set, parameter: 'lunch' }, april, compliance))).toBe('profile.unknown-parameter')
  expect(given(begun).when({ ...set, term: 'soon' }, april, compliance)).toEqual(refusal('profile.unusable-term', { term: 'soon' }))
})

test('a network abroad is asked nothing further', () => {
  expect(asked({})).toEqual(['withinTerritory'])
  expect(asked({ withinTerritory: false })).toEqual([])
  expect(asked({ withinTerritory: true, network: 'military' })).toEqual([])
  expect(asked({ withinTerritory: true, network: 'civil' })).toContain('ownsNetwork')
})

test('once one of three settles the network operator, the other two are not asked', () => {
  const settled = asked({ withinTerritory: true, network: 'civil', ownsNetwork: true })
  expect(settled).not.toContain('managesNetwork')
  expect(settled).not.toContain('providesNetworkService')
  expect(settled).toContain('designatedCii')
})

test('consent is asked about only where personal information is collected', () => {
  const operator = { withinTerritory: true, network: 'civil', ownsNetwork: true }
  expect(asked(operator)).not.toContain('otherGroundOnly')
  expect(asked({ ...operator, collectsPersonalInformation: true })).toContain('otherGroundOnly')
})

test('every fact by which an edition defines a role has a question', () => {
  expect(FACTS_OF_DEFINITIONS.length).toBeGreaterThan(5)
  expect(FACTS_OF_DEFINITIONS.filter((name) => !QUESTIONS.some((question) => question.fact === name))).toEqual([])
})

test('the law folds profile and registers as the journal has them, and says what is owed', () => {
  const past = given(begun, fact({ withinTerritory: true }), fact({ network: 'civil' }), fact({ ownsNetwork: true }))
  const entered = {
    kind: 'register.entered',
    occurred: founded,
    facts: { gradedLevel: 3 },
    detail: { name: { zh: '支付', en: 'Payments' }, since: '2024-01-02', particulars: {} },
  } as const
  const retired = { kind: 'register.retired', occurred: march, facts: {}, detail: { because: '下线' } } as const
  const systems = sentence(system, { subject: 'pay' })(entered)
  const party = contextOf({}, 'qinglan', march).party
  const rows = {
    party: past.matter.rows('party', 'qinglan'),
    roles: past.matter.rows('roles', 'qinglan'),
    parameters: [],
    system: systems.matter.rows('system-register', 'pay'),
    product: [],
    dataset: [],
    supplier: [],
  }
  const law = lawProfile(party, rows)
  if (law === undefined) throw new Error('the profile has begun')
  const now = instant(Date.parse(april))
  const state = fold(compile(statute, 'applicable'), law, [...past.matter.entries, ...systems.matter.entries].map(lawEvent), now)
  const owed = duties(state, now).map(({ subject, duty }) => `${subject.id} ${state.program.norms[duty.norm]?.norm.id ?? ''}`)
  expect(owed).toContain('qinglan incident.adopt-plan')
  expect(owed).toContain('pay grading.assess-level-three')
  expect(owed).not.toContain('qinglan drill.hold')
  const gone = lawProfile(party, { ...rows, system: sentence(system, { subject: 'pay' })(entered, retired).matter.rows('system-register', 'pay') })
  if (gone === undefined) throw new Error('the profile has begun')
  const after = duties(fold(compile(statute, 'applicable'), gone, [...past.matter.entries, ...systems.matter.entries].map(lawEvent), now), now)
  expect(after.filter(({ subject }) => subject.id === 'pay').map(({ duty }) => duty.state)).not.toContain('open')
  expect(after.find(({ subject, duty }) => subject.id === 'pay' && duty.state === 'lapsed')?.duty.latest?.at).toBe(Date.parse(march))
})
