import type { Text } from '#law/text.ts'
import type { DocumentField, DocumentKind, DocumentSection, DocumentValue } from '../document.ts'
import { REMIT_WORDS } from '../party.ts'
import type { Source } from '../source.ts'
import { CHANNEL_WORDS, DECLINE_WORDS, LEVEL_WORDS, RESULT_WORDS, TOPIC_WORDS } from './field.ts'
import { openIdentity, presentOpening, type Complaint } from './state.ts'

const SECRET: Source = { norm: 'reporter.keep-confidential' }
const TRANSFER: Source = { norm: 'report.transfer' }
/** No paper calls the informant by name: whoever finds it learns nothing. */
const INFORMANT: Text = { zh: '投诉举报人', en: 'The informant' }

const told = (label: Text, value: DocumentValue, source: Source): DocumentField => ({ label, value, source, required: true, personal: false })
const handling = ({ report }: Complaint): Source => ({ norm: report ? 'report.handle' : 'complaint.handle' })
const accepting = ({ report }: Complaint): Source => ({ norm: report ? 'report.handle' : 'complaint.accept' })

function caseSection(state: Complaint, received: NonNullable<Complaint['received']>, subject: string): DocumentSection {
  return {
    heading: { zh: '事项', en: 'The matter' },
    fields: [
      told({ zh: '编号', en: 'Number' }, subject, accepting(state)),
      told({ zh: '收到时间', en: 'Received' }, { moment: received.on }, accepting(state)),
      told({ zh: '提出方式', en: 'How it came' }, CHANNEL_WORDS[received.channel], accepting(state)),
      told({ zh: '反映的问题', en: 'What it is about' }, TOPIC_WORDS[received.topic], accepting(state)),
    ],
  }
}

const acknowledgement: DocumentKind<Complaint> = {
  id: 'complaint-acknowledgement',
  title: { zh: '投诉举报收悉通知', en: 'Acknowledgement of a complaint or report' },
  source: { norm: 'complaint.accept' },
  draw: (state, { party, subject }) => {
    const { received } = state
    if (received === null) return undefined
    const sealed = received.named
      ? { zh: '你的身份单独封存；须两人同意并写明理由才能查看。', en: 'Who you are is sealed apart. It takes two people and a reason on record to see it.' }
      : { zh: '匿名提出。我们不知道你是谁，凭查询码即可查看进展。', en: 'You are anonymous. We do not know who you are; your code lets you follow the case.' }
    return {
      title: acknowledgement.title,
      recipient: INFORMANT,
      from: party.name,
      dated: received.on,
      source: accepting(state),
      sections: [
        caseSection(state, received, subject),
        { heading: { zh: '保密', en: 'Confidentiality' }, fields: [told({ zh: '身份', en: 'Identity' }, sealed, SECRET)] },
      ],
    }
  },
}

const decision: DocumentKind<Complaint> = {
  id: 'complaint-decision',
  title: { zh: '受理情况告知书', en: 'Notice of acceptance, refusal or transfer' },
  source: { norm: 'complaint.accept' },
  draw: (state, { party, subject }) => {
    const { received, accepted, declined, transfer } = state
    const made = accepted ?? declined ?? transfer
    if (received === null || made === null) return undefined
    const fields: readonly DocumentField[] =
      accepted !== null
        ? [
            told({ zh: '决定', en: 'Decision' }, { zh: '受理', en: 'Accepted' }, accepting(state)),
            told({ zh: '办理', en: 'What happens now' }, accepted.undertaking, accepting(state)),
          ]
        : declined !== null
          ? [
              told({ zh: '决定', en: 'Decision' }, { zh: '不予受理', en: 'Not accepted' }, accepting(state)),
              told({ zh: '理由', en: 'Ground' }, DECLINE_WORDS[declined.ground], accepting(state)),
              told({ zh: '说明', en: 'Reasons' }, declined.reason, accepting(state)),
              ...(state.report
                ? []
                : [
                    told(
                      { zh: '你还可以', en: 'You can also' },
                      { zh: '向网信、电信、公安等部门举报。', en: 'Report it to a cyberspace, telecommunications or public security department.' },
                      { norm: 'report.make' },
                    ),
                  ]),
            ]
          : [
              told({ zh: '决定', en: 'Decision' }, { zh: '移送', en: 'Transferred' }, TRANSFER),
              told({ zh: '有权处理的部门', en: 'To' }, transfer === null ? null : REMIT_WORDS[transfer.to], TRANSFER),
              told({ zh: '理由', en: 'Reasons' }, transfer?.because ?? null, TRANSFER),
            ]
    return {
      title: decision.title,
      recipient: INFORMANT,
      from: party.name,
      dated: made.on,
      source: accepting(state),
      sections: [caseSection(state, received, subject), { heading: { zh: '决定', en: 'Decision' }, fields }],
    }
  },
}

const reply: DocumentKind<Complaint> = {
  id: 'complaint-reply',
  title: { zh: '处理结果答复', en: 'Answer with the result' },
  source: { norm: 'complaint.handle' },
  draw: (state, { party, subject }) => {
    const { received, answered } = state
    if (received === null || answered === null) return undefined
    const source = handling(state)
    return {
      title: reply.title,
      recipient: INFORMANT,
      from: party.name,
      dated: answered.on,
      source,
      sections: [
        caseSection(state, received, subject),
        {
          heading: { zh: '处理结果', en: 'Result' },
          fields: [
            told({ zh: '结果', en: 'Result' }, RESULT_WORDS[answered.result], source),
            told({ zh: '处理措施', en: 'Measures' }, answered.measures, source),
            told({ zh: '答复', en: 'Answer' }, answered.answer, source),
          ],
        },
      ],
    }
  },
}

const transferLetter: DocumentKind<Complaint> = {
  id: 'complaint-transfer',
  title: { zh: '举报移送函', en: 'Transfer of a report' },
  source: TRANSFER,
  draw: (state, { party, subject }) => {
    const { received, transfer, transferred } = state
    if (received === null || transfer === null) return undefined
    const { zh, en } = REMIT_WORDS[transfer.to]
    return {
      title: transferLetter.title,
      recipient: { zh, en },
      from: party.name,
      dated: transfer.on,
      source: TRANSFER,
      sections: [
        caseSection(state, received, subject),
        {
          heading: { zh: '移送', en: 'Transfer' },
          fields: [
            told({ zh: '级别', en: 'Level' }, LEVEL_WORDS[transfer.level], TRANSFER),
            told({ zh: '行政区划代码', en: 'Region code' }, transfer.region, TRANSFER),
            told({ zh: '理由', en: 'Reasons' }, transfer.because, TRANSFER),
            { ...told({ zh: '具体情况', en: 'What happened' }, received.content, TRANSFER), personal: true },
            { ...told({ zh: '被举报的对象', en: 'Against whom' }, received.respondent, TRANSFER), required: false, personal: true },
            { ...told({ zh: '材料（SHA-256）', en: 'Evidence (SHA-256)' }, received.evidence, TRANSFER), required: false },
            told(
              { zh: '保密', en: 'Confidentiality' },
              { zh: '收到移送的部门同样负有保密义务。', en: 'The department that receives this owes the same secrecy.' },
              SECRET,
            ),
            { ...told({ zh: '签收凭证', en: 'Acknowledgement of receipt' }, transferred?.receipt ?? null, TRANSFER) },
          ],
        },
      ],
    }
  },
}

/** Who the informant is. It is drawn only while two people's decision is in force, and says whose it was and why. */
const informant: DocumentKind<Complaint> = {
  id: 'complaint-informant',
  title: { zh: '举报人身份（启封）', en: 'Identity of the informant, opened' },
  source: SECRET,
  draw: (state, { party }) => {
    const [identity, opening] = [openIdentity(state), presentOpening(state)]
    if (identity === null || opening?.decided === undefined || opening.decided === null) return undefined
    const person = (label: Text, value: string | null): DocumentField => ({ label, value, source: SECRET, required: false, personal: true })
    return {
      title: informant.title,
      recipient: { zh: '经办人员', en: 'The staff concerned' },
      from: party.name,
      dated: opening.decided.on,
      source: SECRET,
      sections: [
        {
          heading: { zh: '身份', en: 'Identity' },
          fields: [person({ zh: '姓名', en: 'Name' }, identity.name), person({ zh: '联系方式', en: 'Contact' }, identity.contact)],
        },
        {
          heading: { zh: '启封决定', en: 'The decision to open it' },
          fields: [
            told({ zh: '申请人', en: 'Asked by' }, opening.askedBy, SECRET),
            told({ zh: '申请理由', en: 'Why' }, opening.because, SECRET),
            told({ zh: '批准人', en: 'Approved by' }, opening.decided.by, SECRET),
            told({ zh: '批准理由', en: 'Why it was approved' }, opening.decided.because, SECRET),
          ],
        },
      ],
    }
  },
}

export const documents: readonly DocumentKind<Complaint>[] = [acknowledgement, decision, reply, transferLetter, informant]
