import type { Language, Text } from '#law/text.ts'

/** What stands on the public's pages besides what procedures, fields and refusals say of themselves. `{n}` is a slot. */
export const WORDS = {
  portals: { zh: '公众窗口', en: 'Public portals' },
  portalsLead: {
    zh: '选一个单位，向它投诉、举报，或者要求它删除、更正你的个人信息。',
    en: 'Choose whom to turn to: complain, report, or ask for your information to be deleted or corrected.',
  },
  name: { zh: '名称', en: 'Name' },
  region: { zh: '地区', en: 'Region' },
  everywhere: { zh: '不限', en: 'Anywhere' },
  search: { zh: '查找', en: 'Search' },
  found: { zh: '找到 {n} 个', en: '{n} found' },
  foundMore: { zh: '找到 {n} 个，列出前 {m} 个。请写得更具体一些。', en: '{n} found, the first {m} are listed. Narrow the search.' },
  foundNone: { zh: '没有找到。换一个名称或者地区，或者看看全部。', en: 'Nothing found. Try another name or region, or see all of them.' },
  noPortals: { zh: '这里会列出设有公众窗口的单位。现在还没有。', en: 'Organisations with a portal are listed here. There are none yet.' },
  all: { zh: '看全部', en: 'See all' },

  here: { zh: '你可以在这里办', en: 'What you can do here' },
  followTitle: { zh: '查看进展', en: 'Follow your case' },
  followHelp: {
    zh: '凭查询码查看办到哪一步、有什么答复，也可以补充、回复。',
    en: 'With your code: how far it is, what was answered, and a way to write back.',
  },
  published: { zh: '公开信息', en: 'Published' },
  publishedHelp: { zh: '个人信息收集使用规则、风险提示、处罚公示等。', en: 'Rules on collecting information, warnings, published penalties.' },
  home: { zh: '首页', en: 'Home' },
  promise: {
    zh: '不用注册，不用登录。没有跟踪，不加载外部内容，不记录你的网络地址。',
    en: 'No account and no sign-in. No trackers, nothing loaded from elsewhere, your network address is not recorded.',
  },
  others: { zh: '其他单位', en: 'Other organisations' },
  skipTo: { zh: '跳到正文', en: 'Skip to the content' },
  language: { zh: '语言', en: 'Language' },

  before: { zh: '开始之前', en: 'Before you begin' },
  howLong: {
    zh: '共 {n} 问，一页一问，最后核对后再送出。选填的可以跳过。',
    en: '{n} questions, one a page. You check everything before it is sent. What is optional can be skipped.',
  },
  howCode: {
    zh: '送出后给你一个查询码，只显示一次。请抄下、截图或者打印。',
    en: 'You then get a code, shown once. Write it down, take a picture or print it.',
  },
  howLost: { zh: '查询码丢了，谁也找不回来：我们只存它的摘要。', en: 'A lost code cannot be found again by anybody: only its digest is kept.' },
  asked: { zh: '会问到', en: 'You will be asked for' },
  begin: { zh: '开始', en: 'Begin' },

  question: { zh: '第 {n} 问，共 {m} 问', en: 'Question {n} of {m}' },
  aboutYou: { zh: '关于你', en: 'About you' },
  optional: { zh: '选填', en: 'optional' },
  next: { zh: '继续', en: 'Continue' },
  back: { zh: '上一步', en: 'Back' },
  skip: { zh: '跳过', en: 'Skip' },
  toReview: { zh: '回到核对', en: 'Back to checking' },
  asks: { zh: '依据', en: 'Asked under' },
  personal: {
    zh: '属于个人信息，与案情分开加密保存，可以依法删除。',
    en: 'This is personal information: sealed apart from the case, and erasable as the law provides.',
  },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  unknown: { zh: '不清楚', en: 'I do not know' },
  leaveOpen: { zh: '不填', en: 'Leave it open' },
  choose: { zh: '请选择', en: 'Choose' },
  severally: { zh: '可选多项。', en: 'Choose all that apply.' },
  beijing: { zh: '北京时间。', en: 'Beijing time (UTC+8).' },
  item: { zh: '第 {n} 项', en: 'Item {n}' },
  add: { zh: '再加一项', en: 'Add another' },
  drop: { zh: '去掉第 {n} 项', en: 'Remove item {n}' },

  wrong: { zh: '有 {n} 处要改', en: '{n} to put right' },
  wrongTitle: { zh: '请修改：', en: 'Put right: ' },
  missing: { zh: '请填写“{label}”。', en: 'Fill in “{label}”.' },
  unchosen: { zh: '请选择“{label}”。', en: 'Choose an answer to “{label}”.' },
  tooLong: { zh: '“{label}”最多 {n} 个字。', en: '“{label}” takes at most {n} characters.' },
  tooMany: { zh: '“{label}”最多 {n} 项。', en: '“{label}” takes at most {n} items.' },
  outside: { zh: '“{label}”应在 {min} 至 {max} 之间。', en: '“{label}” is between {min} and {max}.' },
  noNumber: { zh: '“{label}”应为数字。', en: '“{label}” is a number.' },
  noDay: { zh: '“{label}”应为日期，如 2026-03-02。', en: '“{label}” is a day, such as 2026-03-02.' },
  noMoment: { zh: '“{label}”应为日期和时间，如 2026-03-02T09:12。', en: '“{label}” is a day and a time, such as 2026-03-02T09:12.' },
  noDigest: { zh: '“{label}”应为 64 位十六进制的 SHA-256。', en: '“{label}” is a SHA-256: 64 hexadecimal digits.' },
  unfit: { zh: '“{label}”这样填不行，请核对。', en: '“{label}” cannot be like this. Check it.' },

  review: { zh: '核对并送出', en: 'Check and send' },
  goesTo: { zh: '送给', en: 'It goes to' },
  goesAs: { zh: '事项', en: 'As' },
  goesUnder: { zh: '依据', en: 'Under' },
  goesWith: { zh: '一并记录', en: 'Recorded with it' },
  goesWithWhat: { zh: '送出的时间，和“网上提交”。没有别的。', en: 'The time, and that it came by the portal. Nothing else.' },
  yourAnswers: { zh: '你填写的内容', en: 'What you wrote' },
  blank: { zh: '未填', en: 'Left blank' },
  change: { zh: '改', en: 'Change' },
  changeWhat: { zh: '修改“{label}”', en: 'Change “{label}”' },
  send: { zh: '送交{party}', en: 'Send it to {party}' },
  tooQuick: { zh: '送得太快了。请核对一下内容，过几秒再送。', en: 'That was too quick. Look it over, and send it again in a few seconds.' },
  sentBefore: {
    zh: '这份填写已经送出过，现在的内容与那次不同。要另提一份，请从头开始；要补充，请凭查询码。',
    en: 'This was sent before, with other content. Begin anew to make another, or add to it with your code.',
  },
  expired: { zh: '这份填写打不开了', en: 'What you were filling in cannot be opened' },
  expiredWhy: {
    zh: '填写超过一天，或者页面内容不完整。没有送出任何东西。请从头开始。',
    en: 'It is more than a day old, or the page arrived incomplete. Nothing was sent. Please begin again.',
  },
  anew: { zh: '从头开始', en: 'Begin again' },

  done: { zh: '已送达', en: 'Received' },
  doneTo: { zh: '{party} 已收到。', en: '{party} has it.' },
  code: { zh: '查询码', en: 'Your code' },
  codeOnce: {
    zh: '只显示这一次，一刻钟内可以刷新本页再看。请抄下、截图或者打印，不要交给别人。',
    en: 'Shown this once; reload the page within a quarter of an hour to see it again. Write it down, take a picture or print it, and give it to nobody.',
  },
  receivedAt: { zh: '收到时间', en: 'Received at' },
  fingerprint: { zh: '记录指纹', en: 'Fingerprint of the record' },
  fingerprintWhy: { zh: '日后可以据此查验记录没有被改动。', en: 'With it the record can later be proved unchanged.' },
  thenWhat: { zh: '接下来', en: 'What happens now' },
  thenFollow: {
    zh: '随时凭查询码查看进展和答复，也可以补充、回复。不用留联系方式也能收到答复。',
    en: 'Follow it with your code at any time: answers appear there, and you can write back. No contact is needed for that.',
  },
  thenKeep: {
    zh: '手里的截图、短信、单据请留好，需要时会告诉你怎样交。',
    en: 'Keep what you have: pictures, messages, papers. You will be told how to hand them over if they are needed.',
  },
  thenAddress: { zh: '查询地址', en: 'Where to follow it' },
  gone: { zh: '查询码不再显示', en: 'The code is no longer shown' },
  goneWhy: {
    zh: '查询码只在送出后的一刻钟内、在送出它的浏览器里显示。已抄下的，凭它查看进展。',
    en: 'It is shown for a quarter of an hour, in the browser that sent it. If you wrote it down, follow your case with it.',
  },

  enter: { zh: '凭查询码查看进展', en: 'Follow your case with its code' },
  codeHelp: { zh: '20 位，形如 7K3QF-…。大小写、空格和横线都不要紧。', en: '20 letters and figures, such as 7K3QF-…. Case, spaces and hyphens do not matter.' },
  see: { zh: '查看', en: 'See how it stands' },
  codeUnknown: {
    zh: '没有找到这个查询码。请逐位核对；在别的单位提出的，到那个单位的窗口查。',
    en: 'There is no such code here. Check each sign; a case with another organisation is followed at its own portal.',
  },
  noCookies: {
    zh: '浏览器没有保存查看所需的标记（cookie）。请允许本站使用 cookie 再试；它只在半小时内有效，不用于跟踪。',
    en: 'Your browser did not keep the cookie that this page needs. Allow cookies for this site and try again; it lasts half an hour and tracks nothing.',
  },
  steps: { zh: '办到哪一步', en: 'How far it is' },
  stepDone: { zh: '已完成', en: 'Done' },
  stepNow: { zh: '现在', en: 'Now' },
  stepAhead: { zh: '尚未', en: 'To come' },
  stepNotNeeded: { zh: '不需要', en: 'Not needed' },
  told: { zh: '来往', en: 'What was said' },
  toldNone: { zh: '受理、询问和答复会出现在这里。现在还没有。', en: 'Decisions, questions and answers appear here. There are none yet.' },
  you: { zh: '你', en: 'You' },
  erased: { zh: '内容已删除', en: 'The content has been erased' },
  sent: { zh: '已送出。', en: 'Sent.' },
  leave: { zh: '看完了，关闭', en: 'I am done: close' },
  leaveHelp: {
    zh: '用的是别人的手机、电脑时，看完请关闭。半小时后也会自动关闭。',
    en: 'On somebody else’s device, close it when you are done. It closes by itself after half an hour.',
  },
  left: { zh: '已关闭。再看请重新填写查询码。', en: 'Closed. Enter the code to see it again.' },

  notFound: { zh: '没有这个页面', en: 'There is no such page' },
  notFoundWhy: { zh: '地址可能抄错了，或者这个单位不在这里。', en: 'The address may have been copied wrongly, or the organisation is not here.' },
  often: { zh: '请稍后再试', en: 'Please try again later' },
  oftenWhy: {
    zh: '一小时内从你所在的网络来的次数到了上限。请 {n} 分钟后再试。已填的内容没有送出；按浏览器的返回键可以回到它。',
    en: 'The most that is taken from one network in an hour has been reached. Try again in {n} minutes. Nothing was sent; the browser’s back button returns to what you wrote.',
  },
  large: { zh: '内容太多', en: 'Too much at once' },
  largeWhy: { zh: '一次送不了这么多文字。请按返回键，写短一些。', en: 'This is more text than can be taken at once. Go back and write less.' },
  elsewhere: { zh: '没有执行', en: 'Nothing was done' },
  elsewhereWhy: { zh: '这一请求不是从本系统的页面发出的。请在本站页面上操作。', en: 'This did not come from a page of this site. Please act from its pages.' },
  fault: { zh: '出了故障', en: 'Something broke' },
  faultWhy: { zh: '是我们的问题，没有送出任何东西。请过一会儿再试。', en: 'The fault is ours, and nothing was sent. Please try again in a while.' },
} as const satisfies Record<string, Text>

export type Word = keyof typeof WORDS

/** A word in a language, with its slots filled. */
export function wordOf(word: Word, language: Language, slots: Readonly<Record<string, string | number>> = {}): string {
  return WORDS[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(slots[name] ?? whole))
}
