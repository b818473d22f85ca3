import { describe, expect, test } from 'vitest'
import type { Event } from './event.ts'
import { instantOf, type Instant } from './instant.ts'
import { owed, owedNaively } from './owed.fixture.ts'
import { Profile } from './profile.ts'

/** The law was amended as of 2026-01-01: what stands goes on under the amended law, what an event gave rise to keeps the law of its day. */

const NEW_YEAR = '2026-01-01T00:00:00'
const EVE = '2025-12-31T23:59:59.999'

function moment(local: string): Instant {
  const at = instantOf(`${local}+08:00`)
  if (at === undefined) throw new Error(`not a moment: ${local}`)
  return at
}

function event(ref: string, kind: string, local: string, subject: string | null = null, facts: Event['facts'] = {}): Event {
  const occurred = moment(local)
  return { kind, occurred, recorded: occurred, subject, ref, facts, corrects: null }
}

function party(...roles: readonly { readonly role: string; readonly since?: string; readonly until?: string }[]): Profile {
  return Profile.parse({ party: { id: 'acme', name: 'acme', since: '2017-01-01' }, roles, systems: [{ id: 's1', name: 's1' }] })
}

/** Every duty under one norm: edition, state, opened, due, fulfilled by. The naive interpreter must say the same. */
function under(norm: string, profile: Profile, journal: readonly Event[], local: string): string[] {
  const lines = owed(profile, journal, moment(local))
  expect(lines).toEqual(owedNaively(profile, journal, moment(local)))
  return lines.flatMap((line) => {
    const [edition, id, , , ...rest] = line.split(' | ')
    return id === norm ? [[edition, ...rest].join(' | ').replaceAll('+08:00', '')] : []
  })
}

const operator = party({ role: 'network-operator' })

describe('what was kept up under the law of 2017', () => {
  const adopted = [event('e1', 'policy.adopted', '2020-03-01T10:00:00')]

  test('is kept up under the amended law: rules adopted in 2020 are still proven by their adoption', () => {
    expect(under('protection.adopt-rules', operator, adopted, NEW_YEAR)).toEqual([
      'csl-2017 | superseded | 2017-06-01T00:00:00 | - | e1',
      'csl-2026 | done | 2026-01-01T00:00:00 | none | e1',
    ])
  })

  test('is a duty of the law of 2017 alone to the last moment of 2025', () => {
    expect(under('protection.adopt-rules', operator, adopted, EVE)).toEqual(['csl-2017 | done | 2017-06-01T00:00:00 | none | e1'])
  })

  test('and never proven is not proven by the amendment', () => {
    expect(under('protection.adopt-rules', operator, [], NEW_YEAR)).toEqual([
      'csl-2017 | superseded | 2017-06-01T00:00:00 | - | -',
      'csl-2026 | open | 2026-01-01T00:00:00 | none | -',
    ])
  })
})

describe('what was broken under the law of 2017', () => {
  const short = [event('e1', 'logs.coverage-proved', '2024-05-01T10:00:00', 's1'), event('e2', 'logs.gap-found', '2025-10-01T10:00:00', 's1')]

  test('is broken under the amended law too: logs found short in 2025 are short in 2026, and were short in 2025', () => {
    expect(under('logs.keep-six-months', operator, short, NEW_YEAR)).toEqual([
      'csl-2017 | breached | 2017-06-01T00:00:00 | none | e1',
      'csl-2026 | breached | 2026-01-01T00:00:00 | none | -',
    ])
  })

  test('and is mended in 2026 is mended under the amended law only', () => {
    const mended = [...short, event('e3', 'logs.coverage-proved', '2026-02-01T10:00:00', 's1')]
    expect(under('logs.keep-six-months', operator, mended, '2026-03-01T00:00:00')).toEqual([
      'csl-2017 | breached | 2017-06-01T00:00:00 | none | e1',
      'csl-2026 | done-late | 2026-01-01T00:00:00 | none | e3',
    ])
  })
})

test('what was lawfully provided in 2025, because nobody could be identified, does not become a breach with the amendment', () => {
  const provided = [event('e1', 'personal-information.provided', '2025-08-21T11:49:00', 'sharing-1', { consented: false, anonymised: true })]
  for (const at of [EVE, NEW_YEAR, '2026-03-01T00:00:00'])
    expect(under('personal-information.provision-prohibited', operator, provided, at)).toContainEqual(
      expect.stringMatching(/^csl-2017 \| excused \| 2025-08-21/),
    )
})

describe('a yearly assessment', () => {
  const held = [event('e1', 'assessment.held', '2025-03-10T10:00:00')]
  const since = (day: string): Profile => party({ role: 'cii-operator', since: day })
  const first = 'csl-2017 | done | 2024-06-01T00:00:00 | 2025-06-01T23:59:59.999 | e1'
  const second = 'csl-2017 | superseded | 2025-03-10T10:00:00 | - | -'

  test('that ran on New Year’s Eve runs on by the same clock', () => {
    expect(under('assessment.hold', since('2024-06-01'), held, NEW_YEAR)).toEqual([
      first,
      second,
      'csl-2026 | open | 2026-01-01T00:00:00 | 2026-03-10T23:59:59.999 | -',
    ])
  })

  test('is late under the amended law when that clock runs out', () => {
    expect(under('assessment.hold', since('2024-06-01'), held, '2026-03-11T00:00:00')).toEqual([
      first,
      second,
      'csl-2026 | breached | 2026-01-01T00:00:00 | 2026-03-10T23:59:59.999 | -',
    ])
  })

  test('that is held in time in 2026 begins the next year under the amended law', () => {
    const again = [...held, event('e2', 'assessment.held', '2026-02-10T10:00:00')]
    expect(under('assessment.hold', since('2024-06-01'), again, '2026-03-11T00:00:00')).toEqual([
      first,
      second,
      'csl-2026 | done | 2026-01-01T00:00:00 | 2026-03-10T23:59:59.999 | e2',
      'csl-2026 | open | 2026-02-10T10:00:00 | 2027-02-10T23:59:59.999 | -',
    ])
  })

  const missed = 'csl-2017 | breached | 2024-12-30T00:00:00 | 2025-12-30T23:59:59.999 | -'

  test('due on 2025-12-30 and missed was missed then, and is due again with the amended law', () => {
    expect(under('assessment.hold', since('2024-12-30'), [], NEW_YEAR)).toEqual([missed, 'csl-2026 | open | 2026-01-01T00:00:00 | 2026-01-01T00:00:00 | -'])
  })

  test('due on 2025-12-30 and held in 2026 is late under the amended law, and stays missed under the law of 2017', () => {
    const late = [event('e1', 'assessment.held', '2026-01-05T10:00:00')]
    expect(under('assessment.hold', since('2024-12-30'), [], '2026-01-02T00:00:00')).toEqual([
      missed,
      'csl-2026 | breached | 2026-01-01T00:00:00 | 2026-01-01T00:00:00 | -',
    ])
    expect(under('assessment.hold', since('2024-12-30'), late, '2026-01-06T00:00:00')).toEqual([
      missed,
      'csl-2026 | done-late | 2026-01-01T00:00:00 | 2026-01-01T00:00:00 | e1',
      'csl-2026 | open | 2026-01-05T10:00:00 | 2027-01-05T23:59:59.999 | -',
    ])
  })
})

describe('an incident', () => {
  const facts = { endangersSecurity: true, incidentLevel: 'III' }

  test('discovered on New Year’s Eve is reported under the law of 2017, though its four hours end in 2026', () => {
    const discovered = event('e1', 'incident.discovered', '2025-12-31T22:00:00', 'm1', facts)
    const reported = event('e2', 'incident.reported', '2026-01-01T01:00:00', 'm1')
    const line = (state: string, by: string): string[] => [`csl-2017 | ${state} | 2025-12-31T22:00:00 | 2026-01-01T02:00:00 | ${by}`]
    expect(under('incident.report', operator, [discovered], NEW_YEAR)).toEqual(line('open', '-'))
    expect(under('incident.report', operator, [discovered, reported], '2026-01-02T00:00:00')).toEqual(line('done', 'e2'))
    expect(under('incident.report', operator, [discovered], '2026-01-02T00:00:00')).toEqual(line('breached', '-'))
  })

  test('discovered at the first moment of 2026 is reported under the amended law', () => {
    const discovered = event('e1', 'incident.discovered', NEW_YEAR, 'm1', facts)
    expect(under('incident.report', operator, [discovered], NEW_YEAR)).toEqual(['csl-2026 | open | 2026-01-01T00:00:00 | 2026-01-01T04:00:00 | -'])
  })
})

describe('a party that loses its role at the end of 2025', () => {
  const former = party({ role: 'cii-operator', since: '2020-01-01', until: '2025-12-31' })

  test('owes nothing more: its standing duty lapses and the amended law has none', () => {
    const planned = [event('e1', 'plan.adopted', '2025-01-01T00:00:00')]
    expect(under('drill.plan', former, planned, EVE)).toEqual(['csl-2017 | done | 2020-01-01T00:00:00 | none | e1'])
    expect(under('drill.plan', former, planned, NEW_YEAR)).toEqual(['csl-2017 | lapsed | 2020-01-01T00:00:00 | none | e1'])
  })

  test('has still broken what it broke', () => {
    const lacking = [event('e1', 'plan.gap-found', '2025-02-01T00:00:00')]
    expect(under('drill.plan', former, lacking, '2026-02-01T00:00:00')).toEqual(['csl-2017 | breached | 2020-01-01T00:00:00 | none | -'])
  })
})
