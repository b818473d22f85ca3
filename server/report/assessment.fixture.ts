import type { Assessment, DutyAnswer, Exposure } from '#law/assessment.ts'
import type { Text } from '#law/text.ts'

const same = (text: string): Text => ({ zh: text, en: text })

/** A duty that stands open without a clock; each test says what is different about its own. */
function duty(differs: Partial<DutyAnswer>): DutyAnswer {
  return {
    norm: 'data.back-up',
    edition: 'csl-2017',
    provision: '21.1.4',
    cite: { zh: '第二十一条第四项', en: 'Art. 21(4)' },
    deontic: 'obligation',
    bearer: ['network-operator'],
    subject: 'pay',
    subjectName: { zh: '支付系统', en: 'Payment system' },
    ref: null,
    state: 'open',
    opened: '2018-01-01T00:00:00+08:00',
    due: null,
    clock: 'none',
    late: false,
    doneBy: null,
    title: { zh: '备份重要数据', en: 'Back up important data' },
    why: [
      {
        provision: '21.1.4',
        zh: '第二十一条第四项约束网络运营者；甲公司在 2018-01-01 是网络运营者（主体档案）',
        en: 'Art. 21(4) binds a network operator; Company A is one on 2018-01-01 (profile)',
        because: '',
        ref: null,
        at: '2018-01-01T00:00:00+08:00',
      },
    ],
    next: { zh: '确定重要数据，配置备份并做一次恢复测试。', en: 'Decide which data are important, set up backups and test a restore.' },
    proof: [{ zh: '恢复测试记录', en: 'Record of a restore test' }],
    liability: ['59.1'],
    stake: { provision: '59.1', first: null, gravest: { min: 10_000, max: 100_000, must: 'shall', on: 'unit' }, refers: false },
    ...differs,
  }
}

export const lateByClock: DutyAnswer = duty({
  norm: 'incident.report',
  provision: '25.1',
  cite: { zh: '第二十五条', en: 'Art. 25' },
  subject: 'incident-1',
  subjectName: same('incident-1'),
  ref: '5',
  state: 'breached',
  late: true,
  clock: 'at',
  opened: '2025-11-27T09:12:00+08:00',
  due: '2025-11-28T09:12:00+08:00',
  title: { zh: '向主管部门报告事件', en: 'Report the incident to the competent department' },
  why: [
    {
      provision: '25.1',
      zh: '由记录 #5“发现网络安全事件”引起',
      en: 'Arose from entry #5 "incident discovered"',
      because: '',
      ref: '5',
      at: '2025-11-27T09:12:00+08:00',
    },
    { provision: '25.1', zh: '期限 24 小时', en: 'Clock: 24 hours', because: 'PT24H', ref: null, at: '2025-11-27T09:12:00+08:00' },
    {
      provision: '25.1',
      zh: '期限已过：2025-11-28 09:12 前未见履行记录',
      en: 'The deadline passed: nothing on record by 2025-11-28 09:12',
      because: '',
      ref: null,
      at: '2025-11-28T09:12:00+08:00',
    },
  ],
  next: { zh: '立即补报。', en: 'Report now.' },
})

const brokenBan: DutyAnswer = duty({
  norm: 'personal-information.provision-prohibited',
  cite: { zh: '第四十二条第一款', en: 'Art. 42(1)' },
  deontic: 'prohibition',
  subject: 'crm',
  subjectName: { zh: '会员系统', en: 'Member system' },
  state: 'breached',
  late: true,
  title: { zh: '未经同意不得向他人提供个人信息', en: 'Do not provide personal information to others without consent' },
  why: [
    {
      provision: '42.1',
      zh: '2025-11-20 10:00 违反：记录 #9“擅自提供”',
      en: 'Breached 2025-11-20 10:00: entry #9 "provided without consent"',
      because: '',
      ref: '9',
      at: '2025-11-20T10:00:00+08:00',
    },
  ],
  next: { zh: '停止提供，追回数据。', en: 'Stop providing it and recover the data.' },
})

const running: DutyAnswer = duty({
  norm: 'content.report',
  cite: { zh: '第四十七条', en: 'Art. 47' },
  clock: 'at',
  due: '2025-12-01T11:10:00+08:00',
  subject: 'content-6',
  subjectName: same('content-6'),
  title: { zh: '向有关主管部门报告', en: 'Report the prohibited information' },
})

const doubtful: DutyAnswer = duty({
  norm: 'content.manage',
  cite: { zh: '第四十七条', en: 'Art. 47' },
  state: 'indeterminate',
  title: { zh: '加强对用户发布信息的管理', en: 'Manage what users publish' },
})

const keptBan: DutyAnswer = duty({
  norm: 'attack.prohibited',
  deontic: 'prohibition',
  title: { zh: '不得从事危害网络安全的活动', en: 'Do not harm network security' },
})

const done: DutyAnswer = duty({
  norm: 'data.encrypt',
  state: 'done',
  next: null,
  stake: null,
  title: { zh: '对重要数据采取加密措施', en: 'Encrypt important data' },
})

export const finding: Exposure = {
  id: null,
  edition: 'csl-2017',
  applies: true,
  liable: true,
  provision: '59.1',
  stage: 'aggravated',
  entityFine: { min: 10_000, max: 100_000, must: 'shall', on: 'unit' },
  personFine: { min: 5000, max: 50_000, must: 'shall', on: ['directly-responsible-manager'] },
  detentionDays: null,
  measures: [
    { code: 'order-correction', must: 'shall', by: 'competent-department' },
    { code: 'suspend-business', must: 'may', by: 'competent-department' },
    { code: 'fine', must: 'shall', by: 'competent-department' },
  ],
  ban: null,
  flags: ['continuing'],
  alternatives: [],
  proposedLawful: null,
  why: [
    { provision: '59.1', zh: '第五十九条第一款处罚违反第二十五条的行为', en: 'Art. 59(1) sanctions breach of Art. 25', because: 'violated = 25.1' },
    {
      provision: '59.1',
      zh: '进入下一档：拒不改正',
      en: 'Next tier: correction refused',
      because: 'refusedCorrection = true',
      tier: { zh: '拒不改正', en: 'correction refused' },
    },
  ],
  asks: ['consequences: 是否造成危害网络安全等后果？ did consequences follow? → 59.1 aggravated'],
  norm: 'incident.report',
  subject: 'incident-1',
  ref: '5',
  facts: { conductDate: '2025-05-12', roles: ['network-operator'], violated: '21.1.3' },
  penalised: null,
  title: { zh: '向主管部门报告事件', en: 'Report the incident to the competent department' },
}

const purchase: Exposure = {
  ...finding,
  provision: '65.1',
  stage: 'base',
  entityFine: { min: 1_234_567.89, max: 12_345_678.9, must: 'shall', on: 'unit', basis: 'procurement-amount' },
  personFine: null,
  why: [
    {
      provision: '65.1',
      zh: '罚款为采购金额的1倍以上10倍以下：1234567.89 × 1–10 = 1234567.89–12345678.9 元',
      en: 'The fine is 1 to 10 times the purchase amount: 1234567.89 × 1–10 = 1234567.89–12345678.9 yuan',
      because: 'procurementAmount = 1234567.89',
    },
  ],
  asks: [],
  norm: 'procurement.pass-review',
  subject: 'pay',
  penalised: '77',
  title: { zh: '采购应当通过国家安全审查', en: 'Have the purchase reviewed' },
}

export const assessment: Assessment = {
  at: '2025-12-01T09:00:00+08:00',
  law: { applicable: { decidedAt: '2025-12-01T09:00:00+08:00' } },
  knownUpTo: '2025-11-30T18:00:00+08:00',
  encoding: '7398ce4eb1dccbd3fa9e2962227d3da22e28900e2b3fc6693bb8e11b6b8e67d1',
  party: { id: 'a', name: { zh: '甲公司', en: 'Company A' }, unit: true, roles: ['network-operator'] },
  duties: [brokenBan, lateByClock, running, doubtful, duty({}), duty({ subject: 'crm', subjectName: { zh: '会员系统', en: 'Member system' } }), keptBan, done],
  exposure: [finding, purchase],
  asks: [
    {
      fact: 'usersPublish',
      subject: 'pay',
      norm: 'content.manage',
      zh: '支付系统：用户可以发布信息？（加强对用户发布信息的管理）',
      en: 'Payment system: users can publish information? (Manage what users publish)',
    },
  ],
  cites: {
    '59.1': { zh: '第五十九条第一款', en: 'Art. 59(1)' },
    '65.1': { zh: '第六十五条', en: 'Art. 65' },
  },
}

/** A name that tries to leave its place: markup, an attribute, a style sheet, a terminal's control sequence, reversed text. */
export const HOSTILE = `</style><script src="http://evil.example/x.js">alert(1)</script><img src=x onerror='alert(2)'>"&\u001b[31m\u202e甲`

export const hostile: Assessment = {
  ...assessment,
  party: { ...assessment.party, name: same(HOSTILE) },
  duties: assessment.duties.map((each) => ({
    ...each,
    subject: HOSTILE,
    subjectName: same(HOSTILE),
    title: same(HOSTILE),
    cite: same(HOSTILE),
    next: same(HOSTILE),
    proof: [same(HOSTILE)],
    why: each.why.map((step) => ({ ...step, ...same(HOSTILE), ref: HOSTILE })),
  })),
  exposure: assessment.exposure.map((each) => ({
    ...each,
    subject: HOSTILE,
    ref: HOSTILE,
    title: same(HOSTILE),
    flags: [HOSTILE],
    asks: [HOSTILE],
    why: each.why.map((step) => ({ ...step, ...same(HOSTILE) })),
  })),
  asks: assessment.asks.map((ask) => ({ ...ask, ...same(HOSTILE) })),
}
