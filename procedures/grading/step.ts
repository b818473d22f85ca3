import type { Moment } from '../moment.ts'
import type { Step } from '../step.ts'
import { REVIEWED_FROM } from './matrix.ts'
import { controlsOf, isClosed, mustFile, standingOf, type Grading, type Proposal } from './state.ts'

function stateOf(done: Moment | null, ready: boolean, needed = true): Step['state'] {
  if (done !== null) return 'done'
  if (!needed) return 'not-needed'
  return ready ? 'now' : 'ahead'
}

const step = (id: string, zh: string, en: string, state: Step['state'], at: Moment | null, command: string, ...norms: readonly string[]): Step => ({
  id,
  title: { zh, en },
  state,
  at: state === 'done' ? at : null,
  norms,
  command,
})

/** The level that is being decided, else the one that counts. A change that asks for grading anew begins the strip again. */
function decisive({ proposal, level, change }: Grading): Proposal | null {
  return proposal ?? (change === null ? level : null)
}

function gradingSteps(state: Grading): readonly Step[] {
  const present = decisive(state)
  const { proposal, level } = state
  const grade = present?.content.grade ?? null
  const reviewed = grade === null || grade >= REVIEWED_FROM
  const approves = present === null || present.content.regulator !== undefined
  const fixed = proposal === null && present !== null ? (level?.on ?? null) : null
  const ready = present !== null && (!reviewed || present.review !== null) && (!reviewed || !approves || present.approval?.approved === true)
  const shown = fixed === null || level === null ? '' : `（${level.grade}）`
  return [
    step('proposed', '拟定等级', 'Level proposed', stateOf(present?.content.on ?? null, true), present?.content.on ?? null, 'propose'),
    step('reviewed', '专家评审', 'Reviewed', stateOf(present?.review?.on ?? null, present !== null, reviewed), present?.review?.on ?? null, 'review'),
    step(
      'approved',
      '主管部门审批',
      'Approved',
      stateOf(present?.approval?.on ?? null, present?.review !== null && present !== null, reviewed && approves),
      present?.approval?.on ?? null,
      'approve',
    ),
    step(
      'fixed',
      `确定等级${shown}`,
      `Level fixed${shown.replace('（', ' (').replace('）', ')')}`,
      stateOf(fixed, ready),
      fixed,
      'fix-level',
      'protection.comply',
    ),
  ]
}

function filingStep(state: Grading): Step {
  const { filing, filed, level } = state
  const norm = 'grading.file-level'
  if (filing !== null && filing.returned !== null) return step('filed', '备案被退回', 'Filing returned', 'now', null, 'submit-filing', norm)
  if (filing !== null && filing.accepted === null && !mustFile(state)) return step('filed', '等待受理', 'With the police', 'now', null, 'accept-filing', norm)
  const done = level === null || mustFile(state) ? null : filed
  return step('filed', '备案', 'Filed', stateOf(done, level !== null, level === null || level.grade >= REVIEWED_FROM), done, 'submit-filing', norm)
}

/** From the proposal over filing, assessment and mending to the end. */
export function steps(state: Grading): readonly Step[] {
  const { level, filed, certificate, assessments, findings, ended } = state
  const grade = level?.grade ?? null
  const left = findings.filter((finding) => !isClosed(finding)).length
  const lastClosed = findings.at(-1)?.verified?.on ?? null
  const proved = controlsOf(state).filter((each) => standingOf(each) === 'proved')
  const all = controlsOf(state).length
  const lastProof = proved.map(({ proof }) => proof?.on ?? null).reduce((one, other) => (one !== null && (other === null || one > other) ? one : other), null)
  const assessed = assessments.at(-1)?.on ?? null
  return [
    ...gradingSteps(state),
    filingStep(state),
    step(
      'certified',
      '备案证明',
      'Certificate',
      stateOf(certificate?.on ?? null, filed !== null, grade === null || grade >= REVIEWED_FROM),
      certificate?.on ?? null,
      'record-certificate',
      'grading.extend-certificate',
    ),
    step(
      'controlled',
      `控制措施（${proved.length}/${all}）`,
      `Controls (${proved.length}/${all})`,
      proved.length === all ? 'done' : 'now',
      lastProof,
      'prove-control',
      'protection.defend',
      'monitoring.record',
      'logs.keep-six-months',
      'data.classify',
      'data.back-up',
      'data.encrypt',
    ),
    step(
      'assessed',
      '等级测评',
      'Assessed',
      stateOf(assessed, level !== null, grade === null || grade >= REVIEWED_FROM),
      assessed,
      'record-assessment',
      'grading.assess-level-two',
      'grading.assess-level-three',
      'grading.assess-level-four',
    ),
    step(
      'rectified',
      left === 0 ? '整改' : `整改（余 ${left}）`,
      left === 0 ? 'Findings closed' : `Findings (${left} open)`,
      findings.length === 0 ? 'not-needed' : left === 0 ? 'done' : 'now',
      lastClosed,
      'rectify',
    ),
    step('ended', '终止', 'Ended', ended === null ? 'ahead' : 'done', ended?.on ?? null, 'end'),
  ]
}
