import type { Account } from './cast.ts'
import { did, said, type Pen, type Step } from './script.ts'

const OFFICERS = [
  { name: '周岚', credential: '江网执 00017' },
  { name: '孟涛', credential: '江网执 00023' },
]
const POLICE = [
  { name: '高远', credential: '云公网 1108' },
  { name: '田野', credential: '云公网 1002' },
]
const OPERATOR = { operatorName: '澄湖收付（演示）', subjectRoles: ['network-operator'] }

/** Who the authorities are, so that they have boards of their own. */
function authorities({ ago, day }: Pen): readonly Step[] {
  const one = (by: Account, roles: readonly string[], minute: string): readonly Step[] => [
    said(ago(363, `09:${minute}`), by, 'profile', '', { type: 'begin', since: day(400), unit: true }),
    did(ago(363, `09:${minute}`), by, 'profile', '', {
      type: 'establish',
      fact: 'withinTerritory',
      holds: true,
      on: ago(400, '00:00'),
      reason: '机关在境内。',
    }),
    ...roles.map((role) => did(ago(363, `09:${minute}`), by, 'profile', '', { type: 'state-role', role, on: ago(400, '00:00'), reason: '三定方案。' })),
  ]
  return [...one('fang.qi', ['department', 'provincial-department'], '05'), ...one('tian.ye', ['department'], '06'), ...one('lei.zhen', ['department'], '07')]
}

/** An inspection on the spot with two findings, an order, its correction and its verification: on both sides of the table. */
function inspected({ parties, ago, provision }: Pen): readonly Step[] {
  const id = 'insp-01'
  const ours = `${parties.cyberspace}:inspection:${id}`
  return [
    did(ago(130, '10:00'), 'zhou.lan', 'inspection', id, {
      type: 'propose',
      operator: parties.operator,
      ...OPERATOR,
      basis: 'cyberspace-inspection',
      basisText: '年度检查计划；检查通知 江网检〔17〕号',
      means: 'on-site',
      scope: ['logs', 'personal-information', 'rules'],
      scopeNote: '商城、门店收银系统，近一年。',
      from: ago(122, '09:00'),
      to: ago(121, '18:00'),
      officers: OFFICERS,
    }),
    did(ago(129, '15:00'), 'fang.qi', 'inspection', id, { type: 'approve', approvedBy: '方启' }),
    did(ago(127, '09:30'), 'zhou.lan', 'inspection', id, { type: 'notify' }),
    did(ago(122, '09:05'), 'zhou.lan', 'inspection', id, { type: 'begin', officers: OFFICERS, credentialsShown: true, noticeShown: true }),
    did(ago(122, '09:10'), 'shen.zhiyuan', 'cooperation', ours, { type: 'admit', officerCount: 2, credentialsShown: true, noticeShown: true, asNoticed: true }),
    did(ago(122, '10:00'), 'shen.zhiyuan', 'cooperation', ours, { type: 'log-request', topic: 'logs', asked: '门店收银系统近六个月网络日志' }),
    did(ago(122, '15:30'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'answer-request',
      request: 'R1',
      given: '导出三十六家门店日志；其余十一家只能回溯八十三天，如实说明。',
      evidence: ['日志导出清单.xlsx'],
      answeredBy: '沈知远',
    }),
    did(ago(122, '16:00'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'log-request',
      topic: 'personal-information',
      asked: '应用各版本的权限说明和同意记录',
    }),
    did(ago(121, '10:30'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'answer-request',
      request: 'R2',
      given: '提供 8.1 至 8.4 各版本说明和同意记录抽样。',
      evidence: ['权限说明.pdf', '同意记录抽样.csv'],
      answeredBy: '沈知远',
    }),
    did(ago(121, '14:00'), 'meng.tao', 'inspection', id, {
      type: 'record-finding',
      topic: 'logs',
      what: '十一家门店的收银日志只留存八十三天。',
      violated: provision('logs.keep-six-months', 121),
      norm: 'logs.keep-six-months',
      system: 'pos',
      evidence: ['抽样记录 1.pdf'],
    }),
    did(ago(121, '14:30'), 'meng.tao', 'inspection', id, {
      type: 'record-finding',
      topic: 'personal-information',
      what: '8.1 版应用升级时默认开启通讯录匹配，未单独取得同意。',
      violated: provision('collection.obtain-consent', 121),
      norm: 'collection.obtain-consent',
      evidence: ['版本比对.pdf'],
    }),
    did(ago(121, '15:10'), 'meng.tao', 'inspection', id, {
      type: 'record-finding',
      topic: 'rules',
      what: 'Nobody had approved the remote accounts of two outside maintenance firms.',
      violated: provision('protection.adopt-rules', 121),
      norm: 'protection.adopt-rules',
      evidence: ['账号清单.xlsx'],
    }),
    did(ago(121, '17:00'), 'zhou.lan', 'inspection', id, {
      type: 'finish',
      result: '发现三项问题；个人信息一项依个人信息保护法另行办理。当事单位配合。',
      signature: 'signed',
    }),
    did(ago(121, '17:20'), 'shen.zhiyuan', 'cooperation', ours, { type: 'complete' }),
    did(ago(119, '10:00'), 'zhou.lan', 'inspection', id, {
      type: 'order-correction',
      findings: ['F1', 'F3'],
      required: '门店日志留存不少于六个月；外包远程账号逐个审批并限时。',
      until: ago(92, '18:00'),
    }),
    did(ago(101, '16:00'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'report-correction',
      about: 'order',
      measures: '门店网关统一接入日志平台，十一家自即日起计满；外包远程账号全部重新审批。',
      evidence: ['日志接入清单.xlsx', '账号审批单.pdf'],
    }),
    did(ago(94, '11:00'), 'zhou.lan', 'inspection', id, { type: 'verify', about: 'order', corrected: true, how: '远程抽查三家门店和账号审批单，均已改正。' }),
    did(ago(93, '10:00'), 'fang.qi', 'inspection', id, { type: 'close', result: '已改正；日志问题另案处理。' }),
  ]
}

/** The penalty for the logs: within the range of the law as it stood then, with a defence, a review, and an entry in the credit file. */
function punished({ parties, ago, day, provision, edition }: Pen): readonly Step[] {
  const id = 'case-01'
  const ours = `${parties.cyberspace}:penalty:${id}`
  // Under the older edition a first breach without harm brings a warning and no fine.
  const entityFine = edition(200) === 'csl-2026' ? 30_000 : 0
  const fined = (...steps: readonly Step[]): readonly Step[] => (entityFine > 0 ? steps : [])
  return [
    did(ago(116, '09:30'), 'fang.qi', 'penalty', id, {
      type: 'file-case',
      operator: parties.operator,
      ...OPERATOR,
      address: '云澜市西岭区澄湖路 18 号',
      unit: true,
      origin: 'inspection',
      inspection: 'insp-01',
      violated: provision('logs.keep-six-months', 121),
      norm: 'logs.keep-six-months',
      conductFrom: day(200),
      conductTo: day(121),
      discovered: day(121),
      graveHarm: false,
      jurisdiction: '违法行为发生地在本省。',
      summary: '十一家门店收银系统的网络日志留存不足六个月。',
      officers: OFFICERS,
    }),
    did(ago(115, '10:00'), 'zhou.lan', 'penalty', id, {
      type: 'take-evidence',
      proof: '日志抽样和询问笔录，证明最早一条为八十三天前。',
      evidence: ['抽样记录 1.pdf', '询问笔录.pdf'],
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
      discretion: '初次违法，配合检查，门店范围有限。',
    }),
    did(ago(112, '15:00'), 'zhou.lan', 'penalty', id, { type: 'notify', respondUntil: ago(105, '18:00') }),
    did(ago(108, '16:20'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'defend',
      kind: 'statement',
      statement: '十一家门店因网关更换未及时接入，发现后当月整改，请求从轻。',
    }),
    did(ago(106, '10:00'), 'zhou.lan', 'penalty', id, { type: 'answer-statement', accepted: true, reason: '整改及时属实，处理已在从轻的幅度内。' }),
    did(ago(103, '14:00'), 'qin.yue', 'penalty', id, { type: 'review', reviewer: '秦越', passed: true, opinion: '事实清楚，证据充分，幅度适当，程序合法。' }),
    did(ago(100, '10:00'), 'fang.qi', 'penalty', id, {
      type: 'decide',
      number: '江网罚〔9〕号',
      ...(entityFine > 0 ? { howToPay: '凭缴款码到代收银行缴纳' } : {}),
      decidedBy: '方启',
    }),
    did(ago(99, '10:00'), 'zhou.lan', 'penalty', id, { type: 'serve', served: 'letter' }),
    ...fined(did(ago(91, '11:00'), 'gu.qing', 'cooperation', ours, { type: 'pay', reference: '缴款书 990107734' })),
    did(ago(90, '15:00'), 'xu.ke', 'penalty', id, {
      type: 'record-credit',
      register: '江澜省网络信用档案',
      text: '网络日志留存不足六个月，责令改正并予以处罚。',
      shownUntil: day(-275),
    }),
    did(ago(88, '10:00'), 'fang.qi', 'penalty', id, { type: 'close', closing: 'performed', reason: '已全部履行。' }),
  ]
}

/** After the ransom attack: an interview whose demands are due in some days. */
function interviewed({ parties, ago }: Pen): readonly Step[] {
  const id = 'insp-02'
  return [
    did(ago(20, '10:00'), 'zhou.lan', 'inspection', id, {
      type: 'propose',
      operator: parties.operator,
      ...OPERATOR,
      basis: 'cyberspace-inspection',
      basisText: '勒索事件后续检查；江网检〔41〕号',
      means: 'papers',
      scope: ['attacks', 'rules'],
      from: ago(19, '09:00'),
      to: ago(10, '18:00'),
      officers: OFFICERS,
    }),
    did(ago(20, '16:00'), 'fang.qi', 'inspection', id, { type: 'approve', approvedBy: '方启' }),
    did(ago(19, '09:30'), 'zhou.lan', 'inspection', id, { type: 'notify' }),
    did(ago(17, '10:00'), 'zhou.lan', 'inspection', id, {
      type: 'call-interview',
      basis: 'incident',
      interviewee: 'principal',
      at: ago(13, '14:30'),
      place: '江澜省网信办 402 会议室',
      reason: '订单履约系统发生较大勒索事件，外包远程账号管理存在隐患。',
    }),
    did(ago(13, '16:30'), 'zhou.lan', 'inspection', id, {
      type: 'hold-interview',
      basis: 'incident',
      interviewee: 'principal',
      officerCount: 2,
      demands: '清理外包远程账号；完成离线备份演练；提交整改报告。',
      until: ago(-5, '18:00'),
      minutes: '约谈主要负责人顾清，当场承诺按期整改。',
    }),
  ]
}

/** The police follow up on the store gateways; what they ordered is due the day after tomorrow. Another inspection is announced. */
function ordered({ parties, ago, provision }: Pen): readonly Step[] {
  const first = 'insp-11'
  const ours = `${parties.police}:inspection:${first}`
  const next = 'insp-12'
  return [
    did(ago(46, '10:00'), 'gao.yuan', 'inspection', first, {
      type: 'propose',
      operator: parties.operator,
      ...OPERATOR,
      basis: 'police-inspection',
      basisText: '互联网安全监督检查通知书 云公网检〔6〕号',
      means: 'on-site',
      scope: ['logs', 'grading'],
      from: ago(42, '09:00'),
      to: ago(42, '18:00'),
      officers: POLICE,
    }),
    did(ago(45, '09:00'), 'tian.ye', 'inspection', first, { type: 'approve', approvedBy: '田野' }),
    did(ago(44, '09:00'), 'gao.yuan', 'inspection', first, { type: 'notify' }),
    did(ago(42, '09:20'), 'gao.yuan', 'inspection', first, { type: 'begin', officers: POLICE, credentialsShown: true, noticeShown: true }),
    did(ago(42, '09:25'), 'shen.zhiyuan', 'cooperation', ours, { type: 'admit', officerCount: 2, credentialsShown: true, noticeShown: true, asNoticed: true }),
    did(ago(42, '10:00'), 'shen.zhiyuan', 'cooperation', ours, { type: 'log-request', topic: 'grading', asked: '企业网站的备案证明' }),
    did(ago(42, '11:00'), 'shen.zhiyuan', 'cooperation', ours, {
      type: 'answer-request',
      request: 'R1',
      given: '该系统尚未备案，已列入计划。',
      evidence: ['备案计划.pdf'],
      answeredBy: '沈知远',
    }),
    did(ago(42, '15:00'), 'gao.yuan', 'inspection', first, {
      type: 'record-finding',
      topic: 'grading',
      what: '企业网站定为第二级，运行一年未备案。',
      violated: provision('grading.file-level', 42),
      norm: 'grading.file-level',
      system: 'site',
      evidence: ['现场检查记录.pdf'],
    }),
    did(ago(42, '17:00'), 'gao.yuan', 'inspection', first, { type: 'finish', result: '发现一项问题。', signature: 'signed' }),
    did(ago(42, '17:30'), 'shen.zhiyuan', 'cooperation', ours, { type: 'complete' }),
    did(ago(39, '10:00'), 'gao.yuan', 'inspection', first, {
      type: 'order-correction',
      findings: ['F1'],
      required: '完成企业网站的等级保护备案。',
      until: ago(-2, '17:30'),
    }),
    did(ago(7, '10:00'), 'gao.yuan', 'inspection', next, {
      type: 'propose',
      operator: parties.operator,
      ...OPERATOR,
      basis: 'police-inspection',
      basisText: '互联网安全监督检查通知书 云公网检〔8〕号',
      means: 'on-site',
      scope: ['logs', 'attacks', 'content'],
      scopeNote: '直播导购平台。',
      from: ago(-3, '09:00'),
      to: ago(-3, '18:00'),
      officers: POLICE,
    }),
    did(ago(6, '09:00'), 'tian.ye', 'inspection', next, { type: 'approve', approvedBy: '田野' }),
    did(ago(5, '09:00'), 'gao.yuan', 'inspection', next, { type: 'notify' }),
  ]
}

export function supervision(pen: Pen): readonly Step[] {
  return [...authorities(pen), ...inspected(pen), ...punished(pen), ...interviewed(pen), ...ordered(pen)]
}
