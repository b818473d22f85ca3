import { createHash } from 'node:crypto'
import { asked, did, said, type Pen, type Step } from './script.ts'

/** The digest of a paper that stands for one: what is asked of evidence is that it can be recognised. */
const proofOf = (paper: string): string => createHash('sha256').update(paper).digest('hex')
const DESK = '澄湖收付合规部 0990-5550-0120'

/** Demands of people for deletion and correction. */
function rights({ ago, minutesAgo, portal }: Pen): readonly Step[] {
  const ask = (at: ReturnType<Pen['ago']>, subject: string, command: { readonly type: string; readonly [field: string]: unknown }): Step =>
    asked(at, 'operator', 'rights', subject, command)
  return [
    ask(ago(290, '20:14'), portal('rights-1'), {
      type: 'request-deletion',
      requester: '林小满',
      contact: 'xiaoman@mail.example',
      account: 'xiaoman_88',
      capacity: 'self',
      categories: ['location', 'browsing'],
      claim: 'consent-withdrawn',
      statement: '已关闭个性化推荐，请删除定位和浏览记录。',
    }),
    did(ago(289, '10:00'), 'shen.zhiyuan', 'rights', portal('rights-1'), {
      type: 'check-identity',
      means: 'account-login',
      compared: ['account'],
      confirmed: true,
    }),
    did(ago(288, '14:00'), 'shen.zhiyuan', 'rights', portal('rights-1'), { type: 'verify-claim', founded: true, because: '同意已撤回，没有其他依据。' }),
    did(ago(288, '14:20'), 'shen.zhiyuan', 'rights', portal('rights-1'), {
      type: 'decide',
      granted: ['location', 'browsing'],
      refused: [],
      remedyContact: DESK,
    }),
    did(ago(286, '17:00'), 'he.chuan', 'rights', portal('rights-1'), {
      type: 'execute-deletion',
      categories: ['location', 'browsing'],
      places: ['会员中心', '数据仓库', '推荐缓存'],
      method: 'erased',
      backups: 'deleted',
      proof: [proofOf('rights-1')],
    }),
    did(ago(286, '17:40'), 'shen.zhiyuan', 'rights', portal('rights-1'), { type: 'send-proof', deliveredBy: '电子邮件' }),

    ask(ago(176, '09:05'), portal('rights-2'), {
      type: 'request-deletion',
      requester: '赵一鸣',
      contact: 'yiming@mail.example',
      account: '138 开头的会员账号',
      capacity: 'self',
      categories: ['basic', 'property', 'device'],
      claim: 'service-ended',
      statement: '账号已注销，请删除全部资料。',
    }),
    did(ago(175, '11:00'), 'shen.zhiyuan', 'rights', portal('rights-2'), {
      type: 'ask',
      asked: '请登录注销前的账号，或提供下单时的收货人姓名。',
      because: '仅凭描述无法找到账号。',
    }),
    did(ago(171, '15:30'), 'shen.zhiyuan', 'rights', portal('rights-2'), {
      type: 'check-identity',
      means: 'code-to-registered-contact',
      compared: ['registered-contact'],
      confirmed: true,
    }),
    did(ago(170, '10:00'), 'shen.zhiyuan', 'rights', portal('rights-2'), {
      type: 'verify-claim',
      founded: true,
      because: '账号已注销；交易记录仍在法定保存期限内。',
    }),
    did(ago(170, '10:30'), 'shen.zhiyuan', 'rights', portal('rights-2'), {
      type: 'decide',
      granted: ['basic', 'device'],
      refused: [
        {
          category: 'property',
          ground: 'retention-period',
          reason: '交易记录须保存满法定期限，期满即删除；其间只保存，不作他用。',
          provision: '电子商务法第三十一条',
        },
      ],
      remedyContact: DESK,
    }),
    did(ago(168, '16:00'), 'he.chuan', 'rights', portal('rights-2'), { type: 'restrict', restriction: '交易记录移入只读归档库，推荐、营销系统不再可见。' }),
    did(ago(168, '16:30'), 'he.chuan', 'rights', portal('rights-2'), {
      type: 'execute-deletion',
      categories: ['basic', 'device'],
      places: ['会员中心', '客服系统'],
      method: 'erased',
      backups: 'deleted',
      proof: [proofOf('rights-2')],
    }),
    did(ago(167, '09:30'), 'shen.zhiyuan', 'rights', portal('rights-2'), { type: 'send-proof', deliveredBy: '电子邮件' }),

    said(ago(98, '11:20'), 'shen.zhiyuan', 'rights', 'rights-3', {
      type: 'request-correction',
      receivedAt: ago(98, '10:50'),
      channel: 'telephone',
      requester: 'Helen Marsh',
      contact: 'helen@mail.example',
      account: 'helenm',
      capacity: 'self',
      categories: ['basic'],
      wrong: 'My family name is spelt “Marsch” on every invoice.',
      right: 'It should read “Marsh”.',
    }),
    did(ago(97, '10:00'), 'shen.zhiyuan', 'rights', 'rights-3', {
      type: 'check-identity',
      means: 'account-login',
      compared: ['account', 'name'],
      confirmed: true,
    }),
    did(ago(97, '10:10'), 'shen.zhiyuan', 'rights', 'rights-3', {
      type: 'verify-claim',
      founded: true,
      because: 'The account and two orders show the right spelling.',
    }),
    did(ago(97, '10:20'), 'shen.zhiyuan', 'rights', 'rights-3', { type: 'decide', granted: ['basic'], refused: [], remedyContact: DESK }),
    did(ago(96, '09:00'), 'he.chuan', 'rights', 'rights-3', {
      type: 'execute-correction',
      categories: ['basic'],
      places: ['会员中心', '财务与采购系统'],
      before: 'Marsch',
      after: 'Marsh',
      proof: [proofOf('rights-3')],
    }),
    did(ago(96, '09:20'), 'shen.zhiyuan', 'rights', 'rights-3', { type: 'send-proof', deliveredBy: 'e-mail' }),

    ask(ago(9, '19:42'), portal('rights-4'), {
      type: 'request-deletion',
      requester: '何雨桐',
      contact: 'yutong@mail.example',
      account: 'yutong2019',
      capacity: 'self',
      categories: ['contacts', 'location'],
      claim: 'unlawful',
      statement: '从未同意读取通讯录，却收到朋友的推荐。',
    }),
    did(ago(8, '10:15'), 'shen.zhiyuan', 'rights', portal('rights-4'), {
      type: 'check-identity',
      means: 'account-login',
      compared: ['account'],
      confirmed: true,
    }),
    did(ago(6, '15:00'), 'shen.zhiyuan', 'rights', portal('rights-4'), {
      type: 'verify-claim',
      founded: true,
      because: '旧版应用在一次升级中默认开启了通讯录匹配，未单独取得同意。',
    }),
    did(ago(5, '11:00'), 'shen.zhiyuan', 'rights', portal('rights-4'), { type: 'decide', granted: ['contacts', 'location'], refused: [], remedyContact: DESK }),
    ask(minutesAgo(190), portal('rights-5'), {
      type: 'request-correction',
      requester: '孟冬',
      contact: 'mengdong@mail.example',
      account: 'mengdong',
      capacity: 'self',
      categories: ['basic'],
      wrong: '生日登记成了注册日期。',
      right: '应为十一月七日。',
    }),
  ]
}

/** Complaints to the company: by name and without, upheld and turned away, and some that are open. */
function complaints({ ago, minutesAgo, portal }: Pen): readonly Step[] {
  const complain = (at: ReturnType<Pen['ago']>, subject: string, command: object): Step =>
    asked(at, 'operator', 'complaint', subject, { type: 'submit', ...command })
  return [
    complain(ago(263, '13:30'), portal('complaint-1'), {
      topic: 'personal-information',
      content: '下单后第二天接到自称澄湖客服的来电，能说出我的订单号。',
      respondent: '外包夜间客服',
      name: '乔安',
      contact: 'qiaoan@mail.example',
    }),
    did(ago(262, '10:00'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), { type: 'accept', undertaking: '由合规部会同内审核查外包客服的查询记录。' }),
    did(ago(262, '10:10'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), { type: 'protect', protection: '仅两名经办人可见，均已签署保密承诺。' }),
    did(ago(256, '16:00'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), {
      type: 'record-finding',
      finding: '一名外包坐席越权导出订单，共涉及四十一单。',
    }),
    did(ago(255, '09:30'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), {
      type: 'answer',
      result: 'upheld',
      measures: '坐席权限收回，外包合同扣款，线索移交公安机关。',
      answer: '经查属实，已处理当事坐席并告知相关顾客，感谢反映。',
    }),
    did(ago(250, '09:30'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), { type: 'close' }),

    complain(ago(180, '22:05'), portal('complaint-2'), { topic: 'prohibited-information', content: '“秋季穿搭”直播间的弹幕里有人发赌博网址。' }),
    did(ago(179, '09:00'), 'shen.zhiyuan', 'complaint', portal('complaint-2'), { type: 'accept', undertaking: '由内容审核组当日处理。' }),
    did(ago(179, '15:00'), 'shen.zhiyuan', 'complaint', portal('complaint-2'), { type: 'record-finding', finding: '同一账号在三个直播间发送相同网址七次。' }),
    did(ago(179, '15:30'), 'shen.zhiyuan', 'complaint', portal('complaint-2'), {
      type: 'answer',
      result: 'upheld',
      measures: '账号封禁，网址加入屏蔽词。',
      answer: '已删除并封禁，相关记录已保存。',
    }),

    complain(ago(131, '18:18'), portal('complaint-3'), {
      topic: 'other',
      content: 'The parcel came two days late and the box was dented.',
      name: 'Tom Ashby',
      contact: 'tom@mail.example',
    }),
    did(ago(130, '09:40'), 'shen.zhiyuan', 'complaint', portal('complaint-3'), {
      type: 'decline',
      ground: 'unrelated',
      reason: 'Late deliveries are handled by customer service, who have been told and will write today.',
    }),

    complain(ago(31, '12:12'), portal('complaint-4'), {
      topic: 'flaw',
      content: '用别人的订单号能看到对方的收货地址，附截图摘要。',
      evidence: [proofOf('flaw.png')],
      name: '白帽“青杏”',
      contact: 'qingxing@mail.example',
    }),
    did(ago(30, '09:20'), 'lu.ming', 'complaint', portal('complaint-4'), { type: 'accept', undertaking: '由安全部复现并修复。' }),
    did(ago(26, '18:00'), 'lu.ming', 'complaint', portal('complaint-4'), { type: 'record-finding', finding: '订单查询接口未校验归属，已复现。' }),
    said(ago(26, '18:10'), 'lu.ming', 'complaint', portal('complaint-4'), {
      type: 'write-to-informant',
      message: '已复现，修复版本本周上线。请暂勿公开细节。',
    }),

    complain(ago(12, '08:50'), portal('complaint-5'), { topic: 'personal-information', content: '注销账号后仍收到营销短信，两周内四条。' }),
    did(ago(11, '09:15'), 'shen.zhiyuan', 'complaint', portal('complaint-5'), { type: 'accept', undertaking: '核查短信名单与注销名单的同步。' }),
    complain(minutesAgo(310), portal('complaint-6'), {
      topic: 'fraud',
      content: '有人冒充澄湖商家在群里收“保证金”。',
      respondent: '群名“澄湖商家互助”',
      name: '葛一舟',
      contact: 'gyz@mail.example',
    }),
  ]
}

/** Reports to the authorities: one that belongs to the police, which travels without its author’s name. */
function reports({ parties, ago, minutesAgo, portal }: Pen): readonly Step[] {
  const report = (at: ReturnType<Pen['ago']>, party: 'cyberspace' | 'police', subject: string, command: object): Step =>
    asked(at, party, 'complaint', subject, { type: 'submit', ...command })
  const handed = `${parties.cyberspace}.${portal('report-2')}`
  return [
    report(ago(150, '16:45'), 'cyberspace', portal('report-1'), {
      topic: 'personal-information',
      content: '澄湖应用要求读取通讯录才能领券。',
      respondent: '澄湖收付（演示）',
      name: '陆舟',
      contact: 'luzhou@mail.example',
    }),
    did(ago(149, '10:00'), 'zhou.lan', 'complaint', portal('report-1'), { type: 'accept', undertaking: '列入对该单位的监督检查。' }),
    did(ago(149, '10:05'), 'zhou.lan', 'complaint', portal('report-1'), { type: 'protect', protection: '检查方案不出现举报人信息。' }),
    did(ago(112, '17:00'), 'zhou.lan', 'complaint', portal('report-1'), {
      type: 'record-finding',
      finding: '检查时现行版本已改为单独询问；旧版本确有该情形。',
    }),
    did(ago(110, '10:00'), 'zhou.lan', 'complaint', portal('report-1'), {
      type: 'answer',
      result: 'partly',
      measures: '责令改正并复查。',
      answer: '情况部分属实，该单位已被责令改正。',
    }),
    did(ago(109, '10:00'), 'zhou.lan', 'complaint', portal('report-1'), { type: 'close' }),

    report(ago(71, '11:11'), 'cyberspace', portal('report-2'), {
      topic: 'fraud',
      content: '有网站仿冒澄湖商城收款，已有人被骗。',
      respondent: 'chenghu-mall.example',
      name: '崔莹',
      contact: 'cuiying@mail.example',
    }),
    did(ago(70, '15:00'), 'meng.tao', 'complaint', portal('report-2'), {
      type: 'transfer',
      to: 'police',
      level: 'city',
      region: '990100',
      because: '涉嫌诈骗犯罪，属公安机关职责。',
    }),
    did(ago(68, '09:30'), 'gao.yuan', 'complaint', handed, { type: 'accept', undertaking: '网安支队核查该网站备案和资金去向。' }),
    did(ago(59, '17:00'), 'gao.yuan', 'complaint', handed, { type: 'record-finding', finding: '网站服务器在境外，收款账户已止付。' }),
    did(ago(57, '10:00'), 'gao.yuan', 'complaint', handed, {
      type: 'answer',
      result: 'upheld',
      measures: '立案侦查，网站已阻断。',
      answer: '已立案，进展另行告知。',
    }),

    report(ago(19, '20:20'), 'cyberspace', portal('report-3'), {
      topic: 'prohibited-information',
      content: '某论坛有人售卖“会员手机号包”。',
      respondent: '论坛“云上闲谈”',
    }),
    did(ago(18, '09:30'), 'meng.tao', 'complaint', portal('report-3'), { type: 'accept', undertaking: '取证并联系论坛运营者。' }),
    report(ago(2, '21:35'), 'cyberspace', portal('report-4'), {
      topic: 'attack',
      content: 'My shop on the Chenghu portal is flooded with fake orders every night at two.',
      name: 'Priya N.',
      contact: 'priya@mail.example',
    }),
    report(minutesAgo(95), 'cyberspace', portal('report-5'), {
      topic: 'unlawful-use',
      content: '小区门禁厂家把住户人脸照片放在公网上。',
      respondent: '安居门禁',
    }),
    report(ago(3, '13:10'), 'police', portal('report-6'), {
      topic: 'attack',
      content: '公司邮箱被人登录并转发客户名单。',
      name: '万青',
      contact: 'wanqing@mail.example',
    }),
  ]
}

export function citizens(pen: Pen): readonly Step[] {
  return [...rights(pen), ...complaints(pen), ...reports(pen)]
}
