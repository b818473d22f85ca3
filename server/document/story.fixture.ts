import { catalogue } from '#procedures/catalogue.ts'
import { evening, order, report as correction } from '#procedures/cooperation/story.fixture.ts'
import type { Document } from '#procedures/document.ts'
import { assessment, filing, fix, proposal, REGISTERED, review } from '#procedures/grading/grading.fixture.ts'
import type { CataloguedProcedure, Matter, StoredEntry } from '#procedures/matter.ts'
import { Moment } from '#procedures/moment.ts'
import { contextOf, CYBERSPACE, OPERATOR, type Setting } from '#procedures/sentence.fixture.ts'

const march = '2026-03-02T09:00:00+08:00'
const noon = '2026-03-02T12:00:00+08:00'
const april = '2026-04-01T09:00:00+08:00'
const may = '2026-05-06T09:00:00+08:00'
const june = '2026-06-01T09:00:00+08:00'
const until = '2029-05-06T00:00:00+08:00'
const digest = 'a'.repeat(64)

const manager: Setting = { ...REGISTERED, roles: ['responsible-manager', 'security-officer', 'compliance-officer'] }
const portal: Setting = { roles: ['portal'] }
const department: Setting = { party: CYBERSPACE, roles: ['case-officer', 'department-head'] }
const incidentDesk: Setting = { roles: ['security-officer'], standing: { ...REGISTERED.standing, thing: paymentSystem } }

function paymentSystem(id: string) {
  return id === 'pay' ? { id, kind: 'system', name: { zh: '支付', en: 'Payments' }, facts: { cii: false } } : undefined
}

/** Who gives which command, when, and by which person where it matters. */
type Line = readonly [at: string, setting: Setting, command: object, person?: string]

interface Story {
  readonly procedure: string
  readonly subject: string
  readonly setting: Setting
  readonly lines: readonly Line[]
}

const discover = { type: 'discover', knownAt: march, title: '支付系统中断', eventKind: 'attack', system: 'pay', endangersSecurity: true }
const classify = { type: 'classify', on: march, impact: { ciiMainDownMinutes: 45 }, reason: '主要功能故障' }
const first = { entity: '青蓝优选，支付系统', foundWhereWhen: '九时，杭州机房', impactSoFar: '无法收款', measuresSoFar: '已隔离' }

function incident(more: readonly Line[]): Story {
  return {
    procedure: 'incident',
    subject: '2026-014',
    setting: incidentDesk,
    lines: [[march, incidentDesk, discover], [march, incidentDesk, classify], ...more],
  }
}

/** A first report with more than the first items; how the scene is preserved is not known yet. */
const report = {
  type: 'report',
  on: noon,
  to: 'cyberspace',
  channel: 'letter',
  ...first,
  trend: '攻击已经停止，服务将在两小时内恢复；暂未发现横向移动。',
  cause: '攻击者利用已公开的组件漏洞上传文件，取得应用服务器权限。\n补丁在发布后第九天仍未安装。',
  leads: '来源地址三个，均在境外；样本已提取。',
  planned: '安装补丁，重置密钥，复测后恢复；逐项核查同类系统。',
}

const inspected: readonly Line[] = [
  [
    march,
    department,
    {
      type: 'propose',
      on: march,
      operator: 'qinglan',
      operatorName: '青蓝优选',
      subjectRoles: ['network-operator'],
      basis: 'cyberspace-inspection',
      basisText: '检查通知〔2026〕3号',
      means: 'on-site',
      scope: ['logs', 'attacks'],
      from: march,
      to: '2026-03-02T18:00:00+08:00',
      officers: [
        { name: '赵敏', credential: '浙A001' },
        { name: '钱进', credential: '浙A002' },
      ],
    },
  ],
  [march, department, { type: 'approve', on: march, approvedBy: '孙立' }],
  [march, department, { type: 'notify', on: march }],
  [
    noon,
    department,
    {
      type: 'begin',
      on: noon,
      officers: [
        { name: '赵敏', credential: '浙A001' },
        { name: '钱进', credential: '浙A002' },
      ],
      credentialsShown: true,
      noticeShown: true,
    },
  ],
  [noon, department, { type: 'record-finding', on: noon, topic: 'logs', what: '日志只留存三个月', violated: '23.1.3', system: 'pay', evidence: ['sha256:aa'] }],
  [noon, department, { type: 'finish', on: noon, result: '发现一项问题', signature: 'signed' }],
  [noon, department, { type: 'order-correction', on: noon, findings: ['F1'], required: '留存日志不少于六个月', until: '2026-04-02T00:00:00+08:00' }],
  [
    noon,
    department,
    { type: 'hold-interview', on: noon, basis: 'risk', interviewee: 'principal', officerCount: 2, demands: '消除隐患', until: april, minutes: '如实记录' },
  ],
]

const asked: Line = [
  march,
  portal,
  {
    type: 'request-deletion',
    requester: '陈静',
    contact: 'chen@example.cn',
    account: 'chenjing88',
    capacity: 'self',
    categories: ['location', 'communication'],
    claim: 'unlawful',
    statement: '从未同意收集位置',
    codeDigest: digest,
  },
]
const decided: readonly Line[] = [
  asked,
  [noon, manager, { type: 'check-identity', on: noon, means: 'account-login', compared: ['account'], confirmed: true }],
  [noon, manager, { type: 'verify-claim', on: noon, founded: true, because: '查阅同意记录' }],
  [noon, manager, { type: 'decide', on: noon, granted: ['location', 'communication'], refused: [], remedyContact: '400-000-0000' }],
]

const punisher: Setting = { party: CYBERSPACE, roles: ['case-officer', 'department-head', 'reviewer', 'publicity'] }
const punished = (day: string): string => `2026-03-${day}T09:00:00+08:00`
const proposed: readonly object[] = [
  {
    type: 'file-case',
    on: punished('02'),
    operator: 'qinglan',
    operatorName: '青蓝优选',
    address: '杭州市西湖区',
    unit: true,
    subjectRoles: ['network-operator'],
    origin: 'report',
    violated: '23.1.3',
    norm: 'logs.retain',
    conductFrom: '2026-01-05',
    conductTo: '2026-02-20',
    discovered: '2026-02-20',
    graveHarm: false,
    jurisdiction: '违法行为发生地',
    summary: '日志只留存三个月',
    officers: [
      { name: '赵敏', credential: '浙A001' },
      { name: '钱进', credential: '浙A002' },
    ],
  },
  { type: 'take-evidence', on: punished('02'), proof: '日志抽样：最早为三个月前', evidence: ['sha256:aa'] },
  {
    type: 'propose',
    on: punished('02'),
    consequences: 'none',
    circumstances: 'ordinary',
    refusedCorrection: false,
    constitutesCrime: false,
    measures: ['order-correction', 'warning'],
    entityFine: 30_000,
    larger: true,
    complex: false,
    finedBefore: false,
    discretion: '初次违法，配合检查',
  },
  { type: 'notify', on: punished('02'), respondUntil: punished('06'), hearingUntil: '2026-03-09' },
]
const fined: readonly object[] = [
  ...proposed,
  { type: 'review', on: punished('10'), reviewer: '孙立', passed: true, opinion: '事实清楚，程序合法' },
  { type: 'decide', on: punished('10'), number: '浙网信罚〔2026〕1号', howToPay: '指定银行', decidedBy: '周正' },
  { type: 'serve', on: punished('11'), served: 'letter' },
  { type: 'record-credit', on: punished('12'), register: '国家企业信用信息公示系统', text: '日志留存不足六个月，警告并罚款三万元' },
]

function penalty(...commands: readonly object[]): Story {
  return { procedure: 'penalty', subject: 'case-1', setting: punisher, lines: commands.map((command): Line => [june, punisher, command]) }
}

const graded: readonly Line[] = [
  [march, manager, proposal(march)],
  [march, manager, review(march, 3)],
  [march, manager, fix(march)],
  [april, manager, filing(april)],
  [april, manager, { type: 'accept-filing', on: april, reference: '受理1号' }],
]

const complained: Line = [
  march,
  portal,
  { type: 'submit', topic: 'personal-information', content: '客服出售通讯录', respondent: '客服部', codeDigest: digest, name: '赵敏', contact: '13800000000' },
]
const accepted: Line = [noon, manager, { type: 'accept', on: noon, undertaking: '由审计核查' }]

const notified: Line = [
  march,
  manager,
  {
    type: 'receive-notice',
    on: march,
    department: 'cac-zj',
    departmentName: '省网信办',
    remit: 'cyberspace',
    rank: 'province',
    letter: 'cac-zj/inspection/insp-1/3/1',
    basis: 'cyberspace-inspection',
    basisText: '检查通知〔2026〕3号',
    means: 'on-site',
    scope: ['logs', 'attacks'],
    from: march,
    to: evening,
    officerCount: 2,
  },
]

function cooperation(...lines: readonly Line[]): Story {
  return { procedure: 'cooperation', subject: 'm-1', setting: manager, lines }
}

/** Short stories after which a document can be drawn, by its id. A kind of document without one fails the test that goes over the catalogue. */
const STORIES: Readonly<Record<string, Story>> = {
  'incident-report': incident([[noon, incidentDesk, report]]),
  'leak-notice': incident([
    [march, incidentDesk, { type: 'find-leak', knownAt: march, dataset: 'members', affectedPersons: 12_400, reason: '日志' }],
    [
      noon,
      incidentDesk,
      {
        type: 'notify-persons',
        on: noon,
        persons: 12_400,
        means: '短信',
        kinds: '手机号',
        causes: '漏洞',
        possibleHarm: '诈骗',
        taken: '修复',
        advice: '改密码',
        contact: '400-000-0000',
      },
    ],
  ]),
  'incident-summary': incident([
    [noon, incidentDesk, report],
    [noon, incidentDesk, { type: 'remedy', on: noon, measures: '修复', verification: '复测' }],
    [noon, incidentDesk, { type: 'end-handling', on: noon, result: '恢复' }],
    [
      april,
      incidentDesk,
      { type: 'file-summary', on: april, cause: '漏洞', measures: '隔离', harm: '三小时', accountability: '通报', remedy: '加固', lessons: '演练' },
    ],
  ]),
  plan: {
    procedure: 'plan',
    subject: 'qinglan',
    setting: manager,
    lines: [
      [march, manager, { type: 'adopt', on: march, title: '总体预案', edition: '1', approvedBy: '林伟', grades: '四级', reporting: '安全负责人判断级别' }],
      [april, manager, { type: 'hold-drill', on: april, scenario: '勒索', participants: 12, findings: '联系人过期', improvements: '每季度核对' }],
    ],
  },
  'rights-acknowledgement': { procedure: 'rights', subject: 'r-1', setting: manager, lines: [asked] },
  'rights-decision': { procedure: 'rights', subject: 'r-1', setting: manager, lines: decided },
  'rights-proof': {
    procedure: 'rights',
    subject: 'r-1',
    setting: manager,
    lines: [
      ...decided,
      [
        april,
        manager,
        {
          type: 'execute-deletion',
          on: april,
          categories: ['location', 'communication'],
          places: ['会员库', '日志'],
          method: 'erased',
          backups: 'deleted',
          proof: [digest],
        },
      ],
    ],
  },
  'grading-report': { procedure: 'grading', subject: 'pay', setting: manager, lines: graded },
  'filing-form': { procedure: 'grading', subject: 'pay', setting: manager, lines: graded },
  'rectification-report': { procedure: 'grading', subject: 'pay', setting: manager, lines: [...graded, [may, manager, assessment(may)]] },
  'protection-plan': { procedure: 'grading', subject: 'pay', setting: manager, lines: [...graded, [may, manager, assessment(may)]] },
  'extension-request': {
    procedure: 'grading',
    subject: 'pay',
    setting: manager,
    lines: [...graded, [may, manager, { type: 'record-certificate', on: may, number: '330106-0001', until }]],
  },
  'control-statement': {
    procedure: 'grading',
    subject: 'pay',
    setting: manager,
    lines: [...graded, [april, manager, { type: 'prove-control', on: april, control: 'defence', statement: '规则已更新', evidence: ['策略.pdf'] }]],
  },
  'ending-report': {
    procedure: 'grading',
    subject: 'pay',
    setting: manager,
    lines: [...graded, [june, manager, { type: 'end', on: june, data: '已迁移并清除', media: '已消磁', logs: '归档六个月' }]],
  },
  'protection-organisation': {
    procedure: 'protection',
    subject: 'qinglan',
    setting: manager,
    lines: [
      [
        march,
        manager,
        { type: 'adopt-rules', on: march, title: '网络安全管理制度', edition: '1', covers: '账号、补丁、备份', approvedBy: '林伟', evidence: ['发文.pdf'] },
      ],
      [march, manager, { type: 'appoint-officer', on: march, name: '王芳', post: '安全总监', duties: '统筹网络安全', evidence: ['发文.pdf'] }],
    ],
  },
  'inspection-notice': { procedure: 'inspection', subject: 'insp-1', setting: department, lines: inspected.slice(0, 4) },
  'inspection-record': { procedure: 'inspection', subject: 'insp-1', setting: department, lines: inspected },
  'interview-minutes': { procedure: 'inspection', subject: 'insp-1', setting: department, lines: inspected },
  'correction-order': { procedure: 'inspection', subject: 'insp-1', setting: department, lines: inspected },
  'complaint-acknowledgement': { procedure: 'complaint', subject: 'c-1', setting: manager, lines: [complained] },
  'complaint-decision': { procedure: 'complaint', subject: 'c-1', setting: manager, lines: [complained, accepted] },
  'complaint-reply': {
    procedure: 'complaint',
    subject: 'c-1',
    setting: manager,
    lines: [
      complained,
      accepted,
      [noon, manager, { type: 'record-finding', on: noon, finding: '属实' }],
      [april, manager, { type: 'answer', on: april, result: 'upheld', measures: '解除合同', answer: '已查实并处理' }],
    ],
  },
  'complaint-transfer': {
    procedure: 'complaint',
    subject: 'c-1',
    setting: department,
    lines: [
      [march, { ...portal, party: CYBERSPACE }, { type: 'submit', topic: 'personal-information', content: '客服出售通讯录', codeDigest: digest }],
      [noon, department, { type: 'transfer', on: noon, to: 'police', level: 'city', region: '330100', because: '涉嫌犯罪' }],
    ],
  },
  'complaint-informant': {
    procedure: 'complaint',
    subject: 'c-1',
    setting: manager,
    lines: [
      complained,
      [noon, manager, { type: 'request-opening', because: '当面核实' }, 'wang'],
      [noon, manager, { type: 'approve-opening', because: '同意' }, 'lin-wei'],
    ],
  },
  'penalty-notice': penalty(...proposed),
  'hearing-notice': penalty(
    ...proposed,
    { type: 'take-statement', on: punished('04'), kind: 'hearing', statement: '要求听证' },
    { type: 'call-hearing', on: punished('05'), at: punished('20'), place: '杭州市', chair: '李平', open: true },
  ),
  'penalty-decision': penalty(...fined),
  'credit-entry': penalty(...fined),
  'cooperation-log': cooperation(
    notified,
    [noon, manager, { type: 'admit', on: noon, officerCount: 2, credentialsShown: true, noticeShown: true, asNoticed: true }],
    [noon, manager, { type: 'log-request', on: noon, topic: 'logs', asked: '近六个月登录日志' }],
  ),
  'penalty-defence': cooperation(
    [
      march,
      manager,
      {
        type: 'receive-penalty-notice',
        on: march,
        department: 'cac-zj',
        departmentName: '省网信办',
        remit: 'cyberspace',
        rank: 'province',
        letter: 'cac-zj/penalty/case-1/4/1',
        operatorName: '青蓝优选',
        summary: '日志只留存三个月',
        violated: '23.1.3',
        measures: ['order-correction', 'warning'],
        entityFine: 30_000,
        personFine: 0,
        detentionDays: 0,
        persons: null,
        discretion: '初次违法，配合检查',
        held: { edition: 'csl-2026', provision: '61.1', stage: 'base', least: 10_000, most: 50_000, personLeast: null, personMost: null, below: false },
        respondUntil: april,
        hearingUntil: '2026-03-09',
      },
    ],
    [noon, manager, { type: 'defend', on: noon, kind: 'statement', statement: '已经整改' }],
  ),
  'correction-report': cooperation([evening, manager, order], [may, manager, correction]),
  'complaint-notice': {
    procedure: 'complaint-channel',
    subject: 'qinglan',
    setting: manager,
    lines: [
      [
        march,
        manager,
        {
          type: 'establish',
          on: march,
          rules: '投诉举报管理办法（2025）',
          ways: ['400-000-0000', 'https://qinglan.example/report'],
          publishedAt: '网站首页底部',
        },
      ],
    ],
  },
}

/** Gives commands one after the other, each by its own person, as the journal would keep them. A refusal is a fault here. */
function tell(procedure: CataloguedProcedure, { subject, lines }: Story): Matter {
  const entries: StoredEntry[] = []
  for (const [at, setting, command, person] of lines) {
    const context = contextOf(setting, subject, at)
    const answer = procedure.open(entries).decide(command, { ...context, actor: { ...context.actor, person: person ?? context.actor.person } })
    if (answer.kind === 'refused') throw new Error(`${procedure.id}: ${answer.refusal.en}`)
    for (const event of answer.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
  }
  return procedure.open(entries)
}

/** Every kind of document of the catalogue. */
export const KINDS = catalogue.flatMap((procedure) => procedure.documents.map(({ id }) => ({ procedure, id })))

/** A document as its story leaves it. */
export function documentOf(id: string): Document {
  const story = STORIES[id]
  const procedure = catalogue.find((each) => each.id === story?.procedure)
  if (story === undefined || procedure === undefined) throw new Error(`no story ends in the document ${id}: add one to STORIES`)
  const party = story.setting.party ?? OPERATOR
  const document = tell(procedure, story).document(id, { party, subject: story.subject, at: Moment.parse(june) })
  if (document === undefined) throw new Error(`the story of ${id} draws nothing`)
  return document
}
