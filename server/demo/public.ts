import { createHash } from 'node:crypto'
import { asked, did, said, type Pen, type Step } from './script.ts'
import { BY_MAIL, COMPLAINTS, DESK, REPORTS, RIGHTS } from './text/public.ts'
import { UNIT } from './text/company.ts'

/** The digest of a paper that stands for one: what is asked of evidence is that it can be recognised. */
const proofOf = (paper: string): string => createHash('sha256').update(paper).digest('hex')

/** Demands of people for deletion and correction. */
function rights({ ago, minutesAgo, portal, say, fill }: Pen): readonly Step[] {
  const remedyContact = say(DESK)
  const deliveredBy = say(BY_MAIL)
  const ask = (at: ReturnType<Pen['ago']>, subject: string, command: { readonly type: string; readonly [field: string]: unknown }): Step =>
    asked(at, 'operator', 'rights', subject, { capacity: 'self', ...command })
  return [
    ask(ago(290, '20:14'), portal('rights-1'), {
      type: 'request-deletion',
      contact: 'xiaoman@mail.example',
      account: 'xiaoman_88',
      categories: ['location', 'browsing'],
      claim: 'consent-withdrawn',
      ...fill(RIGHTS.first.ask),
    }),
    did(ago(289, '10:00'), 'shen.zhiyuan', 'rights', portal('rights-1'), {
      type: 'check-identity',
      means: 'account-login',
      compared: ['account'],
      confirmed: true,
    }),
    did(ago(288, '14:00'), 'shen.zhiyuan', 'rights', portal('rights-1'), { type: 'verify-claim', founded: true, ...fill(RIGHTS.first.verify) }),
    did(ago(288, '14:20'), 'shen.zhiyuan', 'rights', portal('rights-1'), {
      type: 'decide',
      granted: ['location', 'browsing'],
      refused: [],
      remedyContact,
    }),
    did(ago(286, '17:00'), 'he.chuan', 'rights', portal('rights-1'), {
      type: 'execute-deletion',
      categories: ['location', 'browsing'],
      method: 'erased',
      backups: 'deleted',
      proof: [proofOf('rights-1')],
      ...fill(RIGHTS.first.delete),
    }),
    did(ago(286, '17:40'), 'shen.zhiyuan', 'rights', portal('rights-1'), { type: 'send-proof', deliveredBy }),

    ask(ago(176, '09:05'), portal('rights-2'), {
      type: 'request-deletion',
      contact: 'yiming@mail.example',
      categories: ['basic', 'property', 'device'],
      claim: 'service-ended',
      ...fill(RIGHTS.second.ask),
    }),
    did(ago(175, '11:00'), 'shen.zhiyuan', 'rights', portal('rights-2'), { type: 'ask', ...fill(RIGHTS.second.askBack) }),
    did(ago(171, '15:30'), 'shen.zhiyuan', 'rights', portal('rights-2'), {
      type: 'check-identity',
      means: 'code-to-registered-contact',
      compared: ['registered-contact'],
      confirmed: true,
    }),
    did(ago(170, '10:00'), 'shen.zhiyuan', 'rights', portal('rights-2'), { type: 'verify-claim', founded: true, ...fill(RIGHTS.second.verify) }),
    did(ago(170, '10:30'), 'shen.zhiyuan', 'rights', portal('rights-2'), {
      type: 'decide',
      granted: ['basic', 'device'],
      refused: [{ category: 'property', ground: 'retention-period', ...fill(RIGHTS.second.refused) }],
      remedyContact,
    }),
    did(ago(168, '16:00'), 'he.chuan', 'rights', portal('rights-2'), { type: 'restrict', ...fill(RIGHTS.second.restrict) }),
    did(ago(168, '16:30'), 'he.chuan', 'rights', portal('rights-2'), {
      type: 'execute-deletion',
      categories: ['basic', 'device'],
      method: 'erased',
      backups: 'deleted',
      proof: [proofOf('rights-2')],
      ...fill(RIGHTS.second.delete),
    }),
    did(ago(167, '09:30'), 'shen.zhiyuan', 'rights', portal('rights-2'), { type: 'send-proof', deliveredBy }),

    said(ago(98, '11:20'), 'shen.zhiyuan', 'rights', 'rights-3', {
      type: 'request-correction',
      receivedAt: ago(98, '10:50'),
      channel: 'telephone',
      capacity: 'self',
      categories: ['basic'],
      ...fill(RIGHTS.third.ask),
    }),
    did(ago(97, '10:00'), 'shen.zhiyuan', 'rights', 'rights-3', {
      type: 'check-identity',
      means: 'account-login',
      compared: ['account', 'name'],
      confirmed: true,
    }),
    did(ago(97, '10:10'), 'shen.zhiyuan', 'rights', 'rights-3', { type: 'verify-claim', founded: true, ...fill(RIGHTS.third.verify) }),
    did(ago(97, '10:20'), 'shen.zhiyuan', 'rights', 'rights-3', { type: 'decide', granted: ['basic'], refused: [], remedyContact }),
    did(ago(96, '09:00'), 'he.chuan', 'rights', 'rights-3', {
      type: 'execute-correction',
      categories: ['basic'],
      proof: [proofOf('rights-3')],
      ...fill(RIGHTS.third.correct),
    }),
    did(ago(96, '09:20'), 'shen.zhiyuan', 'rights', 'rights-3', { type: 'send-proof', deliveredBy }),

    ask(ago(9, '19:42'), portal('rights-4'), {
      type: 'request-deletion',
      contact: 'yutong@mail.example',
      account: 'yutong2019',
      categories: ['contacts', 'location'],
      claim: 'unlawful',
      ...fill(RIGHTS.fourth.ask),
    }),
    did(ago(8, '10:15'), 'shen.zhiyuan', 'rights', portal('rights-4'), {
      type: 'check-identity',
      means: 'account-login',
      compared: ['account'],
      confirmed: true,
    }),
    did(ago(6, '15:00'), 'shen.zhiyuan', 'rights', portal('rights-4'), { type: 'verify-claim', founded: true, ...fill(RIGHTS.fourth.verify) }),
    did(ago(5, '11:00'), 'shen.zhiyuan', 'rights', portal('rights-4'), { type: 'decide', granted: ['contacts', 'location'], refused: [], remedyContact }),
    ask(minutesAgo(190), portal('rights-5'), {
      type: 'request-correction',
      contact: 'mengdong@mail.example',
      account: 'mengdong',
      categories: ['basic'],
      ...fill(RIGHTS.fifth),
    }),
  ]
}

/** Complaints to the company: by name and without, upheld and turned away, and some that are open. */
function complaints({ ago, minutesAgo, portal, fill }: Pen): readonly Step[] {
  const complain = (at: ReturnType<Pen['ago']>, subject: string, command: object): Step =>
    asked(at, 'operator', 'complaint', subject, { type: 'submit', ...command })
  const { calls, gambling, parcel, flaw, marketing, deposit } = COMPLAINTS
  return [
    complain(ago(263, '13:30'), portal('complaint-1'), { topic: 'personal-information', contact: 'qiaoan@mail.example', ...fill(calls.submit) }),
    did(ago(262, '10:00'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), { type: 'accept', ...fill(calls.accept) }),
    did(ago(262, '10:10'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), { type: 'protect', ...fill(calls.protect) }),
    did(ago(256, '16:00'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), { type: 'record-finding', ...fill(calls.find) }),
    did(ago(255, '09:30'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), { type: 'answer', result: 'upheld', ...fill(calls.answer) }),
    did(ago(250, '09:30'), 'shen.zhiyuan', 'complaint', portal('complaint-1'), { type: 'close' }),

    complain(ago(180, '22:05'), portal('complaint-2'), { topic: 'prohibited-information', ...fill(gambling.submit) }),
    did(ago(179, '09:00'), 'shen.zhiyuan', 'complaint', portal('complaint-2'), { type: 'accept', ...fill(gambling.accept) }),
    did(ago(179, '15:00'), 'shen.zhiyuan', 'complaint', portal('complaint-2'), { type: 'record-finding', ...fill(gambling.find) }),
    did(ago(179, '15:30'), 'shen.zhiyuan', 'complaint', portal('complaint-2'), { type: 'answer', result: 'upheld', ...fill(gambling.answer) }),

    complain(ago(131, '18:18'), portal('complaint-3'), { topic: 'other', ...fill(parcel.submit) }),
    did(ago(130, '09:40'), 'shen.zhiyuan', 'complaint', portal('complaint-3'), { type: 'decline', ground: 'unrelated', ...fill(parcel.decline) }),

    complain(ago(31, '12:12'), portal('complaint-4'), {
      topic: 'flaw',
      evidence: [proofOf('flaw.png')],
      contact: 'qingxing@mail.example',
      ...fill(flaw.submit),
    }),
    did(ago(30, '09:20'), 'lu.ming', 'complaint', portal('complaint-4'), { type: 'accept', ...fill(flaw.accept) }),
    did(ago(26, '18:00'), 'lu.ming', 'complaint', portal('complaint-4'), { type: 'record-finding', ...fill(flaw.find) }),
    said(ago(26, '18:10'), 'lu.ming', 'complaint', portal('complaint-4'), { type: 'write-to-informant', ...fill(flaw.write) }),

    complain(ago(12, '08:50'), portal('complaint-5'), { topic: 'personal-information', ...fill(marketing.submit) }),
    did(ago(11, '09:15'), 'shen.zhiyuan', 'complaint', portal('complaint-5'), { type: 'accept', ...fill(marketing.accept) }),
    complain(minutesAgo(310), portal('complaint-6'), { topic: 'fraud', contact: 'gyz@mail.example', ...fill(deposit) }),
  ]
}

/** Reports to the authorities: one that belongs to the police, which travels without its author’s name. */
function reports({ parties, ago, minutesAgo, portal, say, fill }: Pen): readonly Step[] {
  const report = (at: ReturnType<Pen['ago']>, party: 'cyberspace' | 'police', subject: string, command: object): Step =>
    asked(at, party, 'complaint', subject, { type: 'submit', ...command })
  const handed = `${parties.cyberspace}.${portal('report-2')}`
  const { contacts, copy, numbers, orders, faces, mailbox } = REPORTS
  return [
    report(ago(150, '16:45'), 'cyberspace', portal('report-1'), {
      topic: 'personal-information',
      respondent: say(UNIT.name),
      contact: 'luzhou@mail.example',
      ...fill(contacts.submit),
    }),
    did(ago(149, '10:00'), 'zhou.lan', 'complaint', portal('report-1'), { type: 'accept', ...fill(contacts.accept) }),
    did(ago(149, '10:05'), 'zhou.lan', 'complaint', portal('report-1'), { type: 'protect', ...fill(contacts.protect) }),
    did(ago(112, '17:00'), 'zhou.lan', 'complaint', portal('report-1'), { type: 'record-finding', ...fill(contacts.find) }),
    did(ago(110, '10:00'), 'zhou.lan', 'complaint', portal('report-1'), { type: 'answer', result: 'partly', ...fill(contacts.answer) }),
    did(ago(109, '10:00'), 'zhou.lan', 'complaint', portal('report-1'), { type: 'close' }),

    report(ago(71, '11:11'), 'cyberspace', portal('report-2'), {
      topic: 'fraud',
      respondent: 'chenghu-mall.example',
      contact: 'cuiying@mail.example',
      ...fill(copy.submit),
    }),
    did(ago(70, '15:00'), 'meng.tao', 'complaint', portal('report-2'), {
      type: 'transfer',
      to: 'police',
      level: 'city',
      region: '990100',
      ...fill(copy.transfer),
    }),
    did(ago(68, '09:30'), 'gao.yuan', 'complaint', handed, { type: 'accept', ...fill(copy.accept) }),
    did(ago(59, '17:00'), 'gao.yuan', 'complaint', handed, { type: 'record-finding', ...fill(copy.find) }),
    did(ago(57, '10:00'), 'gao.yuan', 'complaint', handed, { type: 'answer', result: 'upheld', ...fill(copy.answer) }),

    report(ago(19, '20:20'), 'cyberspace', portal('report-3'), { topic: 'prohibited-information', ...fill(numbers.submit) }),
    did(ago(18, '09:30'), 'meng.tao', 'complaint', portal('report-3'), { type: 'accept', ...fill(numbers.accept) }),
    report(ago(2, '21:35'), 'cyberspace', portal('report-4'), { topic: 'attack', ...fill(orders) }),
    report(minutesAgo(95), 'cyberspace', portal('report-5'), { topic: 'unlawful-use', ...fill(faces) }),
    report(ago(3, '13:10'), 'police', portal('report-6'), { topic: 'attack', contact: 'wanqing@mail.example', ...fill(mailbox) }),
  ]
}

export function citizens(pen: Pen): readonly Step[] {
  return [...rights(pen), ...complaints(pen), ...reports(pen)]
}
