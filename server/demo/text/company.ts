/** Where systems and data are. */
export const PLACE = {
  a: { zh: '云澜机房 A', en: 'Yunlan data centre A' },
  b: { zh: '云澜机房 B', en: 'Yunlan data centre B' },
  cloud: { zh: '云服务', en: 'Public cloud' },
  head: { zh: '总部', en: 'Head office' },
  stores: { zh: '门店和云澜机房 B', en: 'Stores and Yunlan data centre B' },
} as const

/** Why the company says of itself what it says, by fact. */
export const PROFILE = {
  withinTerritory: { zh: '机房、门店和用户均在境内。', en: 'Data centres, stores and users are all within the territory.' },
  network: { zh: '面向商户和消费者的民用网络。', en: 'A civil network for merchants and consumers.' },
  ownsNetwork: { zh: '自有两处机房，另租用云资源。', en: 'Two data centres of its own, and rented cloud capacity.' },
  providesNetworkService: { zh: '通过网站和应用提供支付、零售服务。', en: 'Payment and retail services over its website and apps.' },
  managesNetwork: { zh: '不代他人管理网络。', en: 'Runs no network for anybody else.' },
  suppliesProducts: { zh: '向商户提供收银插件和接口。', en: 'Checkout plug-ins and interfaces go to merchants.' },
  suppliesCriticalEquipment: { zh: '对照目录逐项核对，没有列入的产品。', en: 'Checked against the catalogue item by item: no product of ours is on it.' },
  runsAppStore: { zh: '只分发自己的应用。', en: 'Distributes nothing but its own app.' },
  certifiesOrTests: { zh: '不对外开展检测。', en: 'Does no testing for others.' },
  designatedCii: { zh: '没有收到认定通知。', en: 'No notice of designation has come.' },
  stateOrgan: { zh: '不运营政务网络。', en: 'Runs no government network.' },
  realIdentityService: {
    zh: '商城有评价，直播有弹幕，属于信息发布。',
    en: 'Reviews in the store and comments in live streams are publication of information.',
  },
  collectsPersonalInformation: { zh: '会员、商户联系人和员工的信息。', en: 'Of members, contacts at merchants, and staff.' },
  otherGroundOnly: { zh: '个性化推荐依会员同意。', en: 'Personal recommendations rest on members’ consent.' },
  usersPublish: { zh: '会员可以发布评价。', en: 'Members can publish reviews.' },
  runsApp: { zh: '“澄湖”应用和小程序。', en: 'The Chenghu app and a mini program.' },
  parameter: { zh: '会员资料泄露后的复盘：二十四小时内告知。', en: 'From the review of the member leak: people are told within twenty-four hours.' },
} as const

/** What each system is called, what it is for and where it runs. */
export const SYSTEM = {
  pay: {
    name: { zh: '支付核心系统', en: 'Payment core' },
    purpose: { zh: '收单、清算和商户结算', en: 'Acquiring, clearing and settlement for merchants' },
    place: PLACE.a,
  },
  mall: {
    name: { zh: '零售商城', en: 'Online store' },
    purpose: { zh: '面向会员的网上零售和评价', en: 'Online retail and reviews for members' },
    place: PLACE.a,
  },
  member: { name: { zh: '会员中心', en: 'Membership' }, purpose: { zh: '会员资料、积分和登录', en: 'Member records, points and sign-in' }, place: PLACE.a },
  risk: { name: { zh: '风控平台', en: 'Risk control' }, purpose: { zh: '交易反欺诈和名单管理', en: 'Fraud detection and block lists' }, place: PLACE.b },
  merchant: {
    name: { zh: '商户门户', en: 'Merchant portal' },
    purpose: { zh: '商户入驻、对账和开票', en: 'Onboarding, reconciliation and invoices of merchants' },
    place: PLACE.a,
  },
  oms: {
    name: { zh: '订单履约系统', en: 'Order fulfilment' },
    purpose: { zh: '订单、仓配和售后', en: 'Orders, warehousing, delivery and returns' },
    place: PLACE.b,
  },
  pos: { name: { zh: '门店收银系统', en: 'Store checkout' }, purpose: { zh: '四十七家门店收银', en: 'Checkout in forty-seven stores' }, place: PLACE.stores },
  service: {
    name: { zh: '客服系统', en: 'Customer service' },
    purpose: { zh: '在线客服、电话客服和工单', en: 'Chat, telephone service and tickets' },
    place: PLACE.b,
  },
  erp: {
    name: { zh: '财务与采购系统', en: 'Finance and purchasing' },
    purpose: { zh: '总账、采购和资产', en: 'General ledger, purchasing and assets' },
    place: PLACE.b,
  },
  hr: { name: { zh: '人事系统', en: 'Human resources' }, purpose: { zh: '员工档案和考勤', en: 'Staff files and attendance' }, place: PLACE.b },
  warehouse: {
    name: { zh: '数据仓库', en: 'Data warehouse' },
    purpose: { zh: '经营分析和监管报送', en: 'Business analysis and regulatory returns' },
    place: PLACE.b,
  },
  office: { name: { zh: '办公网和邮件', en: 'Office network and mail' }, purpose: { zh: '内部办公', en: 'Internal office work' }, place: PLACE.head },
  site: { name: { zh: '企业网站', en: 'Company website' }, purpose: { zh: '公司介绍和公告', en: 'About the company, and announcements' }, place: PLACE.cloud },
  live: { name: { zh: '直播导购平台', en: 'Live shopping' }, purpose: { zh: '直播、弹幕和下单', en: 'Live streams, comments and orders' }, place: PLACE.cloud },
  'ai-guide': {
    name: { zh: '智能导购助手', en: 'Shopping assistant' },
    purpose: { zh: '商城内的问答和推荐', en: 'Questions and recommendations in the store' },
    place: PLACE.cloud,
  },
} as const

export const PRODUCT = {
  app: { zh: '“澄湖”应用', en: 'Chenghu app' },
  mini: { zh: '“澄湖到店”小程序', en: 'Chenghu in-store mini program' },
  plugin: { zh: '收银插件', en: 'Checkout plug-in' },
  terminal: { zh: '门店收款终端', en: 'Store payment terminal' },
} as const

export const DATASET = {
  members: { zh: '会员资料', en: 'Member records' },
  orders: { zh: '订单和物流', en: 'Orders and deliveries' },
  payments: { zh: '交易流水', en: 'Payment records' },
  merchants: { zh: '商户资料', en: 'Merchant records' },
  staff: { zh: '员工档案', en: 'Staff files' },
  calls: { zh: '客服录音和工单', en: 'Service calls and tickets' },
  ledger: { zh: '经营分析汇总', en: 'Business aggregates' },
} as const

export const SUPPLIER = {
  cloud: { name: { zh: '北岭云计算', en: 'Beiling Cloud' }, supplies: { zh: '云主机、对象存储', en: 'Virtual machines, object storage' } },
  sms: { name: { zh: '信达短信通道', en: 'Xinda Messaging' }, supplies: { zh: '短信通道', en: 'Text messages' } },
  firewall: { name: { zh: '磐固安全设备', en: 'Pangu Security Devices' }, supplies: { zh: '防火墙、入侵检测', en: 'Firewalls, intrusion detection' } },
  callcentre: { name: { zh: '和声客服外包', en: 'Hesheng Contact Centre' }, supplies: { zh: '夜间客服外包', en: 'Customer service by night' } },
  tester: { name: { zh: '衡测网络安全测评', en: 'Hengce Assessment' }, supplies: { zh: '等级测评、渗透测试', en: 'Graded assessments, penetration tests' } },
} as const

export const LOG_SOURCE = {
  'log-pay-app': { zh: '支付应用日志', en: 'Payment application' },
  'log-pay-db': { zh: '支付数据库审计', en: 'Payment database audit' },
  'log-mall-web': { zh: '商城访问日志', en: 'Store access log' },
  'log-member-app': { zh: '会员中心日志', en: 'Membership application' },
  'log-risk': { zh: '风控平台日志', en: 'Risk control' },
  'log-merchant': { zh: '商户门户日志', en: 'Merchant portal' },
  'log-oms': { zh: '订单系统日志', en: 'Order fulfilment' },
  'log-pos': { zh: '门店收银日志', en: 'Store checkout' },
  'log-service': { zh: '客服系统日志', en: 'Customer service' },
  'log-erp': { zh: '财务系统日志', en: 'Finance' },
  'log-hr': { zh: '人事系统日志', en: 'Human resources' },
  'log-warehouse': { zh: '数据仓库审计', en: 'Warehouse audit' },
  'log-office': { zh: '办公网流量日志', en: 'Office network' },
  'log-firewall': { zh: '边界防火墙', en: 'Border firewall' },
} as const

/** Those of the company’s people who have a post and no account here. */
export const PERSON = { suHe: { zh: '苏禾', en: 'Su He' }, taoRan: { zh: '陶然', en: 'Tao Ran' } } as const

/** What others write of the company. */
export const UNIT = {
  name: { zh: '澄湖收付（演示）', en: 'Chenghu Pay & Retail (demo)' },
  address: { zh: '云澜市西岭区澄湖路 18 号', en: '18 Chenghu Road, Xiling District, Yunlan' },
} as const
