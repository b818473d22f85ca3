import type { Moment } from '#procedures/moment.ts'
import { did, said, type Pen, type Step } from './script.ts'

/** The systems that were there from the beginning, oldest first: id, names, level, what it is for, where it runs, and more facts of the law. */
export const SYSTEMS = [
  ['pay', '支付核心系统', 'Payment core', 3, '收单、清算和商户结算', '云澜机房 A', { important: true, collectsPersonalInformation: true }],
  [
    'mall',
    '零售商城',
    'Online store',
    3,
    '面向会员的网上零售和评价',
    '云澜机房 A',
    { collectsPersonalInformation: true, usersPublish: true, realIdentityService: true },
  ],
  ['member', '会员中心', 'Membership', 3, '会员资料、积分和登录', '云澜机房 A', { important: true, collectsPersonalInformation: true }],
  ['risk', '风控平台', 'Risk control', 3, '交易反欺诈和名单管理', '云澜机房 B', { important: true, collectsPersonalInformation: true }],
  ['merchant', '商户门户', 'Merchant portal', 2, '商户入驻、对账和开票', '云澜机房 A', { collectsPersonalInformation: true }],
  ['oms', '订单履约系统', 'Order fulfilment', 2, '订单、仓配和售后', '云澜机房 B', { collectsPersonalInformation: true }],
  ['pos', '门店收银系统', 'Store checkout', 2, '四十七家门店收银', '门店和云澜机房 B', {}],
  ['service', '客服系统', 'Customer service', 2, '在线客服、电话客服和工单', '云澜机房 B', { collectsPersonalInformation: true }],
  ['erp', '财务与采购系统', 'Finance and purchasing', 2, '总账、采购和资产', '云澜机房 B', {}],
  ['hr', '人事系统', 'Human resources', 2, '员工档案和考勤', '云澜机房 B', { collectsPersonalInformation: true }],
  ['warehouse', '数据仓库', 'Data warehouse', 3, '经营分析和监管报送', '云澜机房 B', { important: true, collectsPersonalInformation: true }],
  ['office', '办公网和邮件', 'Office network and mail', 2, '内部办公', '总部', {}],
  ['site', '企业网站', 'Company website', 2, '公司介绍和公告', '云服务', {}],
] as const

/** Gone into operation half a year ago; its level is still being decided. */
const NEW_SYSTEM = [
  'live',
  '直播导购平台',
  'Live shopping',
  '直播、弹幕和下单',
  '云服务',
  { collectsPersonalInformation: true, usersPublish: true, realIdentityService: true },
] as const

/** Days ago on which the company opened its books here, and on which its oldest systems went into operation. */
export const OPENED = 364
export const COMMISSIONED = 400

const KEEPER: Readonly<Record<string, string>> = { pay: 'p-02', mall: 'p-04', member: 'p-04', risk: 'p-02' }

function profile({ ago, day }: Pen): readonly Step[] {
  const at = ago(OPENED, '09:00')
  const since = ago(COMMISSIONED, '00:00')
  const answer = (fact: string, holds: boolean, reason: string, on: Moment = since): Step =>
    did(at, 'shen.zhiyuan', 'profile', '', { type: 'establish', fact, holds, reason, on })
  return [
    said(at, 'shen.zhiyuan', 'profile', '', { type: 'begin', since: day(COMMISSIONED), unit: true }),
    answer('withinTerritory', true, '机房、门店和用户均在境内。'),
    did(at, 'shen.zhiyuan', 'profile', '', { type: 'establish-network', network: 'civil', on: since, reason: '面向商户和消费者的民用网络。' }),
    answer('ownsNetwork', true, '自有两处机房及租用云资源。'),
    answer('providesNetworkService', true, '通过网站和应用提供支付、零售服务。'),
    answer('managesNetwork', false, '不代他人管理网络。'),
    answer('suppliesProducts', true, '向商户提供收银插件和接口。 / Checkout plug-ins and interfaces are supplied to merchants.'),
    answer('suppliesCriticalEquipment', false, '对照目录逐项核对，没有列入的产品。'),
    answer('runsAppStore', false, '只分发自己的应用。'),
    answer('certifiesOrTests', false, '不对外开展检测。'),
    answer('designatedCii', false, '没有收到认定通知。 / No notice of designation has come.'),
    answer('stateOrgan', false, '不运营政务网络。'),
    answer('realIdentityService', true, '商城有评价，直播有弹幕，属于信息发布。'),
    answer('collectsPersonalInformation', true, '会员、商户联系人和员工的信息。'),
    answer('otherGroundOnly', false, '个性化推荐依会员同意。'),
    answer('usersPublish', true, '会员可以发布评价。'),
    answer('runsApp', true, '“澄湖”应用和小程序。'),
    // Whether it runs a service for messages is a question that nobody has answered yet.
    said(ago(299, '17:00'), 'shen.zhiyuan', 'profile', '', {
      type: 'set-parameter',
      parameter: 'leak-inform-users',
      term: 'PT24H',
      reason: '会员资料泄露后的复盘：二十四小时内告知。',
    }),
  ]
}

function systems({ ago, day }: Pen): readonly Step[] {
  const at = ago(OPENED, '10:00')
  const old = SYSTEMS.map(([id, zh, en, gradedLevel, purpose, place, facts]) =>
    said(at, 'lu.ming', 'system', id, {
      type: 'enter',
      name: { zh, en },
      since: day(COMMISSIONED),
      facts: { gradedLevel, cii: false, ...facts },
      particulars: { purpose, place, keeper: KEEPER[id] ?? 'p-05' },
    }),
  )
  const [id, zh, en, purpose, place, facts] = NEW_SYSTEM
  return [
    ...old,
    said(ago(170, '15:20'), 'lu.ming', 'system', id, {
      type: 'enter',
      name: { zh, en },
      since: day(170),
      facts: { cii: false, ...facts },
      particulars: { purpose, place, keeper: 'p-04' },
    }),
    said(ago(61, '11:05'), 'lu.ming', 'system', 'ai-guide', {
      type: 'enter',
      name: { zh: '智能导购助手', en: 'Shopping assistant' },
      since: day(62),
      facts: { cii: false, collectsPersonalInformation: true },
      particulars: { purpose: '商城内的问答和推荐，等级待定', place: '云服务', keeper: 'p-04' },
    }),
  ]
}

function things({ ago, day }: Pen): readonly Step[] {
  const at = ago(OPENED, '14:00')
  const enter = (
    procedure: string,
    id: string,
    zh: string,
    en: string,
    facts: object,
    particulars: object,
    by: 'lu.ming' | 'shen.zhiyuan' = 'shen.zhiyuan',
  ): Step => said(at, by, procedure, id, { type: 'enter', name: { zh, en }, since: day(COMMISSIONED), facts, particulars })
  return [
    enter('product', 'app', '“澄湖”应用', 'Chenghu app', { collectsUserInformation: true, supported: true, listedEquipment: false }, { version: '8.4' }),
    enter(
      'product',
      'mini',
      '“澄湖到店”小程序',
      'Chenghu in-store mini program',
      { collectsUserInformation: true, supported: true, listedEquipment: false },
      { version: '3.1' },
    ),
    enter('product', 'plugin', '收银插件', 'Checkout plug-in', { collectsUserInformation: false, supported: true, listedEquipment: false }, { version: '5.2' }),
    enter(
      'product',
      'terminal',
      '门店收款终端',
      'Store payment terminal',
      { collectsUserInformation: false, supported: true, listedEquipment: false },
      { version: 'T2' },
    ),
    enter(
      'dataset',
      'members',
      '会员资料',
      'Member records',
      { personal: true, important: false, domesticOrigin: true },
      { persons: 1_260_000, system: 'member', place: '云澜机房 A' },
    ),
    enter(
      'dataset',
      'orders',
      '订单和物流',
      'Orders and deliveries',
      { personal: true, important: false, domesticOrigin: true },
      { persons: 980_000, system: 'oms', place: '云澜机房 B' },
    ),
    enter(
      'dataset',
      'payments',
      '交易流水',
      'Payment records',
      { personal: true, important: false, domesticOrigin: true },
      { persons: 1_120_000, system: 'pay', place: '云澜机房 A' },
    ),
    enter(
      'dataset',
      'merchants',
      '商户资料',
      'Merchant records',
      { personal: true, important: false, domesticOrigin: true },
      { persons: 8600, system: 'merchant', place: '云澜机房 A' },
    ),
    enter(
      'dataset',
      'staff',
      '员工档案',
      'Staff files',
      { personal: true, important: false, domesticOrigin: true },
      { persons: 740, system: 'hr', place: '云澜机房 B' },
    ),
    enter(
      'dataset',
      'calls',
      '客服录音和工单',
      'Service calls and tickets',
      { personal: true, important: false, domesticOrigin: true },
      { persons: 310_000, system: 'service', place: '云澜机房 B' },
    ),
    enter(
      'dataset',
      'ledger',
      '经营分析汇总',
      'Business aggregates',
      { personal: false, important: false, domesticOrigin: true },
      { system: 'warehouse', place: '云澜机房 B' },
    ),
    enter('supplier', 'cloud', '北岭云计算', 'Beiling Cloud', { purchased: true }, { supplies: '云主机、对象存储', reportsIncidents: true }, 'lu.ming'),
    enter('supplier', 'sms', '信达短信通道', 'Xinda Messaging', { purchased: true }, { supplies: '短信通道', reportsIncidents: true }, 'lu.ming'),
    enter(
      'supplier',
      'firewall',
      '磐固安全设备',
      'Pangu Security Devices',
      { purchased: true },
      { supplies: '防火墙、入侵检测', reportsIncidents: true },
      'lu.ming',
    ),
    enter(
      'supplier',
      'callcentre',
      '和声客服外包',
      'Hesheng Contact Centre',
      { purchased: true },
      { supplies: '夜间客服外包', reportsIncidents: false },
      'lu.ming',
    ),
    enter(
      'supplier',
      'tester',
      '衡测网络安全测评',
      'Hengce Assessment',
      { purchased: true },
      { supplies: '等级测评、渗透测试', reportsIncidents: true },
      'lu.ming',
    ),
  ]
}

const PEOPLE = [
  ['p-01', '顾清', 'Gu Qing', 'manager', '0990-5550-0101', 'gu.qing@chenghu.example'],
  ['p-02', '陆明', 'Lu Ming', 'security-head', '0990-5550-0102', 'lu.ming@chenghu.example'],
  ['p-03', '沈知远', 'Shen Zhiyuan', 'information-protection', '0990-5550-0103', 'shen.zhiyuan@chenghu.example'],
  ['p-04', '何川', 'He Chuan', 'key-post', '0990-5550-0104', 'he.chuan@chenghu.example'],
  ['p-05', '苏禾', 'Su He', 'key-post', '0990-5550-0105', 'su.he@chenghu.example'],
  ['p-06', '陶然', 'Tao Ran', 'contact', '0990-5550-0199', 'soc@chenghu.example'],
] as const

const LOG_SOURCES = [
  ['log-pay-app', '支付应用日志', 'Payment application', 'pay', 'otlp', 'operation'],
  ['log-pay-db', '支付数据库审计', 'Payment database audit', 'pay', 'syslog', 'audit'],
  ['log-mall-web', '商城访问日志', 'Store access log', 'mall', 'syslog', 'access'],
  ['log-member-app', '会员中心日志', 'Membership application', 'member', 'otlp', 'operation'],
  ['log-risk', '风控平台日志', 'Risk control', 'risk', 'otlp', 'security'],
  ['log-merchant', '商户门户日志', 'Merchant portal', 'merchant', 'syslog', 'access'],
  ['log-oms', '订单系统日志', 'Order fulfilment', 'oms', 'otlp', 'operation'],
  ['log-pos', '门店收银日志', 'Store checkout', 'pos', 'file', 'operation'],
  ['log-service', '客服系统日志', 'Customer service', 'service', 'syslog', 'access'],
  ['log-erp', '财务系统日志', 'Finance', 'erp', 'syslog', 'audit'],
  ['log-hr', '人事系统日志', 'Human resources', 'hr', 'syslog', 'audit'],
  ['log-warehouse', '数据仓库审计', 'Warehouse audit', 'warehouse', 'syslog', 'audit'],
  ['log-office', '办公网流量日志', 'Office network', 'office', 'syslog', 'security'],
  ['log-firewall', '边界防火墙', 'Border firewall', 'pay', 'syslog', 'security'],
] as const

function peopleAndLogs({ ago, day }: Pen): readonly Step[] {
  const at = ago(OPENED, '15:30')
  return [
    ...PEOPLE.map(([id, zh, en, post, telephone, mail]) =>
      said(at, 'shen.zhiyuan', 'person', id, { type: 'enter', name: { zh, en }, since: day(COMMISSIONED), facts: {}, particulars: { post, telephone, mail } }),
    ),
    ...LOG_SOURCES.map(([id, zh, en, system, transport, content]) =>
      said(at, 'he.chuan', 'log-source', id, {
        type: 'enter',
        name: { zh, en },
        since: day(COMMISSIONED),
        facts: {},
        particulars: { system, transport, content },
      }),
    ),
  ]
}

/** The log sources of a system. */
export const logSourcesOf = (system: string): readonly string[] => LOG_SOURCES.flatMap(([id, , , of]) => (of === system ? [id] : []))

/** Who the company is and what it runs. */
export function company(pen: Pen): readonly Step[] {
  return [...profile(pen), ...systems(pen), ...things(pen), ...peopleAndLogs(pen)]
}
