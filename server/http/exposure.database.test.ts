import { afterAll, beforeAll, expect, test } from 'vitest'
import { Exposures, Liability, WhatIfAnswer } from '../contract/exposure.ts'
import { Plan } from '../contract/plan.ts'
import { ask, beginOperator, codeOf, give, newParty, openPlace, tokenOf, type Place } from './place.fixture.ts'

let place: Place
let token: string

beforeAll(async () => {
  place = await openPlace()
  token = await tokenOf(place, await newParty(place), ['compliance-officer', 'security-officer'])
})
afterAll(() => place[Symbol.asyncDispose]())

const post = (url: string, payload: object) => ask(place, url, { token, method: 'POST', payload })

test('before there is a profile nothing is owed, and nobody else asks', async () => {
  for (const url of ['/api/exposure', '/api/plan?from=2026-01&to=2026-12']) {
    expect(codeOf(await ask(place, url, { token }))).toBe('no-profile')
    expect((await ask(place, url)).status).toBe(401)
  }
  expect(codeOf(await post('/api/exposure/what-if', { norm: 'logs.keep-six-months', subject: 'pay', switches: {} }))).toBe('no-profile')
})

test('a question of liability is answered by the law, in yuan', async () => {
  const question = {
    id: 'q',
    roles: ['network-operator'],
    unit: true,
    conductDate: '2026-02-01',
    violated: '23.1.3',
    refusedCorrection: true,
    consequences: 'none',
  }
  const answer = Liability.parse((await post('/api/exposure', question)).body)
  expect(answer).toMatchObject({
    id: 'q',
    edition: 'csl-2026',
    provision: '61.1',
    stage: 'aggravated',
    entityFine: { min: 50_000, max: 500_000, must: 'shall' },
  })
  for (const wrong of [{ ...question, violated: '99' }, { ...question, colour: 'red' }, { roles: [] }, []])
    expect(codeOf(await post('/api/exposure', wrong))).toBe('frame.unusable')
})

test('the party’s findings come with their facts, and what is supposed of them is answered by the engine', async () => {
  await beginOperator(place, token)
  // Designated two years ago and never assessed since.
  await give(place, token, 'profile/self', { type: 'establish', fact: 'designatedCii', holds: true, on: '2024-02-01T00:00:00+08:00', reason: '收到认定通知' })
  const { findings } = Exposures.parse((await ask(place, '/api/exposure', { token })).body)
  const finding = findings.find(({ norm }) => norm === 'assessment.hold')
  expect(finding).toMatchObject({ edition: 'csl-2026', facts: { violated: '40.1', unit: true, decisionDate: '2026-04-01' } })
  const asked = { norm: 'assessment.hold', subject: finding?.subject }
  const stages = async (switches: object) => {
    const { before, after, broken } = WhatIfAnswer.parse((await post('/api/exposure/what-if', { ...asked, switches })).body)
    expect(broken).toBe(true)
    expect(before.answer.provision).toBe(finding?.provision)
    return [after.answer.edition, after.answer.provision, after.answer.stage, after.facts.violated, after.answer.entityFine?.max]
  }
  expect(await stages({})).toEqual(['csl-2026', '61.2', 'base', '40.1', 100_000])
  expect(await stages({ refusedCorrection: true })).toEqual(['csl-2026', '61.2', 'aggravated', '40.1', 1_000_000])
  expect(await stages({ asIf: 'csl-2017' })).toEqual(['csl-2017', '59.2', 'base', '38.1', undefined])
})

test('a duty that is not broken is supposed to be', async () => {
  const answer = WhatIfAnswer.parse(
    (await post('/api/exposure/what-if', { norm: 'logs.keep-six-months', subject: 'pay', switches: { illegalGains: 12.5 } })).body,
  )
  expect(answer).toMatchObject({ broken: false, before: { answer: { provision: '61.1', stage: 'base' } }, after: { facts: { illegalGains: 12.5 } } })
  for (const other of [
    { norm: 'logs.keep-six-months', subject: 'nobody' },
    { norm: 'nobody.knows', subject: 'pay' },
  ])
    expect(codeOf(await post('/api/exposure/what-if', { ...other, switches: {} }))).toBe('not-found')
  const early = { norm: 'logs.keep-six-months', subject: 'pay', switches: { decisionDate: '2020-01-01' } }
  expect(codeOf(await post('/api/exposure/what-if', early))).toBe('frame.unusable')
})

test('the plan shows what stands and what comes back, month by month', async () => {
  const plan = Plan.parse((await ask(place, '/api/plan?from=2025-01&to=2026-12', { token })).body)
  expect(plan.months).toHaveLength(24)
  const assessment = plan.rows.find(({ norm }) => norm === 'assessment.hold')
  expect(assessment?.cells.map(({ month, state, late }) => [month, state, late])).toEqual([['2025-02', 'breached', true]])
  expect(plan.months.find(({ month }) => month === '2025-02')?.late).toBe(1)
  expect(plan.rows.find(({ norm, subject }) => norm === 'logs.keep-six-months' && subject === 'pay')).toMatchObject({
    kind: 'standing',
    subjectName: { en: 'Payments' },
  })
  for (const query of ['', '?from=2026-13&to=2026-12', '?from=2026-12&to=2026-01', '?from=2000-01&to=2026-01'])
    expect(codeOf(await ask(place, `/api/plan${query}`, { token }))).toBe('request-malformed')
})
