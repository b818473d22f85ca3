export const DESK = { zh: '澄湖收付合规部 0990-5550-0120', en: 'Compliance desk of Chenghu Pay & Retail, 0990-5550-0120' } as const
export const BY_MAIL = { zh: '电子邮件', en: 'E-mail' } as const

/** Demands for deletion and correction, and what was done about them. */
export const RIGHTS = {
  first: {
    ask: {
      requester: { zh: '林小满', en: 'Lin Xiaoman' },
      statement: { zh: '已关闭个性化推荐，请删除定位和浏览记录。', en: 'I have turned recommendations off. Please delete my locations and browsing history.' },
    },
    verify: { because: { zh: '同意已撤回，没有其他依据。', en: 'Consent was withdrawn, and there is no other ground.' } },
    delete: {
      places: [
        { zh: '会员中心', en: 'Membership' },
        { zh: '数据仓库', en: 'Data warehouse' },
        { zh: '推荐缓存', en: 'Recommendation cache' },
      ],
    },
  },
  second: {
    ask: {
      requester: { zh: '赵一鸣', en: 'Zhao Yiming' },
      account: { zh: '138 开头的会员账号', en: 'A member account whose number begins with 138' },
      statement: { zh: '账号已注销，请删除全部资料。', en: 'I have closed my account. Please delete everything.' },
    },
    askBack: {
      asked: {
        zh: '请登录注销前的账号，或提供下单时的收货人姓名。',
        en: 'Please sign in to the account before it was closed, or tell us the consignee of an order.',
      },
      because: { zh: '仅凭描述无法找到账号。', en: 'The account cannot be found from the description alone.' },
    },
    verify: {
      because: {
        zh: '账号已注销；交易记录仍在法定保存期限内。',
        en: 'The account is closed; the transactions are still within the period for which the law has them kept.',
      },
    },
    refused: {
      reason: {
        zh: '交易记录须保存满法定期限，期满即删除；其间只保存，不作他用。',
        en: 'Transactions are kept for the period that the law sets, used for nothing else meanwhile, and deleted when it ends.',
      },
      provision: { zh: '电子商务法第三十一条', en: 'E-Commerce Law, article 31' },
    },
    restrict: {
      restriction: {
        zh: '交易记录移入只读归档库，推荐、营销系统不再可见。',
        en: 'Transactions moved to a read-only archive, out of sight of recommendations and marketing.',
      },
    },
    delete: {
      places: [
        { zh: '会员中心', en: 'Membership' },
        { zh: '客服系统', en: 'Customer service' },
      ],
    },
  },
  third: {
    ask: {
      requester: { zh: '王晓彤', en: 'Helen Marsh' },
      contact: { zh: 'xiaotong@mail.example', en: 'helen@mail.example' },
      account: { zh: 'xiaotong', en: 'helenm' },
      wrong: { zh: '每张发票上都把我的名字写成“王小彤”。', en: 'My family name is spelt “Marsch” on every invoice.' },
      right: { zh: '应为“王晓彤”。', en: 'It should read “Marsh”.' },
    },
    verify: { because: { zh: '账号和两笔订单均为正确写法。', en: 'The account and two orders show the right spelling.' } },
    correct: {
      places: [
        { zh: '会员中心', en: 'Membership' },
        { zh: '财务与采购系统', en: 'Finance and purchasing' },
      ],
      before: { zh: '王小彤', en: 'Marsch' },
      after: { zh: '王晓彤', en: 'Marsh' },
    },
  },
  fourth: {
    ask: {
      requester: { zh: '何雨桐', en: 'He Yutong' },
      statement: { zh: '从未同意读取通讯录，却收到朋友的推荐。', en: 'I never agreed that my contacts be read, and yet my friends are suggested to me.' },
    },
    verify: {
      because: {
        zh: '旧版应用在一次升级中默认开启了通讯录匹配，未单独取得同意。',
        en: 'An upgrade of an older version turned contact matching on without asking for separate consent.',
      },
    },
  },
  fifth: {
    requester: { zh: '孟冬', en: 'Meng Dong' },
    wrong: { zh: '生日登记成了注册日期。', en: 'My birthday is given as the day on which I registered.' },
    right: { zh: '应为十一月七日。', en: 'It is the 7th of November.' },
  },
} as const

export const COMPLAINTS = {
  calls: {
    submit: {
      content: {
        zh: '下单后第二天接到自称澄湖客服的来电，能说出我的订单号。',
        en: 'The day after I ordered, somebody called as Chenghu’s customer service and knew my order number.',
      },
      respondent: { zh: '外包夜间客服', en: 'The outsourced night service' },
      name: { zh: '乔安', en: 'Qiao An' },
    },
    accept: {
      undertaking: { zh: '由合规部会同内审核查外包客服的查询记录。', en: 'Compliance and internal audit go through what the contractor’s agents looked up.' },
    },
    protect: { protection: { zh: '仅两名经办人可见，均已签署保密承诺。', en: 'Seen by two people only, who have both signed an undertaking of secrecy.' } },
    find: {
      finding: { zh: '一名外包坐席越权导出订单，共涉及四十一单。', en: 'An agent of the contractor exported orders without authority, forty-one in all.' },
    },
    answer: {
      measures: {
        zh: '坐席权限收回，外包合同扣款，线索移交公安机关。',
        en: 'The agent’s access was withdrawn, the contractor charged, the leads passed to the police.',
      },
      answer: {
        zh: '经查属实，已处理当事坐席并告知相关顾客，感谢反映。',
        en: 'You were right. The agent has been dealt with and the customers concerned were told. Thank you.',
      },
    },
  },
  gambling: {
    submit: {
      content: {
        zh: '“秋季穿搭”直播间的弹幕里有人发赌博网址。',
        en: 'Somebody posts addresses of gambling sites in the comments of the “Autumn outfits” stream.',
      },
    },
    accept: { undertaking: { zh: '由内容审核组当日处理。', en: 'Content review deals with it today.' } },
    find: { finding: { zh: '同一账号在三个直播间发送相同网址七次。', en: 'One account posted the same address seven times in three streams.' } },
    answer: {
      measures: { zh: '账号封禁，网址加入屏蔽词。', en: 'The account is banned, the address is on the block list.' },
      answer: { zh: '已删除并封禁，相关记录已保存。', en: 'Removed and banned; the records are kept.' },
    },
  },
  parcel: {
    submit: {
      content: { zh: '包裹晚到两天，外箱也压坏了。', en: 'The parcel came two days late and the box was dented.' },
      name: { zh: '邓可', en: 'Tom Ashby' },
      contact: { zh: 'dengke@mail.example', en: 'tom@mail.example' },
    },
    decline: {
      reason: {
        zh: '延迟送达由客服处理，已转告，客服今日与您联系。',
        en: 'Late deliveries are handled by customer service, who have been told and will write today.',
      },
    },
  },
  flaw: {
    submit: {
      content: {
        zh: '用别人的订单号能看到对方的收货地址，附截图摘要。',
        en: 'With somebody else’s order number I can see where it is delivered. The digest of a screenshot is attached.',
      },
      name: { zh: '白帽“青杏”', en: '“Green Apricot”, a researcher' },
    },
    accept: { undertaking: { zh: '由安全部复现并修复。', en: 'Security reproduces and mends it.' } },
    find: { finding: { zh: '订单查询接口未校验归属，已复现。', en: 'The order interface did not check whose order it is; reproduced.' } },
    write: {
      message: {
        zh: '已复现，修复版本本周上线。请暂勿公开细节。',
        en: 'Reproduced; the fix goes out this week. Please keep the details to yourself until then.',
      },
    },
  },
  marketing: {
    submit: { content: { zh: '注销账号后仍收到营销短信，两周内四条。', en: 'I closed my account and still get marketing messages: four within two weeks.' } },
    accept: { undertaking: { zh: '核查短信名单与注销名单的同步。', en: 'We check why the message list does not follow closed accounts.' } },
  },
  deposit: {
    content: { zh: '有人冒充澄湖商家在群里收“保证金”。', en: 'Somebody poses as a Chenghu merchant in a chat group and collects “deposits”.' },
    respondent: { zh: '群名“澄湖商家互助”', en: 'A group called “Chenghu merchants help each other”' },
    name: { zh: '葛一舟', en: 'Ge Yizhou' },
  },
} as const

/** Reports to the authorities. */
export const REPORTS = {
  contacts: {
    submit: {
      content: { zh: '澄湖应用要求读取通讯录才能领券。', en: 'The Chenghu app gives vouchers only to those who let it read their contacts.' },
      name: { zh: '陆舟', en: 'Lu Zhou' },
    },
    accept: { undertaking: { zh: '列入对该单位的监督检查。', en: 'To be part of the inspection of that company.' } },
    protect: { protection: { zh: '检查方案不出现举报人信息。', en: 'The plan of the inspection says nothing of the informant.' } },
    find: {
      finding: { zh: '检查时现行版本已改为单独询问；旧版本确有该情形。', en: 'The version in use asks separately by now; the older one did as reported.' },
    },
    answer: {
      measures: { zh: '责令改正并复查。', en: 'Ordered to correct, and verified.' },
      answer: { zh: '情况部分属实，该单位已被责令改正。', en: 'True in part. The company has been ordered to correct it.' },
    },
  },
  copy: {
    submit: {
      content: { zh: '有网站仿冒澄湖商城收款，已有人被骗。', en: 'A website copies the Chenghu store and takes payments. People have lost money.' },
      name: { zh: '崔莹', en: 'Cui Ying' },
    },
    transfer: { because: { zh: '涉嫌诈骗犯罪，属公安机关职责。', en: 'It may be the crime of fraud, which is for the police.' } },
    accept: { undertaking: { zh: '网安支队核查该网站备案和资金去向。', en: 'The cyber unit looks into the site’s filing and where the money went.' } },
    find: { finding: { zh: '网站服务器在境外，收款账户已止付。', en: 'The server is outside the territory; payments to the account are stopped.' } },
    answer: {
      measures: { zh: '立案侦查，网站已阻断。', en: 'A case is open; the site is blocked.' },
      answer: { zh: '已立案，进展另行告知。', en: 'A case has been opened. You will hear from us.' },
    },
  },
  numbers: {
    submit: {
      content: { zh: '某论坛有人售卖“会员手机号包”。', en: 'Somebody sells packs of members’ mobile numbers on a forum.' },
      respondent: { zh: '论坛“云上闲谈”', en: 'The forum “Talk in the Clouds”' },
    },
    accept: { undertaking: { zh: '取证并联系论坛运营者。', en: 'Take evidence, and write to whoever runs the forum.' } },
  },
  orders: {
    content: { zh: '我在澄湖商户门户的店铺每天凌晨两点被刷大量假订单。', en: 'My shop on the Chenghu portal is flooded with fake orders every night at two.' },
    name: { zh: '覃芳', en: 'Priya N.' },
    contact: { zh: 'qinfang@mail.example', en: 'priya@mail.example' },
  },
  faces: {
    content: {
      zh: '小区门禁厂家把住户人脸照片放在公网上。',
      en: 'The maker of our estate’s door locks keeps photographs of residents’ faces open on the internet.',
    },
    respondent: { zh: '安居门禁', en: 'Anju Entry Systems' },
  },
  mailbox: {
    content: { zh: '公司邮箱被人登录并转发客户名单。', en: 'Somebody signed in to our company mailbox and forwarded the list of customers.' },
    name: { zh: '万青', en: 'Wan Qing' },
  },
} as const
