import { proposal, review, fix, filing } from '#procedures/grading/grading.fixture.ts'
import { order } from '#procedures/cooperation/story.fixture.ts'
import { asked, did, said, type Pen, type Step } from '../demo/script.ts'

/** What the demo’s year does not bring: matters besides it, so that with both every command of every procedure has been given and taken. */
export function further(pen: Pen): readonly Step[] {
  return [registers, profile, protections, graded, incident, received, filed, inspected, punished, dealt, published, rights, complaints].flatMap((chapter) =>
    chapter(pen),
  )
}

const because = '登记有误，按实际情况更正。'

/** An entry of each register that is entered, amended and retired. */
function registers({ ago, day }: Pen): readonly Step[] {
  const kinds = ['system', 'product', 'dataset', 'supplier', 'log-source', 'person'] as const
  const particulars = { 'log-source': { transport: 'syslog', content: 'operation' }, person: { post: 'manager' } } as const
  return kinds.flatMap((kind) => {
    const more = kind === 'log-source' || kind === 'person' ? particulars[kind] : {}
    return [
      said(ago(5, '09:00'), 'lu.ming', kind, `passing-${kind}`, {
        type: 'enter',
        name: { zh: '临时', en: 'Passing' },
        since: day(40),
        facts: {},
        particulars: more,
      }),
      did(ago(5, '09:10'), 'lu.ming', kind, `passing-${kind}`, {
        type: 'amend',
        name: { zh: '临时用', en: 'In passing' },
        facts: {},
        particulars: {},
        because,
      }),
      did(ago(5, '09:20'), 'lu.ming', kind, `passing-${kind}`, { type: 'retire', because: '不再使用。' }),
    ]
  })
}

function profile({ ago }: Pen): readonly Step[] {
  const role = 'industry-organization'
  return [
    did(ago(5, '09:30'), 'shen.zhiyuan', 'profile', '', { type: 'state-role', role, reason: '受托承担行业自律工作。' }),
    did(ago(5, '09:40'), 'shen.zhiyuan', 'profile', '', { type: 'end-role', role, reason: '委托已经结束。' }),
    did(ago(5, '09:50'), 'shen.zhiyuan', 'profile', '', { type: 'recheck' }),
  ]
}

function protections({ ago }: Pen): readonly Step[] {
  return [
    did(ago(4, '09:00'), 'gu.qing', 'protection', '', { type: 'end-office', reason: '调任其他岗位。' }),
    did(ago(4, '09:10'), 'lu.ming', 'protection', '', { type: 'prove-other', duties: ['商用密码应用评估'], met: '已评估。', evidence: ['评估报告.pdf'] }),
    did(ago(4, '09:20'), 'bai.lu', 'protection', '', { type: 'find-gap', control: 'other', gap: '一项制度没有修订。' }),
    did(ago(4, '09:30'), 'lu.ming', 'plan', '', { type: 'find-gap', gap: '直播业务没有预案。' }),
  ]
}

/** A system from its grading to its end, whose filing is returned; and one that goes on. */
function graded({ ago, day }: Pen): readonly Step[] {
  const at = ago(30, '09:00')
  const grade = (command: { readonly type: string }): Step => said(at, 'lu.ming', 'grading', 'kiosk', command)
  const again = {
    unitRegion: '990106',
    inOperation: ago(60),
    papers: ['topology', 'organisation', 'design', 'products', 'expert-opinion', 'approval'],
  } as const
  const enter = { type: 'enter', name: { zh: '自助终端', en: 'Kiosk' }, since: day(60), facts: { cii: false }, particulars: {} }
  return [
    said(at, 'lu.ming', 'system', 'kiosk', enter),
    grade(proposal(at, { regulator: '市商务局' })),
    grade(review(at, 3)),
    did(at, 'lu.ming', 'grading', 'kiosk', { type: 'approve', department: '行业主管部门', approved: true, opinion: '同意' }),
    said(at, 'gu.qing', 'grading', 'kiosk', fix(at)),
    grade(filing(at, again)),
    did(ago(29, '09:00'), 'lu.ming', 'grading', 'kiosk', { type: 'record-receipt', entry: '1', receipt: '窗口回执 7 号' }),
    did(ago(28, '09:00'), 'lu.ming', 'grading', 'kiosk', { type: 'return-filing', about: 'papers', reason: '缺少拓扑图。' }),
    said(ago(27, '09:00'), 'lu.ming', 'grading', 'kiosk', filing(ago(27, '09:00'), again)),
    did(ago(26, '09:00'), 'lu.ming', 'grading', 'kiosk', { type: 'accept-filing', reference: '云公备2026-17' }),
    did(ago(3, '09:00'), 'lu.ming', 'grading', 'kiosk', { type: 'end', data: '已迁移。', media: '已销毁。', logs: '已归档。' }),
    did(ago(3, '10:00'), 'shen.zhiyuan', 'grading', 'pay', { type: 'request-extension', reason: '系统仍在运行。' }),
    did(ago(3, '10:10'), 'lu.ming', 'grading', 'pay', { type: 'raise-finding', origin: 'own', domain: 'boundary', severity: 'low', what: '一条规则过期。' }),
    did(ago(3, '10:20'), 'lu.ming', 'grading', 'pay', { type: 'record-change', change: 'structure', description: '增加一处机房。' }),
  ]
}

/** What departments say of an incident on paper, and what comes to light. */
function incident({ ago }: Pen): readonly Step[] {
  const id = 'inc-03-ransom'
  return [
    did(ago(16, '09:00'), 'shen.zhiyuan', 'incident', id, { type: 'record-receipt', to: 'cyberspace', receipt: '值班室签收' }),
    did(ago(16, '09:10'), 'shen.zhiyuan', 'incident', id, { type: 'record-answer', from: 'cyberspace', answer: 'question', text: '请说明备份是否完好。' }),
    did(ago(16, '09:20'), 'shen.zhiyuan', 'incident', id, { type: 'require-measures', from: 'cyberspace', until: ago(-3), demanded: '更换全部域账号口令。' }),
    did(ago(16, '10:00'), 'he.chuan', 'incident', id, { type: 'take-measures', measures: '口令已经全部更换。' }),
    did(ago(16, '10:10'), 'lu.ming', 'incident', id, { type: 'become-emergency', reason: '仓配停摆影响民生物资供应。' }),
    did(ago(16, '10:20'), 'bai.lu', 'incident', id, { type: 'find-concealed', reason: '首报漏报两台主机。' }),
  ]
}

/** A report that came to a department on paper, to its end. */
function received({ parties, ago }: Pen): readonly Step[] {
  const id = 'paper-incident'
  const items = { entity: '澄湖收付', foundWhereWhen: '云澜机房 A', impactSoFar: '订单信息泄露', measuresSoFar: '接口已下线' }
  const report = {
    type: 'take-report',
    operator: parties.operator,
    title: '订单信息泄露',
    eventKind: 'attack',
    level: 'II',
    knownAt: ago(15, '08:00'),
    ...items,
  }
  const summary = { cause: '接口越权', measures: '已修复', harm: '一百二十万人', accountability: '已问责', remedy: '已整改', lessons: '先评审再上线' }
  return [
    said(ago(15, '09:00'), 'zhou.lan', 'incident-reception', id, report),
    did(ago(15, '09:10'), 'zhou.lan', 'incident-reception', id, { type: 'acknowledge', note: '已收悉。' }),
    did(ago(15, '09:20'), 'zhou.lan', 'incident-reception', id, { type: 'ask', asked: ['cause'], question: '请说明原因。', answerBy: ago(14) }),
    did(ago(15, '09:30'), 'zhou.lan', 'incident-reception', id, { type: 'pass-on', to: 'police', level: 'city', region: '990100' }),
    did(ago(15, '09:40'), 'zhou.lan', 'incident-reception', id, { type: 'start-plan', response: '二级响应。' }),
    did(ago(15, '09:50'), 'zhou.lan', 'incident-reception', id, { type: 'instruct', until: ago(12), demanded: '更换全部密钥。' }),
    said(ago(14, '09:00'), 'zhou.lan', 'incident-reception', id, { type: 'take-measures', measures: '密钥已经更换。' }),
    said(ago(13, '09:00'), 'zhou.lan', 'incident-reception', id, { type: 'take-summary', level: 'II', ...summary }),
    did(ago(13, '10:00'), 'zhou.lan', 'incident-reception', id, { type: 'investigate', cause: '接口越权', effect: '一百二十万人', conclusion: '属于重大事件' }),
    did(ago(12, '10:00'), 'fang.qi', 'incident-reception', id, { type: 'close', result: '已经处置。' }),
  ]
}

/** Filings that came to the police over the counter. */
function filed({ parties, ago }: Pen): readonly Step[] {
  const { type: _, on: _on, ...form } = filing(ago(15))
  const who = { operator: parties.operator, name: '自助终端' }
  const take = { type: 'take-filing', ...who, grade: 3, ...form }
  const number = '99010620260018'
  const plan = { assets: '终端四百台', present: '已定级', causes: '规则过期', approach: '更新', next: '按月复核' }
  return [
    said(ago(15, '11:00'), 'gao.yuan', 'filing-review', 'paper-filing', { ...take, letter: 'paper/1' }),
    did(ago(15, '11:10'), 'gao.yuan', 'filing-review', 'paper-filing', { type: 'return', about: 'papers', reason: '缺少拓扑图。' }),
    said(ago(14, '11:00'), 'gao.yuan', 'filing-review', 'paper-filing', { ...take, letter: 'paper/2' }),
    did(ago(14, '11:10'), 'gao.yuan', 'filing-review', 'paper-filing', { type: 'accept', reference: '云公备2026-18' }),
    did(ago(13, '11:00'), 'tian.ye', 'filing-review', 'paper-filing', { type: 'certify', number, until: ago(-1000) }),
    said(ago(12, '11:00'), 'gao.yuan', 'filing-review', 'paper-filing', { type: 'take-extension', ...who, number, until: ago(-1000), reason: '仍在运行。' }),
    said(ago(12, '11:10'), 'gao.yuan', 'filing-review', 'paper-filing', { type: 'take-plan', ...who, grade: 3, ...plan }),
    said(ago(12, '11:20'), 'gao.yuan', 'filing-review', 'paper-filing', {
      type: 'take-ending',
      ...who,
      grade: 3,
      data: '已迁移',
      media: '已销毁',
      logs: '已归档',
    }),
  ]
}

const OFFICERS = [
  { name: '周岚', credential: '江网执 00017' },
  { name: '孟涛', credential: '江网执 00023' },
]
const OPERATOR = { operatorName: '澄湖收付（演示）', subjectRoles: ['network-operator'] }

/** An inspection that is hindered, and whose order is not obeyed. */
function inspected({ parties, ago, provision }: Pen): readonly Step[] {
  const by = (at: ReturnType<Pen['ago']>, command: { readonly type: string; readonly [field: string]: unknown }): Step =>
    did(at, 'zhou.lan', 'inspection', 'hindered', command)
  const basis = { basis: 'cyberspace-inspection', basisText: '专项检查', means: 'on-site', scope: ['logs'], from: ago(75, '09:00'), to: ago(70, '18:00') }
  const finding = {
    topic: 'logs',
    what: '日志只留存三个月。',
    violated: provision('logs.keep-six-months', 74),
    norm: 'logs.keep-six-months',
    evidence: ['抽样.pdf'],
  }
  return [
    by(ago(76), { type: 'propose', operator: parties.operator, ...OPERATOR, ...basis, officers: OFFICERS }),
    did(ago(76, '10:00'), 'fang.qi', 'inspection', 'hindered', { type: 'approve', approvedBy: '方启' }),
    by(ago(75, '08:00'), { type: 'notify' }),
    by(ago(75, '10:00'), { type: 'begin', officers: OFFICERS, credentialsShown: true, noticeShown: true }),
    by(ago(75, '11:00'), { type: 'record-obstruction', reason: '拒绝提供账号。', evidence: ['录像.mp4'] }),
    by(ago(75, '12:00'), { type: 'take-answer', given: '补充提供了账号清单。', evidence: ['账号.xlsx'] }),
    by(ago(75, '13:00'), { type: 'take-objection', ground: '认为范围过宽。' }),
    by(ago(74), { type: 'record-finding', ...finding }),
    by(ago(74, '17:00'), { type: 'finish', result: '发现一项问题。', signature: 'signed' }),
    by(ago(73), { type: 'order-correction', findings: ['F1'], required: '留存不少于六个月。', until: ago(66) }),
    by(ago(67), { type: 'take-report', about: 'order', measures: '只改了一半。', evidence: ['说明.pdf'] }),
    did(ago(65), 'fang.qi', 'inspection', 'hindered', { type: 'find-refusal', about: 'order', reason: '逾期未改。' }),
  ]
}

/** A case that is heard, discussed, decided, paid, published and taken back. */
function punished({ parties, ago, day, provision }: Pen): readonly Step[] {
  const by = (
    at: ReturnType<Pen['ago']>,
    command: { readonly type: string; readonly [field: string]: unknown },
    who: 'fang.qi' | 'zhou.lan' = 'fang.qi',
  ): Step => did(at, who, 'penalty', 'heard', command)
  const conduct = {
    violated: provision('logs.keep-six-months', 74),
    norm: 'logs.keep-six-months',
    conductFrom: day(90),
    conductTo: day(74),
    discovered: day(74),
  }
  const whose = {
    operator: parties.operator,
    ...OPERATOR,
    address: '云澜市西岭区',
    unit: true,
    jurisdiction: '违法行为发生地',
    graveHarm: false,
    officers: OFFICERS,
  }
  const facts = { consequences: 'none', circumstances: 'ordinary', refusedCorrection: false, constitutesCrime: false, finedBefore: false }
  const sanction = { measures: ['order-correction', 'warning'], entityFine: 30_000, larger: true, complex: true, discretion: '影响较广。' }
  return [
    by(ago(64), { type: 'file-case', ...whose, ...conduct, origin: 'inspection', inspection: 'hindered', summary: '日志留存不足六个月。' }),
    by(ago(64, '10:00'), { type: 'take-evidence', proof: '日志抽样。', evidence: ['抽样.pdf'] }, 'zhou.lan'),
    by(ago(63), { type: 'propose', ...facts, ...sanction }, 'zhou.lan'),
    by(ago(62), { type: 'notify', respondUntil: ago(45), hearingUntil: day(45) }, 'zhou.lan'),
    by(ago(61), { type: 'take-statement', kind: 'hearing', statement: '要求听证。' }, 'zhou.lan'),
    by(ago(60), { type: 'call-hearing', at: ago(32), place: '三楼会议室', chair: '孙立', open: true }),
    by(ago(32, '15:00'), { type: 'hold-hearing', opinion: '当事人承认事实。', evidence: ['笔录.pdf'] }),
    by(ago(61, '12:00'), { type: 'take-statement', kind: 'statement', statement: '已经整改。' }, 'zhou.lan'),
    by(ago(31), { type: 'answer-statement', accepted: false, reason: '事实清楚。' }, 'zhou.lan'),
    did(ago(30), 'qin.yue', 'penalty', 'heard', { type: 'review', reviewer: '秦越', passed: true, opinion: '程序合法。' }),
    by(ago(29), { type: 'discuss', participants: 5, opinion: '一致同意。' }),
    by(ago(28), { type: 'decide', number: '江网罚〔10〕号', howToPay: '指定银行', decidedBy: '方启' }),
    by(ago(27), { type: 'serve', served: 'letter' }, 'zhou.lan'),
    by(ago(26), { type: 'record-payment', reference: '缴款书 12' }, 'zhou.lan'),
    did(ago(25), 'xu.ke', 'penalty', 'heard', { type: 'record-credit', register: '江澜省网络信用档案', text: '日志留存不足六个月，罚款三万元。' }),
    did(ago(24), 'xu.ke', 'penalty', 'heard', { type: 'retract-credit', because: '信用已经修复。' }),
  ]
}

/** What comes to a company on paper from a department that is not on this installation. */
function dealt({ ago, day }: Pen): readonly Step[] {
  const by = (at: ReturnType<Pen['ago']>, id: string, command: { readonly type: string; readonly [field: string]: unknown }): Step =>
    did(at, 'shen.zhiyuan', 'cooperation', `paper-${id}`, command)
  const sender = { department: 'cac-outside', departmentName: '外省网信办', remit: 'cyberspace', rank: 'province' }
  const basis = { basis: 'cyberspace-inspection', basisText: '检查通知', means: 'papers', scope: ['logs'], from: ago(20), to: ago(18), officerCount: 2 }
  const talk = { ...sender, basis: 'incident' }
  const penalty = {
    ...sender,
    operatorName: '澄湖收付（演示）',
    summary: '日志留存不足六个月。',
    violated: '23.1.3',
    measures: ['order-correction', 'warning'],
    entityFine: 30_000,
    personFine: 0,
    detentionDays: 0,
    discretion: '影响较广。',
    held: { edition: 'csl-2026', provision: '61.1', stage: 'base', least: 10_000, most: 50_000, below: false },
  }
  const decision = { number: '外网罚〔1〕号', consequences: 'none', circumstances: 'ordinary', howToPay: '指定银行', remedies: '六十日内复议。' }
  const { on: _, letter: _letter, until: _until, ...ordered } = order
  return [
    by(ago(21), 'visit', { type: 'receive-notice', ...sender, ...basis }),
    by(ago(20, '10:00'), 'visit', { type: 'object', ground: '通知没有写明依据。' }),
    by(ago(20, '11:00'), 'visit', { type: 'find-obstruction', reason: '经查，一名员工拒绝配合。' }),
    by(ago(21), 'talk', { type: 'receive-call', ...talk, interviewee: 'principal', at: ago(19), place: '网信办', reason: '勒索事件。' }),
    by(ago(19, '12:00'), 'talk', { type: 'receive-interview', ...talk, demands: '消除隐患。', until: ago(-5), minutes: '如实记录。' }),
    by(ago(20), 'order', { ...ordered, until: ago(10) }),
    by(ago(9), 'order', { type: 'receive-verification', about: 'order', corrected: false, how: '现场复查。' }),
    by(ago(8), 'order', { type: 'receive-refusal', about: 'order', reason: '逾期未改。' }),
    by(ago(20), 'penalty', { type: 'receive-penalty-notice', ...penalty, respondUntil: ago(10), hearingUntil: day(10) }),
    by(ago(18), 'penalty', { type: 'defend', kind: 'hearing', statement: '要求听证。' }),
    by(ago(17), 'penalty', { type: 'receive-hearing', at: ago(9), place: '三楼', open: true }),
    by(ago(8), 'penalty', { type: 'receive-decision', ...penalty, ...decision }),
    did(ago(7), 'gu.qing', 'cooperation', 'paper-penalty', { type: 'pay', reference: '缴款书 13' }),
  ]
}

function published({ ago }: Pen): readonly Step[] {
  return [
    did(ago(20), 'xu.ke', 'publication', 'information-1', {
      type: 'publish-information',
      title: '漏洞通报',
      text: '某邮件软件有高危漏洞。',
      review: '已评估公开的影响。',
    }),
    did(ago(19), 'xu.ke', 'publication', 'information-1', { type: 'retract', because: '信息有误。' }),
    did(ago(19), 'bai.lu', 'publication', 'missing', { type: 'find-missing', gap: '直播业务没有公开收集规则。' }),
  ]
}

/** A demand that is asked about, supplemented by whoever made it, granted and passed on. */
function rights({ ago, portal }: Pen): readonly Step[] {
  const id = portal('rights-further')
  const by = (at: ReturnType<Pen['ago']>, command: { readonly type: string; readonly [field: string]: unknown }): Step =>
    did(at, 'shen.zhiyuan', 'rights', id, command)
  const person = { requester: '唐棠', contact: 'tangtang@mail.example', account: 'tangtang', capacity: 'self', categories: ['location'] }
  return [
    asked(ago(18), 'operator', 'rights', id, { type: 'request-deletion', ...person, claim: 'unlawful', statement: '没有同意过定位。' }),
    by(ago(17), { type: 'ask', asked: '是哪一个账号', because: '有两个相近的账号。' }),
    asked(ago(16, '12:00'), 'operator', 'rights', id, { type: 'supplement', statement: '是尾号为 7 的那一个。' }),
    by(ago(15), { type: 'check-identity', means: 'account-login', compared: ['account'], confirmed: true }),
    by(ago(14), { type: 'verify-claim', founded: true, because: '旧版默认开启。' }),
    by(ago(13), { type: 'decide', granted: ['location'], refused: [], remedyContact: '合规部' }),
    by(ago(12), { type: 'execute-deletion', categories: ['location'], places: ['会员库'], method: 'erased', backups: 'deleted', proof: ['a'.repeat(64)] }),
    by(ago(12, '11:00'), { type: 'tell-recipients', recipients: [{ name: '地图服务商' }], reference: '删除通知 3 号' }),
  ]
}

/** Complaints whose writers are heard, whose names are opened and sealed, and one that came from elsewhere. */
function complaints({ ago, portal }: Pen): readonly Step[] {
  const id = portal('complaint-further')
  const by = (
    at: ReturnType<Pen['ago']>,
    command: { readonly type: string; readonly [field: string]: unknown },
    who: 'shen.zhiyuan' | 'gu.qing' = 'shen.zhiyuan',
  ): Step => said(at, who, 'complaint', id, command)
  const submit = { type: 'submit', topic: 'personal-information', content: '客服出售通讯录。', name: '赵敏', contact: 'zhaomin@mail.example' }
  return [
    asked(ago(18, '12:00'), 'operator', 'complaint', id, submit),
    by(ago(17, '12:00'), { type: 'accept', on: ago(17, '12:00'), undertaking: '由审计核查。' }),
    by(ago(17, '13:00'), { type: 'write-to-informant', message: '请告知来电时间。' }),
    asked(ago(16, '13:00'), 'operator', 'complaint', id, { type: 'reply', message: '上周三晚上八点。' }),
    by(ago(16, '14:00'), { type: 'request-opening', because: '当面核实。' }),
    by(ago(16, '15:00'), { type: 'decline-opening', because: '可以先查录音。' }, 'gu.qing'),
    by(ago(15, '14:00'), { type: 'request-opening', because: '录音不全，当面核实。' }),
    by(ago(15, '15:00'), { type: 'approve-opening', because: '同意。' }, 'gu.qing'),
    by(ago(15, '16:00'), { type: 'seal' }),
    by(ago(1, '14:00'), { type: 'request-opening', because: '送达答复。' }),
    by(ago(1, '15:00'), { type: 'approve-opening', because: '同意。' }, 'gu.qing'),
    by(ago(14, '16:00'), { type: 'find-disclosure', on: ago(14, '15:00'), disclosure: '经办人向客服部提到了举报人。' }),
    did(ago(14, '09:00'), 'bai.lu', 'complaint-channel', '', { type: 'find-gap', gap: '电话无人接听。' }),
    said(ago(20), 'zhou.lan', 'complaint', 'paper-complaint', {
      type: 'take-over',
      topic: 'fraud',
      content: '有人冒充客服。',
      from: '市长热线',
      because: '属网信职责。',
      name: '钱一',
      contact: 'qianyi@mail.example',
    }),
    did(ago(19, '12:00'), 'zhou.lan', 'complaint', 'paper-complaint', {
      type: 'transfer',
      to: 'telecom',
      level: 'province',
      region: '990000',
      because: '属电信主管部门职责。',
    }),
    did(ago(18, '12:00'), 'zhou.lan', 'complaint', 'paper-complaint', { type: 'record-receipt', receipt: '对方签收。' }),
  ]
}
