import { z } from 'zod'
import { AT_ANOTHER } from '../elsewhere.ts'
import { event } from '../event.ts'
import { field, personal } from '../field.ts'
import { evidence, line, officerCount, Officers, officersWords, operator, operatorName, reason, subjectRoles, violated } from '../inspection/field.ts'
import * as of from './field.ts'

const matter = (zh: string, en: string) => ({ of: 'matter', zh, en }) as const
const text = z.string().nullable()
const letter = field(text, { zh: '来文编号', en: 'Letter' })
const who = (zh: string, en: string) => personal(z.string(), { zh, en })
const figure = z.number().nullable()

/** What the law answered: under which edition and paragraph, which range, and where the proposal lies in it. */
export const Held = z.strictObject({
  edition: field(z.string(), { zh: '适用版本', en: 'Edition' }),
  provision: field(line, { zh: '处罚依据', en: 'Provision', source: { norm: 'penalty.decide' } }),
  stage: field(text.default(null), { zh: '档次', en: 'Tier' }),
  least: field(figure.default(null), { zh: '对单位罚款下限（元）', en: 'Least fine on the party (yuan)' }),
  most: field(figure.default(null), { zh: '对单位罚款上限（元）', en: 'Greatest fine on the party (yuan)' }),
  personLeast: field(figure.default(null), { zh: '对个人罚款下限（元）', en: 'Least fine on a person (yuan)' }),
  personMost: field(figure.default(null), { zh: '对个人罚款上限（元）', en: 'Greatest fine on a person (yuan)' }),
  below: field(z.boolean(), { zh: '依法减轻，低于下限', en: 'Below the range for leniency' }),
})
export type Held = z.infer<typeof Held>
const held = field(Held, { zh: '法定幅度', en: 'Range of the statute', source: { norm: 'penalty.decide' } })

const CaseFiled = event(
  'penalty.case-filed',
  matter('立案', 'Case filed'),
  {},
  {
    operator,
    operatorName,
    address: of.address,
    unit: of.unit,
    subjectRoles,
    origin: of.origin,
    inspection: field(text, { zh: '来源检查', en: 'Inspection it comes from' }),
    violated,
    norm: field(text, { zh: '所涉规范', en: 'Norm concerned' }),
    conductFrom: of.conductFrom,
    conductTo: of.conductTo,
    discovered: of.discovered,
    graveHarm: of.graveHarm,
    jurisdiction: of.jurisdiction,
    summary: of.summary,
    officerCount,
    officers: personal(Officers, officersWords),
  },
)
const EvidenceTaken = event('penalty.evidence-taken', matter('登记证据', 'Evidence recorded'), {}, { proof: of.proof, evidence })
const Proposed = event(
  'penalty.proposed',
  matter('提出处罚建议', 'Penalty proposed'),
  {},
  {
    ...of.caseFacts,
    measures: of.measures,
    entityFine: of.entityFine,
    personFine: of.personFine,
    detentionDays: of.detentionDays,
    personCount: field(z.int().min(0), { zh: '责任人员人数', en: 'Number of persons' }),
    persons: personal(of.Persons, of.personsWords),
    larger: of.larger,
    complex: of.complex,
    mitigation: field(of.mitigation.nullable(), { zh: '从轻、减轻的情形', en: 'Ground for leniency' }),
    discretion: of.discretion,
    hearing: field(z.boolean(), { zh: '可以要求听证', en: 'A hearing may be asked for', source: { instrument: 'penalty-law-2021', article: '63' } }),
    held,
  },
)
const Noticed = event(
  'penalty.noticed',
  matter('告知拟处罚内容和权利', 'Proposal and rights told'),
  {},
  { respondUntil: of.respondUntil, hearingUntil: field(of.hearingUntil.nullable(), { zh: '要求听证截止之日', en: 'Last day to ask for a hearing' }) },
)
const StatementReceived = event(
  'penalty.statement-received',
  matter('收到陈述、申辩、听证要求', 'Defence or request received'),
  {},
  { kind: of.statementKind, statement: of.statement, letter },
)
const StatementAnswered = event('penalty.statement-answered', matter('复核陈述、申辩', 'Defence reviewed'), {}, { accepted: of.accepted, reason })
const HearingCalled = event(
  'penalty.hearing-called',
  matter('通知听证', 'Hearing called'),
  {},
  {
    at: of.hearingAt,
    place: of.hearingPlace,
    chair: who('听证主持人', 'Who chairs'),
    open: of.openHearing,
    closedBecause: field(text, { zh: '不公开的理由', en: 'Why not in public' }),
  },
)
const HearingHeld = event('penalty.hearing-held', matter('举行听证', 'Hearing held'), {}, { opinion: of.opinion, evidence })
const Reviewed = event(
  'penalty.reviewed',
  matter('法制审核', 'Reviewed in law'),
  {},
  { reviewer: who('审核人', 'Reviewer'), passed: of.passed, opinion: of.opinion },
)
const Discussed = event('penalty.discussed', matter('集体讨论', 'Discussed'), {}, { participants: of.participants, opinion: of.opinion })
const Decided = event(
  'penalty.decided',
  matter('作出处罚决定', 'Penalty decided'),
  {
    ...AT_ANOTHER,
    norm: text,
    provision: text,
    consequences: z.enum(['none', 'harm', 'serious', 'especially-serious']).nullable(),
    circumstances: z.enum(['ordinary', 'serious', 'especially-serious']).nullable(),
    illegalGains: figure,
  },
  { number: of.number, howToPay: field(text, { zh: '缴款方式', en: 'How to pay' }), decidedBy: who('决定人', 'Decided by'), held },
)
const Served = event('penalty.served', matter('送达决定书', 'Decision served'), {}, { served: of.served, payUntil: of.payUntil })
const Paid = event('penalty.paid', matter('缴纳罚款', 'Fine paid'), {}, { reference: field(line, { zh: '缴款凭证', en: 'Proof of payment' }) })
const CreditRecorded = event(
  'credit.recorded',
  matter('记入信用档案并公示', 'Entered in the credit file and made public'),
  {},
  { register: of.register, text: of.creditText, shownUntil: field(text, { zh: '公示至', en: 'Shown until' }) },
)
const CreditRetracted = event('credit.retracted', matter('撤回信用公示', 'Credit entry taken back'), {}, { because: of.retractedBecause })
const CaseClosed = event('penalty.case-closed', matter('结案', 'Case closed'), {}, { closing: of.closing, reason })

export const Event = z.discriminatedUnion('kind', [
  CaseFiled,
  EvidenceTaken,
  Proposed,
  Noticed,
  StatementReceived,
  StatementAnswered,
  HearingCalled,
  HearingHeld,
  Reviewed,
  Discussed,
  Decided,
  Served,
  Paid,
  CreditRecorded,
  CreditRetracted,
  CaseClosed,
])
export type Event = z.infer<typeof Event>
export type DetailOf<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
