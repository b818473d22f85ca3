export const ENTITY = {
  zh: '澄湖收付（演示），云澜市西岭区；所涉系统等级保护第三级。',
  en: 'Chenghu Pay & Retail (demo), Xiling District, Yunlan; the system concerned is graded level 3.',
} as const

/** Member records read through an interface of a partner. */
export const LEAK = {
  discover: { title: { zh: '会员中心接口被批量调用，会员资料疑似泄露', en: 'Membership interface called in bulk; member records may have leaked' } },
  findLeak: { reason: { zh: '网关日志显示两小时内异常查询一百一十八万次。', en: 'The gateway log shows 1.18 million unusual queries within two hours.' } },
  startPlan: { measures: { zh: '启动较大级别响应，成立处置组。', en: 'Response of level III started; a handling team formed.' } },
  contain: { measures: { zh: '封禁来源地址段，关闭该接口，吊销泄露的密钥。', en: 'Source addresses blocked, the interface closed, the leaked key revoked.' } },
  classify: { reason: { zh: '泄露超过一百万人，按附件为较大事件。', en: 'More than a million persons: level III by the annex.' } },
  reportFirst: {
    foundWhereWhen: { zh: '当日 21 时 40 分，云澜机房 A，网关告警。', en: 'Today at 21:40, Yunlan data centre A, by an alert of the gateway.' },
    impactSoFar: {
      zh: '约一百一十八万会员的昵称、手机号疑似被读取；未涉及支付密码和交易信息。',
      en: 'Nicknames and mobile numbers of about 1.18 million members may have been read; no payment passwords and no transactions.',
    },
    measuresSoFar: {
      zh: '接口已关闭，密钥已吊销，来源已封禁；其他接口正在排查。',
      en: 'The interface is closed, the key revoked, the sources blocked; the other interfaces are being checked.',
    },
  },
  reportPolice: { scene: { zh: '网关和数据库日志已固定并计算摘要。', en: 'Logs of the gateway and the database are preserved, with digests.' } },
  reportMore: {
    trend: { zh: '攻击停止，未见数据公开流传。', en: 'The attack has stopped; the data have not been seen in the open.' },
    cause: { zh: '合作方测试密钥未按期失效，接口缺少频次限制。', en: 'A partner’s test key had not expired as planned, and the interface had no rate limit.' },
    leads: {
      zh: '来源为境外代理地址三十一个，调用特征已移交公安机关。',
      en: 'Thirty-one proxy addresses outside the territory; the pattern of calls went to the police.',
    },
    planned: { zh: '全部接口加频次限制；密钥九十日轮换；逐人告知。', en: 'Rate limits on every interface; keys rotated every ninety days; each person told.' },
    scene: { zh: '日志和镜像已封存。', en: 'Logs and disk images are sealed.' },
  },
  notifyPersons: {
    means: { zh: '应用内通知和短信', en: 'Notice in the app, and text message' },
    kinds: { zh: '昵称、手机号、会员等级。', en: 'Nickname, mobile number, membership tier.' },
    causes: { zh: '一个合作接口的密钥被盗用。', en: 'The key of an interface for a partner was stolen and used.' },
    possibleHarm: { zh: '可能收到冒充客服的诈骗电话和短信。', en: 'Fraudulent calls and messages in the name of our customer service.' },
    taken: { zh: '接口关闭，密钥更换，已报告主管部门。', en: 'The interface was closed, the key replaced, the authorities were told.' },
    advice: { zh: '不向任何来电透露验证码；可在应用内更换手机号。', en: 'Tell no caller a verification code; you can change your number in the app.' },
  },
  remedy: {
    measures: { zh: '接口重构上线，频次限制和密钥轮换生效。', en: 'The interface was rebuilt; rate limits and key rotation are in effect.' },
    verification: { zh: '渗透测试复测，批量调用被拒绝。', en: 'Tested again by penetration testers: calls in bulk are refused.' },
  },
  remedyLeak: { measures: { zh: '读取路径已封堵，逐人告知完成。', en: 'The way by which records were read is shut; everybody has been told.' } },
  endHandling: { result: { zh: '服务恢复，未发现后续滥用。', en: 'Service restored; no later abuse was found.' } },
  fileSummary: {
    cause: { zh: '合作方测试密钥长期有效且无频次限制。', en: 'A partner’s test key stayed valid for long, and nothing limited the rate of calls.' },
    measures: { zh: '封禁、关闭、吊销、复测、告知。', en: 'Blocked, closed, revoked, tested again, told.' },
    harm: {
      zh: '一百一十八万会员的昵称和手机号被读取，直接损失二十六万元。',
      en: 'Nicknames and numbers of 1.18 million members were read; direct loss 260,000 yuan.',
    },
    accountability: { zh: '接口负责人通报批评，合作方合同扣款。', en: 'The interface’s owner was reprimanded; the partner’s contract was charged.' },
    remedy: { zh: '密钥轮换、接口限频、合作方准入测试。', en: 'Key rotation, rate limits, an entrance test for partners.' },
    lessons: { zh: '测试密钥必须带到期日；网关告警阈值下调。', en: 'Every test key carries an expiry date; the gateway alerts earlier.' },
  },
  lesson: { lesson: { zh: '每季度核对一次合作方密钥；已列入自查表。', en: 'Keys of partners are reviewed each quarter; it stands on the self-check list.' } },
  // What the cyberspace administration answered.
  acknowledge: {
    note: { zh: '首报已收到，请按时补报原因、线索和拟采取的措施。', en: 'The first report has come. Send cause, leads and planned measures in time.' },
  },
  instruct: {
    demanded: {
      zh: '逐一核对合作方接口密钥，停用无频次限制的接口。',
      en: 'Check the keys of partners’ interfaces one by one; switch off those without a rate limit.',
    },
  },
  takeMeasures: {
    measures: {
      zh: '核对合作方密钥六十二个，停用十九个；全部接口已限频。',
      en: 'Sixty-two keys of partners checked, nineteen ended; every interface has a rate limit.',
    },
  },
  startResponse: {
    response: { zh: '启动省级较大事件响应，由网络安全协调处跟踪处置。', en: 'Provincial response of level III; the coordination division follows the case.' },
  },
  investigate: {
    cause: { zh: '合作方测试密钥外泄，接口未限频。', en: 'A partner’s test key got out; the interface had no rate limit.' },
    effect: {
      zh: '一百一十八万人的昵称和手机号被读取，未见二次扩散。',
      en: 'Nicknames and numbers of 1.18 million persons were read; no further spread was seen.',
    },
    conclusion: { zh: '处置及时，报告合规；列入年度检查对象。', en: 'Handled promptly and reported as prescribed; to be among those inspected this year.' },
  },
  close: { result: { zh: '整改到位，事件办结。', en: 'Put right; the matter is closed.' } },
} as const

/** Of the lowest level. */
export const SMALL = {
  discover: { title: { zh: '企业网站因证书续期失败无法访问', en: 'The company website was unreachable after a failed certificate renewal' } },
  startPlan: { measures: { zh: '一般级别：由值班工程师处置，不升级。', en: 'Level IV: the duty engineer handles it, no escalation.' } },
  classify: { reason: { zh: '企业网站中断四十分钟，未影响业务，为一般事件。', en: 'The website was away for forty minutes and business went on: level IV.' } },
  remedy: {
    measures: { zh: '手工续期证书，并修复自动续期任务。', en: 'Certificate renewed by hand; the renewal job was repaired.' },
    verification: { zh: '从三个网络访问正常，到期告警测试通过。', en: 'Reachable from three networks; expiry alert tested.' },
  },
  endHandling: { result: { zh: '恢复访问。', en: 'Reachable again.' } },
  lesson: { lesson: { zh: '证书到期改由外部监测，提前三十日告警。', en: 'Expiry is watched from outside, thirty days ahead.' } },
} as const

/** Ransomware on a file server. */
export const RANSOM = {
  discover: { title: { zh: '订单履约系统文件服务器遭勒索加密', en: 'File server of order fulfilment encrypted for ransom' } },
  startPlan: { measures: { zh: '隔离网段，切换备用仓配流程。', en: 'The network segment is cut off; warehouses work by the fallback procedure.' } },
  contain: {
    measures: { zh: '断开受感染主机四台，停用域管理员账号。', en: 'Four infected hosts disconnected; the domain administrators’ accounts suspended.' },
  },
  classify: { reason: { zh: '预计直接损失七百四十万元，达到较大。', en: 'Direct loss expected at 7.4 million yuan: level III.' } },
  report: {
    foundWhereWhen: { zh: '当日 5 时 5 分，云澜机房 B，主机防护告警。', en: 'Today at 05:05, Yunlan data centre B, by an alert of host protection.' },
    impactSoFar: { zh: '订单下发中断，当日约三万单延迟。', en: 'Orders no longer reach the warehouses; about 30,000 are late today.' },
    measuresSoFar: { zh: '网段已隔离，启用纸质拣货单。', en: 'The segment is cut off; goods are picked from paper lists.' },
    ransom: {
      zh: '要求支付虚拟货币，折合约一百二十万元，限七十二小时；未支付。',
      en: 'Virtual currency worth about 1.2 million yuan, within seventy-two hours; nothing was paid.',
    },
  },
  reportPolice: { leads: { zh: '外包运维的远程账号被盗用。', en: 'The remote account of an outside maintenance firm was stolen and used.' } },
  remedy: {
    measures: {
      zh: '由离线备份恢复，重装受感染主机，远程账号改为一次性授权。',
      en: 'Restored from offline backups, infected hosts set up anew, remote accounts granted for one use only.',
    },
    verification: { zh: '恢复数据与对账单核对一致，三日无告警。', en: 'Restored data agree with the statements; three days without an alert.' },
  },
  endHandling: { result: { zh: '业务恢复，积压订单清完。', en: 'Business restored; the backlog of orders is cleared.' } },
  acknowledge: { note: { zh: '首报已收到，注意保存样本和日志。', en: 'The first report has come. Keep samples and logs.' } },
  ask: {
    question: { zh: '请说明外包远程账号的审批情况和受影响主机范围。', en: 'Say who approved the outsiders’ remote accounts, and which hosts were affected.' },
  },
} as const

/** This morning’s. */
export const RUNNING = {
  discover: {
    title: { zh: '直播导购平台遭流量攻击，支付回调大量失败', en: 'Live shopping under a flood of traffic; payment callbacks fail in large numbers' },
  },
  startPlan: { measures: { zh: '切换清洗线路，暂停两场直播。', en: 'Traffic goes through scrubbing; two live streams are paused.' } },
  contain: {
    measures: {
      zh: '接入流量清洗，回调改走备用通道，失败率由百分之六十一降至百分之九。',
      en: 'Traffic scrubbed, callbacks moved to the spare channel; failures fell from 61 % to 9 %.',
    },
  },
  classify: {
    reason: { zh: '预计直接损失六百三十万元，达到较大；正在核对订单。', en: 'Direct loss expected at 6.3 million yuan: level III; orders are being checked.' },
  },
  findLeak: {
    reason: {
      zh: '攻击期间回调日志写入公共存储桶，涉及收货人信息。',
      en: 'During the attack callback logs were written to a public storage bucket, with consignees’ details.',
    },
  },
} as const
