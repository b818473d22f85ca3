/** Officers’ credentials. */
export const CREDENTIAL = {
  'zhou.lan': { zh: '江网执 00017', en: 'JLCA 00017' },
  'meng.tao': { zh: '江网执 00023', en: 'JLCA 00023' },
  'gao.yuan': { zh: '云公网 1108', en: 'YLPS 1108' },
  'tian.ye': { zh: '云公网 1002', en: 'YLPS 1002' },
} as const

export const AUTHORITY = {
  within: { zh: '机关在境内。', en: 'The authority is within the territory.' },
  charge: { zh: '三定方案。', en: 'By the plan of its duties, bodies and staff.' },
} as const

/** On the spot, with two findings. */
export const INSPECTED = {
  propose: {
    basisText: { zh: '年度检查计划；检查通知 江网检〔17〕号', en: 'Annual plan of inspections; notice JLCA-I 17' },
    scopeNote: { zh: '商城、门店收银系统，近一年。', en: 'Online store and store checkout, the last year.' },
  },
  askLogs: { asked: { zh: '门店收银系统近六个月网络日志', en: 'Network logs of store checkout, the last six months' } },
  giveLogs: {
    given: {
      zh: '导出三十六家门店日志；其余十一家只能回溯八十三天，如实说明。',
      en: 'Logs of thirty-six stores were exported; those of the other eleven go back eighty-three days only, which we say openly.',
    },
    evidence: [{ zh: '日志导出清单.xlsx', en: 'Logs exported.xlsx' }],
  },
  askConsent: { asked: { zh: '应用各版本的权限说明和同意记录', en: 'What each version of the app asked for, and records of consent' } },
  giveConsent: {
    given: { zh: '提供 8.1 至 8.4 各版本说明和同意记录抽样。', en: 'Descriptions of versions 8.1 to 8.4 and a sample of consents.' },
    evidence: [
      { zh: '权限说明.pdf', en: 'Permissions.pdf' },
      { zh: '同意记录抽样.csv', en: 'Sample of consents.csv' },
    ],
  },
  logs: {
    what: { zh: '十一家门店的收银日志只留存八十三天。', en: 'Checkout logs of eleven stores are kept for eighty-three days only.' },
    evidence: [{ zh: '抽样记录 1.pdf', en: 'Sample 1.pdf' }],
  },
  consent: {
    what: { zh: '8.1 版应用升级时默认开启通讯录匹配，未单独取得同意。', en: 'The upgrade to app 8.1 turned contact matching on without separate consent.' },
    evidence: [{ zh: '版本比对.pdf', en: 'Versions compared.pdf' }],
  },
  accounts: {
    what: { zh: '两家外包运维单位的远程账号无人审批。', en: 'Nobody had approved the remote accounts of two outside maintenance firms.' },
    evidence: [{ zh: '账号清单.xlsx', en: 'Accounts.xlsx' }],
  },
  finish: {
    result: {
      zh: '发现三项问题；个人信息一项依个人信息保护法另行办理。当事单位配合。',
      en: 'Three findings; the one on personal information is dealt with under the Personal Information Protection Law. The company cooperated.',
    },
  },
  order: {
    required: {
      zh: '门店日志留存不少于六个月；外包远程账号逐个审批并限时。',
      en: 'Store logs kept for at least six months; each remote account of an outsider approved, and for a limited time.',
    },
  },
  correct: {
    measures: {
      zh: '门店网关统一接入日志平台，十一家自即日起计满；外包远程账号全部重新审批。',
      en: 'All store gateways send to the log platform, the eleven from today on; every remote account of an outsider was approved anew.',
    },
    evidence: [
      { zh: '日志接入清单.xlsx', en: 'Gateways collected.xlsx' },
      { zh: '账号审批单.pdf', en: 'Approvals.pdf' },
    ],
  },
  verify: { how: { zh: '远程抽查三家门店和账号审批单，均已改正。', en: 'Three stores and the approvals sampled from afar: all corrected.' } },
  close: { result: { zh: '已改正；日志问题另案处理。', en: 'Corrected; the logs are a case of their own.' } },
} as const

/** The case about the logs. */
export const PUNISHED = {
  file: {
    jurisdiction: { zh: '违法行为发生地在本省。', en: 'The act took place in this province.' },
    summary: { zh: '十一家门店收银系统的网络日志留存不足六个月。', en: 'Network logs of checkout in eleven stores were kept for less than six months.' },
  },
  evidence: {
    proof: {
      zh: '日志抽样和询问笔录，证明最早一条为八十三天前。',
      en: 'Samples of logs and a record of questioning: the oldest line is of eighty-three days before.',
    },
    evidence: [
      { zh: '抽样记录 1.pdf', en: 'Sample 1.pdf' },
      { zh: '询问笔录.pdf', en: 'Record of questioning.pdf' },
    ],
  },
  propose: { discretion: { zh: '初次违法，配合检查，门店范围有限。', en: 'A first breach; the company cooperated; few stores are concerned.' } },
  defend: {
    statement: {
      zh: '十一家门店因网关更换未及时接入，发现后当月整改，请求从轻。',
      en: 'Eleven stores were not collected in time when their gateways were replaced. It was put right within the month. We ask for leniency.',
    },
  },
  answer: { reason: { zh: '整改及时属实，处理已在从轻的幅度内。', en: 'True, it was put right quickly; what is proposed is lenient already.' } },
  review: { opinion: { zh: '事实清楚，证据充分，幅度适当，程序合法。', en: 'Facts clear, evidence sufficient, measure fitting, procedure lawful.' } },
  number: { zh: '江网罚〔9〕号', en: 'JLCA-P 9' },
  howToPay: { zh: '凭缴款码到代收银行缴纳', en: 'At the collecting bank, with the payment code' },
  paid: { zh: '缴款书 990107734', en: 'Payment slip 990107734' },
  credit: {
    register: { zh: '江澜省网络信用档案', en: 'Network credit file of Jianglan Province' },
    text: { zh: '网络日志留存不足六个月，责令改正并予以处罚。', en: 'Network logs kept for less than six months; ordered to correct, and punished.' },
  },
  close: { reason: { zh: '已全部履行。', en: 'Performed in full.' } },
} as const

/** After the ransom attack. */
export const INTERVIEWED = {
  propose: { basisText: { zh: '勒索事件后续检查；江网检〔41〕号', en: 'After the ransom attack; notice JLCA-I 41' } },
  call: {
    place: { zh: '江澜省网信办 402 会议室', en: 'Room 402, Cyberspace Administration of Jianglan Province' },
    reason: {
      zh: '订单履约系统发生较大勒索事件，外包远程账号管理存在隐患。',
      en: 'A ransom incident of level III in order fulfilment; remote accounts of outsiders are a hidden danger.',
    },
  },
  hold: {
    demands: {
      zh: '清理外包远程账号；完成离线备份演练；提交整改报告。',
      en: 'Clear out remote accounts of outsiders; exercise restoring from offline backups; report.',
    },
    minutes: { zh: '约谈主要负责人顾清，当场承诺按期整改。', en: 'Gu Qing, who is in charge, was interviewed and promised to put it right in time.' },
  },
} as const

/** The police on the website’s filing, and what they announce next. */
export const ORDERED = {
  propose: { basisText: { zh: '互联网安全监督检查通知书 云公网检〔6〕号', en: 'Notice of internet security inspection YLPS-I 6' } },
  ask: { asked: { zh: '企业网站的备案证明', en: 'The filing certificate of the company website' } },
  give: {
    given: { zh: '该系统尚未备案，已列入计划。', en: 'That system has not been filed; it is planned.' },
    evidence: [{ zh: '备案计划.pdf', en: 'Plan of filings.pdf' }],
  },
  found: {
    what: { zh: '企业网站定为第二级，运行一年未备案。', en: 'The company website is graded level 2 and has run for a year without being filed.' },
    evidence: [{ zh: '现场检查记录.pdf', en: 'Record of the inspection.pdf' }],
  },
  finish: { result: { zh: '发现一项问题。', en: 'One finding.' } },
  order: { required: { zh: '完成企业网站的等级保护备案。', en: 'File the company website for graded protection.' } },
  next: {
    basisText: { zh: '互联网安全监督检查通知书 云公网检〔8〕号', en: 'Notice of internet security inspection YLPS-I 8' },
    scopeNote: { zh: '直播导购平台。', en: 'Live shopping.' },
  },
} as const
