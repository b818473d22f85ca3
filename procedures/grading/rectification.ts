import { accept, type Decision } from '../decision.ts'
import type { Draft } from '../event.ts'
import type { Moment } from '../moment.ts'
import type { Given } from './command.ts'
import { CONTROL_WORDS, type Control } from './control.ts'
import type { DetailOf, Event } from './event.ts'
import { PAPERS_FROM } from './paper.ts'
import { refuse } from './refusal.ts'
import { gapIn } from './safeguard.ts'
import { hasGap, isClosed, type Finding, type Grading } from './state.ts'
import { isByFormOf2025, VERDICT_WORDS, verdictFor } from './verdict.ts'

type Found = Given<'record-assessment'>['found'][number]

/** Findings numbered on from those there are, and the gaps in controls that they show and that were not known. */
function raised(found: readonly Found[], origin: DetailOf<'grading.finding-raised'>['origin'], on: Moment, state: Grading): readonly Draft<Event>[] {
  const gaps = new Set<Control>()
  return found.flatMap(({ control, ...what }, place): Draft<Event>[] => {
    const finding = `F${state.findings.length + place + 1}`
    const news = control !== undefined && !gaps.has(control) && !hasGap(state.controls[control])
    if (control !== undefined) gaps.add(control)
    return [
      { kind: 'grading.finding-raised', occurred: on, facts: {}, detail: { finding, origin, ...what, control: control ?? null } },
      ...(news ? [gapIn(control, on, what.what)] : []),
    ]
  })
}

export function recordAssessment(command: Given<'record-assessment'>, state: Grading): Decision<Event> {
  const { type: _, on, found, ...detail } = command
  const { rate, majorRisks, verdict } = detail
  if (state.level === null) return refuse('grading.no-level')
  const expected = verdictFor(rate, majorRisks)
  if (isByFormOf2025(on) && verdict !== expected)
    return refuse('grading.verdict-differs', { rate, risks: majorRisks, expected: VERDICT_WORDS[expected], given: VERDICT_WORDS[verdict] })
  if (state.assessments.some(({ report }) => report === detail.report)) return accept()
  const assessed: Draft<Event> = { kind: 'grading.assessed', occurred: on, facts: {}, detail: { ...detail, grade: state.level.grade } }
  return accept(assessed, ...raised(found, 'assessment', on, state))
}

export function recordSelfCheck({ on, scope, result, evidence, found }: Given<'record-self-check'>, state: Grading): Decision<Event> {
  if (state.level === null) return refuse('grading.no-level')
  return accept({ kind: 'grading.self-checked', occurred: on, facts: {}, detail: { scope, result, evidence } }, ...raised(found, 'self-check', on, state))
}

export function raiseFinding({ on, origin, ...found }: Given<'raise-finding'>, state: Grading): Decision<Event> {
  const { type: _, ...rest } = found
  return accept(...raised([rest], origin, on, state))
}

/** The finding, or why nothing can be done about it at that time. */
function openFinding({ findings }: Grading, id: string, on: Moment) {
  const found = findings.find((finding) => finding.id === id)
  if (found === undefined) return refuse('grading.no-finding', { finding: id })
  if (isClosed(found)) return refuse('grading.finding-closed', { finding: id, on: found.verified?.on ?? on })
  const before = found.rectified?.on ?? found.raised.on
  return on < before ? refuse('grading.before-finding', { on, finding: id, before }) : found
}

export function rectify({ on, finding, measures, evidence }: Given<'rectify'>, state: Grading): Decision<Event> {
  const found = openFinding(state, finding, on)
  if ('refusal' in found) return found
  return accept({ kind: 'grading.finding-rectified', occurred: on, facts: {}, detail: { finding, measures, evidence } })
}

/** The control that a finding concerns must have been proved since, where its gap stands. */
function stillOpen({ id, raised }: Finding, { controls }: Grading) {
  const { control } = raised
  if (control === null) return undefined
  const { gap } = controls[control]
  return gap !== null && hasGap(controls[control]) ? refuse('grading.control-open', { finding: id, control: CONTROL_WORDS[control], since: gap.on }) : undefined
}

export function verify({ on, finding, passed, how, verifiedBy }: Given<'verify'>, state: Grading): Decision<Event> {
  const found = openFinding(state, finding, on)
  if ('refusal' in found) return found
  if (found.rectified === null) return refuse('grading.not-rectified', { finding })
  const no = passed ? stillOpen(found, state) : undefined
  return no ?? accept({ kind: 'grading.finding-verified', occurred: on, facts: {}, detail: { finding, passed, how, verifiedBy } })
}

export function filePlan(command: Given<'file-plan'>, { level, assessments }: Grading): Decision<Event> {
  const { type: _, on, ...detail } = command
  if (level === null) return refuse('grading.no-level')
  if (level.grade < PAPERS_FROM) return refuse('grading.level-too-low', { level: level.grade, from: PAPERS_FROM })
  if (assessments.length === 0) return refuse('grading.not-assessed')
  return accept({ kind: 'grading.plan-filed', occurred: on, facts: {}, detail })
}
