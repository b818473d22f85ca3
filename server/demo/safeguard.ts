import type { Control } from '#procedures/grading/control.ts'
import { COMMISSIONED, logSourcesOf, OPENED, SYSTEMS } from './company.ts'
import { DISTRICT } from './cast.ts'
import { did, type Pen, type Step } from './script.ts'

const NONE = { citizens: 'none', society: 'none', state: 'none' } as const
/** The harm by which the matrix comes to a level. */
const HARM = { 2: { ...NONE, citizens: 'serious' }, 3: { ...NONE, citizens: 'serious', society: 'serious' } } as const

function proposal(name: string, place: string, purpose: string, level: 2 | 3) {
  return {
    type: 'propose',
    name,
    sort: 'information-system',
    boundary: `澄湖收付负责运行，部署于${place}，与其他系统之间有防火墙隔离。`,
    business: { what: `${purpose}所处理的信息`, ...HARM[level] },
    service: { what: purpose, ...HARM[2] },
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
function levels({ ago }: Pen): readonly Step[] {
  return SYSTEMS.flatMap(([id, zh, , level, purpose, place], order): Step[] => {
    const at = ago(OPENED - 2, `09:${String(10 + order)}`)
    const certificate = CERTIFIED[id]
    return [
      did(at, 'lu.ming', 'grading', id, { ...proposal(zh, place, purpose, level), on: ago(COMMISSIONED - 4) }),
      did(at, 'lu.ming', 'grading', id, {
        type: 'review',
        on: ago(COMMISSIONED - 7),
        experts: 3,
        grade: level,
        opinion: '定级对象和侵害程度判断合理，同意。',
        names: '专家组三人',
      }),
      did(at, 'gu.qing', 'grading', id, { type: 'fix-level', on: ago(COMMISSIONED - 8), decidedBy: '顾清' }),
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
  readonly what: string
  readonly control?: Control
}

/** Assessments of the year: system, days ago, report, rate, findings. The one of risk control has not been made again. */
const ASSESSMENTS: readonly (readonly [system: string, days: number, report: string, rate: number, found: readonly Found[]])[] = [
  ['risk', 397, 'HC-0417', 91.2, []],
  ['mall', 360, 'HC-0502', 83.4, [{ domain: 'computing', severity: 'high', what: '三台应用服务器存在弱口令账号。', control: 'defence' }]],
  [
    'pay',
    341,
    'HC-0519',
    86.1,
    [
      { domain: 'boundary', severity: 'major', what: '边界入侵防范规则库停更四十六天。', control: 'defence' },
      { domain: 'maintenance', severity: 'medium', what: '变更审批单缺少回退方案。' },
      { domain: 'management-centre', severity: 'low', what: 'Two administrators share one jump-host account.' },
    ],
  ],
  ['member', 232, 'HC-0623', 79.8, [{ domain: 'computing', severity: 'high', what: '会员库手机号列未加密存储。', control: 'encryption' }]],
  ['warehouse', 118, 'HC-0740', 92.5, []],
  ['pay', 9, 'HC-0861', 93.6, [{ domain: 'maintenance', severity: 'low', what: '两份操作手册未更新版本号。' }]],
]

function assessments({ ago }: Pen): readonly Step[] {
  return ASSESSMENTS.map(([system, days, report, rate, found]) => {
    const majorRisks = found.filter(({ severity }) => severity === 'major').length
    return did(ago(Math.min(days, OPENED - 3), '16:20'), 'lu.ming', 'grading', system, {
      type: 'record-assessment',
      on: ago(days, '11:00'),
      assessor: '衡测网络安全测评',
      qualification: 'DJCP-99010007',
      report,
      rate,
      majorRisks,
      verdict: rate > 90 && majorRisks === 0 ? 'conforms' : 'basically-conforms',
      found,
      evidence: [`${report} 测评报告.pdf`],
    })
  })
}

function mending({ ago }: Pen): readonly Step[] {
  const rectified = (days: number, system: string, finding: string, measures: string): Step =>
    did(ago(days, '17:10'), 'he.chuan', 'grading', system, { type: 'rectify', finding, measures, evidence: ['整改前后配置对照.xlsx'] })
  const verified = (days: number, system: string, finding: string, how: string, passed = true): Step =>
    did(ago(days, '10:40'), 'bai.lu', 'grading', system, { type: 'verify', finding, passed, how, verifiedBy: '白露' })
  const proved = (days: number, system: string, control: Control, statement: string): Step =>
    did(ago(days, '15:00'), 'he.chuan', 'grading', system, { type: 'prove-control', control, statement, evidence: ['核查记录.pdf'] })
  return [
    rectified(330, 'mall', 'F1', '停用弱口令账号，接入统一认证，口令策略改为十四位。'),
    proved(329, 'mall', 'defence', '弱口令复扫为零；防护策略已更新。'),
    verified(328, 'mall', 'F1', '抽查二十台主机，未再发现。'),
    rectified(322, 'pay', 'F1', '恢复规则库自动更新，并加停更告警。'),
    proved(321, 'pay', 'defence', '规则库已更新至最新版，连续七日自动更新成功。'),
    verified(318, 'pay', 'F1', '查看更新记录和告警演示。'),
    rectified(301, 'pay', 'F2', '变更单模板增加回退方案，并抽查二十单。'),
    verified(296, 'pay', 'F2', '抽查结果符合。'),
    rectified(290, 'pay', 'F3', 'Personal accounts were issued and the shared one was closed.'),
    verified(283, 'pay', 'F3', 'Log of the jump host shows personal accounts only.'),
    rectified(160, 'member', 'F1', '新写入数据已加密，存量迁移完成百分之四十。'),
    verified(150, 'member', 'F1', '存量手机号仍有明文，未通过。', false),
    did(ago(96, '14:00'), 'shen.zhiyuan', 'grading', 'pay', {
      type: 'file-plan',
      assets: '应用服务器三十二台，数据库八套，边界设备六台。',
      present: '双活机房、入侵防范、数据库审计、密钥管理。',
      causes: '规则库更新依赖人工确认。',
      approach: '更新自动化，异常告警直达值班。',
      next: '本年内完成堡垒机更换。',
    }),
  ]
}

const STATEMENTS = {
  defence: ['防火墙、入侵防范和主机防护均已启用，策略经审批。', ['防护策略清单.xlsx', '近三十日拦截记录.csv']],
  monitoring: ['运行状态和安全事件集中采集，七乘二十四小时值守。', ['采集配置.pdf', '监测周报.pdf']],
  classification: ['按数据分类规则完成清单，并标注保存期限。', ['数据分类清单.xlsx']],
  backup: ['每日全量、每小时增量，本季度已做恢复测试。', ['备份日志.txt', '恢复测试记录.pdf']],
  encryption: ['敏感字段以国密算法加密，密钥由密钥管理系统保管。', ['加密范围说明.pdf', '密钥轮换记录.csv']],
} as const satisfies Partial<Record<Control, readonly [string, readonly string[]]>>
const PROVED = ['defence', 'monitoring', 'classification', 'backup', 'encryption'] as const

/** Controls that nobody has proved yet: they stand on the board until somebody does. */
const UNPROVED: readonly string[] = ['site encryption', 'site classification', 'office classification', 'pos encryption', 'hr backup', 'erp encryption']

function controls({ ago }: Pen): readonly Step[] {
  const first = SYSTEMS.flatMap(([id], order) =>
    PROVED.filter((control) => !UNPROVED.includes(`${id} ${control}`)).map((control, place): Step => {
      const [statement, evidence] = STATEMENTS[control]
      return did(ago(OPENED - 6 - order, `1${place}:30`), 'he.chuan', 'grading', id, {
        type: 'prove-control',
        control,
        statement,
        evidence,
        reviewOn: ago(-30 - order * 9),
      })
    }),
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
          evidence: ['日志覆盖核验结果.pdf'],
        }),
      ),
  )
  return [
    ...first,
    ...logs,
    did(ago(74, '09:50'), 'bai.lu', 'grading', 'pos', { type: 'find-gap', control: 'logs', gap: '十一家门店网关更换后日志未接入，只能回溯一百三十一天。' }),
    did(ago(33, '16:45'), 'he.chuan', 'grading', 'service', {
      type: 'find-gap',
      control: 'backup',
      gap: 'The restore test of the ticket archive failed: two of five volumes could not be read.',
    }),
  ]
}

const FILING = {
  type: 'submit-filing',
  purpose: 'first',
  unitName: '澄湖收付（演示）',
  unitAddress: '云澜市西岭区澄湖路 18 号',
  unitRegion: DISTRICT,
  unitSort: 'enterprise',
  affiliation: 'other',
  industry: '零售和支付',
  office: '网络安全部',
  systemNumber: 'CH-014',
  businessSort: '直播零售',
  businessDescription: '主播讲解商品，会员在线下单。',
  scope: 'city',
  served: 'public',
  coverage: 'wide',
  network: 'internet',
  links: '与商城、支付核心系统以接口相连。',
  products: '云防火墙、主机防护、内容审核服务。',
  services: '北岭云计算',
  papers: ['topology', 'organisation', 'design', 'products', 'expert-opinion'],
  toFollow: '投入运行一年内完成测评并补交报告。',
  survey: [{ kind: '会员互动信息', class: 'general', use: '系统内使用，不对外提供。' }],
  head: '顾清',
  headPhone: '0990-5550-0101',
  contact: '陶然',
  contactPhone: '0990-5550-0199',
  contactMail: 'soc@chenghu.example',
  filledBy: '陶然',
} as const

/** A new system on its way: graded, filed with the police by letter, certified; and one of which the level is still open. */
function newcomers({ ago }: Pen): readonly Step[] {
  return [
    did(ago(165, '10:00'), 'lu.ming', 'grading', 'live', proposal('直播导购平台', '云服务', '直播、弹幕和下单', 3)),
    did(ago(158, '15:30'), 'lu.ming', 'grading', 'live', {
      type: 'review',
      experts: 5,
      grade: 3,
      opinion: '同意定为第三级；建议内容审核单独留痕。',
      names: '专家组五人',
    }),
    did(ago(155, '09:20'), 'gu.qing', 'grading', 'live', { type: 'fix-level', decidedBy: '顾清' }),
    did(ago(148, '14:40'), 'shen.zhiyuan', 'grading', 'live', { ...FILING, inOperation: ago(170, '00:00') }),
    did(ago(141, '11:15'), 'shen.zhiyuan', 'grading', 'live', { type: 'accept-filing', reference: '云公备受 0207' }),
    did(ago(126, '10:10'), 'shen.zhiyuan', 'grading', 'live', { type: 'record-certificate', number: '9901-00377', until: ago(-960, '00:00') }),
    did(ago(120, '16:00'), 'he.chuan', 'grading', 'live', {
      type: 'prove-control',
      control: 'defence',
      statement: STATEMENTS.defence[0],
      evidence: STATEMENTS.defence[1],
    }),
    did(ago(119, '16:00'), 'he.chuan', 'grading', 'live', {
      type: 'prove-control',
      control: 'monitoring',
      statement: STATEMENTS.monitoring[0],
      evidence: STATEMENTS.monitoring[1],
    }),
    did(ago(55, '10:30'), 'lu.ming', 'grading', 'ai-guide', proposal('智能导购助手', '云服务', '商城内的问答和推荐', 2)),
  ]
}

function selfChecks({ ago }: Pen): readonly Step[] {
  const check = (days: number, system: string, result: string, found: readonly Found[] = []): Step =>
    did(ago(days, '17:30'), 'bai.lu', 'grading', system, {
      type: 'record-self-check',
      scope: '对照基本要求逐项查阅记录，抽查配置。',
      result,
      evidence: ['自查表.xlsx'],
      found,
    })
  return [
    check(362, 'mall', '符合，一项建议。'),
    check(361, 'member', '符合。'),
    check(339, 'risk', 'In order; one recommendation on key rotation.'),
    check(337, 'warehouse', '符合。'),
    check(200, 'pay', '基本符合，发现一项问题。', [{ domain: 'personnel', severity: 'low', what: '两名离岗人员的门禁卡三日后才收回。' }]),
    check(60, 'live', '基本符合。', [{ domain: 'computing', severity: 'medium', what: '弹幕服务的镜像未固定版本。' }]),
    did(ago(194, '10:00'), 'he.chuan', 'grading', 'pay', {
      type: 'rectify',
      finding: 'F4',
      measures: '离岗流程改为当日收回，并与人事系统联动。',
      evidence: ['流程截图.png'],
    }),
    did(ago(188, '10:00'), 'bai.lu', 'grading', 'pay', {
      type: 'verify',
      finding: 'F4',
      passed: true,
      how: '抽查近一月离岗五人，均当日收回。',
      verifiedBy: '白露',
    }),
  ]
}

/** What the company owes once and for all its systems: rules, an officer, responsibility, a plan, drills, a way to complain. */
function organisation({ ago }: Pen): readonly Step[] {
  return [
    did(ago(OPENED - 3, '09:00'), 'gu.qing', 'protection', '', {
      type: 'adopt-rules',
      on: ago(COMMISSIONED - 10),
      title: '网络安全管理制度汇编',
      edition: '4.0',
      covers: '账号与权限、补丁与变更、备份与恢复、日志、外包与供应商、应急。',
      approvedBy: '顾清',
      evidence: ['制度汇编 4.0.pdf', '发文登记.pdf'],
      reviewOn: ago(-45),
    }),
    did(ago(OPENED - 3, '09:20'), 'gu.qing', 'protection', '', {
      type: 'appoint-officer',
      on: ago(COMMISSIONED - 10),
      name: '陆明',
      post: '网络安全部总经理',
      duties: '统筹等级保护、事件处置和安全投入，直接向总经理报告。',
      evidence: ['任命文件.pdf'],
    }),
    did(ago(OPENED - 3, '09:40'), 'shen.zhiyuan', 'protection', '', {
      type: 'assign-responsibility',
      division: '各系统一名责任人；安全部监督，内审抽查。',
      signed: 46,
      evidence: ['责任书签署清单.xlsx'],
    }),
    did(ago(OPENED - 4, '10:00'), 'gu.qing', 'plan', '', {
      type: 'adopt',
      on: ago(COMMISSIONED - 20),
      title: '网络安全事件总体应急预案',
      edition: '2.1',
      approvedBy: '顾清',
      grades: '按特别重大、重大、较大、一般四级，对应不同的启动权限和值守要求。',
      reporting: '网络安全负责人判断级别，合规负责人对外报告，值班电话 0990-5550-0199。',
    }),
    did(ago(246, '17:00'), 'lu.ming', 'plan', '', {
      type: 'hold-drill',
      on: ago(247, '14:00'),
      scenario: '支付核心数据库遭勒索加密，切换备用机房。',
      participants: 38,
      findings: '备用机房证书过期，切换耗时五十二分钟。',
      improvements: '证书到期提前三十日告警；切换手册重写。',
    }),
    did(ago(82, '17:30'), 'lu.ming', 'plan', '', {
      type: 'hold-drill',
      on: ago(82, '14:00'),
      scenario: 'A leak of member records is posted on a forum: classify, report, tell the members.',
      participants: 21,
      findings: 'The template of the notice lacked the address of the complaint desk.',
      improvements: 'The template was mended and moved into the duty binder.',
    }),
    did(ago(70, '10:00'), 'gu.qing', 'plan', '', {
      type: 'adopt',
      title: '网络安全事件总体应急预案',
      edition: '2.2',
      approvedBy: '顾清',
      grades: '增加直播业务的内容安全事件分级。',
      reporting: '增加个人信息泄露的对外告知流程。',
    }),
    did(ago(OPENED - 5, '11:00'), 'shen.zhiyuan', 'complaint-channel', '', {
      type: 'establish',
      on: ago(COMMISSIONED - 15),
      rules: '网络信息安全投诉举报办法 1.2',
      ways: ['网页：chenghu.example/complain', '电话：0990-5550-0120', '信函：云澜市西岭区澄湖路 18 号合规部'],
      publishedAt: '网站页脚、应用“我的—投诉举报”',
    }),
  ]
}

/** A year of graded protection, with what is still to be done. */
export function safeguards(pen: Pen): readonly Step[] {
  return [...organisation(pen), ...levels(pen), ...assessments(pen), ...mending(pen), ...selfChecks(pen), ...controls(pen), ...newcomers(pen)]
}
