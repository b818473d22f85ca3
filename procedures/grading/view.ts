import type { View } from '../view.ts'
import { CONTROL_WORDS, FRESHNESS_WORDS, SAFEGUARDS, STANDING_WORDS } from './control.ts'
import { findingItems, origin, proposalItems } from './field.ts'
import { fieldsOf } from '../field.ts'
import { controlsOf, isClosed, mustFile, standingOf, type Finding, type Grading } from './state.ts'
import { VERDICT_WORDS } from './verdict.ts'
import { z } from 'zod'

/** The words of choices, as the forms have them. */
const optionsOf = (schema: z.ZodType) =>
  Object.fromEntries(fieldsOf(z.object({ it: schema })).flatMap(({ options }) => options.map(({ value, label }) => [value, label] as const)))

const STAGES = {
  proposing: { zh: '定级中', en: 'Being graded' },
  filing: { zh: '待备案', en: 'To be filed' },
  police: { zh: '公安机关审核中', en: 'With the police' },
  returned: { zh: '备案被退回', en: 'Returned' },
  protected: { zh: '保护运行中', en: 'Protected' },
  changing: { zh: '待重新定级', en: 'To be graded anew' },
  ended: { zh: '已终止', en: 'Ended' },
  ungraded: { zh: '未定级', en: 'Not graded' },
}

function stageOf(state: Grading): keyof typeof STAGES {
  const { ended, change, level, proposal, filing } = state
  if (ended !== null) return 'ended'
  if (level === null) return proposal === null ? 'ungraded' : 'proposing'
  if (filing !== null && filing.returned !== null) return 'returned'
  if (proposal !== null) return 'proposing'
  if (change !== null) return 'changing'
  if (mustFile(state)) return 'filing'
  return filing !== null && filing.accepted === null ? 'police' : 'protected'
}

export const gradings: View<Grading> = {
  id: 'gradings',
  title: { zh: '等级保护', en: 'Graded protection' },
  empty: { zh: '还没有系统定级。从系统登记册选一个系统，先拟定等级。', en: 'No system has been graded. Choose one from the register and propose its level.' },
  columns: [
    { key: 'system', kind: 'matter', zh: '系统', en: 'System' },
    { key: 'name', kind: 'text', zh: '定级对象', en: 'Name' },
    { key: 'sort', kind: 'choice', options: optionsOf(proposalItems.sort), zh: '类型', en: 'Kind', filter: true },
    { key: 'level', kind: 'number', zh: '等级', en: 'Level', filter: true },
    { key: 'business', kind: 'number', zh: '业务信息', en: 'Information' },
    { key: 'service', kind: 'number', zh: '系统服务', en: 'Service' },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
    { key: 'filed', kind: 'moment', zh: '备案', en: 'Filed' },
    { key: 'certificate', kind: 'text', zh: '备案证明', en: 'Certificate' },
    { key: 'until', kind: 'moment', zh: '有效期至', en: 'Valid until' },
    { key: 'assessed', kind: 'moment', zh: '最近测评', en: 'Last assessed' },
    { key: 'verdict', kind: 'choice', options: VERDICT_WORDS, zh: '结论', en: 'Conclusion', filter: true },
    { key: 'open', kind: 'number', zh: '未关闭问题', en: 'Open findings' },
    { key: 'gaps', kind: 'number', zh: '控制缺口', en: 'Gaps' },
  ],
  rows: (state, subject) => {
    const { proposal, level, filed, certificate, assessments, findings } = state
    const content = level?.content ?? proposal?.content
    const last = assessments.at(-1)
    const cells = {
      system: subject,
      name: content?.name ?? null,
      sort: content?.sort ?? null,
      level: level?.grade ?? null,
      business: content?.businessGrade ?? null,
      service: content?.serviceGrade ?? null,
      stage: stageOf(state),
      filed,
      certificate: certificate?.number ?? null,
      until: certificate?.until ?? null,
      assessed: last?.on ?? null,
      verdict: last?.verdict ?? null,
      open: findings.filter((finding) => !isClosed(finding)).length,
      gaps: controlsOf(state).filter((each) => standingOf(each) === 'gap').length,
    }
    return [{ key: subject, cells }]
  },
}

const CONTROL_COLUMNS = [
  { key: 'state', kind: 'choice', options: STANDING_WORDS, zh: '状态', en: 'State', filter: true },
  { key: 'proved', kind: 'moment', zh: '最近证明', en: 'Last proved' },
  { key: 'fresh', kind: 'text', zh: '有效性', en: 'How long it is good' },
  { key: 'reviewOn', kind: 'moment', zh: '自定复核', en: 'Own review' },
  { key: 'evidence', kind: 'list', zh: '证明材料', en: 'Evidence' },
  { key: 'proof', kind: 'text', zh: '应有的证明', en: 'What proves it' },
  { key: 'gap', kind: 'text', zh: '缺口', en: 'Gap' },
  { key: 'norm', kind: 'text', zh: '规范', en: 'Norm' },
] as const

export const controls: View<Grading> = {
  id: 'grading-controls',
  title: { zh: '系统控制措施', en: 'Controls of systems' },
  empty: { zh: '还没有证明过控制措施。', en: 'No control has been proved yet.' },
  columns: [
    { key: 'system', kind: 'matter', zh: '系统', en: 'System', filter: true },
    { key: 'control', kind: 'choice', options: CONTROL_WORDS, zh: '控制措施', en: 'Control', filter: true },
    ...CONTROL_COLUMNS,
  ],
  rows: (state, subject) =>
    controlsOf(state).map((each) => {
      const { control, proof, gap } = each
      const { norm, fresh, proof: proves } = SAFEGUARDS[control]
      const standing = standingOf(each)
      const cells = {
        system: subject,
        control,
        state: standing,
        proved: proof?.on ?? null,
        fresh: FRESHNESS_WORDS[fresh],
        reviewOn: proof?.reviewOn ?? null,
        evidence: proof?.evidence ?? [],
        proof: proves,
        gap: standing === 'gap' ? (gap?.gap ?? null) : null,
        norm,
      }
      return { key: `${subject}/${control}`, cells }
    }),
}

const FINDING_STATES = {
  open: { zh: '待整改', en: 'To be mended' },
  rectified: { zh: '待验证', en: 'To be verified' },
  failed: { zh: '验证未通过', en: 'Verification failed' },
  closed: { zh: '已关闭', en: 'Closed' },
}

function findingState({ rectified, verified }: Finding): keyof typeof FINDING_STATES {
  if (verified !== null) return verified.passed ? 'closed' : 'failed'
  return rectified === null ? 'open' : 'rectified'
}

export const findings: View<Grading> = {
  id: 'grading-findings',
  title: { zh: '等级保护问题和整改', en: 'Findings and their mending' },
  empty: { zh: '没有登记问题。测评、自查、检查发现的问题都登记在这里。', en: 'No findings. What assessments, self-checks and inspections find stands here.' },
  columns: [
    { key: 'system', kind: 'matter', zh: '系统', en: 'System', filter: true },
    { key: 'finding', kind: 'text', zh: '编号', en: 'No.' },
    { key: 'origin', kind: 'choice', options: optionsOf(origin), zh: '来源', en: 'Found by', filter: true },
    { key: 'domain', kind: 'choice', options: optionsOf(findingItems.domain), zh: '类别', en: 'Domain', filter: true },
    { key: 'severity', kind: 'choice', options: optionsOf(findingItems.severity), zh: '风险', en: 'Risk', filter: true },
    { key: 'what', kind: 'text', zh: '问题', en: 'What' },
    { key: 'state', kind: 'choice', options: FINDING_STATES, zh: '状态', en: 'State', filter: true },
    { key: 'raised', kind: 'moment', zh: '发现', en: 'Raised' },
    { key: 'rectified', kind: 'moment', zh: '整改', en: 'Mended' },
    { key: 'verified', kind: 'moment', zh: '验证', en: 'Verified' },
  ],
  rows: (state, subject) =>
    state.findings.map((finding) => {
      const { id, raised, rectified, verified } = finding
      const { origin, domain, severity, what, on } = raised
      const cells = { system: subject, finding: id, origin, domain, severity, what, state: findingState(finding), raised: on, rectified: rectified?.on ?? null }
      return { key: `${subject}/${id}`, cells: { ...cells, verified: verified?.on ?? null } }
    }),
}

export const assessments: View<Grading> = {
  id: 'grading-assessments',
  title: { zh: '等级测评', en: 'Assessments' },
  empty: { zh: '没有登记过等级测评。', en: 'No assessment on record.' },
  columns: [
    { key: 'system', kind: 'matter', zh: '系统', en: 'System', filter: true },
    { key: 'on', kind: 'moment', zh: '报告日期', en: 'Dated' },
    { key: 'level', kind: 'number', zh: '等级', en: 'Level', filter: true },
    { key: 'assessor', kind: 'text', zh: '测评机构', en: 'Assessment body', filter: true },
    { key: 'report', kind: 'text', zh: '报告编号', en: 'Report' },
    { key: 'rate', kind: 'number', zh: '符合率（%）', en: 'Rate (%)' },
    { key: 'majorRisks', kind: 'number', zh: '重大风险隐患', en: 'Major risks' },
    { key: 'verdict', kind: 'choice', options: VERDICT_WORDS, zh: '结论', en: 'Conclusion', filter: true },
  ],
  rows: (state, subject) =>
    state.assessments.map(({ ref, on, grade, assessor, report, rate, majorRisks, verdict }) => ({
      key: `${subject}/${ref}`,
      cells: { system: subject, on, level: grade, assessor, report, rate, majorRisks, verdict },
    })),
}
