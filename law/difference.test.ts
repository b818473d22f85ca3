import { expect, test } from 'vitest'
import { compileLiabilityLaw } from './answer.ts'
import { assess, type Assessment } from './assessment.ts'
import type { EditionId } from './citation.ts'
import { compile } from './compile.ts'
import { compareAssessments } from './difference.ts'
import { EventLine } from './event.ts'
import { fold } from './fold.ts'
import { instant } from './instant.ts'
import { Profile } from './profile.ts'
import { statute } from './statute.fixture.ts'

const law = compileLiabilityLaw(statute)
const now = instant(Date.parse('2025-12-12T09:00:00+08:00'))
const profile = Profile.parse({
  party: { id: 'shop', name: 'Shop', since: '2020-01-01' },
  facts: { withinTerritory: true, network: 'civil', ownsNetwork: true, collectsPersonalInformation: true },
  roles: [{ role: 'network-operator' }],
  systems: [{ id: 'pay', name: 'Pay', facts: { gradedLevel: 2 } }],
})
const journal = [EventLine.parse({ kind: 'logs.gap-found', occurred: '2025-11-01T09:00:00+08:00', subject: 'pay', ref: '1' })]

function under(asIf: EditionId): Assessment {
  return assess(fold(compile(statute, { asIf }), profile, journal, now), law, now)
}

const difference = compareAssessments(under('csl-2017'), under('csl-2026'))

test('the same edition twice makes no difference', () => {
  const { duties, unchanged } = compareAssessments(under('csl-2017'), under('csl-2017'))
  expect(duties).toEqual([])
  expect(unchanged).toBeGreaterThan(30)
})

test('logs that are short cost more under the amended text', () => {
  const logs = difference.duties.find(({ norm }) => norm === 'logs.keep-six-months')
  expect(logs?.shift).toBe('tightened')
  expect([logs?.before?.provision, logs?.after?.provision]).toEqual(['21.1.3', '23.1.3'])
  const exposed = difference.exposure.find(({ norm }) => norm === 'logs.keep-six-months')
  expect([exposed?.before?.entityFine, exposed?.after?.entityFine]).toMatchObject([null, { min: 10_000, max: 50_000, must: 'may' }])
})

test('personal information is left to other laws, which is neither more nor less', () => {
  const consent = difference.duties.find(({ norm }) => norm === 'collection.obtain-consent')
  expect([consent?.shift, consent?.after?.stake?.refers]).toEqual(['changed', true])
})

test('the amended text adds the reference to the other statutes on personal information', () => {
  const gained = difference.duties.filter(({ shift }) => shift === 'gained').map(({ after }) => after?.provision)
  expect(gained).toContain('42.2')
})

test('most duties only move to another article', () => {
  const moved = difference.duties.filter(({ shift }) => shift === 'moved')
  expect(moved.length).toBeGreaterThan(10)
  for (const { before, after } of moved) expect(before?.provision).not.toBe(after?.provision)
})
