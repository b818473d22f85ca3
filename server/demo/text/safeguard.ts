import type { Text } from '#law/text.ts'

export const ASSESSOR = { zh: '衡测网络安全测评', en: 'Hengce Assessment' } as const
/** What a proposal says of a system that is run at a place for a purpose. */
export const boundaryAt = ({ zh, en }: Text): Text => ({
  zh: `澄湖收付负责运行，部署于${zh}，与其他系统之间有防火墙隔离。`,
  en: `Place: ${en}. Run by Chenghu Pay & Retail; firewalls separate it from the other systems.`,
})
export const informationFor = ({ zh, en }: Text): Text => ({
  zh: `${zh}所处理的信息`,
  en: `Information handled for ${en.charAt(0).toLowerCase()}${en.slice(1)}`,
})

export const REVIEW = {
  opinion: { zh: '定级对象和侵害程度判断合理，同意。', en: 'Object and degree of harm are judged reasonably; agreed.' },
  names: { zh: '专家组三人', en: 'A panel of three' },
} as const
export const REVIEW_LIVE = {
  opinion: { zh: '同意定为第三级；建议内容审核单独留痕。', en: 'Level 3 is agreed; content review should leave a trail of its own.' },
  names: { zh: '专家组五人', en: 'A panel of five' },
} as const

/** What assessments and self-checks found. */
export const FOUND = {
  weakPasswords: { zh: '三台应用服务器存在弱口令账号。', en: 'Three application servers have accounts with weak passwords.' },
  staleRules: { zh: '边界入侵防范规则库停更四十六天。', en: 'The rules of intrusion prevention at the border have not been updated for forty-six days.' },
  noRollback: { zh: '变更审批单缺少回退方案。', en: 'Change approvals say nothing of how to go back.' },
  sharedAccount: { zh: '两名管理员共用一个堡垒机账号。', en: 'Two administrators share one jump-host account.' },
  plainNumbers: { zh: '会员库手机号列未加密存储。', en: 'The column of mobile numbers in the member database is not encrypted.' },
  oldManuals: { zh: '两份操作手册未更新版本号。', en: 'Two manuals carry an old version number.' },
  lateCards: { zh: '两名离岗人员的门禁卡三日后才收回。', en: 'Door cards of two people who left came back three days late.' },
  looseImage: { zh: '弹幕服务的镜像未固定版本。', en: 'The image of the comment service has no fixed version.' },
} as const
export const REPORT_PAPER = { zh: '测评报告.pdf', en: 'assessment report.pdf' } as const

/** How findings were mended, proved and checked. */
export const MENDED = {
  paper: { zh: '整改前后配置对照.xlsx', en: 'Configuration before and after.xlsx' },
  record: { zh: '核查记录.pdf', en: 'Record of the check.pdf' },
  mall1: {
    measures: {
      zh: '停用弱口令账号，接入统一认证，口令策略改为十四位。',
      en: 'Weak accounts suspended, sign-in made central, passwords of fourteen characters required.',
    },
    statement: { zh: '弱口令复扫为零；防护策略已更新。', en: 'Scanned again: no weak password; protection rules updated.' },
    how: { zh: '抽查二十台主机，未再发现。', en: 'Twenty hosts sampled; nothing found.' },
  },
  pay1: {
    measures: { zh: '恢复规则库自动更新，并加停更告警。', en: 'Automatic updates restored, with an alert when they stop.' },
    statement: { zh: '规则库已更新至最新版，连续七日自动更新成功。', en: 'The rules are the newest, and have updated by themselves on seven days running.' },
    how: { zh: '查看更新记录和告警演示。', en: 'Saw the record of updates, and an alert raised on purpose.' },
  },
  pay2: {
    measures: { zh: '变更单模板增加回退方案，并抽查二十单。', en: 'The form for changes asks for a way back; twenty were sampled.' },
    how: { zh: '抽查结果符合。', en: 'The sample is in order.' },
  },
  pay3: {
    measures: { zh: '改发个人账号，停用共用账号。', en: 'Personal accounts were issued and the shared one was closed.' },
    how: { zh: '堡垒机日志显示只有个人账号登录。', en: 'The log of the jump host shows personal accounts only.' },
  },
  pay4: {
    measures: { zh: '离岗流程改为当日收回，并与人事系统联动。', en: 'Cards come back on the last day, which human resources now triggers.' },
    evidence: { zh: '流程截图.png', en: 'The procedure, screenshot.png' },
    how: { zh: '抽查近一月离岗五人，均当日收回。', en: 'Five who left within the month sampled: all came back on the day.' },
  },
  member1: {
    measures: { zh: '新写入数据已加密，存量迁移完成百分之四十。', en: 'New records are encrypted; of the old ones 40 % have been moved.' },
    how: { zh: '存量手机号仍有明文，未通过。', en: 'Older numbers are still in plain text; not passed.' },
  },
  plan: {
    assets: { zh: '应用服务器三十二台，数据库八套，边界设备六台。', en: 'Thirty-two application servers, eight databases, six border devices.' },
    present: { zh: '双活机房、入侵防范、数据库审计、密钥管理。', en: 'Two active data centres, intrusion prevention, database audit, key management.' },
    causes: { zh: '规则库更新依赖人工确认。', en: 'Updates of the rules waited for somebody to confirm them.' },
    approach: { zh: '更新自动化，异常告警直达值班。', en: 'Updates run by themselves; what fails goes straight to whoever is on duty.' },
    next: { zh: '本年内完成堡垒机更换。', en: 'The jump hosts are replaced within the year.' },
  },
} as const

/** What is said to prove each control, and with what. */
export const CONTROL = {
  defence: {
    statement: { zh: '防火墙、入侵防范和主机防护均已启用，策略经审批。', en: 'Firewalls, intrusion prevention and host protection are on, by approved rules.' },
    evidence: [
      { zh: '防护策略清单.xlsx', en: 'Protection rules.xlsx' },
      { zh: '近三十日拦截记录.csv', en: 'Blocked in the last thirty days.csv' },
    ],
  },
  monitoring: {
    statement: {
      zh: '运行状态和安全事件集中采集，七乘二十四小时值守。',
      en: 'State and security events are collected in one place and watched day and night.',
    },
    evidence: [
      { zh: '采集配置.pdf', en: 'What is collected.pdf' },
      { zh: '监测周报.pdf', en: 'Weekly report.pdf' },
    ],
  },
  classification: {
    statement: { zh: '按数据分类规则完成清单，并标注保存期限。', en: 'Data are listed by class, each with how long it is kept.' },
    evidence: [{ zh: '数据分类清单.xlsx', en: 'Data by class.xlsx' }],
  },
  backup: {
    statement: { zh: '每日全量、每小时增量，本季度已做恢复测试。', en: 'Full every day, changes every hour; restored for a test this quarter.' },
    evidence: [
      { zh: '备份日志.txt', en: 'Backup log.txt' },
      { zh: '恢复测试记录.pdf', en: 'Restore test.pdf' },
    ],
  },
  encryption: {
    statement: {
      zh: '敏感字段以国密算法加密，密钥由密钥管理系统保管。',
      en: 'Sensitive fields are encrypted with national algorithms; keys are in the key management system.',
    },
    evidence: [
      { zh: '加密范围说明.pdf', en: 'What is encrypted.pdf' },
      { zh: '密钥轮换记录.csv', en: 'Key rotation.csv' },
    ],
  },
} as const
export const LOGS_PAPER = { zh: '日志覆盖核验结果.pdf', en: 'Coverage of logs.pdf' } as const
export const GAP = {
  pos: {
    zh: '十一家门店网关更换后日志未接入，只能回溯一百三十一天。',
    en: 'After the gateways of eleven stores were replaced, their logs were not collected; they go back 131 days only.',
  },
  service: { zh: '工单归档恢复测试失败，五个卷中两个无法读取。', en: 'The restore test of the ticket archive failed: two of five volumes could not be read.' },
} as const

/** The form by which live shopping was filed with the police. */
export const FILING = {
  industry: { zh: '零售和支付', en: 'Retail and payment' },
  office: { zh: '网络安全部', en: 'Network security' },
  businessSort: { zh: '直播零售', en: 'Retail by live stream' },
  businessDescription: { zh: '主播讲解商品，会员在线下单。', en: 'Hosts present goods, members order online.' },
  links: { zh: '与商城、支付核心系统以接口相连。', en: 'Interfaces to the online store and the payment core.' },
  products: { zh: '云防火墙、主机防护、内容审核服务。', en: 'Cloud firewall, host protection, content review.' },
  services: { zh: '北岭云计算', en: 'Beiling Cloud' },
  toFollow: { zh: '投入运行一年内完成测评并补交报告。', en: 'It is assessed within a year of going into operation; the report follows.' },
} as const
export const SURVEY = {
  kind: { zh: '会员互动信息', en: 'What members say and do' },
  use: { zh: '系统内使用，不对外提供。', en: 'Used within the system, given to nobody else.' },
} as const
export const FILED = { zh: '云公备受 0207', en: 'YL-F 0207' } as const

export const SELF_CHECK = {
  scope: { zh: '对照基本要求逐项查阅记录，抽查配置。', en: 'Records read against the basic requirements item by item; configurations sampled.' },
  paper: { zh: '自查表.xlsx', en: 'Self-check.xlsx' },
  good: { zh: '符合。', en: 'In order.' },
  goodButOne: { zh: '符合，一项建议。', en: 'In order, with one recommendation.' },
  keys: { zh: '符合；建议缩短密钥轮换周期。', en: 'In order; keys should be rotated more often.' },
  nearly: { zh: '基本符合。', en: 'In order for the most part.' },
  nearlyButOne: { zh: '基本符合，发现一项问题。', en: 'In order for the most part; one finding.' },
} as const

/** What the company has for all its systems: rules, an officer, responsibility, a plan, drills, a way to complain. */
export const ORGANISATION = {
  rules: {
    title: { zh: '网络安全管理制度汇编', en: 'Rules of network security' },
    covers: {
      zh: '账号与权限、补丁与变更、备份与恢复、日志、外包与供应商、应急。',
      en: 'Accounts and access, patches and changes, backup and restoring, logs, contractors and suppliers, emergencies.',
    },
    evidence: [
      { zh: '制度汇编 4.0.pdf', en: 'Rules 4.0.pdf' },
      { zh: '发文登记.pdf', en: 'Register of issue.pdf' },
    ],
  },
  officer: {
    post: { zh: '网络安全部总经理', en: 'Head of network security' },
    duties: {
      zh: '统筹等级保护、事件处置和安全投入，直接向总经理报告。',
      en: 'In charge of graded protection, incidents and the security budget; reports to the general manager.',
    },
    evidence: [{ zh: '任命文件.pdf', en: 'Letter of appointment.pdf' }],
  },
  responsibility: {
    division: { zh: '各系统一名责任人；安全部监督，内审抽查。', en: 'One person answers for each system; security supervises, internal audit samples.' },
    evidence: [{ zh: '责任书签署清单.xlsx', en: 'Who has signed.xlsx' }],
  },
  plan: {
    title: { zh: '网络安全事件总体应急预案', en: 'General contingency plan for network security incidents' },
    grades: {
      zh: '按特别重大、重大、较大、一般四级，对应不同的启动权限和值守要求。',
      en: 'Four levels, I to IV; for each, who may start the plan and who stays on duty.',
    },
    reporting: {
      zh: '网络安全负责人判断级别，合规负责人对外报告，值班电话 0990-5550-0199。',
      en: 'The head of network security decides the level, compliance reports to the authorities; on duty: 0990-5550-0199.',
    },
  },
  planAgain: {
    grades: { zh: '增加直播业务的内容安全事件分级。', en: 'Levels for content incidents in live shopping were added.' },
    reporting: { zh: '增加个人信息泄露的对外告知流程。', en: 'How persons are told of a leak was added.' },
  },
  ransomDrill: {
    scenario: {
      zh: '支付核心数据库遭勒索加密，切换备用机房。',
      en: 'The database of the payment core is encrypted for ransom: switch to the other data centre.',
    },
    findings: { zh: '备用机房证书过期，切换耗时五十二分钟。', en: 'A certificate in the other data centre had expired; switching took fifty-two minutes.' },
    improvements: { zh: '证书到期提前三十日告警；切换手册重写。', en: 'Alert thirty days before a certificate expires; the manual was rewritten.' },
  },
  leakDrill: {
    scenario: {
      zh: '会员资料被挂上论坛：判断级别、报告、告知会员。',
      en: 'A leak of member records is posted on a forum: classify, report, tell the members.',
    },
    findings: { zh: '告知模板缺少投诉受理地址。', en: 'The template of the notice lacked the address of the complaint desk.' },
    improvements: { zh: '模板已补全，放入值班手册。', en: 'The template was mended and moved into the duty binder.' },
  },
  complaints: {
    rules: { zh: '网络信息安全投诉举报办法 1.2', en: 'Rules on complaints and reports about network information security 1.2' },
    ways: [
      { zh: '网页：chenghu.example/complain', en: 'Web: chenghu.example/complain' },
      { zh: '电话：0990-5550-0120', en: 'Telephone: 0990-5550-0120' },
      { zh: '信函：云澜市西岭区澄湖路 18 号合规部', en: 'Post: Compliance, 18 Chenghu Road, Xiling District, Yunlan' },
    ],
    publishedAt: { zh: '网站页脚、应用“我的—投诉举报”', en: 'Foot of the website; in the app under Me, Complaints' },
  },
} as const
