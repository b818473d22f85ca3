import type { Text } from '#law/text.ts'
import type { Control } from '#procedures/grading/control.ts'
import { COMMISSIONED, logSourcesOf, OPENED, SYSTEMS } from './company.ts'
import { DISTRICT } from './cast.ts'
import { did, type Pen, type Step } from './script.ts'
import { PERSON, SYSTEM, UNIT } from './text/company.ts'
import {
  ASSESSOR,
  boundaryAt,
  CONTROL,
  FILED,
  FILING,
  FOUND,
  GAP,
  informationFor,
  LOGS_PAPER,
  MENDED,
  ORGANISATION,
  REPORT_PAPER,
  REVIEW,
  REVIEW_LIVE,
  SELF_CHECK,
  SURVEY,
} from './text/safeguard.ts'

const NONE = { citizens: 'none', society: 'none', state: 'none' } as const
/** The harm by which the matrix comes to a level. */
const HARM = { 2: { ...NONE, citizens: 'serious' }, 3: { ...NONE, citizens: 'serious', society: 'serious' } } as const

function proposal({ say }: Pen, system: keyof typeof SYSTEM, level: 2 | 3) {
  const { name, purpose, place } = SYSTEM[system]
  return {
    type: 'propose',
    name: say(name),
    sort: 'information-system',
    boundary: say(boundaryAt(place)),
    business: { what: say(informationFor(purpose)), ...HARM[level] },
    service: { what: say(purpose), ...HARM[2] },
  }
}

/** Numbered certificates of the oldest systems, and days until each runs out. */
const CERTIFIED: Readonly<Record<string, readonly [number: string, until: number]>> = {
  pay: ['9901-00311', 540],
  mall: ['9901-00312', 21],
  member: ['9901-00313', 540],
  risk: ['9901-00314', 610],
  warehouse: ['9901-00315', 610],
  merchant: ['9901-00316', 700],
  oms: ['9901-00317', 700],
  pos: ['9901-00318', 700],
  service: ['9901-00319', 700],
  erp: ['9901-00320', 700],
  hr: ['9901-00321', 700],
  office: ['9901-00322', 700],
}

/** What had been done before the books were opened is entered with its own dates. The website’s filing was forgotten. */
function levels(pen: Pen): readonly Step[] {
  const { ago, fill, name } = pen
  return SYSTEMS.flatMap(([id, level], order): Step[] => {
    const at = ago(OPENED - 2, `09:${String(10 + order)}`)
    const certificate = CERTIFIED[id]
    return [
      did(at, 'lu.ming', 'grading', id, { ...proposal(pen, id, level), on: ago(COMMISSIONED - 4) }),
      did(at, 'lu.ming', 'grading', id, {
        type: 'review',
        on: ago(COMMISSIONED - 7),
        experts: 3,
        grade: level,
        ...fill(REVIEW),
      }),
      did(at, 'gu.qing', 'grading', id, { type: 'fix-level', on: ago(COMMISSIONED - 8), decidedBy: name('gu.qing') }),
      ...(certificate === undefined
        ? []
        : [
            did(at, 'shen.zhiyuan', 'grading', id, {
              type: 'record-certificate',
              on: ago(COMMISSIONED - 24),
              number: certificate[0],
              until: ago(-certificate[1], '00:00'),
              filedOn: ago(COMMISSIONED - 12),
            }),
          ]),
    ]
  })
}

interface Found {
  readonly domain: string
  readonly severity: 'major' | 'high' | 'medium' | 'low'
  readonly what: Text
  readonly control?: Control
}

/** Assessments of the year: system, days ago, report, rate, findings. The one of risk control has not been made again. */
const ASSESSMENTS: readonly (readonly [system: string, days: number, report: string, rate: number, found: readonly Found[]])[] = [
  ['risk', 397, 'HC-0417', 91.2, []],
  ['mall', 360, 'HC-0502', 83.4, [{ domain: 'computing', severity: 'high', what: FOUND.weakPasswords, control: 'defence' }]],
  [
    'pay',
    341,
    'HC-0519',
    86.1,
    [
      { domain: 'boundary', severity: 'major', what: FOUND.staleRules, control: 'defence' },
      { domain: 'maintenance', severity: 'medium', what: FOUND.noRollback },
      { domain: 'management-centre', severity: 'low', what: FOUND.sharedAccount },
    ],
  ],
  ['member', 232, 'HC-0623', 79.8, [{ domain: 'computing', severity: 'high', what: FOUND.plainNumbers, control: 'encryption' }]],
  ['warehouse', 118, 'HC-0740', 92.5, []],
  ['pay', 9, 'HC-0861', 93.6, [{ domain: 'maintenance', severity: 'low', what: FOUND.oldManuals }]],
]

function assessments({ ago, say }: Pen): readonly Step[] {
  return ASSESSMENTS.map(([system, days, report, rate, found]) => {
    const majorRisks = found.filter(({ severity }) => severity === 'major').length
    return did(ago(Math.min(days, OPENED - 3), '16:20'), 'lu.ming', 'grading', system, {
      type: 'record-assessment',
      on: ago(days, '11:00'),
      assessor: say(ASSESSOR),
      qualification: 'DJCP-99010007',
      report,
      rate,
      majorRisks,
      verdict: rate > 90 && majorRisks === 0 ? 'conforms' : 'basically-conforms',
      found: found.map(({ what, ...each }) => ({ ...each, what: say(what) })),
      evidence: [`${report} ${say(REPORT_PAPER)}`],
    })
  })
}

function mending({ ago, say, fill, name }: Pen): readonly Step[] {
  const rectified = (days: number, system: string, finding: string, { measures }: { readonly measures: Text }, evidence: Text = MENDED.paper): Step =>
    did(ago(days, '17:10'), 'he.chuan', 'grading', system, { type: 'rectify', finding, measures: say(measures), evidence: [say(evidence)] })
  const verified = (days: number, system: string, finding: string, { how }: { readonly how: Text }, passed = true): Step =>
    did(ago(days, '10:40'), 'bai.lu', 'grading', system, { type: 'verify', finding, passed, how: say(how), verifiedBy: name('bai.lu') })
  const proved = (days: number, system: string, control: Control, { statement }: { readonly statement: Text }): Step =>
    did(ago(days, '15:00'), 'he.chuan', 'grading', system, { type: 'prove-control', control, statement: say(statement), evidence: [say(MENDED.record)] })
  return [
    rectified(330, 'mall', 'F1', MENDED.mall1),
    proved(329, 'mall', 'defence', MENDED.mall1),
    verified(328, 'mall', 'F1', MENDED.mall1),
    rectified(322, 'pay', 'F1', MENDED.pay1),
    proved(321, 'pay', 'defence', MENDED.pay1),
    verified(318, 'pay', 'F1', MENDED.pay1),
    rectified(301, 'pay', 'F2', MENDED.pay2),
    verified(296, 'pay', 'F2', MENDED.pay2),
    rectified(290, 'pay', 'F3', MENDED.pay3),
    verified(283, 'pay', 'F3', MENDED.pay3),
    rectified(194, 'pay', 'F4', MENDED.pay4, MENDED.pay4.evidence),
    verified(188, 'pay', 'F4', MENDED.pay4),
    rectified(160, 'member', 'F1', MENDED.member1),
    verified(150, 'member', 'F1', MENDED.member1, false),
    did(ago(96, '14:00'), 'shen.zhiyuan', 'grading', 'pay', { type: 'file-plan', ...fill(MENDED.plan) }),
  ]
}

const PROVED = ['defence', 'monitoring', 'classification', 'backup', 'encryption'] as const

/** Controls that nobody has proved yet: they stand on the board until somebody does. */
const UNPROVED: readonly string[] = ['site encryption', 'site classification', 'office classification', 'pos encryption', 'hr backup', 'erp encryption']

function controls({ ago, say, fill }: Pen): readonly Step[] {
  const first = SYSTEMS.flatMap(([id], order) =>
    PROVED.filter((control) => !UNPROVED.includes(`${id} ${control}`)).map((control, place): Step =>
      did(ago(OPENED - 6 - order, `1${place}:30`), 'he.chuan', 'grading', id, {
        type: 'prove-control',
        control,
        reviewOn: ago(-30 - order * 9),
        ...fill(CONTROL[control]),
      }),
    ),
  )
  const logs = SYSTEMS.flatMap(([id]) =>
    [OPENED - 9, 190, 88, 17]
      .filter((days) => logSourcesOf(id).length > 0 && !(id === 'pos' && days < 100) && !(id === 'oms' && days < 50))
      .map((days) =>
        did(ago(days, '18:05'), 'he.chuan', 'grading', id, {
          type: 'prove-logs',
          earliest: ago(COMMISSIONED, '00:00'),
          unbroken: true,
          sources: logSourcesOf(id),
          evidence: [say(LOGS_PAPER)],
        }),
      ),
  )
  return [
    ...first,
    ...logs,
    did(ago(74, '09:50'), 'bai.lu', 'grading', 'pos', { type: 'find-gap', control: 'logs', gap: say(GAP.pos) }),
    did(ago(33, '16:45'), 'he.chuan', 'grading', 'service', {
      type: 'find-gap',
      control: 'backup',
      gap: say(GAP.service),
    }),
  ]
}

/** The form by which live shopping was filed with the police. */
function filing({ say, fill, name }: Pen) {
  return {
    type: 'submit-filing',
    purpose: 'first',
    unitName: say(UNIT.name),
    unitAddress: say(UNIT.address),
    unitRegion: DISTRICT,
    unitSort: 'enterprise',
    affiliation: 'other',
    systemNumber: 'CH-014',
    scope: 'city',
    served: 'public',
    coverage: 'wide',
    network: 'internet',
    papers: ['topology', 'organisation', 'design', 'products', 'expert-opinion'],
    survey: [{ class: 'general', ...fill(SURVEY) }],
    head: name('gu.qing'),
    headPhone: '0990-5550-0101',
    contact: say(PERSON.taoRan),
    contactPhone: '0990-5550-0199',
    contactMail: 'soc@chenghu.example',
    filledBy: say(PERSON.taoRan),
    ...fill(FILING),
  }
}

/** A new system on its way: graded, filed with the police by letter, accepted and certified by theirs; and one of which the level is still open. */
function newcomers(pen: Pen): readonly Step[] {
  const { parties, ago, say, fill, name } = pen
  const theirs = `${parties.operator}:grading:live`
  return [
    did(ago(165, '10:00'), 'lu.ming', 'grading', 'live', proposal(pen, 'live', 3)),
    did(ago(158, '15:30'), 'lu.ming', 'grading', 'live', { type: 'review', experts: 5, grade: 3, ...fill(REVIEW_LIVE) }),
    did(ago(155, '09:20'), 'gu.qing', 'grading', 'live', { type: 'fix-level', decidedBy: name('gu.qing') }),
    did(ago(148, '14:40'), 'shen.zhiyuan', 'grading', 'live', { ...filing(pen), inOperation: ago(170, '00:00') }),
    did(ago(146, '11:15'), 'gao.yuan', 'filing-review', theirs, { type: 'accept', reference: say(FILED) }),
    did(ago(139, '10:10'), 'tian.ye', 'filing-review', theirs, { type: 'certify', number: '9901-00377', until: ago(-960, '00:00') }),
    did(ago(120, '16:00'), 'he.chuan', 'grading', 'live', { type: 'prove-control', control: 'defence', ...fill(CONTROL.defence) }),
    did(ago(119, '16:00'), 'he.chuan', 'grading', 'live', { type: 'prove-control', control: 'monitoring', ...fill(CONTROL.monitoring) }),
    did(ago(55, '10:30'), 'lu.ming', 'grading', 'ai-guide', proposal(pen, 'ai-guide', 2)),
  ]
}

function selfChecks({ ago, say }: Pen): readonly Step[] {
  const check = (days: number, system: string, result: Text, found: readonly Found[] = []): Step =>
    did(ago(days, '17:30'), 'bai.lu', 'grading', system, {
      type: 'record-self-check',
      scope: say(SELF_CHECK.scope),
      result: say(result),
      evidence: [say(SELF_CHECK.paper)],
      found: found.map(({ what, ...each }) => ({ ...each, what: say(what) })),
    })
  return [
    check(362, 'mall', SELF_CHECK.goodButOne),
    check(361, 'member', SELF_CHECK.good),
    check(339, 'risk', SELF_CHECK.keys),
    check(337, 'warehouse', SELF_CHECK.good),
    check(200, 'pay', SELF_CHECK.nearlyButOne, [{ domain: 'personnel', severity: 'low', what: FOUND.lateCards }]),
    check(60, 'live', SELF_CHECK.nearly, [{ domain: 'computing', severity: 'medium', what: FOUND.looseImage }]),
  ]
}

/** What the company owes once and for all its systems: rules, an officer, responsibility, a plan, drills, a way to complain. */
function organisation({ ago, fill, name }: Pen): readonly Step[] {
  const { rules, officer, responsibility, plan, planAgain, ransomDrill, leakDrill, complaints } = ORGANISATION
  const byManager = name('gu.qing')
  return [
    did(ago(OPENED - 3, '09:00'), 'gu.qing', 'protection', '', {
      type: 'adopt-rules',
      on: ago(COMMISSIONED - 10),
      edition: '4.0',
      approvedBy: byManager,
      reviewOn: ago(-45),
      ...fill(rules),
    }),
    did(ago(OPENED - 3, '09:20'), 'gu.qing', 'protection', '', {
      type: 'appoint-officer',
      on: ago(COMMISSIONED - 10),
      name: name('lu.ming'),
      ...fill(officer),
    }),
    did(ago(OPENED - 3, '09:40'), 'shen.zhiyuan', 'protection', '', { type: 'assign-responsibility', signed: 46, ...fill(responsibility) }),
    did(ago(OPENED - 4, '10:00'), 'gu.qing', 'plan', '', {
      type: 'adopt',
      on: ago(COMMISSIONED - 20),
      edition: '2.1',
      approvedBy: byManager,
      ...fill(plan),
    }),
    did(ago(246, '17:00'), 'lu.ming', 'plan', '', { type: 'hold-drill', on: ago(247, '14:00'), participants: 38, ...fill(ransomDrill) }),
    did(ago(82, '17:30'), 'lu.ming', 'plan', '', { type: 'hold-drill', on: ago(82, '14:00'), participants: 21, ...fill(leakDrill) }),
    did(ago(70, '10:00'), 'gu.qing', 'plan', '', { type: 'adopt', edition: '2.2', approvedBy: byManager, ...fill({ title: plan.title, ...planAgain }) }),
    did(ago(OPENED - 5, '11:00'), 'shen.zhiyuan', 'complaint-channel', '', { type: 'establish', on: ago(COMMISSIONED - 15), ...fill(complaints) }),
  ]
}

/** A year of graded protection, with what is still to be done. */
export function safeguards(pen: Pen): readonly Step[] {
  return [...organisation(pen), ...levels(pen), ...assessments(pen), ...mending(pen), ...selfChecks(pen), ...controls(pen), ...newcomers(pen)]
}
