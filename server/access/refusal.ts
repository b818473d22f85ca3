import { frameRefusals, refuser, type RefusalTable } from '#procedures/refusal.ts'

const accessRefusals = {
  'access.account-malformed': {
    sort: 'unusable',
    zh: '账号名不能用：应为 2 至 64 个字母、数字或 . _ @ + -，以字母或数字开头。请改写。',
    en: 'This cannot be an account name: 2 to 64 letters, digits or . _ @ + -, beginning with a letter or digit. Write another.',
  },
  'access.account-taken': { sort: 'conflict', zh: '账号名“{account}”已有人使用。请换一个。', en: 'The account name “{account}” is taken. Choose another.' },
  'access.password-length': {
    sort: 'unusable',
    zh: '口令应为 {shortest} 至 {longest} 个字符。可以用几个不相干的词连成一句。',
    en: 'A password has {shortest} to {longest} characters. A few unrelated words in a row will do.',
  },
  'access.password-named': {
    sort: 'unusable',
    zh: '口令中含有账号名或姓名，其余部分太短。请不要用自己的名字。',
    en: 'The password holds the account name or the person’s name, and too little besides. Leave your own name out.',
  },
  'access.password-common': { sort: 'unusable', zh: '这一口令太常见，容易被猜中。请换一个。', en: 'This password is common and soon guessed. Choose another.' },
  'access.invitation-over': {
    sort: 'absent',
    zh: '这一邀请链接无效、已用过或已过期。请向系统管理员另要一个。',
    en: 'This invitation is not valid, was used, or has expired. Ask the system administrator for another.',
  },
  'access.not-yours': { sort: 'forbidden', zh: '此操作由{role}办理。请联系该管理员。', en: 'This is done by: {role}. Ask that administrator.' },
  'access.not-founder': {
    sort: 'forbidden',
    zh: '登记其他主体由建立本系统的主体的系统管理员办理，或者由运行本系统的人用 dutybook party register 办理。',
    en: 'Further parties are registered by the system administrator of the party that set this installation up, or with dutybook party register by whoever runs it.',
  },
  'access.party-named': {
    sort: 'conflict',
    zh: '本系统上已有名为“{name}”的主体，登录时将无法区分。请写全称。',
    en: 'There is a party called “{name}” here, and nobody could tell them apart when signing in. Write the full name.',
  },
  'access.not-oneself': {
    sort: 'forbidden',
    zh: '管理员不得变更自己的岗位，也不得停用自己。请由另一位管理员办理。',
    en: 'An administrator changes neither their own roles nor their own standing. Another administrator does it.',
  },
  'access.power-held': {
    sort: 'forbidden',
    zh: '已有{role}在任，再任命须由安全管理员办理。请先以其他岗位邀请，再由安全管理员授予。',
    en: 'Somebody is in office as {role}; another is appointed by the security administrator. Invite with other roles and have that administrator give this one.',
  },
  'access.last-of-power': {
    sort: 'conflict',
    zh: '这是唯一在任的{role}。请先由安全管理员另行任命一人。',
    en: 'This is the only {role} in office. Have the security administrator appoint another first.',
  },
  'access.administrators-own': {
    sort: 'forbidden',
    zh: '管理员的口令不能由他人重设，否则一人可兼两权。请本人使用恢复码登录，或由安全管理员另任一人。',
    en: 'Nobody else resets an administrator’s password: one person would have two powers. Let them use a recovery code, or have another appointed.',
  },
  'access.person-unknown': {
    sort: 'absent',
    zh: '没有这一人员，或已停用。请核对人员名单。',
    en: 'There is no such person, or they have left. Check the list of people.',
  },
  'access.person-not-gone': {
    sort: 'absent',
    zh: '没有这一人员，或其并未停用。请核对人员名单。',
    en: 'There is no such person, or they have not left. Check the list of people.',
  },
  'access.no-account': {
    sort: 'conflict',
    zh: '此人还没有账号。请在命令行用 dutybook person invite --person … --account … 为其指定账号名。',
    en: 'This person has no account yet. Name one on the command line: dutybook person invite --person … --account ….',
  },
  'access.second-step-on': {
    sort: 'conflict',
    zh: '动态口令已启用。如要更换，请先停用。',
    en: 'Codes are already asked for. To change the device, switch them off first.',
  },
  'access.second-step-off': { sort: 'conflict', zh: '尚未开始启用动态口令。请先取得密钥。', en: 'No codes have been set up. Begin by asking for a key.' },
  'access.passkey-wrong': {
    sort: 'unusable',
    zh: '通行密钥未能登记：应答与本次请求不符、已过期，或未经设备验证本人。请重新开始。',
    en: 'The passkey was not registered: the answer does not fit this request, came too late, or the device has not verified who it is. Begin again.',
  },
  'access.passkey-known': {
    sort: 'conflict',
    zh: '这一通行密钥已经登记。请换一台设备，或直接用它登录。',
    en: 'This passkey is registered already. Take another device, or sign in with it.',
  },
  'access.sign-in-anew': {
    sort: 'forbidden',
    zh: '此账号没有口令，须在登录后五分钟内办理。请退出并重新登录，再办理一次。',
    en: 'This account has no password, so this is done within five minutes of signing in. Sign out, sign in again and repeat it.',
  },
  'access.single-sign-on-none': {
    sort: 'absent',
    zh: '本主体没有设置单点登录。请用口令登录，或请系统管理员设置。',
    en: 'This party has no single sign-on. Sign in with a password, or have the system administrator set it up.',
  },
  'access.single-sign-on-secret': {
    sort: 'unusable',
    zh: '首次设置或更换身份提供方、客户端编号时，须一并填写客户端密钥。',
    en: 'The client’s secret is needed when single sign-on is set up, and when the issuer or the client changes.',
  },
  'access.single-sign-on-unreachable': {
    sort: 'incomplete',
    zh: '身份提供方 {issuer} 没有给出可用的应答（{why}）。请核对地址与网络；登录可先用口令。',
    en: 'The identity provider {issuer} gave no answer that can be used ({why}). Check its address and the network; a password still signs in.',
  },
  'access.single-sign-on-refused': {
    sort: 'forbidden',
    zh: '单点登录没有完成：身份提供方的应答不成立，或已过期（{why}）。请重新开始。',
    en: 'Single sign-on did not come to its end: what the identity provider answered does not hold, or came too late ({why}). Begin again.',
  },
  'access.single-sign-on-unlinked': {
    sort: 'forbidden',
    zh: '身份提供方的这一账号还没有与本系统的人员关联。请先用口令登录，在“我的账号”中关联；或使用邀请链接。',
    en: 'This account of the identity provider belongs to nobody here yet. Sign in with a password and link it in your own account, or use an invitation.',
  },
  'access.single-sign-on-taken': {
    sort: 'conflict',
    zh: '身份提供方的这一账号已与另一人关联。请用自己的账号，或请其先解除关联。',
    en: 'This account of the identity provider belongs to somebody else here. Use your own, or have them unlink it first.',
  },
  'access.single-sign-on-domain': {
    sort: 'forbidden',
    zh: '身份提供方的这一账号不在允许的域名之内。请用本单位的账号。',
    en: 'This account of the identity provider is not of a domain that is let in. Use the account of your organisation.',
  },
  'access.code-wrong': {
    sort: 'unusable',
    zh: '动态口令不对或已用过。请核对设备时间，等下一个口令再试。',
    en: 'The code is wrong or was used. Check the device’s clock and wait for the next code.',
  },
} as const satisfies RefusalTable

/** A refusal with its words. */
export const accessRefusal = refuser({ ...frameRefusals, ...accessRefusals })
