import { did, said, type Pen, type Step } from './script.ts'

const FIRST = {
  entity: '澄湖收付（演示），云澜市西岭区；所涉系统等级保护第三级。',
} as const

/** A large leak that was reported by letter to both authorities, told to the persons, and summarised. */
function leak({ ago }: Pen): readonly Step[] {
  const id = 'inc-01-members'
  const known = ago(301, '21:40')
  return [
    said(ago(301, '21:52'), 'lu.ming', 'incident', id, {
      type: 'discover',
      knownAt: known,
      title: '会员中心接口被批量调用，会员资料疑似泄露',
      eventKind: 'attack',
      system: 'member',
      endangersSecurity: true,
      suspectedCase: true,
    }),
    said(ago(301, '22:10'), 'lu.ming', 'incident', id, {
      type: 'find-leak',
      knownAt: ago(301, '22:05'),
      dataset: 'members',
      affectedPersons: 1_180_000,
      reason: '网关日志显示两小时内异常查询一百一十八万次。',
    }),
    did(ago(301, '22:15'), 'lu.ming', 'incident', id, { type: 'start-plan', decidedBy: '顾清', measures: '启动较大级别响应，成立处置组。' }),
    did(ago(301, '22:20'), 'he.chuan', 'incident', id, { type: 'contain', measures: '封禁来源地址段，关闭该接口，吊销泄露的密钥。' }),
    did(ago(301, '22:40'), 'lu.ming', 'incident', id, {
      type: 'classify',
      impact: { dataKind: 'neither', personsLeaked: 1_180_000, lossYuan: 260_000 },
      reason: '泄露超过一百万人，按附件为较大事件。',
    }),
    did(ago(301, '23:25'), 'shen.zhiyuan', 'incident', id, {
      type: 'report',
      to: 'cyberspace',
      channel: 'letter',
      ...FIRST,
      foundWhereWhen: '当日 21 时 40 分，云澜机房 A，网关告警。',
      impactSoFar: '约一百一十八万会员的昵称、手机号疑似被读取；未涉及支付密码和交易信息。',
      measuresSoFar: '接口已关闭，密钥已吊销，来源已封禁；其他接口正在排查。',
    }),
    did(ago(301, '23:40'), 'shen.zhiyuan', 'incident', id, { type: 'report', to: 'police', channel: 'letter', scene: '网关和数据库日志已固定并计算摘要。' }),
    did(ago(300, '16:30'), 'shen.zhiyuan', 'incident', id, {
      type: 'report',
      to: 'cyberspace',
      channel: 'letter',
      trend: '攻击停止，未见数据公开流传。',
      cause: '合作方测试密钥未按期失效，接口缺少频次限制。',
      leads: '来源为境外代理地址三十一个，调用特征已移交公安机关。',
      planned: '全部接口加频次限制；密钥九十日轮换；逐人告知。',
      scene: '日志和镜像已封存。',
    }),
    did(ago(299, '10:20'), 'shen.zhiyuan', 'incident', id, {
      type: 'notify-persons',
      persons: 1_180_000,
      means: '应用内通知和短信',
      kinds: '昵称、手机号、会员等级。',
      causes: '一个合作接口的密钥被盗用。',
      possibleHarm: '可能收到冒充客服的诈骗电话和短信。',
      taken: '接口关闭，密钥更换，已报告主管部门。',
      advice: '不向任何来电透露验证码；可在应用内更换手机号。',
      contact: '0990-5550-0120',
    }),
    did(ago(298, '18:00'), 'he.chuan', 'incident', id, {
      type: 'remedy',
      measures: '接口重构上线，频次限制和密钥轮换生效。',
      verification: '渗透测试复测，批量调用被拒绝。',
    }),
    did(ago(298, '18:20'), 'lu.ming', 'incident', id, { type: 'remedy-leak', measures: '读取路径已封堵，逐人告知完成。', harmAvoided: false }),
    did(ago(296, '09:30'), 'lu.ming', 'incident', id, { type: 'end-handling', result: '服务恢复，未发现后续滥用。' }),
    did(ago(278, '15:00'), 'shen.zhiyuan', 'incident', id, {
      type: 'file-summary',
      cause: '合作方测试密钥长期有效且无频次限制。',
      measures: '封禁、关闭、吊销、复测、告知。',
      harm: '一百一十八万会员的昵称和手机号被读取，直接损失二十六万元。',
      accountability: '接口负责人通报批评，合作方合同扣款。',
      remedy: '密钥轮换、接口限频、合作方准入测试。',
      lessons: '测试密钥必须带到期日；网关告警阈值下调。',
    }),
    did(ago(277, '11:00'), 'lu.ming', 'incident', id, { type: 'record-lesson', lesson: '每季度核对一次合作方密钥；已列入自查表。' }),
  ]
}

/** Of the lowest level: need not be reported, but the plan is started and the harm removed. */
function small({ ago }: Pen): readonly Step[] {
  const id = 'inc-02-site'
  return [
    said(ago(212, '08:35'), 'he.chuan', 'incident', id, {
      type: 'discover',
      knownAt: ago(212, '08:20'),
      title: 'The company website was unreachable after a failed certificate renewal',
      eventKind: 'equipment',
      system: 'site',
      endangersSecurity: true,
      suspectedCase: false,
    }),
    did(ago(212, '08:45'), 'lu.ming', 'incident', id, {
      type: 'start-plan',
      decidedBy: '陆明',
      measures: 'General level: the duty engineer handles it, no escalation.',
    }),
    did(ago(212, '09:00'), 'lu.ming', 'incident', id, {
      type: 'classify',
      impact: { siteKind: 'other', siteDownMinutes: 40, lossYuan: 0 },
      judged: 'IV',
      reason: '企业网站中断四十分钟，未影响业务，为一般事件。',
    }),
    did(ago(212, '09:05'), 'he.chuan', 'incident', id, {
      type: 'remedy',
      measures: 'Certificate renewed by hand; the renewal job was repaired.',
      verification: 'Reachable from three networks; expiry alert tested.',
    }),
    did(ago(212, '10:00'), 'lu.ming', 'incident', id, { type: 'end-handling', result: '恢复访问。' }),
    did(ago(210, '10:00'), 'he.chuan', 'incident', id, { type: 'record-lesson', lesson: 'Expiry is watched from outside, thirty days ahead.' }),
  ]
}

/** Handling has ended; the final summary is still owed. */
function outage({ ago }: Pen): readonly Step[] {
  const id = 'inc-03-ransom'
  return [
    said(ago(27, '05:20'), 'he.chuan', 'incident', id, {
      type: 'discover',
      knownAt: ago(27, '05:05'),
      title: '订单履约系统文件服务器遭勒索加密',
      eventKind: 'malware',
      system: 'oms',
      endangersSecurity: true,
      suspectedCase: true,
    }),
    did(ago(27, '05:30'), 'lu.ming', 'incident', id, { type: 'start-plan', decidedBy: '顾清', measures: '隔离网段，切换备用仓配流程。' }),
    did(ago(27, '05:45'), 'he.chuan', 'incident', id, { type: 'contain', measures: '断开受感染主机四台，停用域管理员账号。' }),
    did(ago(27, '06:20'), 'lu.ming', 'incident', id, {
      type: 'classify',
      impact: { lossYuan: 7_400_000, systemLoss: 'interruption' },
      reason: '预计直接损失七百四十万元，达到较大。',
    }),
    did(ago(27, '07:30'), 'shen.zhiyuan', 'incident', id, {
      type: 'report',
      to: 'cyberspace',
      channel: 'letter',
      ...FIRST,
      foundWhereWhen: '当日 5 时 5 分，云澜机房 B，主机防护告警。',
      impactSoFar: '订单下发中断，当日约三万单延迟。',
      measuresSoFar: '网段已隔离，启用纸质拣货单。',
      ransom: '要求支付虚拟货币，折合约一百二十万元，限七十二小时；未支付。',
    }),
    did(ago(27, '07:50'), 'shen.zhiyuan', 'incident', id, { type: 'report', to: 'police', channel: 'letter', leads: '外包运维的远程账号被盗用。' }),
    did(ago(25, '20:00'), 'he.chuan', 'incident', id, {
      type: 'remedy',
      measures: '由离线备份恢复，重装受感染主机，远程账号改为一次性授权。',
      verification: '恢复数据与对账单核对一致，三日无告警。',
    }),
    did(ago(24, '11:00'), 'lu.ming', 'incident', id, { type: 'end-handling', result: '业务恢复，积压订单清完。' }),
  ]
}

/** Known minutes ago: the clocks of its reports run. */
function running({ minutesAgo }: Pen): readonly Step[] {
  const id = 'inc-04-live'
  return [
    said(minutesAgo(74), 'he.chuan', 'incident', id, {
      type: 'discover',
      knownAt: minutesAgo(78),
      title: '直播导购平台遭流量攻击，支付回调大量失败',
      eventKind: 'attack',
      system: 'live',
      endangersSecurity: true,
    }),
    did(minutesAgo(66), 'lu.ming', 'incident', id, { type: 'start-plan', decidedBy: '顾清', measures: '切换清洗线路，暂停两场直播。' }),
    did(minutesAgo(52), 'he.chuan', 'incident', id, { type: 'contain', measures: '接入流量清洗，回调改走备用通道，失败率由百分之六十一降至百分之九。' }),
    did(minutesAgo(41), 'lu.ming', 'incident', id, {
      type: 'classify',
      impact: { lossYuan: 6_300_000, systemLoss: 'interruption' },
      reason: '预计直接损失六百三十万元，达到较大；正在核对订单。',
    }),
    said(minutesAgo(24), 'lu.ming', 'incident', id, {
      type: 'find-leak',
      knownAt: minutesAgo(26),
      dataset: 'orders',
      affectedPersons: 12_400,
      reason: '攻击期间回调日志写入公共存储桶，涉及收货人信息。',
    }),
  ]
}

export function incidents(pen: Pen): readonly Step[] {
  return [...leak(pen), ...small(pen), ...outage(pen), ...running(pen)]
}
