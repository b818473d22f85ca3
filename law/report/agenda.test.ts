import { expect, test } from 'vitest'
import { compileLiabilityLaw } from '../answer.ts'
import { assess } from '../assessment.ts'
import { compile } from '../compile.ts'
import type { Event } from '../event.ts'
import { fold } from '../fold.ts'
import { instant } from '../instant.ts'
import { Profile } from '../profile.ts'
import { statute } from '../statute.fixture.ts'
import { agendaOf } from './agenda.ts'
import { printMoment } from './clock.ts'
import { citer, exposureLine } from './penalty.ts'

const profile = Profile.parse({
  party: { id: 'acme', name: 'acme', since: '2017-01-01' },
  roles: [{ role: 'network-operator' }],
  systems: [{ id: 's1', name: 's1' }],
})

function event(ref: string, kind: string, occurred: string): Event {
  const at = instant(Date.parse(occurred))
  return { kind, occurred: at, recorded: at, subject: 's1', ref, facts: {}, corrects: null }
}

const journal = [event('e1', 'logs.coverage-proved', '2024-05-01T10:00:00+08:00'), event('e2', 'logs.gap-found', '2025-10-01T10:00:00+08:00')]
const now = instant(Date.parse('2026-03-01T09:00:00+08:00'))
const assessment = assess(fold(compile(statute, 'applicable'), profile, journal, now), compileLiabilityLaw(statute), now)
const logs = assessment.duties.filter(({ norm }) => norm === 'logs.keep-six-months')

test('what is at stake is read under the edition of the duty, not under that of the same norm before', () => {
  expect(logs.map(({ edition, state, stake }) => [edition, state, stake?.provision, stake?.first?.max ?? null, stake?.gravest?.max])).toEqual([
    ['csl-2017', 'breached', '59.1', null, 100_000],
    ['csl-2026', 'breached', '61.1', 50_000, 10_000_000],
  ])
})

test('a breach that goes on under the next edition is one entry, since the day that it began, with the figures of that edition', () => {
  const items = agendaOf(assessment).items.overdue.filter(({ duty }) => duty.norm === 'logs.keep-six-months')
  expect(items.map(({ duty, moment }) => [duty.edition, moment === null ? null : printMoment(moment)])).toEqual([['csl-2026', '2025-10-01 10:00']])
  const [item] = items
  const line = item === undefined ? null : exposureLine(item.exposure, item.duty, citer(assessment))
  expect(line?.en).toContain('¥2,000,000 to ¥10,000,000')
  expect(line?.en).not.toContain('¥100,000')
})
