import type { Account } from './cast.ts'
import { did, said, type Pen, type Step } from './script.ts'
import { UNIT } from './text/company.ts'
import { AUTHORITY, CREDENTIAL, INSPECTED, INTERVIEWED, ORDERED, PUNISHED } from './text/supervision.ts'

const OFFICERS = ['zhou.lan', 'meng.tao'] as const
const POLICE = ['gao.yuan', 'tian.ye'] as const

/** Officers as they are named to whoever is inspected. */
const named = ({ say, name }: Pen, accounts: readonly (keyof typeof CREDENTIAL)[]) =>
  accounts.map((account) => ({ name: name(account), credential: say(CREDENTIAL[account]) }))

/** Whom it is all about. */
const operatorOf = ({ parties, say }: Pen) => ({ operator: parties.operator, operatorName: say(UNIT.name), subjectRoles: ['network-operator'] })

/** Who the authorities are, so that they have boards of their own. */
function authorities({ ago, day, say }: Pen): readonly Step[] {
  const one = (by: Account, roles: readonly string[], minute: string): readonly Step[] => [
    said(ago(363, `09:${minute}`), by, 'profile', '', { type: 'begin', since: day(400), unit: true }),
    did(ago(363, `09:${minute}`), by, 'profile', '', {
      type: 'establish',
      fact: 'withinTerritory',
      holds: true,
      on: ago(400, '00:00'),
      reason: say(AUTHORITY.within),
    }),
    ...roles.map((role) =>
      did(ago(363, `09:${minute}`), by, 'profile', '', { type: 'state-role', role, on: ago(400, '00:00'), reason: say(AUTHORITY.charge) }),
    ),
  ]
  return [...one('fang.qi', ['department', 'provincial-department'], '05'), ...one('tian.ye', ['department'], '06'), ...one('lei.zhen', ['department'], '07')]
}

/** An inspection on the spot with two findings, an order, its correction and its verification: on both sides of the table. */
function inspected(pen: Pen): readonly Step[] {
  const { parties, ago, provision, fill, name } = pen
  const officers = named(pen, OFFICERS)
  const operator = operatorOf(pen)
  const id = 'insp-01'
  const ours = `${parties.cyberspace}:inspection:${id}`
  return [
    did(ago(130, '10:00'), 'zhou.lan', 'inspection', id, {
      type: 'propose',
      ...operator,
      basis: 'cyberspace-inspection',
      means: 'on-site',
      scope: ['logs', 'personal-information', 'rules'],
      ...fill(INSPECTED.propose),
      from: ago(122, '09:00'),
      to: ago(121, '18:00'),
      officers,
    }),
    did(ago(129, '15:00'), 'fang.qi', 'inspection', id, { type: 'approve', approvedBy: name('fang.qi') }),
    did(ago(127, '09:30'), 'zhou.lan', 'inspection', id, { type: 'notify' }),
    did(ago(122, '09:05'), 'zhou.lan', 'inspection', id, { type: 'begin', officers, credentialsShown: true, noticeShown: true }),
    did(ago(122, '09:10'), 'shen.zhiyuan', 'cooperation', ours, { type: 'admit', officerCount: 2, credentialsShown: true, noticeShown: true, asNoticed: true }),
    did(ago(122, '10:00'), 'shen.zhiyuan', 'cooperation', ours, { type: 'log-request', topic: 'logs', ...fill(INSPECTED.askLogs) }),
    did(ago(122, '15:30'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'answer-request',
      request: 'R1',
      answeredBy: name('shen.zhiyuan'),
      ...fill(INSPECTED.giveLogs),
    }),
    did(ago(122, '16:00'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'log-request',
      topic: 'personal-information',
      ...fill(INSPECTED.askConsent),
    }),
    did(ago(121, '10:30'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'answer-request',
      request: 'R2',
      answeredBy: name('shen.zhiyuan'),
      ...fill(INSPECTED.giveConsent),
    }),
    did(ago(121, '14:00'), 'meng.tao', 'inspection', id, {
      type: 'record-finding',
      topic: 'logs',
      violated: provision('logs.keep-six-months', 121),
      norm: 'logs.keep-six-months',
      system: 'pos',
      ...fill(INSPECTED.logs),
    }),
    did(ago(121, '14:30'), 'meng.tao', 'inspection', id, {
      type: 'record-finding',
      topic: 'personal-information',
      violated: provision('collection.obtain-consent', 121),
      norm: 'collection.obtain-consent',
      ...fill(INSPECTED.consent),
    }),
    did(ago(121, '15:10'), 'meng.tao', 'inspection', id, {
      type: 'record-finding',
      topic: 'rules',
      violated: provision('protection.adopt-rules', 121),
      norm: 'protection.adopt-rules',
      ...fill(INSPECTED.accounts),
    }),
    did(ago(121, '17:00'), 'zhou.lan', 'inspection', id, {
      type: 'finish',
      signature: 'signed',
      ...fill(INSPECTED.finish),
    }),
    did(ago(121, '17:20'), 'shen.zhiyuan', 'cooperation', ours, { type: 'complete' }),
    did(ago(119, '10:00'), 'zhou.lan', 'inspection', id, {
      type: 'order-correction',
      findings: ['F1', 'F3'],
      until: ago(92, '18:00'),
      ...fill(INSPECTED.order),
    }),
    did(ago(101, '16:00'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'report-correction',
      about: 'order',
      ...fill(INSPECTED.correct),
    }),
    did(ago(94, '11:00'), 'zhou.lan', 'inspection', id, { type: 'verify', about: 'order', corrected: true, ...fill(INSPECTED.verify) }),
    did(ago(93, '10:00'), 'fang.qi', 'inspection', id, { type: 'close', ...fill(INSPECTED.close) }),
  ]
}

/** The penalty for the logs: within the range of the law as it stood then, with a defence, a review, and an entry in the credit file. */
function punished(pen: Pen): readonly Step[] {
  const { parties, ago, day, provision, edition, say, fill, name } = pen
  const officers = named(pen, OFFICERS)
  const operator = operatorOf(pen)
  const id = 'case-01'
  const ours = `${parties.cyberspace}:penalty:${id}`
  // Under the older edition a first breach without harm brings a warning and no fine.
  const entityFine = edition(200) === 'csl-2026' ? 30_000 : 0
  const fined = (...steps: readonly Step[]): readonly Step[] => (entityFine > 0 ? steps : [])
  return [
    did(ago(116, '09:30'), 'fang.qi', 'penalty', id, {
      type: 'file-case',
      ...operator,
      address: say(UNIT.address),
      unit: true,
      origin: 'inspection',
      inspection: 'insp-01',
      violated: provision('logs.keep-six-months', 121),
      norm: 'logs.keep-six-months',
      conductFrom: day(200),
      conductTo: day(121),
      discovered: day(121),
      graveHarm: false,
      officers,
      ...fill(PUNISHED.file),
    }),
    did(ago(115, '10:00'), 'zhou.lan', 'penalty', id, {
      type: 'take-evidence',
      ...fill(PUNISHED.evidence),
    }),
    did(ago(113, '10:00'), 'zhou.lan', 'penalty', id, {
      type: 'propose',
      consequences: 'none',
      circumstances: 'ordinary',
      refusedCorrection: false,
      constitutesCrime: false,
      measures: ['order-correction', 'warning'],
      entityFine,
      larger: false,
      complex: false,
      finedBefore: false,
      ...fill(PUNISHED.propose),
    }),
    did(ago(112, '15:00'), 'zhou.lan', 'penalty', id, { type: 'notify', respondUntil: ago(105, '18:00') }),
    did(ago(108, '16:20'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'defend',
      kind: 'statement',
      ...fill(PUNISHED.defend),
    }),
    did(ago(106, '10:00'), 'zhou.lan', 'penalty', id, { type: 'answer-statement', accepted: true, ...fill(PUNISHED.answer) }),
    did(ago(103, '14:00'), 'qin.yue', 'penalty', id, { type: 'review', reviewer: name('qin.yue'), passed: true, ...fill(PUNISHED.review) }),
    did(ago(100, '10:00'), 'fang.qi', 'penalty', id, {
      type: 'decide',
      number: say(PUNISHED.number),
      ...(entityFine > 0 ? { howToPay: say(PUNISHED.howToPay) } : {}),
      decidedBy: name('fang.qi'),
    }),
    did(ago(99, '10:00'), 'zhou.lan', 'penalty', id, { type: 'serve', served: 'letter' }),
    ...fined(did(ago(91, '11:00'), 'gu.qing', 'cooperation', ours, { type: 'pay', reference: say(PUNISHED.paid) })),
    did(ago(90, '15:00'), 'xu.ke', 'penalty', id, {
      type: 'record-credit',
      shownUntil: day(-275),
      ...fill(PUNISHED.credit),
    }),
    did(ago(88, '10:00'), 'fang.qi', 'penalty', id, { type: 'close', closing: 'performed', ...fill(PUNISHED.close) }),
  ]
}

/** After the ransom attack: an interview whose demands are due in some days. */
function interviewed(pen: Pen): readonly Step[] {
  const { ago, fill, name } = pen
  const officers = named(pen, OFFICERS)
  const operator = operatorOf(pen)
  const id = 'insp-02'
  return [
    did(ago(20, '10:00'), 'zhou.lan', 'inspection', id, {
      type: 'propose',
      ...operator,
      basis: 'cyberspace-inspection',
      ...fill(INTERVIEWED.propose),
      means: 'papers',
      scope: ['attacks', 'rules'],
      from: ago(19, '09:00'),
      to: ago(10, '18:00'),
      officers,
    }),
    did(ago(20, '16:00'), 'fang.qi', 'inspection', id, { type: 'approve', approvedBy: name('fang.qi') }),
    did(ago(19, '09:30'), 'zhou.lan', 'inspection', id, { type: 'notify' }),
    did(ago(17, '10:00'), 'zhou.lan', 'inspection', id, {
      type: 'call-interview',
      basis: 'incident',
      interviewee: 'principal',
      at: ago(13, '14:30'),
      ...fill(INTERVIEWED.call),
    }),
    did(ago(13, '16:30'), 'zhou.lan', 'inspection', id, {
      type: 'hold-interview',
      basis: 'incident',
      interviewee: 'principal',
      officerCount: 2,
      until: ago(-5, '18:00'),
      ...fill(INTERVIEWED.hold),
    }),
  ]
}

/** The police follow up on the store gateways; what they ordered is due the day after tomorrow. Another inspection is announced. */
function ordered(pen: Pen): readonly Step[] {
  const { parties, ago, provision, fill, name } = pen
  const officers = named(pen, POLICE)
  const operator = operatorOf(pen)
  const first = 'insp-11'
  const ours = `${parties.police}:inspection:${first}`
  const next = 'insp-12'
  return [
    did(ago(46, '10:00'), 'gao.yuan', 'inspection', first, {
      type: 'propose',
      ...operator,
      basis: 'police-inspection',
      ...fill(ORDERED.propose),
      means: 'on-site',
      scope: ['logs', 'grading'],
      from: ago(42, '09:00'),
      to: ago(42, '18:00'),
      officers,
    }),
    did(ago(45, '09:00'), 'tian.ye', 'inspection', first, { type: 'approve', approvedBy: name('tian.ye') }),
    did(ago(44, '09:00'), 'gao.yuan', 'inspection', first, { type: 'notify' }),
    did(ago(42, '09:20'), 'gao.yuan', 'inspection', first, { type: 'begin', officers, credentialsShown: true, noticeShown: true }),
    did(ago(42, '09:25'), 'shen.zhiyuan', 'cooperation', ours, { type: 'admit', officerCount: 2, credentialsShown: true, noticeShown: true, asNoticed: true }),
    did(ago(42, '10:00'), 'shen.zhiyuan', 'cooperation', ours, { type: 'log-request', topic: 'grading', ...fill(ORDERED.ask) }),
    did(ago(42, '11:00'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'answer-request',
      request: 'R1',
      answeredBy: name('shen.zhiyuan'),
      ...fill(ORDERED.give),
    }),
    did(ago(42, '15:00'), 'gao.yuan', 'inspection', first, {
      type: 'record-finding',
      topic: 'grading',
      violated: provision('grading.file-level', 42),
      norm: 'grading.file-level',
      system: 'site',
      ...fill(ORDERED.found),
    }),
    did(ago(42, '17:00'), 'gao.yuan', 'inspection', first, { type: 'finish', signature: 'signed', ...fill(ORDERED.finish) }),
    did(ago(42, '17:30'), 'shen.zhiyuan', 'cooperation', ours, { type: 'complete' }),
    did(ago(39, '10:00'), 'gao.yuan', 'inspection', first, {
      type: 'order-correction',
      findings: ['F1'],
      until: ago(-2, '17:30'),
      ...fill(ORDERED.order),
    }),
    did(ago(7, '10:00'), 'gao.yuan', 'inspection', next, {
      type: 'propose',
      ...operator,
      basis: 'police-inspection',
      means: 'on-site',
      scope: ['logs', 'attacks', 'content'],
      ...fill(ORDERED.next),
      from: ago(-3, '09:00'),
      to: ago(-3, '18:00'),
      officers,
    }),
    did(ago(6, '09:00'), 'tian.ye', 'inspection', next, { type: 'approve', approvedBy: name('tian.ye') }),
    did(ago(5, '09:00'), 'gao.yuan', 'inspection', next, { type: 'notify' }),
  ]
}

export function supervision(pen: Pen): readonly Step[] {
  return [...authorities(pen), ...inspected(pen), ...punished(pen), ...interviewed(pen), ...ordered(pen)]
}
