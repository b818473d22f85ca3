import type { Condition, Facts } from '#law/condition.ts'
import type { Role } from '#law/role.ts'
import type { Text } from '#law/text.ts'
import type { RoleDefinition } from '../context.ts'
import { find } from '../finding.ts'

/** Facts about the party that are answered with yes or no. */
export const YES_NO_FACTS = [
  'withinTerritory',
  'ownsNetwork',
  'managesNetwork',
  'providesNetworkService',
  'suppliesProducts',
  'suppliesCriticalEquipment',
  'sendsMessages',
  'runsAppStore',
  'certifiesOrTests',
  'designatedCii',
  'stateOrgan',
  'realIdentityService',
  'collectsPersonalInformation',
  'otherGroundOnly',
  'usersPublish',
  'runsApp',
] as const
export type YesNoFact = (typeof YES_NO_FACTS)[number]
export const NETWORKS = ['civil', 'state-organ-government-affairs', 'state-secret', 'military'] as const
export type PartyFact = YesNoFact | 'network'

export const NETWORK_WORDS = {
  civil: { zh: '民用网络', en: 'Civil' },
  'state-organ-government-affairs': { zh: '国家机关政务网络', en: "State organ's government network" },
  'state-secret': { zh: '存储、处理国家秘密的网络', en: 'Network for state secrets' },
  military: { zh: '军事网络', en: 'Military network' },
} satisfies Record<(typeof NETWORKS)[number], Text>

/** A question of the wizard. It is put once its condition holds; `help` says how to tell. */
export interface Question extends Text {
  readonly fact: PartyFact
  readonly help: Text
  readonly when?: Condition
}

const REACHED: Condition = { all: [{ fact: 'withinTerritory', is: true }, { not: { fact: 'network', is: 'military' } }] }
const OPERATOR: Condition = {
  all: [
    REACHED,
    {
      any: [
        { fact: 'ownsNetwork', is: true },
        { fact: 'managesNetwork', is: true },
        { fact: 'providesNetworkService', is: true },
      ],
    },
  ],
}

/** In the order in which a person is asked. */
export const QUESTIONS: readonly Question[] = [
  {
    fact: 'withinTerritory',
    zh: '你们的网络是否在中国境内建设、运营、维护或者使用？',
    en: 'Do you build, run, maintain or use a network inside China?',
    help: { zh: '有一项在境内即答是。', en: 'One of the four inside the territory is enough.' },
  },
  {
    fact: 'network',
    zh: '主要是哪一类网络？',
    en: 'What kind of network is it mainly?',
    help: { zh: '企业和公众使用的网络属于民用网络。', en: 'Networks of companies and the public are civil.' },
    when: { fact: 'withinTerritory', is: true },
  },
  {
    fact: 'ownsNetwork',
    zh: '你们拥有网络吗？',
    en: 'Do you own a network?',
    help: { zh: '自有机房、局域网、网站或者云上租用的系统都算。', en: 'A machine room, a local network, a web site or systems in a rented cloud all count.' },
    when: REACHED,
  },
  {
    fact: 'managesNetwork',
    zh: '你们管理他人的网络吗？',
    en: 'Do you manage a network for somebody?',
    help: { zh: '包括代运维、代管理。', en: 'Operation or maintenance on behalf of others counts.' },
    when: REACHED,
  },
  {
    fact: 'providesNetworkService',
    zh: '你们通过网络提供服务吗？',
    en: 'Do you provide services through a network?',
    help: { zh: '网站、应用、接入、云、支付等。', en: 'A site, an app, access, cloud, payment and the like.' },
    when: REACHED,
  },
  {
    fact: 'suppliesProducts',
    zh: '你们向他人提供网络产品或者网络服务吗？',
    en: 'Do you supply network products or services to others?',
    help: { zh: '软件、设备、应用、云服务等。', en: 'Software, devices, apps, cloud services and the like.' },
    when: REACHED,
  },
  {
    fact: 'suppliesCriticalEquipment',
    zh: '其中有列入网络关键设备和网络安全专用产品目录的吗？',
    en: 'Is any of it in the catalogue of critical network equipment and dedicated security products?',
    help: {
      zh: '例如防火墙、入侵检测，以及达到目录性能的路由器、交换机、服务器。',
      en: 'Firewalls, intrusion detection, or routers, switches and servers of the listed performance, for instance.',
    },
    when: { all: [REACHED, { fact: 'suppliesProducts', is: true }] },
  },
  {
    fact: 'sendsMessages',
    zh: '你们经营电子信息发送服务吗？',
    en: 'Do you run a service by which others send messages?',
    help: {
      zh: '短信、邮件、推送通道等。只使用别人的通道，答否。',
      en: 'A gateway for texts, mail or push messages. Answer no if you only use somebody else’s.',
    },
    when: REACHED,
  },
  {
    fact: 'runsAppStore',
    zh: '你们经营应用商店或者软件下载服务吗？',
    en: 'Do you run an app store or a download service?',
    help: { zh: '只分发自己的应用，答否。', en: 'Answer no if you only distribute your own.' },
    when: REACHED,
  },
  {
    fact: 'certifiesOrTests',
    zh: '你们开展网络安全认证、检测、风险评估吗？',
    en: 'Do you certify, test or assess network security for others?',
    help: { zh: '渗透测试、等级测评、漏洞扫描服务等。', en: 'Penetration tests, graded assessments, scanning as a service.' },
    when: REACHED,
  },
  {
    fact: 'designatedCii',
    zh: '是否收到过关键信息基础设施的认定通知？',
    en: 'Have you been notified that you operate critical information infrastructure?',
    help: { zh: '由保护工作部门认定并通知；没有收到，答否。', en: 'The protection department decides and tells you; no notice, no.' },
    when: OPERATOR,
  },
  {
    fact: 'stateOrgan',
    zh: '你们运营国家机关的政务网络吗？',
    en: "Do you run a state organ's government network?",
    help: { zh: '包括国家机关自建和受托运营。', en: 'Run by the organ itself or on its behalf.' },
    when: OPERATOR,
  },
  {
    fact: 'realIdentityService',
    zh: '你们提供网络接入、域名注册、电话入网、信息发布或者即时通讯服务吗？',
    en: 'Do you offer access, domain names, telephone lines, publishing or instant messaging?',
    help: { zh: '用户可以发布评论的，属于信息发布。', en: 'Letting users post comments is publishing.' },
    when: OPERATOR,
  },
  {
    fact: 'collectsPersonalInformation',
    zh: '你们收集个人信息吗？',
    en: 'Do you collect personal information?',
    help: { zh: '包括员工、会员、访客的信息。', en: 'About staff, members or visitors.' },
    when: OPERATOR,
  },
  {
    fact: 'otherGroundOnly',
    zh: '所有收集是否都有同意以外的法定依据？',
    en: 'Does all of it rest on a ground other than consent?',
    help: { zh: '有一部分依同意收集的，答否。', en: 'Answer no if some of it rests on consent.' },
    when: { all: [OPERATOR, { fact: 'collectsPersonalInformation', is: true }] },
  },
  {
    fact: 'usersPublish',
    zh: '用户可以在你们的平台上发布信息吗？',
    en: 'Can users publish on your platform?',
    help: { zh: '评论、弹幕、上传、直播等。', en: 'Comments, uploads, live streams and the like.' },
    when: OPERATOR,
  },
  {
    fact: 'runsApp',
    zh: '你们运营移动应用吗？',
    en: 'Do you run a mobile application?',
    help: { zh: '包括小程序。', en: 'Mini programs included.' },
    when: OPERATOR,
  },
]

/** A question with the roles that its answer may give or take away. */
export interface Asked extends Question {
  readonly decides: readonly Role[]
}

/**
 * What is still worth asking. A question is left out while its condition does not hold, once it is answered, and where it
 * only defines roles that are settled already.
 */
export function openQuestions(definitions: readonly RoleDefinition[], facts: Facts): readonly Asked[] {
  const known = { facts, roles: [] }
  const bears = new Map<string, Role[]>()
  const missing = new Map<string, Role[]>()
  for (const { role, when } of definitions) {
    for (const fact of find(when, { facts: {}, roles: [] }).facts) bears.set(fact, [...(bears.get(fact) ?? []), role])
    const { answer, facts: lacking } = find(when, known)
    if (answer === 'unknown') for (const fact of lacking) missing.set(fact, [...(missing.get(fact) ?? []), role])
  }
  return QUESTIONS.filter(({ fact, when }) => {
    if (Object.hasOwn(facts, fact) || (when !== undefined && find(when, known).answer !== 'holds')) return false
    return !bears.has(fact) || missing.has(fact)
  }).map((question) => ({ ...question, decides: missing.get(question.fact) ?? [] }))
}
