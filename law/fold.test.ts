import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile, type Program } from './compile.ts'
import type { Event } from './event.ts'
import { duties, fold, type DutyView } from './fold.ts'
import { instant, printInstant, type Instant } from './instant.ts'
import { inTime, journals, lastOf, profiles } from './journal.fixture.ts'
import { naiveDuties } from './naive.fixture.ts'
import type { Profile } from './profile.ts'
import { statute } from './statute.fixture.ts'

const EXCEPTED = ['excused', 'superseded', 'suspended']
const programOf = (profile: Profile): Program => compile(statute, 'applicable', profile.parameters)

function dueWords({ duty: { due, state } }: DutyView): string {
  if (EXCEPTED.includes(state)) return '-'
  if (due.kind === 'at') return printInstant(due.at)
  if (due.kind === 'at-once') return `at-once ${printInstant(due.at)}`
  return due.kind === 'none' ? 'none' : `${due.why} ${due.facts.toSorted().join(' ')}`.trim()
}

function rows(program: Program, events: readonly Event[], views: readonly DutyView[]): string[] {
  const ref = (place: number): string => (place === 0 ? '-' : (events[place - 1]?.ref ?? '?'))
  return views
    .map((view) => {
      const norm = program.norms[view.duty.norm]
      return [
        norm?.edition,
        norm?.norm.id,
        view.subject.id,
        ref(view.duty.trigger),
        view.duty.state,
        printInstant(view.duty.opened),
        dueWords(view),
        ref(view.duty.doneBy),
      ].join(' | ')
    })
    .toSorted()
}

function owed(profile: Profile, events: readonly Event[], now: Instant): string[] {
  const program = programOf(profile)
  return rows(program, events, duties(fold(program, profile, events, now), now))
}

test('the compiled engine owes what the naive interpreter owes', () => {
  fc.assert(
    fc.property(profiles, journals(30), fc.constantFrom(0, 1, 86_400_000, 400 * 86_400_000), (profile, journal, later) => {
      const now = instant(lastOf(journal) + later)
      const naive = naiveDuties(statute, profile, journal, now).map((duty) =>
        [
          ...duty.norm.split(' '),
          duty.subject,
          duty.trigger ?? '-',
          duty.state,
          duty.opened,
          EXCEPTED.includes(duty.state) ? '-' : duty.due,
          duty.doneBy ?? '-',
        ].join(' | '),
      )
      expect(owed(profile, inTime(journal), now)).toEqual(naive.toSorted())
    }),
    { seed: 1, numRuns: 100 },
  )
})
