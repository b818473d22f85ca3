import { expect, test } from 'vitest'
import { compile } from './compile.ts'
import { EventLine } from './event.ts'
import { duties, step, tick } from './fold.ts'
import { begin } from './state.ts'
import { instantOf, type Instant } from './instant.ts'
import { Profile } from './profile.ts'
import { resume, save, type Residue } from './residue.ts'
import { statute } from './statute.fixture.ts'

const program = compile(statute, 'applicable')
const profile = Profile.parse({
  party: { id: 'shop', name: 'Shop', since: '2018-01-01' },
  facts: { withinTerritory: true, network: 'civil', ownsNetwork: true },
  systems: [{ id: 'payment', name: 'Payment', facts: { gradedLevel: 3 } }],
})

function at(text: string): Instant {
  const found = instantOf(text)
  if (found === undefined) throw new Error(text)
  return found
}

const journal = [
  { kind: 'policy.adopted', occurred: '2018-03-01T09:00:00+08:00' },
  { kind: 'grading.level-fixed', occurred: '2018-04-02T09:00:00+08:00', subject: 'payment', facts: { gradedLevel: 3 } },
  { kind: 'incident.discovered', occurred: '2025-11-10T09:12:00+08:00', subject: 'i-1', facts: { system: 'payment' } },
  { kind: 'incident.classified', occurred: '2025-11-10T10:00:00+08:00', subject: 'i-1', facts: { incidentLevel: 'III' } },
  { kind: 'infrastructure.designated', occurred: '2025-11-10T11:00:00+08:00', facts: { designatedCii: true } },
  { kind: 'incident.reported', occurred: '2025-11-10T14:12:00+08:00', subject: 'i-1' },
  { kind: 'grading.filed', occurred: '2018-04-20T09:00:00+08:00', subject: 'payment' },
].map((line, place) => EventLine.parse({ ...line, ref: place + 1 }))

const now = at('2025-12-01T00:00:00+08:00')
const shown = (state: ReturnType<typeof begin>): unknown =>
  duties(state, now).map(({ subject, duty }) => [subject.id, duty.norm, duty.state, duty.due, duty.doneBy, duty.history])

/** A copy that shares nothing, and that JSON holds whole. */
function throughJson(residue: Residue): Residue {
  expect(JSON.parse(JSON.stringify(residue))).toEqual(residue)
  return structuredClone(residue)
}

test('a fold that is saved as JSON after any entry and resumed goes on as if nothing had happened', () => {
  const whole = begin(program, profile)
  for (const event of journal) step(whole, event)
  const expected = shown(whole)
  expect(expected).not.toEqual([])
  for (let cut = 0; cut <= journal.length; cut++) {
    const first = begin(program, profile)
    for (const event of journal.slice(0, cut)) step(first, event)
    const second = resume(program, profile, throughJson(save(first)))
    for (const event of journal.slice(cut)) step(second, event)
    expect(shown(second)).toEqual(expected)
  }
})

test('a fold that is saved after its clock has run can be resumed', () => {
  const first = begin(program, profile)
  for (const event of journal) step(first, event)
  tick(first, now)
  expect(shown(resume(program, profile, throughJson(save(first))))).toEqual(shown(first))
})

test('a fold is not resumed under another encoding of the law', () => {
  const residue = { ...save(begin(program, profile)), encoding: 'other' }
  expect(() => resume(program, profile, residue)).toThrow('fold the journal anew')
})
