import type { EditionId } from '../citation.ts'
import type { DutyState } from '../duty.ts'
import type { Authority, Measure, Must, Person, Stage } from '../liability.ts'
import type { Text } from '../text.ts'
import type { Place, Standing } from './agenda.ts'

type Words<Key extends string> = Readonly<Record<Key, Text>>

interface Table {
  readonly state: Words<DutyState>
  readonly standing: Words<Standing>
  readonly place: Words<Place>
  /** What an empty section says. */
  readonly empty: Words<'overdue' | 'soon' | 'exposure'>
  readonly stage: Words<Stage>
  readonly must: Words<Must>
  readonly person: Words<Person>
  readonly authority: Words<Authority>
  readonly measure: Words<Measure>
  readonly edition: Words<EditionId>
  readonly flag: Words<string>
  readonly post: Words<string>
  readonly label: Words<string>
}

/** Every fixed word of the reports. A state, tier, measure or authority without words in both languages does not compile. */
export const WORDS = {
  state: {
    pending: { zh: '尚未起算', en: 'not begun' },
    open: { zh: '待履行', en: 'open' },
    done: { zh: '已履行', en: 'done' },
    breached: { zh: '违反', en: 'breached' },
    'done-late': { zh: '逾期履行', en: 'done late' },
    refused: { zh: '拒绝履行', en: 'refused' },
    excused: { zh: '免除', en: 'exempt' },
    suspended: { zh: '中止', en: 'suspended' },
    lapsed: { zh: '不再适用', en: 'no longer applies' },
    superseded: { zh: '由其他规定代替', en: 'replaced' },
    indeterminate: { zh: '未定', en: 'indeterminate' },
  },
  standing: {
    overdue: { zh: '逾期', en: 'Overdue' },
    unmet: { zh: '未达到', en: 'Not met' },
    broken: { zh: '违禁', en: 'Ban broken' },
    refused: { zh: '拒绝', en: 'Refused' },
    'overdue-if': { zh: '未定', en: 'Indeterminate' },
    running: { zh: '计时中', en: 'Running' },
    'running-if': { zh: '未定', en: 'Indeterminate' },
    due: { zh: '待办', en: 'Due' },
    proof: { zh: '待证', en: 'Needs proof' },
    indeterminate: { zh: '未定', en: 'Indeterminate' },
    kept: { zh: '无违反', en: 'Kept' },
    pending: { zh: '未起算', en: 'Not begun' },
    mended: { zh: '已补正', en: 'Done late' },
    settled: { zh: '已了结', en: 'Settled' },
  },
  place: {
    overdue: { zh: '逾期', en: 'Overdue' },
    week: { zh: '七日内到期', en: 'Due within seven days' },
    month: { zh: '三十日内到期', en: 'Due within thirty days' },
    later: { zh: '以后到期', en: 'Due later' },
    proof: { zh: '持续履行，待证', en: 'Standing, needs proof' },
    indeterminate: { zh: '未定', en: 'Indeterminate' },
    kept: { zh: '禁止事项', en: 'Prohibitions in force' },
    pending: { zh: '尚未起算', en: 'Not yet begun' },
    mended: { zh: '逾期后已补正', en: 'Done late' },
    settled: { zh: '已了结', en: 'Settled' },
  },
  empty: {
    overdue: { zh: '没有逾期的义务。', en: 'Nothing is overdue.' },
    soon: { zh: '七日内没有到期的义务。', en: 'Nothing falls due within seven days.' },
    exposure: { zh: '记录中没有应受处罚的违反。', en: 'The journal shows no breach that the law sanctions.' },
  },
  stage: {
    base: { zh: '基本档', en: 'base tier' },
    aggravated: { zh: '加重档', en: 'aggravated tier' },
    graver: { zh: '更重档', en: 'graver tier' },
    serious: { zh: '情节严重档', en: 'serious tier' },
    'especially-serious': { zh: '情节特别严重档', en: 'especially serious tier' },
  },
  must: { shall: { zh: '应当', en: 'shall' }, may: { zh: '可以', en: 'may' } },
  person: {
    'directly-responsible-manager': { zh: '直接负责的主管人员', en: 'the directly responsible manager' },
    'other-directly-responsible-personnel': { zh: '其他直接责任人员', en: 'other directly responsible personnel' },
    actor: { zh: '行为人', en: 'the person who acted' },
  },
  authority: {
    'competent-department': { zh: '有关主管部门', en: 'the competent department' },
    'public-security': { zh: '公安机关', en: 'the public security organ' },
    'superior-or-relevant-organ': { zh: '上级机关或者有关机关', en: 'the superior or relevant organ' },
    'own-or-superior-organ': { zh: '本机关或者上级机关', en: 'its own or the superior organ' },
    'public-security-and-state-council-departments': { zh: '国务院公安部门和有关部门', en: 'the public security and other departments of the State Council' },
    'competent-organ': { zh: '有关机关', en: 'the competent organ' },
    'judicial-organs': { zh: '司法机关', en: 'the judicial organs' },
    courts: { zh: '人民法院', en: 'the courts' },
    'as-other-laws-provide': { zh: '依其他法律、行政法规', en: 'under other laws, the authority' },
  },
  measure: {
    'order-correction': { zh: '责令改正', en: 'order correction' },
    warning: { zh: '给予警告', en: 'give a warning' },
    'public-criticism': { zh: '通报批评', en: 'criticise in public' },
    'confiscate-illegal-gains': { zh: '没收违法所得', en: 'confiscate illegal gains' },
    fine: { zh: '处以罚款', en: 'impose a fine' },
    'suspend-business': { zh: '责令暂停相关业务', en: 'suspend the business concerned' },
    'suspend-for-rectification': { zh: '责令停业整顿', en: 'suspend operations for rectification' },
    'close-website': { zh: '关闭网站', en: 'close the website' },
    'close-application': { zh: '关闭应用程序', en: 'close the application' },
    'close-site-or-group': { zh: '关闭网站、通讯群组', en: 'close the website or communication group' },
    'revoke-permit': { zh: '吊销相关业务许可证', en: 'revoke the business permit concerned' },
    'revoke-licence': { zh: '吊销营业执照', en: 'revoke the business licence' },
    'stop-use': { zh: '责令停止使用', en: 'order the use to stop' },
    'stop-sale': { zh: '责令停止销售、提供', en: 'order the sale or supply to stop' },
    'remove-effect': { zh: '责令消除影响', en: 'order the effects to be removed' },
    detention: { zh: '处以拘留', en: 'impose detention' },
    'employment-ban': { zh: '从业限制', en: 'bar from the posts concerned' },
    'credit-record': { zh: '记入信用档案', en: 'enter the violation in the credit file' },
    publicity: { zh: '予以公示', en: 'publish the violation' },
    'disciplinary-sanction': { zh: '给予处分', en: 'impose a disciplinary sanction' },
    'civil-liability': { zh: '承担民事责任', en: 'hold liable in civil law' },
    'public-security-penalty': { zh: '给予治安管理处罚', en: 'impose a public security penalty' },
    'criminal-liability': { zh: '追究刑事责任', en: 'pursue criminal liability' },
    'legal-liability': { zh: '追究法律责任', en: 'pursue legal liability' },
    'freeze-assets': { zh: '冻结财产', en: 'freeze assets' },
    'other-sanctions': { zh: '采取其他必要的制裁措施', en: 'take other necessary sanctions' },
    'refer-to-other-law': { zh: '依照有关法律、行政法规处罚', en: 'punish as other laws provide' },
  },
  edition: {
    'csl-draft-2016': { zh: '网络安全法草案二次审议稿（2016 年）', en: 'Cybersecurity Law, second draft of 2016' },
    'csl-2017': { zh: '网络安全法（2017 年 6 月 1 日起施行）', en: 'Cybersecurity Law, in force from 2017-06-01' },
    'csl-2026': { zh: '网络安全法（2026 年 1 月 1 日起施行）', en: 'Cybersecurity Law, in force from 2026-01-01' },
  },
  flag: {
    'as-if': { zh: '假定适用该版本', en: 'this edition applied as if in force' },
    continuing: { zh: '行为持续，按最后一日适用法律', en: 'the conduct lasts; the law of its last day applies' },
    'later-edition-not-loaded': { zh: '未载入后续版本', en: 'a later edition is not loaded' },
    'no-own-sanction': { zh: '本法没有为该条款规定罚则', en: 'the law has no sanction of its own for this provision' },
    'ban-expired': { zh: '从业限制已期满', en: 'the bar from posts has run out' },
    'adopted-not-in-force': { zh: '已通过，尚未施行', en: 'adopted, not yet in force' },
    'no-edition-in-force': { zh: '当时没有有效的版本', en: 'no edition was in force then' },
    'edition-not-loaded': { zh: '未载入该版本', en: 'that edition is not loaded' },
    'also-secrecy-law': { zh: '还须遵守保密法律', en: 'the law on state secrets applies as well' },
    incomparable: { zh: '轻重不能比较', en: 'neither is the lighter' },
  },
  post: {
    'network-security-management': { zh: '网络安全管理', en: 'network security management' },
    'network-operation-key-position': { zh: '网络运营关键岗位', en: 'key posts of network operation' },
  },
  label: {
    product: { zh: '责任簿', en: 'Dutybook' },
    otherLaws: { zh: '依照其他法律、行政法规处罚', en: 'punished as other laws and regulations say' },
    title: { zh: '网络安全义务清单', en: 'Cybersecurity duties' },
    party: { zh: '主体', en: 'Party' },
    roles: { zh: '法定身份', en: 'Roles in law' },
    noRole: { zh: '尚无法定身份', en: 'no role established' },
    instant: { zh: '基准时刻', en: 'As of' },
    law: { zh: '适用法律', en: 'Law' },
    applicable: { zh: '按行为当时有效的法律', en: 'the law in force when each thing happened' },
    asIf: { zh: '假定适用', en: 'as if under' },
    known: { zh: '记录截至', en: 'Known up to' },
    nothingKnown: { zh: '没有记录', en: 'no entries' },
    encoding: { zh: '法律数据', en: 'Encoding' },
    zone: { zh: '北京时间', en: 'Beijing time' },
    clocks: { zh: '正在计时', en: 'Clocks running' },
    noClock: { zh: '没有正在计时的期限。', en: 'No clock is running.' },
    pressing: { zh: '最要紧', en: 'Most pressing' },
    pressingRule: { zh: '已逾期的，按最高罚款从重到轻', en: 'of what is late, by the gravest fine' },
    why: { zh: '理由', en: 'Why' },
    fullWhy: { zh: '全部理由', en: 'Every step' },
    next: { zh: '下一步', en: 'Next' },
    proof: { zh: '可以采信的证明', en: 'Proof an auditor accepts' },
    exposure: { zh: '责任', en: 'Exposure' },
    penalties: { zh: '法律责任', en: 'Exposure' },
    provision: { zh: '条款', en: 'Provision' },
    duty: { zh: '义务', en: 'Duty' },
    where: { zh: '对象', en: 'Where' },
    since: { zh: '自', en: 'since' },
    due: { zh: '期限', en: 'due' },
    deadline: { zh: '期限', en: 'Due' },
    common: { zh: '各项相同', en: 'For every finding' },
    settles: { zh: '查明什么即可确定', en: 'What would settle it' },
    ifApplies: { zh: '若适用，', en: 'if it applies: ' },
    finding: { zh: '违反事项', en: 'Finding' },
    entry: { zh: '记录', en: 'Entry' },
    byClock: { zh: '期限届满', en: 'by the clock' },
    onUnit: { zh: '对单位', en: 'The unit' },
    onPerson: { zh: '对个人', en: 'The person' },
    noFine: { zh: '本档无罚款', en: 'no fine in this tier' },
    gravest: { zh: '最重一档', en: 'gravest tier' },
    first: { zh: '首档', en: 'first tier' },
    amountOpen: { zh: '数额待定', en: 'amount open' },
    illegalGains: { zh: '以违法所得为基数', en: 'a multiple of the illegal gains' },
    procurementAmount: { zh: '以采购金额为基数', en: 'a multiple of the purchase amount' },
    askGains: { zh: '违法所得是多少？决定罚款数额。', en: 'How large are the illegal gains? They set the amount of the fine.' },
    askPurchase: { zh: '采购金额是多少？决定罚款数额。', en: 'How large was the purchase? It sets the amount of the fine.' },
    detention: { zh: '拘留', en: 'Detention' },
    ban: { zh: '从业限制', en: 'Bar from posts' },
    life: { zh: '终身', en: 'for life' },
    fiveYears: { zh: '五年', en: 'for five years' },
    measures: { zh: '其他措施', en: 'Measures' },
    steps: { zh: '推算过程', en: 'How this is reached' },
    notes: { zh: '说明', en: 'Notes' },
    arithmetic: { zh: '算式', en: 'Arithmetic' },
    noArithmetic: { zh: '幅度由条文直接规定，不需计算', en: 'the provision states the range itself; nothing is multiplied' },
    raises: { zh: '可能加重', en: 'Would raise it' },
    lowest: { zh: '已是最低一档', en: 'this is the lowest tier' },
    lowers: { zh: '可能减轻', en: 'Would lower it' },
    also: { zh: '也可能适用', en: 'May also fall under' },
    notSummed: {
      zh: '各项幅度分别列出，不相加：数项违反是否并为一次处罚，由处罚机关决定。',
      en: 'Each range stands by itself and none are added up: whether several breaches are punished as one is for the authority.',
    },
    axis: { zh: '罚款幅度，对数刻度', en: 'Range of the fine on a logarithmic scale' },
    keptNote: { zh: '记录中没有违反。', en: 'No violation is on record.' },
    proofNote: {
      zh: '这些义务一直有效，没有截止时刻；检查时要拿得出证明。',
      en: 'These stand all the time and have no due time. An inspection asks for their proof.',
    },
    settledNote: { zh: '已履行、免除、中止、不再适用或者被代替。', en: 'Done, exempt, suspended, no longer applying, or replaced.' },
    mendedNote: { zh: '已经补正，但违反的事实仍可能受处罚。', en: 'Mended, yet the breach may still be punished.' },
    questions: { zh: '待回答的问题', en: 'Open questions' },
    questionsNote: { zh: '回答后清单可能改变。', en: 'An answer may change this report.' },
    decides: { zh: '影响', en: 'decides' },
    reproduce: { zh: '如何复现', en: 'How to reproduce this' },
    reproduceNote: {
      zh: '同一份主体档案和记录，加上以下四个值，得到逐字节相同的报告。',
      en: 'The same profile and journal with these four values give the same report, byte for byte.',
    },
    notAdvice: {
      zh: '本报告陈述法律条文的要求及记录中的事实，不构成法律意见。',
      en: 'This report states what the law’s text asks and what the journal holds. It is not legal advice.',
    },
    state: { zh: '状态', en: 'State' },
    on: { zh: '日期', en: 'Date' },
    stop: { zh: '。', en: '.' },
    comma: { zh: '，', en: ', ' },
    list: { zh: '、', en: ', ' },
    semicolon: { zh: '；', en: '; ' },
    colon: { zh: '：', en: ': ' },
  },
} satisfies Table

type Tone = 'late' | 'soon' | 'plain' | 'done'

/** The mark beside a state's word, and its tone. The mark and the word carry the meaning; colour only repeats it. */
export const MARKS = {
  overdue: { mark: '■', tone: 'late' },
  unmet: { mark: '■', tone: 'late' },
  broken: { mark: '■', tone: 'late' },
  refused: { mark: '■', tone: 'late' },
  'overdue-if': { mark: '?', tone: 'soon' },
  running: { mark: '●', tone: 'soon' },
  'running-if': { mark: '?', tone: 'soon' },
  due: { mark: '○', tone: 'plain' },
  proof: { mark: '□', tone: 'plain' },
  indeterminate: { mark: '?', tone: 'soon' },
  kept: { mark: '✓', tone: 'done' },
  pending: { mark: '·', tone: 'plain' },
  mended: { mark: '✓', tone: 'done' },
  settled: { mark: '✓', tone: 'done' },
} satisfies Record<Standing, { mark: string; tone: Tone }>

/** A word of the table, or the bare key where the law's data brings a flag or scope that has no words yet. */
export function wordOf(table: Words<string>, key: string): Text {
  return table[key] ?? { zh: key, en: key }
}

/** Words that hold a number or a name. */
export const SAY = {
  count: (n: number): Text => ({ zh: `${n} 项`, en: `${n} ${n === 1 ? 'item' : 'items'}` }),
  persons: (names: Text): Text => ({ zh: `对${names.zh}`, en: `${names.en.slice(0, 1).toUpperCase()}${names.en.slice(1)}` }),
  fined: (must: Must, range: Text): Text => ({
    zh: `${WORDS.must[must].zh}处${/^\d/.test(range.zh) ? ' ' : ''}${range.zh}罚款`,
    en: `${must} be fined ${range.en}`,
  }),
  detained: (min: number, max: number): Text => ({ zh: `${min} 日以上 ${max} 日以下`, en: `${min} to ${max} days` }),
  acts: (by: Text, must: Must): Text => ({ zh: `${by.zh}${WORDS.must[must].zh}`, en: `${by.en.slice(0, 1).toUpperCase()}${by.en.slice(1)} ${must}` }),
  askTier: (provision: Text, stage: Text): Text => ({ zh: `决定是否进入${provision.zh}的${stage.zh}`, en: `it decides the ${stage.en} of ${provision.en}` }),
  askProvision: (provision: Text): Text => ({ zh: `决定${provision.zh}是否适用`, en: `it decides whether ${provision.en} applies` }),
  penalised: (ref: string): Text => ({ zh: `已决定处罚 #${ref}`, en: `penalty decided, #${ref}` }),
  unless: (trigger: Text): Text => ({
    zh: `能证明并无“${trigger.zh}”，则退回前一档`,
    en: `proof that this is not so leads back to the tier before: ${trigger.en}`,
  }),
  page: (party: Text, day: string): Text => ({ zh: `${party.zh}　网络安全义务清单　${day}`, en: `${party.en} · Cybersecurity duties · ${day}` }),
} satisfies Record<string, (...values: never[]) => Text>
