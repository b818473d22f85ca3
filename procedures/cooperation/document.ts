import { z } from 'zod'
import { filledSections, type Document, type DocumentKind } from '../document.ts'
import { credentialsShown, noticeShown, officerCount, required, until, TOPIC_WORDS } from '../inspection/field.ts'
import * as penalty from '../penalty/field.ts'
import * as of from './field.ts'
import { nameOf, type Cooperation, type Demand } from './state.ts'

const Check = z.strictObject({ officerCount, credentialsShown, noticeShown, asNoticed: of.asNoticed })
const Report = z.strictObject({ required, until, measures: of.means, evidence: of.proofs })
const Defence = z.strictObject({ kind: penalty.statementKind, statement: penalty.statement })

/** What was checked, asked and given, in the order in which it happened. */
const log: DocumentKind<Cooperation> = {
  id: 'cooperation-log',
  title: { zh: '配合检查台账', en: 'Log of the cooperation given' },
  source: { norm: 'inspection.cooperate' },
  draw: ({ notice, begun, requests, objections }, { party, at }): Document | undefined => {
    if (begun === null) return undefined
    const name = notice === null ? null : nameOf(notice)
    return {
      title: log.title,
      recipient: name ?? party.name,
      from: party.name,
      dated: at,
      source: log.source,
      sections: [
        ...filledSections([{ heading: { zh: '核验检查人员', en: 'Check of the officers' }, schema: Check, values: begun }]),
        {
          heading: { zh: '要求和答复', en: 'Requests and answers' },
          fields: requests.map(({ request, topic, asked, within, answer }) => ({
            label: {
              zh: `${request} ${TOPIC_WORDS[topic].zh}：${asked}${within === false ? '（超出范围）' : ''}`,
              en: `${request} ${TOPIC_WORDS[topic].en}: ${asked}${within === false ? ' (beyond the scope)' : ''}`,
            },
            value: answer?.given ?? null,
            source: log.source,
            required: within !== false,
            personal: false,
          })),
        },
        ...(objections.length === 0
          ? []
          : [
              {
                heading: { zh: '异议', en: 'Objections' },
                fields: objections.map(({ on, ground }) => ({ label: { zh: on, en: on }, value: ground, source: log.source, required: true, personal: false })),
              },
            ]),
      ],
    }
  },
}

function reportOf(demand: Demand | null): Readonly<Record<string, unknown>> {
  return demand === null ? {} : { required: demand.required, until: demand.until, measures: demand.report?.measures, evidence: demand.report?.evidence }
}

const report: DocumentKind<Cooperation> = {
  id: 'correction-report',
  title: { zh: '整改报告', en: 'Report on correction' },
  source: { norm: 'correction.comply' },
  draw: ({ order, interview }, { party, at }): Document | undefined => {
    const demand = order ?? interview
    if (demand === null) return undefined
    return {
      title: report.title,
      recipient: demand.departmentName,
      from: party.name,
      dated: demand.report?.on ?? at,
      source: report.source,
      sections: [
        ...(order === null ? [] : filledSections([{ heading: { zh: '责令改正', en: 'The order to correct' }, schema: Report, values: reportOf(order) }])),
        ...(interview === null
          ? []
          : filledSections([{ heading: { zh: '约谈要求', en: 'What the interview asked for' }, schema: Report, values: reportOf(interview) }])),
      ],
    }
  },
}

const defence: DocumentKind<Cooperation> = {
  id: 'penalty-defence',
  title: { zh: '陈述申辩书', en: 'Defence' },
  source: { instrument: 'penalty-law-2021', article: '45' },
  draw: ({ penalty: noticed, defences }, { party }): Document | undefined => {
    const last = defences.at(-1)
    if (noticed === null || last === undefined) return undefined
    return {
      title: defence.title,
      recipient: nameOf(noticed),
      from: party.name,
      dated: last.on,
      source: defence.source,
      sections: filledSections(defences.map((values) => ({ heading: { zh: '意见', en: 'What we say' }, schema: Defence, values }))),
    }
  },
}

export const documents = [log, report, defence]
