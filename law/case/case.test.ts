import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compileLiabilityLaw, type LiabilityAnswer } from '../answer.ts'
import { decide } from '../decision.ts'
import { ATTACK_FROM_OUTSIDE } from '../judgment.ts'
import { missingPlace } from '../statute.ts'
import { covers } from '../citation.ts'
import { compile, type Program } from '../compile.ts'
import type { Due } from '../duty.ts'
import { duties, fold, type DutyView } from '../fold.ts'
import { printInstant } from '../instant.ts'
import type { Measure } from '../liability.ts'
import type { Norm } from '../norm.ts'
import { printProblem, type Problem } from '../source.ts'
import { statute } from '../statute.fixture.ts'
import { editionById, editionOn } from '../statute.ts'
import { readCases, type DutyCase, type LawCase, type LiabilityCase, type LiabilityExpectation } from './case.ts'

const folder = new URL('./', import.meta.url)
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .toSorted()

const problems: Problem[] = []
const read = names.map((name) => ({ name, cases: readCases({ name: `law/case/${name}`, text: readFileSync(new URL(name, folder), 'utf8') }, problems) }))
if (problems.length > 0) throw new Error(problems.map(printProblem).join('\n'))

const cases: readonly LawCase[] = read.flatMap((file) => file.cases)
const liabilityCases = cases.filter((each) => each.kind === 'liability')
const dutyCases = cases.filter((each) => each.kind === 'duty')
const law = compileLiabilityLaw(statute)
const norms: readonly Norm[] = [...statute.editions.flatMap((edition) => edition.norms.norms), ...statute.rules.flatMap((rule) => rule.norms)]

test('there are cases, each with an id of its own', () => {
  expect(cases.length).toBeGreaterThanOrEqual(150)
  const ids = cases.map(({ id }) => id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})

test('a fault in a file of cases is named with its line and the id of the case', () => {
  const text = [
    'cases:',
    '  - id: misspelt',
    '    title: { zh: 写错, en: misspelt }',
    '    question: { roles: [network-operator], conductDate: "2020-02-30", violatd: "21" }',
    '    expect: { liable: true }',
  ].join('\n')
  const faults: Problem[] = []
  expect(readCases({ name: 'law/case/x.yaml', text }, faults)).toEqual([])
  expect(faults.map(printProblem)).toEqual([
    'law/case/x.yaml:4: cases.0.question.conductDate: case misspelt: Invalid input',
    'law/case/x.yaml:4: cases.0.question: case misspelt: Unrecognized key: "violatd"',
  ])
})

for (const file of read) {
  describe(`cases in ${file.name}`, () => {
    for (const each of file.cases) {
      test(`${each.id}: ${each.title.en}`, () => {
        const [given, stated] = each.kind === 'liability' ? [said(each), each.expect] : [found(each), wanted(each)]
        expect(given).toEqual(stated)
      })
    }
  })
}

/** Of the answer to a case, what the case speaks of. */
function said({ question, expect: stated }: LiabilityCase): Record<string, unknown> {
  return Object.fromEntries(Object.entries(sayings(decide(law, question), stated)).filter(([key]) => key in stated))
}

function sayings(given: LiabilityAnswer, stated: LiabilityExpectation): Record<keyof LiabilityExpectation, unknown> {
  const codes = given.measures.map(({ code }) => code)
  const { entityFine, personFine, detentionDays } = given
  return {
    edition: given.edition,
    applies: given.applies,
    liable: given.liable,
    provision: given.provision,
    stage: given.stage,
    entityFine: entityFine && picked({ range: [entityFine.min, entityFine.max], must: entityFine.must, on: entityFine.on }, stated.entityFine),
    personFine: personFine && picked({ range: [personFine.min, personFine.max], must: personFine.must, on: personFine.on }, stated.personFine),
    detentionDays: detentionDays && [detentionDays.min, detentionDays.max],
    measures: stated.measures?.filter((code) => codes.includes(code)),
    notMeasures: stated.notMeasures?.filter((code) => !codes.includes(code)),
    by: Object.fromEntries(given.measures.filter(({ code }) => code in (stated.by ?? {})).map(({ code, by }) => [code, by])),
    ban: given.ban && given.ban.period,
    flags: inOrderOf(given.flags, stated.flags),
    alternatives: inOrderOf(
      given.alternatives.map(({ provision }) => provision ?? ''),
      stated.alternatives,
    ),
    proposedLawful: given.proposedLawful,
    asks: inOrderOf([...new Set(given.asks.map((ask) => ask.split(':')[0] ?? ''))], stated.asks),
  }
}

/** The entries of a record that another names too; all of them where there is no other. */
function picked(record: Readonly<Record<string, unknown>>, other: object | null | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => other === null || other === undefined || key in other))
}

/** Lists of the answer have no order that matters: that of the case first, then what the case lacks. */
function inOrderOf(given: readonly string[], stated: readonly string[] | undefined): string[] {
  const known = (stated ?? []).filter((entry) => given.includes(entry))
  return [...known, ...given.filter((entry) => !known.includes(entry))]
}

interface Standing {
  readonly norm: string
  readonly subject: string
  readonly state: string
  readonly due: string
}

const ANY = '(any)'

function dueOf(due: Due): string {
  return due.kind === 'at' ? printInstant(due.at) : due.kind === 'open' ? due.why : due.kind
}

const programs = new Map<string, Program>()

/** Most cases ask under the same law, so each is compiled once. */
function programOf(asIf: DutyCase['asIf'], parameters: DutyCase['profile']['parameters']): Program {
  const key = JSON.stringify([asIf ?? null, parameters])
  const program = programs.get(key) ?? compile(statute, asIf === undefined ? 'applicable' : { asIf }, parameters)
  programs.set(key, program)
  return program
}

/** The duties that a case speaks of: by norm, and by subject where the case names one; due times only where it states them. */
function found({ profile, events, at, asIf, expect: stated }: DutyCase): { duties: Standing[]; none: string[] } {
  const program = programOf(asIf, profile.parameters)
  const views = duties(fold(program, profile, events, at), at)
  const idOf = ({ duty }: DutyView): string => program.norms[duty.norm]?.norm.id ?? ''
  const groups = new Set(stated.duties.map(({ norm, subject }) => `${norm} ${subject ?? ANY}`))
  return {
    duties: [...groups].flatMap((group) => {
      const [norm = '', subject = ANY] = group.split(' ')
      const own = views.filter((view) => idOf(view) === norm && (subject === ANY || view.subject.id === subject))
      const asked = stated.duties.filter((entry) => entry.norm === norm && (entry.subject ?? ANY) === subject)
      return own.map(({ duty }, place) => ({ norm, subject, state: duty.state, due: asked[place]?.due === undefined ? ANY : dueOf(duty.due) }))
    }),
    none: [...new Set(views.map(idOf))].filter((id) => stated.none.some((norm) => norm === id)),
  }
}

function wanted({ expect: stated }: DutyCase): { duties: Standing[]; none: string[] } {
  const entries = stated.duties.map(({ norm, subject, state, due }) => ({
    norm,
    subject: subject ?? ANY,
    state,
    due: due === undefined ? ANY : typeof due === 'string' ? due : printInstant(due),
  }))
  const groups = [...new Set(entries.map(({ norm, subject }) => `${norm} ${subject}`))]
  return { duties: groups.flatMap((group) => entries.filter(({ norm, subject }) => `${norm} ${subject}` === group)), none: [] }
}

test('every case speaks of places, norms and events that exist', () => {
  const lost = liabilityCases.flatMap(({ id, question }) => {
    const { conductDate, violated, asIf } = question
    const edition =
      asIf === null || asIf === undefined ? editionOn(statute, typeof conductDate === 'number' ? conductDate : conductDate.to) : editionById(statute, asIf)
    const missing =
      edition === undefined || violated === null || violated === undefined || violated === ATTACK_FROM_OUTSIDE ? undefined : missingPlace(edition, violated)
    return missing === undefined ? [] : [`${id}: ${missing}`]
  })
  const ids = new Set<string>(norms.map(({ id }) => id))
  const kinds = new Set(statute.vocabulary.events.map(({ kind }) => kind))
  const facts = new Set(statute.vocabulary.facts.map(({ fact }) => fact))
  const strange = dutyCases.flatMap(({ id, events, at }) =>
    events.flatMap((event) => [
      ...(kinds.has(event.kind) ? [] : [`${id}: no event ${event.kind}`]),
      ...Object.keys(event.facts).flatMap((fact) => (facts.has(fact) ? [] : [`${id}: no fact ${fact}`])),
      ...(event.occurred <= at ? [] : [`${id}: ${event.kind} lies after \`at\``]),
    ]),
  )
  const named = dutyCases.flatMap(({ id, expect: stated }) => [...stated.duties.map(({ norm }) => norm), ...stated.none].map((norm) => ({ id, norm })))
  expect(named.length).toBeGreaterThan(0)
  expect([...lost, ...strange, ...named.filter(({ norm }) => !ids.has(norm)).map(({ id, norm }) => `${id}: no norm ${norm}`)]).toEqual([])
})

test('every norm that carries a liability has a case', () => {
  const liable = norms.filter(({ liability }) => liability.length > 0)
  expect(liable.length).toBeGreaterThan(0)
  const uncovered = liable.filter(({ id, cites, liability }) => {
    const asDuty = dutyCases.some(({ expect: stated }) => stated.duties.some(({ norm }) => norm === id))
    const asLiability = liabilityCases.some(({ question: { violated }, expect: stated }) => {
      const named = [stated.provision, ...(stated.alternatives ?? [])].some(
        (provision) => provision !== null && provision !== undefined && liability.includes(provision),
      )
      return named && typeof violated === 'string' && cites.some((cite) => covers(violated, cite) || covers(cite, violated))
    })
    return !asDuty && !asLiability
  })
  expect(uncovered.map(({ id }) => id)).toEqual([])
})

test('every tier of every paragraph of liability has a case', () => {
  const tiers = statute.editions.flatMap(({ edition, liability }) =>
    liability.liabilities.flatMap(({ provision, tiers: steps }) =>
      steps.map(({ stage, provision: own }) => ({ edition: edition.id, provision: own ?? provision, stage })),
    ),
  )
  expect(tiers.length).toBeGreaterThan(0)
  const reached = new Set(liabilityCases.map(({ question, expect: { provision, stage } }) => `${decide(law, question).edition} ${provision} ${stage}`))
  expect(tiers.map(({ edition, provision, stage }) => `${edition} ${provision} ${stage}`).filter((tier) => !reached.has(tier))).toEqual([])
})

test('in many cases nothing is owed', () => {
  const nothing = cases.filter((each) => (each.kind === 'liability' ? each.expect.liable === false : each.expect.duties.length === 0))
  expect(nothing.length).toBeGreaterThanOrEqual(25)
})

/** What every breach carries, where its paragraph says shall. Confiscation and closing need something to confiscate or close. */
const DEMANDED: ReadonlySet<Measure> = new Set<Measure>(['order-correction', 'warning', 'stop-use', 'detention', 'disciplinary-sanction'])

type Published = LiabilityCase & { readonly practice: NonNullable<LiabilityCase['practice']> }

const published = liabilityCases.filter((each): each is Published => each.practice !== undefined)

/**
 * Where practice leaves the text: a measure or an amount that is not open, or one that is due and was left out. In the
 * tiers above the base only fines and detention are asked for: there a report need not repeat the order and the warning
 * that came before.
 */
function departures({ question, practice }: Published): string[] {
  const given = decide(law, question)
  const open = given.measures.map(({ code }) => code)
  const owed = given.measures
    .filter(({ code, must }) => must === 'shall' && DEMANDED.has(code) && (given.stage === 'base' || code === 'detention'))
    .map(({ code }) => code)
  const proposals = [
    ...(practice.entityFine === null || practice.entityFine === undefined ? [] : [{ entityFine: practice.entityFine }]),
    ...(practice.personFine === undefined
      ? []
      : practice.personFine.length === 0
        ? [{ personFine: 0 }]
        : practice.personFine.map((personFine) => ({ personFine }))),
    ...(practice.detentionDays === null || practice.detentionDays === undefined ? [] : [{ detentionDays: practice.detentionDays }]),
  ]
  return [
    ...practice.measures.filter((code) => !open.includes(code)).map((code) => `${code} is not open`),
    ...owed.filter((code) => !practice.measures.includes(code)).map((code) => `${code} is due`),
    ...proposals
      .filter((proposed) => decide(law, { ...question, proposed }).proposedLawful === false)
      .map((proposed) => `outside: ${JSON.stringify(proposed)}`),
  ]
}

describe('published cases', () => {
  for (const each of published) {
    test(`${each.id} ${each.agrees === true ? 'agrees with' : 'departs from'} the text, as it says`, () => {
      const left = departures(each)
      expect({ agrees: left.length === 0, left: each.agrees === true ? left : [] }).toEqual({ agrees: each.agrees, left: [] })
    })
  }

  test('15 agree with the text, 20 depart from it', () => {
    expect({ agree: published.filter(({ agrees }) => agrees === true).length, depart: published.filter(({ agrees }) => agrees === false).length }).toEqual({
      agree: 15,
      depart: 20,
    })
  })
})
