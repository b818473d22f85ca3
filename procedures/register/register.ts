import { z } from 'zod'
import { choice, field } from '../field.ts'
import type { PartyKind } from '../party.ts'
import { register } from './entry.ts'

const NETWORKED: readonly PartyKind[] = ['operator', 'provider', 'department', 'service-institution', 'industry-organisation']
const yes = z.boolean().optional()
const line = z.string().trim().min(1).max(200).optional()
const commissioned = { zh: '投入运行', en: 'In operation since' }
const entered = { zh: '登记自', en: 'Since' }

export const system = register({
  id: 'system',
  title: { zh: '系统', en: 'Systems' },
  about: {
    zh: '逐个登记网络和信息系统：等级保护、日志、备份等义务按系统计算。',
    en: 'Each network and system: grading, logs, backups and the like are owed for each.',
  },
  empty: { zh: '还没有登记系统。先登记面向用户的系统。', en: 'No system yet. Begin with those that face users.' },
  enter: { zh: '登记系统', en: 'Enter a system' },
  since: commissioned,
  persons: false,
  parties: NETWORKED,
  facts: z.strictObject({
    gradedLevel: field(z.int().min(1).max(5).optional(), {
      zh: '网络安全保护等级',
      en: 'Graded protection level',
      source: { instrument: 'mlps-2007', article: '15' },
    }),
    important: field(yes, { zh: '是重要系统或者数据库', en: 'Is an important system or database' }),
    cii: field(yes, { zh: '属于关键信息基础设施', en: 'Is critical information infrastructure' }),
    realIdentityService: field(yes, { zh: '用户须实名的服务', en: 'A service that needs real identity' }),
    collectsPersonalInformation: field(yes, { zh: '收集个人信息', en: 'Collects personal information' }),
    usersPublish: field(yes, { zh: '用户可以发布信息', en: 'Users can publish' }),
  }),
  particulars: z.strictObject({
    purpose: field(line, { zh: '用途', en: 'Purpose' }),
    keeper: field(line, { zh: '责任人编号', en: 'Person in charge', register: 'person' }),
    place: field(line, { zh: '部署地点', en: 'Where it runs' }),
  }),
  columns: [
    { key: 'gradedLevel', kind: 'number', zh: '等级', en: 'Level', filter: true },
    { key: 'important', kind: 'yes-no', zh: '重要', en: 'Important', filter: true },
    { key: 'cii', kind: 'yes-no', zh: '关键信息基础设施', en: 'CII', filter: true },
    { key: 'purpose', kind: 'text', zh: '用途', en: 'Purpose' },
  ],
})

export const product = register({
  id: 'product',
  title: { zh: '产品和服务', en: 'Products and services' },
  about: {
    zh: '向他人提供的网络产品和服务：标准、漏洞、维护和认证按产品计算。',
    en: 'Network products and services supplied to others: standards, flaws, maintenance and certification go by product.',
  },
  empty: { zh: '没有登记产品。不对外提供产品的，可以留空。', en: 'No product. Leave it empty if you supply none.' },
  enter: { zh: '登记产品', en: 'Enter a product' },
  since: { zh: '开始提供', en: 'Supplied since' },
  persons: false,
  parties: NETWORKED,
  facts: z.strictObject({
    collectsUserInformation: field(yes, { zh: '具有收集用户信息功能', en: 'Collects user information' }),
    supported: field(yes, { zh: '在维护期内', en: 'Within its maintenance period' }),
    listedEquipment: field(yes, {
      zh: '列入关键设备和专用产品目录',
      en: 'In the catalogue of critical equipment',
      source: { instrument: 'product-catalogue-2023', article: '1' },
    }),
    certified: field(yes, { zh: '认证合格或者检测符合要求', en: 'Certified or tested' }),
  }),
  particulars: z.strictObject({
    version: field(line, { zh: '版本', en: 'Version' }),
    certificate: field(line, { zh: '证书编号', en: 'Certificate number' }),
  }),
  columns: [
    { key: 'version', kind: 'text', zh: '版本', en: 'Version' },
    { key: 'supported', kind: 'yes-no', zh: '维护期内', en: 'Supported', filter: true },
    { key: 'listedEquipment', kind: 'yes-no', zh: '目录内', en: 'Listed', filter: true },
    { key: 'certified', kind: 'yes-no', zh: '已认证', en: 'Certified', filter: true },
  ],
})

export const dataset = register({
  id: 'dataset',
  title: { zh: '数据', en: 'Data sets' },
  about: {
    zh: '收集、产生和保存的数据：泄露、提供和出境都要指明是哪一份。',
    en: 'Data collected, generated and kept: a leak, a sharing or a transfer names the one concerned.',
  },
  empty: { zh: '还没有登记数据。先登记含个人信息的。', en: 'No data set yet. Begin with those that hold personal information.' },
  enter: { zh: '登记数据', en: 'Enter a data set' },
  since: entered,
  persons: false,
  parties: NETWORKED,
  facts: z.strictObject({
    personal: field(yes, { zh: '含个人信息', en: 'Holds personal information' }),
    important: field(yes, { zh: '是重要数据', en: 'Is important data' }),
    domesticOrigin: field(yes, { zh: '在境内运营中收集、产生', en: 'Collected or generated inside the territory' }),
  }),
  particulars: z.strictObject({
    persons: field(z.int().min(0).max(2_000_000_000).optional(), { zh: '涉及人数', en: 'Persons in it' }),
    system: field(line, { zh: '所在系统', en: 'Kept in', register: 'system' }),
    place: field(line, { zh: '存储地点', en: 'Stored at' }),
  }),
  columns: [
    { key: 'personal', kind: 'yes-no', zh: '个人信息', en: 'Personal', filter: true },
    { key: 'important', kind: 'yes-no', zh: '重要数据', en: 'Important', filter: true },
    { key: 'persons', kind: 'number', zh: '人数', en: 'Persons' },
    { key: 'place', kind: 'text', zh: '存储地点', en: 'Stored at', filter: true },
  ],
})

export const supplier = register({
  id: 'supplier',
  title: { zh: '供应商', en: 'Suppliers' },
  about: {
    zh: '采购网络产品和服务的对象；关键信息基础设施的运营者须与其签订保密协议。',
    en: 'From whom network products and services are bought; operators of critical infrastructure sign confidentiality agreements with them.',
  },
  empty: { zh: '还没有登记供应商。', en: 'No supplier yet.' },
  enter: { zh: '登记供应商', en: 'Enter a supplier' },
  since: entered,
  persons: false,
  parties: NETWORKED,
  facts: z.strictObject({ purchased: field(yes, { zh: '向其采购网络产品或者服务', en: 'Network products or services are bought from it' }) }),
  particulars: z.strictObject({
    supplies: field(line, { zh: '供应内容', en: 'What it supplies' }),
    reportsIncidents: field(yes, {
      zh: '合同约定及时报告事件并协助处置',
      en: 'The contract makes it report incidents and help',
      source: { instrument: 'incident-reporting-2025', article: '5' },
    }),
  }),
  columns: [
    { key: 'purchased', kind: 'yes-no', zh: '采购', en: 'Bought from', filter: true },
    { key: 'supplies', kind: 'text', zh: '供应内容', en: 'Supplies' },
    { key: 'reportsIncidents', kind: 'yes-no', zh: '约定报告事件', en: 'Must report incidents', filter: true },
  ],
})

export const logSource = register({
  id: 'log-source',
  title: { zh: '日志来源', en: 'Log sources' },
  about: { zh: '哪些设备和系统产生网络日志，由谁汇集。', en: 'Which devices and systems write network logs, and how they are gathered.' },
  empty: { zh: '还没有登记日志来源。每个系统至少登记一个。', en: 'No log source yet. Each system needs at least one.' },
  enter: { zh: '登记日志来源', en: 'Enter a log source' },
  since: { zh: '接入时间', en: 'Connected since' },
  persons: false,
  parties: NETWORKED,
  facts: z.strictObject({}),
  particulars: z.strictObject({
    system: field(line, { zh: '所属系统', en: 'Belongs to', register: 'system' }),
    transport: choice(
      ['syslog', 'otlp', 'file'],
      { syslog: { zh: 'Syslog', en: 'Syslog' }, otlp: { zh: 'OpenTelemetry', en: 'OpenTelemetry' }, file: { zh: '文件导入', en: 'File import' } },
      { zh: '接入方式', en: 'Transport' },
    ),
    content: choice(
      ['operation', 'security', 'access', 'audit'],
      {
        operation: { zh: '运行状态', en: 'Operation' },
        security: { zh: '安全事件', en: 'Security' },
        access: { zh: '访问', en: 'Access' },
        audit: { zh: '审计', en: 'Audit' },
      },
      { zh: '内容', en: 'Content', source: { norm: 'logs.keep-six-months' } },
    ),
  }),
  columns: [
    { key: 'system', kind: 'matter', zh: '系统', en: 'System', filter: true },
    { key: 'transport', kind: 'text', zh: '接入方式', en: 'Transport', filter: true },
    { key: 'content', kind: 'text', zh: '内容', en: 'Content', filter: true },
  ],
})

export const person = register({
  id: 'person',
  title: { zh: '关键人员', en: 'Key people' },
  about: { zh: '网络安全负责人、主管人员和关键岗位人员。', en: 'The person in charge of security, responsible managers and holders of key posts.' },
  empty: { zh: '还没有登记人员。先登记网络安全负责人。', en: 'Nobody yet. Begin with the person in charge of network security.' },
  enter: { zh: '登记人员', en: 'Enter a person' },
  since: { zh: '任职时间', en: 'In post since' },
  persons: true,
  parties: NETWORKED,
  facts: z.strictObject({}),
  particulars: z.strictObject({
    post: choice(
      ['security-head', 'manager', 'key-post', 'information-protection', 'contact'],
      {
        'security-head': { zh: '网络安全负责人', en: 'Person in charge of network security' },
        manager: { zh: '直接负责的主管人员', en: 'Responsible manager' },
        'key-post': { zh: '关键岗位人员', en: 'Holder of a key post' },
        'information-protection': { zh: '个人信息保护负责人', en: 'Personal information protection officer' },
        contact: { zh: '事件报告联系人', en: 'Contact for incidents' },
      },
      { zh: '岗位', en: 'Post' },
    ),
    telephone: field(line, { zh: '电话', en: 'Telephone' }),
    mail: field(line, { zh: '电子邮件', en: 'E-mail' }),
  }),
  columns: [
    { key: 'post', kind: 'text', zh: '岗位', en: 'Post', filter: true, personal: true },
    { key: 'telephone', kind: 'text', zh: '电话', en: 'Telephone', personal: true },
    { key: 'mail', kind: 'text', zh: '电子邮件', en: 'E-mail', personal: true },
  ],
})
