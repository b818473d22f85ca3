import { did, type Pen, type Step } from './script.ts'

/** What everybody may read: the company’s rules of collection, in two versions, and what the authorities have warned of. */
export function publications({ ago, day }: Pen): readonly Step[] {
  const rules = (at: ReturnType<Pen['ago']>, version: string, scope: string): Step =>
    did(at, 'shen.zhiyuan', 'publication', 'rules-members', {
      type: 'publish-rules',
      title: '会员个人信息收集、使用规则',
      version,
      purposes: '注册、下单、配送、售后、防范欺诈。 / Registration, orders, delivery, after-sales service, prevention of fraud.',
      means: '由会员填写，或者在使用中自动产生。 / Entered by the member, or made while the service is used.',
      scope,
      contact: '合规部 0990-5550-0120，privacy@chenghu.example',
    })
  return [
    rules(ago(357, '10:00'), '3.0', '手机号、收货信息、订单、设备标识；通讯录仅在单独同意后读取。'),
    rules(ago(100, '10:00'), '3.1', '删去通讯录匹配；其余同上一版。 / Contact matching was taken out; the rest as before.'),
    did(ago(204, '09:00'), 'xu.ke', 'publication', 'warning-1', {
      type: 'warn',
      title: '关于防范邮件服务软件高危漏洞的预警',
      until: day(174),
      colour: 'yellow',
      area: '使用该邮件服务软件的单位',
      text: '该漏洞可被远程利用，已发现攻击尝试。',
      advice: '立即升级；暂不能升级的，关闭外网访问并检查近三十日登录日志。',
    }),
    did(ago(22, '15:00'), 'xu.ke', 'publication', 'warning-2', {
      type: 'warn',
      title: '零售、物流行业勒索攻击风险预警',
      until: day(-8),
      colour: 'orange',
      area: '零售和物流企业 / Retail and logistics companies',
      text: '近期多起事件由外包运维账号被盗引起。 / Several recent cases began with a stolen account of an outside maintenance firm.',
      advice: '清理外包远程账号，核对离线备份。 / Clear out remote accounts of outsiders and check that offline backups can be read.',
    }),
    did(ago(6, '11:00'), 'tian.ye', 'publication', 'notice-1', {
      type: 'notify-public',
      title: '谨防冒充商城客服的“退款”电话',
      text: '近期有人以订单异常为由索要验证码。',
      advice: '不透露验证码，不点击短信链接；受骗请立即报警。',
    }),
  ]
}
