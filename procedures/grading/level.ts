import { accept, type Decision } from '../decision.ts'
import type { Moment } from '../moment.ts'
import type { Given } from './command.ts'
import type { Event } from './event.ts'
import { BIG_DATA_FLOOR, gradeOf, REVIEWED_FROM } from './matrix.ts'
import { refuse } from './refusal.ts'
import type { Grading, Proposal } from './state.ts'

/** The level by the matrix, or the operator's own where that is higher; then what the guide asks of platforms. */
export function propose(command: Given<'propose'>): Decision<Event> {
  const { type: _, on, judged, ...content } = command
  const { business, service, carries, largeScale, exception, sort } = content
  const [businessGrade, serviceGrade] = [gradeOf(business), gradeOf(service)]
  if (businessGrade === undefined) return refuse('grading.no-harm', { side: { zh: '业务信息安全', en: 'business information' } })
  if (serviceGrade === undefined) return refuse('grading.no-harm', { side: { zh: '系统服务安全', en: 'the service' } })
  const level = Math.max(businessGrade, serviceGrade)
  if (judged !== undefined && judged < level) return refuse('grading.below-matrix', { judged, level, business: businessGrade, service: serviceGrade })
  const grade = judged ?? level
  if (carries !== undefined && grade < carries) return refuse('grading.below-carried', { level: grade, carries })
  if (sort === 'big-data-platform' && largeScale === true && grade < BIG_DATA_FLOOR && exception === undefined)
    return refuse('grading.big-data-floor', { level: grade, floor: BIG_DATA_FLOOR })
  return accept({ kind: 'grading.level-proposed', occurred: on, facts: {}, detail: { ...content, businessGrade, serviceGrade, grade } })
}

function misplaced(on: Moment, { content }: Proposal) {
  return on < content.on ? refuse('grading.before-proposal', { on, proposed: content.on }) : undefined
}

export function review(command: Given<'review'>, { proposal }: Grading): Decision<Event> {
  const { type: _, on, names, ...detail } = command
  if (proposal === null) return refuse('grading.no-proposal')
  return misplaced(on, proposal) ?? accept({ kind: 'grading.level-reviewed', occurred: on, facts: {}, detail: { ...detail, names: names ?? null } })
}

export function approve(command: Given<'approve'>, { proposal }: Grading): Decision<Event> {
  const { type: _, on, ...detail } = command
  if (proposal === null) return refuse('grading.no-proposal')
  if (proposal.content.regulator === undefined) return refuse('grading.no-department')
  return misplaced(on, proposal) ?? accept({ kind: 'grading.level-approved', occurred: on, facts: {}, detail })
}

/** Level 1 is for the operator alone. From level 2 on experts have reviewed it, and a competent department, where there is one, has approved it. */
function unready({ content: { grade, regulator }, review, approval }: Proposal) {
  if (grade < REVIEWED_FROM) return undefined
  if (review === null) return refuse('grading.review-missing', { level: grade })
  if (review.grade !== grade) return refuse('grading.review-differs', { reviewed: review.grade, level: grade })
  if (regulator === undefined) return undefined
  if (approval === null) return refuse('grading.approval-missing', { department: regulator })
  return approval.approved ? undefined : refuse('grading.not-approved', { department: approval.department })
}

export function fixLevel({ on, decidedBy }: Given<'fix-level'>, { proposal, level }: Grading): Decision<Event> {
  if (proposal === null) return refuse('grading.no-proposal')
  const no = misplaced(on, proposal) ?? unready(proposal)
  if (no !== undefined) return no
  const { grade } = proposal.content
  if (level?.grade === grade) return accept({ kind: 'grading.level-confirmed', occurred: on, facts: {}, detail: { decidedBy, grade } })
  return accept({ kind: 'grading.level-fixed', occurred: on, facts: { gradedLevel: grade }, detail: { decidedBy } })
}

export function recordChange({ on, change, description }: Given<'record-change'>, { level }: Grading): Decision<Event> {
  if (level === null) return refuse('grading.no-level')
  return accept({ kind: 'grading.change-recorded', occurred: on, facts: {}, detail: { change, description } })
}

export function end(command: Given<'end'>): Decision<Event> {
  const { type: _, on, ...detail } = command
  return accept({ kind: 'grading.ended', occurred: on, facts: {}, detail })
}
