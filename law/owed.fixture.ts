import { compile, type Program } from './compile.ts'
import type { Event } from './event.ts'
import { duties, fold, step, tick, type DutyView } from './fold.ts'
import { begin, type State } from './state.ts'
import { printInstant, type Instant } from './instant.ts'
import { naiveDuties } from './naive.fixture.ts'
import type { Profile } from './profile.ts'
import { statute } from './statute.fixture.ts'

/** What a party owes, in lines that can be compared: edition, norm, subject, trigger, state, opened, due, fulfilled by. */

const EXCEPTED = ['excused', 'superseded', 'suspended']
const programs = new Map<string, Program>()

export function programOf(profile: Profile): Program {
  const key = JSON.stringify(profile.parameters)
  const program = programs.get(key) ?? compile(statute, 'applicable', profile.parameters)
  programs.set(key, program)
  return program
}

/** While an exception holds there is nothing to be in time for. */
function dueWords({ duty: { due, state } }: DutyView): string {
  if (EXCEPTED.includes(state)) return '-'
  if (due.kind === 'at') return printInstant(due.at)
  if (due.kind === 'at-once') return `at-once ${printInstant(due.at)}`
  return due.kind === 'none' ? 'none' : `${due.why} ${due.facts.toSorted().join(' ')}`.trim()
}

export const refOf = (state: State, source: number): string => (source === 0 ? '-' : (state.events[source - 1]?.ref ?? '?'))

export function lineOf(state: State, view: DutyView): string {
  const norm = state.program.norms[view.duty.norm]
  const words = [
    norm?.edition,
    norm?.norm.id,
    view.subject.id,
    refOf(state, view.duty.trigger),
    view.duty.state,
    printInstant(view.duty.opened),
    dueWords(view),
    refOf(state, view.duty.doneBy),
  ]
  return words.join(' | ')
}

/** As the state stands, without letting the clock run on. */
export function standing(state: State): string[] {
  return [...state.subjects.values()].flatMap((subject) => subject.duties.map((duty) => lineOf(state, { subject, duty }))).toSorted()
}

export function linesAt(state: State, now: Instant): string[] {
  return duties(state, now)
    .map((view) => lineOf(state, view))
    .toSorted()
}

/** Folds a journal in the order given, one event at a time; after an event, `pause` may let the clock run. */
export function stepByStep(profile: Profile, events: readonly Event[], pause: (event: Event, place: number) => Instant | undefined = () => undefined): State {
  const state = begin(programOf(profile), profile)
  events.forEach((event, place) => {
    step(state, event)
    const now = pause(event, place)
    if (now !== undefined) tick(state, now)
  })
  return state
}

export function owed(profile: Profile, events: readonly Event[], now: Instant): string[] {
  return linesAt(fold(programOf(profile), profile, events, now), now)
}

/** The same from the naive interpreter. */
export function owedNaively(profile: Profile, events: readonly Event[], now: Instant): string[] {
  return naiveDuties(statute, profile, events, now)
    .map((duty) =>
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
    .toSorted()
}
