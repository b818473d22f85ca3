import type { Text } from '#law/text.ts'
import type { Document, DocumentKind, DocumentSection } from '../document.ts'
import { filledSections } from '../document.ts'
import { z } from 'zod'
import * as of from './field.ts'
import type { Inspection } from './state.ts'

const Notice = z.strictObject({
  operatorName: of.operatorName,
  basis: of.basis,
  basisText: of.basisText,
  means: of.means,
  scope: of.scope,
  scopeNote: of.scopeNote,
  from: of.from,
  to: of.to,
})
const Record = z.strictObject({ begunAt: of.from, officerCount: of.officerCount, credentialsShown: of.credentialsShown, noticeShown: of.noticeShown })
const Result = z.strictObject({ result: of.reason, signature: of.signature, witness: of.witness })
const Minutes = z.strictObject({
  basis: of.interviewBasis,
  interviewee: of.interviewee,
  officerCount: of.officerCount,
  minutes: of.minutes,
  demands: of.demands,
  until: of.until,
})
const Order = z.strictObject({ required: of.required, until: of.until })

function people(heading: Text, officers: readonly of.Officer[] | null): DocumentSection {
  const value = officers === null ? null : officers.map(({ name, credential }) => `${name} ${credential}`)
  return {
    heading,
    fields: [{ label: { zh: of.officersWords.zh, en: of.officersWords.en }, value, source: of.officersWords.source, required: true, personal: true }],
  }
}

const OFFICERS: Text = { zh: '检查人员', en: 'Officers' }

/** Administrative Penalty Law, arts. 42 and 55, and the rules of the police: what has to be shown before anybody enters. */
const notice: DocumentKind<Inspection> = {
  id: 'inspection-notice',
  title: { zh: '监督检查通知书', en: 'Notice of inspection' },
  source: { instrument: 'police-inspection-2018', article: '14' },
  draw: ({ proposal, approved, noticed }, { party }): Document | undefined => {
    if (proposal === null || approved === null) return undefined
    return {
      title: notice.title,
      recipient: { zh: proposal.operatorName, en: proposal.operatorName },
      from: party.name,
      dated: noticed ?? approved,
      source: notice.source,
      sections: [...filledSections([{ heading: { zh: '检查', en: 'Inspection' }, schema: Notice, values: proposal }]), people(OFFICERS, proposal.officers)],
    }
  },
}

const record: DocumentKind<Inspection> = {
  id: 'inspection-record',
  title: { zh: '监督检查记录', en: 'Record of the inspection' },
  source: { instrument: 'police-inspection-2018', article: '18' },
  draw: ({ proposal, begun, findings, obstructed, finished }, { party }): Document | undefined => {
    if (proposal === null || begun === null) return undefined
    const found: DocumentSection = {
      heading: { zh: '检查发现', en: 'Findings' },
      fields: findings.map(({ finding, what, topic, violated }) => ({
        label: { zh: `${finding} ${of.TOPIC_WORDS[topic].zh}（第 ${violated} 条）`, en: `${finding} ${of.TOPIC_WORDS[topic].en} (${violated})` },
        value: what,
        source: record.source,
        required: true,
        personal: false,
      })),
    }
    const hindered: DocumentSection = {
      heading: { zh: '拒绝、阻碍检查', en: 'Obstruction' },
      fields: obstructed.map(({ on, reason }) => ({
        label: { zh: on, en: on },
        value: reason,
        source: { norm: 'inspection.cooperate' },
        required: true,
        personal: false,
      })),
    }
    return {
      title: record.title,
      recipient: { zh: proposal.operatorName, en: proposal.operatorName },
      from: party.name,
      dated: finished?.on ?? begun.on,
      source: record.source,
      sections: [
        ...filledSections([{ heading: { zh: '检查', en: 'Inspection' }, schema: Record, values: { ...begun, begunAt: begun.on } }]),
        people(OFFICERS, begun.officers),
        ...(findings.length === 0 ? [] : [found]),
        ...(obstructed.length === 0 ? [] : [hindered]),
        ...filledSections([{ heading: { zh: '结果和签字', en: 'Result and signature' }, schema: Result, values: { ...finished } }]),
      ],
    }
  },
}

const interviewMinutes: DocumentKind<Inspection> = {
  id: 'interview-minutes',
  title: { zh: '约谈记录', en: 'Minutes of the interview' },
  source: { norm: 'interview.hold' },
  draw: ({ proposal, interview }, { party }): Document | undefined => {
    if (proposal === null || interview === null) return undefined
    return {
      title: interviewMinutes.title,
      recipient: { zh: proposal.operatorName, en: proposal.operatorName },
      from: party.name,
      dated: interview.on,
      source: interviewMinutes.source,
      sections: filledSections([{ heading: { zh: '约谈', en: 'Interview' }, schema: Minutes, values: interview.content }]),
    }
  },
}

const order: DocumentKind<Inspection> = {
  id: 'correction-order',
  title: { zh: '责令改正通知书', en: 'Order to correct' },
  source: { norm: 'correction.order' },
  draw: ({ proposal, orders }, { party }): Document | undefined => {
    const last = orders.at(-1)
    if (proposal === null || last === undefined) return undefined
    const charged: DocumentSection = {
      heading: { zh: '违法事实和依据', en: 'Breaches and their basis' },
      fields: last.charges.map(({ finding, what, violated, provision }) => ({
        label: { zh: `${finding}（违反第 ${violated} 条，依第 ${provision} 条责令）`, en: `${finding} (breach of ${violated}, ordered under ${provision})` },
        value: what,
        source: order.source,
        required: true,
        personal: false,
      })),
    }
    return {
      title: order.title,
      recipient: { zh: proposal.operatorName, en: proposal.operatorName },
      from: party.name,
      dated: last.on,
      source: order.source,
      sections: [
        charged,
        ...filledSections([{ heading: { zh: '要求', en: 'What is required' }, schema: Order, values: { required: last.required, until: last.until } }]),
      ],
    }
  },
}

export const documents = [notice, record, interviewMinutes, order]
