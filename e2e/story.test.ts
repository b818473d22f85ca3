import { expect, test } from 'vitest'
import { tellStory } from './story.ts'

/** Who asked what, with which status, and what came of it. */
const STORY: readonly (readonly [chapter: string, steps: readonly string[]])[] = [
  [
    '1 A fresh start',
    [
      'Lin Wei, before signing in | POST /api/first-run | 201 | the first party and its administrator are registered',
      'Lin Wei, before signing in | POST /api/first-run | 403 | refused: first-run-over',
      'Lin Wei, before signing in | POST /api/sign-in | 200 | signed in',
      'The installation | dutybook party register | 0 | Cyberspace',
      'The installation | dutybook party register | 0 | Police',
      'Lin Wei | POST /api/matters/profile/self | 201 | profile.begun',
      'Lin Wei | POST /api/matters/profile/self | 201 | profile.fact-established',
      'Lin Wei | POST /api/matters/profile/self | 201 | profile.fact-established',
      'Lin Wei | POST /api/matters/profile/self | 201 | profile.fact-established, profile.role-found',
      'Lin Wei | POST /api/matters/profile/self | 201 | profile.fact-established',
      'Lin Wei | POST /api/matters/system/shop | 201 | register.entered',
      'Lin Wei | POST /api/matters/system/pay | 201 | register.entered',
      'Lin Wei | POST /api/matters/system/old | 201 | register.entered',
      'Lin Wei | POST /api/matters/dataset/members | 201 | register.entered',
      'Lin Wei | GET /api/board | 200 | shop owes 8, pay owes 8, old owes 8',
      'Lin Wei | POST /api/matters/system/old | 201 | register.retired',
      'Lin Wei | GET /api/board | 200 | shop owes 8, pay owes 8, old owes 0',
      'Zhou | POST /api/matters/profile/self | 201 | profile.begun',
      'Zhou | POST /api/matters/profile/self | 201 | profile.role-stated',
    ],
  ],
  [
    '2 A leak',
    [
      'Lin Wei | POST /api/matters/incident/leak-1 | 201 | incident.discovered',
      'Lin Wei | POST /api/matters/incident/leak-1 | 201 | leak.discovered',
      'Lin Wei | POST /api/matters/incident/leak-1 | 201 | incident.classified',
      'Lin Wei | GET /api/board | 200 | incident.report open due INSTANT; leak.report open due INSTANT; incident.report-case open due INSTANT',
      'Lin Wei | POST /api/matters/incident/leak-1 | 422 | refused: incident.report-incomplete',
      'Lin Wei | POST /api/matters/incident/leak-1 | 201 | incident.report-sent, incident.reported, leak.reported',
      'Lin Wei | POST /api/matters/incident/leak-1 | 201 | incident.report-sent, incident.police-informed',
      'Lin Wei | GET /api/board | 200 | incident.report done due INSTANT; leak.report done due INSTANT; incident.report-case done due INSTANT',
      'Lin Wei | POST /api/matters/incident/leak-1 | 201 | leak.users-informed',
      'Lin Wei | GET /api/letters?box=out | 200 | 2 letters sent, each with its receipt',
    ],
  ],
  [
    '3 The authority',
    [
      'Zhao | GET /api/views/incident-receptions | 200 | 会员信息泄露 level III received',
      'Qian | GET /api/views/incident-receptions | 200 | 会员信息泄露 level III received',
      'Zhao | GET /api/board | 200 | incident-response.investigate indeterminate; incident-response.warn-public indeterminate',
      'Zhao | POST /api/matters/incident-reception/Qinglan:incident:leak-1 | 201 | reception.acknowledged',
      'Zhao | POST /api/matters/incident-reception/Qinglan:incident:leak-1 | 201 | reception.asked',
      'Zhao | POST /api/matters/incident-reception/Qinglan:incident:leak-1 | 201 | incident.measures-required',
      'Lin Wei | GET /api/views/incident-answers | 200 | acknowledged, question',
      'Lin Wei | GET /api/matters/incident/leak-1 | 200 | measures required: 更换全部接口密钥',
      'Lin Wei | GET /api/board | 200 | incident-response.take-measures open with a day to be done by',
      'Lin Wei | POST /api/matters/incident/leak-1 | 201 | incident.measures-taken',
      'Lin Wei | POST /api/matters/incident/leak-1 | 201 | incident.report-sent',
      'Zhao | GET /api/matters/incident-reception/Qinglan:incident:leak-1 | 200 | measures reported: 密钥已全部更换',
      'Zhao | GET /api/views/incident-receptions | 200 | 2 reports, handling',
      'Zhou | POST /api/matters/publication/warning-1 | 201 | publication.notice-published, incident.public-warned',
      'Zhao | POST /api/matters/incident-reception/Qinglan:incident:leak-1 | 201 | incident.plan-started',
      'Zhao | POST /api/matters/incident-reception/Qinglan:incident:leak-1 | 201 | incident.investigated',
      'Zhao | GET /api/board | 200 | incident-response.investigate done; incident-response.start-plan done; incident-response.warn-public done',
      'Zhou | POST /api/matters/incident-reception/Qinglan:incident:leak-1 | 201 | reception.closed',
      'Lin Wei | GET /api/views/incident-answers | 200 | closed: 已处置',
      'A citizen | GET /portal/Cyberspace/publications | 200 | incident-notice: 会员信息泄露警示',
    ],
  ],
  [
    '4 A demand for deletion',
    [
      'A citizen | POST /portal/Qinglan/matters/rights | 201 | recorded, a code is shown once',
      'Lin Wei | GET /api/views/rights-requests | 200 | 1 request',
      'Lin Wei | POST /api/matters/rights/request | 201 | rights.identity-checked',
      'Lin Wei | POST /api/matters/rights/request | 201 | rights.decided',
      'Lin Wei | POST /api/matters/rights/request | 201 | rights.deletion-carried-out, rights.deleted',
      'Lin Wei | POST /api/matters/rights/request | 201 | rights.erasure-ordered',
      'Lin Wei | POST /api/matters/rights/request | 201 | rights.proof-sent',
      'Lin Wei | GET /api/matters/rights/request | 200 | who asked: erased; what was said: erased',
      'A citizen | POST /portal/Qinglan/follow | 200 | Received, Identity checked, Granted, Deleted, Result sent, rights.decided, rights.deleted, rights.proof-sent',
    ],
  ],
  [
    '5 An anonymous report',
    [
      'A citizen | POST /portal/Police/matters/complaint | 201 | recorded without a name, a code is shown once',
      'Qian | GET /api/views/complaints | 200 | personal-information, named: false',
      'Qian | POST /api/matters/complaint/report | 201 | complaint.transfer-sent',
      'Zhao | GET /api/views/complaints | 200 | personal-information, received',
      'Zhao | POST /api/matters/complaint/Police.report | 201 | complaint.accepted',
      'Zhao | POST /api/matters/complaint/Police.report | 201 | complaint.finding-recorded',
      'Zhao | POST /api/matters/complaint/Police.report | 201 | complaint.answered, report.handled',
      'A citizen | POST /portal/Cyberspace/follow | 404 | refused: code-unknown',
      'A citizen | POST /portal/Police/follow | 200 | Received, Transferred, Receipt',
    ],
  ],
  [
    '6 An inspection',
    [
      'Zhao | POST /api/matters/inspection/insp-1 | 422 | refused: inspection.too-few-officers',
      'Zhao | POST /api/matters/inspection/insp-1 | 201 | inspection.proposed',
      'Zhao | POST /api/matters/inspection/insp-1 | 403 | refused: frame.forbidden',
      'Zhou | POST /api/matters/inspection/insp-1 | 201 | inspection.approved',
      'Zhao | POST /api/matters/inspection/insp-1 | 201 | inspection.noticed',
      'Zhao | POST /api/matters/inspection/insp-1 | 201 | inspection.begun',
      'Zhao | POST /api/matters/inspection/insp-1 | 201 | inspection.finding-recorded',
      'Zhao | POST /api/matters/inspection/insp-1 | 201 | inspection.finished',
      'Zhao | POST /api/matters/inspection/insp-1 | 201 | correction.ordered',
      'Lin Wei | GET /api/matters/cooperation/Cyberspace:inspection:insp-1 | 200 | ordered: 日志留存不少于六个月',
      'Lin Wei | GET /api/board | 200 | at the operator: correction.comply breached',
      'Zhao | GET /api/board | 200 | at the department: 0 such duties',
      'Zhou | POST /api/matters/inspection/insp-1 | 201 | correction.refused',
      'Lin Wei | GET /api/matters/cooperation/Cyberspace:inspection:insp-1 | 200 | refusal found: 逾期未改，经两次催告',
    ],
  ],
  [
    '7 The penalty',
    [
      'Zhou | POST /api/matters/penalty/case-1 | 201 | penalty.case-filed',
      'Zhao | POST /api/matters/penalty/case-1 | 201 | penalty.evidence-taken',
      'Zhao | POST /api/matters/penalty/case-1 | 422 | penalty.outside-range: Outside the range of 61.1, csl-2026: fine on the party 5000000 (50000–500000 yuan). Propose within it; with a statutory ground for leniency it may fall below the least, never above the most.',
      'Zhao | POST /api/matters/penalty/case-1 | 201 | penalty.proposed',
      'Zhao | POST /api/matters/penalty/case-1 | 422 | refused: penalty.hearing-time-short',
      'Zhao | POST /api/matters/penalty/case-1 | 201 | penalty.noticed',
      'Lin Wei | GET /api/matters/cooperation/Cyberspace:penalty:case-1 | 200 | the notice with the rights is there',
      'Zhou | POST /api/matters/penalty/case-1 | 422 | refused: penalty.period-open',
      'Lin Wei | POST /api/matters/cooperation/Cyberspace:penalty:case-1 | 201 | cooperation.defended',
      'Zhao | GET /api/matters/penalty/case-1 | 200 | hearing asked for',
      'Zhou | POST /api/matters/penalty/case-1 | 201 | penalty.hearing-called',
      'Lin Wei | GET /api/matters/cooperation/Cyberspace:penalty:case-1 | 200 | the hearing is called to 三楼会议室',
      'Zhou | POST /api/matters/penalty/case-1 | 201 | penalty.hearing-held',
      'Zhou | POST /api/matters/penalty/case-1 | 201 | penalty.reviewed',
      'Zhou | POST /api/matters/penalty/case-1 | 201 | penalty.decided',
      'Zhao | POST /api/matters/penalty/case-1 | 201 | penalty.served',
      'Lin Wei | GET /api/matters/cooperation/Cyberspace:penalty:case-1 | 200 | decision 浙网信罚〔2026〕1号: 100000 yuan',
      'Zhao | GET /api/board | 200 | credit.record indeterminate',
      'Lin Wei | POST /api/matters/cooperation/Cyberspace:penalty:case-1 | 201 | penalty.paid',
      'Zhao | GET /api/matters/penalty/case-1 | 200 | paid: 缴款书 0012',
    ],
  ],
  [
    '8 What everybody may read',
    [
      'Zhou | POST /api/matters/penalty/case-1 | 422 | refused: penalty.publication-names-person',
      'Zhou | POST /api/matters/penalty/case-1 | 201 | credit.recorded',
      'A citizen | GET /portal/Cyberspace/publications?kind=credit-record | 200 | 青蓝优选',
      'A citizen | GET /portal/Cyberspace/publications/credit-record/case-1 | 200 | title: 青蓝优选; number: 浙网信罚〔2026〕1号; text: 日志留存不足六个月，拒不改正，警告并罚款十万元',
      'Lin Wei | POST /api/matters/publication/rules | 201 | collection.rules-published',
      'Lin Wei | GET /api/board | 200 | collection.publish-rules done; collection.publish-rules superseded',
      'A citizen | GET /portal/Qinglan/publications | 200 | collection-rules: 个人信息收集、使用规则',
      'Zhou | POST /api/matters/penalty/case-1 | 201 | credit.retracted',
      'A citizen | GET /portal/Cyberspace/publications/credit-record/case-1 | 200 | title: 青蓝优选; number: 浙网信罚〔2026〕1号; because: 公示期满前信用修复',
      'Zhou | GET /api/views/penalty-cases | 200 | 青蓝优选: served',
    ],
  ],
  [
    '9 The audit',
    [
      'An auditor | dutybook rebuild --party Qinglan | 0 | the views are computed anew',
      'An auditor | dutybook journal verify --party Qinglan | 0 | every byte holds',
      'An auditor | dutybook rebuild --party Cyberspace | 0 | the views are computed anew',
      'An auditor | dutybook journal verify --party Cyberspace | 0 | every byte holds',
      'An auditor | dutybook rebuild --party Police | 0 | the views are computed anew',
      'An auditor | dutybook journal verify --party Police | 0 | every byte holds',
    ],
  ],
]

// `node dist/e2e/story.js` tells the same to whoever wants to read it.
test('an operator, its citizens and two departments play one story from an empty folder to the audit, over HTTP', { timeout: 600_000 }, async () => {
  const told = await tellStory(() => undefined)
  const chapters = [...new Set(told.map(({ chapter }) => chapter))]
  const said = (chapter: string): readonly string[] =>
    told
      .filter((step) => step.chapter === chapter)
      .map(({ who, request, status, came }) => `${who} | ${request} | ${status} | ${came.replace(/\d{4}-\d{2}-\d{2}T[\d:.+]+/g, 'INSTANT')}`)
  expect(chapters.map((chapter) => [chapter, said(chapter)])).toEqual(STORY)
})
