export const RULES = {
  title: { zh: '会员个人信息收集、使用规则', en: 'Rules on the collection and use of members’ personal information' },
  purposes: { zh: '注册、下单、配送、售后、防范欺诈。', en: 'Registration, orders, delivery, after-sales service, prevention of fraud.' },
  means: { zh: '由会员填写，或者在使用中自动产生。', en: 'Entered by the member, or made while the service is used.' },
  contact: { zh: '合规部 0990-5550-0120，privacy@chenghu.example', en: 'Compliance, 0990-5550-0120, privacy@chenghu.example' },
} as const

export const SCOPE = {
  first: {
    zh: '手机号、收货信息、订单、设备标识；通讯录仅在单独同意后读取。',
    en: 'Mobile number, delivery details, orders, device identifiers; contacts only after separate consent.',
  },
  second: { zh: '删去通讯录匹配；其余同上一版。', en: 'Contact matching was taken out; the rest as before.' },
} as const

export const MAIL_FLAW = {
  title: { zh: '关于防范邮件服务软件高危漏洞的预警', en: 'Warning of a critical vulnerability in mail server software' },
  area: { zh: '使用该邮件服务软件的单位', en: 'Whoever runs that mail server software' },
  text: { zh: '该漏洞可被远程利用，已发现攻击尝试。', en: 'It can be used from afar, and attempts have been seen.' },
  advice: {
    zh: '立即升级；暂不能升级的，关闭外网访问并检查近三十日登录日志。',
    en: 'Upgrade at once; where that cannot be, close it to the internet and check sign-ins of the last thirty days.',
  },
} as const

export const RANSOM_RISK = {
  title: { zh: '零售、物流行业勒索攻击风险预警', en: 'Warning of ransom attacks on retail and logistics' },
  area: { zh: '零售和物流企业', en: 'Retail and logistics companies' },
  text: { zh: '近期多起事件由外包运维账号被盗引起。', en: 'Several recent cases began with a stolen account of an outside maintenance firm.' },
  advice: { zh: '清理外包远程账号，核对离线备份。', en: 'Clear out remote accounts of outsiders and check that offline backups can be read.' },
} as const

export const REFUND_CALLS = {
  title: { zh: '谨防冒充商城客服的“退款”电话', en: 'Beware of “refund” calls in the name of online stores' },
  text: { zh: '近期有人以订单异常为由索要验证码。', en: 'Callers say that something is wrong with an order and ask for verification codes.' },
  advice: {
    zh: '不透露验证码，不点击短信链接；受骗请立即报警。',
    en: 'Tell nobody a code, follow no link in a message; if you were deceived, call the police at once.',
  },
} as const
