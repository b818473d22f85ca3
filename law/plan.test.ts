import { expect, test } from 'vitest'
import { compile } from './compile.ts'
import type { Event } from './event.ts'
import { fold } from './fold.ts'
import { instant, instantOf, type Instant } from './instant.ts'
import { monthsBetween, planOf, type PlanRow } from './plan.ts'
import { Profile } from './profile.ts'
import { statute } from './statute.fixture.ts'

const profile = Profile.parse({
  party: { id: 'acme', name: { zh: '甲', en: 'A' }, unit: true, since: '2024-01-02' },
  facts: { network: 'civil', withinTerritory: true },
  roles: [{ role: 'cii-operator', since: '2024-01-02', because: 'designated' }],
})
const at = (iso: string): Instant => instantOf(`${iso}T09:00:00+08:00`) ?? instant(0)
const held = (day: string): Event => ({ kind: 'assessment.held', occurred: at(day), recorded: at(day), subject: null, ref: day, facts: {}, corrects: null })

function rowOf(events: readonly Event[], now: string, from: string, to: string): PlanRow | undefined {
  const state = fold(compile(statute, 'applicable', {}), profile, events, at(now))
  return planOf(state, at(now), { from, to }).find(({ norm }) => norm === 'assessment.hold')
}
const shown = (row: PlanRow | undefined): readonly string[] =>
  (row?.cells ?? []).map(({ month, state, due, expected }) => `${month} ${state} ${due?.slice(0, 10) ?? ''}${expected ? ' expected' : ''}`)

test('what comes back each year stands in the months in which it was met, and ahead where it falls due', () => {
  const row = rowOf([held('2024-11-20'), held('2025-11-05')], '2026-04-01', '2024-01', '2029-12')
  expect(row).toMatchObject({ kind: 'recurring', period: 'P1Y', edition: 'csl-2026', provision: '40.1' })
  expect(shown(row)).toEqual([
    '2024-11 done 2025-01-02',
    '2025-11 done 2025-11-20',
    '2026-11 open 2026-11-05',
    '2027-11 pending 2027-11-05 expected',
    '2028-11 pending 2028-11-05 expected',
    '2029-11 pending 2029-11-05 expected',
  ])
})

test('what was missed is shown where it was due, and nothing is expected after it before it is made good', () => {
  expect(shown(rowOf([held('2024-11-20')], '2026-04-01', '2025-01', '2028-12'))).toEqual(['2025-11 breached 2025-11-20'])
})

test('months run over the turn of the year, both ends included', () => {
  expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02'])
  expect(monthsBetween('2026-03', '2026-02')).toEqual([])
})
